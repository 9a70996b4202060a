"""A workspace's file comes from anybody: what somebody did to it is one sentence, never a trace."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from alignment_desktop.__main__ import main
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.end2end.conftest import Alignment, Said
from tests.forgery import as_parquet, opened_by_hand, put_rows, rows_of

TEXT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }

[[term]]
key = "lead"
definition = "Somebody who asked"

[[commitment]]
key = "volume"
party = "marketing"
measure = "count"
from = "created_at"
target = ">= 2"
every = "period"
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a frozen version and two imports, made with the commands."""
    folder = tmp_path_factory.mktemp("original")
    path, text = folder / "team.align", folder / "plan.toml"
    text.write_text(TEXT, encoding="utf-8")
    for number in (1, 2):
        rows = [f"L-{number}{row},2026-10-0{row},{row * 100}" for row in range(1, 5)]
        content = "\n".join(["Lead ID,Created Date,Amount", *rows, ""])
        (folder / f"leads-{number}.csv").write_text(content, encoding="utf-8")
    for words in (
        ("new", path),
        ("apply", path, text, "--party", "sales"),
        ("agree", path, "--party", "marketing", "--all"),
        ("freeze", path, "--waive", "a test"),
        ("import", path, folder / "leads-1.csv"),
        ("import", path, folder / "leads-2.csv"),
    ):
        assert main([str(word) for word in words]) == 0
    return path


@pytest.fixture
def workspace(original: Path, tmp_path: Path) -> Path:
    path = tmp_path / "team.align"
    shutil.copyfile(original, path)
    return path


def assert_one_sentence(said: Said, named: str) -> None:
    assert said.status == 2, said
    assert said.out == ""
    assert named in said.err.splitlines()[-1], said.err
    assert "Traceback" not in said.err
    assert "unexpected" not in said.err


