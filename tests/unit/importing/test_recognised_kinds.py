"""What the rows of a sheet are is told by columns and cells; what only looks like leads is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.recognise import recognise
from tests.unit.importing.recognised_tables import (
    Rows,
    book,
    checked,
    columns,
    found,
    leads,
)


@pytest.mark.parametrize(
    "names",
    [
        ("Account ID", "Account Name", "Account Type", "Created Date", "Industry", "Owner ID"),
        ("Record ID", "Company name", "Company owner", "Create Date", "Industry"),
        ("account", "sector", "revenue", "employees"),
        ("Ticket ID", "Status", "Created", "Assignee"),
        ("Campaign Name", "Status"),
        ("Name", "Owner", "Due date"),
    ],
)
def test_what_can_be_something_else_is_asked_and_the_fields_are_named(
    names: tuple[str, ...],
) -> None:
    with pytest.raises(Problem) as caught:
        columns(names)
    assert caught.value.code == "sheet-not-recognised"
    assert {"lead_id", "account", "campaign"} & set(str(caught.value.facts["fields"]).split(", "))


def test_a_refusal_says_what_the_columns_could_be() -> None:
    with pytest.raises(Problem) as caught:
        columns(("Account ID", "Account Type", "Created Date"))
    assert '"Created Date" (created_at?)' in str(caught.value.facts["columns"])


def test_what_is_said_of_the_kind_is_not_asked() -> None:
    rows = (("account", "sector", "revenue"), ("Acme", "Food", "5"))
    assert found(*rows, kind=Kind.CUSTOMERS).mapping.columns["revenue"] == "revenue"


def test_a_list_of_customers_is_told_by_that_word() -> None:
    assert found(("Customer", "Revenue"), ("Acme", "5")).mapping.kind is Kind.CUSTOMERS


def test_calls_of_leads_are_activities_though_they_name_deals_too() -> None:
    names = ("Event ID", "Event Owner", "Event Type", "Start Date", "Lead ID", "Deal ID")
    assert found(names).mapping.kind is Kind.ACTIVITIES


def test_two_columns_of_tasks_do_not_make_activities_of_leads_without_their_days() -> None:
    assert found(("Lead ID", "Source", "Task ID", "Task Type")).mapping.kind is Kind.LEADS


def test_a_tracker_without_ids_is_one_of_leads_where_it_tells_their_way() -> None:
    assert found(("Company", "Status", "Created")).mapping.kind is Kind.LEADS
    assert found(("Company", "Source", "Created")).mapping.kind is Kind.LEADS
    assert found(("created_at", "Company")).mapping.kind is Kind.LEADS
    with pytest.raises(Problem, match="sheet-not-recognised"):
        columns(("Company", "Created"))


def test_ads_are_campaigns_whatever_status_they_have() -> None:
    rows = [
        ["Ad report"],
        ["January 20, 2026 - January 21, 2026"],
        ["Ad status", "Campaign", "Ad group", "Status", "Impr.", "Cost"],
        *(["Enabled", f"Camp {n % 3}", f"Group {n}", "Eligible", "10", "1.50"] for n in range(9)),
    ]
    result = checked(*rows)
    assert (result.kind, result.rows, result.frame.height) == (Kind.CAMPAIGNS, 9, 3)
    assert result.frame["spend"].to_list() == [4.5] * 3
    assert [each.code for each in result.warnings] == ["rows-added"]
    assert result.warnings[0].facts == {"rows": "9", "found": "3"}


def test_leads_may_carry_clicks() -> None:
    assert found(("Lead Source", "Created Date", "Clicks")).mapping.kind is Kind.LEADS


def test_deals_of_which_only_the_stage_tells_are_deals_but_not_with_the_ids_of_leads() -> None:
    assert columns(("ID", "Stage Name"))["ID"] == "opportunity_id"
    assert columns(("lead_id", "Stage Name", "Created Date"))["Created Date"] == "created_at"


def rows_of(*head: str, cells: dict[str, Sequence[Cell]]) -> Rows:
    """Six rows, each of other people and days, with what `cells` has for other columns."""
    own: dict[str, Sequence[Cell]] = {
        "Email": [f"ann{n}@example.com" for n in range(6)],
        "Date": [f"2026-10-{n + 13}" for n in range(6)],
        "Time": [f"2026-10-{n + 13} 10:0{n}" for n in range(6)],
        **cells,
    }
    return [head, *([own[name][n % len(own[name])] for name in head] for n in range(6))]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Date", "Rep", "Email", "Outcome"), {"Outcome": ["Connected", "VM", "No answer"]}),
        (("Date", "Email", "What"), {"What": ["Call", "Email"]}),
        (("Start Date", "Email", "What"), {"What": ["Call"], "Start Date": ["2026-10-13"]}),
        (("Event", "Time", "Email"), {"Event": ["Sign Up"]}),
        (("user", "Time", "Email", "direction", "disposition"), {"direction": ["inbound"]}),
        (("Date", "Email", "Status", "Subject", "Duration"), {"Status": ["New"], "Subject": ["x"]}),
    ],
)
def test_a_log_of_what_was_done_is_no_list_of_leads(
    head: Sequence[str], cells: dict[str, Sequence[Cell]]
) -> None:
    more = {name: ["x"] for name in ("Rep", "user", "disposition", "Duration")}
    assert found(*rows_of(*head, cells={**more, **cells})).mapping.kind is Kind.ACTIVITIES


@pytest.mark.parametrize(
    "head",
    [
        ("Lead Owner", "Time", "Email", "Event"),
        ("Email", "Country", "Company", "Date", "Event"),
        ("Email", "Country", "Company", "Created Time", "Event"),
        ("Email", "Country", "Company", "Date", "First Response Date", "Event"),
        ("Email", "Country", "Company", "Date"),
    ],
)
def test_an_event_makes_no_log_of_a_list_of_leads(head: Sequence[str]) -> None:
    cells: dict[str, Sequence[Cell]] = {
        "Lead Owner": ["Ann"], "Event": ["The Fair"], "Country": ["Peru"], "Company": ["Acme"],
        "Created Time": ["2026-10-13 10:00"], "First Response Date": ["2026-11-13"],
    }  # fmt: skip
    assert found(*rows_of(*head, cells=cells)).mapping.kind is Kind.LEADS


@pytest.mark.parametrize(
    "head",
    [
        ("Lead ID", "Old Value", "New Value", "Date"),
        ("id", "Email", "Date", "Amount Due", "Amount Paid", "Status"),
    ],
)
def test_changes_and_payments_are_asked_about(head: Sequence[str]) -> None:
    cells = {name: ["x"] for name in head if name not in ("Email", "Date")}
    ids = {name: [f"A-{n}1" for n in range(6)] for name in ("id", "Lead ID")}
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(*rows_of(*head, cells={**cells, **ids}))


def test_rows_with_addresses_and_nothing_counted_are_no_campaigns() -> None:
    days: dict[str, Sequence[Cell]] = {
        "Start Time": ["2026-10-13 10:00"], "End Time": ["2026-10-13 11:00"],
    }  # fmt: skip
    head = ("Email", "UTM Campaign", "Start Time", "End Time")
    assert found(*rows_of(*head, cells={**days, "UTM Campaign": ["Ads"]})).mapping.kind in (
        Kind.LEADS,
        Kind.ACTIVITIES,
    )


def test_a_dead_lead_is_no_lost_deal_where_nothing_speaks_of_deals() -> None:
    words = ["New", "Dead", "Recycled", "New", "Dead", "New"]
    rows = rows_of("Email", "Date", "Status", cells={"Status": words})
    assert columns(*rows)["Status"] == "stage"
    rows = rows_of("Email", "Date", "Status", "Lost Reason", "Close Date", cells={
        "Status": ["New", "Dead"], "Lost Reason": ["", "Price"], "Close Date": ["2026-12-24"],
    })  # fmt: skip
    assert columns(*rows)["Status"] == "outcome"


def test_a_deal_is_created_once_and_its_contact_on_another_day() -> None:
    context = ImportContext(stages={"opportunity": ("Opportunity", ""), "mql": ("MQL", "")})
    days = {name: ["2026-10-13"] for name in ("Opportunity: Created Date",
            "Contact: Created Date", "Became an Opportunity Date", "First MQL Date",
            "Est. Close Date", "Close Date")}  # fmt: skip
    rows = rows_of("Opportunity ID", *days, cells={"Opportunity ID": list("abcdef"), **days})
    assert recognise(book(*rows), context).mapping.columns == {
        "Opportunity ID": "opportunity_id",
        "Opportunity: Created Date": "opportunity_at",
        "Contact: Created Date": "created_at",
        "Became an Opportunity Date": "entered.opportunity",
        "First MQL Date": "entered.mql",
        "Close Date": "closed_at",
    }


def test_a_number_is_no_kind_of_activity_and_a_program_is_a_campaign_where_none_is() -> None:
    rows = rows_of("prospect_id", "type", "type_name", "Date", cells={
        "prospect_id": [f"33{n}01" for n in range(6)], "type": ["1", "4"], "type_name": ["Email"],
    })  # fmt: skip
    assert columns(*rows)["type_name"] == "kind"
    rows = rows_of("Program Name", "Month", "Cost", cells={
        "Program Name": list("abcdef"), "Month": ["2026-10"], "Cost": ["5.50"],
    })  # fmt: skip
    assert columns(*rows)["Program Name"] == "campaign"


def test_addresses_are_the_leads_unless_the_name_speaks_of_who_sells_or_they_come_again() -> None:
    mails = {name: [f"{name[:3]}{n}@example.com" for n in range(12)] for name in
             ("Guest-box Email", "Rep Email", "x" * 300 + " Email")}  # fmt: skip
    head = ["Lead ID", "Created Date", *mails, "Backup Email"]
    rows = [[f"L{n}", "2026-10-13", *(mails[name][n] for name in mails), "one@example.com"]
            for n in range(12)]  # fmt: skip
    taken = columns(head, *rows)
    assert (taken["Guest-box Email"], taken["Rep Email"]) == ("email", "owner")
    assert not {"Backup Email", "x" * 300 + " Email"} & set(taken)
    head[2] = "Fax"
    assert "email" not in columns(head, *rows).values()


def test_days_below_the_name_of_a_stage_are_those_of_its_entry_and_flags_are_not() -> None:
    days = [f"2026-10-{n + 10}" for n in range(10)]
    rows = leads("MQL'd", "Sales Accepted Lead", **{
        "MQL'd": days, "Sales_Accepted_Lead": ["yes", "no"] * 5,
    })  # fmt: skip
    taken = columns(*rows)
    assert taken["MQL'd"] == "entered.mql"
    assert "Sales Accepted Lead" not in taken


def test_a_few_words_again_and_again_are_no_names_of_people() -> None:
    rows = [["Lead ID", "Created Date", "Persona", "Segment Name"]]
    rows += [[f"L{n}", "2026-10-13", ("Buyer", "User")[n % 2], "SMB"] for n in range(12)]
    assert columns(*rows) == {
        "Lead ID": "lead_id", "Created Date": "created_at", "Segment Name": "segment",
    }  # fmt: skip


def test_days_with_counts_of_what_was_done_on_them_are_no_leads() -> None:
    rows = [["Date", "SDR", "Dials"], *([f"2026-10-{n + 13}", "Ann", "40"] for n in range(6))]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(*rows)


@pytest.mark.parametrize(("beside", "taken"), [("Fax", ""), ("Close Date", "revenue")])
def test_the_revenue_of_a_company_is_none_of_a_lead(beside: str, taken: str) -> None:
    rows = [["Lead ID", "Employees", "Revenue", beside]]
    rows += [[f"L{n}", "40", "12000", "2026-10-13"] for n in range(6)]
    assert columns(*rows).get("Revenue", "") == taken
