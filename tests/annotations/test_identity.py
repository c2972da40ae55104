"""Promises of identity, with real files: what is written on an article stays with it when its file is edited,
renamed, swapped, copied or replaced, the index deleted or not."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotations import actions, corrections, tagging
from annotations.collection import Collection, Listed
from annotations.likeness import likeness, share, sketch
from annotations.model import Change, Subject
from annotations.query.whole import EVERYTHING
from annotations.store import Store
from seeds.article import Correction
from seeds.folding import fold
from seeds.library import Library
from tests.annotations.stores import FailingFiles, FastFiles, Home

RICE = """Xuất khẩu gạo tăng mạnh trong quý ba

Theo Bộ Công Thương, lượng gạo xuất khẩu trong quý ba đạt hai triệu tấn, cao nhất từ đầu năm đến nay.
Giá gạo năm phần trăm tấm giữ ở mức cao nhờ nhu cầu của Philippines và Indonesia.
Các doanh nghiệp ở đồng bằng sông Cửu Long cho biết đơn hàng đã kín đến hết năm.
"""
STORM = """Bão số chín đổ bộ vào Đà Nẵng

Sáng nay bão số chín đã vào đất liền, gây mưa to và gió giật mạnh ở nhiều huyện ven biển miền Trung.
Hơn mười nghìn người dân được đưa đến nơi an toàn trước khi bão vào bờ.
Nhiều tuyến đường ngập sâu, học sinh toàn thành phố được nghỉ học.
"""
EDITED = RICE + "Bài đã được cập nhật thêm một câu ở cuối.\n"


class House:
    """A library and annotations on the disk, opened anew each time as a start of docbao does."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.folder = root / "lib"
        self.index = root / "index.sqlite"
        self.folder.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    @contextmanager
    def open(self, store: Store | None = None) -> Iterator[tuple[Collection, Store]]:
        library = Library([self.folder], index_path=self.index, bundled=False)
        own = store or self.home.open(files=FastFiles())
        try:
            collection = Collection(library)
            collection.load()
            library.scan(stop=threading.Event(), progress=lambda _: None, changed=collection.update_rows)
            collection.attach(own)
            assert collection.remember() is None
            yield collection, own
        finally:
            if store is None:
                own.close()
            library.close()

    def listed(self) -> dict[str, Listed]:
        """Every article by its file's name, as a start shows it."""
        with self.open() as (collection, _):
            view = collection.view(EVERYTHING)
            assert view.count == len({it.id for it in view.window(0, view.count)})
            return {
                f"gone {Path(it.path).name}" if it.gone else Path(it.path).name: it
                for it in view.window(0, view.count)
            }

    def annotate(self, name: str, tag: str = "giữ") -> str:
        with self.open() as (collection, store):
            (listed,) = (
                it
                for it in collection.view(EVERYTHING).window(0, 99)
                if Path(it.path).name == name and not it.gone
            )
            subject = Subject(listed.id, listed.fingerprint, listed.path, listed.heading)
            store.apply(actions.tag(store, [subject], [tag])).result()
            store.apply(actions.add_note(store, subject, f"ghi chú {tag}")).result()
            store.apply(corrections.correct(store, subject, Correction("date", "2019-01-02"))).result()
            collection.remember([listed.id])
            return listed.id


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def kept(listed: Listed) -> tuple[Any, ...]:
    return listed.tags, listed.notes, listed.date.edtf if listed.date else None


ALL = (("giữ",), 1, "2019-01-02")


@pytest.mark.parametrize("without_index", [False, True])
def test_a_file_that_was_edited_and_then_renamed_keeps_everything(house: House, without_index: bool) -> None:
    path = house.write("gạo.txt", RICE)
    house.write("bão.txt", STORM)
    id = house.annotate("gạo.txt")
    path.write_text(EDITED, "utf-8")
    assert kept(house.listed()["gạo.txt"]) == ALL
    path.rename(house.folder / "khác.txt")
    if without_index:
        house.index.unlink()
    found = house.listed()
    assert (found["khác.txt"].id, kept(found["khác.txt"])) == (id, ALL)
    assert kept(found["bão.txt"]) == ((), 0, None)
    # And on and on: its new place is known now, too.
    (house.folder / "khác.txt").write_text(EDITED.replace("hai triệu", "ba triệu"), "utf-8")
    assert kept(house.listed()["khác.txt"]) == ALL
    (house.folder / "khác.txt").rename(house.folder / "lần ba.txt")
    assert kept(house.listed()["lần ba.txt"]) == ALL


