"""Kills a program that imports and edits, again and again, and looks at what it left behind.

    python tools/kill_trial.py [--kills 200] [--seed 1] [--address postgresql://…]

Each time a process that imports a file, undoes older imports and edits a clause in a loop is killed
without warning, at a random moment: while it reads a file, in the middle of a write, or just after
one. Then the workspace must open, hold every change that the process had told of and at most one
more, hold each batch whole, and have an unbroken change log; and nothing may be left behind, no
process and no file. Exit status 0 where all that held.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from alignment_desktop.domain.actors import COMMAND, Actor

TOP = Path(__file__).resolve().parent.parent
_ROWS = 1_500
_TERM = "lead-in-trial"
_MOMENTS = {"editing": 0.012, "undoing": 0.012, "importing": 0.05, "reading": 0.8}
"""What the process says before it does it, and within how many seconds it is killed then."""
_PATIENCE = 120


@dataclass
class Tally:
    """What came of a trial.

    Attributes:
        kills: How many processes were killed.
        during: What they had begun and not yet told the end of, and how often.
        told: How many changes they had told of, by kind; all of them must be there.
        kept: How many changes were there although nobody had been told yet.
        readers: How many processes that read a file lost the program that waited for them.
        failures: What should not be, in words.
    """

    kills: int = 0
    during: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    readers: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass
class _Known:
    """What must be in the workspace, by what was told so far."""

    definition: str = "at first"
    batches: int = 0
    undone: set[int] = field(default_factory=set)
    looked_at: int = 0


# The process that is killed ----------------------------------------------------------------------


def work(address: str, file: str, name: str) -> None:
    """Edit and import until killed; what begins and what is done is said at once."""
    from alignment_desktop.services.editing import EditClause
    from alignment_desktop.services.imported_batches import UndoImport, batches
    from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
    from alignment_desktop.services.workspace import Workspace

    sys.stdin.readline()
    with Workspace.open(address) as workspace:
        for turn in range(1_000_000):
            definition = f"{name}.{turn}"
            print("editing", definition, flush=True)
            table = {"definition": definition}
            workspace.execute(
                EditClause("term", _TERM, table, "sales"),
                by=Actor(None, None, COMMAND),
                at=datetime.now(UTC),
            )
            print("edited", definition, flush=True)
            print("reading", flush=True)
            prepared = prepare(workspace, ImportRequest(Path(file), again=True))
            print("importing", flush=True)
            batch = workspace.execute(
                AcceptImport(prepared), by=Actor(None, None, COMMAND), at=datetime.now(UTC)
            )
            print("imported", batch, flush=True)
            for row in batches(workspace):
                if row.id < batch and not row.withdrawn:
                    print("undoing", row.id, flush=True)
                    workspace.execute(
                        UndoImport(row.id), by=Actor(None, None, COMMAND), at=datetime.now(UTC)
                    )
                    print("undone", row.id, flush=True)


def _started(address: str, file: Path, temporary: Path, number: int) -> subprocess.Popen[str]:
    program = "import sys; from tools.kill_trial import work; work(*sys.argv[1:])"
    before = os.environ.get("PYTHONPATH")
    return subprocess.Popen(
        [sys.executable, "-c", program, address, str(file), str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(TOP), before] if before else [str(TOP)]),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        },
    )


# The trial ---------------------------------------------------------------------------------------


def trial(address: str, folder: Path, kills: int, seed: int) -> Tally:
    """Make a workspace at `address` and kill processes that work in it.

    Args:
        address: Where nothing is yet: a path below `folder`, or of a server.
        folder: For the file that is imported, and for temporary files.
        kills: How many.
        seed: Of the random moments.
    """
    from alignment_desktop.services.editing import AddClause
    from alignment_desktop.services.workspace import Workspace

    temporary = folder / "temporary"
    temporary.mkdir()
    file = folder / "leads.csv"
    file.write_text(_leads(random.Random(seed)), encoding="utf-8")
    now = datetime.now(UTC)
    with Workspace.new(address, by=Actor(None, None, COMMAND), at=now) as workspace:
        table = {"key": _TERM, "name": "Lead", "definition": _Known.definition}
        workspace.execute(AddClause("term", table, "sales"), by=Actor(None, None, COMMAND), at=now)
    tally, known, chance = Tally(), _Known(), random.Random(seed)
    next_one = _started(address, file, temporary, 0)
    for number in range(kills):
        process = next_one
        # The next one gets ready while this one is looked after.
        next_one = _started(address, file, temporary, number + 1)
        said = _kill(process, chance, tally)
        _look(address, known, said, tally)
        if not address.startswith("postgresql"):
            beside = {each.name for each in Path(address).parent.iterdir()}
            if extra := beside - {Path(address).name, file.name, temporary.name}:
                tally.failures.append(f"kill {number}: left beside the workspace: {sorted(extra)}")
    next_one.kill()
    next_one.communicate()
    _look_at_the_end(address, file, temporary, tally)
    return tally


def _leads(chance: random.Random) -> str:
    rows = [f"L-{number},2026-10-02 09:30,{chance.randbytes(16).hex()}" for number in range(_ROWS)]
    return "\n".join(["Lead ID,Created Date,Token", *rows, ""])


def _kill(process: subprocess.Popen[str], chance: random.Random, tally: Tally) -> list[str]:
    """Let it work, kill it at a random moment; everything that it said."""
    assert process.stdin is not None
    assert process.stdout is not None
    wanted, times = chance.choice(list(_MOMENTS)), chance.choice((1, 1, 2))
    said: list[str] = []
    process.stdin.write("go\n")
    process.stdin.flush()
    while line := process.stdout.readline():
        said.append(line)
        times -= line.startswith(wanted)
        if times == 0:
            break
    time.sleep(chance.uniform(0, _MOMENTS[wanted]))
    readers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    # Not `communicate`: it would miss what the stream has taken in and not yet handed on.
    said += process.stdout.read().splitlines(keepends=True)
    process.wait(timeout=_PATIENCE)
    process.stdin.close()
    process.stdout.close()
    _, alive = psutil.wait_procs(readers, timeout=_PATIENCE)
    tally.kills += 1
    tally.readers += len(readers)
    tally.failures += [f"kill {tally.kills}: process {one.pid} lives on" for one in alive]
    if times:
        tally.failures.append(f"kill {tally.kills}: it ended by itself after {said[-1:]}")
    # What was cut off in the middle of a line was not told.
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


def _look(address: str, known: _Known, said: list[str], tally: Tally) -> None:
    """Compare the workspace with what was told, and remember what it holds now."""
    from alignment_desktop.domain.problems import Problem

    begun = ""
    for line in said:
        word, _, value = line.partition(" ")
        if word in _MOMENTS:
            begun = line
            continue
        begun = ""
        tally.told[word] += 1
        if word == "edited":
            known.definition = value
        elif word == "imported":
            known.batches = int(value)
        else:
            known.undone.add(int(value))
    tally.during[begun.partition(" ")[0] or "between"] += 1
    try:
        _compare(address, known, begun, tally)
    except Problem as problem:
        tally.failures.append(f"kill {tally.kills}: {problem.code} {problem.facts}")


def _compare(address: str, known: _Known, begun: str, tally: Tally) -> None:
    from alignment_desktop.services.workspace import Workspace

    word, _, value = begun.partition(" ")

    def differs(what: str, found: object, *fine: object) -> None:
        if found not in fine:
            tally.failures.append(f"kill {tally.kills}, {begun or 'between'}: {what} {found}")
        elif found != fine[0]:
            tally.kept += 1

    with Workspace.open(address) as workspace:
        term = workspace.draft().agreement.clauses["term", _TERM]
        definition = getattr(term, "definition", None)
        differs("definition", definition, known.definition, *([value] * (word == "editing")))
        with workspace.store.read() as reader:
            if broken := reader.verify_log():
                tally.failures.append(f"kill {tally.kills}: {broken.code} {broken.facts}")
            rows = reader.batches()
            differs("batches", len(rows), known.batches, known.batches + (word == "importing"))
            for row in rows[known.looked_at :]:
                differs(f"rows of batch {row.id}", reader.frame(row.id).height, row.rows)
        undone = {row.id for row in rows if row.withdrawn}
        also = {int(value)} if word == "undoing" else set()
        differs("undone", undone, known.undone, known.undone | also)
    known.definition, known.batches, known.undone = str(definition), len(rows), undone
    known.looked_at = len(rows)


def _look_at_the_end(address: str, file: Path, temporary: Path, tally: Tally) -> None:
    """One more import works, every batch is whole, and no temporary file is left."""
    from alignment_desktop.services.workspace import Workspace

    last = _started(address, file, temporary, -1)
    assert last.stdin is not None
    assert last.stdout is not None
    last.stdin.write("go\n")
    last.stdin.flush()
    while (line := last.stdout.readline()) and not line.startswith("imported"):
        pass
    left = [each.name for each in temporary.iterdir()]
    last.kill()
    last.communicate()
    if not line or left:
        tally.failures.append(f"at the end: {line or 'no import'}, left behind: {left}")
    with Workspace.open(address) as workspace, workspace.store.read() as reader:
        for row in reader.batches():
            if reader.frame(row.id).height != row.rows:
                tally.failures.append(f"at the end: batch {row.id} is not whole")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--address", help="of an empty database; a file of its own where left out")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        address = words.address or str(folder / "trial.align")
        tally = trial(address, folder, words.kills, words.seed)
    print(f"{tally.kills} killed: " + ", ".join(f"{n} {w}" for w, n in tally.during.most_common()))
    print("told of before: " + ", ".join(f"{n} {w}" for w, n in sorted(tally.told.items())))
    print(f"kept although not yet told: {tally.kept}; readers that had to end: {tally.readers}")
    print("\n".join(tally.failures) or "Nothing was lost, halved, broken or left behind.")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.path.insert(0, str(TOP))
    sys.exit(main())
