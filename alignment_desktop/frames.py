"""Names and types of the columnar tables: what a lead, an activity, a campaign row is made of.

A *batch frame* holds one imported sheet, typed; a *folded frame* what all batches together say.
Columns of both:

* a canonical text field: `String`, trimmed, never empty (blank is null);
* a canonical number field: `Float64`;
* a canonical moment field F: `F` as `Datetime("us", "UTC")`, and beside it `F.day` as `Date`,
  which is the written day where the file gave a date without a time and null otherwise (F is then
  00:00 of that day in the file's zone);
* a canonical day field: `Date`;
* a further column of the file, under `own:<its name>`: `String`;
* in batch frames `row`: `Int64`, the row number that a spreadsheet shows (in delimited text the
  record number).
"""

from __future__ import annotations

from enum import StrEnum

ROW = "row"
OWN = "own:"
DAY_SUFFIX = ".day"
ENTERED = "entered."


class Kind(StrEnum):
    """The kinds of sheet that can be imported."""

    LEADS = "leads"
    ACTIVITIES = "activities"
    CAMPAIGNS = "campaigns"
    FIGURES = "figures"
    CUSTOMERS = "customers"


class FieldType(StrEnum):
    """How the values of a canonical field are read and kept."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    DAY = "day"
    PERIOD = "period"
    """A label such as `2026-10`; kept as the days `start` and `end`."""


def _fields(**names: str) -> dict[str, FieldType]:
    return {name: FieldType(kind) for kind, group in names.items() for name in group.split()}


LEAD_FIELDS = _fields(
    text=(
        "lead_id account email name source campaign program segment region industry owner grade "
        "stage decision return_reason opportunity_id outcome lost_reason"
    ),
    number="employees score attempts amount revenue cost",
    moment=(
        "created_at handed_over_at first_touch_at decided_at recycled_at renurtured_at "
        "feedback_at opportunity_at closed_at"
    ),
)
ACTIVITY_FIELDS = _fields(text="lead_id email kind by detail campaign", moment="at")
CAMPAIGN_FIELDS = _fields(
    text="campaign program channel segment",
    period="period",
    day="start end",
    number=("spend impressions clicks leads mqls opportunities pipeline customers revenue"),
)
FIGURE_FIELDS = _fields(
    text="figure segment unit", period="period", day="start end", number="value"
)
CUSTOMER_FIELDS = _fields(text="account", day="since ended", number="revenue cost")

FIELDS: dict[Kind, dict[str, FieldType]] = {
    Kind.LEADS: LEAD_FIELDS,
    Kind.ACTIVITIES: ACTIVITY_FIELDS,
    Kind.CAMPAIGNS: CAMPAIGN_FIELDS,
    Kind.FIGURES: FIGURE_FIELDS,
    Kind.CUSTOMERS: CUSTOMER_FIELDS,
}

LEAD_KEYS = ("lead_id", "opportunity_id", "email")
"""The first of these that a file of leads has as a column is the key of the whole file."""

DERIVED_LEAD_FIELDS = {"lead_value": FieldType.NUMBER}
"""Fields that no file gives: measurement works them out of the others."""


def field_type(kind: Kind, field: str) -> FieldType | None:
    """The type of a canonical field of `kind`, or None where there is no such field.

    `entered.<stage key>` is a moment field of leads whatever the key.
    """
    if kind is Kind.LEADS and field.startswith(ENTERED):
        # A stage's key holds no full stop, the name of a companion column does.
        stage = field.removeprefix(ENTERED)
        return FieldType.MOMENT if stage and "." not in stage else None
    return FIELDS[kind].get(field)


def day_column(field: str) -> str:
    """Name of the column that tells which values of a moment field were dates without a time."""
    return field + DAY_SUFFIX


def own_column(name: str) -> str:
    """Name under which a further column of a file is kept."""
    return OWN + name
