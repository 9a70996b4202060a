"""One invented lead, judged by hand, meets the conditions that an imported one meets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause, Header, read_clause
from alignment_desktop.domain.conditions import OPS, Condition, Scalar
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.lead_fields import FieldType, lead_field_type
from alignment_desktop.frames import Kind, day_column, own_column
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.fields import Fields

ZONE = "Europe/Berlin"
CAMPAIGNS = {
    "webinars": {"name": "Webinar Series", "priority": True, "budget": 18_000, "channel": "Web"},
    "fair": {"name": "Fair", "start": date(2026, 10, 5), "end": date(2026, 10, 9)},
}
numbers = st.integers(-1_000, 1_000) | st.sampled_from([0.5, 0.25, 65.0, -0.75, 1e6])
days = st.dates(date(2026, 9, 28), date(2026, 11, 2)).map(date.isoformat)
moments = st.datetimes(datetime(2026, 10, 1), datetime(2026, 10, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0).isoformat()
)
zoned = moments.map(lambda text: f"{text}+02:00")
words = st.sampled_from(
    ["A", "a", " b ", "", " ", "Student", "65", "65.0", "25%", "25 %", "1e2", "true", "Straße", "É",
     "2026-10-05", "webinars", "webinar series", "Fair", "0.25"]
)  # fmt: skip
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "grade": words,
    "campaign": words,
    "score": numbers,
    "lead_value": numbers,
    "created_at": days | moments | zoned,
    "entered.mql": days | moments | zoned,
    "Job title": words,
    "Visits": words | numbers,
    "Signed": days | moments | zoned | words,
}
_NAMES = [
    *FIELDS, " grade ", "visits", "JOB title", "campaign.priority", "campaign.budget",
    "campaign.start", "campaign.channel", "campaign.name",
]  # fmt: skip
scalars: st.SearchStrategy[Scalar] = words | numbers | days | moments | zoned | st.booleans()


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    op = draw(st.sampled_from(OPS))
    count = {"is blank": 0, "is not blank": 0, "between": 2}.get(op, 1)
    if op in ("in", "not in"):
        count = draw(st.integers(0, 3))
    values = tuple(draw(scalars) for _ in range(count))
    return Condition(draw(st.sampled_from(_NAMES)), op, values)


def agreement() -> Agreement:
    header = read_clause("agreement", {"period": {"start": "2026-10-01", "end": "2026-12-31"}})
    assert isinstance(header, Header)
    clauses: dict[tuple[str, str], Clause] = {("agreement", ""): header}
    for key, table in CAMPAIGNS.items():
        clauses["campaign", key] = read_clause("campaign", {"key": key, **table})
    return Agreement("Q4", clauses)


def imported(values: dict[str, Scalar]) -> pl.DataFrame:
    """The row that a file with this lead gives; columns that it leaves blank are there too."""
    columns: dict[str, pl.Series] = {}
    for name in FIELDS:
        value = values.get(name)
        kind = FieldType.NUMBER if name == "lead_value" else lead_field_type(name)
        if kind is FieldType.MOMENT:
            stated = None if value is None else datetime.fromisoformat(str(value))
            day = stated.date() if stated is not None and len(str(value)) == 10 else None
            columns[name] = pl.Series([_instant(stated)], dtype=pl.Datetime("us", "UTC"))
            columns[day_column(name)] = pl.Series([day], dtype=pl.Date)
        elif kind is FieldType.NUMBER:
            columns[name] = pl.Series([value], dtype=pl.Float64, strict=False)
        else:
            text = None if value is None else str(value).strip() or None
            columns[name if kind else own_column(name)] = pl.Series([text], dtype=pl.String)
    return pl.DataFrame(columns)


def _instant(stated: datetime | None) -> datetime | None:
    if stated is None:
        return None
    local = stated if stated.tzinfo is not None else stated.replace(tzinfo=ZoneInfo(ZONE))
    return local.astimezone(UTC)


@settings(max_examples=300)
@given(
    values=st.fixed_dictionaries({}, optional=FIELDS),
    where=st.lists(conditions(), max_size=3),
    groups=st.lists(st.lists(conditions(), max_size=2), max_size=2),
)
def test_it_meets_what_an_imported_lead_with_the_same_fields_meets(
    values: dict[str, Scalar], where: list[Condition], groups: list[list[Condition]]
) -> None:
    whole = agreement()
    frame = imported(values)
    fields = Fields(Kind.LEADS, frame.columns, whole, ZONE)
    expected = frame.select(holds_any(where, groups, fields)).to_series()[0]
    lead = InventedLead(values, whole.campaigns_called, ZONE)
    assert lead.meets(where, groups) is expected


@pytest.mark.parametrize(
    ("field", "op", "values", "meets"),
    [
        ("grade", "is blank", (), False),
        ("owner", "is blank", (), True),
        ("grade", "is not blank", (), True),
        ("grade", "is not", ("B",), True),
        ("grade", "not in", ("A", "B"), False),
        ("grade", "contains", ("A",), True),
        ("owner", "contains", ("A",), False),
        ("score", "between", (60, 65), True),
        ("score", "between", (66, 70), False),
        ("score", "is", ("65.0",), True),
        ("score", "is", ("many",), False),
        ("created_at", "is", ("2026-10-05",), True),
        ("created_at", ">", ("2026-10-05T09:00",), True),
        ("created_at", ">", ("2026-10-05T09:00Z",), False),
        ("created_at", ">=", ("soon",), False),
        ("created_at", ">=", (5,), False),
        ("campaign.priority", "is", (True,), True),
        ("campaign.budget", ">=", (18_000,), True),
        ("campaign.start", "is blank", (), True),
        ("visits", "is", (3,), True),
        ("signed", ">=", ("2026-10-05",), True),
        ("signed", ">", ("2026-10-05T08:00",), True),
        ("grade", ">=", ("2026-10-05",), True),
        ("visits", ">=", ("2026-10-05",), False),
        ("visits", "is not", ("2026-10-05",), False),  # it is no date
        ("visits", "is not", (4,), True),
        ("visits", "not in", (4, "few"), True),
        ("signed", "is not", (4,), False),
        ("signed", "not in", (4, "2026-10-06"), True),
        ("elsewhere", "is not", (4,), True),
    ],
)
def test_each_comparison_means_what_it_says(
    field: str, op: str, values: tuple[Scalar, ...], meets: bool
) -> None:
    said: dict[str, Scalar] = {
        "grade": " a ", "score": 65, "created_at": "2026-10-05T09:30:00", "Visits": 3,
        "campaign": "Webinar series", "Signed": "2026-10-05T09:30:00",
    }  # fmt: skip
    lead = InventedLead(said, agreement().campaigns_called, ZONE)
    assert lead.meets([Condition(field, op, values)]) is meets
