"""The plan as a picture: three figures, the timeline of campaigns, objectives and initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Region
from alignment_desktop.documents.campaign_timeline import ProposedClause
from alignment_desktop.domain.agreement import Agreement, json_table
from alignment_desktop.domain.assumptions import ASSUMPTION, BUDGET, REVENUE_TARGET
from alignment_desktop.domain.campaign_plan import CampaignPlan, campaign_plan
from alignment_desktop.domain.clauses import HEADER, KINDS, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_edits import ClauseEdits, Edit
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_picture import SWITCH_KEYS, ClausePicture
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.taken_back import TakenBackNotice
from alignment_desktop.gui.pages.plan import plan_cards
from alignment_desktop.gui.pages.plan.campaign_chart import CampaignChart, NewDays
from alignment_desktop.gui.pages.plan.objective_rows import (
    ObjectiveModel,
    objective_rows,
    objective_table,
)
from alignment_desktop.gui.pages.plan.plan_legend import Legend
from alignment_desktop.gui.plan_evidence import PlanEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card, StatRow
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import (
    kind_words,
    other_words,
    user_language,
    wording,
)
from alignment_desktop.services.drafts import stored_clause

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import ClauseId

_DRAWN = ("objective", "initiative", "campaign", "content")
"""The kinds of clause that the picture shows."""
_AROUND = 48
"""Pixels above and below what is selected that are in sight too."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class PlanPicture(ClausePicture):
    """Shows the plan; what is dragged on the timeline is one edit of its clause.

    Keys on the timeline: arrows select; with Shift they move what is selected by a day, with
    Ctrl+Shift by a week, with Alt+Shift its last day, with Ctrl+Alt+Shift its first day. Enter
    goes to the inspector.

    Attributes:
        table_wanted: The other clauses of the plan are to be shown, which only the table has.
    """

    table_wanted = Signal()

    def __init__(
        self, session: Session, switch: ThemeSwitch, actions: ClauseActions, evidence: PlanEvidence
    ) -> None:
        super().__init__()
        self._session, self._actions = session, actions
        self._edits = ClauseEdits(session, actions, self)
        self._evidence = evidence
        self._plan: CampaignPlan | None = None
        self._taken_back = TakenBackNotice(session, self._edits, self)
        self.stats = StatRow(switch=switch)
        self.chart = CampaignChart(switch)
        self.model = ObjectiveModel(self)
        self.objectives = objective_table(switch, self.model, self)
        # As high as its rows: the whole picture scrolls.
        policy = QSizePolicy.Policy
        self.objectives.setSizePolicy(policy.Preferred, policy.Fixed)
        self.no_campaigns = label(wording().plan.no_campaigns(), 13, tone="muted", wrap=True)
        self.no_objectives = label(wording().plan.no_objectives(), 13, tone="muted", wrap=True)
        self.also = label("", 12, tone="muted", wrap=True)
        self.table_button = link_button(wording().plan.show_table(keys=SWITCH_KEYS))
        self.table_button.clicked.connect(self.table_wanted)
        self._lay_out(switch)
        self._connect()

    def _lay_out(self, switch: ThemeSwitch) -> None:
        its = wording().plan
        self.campaigns = Card()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(its.campaigns(), 13, BOLD), 0, Qt.AlignmentFlag.AlignVCenter)
        self.legend = Legend(switch)
        head.addWidget(self.legend, 1)
        self.campaigns.body.setSpacing(8)
        self.campaigns.body.addLayout(head)
        self.campaigns.body.addWidget(self.chart)
        self.campaigns.body.addWidget(self.no_campaigns)
        below = QHBoxLayout()
        below.addWidget(self.table_button)
        below.addStretch(1)
        self.scroll_area = self._scroll(
            self.stats,
            self.campaigns,
            self.objectives,
            self.no_objectives,
            self.also,
            below,
            spacing=14,
        )

    def _connect(self) -> None:
        session = self._session
        self._evidence.arrived.connect(self._show_stats)
        self.chart.current_changed.connect(self._tell_chosen)
        self.chart.current_changed.connect(self._scroll_to)
        self.chart.opened.connect(self._tell_opened)
        self.chart.days_chosen.connect(self._put_days)
        self.objectives.current_changed.connect(self._tell_objective)
        self.objectives.opened.connect(self.opened)
        self.stats.chosen.connect(self._follow)
        self._edits.refused.connect(self._refused)
        session.seat_changed.connect(lambda _seat: self.chart.forget())

    def _tell_chosen(self, name: str) -> None:
        # What only says something, such as the name of a lane, is nothing to select.
        if name:
            self.chosen.emit(name)

    def _tell_objective(self, name: str) -> None:
        # A table that the keyboard comes to makes its first row current without selecting it: what
        # is selected, and stands in the inspector, is to stay.
        if self.objectives.selected_rows():
            self._tell_chosen(name)

    def _scroll_to(self, name: str) -> None:
        region = self.chart.region_of(name)
        inside = self.scroll_area.widget()
        if region is not None and name and inside is not None:
            middle = QPoint(0, round(region.y + region.height / 2))
            at = self.chart.mapTo(inside, middle)
            self.scroll_area.ensureVisible(0, at.y(), 0, _AROUND)

    def _tell_opened(self, region: Region) -> None:
        if region.key:
            self.opened.emit(region.key)

    @override
    def show_draft(self) -> Iterator[None]:
        session = self._session
        agreement, negotiations = session.draft.agreement, session.news.negotiations
        self._plan = campaign_plan(agreement)
        self._show_stats()
        proposed = tuple(
            ProposedClause(stored_clause(last.kind, last.key, last.proposed), last.party)
            for clause_id, standing in negotiations.items()
            if clause_id[0] in ("campaign", "content")
            for last in standing.open[-1:]
            if last.proposed is not None
        )
        today = session.now().astimezone().date()
        drawn = bool(proposed) or any(agreement.of_kind(each) for each in ("campaign", "content"))
        self.chart.setVisible(drawn)
        self.legend.setVisible(drawn)
        self.no_campaigns.setVisible(not drawn)
        self.chart.show_agreement(agreement, proposed, today, movable=not session.read_only)
        yield
        rows = objective_rows(agreement, negotiations)
        self.model.show_rows(rows)
        self.objectives.setVisible(bool(rows))
        self.no_objectives.setVisible(not rows)
        self._show_others(agreement)
        self._evidence.ask()

    def _show_others(self, agreement: Agreement) -> None:
        """Says what else belongs to the plan, and is in the table alone."""
        its, words = wording().plan, user_language()
        counts = {kind: len(agreement.of_kind(kind)) for kind in KINDS_OF_PAGE["plan"]}
        others = [
            its.count_kind(count=words.number(count), kind=kind_words(kind, count))
            if KINDS[kind].keyed
            else kind_words(kind)
            for kind, count in counts.items()
            if count and kind not in (*_DRAWN, HEADER)
        ]
        for part in (self.also, self.table_button):
            part.setVisible(bool(others))
        self.also.setText(its.also(kinds=words.listed(others)))

    def _show_stats(self) -> None:
        if self._plan is not None:
            agreement = self._session.draft.agreement
            self.stats.show_stats(
                plan_cards.plan_stats(self._plan, agreement, self._evidence.known)
            )

    @override
    def show_selected(self, name: str) -> None:
        self.chart.show_current(name)
        row = self.model.row_of(name)
        if row >= 0 and self.objectives.selected_rows() != [row]:
            self.objectives.select_row(row)
        elif row < 0:
            self.objectives.table.clearSelection()

    @override
    def marks(self, name: str) -> bool:
        return self.chart.region_of(name) is not None or self.model.row_of(name) >= 0

    @override
    def main_control(self) -> QWidget:
        return self.chart if self.chart.isVisibleTo(self) else self.objectives.table

    @override
    def selection_controls(self) -> Sequence[QWidget]:
        return self.chart, self.objectives.table

    @override
    def offers(self) -> Sequence[Offer]:
        its = wording().plan
        listed: tuple[tuple[str, str, Qt.KeyboardModifier, int], ...] = (
            (its.day_later(), "Shift+Right", _SHIFT, 1),
            (its.day_earlier(), "Shift+Left", _SHIFT, -1),
            (its.week_later(), "Ctrl+Shift+Right", _SHIFT | _CONTROL, 1),
            (its.week_earlier(), "Ctrl+Shift+Left", _SHIFT | _CONTROL, -1),
            (its.end_later(), "Alt+Shift+Right", _SHIFT | _ALT, 1),
            (its.end_earlier(), "Alt+Shift+Left", _SHIFT | _ALT, -1),
            (its.start_later(), "Ctrl+Alt+Shift+Right", _SHIFT | _CONTROL | _ALT, 1),
            (its.start_earlier(), "Ctrl+Alt+Shift+Left", _SHIFT | _CONTROL | _ALT, -1),
        )
        enabled = self.chart.can_nudge
        return tuple(
            Offer(
                text,
                keys,
                partial(self.chart.nudge, modifiers, dx),
                enabled,
                other_words("move-days"),
                of_selection=True,
            )
            for text, keys, modifiers, dx in listed
        )

    def _put_days(self, chosen: NewDays) -> None:
        """Stores the days that were chosen: one edit, proposed where the other party agreed."""
        draft, clause_id = self._session.draft, clause_id_of(chosen.name)
        clause = draft.agreement.clauses.get(clause_id)
        if clause is None:
            self.chart.forget()
            return
        table = dict(json_table(write_clause(clause)))
        if clause_id[0] == "content":
            table["due"] = chosen.start.isoformat()
        else:
            table["start"], table["end"] = chosen.start.isoformat(), chosen.end.isoformat()
        self._taken_back.expect(clause_id)
        self._edits.send(clause_id, Edit(table, draft.revision, {}))

    def _refused(self, clause_id: ClauseId, edit: Edit, problem: Problem) -> None:
        self.chart.forget()
        self._edits.tell(clause_id[0], edit, problem, beside=False)

    def _follow(self, what: str) -> None:
        """A card lacks an assumption: writes it, and goes there."""
        quantity, name = {
            plan_cards.TARGET: (REVENUE_TARGET, wording().plan.revenue_target_name()),
            plan_cards.BUDGET: (BUDGET, wording().plan.budget_name()),
        }[what]
        table = {"name": name, "quantity": quantity}
        self._actions.add(
            ASSUMPTION, lambda made: self._session.go_to(kind=made[0], key=made[1]), table
        )
