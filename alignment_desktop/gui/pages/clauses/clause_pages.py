"""The pages of the agreement's clauses: every kind of clause is on one of them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_stats import agreed_stat
from alignment_desktop.gui.pages.clauses.commitment_checks import (
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
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import wording

_CHECKS = "capacity and plan checks"


class CommitmentsPage(ClausePage):
    """The service levels that both teams promise each other, and whether they can be kept."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["commitments"],
            "commitments",
            wording().clauses.service_levels_both_teams(),
            wording().clauses.who_promises_what_by(),
            wording().common.write_the_first_commitment(),
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
        agreed, checks = agreed_stat(self.clauses.given, self.clauses.proposed), self._checks
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


class GlossaryPage(ClausePage):
    """The words that both teams use, and the reasons they give."""

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["glossary"],
            "glossary",
            wording().clauses.one_meaning_for_every(),
            wording().clauses.the_words_we_both(),
            wording().clauses.write_the_first_term(),
        )
        super().__init__(session, switch, icons, kinds, parent)
