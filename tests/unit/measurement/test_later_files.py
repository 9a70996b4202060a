"""What is said, and what has no figure, where later files lack a field that earlier ones had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.folding import (
    Batch,
    fold_activities,
    fold_campaigns,
    fold_leads,
)
from alignment_desktop.measurement.later_files import rules_without_fields
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import TOUCH, Row, agreement, asked, at, batches

NAMES = ("october.csv", "november.csv", "december.csv", "january.csv", "february.csv")
ROW = {"email": "a@x", "account": "A", "source": "web", "owner": "O"}
OCTOBER: list[Row] = [{"created_at": at(10, 5), "first_touch_at": at(10, 6), "region": "EMEA"}]
NOVEMBER: list[Row] = [{"created_at": at(11, 5)}]
SOON = TOUCH | {"limit": "2 days", "every": "month"}
SPEND = {"measure": "ratio", "table": "campaigns", "field": "spend", "per": "leads",
         "target": "<= 20 EUR", "every": "month"}  # fmt: skip


def of_files(kind: Kind, *files: list[Row], key: str | None = "lead_id") -> list[Batch]:
    """Files one after the other; each lead has an id of its own unless it names one."""
    found = []
    for number, rows in enumerate(files, start=1):
        named = rows
        if kind is Kind.LEADS:
            named = [{"lead_id": f"{number}-{n}", **ROW, **row} for n, row in enumerate(rows)]
        (batch,) = batches(kind, named, key)
        found.append(replace(batch, id=number, file=NAMES[number - 1]))
    return found


def with_leads(stated: Row | VersionInForce, *files: list[Row], **more: Any) -> Request:
    request = asked(stated, **more)
    leads = fold_leads(of_files(Kind.LEADS, *files))
    return replace(request, evidence=replace(request.evidence, leads=leads))


def told(request: Request) -> tuple[list[float | None], list[tuple[str, Row]]]:
    """The values of the periods, and the notes without the commitment's key."""
    (result,) = measure(request)
    notes = []
    for note in result.notes:
        facts = dict(note.facts)
        facts.pop("commitment", None)
        notes.append((note.code, facts))
    return [entry.value for entry in result.periods if entry.segment is None], notes


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"measure": "filled", "field": "first_touch_at"},
        {
            "measure": "share",
            "of": [{"field": "first_touch_at", "op": "is not blank"}],
        },
    ],
)
def test_a_period_that_stands_on_files_without_a_field_alone_has_no_figure(more: Row) -> None:
    values, notes = told(with_leads(SOON | more, OCTOBER, NOVEMBER))
    assert values == [1.0, None, None]
    facts = {"field": "first_touch_at", "files": "november.csv", "leads": 1, "periods": "2026-11"}
    assert notes == [("no-figure-without-field", facts)]


def test_where_other_files_bring_leads_too_the_figure_stands_and_the_field_is_named() -> None:
    late = {"created_at": at(11, 2), "first_touch_at": at(11, 3), "region": "EMEA"}
    values, notes = told(with_leads(SOON, [*OCTOBER, late], NOVEMBER))
    assert values == [1.0, 0.5, None]
    facts = {"field": "first_touch_at", "files": "november.csv", "leads": 1}
    assert notes == [("field-not-in-later-files", facts)]
    # The same where the later file is made otherwise: it may never have meant to tell.
    request = with_leads(SOON, OCTOBER)
    sheet = of_files(Kind.LEADS, OCTOBER, NOVEMBER)
    few = replace(sheet[1], frame=sheet[1].frame.select("row", "lead_id", "created_at"))
    leads = fold_leads([sheet[0], few])
    values, notes = told(replace(request, evidence=replace(request.evidence, leads=leads)))
    assert values == [1.0, 0.0, None]
    assert [code for code, _ in notes] == ["field-not-in-later-files"]


def test_of_many_later_files_the_newest_three_are_named() -> None:
    _, notes = told(with_leads(SOON, OCTOBER, *[NOVEMBER] * 4))
    assert [facts["files"] for _, facts in notes] == ["december.csv, january.csv, february.csv"]


