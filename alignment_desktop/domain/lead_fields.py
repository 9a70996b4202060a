"""The fields that leads have in every agreement, and of which type each of them is."""

from __future__ import annotations

import re
from enum import StrEnum

ENTERED = "entered."
"""Before the key of a stage: when the lead entered it."""
CAMPAIGN = "campaign."
"""Before a field of a campaign clause: what the lead's campaign says there."""
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
"""A number as text states it: digits, a point, perhaps an exponent; no thousands signs."""


class FieldType(StrEnum):
    """How the values of a canonical field are read and kept."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    DAY = "day"
    PERIOD = "period"
    """A label such as `2026-10`; kept as the days `start` and `end`."""


def typed(**names: str) -> dict[str, FieldType]:
    """The type of each field, out of the fields of each type."""
    return {name: FieldType(kind) for kind, group in names.items() for name in group.split()}


LEAD_FIELDS = typed(
    text=(
        "lead_id account email name source campaign program segment region industry owner grade "
        "stage decision return_reason opportunity_id contact_ids outcome lost_reason"
    ),
    number="employees score attempts amount revenue cost",
    moment=(
        "created_at handed_over_at assigned_at first_touch_at decided_at recycled_at renurtured_at "
        "feedback_at opportunity_at closed_at"
    ),
)
"""The fields that a file of leads may give."""
DERIVED_LEAD_FIELDS = typed(number="lead_value")
"""Fields that no file gives: measurement works them out of the others."""
CAMPAIGN_CLAUSE_FIELDS = typed(
    text="key name kind program channel segment phase owner note priority",
    number="budget",
    day="start end",
)
"""The fields of a campaign clause that conditions may ask for; `priority` reads `true`, `false`."""
EVENTS = tuple(name for name, kind in LEAD_FIELDS.items() if kind is FieldType.MOMENT)
"""The events of a lead, but for the entries to stages."""


def lead_field_type(name: str) -> FieldType | None:
    """The type of a canonical field of leads, or None where there is no such field.

    `entered.<stage key>` is a moment whatever the key.
    """
    if name.startswith(ENTERED):
        # A stage's key holds no full stop, the name of a companion column does.
        stage = name.removeprefix(ENTERED)
        return FieldType.MOMENT if stage and "." not in stage else None
    return LEAD_FIELDS.get(name)
