"""The words of the commands: each is known, whichever of them are imported."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from alignment_desktop.__main__ import READER_WORD, main
from alignment_desktop.cli import main as cli
from alignment_desktop.importing import reader_process
from alignment_desktop.importing.workbook import read_workbook


class _Noted:
    """Stands where argparse takes a group’s commands, and notes their words."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def add_parser(self, word: str, **_more: object) -> _Noted:
        self.words.append(word)
        return self

    def add_argument(self, *_words: object, **_more: object) -> None: ...

    def set_defaults(self, **_more: object) -> None: ...


@pytest.mark.parametrize("group", cli.GROUPS)
def test_each_group_knows_the_words_that_are_listed_for_it(group: str) -> None:
    noted = _Noted()
    import_module(f"alignment_desktop.cli.{group}").add_commands(noted)
    assert set(cli.GROUPS[group]) <= set(noted.words)


@pytest.mark.parametrize("words", [[], ["sing"], ["--help"]])
def test_without_a_known_word_all_are_named(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not words:
        monkeypatch.setattr("alignment_desktop.cli.window_commands.has_screen", lambda: False)
    main(words)
    said = "".join(capsys.readouterr())
    if words:
        assert all(word in said for group in cli.GROUPS.values() for word in (*group, "open"))


def test_a_command_imports_no_other_room() -> None:
    program = (
        "import sys; from alignment_desktop.__main__ import main; main(['imports', 'none.align']); "
        "print([name for name in sys.modules if name.endswith(('measure_commands', 'argparse'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "['argparse']"


def test_imports_are_listed_and_withdrawn_without_what_reads_them(tmp_path: Path) -> None:
    program = (
        "import sys; from alignment_desktop.__main__ import main; its = sys.argv[1]; "
        "main(['new', its]); main(['imports', its]); main(['undo-import', its, '1']); "
        "print([name for name in ('polars', 'numpy', 'rapidfuzz') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "plan.align")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.splitlines()[-1] == "[]"
    assert "1" in ended.stderr  # there is no such import


def test_the_packaged_program_is_its_own_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert READER_WORD == reader_process.READER_WORD
    if os.name == "nt":
        pytest.skip("no program of one line")
    program = tmp_path / "alignment"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alignment_desktop "$@"\n')
    program.chmod(0o755)
    sheet = tmp_path / "leads.csv"
    sheet.write_text("Lead ID,Created Date\nL-1,2026-10-05\n", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    read = read_workbook(sheet)
    assert read.format == "text"
    assert read.sheets[0].frame["text.0"].to_list() == ["Lead ID", "L-1"]