def test_files_that_add_up_are_no_trouble() -> None:
    touched = [{"lead_id": "1-0", "first_touch_at": at(11, 6)}]
    for files in (
        [[{"created_at": at(10, 5)}], touched],
        [touched, [{"created_at": at(10, 5)}]],
        [OCTOBER, NOVEMBER, [{"lead_id": "2-0", "first_touch_at": at(11, 6)}]],
        [OCTOBER, [{"lead_id": "1-0", "created_at": at(10, 5)}]],
    ):
        codes = [code for code, _ in told(with_leads(SOON, *files))[1]]
        assert codes == ([] if files[0] is not touched else ["no-figure-without-field"])


def test_conditions_segments_calendars_and_the_field_asked_for_are_looked_after() -> None:
    large = agreement(SOON | {"segment": "large"})
    stated: list[Row | VersionInForce] = [
        SOON | {"where": [{"field": "region", "op": "is", "value": "EMEA"}]},
        SOON | {"any": [[{"field": "channel", "op": "is", "value": "Fair"}]]},
        VersionInForce(large),
        SOON | {"limit": "8 business hours",
                "calendar_by": {"field": "region", "calendars": {"EMEA": "office"}}},
        {"measure": "sum", "from": "created_at", "field": "lead_value", "target": ">= 1 EUR",
         "every": "month"},
    ]  # fmt: skip
    full = {"first_touch_at": at(10, 6), "region": "EMEA", "own:channel": "Fair",
            "employees": 2000.0, "outcome": "won", "revenue": 9.0,
            "created_at": at(10, 5)}  # fmt: skip
    lacking = [("region",), ("own:channel",), ("employees",), ("region",), ("outcome", "revenue")]
    for one, names in zip(stated, lacking, strict=True):
        kept = {name: value for name, value in full.items() if name not in names}
        values, notes = told(with_leads(one, [full], [kept | {"created_at": at(11, 5)}]))
        assert values[1] is None, names
        fields = [facts["field"] for code, facts in notes if code == "no-figure-without-field"]
        assert fields == [name.removeprefix("own:") for name in names]
    plain = {name: value for name, value in full.items() if name != "region"}
    values, notes = told(with_leads(SOON, [full], [plain | {"created_at": at(11, 5)}], by="region"))
    assert (values[:2], [facts["field"] for _, facts in notes]) == ([1.0, None], ["region"])


def test_a_field_of_the_campaign_stands_on_the_campaign_of_the_lead() -> None:
    where = [{"field": "campaign.priority", "op": "is blank"}]
    full = OCTOBER[0] | {"campaign": "fair"}
    values, notes = told(with_leads(SOON | {"where": where}, [full], [OCTOBER[0]]))
    assert values == [1.0, None, None]  # both are of October, and nothing is measured later
    assert [facts["field"] for _, facts in notes] == ["campaign.priority"]


def test_leads_of_later_files_without_the_start_are_counted_and_said() -> None:
    count = {"measure": "count", "from": "entered.mql", "target": ">= 1", "every": "month"}
    full, less = {"entered.mql": at(10, 5), "region": "EMEA"}, {"region": "EMEA"}
    values, notes = told(with_leads(count, [full], [less, {"lead_id": "1-0", **less}]))
    facts = {"field": "entered.mql", "files": "november.csv", "leads": 1}
    assert (values, notes) == ([1.0, 0.0, 0.0], [("field-not-in-later-files", facts)])
    # An export of deals is keyed otherwise, and does not have to know it.
    sheets = of_files(Kind.LEADS, [full], [less])
    deals = replace(sheets[1], key_column="opportunity_id",
                    frame=sheets[1].frame.rename({"lead_id": "opportunity_id"}))  # fmt: skip
    request = with_leads(count, [full])
    leads = fold_leads([sheets[0], deals])
    assert told(replace(request, evidence=replace(request.evidence, leads=leads)))[1] == []