def test_a_file_edited_and_renamed_at_once_is_known_by_title_and_text(house: House) -> None:
    path = house.write("a.txt", RICE)
    house.annotate("a.txt")
    path.unlink()
    house.write("b.txt", EDITED)
    house.write("c.txt", STORM)
    found = house.listed()
    assert kept(found["b.txt"]) == ALL
    assert not any(it.gone for it in found.values())


def test_two_files_that_swap_their_names_keep_what_is_theirs(house: House) -> None:
    one, two = house.write("1.txt", RICE), house.write("2.txt", STORM)
    house.annotate("1.txt")
    for both in (False, True):
        if both:
            house.annotate("1.txt", "bão")
        one.rename(house.folder / "x")
        two.rename(one)
        (house.folder / "x").rename(two)
        found = house.listed()
        mine, other = ("1.txt", "2.txt") if both else ("2.txt", "1.txt")
        assert kept(found[mine]) == ALL
        assert found[other].tags == (("bão",) if both else ())
        assert len(found) == 2


def test_a_copy_of_an_annotated_file_is_the_same_article_and_an_edited_copy_another(house: House) -> None:
    house.write("a.txt", RICE)
    house.annotate("a.txt")
    copy = house.write("bản sao.txt", RICE)
    assert len(house.listed()) == 1
    copy.write_text(EDITED, "utf-8")
    found = house.listed()
    assert kept(found["a.txt"]) == ALL and found["bản sao.txt"].tags == ()


def test_an_old_version_that_comes_back_beside_the_edited_one_is_an_article_of_its_own(house: House) -> None:
    path = house.write("b.txt", RICE)
    id = house.annotate("b.txt")
    path.write_text(EDITED, "utf-8")
    house.listed()
    house.write("a cũ.txt", RICE)
    found = house.listed()
    assert found["b.txt"].id == id and kept(found["b.txt"]) == ALL
    assert found["a cũ.txt"].id != id and found["a cũ.txt"].tags == ()
    house.annotate("a cũ.txt", "cũ")
    (house.folder / "a cũ.txt").rename(house.folder / "z cũ.txt")
    found = house.listed()
    assert found["z cũ.txt"].tags == ("cũ",) and kept(found["b.txt"]) == ALL


def test_another_article_under_the_same_name_begins_anew_and_what_was_on_the_first_is_kept(
    house: House,
) -> None:
    path = house.write("latest.txt", RICE)
    first = house.annotate("latest.txt")
    path.write_text(STORM, "utf-8")
    found = house.listed()
    assert found["latest.txt"].tags == ()
    assert kept(found["gone latest.txt"]) == ALL
    second = house.annotate("latest.txt", "bão")
    assert first != second
    path.write_text(EDITED, "utf-8")
    found = house.listed()
    assert found["latest.txt"].id == first and found["gone latest.txt"].id == second
    path.write_text(STORM + "Thêm một câu.\n", "utf-8")
    found = house.listed()
    assert found["latest.txt"].id == second and found["gone latest.txt"].id == first


def test_a_new_title_over_the_same_text_is_an_edit(house: House) -> None:
    path = house.write("a.txt", RICE)
    house.annotate("a.txt")
    path.write_text("Hạt gạo Việt lập kỷ lục\n" + RICE.partition("\n")[2], "utf-8")
    assert kept(house.listed()["a.txt"]) == ALL


def test_remembering_is_one_change_for_many_that_cannot_be_undone_and_wakes_nobody(house: House) -> None:
    for number in range(20):
        house.write(f"{number}.txt", f"Tin số {number}\n\n{RICE}{'x' * number}")
    with house.open() as (collection, store):
        subjects = [
            Subject(it.id, it.fingerprint, it.path, it.heading)
            for it in collection.view(EVERYTHING).window(0, 99)
        ]
        store.apply(actions.tag(store, subjects, ["giữ"])).result()
    for number in range(20):
        house.write(f"{number}.txt", f"Tin số {number}\n\n{EDITED}{'x' * number}")
    told: list[Change] = []
    with house.home.open() as store:
        store.subscribe(told.append)
        undo = store.undo_name()
        before = sum(path.read_bytes().count(b"\n") for path in house.home.files())
        with house.open(store) as (collection, _):
            pass
        assert sum(path.read_bytes().count(b"\n") for path in house.home.files()) == before + 1
        with house.open(store) as (collection, _):
            assert all(it.tags == ("giữ",) for it in collection.view(EVERYTHING).window(0, 99))
        assert sum(path.read_bytes().count(b"\n") for path in house.home.files()) == before + 1
        assert store.undo_name() == undo
        assert told == []


