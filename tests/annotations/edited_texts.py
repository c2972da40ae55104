"""Texts with edits made to them, and where each of their characters is afterwards: the truth that anchoring
is measured by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from annotations import highlights
from annotations.model import Selector
from seeds.folding import as_spelled

Span = tuple[int, int]
WORD = re.compile(r"[\w\u0300-\u036f]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")


@dataclass(frozen=True)
class Edited:
    """A text in pieces: those of the old text (their offsets, end-exclusive, with what they read as now) and
    those put in (None)."""

    pieces: tuple[tuple[int | None, str], ...]
    """Where a piece of the old text begins there, None for one put in; and its characters."""

    @classmethod
    def of(cls, text: str) -> Edited:
        return cls(((0, text),))

    @property
    def text(self) -> str:
        return "".join(piece for _, piece in self.pieces)

    def places(self) -> dict[int, int]:
        """Where each character of the old text that is left stands."""
        places: dict[int, int] = {}
        at = 0
        for start, piece in self.pieces:
            if start is not None:
                for step in range(len(piece)):
                    places[start + step] = at + step
            at += len(piece)
        return places

    def cut(self, at: Sequence[int]) -> list[list[tuple[int | None, str]]]:
        """The pieces between these offsets (into the text as it is), rising."""
        parts: list[list[tuple[int | None, str]]] = [[]]
        bounds = iter([*at, len(self.text)])
        bound, offset = next(bounds), 0
        for start, piece in self.pieces:
            while offset + len(piece) > bound:
                split = bound - offset
                if split:
                    parts[-1].append((start, piece[:split]))
                parts.append([])
                start = None if start is None else start + split
                piece = piece[split:]
                offset, bound = bound, next(bounds)
            if piece:
                parts[-1].append((start, piece))
            offset += len(piece)
        while len(parts) <= len(at):
            parts.append([])
        return parts

    def replaced(self, edits: Sequence[tuple[int, int, str]]) -> Edited:
        """With stretches (in order, apart) replaced by other text."""
        bounds = [bound for start, end, _ in edits for bound in (start, end)]
        parts = self.cut(bounds)
        pieces = list(parts[0])
        for number, (_, _, text) in enumerate(edits):
            if text:
                pieces.append((None, text))
            pieces += parts[2 * number + 2]
        return Edited(tuple(pieces))

    def respelt(self, change: Callable[[str], str]) -> Edited:
        """With another letter for each letter."""
        text = change(self.text)
        assert len(text) == len(self.text)
        pieces, at = [], 0
        for start, piece in self.pieces:
            pieces.append((start, text[at : at + len(piece)]))
            at += len(piece)
        return Edited(tuple(pieces))


def sentences(text: str) -> list[Span]:
    """Sentences and lines, without the space between them."""
    spans, start = [], 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = len(text) if match is None else match.start()
        spans.append((start, end))
        start = len(text) if match is None else match.end()
    return [(start, end) for start, end in spans if WORD.search(text, start, end)]


def paragraphs(text: str) -> list[Span]:
    return [m.span() for m in re.finditer(r"[^\n]+", text) if WORD.search(m[0])]


def with_gap(text: str, span: Span) -> Span:
    """A sentence or paragraph with the space behind it."""
    match = re.compile(r"\s*").match(text, span[1])
    return span[0], match.end() if match else span[1]


def _some(random: Random, spans: Sequence[Span], most: int = 4) -> list[Span]:
    return sorted(random.sample(spans, min(len(spans), random.randint(1, most))))


def insert_sentences(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    text = edited.text
    spots = [(start, start) for start, _ in _some(random, sentences(text))]
    return edited.replaced([(a, b, random.choice(foreign) + " ") for a, b in spots])


def remove_sentences(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    text = edited.text
    gone = _some(random, sentences(text))
    return edited.replaced([(*with_gap(text, span), "") for span in gone])


def replace_sentences(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    gone = _some(random, sentences(edited.text))
    return edited.replaced([(*span, random.choice(foreign)) for span in gone])


def reword(edited: Edited, random: Random, foreign: Sequence[str], rate: float = 0.15) -> Edited:
    """Words replaced, put in and taken out in some sentences."""
    text = edited.text
    edits: list[tuple[int, int, str]] = []
    for span in _some(random, sentences(text), 8):
        for match in WORD.finditer(text, *span):
            if random.random() < rate:
                other = random.choice(WORD.findall(random.choice(foreign)) or ["khác"])
                kind = random.randrange(3)
                if kind == 0:
                    edits.append((*match.span(), other))
                elif kind == 1:
                    edits.append((match.start(), match.start(), other + " "))
                else:
                    edits.append((*with_gap(text, match.span()), ""))
    return edited.replaced(edits)


def move_paragraphs(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    text = edited.text
    lines = [with_gap(text, span) for span in paragraphs(text)]
    if len(lines) < 3:
        return edited
    for _ in range(random.randint(1, 2)):
        parts = edited.cut([start for start, _ in lines])
        head, blocks = parts[0], parts[1:]
        if blocks and not "".join(piece for _, piece in blocks[-1]).endswith("\n"):
            blocks[-1].append((None, "\n"))
        block = blocks.pop(random.randrange(len(blocks)))
        blocks.insert(random.randint(0, len(blocks)), block)
        edited = Edited((*head, *(piece for block in blocks for piece in block)))
        text = edited.text
        lines = [with_gap(text, span) for span in paragraphs(text)]
    return edited


def move_and_reword(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    return reword(move_paragraphs(edited, random, foreign), random, foreign, 0.1)


def respell(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """Quote marks, dashes and spaces of another kind, the tone on another letter."""
    table = str.maketrans('“”‘’–-"', "\"\"''-–”")
    spaces = random.random()

    def change(text: str) -> str:
        text = as_spelled(text).translate(table)
        text = re.sub(r"oá\b", "óa", re.sub(r"\bòa\b", "oà", re.sub(r"ủy\b", "uỷ", text)))
        return re.sub(" ", lambda m: "\u00a0" if random.random() < spaces else " ", text)

    return edited.respelt(change)


def strip_furniture(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """The first line, the last one, a short one (a caption, a cross-heading) gone."""
    text = edited.text
    lines = paragraphs(text)
    gone = {random.choice([lines[0], lines[-1]])}
    short = [span for span in lines if span[1] - span[0] < 90]
    if short:
        gone.add(random.choice(short))
    return edited.replaced([(*with_gap(text, span), "") for span in sorted(gone)])


def add_furniture(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """A header, a caption and related articles put in, which say in part what the article says itself."""
    text = edited.text
    lines, own = paragraphs(text), sentences(text)
    spot = random.choice(lines)[0]
    related = [random.choice(foreign) for _ in range(3)] + [text[slice(*random.choice(own))]]
    random.shuffle(related)
    edits = [
        (0, 0, f"Trang chủ > Thời sự | {random.choice(foreign)}\n\n"),
        (spot, spot, f"Ảnh: {text[slice(*random.choice(own))][:70]}\n\n"),
        (len(text), len(text), "\n\nTin liên quan\n" + "\n".join(related) + "\n"),
    ]
    return edited.replaced(sorted(edits, key=lambda edit: edit[0]))


def fetch_again(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """As another program fetches it: lines wrapped or joined, headings run in, a short line at the end."""
    text = edited.text
    kind = random.randrange(4)
    if kind == 0:  # hard wraps
        width = random.randint(50, 100)
        edits, column = [], 0
        for match in re.finditer(r"[^\s]+|\n|[^\S\n]+", text):
            if match[0] == "\n":
                column = 0
            elif match[0].isspace() and column > width:
                edits.append((*match.span(), "\n"))
                column = 0
            else:
                column += len(match[0])
        return edited.replaced(edits)
    if kind == 1:  # one line break between paragraphs, or two
        to = random.choice(["\n", "\n\n"])
        return edited.replaced([(*m.span(), to) for m in re.finditer(r"\n+", text)])
    if kind == 2:  # lines joined
        joined = [m.span() for m in re.finditer(r"\n+", text) if random.random() < 0.6]
        return edited.replaced([(*span, " ") for span in joined])
    lines = paragraphs(text)
    short = [span for span in lines if span[1] - span[0] < 120] or lines
    start, end = with_gap(text, random.choice(short))
    head, block, tail = edited.cut([start, end])
    return Edited((*head, *tail, (None, "\n\n"), *block))


def repeat_elsewhere(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """Sentences of the text put in again at other places, some of the text's own removed: never those that
    were put in again."""
    text = edited.text
    own = sentences(text)
    again = _some(random, own, 3)
    gone = [span for span in _some(random, own, 3) if span not in again]
    edits = [(*with_gap(text, span), "") for span in gone]
    for span in again:
        at = own.index(span)
        spots = [start for number, (start, _) in enumerate(own) if abs(number - at) > 3]
        if spots:
            spot = random.choice(spots)
            edits.append((spot, spot, text[slice(*span)] + " "))
    edits.sort()
    apart = [edit for at, edit in enumerate(edits) if not at or edit[0] >= edits[at - 1][1]]
    return edited.replaced(apart)


def several(edited: Edited, random: Random, foreign: Sequence[str]) -> Edited:
    """A few edits of different kinds."""
    for name in random.sample(list(EDITS), random.randint(2, 4)):
        if name != "several of these":
            edited = EDITS[name](edited, random, foreign)
    return edited


Edit = Callable[[Edited, Random, Sequence[str]], Edited]
EDITS: dict[str, Edit] = {
    "sentences inserted": insert_sentences,
    "sentences removed": remove_sentences,
    "sentences replaced": replace_sentences,
    "reworded": reword,
    "paragraphs moved": move_paragraphs,
    "moved and reworded": move_and_reword,
    "spelt otherwise": respell,
    "furniture stripped": strip_furniture,
    "furniture added": add_furniture,
    "fetched again": fetch_again,
    "repeated elsewhere": repeat_elsewhere,
    "several of these": several,
}


def repeating(text: str, random: Random) -> str:
    """The text with some of its sentences standing twice or three times in it."""
    edited = Edited.of(text)
    own = sentences(text)
    at = random.randrange(len(own))
    spots = [start for number, (start, _) in enumerate(own) if abs(number - at) > 3][random.randrange(4) :: 5]
    again = text[slice(*own[at])]
    return edited.replaced([(spot, spot, again + " ") for spot in spots]).text


def marks(text: str, random: Random, count: int) -> list[Span]:
    """Stretches as readers mark them: words, phrases, also across sentences, sentences, paragraphs."""
    words = [match.span() for match in WORD.finditer(text)]
    lines, own = paragraphs(text), sentences(text)
    found: list[Span] = []
    for number in range(count):
        kind = number % 6
        if kind == 0:
            found.append(random.choice(words))
        elif kind in (1, 2):
            at = random.randrange(len(words))
            last = min(len(words) - 1, at + random.randint(1, 5 if kind == 1 else 25))
            found.append((words[at][0], words[last][1]))
        elif kind == 3:
            found.append(random.choice(own))
        elif kind == 4:
            at = random.randrange(len(own))
            found.append((own[at][0], own[min(len(own) - 1, at + 2)][1]))
        else:
            found.append(random.choice(lines))
    return [(start, end) for start, end in found if text[start:end].strip() == text[start:end]]


def selector(text: str, span: Span, name: str = "old") -> Selector:
    """What says that a stretch of a text is marked."""
    return highlights.selector(text, *span, name)


@dataclass(frozen=True)
class Truth:
    """What became of a highlight: where its words are now, how many it had, and where it is as a whole (None
    when it is not in one piece, word for word)."""

    words: tuple[Span, ...]
    count: int
    whole: Span | None


def truth(old: str, span: Span, places: dict[int, int], new: str) -> Truth:
    """What became of a stretch of the old text, with the places of its characters in the new one."""
    words = [match.span() for match in WORD.finditer(old, *span)]
    found: list[Span] = []
    for start, end in words:
        at = [places.get(index, -1) for index in range(start, end)]
        if at[0] >= 0 and at == list(range(at[0], at[0] + len(at))):
            place = (at[0], at[0] + len(at))
            whole = WORD.search(new, place[0])
            alone = not place[0] or not WORD.match(new[place[0] - 1])
            if whole and whole.span() == place and alone:
                found.append(place)
    intact = len(found) == len(words) and bool(found)
    if intact:
        there = [match.span() for match in WORD.finditer(new, found[0][0], found[-1][1])]
        intact = there == found
    return Truth(tuple(found), len(words), (found[0][0], found[-1][1]) if intact else None)


def are_twins(old: str, new: str, one: Span, other: Span) -> bool:
    """Whether nobody can tell two stretches of the new text apart: the same words in the same line, which
    stands several times in the old text already, or in sentences that follow each other."""
    if plain(new[slice(*one)]) != plain(new[slice(*other)]):
        return False
    lines = [_line(new, span) for span in (one, other)]
    return (lines[0] == lines[1] and old.count(lines[0]) > 1) or _stand_together(new, one[0])


def is_moved(old: str, span: Span, new: str, place: Span) -> bool:
    """Whether nobody can tell a copy from a move: the sentence that was marked, or marked in, stands once in
    either text, and the place is at the same words of it. (It was put in again elsewhere, and then removed
    where it stood.)"""
    own = [it for it in sentences(old) if it[0] < span[1] and span[0] < it[1]]
    marked, there = plain(old[slice(*span)]), plain(new[slice(*place)])
    if not own or marked != there:
        return False
    whole = plain(old[own[0][0] : own[-1][1]])
    return _once(whole, old) and _once(whole, new) and _inside(whole, new, place)


def _once(words: str, text: str) -> bool:
    return f" {plain(text)} ".count(f" {words} ") == 1


def _inside(words: str, text: str, place: Span) -> bool:
    """Whether a place is in the only stretch of a text that has these words."""
    before = len(plain(text[: place[0]]).split())
    at = len(plain(text).partition(words)[0].split())
    return at <= before < at + len(words.split())


def has_twin(old: str, span: Span) -> bool:
    """Whether nobody can tell which of two is gone: the line or sentence stands twice, one behind the
    other."""
    line = _line(old, span)
    return bool(re.search(rf"{re.escape(line)}\s+{re.escape(line)}", old)) or _stand_together(old, span[0])


def _stand_together(text: str, at: int) -> bool:
    sentence = next((plain(text[slice(*span)]) for span in sentences(text) if span[0] <= at < span[1]), "")
    return bool(sentence) and f"{sentence} {sentence}" in plain(text)


def plain(text: str) -> str:
    return " ".join(WORD.findall(text))


def _line(text: str, span: Span) -> str:
    end = text.find("\n", span[1])
    return text[text.rfind("\n", 0, span[0]) + 1 : end if end >= 0 else len(text)]


def words_of(text: str, start: int, end: int) -> Span:
    """A stretch from its first word to its last."""
    found = [match.span() for match in WORD.finditer(text, start, end)]
    return (found[0][0], found[-1][1]) if found else (start, start)
