"""A kind of clause is added in one place, and its words in one more: then it is everywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]
KIND = '''
@dataclass(frozen=True, slots=True, kw_only=True)
class Ritual(f.Ruled):
    """Something that both do together."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    host: str = f.of(f.reference("person"), "")
    story: str = f.of(f.LONG_TEXT, "")
    mood: str = f.of(f.choice("solemn", "merry"), "solemn")
    guests: float | None = f.of(f.NUMBER, None)


class ClauseKind:
'''
WORDS = 'ritual = { one = "ritual", many = "rituals" }\n'
CHOICES = 'merry = "Merry"\nsolemn = "Solemn"\n'
TEXT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }

[[person]]
key = "cso"
name = "Marie Lindner"

[[ritual]]
key = "bell"
name = "The bell"
host = "cso"
story = "Rung for every customer."
mood = "merry"
guests = 47
"""
WINDOW = """
import json, sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from PySide6.QtTest import QTest
from alignment_desktop.gui.application import Application

app = QApplication([])
application = Application(app, QSettings("window.ini", QSettings.Format.IniFormat))
application.start(sys.argv[1])
window = application.window
window.show_page("cadence")
for _ in range(400):
    QTest.qWait(25)
    if not application.session.busy:
        break
page = window.page("cadence")
page.select("ritual.bell")
for _ in range(400):
    QTest.qWait(25)
    form = page.clause_inspector.form
    if not application.session.busy and form is not None and form.kind == "ritual":
        break
names = [row.name for row in page.model.rows]
texts = [line.text() for line in form.findChildren(QLineEdit)]
texts += [paper.toPlainText() for paper in form.findChildren(QPlainTextEdit)]
print(json.dumps({"rows": names, "form": texts}))
application.close()
"""

READ_PDF = """
import sys
import pypdfium2
pages = pypdfium2.PdfDocument(sys.argv[1])
print(" ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split()))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program, with the new kind in it."""
    tree = tmp_path / "tree"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("alignment_desktop", "resources"):
        shutil.copytree(CHECKOUT / name, tree / name, ignore=ignored)
    clauses = tree / "alignment_desktop" / "domain" / "clauses.py"
    text = clauses.read_text(encoding="utf-8")
    text = text.replace("\nclass ClauseKind:\n", KIND)
    line = '    "ritual": ClauseKind(Ritual, "cadence", "cadence"),\n'
    text = text.replace("    COMMITMENT: ClauseKind(\n", f"{line}    COMMITMENT: ClauseKind(\n")
    clauses.write_text(text, encoding="utf-8")
    phrasing = tree / "resources" / "wording" / "en" / "phrasing"
    for name, words in (("kinds", WORDS), ("choices", CHOICES)):
        with (phrasing / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(words)
    return tree


def test_a_new_kind_is_in_text_checks_document_and_window(tree: Path, tmp_path: Path) -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}

    def run(*words: object, status: int = 0) -> str:
        line = [sys.executable, *map(str, words)]
        done = subprocess.run(
            line, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr
        return done.stdout

    def alignment(*words: object, status: int = 0) -> str:
        return run("-m", "alignment_desktop", *words, status=status)

    (tmp_path / "plan.toml").write_text(TEXT, encoding="utf-8")
    alignment("new", "team.align")
    alignment("apply", "team.align", "plan.toml", "--party", "sales")
    shown: dict[str, Any] = json.loads(alignment("show", "team.align", "--json"))
    assert shown["ritual"][0]["guests"] == 47
    (tmp_path / "wrong.toml").write_text('[[ritual]]\nkey = "bell"\nhost = "nobody"\n', "utf-8")
    alignment("agree", "team.align", "--party", "marketing", "--all")
    alignment("freeze", "team.align")
    alignment("export", "team.align", "agreement", "-o", "agreement.pdf")
    text = run("-c", READ_PDF, "agreement.pdf")
    for words in (
        "Rituals",
        "The bell",
        "Marie Lindner",
        "Rung for every customer.",
        "Merry",
        "47",
    ):
        assert words in text
    window = json.loads(run("-c", WINDOW, "team.align"))
    assert "The bell" in window["rows"]
    assert {"Rung for every customer.", "Marie Lindner", "47"} <= set(window["form"])
    alignment("apply", "team.align", "wrong.toml")
    found = json.loads(alignment("check", "team.align", "--json", status=1))
    assert ("unknown-reference", ["ritual.bell"]) in [(one["rule"], one["keys"]) for one in found]
