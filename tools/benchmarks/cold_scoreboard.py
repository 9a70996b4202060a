"""What a scoreboard costs on a million leads, beside polars counting the same; and ten millions.

    python tools/benchmarks/cold_scoreboard.py [--rows 1000000] [--runs 3] [--folder FOLDER]
        [--times 10]

Twenty commitments, twelve months, four segments. Ours is the command `measure`, cold: it starts,
verifies the workspace, reads the evidence from the file, folds and measures it. The peers group
the same columns with polars, in a process of their own as well: one reads the text that was
imported, the other a Parquet file of it. All by turns, each shown by the run in the middle of its
processor time. Then, in one process: the scoreboard of the window, again after one target was
changed; and measuring so many times the leads, with the most memory that it held.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP))

from tools.benchmarks.generated_leads import agreement_text, write_text  # noqa: E402
from tools.benchmarks.process_cost import Cost, cost  # noqa: E402
from tools.benchmarks.run import _GROUPED  # noqa: E402

_FROM_PARQUET = _GROUPED.replace(
    'pl.read_csv(sys.argv[1], try_parse_dates=True, null_values=["-", "n/a", "to be called"])',
    "pl.read_parquet(sys.argv[1])",
)
_TO_PARQUET = """
import sys
import polars as pl

pl.read_csv(
    sys.argv[1], try_parse_dates=True, null_values=["-", "n/a", "to be called"]
).write_parquet(sys.argv[2])
"""
_AGAIN = """
import json
import sys
import time
from datetime import UTC, datetime
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.fields import write_fields
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.services.editing import EditClause
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace

now, clock = datetime.now(UTC), time.process_time
with Workspace.open(sys.argv[1]) as workspace:
    began = clock()
    sources = sources_of(workspace, now=now)
    scoreboard(sources, View(), Silent())
    spent = [clock() - began]
    for percent in (51, 52, 53):
        table = write_fields(workspace.draft(None).agreement.commitments["touch-4h"])
        edit = EditClause("commitment", "touch-4h", {**table, "target": f">= {percent} %"}, None)
        workspace.execute(edit, by=Actor(None, None, "benchmark"), at=now)
        began = clock()
        sources = sources_of(workspace, now=now, earlier=sources)
        scoreboard(sources, View(), Silent())
        spent.append(clock() - began)
print(json.dumps(spent))
"""
_MANY = """
import json
import resource
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
import polars as pl
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.folding import Batch, fold_leads
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.workspace import Workspace

times, clock = int(sys.argv[2]), time.process_time
with Workspace.open(sys.argv[1]) as workspace:
    with workspace.store.read() as reader:
        one = reader.frame(1)
    asked = request_of(workspace, Question(by="segment"), datetime.now(UTC))
asked = replace(asked, evidence=replace(asked.evidence, leads=fold_leads([])))
frame = pl.concat(
    one.with_columns(pl.col("lead_id") + f"-{number}") for number in range(times)
).rechunk()
del one
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began, wall = clock(), time.perf_counter()
leads = fold_leads([Batch(1, Kind.LEADS, frame, "lead_id")])
rows = frame.height
del frame
folded = clock() - began
found = measure(replace(asked, evidence=replace(asked.evidence, leads=leads)))
print(json.dumps({
    "rows": rows, "size": leads.frame.estimated_size(), "fold": folded, "work": clock() - began,
    "seconds": time.perf_counter() - wall, "before": held,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--times", type=int, default=10, metavar="N")
    parser.add_argument("--folder", type=Path)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = words.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        text, workspace = _made(folder, words.rows)
        parquet = text.with_suffix(".parquet")
        python = sys.executable
        if not parquet.exists():
            cost([python, "-c", _TO_PARQUET, str(text), str(parquet)])
        ours = [python, "-m", "alignment_desktop", "measure", str(workspace), "--by", "segment"]
        commands = {
            "ours, cold from the workspace": [*ours, "--json"],
            "polars group_by, from the text": [python, "-c", _GROUPED, str(text)],
            "polars group_by, from Parquet": [python, "-c", _FROM_PARQUET, str(parquet)],
        }
        runs = [{name: cost(one) for name, one in commands.items()} for _ in range(words.runs)]
        middle = {
            name: sorted((run[name] for run in runs), key=lambda each: each.work)[words.runs // 2]
            for name in commands
        }
        print(f"{words.rows:,} leads, 20 commitments × 12 months × 4 segments", flush=True)
        first, *others = middle.items()
        _show(*first)
        for name, spent in others:
            _show(name, spent, first[1].work / spent.work)
        cold, *again = json.loads(cost([python, "-c", _AGAIN, str(workspace)]).out)
        print(f"the window's scoreboard: {cold:.2f} s of CPU; again after one changed target: "
              f"{sorted(again)[len(again) // 2] * 1000:.0f} ms")  # fmt: skip
        if words.times:
            told = json.loads(cost([python, "-c", _MANY, str(workspace), str(words.times)]).out)
            print(f"{told['rows']:,} leads: folded and measured in {told['work']:.1f} s of CPU "
                  f"({told['fold']:.1f} s of them to fold), {told['seconds']:.1f} s on the wall; "
                  f"{told['peak'] / 1e6:.1f} GB at the most, {told['size'] / 1e9:.1f} GB of them "
                  "the folded leads")  # fmt: skip
    return 0


def _made(folder: Path, rows: int) -> tuple[Path, Path]:
    """The generated text, and the workspace into which it was imported."""
    text, workspace = folder / f"{rows}.csv", folder / f"{rows}.align"
    if not text.exists():
        write_text(text, rows)
    if not workspace.exists():
        agreement = folder / "agreement.toml"
        agreement.write_text(agreement_text(), encoding="utf-8")
        for words in (("new", workspace), ("apply", workspace, agreement)):
            cost([sys.executable, "-m", "alignment_desktop", *map(str, words)])
        # Cells that are no dates end the command with 1.
        cost(
            [sys.executable, "-m", "alignment_desktop", "import", str(workspace), str(text)], (0, 1)
        )
    return text, workspace


def _show(name: str, spent: Cost, ratio: float | None = None) -> None:
    told = "" if ratio is None else f"   ours ÷ this {ratio:.2f}"
    print(f"{name:34} CPU {spent.work:6.2f} s   wall {spent.seconds:6.2f} s   "
          f"{spent.memory / 1e9:.2f} GB{told}", flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
