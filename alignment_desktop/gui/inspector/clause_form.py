"""A clause as a form: one editor for each of its fields, each mistake beside its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, json_table
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar
from alignment_desktop.domain.clauses import HEADER, Clause, read_clause, write_clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.weekly_hours import overlapping_days
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector import choice_editors as c
from alignment_desktop.gui.inspector import editors as e
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor, GroupsEditor
from alignment_desktop.gui.inspector.field_conflicts import FieldConflicts, Typed
from alignment_desktop.gui.inspector.field_specs import (
    field_specs,
    flat,
    nested,
    shown_fields,
    values_of,
)
from alignment_desktop.gui.inspector.field_troubles import FieldTroubles
from alignment_desktop.gui.inspector.field_widgets import FieldWidget, row_of
from alignment_desktop.gui.inspector.list_editors import PairsEditor, ReferencesEditor
from alignment_desktop.gui.inspector.suggestions import suggestions
from alignment_desktop.gui.inspector.typed_targets import TypedTargets
from alignment_desktop.gui.window.tab_order import keyboard_in
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.commitments import near_text
from alignment_desktop.words.language import capital

BESIDE = frozenset(
    {
        ("target", "limit"), ("from", "to"), ("start", "end"), ("period.start", "period.end"),
        ("low", "high"), ("points", "cap"), ("decay.percent", "decay.days"),
        ("score.from", "score.to"), ("weekday", "time"), ("horizon", "party"),
        ("expected.leads", "expected.mqls"), ("expected.opportunities", "expected.pipeline"),
        ("expected.customers", "expected.revenue"), ("hours.mon", "hours.tue"),
        ("hours.wed", "hours.thu"), ("hours.fri", "hours.sat"),
        ("party", "role"), ("currency", "language"),
    }
)  # fmt: skip
"""Fields that stand side by side."""

Suggesting = c.SuggestionEditor | ReferencesEditor | ConditionsEditor | GroupsEditor | PairsEditor
_MONEY = frozenset({"budget", "expected.pipeline", "expected.revenue"})
_FIELDS = 8  # so many are shown at a time


class ClauseForm(QWidget):
    """The fields of one clause of a kind.

    What is typed is kept until it can be saved: an edit that the rules refuse, or that meets what
    another wrote in the same field, stays in its field, with the sentence beside it.

    Attributes:
        edited: Carries the whole table of the clause, as it should be now.
        standing_changed: Something is or is no longer wrong or unsaved.
        tried: Carries the clause as it is typed; None where nothing is, or it is not whole.
        add_wanted: Carries a field, a kind, and the name of a clause of it that is to be added, so
            that the field can hold it.
        revision: The workspace's revision that the fields show.
    """

    edited = Signal(object)
    standing_changed = Signal()
    tried = Signal(object)
    add_wanted = Signal(str, str, str)
    _agreement: Agreement | None = None
    _clause: Clause | None = None

    def __init__(self, kind: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._fields: dict[str, FieldWidget] = {}
        self._saved: dict[str, object] = {}  # as the editors say it
        self._agreed: dict[str, object] = {}  # as the agreement says it
        self._sent: dict[str, object] | None = None
        self._conflicts = FieldConflicts(kind)
        self._targets = TypedTargets(self._fields, lambda: self._agreed)
        self.revision = 0
        self._showing = False
        self._icons = icons
        self._troubles = FieldTroubles(kind, self._fields, self._conflicts, self)

    def make_fields(self) -> Iterator[None]:
        """Makes the fields, one up to each `yield`: some kinds have two dozen of them.

        Nothing else may be asked of the form before all of them are there.
        """
        for spec in field_specs(self.kind):
            field = FieldWidget(spec, self.kind, self._icons, self)
            field.editor.committed.connect(partial(self.commit, spec.name))
            field.editor.typed.connect(self._typed)
            field.add_wanted.connect(partial(self.add_wanted.emit, spec.name, spec.refers_to))
            for part in field.findChildren(QWidget):
                part.ensurePolished()
            self._fields[spec.name] = field
            yield
        self._lay_out()
        yield

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        names = list(self._fields)
        while names:
            first = names.pop(0)
            fields = [self._fields[first]]
            if names and (first, names[0]) in BESIDE:
                fields.append(self._fields[names.pop(0)])
            row = row_of(fields)
            column.addLayout(row)
        column.addWidget(self._troubles.loose)

    def editor(self, name: str) -> e.Editor:
        """The editor of a field.

        Raises:
            KeyError: Where the kind has no such field.
        """
        return self._fields[name].editor

    def error(self, name: str) -> str:
        """What is wrong with a field; empty: nothing is."""
        return self._troubles.error(name)

    @property
    def loose_trouble(self) -> str:
        """What is wrong and beside no field; empty: nothing is."""
        return self._troubles.loose.text()

    @property
    def clause(self) -> Clause | None:
        """The clause as it is typed; as it was when it was last whole where it is not."""
        return self._clause

    @property
    def standing_key(self) -> str:
        """The key of the clause as it stands; empty where there is none."""
        return str(self._agreed.get("key") or "")

    def standing_value(self, name: str) -> object:
        """What stands in the agreement in the place of a field."""
        return self._agreed.get(name)

    @property
    def agreement(self) -> Agreement | None:
        """What the clause is part of; None: none was shown yet."""
        return self._agreement

    @property
    def unsaved(self) -> bool:
        """Whether something in the fields is not in the agreement."""
        return self.values() != self._saved

    @property
    def conflicting(self) -> bool:
        """Whether another's words stand where the fields show something else."""
        return bool(self._conflicts)

    @property
    def wrong(self) -> bool:
        """Whether something in the fields is refused by the rules, and so not saved."""
        return self._troubles.wrong

    def values(self) -> dict[str, object]:
        """What is in the fields now."""
        self._targets.set_context()
        return {name: field.editor.value() for name, field in self._fields.items()}

    def show_clause(
        self,
        clause: Clause | None,
        agreement: Agreement,
        revision: int = 0,
        by: Sequence[Actor] = (),
    ) -> None:
        """Shows another clause, or the same as it is now.

        Where the same is shown again, fields with something unsaved keep it: call `begin` first
        to show another one.

        Args:
            clause: The clause.
            agreement: What it is part of.
            revision: The workspace's revision at which both were read.
            by: Who changed it just before, where somebody did.
        """
        for _ in self.show_in_turns(clause, agreement, revision, by):
            pass

    def show_in_turns(
        self,
        clause: Clause | None,
        agreement: Agreement,
        revision: int = 0,
        by: Sequence[Actor] = (),
    ) -> Iterator[None]:
        """Shows another clause, some fields up to each `yield`; nothing is saved until the end.

        Where it is broken off, nothing is saved until another showing has come to its end: the
        fields hold parts of two clauses.
        """
        self._showing = True
        yield from self._show_fields(clause, agreement, by)
        self.revision = revision
        self._showing = False
        self._show_used()
        self._judge(write=False)

    def _show_fields(
        self, clause: Clause | None, agreement: Agreement, by: Sequence[Actor]
    ) -> Iterator[None]:
        self._agreement, self._clause = agreement, clause
        values = values_of(self.kind, clause, agreement.label)
        saved: dict[str, object] = {}
        for at, (name, field) in enumerate(self._fields.items(), start=1):
            editor = field.editor
            # Asked before other suggestions give keys other names.
            touched = bool(self._saved) and editor.value() != self._saved[name]
            self._suggest(field, agreement, values)
            if name in _MONEY:
                field.say_currency(agreement.header.currency)
            if not touched:
                editor.show_value(values[name])
                self._conflicts.show(name, values[name])
            else:
                self._conflicts.meet(name, values[name], editor.value(), agreement, by)
            # What an editor makes of a value counts as that value, so that showing is no edit.
            saved[name] = values[name] if touched else editor.value()
            if at % _FIELDS == 0:
                yield
        self._saved, self._agreed = saved, values
        self._sent = None

    def begin(self) -> None:
        """Forgets what was shown, so that another clause can be."""
        self._saved = {}
        self._sent = None
        self._conflicts.clear()

    def typed(self, *, and_sent: bool = False) -> dict[str, Typed]:
        """What is typed and not saved; with `and_sent` also what is on its way."""
        sent = flat(self.kind, self._sent) if self._sent is not None and not and_sent else {}
        return {
            name: Typed(value, self._conflicts.read(name))
            for name, value in self.values().items()
            if self._saved and value != self._saved[name] and value != sent.get(name, self)
        }

    def restore(self, typed: Mapping[str, Typed]) -> None:
        """Puts back what was typed into a clause and could not be saved yet."""
        self._showing = True
        for name, each in typed.items():
            editor = self._fields[name].editor
            editor.show_value(each.value)
            if self._agreement is not None:
                self._conflicts.resume(name, each)
                standing = self._agreed[name]
                self._conflicts.meet(name, standing, editor.value(), self._agreement)
        self._showing = False
        self._show_used()
        self._judge(write=False)

    def revert(self, name: str) -> bool:
        """Puts back what stands in a field, as Escape does; whether something else was typed."""
        if name not in self.typed():
            return False
        keyboard = keyboard_in(self.window())
        editor, standing = self._fields[name].editor, self._agreed[name]
        within = keyboard is not None and editor.isAncestorOf(keyboard)
        self._showing = True
        editor.show_value(standing)
        self._saved[name] = editor.value()
        self._conflicts.show(name, standing)
        self._showing = False
        self._show_used()
        self._judge(write=False)
        if within and keyboard is not None and not keyboard.isVisible():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def revert_one(self, first: str = "") -> bool:
        """Puts back what stands in one field with something unsaved; whether there was one.

        Args:
            first: The field that is put back before any other.
        """
        unsaved = self.typed()
        return self.revert(first if first in unsaved else next(iter(unsaved), ""))

    def field_of(self, widget: QWidget) -> str:
        """The field that a widget is part of; empty where it is part of none."""
        for name, field in self._fields.items():
            if field.isAncestorOf(widget):
                return name
        return ""

    def refuse(self, problem: Problem) -> None:
        """The agreement refused what was sent."""
        self._sent = None
        met = self._agreement is not None and self._conflicts.refuse(problem, self._agreement)
        self._show_problem(None if met else problem)

    def commit(self, name: str = "") -> None:
        """Hands the clause on, where something in it changed and the rules take it.

        Args:
            name: The field that was confirmed; empty: none in particular.
        """
        if self._showing:
            return
        if name:
            self._conflicts.confirm(name, self._fields[name].editor.value())
        self._follow_country()
        self._show_used()
        self._judge(write=True)

    def take(self, name: str, value: object, *, write: bool) -> None:
        """Takes what is typed into a second editor of a field, as if it had been typed here.

        Args:
            name: The field.
            value: Its value.
            write: Whether it is confirmed; else it is only typed.
        """
        self._fields[name].editor.show_value(value)
        if write:
            self.commit(name)
        else:
            self._typed()

    def prepare(self, field: FieldWidget) -> None:
        """Has a second editor of a field offer and read what the form's own does."""
        name = field.spec.name
        if self._agreement is None:
            return
        self._suggest(field, self._agreement, self.values())
        if name in _MONEY:
            field.say_currency(self._agreement.header.currency)
        editor, own = field.editor, self._fields[name].editor
        if isinstance(editor, e.TargetEditor) and isinstance(own, e.TargetEditor):
            editor.set_context(own.field, keeps=True)

    def closest(self, name: str) -> str:
        """The field of a dotted name, or the one that it is part of; the first where none is."""
        return self._troubles.field_called(name) or next(iter(self._fields))

    @property
    def wrong_fields(self) -> tuple[str, ...]:
        """The fields beside which something is said to be wrong."""
        return self._troubles.wrong_fields

    def focus(self, name: str = "", *, select: bool = False) -> None:
        """Puts the keyboard into a field.

        Args:
            name: The field; the first one where empty.
            select: Whether its words are selected.
        """
        field = self._fields[name] if name else next(iter(self._fields.values()))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            field.editor.select_words()

    @staticmethod
    def _suggest(field: FieldWidget, agreement: Agreement, values: dict[str, object]) -> None:
        if isinstance(field.editor, Suggesting):
            field.editor.suggest(suggestions(field.spec, agreement, values))

    def _follow_country(self) -> None:
        """Another country has other parts: they are offered, and none of the old one's stays."""
        part = self._fields.get("holidays.subdivision")
        if part is None or self._agreement is None:
            return
        values = self.values()
        known = suggestions(part.spec, self._agreement, values)
        moved = values["holidays.country"] != self._saved.get("holidays.country")
        if moved and part.editor.value() not in known:
            part.editor.show_value(None)
        self._suggest(part, self._agreement, values)

    def _typed(self) -> None:
        if not self._showing:
            self._judge(write=False)

    def _show_used(self) -> None:
        shown = shown_fields(self.kind, self.values())
        for name, field in self._fields.items():
            field.setVisible(name in shown)

    def _judge(self, *, write: bool) -> None:
        """Says what is wrong; where nothing is and something changed, hands it on.

        What another wrote in a field stays there until the user has confirmed to know of it.
        """
        values = self.values()
        self._targets.say()
        for field in self._fields.values():
            field.offer_adding()
        typed = values != self._saved
        if write:
            values |= {name: self._agreed[name] for name in self._conflicts.unconfirmed()}
        table = nested(self.kind, values)
        label_ = table.pop("label", None) if self.kind == HEADER else None
        try:
            self._targets.require_sense(values)
            if self.kind == HEADER and not label_:
                raise Problem("missing-field", field="label")
            clause = read_clause(self.kind, table)
        except Problem as problem:
            self._say_notes(None)
            self.tried.emit(None)
            # A clause that nobody wrote yet is not wrong, only empty.
            self._show_problem(problem if typed else None)
            return
        self._clause = clause
        self._show_problem(None)
        self._say_notes(clause)
        self.tried.emit(clause if typed else None)
        whole = json_table(write_clause(clause))
        if self.kind == HEADER:
            whole["label"] = label_
        if write and whole != self._sent and flat(self.kind, whole) != self._agreed:
            self._sent = whole
            self._conflicts.send(flat(self.kind, whole))
            self.edited.emit(whole)

    def _say_notes(self, clause: Clause | None) -> None:
        """Says between which bounds a commitment is at risk, and of which days hours overlap."""
        days = overlapping_days(clause.hours) if isinstance(clause, Calendar) else []
        for day in WEEKDAYS if f"hours.{WEEKDAYS[0]}" in self._fields else ():
            overlap = wording().inspector.hours_overlap() if day in days else ""
            self._fields[f"hours.{day}"].say(overlap)
        field = self._fields.get("at_risk")
        if field is not None:
            bounds = near_text(clause, user_language()) if isinstance(clause, Commitment) else ""
            field.say(capital(bounds))

    def note(self, name: str) -> str:
        """What is said below a field; empty: nothing."""
        return self._fields[name].note.text()

    def take_added(self, name: str) -> None:
        """A clause that a field names by now exists: the field holds it."""
        editor = self._fields[name].editor
        if isinstance(editor, ReferencesEditor):
            editor.take_typed()
        else:
            self.commit(name)

    def _show_problem(self, problem: Problem | None) -> None:
        self._troubles.show(problem, self._agreement)
        self.standing_changed.emit()
