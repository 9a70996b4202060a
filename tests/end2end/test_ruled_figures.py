"""Figures that files of several kinds give, as they were ruled on where two readings fitted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.end2end.conftest import Alignment

OFFICE = """
[agreement]
label = "T"
title = "T"
organisation = "N"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"
calendar = "office"

[[calendar]]
key = "office"
name = "Office"
timezone = "Europe/Berlin"
hours = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], wed = ["09:00-17:00"] }
"""
COUNTED = """
[[commitment]]
key = "c"
name = "Signed in November"
party = "sales"
measure = "count"
from = "created_at"
where = [{{ field = "{field}", op = ">=", value = {value} }}]
target = ">= 1"
every = "period"
"""
WITHIN = """
[[commitment]]
key = "c"
name = "First touch"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "4 hours"
target = ">= 50 %"
every = "period"
"""


def listed(
    alignment: Alignment, folder: Path, text: str, *files: Sequence[str | Path]
) -> list[tuple[str, str | None]]:
    """The leads of the commitment c, with their states, after imports with these words."""
    workspace, agreement = folder / "w.align", folder / "agreement.toml"
    agreement.write_text(OFFICE + text, encoding="utf-8")
    assert alignment("new", workspace).status == 0
    assert alignment("apply", workspace, agreement).status == 0
    for words in files:
        assert alignment("import", workspace, *words).status == 0
    said = alignment("leads", workspace, "--commitment", "c", "--as-of", "2026-12-31", "--json")
    return [(lead["lead_id"], lead["state"]) for lead in said.json]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_further_column_is_compared_with_a_date_as_each_of_its_files_writes_it(
    alignment: Alignment, tmp_path: Path
) -> None:
    german = written(
        tmp_path / "german.csv",
        "lead_id,created_at,Signed\nL1,2026-10-10 10:00,abc\n"
        "L2,2026-10-10 10:00,31.10.2026\nL3,2026-10-10 10:00,05.11.2026\n",
    )
    mapping = written(
        tmp_path / "german.toml",
        'kind = "leads"\ndates = "year first"\n[columns]\nlead_id = "lead_id"\n'
        'created_at = "created_at"\n',
    )
    american = written(
        tmp_path / "american.csv",
        "lead_id,created_at,Signed\nL4,2026-10-10 10:00,10/31/2026\n"
        "L5,2026-10-10 10:00,12/01/2026\n",
    )
    commitment = COUNTED.format(field="Signed", value="2026-11-01")
    files = (german, "--mapping", mapping), (american,)
    found = listed(alignment, tmp_path, commitment, *files)
    assert found == [("L3", None), ("L5", None)]


def test_a_further_column_is_compared_with_a_number_as_its_file_writes_it(
    alignment: Alignment, tmp_path: Path
) -> None:
    leads = written(
        tmp_path / "leads.csv",
        "lead_id;created_at;Deal\nL1;2026-10-10 10:00;999,50\nL2;2026-10-10 10:00;1.000,00 EUR\n"
        "L3;2026-10-10 10:00;many\nL4;2026-10-10 10:00;12.000\n",
    )
    found = listed(alignment, tmp_path, COUNTED.format(field="Deal", value="1000"), (leads,))
    assert found == [("L2", None), ("L4", None)]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_midnight_is_a_moment_in_a_column_that_has_times_whatever_the_file(
    alignment: Alignment, tmp_path: Path, ending: str
) -> None:
    rows = [("A", datetime(2026, 11, 2)), ("B", datetime(2026, 11, 2, 5))]  # noqa: DTZ001
    path = tmp_path / f"leads.{ending}"
    if ending == "csv":
        lines = [f"{lead},{at:%Y-%m-%d %H:%M:%S}," for lead, at in rows]
        written(path, "\n".join(["lead_id,created_at,first_touch_at", *lines]))
    else:
        book = Workbook()
        assert book.active is not None
        for row in (("lead_id", "created_at", "first_touch_at"), *rows):
            book.active.append(row)
        book.save(path)
    assert listed(alignment, tmp_path, WITHIN, (path,)) == [("A", "missed"), ("B", "missed")]
