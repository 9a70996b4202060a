"""What is to change in a clause, typed in large type, and which party proposes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES, Clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.domain.measures import MEASURES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.typed_targets import TargetField
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import Editor, LineEditor, TargetEditor
from alignment_desktop.gui.inspector.field_specs import field_specs, nested, shown_fields, values_of
from alignment_desktop.gui.inspector.field_widgets import make_editor
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.inspector.words import field_word
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.sheet import Sheet
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom

MATTER = (Holds.TARGET, Holds.LIMIT, Holds.TEXT, Holds.NUMBER, Holds.SHARE, Holds.DAY)
"""What the fields hold that matter at the table, the most important first."""
_MOST = 3
KEYS = {Qt.Key.Key_S: PARTIES[0], Qt.Key.Key_M: PARTIES[1]}


def fields_that_matter(kind: str, values: dict[str, object]) -> list[Field]:
    """The few fields of a clause that are changed at the table."""
    shown = shown_fields(kind, values)
    specs = [each for each in field_specs(kind) if each.holds in MATTER and each.name in shown]
    specs.sort(key=lambda each: MATTER.index(each.holds))
    return specs[:_MOST]


class ChangeSheet(Sheet):
    """Asks for the new values, then who proposes them.

    Attributes:
        proposed: Carries the clause's table as it is to be, the party, and why.
    """

    proposed = Signal(object, str, str)

    def __init__(
        self, switch: ThemeSwitch, zoom: Zoom, icons: Icons, kind: str, clause: Clause
    ) -> None:
        super().__init__(switch, zoom, wording().workshop.change_title())
        self._kind = kind
        self._values = values_of(kind, clause)
        self.editors: dict[str, Editor] = {}
        self._asks = False
        for spec in fields_that_matter(kind, self._values):
            editor = _editor(spec, kind, icons, clause)
            editor.show_value(self._values.get(spec.name))
            self.editors[spec.name] = editor
            self.add_field(field_word(spec.name, kind), editor)
        self.why = TextEditor(breaks=False, least=1)
        self.add_field(wording().workshop.change_why(), self.why)
        self.column.addWidget(self.wrong)
        self.ask = label(wording().workshop.change_who(), zoom.px(SMALL))
        self.ask.hide()
        self.column.addWidget(self.ask)
        self._add_buttons()

    def _add_buttons(self) -> None:
        its = wording().workshop
        words = its.said_by_sales(), its.said_by_marketing()
        row = QHBoxLayout()
        self.party_buttons = {}
        for key, party, text in zip(("S", "M"), PARTIES, words, strict=True):
            button = KeyButton(self._switch, self._zoom, key, text)
            button.clicked.connect(lambda _on, party=party: self._propose(party))
            button.hide()
            self.party_buttons[party] = button
            row.addWidget(button)
        self.go_button = KeyButton(self._switch, self._zoom, "↵", its.go_on(), primary=True)
        self.go_button.clicked.connect(self.go_on)
        self.leave_button = KeyButton(self._switch, self._zoom, "Esc", its.cancel())
        self.leave_button.clicked.connect(self.left)
        row.addWidget(self.go_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Gives the keyboard to the first field."""
        first: QWidget = next(iter(self.editors.values()), self.why)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, Editor):
            first.select_words()

    @override
    def go_on(self) -> None:
        """Asks who proposes what was typed."""
        if self._asks:
            return
        try:
            self._require_sense()
        except Problem as problem:
            self.show_trouble(problem)
            return
        if not self._changed():
            self.say_wrong(wording().workshop.change_nothing())
            return
        self.say_wrong("")
        self._ask_who(True)

    def show_trouble(self, problem: Problem) -> None:
        """Says why the change was refused; what was typed stays."""
        from alignment_desktop.phrasing.problems import sentence

        self._ask_who(False)
        self.say_wrong(sentence(problem))
        editor = self.editors.get(str(problem.facts.get("field", "")))
        (editor or next(iter(self.editors.values()), self.why)).setFocus()

    def _ask_who(self, asks: bool) -> None:
        self._asks = asks
        if asks:
            # Before the fields are closed: the keyboard would else go from one to the next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask.setVisible(asks)
        self.go_button.setVisible(not asks)
        for button in self.party_buttons.values():
            button.setVisible(asks)
        for each in (*self.editors.values(), self.why):
            each.setEnabled(not asks)

    def _changed(self) -> dict[str, object]:
        """The fields that say something else now."""
        return {
            name: editor.value()
            for name, editor in self.editors.items()
            if editor.value() != self._values.get(name)
        }

    def _require_sense(self) -> None:
        """Refuses a target that nobody means.

        Raises:
            Problem: With `field`.
        """
        for name, value in self._changed().items():
            editor = self.editors[name]
            if isinstance(editor, TargetEditor):
                try:
                    editor.field.require_sense(Target.parse(value))
                except Problem as problem:
                    raise problem.with_facts(field=name) from None

    def _propose(self, party: str) -> None:
        table = nested(self._kind, {**self._values, **self._changed()})
        self.proposed.emit(table, party, str(self.why.value() or ""))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        party = KEYS.get(Qt.Key(event.key()))
        if self._asks and party is not None:
            self._propose(party)
        elif event.key() == Qt.Key.Key_Escape and self._asks:
            self._ask_who(False)
            self.begin()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        # Letters mean nothing else while something is being written.


def _editor(spec: Field, kind: str, icons: Icons, clause: Clause) -> Editor:
    if spec.holds is Holds.LIMIT:
        return LineEditor()
    if spec.holds is Holds.TEXT:
        return TextEditor(breaks=False, least=1)
    made = make_editor(spec, kind, icons)
    if isinstance(made, TargetEditor):
        made.set_context(_context(clause), keeps=True)
    return made


def _context(clause: Clause) -> TargetField:
    if not isinstance(clause, Commitment):
        return TargetField()
    measure = MEASURES[clause.measure].over(clause.table)
    field = clause.field if "field" in measure.takes else ""
    return TargetField(None, measure, field, "business" in measure.takes and clause.business)