def test_what_cannot_be_remembered_is_told_and_harms_nothing(house: House) -> None:
    path = house.write("a.txt", RICE)
    house.annotate("a.txt")
    path.write_text(EDITED, "utf-8")
    files = FailingFiles()
    library = Library([house.folder], index_path=None, bundled=False)
    with house.home.open(files=files) as store:
        collection = Collection(library)
        collection.load()
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=collection.update_rows)
        collection.attach(store)
        files.arm(0, errno.EROFS, for_ever=True)
        problem = collection.remember()
        assert problem is not None and problem.code == "not-remembered" and problem.values["n"] == 1
        assert collection.view(EVERYTHING).window(0, 1)[0].tags == ("giữ",)
        files.disarm()
        assert collection.remember() is None
    library.close()
    path.rename(house.folder / "b.txt")
    assert kept(house.listed()["b.txt"]) == ALL


def test_two_windows_that_find_the_same_write_it_once(house: House) -> None:
    path = house.write("a.txt", RICE)
    house.annotate("a.txt")
    path.write_text(EDITED, "utf-8")
    with house.home.open() as one, house.home.open() as two:
        with house.open(one), house.open(two):
            pass
        one.refresh()
        record = one.articles()[0]
        assert len(record.fingerprints) == 2
        assert record == two.articles()[0]
    path.rename(house.folder / "b.txt")
    assert kept(house.listed()["b.txt"]) == ALL


def test_two_devices_with_folders_of_their_own_do_not_write_their_places_over_and_over(
    tmp_path: Path,
) -> None:
    houses = []
    for name in ("one", "two"):
        root = tmp_path / name
        root.mkdir()
        houses.append(House(root))
        houses[-1].write("a.txt", RICE)
    one, two = houses
    one.annotate("a.txt")

    def synced(source: House, target: House) -> None:
        for folder in source.home.data.iterdir():
            own = (
                (target.home.state / "device").read_text() if (target.home.state / "device").exists() else ""
            )
            if folder.name != own:
                shutil.copytree(folder, target.home.data / folder.name, dirs_exist_ok=True)

    two.home.data.mkdir()
    for _ in range(2):
        synced(one, two)
        assert kept(two.listed()["a.txt"]) == ALL
        synced(two, one)
        assert kept(one.listed()["a.txt"]) == ALL
    sizes = [path.stat().st_size for it in houses for path in it.home.files()]
    for _ in range(2):
        synced(one, two)
        two.listed()
        synced(two, one)
        one.listed()
    assert [path.stat().st_size for it in houses for path in it.home.files()] == sizes
    (two.folder / "a.txt").rename(two.folder / "b.txt")
    assert kept(two.listed()["b.txt"]) == ALL
    two.write("b.txt", EDITED)
    assert kept(two.listed()["b.txt"]) == ALL


def test_a_file_edited_while_docbao_is_open_has_one_row(house: House) -> None:
    path = house.write("a.txt", RICE)
    library = Library([house.folder], index_path=house.index, bundled=False)
    collection = Collection(library)
    collection.load()
    for text in (RICE, EDITED, STORM):
        path.write_text(text, "utf-8")
        os.utime(path, ns=(len(text), len(text)))
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=collection.update_rows)
        assert collection.view(EVERYTHING).count == 1
    library.close()


def look(library: Library, collection: Collection) -> None:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=collection.update_rows)


@pytest.mark.parametrize("steps", ["at once", "old goes first", "new comes first"])
def test_a_file_edited_and_renamed_while_docbao_is_open_is_the_article_it_was(
    house: House, steps: str
) -> None:
    path = house.write("a.txt", RICE)
    house.write("other.txt", STORM)
    id = house.annotate("a.txt")
    library = Library([house.folder], index_path=house.index, bundled=False)
    collection = Collection(library)
    collection.load()
    look(library, collection)
    with house.home.open(files=FastFiles()) as store:
        collection.attach(store)
        if steps == "old goes first":
            path.unlink()
            look(library, collection)
        new = house.write("b.txt", EDITED)
        if steps == "new comes first":
            look(library, collection)
        path.unlink(missing_ok=True)
        look(library, collection)
        assert collection.view(EVERYTHING).count == 2 and collection.gone() == ()
        listed = collection.listed(id)
        assert listed is not None and listed.path == str(new) and kept(listed) == ALL
        assert collection.remember() is None
        new.rename(house.folder / "c.txt")
        look(library, collection)
        listed = collection.listed(id)
        assert listed is not None and Path(listed.path).name == "c.txt" and kept(listed) == ALL
    library.close()


def read_one(house: House) -> str:
    """Read what there is, as by opening it: nothing but that is remembered."""
    with house.open() as (collection, store):
        (listed,) = collection.view(EVERYTHING).window(0, 9)
        subject = Subject(listed.id, listed.fingerprint, listed.path, listed.heading)
        store.apply(actions.set_state(store, [subject], by_hand=False, read=True)).result()
        assert store.article(listed.id) is None
        return listed.id


