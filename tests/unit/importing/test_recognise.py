"""Files are recognised by their column names, or refused with the names that say nothing."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.recognise import complete, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook, read_workbook

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "")},
)


def sheet(*rows: Sequence[Cell], name: str = "", number: int = 1, hidden: bool = False) -> RawSheet:
    return RawSheet(name, number, frame_of(enumerate(rows, start=1)), hidden)


def book(*sheets: RawSheet) -> RawWorkbook:
    return RawWorkbook("file.csv", "/file.csv", "0" * 64, 1, "text", sheets, "utf-8", ",")


def columns(*names: str) -> dict[str, str]:
    """What the names of columns alone are recognised as."""
    return recognise(book(sheet(names)), CONTEXT).mapping.columns


@pytest.mark.parametrize(
    "header",
    [
        "entered.mql",
        "Entered MQL",
        "MQL Date",
        "mql_date",
        "Date entered MQL",
        "Became a Marketing Qualified Lead Date",
        "Marketing Qualified Date",
        "hs_lifecyclestage_marketingqualifiedlead_date",
    ],
)
def test_a_stage_date_is_known_by_key_name_and_abbreviation(header: str) -> None:
    assert columns("Lead ID", header)[header] == "entered.mql"


def test_a_text_longer_than_any_column_name_stands_for_no_field() -> None:
    assert columns("Lead ID", "E" + " " * 195 + "mail")["E" + " " * 195 + "mail"] == "email"
    assert "E" + " " * 196 + "mail" not in columns("Lead ID", "E" + " " * 196 + "mail")


def test_an_export_of_salesforce_leads_is_placed() -> None:
    found = columns("Lead ID", "Lead Owner", "Company / Account", "Lead Source", "Email",
                    "Lead Status", "Last Activity Date", "Create Date", "Converted")  # fmt: skip
    assert found == {
        "Lead ID": "lead_id",
        "Lead Owner": "owner",
        "Company / Account": "account",
        "Lead Source": "source",
        "Email": "email",
        "Lead Status": "stage",
        "Create Date": "created_at",
    }


def test_an_export_of_hubspot_contacts_is_placed() -> None:
    found = columns("Record ID - Contact", "Email", "Lead Status", "Lifecycle Stage",
                    "Contact owner", "Create Date", "Last Modified Date", "HubSpot Score",
                    "Original Traffic Source", "Annual Revenue")  # fmt: skip
    assert found["Record ID - Contact"] == "lead_id"
    assert found["Lifecycle Stage"] == "stage"
    assert found["Original Traffic Source"] == "source"
    assert found["HubSpot Score"] == "score"
    assert not found.keys() & {"Lead Status", "Last Modified Date", "Annual Revenue"}


def test_an_export_of_rd_station_is_placed() -> None:
    found = columns("Email", "Nome", "Empresa", "Estágio no funil", "Dono do Lead",
                    "Data da primeira conversão", "Origem da primeira conversão")  # fmt: skip
    assert list(found.values()) == [
        "email", "name", "account", "stage", "owner", "created_at", "source",
    ]  # fmt: skip


def test_an_export_of_pipedrive_deals_is_placed_with_its_outcome() -> None:
    names = ("Deal - ID", "Deal - Title", "Deal - Value", "Deal - Stage", "Deal - Status",
             "Deal - Deal created", "Deal - Expected close date", "Deal - Won time")  # fmt: skip
    rows = [
        ("1", "A", "5", "Talk", "Won", "2026-10-01", "2026-10-30", "2026-10-20"),
        ("2", "B", "6", "Offer", "Open", "2026-10-02", "2026-11-30", ""),
    ]
    mapping = recognise(book(sheet(names, *rows)), CONTEXT).mapping
    assert mapping.columns == {
        "Deal - ID": "opportunity_id",
        "Deal - Value": "amount",
        "Deal - Stage": "stage",
        "Deal - Status": "outcome",
        "Deal - Deal created": "opportunity_at",
        "Deal - Won time": "closed_at",
    }
    assert mapping.values == {"outcome": {"Won": "won", "Open": ""}}


def test_an_export_of_marketo_with_opportunities_is_placed() -> None:
    found = columns("Email", "Marketing Qualified Date", "Reached Pipeline Opportunity Date",
                    "UTM_Campaign", "Pipeline Amount", "Closed Won Bookings Amount")  # fmt: skip
    assert list(found.values()) == [
        "email", "entered.mql", "opportunity_at", "campaign", "amount", "revenue",
    ]  # fmt: skip


def test_dynamics_prefixes_and_currency_suffixes_are_no_hindrance() -> None:
    found = columns("(Do Not Modify) Lead", "(Do Not Modify) Modified On", "Amount (USD)")
    assert found == {"(Do Not Modify) Lead": "lead_id", "Amount (USD)": "amount"}


def test_one_column_per_field_and_the_best_name_wins() -> None:
    assert columns("Company", "Account Name", "Email", "Lead Source") == {
        "Account Name": "account",
        "Email": "email",
        "Lead Source": "source",
    }


def test_a_won_date_in_every_row_means_that_all_were_won() -> None:
    names = ("mql_id", "won_date")
    all_won = recognise(book(sheet(names, ("a", "2026-10-01"))), CONTEXT).mapping
    assert all_won.constants == {"outcome": "won"}
    some = recognise(book(sheet(names, ("a", "2026-10-01"), ("b", ""))), CONTEXT).mapping
    assert some.constants == {}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.ACTIVITIES, ("Lead ID", "Activity Date", "Activity Type", "Subject")),
        (Kind.CAMPAIGNS, ("Campaign name", "Reporting starts", "Reporting ends", "Spend")),
        (Kind.FIGURES, ("Figure", "Period", "Value", "Unit")),
        (Kind.CUSTOMERS, ("Customer", "Customer since", "Revenue", "Cost")),
    ],
)  # fmt: skip
def test_every_kind_is_told_from_the_others(kind: Kind, names: tuple[str, ...]) -> None:
    assert recognise(book(sheet(names)), CONTEXT).mapping.kind is kind


def test_a_sheet_that_says_nothing_is_refused_with_its_columns() -> None:
    with pytest.raises(Problem) as caught:
        recognise(book(sheet(("Product", "Price"), ("A", "5"))), CONTEXT)
    assert caught.value.code == "sheet-not-recognised"
    assert caught.value.facts["columns"] == '"Product", "Price"'


def test_a_list_of_column_names_is_no_header() -> None:
    names = ("Lead ID", "Lead Source", "Email", "Created Date")
    rows = [("Variables", "Description"), *((name, f"What {name} means") for name in names)]
    with pytest.raises(Problem, match="sheet-not-recognised"):
        recognise(book(sheet(*rows)), CONTEXT)


def test_the_header_is_found_under_titles_and_beside_blank_columns() -> None:
    raw = sheet(
        ("", "Leads of this quarter"),
        ("", "As of", "2026-10-03"),
        ("", "", "", ""),
        ("", "Lead ID", "Lead Source", "Email", ""),
        ("", "1", "Web", "a@x.com", "seen"),
    )
    found = recognise(book(raw), CONTEXT)
    assert found.mapping.header_row == 4
    assert found.unplaced == ("Column E",)


def test_twins_and_nameless_columns_get_names_of_their_own() -> None:
    raw = sheet(("A", "B", "A", "", "A"), ("1", "2", "3", "4", "5"))
    assert list(headers(raw, 1)) == ["A", "B", "A (2)", "Column D", "A (3)"]


def test_the_best_fitting_visible_sheet_is_taken() -> None:
    leads = (("Lead ID", "Email"), ("1", "a@x.com"))
    more = (("Lead ID", "Email", "Lead Source"), ("1", "a@x.com", "Web"))
    found = recognise(
        book(
            sheet(("Notes",), ("none",), name="Read me"),
            sheet(*leads, name="Report ", number=2),
            sheet(*more, name="Old", number=3, hidden=True),
        ),
        CONTEXT,
    )
    assert found.mapping.sheet == "Report "
    assert found.certainty == 1.0


def test_a_sheet_is_asked_for_by_name_or_number_and_a_wrong_one_is_named() -> None:
    workbook = book(sheet(("Lead ID",), ("1",), name="Report ", number=1))
    for wanted in ("Report ", "report", 1, "1"):
        assert recognise(workbook, CONTEXT, sheet=wanted).mapping.sheet == "Report "
    with pytest.raises(Problem) as caught:
        recognise(workbook, CONTEXT, sheet="Leads")
    assert caught.value.facts["sheets"] == '"Report "'


def test_a_period_in_the_title_is_the_period_of_every_row() -> None:
    raw = sheet(
        ("Campaign report",),
        ("July 8, 2025 - July 31, 2025",),
        ("Campaign", "Clicks", "Cost"),
        ("A", "5", "1.50"),
        ("Total: Campaigns", "5", "1.50"),
    )
    found = recognise(book(raw), CONTEXT)
    assert found.mapping.constants == {"start": date(2025, 7, 8), "end": date(2025, 7, 31)}


def test_a_mapping_maps_its_own_columns_only() -> None:
    raw = sheet(("Lead ID ", "EMAIL", "Source"), ("1", "a@x.com", "Web"))
    mapping = parse_mapping('kind = "leads"\n[columns]\n"lead id" = "lead_id"\n"Email" = "email"')
    located = complete(book(raw), mapping, CONTEXT)
    assert located.mapping.columns == {"Lead ID": "lead_id", "EMAIL": "email"}
    assert located.header_row == 1


def test_exact_case_goes_before_any_case() -> None:
    raw = sheet(("Cancel Reason", "Cancel reason", "ID"), ("a", "b", "1"))
    text = 'kind = "leads"\n[columns]\n"Cancel reason" = "lost_reason"\nID = "lead_id"'
    located = complete(book(raw), parse_mapping(text), CONTEXT)
    assert located.mapping.columns == {"Cancel reason": "lost_reason", "ID": "lead_id"}
    unclear = parse_mapping(text.replace("Cancel reason", "cancel reason"))
    with pytest.raises(Problem, match="mapping-column-unclear"):
        complete(book(raw), unclear, CONTEXT)


def test_a_mapped_column_that_is_not_there_is_named_with_the_nearest() -> None:
    raw = sheet(("Lead ID", "Mail"), ("1", "a@x.com"))
    text = 'kind = "leads"\n[columns]\n"Lead ID" = "lead_id"\n"E-mail" = "email"\n"Fax" = ""'
    with pytest.raises(Problem) as caught:
        complete(book(raw), parse_mapping(text), CONTEXT)
    assert caught.value.code == "mapping-no-such-column"
    assert (caught.value.facts["column"], caught.value.facts["nearest"]) == ("E-mail", "Mail")


def test_a_column_called_id_alone_makes_leads_only_where_that_is_said() -> None:
    workbook = book(sheet(("ID", "Note"), ("1", "x")))
    with pytest.raises(Problem, match="sheet-not-recognised"):
        recognise(workbook, CONTEXT)
    assert recognise(workbook, CONTEXT, kind=Kind.LEADS).mapping.columns == {"ID": "lead_id"}


def test_a_workbook_without_any_row_is_refused() -> None:
    with pytest.raises(Problem, match="sheet-empty"):
        recognise(book(sheet(), sheet(number=2)), CONTEXT)


def test_a_column_of_stages_in_which_no_deal_has_ended_tells_no_outcome() -> None:
    names = ("Opportunity ID", "Status", "Stage")
    found = recognise(book(sheet(names, ("1", "Active", "Won"))), CONTEXT).mapping
    assert found.columns["Stage"] == "outcome"


def test_a_line_above_a_table_that_is_no_period_gives_none() -> None:
    raw = sheet(("Campaign report", "by Ann"), ("", ""), ("Campaign", "Cost"), ("A", "1.50"))
    assert recognise(book(raw), CONTEXT).mapping.constants == {}


def test_an_own_name_of_a_stage_that_cannot_be_one_is_a_column_like_any_other() -> None:
    assert columns("lead_id", "entered.Not A Key") == {"lead_id": "lead_id"}


def test_a_name_that_a_twin_would_get_is_not_given_twice() -> None:
    assert list(headers(sheet(("A", "A (2)", "A"), ("1", "2", "3")), 1)) == ["A", "A (2)", "A (3)"]


def test_a_row_of_names_that_holds_nothing_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        headers(sheet(("A",), ("1",), name="Report"), 5)
    assert caught.value.code == "header-row-blank"
    assert caught.value.facts == {"row": "5", "sheet": 'sheet "Report"'}


def test_days_that_follow_one_another_without_an_end_are_periods_of_their_own() -> None:
    def found(*days: str, campaigns: str = "AB") -> dict[str, str]:
        rows = [(day, name, "5") for day in days for name in campaigns]
        workbook = book(sheet(("Start Date", "Campaign Name", "Spend"), *rows))
        what = recognise(workbook, CONTEXT, kind=Kind.CAMPAIGNS)
        if what.mapping.also:
            told = check(what.sheet, what.mapping, CONTEXT).warnings
            assert [each.code for each in told] == ["days-without-end"]
        return what.mapping.also

    assert found("10/13/2026", "10/14/2026", "10/15/2026") == {"Start Date": "end"}
    assert found("2026-10-01", "2026-11-01") == {}
    assert found("10/1/2026", "10/2/2026") == {}, "which days they are has to be asked first"
    assert found("2026-10-01", "2026-10-02", campaigns="") == {}


@pytest.mark.parametrize(
    "names",
    [
        ("opportunity_id", "amount", "created_at"),
        ("lead_id", "opportunity_id", "email", "created_at", "amount"),
        ("opportunity_id", "name", "stage", "created_at", "opportunity_at", "entered.mql"),
    ],
)
def test_the_own_name_of_a_field_is_that_field_in_a_file_of_deals_too(
    names: tuple[str, ...],
) -> None:
    assert columns(*names) == {name: name for name in names}


def test_the_name_of_a_deal_is_not_the_lead_s() -> None:
    assert columns("Opportunity ID", "Name", "CREATED_AT") == {
        "Opportunity ID": "opportunity_id",
        "CREATED_AT": "created_at",
    }


def test_the_creation_that_a_system_writes_of_a_deal_is_the_opportunity_s() -> None:
    for name in ("Created Time", "Create Date"):
        assert columns("Opportunity ID", name)[name] == "opportunity_at"


@pytest.mark.parametrize(
    ("names", "placed"),
    [
        (("Lead ID", "lead_id", "created_at"), {"lead_id", "created_at"}),
        (("LEAD_ID", "lead_id", "created_at"), {"lead_id", "created_at"}),
        (("lead_id", "created\nat", "created_at"), {"lead_id", "created_at"}),
        (("lead_id", "Entered MQL", "entered.mql"), {"lead_id", "entered.mql"}),
    ],
)
def test_of_two_names_of_a_field_its_very_own_wins_and_the_other_stays_a_column(
    names: tuple[str, ...], placed: set[str]
) -> None:
    raw = sheet(names, ["2026-10-03"] * len(names))
    found = recognise(book(raw), CONTEXT)
    assert found.mapping.columns == {name: name for name in names if name in placed}
    shown = check(found.sheet, found.mapping, CONTEXT).columns
    assert shown == {name: name for name in names}


def outcomes(*cells: str, header: str) -> tuple[list[str | None], list[str]]:
    """The outcomes that are read from a column of deals, and the codes of the problems."""
    rows = [(str(number), cell) for number, cell in enumerate(cells)]
    found = recognise(book(sheet(("Opportunity ID", header), *rows)), CONTEXT)
    checked = check(found.sheet, found.mapping, CONTEXT)
    return checked.frame["outcome"].to_list(), [each.code for each in checked.problems]


@pytest.mark.parametrize("header", ["outcome", "Outcome", "Deal Outcome"])
def test_a_word_that_is_no_outcome_is_a_problem_in_a_column_of_outcomes(header: str) -> None:
    read, problems = outcomes("Won", "lost", "maybe", "Open", "-", header=header)
    assert read == ["won", "lost", None, None, None]
    assert problems == ["unknown-value"]


@pytest.mark.parametrize("header", ["deal_stage", "Stage", "Status"])
def test_known_stages_are_open_deals_where_a_stage_tells_the_outcome(header: str) -> None:
    words = ("Won", "Lost", "Engaging", "MQL")
    assert outcomes(*words, header=header) == (["won", "lost", None, None], [])


def test_a_stage_that_nobody_knows_is_never_taken_for_an_open_deal() -> None:
    words = ["Closed Won"] * 2 + ["Closed Lost - Price", "Dead", "Proposal", "Signed", "Archived"]
    read, problems = outcomes(*words, header="Deal Stage")
    assert read == ["won", "won", "lost", "lost", None, None, None]
    assert problems == ["unknown-value"] * 2


def test_no_other_column_takes_the_place_of_an_outcome_or_a_stage_so_called() -> None:
    names = ("opportunity_id", "outcome", "Status", "stage")
    found = recognise(book(sheet(names, ("1", "maybe", "Won", "Won"))), CONTEXT).mapping
    assert found.columns == {name: name for name in names if name != "Status"}
    assert found.values == {}


@pytest.mark.slow
def test_many_columns_of_one_name_are_told_apart() -> None:
    raw = sheet(["Lead ID", *["Note"] * 2_000], ["x"] * 2_001)
    names = list(headers(raw, 1))
    assert (len(names), names[1], names[2], names[-1]) == (2_001, "Note", "Note (2)", "Note (2000)")


@pytest.mark.slow
def test_a_sheet_of_thousands_of_columns_is_read() -> None:
    names = ["Lead ID", *(f"col {number}" for number in range(2_001))]
    raw = sheet(names, ["1", *["x"] * 2_001], ["2", *[" - "] * 2_001])
    found = recognise(book(raw), CONTEXT)
    checked = check(found.sheet, complete(book(raw), found.mapping, CONTEXT).mapping, CONTEXT)
    assert checked.frame.select("lead_id", "own:col 2000").rows() == [("1", "x"), ("2", None)]


# The real files


def test_both_files_of_olist_come_out_by_their_key(real_data: Path) -> None:
    leads = recognise(
        read_workbook(real_data / "olist" / "olist_marketing_qualified_leads_dataset.csv"), CONTEXT
    )
    assert leads.mapping.columns == {
        "mql_id": "lead_id",
        "first_contact_date": "created_at",
        "origin": "source",
    }
    deals = recognise(
        read_workbook(real_data / "olist" / "olist_closed_deals_dataset.csv"), CONTEXT
    )
    assert deals.mapping.constants == {"outcome": "won"}
    checked = check(deals.sheet, deals.mapping, CONTEXT)
    assert (checked.rows, checked.frame.height, len(checked.problems)) == (842, 842, 0)
    assert checked.frame["closed_at.day"].null_count() == 842


def test_three_files_of_one_school_come_out_equal(real_data: Path) -> None:
    frames = []
    for name in ("Leads.csv", "Leads.xlsx", "Leads-really-xlsx.csv"):
        found = recognise(read_workbook(real_data / "xeducation" / name), CONTEXT)
        assert found.mapping.columns["Lead Source"] == "source"
        frames.append(check(found.sheet, found.mapping, CONTEXT).frame)
    assert frames[0].height == 9_240
    assert frames[0].equals(frames[1])
    assert frames[0].equals(frames[2])
    assert (frames[0]["own:Converted"] == "1").sum() == 3_561
    assert not frames[0].select((pl.col(pl.String) == "Select").any()).row(0).count(True)


def test_the_data_dictionary_is_refused(real_data: Path) -> None:
    workbook = read_workbook(real_data / "xeducation" / "Leads Data Dictionary.xlsx")
    with pytest.raises(Problem, match="sheet-not-recognised"):
        recognise(workbook, CONTEXT)


def test_maven_won_4238_deals_for_ten_million(real_data: Path) -> None:
    found = recognise(read_workbook(real_data / "maven" / "sales_pipeline.csv"), CONTEXT)
    checked = check(found.sheet, found.mapping, CONTEXT)
    won = checked.frame.filter(pl.col("outcome") == "won")
    assert (checked.key, won.height, won["revenue"].sum()) == ("opportunity_id", 4_238, 10_005_534)
    assert won["closed_at.day"].min() == date(2017, 3, 1)
    assert not checked.problems


def test_zoho_months_in_the_minutes_are_read_as_written(real_data: Path) -> None:
    found = recognise(read_workbook(real_data / "zoho" / "Leads.csv"), CONTEXT)
    frame = check(found.sheet, found.mapping, CONTEXT).frame
    local = frame["created_at"].dt.convert_time_zone("Europe/Berlin").dt.replace_time_zone(None)
    assert frame.height == 3_900
    assert local[0] == datetime(2021, 4, 15, 0, 3)


def test_totals_of_an_ads_report_are_not_counted(real_data: Path) -> None:
    found = recognise(read_workbook(real_data / "google-ads" / "Campaign report.csv"), CONTEXT)
    checked = check(found.sheet, found.mapping, CONTEXT)
    assert checked.frame["spend"].to_list() == [1661.67, 904.26]
    assert [reason for _, reason in checked.left_out].count("total") == 4
