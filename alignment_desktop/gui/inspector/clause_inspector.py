"""The inspector of a clause: its fields, who agrees to it, what came of it, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import COMMITMENT, Clause, clause_name
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.assent_words import assent_lines, leader_offers
from alignment_desktop.gui.inspector.clause_actions import ClauseActions, removable
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.clause_fields import ClauseFields
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.consent_block import ConsentBlock
from alignment_desktop.gui.inspector.editors import is_undo
from alignment_desktop.gui.inspector.field_specs import singular
from alignment_desktop.gui.inspector.history_block import HistoryBlock
from alignment_desktop.gui.inspector.live_effect import Effects, LiveEffect
from alignment_desktop.gui.inspector.measured import MeasuredBlock, figures_of
from alignment_desktop.gui.inspector.negotiation_block import NegotiationBlock
from alignment_desktop.gui.inspector.waiting_walk import WaitingWalk
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.changed_value import MarkedText
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.wording import wording

REPLY_KEYS = "Ctrl+R"
_MEASURED = "inspector measured"
_FORM = "inspector form"


class ClauseInspector(QWidget):
    """Shows one clause and lets it be changed; what cannot be saved yet is kept per clause.

    Attributes:
        left: Escape was pressed where nothing was typed: the keyboard goes back to the table.
        renamed: A clause was saved under another key; carries its `kind.key` now.
        copied: Carries the `kind.key` of a copy that was made.
    """

    left = Signal()
    renamed = Signal(str)
    copied = Signal(str)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        actions: ClauseActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._icons = icons
        self._clause_actions = actions
        self._content = QWidget(self)
        self._effects = effects = Effects(session, self)
        self.fields = ClauseFields(session, switch, icons, actions, effects, self._content)
        self._head_revision = 0
        self._to_agree: tuple[Sequence[str], int] = ((), 0)
        self._blocks: dict[ClauseBlock, frozenset[str]] = {}
        # Each page has an inspector: their questions must not supersede each other's.
        self._measured_topic = measured = f"{_MEASURED} {id(self)}"
        self._form_topic = forms = f"{_FORM} {id(self)}"
        self.destroyed.connect(lambda: session.cancel(measured))
        self.destroyed.connect(lambda: session.cancel(forms))
        self._build(switch)
        self._connect()
        self._show_nothing()

    def _build(self, switch: ThemeSwitch) -> None:
        self.title = label("", 14, BOLD, wrap=True)
        self.owner = ChipLabel(switch, parent=self)
        self.state = ChipLabel(switch, parent=self)
        self.what = label("", 12, tone="muted", wrap=True)
        self.unsaved_note = label(
            wording().inspector.not_saved_yet_see(), 12, tone="at_risk", wrap=True
        )
        self.empty = label(wording().inspector.select_a_clause_to(), 13, tone="muted", wrap=True)
        self.consent = ConsentBlock(switch)
        self.walk = WaitingWalk(self._session, self._icons, self)
        self.negotiation = NegotiationBlock(self._session, switch, self._icons)
        self.measured = MeasuredBlock(switch)
        self.live_effect = LiveEffect(self._session, self._effects)
        self.history_block = HistoryBlock(self._session, switch)
        self.duplicate_button = QPushButton(wording().common.duplicate())
        set_tool_tip(self.duplicate_button, wording().inspector.duplicate_ctrl_d_in())
        self.remove_button = QPushButton(wording().common.remove())
        set_tool_tip(self.remove_button, wording().inspector.remove_delete_in_the())
        set_look(self.remove_button, "kind", "danger")
        self._lay_out()

    def _lay_out(self) -> None:
        content = self._content
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(18, 18, 18, 18)
        self._column.setSpacing(14)
        chips = QWidget()
        row = FlowLayout(chips, 6)
        for chip in (self.owner, self.state):
            row.addWidget(chip)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.walk)
        head.addWidget(self.title)
        head.addWidget(chips)
        head.addWidget(self.what)
        self._column.addLayout(head)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.fields.promise)
        parts = (self.measured, self.consent, self.negotiation)
        for widget in (*parts, self.negotiation.note, self.unsaved_note):
            self._column.addWidget(widget)
        self._column.addWidget(self.fields)
        self._blocks_before = self.negotiation.discussion
        self._column.addWidget(self._blocks_before)
        self._column.addWidget(self.history_block)
        actions = QWidget()
        row = FlowLayout(actions, 8)
        row.addWidget(self.duplicate_button)
        row.addWidget(self.remove_button)
        self._column.addWidget(actions)
        self._column.addStretch(1)
        self.scroll_area = ColumnArea(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroll_area)
        # Below what scrolls: it is in sight whatever field is typed into, and moves none of them.
        column.addWidget(self.live_effect)

    def _connect(self) -> None:
        self.consent.agreed.connect(self._agree)
        self.negotiation.counter_wanted.connect(self._counter)
        self.consent.taken_back.connect(self._take_back)
        self.consent.leader_agreed.connect(self._leader_agrees)
        self._clause_actions.leader_wanted.connect(self._ask_leaders)
        self.duplicate_button.clicked.connect(self._duplicate)
        self.remove_button.clicked.connect(self._remove)
        self._session.seat_changed.connect(self._show_seat)
        # Wherever the keyboard is, as long as the discussion is in sight.
        QShortcut(QKeySequence(REPLY_KEYS), self).activated.connect(self.reply)
        self.fields.standing_changed.connect(self._show_standing)
        self.fields.tried.connect(self.live_effect.show_tried)
        self.fields.renamed.connect(self.renamed)
        self.fields.written.connect(self.copied)

    @property
    def shown(self) -> ClauseId | None:
        """The clause that is shown."""
        return self.fields.shown

    @property
    def history(self) -> MarkedText:
        """The words of the history."""
        return self.history_block.text

    @property
    def form(self) -> ClauseForm | None:
        """The fields of the clause that is shown; made to the end now where they are not yet."""
        self._session.finish(self._form_topic)
        return self.fields.ready_form

    def show_clause(self, clause_id: ClauseId | None, row: ClauseRow | None) -> None:
        """Shows a clause as it stands now; None: none."""
        clauses = self._session.draft.agreement.clauses
        waiting = self._session.news.discussion.open_for(self._session.draft.id)
        if clause_id is None or row is None or clause_id not in {*clauses, *waiting}:
            self.fields.keep_unsaved()
            self._show_nothing()
            return
        other = clause_id != self.shown
        if other:
            self.fields.keep_unsaved()
            self.fields.promise.close_card()
            # What comes in for the one before must not be told of this one.
            self._session.cancel(self._measured_topic)
            self.history_block.cancel()
            self.live_effect.show_nothing()
        self.fields.shown = clause_id
        self._head_revision = self._session.draft.revision
        self._show_head(clause_id, row)
        self._show_blocks(clause_id)
        if clause_id in clauses:
            pieces = self._showing(clause_id, clauses[clause_id])
            self._session.run_when_idle(self._form_topic, pieces)
        else:
            self._show_only_proposed(clause_id)
        self._show_standing()
        self._show_consent()
        self.walk.show_clause(clause_id)
        self.negotiation.show_clause(clause_id)
        if other:
            self.scroll_area.verticalScrollBar().setValue(0)

    def add_block(self, kinds: Iterable[str], block: ClauseBlock) -> None:
        """Shows a part of its own below the fields of some kinds of clause."""
        block.hide()
        self._blocks[block] = frozenset(kinds)
        self._column.insertWidget(self._column.indexOf(self._blocks_before), block)

    def _show_blocks(self, clause_id: ClauseId | None) -> None:
        stands = clause_id is not None and clause_id in self._session.draft.agreement.clauses
        for block, kinds in self._blocks.items():
            its = stands and clause_id is not None and clause_id[0] in kinds
            block.setVisible(its)
            if its and clause_id is not None:
                block.show_clause(clause_id)
            else:
                block.show_nothing()

    def _show_only_proposed(self, clause_id: ClauseId) -> None:
        """Of a clause that is only proposed there is nothing to edit or to agree to yet."""
        self._session.cancel(self._form_topic)
        self.fields.hide_forms()
        for part in (self.consent, self.duplicate_button, self.remove_button, self.measured):
            part.hide()
        self.history_block.ask(clause_id)

    def edit(self, name: str = "", *, select: bool = False) -> None:
        """Puts the keyboard into a field.

        Args:
            name: The field; the first one where empty.
            select: Whether its words are selected.
        """
        if self.form is not None:
            self.fields.edit(name, select=select)

    def reply(self) -> None:
        """Puts the keyboard into the line of the discussion."""
        if self.shown is not None:
            line = self.negotiation.discussion.reply
            self.scroll_area.ensureWidgetVisible(line)
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _counter(self, field: str) -> None:
        """Lets the party at the keyboard write what it would rather have in a field."""
        if self.form is not None:
            self.fields.edit(field, select=True)
            self._session.notify(wording().proposals.counter_here())

    def _show_seat(self, _seat: object) -> None:
        self._show_consent()
        self.walk.show_clause(self.shown)
        if self.shown is not None:
            self.negotiation.show_clause(self.shown)

    def _show_nothing(self) -> None:
        self.fields.shown = None
        self._set_visible(False)
        self._show_blocks(None)
        self.live_effect.show_nothing()
        self.walk.show_clause(None)
        self.negotiation.show_clause(None)
        self.measured.hide()
        self.unsaved_note.hide()
        self._session.cancel(self._measured_topic)
        self.history_block.cancel()
        self._session.cancel(self._form_topic)

    def _set_visible(self, shown: bool) -> None:
        self.empty.setVisible(not shown)
        parts: tuple[QWidget, ...] = (
            self.title, self.owner, self.state, self.what, self.consent,
            self.history_block, self.duplicate_button, self.remove_button,
        )  # fmt: skip
        for part in parts:
            part.setVisible(shown)
        self.fields.hide_forms(but=self.shown[0] if shown and self.shown is not None else "")

    def _show_head(self, clause_id: ClauseId, row: ClauseRow) -> None:
        kind = clause_id[0]
        self._set_visible(True)
        self.title.setText(breakable(row.name))
        if row.owner is not None:
            self.owner.show_chip(row.owner)
        self.owner.setVisible(row.owner is not None)
        self.state.show_chip(row.state)
        self.what.setText(kind_word(kind))
        self.duplicate_button.setVisible(not singular(kind))
        self.remove_button.setVisible(removable(clause_id))

    def make_form(self, kind: str) -> Iterator[None]:
        """Makes the fields of a kind of clause, one up to each `yield`."""
        return self.fields.make_form(kind)

    def _showing(self, clause_id: ClauseId, clause: Clause) -> Iterator[None]:
        yield from self.fields.show_in_turns(clause_id, clause)
        self._show_standing()
        yield  # what is worked out beside the window would hold up the painting of all this
        self._ask(clause_id)

    def _show_standing(self) -> None:
        form = self.fields.shown_form
        self.unsaved_note.setVisible(form is not None and form.wrong)

    def _show_consent(self, _seat: object = None) -> None:
        if self.shown is None:
            return
        draft = self._session.draft
        given, assents = draft.consents.of(self.shown), draft.consents.assents_to(self.shown)
        givers = assent_lines(assents, draft.agreement)
        self._to_agree = ((), 0)
        standing = self._session.news.negotiation(self.shown)
        self.consent.show_consent(given, self._session.party, givers, standing.proposing)

    def _ask_leaders(self, names: Sequence[str], seen: int) -> None:
        """Who says yes to clauses, where only the facilitator is at the keyboard?"""
        if self.shown is None or not names:
            return
        draft = self._session.draft
        self._to_agree = (names, seen)
        self.consent.ask_leaders(*leader_offers(names, draft))
        self.scroll_area.ensureWidgetVisible(self.consent)

    def _leader_agrees(self, leader: Seat) -> None:
        names, seen = self._to_agree
        self._clause_actions.agree_as(leader, names, seen)

    def _ask(self, clause_id: ClauseId) -> None:
        session = self._session
        self.history_block.ask(clause_id)
        if clause_id[0] != COMMITMENT:
            session.cancel(self._measured_topic)
            self.measured.hide()
            return
        clause = session.draft.agreement.commitments[clause_id[1]]
        tone = {"sales": "sales", "marketing": "marketing"}.get(clause.party, "accent")
        session.ask(
            self._measured_topic,
            figures_of(clause_id[1], session.label, session.now()),
            partial(self.measured.show_result, tone=tone),
            # Of a commitment that is in no version yet there is nothing to show.
            failed=lambda _problem: self.measured.hide(),
        )

    @property
    def _revision(self) -> int:
        """The workspace's revision that is in sight."""
        form = self.fields.shown_form
        return self._head_revision if form is None else form.revision

    def _agree(self) -> None:
        form = self.fields.shown_form
        if form is not None and form.conflicting:
            # What would be agreed to is not what one sees.
            self._session.notify(wording().inspector.decide_first_on_what())
        elif self.shown is not None:
            self._clause_actions.agree([clause_name(*self.shown)], self._revision)

    def accept(self) -> bool:
        """Agrees to what the other party proposes for the clause; whether it proposes anything."""
        return self.shown is not None and self.negotiation.accept()

    def _take_back(self) -> None:
        if self.shown is not None:
            self._clause_actions.take_back([clause_name(*self.shown)], self._revision)

    def _duplicate(self) -> None:
        if self.shown is not None:
            self._clause_actions.duplicate(
                self.shown, lambda made: self.copied.emit(clause_name(*made))
            )

    def _remove(self) -> None:
        if self.shown is not None:
            self._clause_actions.remove([self.shown], self._revision)

    def revert(self) -> bool:
        """Puts back what stands in a field with something unsaved; whether there was one."""
        return self.fields.revert()

    def _escape(self) -> None:
        form = self.fields.shown_form
        if form is None or not form.revert(self.fields.focused_field(form)):
            self.left.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._effects.forget()
        super().hideEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # Before they mean anything to the window: Escape takes back what was typed into the field,
        # or goes back to the table; Ctrl+Z takes it back, and nothing else while there is such.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            form = self.fields.shown_form
            typed = form is not None and bool(form.typed())
            if event.key() == Qt.Key.Key_Escape or (typed and is_undo(event)):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif not is_undo(event) or not self.revert():
            super().keyPressEvent(event)
