"""Output is UTF-8 wherever it goes, and names that are no text are told, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment

ROOT = Path(__file__).resolve().parents[2]
TEXT = '[[term]]\nkey = "size"\nname = "Größe Ω Жук 🦊"\ndefinition = "“≥ 5”"\n'

LOCALES = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "a Windows code page": {"PYTHONIOENCODING": "cp1252:strict"},
    "C, without Python's help": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def run(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own, with nothing of the test's own locale."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "alignment_desktop", *map(str, words)],
        env={**kept, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_what_show_prints_can_be_applied_whatever_the_terminal_s_code_page(
    alignment: Alignment, tmp_path: Path, locale: str
) -> None:
    text, shown = tmp_path / "text.toml", tmp_path / "shown.toml"
    text.write_text(TEXT, encoding="utf-8")
    one, two = tmp_path / "one.align", tmp_path / "two.align"
    for path in (one, two):
        alignment("new", path)
    alignment("apply", one, text)
    printed = run("show", one, env=LOCALES[locale])
    assert printed.returncode == 0
    assert "Größe Ω Жук 🦊" in printed.stdout.decode("utf-8")
    shown.write_bytes(b"\xef\xbb\xbf" + printed.stdout)
    applied = run("apply", two, shown, "--json", env=LOCALES[locale])
    assert applied.returncode == 0, applied.stderr
    told = alignment("show", one, "--json").json
    assert json.loads(applied.stdout)["content_hash"] == told["content_hash"]


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_are_utf_8_too(alignment: Alignment, tmp_path: Path, locale: str) -> None:
    alignment("new", tmp_path / "plan.align")
    words = ("agree", tmp_path / "plan.align", "--party", "sales", "term.größe")
    said = run(*words, env=LOCALES[locale])
    assert (said.returncode, said.stdout) == (2, b"")
    assert "“" in said.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file's name may be any bytes")
def test_files_whose_names_are_no_text_are_read_written_and_told(
    alignment: Alignment, tmp_path: Path
) -> None:
    def odd(ending: str) -> str:
        return os.fsdecode(os.fsencode(tmp_path) + b"/\xff" + ending.encode())

    Path(odd(".csv")).write_text("Lead ID,Created Date\nL-1,2026-10-01\n", encoding="utf-8")
    Path(odd(".toml")).write_text(TEXT, encoding="utf-8")
    made = run("new", odd(".align"), "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["workspace"] == odd(".align")
    assert alignment("apply", odd(".align"), odd(".toml")).status == 0
    imported = alignment("import", odd(".align"), odd(".csv"), "--problems", odd(".xlsx"))
    assert imported.status == 0
    assert Path(odd(".xlsx")).exists()
    assert alignment("imports", odd(".align"), "--json").json[0]["file"] == "\\xff.csv"
    assert alignment("export", odd(".align"), "scoreboard", "-o", odd("2.xlsx")).status == 0
    missing = run("apply", odd(".align"), odd("2.toml"))
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert "does not exist" in missing.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a word may be any bytes")
def test_words_that_are_no_text_are_refused(alignment: Alignment, tmp_path: Path) -> None:
    path = tmp_path / "plan.align"
    alignment("new", path)
    odd = os.fsdecode(b"\xff")
    for words in (
        ("agree", path, "--party", "sales", odd),
        ("show", path, "--agreement", odd),
        ("measure", path, "--commitment", odd),
        ("freeze", path, "--reason", odd),
        ("new", tmp_path / "other.align", "--organisation", odd),
        ("new", f"postgresql://ada@{odd}/plan"),
        (odd,),
    ):
        said = alignment(*words)
        assert (said.status, said.out) == (2, ""), words
        assert len(said.err.strip().splitlines()) == 1
        assert "not expect" not in said.err
