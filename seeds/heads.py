"""The head of an article: what stands above its running text.

Read from the top: what a crawler wrote, the section, the headline, times, who signs, buttons and pictures,
and the outlet's code at the start of the first paragraph.
"""

from __future__ import annotations

from seeds import bylines, captions, cues, furniture, stamps
from seeds.article import Block, BlockKind
from seeds.folding import fold
from seeds.paragraphs import ENDS_SENTENCE, MARKDOWN, Line

TITLE_MOST = (45, 250)
"""A headline has at most this many words and code points: the longest in a year of Vietnamese headlines has
37."""


_HEAD_MOST = 16
"""So many lines may stand above the running text."""


def read_head(lines: list[Line], blocks: list[Block], titled: bool) -> int:
    """Read header, title and byline from the top; return the number of the first line of running text."""
    at = 0
    title = ""
    title_seen = dated = False
    while at < len(lines) and at < _HEAD_MOST:
        line = lines[at]
        text = line.text
        if line.kind is not None:
            break
        if titled and at == 0:
            line.kind, title_seen = "title", True
        elif end := cues.header_end(text):
            dated = True
            _split_line(line, end, "header", blocks)
            if not line.text:
                line.kind = None
            elif furniture.is_button(line.text):
                line.kind = "header"
            elif not title_seen and _is_title(lines, at):
                line.kind, title_seen = "title", True
            else:
                break
        elif stamps.is_date_line(text) or cues.is_address(text):
            line.kind, dated = "header", True
        elif bylines.is_stamped(text):
            line.kind, dated = "byline", True
        elif stamps.is_place_and_day(text):
            line.kind, dated = "header", True
        elif furniture.is_button(text):
            line.kind = "header"
        elif cues.dateline_end(f"{text} x") == len(text) + 1:
            line.kind = "source"
        elif (label := cues.labelled(text)) and len(text) <= 250:
            kind, value = label
            if kind == "title" and value < len(text):
                _split_line(line, value, "header", blocks)
                line.kind, title_seen = "title", True
            else:
                line.kind = "byline" if kind == "author" else "source" if kind == "source" else "header"
                dated = dated or kind == "date"
        elif (title_seen and (_says_again(text, title) or cues.is_section(text))) or _is_section(lines, at):
            line.kind = "header"
        elif not title_seen and (not dated or at < 4) and _is_title(lines, at):
            line.kind, title_seen = "title", True
        elif (title_seen or dated) and at + 1 < len(lines) and _is_top_byline(lines, at, dated):
            line.kind = "byline"
        elif (
            (cues.is_table_rest(text) and not captions.has_words(text))
            or furniture.is_picture_rest(text)
            or (title_seen and line.words <= 60 and cues.is_credited(text) and not _ends_head(lines, at + 1))
        ):
            line.kind = "caption"
        else:
            break
        if line.kind == "title":
            _cut_stamp(line, blocks)
            title = line.text
        at += 1
    _datelines(lines, at, blocks)
    _repeats(lines[at:], title)
    return at


def _cut_stamp(line: Line, blocks: list[Block]) -> None:
    """Cut the time from the end of a headline into which it has run (``… 14/02/2026 12:54``)."""
    length = stamps.stamp_start(line.text)
    if length and line.end - line.start == len(line.text):
        blocks.append(Block(line.start + length, line.end, "header"))
        line.text = line.text[:length].rstrip()
        line.end = line.start + len(line.text)


def _is_section(lines: list[Line], at: int) -> bool:
    """Say whether a line above the headline names a section."""
    return cues.is_section(lines[at].text) and not _ends_head(lines, at + 1)


def _ends_head(lines: list[Line], at: int) -> bool:
    """Say whether running text begins at a line: then a section's name before it is the headline."""
    if at == len(lines):
        return True
    text = lines[at].text
    return not (
        _is_title(lines, at)
        or cues.is_section(text)
        or stamps.is_date_line(text)
        or bylines.is_stamped(text)
        or furniture.is_button(text)
    )


def _says_again(line: str, title: str) -> bool:
    """Say whether a line repeats the headline, as it stands or as the name of a picture's file (small letters
    without marks)."""
    if not title or abs(len(line) - len(title)) > 12:
        return False
    wanted, said = _letters(title), _letters(line)
    return len(said) >= 12 and (
        said == wanted or (line.isascii() and line.islower() and wanted.startswith(said))
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _repeats(lines: list[Line], title: str) -> None:
    """Mark the headline where it stands in the running text again: in the place of a picture's caption."""
    for line in lines:
        if line.kind is None and _says_again(line.text, title):
            line.kind = "caption"


def _is_title(lines: list[Line], at: int) -> bool:
    line = lines[at]
    if len(line.text) > TITLE_MOST[1] or line.words > TITLE_MOST[0] or not captions.has_words(line.text):
        return False
    text = MARKDOWN().sub("", line.text)
    if (
        cues.dateline_end(text)
        or furniture.is_related_marker(text)
        or furniture.is_pointer(text)
        or furniture.is_picture_rest(text)
        or cues.is_table_rest(text)
        # A first line may announce pictures: Clip: Vòi rồng hiếm gặp ở Bắc Ninh.
        or (cues.is_credited(text) and not (at == 0 and line.words >= 6 and cues.is_lone_credit(text)))
    ):
        return False
    if at + 1 == len(lines):
        return line.words <= 25 and not ENDS_SENTENCE().search(text)
    following = lines[at + 1].text
    if stamps.is_date_line(following) or bylines.is_stamped(following):
        return True
    if text[-1] in ".,;:" and not text.endswith("..."):
        return False
    return not (following[0].islower() and len(text) > 40)


def _is_top_byline(lines: list[Line], at: int, dated: bool) -> bool:
    """Say whether a line under the headline signs the article. The place of the news may stand there as
    well: without a date beside it, a mere name is none."""
    line = lines[at]
    dated_below = stamps.is_date_line(lines[at + 1].text)
    if line.words > 12 or (lines[at + 1].words <= 12 and not dated_below):
        return False
    beside = dated or dated_below
    return bylines.is_byline(line.text) if beside else bylines.is_signed(line.text)


def _datelines(lines: list[Line], at: int, blocks: list[Block]) -> None:
    """Cut the outlet's code from the first paragraphs (``TPO - ``)."""
    for line in lines[at : at + 3]:
        if line.kind is None and (end := cues.dateline_end(line.text)):
            _split_line(line, end, "source", blocks)


def _split_line(line: Line, length: int, kind: BlockKind, blocks: list[Block]) -> None:
    """Make the first ``length`` code points of a line a block of their own and leave the rest in the line."""
    head = line.text[:length].rstrip()
    if head:
        blocks.append(Block(line.start, line.start + len(head), kind))
    rest = line.text[length:]
    line.start += length + len(rest) - len(rest.lstrip())
    line.text = rest.strip()
