"""What a clause means on the last quarter's leads, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.clause_effects import Effect, Shown


def effect_trouble(session: Session, problem: Problem | None) -> str:
    """Why nothing can be measured; empty where something can."""
    if problem is None:
        return ""
    if problem.code != "field-not-imported":
        return session.sentence(problem)
    name = str(problem.facts["field"])
    field = capital(field_text(name, session.draft.agreement, user_language()))
    return wording().workshop.effect_lacks(field=field)


def effect_difference(effect: Effect) -> str:
    """How many leads more or fewer it is as proposed; empty where one cannot say."""
    stands, proposed, its = effect.standing, effect.proposed, wording().workshop
    if stands is None or proposed is None or not (stands.by_leads and proposed.by_leads):
        return ""
    if stands.of != proposed.of:
        return ""
    more = proposed.counted - stands.counted
    if not more:
        return its.effect_same()
    say = its.effect_more if more > 0 else its.effect_fewer
    return say(abs(more), count=user_language().number(abs(more)))


def effect_figure(shown: Shown) -> tuple[str, str]:
    """The figure, and how many leads stand behind it; empty where these say nothing."""
    language, its = user_language(), wording().workshop
    facts = {"counted": language.number(shown.counted), "of": language.number(shown.of)}
    if shown.target is None:
        return language.number(shown.counted), its.effect_meet(**facts)
    if shown.value is None:
        return its.effect_none(), ""
    figure = figure_beside(shown.value, shown.unit, shown.target, language)
    return figure, its.effect_kept(**facts) if shown.by_leads else ""
