"""The exit status keeps its word: 2 only where nothing was done and nothing was printed."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TextIO

import openpyxl
import pytest

from alignment_desktop.__main__ import main
from alignment_desktop.storage.store import Store
from tests.end2end.conftest import Alignment, Said
from tests.watched_files import watched_files

Run = Callable[..., Said]

TEXT = """
[[stage]]
key = "mql"
name = "Größe 🦊"
[[commitment]]
key = "seen"
measure = "count"
from = "created_at"
target = ">= 1"
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace to which sales has agreed, with one import, and more to do."""
    folder = tmp_path_factory.mktemp("original")
    files = {
        "plan.toml": TEXT,
        "more.toml": '[[term]]\nkey = "icp"\nname = "Customer"\n',
        "leads.csv": "Lead ID,Created Date\nL-1,2026-10-01\n,2026-10-01\n",
        "older.csv": "Lead ID,Created Date\nL-2,2026-10-02\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = str(folder / "team.align")
    with redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        assert main(["new", path]) == 0
        assert main(["apply", path, str(folder / "plan.toml"), "--party", "sales"]) == 0
        assert main(["agree", path, "--all", "--party", "sales"]) == 0
        assert main(["import", path, str(folder / "older.csv")]) == 0
    return folder


@pytest.fixture
def workspace(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own, which is the current one."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "team.align"


@pytest.fixture(params=["full", "gone", "closed"])
def unprinted(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command whose output nobody takes: a full disk, a closed pipe, no output at all."""
    if request.param == "full" and not Path("/dev/full").is_char_device():
        pytest.skip("there is no /dev/full here")

    def run(*words: object) -> Said:
        capsys.readouterr()
        with out(request.param) as stream, redirect_stdout(stream):
            status = main([str(word) for word in words])
        return Said(status, "", capsys.readouterr().err)

    return run


@contextmanager
def out(kind: str) -> Iterator[TextIO | None]:
    if kind == "closed":
        yield None
    elif kind == "full":
        with Path("/dev/full").open("w", encoding="ascii") as stream:
            yield stream
    else:
        read, write = os.pipe()
        os.close(read)
        with open(write, "w", encoding="ascii") as stream:  # noqa: PTH123  # a descriptor
            yield stream


STORING = {
    "new": ("new", "other.align"),
    "apply": ("apply", "team.align", "more.toml"),
    "agree": ("agree", "team.align", "--all", "--party", "marketing", "--json"),
    "import": ("import", "team.align", "leads.csv", "--problems", "bad.xlsx", "--json"),
    "undo-import": ("undo-import", "team.align", "1"),
    "backup": ("backup", "team.align", "-o", "copy.align"),
    "template": ("template", "leads", "-o", "empty.xlsx", "--json"),
    "export": ("export", "team.align", "review", "-o", "review.pdf"),
    "leads": ("leads", "team.align", "--commitment", "seen", "-o", "seen.xlsx"),
}
READING = {
    "show": ("show", "team.align"),
    "check": ("check", "team.align"),
    "log": ("log", "team.align"),
    "imports": ("imports", "team.align", "--json"),
    "measure": ("measure", "team.align"),
    "metrics": ("metrics", "team.align"),
    "leads": ("leads", "team.align", "--commitment", "seen"),
    "help": ("--help",),
    "version": ("--version",),
}
REFUSED = {
    "a taken name": ("new", "team.align"),
    "a missing consent": ("freeze", "team.align"),
    "an unknown batch": ("undo-import", "team.align", "9"),
    "an unknown word": ("show", "team.align", "--loud"),
    "a known file": ("import", "team.align", "older.csv", "--problems", "bad.xlsx"),
}


def log_of(path: Path) -> list[str]:
    with Store.open(str(path)) as store, store.read() as reader:
        return [row.action for row in reader.log()]


@pytest.mark.parametrize("command", STORING)
def test_what_was_done_is_never_answered_with_2(
    workspace: Path, unprinted: Run, command: str
) -> None:
    before = log_of(workspace)
    said = unprinted(*STORING[command])
    assert said.status == 1
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert "What was done before that stays" in said.err
    files = {word for word in STORING[command] if Path(word).suffix in {".xlsx", ".pdf", ".align"}}
    assert all(Path(file).exists() for file in files)
    if command in {"apply", "agree", "import", "undo-import"}:
        assert log_of(workspace) == [*before, command]


