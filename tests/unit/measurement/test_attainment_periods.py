"""Which period, version and part of the leads a figure is of, by the contract's sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.results import to_json
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import TOUCH, Row, agreement, asked, at, only, states

VOLUME = {"measure": "count", "from": "created_at", "target": ">= 1", "every": "month"}


def test_a_period_has_its_own_target_where_one_is_stated() -> None:
    stated = VOLUME | {"targets": {"2026-12": ">= 3"}}
    leads = [{"created_at": at(month, 1)} for month in (10, 11, 12)]
    (result,) = measure(asked(stated, leads=leads))
    assert [(each.status, str(each.target)) for each in result.periods] == [
        ("kept", "None"),
        ("kept", "None"),
        ("missed", ">= 3"),
    ]


def test_a_whole_period_is_named_by_the_agreement_or_by_the_days_asked_for() -> None:
    stated = VOLUME | {"every": "period"}
    leads = [{"created_at": at(10, 1)}]
    assert only(asked(stated, leads=leads)).period == "Q4"
    given = asked(stated, leads=leads, last=date(2026, 10, 31), explicit_range=True)
    assert only(given).period == "2026-10-01..2026-10-31"


def test_one_period_can_be_asked_for_but_it_must_be_there() -> None:
    leads = [{"created_at": at(11, 1)}]
    assert only(asked(VOLUME, leads=leads, period="2026-11")).value == 1
    assert [row.lead_id for row in leads_behind(asked(VOLUME, leads=leads), "c", "2026-11")[0]] == [
        "L0"
    ]
    assert leads_behind(asked(VOLUME, leads=leads), "c", "2026-10")[0] == []
    with pytest.raises(Problem) as caught:
        measure(asked(VOLUME, leads=leads, period="2026-W45"))
    assert caught.value.code == "no-such-period"


def test_one_commitment_can_be_asked_for_but_it_must_be_there() -> None:
    request = asked(VOLUME, VOLUME | {"key": "d"}, leads=[{"created_at": at(10, 1)}], only="d")
    assert [result.key for result in measure(request)] == ["d"]
    with pytest.raises(Problem) as caught:
        leads_behind(request, "e")
    assert caught.value.facts == {"value": "e", "label": "Q4", "known": "c, d"}


def test_a_clock_is_judged_by_the_version_in_force_when_it_started() -> None:
    first = agreement(TOUCH | {"limit": "1 day", "every": "month", "target": ">= 50 %"})
    second = agreement(TOUCH | {"limit": "3 days", "every": "month", "target": ">= 90 %"})
    touched = {"first_touch_at": at(10, 22)}
    leads: list[Row] = [
        {"created_at": at(10, 19, 21.9), **touched},
        {"created_at": at(10, 19, 22), **touched},  # midnight in Berlin
    ]
    versions = (VersionInForce(first), VersionInForce(second, date(2026, 10, 20)))
    request = asked(*versions, leads=leads, last=date(2026, 10, 31))
    assert states(request) == {"L0": "missed", "L1": "kept"}
    assert str(only(request).goal) == ">= 90 %"
    before = asked(*versions, leads=leads, last=date(2026, 10, 19))
    assert (str(only(before).goal), only(before).eligible) == (">= 50 %", 1)


def test_all_periods_as_one_are_what_they_add_up_to_though_versions_differ() -> None:
    def grade(key: str, letter: str, target: str, **more: object) -> Row:
        where = [{"field": "grade", "op": "is", "value": letter}]
        return VOLUME | {"key": key, "where": where, "target": target, **more}

    def stated(letter: str, target: str, channel: str) -> tuple[Row, ...]:
        spent = [{"field": "channel", "op": "is", "value": channel}]
        cost = {"measure": "ratio", "table": "campaigns", "field": "spend", "per": "leads"}
        return (
            grade("volume", letter, target, targets={"2026-12": ">= 5"}),
            grade("touched", letter, ">= 50 %", measure="filled", field="first_touch_at"),
            TOUCH | {"key": "quick", "limit": "1 day", "every": "month", "target": ">= 50 %"},
            grade("whole", letter, target, every="period"),
            {"key": "cost", "where": spent, "target": "<= 9", "every": "month", **cost},
            {
                "key": "nps",
                "measure": "figure",
                "figure": "NPS",
                "target": ">= 1",
                "every": "month",
            },
        )

    versions = (
        VersionInForce(agreement(*stated("A", ">= 1", "Fair"))),
        VersionInForce(agreement(*stated("B", ">= 2", "Web")), date(2026, 11, 10)),
        VersionInForce(agreement(*stated("B", ">= 2", "Web")[1:]), date(2026, 12, 20)),
    )
    leads: list[Row] = [
        {"created_at": at(month, 5), "grade": letter, "first_touch_at": at(month, 5)}
        for month, letters in ((10, "AAAB"), (11, "ABB"), (12, "BA"))
        for letter in letters
    ]
    campaigns: list[Row] = [
        {"campaign": channel, "channel": channel, "start": date(2026, month, 1), "spend": 10.0,
         "leads": many}
        for month, channel, many in ((10, "Fair", 1.0), (10, "Web", 9.0), (11, "Web", 4.0))
    ]  # fmt: skip
    figures: list[Row] = [
        {"figure": "NPS", "start": date(2026, 10, 1), "end": date(2026, 10, 31), "value": 4.0}
    ]
    request = asked(
        *versions, leads=leads, campaigns=campaigns, figures=figures, pooled=True, period="Q4"
    )
    found = {result.key: result.periods for result in measure(replace(request, period=None))}
    (volume,) = found["volume"]  # until 19 December: 3 of grade A, then 2 and 1 of grade B
    assert (volume.value, str(volume.goal), volume.end) == (6, ">= 8", date(2026, 12, 19))
    assert [each.eligible for each in found["touched"]] == [6]
    assert [each.eligible for each in found["quick"]] == [9]
    assert [(each.value, each.period) for each in found["whole"]] == [(4, "Q4")]
    assert [each.value for each in found["cost"]] == [20 / 5]
    assert [each.value for each in found["nps"]] == [4, None, None]
    assert len(leads_behind(request, "volume")[0]) == 6


def test_a_version_sets_the_target_from_its_first_day_on() -> None:
    versions = (
        VersionInForce(agreement(VOLUME)),
        VersionInForce(agreement(VOLUME | {"target": ">= 2"}), date(2026, 10, 20)),
    )
    leads = [{"created_at": at(10, 1)}]
    for last, target in ((date(2026, 10, 19), ">= 1"), (date(2026, 10, 20), ">= 2")):
        assert str(only(asked(*versions, leads=leads, last=last)).goal) == target


def test_without_clocks_the_version_of_the_periods_last_day_counts() -> None:
    first = agreement(VOLUME, VOLUME | {"key": "gone"})
    second = agreement(VOLUME | {"segment": "large", "target": ">= 2"}, VOLUME | {"key": "new"})
    leads: list[Row] = [
        {"created_at": at(month, 2), "employees": size}
        for month in (10, 11)
        for size in (5.0, 2000.0)
    ]
    request = asked(
        VersionInForce(first),
        VersionInForce(second, date(2026, 11, 15)),
        leads=leads,
        last=date(2026, 11, 30),
    )
    results = measure(request)
    assert [
        (result.key, [(each.period, each.value, str(each.target)) for each in result.periods])
        for result in results
    ] == [
        ("c", [("2026-10", 2, ">= 1"), ("2026-11", 1, "None")]),
        ("new", [("2026-11", 0, "None")]),
        ("gone", [("2026-10", 2, "None"), ("2026-11", 2, "None")]),
    ]


def test_clocks_whose_version_lacks_the_commitment_are_not_counted() -> None:
    without = agreement(VOLUME | {"key": "d"})
    with_it = agreement(TOUCH | {"limit": "1 day"}, VOLUME | {"key": "d"})
    leads: list[Row] = [
        {"created_at": at(10, 5), "first_touch_at": None},
        {"created_at": at(10, 25), "first_touch_at": None},
    ]
    versions = [
        VersionInForce(without),
        VersionInForce(with_it, date(2026, 10, 20)),
        VersionInForce(with_it, date(2026, 11, 1)),
    ]
    results = measure(asked(*versions, leads=leads, only="c"))
    assert [entry.eligible for entry in results[0].periods] == [1]
    assert (results[0].periods[0].start, results[0].until) == (date(2026, 10, 20), None)
    future = VersionInForce(with_it, date(2027, 6, 1))
    assert measure(asked(versions[0], future, leads=leads, only="c")) == []


def test_a_commitment_that_a_later_version_removed_keeps_its_past() -> None:
    clock = TOUCH | {"limit": "1 day", "target": ">= 50 %"}
    with_it = agreement(clock, clock | {"key": "m", "every": "month"}, VOLUME | {"key": "n"})
    without = agreement(VOLUME | {"key": "n"})
    leads: list[Row] = [
        {"created_at": at(month, day), "first_touch_at": None, "grade": "A"}
        for month, day in ((10, 5), (11, 9), (11, 12))
    ]
    versions = (VersionInForce(with_it), VersionInForce(without, date(2026, 11, 11)))
    shown = cast("dict[str, list[Row]]", to_json(
        (request := asked(*versions, leads=leads, by="grade")).as_of, measure(request)
    ))  # fmt: skip
    by_key = {each["key"]: each for each in shown["commitments"]}
    assert list(by_key) == ["n", "c", "m"]
    days = [
        (each["period"], each["start"], each["end"], each["eligible"], each.get("until"))
        for key in ("c", "m")
        for each in by_key[key]["periods"]
    ]
    whole = ("Q4", "2026-10-01", "2026-11-10", 2, "2026-11-10")
    october = ("2026-10", "2026-10-01", "2026-10-31", 1, None)
    november = ("2026-11", "2026-11-01", "2026-11-10", 1, "2026-11-10")
    assert days == [whole, whole, october, october, november, november]
    assert by_key["c"]["until"] == by_key["m"]["until"] == "2026-11-10"
    assert "until" not in by_key["n"]
    assert [row.lead_id for row in leads_behind(asked(*versions, leads=leads), "c")[0]] == [
        "L0", "L1",
    ]  # fmt: skip
    cut = measure(asked(*versions, leads=leads, last=date(2026, 10, 31), only="c"))
    assert [(each.end, each.until) for each in cut[0].periods] == [(date(2026, 10, 31), None)]


def test_a_commitment_that_comes_back_is_not_measured_while_it_was_away() -> None:
    clock = TOUCH | {"limit": "1 day", "every": "month", "target": ">= 50 %"}
    with_it, without = agreement(clock, VOLUME | {"key": "n"}), agreement(VOLUME | {"key": "m"})
    leads: list[Row] = [
        {"created_at": at(month, day, 0), "created_at.day": written, "first_touch_at": None}
        for month, day, written in (
            (10, 5, None), (10, 20, None), (10, 20, date(2026, 10, 20)), (11, 20, None),
            (12, 2, None),
        )
    ]  # fmt: skip
    versions = (
        VersionInForce(with_it),
        VersionInForce(without, date(2026, 10, 20)),
        VersionInForce(with_it, date(2026, 11, 10)),
    )
    for key in ("c", "n"):
        (result,) = measure(asked(*versions, leads=leads, only=key))
        assert [(each.start, each.end, each.eligible) for each in result.periods] == [
            (date(2026, 10, 1), date(2026, 10, 19), 1),
            (date(2026, 11, 10), date(2026, 11, 30), 1),
            (date(2026, 12, 1), date(2026, 12, 31), 1),
        ]
        assert result.until is None


def test_a_version_from_a_day_before_an_earlier_ones_counts_from_that_day() -> None:
    targets = (">= 1", ">= 2", ">= 3", ">= 4")
    dates = (None, date(2026, 10, 20), date(2026, 10, 10), date(2026, 10, 20))
    versions = [
        VersionInForce(agreement(VOLUME | {"target": target}), since)
        for target, since in zip(targets, dates, strict=True)
    ]
    for count, last, target in ((3, 19, ">= 1"), (3, 20, ">= 3"), (4, 20, ">= 4")):
        request = asked(*versions[:count], leads=[], last=date(2026, 10, last))
        assert str(only(request).goal) == target


def test_a_start_known_only_by_its_date_counts_on_that_date_whatever_the_zone_of_its_file() -> None:
    tokyo: Row = {"created_at": at(10, 31, 15), "created_at.day": date(2026, 11, 1)}
    (result,) = measure(asked(VOLUME, leads=[tokyo]))
    assert [(each.period, each.value) for each in result.periods] == [
        ("2026-10", 0),
        ("2026-11", 1),
        ("2026-12", 0),
    ]
    clock = TOUCH | {"limit": "1 day", "every": "month"}
    first, second = agreement(clock), agreement(clock | {"limit": "3 days"})
    leads = [tokyo | {"first_touch_at": at(11, 3)}]
    request = asked(VersionInForce(first), VersionInForce(second, date(2026, 11, 1)), leads=leads)
    assert states(request) == {"L0": "kept"}


def test_a_clause_that_counts_otherwise_in_an_older_version_counts_no_clocks_then() -> None:
    older = agreement(VOLUME)
    newer = agreement(TOUCH | {"limit": "1 day", "every": "month"})
    leads: list[Row] = [
        {"created_at": at(month, day), "first_touch_at": None}
        for month, day in ((10, 5), (11, 5), (11, 20))
    ]
    versions = (VersionInForce(older), VersionInForce(newer, date(2026, 11, 10)))
    (result,) = measure(asked(*versions, leads=leads, last=date(2026, 11, 30)))
    assert [(entry.value, entry.eligible, entry.kept) for entry in result.periods] == [
        (1, 1, None),
        (0.0, 1, 0),
    ]


def test_each_total_is_followed_by_the_values_of_a_field() -> None:
    leads: list[Row] = [
        {"created_at": at(10, 1), "source": source, "employees": size}
        for source, size in (
            ("Web", 3.0), ("web", 3.0), ("web ", 3.5), ("WEB", None), ("Fair", 3.0), (None, 3.0),
        )
    ]  # fmt: skip
    days: Row = {"leads": leads, "last": date(2026, 10, 31)}
    (result,) = measure(asked(VOLUME, by="source", **days))
    assert [(each.by, each.segment, each.value) for each in result.periods] == [
        (None, None, 6),
        ("source", "", 1),
        ("source", "Fair", 1),
        ("source", "web", 4),
    ]
    (result,) = measure(asked(VOLUME, by="employees", **days))
    assert [each.segment for each in result.periods] == [None, "", "3", "3.5"]


def test_a_field_that_no_file_has_gives_totals_only_and_says_so() -> None:
    leads = [{"created_at": at(10, 1)}]
    (result,) = measure(asked(VOLUME, VOLUME, by="mood", leads=leads, last=date(2026, 10, 31)))
    assert [(each.value, each.by) for each in result.periods] == [(1, None)]
    assert [note.code for note in result.notes] == ["by-not-imported"]


def test_a_reason_is_given_once_for_several_versions() -> None:
    drafts = [agreement(VOLUME | {"field": each}) for each in ("a", "b")]
    versions = (VersionInForce(drafts[0]), VersionInForce(drafts[1], date(2026, 11, 1)))
    (result,) = measure(asked(*versions, leads=[{"grade": "A"}]))
    assert len(result.notes) == 1


def test_the_printed_document_has_the_shape_of_the_contract() -> None:
    request = asked(
        TOUCH | {"limit": "1 day", "targets": {"2026-10": ">= 0.5"}, "every": "month"},
        leads=[{"created_at": at(10, 1), "first_touch_at": at(10, 1), "grade": "A"}],
        last=date(2026, 10, 31),
        as_of="2027-01-04T09:00",
        by="grade",
    )
    figures = {
        "eligible": 1, "kept": 1, "missed": 0, "open": 0, "excluded": 0, "value": 1.0,
        "low": pytest.approx(0.2065493143772375), "high": 1.0, "status": "kept",
    }  # fmt: skip
    own = {"op": ">=", "value": 0.5, "unit": "share"}
    period = {"period": "2026-10", "start": "2026-10-01", "end": "2026-10-31", "target": own}
    assert to_json(request.as_of, measure(request)) == {
        "as_of": "2027-01-04T09:00:00+01:00",
        "commitments": [
            {
                "key": "c",
                "measure": "within",
                "target": {"op": ">=", "value": 0.95, "unit": "share"},
                "periods": [
                    {**period, **figures},
                    {**period, "by": "grade", "segment": "A", **figures},
                ],
            }
        ],
    }


def test_a_period_without_a_target_of_its_own_prints_none() -> None:
    request = asked(TOUCH | {"limit": "2 days"}, leads=[{"created_at": at(10, 5)}])
    (commitment,) = cast("list[Row]", to_json(request.as_of, measure(request))["commitments"])
    assert commitment["target"] == {"op": ">=", "value": 0.95, "unit": "share"}
    assert ["target" in period for period in commitment["periods"]] == [False]
