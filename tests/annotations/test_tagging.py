"""Tags changed everywhere at once: what is planned is what is done, and one step takes all of it back."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import highlights, tagging
from annotations.actions import tag_id
from annotations.model import Highlight, Operation
from annotations.store import Store
from annotations.suggesting import suggested, with_tags, with_topics
from annotations.tag_tree import Count, TagNode, alike, find, tree
from seeds.problems import Problem
from seeds.reading import read
from tests.annotations.stores import FastFiles, Home, subject, tags

TEXT = "Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu. Hai bên sẽ gặp lại.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def put_tags(store: Store, article: str, *names: str) -> None:
    store.apply(tagging.tag_items(store, [subject(article)], add=names)).result()


def marked(store: Store, article: str, *names: str) -> Highlight:
    of = read(TEXT.encode())
    operation = highlights.mark(store, subject(article), of, 0, 8, tags=names)
    store.apply(operation).result()
    found = store.highlight(highlights.highlight_id(operation))
    assert found is not None
    return found


def everything(store: Store) -> dict[str, tuple[str, ...]]:
    """The tags of every article and highlight that has any."""
    found = {article: marks.tags for article, marks in store.marks().items() if marks.tags}
    return found | {it.id: it.tags for it in store.all_highlights() if it.tags}


# Renaming


def test_a_rename_says_what_it_changes_and_is_one_step_back(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "năng lượng")
        put_tags(store, "b", "năng lượng", "năng lượng/LNG", "khác")
        put_tags(store, "c", "năng lượng/điện gió")
        inner = marked(store, "d", "năng lượng")
        before = everything(store)
        plan = tagging.rename(store, "năng lượng", "kinh tế/năng lượng")
        assert (plan.articles, plan.highlights, plan.items, plan.doubles) == (3, 1, 4, 0)
        assert [(move.tag, move.to) for move in plan.moves] == [
            ("năng lượng", "kinh tế/năng lượng"),
            ("năng lượng/LNG", "kinh tế/năng lượng/LNG"),
            ("năng lượng/điện gió", "kinh tế/năng lượng/điện gió"),
        ]
        store.apply(plan.operation).result()
        assert tags(store, "b") == ("khác", "kinh tế/năng lượng", "kinh tế/năng lượng/LNG")
        found = store.highlight(inner.id)
        assert found is not None and found.tags == ("kinh tế/năng lượng",)
        assert store.undo_name() == (
            "tag-rename",
            {"old": "năng lượng", "new": "kinh tế/năng lượng", "n": 4},
        )
        store.undo().result()
        assert everything(store) == before
        store.redo().result()
        assert tags(store, "a") == ("kinh tế/năng lượng",)


def test_a_rename_onto_another_tag_makes_one_of_them_and_counts_what_had_both(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "Thuế", "thuế")
        put_tags(store, "b", "Thuế")
        put_tags(store, "c", "thuế")
        plan = tagging.rename(store, "Thuế", "thuế")
        assert (plan.items, plan.doubles, plan.moves[0].joins) == (2, 1, True)
        store.apply(plan.operation).result()
        assert store.tags() == (("thuế", 3),)
        store.undo().result()
        assert (tags(store, "a"), tags(store, "b"), tags(store, "c")) == (
            ("Thuế", "thuế"),
            ("Thuế",),
            ("thuế",),
        )


def test_what_is_below_a_tag_can_stay_where_it_is(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "x", "x/y")
        store.apply(tagging.rename(store, "x", "z", with_below=False).operation).result()
        assert tags(store, "a") == ("x/y", "z")


def test_a_level_that_is_no_tag_itself_can_be_renamed(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "kinh tế/thuế")
        store.apply(tagging.rename(store, "kinh tế", "Kinh tế").operation).result()
        assert tags(store, "a") == ("Kinh tế/thuế",)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("x", "x/z", "tag-below-itself"),
        ("x", " x ", "tag-same"),
        ("không có", "y", "tag-unknown"),
        ("x", "  ", "tag-empty"),
        ("x", "a, b", "tag-invalid"),
        ("x", "w" * 99, "tag-invalid"),
    ],
)
def test_a_rename_that_cannot_be_is_refused_with_its_reason(
    home: Home, old: str, new: str, code: str
) -> None:
    with home.open() as store:
        put_tags(store, "a", "x", "x/y")
        with pytest.raises(Problem) as refused:
            tagging.rename(store, old, new)
        assert refused.value.code == code


def test_a_decomposed_name_is_stored_composed(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "thue")
        store.apply(tagging.rename(store, "thue", unicodedata.normalize("NFD", "thuế")).operation).result()
        assert tags(store, "a") == ("thuế",)


# Merging, deleting


def test_several_tags_become_one(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "kinh-tế", "kinh te")
        put_tags(store, "b", "kinh te/thuế", "kinh tế")
        plan = tagging.merge(store, ["kinh-tế", "kinh te", "kinh tế"], "kinh tế")
        assert (plan.items, plan.doubles) == (2, 1)
        store.apply(plan.operation).result()
        assert (tags(store, "a"), tags(store, "b")) == (("kinh tế",), ("kinh tế", "kinh tế/thuế"))


def test_a_tag_merged_with_what_is_above_it_goes_up(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "x/y", "x/y/z")
        store.apply(tagging.merge(store, ["x/y", "x"], "x").operation).result()
        assert tags(store, "a") == ("x", "x/z")
        with pytest.raises(Problem, match="tag-below-itself"):
            tagging.merge(store, ["x"], "x/z")


def test_a_deleted_tag_is_off_everything_and_comes_back(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "x", "x/y", "z")
        inner = marked(store, "b", "x/y")
        before = everything(store)
        plan = tagging.delete(store, ["x"])
        assert (plan.articles, plan.highlights, len(plan.moves)) == (1, 1, 2)
        store.apply(plan.operation).result()
        assert everything(store) == {"a": ("z",)} and store.highlight(inner.id) is not None
        store.undo().result()
        assert everything(store) == before


# Undoing when another window was there in between


def test_undo_leaves_what_another_window_has_done_since(home: Home) -> None:
    with home.open() as one, home.open() as two:
        for name in "abcd":
            put_tags(one, name, "cũ")
        one.apply(tagging.rename(one, "cũ", "mới").operation).result()
        two.refresh()
        two.apply(tagging.tag_items(two, [subject("a")], remove=["mới"])).result()
        two.apply(tagging.tag_items(two, [subject("b")], add=["thêm"])).result()
        two.apply(tagging.tag_items(two, [subject("e")], add=["mới"])).result()
        one.undo().result()
        assert tags(one, "a") == (), "the other window took the tag off: it does not come back"
        assert tags(one, "b") == ("cũ", "thêm")
        assert tags(one, "c") == tags(one, "d") == ("cũ",)
        assert tags(one, "e") == ("mới",), "what the other window tagged stays so"


NAMES = st.sampled_from(["a", "a/b", "a/b/c", "á", "b", "b/c", "x"])
ITEMS = st.sampled_from(["1", "2", "3"])
STEP = st.one_of(
    st.tuples(st.just("tag"), ITEMS, NAMES),
    st.tuples(st.just("untag"), ITEMS, NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("merge"), NAMES, NAMES),
    st.tuples(st.just("delete"), NAMES, NAMES),
)


def operation_of(store: Store, step: tuple[str, str, str]) -> Operation | None:
    what, first, second = step
    try:
        match what:
            case "tag":
                return tagging.tag_items(store, [subject(first)], add=[second])
            case "untag":
                return tagging.tag_items(store, [subject(first)], remove=[second])
            case "rename":
                return tagging.rename(store, first, second).operation
            case "merge":
                return tagging.merge(store, [first, second], second).operation
            case _:
                return tagging.delete(store, [first]).operation
    except Problem:
        return None


def expected(before: dict[str, set[str]], step: tuple[str, str, str]) -> dict[str, set[str]]:
    """What renaming and merging mean, said of sets of names."""
    what, first, second = step

    def becomes(name: str) -> str:
        if name == first or name.startswith(first + "/"):
            return "" if what == "delete" else second + name[len(first) :]
        return name

    return {item: {to for name in names if (to := becomes(name))} for item, names in before.items()}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ITEMS, NAMES), max_size=8), STEP)
def test_every_change_of_tags_is_what_it_says_and_can_be_taken_back(
    start: list[tuple[str, str]], step: tuple[str, str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Home(Path(folder)).open(files=FastFiles()) as store:
        for item, name in start:
            put_tags(store, item, name)
        before = {item: set(names) for item, names in everything(store).items()}
        operation = operation_of(store, step)
        if operation is None or step[0] in ("tag", "untag"):
            return
        store.apply(operation).result()
        after = {item: set(names) for item, names in everything(store).items()}
        assert after == {item: names for item, names in expected(before, step).items() if names}
        store.undo().result()
        assert {item: set(names) for item, names in everything(store).items()} == before
        store.redo().result()
        assert {item: set(names) for item, names in everything(store).items()} == after


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ITEMS, NAMES), max_size=6), STEP, st.lists(STEP, max_size=3))
def test_undo_touches_nothing_that_another_window_has_changed(
    start: list[tuple[str, str]], step: tuple[str, str, str], between: list[tuple[str, str, str]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Home(Path(folder)).open(files=FastFiles()) as one,
        Home(Path(folder)).open(files=FastFiles()) as two,
    ):
        for item, name in start:
            put_tags(one, item, name)
        before = {item: set(names) for item, names in everything(one).items()}
        operation = operation_of(one, step)
        if operation is None or not operation.put:
            return
        one.apply(operation).result()
        after = {item: set(names) for item, names in everything(one).items()}
        two.refresh()
        for other in between:
            if (more := operation_of(two, other)) is not None:
                two.apply(more).result()
        one.refresh()
        meant = {item: set(names) for item, names in everything(one).items()}
        one.undo().result()
        undone = {item: set(names) for item, names in everything(one).items()}
        for item in {*before, *after, *meant, *undone}:
            was, then = before.get(item, set()), after.get(item, set())
            now, end = meant.get(item, set()), undone.get(item, set())
            if now == then:
                assert end == was, "what nobody touched since is as it was before"
            else:
                assert end - now <= was - then and now - end <= then - was, "nothing else is changed"
            if then - was and not (then - was) & now:
                assert end == now, "what was put is gone: nothing comes back in its place"
        two.refresh()
        assert everything(two) == everything(one)


# Many at once


def test_everything_in_a_view_is_tagged_in_one_step(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "1", "x")
        inner = marked(store, "y")
        everyone = [subject(str(number)) for number in range(100)]
        operation = tagging.tag_items(store, everyone, [inner], add=["x"], remove=["không có"])
        assert (operation.name, operation.values["n"]) == ("retag-items", 100)
        store.apply(operation).result()
        assert dict(store.tags())["x"] == 101
        store.undo().result()
        assert everything(store) == {"1": ("x",)}


# The tree


def shown(nodes: Iterable[TagNode]) -> list[tuple[str, Count, Count]]:
    return [row for node in nodes for row in ((node.name, node.own, node.total), *shown(node.below))]


def test_levels_count_what_is_below_them_each_thing_once(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "kinh tế", "kinh tế/năng lượng")
        put_tags(store, "b", "kinh tế/năng lượng/LNG")
        put_tags(store, "c", "đọc lại")
        marked(store, "c", "kinh tế/năng lượng")
        found = tree(store.tag_uses(), store.tag_items)
        assert shown(found) == [
            ("đọc lại", Count(1, 0), Count(1, 0)),
            ("kinh tế", Count(1, 0), Count(2, 1)),
            ("kinh tế/năng lượng", Count(1, 1), Count(2, 1)),
            ("kinh tế/năng lượng/LNG", Count(1, 0), Count(1, 0)),
        ]
        assert found[1].label == "kinh tế" and found[1].below[0].label == "năng lượng"
        by_use = tree(store.tag_uses(), store.tag_items, "use")
        assert [node.name for node in by_use] == ["kinh tế", "đọc lại"]


def test_a_level_above_tags_need_not_be_a_tag(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "x/y/z")
        (top,) = tree(store.tag_uses(), store.tag_items)
        assert (top.name, top.own, top.total) == ("x", Count(), Count(1, 0))
        assert top.below[0].below[0].name == "x/y/z" and top.below[0].below[0].depth == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ITEMS, NAMES), max_size=12))
def test_counts_in_the_tree_are_those_of_counting_by_hand(start: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Home(Path(folder)).open(files=FastFiles()) as store:
        store.apply(
            Operation(
                "import",
                {},
                {("tag", tag_id(item, name)): {"article": item, "name": name} for item, name in start},
            )
        ).result()
        for name, own, total in shown(tree(store.tag_uses(), store.tag_items)):
            assert own.articles == len({item for item, each in start if each == name})
            assert total.articles == len(
                {item for item, each in start if each == name or each.startswith(name + "/")}
            )


# Finding and suggesting


def test_marks_are_folded_when_tags_are_sought_and_kept_when_they_are_stored(home: Home) -> None:
    with home.open() as store:
        put_tags(store, "a", "năng lượng", "kinh tế/năng lượng", "nâng lương", "đọc lại", "Năng Lượng")
        put_tags(store, "b", "nâng lương")
        names = [use.name for use in find(store.tag_uses(), "nang luong")]
        assert names == ["nâng lương", "Năng Lượng", "năng lượng", "kinh tế/năng lượng"]
        assert find(store.tag_uses(), "năng lượng")[0].name == "năng lượng"
        assert [use.name for use in find(store.tag_uses(), "doc")] == ["đọc lại"]
        assert find(store.tag_uses(), " ") == []
        same = alike(store.tag_uses(), "nang luong")
        assert {use.name for use in same} == {"năng lượng", "nâng lương", "Năng Lượng"}


def test_tags_are_suggested_by_names_company_topics_and_use(home: Home) -> None:
    with home.open() as store:
        for number in range(6):
            put_tags(store, f"e{number}", "điện gió", "năng lượng")
        for number in range(3):
            put_tags(store, f"t{number}", "thuế quan", "đàm phán")
        put_tags(store, "x", "Lê Mạnh Hùng")
        uses = store.tag_uses()
        topics = with_topics(store, ["energy"], lambda id: ("energy",) if id.startswith("e") else ("trade",))
        by_topic = suggested(uses, (), with_topics=topics)
        assert (by_topic[0].why, by_topic[0].about) == ("topic", "energy")
        assert {one.tag for one in by_topic[:2]} == {"điện gió", "năng lượng"}
        company = suggested(uses, ["thuế quan"], with_tags=with_tags(store, uses, ["thuế quan"]))
        assert (company[0].tag, company[0].why, company[0].about) == ("đàm phán", "with", "thuế quan")
        named = suggested(uses, (), named="Quyền Bộ trưởng Le Manh Hung làm việc")
        assert (named[0].tag, named[0].why) == ("Lê Mạnh Hùng", "named")
        plain = suggested(uses, ["điện gió"])
        assert "điện gió" not in {one.tag for one in plain} and plain
        assert suggested((), ()) == ()
