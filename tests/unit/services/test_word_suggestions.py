"""What unknown words of a file may mean is suggested, where one meaning is clearly nearest."""

from __future__ import annotations

import pytest

from alignment_desktop.importing.context import ImportContext
from alignment_desktop.services.word_suggestions import suggestion_for

CONTEXT = ImportContext(
    stages={
        "mql": ("Marketing Qualified Lead", "MQL"),
        "sql": ("Sales Qualified Lead", "SQL"),
        "nurture": ("Nurture", ""),
    },
    reasons={"budget": "No budget", "timing": "Not now"},
)
REMEMBERED = {"Lead report": {"stage": {"Ripe": "mql"}, "outcome": {"Signed": "won"}}}


@pytest.mark.parametrize(
    ("field", "word", "value", "of"),
    [
        ("stage", "Nurture - Q2", "nurture", "Nurture"),
        ("stage", "marketing qualified leads", "mql", "Marketing Qualified Lead"),
        ("stage", "ripe", "mql", "Lead report"),
        ("return_reason", "no budgets", "No budget", "No budget"),
        ("outcome", "Closedd Won", "won", "closed won"),
        ("outcome", "signed", "won", "Lead report"),
        ("decision", "Acceptd", "accepted", "accepted"),
    ],
)
def test_the_word_that_is_written_alike_is_suggested(
    field: str, word: str, value: str, of: str
) -> None:
    found = suggestion_for(field, word, CONTEXT, REMEMBERED)
    assert found is not None
    assert (found.value, found.of) == (value, of)
    assert 0.78 <= found.share <= 1


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("stage", "Qualified Lead"),
        ("stage", "Zombie"),
        ("return_reason", "x"),
        ("outcome", "Filed"),
    ],
)
def test_nothing_is_suggested_where_several_meanings_are_near_or_none(
    field: str, word: str
) -> None:
    assert suggestion_for(field, word, CONTEXT, {}) is None
