from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import Clause, read_clause, read_stored_clause
from alignment_desktop.domain.problems import Problem
from tests.agreements import agreement_of, agreements

START = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'


def agreement(text: str = "", header: str = "") -> Agreement:
    return agreement_of(read_text(START + header + "\n" + text))


def clause(kind: str, key: str, **fields: str) -> str:
    lines = [f'{name} = "{value}"' for name, value in {"key": key, **fields}.items()]
    return "\n".join([f"[[{kind}]]", *lines, ""])


MQL = clause("stage", "mql") + clause("term", "mql") + clause("stage", "sal")


def test_a_clause_is_found_by_its_full_name_or_a_key_of_its_own() -> None:
    one = agreement(MQL)
    assert one.find("stage.mql") == ("stage", "mql")
    assert one.find("sal") == ("stage", "sal")
    assert one.find("agreement") == ("agreement", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [("mql", "ambiguous-clause"), ("sql", "unknown-clause"), ("", "unknown-clause"),
     ("stage.", "unknown-clause"), ("attribution", "unknown-clause"), ("x.sal", "unknown-clause")],
)  # fmt: skip
def test_any_other_name_is_refused(name: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        agreement(MQL).find(name)
    assert caught.value.code == code


def test_a_reason_may_name_a_clause_by_a_key_that_only_one_has() -> None:
    reasons = clause("reason", "a", clause="sal") + clause("reason", "b", clause="agreement")
    reasons += clause("reason", "c", clause="stage.nowhere") + clause("reason", "d")
    full = agreement(MQL + reasons).with_full_names().of_kind("reason")
    assert [getattr(reason, "clause", None) for reason in full.values()] == [
        "stage.sal", "agreement", "stage.nowhere", "",
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "code"), [("mql", "ambiguous-clause"), ("sql", "unknown-clause")])
def test_a_reason_that_names_no_single_clause_is_refused(key: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        agreement(MQL + clause("reason", "r", clause=key)).with_full_names()
    facts = caught.value.facts
    assert (caught.value.code, facts["clause"], facts["field"]) == (code, "reason.r", "clause")


@pytest.mark.parametrize("read", [read_clause, read_stored_clause])
def test_an_agreement_is_read_back_from_its_content(
    read: Callable[[str, Mapping[str, object]], Clause],
) -> None:
    office = '[[calendar]]\nkey = "office"\ntimezone = "Europe/Berlin"\n'
    one = agreement(MQL + office, header='calendar = "office"')
    again = Agreement.from_content("Q1", one.content(), read)
    assert list(again.clauses) == [name for name, _ in one.in_order()]
    assert again.content_hash == one.content_hash
    assert again.tables()["agreement"] == {
        "label": "Q1",
        "period": {"start": "2026-10-01", "end": "2026-12-31"},
        "calendar": "office",
    }


@settings(max_examples=25)
@given(agreements())
def test_the_hash_knows_neither_the_order_of_clauses_nor_the_label(one: Agreement) -> None:
    turned = Agreement("other", dict(reversed(list(one.clauses.items()))))
    assert turned.content_hash == one.content_hash
    assert list(turned.clauses) == list(reversed(list(one.clauses)))
    assert {**turned.tables()["agreement"], "label": one.label} == one.tables()["agreement"]  # type: ignore[dict-item]


@settings(max_examples=25)
@given(agreements())
def test_clauses_come_kind_after_kind(one: Agreement) -> None:
    kinds = [kind for (kind, _), _ in one.in_order()]
    assert len(kinds) == len(one.clauses)
    assert list(dict.fromkeys(kinds)) == list(one.content())


def test_every_word_of_a_clause_changes_the_hash() -> None:
    before = agreement(clause("term", "lead", name="Lead"))
    assert before.content_hash != agreement(clause("term", "lead", name="lead")).content_hash
    assert before.content_hash != agreement(clause("term", "leads", name="Lead")).content_hash
    written = agreement(clause("term", "lead", name="Lead", definition=""))
    assert written.content_hash == before.content_hash


def test_an_agreement_hands_out_its_parts() -> None:
    one = agreement(
        MQL
        + clause("calendar", "office", timezone="Europe/Berlin")
        + clause("segment", "big")
        + clause("campaign", "bulbs")
        + clause("commitment", "c", measure="figure", figure="NPS", target=">= 1")
        + clause("reason", "price", name="Too expensive")
        + '[attribution]\nrule = "even"\n',
        header='calendar = "office"',
    )
    assert one.timezone == "Europe/Berlin"
    assert one.attribution is not None
    assert one.attribution.rule == "even"
    assert [list(part) for part in (one.stages, one.segments, one.campaigns, one.commitments)] == [
        ["mql", "sal"], ["big"], ["bulbs"], ["c"],
    ]  # fmt: skip
    assert {key: each.name for key, each in one.reasons.items()} == {"price": "Too expensive"}
    assert (agreement().timezone, agreement().calendar, agreement().attribution) == (
        "UTC", None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({}, "missing-field"),
        ({"agreements": {}}, "unknown-kind"),
        ({"agreement": 1}, "not-a-table"),
        ({"agreement": {}}, "missing-field"),
        ({"person": [{"key": "a"}, {"key": "a"}]}, "clause-twice"),
        ({"person": ["a"]}, "not-a-table"),
    ],
)
def test_content_of_no_agreement_is_refused(content: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as caught:
        Agreement.from_content("x", content)
    assert caught.value.code == code
