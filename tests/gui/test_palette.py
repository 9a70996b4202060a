"""Ctrl+K finds every action by any of its words, from every page, and what the workspace holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.theme import ThemeSetting
from alignment_desktop.services.editing import AddClause
from tests.gui.whole_window import CTRL, WholeWindow, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]
Key = Qt.Key


ENTRIES = (
    ("freeze", "Freeze the next version"),
    ("version freeze", "Freeze the next version"),
    ("freeze review", "Freeze for signing …"),
    ("export pdf", "Export as PDF"),
    ("download", "Export to Excel"),
    ("review", "Review as PDF"),
    ("import", "Import a file …"),
    ("upload", "Import a file …"),
    ("csv", "Import a file …"),
    ("undo", "Undo"),
    ("redo", "Redo"),
    ("new agreement", "New workspace …"),
    ("new workspace", "New workspace …"),
    ("theme", "Colours: Dark"),
    ("dark theme", "Colours: Dark"),
    ("sidebar", "Show or hide: Navigation"),
    ("new term", "+ Term"),
    ("add campaign", "+ Campaign"),
    ("consistency", "Check consistency"),
    ("sample", "Sample workspace …"),
    ("quit", "Close window"),
    ("scoreboard", "Scoreboard"),
    ("mql", "Marketing Qualified Lead"),
)


def found(whole: WholeWindow, words: str) -> list[str]:
    """What the palette lists for some words."""
    whole.press(Key.Key_K, CTRL)
    whole.type(words)
    model = whole.window.palette_.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(whole: WholeWindow, text: str) -> None:
    """Goes to an entry that is listed, and enters it."""
    model = whole.window.palette_.model
    listed = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    for _ in range(listed.index(text)):
        whole.press(Key.Key_Down)
    whole.press(Key.Key_Return)


def test_everything_is_found_by_any_of_its_words(whole: WholeWindow) -> None:
    for words, text in ENTRIES:
        assert text in found(whole, words), words
        whole.press(Key.Key_Escape)


def test_nothing_that_is_done_to_a_selection_is_offered_from_another_page(
    whole: WholeWindow,
) -> None:
    whole.show("commitments")
    assert "Remove" in found(whole, "remove")
    whole.press(Key.Key_Escape)
    whole.show("overview")
    for words in ("remove", "duplicate", "agree", "take back"):
        assert not {"Remove", "Duplicate", "Agree", "Take back"} & set(found(whole, words))
        whole.press(Key.Key_Escape)


def test_an_action_of_another_page_is_done_there_once_the_page_is_ready(
    whole: WholeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "agreement.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    whole.show("overview")
    found(whole, "export pdf")
    choose(whole, "Export as PDF")
    whole.qtbot.waitUntil(target.is_file)
    assert whole.window.current_page == "agreement"
    whole.settle()


def test_freezing_is_begun_and_not_done(whole: WholeWindow) -> None:
    versions = whole.session.news.versions
    found(whole, "freeze")
    choose(whole, "Freeze the next version")
    assert whole.window.current_page == "agreement"
    page = whole.page
    assert isinstance(page, AgreementPage)
    inspector = page.inspector()
    assert inspector is not None
    assert inspector.isAncestorOf(whole.has_keyboard or inspector)
    assert whole.session.news.versions == versions


def test_what_cannot_be_undone_is_said(whole: WholeWindow) -> None:
    found(whole, "undo")
    choose(whole, "Undo")
    assert whole.window.notices.notice.text == "There is nothing to undo."


def test_undo_is_found_with_what_it_undoes(whole: WholeWindow) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "R&D lead"}, "sales"))
    whole.show("overview")
    assert "Undo: add “R&D lead”" in found(whole, "undo")
    choose(whole, "Undo: add “R&D lead”")
    whole.settle()
    assert ("term", "r-d-lead") not in whole.session.draft.agreement.clauses


def test_a_theme_is_chosen(whole: WholeWindow) -> None:
    found(whole, "theme light")
    choose(whole, "Colours: Light")
    assert whole.window.actions_.themes[ThemeSetting.LIGHT].isChecked()


def test_a_person_is_found_by_name_and_shown(whole: WholeWindow) -> None:
    persons = whole.session.draft.agreement.of_kind("person")
    key = next(iter(persons))
    name = str(getattr(persons[key], "name"))  # noqa: B009 - of any clause
    first = name.split()[0]
    assert name in found(whole, first)
    choose(whole, name)
    assert whole.window.current_page == "cadence"
    assert whole.clauses.clause_inspector.shown == ("person", key)


def test_an_import_is_found_by_the_name_of_its_file_and_shown(measured: WholeWindow) -> None:
    measured.show("overview")
    found(measured, "")
    measured.settle()
    measured.press(Key.Key_Escape)
    names = [entry for entry in found(measured, ".xlsx") if entry.endswith(".xlsx")]
    assert names
    choose(measured, names[-1])
    page = measured.page
    assert isinstance(page, ResultsPage)
    current = page.imports.table.current_key()
    assert {str(batch.id): batch.file for batch in page.batches}[current] == names[-1]


def test_what_is_found_comes_also_while_the_palette_is_open(measured: WholeWindow) -> None:
    measured.show("overview")
    measured.press(Key.Key_K, CTRL)
    measured.type("leads")
    model = measured.window.palette_.model
    measured.qtbot.waitUntil(
        lambda: any(
            "leads" in str(model.index(row, 0).data()) and "." in str(model.index(row, 0).data())
            for row in range(model.rowCount())
        )
    )
