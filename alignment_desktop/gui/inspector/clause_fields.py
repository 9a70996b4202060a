"""The fields of the clause that is shown: a form for each kind, and what is typed on its way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import COMMITMENT, Clause, clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_edits import ClauseEdits, Edit
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.clause_forms import ClauseForms
from alignment_desktop.gui.inspector.field_conflicts import Typed
from alignment_desktop.gui.inspector.live_effect import Effects
from alignment_desktop.gui.inspector.promise_block import PromiseBlock
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.window.tab_order import keyboard_in
from alignment_desktop.gui.wording import wording
from alignment_desktop.services.editing import Edited

_UNFOLDED = "all fields"


class ClauseFields(QWidget):
    """Shows the fields of one clause and sends what is typed into them.

    What cannot be saved yet is kept per clause, and is there again with it. What reads as a
    sentence is changed there; its plain fields are folded, until somebody asks for them.

    Attributes:
        promise: The sentence of a commitment, for who shows the clause to lay out.
        fold_button: Folds and unfolds the plain fields of what reads as a sentence.
        standing_changed: Something in the fields is or is no longer wrong or unsaved.
        tried: Carries the clause as it is called, and as it is typed; None where nothing is, or
            it is not whole.
        renamed: A clause was saved under another key; carries its `kind.key` now.
        written: Carries the `kind.key` of a clause that was removed by others and is written again.
        shown: The clause that is shown; None: none.
    """

    standing_changed = Signal()
    tried = Signal(object, object)
    renamed = Signal(str)
    written = Signal(str)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        actions: ClauseActions,
        effects: Effects,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.shown: ClauseId | None = None
        # Where they will stand: to move a form there would put the sheet on all of it again.
        self._forms = ClauseForms(self._made_form, icons, self)
        self._held: dict[str, ClauseId] = {}  # which clause the form of a kind holds
        self._kept: dict[ClauseId, dict[str, Typed]] = {}
        self._edits = ClauseEdits(session, actions, self)
        self._edits.saved.connect(self._saved)
        self._edits.refused.connect(self._refused)
        self._edits.written.connect(self.written)
        # A clause that was just added so that a field can name it, while the field takes it.
        self._added = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.promise = PromiseBlock(session, switch, icons, effects, parent)
        self.promise.follow(lambda: self.shown_form)
        self.standing_changed.connect(self._show_promise)
        self.fold_button = QPushButton(wording().inspector.all_fields())
        self.fold_button.setCheckable(True)
        self.fold_button.setChecked(bool(session.views.value(_UNFOLDED)))
        set_look(self.fold_button, "kind", "fold")
        self.fold_button.toggled.connect(self._fold)
        self.fold_button.hide()
        self._column.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def ready_form(self) -> ClauseForm | None:
        """The form of the clause that is shown, which may not hold it yet; None: there is none."""
        # Of a clause that is only proposed there is nothing to edit yet.
        stands = self.shown is not None and self.shown in self._session.draft.agreement.clauses
        return self._forms.made.get(self.shown[0]) if self.shown is not None and stands else None

    @property
    def shown_form(self) -> ClauseForm | None:
        """The form of the clause that is shown, where it holds it already."""
        held = self.shown is not None and self._held.get(self.shown[0]) == self.shown
        return self.ready_form if held else None

    def make_form(self, kind: str) -> Iterator[None]:
        """Makes the fields of a kind of clause, one up to each `yield`."""
        return self._forms.make(kind)

    def hide_forms(self, but: str = "") -> None:
        """Takes the forms out of sight.

        Args:
            but: The kind whose form stays as it is.
        """
        for kind, form in self._forms.made.items():
            if kind != but:
                form.hide()
        if but != COMMITMENT:
            self.promise.clear()
            self.fold_button.hide()

    def show_in_turns(self, clause_id: ClauseId, clause: Clause) -> Iterator[None]:
        """Shows a clause as it stands now, some fields up to each `yield`."""
        kind = clause_id[0]
        if self._held.get(kind) != clause_id:
            yield  # whoever goes on to the next clause at once need not wait for two dozen fields
        yield from self.make_form(kind)
        form = self._forms.made[kind]
        # The fields show what stands when they are filled, which may be later than the click.
        draft = self._session.draft
        clause = draft.agreement.clauses.get(clause_id, clause)
        if self._held.get(kind) == clause_id:
            writers = self._session.news.writers_of(clause_id)
            form.show_clause(clause, draft.agreement, draft.revision, writers)
        else:
            self._held.pop(kind, None)
            self.promise.close_card()
            form.begin()
            yield from form.show_in_turns(clause, draft.agreement, draft.revision)
            self._held[kind] = clause_id
            if clause_id in self._kept:
                form.restore(self._kept.pop(clause_id))
        self.fold_button.setVisible(kind == COMMITMENT)
        form.setVisible(kind != COMMITMENT or self.fold_button.isChecked())
        self._show_promise()

    def edit(self, name: str = "", *, select: bool = False) -> None:
        """Puts the keyboard into a field: the form's own, or that of the sentence's card.

        Args:
            name: The field; the first one, or the first word of the sentence, where empty.
            select: Whether its words are selected.
        """
        form = self.ready_form
        if form is None:
            return
        folded = form.kind == COMMITMENT and not self.fold_button.isChecked()
        if folded and not name and not select:
            self.promise.sentence.focus_word("")
        elif folded:
            self.promise.open_field(form.closest(name), select=select)
        else:
            form.focus(form.closest(name), select=select)

    def keep_unsaved(self) -> None:
        """Remembers what was typed into the clause and refused, until it is shown again."""
        form = self.shown_form
        if self.shown is not None and form is not None:
            self._keep(self.shown, form.typed())

    def revert(self) -> bool:
        """Puts back what stands in a field with something unsaved; whether there was one."""
        form = self.shown_form
        return form is not None and form.revert_one(self.focused_field(form))

    def focused_field(self, form: ClauseForm) -> str:
        """The field of a form that has the keyboard; empty where none has."""
        keyboard = keyboard_in(self.window())
        return form.field_of(keyboard) if keyboard is not None else ""

    def _show_promise(self) -> None:
        """Shows the sentence as it is typed; what is wrong unfolds where it can be put right."""
        self.promise.refresh()
        form, card = self.shown_form, self.promise.card
        folded = not self.fold_button.isChecked()
        if form is None or form.kind != COMMITMENT or not folded:
            return
        if form.wrong_fields and not card.isVisible():
            self.promise.open_unasked(form.wrong_fields)
        elif not form.wrong:
            self.promise.close_unasked()
        # What is beside no field stands below them all.
        form.setVisible(form.wrong and not card.isVisible())

    def _fold(self, unfolded: bool) -> None:
        self._session.views.remember(_UNFOLDED, "1" if unfolded else "")
        form = self.ready_form
        if form is not None:
            form.setVisible(unfolded)
            self._show_promise()

    def _made_form(self, kind: str, form: ClauseForm) -> None:
        form.edited.connect(partial(self._save, kind))
        form.standing_changed.connect(self.standing_changed)
        form.tried.connect(partial(self._tell_tried, kind))
        form.add_wanted.connect(self._add_named)
        self._column.addWidget(form)

    def _tell_tried(self, kind: str, clause: Clause | None) -> None:
        # Another clause may be selected already, and its fields not be shown yet.
        held = self._held.get(kind)
        if held is not None and held == self.shown:
            self.tried.emit(held, clause)

    def _keep(self, clause_id: ClauseId, typed: dict[str, Typed]) -> None:
        if typed:
            self._kept[clause_id] = typed

    def _save(self, kind: str, table: dict[str, object]) -> None:
        # Another clause may be selected already, and its fields not be shown yet.
        form = self._forms.made[kind]
        edit = Edit(table, form.revision, form.typed(and_sent=True), self._added)
        self._edits.send(self._held[kind], edit)

    def _saved(self, before: ClauseId, edit: Edit, edited: Edited) -> None:
        kind, draft = before[0], self._session.draft
        self._keep(edited.id, edit.not_stored(kind, self._kept.pop(before, {})))
        clause = draft.agreement.clauses.get(edited.id)
        if self.shown == before:
            self.shown = edited.id
        if self._held.get(kind) == before:
            self._held[kind] = edited.id
            if clause is not None:
                form = self._forms.made[kind]
                if edited.proposal is not None:
                    form.begin()  # what is proposed stands on its card; the fields say what stands
                form.show_clause(clause, draft.agreement, draft.revision)
        if edited.id != before:
            self.renamed.emit(clause_name(*edited.id))

    def _add_named(self, field: str, kind: str, name: str) -> None:
        """Adds the clause that is named in a field and does not exist, which then holds it."""
        shown, first = self.shown, self._actions.first_table(kind, name)

        def made(added: ClauseId) -> None:
            form = self.shown_form
            if form is not None and self.shown == shown:
                self._added = clause_name(*added)
                form.take_added(field)
                self._added = ""
                form.focus(field)

        self._actions.write(kind, first, made)

    def _refused(self, clause_id: ClauseId, edit: Edit, problem: Problem) -> None:
        form = self.shown_form
        shown = form if self.shown == clause_id else None
        if shown is not None:
            shown.refuse(problem)
        else:
            self._keep(clause_id, {**edit.typed, **self._kept.get(clause_id, {})})
        self._edits.tell(clause_id[0], edit, problem, beside=shown is not None)
