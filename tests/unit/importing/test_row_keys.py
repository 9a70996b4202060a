"""What a row is known by: a row without it is left out, a file without it is refused."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import ErrorText, FormulaText
from tests.unit.importing.checked_sheets import LEADS, checked, told


def test_email_keys_are_compared_in_lower_case() -> None:
    result = checked(
        'kind = "leads"\n[columns]\nMail = "email"',
        ("Mail", "Note"),
        ("Ann@X.com", "a"),
        ("ann@x.com", "a"),
        ("bob@x.com", "b"),
    )
    assert result.key == "email"
    assert result.frame["email"].to_list() == ["Ann@X.com", "bob@x.com"]


def test_a_row_without_its_key_is_left_out() -> None:
    result = checked(LEADS, ("ID", "Note"), ("", "a"), ("2", "b"), ("-", "c"))
    assert told(result.problems) == [(2, "ID", "no-key", "row"), (4, "ID", "no-key", "row")]
    assert result.rows == 3


def test_leads_without_any_key_column_are_all_kept() -> None:
    result = checked(
        'kind = "leads"\n[columns]\nSource = "source"', ("Source", "B"), ("Web", "1"), ("Web", "1")
    )
    assert (result.key, result.frame.height) == (None, 2)


def test_a_key_that_cannot_be_read_is_what_is_wrong_with_its_row() -> None:
    result = checked(
        LEADS, ("ID", "Note"), (FormulaText.of("B2"), "a"), (ErrorText("#N/A"), "b"), ("3", "c")
    )
    assert told(result.problems) == [
        (2, "ID", "formula-without-result", "row"),
        (3, "ID", "error-cell", "row"),
    ]
    assert result.frame["lead_id"].to_list() == ["3"]
    by_email = checked(
        'kind = "activities"\n[columns]\nLead = "lead_id"\nMail = "email"\nWhen = "at"',
        ("Lead", "Mail", "When"),
        ("", ErrorText("#REF!"), "2026-10-03 09:00"),
        ("", "", "2026-10-03 09:00"),
    )
    assert told(by_email.problems) == [
        (2, "Mail", "error-cell", "row"),
        (3, "Lead", "no-key", "row"),
    ]


def test_a_lead_with_nothing_but_its_key_is_data() -> None:
    result = checked(LEADS, ("ID", "A", "B"), ("1", "x", "y"), ("Q-2", "", ""))
    assert result.rows == 2


def test_activities_are_their_own_key() -> None:
    result = checked(
        'kind = "activities"\n[columns]\nLead = "lead_id"\nMail = "email"\nWhen = "at"',
        ("Lead", "Mail", "When"),
        ("1", "", "2026-10-03 09:00"),
        ("1", "", "2026-10-03 09:00"),
        ("", "a@x.com", "2026-10-03 09:00"),
        ("", "", "2026-10-03 09:00"),
    )
    assert result.frame["row"].to_list() == [2, 4]
    assert told(result.problems) == [(5, "Lead", "no-key", "row")]


@pytest.mark.parametrize(
    ("kind", "columns", "missing"),
    [
        ("figures", 'Name = "figure"\nMonth = "period"', "value"),
        ("figures", 'Name = "value"\nMonth = "period"', "figure"),
        ("activities", 'Name = "lead_id"', "at"),
        ("activities", 'Month = "at"', "lead_id or email"),
        ("campaigns", 'Month = "period"', "campaign"),
        ("customers", 'Month = "since"', "account"),
    ],
)
def test_a_file_without_a_column_that_its_kind_needs_is_refused(
    kind: str, columns: str, missing: str
) -> None:
    with pytest.raises(Problem) as caught:
        checked(f'kind = "{kind}"\n[columns]\n{columns}', ("Name", "Month"), ("5", "2026-10"))
    assert caught.value.code == "key-column-missing"
    assert caught.value.facts == {"kind": kind, "fields": missing}


def test_only_deals_with_a_column_of_domains_join_by_them() -> None:
    deal, site = '"Deal" = "opportunity_id"', '"Site" = ""'
    text = 'kind = "leads"\naccount_domain = "Site"\n[columns]\n'
    result = checked(text + deal, ("Deal", "Site"), ("D1", "acme.example"))
    assert result.frame["own:Site"].to_list() == ["acme.example"]
    assert result.mapping.account_domain == "Site"
    with pytest.raises(Problem, match="domain-column-missing"):
        checked(f"{text}{deal}\n{site}", ("Deal", "Site"), ("D1", "acme.example"))
    for wrong in (
        text + '"Deal" = "lead_id"',
        text.replace("leads", "customers") + '"Deal" = "account"',
    ):
        with pytest.raises(Problem, match="domain-joins-deals"):
            checked(wrong, ("Deal", "Site"), ("D1", "acme.example"))
