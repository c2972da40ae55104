"""Documents in memory as small as can be: as bytes, without what many of them have in common.

A store of years holds hundreds of thousands of documents, of which a screen looks at a few. As dictionaries
they take some 2,000 bytes each; packed, about what the reader has typed into them.

What recurs is kept once, as a *shape*: the names of the fields in their order, and the values of those that
are nearly always the same. The rest are a JSON list. A text version, which is compressed already, and a
sketch stand behind it as plain bytes.
"""

from __future__ import annotations

import base64
import binascii
from operator import itemgetter
from typing import Any

import orjson

COMMON = ("v", "rev", "device", "kind", "deleted", "status")
"""Fields whose values are few: they are part of the shape."""

MOST_SHAPES = 4096
"""Shapes that are kept; a document of yet another one stays plain JSON."""

FEW_REVS = 3
"""Most documents were written so often, at most; how often others were is kept with each."""

SHARED = "text"
"""In documents that hold a quote, or say where one is, this field names a text version: many name the
same."""

_SKETCH, _PACKED = "sketch", "packed"
_PLAIN = {int, str, type(None)}
_REV, _DELETED = COMMON.index("rev"), COMMON.index("deleted")
_CREATED, _MODIFIED = "created", "modified"


class Shape:
    """What documents of one shape have in common: all fields in order, and which of them each one brings."""

    __slots__ = ("blob", "own", "same", "template", "values", "word")

    def __init__(self, document: dict[str, Any], *, same: bool, few: bool) -> None:
        """Take a document of this shape. ``same``: it was not modified since it was created; ``few``: its
        ``rev`` is one of the first."""
        self.same = same
        self.blob = next((name for name in (_PACKED, _SKETCH) if name in document), "")
        self.word = SHARED if SHARED in document and ("quote" in document or "of" in document) else ""
        common = [name for name in COMMON if few or name != "rev"]
        left_out = {*common, self.blob, self.word, _MODIFIED if same else ""}
        self.own = tuple(name for name in document if name not in left_out)
        self.values = itemgetter(*self.own) if len(self.own) > 1 else None
        self.template = {name: document[name] if name in common else None for name in document}

    def own_values(self, document: dict[str, Any]) -> tuple[Any, ...]:
        """Return what a document of this shape brings itself."""
        if self.values is not None:
            found: tuple[Any, ...] = self.values(document)
            return found
        return tuple(document[name] for name in self.own)


class Packing:
    """Packs the documents of one table. What it has learned of shapes is never forgotten, so that what was
    packed once can be read by any thread at any time."""

    __slots__ = ("_numbers", "_shapes", "_word_numbers", "_words")

    def __init__(self) -> None:
        """Begin without shapes."""
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._shapes: list[Shape] = []
        self._word_numbers: dict[str, int] = {}
        self._words: list[str] = []

    def pack(self, document: dict[str, Any]) -> bytes:
        """Return a document as bytes, which ``unpack`` gives back as it was, its fields in their order."""
        number = self._number(document)
        if number is None:
            return _exactly(orjson.dumps(document))
        shape = self._shapes[number]
        values = [number, *shape.own_values(document)]
        if shape.word:
            values.append(self._word(document[shape.word]))
        if not shape.blob:
            return _exactly(orjson.dumps(values))
        blob = _squeezed(shape.blob, document[shape.blob])
        if blob is None:
            return _exactly(orjson.dumps(document))
        return orjson.dumps(values) + b"\n" + blob

    def unpack(self, data: bytes) -> dict[str, Any]:
        """Return the document that was packed: a new one each time, which may be changed."""
        if data[:1] == b"{":
            document: dict[str, Any] = orjson.loads(data)
            return document
        head, _, blob = data.partition(b"\n")
        values = orjson.loads(head)
        shape = self._shapes[values[0]]
        document = dict(shape.template)
        document.update(zip(shape.own, values[1:], strict=False))
        if shape.word:
            word = values[-1]
            document[shape.word] = self._words[word] if isinstance(word, int) else word[0]
        if shape.same:
            document[_MODIFIED] = document[_CREATED]
        if shape.blob:
            document[shape.blob] = blob.hex() if shape.blob == _SKETCH else base64.b64encode(blob).decode()
        return document

    def _number(self, document: dict[str, Any]) -> int | None:
        """Return the number of a document's shape, None where it is to stay plain JSON."""
        common = [document.get(name) for name in COMMON]
        deleted = common[_DELETED] is True
        if deleted:
            common[_DELETED] = None
        rev = common[_REV]
        if type(rev) is int and not 0 < rev <= FEW_REVS:
            common[_REV] = ""
        if not {type(value) for value in common} <= _PLAIN:
            return None
        created = document.get(_CREATED)
        same = type(created) is str and document.get(_MODIFIED) == created
        known = (tuple(document), *common, deleted, same)
        number = self._numbers.get(known)
        if number is None:
            if len(self._shapes) >= MOST_SHAPES:
                return None
            number = len(self._shapes)
            self._shapes.append(Shape(document, same=same, few=common[_REV] != ""))
            self._numbers[known] = number
        return number

    def _word(self, value: Any) -> Any:
        """Return the number of a shared value; what is no word (a number, say) stands in a list for
        itself."""
        if type(value) is not str:
            return [value]
        number = self._word_numbers.get(value)
        if number is None:
            number = len(self._words)
            self._words.append(value)
            self._word_numbers[value] = number
        return number


def _exactly(data: bytes) -> bytes:
    """Return the same bytes in no more room than they need: orjson's come with what it had set aside."""
    return memoryview(data).tobytes()


def _squeezed(name: str, value: Any) -> bytes | None:
    """Return the bytes that a sketch or text version stands for; None where they would not give it back."""
    if type(value) is not str:
        return None
    try:
        if name == _SKETCH:
            blob = bytes.fromhex(value)
            return blob if blob.hex() == value else None
        blob = base64.b64decode(value, validate=True)
        return blob if base64.b64encode(blob).decode() == value else None
    except (ValueError, binascii.Error):
        return None
