"""The card that unfolds below a sentence: the fields that one of its words says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import SuggestionEditor
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.editors import LineEditor, TargetEditor, forget
from alignment_desktop.gui.inspector.field_specs import field_specs, shown_fields
from alignment_desktop.gui.inspector.field_widgets import FieldWidget
from alignment_desktop.gui.inspector.typed_targets import target_words
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.panel import Panel
from alignment_desktop.gui.window.tab_order import bring_opened_into_sight
from alignment_desktop.gui.wording import wording

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = LineEditor | SuggestionEditor


class WordCard(Panel):
    """Second editors of some fields of a form: what is typed here stands there with each letter.

    So it is judged, saved, kept and taken back in one place. A field beside which something is
    wrong joins those that are shown.

    Attributes:
        closed: It was closed, by what the user did.
    """

    closed = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._form: ClauseForm | None = None
        self._fields: dict[str, FieldWidget] = {}
        set_look(self, "card", "word")
        self.done_button = QPushButton(wording().inspector.done())
        set_tool_tip(self.done_button, wording().inspector.done_enter())
        self.done_button.clicked.connect(self.finish)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(8)
        self._loose = label("", 12, MEDIUM, "missed", wrap=True)
        self._column.addWidget(self._loose)
        self._column.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are shown."""
        return tuple(self._fields)

    def field(self, name: str) -> FieldWidget:
        """A field that is shown.

        Raises:
            KeyError: Where it is not.
        """
        return self._fields[name]

    def open(self, form: ClauseForm, fields: Sequence[str]) -> None:
        """Shows other fields of a form."""
        self.clear()
        self._form = form
        for name in fields:
            self._add(name)
        self.refresh()
        self.show()
        bring_opened_into_sight(self)

    def focus(self, name: str = "", *, select: bool = True, over: str = "") -> None:
        """Puts the keyboard into a field.

        Args:
            name: The field; the first one where empty.
            select: Whether its words are selected.
            over: What is typed over its words, where it is a line.
        """
        field = self._fields.get(name) or next(iter(self._fields.values()), None)
        if field is None:
            return
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            field.editor.select_words()
        if over and isinstance(field.editor, _LINES):
            field.editor.line.setText(over)
            field.editor.typed.emit()

    def clear(self) -> None:
        """Shows nothing any more."""
        self.hide()
        self._form = None
        for field in self._fields.values():
            for part in (field, field.wrong):
                self._column.removeWidget(part)
                forget(part)
        self._fields = {}

    def refresh(self) -> None:
        """Shows what is in the form now, and what is wrong there."""
        form = self._form
        if form is None:
            return
        for name in form.wrong_fields:
            if name not in self._fields:
                self._add(name)
        self._loose.setText(form.loose_trouble)
        self._loose.setVisible(bool(form.loose_trouble))
        shown = shown_fields(form.kind, form.values())
        for name, field in self._fields.items():
            editor, value = field.editor, form.editor(name).value()
            form.prepare(field)
            if editor.value() != value:
                editor.show_value(value)
            said = target_words(editor) if isinstance(editor, TargetEditor) else form.note(name)
            field.setVisible(name in shown)
            field.say(said)
            field.show_wrong(form.error(name))
            field.offer_adding()

    def finish(self) -> None:
        """Confirms what is typed; the card closes unless something is wrong with it."""
        form = self._form
        if form is None:
            return
        for name, field in list(self._fields.items()):
            self._take(name, field, write=True)
        if not form.wrong:
            self._close()

    @override
    def escape(self) -> None:
        form = self._form
        if form is not None:
            for name in set(self._fields) & set(form.typed()):
                form.revert(name)
            # What was chosen in a menu may be what lacks the fields that are shown here.
            while form.wrong and form.revert_one():
                pass
        self._close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.clear()
        self.closed.emit()

    def _add(self, name: str) -> None:
        form = self._form
        assert form is not None  # fields are those of a form
        spec = next(spec for spec in field_specs(form.kind) if spec.name == name)
        field = FieldWidget(spec, form.kind, self._icons, self)
        form.prepare(field)
        own, editor = form.editor(name), field.editor
        editor.show_value(form.standing_value(name))
        if editor.value() != own.value():
            if isinstance(editor, _LINES) and isinstance(own, _LINES):
                editor.line.setText(own.line.text())  # as it was typed
            else:
                editor.show_value(own.value())
        field.editor.committed.connect(lambda: self._take(name, field, write=True))
        field.editor.typed.connect(lambda: self._take(name, field, write=False))
        field.add_wanted.connect(lambda text: form.add_wanted.emit(name, spec.refers_to, text))
        at = self._column.count() - 2
        self._column.insertWidget(at, field)
        self._column.insertWidget(at + 1, field.wrong)
        self._fields[name] = field

    def _take(self, name: str, field: FieldWidget, *, write: bool) -> None:
        form = self._form
        # A line that goes says once more that it was left.
        if form is None or self._fields.get(name) is not field:
            return
        value = field.editor.value()
        if write or value != form.editor(name).value():
            form.take(name, value, write=write)
        self.refresh()
