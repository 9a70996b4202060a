"""The figures above a page's clauses: how many are agreed, and who is awaited."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.inspector.words import locale
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import party_words

Given = Mapping[frozenset[str], int]
"""How many clauses just these parties agree to."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClauseStats", text)


def agreed_stat(given: Given) -> Stat:
    """How many clauses both agree to."""
    whole = sum(given.values())
    both = sum(count for parties, count in given.items() if len(parties) == len(PARTIES))
    rest = whole - both
    number = locale().toString
    note = _tr("{0} need a decision").format(number(rest))
    if rest == 1:
        note = _tr("1 needs a decision")
    elif not rest:
        note = _tr("Nothing waits for a decision") if whole else _tr("Nothing is written yet")
    return Stat(_tr("Agreed by both"), _tr("{0} of {1}").format(number(both), number(whole)), note)


def waiting_stats(given: Given, party: str | None) -> list[Stat]:
    """How many clauses wait for whom.

    Args:
        given: Who agrees to how many.
        party: Who is at the keyboard; None: the facilitator.
    """
    stats = []
    for its in PARTIES:
        count = sum(count for parties, count in given.items() if its not in parties)
        waits = _tr("Waits for {0}").format(party_words(its))
        note = _waiting_note(count, mine=its == party)
        stats.append(Stat(waits, locale().toString(count), note))
    return stats


def _waiting_note(count: int, *, mine: bool) -> str:
    if not count:
        return _tr("Nothing to agree to")
    return _tr("Select, then Ctrl+Enter agrees") if mine else _tr("Not agreed yet")
