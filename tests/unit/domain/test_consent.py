from __future__ import annotations

from alignment_desktop.domain.consent import Consents


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
