"""What type a name of a lead's field has."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.lead_fields import FieldType, lead_field_type


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("entered.mql", FieldType.MOMENT),
        ("entered.", None),
        ("entered.mql.day", None),
        ("created_at", FieldType.MOMENT),
        ("region", FieldType.TEXT),
        ("amount", FieldType.NUMBER),
        ("Fax", None),
    ],
)
def test_entries_to_stages_are_moments_and_companions_are_no_fields(
    name: str, type_: FieldType | None
) -> None:
    assert lead_field_type(name) is type_
