"""Compares whole commands of this checkout with those of another: opening, writing, importing.

    python tools/benchmarks/commands_cost.py --peer FOLDER [--runs 3]

FOLDER is another checkout, such as an earlier state of this one. Both run with this Python, each
command in a process of its own and in turn, on workspaces that each made itself: the sample, one
with 2,000 clauses, and one with 100,000 leads. Shown are medians of wall time, and their ratio.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tools.benchmarks.generated_leads import write_text  # noqa: E402 - the line before finds it

CLAUSES, LEADS = 2_000, 100_000


class Checkout:
    """One state of the program, with workspaces of its own."""

    def __init__(self, top: Path, folder: Path) -> None:
        self._surroundings = {**os.environ, "PYTHONPATH": str(top), "PYTHONDONTWRITEBYTECODE": ""}
        self._surroundings["HOME"] = str(folder)
        self.folder = folder
        folder.mkdir()

    def run(self, *words: object) -> float:
        """Runs a command; its wall time in seconds."""
        began = time.perf_counter()
        line = [sys.executable, "-m", "alignment_desktop", *map(str, words)]
        done = subprocess.run(
            line, env=self._surroundings, cwd=self.folder, capture_output=True, check=False
        )
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr.decode()}")
        return time.perf_counter() - began


def clause_text(count: int, mark: str) -> str:
    """A text of so many clauses."""
    header = '[agreement]\nlabel = "Big"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    terms = (
        f'\n[[term]]\nkey = "term-{n}"\nname = "Term {n}"\ndefinition = "{mark} {n}, in words"\n'
        for n in range(count)
    )
    return header + "".join(terms)


def prepare(checkout: Checkout) -> None:
    """Makes the three workspaces."""
    folder = checkout.folder
    checkout.run("new", folder / "sample.align", "--sample")
    checkout.run("new", folder / "big.align")
    (folder / "big.toml").write_text(clause_text(CLAUSES, "First"))
    checkout.run("apply", folder / "big.align", folder / "big.toml", "--party", "sales")
    checkout.run("agree", folder / "big.align", "--party", "marketing", "--all")
    checkout.run("new", folder / "leads.align", "--template", "saas")
    write_text(folder / "leads.csv", LEADS)
    checkout.run("import", folder / "leads.align", folder / "leads.csv")


def steps(checkout: Checkout, run: int) -> dict[str, Callable[[], float]]:
    """What is timed, by name."""
    folder = checkout.folder
    one = folder / "one.toml"
    one.write_text(clause_text(1, f"Run {run}").partition("\n\n")[2])
    first = folder / "first.toml"
    first.write_text(f'[[term]]\nkey = "lead-{run}"\ndefinition = "Run {run}"\n')

    def importing() -> float:
        return checkout.run("import", folder / "leads.align", folder / "leads.csv", "--again")

    return {
        "sample: show": lambda: checkout.run("show", folder / "sample.align"),
        "sample: measure": lambda: checkout.run("measure", folder / "sample.align"),
        "sample: apply one": lambda: checkout.run("apply", folder / "sample.align", first),
        "sample: agree to all": lambda: checkout.run(
            "agree", folder / "sample.align", "--party", "sales", "--all"
        ),
        "2,000 clauses: show": lambda: checkout.run("show", folder / "big.align"),
        "2,000 clauses: apply one": lambda: checkout.run("apply", folder / "big.align", one),
        "2,000 clauses: agree to one": lambda: checkout.run(
            "agree", folder / "big.align", "--party", "sales", "term-0"
        ),
        "100,000 leads: show": lambda: checkout.run("show", folder / "leads.align"),
        "100,000 leads: measure": lambda: checkout.run("measure", folder / "leads.align"),
        "100,000 leads: import again": importing,
    }


def main(words: Sequence[str]) -> int:
    """Runs both in turn and prints the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        both = [
            Checkout(chosen.peer.resolve(), Path(folder) / "peer"),
            Checkout(TOP, Path(folder) / "own"),
        ]
        for checkout in both:
            prepare(checkout)
        taken: list[dict[str, list[float]]] = [{}, {}]
        for run in range(chosen.runs):
            for times, checkout in zip(taken, both, strict=True):
                for name, step in steps(checkout, run).items():
                    times.setdefault(name, []).append(step())
    print(f"{'':32}{'peer':>10}{'own':>10}{'ratio':>8}")
    for name, before in taken[0].items():
        peer, own = statistics.median(before), statistics.median(taken[1][name])
        print(f"{name:32}{peer:>9.2f}s{own:>9.2f}s{own / peer:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
