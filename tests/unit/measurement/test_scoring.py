"""Fit, grade, score and action by the rules: by hand, and against a plain reading of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.progress import Silent
from alignment_desktop.frames import LEAD_KEY
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.scoring import Scored, points_column, scored
from alignment_desktop.measurement.stage_defects import StageDefects, stage_defects
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import OFFICE, Row, asked, at
from tests.unit.measurement.plain_scores import PlainScore

PERIOD = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
GRADES: tuple[tuple[str, Row], ...] = (
    ("grade", {"key": "b", "from": 50}),
    ("grade", {"key": "a", "from": 80}),
    ("grade", {"key": "d"}),
    ("grade", {"key": "never", "from": 80}),
)
THRESHOLDS: tuple[tuple[str, Row], ...] = (
    ("threshold", {"key": "any", "action": "Nurture"}),
    ("threshold", {"key": "warm", "grades": ["B", "a "], "score": {"from": 10, "to": 65}}),
    ("threshold", {"key": "hot", "grades": ["A"], "score": {"from": 65}}),
)


def agreed(*tables: tuple[str, Row], scoring: str = "own") -> Agreement:
    header = {"period": PERIOD, "calendar": "office", "scoring": scoring}
    clauses = {}
    for kind, table in (("agreement", header), ("calendar", OFFICE), *tables):
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def scores(its: Agreement, **evidence: Any) -> Scored:
    return Workbench(asked(VersionInForce(its), **evidence)).scores()


def rule(key: str, **fields: Any) -> tuple[str, Row]:
    return "rule", {"key": key, **fields}


def where(field: str, op: str, *value: object) -> list[Row]:
    return [{"field": field, "op": op, **({"value": value[0]} if value else {})}]


def points(found: Scored, key: str) -> list[float | None]:
    return found.leads.get_column(points_column(key)).to_list()


def test_points_add_up_to_fit_and_score_and_choose_grade_and_threshold() -> None:
    its = agreed(
        rule("large", where=where("employees", ">=", 100), points=50),
        rule("ours", where=where("industry", "is", "energy"), points=30),
        rule("private", where=where("Private", "is", "yes"), points=-30),
        rule("asked", side="engagement", where=where("Asked", "is", "yes"), points=65),
        *GRADES,
        *THRESHOLDS,
    )
    rows: list[Row] = [
        {"employees": 100, "industry": "Energy", "own:Asked": "Yes", "own:Private": None},
        {"employees": 100, "industry": "Energy", "own:Asked": "Yes", "own:Private": "yes"},
        {"employees": 99, "industry": "Energy", "own:Asked": "no", "own:Private": None},
    ]
    found = scores(its, leads=rows).leads
    assert found.select("fit", "score", "grade", "threshold").rows() == [
        (80.0, 65.0, "a", "hot"), (50.0, 65.0, "b", "any"), (30.0, 0.0, "d", "any"),
    ]  # fmt: skip


def test_without_rules_and_grades_nobody_has_anything() -> None:
    found = scores(agreed(), leads=[{"grade": "A", "score": 90}]).leads
    assert found.select("fit", "score", "grade", "threshold").row(0) == (0.0, 0.0, None, None)


def test_a_rule_counts_activities_up_to_its_cap_and_they_decay_in_full_runs() -> None:
    decay = {"percent": 15, "days": 14}
    its = agreed(
        rule("visits", side="engagement", activity=" Visit", points=10, cap=25, decay=decay),
        rule("bounced", side="engagement", activity="bounce", points=-20, cap=-30),
        rule("clicks", side="engagement", count="Clicks", since="Clicked", points=2, decay=decay),
        rule("opened", side="engagement", where=where("Clicks", ">=", 1), since="assigned_at",
             points=8, decay={"percent": 50, "days": 7}),
    )  # fmt: skip
    rows: list[Row] = [
        {"own:Clicks": "3", "own:Clicked": "2026-10-01T00:00", "assigned_at": at(10, 1, 0)},
        {"own:Clicks": "none", "own:Clicked": None, "assigned_at": None},
        {"own:Clicks": "1", "own:Clicked": "soon", "assigned_at": None},
    ]
    done = [
        {"lead_id": lead, "kind": kind, "at": moment}
        for lead, kind, moment in (
            ("L0", "visit", at(10, 1, 0)), ("L0", "VISIT", at(9, 1)), ("L0", "visit", at(9, 2)),
            ("L0", "visit", at(11, 1)), ("L1", "bounce", at(9, 1)), ("L1", "bounce", at(9, 2)),
            ("L1", "call", at(9, 2)), ("L9", "visit", at(9, 2)),
        )
    ]  # fmt: skip
    as_of = "2026-10-29T02:00+02:00"  # 28 days after the newest, to the second
    found = scores(its, leads=rows, activities=done, as_of=as_of)
    assert points(found, "visits") == [pytest.approx(25 * 0.85**2), None, None]
    assert points(found, "bounced") == [None, -30.0, None]
    # In Berlin the first of October began two hours before the activity at 00:00 UTC.
    assert points(found, "clicks") == [pytest.approx(6 * 0.85**2), None, 2.0]
    assert points(found, "opened") == [0.5, None, 8.0]
    sooner = scores(its, leads=rows, activities=done, as_of="2026-10-29T01:59:59+02:00")
    assert points(sooner, "visits")[0] == pytest.approx(25 * 0.85)


def test_sums_reach_the_bound_that_people_add_up_to() -> None:
    its = agreed(
        rule("one", points=0.1), rule("two", points=0.2), ("grade", {"key": "a", "from": 0.3})
    )
    assert scores(its, leads=[{"name": "Ada"}]).leads.get_column("grade").to_list() == ["a"]


def test_a_decay_without_a_moment_or_a_length_takes_nothing() -> None:
    its = agreed(
        rule("unknown", points=10, decay={"percent": 50, "days": 1}),
        rule("number", points=10, since="employees", decay={"percent": 50, "days": 1}),
        rule("never", points=10, since="created_at", decay={"percent": 50, "days": 0}),
        rule("whole", points=10, since="created_at", decay={"percent": 100, "days": 1}),
    )
    found = scores(its, leads=[{"created_at": at(10, 5), "employees": 5}])
    assert [points(found, key) for key in ("unknown", "number", "never", "whole")] == [
        [10.0], [10.0], [10.0], [0.0],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "activities", "lacking"),
    [
        ({"where": where("Visits", ">=", 1)}, [], "Visits"),
        ({"count": "Visits"}, [], "Visits"),
        ({"since": "Last visit"}, [], "Last visit"),
        ({"activity": "visit"}, [], "at"),
        ({"activity": "visit"}, [{"lead_id": "L0", "at": at(10, 5)}], "kind"),
    ],
)
def test_a_rule_whose_field_nobody_imported_gives_no_points_and_says_so(
    fields: Row, activities: list[Row], lacking: str
) -> None:
    its = agreed(rule("visited", points=5, **fields), rule("known", points=3))
    found = scores(its, leads=[{"name": "Ada"}], activities=activities)
    assert found.leads.get_column("fit").to_list() == [3.0]
    (note,) = found.notes
    assert (note.code, note.facts) == ("rule-not-imported", {"rule": "visited", "field": lacking})


# ------------------------------------------------------------ scores that conditions read

BY_RULES: tuple[tuple[str, Row], ...] = (
    rule("touched", where=where("first_touch_at", "is not blank"), points=80),
    rule("visits", side="engagement", activity="visit", points=10),
    ("grade", {"key": "a", "from": 80}),
    ("grade", {"key": "d"}),
)
LEADS: list[Row] = [
    # Graded A by its file; at its creation nobody had touched it.
    {"created_at": at(10, 5), "first_touch_at": at(10, 6), "grade": "A", "score": 3},
    {"created_at": at(10, 5), "first_touch_at": at(10, 5), "grade": "D", "score": 90},
    {"created_at": at(10, 5), "first_touch_at": None, "grade": "A", "score": 5},
]
VISITS = [
    {"lead_id": "L1", "kind": "visit", "at": moment} for moment in (at(10, 4), at(10, 5), at(10, 7))
]
COUNT: Row = {
    "key": "c",
    "measure": "count",
    "from": "created_at",
    "target": ">= 1",
    "every": "period",
}
A_ONLY = {"where": where("grade", "in", ["A"])}


def counted(*versions: VersionInForce, only: str = "c", **more: Any) -> dict[str, Any]:
    request = asked(*versions, leads=LEADS, activities=VISITS, only=only, **more)
    return {row.lead_id: row.state for row in leads_behind(request, only)[0]}


def test_conditions_read_the_grade_that_the_rules_gave_at_the_start() -> None:
    commitment = ("commitment", COUNT | A_ONLY)
    assert set(counted(VersionInForce(agreed(*BY_RULES, commitment)))) == {"L0", "L2"}
    by_rules = VersionInForce(agreed(*BY_RULES, commitment, scoring="rules"))
    assert set(counted(by_rules)) == {"L1"}


def test_segments_and_shares_read_it_too_and_the_score_at_the_start() -> None:
    segment = ("segment", {"key": "visitors", "any": [where("score", ">=", 20)]})
    share = COUNT | {
        "measure": "share",
        "of": where("score", "between", [20, 29]),
        "target": ">= 9 %",
    }
    its = agreed(
        *BY_RULES, segment, ("commitment", COUNT | {"segment": "visitors"}),
        ("commitment", share | {"key": "share"}), scoring="rules",
    )  # fmt: skip
    assert set(counted(VersionInForce(its))) == {"L1"}
    states = counted(VersionInForce(its), only="share")
    assert states == {"L0": "missed", "L1": "kept", "L2": "missed"}


def test_elsewhere_grade_and_score_are_those_at_as_of() -> None:
    total = COUNT | {"measure": "sum", "field": "score"}
    its = agreed(*BY_RULES, ("commitment", total), scoring="rules")
    request = asked(VersionInForce(its), leads=LEADS, activities=VISITS, by="grade")
    (result,) = measure(request)
    assert [(each.segment, each.value) for each in result.periods] == [
        (None, 30.0), ("a", 30.0), ("d", 0.0),
    ]  # fmt: skip


def test_each_version_says_whose_grades_count() -> None:
    commitment = ("commitment", COUNT | A_ONLY | {"every": "month"})
    later = [row | {"created_at": at(11, 5), "lead_id": f"N{n}"} for n, row in enumerate(LEADS)]
    own, by_rules = agreed(*BY_RULES, commitment), agreed(*BY_RULES, commitment, scoring="rules")

    def behind(first: Agreement, second: Agreement) -> set[str]:
        versions = VersionInForce(first), VersionInForce(second, date(2026, 11, 1))
        request = asked(*versions, leads=[*LEADS, *later], activities=VISITS, only="c")
        return {row.lead_id for row in leads_behind(request, "c")[0]}

    # In November both of the touched ones had been touched before they were created.
    assert behind(own, by_rules) == {"L0", "L2", "N0", "N1"}
    assert behind(by_rules, own) == {"L1", "N0", "N2"}


def test_a_version_that_goes_by_files_counts_nobody_where_no_file_has_a_grade() -> None:
    commitment = ("commitment", COUNT | A_ONLY | {"every": "month"})
    versions = (
        VersionInForce(agreed(*BY_RULES, commitment)),
        VersionInForce(agreed(*BY_RULES, commitment, scoring="rules"), date(2026, 11, 1)),
    )
    rows = [{"created_at": at(10, 5), "first_touch_at": at(10, 5)}]
    _, notes = leads_behind(asked(*versions, leads=rows, only="c"), "c")
    assert [note.facts["field"] for note in notes] == ["grade"]


def test_a_start_known_only_by_its_date_knows_what_happened_on_it() -> None:
    day = date(2026, 10, 5)
    midnight = datetime(2026, 10, 4, 22, tzinfo=UTC)
    rows: list[Row] = [
        {"created_at": midnight, "created_at.day": day, "first_touch_at": at(10, 5, 21.5)},
        {"created_at": midnight, "created_at.day": day, "first_touch_at": at(10, 5, 22)},
    ]
    its = agreed(*BY_RULES, ("commitment", COUNT | A_ONLY), scoring="rules")
    request = asked(VersionInForce(its), leads=rows, only="c")
    assert [row.lead_id for row in leads_behind(request, "c")[0]] == ["L0"]


def test_a_stage_reads_the_grade_at_its_entry() -> None:
    stage = ("stage", {"key": "mql", "kind": "sla", "party": "marketing", **A_ONLY})
    other = ("stage", {"key": "recycled", "kind": "detour", **A_ONLY})
    rows = [row | {"entered.mql": row["created_at"], "recycled_at": at(10, 9)} for row in LEADS]
    its = agreed(*BY_RULES, stage, other, scoring="rules")
    bench = Workbench(asked(VersionInForce(its), leads=rows, activities=VISITS))
    assert stage_defects(bench, its) == [StageDefects("mql", 3, 2)]
    metrics = {each.key: each for each in measure_metrics(bench, "period", None, Silent())}
    defects = [metrics[f"defects.{key}"].totals[0].figure.numerator for key in ("mql", "recycled")]
    # No field tells when a lead was recycled last by a stage of that name: as-of counts there.
    assert defects == [2, 1]


# ------------------------------------------------------------------- the plain reading

MOMENTS = st.integers(0, 60 * 24).map(lambda hours: at(9, 20, 0) + timedelta(hours=hours))
NUMBERS = st.sampled_from([-40, -7.5, 0, 0.1, 0.2, 10, 25, 30, 80])
DECAYS = st.none() | st.fixed_dictionaries(
    {"percent": st.sampled_from([0, 15, 50, 100]), "days": st.sampled_from([0, 0.5, 7, 14])}
)
CONDITIONS = st.sampled_from(
    [
        [],
        where("employees", ">=", 100),
        where("grade", "in", ["a", "B"]),
        where("Clicks", "is not blank"),
        where("first_touch_at", "is not blank"),
    ]
)
RULES = st.fixed_dictionaries(
    {"side": st.sampled_from(["fit", "engagement"]), "where": CONDITIONS, "points": NUMBERS},
    optional={
        "activity": st.sampled_from(["visit", " Call"]),
        "count": st.sampled_from(["Clicks", "employees"]),
        "since": st.sampled_from(["created_at", "first_touch_at"]),
        "cap": NUMBERS,
        "decay": DECAYS.filter(lambda decay: decay is not None),
    },
)
BOUNDS = st.none() | st.sampled_from([0, 0.3, 10, 25, 80])


def without_none(table: Row) -> Row:
    return {name: value for name, value in table.items() if value is not None}


AGREEMENTS = st.builds(
    lambda rules, grades, thresholds: agreed(
        *(("rule", {"key": f"r{n}", **each}) for n, each in enumerate(rules)),
        *(("grade", without_none({"key": f"g{n}", "from": each})) for n, each in enumerate(grades)),
        *(
            ("threshold", {"key": f"t{n}", "grades": names,
                           "score": without_none({"from": low, "to": high})})
            for n, (names, low, high) in enumerate(thresholds)
        ),
    ),
    st.lists(RULES, max_size=6),
    st.lists(BOUNDS, max_size=4),
    st.lists(
        st.tuples(st.lists(st.sampled_from(["G0", "g1", "g2"]), max_size=2), BOUNDS, BOUNDS),
        max_size=4,
    ),
)  # fmt: skip
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "employees": st.none() | st.sampled_from([0, 5, 100, 2.5]),
            "grade": st.sampled_from([None, "A", "c"]),
            "own:Clicks": st.sampled_from([None, "0", "3", "many"]),
            "created_at": MOMENTS,
            "first_touch_at": st.none() | MOMENTS,
        }
    ),
    min_size=1,
    max_size=5,
)
DONE = st.lists(
    st.fixed_dictionaries(
        {
            "lead_id": st.sampled_from(["L0", "L1", "L2"]),
            "kind": st.sampled_from(["visit", "Visit ", "call", "mail"]),
            "at": MOMENTS,
        }
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda row: tuple(row.values()),
)


@settings(max_examples=25, deadline=None)
@given(AGREEMENTS, PEOPLE, DONE, st.booleans())
def test_scores_are_those_of_a_plain_reading(
    its: Agreement, people: list[Row], done: list[Row], at_start: bool
) -> None:
    as_of = "2026-10-20T00:00+00:00"
    request = asked(VersionInForce(its), leads=people, activities=done, as_of=as_of)
    found = judged(request, at_start=at_start)
    moment = datetime.fromisoformat(as_of)
    for number, person in enumerate(people):
        lead = {"lead_id": f"L{number}", **person}
        lead["Clicks"] = lead["own:Clicks"]
        at_ = min(person["created_at"], moment) if at_start else moment
        if at_start and person["created_at"] > moment:
            continue  # not created yet, so it has no score at its creation
        plain = PlainScore(its, lead, done, at_)
        row = found[f"L{number}"]
        fired = {
            key: row[points_column(key)] for key in its.rules if row[points_column(key)] is not None
        }
        assert fired == {key: pytest.approx(float(value)) for key, value in plain.points.items()}
        assert row["fit"] == pytest.approx(float(plain.fit))
        assert row["score"] == pytest.approx(float(plain.score))
        assert (row["grade"], row["threshold"]) == (plain.grade, plain.threshold)


def judged(request: Request, *, at_start: bool) -> dict[str, Row]:
    """By lead, what the rules say at as-of or at its creation."""
    bench = Workbench(request)
    if not at_start:
        found = bench.scores().leads
    else:
        found = scored(
            bench.leads, lambda: bench.activities, request.newest, bench.zone, "created_at"
        ).leads
    keyed = found.join(bench.leads.select("identity", LEAD_KEY), on="identity")
    assert keyed.height == found.height == bench.leads.height
    return {row[LEAD_KEY]: row for row in keyed.iter_rows(named=True)}


def test_an_activity_that_no_lead_has_gives_no_points_and_one_lead_may_be_asked_for() -> None:
    its = agreed(rule("visits", side="engagement", activity="visit", points=10))
    done = [{"lead_id": "L0", "kind": "call", "at": at(10, 1)}]
    bench = Workbench(
        asked(VersionInForce(its), leads=[{"name": "Ada"}, {"name": "Bo"}], activities=done)
    )
    assert points(bench.scores(), "visits") == [None, None]
    one = bench.leads.filter(bench.leads.get_column("name") == "Bo")
    assert bench.scores(one).leads.height == 1
