from __future__ import annotations

from datetime import UTC, datetime

from alignment_desktop.domain.actors import WINDOW, WINDOW_FACILITATED, Actor
from alignment_desktop.domain.consent import Assent, Consents


def test_what_is_missing_is_told_clause_by_clause_and_party_by_party() -> None:
    mql, sal, header = ("stage", "mql"), ("stage", "sal"), ("agreement", "")
    consents = Consents({mql: frozenset({"sales"}), header: frozenset({"sales", "marketing"})})
    assert consents.missing([header, mql, sal]) == [
        (mql, "marketing"),
        (sal, "sales"),
        (sal, "marketing"),
    ]
    assert consents.of(sal) == frozenset()
    assert Consents().missing([]) == []


def test_who_said_yes_is_told_party_by_party() -> None:
    mql, sal = ("stage", "mql"), ("stage", "sal")
    at = datetime(2026, 11, 3, 13, 2, tzinfo=UTC)
    dana, luis = Assent("dana", at), Assent("luis", at)
    consents = Consents(
        {mql: frozenset({"sales", "marketing"})}, {(mql, "marketing"): luis, (mql, "sales"): dana}
    )
    assert list(consents.assents_to(mql).items()) == [("sales", dana), ("marketing", luis)]
    assert consents.assents_to(sal) == {}


def test_a_yes_that_the_facilitator_entered_is_told_apart_by_its_program() -> None:
    assert Actor("dana", "sales", WINDOW_FACILITATED).facilitated
    assert not Actor("dana", "sales", WINDOW).facilitated
    assert WINDOW_FACILITATED.endswith(" (window, facilitator)")
