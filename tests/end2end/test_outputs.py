"""Files that commands write: where they may not, with which rights, and what a killed one left."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from alignment_desktop.__main__ import main
from alignment_desktop.documents.output_files import OutputFile
from alignment_desktop.paths import remove_abandoned, temporary_beside
from tests.end2end.conftest import Alignment

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights and links are POSIX's")
LEADS = "Lead ID,Created Date\nL-1,2026-10-01\n,2026-10-01\n"
TEXT = '[[commitment]]\nkey = "seen"\nmeasure = "count"\nfrom = "created_at"\ntarget = ">= 1"\n'

WRITERS = {
    "problems": ("import", "team.align", "leads.csv", "--problems"),
    "leads": ("leads", "team.align", "--commitment", "seen", "-o"),
    "scoreboard": ("export", "team.align", "scoreboard", "-o"),
    "agreement": ("export", "team.align", "agreement", "-o"),
    "review": ("export", "team.align", "review", "-o"),
    "template": ("template", "leads", "-o"),
}
ENDINGS = dict.fromkeys(WRITERS, ".xlsx") | {"agreement": ".pdf", "review": ".pdf"}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace, and a file to import."""
    folder = tmp_path_factory.mktemp("original")
    (folder / "plan.toml").write_text(TEXT, encoding="utf-8")
    (folder / "leads.csv").write_text(LEADS, encoding="utf-8")
    with redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        assert main(["new", str(folder / "team.align")]) == 0
        assert main(["apply", str(folder / "team.align"), str(folder / "plan.toml")]) == 0
    return folder


