"""A file format is one entry of the catalogue, which all ask that offer, find or read its files."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import alignment_desktop
from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cell_marks import cell_marks
from alignment_desktop.importing.file_format import not_a_spreadsheet, workbook_format
from alignment_desktop.importing.file_formats import (
    FORMATS,
    Container,
    FileFormat,
    file_endings,
    formats_in,
)
from alignment_desktop.importing.sheet_marks import SheetMarks
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.dropped_files import gather, patterns

SOURCES = Path(alignment_desktop.__file__).parent
ABACUS = FileFormat(
    name="abacus",
    endings=(".abacus",),
    container=Container.ZIP,
    parts=(r"beads/\d+\.xml",),
    marks=lambda _, __: {"Beads": SheetMarks(hidden_rows=[(1, 1)])},
)


@pytest.fixture
def abacus(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The content of a file in a format that is stated in this file alone."""
    monkeypatch.setitem(FORMATS, ABACUS.name, ABACUS)
    return archive("beads/1.xml")


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr(name, "x")
    return out.getvalue()


def texts_in(path: Path) -> Iterator[str]:
    """Every text in a source, but for docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_a_format_that_joins_the_catalogue_is_offered_found_recognised_and_read(
    abacus: bytes, tmp_path: Path
) -> None:
    assert "*.abacus" in patterns().split()
    dropped = tmp_path / "Leads.ABACUS"
    dropped.write_bytes(abacus)
    assert gather([tmp_path]).files == (dropped,)
    assert workbook_format(abacus) == "abacus"
    assert cell_marks(abacus, "abacus") == {"Beads": SheetMarks(hidden_rows=[(1, 1)])}
    assert sentence(not_a_spreadsheet().with_facts(file="a.pdf")).endswith(".abacus.")


def test_what_is_in_no_format_of_the_catalogue_is_an_archive() -> None:
    with pytest.raises(Problem) as caught:
        workbook_format(archive("beads/1.xml"))
    assert caught.value.code == "file-is-archive"


def test_a_folder_without_spreadsheets_is_told_what_would_be_one(tmp_path: Path) -> None:
    (problem,) = gather([tmp_path]).refused
    assert sentence(problem) == (
        f"The folder {tmp_path.name} holds no spreadsheet; choose one with files of these "
        "endings: .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .tsv, .txt."
    )


def test_no_ending_belongs_to_two_formats_and_each_is_told_by_something() -> None:
    assert len(set(file_endings())) == len(file_endings())
    assert all(ending == ending.lower() and ending[0] == "." for ending in file_endings())
    for container in (Container.ZIP, Container.COMPOUND):
        assert all(each.parts for each in formats_in(container))
    assert FORMATS["text"].marks(b"a;b", ()) == {}


@pytest.mark.slow
def test_the_endings_of_what_is_read_stand_in_the_catalogue_alone() -> None:
    read = set(file_endings()) - {".xlsx", ".txt"}  # which are written, too
    for path in SOURCES.rglob("*.py"):
        if path.name == "file_formats.py" or "forms" in path.parts:
            continue
        for text in texts_in(path):
            words = text.replace("*", " ").replace(",", " ").split()
            assert not read & set(words), f"{path.name}: {text}"


def test_the_catalogue_is_light_to_import() -> None:
    heavy = "'polars', 'python_calamine', 'numpy', 'zipfile', 'xml.etree.ElementTree'"
    program = (
        "import sys; import alignment_desktop.services.dropped_files; "
        f"print([name for name in ({heavy}) if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
