"""Imports a large made sheet, and compares what is stored with what was written, cell for cell.

    python tools/imported_cells.py [--rows 1048575] [--form csv|xlsx] [--folder FOLDER]

The stored batch is read by bare sqlite3 and polars, and what each cell should have become is worked
out once more, one by one, in plain Python: nothing of the importer takes part. `--folder` keeps
the made file for the next time. Exit 1 where any cell differs, or a problem is too many or missing.
"""

from __future__ import annotations

import argparse
import io
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from tools.benchmarks.generated_leads import (  # noqa: E402 - the line before makes it findable
    HEADERS,
    agreement_text,
    leads,
    write_text,
    write_workbook,
)
from tools.benchmarks.process_cost import cost  # noqa: E402

_ZONE = ZoneInfo("Europe/Berlin")
"""That of the agreement's calendar."""
_FIELDS = (
    *("lead_id", "email", "account", "created_at", "source", "segment", "region", "owner"),
    *("employees", "entered.mql", "handed_over_at", "first_touch_at", "opportunity_at", "amount"),
    *("outcome", "closed_at"),
)
_BLANKS = ("-", "n/a")
_NO_DATE = "to be called"
_DATED = ("created_at", "entered.mql", "handed_over_at", "first_touch_at")
_DAYS = ("opportunity_at", "closed_at")
_SHOWN = 10


def expected(cells: tuple[Any, ...]) -> dict[str, object]:
    """What the cells of one row mean, by the field that they give."""
    told: dict[str, object] = {}
    for field, cell in zip(_FIELDS, cells, strict=True):
        if field in (*_DATED, *_DAYS):
            # A workbook keeps a moment at midnight just as it keeps a day: its column tells which,
            # and those columns that have any time of day have moments alone.
            moment = None if cell == _NO_DATE else cell
            told[f"{field}.day"] = moment if not isinstance(moment, datetime) else None
            told[field] = None if moment is None else _instant(moment)
        elif isinstance(cell, (int, float)):
            told[field] = float(cell)
        else:
            told[field] = None if cell in _BLANKS else cell
    return told


def _instant(moment: datetime | date) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.replace(tzinfo=_ZONE).astimezone(UTC)


def chunks(workspace: Path, batch: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """The stored chunks of a batch with their numbers; 0 is what was wrong with it."""
    with sqlite3.connect(workspace) as connection:
        rows = connection.execute(
            "SELECT number, data FROM evidence_chunks WHERE batch_id = ? ORDER BY number", [batch]
        )
        for number, data in rows:
            yield number, pl.read_parquet(io.BytesIO(data))


def differences(workspace: Path, count: int) -> Iterator[str]:
    """Every cell that is stored otherwise than it was written, and every problem in a wrong row."""
    made = enumerate(leads(count), start=2)
    problems: list[int] = []
    wrong: list[int] = []
    for number, chunk in chunks(workspace, 1):
        if number == 0:
            # Warnings are there too: a touch in the hour that comes twice may seem too early.
            problems = sorted(chunk.filter(pl.col("effect") != "none")["row"])
            continue
        names = set(chunk.columns)
        for stored, (row, cells) in zip(
            chunk.iter_rows(named=True), islice(made, chunk.height), strict=True
        ):
            if _NO_DATE in cells:
                wrong.append(row)
            told = {"row": row, **expected(cells)}
            if names != told.keys():
                yield f"row {row}: the columns {sorted(names ^ told.keys())}"
            if stored != told:
                yield from (
                    f"row {row}, {name}: {stored.get(name)!r} instead of {value!r}"
                    for name, value in told.items()
                    if stored.get(name) != value
                )
    rest = sum(1 for _ in made)
    if rest:
        yield f"{rest} rows are not stored"
    if problems != wrong:
        yield f"{len(problems)} problems instead of {len(wrong)}, or in other rows"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=2**20 - 1, metavar="N")
    parser.add_argument("--form", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--folder", type=Path)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = words.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{words.rows}.{words.form}"
        if not file.exists():
            (write_text if words.form == "csv" else write_workbook)(file, words.rows)
        workspace, agreement = Path(temporary) / "cells.align", Path(temporary) / "agreement.toml"
        agreement.write_text(agreement_text(), encoding="utf-8")
        ours = [sys.executable, "-m", "alignment_desktop"]
        cost([*ours, "new", str(workspace)])
        cost([*ours, "apply", str(workspace), str(agreement)])
        spent = cost([*ours, "import", str(workspace), str(file)], (0, 1))
        print(
            f"{words.rows:,} × {len(HEADERS)} .{words.form}: {spent.work:.1f} s of processor, "
            f"{spent.seconds:.1f} s, {spent.memory / 1e6:.0f} MB at most",
            flush=True,
        )
        count = 0
        for count, difference in enumerate(differences(workspace, words.rows), start=1):
            if count <= _SHOWN:
                print(difference)
    print(f"{count:,} differences in {words.rows * len(HEADERS):,} cells.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
