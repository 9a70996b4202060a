"""Names and types of the columnar tables: what a lead, an activity, a campaign row is made of.

A *batch frame* holds one imported sheet, typed; a *folded frame* what all batches together say.
Columns of both:

* a canonical text field: `String`, trimmed, never empty (blank is null);
* a canonical number field: `Float64`;
* a canonical moment field F: `F` as `Datetime("us", "UTC")`, and beside it `F.day` as `Date`,
  which is the written day where the file gave a date without a time and null otherwise (F is then
  00:00 of that day in the file's zone);
* a canonical day field: `Date`;
* a further column of the file, under `own:<its name>`: `String`; beside it, where its texts are
  numbers or dates by the rules of its file and do not say so by themselves, `read:number:<its
  name>` as `Float64` (per cents divided by 100), and `read:moment:<its name>` as
  `Datetime("us", "UTC")` with `read:day:<its name>` as `Date`, the day in the file's zone;
* in batch frames `row`: `Int64`, the row number that a spreadsheet shows (in delimited text the
  record number).
"""

from __future__ import annotations

from enum import StrEnum

from alignment_desktop.domain.lead_fields import (
    DERIVED_LEAD_FIELDS,
    ENTERED,
    LEAD_FIELDS,
    FieldType,
    lead_field_type,
    typed,
)

__all__ = ["DERIVED_LEAD_FIELDS", "ENTERED", "LEAD_FIELDS", "FieldType"]

ROW = "row"
OWN = "own:"
DAY_SUFFIX = ".day"
READ_NUMBER, READ_MOMENT, READ_DAY = "read:number:", "read:moment:", "read:day:"
"""Before the name of a further column: what its texts are by the rules of its file."""
READ = (READ_NUMBER, READ_MOMENT, READ_DAY)


class Kind(StrEnum):
    """The kinds of sheet that can be imported."""

    LEADS = "leads"
    ACTIVITIES = "activities"
    CAMPAIGNS = "campaigns"
    FIGURES = "figures"
    CUSTOMERS = "customers"


ACTIVITY_FIELDS = typed(text="lead_id email kind by detail campaign", moment="at")
CAMPAIGN_FIELDS = typed(
    text="campaign program channel segment",
    period="period",
    day="start end",
    number=("spend impressions clicks leads mqls opportunities pipeline customers revenue"),
)
FIGURE_FIELDS = typed(text="figure segment unit", period="period", day="start end", number="value")
CUSTOMER_FIELDS = typed(text="account", day="since ended", number="revenue cost")

FIELDS: dict[Kind, dict[str, FieldType]] = {
    Kind.LEADS: LEAD_FIELDS,
    Kind.ACTIVITIES: ACTIVITY_FIELDS,
    Kind.CAMPAIGNS: CAMPAIGN_FIELDS,
    Kind.FIGURES: FIGURE_FIELDS,
    Kind.CUSTOMERS: CUSTOMER_FIELDS,
}

LEAD_KEYS = ("lead_id", "opportunity_id", "email")
"""The first of these that a file of leads has as a column is the key of the whole file."""
IDENTITY = "identity"
"""Tells leads apart: the field that a lead is known by, a colon, its value there; or its row."""
LEAD_KEY = "lead_key"
"""What people know a lead by: its `lead_id`, else the key of its file, else `BATCH:ROW`."""


def field_type(kind: Kind, field: str) -> FieldType | None:
    """The type of a canonical field of `kind`, or None where there is no such field.

    `entered.<stage key>` is a moment field of leads whatever the key.
    """
    if kind is Kind.LEADS:
        return lead_field_type(field)
    return FIELDS[kind].get(field)


def day_column(field: str) -> str:
    """Name of the column that tells which values of a moment field were dates without a time."""
    return field + DAY_SUFFIX


def own_column(name: str) -> str:
    """Name under which a further column of a file is kept."""
    return OWN + name


def is_companion(name: str) -> bool:
    """Whether a column tells more of another one, and is no field by itself."""
    if name.startswith(OWN):
        return False  # a file may call its columns as it likes
    return name.startswith(READ) or name.endswith(DAY_SUFFIX)


def own_of_read(name: str) -> str:
    """The further column whose texts a companion (see `READ`) tells the meaning of."""
    return OWN + name.split(":", 2)[2]