@pytest.fixture
def here(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own, which is the current one."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


# Where nothing may be written --------------------------------------------------------------------


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_written_wants_its_ending_before_anything_is_done(
    alignment: Alignment, here: Path, writer: str
) -> None:
    before = content_of(here)
    for name in ("team.align", "leads.csv", "out", "out.xlsx.txt", ".xlsx", "."):
        said = alignment(*WRITERS[writer], name)
        assert (said.status, said.out) == (2, "")
        assert f"does not end in {ENDINGS[writer]}" in said.err
    assert content_of(here) == before


@POSIX
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("way", ["its name", "a link", "a second name", "a link to its log"])
def test_a_workspace_is_never_replaced_by_whatever_name(
    alignment: Alignment, here: Path, writer: str, way: str
) -> None:
    other = here / f"other{ENDINGS[writer]}"
    target = here / f"out{ENDINGS[writer]}"
    alignment("new", other)  # a workspace may have any name, and need not be the one that is read
    if way == "its name":
        target = other
    elif way == "a link":
        target.symlink_to(other)
    elif way == "a second name":
        target.hardlink_to(other)
    else:
        log = here / f"other{ENDINGS[writer]}-wal"
        log.write_bytes(b"")
        target.symlink_to(log)
    before = content_of(here)
    said = alignment(*WRITERS[writer], target)
    assert (said.status, said.out) == (2, "")
    assert "is a workspace, or belongs to one" in said.err
    assert content_of(here) == before


def test_a_backup_wants_its_ending_and_replaces_nothing(alignment: Alignment, here: Path) -> None:
    alignment("new", "other.align")
    before = content_of(here)
    for name, told in (
        ("copy.pdf", "does not end in .align"),
        ("team.align", "is a workspace"),
        ("other.align", "is a workspace"),
    ):
        said = alignment("backup", "team.align", "-o", name)
        assert (said.status, said.out) == (2, "")
        assert told in said.err
    assert content_of(here) == before


@POSIX
@pytest.mark.parametrize("way", ["its name", "a link", "a second name"])
def test_the_file_that_is_read_is_never_replaced(
    alignment: Alignment, here: Path, way: str
) -> None:
    alignment("template", "leads", "-o", "leads.xlsx")
    target = here / ("leads.xlsx" if way == "its name" else "out.xlsx")
    if way == "a link":
        target.symlink_to("leads.xlsx")
    elif way == "a second name":
        target.hardlink_to("leads.xlsx")
    before = content_of(here)
    said = alignment("import", "team.align", "leads.xlsx", "--problems", target)
    assert (said.status, said.out) == (2, "")
    assert "is the file being read" in said.err
    assert content_of(here) == before


# Rights ------------------------------------------------------------------------------------------


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@POSIX
@pytest.mark.parametrize("writer", WRITERS)
def test_a_new_file_has_the_rights_of_the_umask_and_a_replaced_one_keeps_its_own(
    alignment: Alignment, here: Path, umask: Callable[[int], int], writer: str
) -> None:
    out = here / f"out{ENDINGS[writer]}"
    again = ("--again",) if writer == "problems" else ()
    for mask, rights in ((0o027, 0o640), (0o002, 0o664)):
        umask(mask)
        assert alignment(*WRITERS[writer], out, *again).status in {0, 1}
        assert stat.S_IMODE(out.stat().st_mode) == rights
        out.unlink()
    for rights in (0o600, 0o666):
        out.write_bytes(b"older")
        out.chmod(rights)
        assert alignment(*WRITERS[writer], out, *again).status in {0, 1}
        assert out.read_bytes() != b"older"
        assert stat.S_IMODE(out.stat().st_mode) == rights


@POSIX
def test_a_replaced_file_keeps_its_owner_where_that_may_be_given(
    alignment: Alignment, here: Path
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the superuser gives files to others")
    out = here / "out.pdf"
    out.write_bytes(b"older")
    os.chown(out, 65534, 65534)
    assert alignment(*WRITERS["agreement"], out).status == 0
    assert (out.stat().st_uid, out.stat().st_gid) == (65534, 65534)


@POSIX
def test_through_a_link_the_file_behind_it_is_replaced(alignment: Alignment, here: Path) -> None:
    (here / "shared").mkdir()
    behind = here / "shared" / "plan.pdf"
    behind.write_bytes(b"older")
    link = here / "out.pdf"
    link.symlink_to(behind)
    assert alignment(*WRITERS["agreement"], link).status == 0
    assert link.is_symlink()
    assert behind.read_bytes().startswith(b"%PDF-")
    behind.unlink()
    assert alignment(*WRITERS["agreement"], link).status == 0  # the place it points to is free
    assert link.is_symlink()
    assert behind.read_bytes().startswith(b"%PDF-")


@POSIX
def test_a_link_that_leads_nowhere_is_left_as_it_is(alignment: Alignment, here: Path) -> None:
    (here / "out.pdf").symlink_to("out.pdf")
    said = alignment(*WRITERS["agreement"], "out.pdf")
    assert (said.status, said.out) == (2, "")
    assert "leads nowhere" in said.err
    assert (here / "out.pdf").is_symlink()


AS_NOBODY = """
import os, sys
from pathlib import Path
from alignment_desktop.documents.output_files import replacing

if os.geteuid() == 0:
    os.setuid(65534)
try:
    with replacing(Path(sys.argv[1]), ".pdf") as temporary:
        temporary.write_bytes(b"newer")
except Exception as problem:
    print(problem)
"""


@POSIX
def test_a_file_that_is_protected_against_writing_is_not_replaced(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents:
        if parent.name.startswith(("pytest-", "popen-")):
            parent.chmod(0o755)
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older")
    out.chmod(0o444)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(out)], capture_output=True, text=True, check=True
    )
    assert "protected against writing" in run.stdout
    assert out.read_bytes() == b"older"


# What a killed program leaves --------------------------------------------------------------------

WRITING = """
import sys
from pathlib import Path
from alignment_desktop.documents.output_files import replacing

with replacing(Path(sys.argv[1]), ".xlsx") as temporary:
    temporary.write_bytes(b"half")
    print("written", flush=True)
    sys.stdin.read()
"""


def start_writing(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    return process


@pytest.mark.parametrize("writer", WRITERS)
def test_the_next_export_removes_what_a_killed_one_left_and_nothing_else(
    alignment: Alignment, here: Path, writer: str
) -> None:
    before = set(content_of(here))
    killed, running = start_writing(here / "a.xlsx"), start_writing(here / "b.xlsx")
    killed.kill()
    killed.communicate()
    foreign = here / ".alignment-notes"
    foreign.write_text("mine")
    assert len(content_of(here)) == len(before) + 3
    assert alignment(*WRITERS[writer], f"out{ENDINGS[writer]}").status in {0, 1}
    left = set(content_of(here)) - before - {f"out{ENDINGS[writer]}", foreign.name}
    assert len(left) == 1
    assert f"-{running.pid}-" in left.pop()
    running.communicate("go on")
    assert set(content_of(here)) == before | {f"out{ENDINGS[writer]}", foreign.name, "b.xlsx"}


def test_making_a_workspace_removes_what_a_killed_making_left(
    alignment: Alignment, here: Path
) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    own = temporary_beside(here / "x").name
    for ending in ("", "-wal", "-shm"):
        name = own.replace(f"-{os.getpid()}-", f"-{process.pid}-") + ending
        (here / name).write_bytes(b"half")
    before = {name for name in content_of(here) if not name.startswith(".alignment-")}
    assert alignment("new", "next.align").status == 0
    assert set(content_of(here)) == before | {"next.align"}


def test_what_another_computer_writes_goes_only_after_a_day(tmp_path: Path) -> None:
    elsewhere = tmp_path / ".alignment-0123abcd-99999-0123456789ab"
    elsewhere.write_bytes(b"half")
    remove_abandoned(tmp_path)
    assert elsewhere.exists()
    long_ago = elsewhere.stat().st_mtime - 25 * 3600
    os.utime(elsewhere, (long_ago, long_ago))
    remove_abandoned(tmp_path)
    assert not elsewhere.exists()


def test_a_file_that_does_not_take_its_place_is_gone(tmp_path: Path) -> None:
    with (
        OutputFile(tmp_path / "out.pdf", ".pdf") as output,
        output.filling() as temporary,
    ):
        temporary.write_bytes(b"whole")
    assert list(tmp_path.iterdir()) == []
