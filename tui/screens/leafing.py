"""What is done to an annotation in the notebook, and in the review: tags, note, kind, copying, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.notebook_filter import LeafFiltering

if TYPE_CHECKING:
    from annotations.model import HighlightKind


class Leafing(LeafFiltering):
    """The commands on the annotation under the notebook's cursor."""

    def cmd_notebook_tag(self, count: int = 1) -> None:
        """Tag the highlight; of a note, its article."""
        from tui.screens.tagging import choose_tags

        if (it := self.leaf) is None:
            return
        listed = self.host.desk.collection.listed(it.article)
        if it.highlight is not None:
            choose_tags(self, highlights=[it.highlight])
        elif listed is not None:
            choose_tags(self, [listed])

    def cmd_notebook_note(self, count: int = 1) -> None:
        """Write the note on the highlight, or go on with the one there is."""
        it = self.leaf
        listed = self.host.desk.collection.listed(it.article) if it is not None else None
        if it is None or listed is None:
            return
        if it.highlight is not None:
            self.edit_note_on(listed, it.id)
        else:
            self.edit_note(listed, it.notes[0])

    def cmd_notebook_kind(self, count: int = 1) -> None:
        """Give the highlight another kind."""
        from tui.screens.kind_picker import KindPicker

        it = self.leaf
        if it is None or it.highlight is None:
            self.say("notebook.no-kind")
            return
        highlight = it.highlight

        def chosen(kind: HighlightKind | None) -> None:
            if kind is not None:
                self.marker.set_kind(highlight, kind)

        self.app.push_screen(KindPicker(self.marker, self.word("notebook.kind-title")), chosen)

    def cmd_notebook_delete(self, count: int = 1) -> None:
        """Delete the highlight with its note and tags, or the note; undo brings it back."""
        if (it := self.leaf) is None:
            return
        if it.highlight is not None:
            self.marker.delete(it.highlight)
            return
        from annotations import actions

        note = it.notes[0]
        self.change(lambda: actions.delete_note(self.store(), note), on=it.heading)

    def cmd_notebook_copy(self, count: int = 1) -> None:
        """Copy the quote, or the note, with its source."""
        it, listed = self.leaf, self.current()
        if it is not None and listed is not None:
            self._copy(it.quote or it.text, self._source_line(listed))