def statement(*statements: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with opened_by_hand(path) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("PRAGMA writable_schema = ON")
            for each in statements:
                connection.execute(each)

    return harm


def rows(change: Callable[[pl.DataFrame], pl.DataFrame], *, log: bool) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with opened_by_hand(path) as connection:
            frame = change(rows_of(connection, 1))
            put_rows(connection, 1, [(as_parquet(frame), frame.height)], log=log)

    return harm


def data(content: bytes, count: int) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with opened_by_hand(path) as connection:
            put_rows(connection, 1, [(content, count)], log=True)

    return harm


def one_page_from_before(path: Path) -> None:
    """As if a disk had written nothing of the last import."""
    statement("DELETE FROM evidence_chunks WHERE batch_id = 2", "DELETE FROM batches WHERE id = 2")(
        path
    )


DEEP = '{"key":' + "[" * 900 + "]" * 900 + "}"
REFUSED = {
    # What stands in the schema runs whenever the program reads or writes.
    "a trigger": (
        statement(
            "CREATE TRIGGER sync AFTER UPDATE ON workspace BEGIN UPDATE clauses SET body = "
            "replace(body, '>= 2', '>= 1'); END"
        ),
        "the trigger sync on the table workspace was not made by this program",
    ),
    "a view": (statement("CREATE VIEW v AS SELECT * FROM clauses"), "the view v was not made"),
    "a missing column": (
        statement("ALTER TABLE batches DROP COLUMN author"),
        "the table batches lacks the column author",
    ),
    "a default": (
        statement(
            "UPDATE sqlite_master SET sql = replace(sql, 'waived TEXT NOT NULL', "
            "'waived TEXT NOT NULL DEFAULT (random())') WHERE name = 'versions'"
        ),
        "the column waived of the table versions is declared in another way",
    ),
    "a version with an easier target": (
        statement("UPDATE versions SET content = replace(content, '>= 2', '>= 1')"),
        "Version 1 of the agreement “Q4” is not as it was frozen",
    ),
    "half of the rows": (
        rows(lambda frame: frame.head(2), log=False),
        "The stored rows of import 1 (leads-1.csv) are not those that were imported",
    ),
    "an import that is gone": (one_page_from_before, "Import 2 (leads-2.csv) is gone"),
    "an import undone in secret": (
        statement("UPDATE batches SET withdrawn = 1 WHERE id = 1"),
        "import 1",
    ),
    "garbage for rows": (data(b"PAR1" + b"garbage" * 99 + b"PAR1", 4), "import 1"),
    "garbage between sound marks": (
        data(as_parquet(pl.DataFrame({"row": [1]}))[:-40] + b"x" * 32 + b"PAR1", 1),
        "import 1",
    ),
    "lists in cells": (
        rows(lambda frame: frame.with_columns(pl.concat_list("row").alias("own:a")), log=True),
        "import 1",
    ),
    "texts for moments": (
        rows(lambda frame: frame.with_columns(pl.lit("soon").alias("created_at")), log=True),
        "import 1",
    ),
    "moments after all calendars": (
        rows(
            lambda frame: frame.with_columns(
                pl.lit(2**61).cast(pl.Datetime("us", "UTC")).alias("created_at")
            ),
            log=True,
        ),
        "import 1",
    ),
    "numbers that are none": (
        rows(lambda frame: frame.with_columns(pl.lit(float("nan")).alias("amount")), log=True),
        "import 1",
    ),
    "more rows than there are": (data(as_parquet(pl.DataFrame({"row": [1]})), 9), "import 1"),
    "a text for a number": (statement("UPDATE batches SET rows = 'many'"), "team.align"),
    "bytes for a text": (statement("UPDATE batches SET file = x'ff00'"), "team.align"),
    "a revision beyond all": (
        statement("UPDATE workspace SET revision = 9000000000000000000"),
        "team.align",
    ),
    "a body without end": (
        statement(f"UPDATE clauses SET body = '{DEEP}' WHERE kind = 'term'"),
        "team.align",
    ),
    "a body that is a list": (
        statement("UPDATE clauses SET body = '[]' WHERE kind = 'term'"),
        "team.align",
    ),
    "a body with no number": (
        statement("UPDATE clauses SET body = '{\"key\":NaN}' WHERE kind = 'term'"),
        "team.align",
    ),
    "problems without end": (
        statement(f"UPDATE batches SET problems = '{'[' * 200_000}'"),
        "team.align",
    ),
    "no header": (
        statement(
            "DELETE FROM consents WHERE kind = 'agreement'",
            "DELETE FROM clauses WHERE kind = 'agreement'",
        ),
        "agreement",
    ),
}


@pytest.mark.parametrize("harm", REFUSED)
def test_what_stands_on_the_damage_is_refused_in_one_sentence(
    alignment: Alignment, workspace: Path, harm: str
) -> None:
    act, named = REFUSED[harm]
    act(workspace)
    assert_one_sentence(alignment("measure", workspace, "--json"), named)


@pytest.mark.parametrize("harm", [*REFUSED, "nothing"])
def test_check_and_log_tell_of_it(
    alignment: Alignment, original: Path, workspace: Path, harm: str
) -> None:
    sound = [each["text"] for each in alignment("check", original, "--json").json]
    if harm != "nothing":
        REFUSED[harm][0](workspace)
    said = alignment("check", workspace, "--json")
    if harm == "a revision beyond all":  # of which no moment can be read
        assert_one_sentence(said, "team.align is damaged")
        return
    assert said.status == 1
    new = [each for each in said.json if each["text"] not in sound]
    assert any(each["severity"] == "error" for each in new) is (harm != "nothing")
    assert alignment("log", workspace, "--verify").status == (harm != "nothing")


@pytest.mark.parametrize("harm", ["garbage for rows", "numbers that are none", "half of the rows"])
def test_a_backup_leaves_out_what_cannot_be_read(
    alignment: Alignment, workspace: Path, tmp_path: Path, harm: str
) -> None:
    REFUSED[harm][0](workspace)
    copy = tmp_path / "copy.align"
    assert alignment("backup", workspace, "-o", copy).status == 1
    assert alignment("log", copy, "--verify").status == 0
    measured = alignment("measure", copy, "--json")
    assert measured.json["commitments"][0]["periods"][0]["value"] == 4


@pytest.mark.parametrize("harm", REFUSED)
def test_no_command_meets_it_with_a_trace(
    alignment: Alignment, workspace: Path, tmp_path: Path, harm: str
) -> None:
    REFUSED[harm][0](workspace)
    for words in (
        ("show", workspace),
        ("show", workspace, "--version", "1"),
        ("imports", workspace),
        ("log", workspace),
        ("leads", workspace, "--commitment", "volume"),
        ("export", workspace, "agreement", "-o", tmp_path / "a.pdf"),
        ("undo-import", workspace, 1),
        ("agree", workspace, "--party", "sales", "--all"),
    ):
        said = alignment(*words)
        assert said.status in (0, 1, 2), (words, said)
        assert "Traceback" not in said.err, (words, said)
        assert "did not expect" not in said.err, (words, said)
        assert said.status != 2 or said.out == "", (words, said)


@pytest.mark.parametrize(
    "harm", ["garbage for rows", "half of the rows", "lists in cells", "numbers that are none"]
)
def test_a_damaged_import_can_be_undone_and_the_rest_is_measured(
    alignment: Alignment, workspace: Path, harm: str
) -> None:
    REFUSED[harm][0](workspace)
    assert alignment("undo-import", workspace, 1).status == 0
    measured = alignment("measure", workspace, "--json")
    assert measured.status == 0
    ((period,),) = [each["periods"] for each in measured.json["commitments"]]
    assert period["value"] == 4


def test_guards_that_are_gone_are_told_and_everything_else_goes_on(
    alignment: Alignment, workspace: Path
) -> None:
    with opened_by_hand(workspace, guards=False):
        pass
    said = alignment("measure", workspace, "--json")
    assert said.status == 0
    assert said.err.startswith("Another program has taken away the guards of ")
    assert "guards" not in alignment("measure", workspace, "--json").err


def test_an_older_file_in_place_of_a_newer_one_is_told_once(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.align"
    shutil.copyfile(workspace, older)
    assert alignment("undo-import", workspace, 1).status == 0
    shutil.copyfile(older, workspace)
    said = alignment("measure", workspace, "--json")
    assert (said.status, said.json["commitments"][0]["periods"][0]["value"]) == (0, 8)
    assert "no longer contains change" in said.err
    assert alignment("measure", workspace, "--json").err == ""


def test_a_change_before_the_last_one_is_made_and_told(
    alignment: Alignment, tmp_path: Path
) -> None:
    path = tmp_path / "future.align"
    Workspace.new(str(path), by=NOBODY, at=datetime(2096, 1, 1, tzinfo=UTC)).close()
    leads = tmp_path / "leads.csv"
    leads.write_text("Lead ID,Created Date\nL-1,2026-10-01\n", encoding="utf-8")
    imported = alignment("import", path, leads, "--json")
    assert (imported.status, imported.json["batch"]) == (0, 1)
    assert f"the last change in {path} is of 2096-01-01 00:00 UTC" in imported.err
    # The clock of the log never runs backwards, and reading logs nothing that could be told.
    measured = alignment("measure", path, "--json")
    assert measured.json["as_of"].startswith("2096-01-01")
    assert "clock" not in measured.err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of memory so")
def test_a_few_megabytes_never_come_to_gigabytes(workspace: Path) -> None:
    # One long text in every row: a tenth of a gigabyte in each of forty parts.
    text = pl.Series("own:a", ["x" * 2_000]).new_from_index(0, 50_000)
    part = as_parquet(pl.DataFrame([pl.int_range(50_000, eager=True).alias("row"), text]))
    with opened_by_hand(workspace) as connection:
        put_rows(connection, 1, [(part, 50_000)] * 40, log=True)
    assert workspace.stat().st_size < 5_000_000
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from alignment_desktop.__main__ import main\n"
        f"status = main(['measure', {str(workspace)!r}])\n"
        "lines = Path('/proc/self/status').read_text().splitlines()\n"
        "print(*[line.split()[1] for line in lines if line.startswith('VmHWM')])\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert_one_sentence(Said(done.returncode, "", done.stderr), "import 1")
    assert int(done.stdout) < 1_000_000
