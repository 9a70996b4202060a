"""The forms of an inspector: one for each kind of clause, made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from alignment_desktop.gui.inspector.clause_form import ClauseForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.gui.icons import Icons


class ClauseForms:
    """Makes forms field by field, so that the user is heard in between.

    Args:
        done: Gets each kind with its form, once the form has all its fields.
        icons: What the forms draw their icons with.
        parent: Whose forms they are.

    Attributes:
        made: The forms that have all their fields, by kind.
    """

    def __init__(
        self, done: Callable[[str, ClauseForm], None], icons: Icons, parent: QWidget
    ) -> None:
        self.made: dict[str, ClauseForm] = {}
        self._begun: dict[str, tuple[ClauseForm, Iterator[None]]] = {}
        self._done = done
        self._icons = icons
        self._parent = parent

    def make(self, kind: str) -> Iterator[None]:
        """Makes the fields of a kind of clause, one up to each `yield`; none where they are."""
        if kind in self.made:
            return
        if kind not in self._begun:
            form = ClauseForm(kind, self._icons, self._parent)
            form.hide()
            self._begun[kind] = form, form.make_fields()
        form, fields = self._begun[kind]
        for _ in fields:  # what another clause came in between of is gone on with later
            yield
        if kind in self.made:
            return  # somebody else who asked for it has made the last of it
        self.made[kind], _ = self._begun.pop(kind)
        self._done(kind, form)
