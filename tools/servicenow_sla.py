"""ServiceNow's own verdicts on its incidents beside ours, from its event log.

Usage: PYTHONPATH=. python tools/servicenow_sla.py incident_event_log.csv

The log (Amaral, Fantinato and Peres, “Incident management process enriched event log”, UCI 2019)
says of each incident whether it was solved within the time agreed (`made_sla`), but not what that
time was. The limit of each priority is therefore learnt from half of the incidents, as the whole
number of hours with which our clock agrees most often, and tried on the other half. All is
imported and measured by the program itself. Then the same limits with fair clocks: the time in
which an incident awaited somebody else taken out.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.progress import Silent
from alignment_desktop.measurement.results import LeadRow
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.measuring import Question, leads_of
from alignment_desktop.services.workspace import Workspace

_BY = Actor(None, None, "servicenow_sla")
_AS_OF = "2017-12-31"
_LONG = timedelta(days=30)
_AWAITING = "Awaiting"
_HEADER = """
[agreement]
label = "2016"
period = { start = 2016-01-01, end = 2017-12-31 }
"""
_PROMISE = """
[[commitment]]
key = "{key}"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "{limit} hours"
target = ">= 90 %"
where = [{{ field = "segment", op = "is", value = "{priority}" }}]
"""
_PAUSE = 'pause = [["waiting", "working"]]\n'
_MAPPING = """
kind = "leads"
timezone = "UTC"
dates = "day first"
recognise = false
blank = ["?"]
[columns]
number = "lead_id"
opened_at = "created_at"
resolved_at = "first_touch_at"
priority = "segment"
"""
_OF_STATES = """
kind = "activities"
timezone = "UTC"
dates = "day first"
recognise = false
[columns]
number = "lead_id"
at = "at"
kind = "kind"
by = "by"
"""


@dataclass(frozen=True)
class Incident:
    """One incident as the log ends it.

    Attributes:
        number: Its number.
        priority: Its priority, such as `1 - Critical`.
        priorities: All priorities that it had, in order.
        made: Whether the log says that it was solved in time.
        resolved: When it was solved; None where the log does not say.
        closed: When it was closed, which is when the log gives its verdict; None likewise.
    """

    number: str
    priority: str
    priorities: tuple[str, ...]
    made: bool
    resolved: datetime | None
    closed: datetime | None


@dataclass(frozen=True)
class Compared:
    """The incidents of one priority.

    Attributes:
        priority: Which.
        limit: The limit learnt, in hours.
        fitting: The least and the largest limit around it that fit as well.
        none_made: Whether the log says missed of all, so that nothing can be learnt.
        tried: How many incidents of the other half have both verdicts.
        agreed: On how many of them both agree.
        rows: All its clocks, by our limit, by the number of the incident.
        paused: The same with the time of awaiting taken out.
    """

    priority: str
    limit: int
    fitting: tuple[int, int]
    none_made: bool
    tried: int
    agreed: int
    rows: dict[str, LeadRow]
    paused: dict[str, LeadRow]


def read_log(path: Path) -> tuple[list[Incident], list[dict[str, str]], list[list[str]]]:
    """The incidents, their last rows, and when each began and ended to await somebody."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    events: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        events.setdefault(row["number"], []).append(row)
    incidents, states = [], []
    for number, its in events.items():
        its.sort(key=lambda row: int(row["sys_mod_count"]))
        last = its[-1]
        incidents.append(
            Incident(
                number,
                last["priority"],
                tuple(dict.fromkeys(row["priority"] for row in its)),
                last["made_sla"] == "TRUE",
                _moment(last["resolved_at"]),
                _moment(last["closed_at"]),
            )
        )
        for before, row in pairwise(its):
            waited, waits = (each["incident_state"].startswith(_AWAITING) for each in (before, row))
            if waited != waits:
                kind = "waiting" if waits else "working"
                states.append([number, row["sys_updated_at"], kind, row["sys_updated_by"]])
    return incidents, [its[-1] for its in events.values()], states


def _moment(text: str) -> datetime | None:
    return None if text == "?" else datetime.strptime(text, "%d-%m-%Y %H:%M")  # noqa: DTZ007


