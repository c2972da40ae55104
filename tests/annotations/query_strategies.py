"""What the query tests draw from: texts of the language, well formed and not, and articles to ask about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from annotations.model import Marks
from annotations.query import tree as t
from annotations.query.facts import Facts
from annotations.query.resolving import resolved
from seeds import edtf
from seeds.article import EntityCount
from seeds.text import fold

TODAY = date(2026, 2, 11)

WORDS = [
    "Hoa",
    "kỳ",
    "đàm",
    "dam",
    "phán",
    "LNG",
    "năng",
    "lượng",
    "20%",
    "12:30",
    "a",
    "x.y",
    "OR.",
    "date",
    "..2026",
]
TERMS = [
    '"đàm phán"', '"dam phan"', '"LNG"', "lng*", '"hoa k"*', "“thuế quan”", '"a \\" b"',
    "topic:energy", "topic:năng lượng", "chủ-đề:agriculture", "tag:todo", "tag:kinh-tế", 'tag:"đọc lại"',
    "nhãn:a/b",
    "date:2025-11", "date:2025", "date:14/11/2025", "date:tháng 11/2025", "date:last week", "date:7d",
    "date:3 tháng qua",
    "date:2025-11..2026-02", "date:..2025", "date:2025-11..", "date:unknown", "date:hôm qua..hôm nay",
    "ngày:tuần này",
    "date:q4", "date:202X", "date:2025-11-15?", "added:today", "read:this month", "noted:unknown",
    "read:unknown",
    "source:VTC", "source:none", 'source:="VTC News"', 'person:="Nguyễn Hồng Diên"', "place:hoa",
    'org:"Bộ Công Thương"',
    "entity:diên", "title:đàm", "note:LNG", 'note:"chú ý"', "author:an", "is:unread", "is:starred",
    "is:new", "is:sure",
    "has:note", "has:tag",
    "kind:red", "loại:xanh lá", "is:lost", "is:review", "has:highlight",
    "https://vtcnews.vn/a-b", "Việt - Nam", "-tag:done", "-lng", "-(a b)", "NOT x",
    "is:note", "note:*", "type:highlight",
    "(a OR b)", "topic:(energy OR năng lượng)", "tag:(todo done)", "title:(đàm OR \"phán\")",
    "topic:thuế quan", "topic:tariffs", 'place:="Hoa Kỳ"', "entity:=usa", "org:=mỹ", "thực-thể:=Mỹ",
    'place:=="Hoa Kỳ"', "entity:==usa",
    "path:2025/*.txt", 'đường-dẫn:"tin tức/a b"', "tệp:Đổi-mới", "id:4f", "mã:4F0c",
    "author:none", "topic:*", "chủ-đề:không rõ", "title:*", "person:none", "law:*", "kind:none", "note:none",
    "noted:*", 'author:"none"', 'author:"không" rõ', "-source:*",
]  # fmt: skip
PIECES = [
    *WORDS,
    *TERMS,
    "OR",
    "AND",
    "-",
    "(",
    ")",
    '"',
    "“",
    "*",
    ":",
    "topci:x",
    "date:",
    "date:xyz",
    "is:",
    "view:x",
    "sort:title",
    "sort:oldest",
    "topci:",
    "topic:(",
    "title:(",
]

terms = st.sampled_from([*WORDS, *TERMS])


@st.composite
def good_queries(draw: st.DrawFn) -> str:
    """Texts that can be read."""
    groups = draw(st.lists(st.lists(terms, min_size=1, max_size=4), min_size=1, max_size=3))
    return " OR ".join(" ".join(group) for group in groups)


any_queries = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=60),
)

_TEXTS = [
    "", "Đàm phán với Hoa Kỳ về LNG", "năng lượng và nông nghiệp", "thuế quan: 20% từ 12:30",
    "dam phan khong dau",
    "Nguyễn Hồng Diên gặp đoàn đàm phán a b x.y",
]  # fmt: skip
_DATES = [
    None,
    "2025-11-15",
    "2025-03-13?",
    "XXXX-05-08",
    "2024-10",
    "2025",
    "2026-02-08",
    "2026-02-03/2026-02-05",
    "202X",
]
_ENTITIES = [
    EntityCount("PERSON", "Nguyễn Hồng Diên", 2),
    EntityCount("PLACE", "Hoa Kỳ", 5),
    EntityCount("PLACE", "Mỹ", 3),
    EntityCount("ORG", "Bộ Công Thương", 1),
]


def meant(tree: t.Query, every: Iterable[Facts]) -> t.Query:
    """What a tree means in a library, before the naive matcher asks of single articles."""
    named = {(it.type, it.name) for facts in every for it in facts.entities()}
    return resolved(tree, lambda name, type: any(it[1] == name and type in (None, it[0]) for it in named))


@st.composite
def articles(draw: st.DrawFn) -> Facts:
    """One article with what is known about it."""
    heading, text = draw(st.sampled_from(_TEXTS)), draw(st.sampled_from(_TEXTS))
    source, edtf_date = draw(st.sampled_from([None, "VTC News", "Tiền Phong"])), draw(st.sampled_from(_DATES))
    author = draw(st.sampled_from([None, "An"]))
    tags = tuple(draw(st.sets(st.sampled_from(["todo", "done", "đọc lại", "a/b", "kinh-tế"]), max_size=3)))
    notes = draw(st.sampled_from([(), ("LNG là gì?",), ("Chú ý năng lượng",)]))
    marked = tuple(draw(st.sets(st.sampled_from(["red", "green"]))))
    places = tuple(draw(st.sampled_from(["ok", "lost", "review"])) for _ in marked)
    named = tuple(draw(st.lists(st.sampled_from(_ENTITIES), max_size=2, unique=True)))
    days = st.sampled_from([None, TODAY, date(2026, 1, 1)])
    return Facts(
        id=draw(st.sampled_from(["4f0c", "4e", "f1"])),
        paths=tuple(draw(st.sets(st.sampled_from(["/tin/2025/a.txt", "/Tin tức/A b/x.txt"]), max_size=2))),
        heading=heading,
        untitled=draw(st.booleans()),
        folded_heading=fold(heading),
        source=source,
        folded_source=fold(source or ""),
        author=author,
        folded_author=fold(author or ""),
        date=edtf.parse(edtf_date) if edtf_date else None,
        topics=tuple(draw(st.sets(st.sampled_from(["energy", "agriculture"])))),
        marks=Marks(
            read=draw(st.booleans()),
            starred=draw(st.booleans()),
            tags=tags,
            notes=len(notes),
            highlights=len(marked),
        ),
        folded_tags=tuple(map(fold, tags)),
        added=draw(days),
        read=draw(days),
        noted=draw(days),
        new=draw(st.booleans()),
        folded=lambda: fold(f"{heading} {text}"),
        text=lambda: f"{heading}\n{text}",
        notes=lambda: notes,
        entities=lambda: named,
        kinds=lambda: marked,
        places=lambda: places,
    )
