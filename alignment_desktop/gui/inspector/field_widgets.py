"""A field of a form: its label, the editor that it gets, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector import choice_editors as c
from alignment_desktop.gui.inspector import editors as e
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor, GroupsEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor, DaysEditor, shown_day
from alignment_desktop.gui.inspector.list_editors import (
    ReferencesEditor,
    calendars_editor,
    dated_shifts_editor,
    lead_values_editor,
    pauses_editor,
    quiet_button,
    targets_editor,
)
from alignment_desktop.gui.inspector.suggestions import SUGGESTED_LINES
from alignment_desktop.gui.inspector.text_editors import LinesEditor, TextEditor
from alignment_desktop.gui.inspector.words import (
    adding_words,
    choice_word,
    example,
    field_word,
    months,
)
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import kind_words, wording

_LONGEST = 28  # letters of a name on a button


def make_editor(spec: Field, kind: str, icons: Icons) -> e.Editor:
    """The editor of a field."""
    hint = example(spec.name, kind)
    match spec.holds:
        case Holds.TARGET:
            return e.TargetEditor(hint)
        case Holds.CHOICE:
            words = {code: choice_word(code) for code in spec.choices}
            return c.ChoiceEditor(words, optional=spec.default is None and not spec.required)
        case Holds.FLAG:
            return e.FlagEditor(field_word(spec.name, kind))
        case Holds.NUMBER:
            return e.NumberEditor(hint, blank=spec.default if spec.default == 0 else None)
        case Holds.SHARE:
            return e.ShareEditor(hint)
        case Holds.MONTH:
            return c.ChoiceEditor(months(), optional=False)
        case Holds.DAY:
            return DayEditor(icons)
        case Holds.SHIFTS:
            return e.ShiftsEditor()
        case _:
            return _wide_editor(spec, hint, icons)


def _wide_editor(spec: Field, hint: str, icons: Icons) -> e.Editor:
    match spec.holds:
        case Holds.TEXT:
            return TextEditor(hint)
        case Holds.LINES:
            return LinesEditor(hint)
        case Holds.DAYS:
            return DaysEditor(shown_day("2026-12-24"))
        case Holds.REFERENCES:
            return ReferencesEditor(icons, adding_words(spec.refers_to))
        case Holds.EVENTS:
            return ReferencesEditor(icons, adding_words(""))
        case Holds.REFERENCE | Holds.CLAUSE | Holds.EVENT | Holds.LEAD_FIELD | Holds.LIMIT:
            return c.SuggestionEditor(hint)
        case Holds.CONDITIONS:
            return ConditionsEditor(icons)
        case Holds.GROUPS:
            return GroupsEditor(icons)
    make_pairs = _PAIRS.get(spec.holds)
    if make_pairs is not None:
        return make_pairs(icons)
    return c.SuggestionEditor(hint) if spec.name in SUGGESTED_LINES else e.LineEditor(hint)


_PAIRS: dict[Holds, Callable[[Icons], e.Editor]] = {
    Holds.TARGETS: targets_editor,
    Holds.DATED_SHIFTS: dated_shifts_editor,
    Holds.VALUES: lead_values_editor,
    Holds.KEYS: calendars_editor,
    Holds.PAUSES: pauses_editor,
}


class FieldWidget(QWidget):
    """One field: its label, its editor, and what is wrong with it.

    Attributes:
        add_wanted: Carries the name of a clause that is to be added, so that the field can hold it.
        adding: The button for that; None until it is wanted first.
    """

    add_wanted = Signal(str)

    def __init__(self, spec: Field, kind: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self._kind = kind
        self.editor = make_editor(spec, kind, icons)
        name = field_word(spec.name, kind)
        self.editor.name_for(name)
        self.heading = label(name, 12, tone="muted", wrap=True)
        if spec.holds is Holds.FLAG:
            self.heading.hide()  # the box itself says it
        self.heading.setBuddy(self.editor)
        self.wrong = label("", 12, MEDIUM, "missed", wrap=True)
        self.wrong.setParent(self)  # until it gets its place below the row
        self.wrong.hide()
        self.note = label("", 12, tone="muted", wrap=True)
        self.note.hide()
        column = e.column_of(self)
        column.addWidget(self.heading)
        column.addWidget(self.editor)
        column.addWidget(self.note)
        self._column = column
        self.adding: QPushButton | None = None
        if spec.holds in (Holds.LINES, Holds.DAYS):
            set_tool_tip(self.editor, wording().inspector.one_a_line())

    @property
    def unknown(self) -> str:
        """What is typed in the place of a clause and is neither name nor key of one."""
        editor = self.editor
        if not self.spec.refers_to or not isinstance(editor, c.SuggestionEditor | ReferencesEditor):
            return ""
        return editor.unknown

    def offer_adding(self) -> None:
        """Offers to add the clause that is typed, where there is none of that name."""
        name = self.unknown
        if self.adding is None:
            if not name:
                return
            self.adding = quiet_button("")
            self.adding.clicked.connect(lambda: self.add_wanted.emit(self.unknown))
            self._column.addWidget(self.adding, 0, Qt.AlignmentFlag.AlignLeft)
        if name:
            kind = kind_words(self.spec.refers_to)
            short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
            words = wording().inspector.add_named(kind=kind, name=short)
            self.adding.setText(words.replace("&", "&&"))
            self.adding.setAccessibleName(words)
        self.adding.setVisible(bool(name))

    def say(self, text: str) -> None:
        """Says below the editor what its value comes to; empty: nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def say_currency(self, currency: str) -> None:
        """Says in which currency its amount is."""
        name = field_word(self.spec.name, self._kind)
        self.heading.setText(
            wording().inspector.name(name=name, currency=currency) if currency else name
        )

    def show_wrong(self, text: str) -> None:
        """Says what is wrong; empty: nothing is."""
        if self.wrong.text() != text:
            self.wrong.setText(text)
        self.wrong.setVisible(bool(text) and not self.isHidden())
        self.editor.mark_wrong(bool(text))


def row_of(fields: list[FieldWidget]) -> QVBoxLayout:
    """Fields side by side; what is wrong with them stands below, over their whole width."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for field in fields:
        row.addWidget(field, _share(field.spec.name), Qt.AlignmentFlag.AlignTop)
    whole = QVBoxLayout()
    whole.setSpacing(4)
    whole.addLayout(row)
    for field in fields:
        whole.addWidget(field.wrong)
    return whole


def _share(name: str) -> int:
    """How much of a row a field takes: a limit has more words than a target."""
    return 3 if name == "limit" else 2
