"""The pages of the agreement's clauses: every kind of clause is on one of them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.pages.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clause_stats import agreed_stat
from alignment_desktop.gui.pages.commitment_checks import (
    Checks,
    capacity_stat,
    checks_of,
    plan_stat,
    step_of,
    unchecked_stats,
)
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Stat

_CHECKS = "capacity and plan checks"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClausePages", text)


class CommitmentsPage(ClausePage):
    """The service levels that both teams promise each other, and whether they can be kept."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["commitments"],
            "commitments",
            _tr("Service levels both teams promise each other"),
            _tr("Who promises what, by when, for which leads, and what happens if we miss it."),
            _tr("Write the first commitment"),
        )
        self._checks: Checks | None = None
        super().__init__(session, switch, icons, kinds, parent)
        self.destroyed.connect(lambda: session.cancel(_CHECKS))

    @override
    def shown_when_idle(self) -> Iterator[None]:
        yield from super().shown_when_idle()
        agreement = self._session.draft.agreement
        self._session.ask(_CHECKS, lambda _workspace, _monitor: checks_of(agreement), self._take)

    @override
    def figures(self) -> list[Stat]:
        agreed, checks = agreed_stat(self.clauses.given), self._checks
        if checks is None:
            return [agreed, *unchecked_stats()]
        return [agreed, capacity_stat(checks), plan_stat(checks)]

    @override
    def follow(self, key: str) -> None:
        if self._checks is None:
            return
        step = step_of(self._checks, key)
        if step.name:
            self._go_to(step.name)
        else:
            self.clause_actions.add(
                step.kind, lambda made: self._go_to(clause_name(*made)), step.table
            )

    def _take(self, checks: Checks) -> None:
        self._checks = checks
        self.show_stats()

    def _go_to(self, name: str) -> None:
        kind, _, key = name.partition(".")
        if kind in KINDS_OF_PAGE["commitments"]:
            self.select(name)
            self.inspection_wanted.emit()
        else:
            self._session.go_to(kind=kind, key=key)


class PlanPage(ClausePage):
    """The plan: what we want, for whom, with what, and who we are."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["plan"],
            "plan",
            _tr("What we want to reach, with whom, and what we do for it"),
            _tr("Our objectives, initiatives and campaigns, the customers we want, our people."),
            _tr("Write the first objective"),
        )
        super().__init__(session, switch, icons, kinds, parent)


class GlossaryPage(ClausePage):
    """The words that both teams use, and the reasons they give."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["glossary"],
            "glossary",
            _tr("One meaning for every word we use"),
            _tr("The words we both use, and the reasons why a lead is returned or lost."),
            _tr("Write the first term"),
        )
        super().__init__(session, switch, icons, kinds, parent)


class FunnelPage(ClausePage):
    """The one funnel, and the numbers that the plan stands on."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["funnel"],
            "funnel",
            _tr("One funnel from first touch to revenue"),
            _tr("The stages of a lead, who owns each, and the rates we count on."),
            _tr("Write the first stage"),
        )
        super().__init__(session, switch, icons, kinds, parent)


class ScoringPage(ClausePage):
    """How leads are scored, and what is done with them."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["scoring"],
            "scoring",
            _tr("Which leads we call first, and why"),
            _tr("Points for leads that fit and engage, and what we do at which score."),
            _tr("Write the first scoring rule"),
        )
        super().__init__(session, switch, icons, kinds, parent)


class CadencePage(ClausePage):
    """When both teams meet, and when they work."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["cadence"],
            "cadence",
            _tr("When we meet, and when we work"),
            _tr("Our meetings, and the business hours that limits are counted in."),
            _tr("Write the first meeting"),
        )
        super().__init__(session, switch, icons, kinds, parent)
