"""What is wrong with a form: each sentence beside the field that it is about, the rest below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.inspector.field_conflicts import FieldConflicts
from alignment_desktop.gui.inspector.typed_targets import TARGET
from alignment_desktop.gui.trouble_words import beside_field, trouble_text
from alignment_desktop.gui.widgets.labels import label

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.gui.inspector.field_widgets import FieldWidget


class FieldTroubles:
    """Shows trouble at its place.

    Args:
        kind: The kind of clause.
        fields: The form's fields by name, once they are made.
        conflicts: What others wrote in them meanwhile.
        parent: The form.

    Attributes:
        loose: What is wrong and beside no field.
        wrong: Whether anything is.
    """

    def __init__(
        self,
        kind: str,
        fields: Mapping[str, FieldWidget],
        conflicts: FieldConflicts,
        parent: QWidget,
    ) -> None:
        self._kind, self._fields, self._conflicts = kind, fields, conflicts
        self.wrong = False
        self.loose: QLabel = label("", 12, MEDIUM, "missed", wrap=True)
        self.loose.setParent(parent)
        self.loose.hide()

    def error(self, name: str) -> str:
        """What is wrong with a field; empty: nothing is."""
        return self._fields[name].wrong.text() if not self._fields[name].wrong.isHidden() else ""

    @property
    def wrong_fields(self) -> tuple[str, ...]:
        """The fields beside which something is said to be wrong."""
        return tuple(name for name in self._fields if self.error(name))

    def show(self, problem: Problem | None, agreement: Agreement | None) -> None:
        """Shows trouble; None: there is none but what others wrote meanwhile."""
        at = self.field_called(str(problem.facts.get("field", "")) if problem else "")
        if problem is not None and at and self._fields[at].unknown:
            # Whoever types a name does not think of keys.
            problem = Problem("unknown-word", field=at, value=self._fields[at].unknown, known="")
        for name, field in self._fields.items():
            met = self._conflicts.words(name)
            field.show_wrong(beside_field(problem, self._kind) if problem and name == at else met)
        if at == TARGET and self._fields[at].editor.value() is not None:
            self._fields[at].say("")  # what it is taken as is no matter then
        loose = problem if at is None else None
        text = trouble_text(loose, agreement) if loose and agreement else ""
        self.loose.setText(text)
        self.loose.setVisible(bool(text))
        self.wrong = problem is not None or bool(self._conflicts)

    def field_called(self, dotted: str) -> str | None:
        """The field that a dotted name means: the longest one that it begins with."""
        while dotted:
            if dotted in self._fields:
                return dotted
            inside = [name for name in self._fields if name.startswith(f"{dotted}.")]
            if inside:
                return inside[0]
            dotted = dotted.rpartition(".")[0]
        return None
