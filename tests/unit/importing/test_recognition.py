"""Columns are recognised in seven languages, by what is in them too; what is unsure is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_words import readings
from alignment_desktop.importing.placing import ColumnVerdict
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
from tests.recognition_key import KEY, SIBLINGS, exports, main, share, sheets, verdict

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "")},
)
Rows = Sequence[Sequence[Cell]]


def book(*rows: Sequence[Cell]) -> RawWorkbook:
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    return RawWorkbook("file.csv", "/file.csv", "0" * 64, 1, "text", (sheet,), "utf-8", ",")


def found(*rows: Sequence[Cell], kind: Kind | None = None) -> Recognised:
    return recognise(book(*rows), CONTEXT, kind=kind)


def columns(*rows: Sequence[Cell]) -> dict[str, str]:
    return found(*rows).mapping.columns


def checked(*rows: Sequence[Cell]) -> Checked:
    what = found(*rows)
    return check(what.sheet, what.mapping, CONTEXT)


def told(what: Recognised) -> dict[str, ColumnVerdict]:
    return {each.column: each for each in what.verdicts}


def leads(*names: str, **cells: Sequence[Cell]) -> Rows:
    """Ten leads with an id and a day, and further columns."""
    head = ["Lead ID", "Created Date", *names]
    more = [cells[name.replace(" ", "_")] for name in names]
    body = [[f"L{n}", f"2026-10-{n + 1:02}", *(each[n] for each in more)] for n in range(10)]
    return [head, *body]


# What names mean


def test_of_the_exports_of_the_key_95_of_100_columns_are_right_and_none_is_wrong() -> None:
    verdicts = [verdict(entry, workbook) for entry, workbook in exports()]
    assert share(verdicts) >= 0.95
    assert {each.name: each.wrong for each in verdicts if each.wrong} == {}
    assert [each.name for each in verdicts if not each.kind_is_right] == []


def test_exports_in_other_languages_and_of_other_vendors_are_read_as_they_were() -> None:
    verdicts = [verdict(entry, workbook) for entry, workbook in exports(SIBLINGS)]
    assert {each.name: (each.missed, each.wrong) for each in verdicts if each.missed} == {}
    assert [each.name for each in verdicts if each.wrong or not each.kind_is_right] == []


def test_the_key_names_each_header_once() -> None:
    for entry in [*sheets(KEY), *sheets(SIBLINGS)]:
        names = [*entry.get("fields", {}), *entry.get("either", {}), *entry.get("none", [])]
        assert len(names) == len(set(names)), entry


def test_the_share_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main([tmp_path])
    assert "kinds right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "meanings"),
    [
        ("Abschlussdatum", {"close", "date"}),
        ("leadOwner", {"lead", "owner"}),
        ("LEADID", {"lead", "id"}),
        ("zustaendig", {"owner"}),
        ("Montant (EUR)", {"amount"}),
        ("Created By", {"user"}),
        ("Companies", {"company"}),
        ("Sources", {"source"}),
    ],
)
def test_the_words_of_a_name_are_known_in_compounds_and_whatever_the_case(
    name: str, meanings: set[str]
) -> None:
    assert frozenset(meanings) in readings(name)


@pytest.mark.parametrize("name", ["Fax", "Lead Fax", "x" * 300, "lead " * 13, "(EUR)", ""])
def test_a_name_with_a_word_that_nobody_knows_means_nothing(name: str) -> None:
    assert readings(name) == frozenset()


def test_a_name_that_could_mean_too_much_means_nothing() -> None:
    assert readings("da " * 12) == frozenset()


@pytest.mark.parametrize("header", ["Fecha de MQL", "Date MQL", "MQL-Datum", "MQL seit"])
def test_the_date_of_a_stage_is_known_in_other_languages(header: str) -> None:
    assert columns(["Lead ID", header])[header] == "entered.mql"


# What is in the columns


def test_a_blank_column_loses_to_a_filled_one_and_a_sparse_to_a_full() -> None:
    rows = leads(
        "Region", "Country", "Lead Score", "Pardot Score",
        Region=[""] * 10, Country=["France"] * 10, Lead_Score=["3", *[""] * 9],
        Pardot_Score=[str(n) for n in range(10)],
    )  # fmt: skip
    what = found(*rows)
    assert what.mapping.columns["Country"] == "region"
    assert what.mapping.columns["Pardot Score"] == "score"
    assert told(what)["Region"].reason == "taken"
    assert told(what)["Region"].could_be == "region"


def test_a_column_without_a_date_is_no_date_and_says_so() -> None:
    rows = leads(
        "Recycled", "Feedback", Recycled=["Yes", "No"] * 5, Feedback=["nice", *[""] * 9]
    )  # fmt: skip
    what = found(*rows)
    assert list(what.mapping.columns) == ["Lead ID", "Created Date"]
    assert (told(what)["Recycled"].field, told(what)["Recycled"].reason) == ("", "unfit")


def test_one_date_makes_a_column_of_dates_only_where_its_name_says_date() -> None:
    cells = ["2026-10-05", *["later"] * 9]
    texts = [f"{cell} {n}" if n else cell for n, cell in enumerate(cells)]
    rows = leads("Feedback", "Close Date", Feedback=texts, Close_Date=texts)
    what = found(*rows)
    assert "Feedback" not in what.mapping.columns
    unsure = {name: each.is_unsure for name, each in told(what).items() if each.field}
    assert unsure == {"Lead ID": False, "Created Date": False, "Close Date": True}
    problems = check(what.sheet, what.mapping, CONTEXT).problems
    assert [each.code for each in problems] == ["unreadable-date"] * 9


def test_a_rating_is_a_grade_only_where_it_holds_grades() -> None:
    warmth = found(*leads("Rating", Rating=["Hot", "Cold"] * 5))
    assert "Rating" not in warmth.mapping.columns
    assert told(warmth)["Rating"].reason == "unsure"
    assert columns(*leads("Rating", Rating=["A", "B+"] * 5))["Rating"] == "grade"


def test_formulas_without_a_result_leave_the_name_to_tell() -> None:
    from alignment_desktop.importing.cells import CellKind, kind_column

    rows = leads("First Touch", First_Touch=["=A1+1"] * 10)
    workbook = book(*rows)
    sheet = workbook.sheets[0]
    formulas = pl.lit(int(CellKind.FORMULA), pl.UInt8)
    below = pl.when(pl.col("row") > 1).then(formulas).otherwise(pl.col(kind_column(2)))
    frame = sheet.frame.with_columns(below.alias(kind_column(2)))
    workbook = RawWorkbook(
        "file.csv", "/file.csv", "0" * 64, 1, "text", (RawSheet("", 1, frame),), "utf-8", ","
    )
    assert recognise(workbook, CONTEXT).mapping.columns["First Touch"] == "first_touch_at"


def test_an_id_that_repeats_names_no_single_leads() -> None:
    rows = [["Lead ID", "Lead Source"], *([f"L{n % 3}", "Web"] for n in range(30))]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        found(*rows)
    owned = [["lead_id", "created_at"], *([f"L{n % 3}", "2026-10-01"] for n in range(30))]
    assert columns(*owned)["lead_id"] == "lead_id"


def test_addresses_prove_a_column_and_other_words_are_none() -> None:
    rows = [["E-Mail", "Quelle"], ["a@x.com", "Messe"], ["b@x.com", "Web"]]
    assert columns(*rows)["E-Mail"] == "email"
    flags = leads("Email", Email=["opted in", "no"] * 5)
    assert "Email" not in columns(*flags)


def test_days_and_times_in_two_columns_make_moments() -> None:
    rows = leads(
        "Erstkontakt am", "Erstkontakt Zeit",
        Erstkontakt_am=[f"{n + 13:02}.11.2026" for n in range(9)] + [""],
        Erstkontakt_Zeit=["14:05"] * 8 + ["", "9:00"],
    )  # fmt: skip
    what = found(*rows)
    assert what.mapping.times == {"Erstkontakt am": "Erstkontakt Zeit"}
    assert told(what)["Erstkontakt Zeit"].reason == "time-of-day"
    frame = check(what.sheet, what.mapping, CONTEXT).frame
    local = frame["first_touch_at"].dt.convert_time_zone("Europe/Berlin")
    assert local.dt.strftime("%d %H:%M").to_list()[:2] == ["13 14:05", "14 14:05"]
    assert frame["first_touch_at.day"].to_list()[-2:] == [date(2026, 11, 21), None]


def test_a_column_of_moments_needs_no_times_of_another() -> None:
    moments = [datetime(2026, 11, n + 1, 8, 30) for n in range(10)]  # noqa: DTZ001 - as sheets do
    rows = leads("Erstkontakt am", "Erstkontakt Zeit", Erstkontakt_am=moments,
                 Erstkontakt_Zeit=["14:05"] * 10)  # fmt: skip
    assert found(*rows).mapping.times == {}


# What the rows are


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


# Deals


def deals(header: str, *words: str) -> Recognised:
    rows = [[f"D{n}", word] for n, word in enumerate(words)]
    return found(["Deal ID", header], *rows)


def test_one_column_tells_outcome_and_stage_where_no_other_tells_the_stage() -> None:
    what = deals("Deal Stage", "Closed Won", "Closed Lost - Price", "Proposal")
    assert what.mapping.columns["Deal Stage"] == "outcome"
    assert what.mapping.also == {"Deal Stage": "stage"}
    assert [each.field for each in what.verdicts] == ["opportunity_id", "outcome", "stage"]
    frame = check(what.sheet, what.mapping, CONTEXT).frame
    assert frame["outcome"].to_list() == ["won", "lost", None]
    assert frame["stage"].to_list() == ["Closed Won", "Closed Lost - Price", "Proposal"]


def test_another_column_tells_the_stage_where_it_is_filled() -> None:
    rows = [["Deal ID", "Deal Stage", "Pipeline Stage"], ["D1", "Won", "Offer"]]
    what = found(*rows)
    assert what.mapping.columns == {
        "Deal ID": "opportunity_id",
        "Deal Stage": "outcome",
        "Pipeline Stage": "stage",
    }


def test_a_flag_tells_deals_that_were_won_and_what_it_says_of_others_is_told() -> None:
    what = deals("is_closed_won", "1", "0", "1")
    assert what.mapping.columns["is_closed_won"] == "outcome"
    result = check(what.sheet, what.mapping, CONTEXT)
    assert result.frame["outcome"].to_list() == ["won", None, "won"]
    assert [each.code for each in result.problems] == ["unknown-value"]
    assert "is_closed_won" not in deals("is_closed_won", "maybe", "1").mapping.columns


def test_deals_name_their_contacts_only_where_there_are_deals() -> None:
    assert columns(["Deal ID", "Deal Name", "Contact ID"])["Contact ID"] == "contact_ids"
    assert "contact_ids" not in columns(["Deal Name", "Email", "Contact ID"]).values()


# Reports


@pytest.mark.parametrize(
    ("header", "day", "start", "end"),
    [
        ("Day", "2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("Week", "2026-06-01", date(2026, 6, 1), date(2026, 6, 7)),
        ("Semana", "15/06/2026", date(2026, 6, 15), date(2026, 6, 21)),
        ("Month", "2026-10-05", date(2026, 10, 1), date(2026, 10, 31)),
        ("Quarter", "2026-11-05", date(2026, 10, 1), date(2026, 12, 31)),
        ("Week", "2026-W23", date(2026, 6, 1), date(2026, 6, 7)),
        ("Kalenderwoche", "KW 23/2026", date(2026, 6, 1), date(2026, 6, 7)),
        ("Week", "2026 KW23", date(2026, 6, 1), date(2026, 6, 7)),
        ("Period", "2026-10", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_a_day_is_the_period_that_its_column_is_called_by(
    header: str, day: str, start: date, end: date
) -> None:
    frame = checked([header, "Campaign", "Spend"], [day, "A", "5"]).frame
    assert frame.select("start", "end").row(0) == (start, end)


def test_months_across_are_figures_of_their_months() -> None:
    result = checked(
        ["Marketing KPIs FY26"],
        ["KPI", "Unit", "Oct 2026", "Nov 2026", datetime(2026, 12, 1)],  # noqa: DTZ001
        ["Leads", "n", "10", "", "12"],
        ["MQL", "n", "five", "6", "7"],
    )
    assert result.rows == 2
    assert result.frame.select("figure", "start", "value").rows() == [
        ("Leads", date(2026, 10, 1), 10.0),
        ("MQL", date(2026, 11, 1), 6.0),
        ("Leads", date(2026, 12, 1), 12.0),
        ("MQL", date(2026, 12, 1), 7.0),
    ]
    assert [(each.row, each.column) for each in result.problems] == [(4, "Oct 2026")]
    assert result.columns["Nov 2026"] == "value"


def test_months_across_are_the_spend_of_campaigns_where_a_line_above_says_so() -> None:
    table = (
        ["Campaign", "Channel", "Oct 2026", "Nov 2026"],
        ["Search", "Google", "100", "1.5"],
        ["Fair", "Event", "", "many"],
        ["Mail", "E-mail", "7", ""],
    )
    result = checked(["Marketing spend FY26"], *table)
    assert result.frame.select("campaign", "channel", "start", "spend").rows() == [
        ("Search", "Google", date(2026, 10, 1), 100.0),
        ("Mail", "E-mail", date(2026, 10, 1), 7.0),
        ("Search", "Google", date(2026, 11, 1), 1.5),
    ]
    assert [(each.row, each.column) for each in result.problems] == [(4, "Nov 2026")]
    # By the numbers alone nobody could tell spend from clicks.
    for above in ([], [["FY26"]], [["Spend and clicks"]]):
        with pytest.raises(Problem, match="sheet-not-recognised"):
            columns(*above, *table)


def test_months_beside_a_column_that_counts_are_not_taken_for_what_a_line_above_names() -> None:
    rows = (["Campaign", "Clicks", "Oct 2026", "Nov 2026"], ["Search", "5", "100", "1.5"])
    assert "Oct 2026" not in columns(["Spend"], *rows)


def test_one_month_alone_is_no_table_of_months() -> None:
    with pytest.raises(Problem, match="sheet-not-recognised"):
        columns(["KPI", "Oct 2026"])


def test_a_line_above_the_table_tells_the_month() -> None:
    rows = (["Month: October 2026"], ["", ""], ["Campaign", "Cost"], ["A", "1.50"])
    same = found(*rows).mapping.constants
    assert same == {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}


def test_headings_of_groups_and_rows_of_ratios_are_no_leads() -> None:
    head = ["Lead ID", "Created Date", "Score"]
    rows = list(enumerate([
        ["New"], head, ["L1", "2026-10-01", "5"], ["L2", "2026-10-02", "6"],
        ["Working"], head, ["L3", "2026-10-03", "7"],
    ], start=1))  # fmt: skip
    rows += [(9, ["0", "0", "0.12"])]
    sheet = RawSheet("", 1, frame_of(rows))
    workbook = RawWorkbook("f", "/f", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    what = recognise(workbook, CONTEXT)
    result = check(what.sheet, what.mapping, CONTEXT)
    assert result.frame["lead_id"].to_list() == ["L1", "L2", "L3"]
    assert not result.problems
    assert [reason for _, reason in result.left_out] == [
        "above-header", "group", "repeated-header", "summary",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "last",
    [["L9", "2026-10-09", "5"], ["99", "2026-10-09", "5"], ["L9", "0.5", "x"]],
)
def test_a_lead_below_a_blank_row_is_a_lead(last: list[str]) -> None:
    rows = [(1, ["Lead ID", "Created Date", "Score"]), (2, ["1", "2026-10-01", "5"]), (4, last)]
    sheet = RawSheet("", 1, frame_of(rows))
    workbook = RawWorkbook("f", "/f", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    what = recognise(workbook, CONTEXT)
    assert check(what.sheet, what.mapping, CONTEXT).rows == 2


# With a mapping


def test_a_cell_that_a_spreadsheet_made_the_first_of_a_month_is_that_month() -> None:
    head = ["Period", "Campaign", "Spend"]
    frame = checked(head, [datetime(2026, 10, 1), "A", "5"]).frame  # noqa: DTZ001
    assert frame.select("start", "end").row(0) == (date(2026, 10, 1), date(2026, 10, 31))
    problems = checked(head, [datetime(2026, 10, 5), "A", "5"]).problems  # noqa: DTZ001
    assert [each.code for each in problems] == ["no-period"]


def test_the_day_of_any_stage_is_known_by_the_field_s_own_name() -> None:
    own = ["lead_id", "entered.demo-done"]
    assert columns(["Report"], own)["entered.demo-done"] == "entered.demo-done"


@pytest.mark.parametrize(
    ("code", "header", "told"),
    [("USD", "Currency code", ["USD"]), ("eur", "Währung", []), ("", "Currency", []),
     ("local", "Currency", [])],
)  # fmt: skip
def test_a_column_that_names_another_currency_is_told(
    code: str, header: str, told: list[str]
) -> None:
    result = checked(["Month", "Campaign", "Cost", header], ["2026-10", "A", "5", code])
    assert [each.facts["found"] for each in result.warnings] == told
    what = found(["Month", "Campaign", "Cost", header], ["2026-10", "A", "5", code])
    assert not check(what.sheet, what.mapping, ImportContext()).warnings


def test_rows_of_ads_that_are_one_a_campaign_are_added_without_a_word() -> None:
    head = ["Month", "Campaign", "Ad group", "Cost"]
    result = checked(head, ["2026-10", "A", "x", "5"], ["2026-10", "B", "x", ""])
    assert result.frame["spend"].to_list() == [5.0, None]
    assert not result.warnings


def test_a_stray_word_does_not_make_a_column_of_stages_the_outcome() -> None:
    rows = [["Lead-ID", "Phase", "Ergebnis"], ["1", "MQL", "won"], ["2", "SAL", "lost"]]
    assert columns(*rows) == {"Lead-ID": "lead_id", "Phase": "stage", "Ergebnis": "outcome"}
    rows.append(["3", "won", ""])
    assert columns(*rows) == {"Lead-ID": "lead_id", "Phase": "stage", "Ergebnis": "outcome"}


# What only looks like leads, and competing columns


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
    ],
)
def test_a_log_of_what_was_done_is_no_list_of_leads(
    head: Sequence[str], cells: dict[str, Sequence[Cell]]
) -> None:
    more = {name: ["x"] for name in ("Rep", "user", "disposition")}
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
