"""Imports good tables in unusual files, and lists what differs from the plain one unnamed.

    PYTHONPATH=. python tools/dressed_files.py [--count N] [--seed S] [--only SEED] [--minutes M]

Each file holds a table (see `dressed_tables`) whose plain text is imported as well. Every value
that came in otherwise has to be named by a problem, a warning or a row left out. `--only SEED` does
one again and keeps its file. Exit status 0 where nothing was found.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.checking import Checked
from tools.dressed_tables import dressed
from tools.good_tables import Dressed, Good, plain, plain_text
from tools.mutated_files import Named, TooSlowError, Tried, imported, report, stop


def tried(seed: int, seconds: int, keep: Path | None = None) -> Tried:
    """Make one file, import it and the plain one, and compare."""
    file = dressed(Random(seed))
    done = Tried(seed, f"{file.name}: " + ", ".join(file.made), "")
    with tempfile.TemporaryDirectory() as folder:
        path, clean = (keep or Path(folder)) / file.name, Path(folder) / "clean.csv"
        path.write_bytes(file.content)
        clean.write_bytes(plain_text(file.good))
        _, wanted = imported(clean, Path(folder))
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            _, result = imported(path, Path(folder))
            done.outcome = "imported" + (", with problems" if len(result.problems) else "")
            done.wrong = differences(result, wanted, file)
        except Problem as problem:
            done.outcome = f"refused: {problem.code}"
        except TooSlowError:
            done.wrong = ["did not end in time"]
        except Exception:  # noqa: BLE001 - to find these is what the tool is for
            done.wrong = ["traceback: " + traceback.format_exc(limit=-3)]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return done


def differences(result: Checked, wanted: Checked, file: Dressed) -> list[str]:
    """Values that differ from those of the plain file, and that nobody names."""
    key, good = next(iter(file.good.fields.values())), file.good
    if (result.kind, result.key) != (wanted.kind, wanted.key):
        return [f"{result.kind} by {result.key} instead of {wanted.kind} by {wanted.key}"]
    named = Named.by(result)
    have = {row[key]: row for row in result.frame.iter_rows(named=True)}
    found = []
    columns = {to: name for name, to in good.fields.items()}
    for row in wanted.frame.iter_rows(named=True):
        place = file.places[row[key]]
        if row[key] not in have:
            if not named.has(place, columns[key]):
                found.append(f"{row[key]} (row {place}) is gone")
            continue
        for field, value in _values(row, good).items():
            got = have[row[key]].get(field)
            column = columns.get(field.removesuffix(".day"), columns.get("period", ""))
            if got != value and not named.has(place, column):
                found.append(f"{row[key]} (row {place}), {field}: {got!r} instead of {value!r}")
    known = {plain(row[0]) for row in good.rows}
    found += [
        f"{each} (row {row['row']}) is too much"
        for each, row in have.items()
        if each not in known and not named.has(row["row"], columns[key])
    ]
    return found


def _values(row: dict[str, Any], good: Good) -> dict[str, Any]:
    fields = {*good.fields.values(), "start", "end"}
    return {name: row[name] for name in row if name.removesuffix(".day") in fields}


def main() -> int:
    """Try files; 1 where something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first file")
    parser.add_argument("--only", type=int, help="one seed; its file is kept in this folder")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seconds", type=int, default=20, help="of computing, each file")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, stop)
    if given.only is not None:
        done = tried(given.only, given.seconds, Path.cwd())
        print(done.made, done.outcome, *done.wrong, sep="\n")
        return 1 if done.wrong else 0
    until = time.monotonic() + given.minutes * 60
    results = []
    for seed in range(given.seed, given.seed + given.count):
        if time.monotonic() > until:
            break
        results.append(tried(seed, given.seconds))
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
