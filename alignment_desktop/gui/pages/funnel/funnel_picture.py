"""The funnel as a picture: the map of its stages, and what revenue, months and rates ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.stage_shapes import stage_legend
from alignment_desktop.documents.stage_marks import handover_mark, owner_names
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.funnel import ImportedQuarter
from alignment_desktop.domain.funnel_outlook import FunnelOutlook, funnel_outlook
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.commitment_checks import mending
from alignment_desktop.gui.pages.clauses.move_queue import MoveQueue
from alignment_desktop.gui.pages.clauses.picture_edits import PictureEdits
from alignment_desktop.gui.pages.funnel.funnel_cards import (
    BackwardsCard,
    MonthsCard,
    PointsCard,
    card_head,
)
from alignment_desktop.gui.pages.funnel.funnel_words import (
    ProposedWays,
    drawn_stages,
    month_name,
    trouble_lines,
)
from alignment_desktop.gui.pages.funnel.stage_map_view import NARROWEST, MapContents, StageMapView
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.widgets.sideways_area import SidewaysArea
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import days_text
from alignment_desktop.services.moving import MoveClauses

if TYPE_CHECKING:
    from alignment_desktop.domain.assumptions import MissingInput
    from alignment_desktop.domain.month_plan import Shortfall
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace

LEAD_KEYS, EARLIER_KEYS, LATER_KEYS = "Ctrl+L", "Alt+Left", "Alt+Right"
_TOPIC = "funnel outlook"
_BESIDE_FROM, _LEGEND = 780, 310
"""From so many pixels on two cards stand beside each other; the legend has so many."""
_STAGE = "stage"


class FunnelPicture(ClausePicture):
    """Shows the stages and what is asked of them; stages are moved and led to others on the map."""

    def __init__(self, session: Session, switch: ThemeSwitch, actions: ClauseActions) -> None:
        super().__init__()
        self._session, self._actions = session, actions
        self._quarter = ImportedQuarter()
        self._outlook: FunnelOutlook | None = None
        self._business = False
        self._edits = PictureEdits(session, actions, self)
        self._moves = MoveQueue(session, self)
        self.destroyed.connect(lambda: session.cancel(_TOPIC))
        self._build(switch)
        self._connect()

    def _build(self, switch: ThemeSwitch) -> None:
        its = wording().funnel_page
        self.map = StageMapView(switch)
        self.map_area = SidewaysArea(self.map)
        self.days = ShortLabel(13, tone="muted")
        self.legend = ChartView(switch, its.legend())
        self.legend.setFixedSize(_LEGEND, 20)
        self.hint = label("", 12, tone="muted", wrap=True)
        self.trouble = label("", 12, tone="missed", wrap=True)
        card = Card()
        card.body.setSpacing(10)
        card.body.addLayout(card_head(its.stages(), self.days, self.legend))
        card.body.addWidget(self.map_area)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self.hint)
        self.backwards, self.months = BackwardsCard(switch), MonthsCard(switch)
        self.points = PointsCard(switch)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(self.months, 3)
        self._row.addWidget(self.points, 2)
        self.area = self._scroll(card, self.backwards, self._row)

    def _connect(self) -> None:
        choose = self._choose_stage
        self.map.current_changed.connect(choose)
        self.map.opened.connect(lambda region: self.opened.emit(clause_name(_STAGE, region.key)))
        self.map.moved.connect(self.move_stage)
        self.map.stepped.connect(self.step_stage)
        self.map.led.connect(self.lead_stage)
        self.map.leading.connect(self._show_hint)
        self.backwards.stage_chosen.connect(choose)
        self.backwards.clause_chosen.connect(self._choose_clause)
        self.backwards.lack_chosen.connect(self._add_lacking)
        self.points.stage_chosen.connect(choose)
        self.months.campaign_wanted.connect(self._plan_campaign)
        key = QShortcut(QKeySequence(LEAD_KEYS), self.map)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.map.begin_leading)

    @override
    def show_draft(self) -> Iterator[None]:
        self._show_map()
        yield
        self._ask()

    @override
    def show_selected(self, name: str) -> None:
        kind, key = clause_id_of(name) if name else ("", "")
        self.map.show_selected(key if kind == _STAGE else "")

    @override
    def marks(self, name: str) -> bool:
        kind, key = clause_id_of(name)
        return kind == _STAGE and key in self._session.draft.agreement.stages

    @override
    def main_control(self) -> QWidget:
        return self.map

    @override
    def selection_controls(self) -> Sequence[QWidget]:
        return (self.map,)

    @override
    def offers(self) -> Sequence[Offer]:
        its, key = wording().funnel_page, self.map.current_key
        some = bool(key)
        return (
            Offer(its.move_earlier(), EARLIER_KEYS, partial(self.step_stage, key, -1), some,
                  of_selection=True),
            Offer(its.move_later(), LATER_KEYS, partial(self.step_stage, key, 1), some,
                  of_selection=True),
            Offer(its.connect(), LEAD_KEYS, self.map.begin_leading, some,
                  other_words("lead-stage"), of_selection=True),
        )  # fmt: skip

    def move_stage(self, key: str, before: str) -> None:
        """Lets a stage stand before another one; empty: after all others."""
        self._moves.add(lambda: self._to_stand_before(key, before))

    def step_stage(self, key: str, step: int) -> None:
        """Lets a stage stand one place later in its row; −1: earlier."""

        def move() -> MoveClauses | None:
            stages = self._session.draft.agreement.stages
            if key not in stages:  # others took it out meanwhile
                return None
            detour = stages[key].kind == "detour"
            row = [each for each, one in stages.items() if (one.kind == "detour") == detour]
            to = row.index(key) + step
            if not 0 <= to < len(row):
                return None
            follower = to if step < 0 else to + 1
            return self._to_stand_before(key, row[follower] if follower < len(row) else "")

        self._moves.add(move)

    def _to_stand_before(self, key: str, before: str) -> MoveClauses:
        session = self._session
        target = (_STAGE, before) if before else None
        return MoveClauses([(_STAGE, key)], target, session.label, session.draft.revision)

    def lead_stage(self, start: str, target: str) -> None:
        """Lets a stage lead to another one; where it does so, no longer."""
        stages = self._session.draft.agreement.stages
        if start not in stages or target not in stages:  # others took it out meanwhile
            return
        before = cast("list[str]", self._edits.table((_STAGE, start)).get("next") or [])
        ways = [way for way in before if way != target]
        if len(ways) == len(before):
            ways.append(target)
        self._edits.change((_STAGE, start), {"next": ways})

    def _proposed_ways(self) -> dict[str, ProposedWays]:
        """Where stages are to lead to as well, and where no longer, as either side proposes."""
        session = self._session
        found: dict[str, ProposedWays] = {}
        stages = session.draft.agreement.stages
        waiting = session.news.discussion.open_for(session.draft.id)
        for (kind, key), proposals in waiting.items():
            if kind != _STAGE or key not in stages:
                continue
            standing, named, struck = stages[key].next, list[str](), set[str]()
            for each in proposals:
                if each.proposed is not None:
                    before, after = (_ways(table) for table in (each.base, each.proposed))
                    named += after
                    # What others added since is none of its ways, and none that it takes away.
                    struck |= set(before) - set(after)
            more = tuple(way for way in dict.fromkeys(named) if way not in standing)
            gone = tuple(way for way in standing if way in struck)
            if more or gone:
                found[key] = ProposedWays(more, gone)
        return found

    def _show_map(self) -> None:
        agreement, marks, its = self._session.draft.agreement, user_language(), wording()
        stages = drawn_stages(agreement, self._quarter, self._outlook, self._proposed_ways())
        mark = handover_mark(agreement, marks)
        self.map.show_map(MapContents(stages, owner_names(marks), mark))
        row = max(sum(not each.detour for each in stages), sum(each.detour for each in stages))
        self.map_area.fit(NARROWEST * row, self.map.height_wanted())
        quarter = self._quarter
        if quarter.first is None or quarter.last is None:
            self.days.say(its.funnel_page.stages_agreed() if stages else "")
        else:
            days = days_text(quarter.first, quarter.last, marks)
            self.days.say(its.funnel_page.stages_of_days(days=days))
        limits = [each.limit for each in agreement.stages.values() if each.limit is not None]
        self._business = bool(limits) and all(limit.business for limit in limits)
        page = its.funnel_page
        words = (page.inventory(), page.gate(), page.maximum_stay())
        self.legend.show_chart(lambda width, _height: stage_legend(words, width))
        self.legend.setVisible(bool(stages))
        trouble = trouble_lines(agreement)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self._show_hint(self.map.leads_from)

    def _show_hint(self, key: str) -> None:
        its, stage = wording().funnel_page, self._session.draft.agreement.stages.get(key)
        keys = f"{EARLIER_KEYS}, {LATER_KEYS}, {LEAD_KEYS}"
        if not self._session.draft.agreement.stages:
            self.hint.setText(its.no_stages())
            return
        business = its.in_business_time() if self._business else ""
        said = " ".join(filter(None, (its.dragging_hint(keys=keys), business)))
        self.hint.setText(said if stage is None else its.connecting(name=display_name(stage)))

    def _ask(self) -> None:
        """What was imported tells more of the stages; nobody waits for that."""
        session = self._session
        agreement, chosen, now = session.draft.agreement, session.label, session.now()
        imported = bool(session.news.batches)

        def question(
            workspace: Workspace, _monitor: Monitor
        ) -> tuple[ImportedQuarter, FunnelOutlook]:
            quarter = ImportedQuarter()
            if imported:
                # Needs heavy libraries that the window's first painting does without.
                from alignment_desktop.services.funnel_figures import imported_quarter

                quarter = imported_quarter(workspace, chosen, now=now)
            return quarter, funnel_outlook(agreement, quarter.rates, quarter.stays)

        session.ask(_TOPIC, question, self._show_answer)

    def _show_answer(self, answer: tuple[ImportedQuarter, FunnelOutlook]) -> None:
        self._quarter, outlook = answer
        self._outlook = outlook
        self._show_map()
        agreement = self._session.draft.agreement
        today = self._session.now().astimezone(ZoneInfo(agreement.timezone)).date()
        self.backwards.show_outlook(outlook, agreement)
        self.months.show_outlook(outlook, agreement, today)
        self.points.show_outlook(outlook, agreement)

    def _choose_stage(self, key: str) -> None:
        if key in self._session.draft.agreement.stages:
            self.chosen.emit(clause_name(_STAGE, key))
            region = next((each for each in self.map.drawing.regions if each.key == key), None)
            if region is not None:
                self._bring_into_sight(region)

    def _bring_into_sight(self, region: Region) -> None:
        middle = region.x + region.width / 2
        self.map_area.ensureVisible(round(middle), 0, round(region.width), 0)

    def _choose_clause(self, name: str) -> None:
        kind, key = clause_id_of(name)
        if kind in KINDS_OF_PAGE["funnel"]:
            self.chosen.emit(name)
        else:
            self._session.go_to(kind=kind, key=key)

    def _add_lacking(self, lack: MissingInput) -> None:
        step = mending(lack, self._session.draft.agreement)
        if step.name:
            self._choose_clause(step.name)
        else:
            self._actions.add(
                step.kind, lambda made: self.opened.emit(clause_name(*made)), step.table
            )

    def _plan_campaign(self, lacks: Shortfall | None) -> None:
        """Adds a campaign that would make up for what is short, and shows it on its page."""
        period = self._session.draft.agreement.header.period
        says: dict[str, object] = {"start": period.start.isoformat(), "end": period.end.isoformat()}
        if lacks is not None:
            month = month_name(lacks.month)
            says["name"] = wording().funnel_page.campaign_for(month=month)
            says["end"] = max(lacks.by, period.start).isoformat()
            expected: dict[str, object] = {"customers": lacks.customers}
            handover = self._session.draft.agreement.header.handover_stage
            if lacks.leads is not None:
                expected["mqls" if lacks.stage == handover else "leads"] = lacks.leads
            says["expected"] = expected
        self._actions.add(
            "campaign", lambda made: self._session.go_to(kind=made[0], key=made[1]), says
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_FROM
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)


def _ways(table: Mapping[str, object] | None) -> list[str]:
    """Where a stage leads by its table."""
    return cast("list[str]", (table or {}).get("next") or [])
