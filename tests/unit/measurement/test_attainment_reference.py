"""Measured commitments against a second, plain reading of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.request import Request
from alignment_desktop.measurement.results import LeadRow, to_json
from alignment_desktop.measurement.versions import VersionInForce
from tests.unit.measurement.generated_leads import (
    COMMITMENTS,
    FIRST,
    LAST,
    LATER,
    Crowd,
    Row,
    agreement,
    evidence,
)
from tests.unit.measurement.plain_reading import (
    ATTEMPTS,
    CLOCKS,
    DURATIONS,
    Clock,
    Office,
    expected,
    judge,
    known,
    parts_of,
    periods,
    status,
    with_values,
)

CHANGE = date(2026, 10, 20)  # when a second version takes effect
ZONES = ("Europe/Berlin", "America/New_York", "UTC")


class Case:
    """One generated workspace, and both readings of it."""

    def __init__(
        self,
        zone: str,
        rows: list[Row],
        as_of: AsOf,
        every: str,
        by: str | None,
        *,
        two_versions: bool,
        period: str | None = None,
    ) -> None:
        for number, row in enumerate(rows):
            row["lead_id"] = f"L{number:03}"
        self.zone, self.as_of, self.every, self.by = zone, as_of, every, by
        self.office = Office(zone)
        self.rules = [(["A"], ">= 50 %", 1), (["a", "B", "SS", "ß"], ">= 80 %", 2)]
        if not two_versions:
            self.rules = self.rules[:1]
        dates = [None, CHANGE]
        versions = tuple(
            VersionInForce(agreement(zone, every, *rule), dates[index])
            for index, rule in enumerate(self.rules)
        )
        folded = evidence(rows, zone)
        self.request = Request(versions, folded, as_of, FIRST, LAST, by=by, period=period)
        self.known = [known(row, as_of) for row in rows]
        with_values(self.known)

    def version(self, day_or_moment: datetime | date) -> int:
        if isinstance(day_or_moment, datetime):
            day_or_moment = day_or_moment.astimezone(self.office.zone).date()
        return len(self.rules) - 1 if day_or_moment >= CHANGE else 0

    def behind(self, key: str, start: date, end: date) -> list[Row]:
        """The leads that count in a period, excluded ones too."""
        found = []
        for row in self.known:
            if row["created_at"] is None:
                continue
            moment = row["created_at"][0]
            if not start <= moment.astimezone(self.office.zone).date() <= end:
                continue
            clock = key in CLOCKS
            grades = self.rules[self.version(moment if clock else end)][0]
            if (row["grade"] or "").lower() in [grade.lower() for grade in grades]:
                found.append(row)
        return found

    def state(self, key: str) -> Callable[[Row], str | None]:
        def judged(row: Row) -> str | None:
            scale = self.rules[self.version(row["created_at"][0])][2]
            return judge(row, key, self.office, self.as_of, scale)[0]

        return judged

    def entries(self, key: str, printed: Row) -> list[Row]:
        found = []
        for label, start, end in periods(self.every):
            share = int(self.rules[self.version(end)][1].split()[1]) / 100
            target = printed if printed["unit"] != "share" else {**printed, "value": share}
            end_moment = datetime.combine(end + timedelta(days=1), time(), self.office.zone)
            waits = (
                key in ("volume", "value", "income", "return") and self.as_of.moment < end_moment
            )
            rows = self.behind(key, start, end)
            base: Row = {"period": label, "start": start.isoformat(), "end": end.isoformat()}
            if target != printed:
                base["target"] = target
            groups: list[tuple[Row, list[Row]]] = [({}, rows)]
            if self.by:
                groups += self.groups(rows, key)
            for extra, part in groups:
                entry = expected(part, key, self.office, self.state(key), self.as_of)
                entry |= self.parts(part, key, end)
                entry["status"] = status(entry, target, waits=waits)
                found.append(base | extra | entry)
        return found

    def parts(self, rows: list[Row], key: str, end: date) -> Row:
        """The time part by part, where the version of the period's last day divides it."""
        shown = self.words(key, self.version(end)).get("parts", [])
        if not shown:
            return {}
        divided = []
        for row in rows:
            version = self.version(row["created_at"][0]) if key in CLOCKS else self.version(end)
            if self.words(key, version).get("parts") == shown:
                clock = Clock(row, key, self.office, self.as_of, version + 1)
                divided += [parts] if (parts := clock.divided(row, key)) else []
        return {"parts": parts_of(divided, ["created_at", *shown, "first_touch_at"])}

    @staticmethod
    def words(key: str, version: int) -> Row:
        return COMMITMENTS[key] | (LATER.get(key, {}) if version else {})

    def groups(self, rows: list[Row], key: str) -> list[tuple[Row, list[Row]]]:
        assert self.by is not None
        if key in DURATIONS:
            rows = [row for row in rows if row["first_touch_at"]]
        parts: dict[str, list[Row]] = {}
        for row in rows:
            parts.setdefault(self.text(row).lower(), []).append(row)
        found = []
        for value in sorted(parts):
            spellings = Counter(self.text(row) for row in parts[value])
            shown = min(spellings, key=lambda each: (-spellings[each], each))
            found.append(({"by": self.by, "segment": shown}, parts[value]))
        return found

    def text(self, row: Row) -> str:
        value = row[self.by or ""]
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value)
        return value or ""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(st.sampled_from(ZONES))
    rows = Crowd(draw(st.integers(0, 1_000_000)), zone).leads()
    day = date(2026, 9, 28) + timedelta(days=draw(st.integers(0, 60)))
    hour = draw(st.sampled_from([None, 0, 9, 12, 17]))
    given_as: date | datetime = day if hour is None else datetime.combine(day, time(hour))
    return Case(
        zone,
        rows,
        AsOf.of(given_as, zone),
        draw(st.sampled_from(["week", "month", "period"])),
        draw(st.sampled_from([None, "grade", "source", "employees"])),
        two_versions=draw(st.booleans()),
    )


