"""What was measured is kept by the words it stands on, and measured anew where these change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.measurement.attainment import measure, measure_at
from alignment_desktop.measurement.kept_results import KeptResults, Surroundings
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import LARGE, TOUCH, Row, agreement, asked, at

LEADS: list[Row] = [
    {"created_at": at(10, 5), "first_touch_at": at(10, 5, 13), "employees": 2_000.0, "region": "N"},
    {"created_at": at(10, 6), "first_touch_at": at(10, 6, 20), "employees": 500.0, "region": "S"},
]
PROMISES: list[Row] = [
    TOUCH | {"key": "soon", "limit": "4 hours"},
    TOUCH | {"key": "large", "limit": "4 hours", "segment": "large"},
    {"key": "stated", "measure": "figure", "figure": "Win rate", "target": ">= 50 %"},
]


def promised(*more: Row) -> Agreement:
    given = {one["key"]: one for one in (*PROMISES, *more)}
    return agreement(*given.values())


def request(as_of: str = "2027-01-31") -> Request:
    figures = [{"figure": "Win rate", "value": 0.4, "unit": "%"}]
    version = VersionInForce(promised())
    return asked(version, leads=LEADS, figures=figures, as_of=as_of)


def again(bench: Workbench, its: Agreement, by: str | None = None) -> Workbench:
    """The same evidence, asked by another agreement."""
    return bench.asking(replace(bench.request, versions=(VersionInForce(its),), by=by))


def unknown(bench: Workbench) -> list[str]:
    """The commitments whose leads or rows have to be looked at."""
    plans = bench.request.plans()
    return [plan.printed.key for plan in plans if bench.key_of(plan) not in bench.kept]


def test_only_what_changed_is_looked_at_and_all_comes_to_what_it_would_anew() -> None:
    bench = Workbench(request())
    assert unknown(bench) == ["soon", "large", "stated"]
    first = measure_at(bench)
    assert unknown(bench) == []
    assert measure_at(bench) == first
    segment = dict(promised().clauses)
    wider = LARGE | {"where": [{"field": "employees", "op": ">=", "value": 100}]}
    segment["segment", "large"] = read_clause("segment", wider)
    changed: list[tuple[Agreement, list[str]]] = [
        (promised(), []),
        (promised(PROMISES[0] | {"target": ">= 10 %", "name": "Other"}), []),
        (promised(PROMISES[0] | {"limit": "9 hours"}), ["soon"]),
        (promised(PROMISES[2] | {"target": ">= 1 EUR"}), ["stated"]),
        (Agreement("Q4", segment), ["soon", "large", "stated"]),
    ]
    for its, looked in changed:
        other = again(bench, its)
        assert unknown(other) == looked
        assert measure_at(other) == measure(other.request)
    split = again(bench, promised(), by="region")
    assert unknown(split) == ["soon", "large", "stated"]
    assert [each.segment for each in measure_at(split)[0].periods] == [None, "N", "S"]


def test_another_moment_or_other_evidence_is_another_bench() -> None:
    bench = Workbench(request())
    assert bench.holds_for(replace(bench.request, first=bench.request.last))
    assert not bench.holds_for(request())
    other = request("2026-10-31")
    assert not bench.holds_for(replace(other, evidence=bench.request.evidence))


def test_the_last_results_are_kept() -> None:
    kept: KeptResults[int] = KeptResults(2)
    for key, made in (("a", 1), ("bb", 2), ("a", 9), ("ccc", 3)):
        kept.get(key, partial(int, made))
    assert [kept.get(key, int) for key in ("a", "ccc", "bb")] == [1, 3, 0]


def test_what_takes_too_much_room_is_not_kept() -> None:
    kept: KeptResults[str] = KeptResults(room=5)
    for key in ("abc", "de", "f"):
        assert kept.get(key, partial(str, key), len) == key
    assert ["abc" in kept, "de" in kept, "f" in kept] == [False, True, True]
    # What two make at once takes its room once.
    kept.get("gh", lambda: kept.get("gh", partial(str, "gh"), len), len)
    assert ["de" in kept, "f" in kept, "gh" in kept] == [True, True, True]


def test_agreements_that_differ_in_their_commitments_alone_have_one_number() -> None:
    known = Surroundings()
    one = promised()
    numbers = [known.number(each) for each in (one, one, promised(PROMISES[0] | {"name": "X"}))]
    assert numbers == [0, 0, 0]
    clauses = {name: each for name, each in one.clauses.items() if name != ("segment", "bare")}
    other = Agreement("Q4", clauses)
    assert known.number(other) == 1
    for _ in range(60):
        assert known.number(promised()) == 0
    assert known.number(other) == 1
