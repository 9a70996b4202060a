"""The catalogue of kinds: what it says of each holds together, and covers every field."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import KINDS, read_clause, write_clause
from alignment_desktop.domain.field_values import table_of_values, values_by_field, values_stated
from alignment_desktop.domain.fields import Holds
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.references import references
from tests.markers import Markers

OF_ALL_KINDS = [(kind, field) for kind, spec in KINDS.items() for field in spec.fields]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_filled_in_somewhere_and_the_key_last(kind: str) -> None:
    spec = KINDS[kind]
    assert sorted(field.name for field in spec.edited) == sorted(
        field.name for field in spec.fields
    )
    assert (spec.edited[-1].name == "key") is spec.keyed


def test_a_commitment_is_filled_in_in_the_order_in_which_one_thinks() -> None:
    names = [field.name for field in KINDS["commitment"].edited]
    assert names[:4] == ["name", "party", "measure", "figure"]
    assert names.index("any") < names.index("pause") < names.index("key")


def test_what_may_be_left_out_whole_asks_for_none_of_its_fields() -> None:
    required = {field.name for field in KINDS["commitment"].fields if field.required}
    assert required == {"key", "measure", "target"}
    required = {field.name for field in KINDS["agreement"].fields if field.required}
    assert required == {"period.start", "period.end"}


def test_a_reference_names_a_kind_that_there_is() -> None:
    for kind, field in OF_ALL_KINDS:
        refers = field.holds in (Holds.REFERENCE, Holds.REFERENCES, Holds.KEYS)
        assert (field.refers_to in KINDS) is refers, (kind, field.name)


def test_every_reference_of_every_field_is_checked() -> None:
    markers = Markers()
    found = {(reference.source[0], reference.field) for reference in references(markers.agreement)}
    naming = (
        Holds.REFERENCE, Holds.REFERENCES, Holds.KEYS, Holds.CLAUSE, Holds.EVENT, Holds.EVENTS,
    )  # fmt: skip
    assert found == {(kind, field.name) for kind, field in OF_ALL_KINDS if field.holds in naming}


def test_values_by_field_and_tables_say_the_same() -> None:
    markers = Markers()
    for (kind, _), clause in markers.clauses.items():
        fields = KINDS[kind].fields
        table = json_table(write_clause(clause))
        values = values_by_field(fields, table)
        assert read_clause(kind, table_of_values(fields, values)) == clause
        stated = values_stated(kind, clause)
        assert stated == {
            field.name: values[field.name]
            for field in fields
            if values[field.name] not in (None, field.default)
        }


def test_what_a_form_leaves_at_its_default_is_left_out_of_the_table() -> None:
    fields = KINDS["meeting"].fields
    values = values_by_field(fields, {"key": "weekly"})
    assert (values["every"], values["minutes"], values["name"]) == ("week", 60, None)
    assert table_of_values(fields, values) == {"key": "weekly"}
    assert table_of_values(fields, values | {"minutes": 30}) == {"key": "weekly", "minutes": 30}


@pytest.mark.parametrize("pause", [["waiting"], ["waiting", " "], ["a", "b", "c"]])
def test_a_pause_is_what_begins_it_and_what_ends_it(pause: list[str]) -> None:
    table = {
        "key": "c", "measure": "median", "from": "created_at", "to": "closed_at",
        "target": "<= 2 days", "pause": [pause],
    }  # fmt: skip
    with pytest.raises(Problem) as caught:
        read_clause("commitment", table)
    assert (caught.value.code, caught.value.facts["field"]) == ("not-a-pause", "pause.1")
