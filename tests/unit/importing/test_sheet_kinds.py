"""What the rows of a sheet are is told by its cells too; what is none of it is asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
from tests.unit.importing.checked_sheets import CONTEXT


def found(*rows: Sequence[Cell], file: str = "file.csv") -> Recognised:
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    book = RawWorkbook(file, f"/{file}", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    return recognise(book, CONTEXT)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        # Payments, as a bank lists them
        ("Date,Name,Type,Status,Currency,Gross,Fee,Balance", "1/10/26,Al,Bill,Done,EUR,-8,0,-8"),
        # Visits of a site
        ("date,source,sessions,transactions,revenue", "2026-06-06,google,1104,22,900.21"),
        # Sales, orders and hours, with the deal or the customer that each is of
        ("sale_id,opportunity_id,sale_date,final_value", "S1,OPP16,2026-10-24,4081"),
        ("Account Id,Id,Opportunity Id,Status,Created Date", "A1,801,006,Open,2026-10-24"),
        # People with an address, and a score that nobody has
        ("Name,Email,Pay Rate,Score", "Al,al@x.com,23.50,"),
        # Deals that refer to campaigns by a code of theirs
        ("Name,Type,Code,Status", "List,Deal,OP202510067,On"),
        # A type of account is nothing that was done with a lead
        ("Id,Type,Created Date,Email", "001,Partner,2026-10-24,al@x.com"),
        ("Type,Activity Date,Email", "Call,2026-10-24,"),
        ("Created By Id,Created Time,Account Name,Tag,Event Name", "zc1,2026-10-24 10:00,Firm,,"),
        # Days, channels and numbers name nobody
        ("Zone,Channel,Marketing Spend,Date", "West,Digital,7699,2026-10-24"),
        # What visitors of a site did is an event, and no campaign
        ("Day,Event name,Total users,Total revenue", "2026-10-24,purchase,21,0"),
        # Who came to a fair, or whom somebody went to see
        ("Nom,Société,E-mail,Date de visite", "Al,Firm,al@x.com,2026-10-24"),
        # A customer has a stage, too
        ("Customer No,Email,Stage", "4711,al@x.com,New"),
        # Tasks that name nobody by an id or an address
        ("Subject,Due Date,Assigned,Priority,Status", "Call,2026-10-24,Ann,High,Completed"),
        ("Betreff,Fälligkeit,Zugewiesen an,Status", "Anruf,2026-10-24,Ann,offen"),
    ],
)
def test_what_lists_neither_leads_nor_deals_is_asked_about(head: str, row: str) -> None:
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(head.split(","), row.split(","))


def test_columns_that_are_blank_do_not_tell_what_the_rows_are() -> None:
    head = "Id,Company,Email,Lead Source,Status,Created Date,Call Type,Activity Date"
    row = "00Q1,Firm,a@x.com,Fair,New,2026-10-24,,"
    assert found(head.split(","), row.split(",")).mapping.kind is Kind.LEADS
    # A sheet without rows is told by the names of its columns alone.
    assert found(["Lead ID", "Activity Type", "Activity Date"]).mapping.kind is Kind.ACTIVITIES


def test_leads_may_name_the_deals_that_became_of_them() -> None:
    read = found(["Lead ID", "Deal ID", "Email"], ["L1", "D1", "al@x.com"])
    assert read.mapping.columns == {
        "Lead ID": "lead_id", "Deal ID": "opportunity_id", "Email": "email",
    }  # fmt: skip
    assert read.mapping.kind is Kind.LEADS


def test_a_customer_that_comes_again_and_again_is_no_row_of_customers() -> None:
    head = ["Client name", "Cost"]
    hours = [[f"Firm {number % 3}", f"{number}"] for number in range(20)]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(head, *hours)
    customers = [[f"Firm {number}", f"{number}"] for number in range(20)]
    assert found(head, *customers).mapping.kind is Kind.CUSTOMERS


def test_a_list_of_addresses_is_of_leads_where_the_file_or_a_column_says_so() -> None:
    rows = [["Name", "E-mail"], ["Al", "al@x.com"]]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(*rows, file="Instructors.csv")
    for file in ("Leads March 7.xlsx", "kontakte.csv"):
        assert found(*rows, file=file).mapping.kind is Kind.LEADS
    assert found(["Email", "Source"], ["al@x.com", "Fair"]).mapping.kind is Kind.LEADS


def test_a_telephone_number_is_neither_a_key_nor_a_count_of_attempts() -> None:
    head = ["Created Date", "Company", "Contact Email", "Contact Number", "Number of contacts"]
    row = ["2026-01-18 09:27:14", "Firm", "a@x.com", "+1-610-782-1627x774", "2"]
    kept = found(head, row).unplaced
    assert kept == ("Contact Number", "Number of contacts")


def test_of_names_that_a_board_repeats_among_its_rows_the_first_are_the_table_s() -> None:
    board: list[list[Cell]] = [
        ["Tasks of leads", "", "", "", ""],
        ["Name", "Owner", "Status", "Email", "Priority"],
        ["Al", "Bo", "New", "al@x.com", "High"],
        ["Subitems", "Name", "Owner", "Status", "Date"],
        ["", "Call", "Bo", "Done", "2026-08-29"],
    ]
    assert found(*board).mapping.header_row == 2


def test_rows_of_which_some_were_won_are_deals_whatever_the_language() -> None:
    rows: list[list[Cell]] = [
        ["id", "empresa", "etapa", "importe_eur"],
        ["1", "Tajo", "Negociación", 42_000],
        ["2", "Norte", "Cerrado ganado", 64_000],
    ]
    what = found(*rows)
    assert (what.mapping.kind, what.mapping.columns["id"]) == (Kind.LEADS, "opportunity_id")
    assert what.mapping.columns["etapa"] == "outcome"
    others: list[list[Cell]] = [
        ["id", "empresa", "etapa", "nota"],
        ["id", "empresa", "fase", "importe_eur"],
    ]
    for other in others:
        unlike: list[list[Cell]] = [
            other,
            ["1", "Tajo", "Negociación", 42_000],
            ["2", "Norte", "En curso", 64_000],
        ]
        with pytest.raises(Problem, match="sheet-not-recognised"):
            found(*unlike)
    # Where another column names the leads, the stage is theirs.
    named: list[list[Cell]] = [["Lead ID", *rows[0][1:]], *rows[1:]]
    assert found(*named).mapping.columns["Lead ID"] == "lead_id"
