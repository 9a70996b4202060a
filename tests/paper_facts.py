"""What the sample's documents may say in figures, worked out without them."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.__main__ import main
from alignment_desktop.services.imported_batches import batches
from alignment_desktop.services.scoreboard import sources_of
from alignment_desktop.services.workspace import Workspace
from tests.sample_fixtures import MADE_AT
from tests.unit.documents.pdf_reading import page_texts
from tests.walk_back import (
    Row,
    count,
    duration,
    figures_in,
    interval,
    money,
    open_seconds,
    promised_share,
    share,
    signed,
)

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
HOLIDAYS = {"2026-10-03", "2026-12-25", "2026-12-26"}
ZONE = ZoneInfo("Europe/Berlin")
SPEED = "speed-to-lead"
STAGES = ("raw-lead", "inquiry", "aql", "mql", "sal", "sql", "opportunity", "customer")


def answer(*words: object) -> Any:
    """What a command prints as JSON."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([str(word) for word in words]) == 0
    return json.loads(out.getvalue())


def missed(measured: Row) -> bool:
    """Whether a period of a promise was not kept."""
    return any(each["status"] != "kept" for each in measured["periods"])


@dataclass(frozen=True)
class Known:
    """What is known of the sample without its documents."""

    now: dict[str, Row]
    before: dict[str, Row]
    leads: dict[str, list[Row]]
    before_leads: list[Row]
    clauses: Row
    imports: list[Row]
    skipped: dict[int, int]
    rows: list[Row]
    activities: list[Row]
    stated: list[Row]
    agreement: list[str]
    review: list[str]

    @property
    def promises(self) -> list[Row]:
        found: list[Row] = self.clauses["commitment"]
        return found


def learn(sample_original: Path, folder: Path) -> Known:
    pages = {}
    for document in ("agreement", "review"):
        path = folder / f"{document}.pdf"
        answer("export", sample_original, document, "-o", path, "--json")
        pages[document] = page_texts(path.read_bytes())
    measured = answer("measure", sample_original, "--json")["commitments"]
    days = ("--from", "2026-07-01", "--to", "2026-09-30")
    before = answer("measure", sample_original, "--json", *days)["commitments"]
    leads = {
        each["key"]: answer("leads", sample_original, "--commitment", each["key"], "--json")
        for each in measured
        if each["measure"] == "median" or (each["measure"] == "within" and missed(each))
    }
    with Workspace.open(str(sample_original)) as workspace:
        skipped = {each.id: each.problem_count for each in batches(workspace)}
        evidence = sources_of(workspace, now=datetime(2027, 1, 4, 8, tzinfo=UTC)).request.evidence
    return Known(
        {each["key"]: each for each in measured},
        {each["key"]: each for each in before},
        leads,
        [
            lead
            for month in ("2026-07", "2026-08", "2026-09")
            for lead in answer(
                "leads", sample_original, "--commitment", SPEED, "--period", month, "--json"
            )
        ],
        answer("show", sample_original, "--json"),
        answer("imports", sample_original, "--json"),
        skipped,
        evidence.leads.frame.to_dicts(),
        evidence.activities.frame.to_dicts(),
        evidence.figures.frame.to_dicts(),
        pages["agreement"],
        pages["review"],
    )


def median_time(leads: list[Row], calendar: Row) -> float:
    """Seconds of business time, of the leads whose clock was stopped and did not run backwards."""
    times = []
    for each in leads:
        if each["from"] and each["to"] and each["from"] <= each["to"]:
            begin, end = (
                datetime.fromisoformat(each[at]).astimezone(ZONE) for at in ("from", "to")
            )
            times.append(open_seconds(begin, end, calendar, HOLIDAYS))
    return median(times)


def said_of(value: float, measure: str) -> set[str]:
    """A measured value in the forms that a page may show it in."""
    if measure == "median":
        return {duration(value)}
    if measure == "sum":
        return money(value)
    if measure == "figure":
        return {f"{value:.2f}", f"{value:g}"}
    return {count(value)} if measure == "count" else {share(value)}


def pooled(known: Known, periods: list[Row], measure: str, leads: list[Row]) -> float:
    """What all these periods come to as one."""
    if measure == "median":
        return median_time(leads, known.clauses["calendar"][0])
    if measure in ("count", "sum", "figure"):
        return float(sum(each["value"] for each in periods))
    kept = sum(each["kept"] for each in periods)
    return float(kept / (kept + sum(each["missed"] for each in periods)))


