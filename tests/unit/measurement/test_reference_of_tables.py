"""Figures, campaigns, fiscal quarters and joined conditions against counting row by row."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.results import PeriodResult
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import agreement, asked, at

Row = dict[str, Any]
FIRST, LAST = date(2026, 2, 10), date(2026, 11, 20)
# The fiscal year begins in April and is named by the year in which it ends.
QUARTERS = {
    "FY26 Q4": (date(2026, 1, 1), date(2026, 3, 31)),
    "FY27 Q1": (date(2026, 4, 1), date(2026, 6, 30)),
    "FY27 Q2": (date(2026, 7, 1), date(2026, 9, 30)),
    "FY27 Q3": (date(2026, 10, 1), date(2026, 12, 31)),
}
CAMPAIGNS = {
    "bulbs": {"name": "Bulbs by Post", "kind": "promotion"},
    "fair": {"name": "Spring fair", "kind": "campaign"},
}


def in_quarters(commitment: Row, **rows: list[Row]) -> list[PeriodResult]:
    header = {
        "period": {"start": FIRST, "end": LAST},
        "calendar": "office",
        "fiscal_year_start": 4,
    }
    whole = agreement({"every": "quarter", **commitment}, header=header)
    clauses = {
        ("campaign", key): read_clause("campaign", {"key": key, **table})
        for key, table in CAMPAIGNS.items()
    }
    stated = VersionInForce(replace(whole, clauses={**whole.clauses, **clauses}))
    (result,) = measure(asked(stated, first=FIRST, last=LAST, as_of="2027-01-31", **rows))
    return list(result.periods)


def clipped(label: str) -> tuple[date, date]:
    start, end = QUARTERS[label]
    return max(start, FIRST), min(end, LAST)


def total(rows: list[Row], field: str) -> float:
    return math.fsum(row[field] for row in rows if row[field] is not None)


@given(st.integers(0, 1_000_000))
@settings(max_examples=15)
def test_a_ratio_of_campaigns_counts_each_row_where_its_start_lies(seed: int) -> None:
    chance = random.Random(seed)
    edges = [day for label in QUARTERS for day in clipped(label)]
    rows: list[Row] = []
    for number in range(chance.choice((1, 12, 40))):
        start = chance.choice(edges) + timedelta(days=chance.choice((-1, 0, 0, 1)))
        rows.append(
            {
                "campaign": f"c{number}",
                "start": start,
                "end": start + timedelta(days=40),
                "channel": chance.choice(("Mail", "MAIL ", "fair", None)),
                "spend": chance.choice((None, 0.0, 0.1, 250.0)),
                "leads": chance.choice((None, 0.0, 0.0, 7.0)),
            }
        )
    commitment = {
        "measure": "ratio",
        "table": "campaigns",
        "field": "spend",
        "per": "leads",
        "target": "<= 30",
        "where": [{"field": "channel", "op": "is", "value": "mail"}],
    }
    found = in_quarters(commitment, campaigns=rows)
    assert [entry.period for entry in found] == list(QUARTERS)
    for entry in found:
        start, end = clipped(entry.period)
        counted = [
            row
            for row in rows
            if start <= row["start"] <= end and (row["channel"] or "").strip().lower() == "mail"
        ]
        per = total(counted, "leads")
        assert (entry.start, entry.end) == (start, end)
        assert entry.eligible == len(counted)
        assert entry.value == (pytest.approx(total(counted, "spend") / per) if per else None)


@given(st.integers(0, 1_000_000), st.sampled_from([None, "large"]))
@settings(max_examples=15)
def test_a_figure_is_the_row_of_exactly_its_unclipped_period_and_segment(
    seed: int, segment: str | None
) -> None:
    chance = random.Random(seed)
    stated: dict[tuple[date, date, str | None], Row] = {}
    for _ in range(chance.choice((1, 10, 30))):
        start, end = QUARTERS[chance.choice(list(QUARTERS))]
        end -= timedelta(days=chance.choice((0, 0, 0, 1)))
        named = chance.choice((None, None, "large", "Large Firms", "small"))
        key = start, end, "large" if named == "Large Firms" else named
        stated[key] = {
            "figure": chance.choice(("Satisfied", "satisfied ")),
            "start": start,
            "end": end,
            "segment": named,
            "value": chance.choice((0.0, 4.5, 9.0)),
        }
    rows = list(stated.values())
    commitment: Row = {"measure": "figure", "figure": "satisfied", "target": ">= 5"}
    found = in_quarters(commitment | ({"segment": segment} if segment else {}), figures=rows)
    assert [entry.period for entry in found] == list(QUARTERS)
    for entry in found:
        row = stated.get((*QUARTERS[entry.period], segment))
        assert entry.value == (row["value"] if row else None)
        wanted = "no_data" if row is None else "kept" if row["value"] >= 5 else "missed"
        assert entry.status == wanted


@given(st.integers(0, 1_000_000))
@settings(max_examples=15)
def test_conditions_on_the_lead_s_campaign_and_any_of_several_lists_hold_lead_by_lead(
    seed: int,
) -> None:
    chance = random.Random(seed)
    written = {"bulbs": "bulbs", " BULBS by post": "bulbs", "Spring Fair": "fair", "fair": "fair"}
    leads: list[Row] = [
        {
            "created_at": at(chance.randrange(2, 12), chance.randrange(1, 28)),
            "campaign": chance.choice((*written, "unknown", None)),
            "grade": chance.choice(("A", "a ", "B", None)),
            "region": chance.choice(("North", None)),
        }
        for _ in range(chance.choice((1, 30, 120)))
    ]
    commitment = {
        "measure": "count",
        "from": "created_at",
        "target": ">= 5",
        "where": [{"field": "campaign.kind", "op": "is not", "value": "campaign"}],
        "any": [
            [{"field": "grade", "op": "is", "value": "A"}],
            [
                {"field": "region", "op": "is not blank"},
                {"field": "campaign.name", "op": "contains", "value": "POST"},
            ],
        ],
    }

    def counts(lead: Row) -> bool:
        campaign = CAMPAIGNS.get(written.get(lead["campaign"], ""), {})
        best = (lead["grade"] or "").strip() in ("A", "a")
        north = lead["region"] is not None and "Post" in campaign.get("name", "")
        return campaign.get("kind") != "campaign" and (best or north)

    found = in_quarters(commitment, leads=leads)
    for entry in found:
        start, end = clipped(entry.period)
        within = [lead for lead in leads if start <= lead["created_at"].date() <= end]
        assert entry.value == sum(counts(lead) for lead in within)
