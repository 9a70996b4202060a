"""The figures above a page's clauses: how many are agreed."""

from __future__ import annotations

from collections.abc import Mapping

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.inspector.words import locale
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import wording

Given = Mapping[frozenset[str], int]
"""How many clauses just these parties agree to."""


def agreed_stat(given: Given, proposed: int = 0) -> Stat:
    """How many clauses both agree to.

    Args:
        given: How many clauses just these parties agree to.
        proposed: For how many a change is proposed.
    """
    whole = sum(given.values())
    both = sum(count for parties, count in given.items() if len(parties) == len(PARTIES))
    rest = whole - both
    number = locale().toString
    note = wording().clauses.need_a_decision(rest=number(rest))
    if rest == 1:
        note = wording().clauses.needs_a_decision()
    elif not rest and proposed:
        note = wording().clauses.changes_are_proposed(proposed, count=proposed)
    elif not rest:
        note = (
            wording().clauses.nothing_waits_for_a()
            if whole
            else wording().clauses.nothing_is_written_yet()
        )
    return Stat(
        wording().common.agreed_by_both(),
        wording().clauses.of(both=number(both), whole=number(whole)),
        note,
    )