@pytest.mark.parametrize("command", READING)
def test_an_answer_that_nobody_takes_is_1_also_while_only_reading(
    workspace: Path, unprinted: Run, command: str
) -> None:
    before = workspace.read_bytes()
    said = unprinted(*READING[command])
    assert said.status == 1
    assert "could be printed" in said.err or "could not be printed" in said.err
    assert "What was done" not in said.err
    assert workspace.read_bytes() == before


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_stays_2_whatever_becomes_of_the_output(
    workspace: Path, unprinted: Run, why: str
) -> None:
    before = log_of(workspace)
    said = unprinted(*REFUSED[why])
    assert said.status == 2
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert log_of(workspace) == before
    assert not Path("bad.xlsx").exists()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("command", "status"), [("apply team.align more.toml", 1), ("freeze team.align", 2)]
)
@pytest.mark.parametrize("outputs", [">/dev/full 2>/dev/full", ">&- 2>&-"])
def test_the_status_holds_where_not_even_the_sentence_can_be_printed(
    workspace: Path, command: str, status: int, outputs: str
) -> None:
    root = Path(__file__).resolve().parents[2]
    line = f'"{sys.executable}" -m alignment_desktop {command} {outputs}'
    run = subprocess.run(
        ["/bin/sh", "-c", line], env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert run.returncode == status
    assert (log_of(workspace)[-1] == "apply") == (status == 1)


# Interrupts --------------------------------------------------------------------------------------


BEGIN, COMMIT = "BEGIN IMMEDIATE", "COMMIT"
"""How a change begins and ends in a file."""


@contextmanager
def at(moment: str, act: Callable[[], object], *, skip: int = 0) -> Iterator[None]:
    """Acts once while a change begins or is committed, after that has been so `skip` times."""
    seen: list[str] = []

    def heard(statement: str) -> None:
        if statement != moment:
            return
        seen.append(statement)
        if len(seen) == skip + 1:
            act()

    with watched_files(running=heard):
        yield


def press_control_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_an_interrupt_while_storing_is_answered_once_all_is_stored(
    alignment: Alignment, workspace: Path
) -> None:
    before = log_of(workspace)
    with at(COMMIT, press_control_c):
        said = alignment("apply", workspace, "more.toml")
    assert said.status == 1
    assert said.out == ""
    assert said.err.startswith("Stopped, but what was done before that stays: ")
    assert log_of(workspace) == [*before, "apply"]


def test_an_interrupt_before_anything_is_stored_changes_nothing(
    alignment: Alignment, workspace: Path
) -> None:
    before = log_of(workspace)
    with at(BEGIN, press_control_c):
        said = alignment("apply", workspace, "more.toml")
    assert (said.status, said.out) == (2, "")
    assert said.err == "Stopped; nothing was changed.\n"
    assert log_of(workspace) == before


@pytest.mark.parametrize("skip", [2])
def test_a_sample_that_is_interrupted_is_gone_again(
    alignment: Alignment, workspace: Path, skip: int
) -> None:
    with at(BEGIN, press_control_c, skip=skip):
        said = alignment("new", "sample.align", "--sample")
    assert (said.status, said.out) == (2, "")
    assert said.err == "Stopped; nothing was changed.\n"
    assert not Path("sample.align").exists()


# A second output ---------------------------------------------------------------------------------


def test_problem_rows_that_cannot_be_put_in_place_do_not_hide_that_the_import_is_stored(
    alignment: Alignment, workspace: Path
) -> None:
    folder = Path("problems")
    folder.mkdir()
    before = log_of(workspace)

    def lose_the_folder(statement: str) -> None:
        if (
            statement == COMMIT and folder.exists() and any(folder.iterdir())
        ):  # it is written, but has no name yet
            shutil.rmtree(folder)

    words = ("import", workspace, "leads.csv", "--problems", folder / "bad.xlsx", "--json")
    with watched_files(running=lose_the_folder):
        said = alignment(*words)
    assert not folder.exists()
    assert said.status == 1
    assert said.json["batch"] == 2
    assert "bad.xlsx" in said.err
    assert log_of(workspace) == [*before, "import"]


def test_problem_rows_are_whole_in_their_place_once_the_import_is_stored(
    alignment: Alignment, workspace: Path
) -> None:
    assert alignment("import", workspace, "leads.csv", "--problems", "bad.xlsx").status == 1
    rows = list(openpyxl.load_workbook("bad.xlsx").active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Row", 3]
