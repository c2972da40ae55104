"""What a stretch is worth that the reader calls a date or figure: read by itself, away from its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.article import MentionType
    from seeds.row import PartialDate

_COUNTABLE = ("MONEY", "PERCENT", "QUANTITY")
_DIGITS = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*(?:(?:[ ]?[-–][ ]?|[ ](?:đến|tới)[ ])[0-9]+(?:[.,][0-9]+)*)?"
    r"(?:[ ](?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))*"
)
_LONGEST_NUMBER = 12
"""Words of a number in words, at most."""


def stretch_value(form: str, type: MentionType, published: PartialDate | None = None) -> str | None:
    """Return the normalised value of a written form as the type that the reader gave it, as ``Mention.value``
    has it; None for a type without values, and where the form cannot be read as one.

    Where several parts of the form are of the type the longest counts (``khoảng 5 tỷ đồng`` is worth what
    ``5 tỷ đồng`` is). A number that is no figure by itself is taken for what the reader says it is: ``80`` as
    a percentage is "80%", ``15`` as a date a day of the month. ``published`` is the article's date, against
    which dates are resolved.
    """
    plain = form.replace("\u00a0", " ")
    if type == "DATE":
        return _date(plain, published)
    if type not in _COUNTABLE:
        return None
    from seeds.entities.figures import figures

    read = [(it.end - it.start, it.value) for it in figures(plain, ()) if it.type == type and it.value]
    return max(read, key=lambda it: it[0])[1] if read else _number(plain, type)


def _date(plain: str, published: PartialDate | None) -> str | None:
    from seeds.dates import find

    bare = plain.strip()
    if bare.isdecimal():  # a number alone is a date only because the reader says so
        plain = ("năm " if len(bare) == 4 else "ngày ") + bare
    dates = [(it.end - it.start, it.edtf) for it in find(plain, published=published) if it.edtf]
    return max(dates, key=lambda it: it[0])[1] if dates else None


def _number(plain: str, type: MentionType) -> str | None:
    """Return what the first number of a form is worth, in digits or (at its start) in words, with its
    unit."""
    from seeds.entities.amounts import plain_number, spelled, worth

    if (digits := _DIGITS.search(plain)) is not None:
        found = digits[0].removesuffix(" trăm") if type == "PERCENT" else digits[0]
        number, unit = worth(found), plain[digits.start() + len(found) :].strip()
    else:
        number, unit = "", ""
        words = plain.lower().split()
        for many in range(min(len(words), _LONGEST_NUMBER), 0, -1):
            if amount := spelled(words[:many]):  # a word that only joins numbers is none
                number, unit = plain_number(amount), " ".join(plain.split()[many:])
                break
    if not number:
        return None
    if type == "PERCENT":
        return f"{number}%"
    return f"{number} {unit}".rstrip() if type == "QUANTITY" else number
