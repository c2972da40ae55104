"""Sums of money, where a currency stands behind a number or money is plainly meant, and sums in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seeds.entities.amounts import plain_number, spelled, worth
from seeds.entities.figure_words import figure_lists

_SPELLED = re.compile(
    r"(?<![\w.,])(?:(?:hàng|vài|mấy)[ ])?"
    r"((?:(?:một|hai|ba|bốn|tư|năm|lăm|mốt|sáu|bảy|tám|chín|mười|mươi|nửa|rưỡi|linh|lẻ|chục|trăm|nghìn|ngàn|vạn|"
    r"triệu|tỷ|tỉ)[ ]){1,12})",
    re.I,
)
_GREAT = frozenset(["chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"])
_ONE_COIN = frozenset(["một", "hai", "ba"])
# "hai bảng" are tables, "một đồng" is next to nothing.
_AMBIGUOUS = frozenset(["VND", "GBP", "cent"])
# "mỗi năm trăm tỷ đồng": here năm is a year.
_EACH = re.compile(r"(?:mỗi|một|hàng|hằng|trong|nửa)[ ]\Z", re.I)
_NEAR = 40  # letters before a sum in which a counted thing is looked for
_AROUND = 110  # letters before a sum, and half as many behind it, in which words of money are


@dataclass(frozen=True, slots=True)
class _Lexicon:
    currency: re.Pattern[str]
    code: dict[str, str]
    counted_sum: re.Pattern[str]
    money: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    data = figure_lists()

    def any_of(entries: list[str]) -> str:
        return "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))

    code: dict[str, str] = {}
    for row in data["codes"].split("|"):
        name, *forms = row.split()
        code |= {form.replace("_", " "): name for form in (name, *forms)}
    dollars = [row.rpartition(" ") for row in data["dollars"].split("|")]
    code |= {f"{word} {land}": name for land, _, name in dollars for word in ("đô la", "đôla", "đô-la", "đô")}
    lands = any_of([land for land, _, _ in dollars])
    signs = [entry for entry in data["currencies"].split("|") if not entry.isalpha() and len(entry) == 1]
    words = [entry for entry in data["currencies"].split("|") if entry not in signs]
    no_money = any_of(data["no_money"].split("|"))
    return _Lexicon(
        currency=re.compile(
            rf"[ ]?((?:đô la|đôla|đô-la|đô)[ ](?:{lands})(?!\w)|[{''.join(signs)}]"
            rf"|(?:{any_of(words)})(?!\w|(?:(?<=đồng)|(?<=đô)|(?<=xu))[ ](?:{no_money})\b))"
        ),
        code=code,
        counted_sum=re.compile(
            rf"(?<!\w)(?:{any_of(data['counted_sums'].split('|'))})(?!\w)[^.\n]{{0,30}}\Z"
        ),
        money=re.compile(rf"(?<!\w)(?:{any_of(data['money_words'].split('|'))})(?!\w)"),
    )


def currency(plain: str, at: int) -> tuple[int, str] | None:
    """The end of the currency that stands behind an amount ending at ``at``, and its code."""
    match = _lexicon().currency.match(plain, at)
    return None if match is None else (match.end(), _lexicon().code.get(match[1], match[1]))


def sign_code(sign: str) -> str:
    """The code of a currency that stands before its amount: "$", "US$", "USD "."""
    sign = sign.strip()
    return _lexicon().code.get(sign) or _lexicon().code.get(sign[-1:], sign)


def bare(plain: str, start: int, amount: int, magnitude: str) -> bool:
    """Whether a sum without a currency is money: "5 tỷ" unless people or the like are counted around it,
    "200 triệu" where the words around it speak of money."""
    if _lexicon().counted_sum.search(plain, max(0, start - _NEAR), start):
        return False
    if magnitude in ("tỷ", "tỉ"):
        return True
    first = max(plain.rfind("\n", 0, start), plain.rfind(". ", 0, start), start - _AROUND)
    stops = [at for at in (plain.find("\n", amount), plain.find(". ", amount)) if at >= 0]
    last = min([amount + _AROUND // 2, *stops])
    money = _lexicon().money
    return (
        money.search(plain, max(first, 0), start) is not None or money.search(plain, amount, last) is not None
    )


def value(text: str, code: str) -> str:
    """The normalised value of an amount in digits: "265400000000 USD"; "" where its digits make none."""
    digits = worth(text)
    return f"{digits} {code}".rstrip() if digits else ""


def in_words(plain: str) -> Iterator[tuple[int, int, str]]:
    """Sums in words with their currency (một tỷ USD, hàng trăm triệu đồng): start, end and value."""
    for match in _SPELLED.finditer(plain):
        start, words = match.start(), match[1].lower().split()
        vague = match.start(1) > start
        if words[0] == "năm" and not vague and _EACH.search(plain, max(0, start - 6), start):
            start, words = match.start(1) + 4, words[1:]
        # "hàng tỷ USD", "tỷ USD" name no number, "hàng trăm tỷ USD", "vài tỷ USD" do.
        if len(words) == 1 and words[0] in _GREAT and match[0][:3].lower() not in ("vài", "mấy"):
            continue
        if not words or words[0] in ("tư", "lăm", "mốt", "mươi", "linh", "lẻ", "rưỡi"):
            continue
        found = currency(plain, match.end() - 1)
        if found is None:
            continue
        if _GREAT.isdisjoint(words) and (
            words[-1] not in _ONE_COIN or len(words) > 1 or found[1] in _AMBIGUOUS
        ):
            continue
        amount = None if vague else spelled(words)
        yield start, found[0], "" if amount is None else f"{plain_number(amount)} {found[1]}"
