"""What clauses say, in the words of the window's language."""

from __future__ import annotations

from datetime import date

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing import clauses
from alignment_desktop.phrasing.days import day_text


def number(value: float) -> str:
    """A number in the user's marks, grouped; no more decimals than it has."""
    return user_language().plain(value)


def day(value: date) -> str:
    """A day, such as `5 Oct 2026`."""
    return day_text(value, user_language())


def says(kind: str, clause: Clause, agreement: Agreement) -> str:
    """What a clause says, in a few words."""
    return clauses.says(kind, clause, agreement, user_language())


def applies_to(kind: str, clause: Clause, agreement: Agreement) -> str:
    """For what a clause counts, in a few words; empty where its kind knows no such thing."""
    return clauses.applies_to(kind, clause, agreement, user_language())


def name_of(kind: str, clause: Clause) -> str:
    """What a clause is called in a list."""
    return clauses.name_of(kind, clause, user_language())
