"""The filter line while a query is typed: what is offered, told and found meanwhile."""

from __future__ import annotations

from tests.tui.rig import Opened
from tui.widgets.offer_rows import OfferRows


def offers(app: Opened) -> list[tuple[str, int | None]]:
    """Return what is offered on the screen: label and count."""
    rows = next(iter(app.app.screen.query(OfferRows)), None)
    return [(it.label, it.count) for it in rows._offers] if rows is not None and rows.display else []


def labels(app: Opened) -> list[str]:
    return [label for label, _ in offers(app)]


def typed(app: Opened) -> str:
    return app.app.main.prompt._input.value


def told(app: Opened) -> str:
    """What stands beside the line, or above it."""
    prompt = app.app.main.prompt
    return " ".join(f"{prompt._told.render()} {prompt._info.render()}".split())


def found(app: Opened) -> int:
    return app.app.main.view.count if app.app.main.view is not None else -1


async def ask(app: Opened, text: str) -> None:
    await app.press("slash")
    await app.type(text)


async def retype(app: Opened, text: str) -> None:
    await app.press("ctrl+u")
    await app.type(text)
