"""The figures above a page's clauses: how many are agreed, and who is awaited."""

from __future__ import annotations

from collections.abc import Mapping

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.inspector.words import locale
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import party_words, wording

Given = Mapping[frozenset[str], int]
"""How many clauses just these parties agree to."""


def agreed_stat(given: Given) -> Stat:
    """How many clauses both agree to."""
    whole = sum(given.values())
    both = sum(count for parties, count in given.items() if len(parties) == len(PARTIES))
    rest = whole - both
    number = locale().toString
    note = wording().clauses.need_a_decision(rest=number(rest))
    if rest == 1:
        note = wording().clauses.needs_a_decision()
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


def waiting_stats(given: Given, party: str | None) -> list[Stat]:
    """How many clauses wait for whom.

    Args:
        given: Who agrees to how many.
        party: Who is at the keyboard; None: the facilitator.
    """
    stats = []
    for its in PARTIES:
        count = sum(count for parties, count in given.items() if its not in parties)
        waits = wording().common.waits_for(party=party_words(its))
        note = _waiting_note(count, mine=its == party)
        stats.append(Stat(waits, locale().toString(count), note))
    return stats


def _waiting_note(count: int, *, mine: bool) -> str:
    if not count:
        return wording().clauses.nothing_to_agree_to()
    return (
        wording().clauses.select_then_ctrl_enter() if mine else wording().clauses.not_agreed_yet()
    )
