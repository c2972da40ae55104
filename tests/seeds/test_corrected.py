"""Promises of the overlay: the reader's word over the machine's, wherever it holds and nowhere else."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds import edtf
from seeds.article import Article, Correction, Evidence, Mention, MentionCorrection, TopicHit
from seeds.corrected import about, corrected, corrected_row, overlay
from seeds.reading import read, with_mentions
from seeds.row import Row
from seeds.stretch_value import stretch_value
from seeds.written_forms import found_again, occurrences

TEXT = (
    "Hà Nội, ngày 14/11: Bộ trưởng Nguyễn Hồng Diên gặp ông Hà ở Hà Nội.\n"
    "Ngân hàng Nhà nước Việt Nam và Việt Nam. Bộ Công\nThương nói với Greer."
)


def mention(form: str, type: Any = "ORG", nth: int = 0, text: str = TEXT) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = text.index(form, at + 1)
    return Mention(at, at + len(form), type, form, form, None, 0.9, "machine")


def said(text: str, type: Any = "PERSON", name: str = "", scope: Any = "article") -> MentionCorrection:
    return MentionCorrection(text, type, name or (text if type else ""), scope)


def shown(mentions: tuple[Mention, ...] | None) -> list[tuple[str, str]]:
    return [(it.text, it.type) for it in mentions or ()]


def laid(mentions: list[Mention], *corrections: MentionCorrection, text: str = TEXT) -> list[tuple[str, str]]:
    return shown(overlay(text, mentions, corrections).mentions)


# Facts


def article(
    text: str = "VTC News 15/11/2025\n\nGiá điện tăng\n\nBộ Công Thương nói về giá điện và LNG.\n",
) -> Article:
    return read(text.encode())


def test_an_article_without_corrections_is_itself() -> None:
    it = article()
    assert corrected(it) is it
    assert corrected(it, (), (said("Bộ Công Thương"),)) is it  # its names are not read yet


def test_facts_are_the_readers_and_the_machines_evidence_for_a_topic_stays() -> None:
    evidence = (Evidence(0, 3, "VTC"),)
    it = replace(article(), topics=(TopicHit("energy", 0.4, evidence), TopicHit("culture", 0.3, ())))
    after = corrected(
        it,
        [
            Correction("date", "2019-11"),
            Correction("title", "Một nhan đề khác"),
            Correction("source", None),
            Correction("author", "Nguyễn Văn A"),
            Correction("topics", ("labour", "energy")),
        ],
    )
    assert after.date is not None
    assert (after.date.date, after.date.basis, after.date.evidence) == (edtf.parse("2019-11"), "reader", None)
    assert (after.title, after.source, after.author) == ("Một nhan đề khác", None, "Nguyễn Văn A")
    assert after.topics == (TopicHit("labour", 1.0, ()), TopicHit("energy", 1.0, evidence))
    assert (after.text, after.blocks, after.fingerprint) == (it.text, it.blocks, it.fingerprint)


def test_a_later_correction_wins_and_what_cannot_hold_is_passed_over() -> None:
    it = article()
    first, later = Correction("date", "2019-11-01"), Correction("date", None)
    assert corrected(it, [first, later]).date is None
    assert corrected(it, [first, Correction("date", "hôm nào đó")]).date == corrected(it, [first]).date


def test_a_row_of_a_list_is_corrected_as_its_article_is() -> None:
    row = Row("f", "/p", "Tên", "Câu đầu", edtf.parse("2025"), "A", None, None, ("energy",), "")
    facts = [Correction("date", "2019-11-14"), Correction("title", None), Correction("topics", ("labour",))]
    after = corrected_row(row, facts)
    assert (after.date, after.title, after.topics) == (edtf.parse("2019-11-14"), None, ("labour",))
    assert corrected_row(row, [Correction("date", "x")]) == row


def test_dates_in_the_text_follow_the_corrected_date() -> None:
    text = "VTC News 15/11/2025\n\nTin\n\nSáng 13-11, Bộ Công Thương họp.\n"
    now = with_mentions(corrected(article(text), [Correction("date", "2019-11-15")]))
    assert any(it.value == "2019-11-13" for it in now.mentions or () if it.type == "DATE")


# Names


def test_a_form_is_marked_wherever_it_is_written_but_not_inside_a_longer_name() -> None:
    mentions = [mention("Hà Nội", "PLACE"), mention("Hà Nội", "PLACE", 1)]
    assert laid(mentions, said("Hà")) == [("Hà Nội", "PLACE"), ("Hà", "PERSON"), ("Hà Nội", "PLACE")]


def test_shorter_mentions_inside_give_way_to_the_readers() -> None:
    mentions = [mention("Nhà nước"), mention("Việt Nam", "PLACE"), mention("Việt Nam", "PLACE", 1)]
    assert laid(mentions, said("Ngân hàng Nhà nước Việt Nam", "ORG")) == [
        ("Ngân hàng Nhà nước Việt Nam", "ORG"),
        ("Việt Nam", "PLACE"),
    ]


def test_no_entity_takes_the_mark_off_just_that_form() -> None:
    mentions = [mention("Hà Nội", "PLACE"), mention("Hà", "PERSON", 1)]
    assert laid(mentions, said("Hà", None)) == [("Hà Nội", "PLACE")]
    assert laid(mentions, said("Hà Nội", None)) == [("Hà", "PERSON")]


def test_a_name_cut_out_of_a_longer_one_is_marked_when_that_is_none() -> None:
    longer = mention("Bộ trưởng Nguyễn Hồng Diên", "PERSON")
    name = said("Nguyễn Hồng Diên")
    assert laid([longer], name) == [("Bộ trưởng Nguyễn Hồng Diên", "PERSON")]
    assert laid([longer], name, said("Bộ trưởng Nguyễn Hồng Diên", None)) == [("Nguyễn Hồng Diên", "PERSON")]


def test_a_name_over_two_lines_is_the_same_form() -> None:
    after = overlay(TEXT, [], [said("Bộ Công Thương", "ORG")]).mentions
    assert [(it.text, it.name) for it in after] == [("Bộ Công\nThương", "Bộ Công Thương")]
    assert laid(list(after), said("Bộ Công Thương", None)) == []


def test_words_borders_case_and_marks_count() -> None:
    text = "Nam, nam, NAM, Nám, Namibia, Việt-Nam, xNam"
    assert [start for start, _, _ in occurrences(text, ["Nam"], 1000)] == [0, text.index("-Nam") + 1]


def test_a_stretch_holds_whatever_the_machine_marked_there() -> None:
    at = TEXT.index("Hà Nội")
    here = about(TEXT, at, at + 2, "PERSON", "Hà")
    mentions = [mention("Hà Nội", "PLACE"), mention("Hà Nội", "PLACE", 1)]
    assert laid(mentions, here) == [("Hà", "PERSON"), ("Hà Nội", "PLACE")]
    none = about(TEXT, at, at + 2, None)
    assert laid(mentions, none) == [("Hà Nội", "PLACE")]
    assert laid(mentions, none, said("Hà Nội", "ORG", scope="everywhere")) == [("Hà Nội", "ORG")]


def test_the_narrower_scope_wins_and_then_the_later_word() -> None:
    at = TEXT.index("Greer")
    one = about(TEXT, at, at + 5, "PLACE", "Greer, Arizona")
    article_, everywhere = said("Greer", "PERSON"), said("Greer", "ORG", scope="everywhere")
    for order in ([one, article_, everywhere], [everywhere, article_, one], [article_, everywhere, one]):
        assert laid([], *order) == [("Greer", "PLACE")]
        assert laid([], *order[:2], said("Greer", "LAW")) == [
            ("Greer", "PLACE" if one in order[:2] else "LAW")
        ]
    assert laid([], article_, everywhere) == [("Greer", "PERSON")]
    assert laid([], article_, said("Greer", None)) == []
    assert laid([], one, about(TEXT, at, at + 5, "EVENT")) == [("Greer", "EVENT")]


def test_what_the_reader_sets_carries_name_rule_and_the_value_of_the_same_mention() -> None:
    day = replace(mention("14/11", "DATE"), value="2025-11-14")
    (after,) = overlay(TEXT, [day], [said("14/11", "DATE", "hôm ấy")]).mentions
    assert (after.name, after.rule, after.confidence, after.value) == ("hôm ấy", "reader", 1.0, "2025-11-14")
    (after,) = overlay(TEXT, [day], [said("14/11", "EVENT")]).mentions
    assert after.value is None


@pytest.mark.parametrize(
    ("form", "type", "value"),
    [
        ("ngày 8/5", "DATE", "2025-05-08"), ("hôm qua", "DATE", "2025-11-14"), ("2025", "DATE", "2025"),
        ("15", "DATE", "2025-11-15"), ("mùa hè năm 2020", "DATE", "2020"), ("hồi ấy", "DATE", None),
        ("5 tỷ\u00a0đồng", "MONEY", "5000000000 VND"), ("khoảng 5 tỷ đồng", "MONEY", "5000000000 VND"),
        ("5 triệu", "MONEY", "5000000"), ("một tỷ đồng", "MONEY", "1000000000 VND"),
        ("80", "PERCENT", "80%"), ("80 phần trăm", "PERCENT", "80%"), ("3-5", "PERCENT", "3..5%"),
        ("27 tuổi", "QUANTITY", "27 tuổi"), ("80", "QUANTITY", "80"), ("mười người", "QUANTITY", "10 người"),
        ("vài ba", "QUANTITY", None), ("80", "PERSON", None), ("80", "ORG", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("scope", ["stretch", "article"])
def test_a_stretch_set_as_a_date_or_figure_is_worth_what_it_says(
    form: str, type: Any, value: str | None, scope: Any
) -> None:
    text = f"Tin: {form}, theo báo."
    published = edtf.parse("2025-11-15")
    word = about(text, 5, 5 + len(form), type, scope=scope)
    (after,) = overlay(text, [], [word], published).mentions
    assert (after.text, after.type, after.value) == (form, type, value)


def test_a_date_that_is_set_is_read_against_the_date_that_the_reader_has_set() -> None:
    it = replace(article("VTC News 15/11/2025\n\nGiá\n\nHôm qua, giá tăng.\n"), mentions=())
    at = it.text.index("Hôm qua")
    word = about(it.text, at, at + 7, "DATE")

    def value(*facts: Correction) -> str | None:
        (found,) = corrected(it, facts, [word]).mentions or ()
        return found.value

    assert value() == "2025-11-14"
    assert value(Correction("date", "2019-03-01")) == "2019-02-28"
    assert value(Correction("date", None)) is None


@given(st.text(max_size=40), st.sampled_from(["DATE", "MONEY", "PERCENT", "QUANTITY"]))
def test_any_form_has_a_value_or_none(form: str, type: Any) -> None:
    assert stretch_value(form, type) != ""
    assert stretch_value("5" + form, type) != ""


# A stretch in a text that changed


def moved(text: str, form: str, nth: int, changed: str) -> tuple[str, int] | None:
    at = mention(form, nth=nth, text=text).start
    it = about(text, at, at + len(form), "ORG")
    span = found_again(changed, it.text, it.start, it.before, it.after)
    return (changed[slice(*span)], span[0]) if span else None


def test_a_stretch_is_found_again_by_what_stands_around_it() -> None:
    changed = "Tin mới. " * 9 + TEXT
    assert moved(TEXT, "Hà Nội", 1, changed) == ("Hà Nội", changed.rindex("Hà Nội"))
    assert moved(TEXT, "Việt Nam", 1, changed) == ("Việt Nam", changed.rindex("Việt Nam"))
    hard_wrapped = changed.replace(" ", "\n")
    assert moved(TEXT, "Việt Nam", 1, hard_wrapped) == ("Việt\nNam", hard_wrapped.rindex("Việt\nNam"))


def test_a_stretch_that_was_deleted_is_lost_and_never_misplaced() -> None:
    changed = TEXT.replace("ở Hà Nội", "ở đó").replace("Hà Nội, ngày", "Sáng nay, mưa ở Hà Nội, ngày")
    assert moved(TEXT, "Hà Nội", 1, changed) is None
    gone = about(TEXT, TEXT.rindex("Hà Nội"), TEXT.rindex("Hà Nội") + 6, "ORG")
    laid_ = overlay(changed, [], [gone, said("Greer")])
    assert laid_.lost == (0,)
    assert shown(laid_.mentions) == [("Greer", "PERSON")]


# Any text, any corrections

WORDS = st.sampled_from(["Hà", "Nội", "Nam", "Việt", "nam", "-", "\n", "Bộ", "."])
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)
FORMS = st.lists(st.sampled_from(["Hà", "Nội", "Nam", "Việt", "-", "Bộ"]), min_size=1, max_size=3).map(
    " ".join
)
TYPES = st.sampled_from(["PERSON", "ORG", "PLACE", None])


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Mention], list[MentionCorrection]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    machine = [
        Mention(start, end, draw(st.sampled_from(["ORG", "PLACE"])), text[start:end], "x")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    corrections = [
        MentionCorrection(form, type, form if type else "", scope)
        for form, type, scope in draw(
            st.lists(st.tuples(FORMS, TYPES, st.sampled_from(["article", "everywhere"])), max_size=5)
        )
    ]
    for start, length in draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=3)):
        if text[start : start + length].strip():
            left = start + len(text[start:]) - len(text[start:].lstrip())
            corrections.append(about(text, left, start + length, draw(TYPES)))
    return text, machine, draw(st.permutations(corrections))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_mentions_are_sorted_never_overlap_and_say_what_stands_there(case: Any) -> None:
    text, machine, corrections = case
    after = overlay(text, machine, corrections).mentions
    assert all(it.text == text[it.start : it.end] and it.start < it.end for it in after)
    assert all(one.end <= two.start for one, two in pairwise(after))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_correcting_twice_is_correcting_once(case: Any) -> None:
    text, machine, corrections = case
    after = overlay(text, machine, corrections).mentions
    assert overlay(text, after, corrections).mentions == after
    assert overlay(text, machine, ()).mentions == tuple(machine)


@given(cases(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_different_forms_were_corrected_does_not_matter(case: Any, random: Any) -> None:
    text, machine, corrections = case
    different = list({(it.scope, it.text): it for it in corrections if it.scope != "stretch"}.values())
    mixed = random.sample(different, len(different))
    assert overlay(text, machine, different).mentions == overlay(text, machine, mixed).mentions


@given(cases())
@settings(max_examples=100, deadline=None)
def test_every_correction_holds_or_a_stronger_one_does(case: Any) -> None:
    """Naive: each stretch is found where it was said, and each written form is marked unless something that
    may be stronger stands in its way."""
    text, machine, corrections = case
    laid_ = overlay(text, machine, corrections)
    assert laid_.lost == ()
    places = [(start, end) for start, end, _ in laid_.places]
    for index, it in enumerate(corrections):
        if it.scope == "stretch":
            ends = [end for start, end, at in laid_.places if at == index]
            crossing = [one for one in places if one[0] < it.start + len(it.text) and it.start < one[1]]
            assert ends or crossing
        elif it.type is not None:
            for start, end, _ in occurrences(text, [it.text], len(text)):
                blocked = any(one[0] < end and start < one[1] for one in places)
                inside = any(one.start < end and start < one.end for one in machine)
                said_none = any(other.text == it.text and other.type is None for other in corrections)
                assert blocked or inside or said_none


@given(st.text(max_size=60), st.text(min_size=1, max_size=5), st.integers(-1, 70))
@settings(max_examples=100, deadline=None)
def test_any_text_and_any_form_go_through(text: str, form: str, start: int) -> None:
    scopes: list[Any] = ["stretch", "article", "everywhere"]
    overlay(text, [], [MentionCorrection(form, "ORG", "", scope, start, "a", "b") for scope in scopes])


@pytest.mark.parametrize(
    "text",
    ["Nam " * 75_000, "a" * 300_000, TEXT * 2_000, "-" * 300_000],
    ids=["one name", "one word", "news", "dashes"],
)
def test_hundreds_of_corrections_take_one_pass_over_a_long_text(text: str) -> None:
    forms = [said(f"Ông {number} Nam", scope="everywhere") for number in range(400)]
    many = [said(name, scope="everywhere") for name in ("Nam", "Nam Nam", "Nam Nam Nam", "Greer", "-", "- -")]
    start = time.thread_time()
    overlay(text, [], [*forms, *many])
    assert time.thread_time() - start < 6  # 0.6 s on a quiet machine
