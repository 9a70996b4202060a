"""What people and files write is shown as it was written: never as HTML, or with pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

import alignment_desktop.gui
from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import KINDS, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.tool_tips import plain_tip
from alignment_desktop.services.editing import AddClause, EditClause
from tests.gui.whole_window import WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
HTML = '<img src="file:///etc/passwd"><b>bold</b> & &lt;so&gt;'
CSV = f"Lead ID,Created,<b>Region</b>,Email\nL1,2026-10-05,<img src=x>,a@example.com\n{HTML},x,,\n"


def all_widgets(tops: Sequence[QWidget]) -> Iterator[QWidget]:
    for top in tops or QApplication.topLevelWidgets():
        yield top
        yield from top.findChildren(QWidget)


def assert_nothing_is_html(*tops: QWidget) -> None:
    """No label guesses whether its words are HTML, and none holds a tag of anybody's.

    Looks at all windows, or only at some parts.
    """
    for widget in all_widgets(tops):
        if isinstance(widget, QLabel) and widget.text():
            if widget.textFormat() == Qt.TextFormat.RichText:  # what changed, struck out or marked
                assert_harmless(widget.text())
            else:
                assert widget.textFormat() == Qt.TextFormat.PlainText, widget.text()
        assert_harmless(widget.toolTip())
        if isinstance(widget, QTableView):
            model = widget.model()
            for row in range(min(model.rowCount(), 60)):
                for column in range(model.columnCount()):
                    tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    assert_harmless(str(tip or ""))


def assert_harmless(tip: str) -> None:
    assert not re.search(r"<(?!/?(span|p|br)[ >])", tip), tip


def fields_with_html(kind: str, table: dict[str, object]) -> dict[str, object]:
    """A clause's table with the words in every field that takes any text."""
    for spec in KINDS[kind].edited:
        if spec.holds in ("line", "text") and "." not in spec.name:
            wordy = {**table, spec.name: HTML}
            try:
                KINDS[kind].cls.from_mapping(wordy)
            except Problem:
                continue  # not every line takes any text
            table = wordy
    return table


@pytest.mark.slow
def test_html_in_every_field_of_every_kind_of_clause_is_shown_as_typed(whole: WholeWindow) -> None:
    session = whole.session
    for kind in KINDS:
        found = session.draft.agreement.of_kind(kind)
        if not found:
            continue
        key, clause = next(iter(found.items()))
        table = fields_with_html(kind, json_table(write_clause(clause)))
        if table == json_table(write_clause(clause)):
            continue  # it has no texts
        with whole.qtbot.waitSignal(session.changed):
            session.execute(EditClause(kind, key, table, "sales"))
        session.go_to(kind=kind, key=key)
        whole.settle()
        page = whole.page
        assert isinstance(page, ClausePage)
        form = page.clause_inspector.form
        assert form is not None
        written = json_table(write_clause(session.draft.agreement.clauses[kind, key]))
        for name, value in written.items():
            if value == HTML:
                assert shown_in(form, name) == HTML, (kind, name)
        if written.get("name") == HTML:
            row = page.model.row_of(page.card.current_key())
            index = page.model.index(row, page.model.Column.NAME)
            assert HTML in str(index.data())
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
            assert HTML in QTextDocumentFragment.fromHtml(tip).toPlainText()
        assert_nothing_is_html(form)
    for name in whole.window.navigation.items:
        whole.show(name)
        assert_nothing_is_html(whole.page)
    assert_nothing_is_html()


def shown_in(form: ClauseForm, name: str) -> str:
    editor = form.editor(name)
    if isinstance(editor, TextEditor):
        return editor.paper.toPlainText()
    if isinstance(editor, LineEditor):
        return editor.line.text()
    return str(editor.value())


def test_html_in_imported_values_is_shown_as_it_stands_in_the_file(
    whole: WholeWindow, tmp_path: Path
) -> None:
    file = tmp_path / "<b>leads</b>.csv".replace("/", "")
    file.write_text(CSV, encoding="utf-8")
    whole.show("results")
    page = whole.page
    assert isinstance(page, ResultsPage)
    page.take_files([file])
    whole.qtbot.waitUntil(lambda: page.assistant.busy, timeout=20_000)
    while page.assistant.busy:
        whole.qtbot.waitUntil(
            lambda: page.next_button.isEnabled() or not page.assistant.busy, timeout=20_000
        )
        whole.settle()
        assert_nothing_is_html()
        page.next_button.click()
    whole.settle()
    assert_nothing_is_html()


def test_a_notice_and_a_trouble_say_html_as_it_is(whole: WholeWindow) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"key": "html", "name": HTML}, "sales"))
    whole.session.notify(f"“{HTML}” is removed.")
    assert_nothing_is_html()


@pytest.mark.parametrize("text", ["plain", "a < b", "R&D", HTML, "line\nline <b>"])
def test_a_tooltip_says_what_it_was_given(text: str) -> None:
    shown = QTextDocumentFragment.fromHtml(plain_tip(text)).toPlainText()
    assert (shown if plain_tip(text) != text else text).replace("\u2028", "\n") == text


def test_tooltips_and_labels_are_made_in_one_place() -> None:
    package = Path(next(iter(alignment_desktop.gui.__path__)))
    for source in package.rglob("*.py"):
        if source.parent.name == "forms":
            continue
        text = source.read_text(encoding="utf-8")
        if source.name != "tool_tips.py":
            assert "setToolTip(" not in text, source
        if source.name not in ("value_table.py",):
            assert "ToolTipRole" not in text, source
        if source.name not in ("labels.py", "notices.py"):
            assert "QLabel(" not in text, source