def test_a_handover_that_the_stage_tells_has_not_vanished() -> None:
    header = {"calendar": "office", "handover_stage": "mql"}
    wait = SOON | {"to": "handed_over_at"}
    version = VersionInForce(agreement(wait, header=header))
    full = {"created_at": at(10, 5), "handed_over_at": at(10, 6)}
    stage = {"created_at": at(11, 5), "entered.mql": at(11, 6)}
    assert told(with_leads(version, [full], [stage])) == ([1.0, 1.0, None], [])


def test_grades_that_the_rules_give_need_no_file() -> None:
    where = [{"field": "grade", "op": "is", "value": "A"}]
    stated = agreement(SOON | {"where": where}, header={"calendar": "office", "scoring": "rules"})
    files = [OCTOBER[0] | {"grade": "A"}], [OCTOBER[0] | {"created_at": at(11, 5)}]
    assert told(with_leads(VersionInForce(stated), *files))[1] == []


def test_campaign_reports_without_the_spend_give_no_ratio() -> None:
    fair = {"campaign": "A", "channel": "web", "segment": "S", "leads": 4.0}
    november = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}
    october = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}
    sheets = of_files(
        Kind.CAMPAIGNS, [fair | october | {"spend": 100.0}], [fair | november], key=None
    )
    request = asked(SPEND)
    evidence = replace(request.evidence, campaigns=fold_campaigns(sheets))
    values, notes = told(replace(request, evidence=evidence))
    facts = {"field": "spend", "files": "november.csv", "leads": 1, "periods": "2026-11"}
    assert (values, notes) == ([25.0, None, None], [("no-figure-without-field", facts)])
    few = replace(sheets[1], frame=sheets[1].frame.select("campaign", "start", "end", "leads"))
    evidence = replace(request.evidence, campaigns=fold_campaigns([sheets[0], few]))
    values, notes = told(replace(request, evidence=evidence))
    assert values[:2] == [25.0, 0.0]
    assert [code for code, _ in notes] == ["field-not-in-later-files"]


def test_activities_of_no_kind_are_told_where_kinds_matter() -> None:
    sheets = of_files(
        Kind.ACTIVITIES,
        [{"lead_id": "1-0", "at": at(10, 5, 13), "kind": "call"}],
        [{"lead_id": "1-0", "at": at(10, 5, 14)}],
        key=None,
    )
    tries = {"measure": "attempts", "from": "created_at", "limit": "2 days", "times": 2}
    for activity, wanted in (("call", [("kind-not-in-later-files", {"files": "november.csv"})]),
                             ("", [])):  # fmt: skip
        request = with_leads(tries | {"activity": activity}, OCTOBER)
        evidence = replace(request.evidence, activities=fold_activities(sheets))
        assert told(replace(request, evidence=evidence))[1] == wanted


def test_rules_that_read_a_field_which_later_files_lack_are_named() -> None:
    rules: list[Row] = [
        {"key": "fits", "side": "fit", "points": 5,
         "where": [{"field": "region", "op": "is", "value": "EMEA"}]},
        {"key": "visits", "side": "engagement", "points": 1, "count": "Visits"},
        {"key": "known", "side": "fit", "points": 5,
         "where": [{"field": "email", "op": "is not blank"}]},
        {"key": "mails", "side": "engagement", "points": 1, "activity": "mail"},
    ]  # fmt: skip
    plain = agreement(SOON)
    its = {("rule", one["key"]): read_clause("rule", one) for one in rules}
    version = VersionInForce(Agreement("Q4", {**plain.clauses, **its}))
    full = OCTOBER[0] | {"own:Visits": "3"}
    bench = Workbench(with_leads(version, [full], NOVEMBER))
    assert [(each.code, dict(each.facts)) for each in rules_without_fields(bench)] == [
        ("rule-field-not-in-later-files",
         {"rule": key, "field": field, "files": "november.csv", "leads": 1})
        for key, field in (("fits", "region"), ("visits", "Visits"))
    ]  # fmt: skip