def compare(path: Path) -> tuple[list[Incident], list[Compared]]:
    """Each priority with the limit learnt, and every clock by it."""
    incidents, last, states = read_log(path)
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        leads, activities = Path(folder, "incidents.csv"), Path(folder, "states.csv")
        names = ("number", "opened_at", "resolved_at", "priority")
        _write(leads, names, [[row[name] for name in names] for row in last])
        _write(activities, ("number", "at", "kind", "by"), states)
        with Workspace.new(str(Path(folder, "log.align")), by=_BY, at=now) as workspace:
            for file, mapping in ((leads, _MAPPING), (activities, _OF_STATES)):
                prepared = prepare(workspace, ImportRequest(file, mapping=mapping), Silent())
                workspace.execute(AcceptImport(prepared), by=_BY, at=now)
            return incidents, [
                _compared(workspace, priority, incidents, now)
                for priority in sorted({each.priority for each in incidents})
            ]


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _compared(
    workspace: Workspace, priority: str, incidents: Sequence[Incident], now: datetime
) -> Compared:
    made = {each.number: each.made for each in incidents if each.priority == priority}
    clocks = _measured(workspace, priority, 1, now)
    hours = {
        number: (row.to - row.from_).total_seconds() / 3600
        for number, row in clocks.items()
        if isinstance(row.to, datetime) and isinstance(row.from_, datetime)
    }
    numbers = sorted(hours)
    learnt, tried = numbers[::2], numbers[1::2]
    fitting = _learnt([(hours[number], made[number]) for number in learnt])
    limit = sum(fitting) // 2
    rows = _measured(workspace, priority, limit, now)
    agreed = sum((rows[number].state == "kept") == made[number] for number in tried)
    paused = _measured(workspace, priority, limit, now, _PAUSE)
    none_made = not any(made.values())
    return Compared(priority, limit, fitting, none_made, len(tried), agreed, rows, paused)


def _learnt(told: Sequence[tuple[float, bool]]) -> tuple[int, int]:
    """The whole numbers of hours that agree most often: from the first on, as far as they go."""
    most = int(max(hours for hours, _ in told)) + 1
    right = Counter(
        {
            limit: sum((hours <= limit) == made for hours, made in told)
            for limit in range(1, min(most, 1_000) + 1)
        }
    )
    best = [limit for limit in right if right[limit] == max(right.values())]
    first = best[0]
    row = [limit for at, limit in enumerate(best) if limit == first + at]
    return row[0], row[-1]


def _measured(
    workspace: Workspace, priority: str, limit: int, now: datetime, more: str = ""
) -> dict[str, LeadRow]:
    promise = _PROMISE.format(key="solved", limit=limit, priority=priority) + more
    workspace.execute(ApplyText(_HEADER + promise), by=_BY, at=now)
    rows, _ = leads_of(workspace, Question(commitment="solved", as_of=_AS_OF), now=now)
    return {row.lead_id: row for row in rows}


def reason(incident: Incident, row: LeadRow, each: Compared) -> str:
    """Why the two verdicts on an incident differ, as far as the log says."""
    if row.to is None:
        return "the log does not say when it was solved, so that our clock runs on"
    if len(incident.priorities) > 1:
        return f"its priority was {' then '.join(name[0] for name in incident.priorities)}"
    stood = incident.closed - incident.resolved if incident.closed and incident.resolved else None
    if stood is not None and stood > _LONG:
        days = stood.days
        return f"it was closed {days} days after it was solved, and the log judges at closing"
    if each.none_made:
        return f"the log says missed of every incident of {each.priority}, whatever it took"
    low, high = each.fitting
    return f"any limit from {low} to {high} h fits the incidents learnt from"


def show(incidents: Sequence[Incident], found: Sequence[Compared]) -> None:
    """Prints the tables."""
    by_number = {incident.number: incident for incident in incidents}
    print("priority      incidents  limit learnt  other half: agreed  made, theirs  kept, ours")
    differing = []
    for each in found:
        its = [by_number[number] for number in each.rows]
        kept = sum(row.state == "kept" for row in each.rows.values())
        print(
            f"{each.priority:14}{len(its):9}{'none' if each.none_made else f'{each.limit} h':>14}"
            f"{each.agreed:15} of {each.tried:<4}"
            f"{sum(one.made for one in its):11}{kept:12}"
        )
        for number, row in each.rows.items():
            if by_number[number].made != (row.state == "kept"):
                differing.append((each, by_number[number], row))
    print(f"\n{len(differing)} of {len(incidents)} verdicts differ:")
    reasons = Counter(
        (each.priority, "theirs made" if one.made else "theirs missed", reason(one, row, each))
        for each, one, row in differing
    )
    for (priority, theirs, why), count in sorted(reasons.items()):
        print(f"{count:5}  {priority:13} {theirs:14} {why}")
    print("\nWith the time of awaiting somebody else taken out:")
    print("priority      paused   missed without   of them kept with")
    for each in found:
        halted = [number for number, row in each.paused.items() if row.paused]
        missed = [number for number in halted if each.rows[number].state == "missed"]
        kept = sum(each.paused[number].state == "kept" for number in missed)
        print(f"{each.priority:14}{len(halted):6}{len(missed):15}{kept:18}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    show(*compare(Path(sys.argv[1])))
