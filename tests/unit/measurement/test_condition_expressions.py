"""Which leads meet conditions, as the agreement text words them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.conditions import eligible, holds
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import asked, at, only

DAYS = {"start": "2026-10-01", "end": "2026-12-31"}
CLAUSES: list[tuple[str, dict[str, Any]]] = [
    ("agreement", {"period": DAYS}),
    (
        "campaign",
        {
            "key": "webinars",
            "name": "Webinar series",
            "priority": True,
            "budget": 18000,
            "start": date(2026, 10, 5),
            "channel": "Webinar",
        },
    ),
    ("campaign", {"key": "fair", "name": "webinars"}),
    ("segment", {"key": "large", "where": [{"field": "employees", "op": ">=", "value": 1000}]}),
]
AGREEMENT = Agreement(
    "Q4", {(kind, table.get("key", "")): read_clause(kind, table) for kind, table in CLAUSES}
)
LEADS = pl.DataFrame(
    {
        "grade": ["A", " a ", "b", None, ""],
        "employees": [1000.0, 999.25, None, 3.0, 0.0],
        "campaign": ["WEBINARS", " webinar series", "Fair", "Unknown", None],
        "created_at": [
            datetime(2026, 10, 5, 22, 30, tzinfo=UTC),  # the sixth in Berlin
            datetime(2026, 10, 4, 22, 0, tzinfo=UTC),
            datetime(2026, 10, 5, 0, 0, tzinfo=UTC),
            None,
            datetime(2026, 10, 7, 12, tzinfo=UTC),
        ],
        "created_at.day": [None, date(2026, 10, 4), None, None, None],
        "own:Pricing visits": ["3", "10", "3.0", "many", None],
        "own:Probability": ["50%", "7 %", "0.5", "% 50", "1e1%"],
        "own:Fax": ["1", "2", "3", "4", "5"],
        "own:FAX": ["6", "7", "8", "9", "0"],
        "own:grade": ["z"] * 5,
        "own:region": ["North", None, None, None, None],
        "own:Größe": ["Münster", None, None, None, None],
    },
    schema_overrides={"created_at": pl.Datetime("us", "UTC")},
)
FIELDS = Fields(Kind.LEADS, LEADS.columns, AGREEMENT, "Europe/Berlin")


def met(field: str, op: str, *value: Any) -> list[int]:
    """The numbers of the leads that meet a condition, the first being 0."""
    table = {"field": field, "op": op} | ({"value": value[0]} if value else {})
    row = pl.int_range(pl.len()).alias("row")
    condition = Condition.from_mapping(table)
    return LEADS.select(row.filter(holds([condition], FIELDS))).to_series().to_list()


def test_text_is_compared_trimmed_and_without_case() -> None:
    assert met("grade", "is", " A ") == [0, 1]
    assert met("grade", "in", ["a", "B"]) == [0, 1, 2]
    assert met("grade", ">=", "B") == [2]
    assert met("grade", "<", "b") == [0, 1]
    assert met("campaign", "contains", "WEB") == [0, 1]
    assert met("campaign", "contains", "w.b") == []  # a text is no pattern
    for op in ("is", "contains"):  # letters and accents may be stored apart
        assert met("Gro\u0308ße", op, "mu\u0308nster ") == [0]


def test_a_blank_fails_every_op_but_is_not_not_in_and_is_blank() -> None:
    assert met("grade", "is blank") == [3, 4]
    assert met("grade", "is not blank") == [0, 1, 2]
    assert met("grade", "is not", "A") == [2, 3, 4]
    assert met("grade", "not in", ["A", "B"]) == [3, 4]
    assert met("grade", "is", "") == []
    assert met("grade", "contains", "") == [0, 1, 2]
    assert met("grade", "<=", "zzz") == [0, 1, 2]
    assert met("employees", "<=", 1e9) == [0, 1, 3, 4]
    assert met("employees", "between", [0, 3]) == [3, 4]
    assert met("created_at", "is not blank") == [0, 1, 2, 4]


def test_a_list_of_nothing_holds_nothing() -> None:
    assert met("grade", "in", []) == []
    assert met("grade", "not in", []) == [0, 1, 2, 3, 4]


def test_numbers_compare_as_numbers_however_they_are_written() -> None:
    assert met("employees", ">=", 1000) == [0]
    assert met("employees", "is", "1e3") == [0]
    assert met("employees", "is", 999.25) == [1]
    assert met("employees", "is", "few") == []
    assert met("employees", "is not", "few") == [0, 1, 2, 3, 4]
    assert met("employees", "is", True) == []
    assert met("employees", "contains", "99.25") == [1]
    assert met("employees", "contains", "1000.0") == []


def test_text_of_further_columns_compares_as_a_number_with_a_number() -> None:
    assert met("Pricing visits", "is", 3) == [0, 2]
    assert met("Pricing visits", "is", "3") == [0]
    assert met("Pricing visits", ">", 3) == [1]
    assert met("Pricing visits", "contains", 3) == [0, 2]
    assert met("Pricing visits", "contains", 10.0) == [1]


def test_a_further_column_in_per_cent_compares_and_sums_as_the_shares_that_it_states() -> None:
    assert met("Probability", ">=", 0.07) == [0, 1, 2]
    assert met("Probability", "is", 0.5) == [0, 2]
    numbers = LEADS.select(FIELDS.resolve("Probability").number).to_series()
    assert numbers.to_list() == [0.5, 0.07, 0.5, None, None]


def test_a_date_is_compared_with_the_local_or_the_written_date() -> None:
    assert met("created_at", "is", date(2026, 10, 6)) == [0]
    assert met("created_at", "<=", "2026-10-04") == [1]
    assert met("created_at", "between", ["2026-10-04", "2026-10-06"]) == [0, 1, 2]
    assert met("created_at", "contains", "2026-10-0") == [0, 1, 2, 4]


def test_a_moment_is_compared_with_the_instant() -> None:
    assert met("created_at", "is", "2026-10-06T00:30") == [0]
    assert met("created_at", ">", "2026-10-05T22:30:00Z") == [4]
    assert met("created_at", "<", "2026-10-05T02:00:00") == [1]


def test_what_is_no_date_is_never_met() -> None:
    assert met("created_at", "is", "soon") == []
    assert met("created_at", ">=", "someday, somewhere") == []
    assert met("created_at", ">=", 5) == []
    assert met("created_at", "is", "0001-01-01T00:00+14:00") == []
    assert met("created_at", "is not", "soon") == [0, 1, 2, 3, 4]


def test_fields_of_the_campaign_are_those_of_the_clause_with_that_key_or_name() -> None:
    assert met("campaign.priority", "is", True) == [0, 1]
    assert met("campaign.priority", "is", "FALSE") == [2]
    assert met("campaign.priority", "is blank") == [3, 4]
    assert met("campaign.budget", ">=", 18000) == [0, 1]
    assert met("campaign.channel", "is", "webinar") == [0, 1]
    assert met("campaign.start", "is", "2026-10-05") == [0, 1]
    assert met("campaign.start", "<", "2026-10-05T01:00") == [0, 1]
    assert met("campaign.key", "is", "fair") == [2]


def test_a_further_column_is_found_by_its_own_name_exact_before_without_case() -> None:
    assert met("pricing VISITS", "is", 10) == [1]
    assert met("Fax", "is", 2) == [1]
    assert met("FAX", "is", 7) == [1]
    assert met("region", "is", "north") == [0]  # a canonical name, but the file's own column
    assert met("grade", "is", "z") == []  # the canonical field comes first


@pytest.mark.parametrize("field", ["fax", "Budget", "campaign.mood", "source", "created_at.day"])
def test_a_field_that_nothing_imported_has_is_named(field: str) -> None:
    with pytest.raises(Problem) as caught:
        met(field, "is", 1)
    assert (caught.value.code, caught.value.facts) == ("field-not-imported", {"field": field})


def test_the_days_of_campaign_rows_are_compared_as_days() -> None:
    rows = pl.DataFrame({"start": [date(2026, 10, 1), date(2026, 11, 1), None]})
    fields = Fields(Kind.CAMPAIGNS, rows.columns, AGREEMENT, "Europe/Berlin")
    for value in ("2026-10-31", "2026-10-31T23:59+01:00"):
        later = Condition("start", ">=", (value,))
        assert rows.select(holds([later], fields)).to_series().to_list() == [False, True, False]


def test_moments_and_words_are_no_numbers() -> None:
    numbers = LEADS.select(
        moment=FIELDS.resolve("created_at").number, word=FIELDS.resolve("grade").number
    )
    assert numbers.null_count().row(0) == (5, 5)


def test_what_the_value_of_a_lead_lacks_is_named() -> None:
    with pytest.raises(Problem) as caught:
        met("lead_value", ">", 1)
    assert caught.value.facts == {"field": "outcome"}


def test_campaign_fields_need_leads_with_campaigns() -> None:
    fields = Fields(Kind.LEADS, ["grade"], AGREEMENT, "UTC")
    with pytest.raises(Problem) as caught:
        fields.resolve("campaign.priority")
    assert caught.value.facts == {"field": "campaign"}


def commitment(**keys: Any) -> Commitment:
    return Commitment.from_mapping({
        "key": "c", "measure": "count", "from": "created_at", "target": ">= 1", **keys
    })  # fmt: skip


def eligible_leads(**keys: Any) -> list[int]:
    row = pl.int_range(pl.len()).alias("row")
    expression = eligible(commitment(**keys), AGREEMENT, FIELDS)
    return LEADS.select(row.filter(expression)).to_series().to_list()


def test_all_of_where_one_list_of_any_and_the_segment_must_hold() -> None:
    graded = [{"field": "grade", "op": "is not blank"}]
    is_a = [{"field": "grade", "op": "is", "value": "A"}]
    is_b = [{"field": "grade", "op": "is", "value": "B"}]
    assert eligible_leads() == [0, 1, 2, 3, 4]
    assert eligible_leads(where=graded + is_a) == [0, 1]
    assert eligible_leads(any=[is_a, is_b]) == [0, 1, 2]
    assert eligible_leads(where=is_a, any=[is_b]) == []
    assert eligible_leads(where=graded, segment="large") == [0]


def test_a_segment_that_is_no_clause_is_named() -> None:
    with pytest.raises(Problem) as caught:
        eligible_leads(segment="small")
    assert (caught.value.code, caught.value.facts) == ("no-such-segment", {"segment": "small"})


def test_a_segment_may_have_alternatives_and_a_commitment_others_beside_them() -> None:
    segment = read_clause(
        "segment",
        {
            "key": "abroad",
            "any": [
                [{"field": "region", "op": "is", "value": "APAC"}],
                [{"field": "region", "op": "is", "value": "EMEA"}],
            ],
        },
    )
    words = {"measure": "count", "from": "created_at", "target": ">= 1", "segment": "abroad"}
    leads = [
        {"created_at": at(10, 5), "region": "APAC", "grade": "A"},
        {"created_at": at(10, 5), "region": "EMEA", "grade": "C"},
        {"created_at": at(10, 5), "region": "DACH", "grade": "A"},
    ]
    request = asked(words, leads=leads)
    clauses = {**request.newest.clauses, ("segment", "abroad"): segment}
    versions = (VersionInForce(Agreement("Q4", clauses)),)
    assert only(replace(request, versions=versions)).value == 2


FURTHER = pl.DataFrame(
    {
        "own:Signed": ["abc", "31.10.2026", "05.11.2026", "2026-11-05", "2026-11-04T23:30:00Z"],
        "read:moment:Signed": [
            None, datetime(2026, 10, 30, 23, tzinfo=UTC), datetime(2026, 11, 4, 23, tzinfo=UTC),
            None, None,
        ],
        "read:day:Signed": [None, date(2026, 10, 31), date(2026, 11, 5), None, None],
        "own:Deal": ["1.234,5", "1.234", "few", "7", None],
        "read:number:Deal": [1234.5, None, None, 7.0, None],
        "own:Old": ["2026-11-05 09:00", "2026-11-05T09:00:30", "2026-02-30", "2026-11", "5"],
    },
    schema_overrides={"read:moment:Signed": pl.Datetime("us", "UTC")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "op", "value", "leads"),
    [
        ("Signed", ">=", "2026-11-01", [2, 3, 4]),
        ("Signed", "<", "2026-11-01", [1]),
        ("Signed", "is", date(2026, 11, 5), [2, 3, 4]),
        ("Signed", "is not", "2026-11-05", [1]),  # a cell that is no date fails whatever is asked
        ("Signed", "not in", ["2026-11-05", "abc"], [1]),
        ("Signed", "not in", [], [0, 1, 2, 3, 4]),
        ("Signed", "between", ["2026-10-01", "2026-10-31"], [1]),
        ("Signed", ">", "2026-11-05T00:15", [4]),
        ("Signed", "is", "05.11.2026", [2]),  # a text that is no date is compared as one
        ("Signed", ">=", "2026-11-31", []),  # no calendar has it
        ("Deal", ">", 1000, [0]),
        ("Deal", "<=", 7, [3]),
        ("Deal", "is not", 7, [0, 4]),  # a blank differs from every number, a text is none
        ("Deal", "not in", [7, "1.234"], [0, 2, 4]),
        ("Old", "is", "2026-11-05", [0, 1]),
        ("Old", ">", "2026-11-05T09:00", [1]),
    ],
)
def test_a_further_column_is_compared_with_dates_and_numbers_as_its_file_writes_them(
    field: str, op: str, value: Any, leads: list[int]
) -> None:
    fields = Fields(Kind.LEADS, FURTHER.columns, AGREEMENT, "Europe/Berlin")
    condition = Condition.from_mapping({"field": field, "op": op, "value": value})
    row = pl.int_range(pl.len()).filter(holds([condition], fields))
    assert FURTHER.select(row).to_series().to_list() == leads


def test_texts_that_are_folded_once_say_what_they_say_one_by_one() -> None:
    fields = Fields(Kind.LEADS, LEADS.columns, AGREEMENT, "Europe/Berlin")
    made = fields.in_lower_case(["grade", "region", "employees", "nothing"])
    assert set(made) == {"grade", "own:region"}  # a number is compared as it is
    row = pl.int_range(pl.len()).alias("row")
    for table in (
        {"field": "grade", "op": "is", "value": "A"},
        {"field": "region", "op": "is", "value": "NORTH"},
        {"field": "employees", "op": ">", "value": 2},
    ):
        condition = Condition.from_mapping(table)
        folded = LEADS.with_columns(made.values()).select(row.filter(holds([condition], fields)))
        plain = LEADS.select(row.filter(holds([condition], FIELDS)))
        assert folded.to_series().to_list() == plain.to_series().to_list() != []