@given(cases())
@settings(max_examples=15)
def test_every_figure_is_what_counting_lead_by_lead_gives(case: Case) -> None:
    shown: Any = to_json(case.as_of, measure(case.request))
    assert [each["key"] for each in shown["commitments"]] == list(COMMITMENTS)
    for commitment in shown["commitments"]:
        wanted = case.entries(commitment["key"], commitment["target"])
        assert [approximately(entry) for entry in wanted] == commitment["periods"]


def approximately(entry: Row) -> Row:
    numbers = {
        name: pytest.approx(entry[name], rel=1e-12, abs=1e-12)
        for name in ("value", "low", "high")
        if entry[name] is not None
    }
    if "parts" in entry:
        entry = entry | {"parts": [
            {
                name: pytest.approx(value, rel=1e-12, abs=1e-6)
                if name in ("median", "p90") and value is not None else value
                for name, value in part.items()
            }
            for part in entry["parts"]
        ]}  # fmt: skip
    return entry | numbers


@given(cases(), st.sampled_from(list(COMMITMENTS)))
@settings(max_examples=15)
def test_the_leads_behind_a_figure_are_those_that_were_counted(case: Case, key: str) -> None:
    rows, notes = leads_behind(case.request, key)
    wanted = []
    for _, start, end in periods(case.every):
        for row in case.behind(key, start, end):
            wanted += [line] if (line := shown_line(case, key, row)) else []
    wanted.sort(key=lambda line: (line[0], line[1]["lead_id"]))
    assert {note.code for note in notes} <= {
        "pause-not-imported", "pauses-without-time", "calendars-not-named",
    }  # fmt: skip
    assert [row.to_json() for row in rows] == [line for _, line in wanted]
    for lead in rows:
        if lead.parts:
            assert sum(part or 0 for part in lead.parts) == pytest.approx(whole_of(case, key, lead))


def whole_of(case: Case, key: str, row: LeadRow) -> float:
    """The time of a lead from its start to its stop, that counts in a commitment."""
    (lead,) = (each for each in case.known if each["lead_id"] == row.lead_id)
    version = case.version(lead["created_at"][0]) if key in CLOCKS else len(case.rules) - 1
    clock = Clock(lead, key, case.office, case.as_of, version + 1)
    stop, _ = clock.stop_of(lead["created_at"], lead["first_touch_at"])
    return clock.used(lead["created_at"][0], stop)


def shown_line(case: Case, key: str, row: Row) -> tuple[datetime, Row] | None:
    start, start_day = row["created_at"]
    stop, stop_day = row["first_touch_at"] or (None, None)

    def local(moment: datetime | None, day: date | None = None) -> str | None:
        if moment is None:
            return None
        return (day or moment.astimezone(case.office.zone)).isoformat()

    line = {"lead_id": row["lead_id"], "state": None, "from": local(start, start_day), "to": None,
            "due": None}  # fmt: skip
    timed = key in (*CLOCKS, *DURATIONS)
    if timed and key not in ATTEMPTS:
        line["to"] = local(stop, stop_day)
    version = case.version(start) if key in CLOCKS else len(case.rules) - 1
    if key in DURATIONS:
        if stop is None:
            return None
        clock = Clock(row, key, case.office, case.as_of, version + 1)
        _, backwards = clock.stop_of(row["created_at"], row["first_touch_at"])
        line["state"] = "excluded" if backwards else None
    elif key in (*CLOCKS, "won", "settled", "known"):
        scale = case.rules[case.version(start)][2]
        line["state"], due = judge(row, key, case.office, case.as_of, scale)
        line["due"] = local(due)
    if timed:
        line |= clock_line(case, key, row, line)
    return start, line


def clock_line(case: Case, key: str, row: Row, line: Row) -> Row:
    """What was taken out of a clock, and its parts."""
    start = row["created_at"][0]
    version = case.version(start) if key in CLOCKS else len(case.rules) - 1
    clock = Clock(row, key, case.office, case.as_of, version + 1)
    told: Row = {}
    if clock.has_pauses and line["state"] != "excluded":
        until = case.as_of.moment
        if row["first_touch_at"] is not None and key not in ATTEMPTS:
            until, _ = clock.stop_of(row["created_at"], row["first_touch_at"])
        told["paused"] = clock.paused(start, until)
    if clock.parts:
        told["parts"] = clock.divided(row, key) or []
    return told
