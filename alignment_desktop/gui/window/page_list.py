"""Every page of the window, in the order of the navigation; each is imported when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import cast

from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Page, PageSpec
from alignment_desktop.gui.preferences import Preferences
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import user_language
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    group: str
    module: str
    cls: str
    listed: bool = True


_PAGES = (
    _Listed("overview", "agree", "overview.overview", "OverviewPage"),
    _Listed("plan", "agree", "plan.plan_page", "PlanPage"),
    _Listed("glossary", "agree", "clauses.clause_pages", "GlossaryPage"),
    _Listed("funnel", "agree", "funnel.funnel_page", "FunnelPage"),
    _Listed("scoring", "agree", "scoring.scoring_page", "ScoringPage"),
    _Listed("commitments", "agree", "clauses.clause_pages", "CommitmentsPage"),
    _Listed("cadence", "agree", "cadence.cadence_page", "CadencePage"),
    _Listed("results", "measure", "results.results", "ResultsPage"),
    _Listed("scoreboard", "measure", "scoreboard.scoreboard", "ScoreboardPage"),
    _Listed("metrics", "measure", "metrics.metrics", "MetricsPage"),
    _Listed("reviews", "review", "reviews.reviews", "ReviewsPage"),
    _Listed("agreement", "review", "agreement.agreement", "AgreementPage"),
    _Listed("verification", "review", "verification", "VerificationPage"),
    _Listed("settings", "", "settings", "SettingsPage"),
    _Listed("lead", "", "leads.lead", "LeadPage", listed=False),
)
_ICONS = {"lead": "people"}
CHECK_KEYS = "Ctrl+Shift+V"
"""Chooses a signed PDF to be checked, on its page and in the welcome."""
_MEASURED = ("overview", "cadence", "results", "scoreboard", "reviews", "agreement")
"""Pages that show the same measured scoreboard."""


def _kinds_of(page: str) -> tuple[str, ...]:
    kinds = [kind for kind, spec in KINDS.items() if spec.page == page]
    return tuple(sorted(kinds, key=lambda kind: KINDS[kind].rank))


KINDS_OF_PAGE = {each.name: kinds for each in _PAGES if (kinds := _kinds_of(each.name))}
"""The kinds of clause that a page shows, in their order there."""


def page_of_kind(kind: str) -> str:
    """The page that shows clauses of a kind."""
    return KINDS[kind].page


def icon_of_kind(kind: str) -> str:
    """The drawing of a kind of clause: its own, or that of its page."""
    return {"person": "people", "calendar": "calendar"}.get(kind) or page_of_kind(kind)


def page_title(name: str) -> str:
    """What a page is called."""
    return user_language().say(f"window.pages.{name}")


def page_specs(
    session: Session,
    switch: ThemeSwitch,
    icons: Icons,
    keep_attached: Callable[[str, str], object] = lambda _text, _name: None,
    preferences: Preferences | None = None,
) -> list[PageSpec]:
    """The pages of a window; none is made yet.

    Args:
        session: The window's handle on the services.
        switch: The theme.
        icons: The icons.
        keep_attached: Makes a workspace of the text of an agreement that is attached to a file,
            and the name of that file.
        preferences: What the user prefers on this computer.
    """
    scoreboards = ScoreboardCache(session)
    more: dict[str, dict[str, object]] = {name: {"scoreboards": scoreboards} for name in _MEASURED}
    more["verification"] = {"keep_attached": keep_attached}
    more["settings"] = {"preferences": preferences or Preferences()}
    return [
        PageSpec(
            each.name,
            user_language().say(f"window.groups.{each.group}") if each.group else "",
            page_title(each.name),
            _ICONS.get(each.name, each.name),
            _factory(each, session, switch, icons, more.get(each.name, {})),
            partial(_module, each),
            each.listed,
        )
        for each in _PAGES
    ]


def load_pages() -> None:
    """Loads every page, and what the palette ranks by and offers, in whatever thread asks."""
    for each in _PAGES:
        _module(each)
    import_module("rapidfuzz.fuzz")
    # Pages without clauses offer templates, which are read for it.
    from alignment_desktop.services.template_pages import templates_with

    for kinds in KINDS_OF_PAGE.values():
        templates_with(kinds)


def _factory(
    listed: _Listed,
    session: Session,
    switch: ThemeSwitch,
    icons: Icons,
    more: Mapping[str, object],
) -> Callable[[], Page]:
    def make() -> Page:
        return cast(Page, getattr(_module(listed), listed.cls)(session, switch, icons, **more))

    return make


def _module(listed: _Listed) -> ModuleType:
    return import_module(f"alignment_desktop.gui.pages.{listed.module}")