def facts_of(known: Known, clause: Row) -> tuple[set[str], float, float]:
    """All that a page may say of a promise in figures, and what it came to now and before."""
    key, measure = clause["key"], clause["measure"]
    now, before = known.now[key]["periods"], known.before[key]["periods"]
    leads = known.leads.get(key, [])
    said: set[str] = {count(len(now))}
    for each in now + before:
        said |= said_of(each["value"], measure)
    for each in now:
        parts = [each[name] for name in ("eligible", "kept", "missed", "open", "excluded")]
        said |= {count(part) for part in parts if part is not None}
        if measure in ("count", "median"):
            said.add(count(each["eligible"]))
    for name in ("eligible", "kept", "missed", "open", "excluded"):
        numbers = [each[name] for each in now if each[name] is not None]
        said.add(count(sum(numbers)))
    for status, number in Counter(each["status"] for each in now).items():
        said |= {count(number)} if status else set()
    value = pooled(known, now, measure, leads)
    earlier = pooled(known, before, measure, known.before_leads)
    said |= said_of(value, measure) | said_of(earlier, measure)
    if now[0]["kept"] is not None:
        kept, missed = (sum(each[name] for each in now) for name in ("kept", "missed"))
        said |= {share(each) for each in interval(kept, missed)} | {count(kept + missed)}
        late = [each for each in leads if each["state"] == "missed" and each["to"] is None]
        said |= {count(len(late)), "0"}  # a clock begins at 0
    said |= promised(clause, known.now[key])
    return said, value, earlier


def promised(clause: Row, measured: Row) -> set[str]:
    """Targets, limits, and where a promise is just short."""
    said = set(figures_in(clause.get("limit", "")) + figures_in(clause.get("settle", "")))
    targets = [measured["target"]] + [each.get("target") for each in measured["periods"]]
    if clause["measure"] == "count":  # what the periods together promise
        whole = targets[0]["value"] * len(measured["periods"])
        changed = sum(each["value"] - targets[0]["value"] for each in filter(None, targets[1:]))
        said.add(count(whole + changed))
    for target in filter(None, targets):
        near = target["value"] * clause["at_risk"]
        if target["unit"] == "share":
            said |= {promised_share(target["value"]), promised_share(near)}
        elif target["unit"] == "seconds":
            hours = target["value"] / 3600
            said |= {f"{hours:g}", duration(target["value"] / clause["at_risk"])}
        elif target["unit"] == "EUR":
            said |= money(target["value"]) | money(near)
        else:
            said |= {count(target["value"]), f"{near:g}", count(target["value"] - 1)}
    return said


def change(clause: Row, value: float, earlier: float) -> str:
    """The difference as the first page shows it: points where no unit is given."""
    measure, by = clause["measure"], value - earlier
    if measure == "median":
        return signed(by, duration(abs(by)))
    if measure == "sum":
        return signed(by, f"€{abs(by) / 1e6:.2f}".rstrip("0").rstrip(".") + "M")
    if measure == "figure":
        return signed(by, f"{abs(by):.2f}")
    return signed(by, count(abs(by)) if measure == "count" else f"{abs(100 * by):.1f}")


def all_facts(known: Known) -> dict[str, tuple[set[str], float, float]]:
    return {clause["key"]: facts_of(known, clause) for clause in known.promises}


def kept_promises(known: Known, party: str | None) -> tuple[int, int]:
    """How many of a party's promises were kept in every period, and how many there are."""
    kept, of = 0, 0
    for clause in known.promises:
        if party is None or clause.get("party", "shared") == party:
            of += 1
            kept += all(each["status"] == "kept" for each in known.now[clause["key"]]["periods"])
    return kept, of


def within(moment: datetime | None, first: date = FIRST, last: date = LAST) -> bool:
    """Whether a moment is on one of these days, in the zone of the agreement."""
    return moment is not None and first <= moment.astimezone(ZONE).date() <= last


def won(known: Known, first: date = FIRST, last: date = LAST) -> list[Row]:
    return [
        row
        for row in known.rows
        if row["outcome"] == "won" and within(row["closed_at"], first, last)
    ]


