"""Conditions, commitments and other clauses in the words that people use."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import Person, read_clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import OPS, Condition
from alignment_desktop.domain.lead_fields import EVENTS
from alignment_desktop.domain.measures import MEASURES
from alignment_desktop.frames import FIELDS
from alignment_desktop.phrasing.clauses import applies_to, name_of, says
from alignment_desktop.phrasing.commitments import (
    counting_text,
    leads_text,
    met_text,
    near_text,
    promise_text,
)
from alignment_desktop.phrasing.conditions import condition_text, that_are, which_leads
from alignment_desktop.phrasing.fields import field_text, spoken
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.words.language import language

ENGLISH = language("en")
TEXT = """
[agreement]
label = "A"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"

[attribution]
rule = "first touch"
sourced_is = "campaign touched before created_at, not entered.mql"

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
abbreviation = "MQL"

[[stage]]
key = "won"
name = "Won"

[[segment]]
key = "enterprise"
name = "Enterprise"
where = [{ field = "employees", op = ">=", value = 1000 }]
"""
AGREEMENT = Agreement("A", dict(read_text(TEXT).clauses))
CAMPAIGN_FIELDS = (
    "key", "name", "kind", "program", "channel", "segment", "phase", "owner", "note", "priority",
    "budget", "start", "end",
)  # fmt: skip
LEAD_FIELDS = sorted(
    {name for fields in FIELDS.values() for name in fields}
    | {"lead_value", "entered.mql", "entered.gone"}
    | {f"campaign.{name}" for name in CAMPAIGN_FIELDS}
)
# What a reader must never see: codes of fields, Python's values, templates that were not filled.
CODE = re.compile(r"_|[{}]|\b(True|False|None)\b|\w+\.\w+|\d{4}-\d{2}")


def condition(field: str, op: str, *values: Any) -> Condition:
    return Condition(field, op, values)


def commitment(**fields: Any) -> Commitment:
    made = read_clause("commitment", {"key": "c", **fields})
    assert isinstance(made, Commitment)
    return made


@pytest.mark.parametrize(
    ("field", "op", "values", "text"),
    [
        ("grade", "is", ("A",), "grade A"),
        ("grade", "in", ("A", "B", "C"), "grade A, B or C"),
        ("region", "is not", ("EMEA",), "region other than EMEA"),
        ("region", "contains", ("EM",), "region containing “EM”"),
        ("employees", ">=", (1000,), "≥ 1,000 employees"),
        ("employees", "between", (100, 999), "100 to 999 employees"),
        ("score", ">", (65,), "score > 65"),
        ("amount", "<=", (50_000,), "amount ≤ €50,000"),
        ("campaign", "is not blank", (), "with a campaign"),
        ("return_reason", "is blank", (), "without a return reason"),
        ("decision", "is", ("accepted",), "accepted"),
        ("decision", "is", (" Returned ",), "returned"),
        ("decision", "in", ("accepted", "returned"), "accepted or returned"),
        ("decision", "is", ("on hold",), "decision on hold"),
        ("outcome", "is not", ("lost",), "not lost"),
        ("campaign.priority", "is", (True,), "in a priority campaign"),
        ("campaign.priority", "is", ("false",), "outside the priority campaigns"),
        ("campaign.channel", "is", ("Webinar",), "campaign channel Webinar"),
        ("campaign.start", ">=", ("2026-10-05",), "campaign first day ≥ 5 Oct 2026"),
        ("handed_over_at", "<", ("2026-10-05",), "handed over before 5 Oct 2026"),
        ("created_at", "between", ("2026-10-05", "2026-10-09"),
         "created from 5 Oct 2026 to 9 Oct 2026"),
        ("first_touch_at", "is blank", (), "not touched yet"),
        ("entered.mql", "is not blank", (), "that reached MQL"),
        ("entered.gone", "is blank", (), "that did not reach gone"),
        ("stage", "is", ("mql",), "stage MQL"),
        ("Job title", "is", ("CEO",), "Job title: CEO"),
        ("lead_source_detail", "is not blank", (), "with lead source detail"),
        ("grade", "in", (), "grade –"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_one_says_it(
    field: str, op: str, values: tuple[Any, ...], text: str
) -> None:
    assert condition_text(condition(field, op, *values), AGREEMENT, ENGLISH) == text


def test_conditions_go_with_the_leads_they_are_about() -> None:
    returned = condition("decision", "is", "returned")
    kept = condition("decision", "is not", "returned")
    touched = condition("first_touch_at", "is not blank")
    grade = condition("grade", "is", "A")
    assert which_leads([returned, grade], AGREEMENT, ENGLISH) == "returned leads, grade A"
    assert which_leads([kept], AGREEMENT, ENGLISH) == "leads not returned"
    assert which_leads([touched], AGREEMENT, ENGLISH) == "leads touched"
    assert that_are([grade, returned], AGREEMENT, ENGLISH) == "with grade A and returned"


@pytest.mark.parametrize(
    ("fields", "promise", "leads"),
    [
        (
            {"measure": "share", "from": "entered.mql", "target": ">= 65%",
             "of": [{"field": "decision", "op": "is", "value": "accepted"}]},
            "≥ 65% accepted", "All MQLs",
        ),
        (
            {"measure": "share", "from": "entered.won", "target": ">= 9%",
             "of": [{"field": "outcome", "op": "is", "value": "won"}]},
            "≥ 9% won", "All leads reaching Won",
        ),
        (
            {"measure": "count", "from": "entered.mql", "target": ">= 400", "every": "month"},
            "≥ 400 MQLs a month", "All MQLs",
        ),
        (
            {"measure": "count", "from": "entered.won", "target": ">= 30", "every": "quarter"},
            "≥ 30 leads reaching Won a quarter", "All leads reaching Won",
        ),
        (
            {"measure": "count", "from": "opportunity_at", "target": ">= 30", "every": "week"},
            "≥ 30 opportunities a week", "All opportunities",
        ),
        (
            {"measure": "sum", "from": "opportunity_at", "field": "amount", "every": "quarter",
             "target": ">= 2400000 EUR", "segment": "enterprise",
             "where": [{"field": "campaign", "op": "is not blank"}]},
            "≥ €2.4M pipeline a quarter", "Enterprise, with a campaign",
        ),
        (
            {"measure": "sum", "from": "closed_at", "field": "Contract value",
             "target": ">= 2400000 EUR"},
            "≥ €2.4M Contract value", "All leads closed",
        ),
        (
            {"measure": "filled", "from": "decided_at", "field": "return_reason",
             "target": ">= 100%",
             "where": [{"field": "decision", "op": "is", "value": "returned"}]},
            "100% have a return reason", "Returned leads",
        ),
        (
            {"measure": "within", "from": "handed_over_at", "to": "first_touch_at",
             "limit": "4 business hours", "target": ">= 95%",
             "where": [{"field": "grade", "op": "is", "value": "A"}]},
            "≥ 95% within 4 business hours", "Grade A",
        ),
        (
            {"measure": "attempts", "from": "handed_over_at", "limit": "1 business day",
             "times": 1, "target": ">= 0.8"},
            "≥ 80% get 1 attempt within 1 business day", "All leads handed over",
        ),
        (
            {"measure": "attempts", "from": "entered.mql", "limit": "10 days", "times": 5,
             "target": ">= 80%"},
            "≥ 80% get 5 attempts within 10 days", "All MQLs",
        ),
        (
            {"measure": "median", "from": "handed_over_at", "to": "first_touch_at",
             "business": True, "target": "<= 2 hours"},
            "median ≤ 2 business hours", "All leads handed over",
        ),
        (
            {"measure": "p90", "from": "created_at", "to": "closed_at", "target": "<= 60 days"},
            "≤ 60 days for 90% of leads", "All new leads",
        ),
        (
            {"measure": "ratio", "table": "campaigns", "field": "spend", "per": "mqls",
             "target": "<= 180 EUR"},
            "≤ €180 spend per MQL", "All campaigns",
        ),
        (
            {"measure": "figure", "figure": "Pipeline coverage", "target": ">= 3"},
            "Pipeline coverage ≥ 3", "",
        ),
        (
            {"measure": "figure", "figure": "coverage", "name": "Coverage", "target": ">= 3"},
            "≥ 3", "",
        ),
        (
            {"measure": "figure", "figure": "coverage", "target": ">= 3", "unit": "×"},
            "coverage ≥ 3×", "",
        ),
        (
            {"measure": "figure", "figure": "health", "target": "<= 12.5", "unit": "points"},
            "health ≤ 12.5\u00a0points", "",
        ),
    ],
)  # fmt: skip
def test_a_commitment_says_what_is_promised_and_for_which_leads(
    fields: dict[str, Any], promise: str, leads: str
) -> None:
    made = commitment(**fields)
    assert promise_text(made, AGREEMENT, ENGLISH) == promise
    assert leads_text(made, AGREEMENT, ENGLISH) == leads


def test_one_of_several_groups_is_said_with_or() -> None:
    made = commitment(
        measure="count", target=">= 1", any=[
            [{"field": "grade", "op": "is", "value": "A"}],
            [{"field": "decision", "op": "is", "value": "accepted"}],
        ], **{"from": "created_at"},
    )  # fmt: skip
    assert leads_text(made, AGREEMENT, ENGLISH) == "Grade A or accepted leads"


@pytest.mark.parametrize(
    ("supplier", "who"),
    [("ops", "Tom Becker"), ("Revenue Operations", "Revenue Operations"), ("left", "left")],
)
def test_a_stated_figure_says_who_reports_it(supplier: str, who: str) -> None:
    fields = {"measure": "figure", "figure": "Coverage", "target": ">= 3", "every": "quarter"}
    named = Agreement(
        "Q", {**AGREEMENT.clauses, ("person", "ops"): Person(key="ops", name="Tom Becker")}
    )
    assert counting_text(commitment(**fields, supplier=supplier), named, ENGLISH) == (
        f"“Coverage” as {who} reports it for the period in the imported spreadsheet; "
        "nothing here computes it."
    )
    assert "as the imported spreadsheet states it" in counting_text(
        commitment(**fields), named, ENGLISH
    )


def test_a_stated_figure_is_written_with_its_unit_wherever_it_stands_beside_its_target() -> None:
    made = commitment(
        measure="figure", figure="Coverage", target=">= 3", unit="×", at_risk=0.9, every="quarter"
    )
    figures = [
        figure_beside(value, None, made.target, ENGLISH) for value in (3.25, 2.9999, 4, None)
    ]
    assert figures == ["3.25×", "2.9999×", "4×", "–"]
    assert near_text(made, ENGLISH) == "just short from 2.7× to 3×"


def test_how_a_share_is_counted_is_a_sentence() -> None:
    made = commitment(
        measure="share", settle="7 days", target=">= 65%",
        of=[{"field": "decision", "op": "is", "value": "accepted"}], **{"from": "entered.mql"},
    )  # fmt: skip
    assert counting_text(made, AGREEMENT, ENGLISH) == (
        "Of the leads that reach MQL in the period, the share accepted. "
        "A lead of which that cannot be said yet is not counted until it is older than 7 days."
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"measure": "share", "of": [{"field": "decision", "op": "is", "value": "accepted"}]},
         "accepted"),
        ({"measure": "filled", "field": "return_reason"}, "with a return reason"),
        ({"measure": "within", "to": "first_touch_at", "limit": "1 day"}, ""),
        ({"measure": "count", "target": ">= 1"}, ""),
    ],
)  # fmt: skip
def test_leads_are_said_to_meet_what_a_share_asks_of_them(
    fields: dict[str, Any], text: str
) -> None:
    made = commitment(**{"from": "created_at", "target": ">= 90%", **fields})
    assert met_text(made, AGREEMENT, ENGLISH) == text


def test_a_key_that_the_measure_takes_no_notice_of_says_nothing() -> None:
    made = commitment(
        measure="count", table="campaigns", settle="7 days", target=">= 10",
        **{"from": "entered.mql"},
    )  # fmt: skip
    assert leads_text(made, AGREEMENT, ENGLISH) == "All MQLs"
    assert counting_text(made, AGREEMENT, ENGLISH) == (
        "We count every lead that reaches MQL in the period."
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"measure": "within", "to": "first_touch_at", "limit": "4 business hours"},
         "First touch must follow hand-over within 4 business hours. A lead that misses the limit "
         "counts as missed, even if it is handled later."),
        ({"measure": "attempts", "times": 5, "limit": "10 days"},
         "Each lead must get at least 5 attempts (activities of any kind) within 10 days of "
         "hand-over."),
        ({"measure": "median", "to": "first_touch_at", "business": True, "target": "<= 2 hours"},
         "Median business time from hand-over to first touch."),
        ({"measure": "p90", "to": "closed_at", "target": "<= 60 days"},
         "The elapsed time from hand-over to closing that nine of ten leads stay within."),
        ({"measure": "filled", "field": "return_reason"},
         "Of the leads that are handed over in the month, the share with a return reason."),
        ({"measure": "sum", "field": "amount", "target": ">= 1 EUR"},
         "We add up the amount of every lead that is handed over in the month."),
        ({"measure": "ratio", "field": "cost", "per": "score", "target": "<= 3"},
         "Total cost ÷ total score of the leads that are handed over in the month."),
        ({"measure": "figure", "figure": "NPS", "target": ">= 3"},
         "“NPS” as the imported spreadsheet states it for the period; nothing here computes it."),
    ],
)  # fmt: skip
def test_how_a_figure_is_counted_is_said_in_plain_order(fields: dict[str, Any], text: str) -> None:
    made = commitment(**{"from": "handed_over_at", "every": "month", "target": ">= 90%", **fields})
    assert counting_text(made, AGREEMENT, ENGLISH) == text


def test_codes_of_fields_in_free_text_are_put_into_words() -> None:
    said = says("attribution", AGREEMENT.clauses["attribution", ""], AGREEMENT, ENGLISH)
    assert said == "First touch · sourced: campaign touched before creation, not entry to MQL"
    assert spoken("my_own is e.g. kept", AGREEMENT, ENGLISH) == "my_own is e.g. kept"


def test_an_assumption_is_said_in_the_unit_of_its_quantity() -> None:
    def said(**fields: Any) -> str:
        return says("assumption", read_clause("assumption", {"key": "a", **fields}), AGREEMENT,
                    ENGLISH)  # fmt: skip

    assert said(quantity="sourced share", value=0.9, low=0.8, high=0.95) == "90% (80% to 95%)"
    assert said(quantity="Deal size", value=30_000) == "€30,000"
    assert said(quantity="cycle days", value=36) == "36 days"
    assert said(quantity="reps", value=6) == "6"
    assert said(quantity="stage rate", value=45) == "45"
    assert said(quantity="stage rate", low=0.4) == "at least 40%"


@pytest.mark.parametrize("op", OPS)
def test_every_field_has_words_with_every_op(op: str) -> None:
    values: tuple[Any, ...] = ("2026-10-05", "x y") if op == "between" else ("2026-10-05",)
    for field in LEAD_FIELDS:
        one = condition(field, op, *(() if "blank" in op else values))
        said = [condition_text(one, AGREEMENT, ENGLISH), that_are([one], AGREEMENT, ENGLISH)]
        for text in (*said, which_leads([one], AGREEMENT, ENGLISH)):
            assert not CODE.search(text.replace("2026-10-05", "")), text


@pytest.mark.parametrize("measure", MEASURES)
def test_every_event_and_measure_has_words(measure: str) -> None:
    target = "<= 2 hours" if measure in ("median", "p90") else ">= 1"
    for event in (*EVENTS, "entered.mql", "entered.gone"):
        made = commitment(
            measure=measure, to=event, limit="2 days", times=2, field="amount", per="leads",
            figure="NPS", of=[{"field": "grade", "op": "is", "value": "A"}], target=target,
            **{"from": event},
        )  # fmt: skip
        for make in (promise_text, leads_text, counting_text):
            text = make(made, AGREEMENT, ENGLISH)
            assert not CODE.search(text), text


OWN = st.builds(
    "{}{}{}".format,
    st.sampled_from(ascii_letters),
    st.text(ascii_letters + "_ ", max_size=12),
    st.sampled_from(ascii_letters),
)


@given(field=OWN, op=st.sampled_from(OPS), values=st.lists(st.integers(0, 10**7), min_size=2))
def test_a_further_column_is_never_shown_as_a_code(field: str, op: str, values: list[int]) -> None:
    one = condition(field, op, *([] if "blank" in op else values[:2]))
    assert "_" not in condition_text(one, AGREEMENT, ENGLISH)
    assert "_" not in that_are([one], AGREEMENT, ENGLISH)
    assert "_" not in field_text(field, AGREEMENT, ENGLISH)


def test_every_clause_of_an_agreement_has_a_name_and_says_something() -> None:
    for (kind, _), clause in AGREEMENT.in_order():
        assert name_of(kind, clause, ENGLISH)
        said = says(kind, clause, AGREEMENT, ENGLISH) + applies_to(kind, clause, AGREEMENT, ENGLISH)
        assert not CODE.search(said), said


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"measure": "within", "target": ">= 95%", "at_risk": 0.95},
         "just short from 90.25% to 95%"),
        ({"measure": "median", "target": "<= 2 hours", "at_risk": 0.8},
         "just short up to 2 h 30 min"),
        ({"measure": "median", "target": "<= 2 hours", "at_risk": 0.8, "business": True},
         "just short up to 2 h 30 min of business time"),
        ({"measure": "p90", "target": "<= 20 days", "at_risk": 0.9},
         "just short up to 22 d 5 h 20 min"),
        ({"measure": "filled", "target": "<= 7%", "at_risk": 0.9}, "just short up to 7.7777%"),
        ({"measure": "sum", "target": ">= 2400000 EUR", "at_risk": 0.9},
         "just short from €2,160,000 to €2,400,000"),
        ({"measure": "ratio", "target": "<= 7 EUR", "at_risk": 0.9}, "just short up to €7.77"),
        ({"measure": "count", "target": ">= 400", "at_risk": 0.9, "every": "month",
          "targets": {"2026-12": ">= 320"}},
         "just short from 360 to 399, in December 2026 from 288 to 319"),
        ({"measure": "within", "target": ">= 95%", "at_risk": 1}, ""),
        ({"measure": "within", "target": ">= 95%"}, ""),
    ],
)  # fmt: skip
def test_where_a_promise_is_at_risk_is_worked_out(fields: dict[str, object], text: str) -> None:
    needs = {
        "key": "c", "from": "created_at", "to": "closed_at", "limit": "4 hours",
        "field": "revenue", "per": "employees",
    }  # fmt: skip
    assert near_text(Commitment.from_mapping({**needs, **fields}), ENGLISH) == text


GRADED = {"field": "grade", "op": "in", "value": ["A", "B"]}
ABROAD = {"field": "region", "op": "is", "value": "EMEA"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"where": [GRADED]}, "Grade A or B"),
        ({"any": [[GRADED], [ABROAD]]}, "Grade A or B or region EMEA"),
        ({"where": [GRADED], "any": [[ABROAD]]}, "Grade A or B, and region EMEA"),
        ({}, ""),
    ],
)
def test_a_segment_says_its_conditions_and_its_alternatives(
    table: dict[str, object], words: str
) -> None:
    segment = read_clause("segment", {"key": "large", **table})
    assert says("segment", segment, AGREEMENT, ENGLISH) == words
