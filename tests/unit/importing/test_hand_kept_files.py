"""Files that people keep by hand or take from a database: what their rows are, and their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext(
    stages={
        "mql": ("Marketing Qualified Lead", "MQL"),
        "recycled": ("Recycled", ""),
        "one": ("Sales Accepted Lead", ""),
        "two": ("SAL", ""),
    }
)
Row = Sequence[Cell]


def book(*sheets: Sequence[Row]) -> RawWorkbook:
    made = tuple(
        RawSheet("abcdef"[at], at + 1, frame_of(enumerate(rows, start=1)), hidden=at == 3)
        for at, rows in enumerate(sheets)
    )
    return RawWorkbook("file.xlsx", "/file.xlsx", "0" * 64, 1, "xlsx", made, None, None)


def found(*rows: Row) -> Recognised:
    return recognise(book(rows), CONTEXT)


def checked(*rows: Row) -> Checked:
    what = found(*rows)
    return check(what.sheet, what.mapping, CONTEXT)


def warned(result: Checked) -> list[tuple[str, str, str]]:
    return [
        (each.column, each.code, each.facts.get("found") or each.facts.get("value", ""))
        for each in result.warnings
    ]


def columns(*rows: Row) -> dict[str, str]:
    return found(*rows).mapping.columns


def days(first: int, count: int = 4) -> list[str]:
    return [f"2026-10-{first + n:02}" for n in range(count)]


def test_leads_with_a_note_are_leads_and_calls_of_leads_are_activities() -> None:
    notes = [["Lead ID", "Created Date", "Notes", "Owner"], *(
        [f"L{n}", day, "nice", "Al"] for n, day in enumerate(days(1))
    )]  # fmt: skip
    assert found(*notes).mapping.kind is Kind.LEADS
    calls = [["Date", "Subject", "Lead ID", "Type", "Company", "Status"], *(
        [day, "x", f"L{n}", "Call", "Acme", "Done"] for n, day in enumerate(days(1))
    )]  # fmt: skip
    assert found(*calls).mapping.kind is Kind.ACTIVITIES
    typed = [[*row[:3], "Inbound", *row[4:]] for row in calls[1:]]
    assert found(calls[0], *typed).mapping.kind is Kind.LEADS
    again = [["Lead ID", "Created Date", "Notes"], *([f"L{n % 2}", day, "x"] for n, day in
             enumerate(days(1, 14)))]  # fmt: skip
    assert found(*again).mapping.kind is Kind.ACTIVITIES


def test_tasks_that_are_planned_are_asked_about_and_e_mails_were_not_created_when_opened() -> None:
    tasks = ["Lead ID", "Task due date", "Task type", "Assigned to"]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(tasks, ["L1", "2026-10-13", "Call", "Al"])
    mails = ["Email", "Sent at", "Opened at", "Campaign"]
    sent = columns(mails, ["a@x.com", "2026-10-13 10:00", "2026-10-13 11:00", "Fall"])
    assert sent == {"Email": "email", "Campaign": "campaign"}


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["Date", "Leads", "Source"], ["2026-10-13", "10", "Web"]),
        (["Invoice ID", "Email", "Created", "Source"], ["I1", "a@x.com", "2026-10-13", "Shop"]),
        (["Rechnungsnr.", "E-Mail", "Erstellt am", "Status"], ["1", "a@x.com", "13.10.2026", "x"]),
    ],
)
def test_what_counts_leads_or_lists_other_things_is_asked_about(
    head: list[str], row: list[str]
) -> None:
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(head, row)


def test_a_mapping_can_be_kept_with_what_the_file_told_of_its_dates_and_numbers() -> None:
    result = checked(["Lead ID", "Created Date", "Amount"], ["L1", "13.10.2026", "1.234,50"])
    kept = result.as_read
    assert (result.mapping.dates, result.mapping.decimal) == (None, None)
    assert (kept.dates, kept.decimal) == ("day first", ",")


def test_a_column_called_lead_that_holds_names_counts_none() -> None:
    assert found(["Lead", "Created Date", "Source"], ["Al", "2026-10-13", "Web"]).mapping.columns


@pytest.mark.parametrize(
    ("contact", "field"),
    [("a@example.com", "email"), ("+49 30 123456", None), ("Al Lee", "name")],
)
def test_a_contact_is_what_its_cells_are(contact: str, field: str | None) -> None:
    what = columns(["Lead ID", "Created Date", "Contact"], ["L1", "2026-10-13", contact])
    assert what.get("Contact") == field


def test_the_state_of_a_company_is_no_stage_and_that_of_a_deal_is() -> None:
    what = columns(["Lead ID", "Created Date", "State"], ["L1", "2026-10-13", "BE"])
    assert "State" not in what
    deal = ["OpportunityID", "OpportunityState", "DateCreated"]
    assert columns(deal, ["O1", "WON", "2026-10-13"])["OpportunityState"] == "outcome"


def test_members_of_a_campaign_are_touches_and_users_are_asked_about() -> None:
    member = ["Campaign Name", "Member Type", "Member Status", "Member First Responded Date",
              "Lead ID", "Company"]  # fmt: skip
    what = found(member, ["Fair", "Lead", "Responded", "2026-10-13", "L1", "Acme"])
    assert what.mapping.kind is Kind.ACTIVITIES
    assert what.mapping.columns["Member First Responded Date"] == "at"
    users = ["User ID", "Full Name", "Email", "Role", "Created Date"]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(users, ["U1", "Al", "al@example.com", "Rep", "2026-10-13"])
    called = found([*users, "Lead Owner"], ["U1", "Al", "al@x.com", "Rep", "2026-10-13", "Bo"])
    assert called.mapping.kind is Kind.LEADS


def test_a_sheet_that_calls_its_rows_leads_is_one_of_leads() -> None:
    close = ["id", "display_name", "date_created", "lead_owner"]
    assert found(close, ["lead_1", "Acme", "2026-10-13", "Sue"]).mapping.kind is Kind.LEADS
    phones = ["Name", "Phone", "Enquiry Date", "Assigned To", "Follow up date"]
    what = columns(phones, ["Al", "+44", "2026-10-13", "Bo", "2026-10-20"])
    assert what == {"Name": "name", "Enquiry Date": "created_at", "Assigned To": "owner"}


def test_a_deal_value_alone_makes_no_file_of_opportunities() -> None:
    what = columns(
        ["Lead ID", "Created", "Deal value", "Recycled Date"], ["L1", "2026-10-13", 5, ""]
    )
    assert what == {
        "Lead ID": "lead_id",
        "Created": "created_at",
        "Deal value": "amount",
        "Recycled Date": "recycled_at",
    }


@pytest.mark.parametrize(
    ("header", "texts", "field"),
    [
        ("Réf.", ["FR1", "FR2", "FR3", "FR4"], "lead_id"),
        ("Código", ["10001", "10002", "10003", "10004"], "lead_id"),
        ("Nr.", ["1", "2", "3", "4"], None),
        ("Referencia", ["A1", "A1", "A2", "A3"], None),
        ("Lead #", ["1", "2", "3", "4"], "lead_id"),
    ],
)
def test_a_number_is_a_key_where_it_tells_each_row_from_the_others(
    header: str, texts: list[str], field: str | None
) -> None:
    rows = [
        [text, f"{n}@example.com", day]
        for n, (text, day) in enumerate(zip(texts, days(1), strict=True))
    ]
    assert columns([header, "Email", "Created Date"], *rows).get(header) == field


@pytest.mark.parametrize(
    "header",
    [
        "Date de passage en lead qualifié marketing",
        "Se convirtió en un lead calificado para marketing",
        "Data em que se tornou um lead qualificado pelo marketing",
        "Data in cui è diventato un lead qualificato per il marketing",
        "Datum waarop contact een marketing-qualified lead werd",
    ],
)
def test_the_date_of_a_stage_is_known_by_what_the_stage_is_called_elsewhere(header: str) -> None:
    rows = [["L1", "2026-10-13", "Lead qualifié marketing"], ["L2", "", "marketingqualifiedlead"]]
    result = checked(["Lead ID", header, "Stage"], *rows)
    assert result.columns[header] == "entered.mql"
    assert result.frame["stage"].to_list() == ["Lead qualifié marketing", "mql"]
    assert warned(result) == [("Stage", "stage-word-not-agreed", "Lead qualifié marketing")]
    # Two stages of that name could be meant, or one that is left.
    assert columns(["Lead ID", "Date lead accepté par les ventes"], ["L1", "2026-10-13"]) == {
        "Lead ID": "lead_id"
    }
    assert columns(["Lead ID", "SQL Date"], ["L1", "2026-10-13"]) == {"Lead ID": "lead_id"}
    assert CONTEXT.stage_key("Close") is None


def test_times_beside_days_are_theirs_and_other_times_are_not() -> None:
    head = ["Lead ID", "Datum", "Uhrzeit", "Art", "Dauer", "Hora"]
    rows = [[f"L{n}", day, f"1{n}:30", "Anruf", "00:10", "09:00"] for n, day in enumerate(days(1))]
    frame = checked(head, *rows[:3], ["L3", "2026-10-04", "24:00", "Anruf", "00:10", "x"]).frame
    assert frame["at"].to_list()[0] == datetime.fromisoformat("2026-10-01 10:30Z")
    assert frame["at"].to_list()[3] == datetime.fromisoformat("2026-10-05 00:00Z")
    two = ["Time", "Lead ID", "Created Date", "First Touch Date", "Time (2)", "Hora"]
    what = found(two, ["08:00", "L1", "2026-10-13", "2026-10-14", "x", "09:00"])
    assert what.mapping.times == {"Created Date": "Time"}
    beside = ["Lead ID", "Created Date", "First Touch Date", "Time"]
    what = found(beside, ["L1", "2026-10-13", "2026-10-14", "08:00"])
    assert what.mapping.times == {"First Touch Date": "Time"}


def test_days_without_a_year_are_problems_of_their_cells_and_no_text() -> None:
    result = checked(["Lead ID", "Created Date"], ["L1", "13-Oct"], ["L2", "14-Oct"])
    assert [each.code for each in result.problems] == ["unreadable-date"] * 2


def test_small_print_below_a_blank_row_is_left_out_with_what_stands_beside_it() -> None:
    head = ["Lead ID", "Created Date", "Company"]
    rows = [[f"L{n}", day, "Acme"] for n, day in enumerate(days(1))]
    print_ = [["Q4 leads"], ["Copyright (c) 2000-2026 salesforce.com, inc."], ["Acme Corp"]]
    result = checked(head, *rows, [], *print_)
    assert result.rows == 4
    assert [reason for _, reason in result.left_out] == ["footer"] * 3
    # Without a blank row, or without small print, they may be leads.
    assert checked(head, *rows, [], ["Q4-leads"]).rows == 5
    assert checked(head, *rows, ["Acme-1"]).rows == 5


@pytest.mark.parametrize(
    ("above", "start"),
    [
        ([["# Start date: 20261001"], ["# End date: 20261031"]], None),
        ([["Report Start: October 1, 2026"], ["Report End: October 31, 2026"]], "2026-10-01"),
    ],
)
def test_days_that_a_report_states_in_two_lines_are_those_of_its_rows(
    above: list[Row], start: str | None
) -> None:
    head = ["Session campaign", "Total revenue", *(["Start Date"] if start else [])]
    rows = [[f"c{n}", "10.5", *([start] if start else [])] for n in range(2)]
    frame = checked(*above, head, *rows).frame
    assert frame["start"].to_list() == [date(2026, 10, 1)] * 2
    assert frame["end"].to_list() == [date(2026, 10, 31)] * 2


def test_a_start_that_is_not_the_report_s_says_nothing_of_the_end() -> None:
    above = [["Start: x"], ["Report Start: October 1, 2026"], ["Report End: October 31, 2026"]]
    for days_ in (["2026-10-05", "2026-10-05"], ["2026-10-01", "2026-10-02"], ["01/10/2026"] * 2):
        rows = [[f"c{n}", "10.5", day] for n, day in enumerate(days_)]
        found_ = found(*above, ["Campaign", "Spend", "Start Date"], *rows)
        assert "end" not in found_.mapping.constants
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(["End: 2026-10-31"], ["Session campaign", "Total revenue"], ["c", "1"])


def test_months_across_are_figures_beside_a_column_of_their_sums() -> None:
    head = ["Kennzahl", "Einheit", "Okt 2026", "Nov 2026", "Summe"]
    result = checked(head, ["Leads", "", 1, 2, 3], ["MQLs", "", 4, 5, 9])
    assert sorted(result.frame["value"].to_list()) == [1, 2, 4, 5]


def test_the_revenue_of_the_one_year_is_a_customer_s_and_of_two_years_is_asked() -> None:
    head = ["Customer", "Customer since", "Revenue 2026"]
    assert columns(head, ["Acme", "2024-01-15", 5])["Revenue 2026"] == "revenue"
    assert "revenue" not in columns([*head, "Revenue 2025"], ["Acme", "2024-01-15", 5, 6]).values()


def test_further_sheets_that_could_be_imported_are_named() -> None:
    leads = [["Lead ID", "Created Date"], ["L1", "2026-10-13"]]
    assert recognise(book(leads, leads, [["x"], ["y"]], leads), CONTEXT).others == ("b",)
    assert recognise(book(leads, leads), CONTEXT, sheet="b").others == ()


def test_a_full_name_beside_both_of_its_parts_is_the_name() -> None:
    parts = ["Lead ID", "FirstName", "LastName", "Name"]
    assert columns(parts, ["L1", "Al", "Lee", "Al Lee"])["Name"] == "name"
    assert "Name" not in columns([parts[0], parts[1], "Name"], ["L1", "Al", "Lee"])


def test_cells_that_are_meant_as_dates_or_money_are_problems_and_never_other_columns() -> None:
    head = ["Lead ID", "Created Date", "Amount", "Employees", "Recycled", "First response time"]
    rows = [["L1", "2026 Oktobro 13", "1000-2000", "11-50", "Yes", "01:30:00"],
            ["L2", "46308.375", "ca. 300 €", "51-200", "No", "02:00:00"]]  # fmt: skip
    result = checked(head, *rows)
    codes = [(each.row, each.column, each.code) for each in result.problems]
    assert sorted(codes) == [
        (2, "Amount", "unreadable-number"),
        (2, "Created Date", "unreadable-date"),
        (3, "Amount", "unreadable-number"),
        (3, "Created Date", "unreadable-date"),
    ]
    assert [name for name, field in result.columns.items() if name == field] == head[3:]


def test_what_is_counted_by_day_is_no_activity_of_a_lead() -> None:
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(["Date", "MQLs", "Win rate"], *([day, "10", "20%"] for day in days(1)))
    what = columns(["Date", "Prospect", "Type"], *([day, f"L-{day}", "Call"] for day in days(1)))
    assert what == {"Date": "at", "Prospect": "lead_id", "Type": "kind"}


def test_scores_that_are_shown_as_dates_or_shares_are_problems() -> None:
    head = ["Lead ID", "Created Date", "Score", "Attempts"]
    result = checked(head, ["L1", "2026-10-13", date(1900, 1, 10), "5/10"])
    assert [(each.column, each.code) for each in result.problems] == [
        ("Score", "unreadable-number"),
        ("Attempts", "unreadable-number"),
    ]


def test_days_that_a_spreadsheet_took_for_months_are_warned_of() -> None:
    head = ["Lead ID", "Created Date"]
    cells: list[Cell] = [
        date(2026, 1, 10),
        date(2026, 2, 10),
        date(2026, 5, 10),
        "10/13/2026",
        "10/14/2026",
    ]
    rows: list[Row] = [[f"L{n}", cell] for n, cell in enumerate(cells)]
    told = [("Created Date", "swapped-dates", "10/13/2026")]
    assert warned(checked(head, *rows)) == told
    assert warned(checked(head, *rows[1:])) == []
    assert warned(checked(head, *rows, ["L9", date(2026, 1, 13)])) == []
    assert warned(checked(head, *rows, ["L9", "2026-10-15"])) == []


def test_amounts_of_several_currencies_are_warned_of_where_none_is_agreed() -> None:
    head = ["Opportunity ID", "Created Date", "Amount"]
    rows = [[f"O{n}", day, text] for n, (day, text) in enumerate(
        zip(days(1), ["$100", "USD 5", "€200", "7"], strict=True))]  # fmt: skip
    assert warned(checked(head, *rows)) == [("Amount", "several-currencies", "$, €")]
    assert warned(checked(head, *rows[:2], ["O9", "2026-10-09", "5 Euro each"])) == []
    coded = [
        [*row[:2], "5", code] for row, code in zip(rows, ["EUR", "USD", "EUR", ""], strict=True)
    ]
    assert warned(checked([*head, "Currency"], *coded)) == [
        ("Currency", "several-currencies", "EUR, USD")
    ]


def test_numbers_of_which_some_are_per_cents_are_warned_of() -> None:
    head = ["Opportunity ID", "Created Date", "Amount"]
    rows = [[f"O{n}", day, text] for n, (day, text) in enumerate(
        zip(days(1), ["5", "50%", "60%", ""], strict=True))]  # fmt: skip
    assert warned(checked(head, *rows)) == [("Amount", "some-per-cents", "50%")]
    assert warned(checked(head, *rows[1:])) == [("Amount", "all-per-cents", "50%")]
    scores = ["Lead ID", "Created Date", "Score"]
    assert warned(checked(scores, *rows[1:])) == []
    figures = ["KPI", "Month", "Value"]
    mixed = checked(figures, ["Win rate", "2026-10", "50%"], ["MQLs", "2026-10", "5"])
    assert warned(mixed) == []


def test_a_shorter_table_beside_the_leads_says_nothing_of_them() -> None:
    head = ["Lead ID", "Created Date", "", "Owner", "Target"]
    rows = [[f"L{n}", day, "", *(["Al", "3"] if n < 1 else [])] for n, day in enumerate(days(1))]
    assert columns(head, *rows) == {"Lead ID": "lead_id", "Created Date": "created_at"}
    long = [[f"L{n}", day, "", "Al"] for n, day in enumerate(days(1))]
    assert columns(head, *long)["Owner"] == "owner"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Abgeschlossen und gewonnen", "won"),
        ("Negócio perdido", "lost"),
        ("Transaction gagnée", "won"),
        ("Negócio fechado", None),
        ("Venda perdida", "lost"),
    ],
)
def test_how_a_deal_ended_is_known_among_words_that_say_nothing_else(
    text: str, end: str | None
) -> None:
    head = ["Deal ID", "Deal Stage", "Close Date"]
    result = checked(head, ["D1", "Won", "2026-10-01"], ["D2", text, "2026-10-02"])
    assert result.frame["outcome"].to_list() == ["won", end]
    assert [each.code for each in result.problems] == ([] if end else ["unknown-value"])


def test_subscriptions_of_customers_are_no_leads() -> None:
    head = ["Customer Id", "Company", "Email", "Status", "Activated At", "Cancelled At"]
    what = found(head, ["c1", "Acme", "a@x.com", "active", "2025-01-15", ""])
    assert what.mapping.kind is Kind.CUSTOMERS