def first_page(known: Known, facts: dict[str, tuple[set[str], float, float]]) -> set[str]:
    """What stands above the table of promises: business results, and promises counted."""
    objectives = {each["key"]: each["target"] for each in known.clauses["objective"]}
    plan = float(objectives["won-revenue"].split()[1])
    deal = next(
        each["value"] for each in known.clauses["assumption"] if each["quantity"] == "deal size"
    )
    days = date(2026, 7, 1), date(2026, 9, 30)
    revenue, before = (
        sum(each["revenue"] for each in some) for some in (won(known), won(known, *days))
    )
    customers, earlier = len(won(known)), len(won(known, *days))
    said = money(revenue) | money(plan) | money(plan - revenue)
    said |= {f"{100 * revenue / plan:.0f}%", f"{100 * customers / (plan / deal):.0f}%"}
    said |= {f"{100 * (revenue / before - 1):.0f}%", f"+{100 * (revenue / before - 1):.0f}%"}
    said |= {count(customers), count(plan / deal), count(customers - earlier)}
    said |= {
        signed(customers - earlier, count(customers - earlier)),
        "1",
        "31",
        "2026",
    }  # the period
    for party in ("sales", "marketing", None):
        said |= {str(number) for number in kept_promises(known, party)}
    worst = Counter(
        "missed" if "missed" in found else "short"
        for each in known.now.values()
        if (found := [period["status"] for period in each["periods"]]) != ["kept"] * len(found)
    )
    said |= {str(number) for number in worst.values()}
    coverage = known.now["pipeline-coverage"]["periods"][0]["value"]
    was = known.before["pipeline-coverage"]["periods"][0]["value"]
    said |= {f"{coverage:.2f}", signed(coverage - was, f"{abs(coverage - was):.2f}")}
    return (
        said
        | facts["grade-b-first-touch"][0]
        | promised(known.promises[-1], known.now["pipeline-coverage"])
    )


def funnel_facts(known: Known) -> set[str]:
    """How many reached each stage, and the share that went on to the next."""
    entered = [row for row in known.rows if within(row["entered.raw-lead"])]
    reached = [
        sum(any(row[f"entered.{stage}"] is not None for stage in STAGES[at:]) for row in entered)
        for at in range(len(STAGES))
    ]
    steps = {share(b / a) for a, b in pairwise(reached)}
    dated = {"4", "2027", "09", "00"}  # the moment that all figures stand on
    return {count(each) for each in reached} | steps | {count(len(won(known)))} | dated


def first_touches(known: Known) -> dict[str, str | None]:
    """The campaign that gets the credit for each lead, by the sample's rule: the first touch."""
    assert known.clauses["attribution"]["rule"] == "first touch"
    touches: dict[str, list[tuple[datetime, str]]] = {}
    for each in known.activities:
        if each["campaign"]:
            touches.setdefault(each["lead_id"], []).append((each["at"], each["campaign"]))
    found = {}
    for row in known.rows:
        end = row["opportunity_at"] or row["closed_at"]
        before = [each for each in touches.get(row["lead_id"], []) if not end or each[0] < end]
        found[row["lead_id"]] = min(before)[1] if before else row["campaign"]
    return found


def campaign_facts(known: Known, campaign: Row) -> set[str]:
    """What was expected of a campaign, and what its leads brought."""
    credited = first_touches(known)
    its = [row for row in known.rows if credited[row["lead_id"]] == campaign["name"]]
    opened = [row for row in its if within(row["opportunity_at"])]
    closed = [row for row in won(known) if credited[row["lead_id"]] == campaign["name"]]
    said = {
        count(sum(within(row["created_at"]) for row in its)),
        count(sum(within(row["entered.mql"]) for row in its)),
        count(len(opened)),
        count(len(closed)),
    }
    said |= money(sum(row["amount"] or 0 for row in opened))
    said |= money(sum(row["revenue"] or 0 for row in closed))
    for name, value in campaign["expected"].items():
        said |= money(value) if name in ("pipeline", "revenue") else {count(value)}
    return said


def clause_facts(every: Row, page: str) -> set[str]:
    """Every figure that the clauses named on a page give, and what follows from them."""
    whole = ("calendar", "commitment", "stake") if "Final since" in page else ("calendar",)
    clauses = {
        kind: [each for each in some if kind in whole or each.get("name", "") in page]
        if isinstance(some, list)
        else some
        for kind, some in every.items()
        if kind not in ("content_hash", "revision")
    }
    said: set[str] = set()
    for value in values_in(clauses):
        if isinstance(value, str):
            said |= string_facts(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            said |= money(value) | {count(value), f"{value:g}", signed(value, count(abs(value)))}
            said |= {promised_share(value)} if 0 < value <= 1 else set()
    if "agreed to" in page or "Promises: " in page:
        kinds = [some for some in every.values() if isinstance(some, list)]
        said |= {count(len(some)) for some in kinds} | {count(sum(map(len, kinds)) + 2)}
        parties = Counter(each.get("party", "") for each in every["commitment"])
        said |= {count(each) for each in parties.values()}
    if re.search("revenue target|Total|From revenue back", page):
        said |= plan_facts(every)
    said |= {f"{each['decay']['percent']}%" for each in clauses["rule"] if "decay" in each}
    # Where grades and scores end, below the next bound.
    bounds = [each.get("from", 0) for each in every["grade"]]
    bounds += [bound for each in every["threshold"] for bound in each.get("score", {}).values()]
    said |= {f"{bound - 1:g}" for bound in bounds if bound}
    for at, clause in enumerate(every["commitment"], start=1):
        said.add(f"5.{at}")
        if clause in clauses["commitment"]:
            said |= promised_facts(clause)
    meets = LAST + timedelta(days=1)
    while meets.strftime("%a") != "Wed":  # the quarterly review, once the quarter is over
        meets += timedelta(days=1)
    said |= {str(MADE_AT.day), str(MADE_AT.year), str(meets.day), str(meets.year)}
    return said | {day[8:].lstrip("0") for day in HOLIDAYS}


def values_in(value: Any) -> list[Any]:
    """Every string and number in an answer."""
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in [key, *values_in(each)]]
    if isinstance(value, list):
        return [leaf for each in value for leaf in values_in(each)]
    return [value]


