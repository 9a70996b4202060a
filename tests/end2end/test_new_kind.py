"""A kind of clause is added in one place, and its words in one more: then it is everywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.end2end.conftest import ProgramCopy

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
WORDS = 'ritual = { one = "ritual", other = "rituals" }\n'
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
def program(program_copy: ProgramCopy) -> ProgramCopy:
    """A copy of the program, with the new kind in it."""
    clauses = program_copy.top / "alignment_desktop" / "domain" / "clauses.py"
    text = clauses.read_text(encoding="utf-8")
    text = text.replace("\nclass ClauseKind:\n", KIND)
    line = '    "ritual": ClauseKind(Ritual, "cadence", "cadence"),\n'
    text = text.replace("    COMMITMENT: ClauseKind(\n", f"{line}    COMMITMENT: ClauseKind(\n")
    clauses.write_text(text, encoding="utf-8")
    english = program_copy.top / "resources" / "words" / "en"
    for name, words in (("kinds", WORDS), ("choices", CHOICES)):
        with (english / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(words)
    return program_copy


@pytest.mark.slow
def test_a_new_kind_is_in_text_checks_document_and_window(program: ProgramCopy) -> None:
    alignment = program.alignment
    (program.folder / "plan.toml").write_text(TEXT, encoding="utf-8")
    alignment("new", "team.align")
    alignment("apply", "team.align", "plan.toml", "--party", "sales")
    shown: dict[str, Any] = json.loads(alignment("show", "team.align", "--json"))
    assert shown["ritual"][0]["guests"] == 47
    alignment("agree", "team.align", "--party", "marketing", "--all")
    alignment("freeze", "team.align")
    alignment("export", "team.align", "agreement", "-o", "agreement.pdf")
    text = program.python("-c", READ_PDF, "agreement.pdf")
    for words in ("Rituals", "The bell", "Marie Lindner", "Rung for every customer.", "Merry"):
        assert words in text
    assert "Guests: 47" in text
    window = json.loads(program.python("-c", WINDOW, "team.align"))
    assert "The bell" in window["rows"]
    assert {"Rung for every customer.", "Marie Lindner", "47"} <= set(window["form"])
    wrong = '[[ritual]]\nkey = "bell"\nhost = "nobody"\n'
    (program.folder / "wrong.toml").write_text(wrong, encoding="utf-8")
    alignment("apply", "team.align", "wrong.toml")
    found = json.loads(alignment("check", "team.align", "--json", status=1))
    assert ("unknown-reference", ["ritual.bell"]) in [(one["rule"], one["keys"]) for one in found]
