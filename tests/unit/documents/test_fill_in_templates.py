"""Empty workbooks to fill in, as people open them and as the importer reads them back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.documents.fill_in_templates import EXAMPLES, write_template
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import FIELDS, Kind
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.recognise import complete, recognise
from alignment_desktop.importing.workbook import read_workbook

STAGES = {"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")}
CONTEXT = ImportContext(zone="Europe/Berlin", currency="EUR", stages=STAGES)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_has_a_column_with_a_note_for_every_field(kind: Kind, tmp_path: Path) -> None:
    write_template(kind, tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    assert set(FIELDS[kind]) <= set(names)
    assert all("Example:" in cell.comment.text for cell in sheet[1])
    assert sheet.freeze_panes == "B2"
    assert sheet.max_row == 1
    assert book.sheetnames[1] == "Notes"


def test_every_field_of_every_kind_has_its_note() -> None:
    assert {kind: set(notes) for kind, notes in EXAMPLES.items()} == {
        kind: set(fields) for kind, fields in FIELDS.items()
    }


def test_leads_have_lists_and_date_formats(tmp_path: Path) -> None:
    write_template(Kind.LEADS, tmp_path / "leads.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx").worksheets[0]
    rules = sheet.data_validations.dataValidation
    assert {rule.formula1 for rule in rules if rule.type == "list"} == {
        '"A,B,C,D"', '"accepted,returned"', '"won,lost"',
        '"inquiry,mql,sal,sql,opportunity,customer"',
    }  # fmt: skip
    assert {rule.errorStyle for rule in rules} == {"warning"}
    created = next(cell for cell in sheet[1] if cell.value == "created_at")
    assert sheet.column_dimensions[created.column_letter].number_format == "yyyy-mm-dd hh:mm"
    dates = next(rule for rule in rules if f"{created.column_letter}2" in rule.sqref)
    assert dates.type == "date"
    amount = next(cell for cell in sheet[1] if cell.value == "amount")
    assert sheet.column_dimensions[amount.column_letter].number_format == "#,##0.00"
    assert sheet.print_title_rows == "$1:$1"


def test_the_stages_of_an_agreement_get_columns(tmp_path: Path) -> None:
    write_template(Kind.LEADS, tmp_path / "leads.xlsx", stages={"demo": "Demo held"})
    names = [c.value for c in openpyxl.load_workbook(tmp_path / "leads.xlsx").worksheets[0][1]]
    assert "entered.demo" in names
    assert "entered.mql" not in names


@pytest.mark.parametrize("kind", list(Kind))
def test_a_filled_in_template_is_imported_without_a_mapping(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(kind, path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cell in list(sheet[1]):
        example = cell.comment.text.partition("Example: ")[2]
        sheet.cell(2, cell.column, _typed(example))
    book.save(path)
    workbook = read_workbook(path)
    mapping = recognise(workbook, CONTEXT, kind=None, sheet=None, profiles={}).mapping
    located = complete(workbook, mapping, CONTEXT)
    checked = check(located.sheet, located.mapping, CONTEXT)
    assert checked.kind is kind
    assert checked.rows == 1
    assert not checked.problems
    assert set(FIELDS[kind]) <= set(checked.columns.values())


def _typed(example: str) -> str | float | datetime:
    for read in (float, datetime.fromisoformat):
        try:
            return read(example)
        except ValueError:
            continue
    return example


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as trouble:
        write_template(Kind.LEADS, tmp_path / "nowhere" / "leads.xlsx")
    assert trouble.value.code == "output-folder-missing"


def test_only_xlsx_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem) as trouble:
        write_template(Kind.LEADS, tmp_path / "leads.csv")
    assert trouble.value.code == "other-ending"
    assert list(tmp_path.iterdir()) == []
