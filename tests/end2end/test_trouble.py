"""Bad luck and bad input: one sentence, exit 2, and the workspace is as it was."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.end2end.conftest import Alignment, Said


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path) -> Path:
    path, leads = tmp_path / "team.align", tmp_path / "few.csv"
    leads.write_text("Lead ID,Created Date\nL-1,2026-10-01\n", encoding="utf-8")
    assert alignment("new", path).status == 0
    assert alignment("import", path, leads).status == 0
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Leads that do not compress into a few pages."""
    some = random.Random(4)
    rows = [f"L-{n},2026-10-02,{some.randbytes(20).hex()}" for n in range(4_000)]
    path = tmp_path / "many.csv"
    path.write_text("Lead ID,Created Date,Token\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Every SQLite file can grow by three pages more, then the database itself says it is full."""

    def almost_full(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    event.listen(Engine, "connect", almost_full)
    yield
    event.remove(Engine, "connect", almost_full)


def test_a_full_disk_during_an_import_leaves_the_workspace_as_it_was(
    alignment: Alignment, workspace: Path, many: Path, full_disk: None
) -> None:
    before = said_of(alignment, workspace)
    refused = alignment("import", workspace, many)
    assert_one_sentence(refused, "team.align")
    assert "full" in refused.err
    assert said_of(alignment, workspace) == before


AS_NOBODY = """
import os, sys
from alignment_desktop.__main__ import main

main(["show", sys.argv[1]])  # imports all, before the rights to the interpreter's folders go
print("---", file=sys.stderr)
print("---", flush=True)
if os.geteuid() == 0:
    os.setgroups([])
    os.setuid(65534)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter on Windows")
def test_no_rights_to_the_workspace_is_one_sentence(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    warm_up = tmp_path / "other.align"
    alignment("new", warm_up)
    workspace.chmod(0)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(warm_up), "show", str(workspace)],
        capture_output=True,
        text=True,
        check=False,
    )
    out, err = run.stdout.split("---\n")[1], run.stderr.split("---\n")[1]
    assert_one_sentence(Said(run.returncode, out, err), "team.align")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["measure", "--from", "2026-02-30"], "2026-02-30"),
        (["measure", "--from", "2026-12-01", "--to", "2026-11-01"], "2026-12-01"),
        (["measure", "--from", "0001-01-01", "--to", "9999-12-31"], "9999-12-31"),
        (["measure", "--as-of", "yesterday"], "yesterday"),
        (["measure", "--commitment", "none-such"], "none-such"),
        (["leads", "--commitment", "none-such"], "none-such"),
        (["undo-import", "99"], "99"),
        (["show", "--version", "3"], "3"),
        (["freeze"], "consent"),
        (["agree", "--party", "sales", "stage.none"], "stage.none"),
    ],
)
def test_wrong_questions_are_one_sentence_and_change_nothing(
    alignment: Alignment, workspace: Path, words: list[str], named: str
) -> None:
    before = hashlib.sha256(workspace.read_bytes()).hexdigest()
    command, *rest = words
    assert_one_sentence(alignment(command, workspace, *rest), named)
    assert hashlib.sha256(workspace.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("command", ["import", "leads", "template"])
def test_a_workbook_that_cannot_be_written_is_one_sentence(
    alignment: Alignment, workspace: Path, tmp_path: Path, command: str
) -> None:
    bad, out = tmp_path / "bad.csv", tmp_path / "no such folder" / "out.xlsx"
    bad.write_text("Lead ID,Created Date\n,2026-10-01\n", encoding="utf-8")
    words = {
        "import": ("import", workspace, bad, "--problems", out),
        "leads": ("leads", workspace, "--commitment", "seen", "-o", out),
        "template": ("template", "leads", "-o", out),
    }[command]
    text = tmp_path / "seen.toml"
    text.write_text(
        '[[commitment]]\nkey = "seen"\nmeasure = "count"\nfrom = "created_at"\ntarget = ">= 1"\n',
        encoding="utf-8",
    )
    alignment("apply", workspace, text)
    assert_one_sentence(alignment(*words), "no such folder")


def said_of(alignment: Alignment, workspace: Path) -> tuple[str, str, str]:
    """All that the workspace says."""
    words = (("show", workspace), ("imports", workspace, "--json"), ("measure", workspace))
    one, two, three = (alignment(*each).out for each in words)
    return one, two, three


def assert_one_sentence(said: Said, named: str) -> None:
    assert said.status == 2, said
    assert said.out == ""
    assert named in said.err
    assert len(said.err.strip().splitlines()) == 1
