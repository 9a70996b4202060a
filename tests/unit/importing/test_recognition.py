"""Columns are recognised in seven languages, by what is in them too; what is unsure is asked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import frame_of
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_words import readings
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
from tests.recognition_key import KEY, SIBLINGS, TOOLS, exports, main, share, sheets, verdict
from tests.unit.importing.recognised_tables import (
    CONTEXT,
    book,
    checked,
    columns,
    found,
    leads,
    told,
)

# What names mean


def test_of_the_exports_of_the_key_95_of_100_columns_are_right_and_none_is_wrong() -> None:
    verdicts = [verdict(entry, workbook) for entry, workbook in exports()]
    assert share(verdicts) >= 0.95
    assert {each.name: each.wrong for each in verdicts if each.wrong} == {}
    assert [each.name for each in verdicts if not each.kind_is_right] == []


@pytest.mark.parametrize("key", [SIBLINGS, TOOLS])
def test_exports_in_other_languages_and_of_other_vendors_are_read_as_they_were(key: Path) -> None:
    verdicts = [verdict(entry, workbook) for entry, workbook in exports(key)]
    assert {each.name: (each.missed, each.wrong) for each in verdicts if each.missed} == {}
    assert [each.name for each in verdicts if each.wrong or not each.kind_is_right] == []


def test_the_key_names_each_header_once() -> None:
    for entry in [*sheets(KEY), *sheets(SIBLINGS), *sheets(TOOLS)]:
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
