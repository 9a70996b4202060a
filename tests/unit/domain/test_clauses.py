from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import (
    KINDS,
    Reason,
    clause_name,
    display_name,
    read_clause,
    read_stored_clause,
    write_clause,
)
from alignment_desktop.domain.problems import Problem
from tests.agreements import TABLES

PERIOD = {"start": "2026-10-01", "end": "2026-12-31"}


def refused(kind: str, **table: Any) -> tuple[str, object]:
    with pytest.raises(Problem) as caught:
        read_clause(kind, table)
    return caught.value.code, caught.value.facts.get("field")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_clause_written_down_reads_back_the_same(kind: str, data: st.DataObject) -> None:
    clause = read_clause(kind, data.draw(TABLES[kind]))
    again = read_clause(kind, write_clause(clause))
    assert again == clause
    assert write_clause(again) == write_clause(clause)
    assert read_stored_clause(kind, json_table(write_clause(clause))) == clause
    hash(clause)


@pytest.mark.parametrize("kind", [kind for kind, spec in KINDS.items() if spec.keyed])
def test_every_clause_of_many_needs_a_key(kind: str) -> None:
    needed = {"calendar": {"timezone": "UTC"}}.get(kind, {})
    assert refused(kind, **needed) == ("missing-field", "key")
    code, field = refused(kind, key="Two words", **needed)
    assert (code, field) == ("bad-key", "key")


@pytest.mark.parametrize("currency", ["eur", "EURO", "ÄÖÜ", "", 1, "EU1"])
def test_a_currency_is_three_capital_letters(currency: object) -> None:
    assert refused("agreement", period=PERIOD, currency=currency) == ("not-a-currency", "currency")


def test_a_period_does_not_end_before_it_starts() -> None:
    turned = {"start": PERIOD["end"], "end": PERIOD["start"]}
    assert refused("agreement", period=turned) == ("end-before-start", "period")
    assert read_clause("agreement", {"period": PERIOD}).key == ""
    assert read_clause("attribution", {"rule": "even"}).key == ""


@pytest.mark.parametrize("name", ["stage.mql", "agreement", "attribution", "mql", "stage"])
def test_a_reason_may_concern_any_clause(name: str) -> None:
    reason = read_clause("reason", {"key": "r", "clause": name})
    assert isinstance(reason, Reason)
    assert reason.clause == name


@pytest.mark.parametrize("name", ["", "stage.", "stages.mql", "stage.MQL", "agreement.x", ".", 1])
def test_a_reason_cannot_concern_what_is_no_clause(name: object) -> None:
    assert refused("reason", key="r", clause=name) == ("not-a-clause-name", "clause")


def test_a_clause_is_called_by_its_name_else_by_its_key() -> None:
    assert display_name(read_clause("term", {"key": "lead", "name": "Lead"})) == "Lead"
    assert display_name(read_clause("term", {"key": "lead"})) == "lead"
    assert display_name(read_clause("side", {"key": "us"})) == "us"
    assert display_name(read_clause("term", {"key": "l", "name": "Hot \n\tlead\n"})) == "Hot lead"
    assert clause_name("stage", "mql") == "stage.mql"
    assert clause_name("agreement", "") == "agreement"
