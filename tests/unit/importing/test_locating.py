"""A mapping is brought to a file: what it leaves out is found, what it has wrong is said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.locating import Located, complete
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext()


def sheet(*rows: Sequence[Cell], name: str = "", number: int = 1, hidden: bool = False) -> RawSheet:
    return RawSheet(name, number, frame_of(enumerate(rows, start=1)), hidden)


def located(mapping: str, *sheets: RawSheet) -> Located:
    book = RawWorkbook("file.xlsx", "/file.xlsx", "0" * 64, 1, "xlsx", sheets, None, None)
    return complete(book, parse_mapping(mapping), CONTEXT)


def refusal(mapping: str, *sheets: RawSheet) -> Problem:
    with pytest.raises(Problem) as caught:
        located(mapping, *sheets)
    return caught.value


LEADS = (("Lead ID", "Email"), ("1", "a@x.com"))
BY_ID = '[columns]\n"Lead ID" = "lead_id"\n'


def test_the_visible_sheet_with_most_of_the_columns_is_taken() -> None:
    found = located(
        BY_ID + 'Email = "email"',
        sheet(("Lead ID", "Note"), ("1", "x"), name="Notes"),
        sheet(name="Empty", number=2),
        sheet(*LEADS, name="Old", number=3, hidden=True),
        sheet(*LEADS, name="Leads", number=4),
        sheet(*LEADS, name="Copy", number=5),
    )
    assert (found.sheet.name, found.header_row) == ("Leads", 1)
    assert found.mapping.sheet == "Leads"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ('A = "email"\nB = "created_at"', Kind.LEADS),
        ('A = "account"\nB = "since"', Kind.CUSTOMERS),
        ('A = "figure"', Kind.FIGURES),
        ('A = "entered.mql"', Kind.LEADS),
        ('A = "lead_id"\nB = "at"', Kind.ACTIVITIES),
    ],
)
def test_the_kind_is_the_one_that_has_all_the_fields(fields: str, kind: Kind) -> None:
    found = located(f"[columns]\n{fields}", sheet(("A", "B"), ("1", "2")))
    assert found.mapping.kind is kind


def test_fields_that_several_kinds_have_leave_the_kind_unclear() -> None:
    problem = refusal('[columns]\nA = "revenue"', sheet(("A", "B"), ("1", "2")))
    assert problem.code == "kind-unclear"
    assert problem.facts == {"kinds": "leads, campaigns, customers"}


def test_a_header_row_that_is_named_and_blank_is_said_to_be() -> None:
    problem = refusal('kind = "leads"\nheader_row = 9\n' + BY_ID, sheet(*LEADS))
    assert (problem.code, problem.facts["row"]) == ("header-row-blank", "9")


def test_a_file_without_rows_is_refused() -> None:
    assert refusal('kind = "leads"\n' + BY_ID, sheet()).code == "sheet-empty"
    assert refusal('kind = "leads"\nheader_row = 1\n' + BY_ID).code == "sheet-empty"


def test_the_header_is_found_by_names_that_are_known_where_the_mapping_s_own_are_missing() -> None:
    problem = refusal('kind = "leads"\n[columns]\nNummer = "lead_id"', sheet(("Report",), *LEADS))
    assert problem.code == "mapping-no-such-column"
    assert problem.facts["nearest"] == "Email"


def test_two_lines_of_a_mapping_for_one_column_are_refused() -> None:
    text = 'kind = "leads"\n[columns]\n"Lead ID" = "lead_id"\n"lead id" = "email"'
    problem = refusal(text, sheet(*LEADS))
    assert problem.code == "mapping-same-column"
    assert problem.facts == {"column": "lead id", "header": "Lead ID"}


def test_a_column_that_is_ignored_need_not_be_there() -> None:
    assert located(BY_ID + 'Fax = ""', sheet(*LEADS)).mapping.columns == {"Lead ID": "lead_id"}


def test_the_nearest_of_no_names_is_none() -> None:
    raw = RawSheet("", 1, sheet((" ",), (1.0,)).frame.head(1))
    problem = refusal('kind = "leads"\nheader_row = 1\n' + BY_ID, raw)
    assert problem.facts["nearest"] == ""
