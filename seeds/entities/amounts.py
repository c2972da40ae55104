"""What a figure is worth: the numbers of Vietnamese news as plain decimals."""

from __future__ import annotations

import re
from decimal import Decimal

MAGNITUDES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "k": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tr": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_PART = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]|(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|tr|k)(?![^\W\d_])|rưỡi")


def number(text: str) -> Decimal:
    """Return the value of digits with separators, as Vietnamese writes them: 1.234,5 is 1234.5.

    A lone dot before three digits parts thousands (6.000 MW), else it is a decimal point (8.75); a lone
    comma always is one.
    """
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        last = max(text.rfind("."), text.rfind(","))
        whole, part = text[:last], text[last + 1 :]
        if text.count(text[last]) > 1:
            whole, part = text, ""
        return Decimal(f"{whole.replace('.', '').replace(',', '')}.{part or 0}")
    if commas > 1 or (dots and _thousands(text)):
        return Decimal(text.replace(".", "").replace(",", ""))
    if dots > 1:
        return Decimal(text.replace(".", ""))
    return Decimal(text.replace(",", "."))


def _thousands(text: str) -> bool:
    first, *groups = text.split(".")
    return first != "0" and len(first) <= 3 and all(len(group) == 3 for group in groups)


def plain_number(value: Decimal) -> str:
    """Return a value as digits without an exponent or needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def worth(text: str) -> str:
    """Return the value of a written amount without its unit, "" where it has none: "3-5 triệu" is
    "3000000..5000000", "1 tỷ 200 triệu" is "1200000000".

    A range without a magnitude of its own before its dash takes the one behind it.
    """
    ends: list[Decimal] = []
    for part in re.split(r"[ ]?[-–][ ]?|[ ](?:đến|tới|hoặc)[ ]", text):
        value = _sum(part)
        if value is None:
            return ""
        ends.append(value)
    magnitude = _magnitude(text)
    bare = [not re.search(r"[^\W\d_]", part) for part in re.split(r"[-–]|đến|tới|hoặc", text)]
    # "800.000 đến 1 triệu" is written out already.
    scaled = [
        value * magnitude if alone and value < 1000 else value
        for value, alone in zip(ends, bare, strict=False)
    ]
    return "..".join(plain_number(value) for value in scaled)


def _magnitude(text: str) -> int:
    product = 1
    for word in re.findall(r"[^\W\d_]+", text.rpartition(" đến ")[2]):
        product *= MAGNITUDES.get(word, 1)
    return product


def _sum(text: str) -> Decimal | None:
    """The value of numbers, each with its magnitudes, added up; "rưỡi" is half of the magnitude before."""
    total, current, factor = Decimal(0), None, 1
    for match in _PART.finditer(text):
        part = match[0]
        if part == "rưỡi":
            total += Decimal(factor) / 2
        elif part in MAGNITUDES:
            factor *= MAGNITUDES[part]
        else:
            if current is not None:
                total += current * factor
            current, factor = number(part), 1
    return None if current is None else total + current * factor


def spelled(words: list[str]) -> Decimal | None:
    """Return the value of a number in words: "một tỷ hai trăm triệu"; None for a vague one (hàng trăm)."""
    total, group, digit = 0, 0, None
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in ("mươi", "mười", "chục", "trăm"):
            group += (1 if digit is None else digit) * (100 if word == "trăm" else 10)
            digit = None
        elif word in MAGNITUDES:
            group += digit or 0
            if group == 0 and total == 0:
                return None
            total = (total + group) * MAGNITUDES[word] if group == 0 else total + group * MAGNITUDES[word]
            group, digit = 0, None
        elif word not in ("linh", "lẻ"):
            return None
    return Decimal(total + group + (digit or 0))
