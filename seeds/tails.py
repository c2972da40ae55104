"""The tail of an article: who signs, where it comes from, and the other news behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds import bylines, captions, cues, furniture, stamps
from seeds.article import Block
from seeds.outlets import outlet
from seeds.signatures import signature_start

if TYPE_CHECKING:
    from seeds.paragraphs import Line


def read_tail(text: str, lines: list[Line], body_at: int, blocks: list[Block]) -> None:
    """Read related news, source lines and bylines from the bottom; a signature that has run into the last
    paragraph becomes a block of its own."""
    last = _related_from(lines, body_at)
    for line in lines[last:]:
        line.kind = "related"
    signed = 0
    at = last - 1
    while at > body_at:
        line = lines[at]
        if line.kind is not None:
            pass
        elif furniture.is_pointer(line.text) or furniture.is_button(line.text):
            line.kind = "related"
        elif stamps.is_date_line(line.text) or _is_dated(line.text):
            line.kind = "header"
        elif (named := cues.source_named(line.text)) is not None:
            person = line.text.startswith("Theo ") and bylines.is_person(named)
            line.kind = "byline" if person else "source"
        elif cues.is_table_rest(line.text) and not captions.has_words(line.text):
            line.kind = "caption"
        elif signed < 2 and line.words <= 25 and bylines.is_byline(line.text):
            line.kind = "byline"
            signed += 1
        elif signed == 0 and at > body_at + 1 and bylines.is_expert(lines[at - 1].text) and line.words <= 12:
            line.kind = "byline"  # where the expert of the line above works
        elif signed == 0 and (bylines.is_expert(line.text) or (at == last - 1 and _is_nickname(line.text))):
            line.kind = "byline"
            signed += 1
        elif signed == 0 and cues.is_credited(line.text):
            line.kind = "caption"
        elif signed == 0 and line.text.startswith("*") and line.words <= 20:
            pass  # a note under the byline: names have been changed
        else:
            break
        at -= 1
    if signed == 0 and body_at <= at < last and lines[at].kind is None:
        _cut_signature(text, lines[at], blocks)


def _cut_signature(text: str, line: Line, blocks: list[Block]) -> None:
    """Make the signature at a paragraph's end a block and leave the rest in the line."""
    start = signature_start(line.text)
    if start is None:
        return
    at = line.end - (len(line.text) - start)
    if text[at : line.end].split() == line.text[start:].split():
        blocks.append(Block(at, line.end, "byline"))
        line.end = line.start + len(text[line.start : at].rstrip())
        line.text = line.text[:start].rstrip()


def _is_dated(text: str) -> bool:
    """Say whether a line is a label and a day (``Ngày đăng: …``), or a place and a day."""
    if stamps.is_place_and_day(text):
        return not bylines.is_stamped(text)
    label = cues.labelled(text)
    return label is not None and label[0] == "date" and stamps.is_date_line(text[label[1] :])


def _is_nickname(text: str) -> bool:
    """Say whether the last line is one capitalised word: readers who write to a paper sign so."""
    return text.isalpha() and 2 <= len(text) <= 14 and text[0].isupper()


def _related_from(lines: list[Line], body_at: int) -> int:
    """Return the number of the line from which on all is other news; the number of lines when nothing is."""
    total = sum(len(line.text) for line in lines)  # how many blank lines stand between says nothing
    before = sum(len(line.text) for line in lines[:body_at])
    for at in range(body_at + 1, len(lines)):
        line = lines[at]
        before += len(lines[at - 1].text)
        is_late = before * 5 >= total * 2
        if furniture.is_related_marker(line.text):
            signed = any(bylines.is_byline(above.text) for above in lines[max(body_at, at - 2) : at])
            if signed or is_late:
                return at
        elif (
            at + 1 < len(lines)
            and is_late
            and _closes(line.text)
            and all(_is_teaser(other) for other in lines[at + 1 :])
        ):
            return at + 1
    return len(lines)


def _closes(text: str) -> bool:
    """Say whether a line ends an article beyond doubt: it names the agency that the article comes from
    (``Theo TTXVN``), or signs with a name and an outlet."""
    if (name := cues.source_named(text)) and text[0] in "Tt(" and outlet(name):
        return True
    return len(text) <= 80 and bool(bylines.credits(text)) and bylines.is_byline(text)


def _is_teaser(line: Line) -> bool:
    """Say whether a line may announce other news: one headline or one sentence, nothing that belongs to the
    end of an article."""
    if not 4 <= line.words <= 60 or not captions.is_one_sentence(line.text):
        return False
    return cues.source_named(line.text) is None and not bylines.is_byline(line.text)