@pytest.mark.parametrize("seen", ["open", "at the next start", "by another call"])
def test_an_article_that_was_only_read_stays_read_when_its_file_is_edited(house: House, seen: str) -> None:
    path = house.write("a.txt", RICE)
    id = read_one(house)
    if seen == "open":
        library = Library([house.folder], index_path=house.index, bundled=False)
        collection = Collection(library)
        look(library, collection)
        with house.home.open(files=FastFiles()) as store:
            collection.attach(store)
            path.write_text(EDITED, "utf-8")
            look(library, collection)
            (listed,) = collection.view(EVERYTHING).window(0, 9)
            assert (listed.id, listed.unread) == (id, False)
            assert collection.remember() is None and store.article(id) is not None
        library.close()
    path.write_text(EDITED, "utf-8")
    if seen == "by another call":  # that looks at files only
        library = Library([house.folder], index_path=house.index, bundled=False)
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
        library.close()
    listed = house.listed()["a.txt"]
    assert (listed.id, listed.unread) == (id, False)
    house.index.unlink()
    path.write_text(EDITED + "Và một câu nữa.\n", "utf-8")
    path.rename(house.folder / "b.txt")
    listed = house.listed()["b.txt"]
    assert (listed.id, listed.unread) == (id, False)


def test_another_article_in_the_file_of_one_that_was_only_read_is_unread(house: House) -> None:
    path = house.write("a.txt", RICE)
    id = read_one(house)
    path.write_text(STORM, "utf-8")
    assert [(it.id != id, it.unread) for it in house.listed().values()] == [(True, True)]
    path.write_text(EDITED, "utf-8")  # of what lay there before the storm
    house.write("c.txt", RICE)  # where that is still to be had, it is that
    found = house.listed()
    assert (found["c.txt"].id, found["c.txt"].unread, found["a.txt"].unread) == (id, False, True)


def test_tags_put_on_very_many_at_once_stay_when_a_file_is_edited(house: House) -> None:
    path = house.write("a.txt", RICE)
    house.write("b.txt", STORM)
    with house.open() as (collection, store):
        ids = collection.ids(EVERYTHING)
        store.apply(tagging.tag_many(store, ids, add=["giữ"])).result()
        store.apply(actions.set_states(ids, starred=True)).result()
    path.write_text(EDITED, "utf-8")
    listed = house.listed()["a.txt"]
    assert (listed.tags, listed.starred, listed.id in ids) == (("giữ",), True, True)


def test_a_path_alone_is_enough_for_a_file_edited_and_renamed_at_once(house: House) -> None:
    path = house.write("a.txt", RICE)
    id = house.annotate("a.txt")
    with house.home.open(files=FastFiles()) as store:

        def identified(text: str) -> str:
            return store.identify("new", str(house.folder / "b.txt"), text.splitlines()[0], fold(text))

        assert identified(EDITED) == "new", "a.txt is there still"
        path.unlink()
        assert identified(EDITED) == id
        assert identified(STORM) == "new"


def test_an_article_that_only_has_corrections_is_listed_when_its_file_is_gone(house: House) -> None:
    path = house.write("a.txt", RICE)
    with house.open() as (collection, store):
        it = collection.view(EVERYTHING).window(0, 1)[0]
        subject = Subject(it.id, it.fingerprint, it.path, it.heading)
        store.apply(corrections.correct(store, subject, Correction("source", "Báo Gạo"))).result()
    path.unlink()
    with house.open() as (collection, _):
        (gone,) = collection.gone()
        assert (gone.heading, gone.source) == (RICE.splitlines()[0], "Báo Gạo")


def test_texts_are_alike_after_an_edit_and_not_by_chance() -> None:
    rice, edited, storm = (sketch(fold(text)) for text in (RICE, EDITED, STORM))
    assert share(rice, rice) == 1.0
    assert share(rice, edited) > 0.6
    assert share(rice, storm) < 0.1
    assert sketch("") == "" and share("", rice) == 0.0
    assert len(sketch("từ " * 100_000)) == 8
    same_title = likeness("Giá vàng hôm nay", rice, "Giá vàng hôm nay", lambda: storm)
    assert same_title > 0, "an article told anew"
    assert likeness("Giá vàng hôm nay tăng", rice, "Giá xăng hôm nay giảm", lambda: storm) == 0.0
    assert likeness("Một", "", "Hai", lambda: storm) == 0.0
    assert likeness("", "", "Hai", lambda: storm) > 0
    assert likeness("x", "zz" * 20, "y", lambda: storm) == 0.0, "a sketch that is none harms nothing"