def string_facts(value: str) -> set[str]:
    """The figures of a text; of a day its number and year."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return {value[:4], value[8:].lstrip("0")}
    if amount := re.fullmatch(r".. (\d+) EUR", value):
        return money(float(amount[1]))
    spaced = value.replace(":", " : ").replace("-", " - ").replace(" %", "%")
    return set(figures_in(spaced))


def promised_facts(clause: Row) -> set[str]:
    """A promise's target, and from where on it is missed by little."""
    found: set[str] = set()
    for text in (clause["target"], *clause.get("targets", {}).values()):
        number, unit = float(text.split()[1]), text.split()[-1]
        near = number * clause["at_risk"]
        if unit == "%":
            found |= {promised_share(number / 100), promised_share(near / 100)}
        elif unit == "hours":
            minutes = round(60 * number / clause["at_risk"])
            found |= {f"{number:g}", f"{minutes // 60} h", str(minutes % 60)}
        else:
            found |= money(number) | money(near) | {f"{near:g}", count(number - 1)}
    return found


def plan_facts(clauses: Row) -> set[str]:
    """What the plan comes to: totals of campaigns, the funnel in reverse, what promises carry."""
    plan = {each["quantity"]: each["value"] for each in clauses["assumption"]}
    sourced = plan["revenue target"] * plan["sourced share"]
    promise = {each["key"]: each for each in clauses["commitment"]}
    leads = 2 * float(promise["qualified-leads"]["target"].split()[1])
    leads += float(promise["qualified-leads"]["targets"]["2026-12"].split()[1])
    accepted, closed = (
        float(promise[key]["target"].split()[1]) / 100 for key in ("acceptance-rate", "win-rate")
    )
    carried = leads * accepted * closed * plan["deal size"]
    customers = ceil(sourced / plan["deal size"])
    sals = ceil(round(customers / closed, 6))
    mqls = ceil(round(sals / accepted, 6))
    said = money(sourced) | money(carried) | money(carried - sourced)
    said |= {count(each) for each in (leads, customers, sals, mqls, leads - mqls)}
    said |= money(plan["revenue target"]) | {count(plan["revenue target"] / plan["deal size"])}
    said |= {promised_share(plan["sourced share"])}
    campaigns = clauses["campaign"]
    said |= money(sum(each["budget"] for each in campaigns))
    said |= {count(sum(bool(each.get("priority")) for each in campaigns))}
    for name in ("leads", "mqls", "opportunities", "pipeline", "revenue"):
        said |= money(sum(each["expected"][name] for each in campaigns))
    by = LAST - timedelta(days=plan["cycle days"])
    return said | {str(by.day)} | timeline_facts(clauses)


def timeline_facts(clauses: Row) -> set[str]:
    """What the timeline of campaigns says: Mondays, and by segment how many and for how much."""
    monday = FIRST - timedelta(days=FIRST.weekday())
    said = {str((monday + timedelta(weeks=week)).day) for week in range(14)}
    lanes: dict[str, list[Row]] = {}
    for each in clauses["campaign"]:
        lanes.setdefault(each.get("segment", ""), []).append(each)
    days = [FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1)]
    for lane in lanes.values():
        said |= money(sum(each["expected"]["revenue"] for each in lane))
        running = [
            sum(each["start"] <= day.isoformat() <= each["end"] for each in lane) for day in days
        ]
        said |= {str(max(running))}
    delivered = sum(bool(each.get("delivered")) for each in clauses["content"])
    return said | {str(delivered), str(len(clauses["content"]))}
