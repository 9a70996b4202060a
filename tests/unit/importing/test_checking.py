"""Raw cells become a typed frame; what is wrong points at its cell."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.importing.cells import frame_of
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.mapping import Mapping, parse_mapping
from alignment_desktop.importing.recognise import complete
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
from tests.unit.importing.checked_sheets import CONTEXT, LEADS, checked


def test_checking_says_how_many_columns_are_typed_and_stops_when_asked() -> None:
    raw = RawSheet("Report", 1, frame_of([(1, ("ID", "Seen")), (2, ("7", "2026-10-03"))]))
    workbook = RawWorkbook("f.xlsx", "/f.xlsx", "0" * 64, 1, "xlsx", (raw,), None, None)
    located = complete(workbook, parse_mapping(LEADS + 'Seen = "created_at"'), CONTEXT)
    heard: list[Progress] = []

    class Impatient:
        def report(self, progress: Progress) -> None:
            heard.append(progress)
            if progress.done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        check(located.sheet, located.mapping, CONTEXT, Impatient())
    assert heard[-2:] == [Progress(0, 2, "checking"), Progress(1, 2, "checking")]
    assert {each.total for each in heard[:-2]} == {0}


def test_a_frame_has_typed_fields_days_beside_moments_and_the_rest_as_text() -> None:
    result = checked(
        LEADS + 'Seen = "created_at"\nFax = ""\nMoney = "amount"',
        ("ID", "Seen", "Fax", "Money", "Note"),
        (7.0, date(2026, 10, 3), "1", 12.5, 3.0),
        ("8", "2026-10-03T09:14:00Z", "", "1.234,50 €", " hello "),
    )
    assert result.frame.to_dict(as_series=False) == {
        "row": [2, 3],
        "lead_id": ["7", "8"],
        "created_at": [
            datetime(2026, 10, 2, 22, tzinfo=UTC),
            datetime(2026, 10, 3, 9, 14, tzinfo=UTC),
        ],
        "created_at.day": [date(2026, 10, 3), None],
        "amount": [12.5, 1234.5],
        "own:Note": ["3", "hello"],
    }
    assert result.columns == {
        "ID": "lead_id", "Seen": "created_at", "Fax": "", "Money": "amount", "Note": "Note",
    }  # fmt: skip
    assert (result.key, result.rows, len(result.problems)) == ("lead_id", 2, 0)


def test_titles_totals_repeated_headers_and_small_print_are_no_rows() -> None:
    result = checked(
        LEADS + 'Source = "source"\nAmount = "amount"',
        ("Leads of the quarter",),
        ("ID", "Source", "Amount"),
        ("1", "Web", "5"),
        ("ID", "Source", "Amount"),
        ("2", "Web", "6"),
        ("Grand Totals (2 records)", "", "11"),
        ("", "Summe", "11"),
        ("Confidential Information - Do Not Distribute",),
        ("Copyright © 2000-2026 example.com, inc.",),
    )
    assert result.frame["row"].to_list() == [3, 5]
    assert (result.rows, len(result.problems)) == (2, 0)
    assert dict(result.left_out) == {
        1: "above-header", 4: "repeated-header", 6: "total", 7: "total", 8: "footer", 9: "footer",
    }  # fmt: skip


def test_customers_have_days() -> None:
    result = checked(
        'kind = "customers"\n[columns]\nName = "account"\nSince = "since"',
        ("Name", "Since"),
        ("Acme", "2026-10-03 23:30"),
    )
    assert result.frame.schema["since"] == pl.Date
    assert result.frame["since"].to_list() == [date(2026, 10, 3)]


def test_a_stage_that_nobody_agreed_on_is_a_warning_at_the_header() -> None:
    result = checked(LEADS + 'Demo = "entered.demo"', ("ID", "Demo"), ("1", "2026-10-03"))
    warning = result.warnings[0]
    assert (warning.row, warning.column, warning.code) == (1, "Demo", "stage-not-agreed")
    assert result.frame["entered.demo.day"].to_list() == [date(2026, 10, 3)]


def test_a_currency_that_the_header_names_and_nobody_agreed_on_is_a_warning() -> None:
    result = checked(LEADS + '"Amount (USD)" = "amount"', ("ID", "Amount (USD)"), ("1", "5"))
    assert [(each.code, each.facts) for each in result.warnings] == [
        ("header-currency", {"found": "USD", "currency": "EUR"})
    ]


def test_problems_are_a_sequence_that_is_counted_by_its_rows() -> None:
    rows = [(str(number), "x", "y") for number in range(3)]
    problems = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"', ("ID", "Seen", "Money"), *rows
    ).problems
    assert [each.row for each in problems[1:3]] == [2, 3]
    assert (problems[-1].row, problems[-1].code) == (4, "unreadable-number")
    assert (problems.count_rows(), problems.count_rows("cell"), problems.count_rows("row")) == (
        3, 3, 0,
    )  # fmt: skip


def test_a_mapping_has_to_be_complete_before_a_sheet_is_checked() -> None:
    raw = RawSheet("Report", 1, frame_of([(1, ["ID"])]))
    with pytest.raises(ValueError, match="not complete"):
        check(raw, Mapping(), CONTEXT)


@pytest.mark.parametrize("rows", [[("Total", "")], []])
def test_a_sheet_with_no_row_of_data_is_refused(rows: list[tuple[str, str]]) -> None:
    with pytest.raises(Problem, match="sheet-without-rows"):
        checked(LEADS, ("ID", "Source"), *rows)
