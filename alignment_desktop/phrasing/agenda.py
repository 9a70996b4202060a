"""An agenda written from the data: its lines, and below each what the data say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.verdicts import counted_verdicts
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = 2
"""So many promises, reasons or actions are named in a line."""
SCOREBOARD, OVERDUE, RETURNED, ACTIONS = "scoreboard", "overdue", "returned", "actions"
POINTS = (SCOREBOARD, OVERDUE, RETURNED, ACTIONS)
"""What the data can say something of."""


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What the data say.

    Attributes:
        counts: How many promises came to what, by the word of the verdict.
        broken: The names of those that were not kept.
        overdue: How many clocks ran out and still run.
        oldest: Seconds since the first of them ran out; None where there are none.
        returned: How many leads were returned by reason; None: not imported.
        actions: What is not done yet, each with whether its day has come.
    """

    counts: Mapping[str, int]
    broken: Sequence[str]
    overdue: int
    oldest: float | None
    returned: Sequence[tuple[str, int]] | None
    actions: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line of an agenda.

    Attributes:
        text: What is talked of.
        says: What the data say of it; empty: nothing.
        urgent: Whether somebody waits for it.
    """

    text: str
    says: str = ""
    urgent: bool = False


def agenda_lines(
    agenda: Sequence[str], facts: AgendaFacts | None, language: Language
) -> list[AgendaLine]:
    """The lines of an agenda; each thing that the data say stands below the first that is about it.

    Args:
        agenda: The lines that were agreed.
        facts: What the data say; None: nothing is known.
        language: In whose words.
    """
    left = list(POINTS) if facts is not None else []
    lines = []
    for text in agenda:
        words = {word.strip(".,;:()").casefold() for word in text.split()}
        point = next((each for each in left if words & _words_of(each, language)), None)
        if point is None or facts is None:
            lines.append(AgendaLine(text))
            continue
        left.remove(point)
        urgent = point == OVERDUE and facts.overdue > 0
        lines.append(AgendaLine(text, _SAID[point](facts, language), urgent))
    return lines


def _words_of(point: str, language: Language) -> set[str]:
    return set(language.say(f"cadence.{point}-words").casefold().split())


def _scoreboard(facts: AgendaFacts, language: Language) -> str:
    its = language.cadence
    counted = ", ".join(text for _, text in counted_verdicts(facts.counts, language))
    if not counted:
        return its.nothing_judged()
    names = ", ".join(facts.broken[:_NAMES])
    return its.named(what=counted, names=names) if names else counted


def _overdue(facts: AgendaFacts, language: Language) -> str:
    its = language.cadence
    if not facts.overdue or facts.oldest is None:
        return its.overdue_none()
    time = duration_text(facts.oldest, language)
    return its.overdue(facts.overdue, count=language.number(facts.overdue), time=time)


def _returned(facts: AgendaFacts, language: Language) -> str:
    its = language.cadence
    if facts.returned is None:
        return its.returned_unknown()
    total = sum(count for _, count in facts.returned)
    if not total:
        return its.returned_none()
    reasons = ", ".join(
        its.reason_count(count=language.number(count), reason=reason or its.no_reason())
        for reason, count in facts.returned[:_NAMES]
    )
    return its.returned(count=language.number(total), reasons=reasons)


def _actions(facts: AgendaFacts, language: Language) -> str:
    its, due = language.cadence, [text for text, is_due in facts.actions if is_due]
    if not facts.actions:
        return its.actions_none()
    count = len(facts.actions)
    said = its.actions(count, count=language.number(count), due=language.number(len(due)))
    return its.named(what=said, names=", ".join(due[:_NAMES])) if due else said


_SAID: dict[str, Callable[[AgendaFacts, Language], str]] = {
    SCOREBOARD: _scoreboard,
    OVERDUE: _overdue,
    RETURNED: _returned,
    ACTIONS: _actions,
}
