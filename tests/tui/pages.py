"""Pages made by hand for the tests of the reader, and an app that holds only a reader."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult

from annotations.collection import Listed
from annotations.model import Note
from seeds.article import Article, ArticleDate, Block, BlockKind, Mention, MentionType, TopicHit
from tui.themes import Depth, Look
from tui.widgets.reader import Page, Reader
from tui.words import Words

WORDS = Words("en")


def article(
    *parts: tuple[BlockKind, str],
    title: str | None = None,
    mentions: tuple[tuple[str, MentionType], ...] | None = (),
    date: ArticleDate | None = None,
    topics: tuple[str, ...] = (),
    **more: Any,
) -> Article:
    """An article of blocks, a line each, with every occurrence of the named texts as mentions."""
    text = ""
    blocks: list[Block] = []
    for kind, part in parts:
        blocks.append(Block(len(text), len(text) + len(part), kind))
        text += part + "\n"
    found: list[Mention] = []
    for name, type_ in mentions or ():
        at = text.find(name)
        while at >= 0:
            found.append(Mention(at, at + len(name), type_, name, name))
            at = text.find(name, at + len(name))
    return Article(
        text=text,
        fingerprint="f",
        text_hash="h",
        title=title,
        lead="",
        date=date,
        source=more.get("source"),
        author=more.get("author"),
        url=None,
        blocks=tuple(blocks),
        topics=tuple(TopicHit(topic, 0.9, ()) for topic in topics),
        mentions=None if mentions is None else tuple(found),
        reader_version=1,
    )


def listed(**more: Any) -> Listed:
    """A row with nothing special about it."""
    plain: dict[str, Any] = {
        "id": "a",
        "fingerprint": "f",
        "path": "a.txt",
        "heading": "Tiêu đề",
        "untitled": False,
        "date": None,
        "source": None,
        "author": None,
        "url": None,
        "topics": (),
        "tags": (),
        "unread": True,
        "starred": False,
        "archived": False,
        "notes": 0,
        "highlights": 0,
        "position": 0,
        "added": "",
    }
    return Listed(**{**plain, **more})


def note(text: str, created: str = "2026-02-09T12:00:00+00:00") -> Note:
    """A note on the article."""
    return Note("n", "a", text, created, created)


def page(of: Article, *notes: Note, **more: Any) -> Page:
    """A page of an article."""
    return Page(of, listed(**more), notes)


def long_article(paragraphs: int = 60) -> Article:
    """An article of many screens, whose paragraphs are numbered and name two people and a place."""
    parts: list[tuple[BlockKind, str]] = [("title", "Một bài dài để cuộn")]
    for number in range(paragraphs):
        sentence = f"Đoạn số {number:03} kể rằng ông Nguyễn Văn An đã gặp bà Trần Thị Bình tại Hà Nội. "
        parts.append(("body", (sentence * 4).strip()))
    names: tuple[tuple[str, MentionType], ...] = (
        ("Nguyễn Văn An", "PERSON"),
        ("Trần Thị Bình", "PERSON"),
        ("Hà Nội", "PLACE"),
    )
    return article(*parts, title="Một bài dài để cuộn", mentions=names)


class ReaderApp(App[None]):
    """A reader and nothing else; it keeps the messages the reader sends."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, name: str = "dark", depth: Depth = "full", **reader: Any) -> None:
        """Take the look, and what the reader takes."""
        super().__init__(ansi_color=None if depth == "full" else True)
        self.look = Look(name, depth)
        self.words = WORDS
        theme = self.look.textual_theme()
        self.register_theme(theme)
        self.theme = theme.name
        self.reader = Reader(**reader)
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        """The reader fills the screen."""
        yield self.reader

    def on_mount(self) -> None:
        """Keys go to the reader."""
        self.animation_level = "none"
        self.reader.focus()

    def on_reader_end_reached(self, message: Reader.EndReached) -> None:
        """Keep it."""
        self.told.append(message)

    def on_reader_entity_focused(self, message: Reader.EntityFocused) -> None:
        """Keep it."""
        self.told.append(message)

    def on_reader_find_changed(self, message: Reader.FindChanged) -> None:
        """Keep it."""
        self.told.append(message)

    def drawn(self, *, bars: bool = False) -> list[str]:
        """The text of every row of the reader as it is drawn; with the bars beside it, or without."""
        height = self.reader.size.height
        rows = ["".join(part.text for part in self.reader.render_line(y)).rstrip() for y in range(height)]
        return rows if bars else [row.replace("▏", " ").rstrip() for row in rows]

    def style_of(self, text: str) -> list[Any]:
        """The styles in which a text is drawn, one for each time it stands in a segment of its own."""
        rows = (self.reader.render_line(y) for y in range(self.reader.size.height))
        return [part.style for row in rows for part in row if part.text == text]
