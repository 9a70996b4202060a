"""Compares imports and figures with the least that the same work can cost, as a table of ratios.

    python tools/benchmarks/run.py [--rows 100000] [--runs 3] [--peer PYTHON] [--folder FOLDER]
        [--only WORDS]

Each line runs in fresh processes, ours and the peer by turns, and shows of each the run in the
middle by processor time, that of the reader's process included: time on the wall tells little on a
machine that others use too. The peer of reading a workbook is `polars.read_excel`, which needs the
package fastexcel; `--peer` names a Python that has polars and fastexcel. Where it has not, the
peer is calamine, which fastexcel stands on, as far as the values of Python.
`--folder` keeps the generated files for the next time.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP))

from tools.benchmarks.generated_leads import (  # noqa: E402 - the line before makes it findable
    agreement_text,
    write_next_month,
    write_text,
    write_workbook,
)
from tools.benchmarks.process_cost import Cost, cost  # noqa: E402

_IMPORTED = (0, 1)
"""An import of leads some of whose cells are no dates ends with 1."""
_READ = "import sys, polars; polars.{reader}(sys.argv[1], infer_schema_length=None)"
_TEXTS = "import sys, polars; polars.read_csv(sys.argv[1], infer_schema=False)"
_CALAMINE = """
import sys
from python_calamine import CalamineWorkbook

CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
_GROUPED = """
import sys
import polars as pl

leads = pl.read_csv(sys.argv[1], try_parse_dates=True, null_values=["-", "n/a", "to be called"])
start, end = pl.col("Handed Over At"), pl.col("First Touch At")
figures = (
    ("Created Date", pl.len()), ("MQL Date", pl.len()), ("Handed Over At", pl.len()),
    ("MQL Date", (pl.col("Employees") >= 1000).sum()), ("Opportunity Date", pl.len()),
    ("Opportunity Date", pl.col("Amount").sum()),
    ("Opportunity Date", pl.col("Amount").filter(pl.col("Region") == "DACH").sum()),
    ("Closed Date", (pl.col("Outcome") == "won").mean()),
    ("Handed Over At", (pl.col("Outcome") == "won").mean()),
    ("Created Date", pl.col("Owner").is_not_null().mean()),
    ("Created Date", pl.col("Lead Source").is_not_null().mean()),
    *[("Handed Over At", (end - start <= pl.duration(hours=hours)).mean())
      for hours in (4, 8, 12, 24, 48)],
    ("Handed Over At", (end - start).median()), ("Handed Over At", (end - start).mean()),
    ("Handed Over At", (end - start).quantile(0.9)),
    ("Opportunity Date", pl.col("Amount").sum() / pl.col("Employees").sum()),
)
for event, figure in figures:
    month = pl.col(event).dt.truncate("1mo")
    dated = leads.filter(pl.col(event).is_not_null())
    dated.group_by(month).agg(figure)
    dated.group_by(month, "Segment").agg(figure)
"""
_WINDOW = """
import sys
from datetime import UTC, datetime
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace

with Workspace.open(sys.argv[1]) as workspace:
    scoreboard(sources_of(workspace, now=datetime.now(UTC)), View(), Silent())
"""
_OPENED = """
import sqlite3
import sys

sqlite3.connect(sys.argv[1]).execute("SELECT * FROM change_log").fetchall()
"""


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Attributes:
        what: What both do.
        ours: How we do it.
        peer: How it is done without us.
    """

    what: str
    ours: Callable[[], Cost]
    peer: Callable[[], Cost]


def lines(folder: Path, rows: int, peer: str, *, excel: bool) -> list[Line]:
    """Every comparison, in an order in which each finds what it needs.

    Args:
        folder: With the generated files; the workspaces are made here.
        rows: How many leads there are.
        peer: The Python of the peers.
        excel: Whether that has fastexcel.
    """
    workbook, text, few, later = _files(folder, rows)
    workspace, month = folder / "leads.align", folder / "next month.align"

    def imported(file: Path, *, anew: bool = True) -> Callable[[], Cost]:
        def run() -> Cost:
            if anew:
                _new(workspace, folder)
            return alignment("import", workspace, file, "--again", fine=_IMPORTED)

        return run

    def imported_on_top() -> Cost:
        if not workspace.exists():
            imported(text)()
        shutil.copy(workspace, month)
        return alignment("import", month, later, fine=_IMPORTED)

    def alignment(*words: object, fine: Sequence[int] = (0,)) -> Cost:
        return cost([sys.executable, "-m", "alignment_desktop", *map(str, words)], fine)

    def ours(program: str) -> Callable[[], Cost]:
        return lambda: cost([sys.executable, "-c", program, str(workspace)])

    def theirs(program: str, file: Path) -> Callable[[], Cost]:
        return lambda: cost([peer, "-c", program, str(file)])

    read = {name: _READ.format(reader=name) for name in ("read_excel", "read_csv")}
    reader, peer_of_workbook = (
        ("polars.read_excel", read["read_excel"]) if excel else ("calamine", _CALAMINE)
    )
    size = f"{rows:,} × 16"
    return [
        Line(
            f"{size} .xlsx to a batch : {reader}",
            imported(workbook),
            theirs(peer_of_workbook, workbook),
        ),
        Line(
            f"{size} .csv to a batch : polars.read_csv of texts",
            imported(text),
            theirs(_TEXTS, text),
        ),
        Line(
            "next month's, of them 20,000 changed and 5,000 new : polars.read_csv",
            imported_on_top,
            theirs(_TEXTS, later),
        ),
        Line(
            "20 commitments × 12 months × 4 segments : polars group_by",
            lambda: alignment("measure", workspace, "--by", "segment", "--json"),
            theirs(_GROUPED, text),
        ),
        Line("the window's scoreboard : polars group_by", ours(_WINDOW), theirs(_GROUPED, text)),
        Line(
            "one more import of 1,000 rows : polars.read_csv of them",
            imported(few, anew=False),
            theirs(read["read_csv"], few),
        ),
        Line(
            "measured again after it : polars group_by",
            lambda: alignment("measure", workspace, "--by", "segment", "--json"),
            theirs(_GROUPED, text),
        ),
        Line(
            "open and show the agreement : bare sqlite3",
            lambda: alignment("show", workspace),
            theirs(_OPENED, workspace),
        ),
    ]


def _files(folder: Path, rows: int) -> tuple[Path, Path, Path, Path]:
    """The generated workbook, text, text of 1,000 rows, and next month's text.

    They are made where they are not there.
    """
    workbook, text, few, later = (
        folder / name
        for name in (f"{rows}.xlsx", f"{rows}.csv", "one thousand.csv", f"{rows} next month.csv")
    )
    for path, count, write in (
        (workbook, rows, write_workbook),
        (text, rows, write_text),
        (few, 1_000, write_text),
        (later, rows, write_next_month),
    ):
        if not path.exists():
            print(f"Making {path.name} …", file=sys.stderr)
            write(path, count)
    return workbook, text, few, later


def _new(workspace: Path, folder: Path) -> None:
    workspace.unlink(missing_ok=True)
    agreement = folder / "agreement.toml"
    agreement.write_text(agreement_text(), encoding="utf-8")
    for words in (("new", workspace), ("apply", workspace, agreement)):
        cost([sys.executable, "-m", "alignment_desktop", *map(str, words)])


def _measured(line: Line, runs: int) -> list[str]:
    both = [(line.ours(), line.peer()) for _ in range(runs)]
    ours, peer = (sorted(each, key=_work)[runs // 2] for each in zip(*both, strict=True))
    return [
        line.what,
        f"{_work(ours):.2f} s",
        f"{_work(peer):.2f} s",
        f"{_work(ours) / _work(peer):.1f}",
        f"{ours.seconds:.2f} s",
        f"{peer.seconds:.2f} s",
        f"{ours.memory / 1e6:.0f} MB",
        f"{peer.memory / 1e6:.0f} MB",
        f"{ours.memory / peer.memory:.1f}",
    ]


def _work(spent: Cost) -> float:
    """Seconds of processor time; those that passed where the system does not tell."""
    return spent.work or spent.seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--peer", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--folder", type=Path)
    only = "the lines that have these words; others may need what the lines before them made"
    parser.add_argument("--only", default="", metavar="WORDS", help=only)
    words = parser.parse_args()
    asked = [words.peer, "-c", "import polars, fastexcel"]
    excel = subprocess.run(asked, capture_output=True, check=False).returncode == 0
    if not excel:
        print(
            f"{words.peer} has no fastexcel: the peer of the workbook is calamine instead. "
            "Name another Python by --peer.",
            file=sys.stderr,
        )
    header = ["what : peer", "CPU", "peer", "ratio", "wall", "peer", "memory", "peer", "ratio"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = words.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _show(header)
        for line in lines(folder, words.rows, words.peer, excel=excel):
            if words.only not in line.what:
                continue
            _show(_measured(line, words.runs))
    print(f"The middle of {words.runs} runs each; memory at its peak, children included.")
    return 0


def _show(cells: Sequence[str]) -> None:
    what, *figures = cells
    print(f"{what:70}" + "".join(f"{figure:>9}" for figure in figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
