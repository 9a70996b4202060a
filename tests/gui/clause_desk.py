"""A user at the inspector of a clause: selects one, types into its fields, leaves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import SuggestionEditor
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.editors import (
    Editor,
    LineEditor,
)
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.pages.cadence.cadence_page import CadencePage
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_pages import (
    CommitmentsPage,
    GlossaryPage,
)
from alignment_desktop.gui.pages.funnel.funnel_page import FunnelPage
from alignment_desktop.gui.pages.plan.plan_page import PlanPage
from alignment_desktop.gui.pages.scoring.scoring_page import ScoringPage
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.page_list import page_of_kind

PAGES: dict[str, Callable[[Session, ThemeSwitch, Icons], ClausePage]] = {
    "commitments": CommitmentsPage,
    "plan": PlanPage,
    "glossary": GlossaryPage,
    "funnel": FunnelPage,
    "scoring": ScoringPage,
    "cadence": CadencePage,
}

Select = Callable[[Session, str], ClausePage]


@pytest.fixture(name="sample_address")
def unmeasured_fixture(agreement_path: Path) -> str:
    """The sample without its results, so that nobody waits for figures beside a clause."""
    return str(agreement_path)


@pytest.fixture(name="select")
def select_fixture(qtbot: QtBot, switch: ThemeSwitch, icons: Icons) -> Iterator[Select]:
    """Shows the page of a clause with its inspector, and selects the clause."""
    shown: dict[str, ClausePage] = {}
    holders: list[QWidget] = []

    def make(session: Session, name: str) -> ClausePage:
        page_name = page_of_kind(name.partition(".")[0])
        if page_name not in shown:
            holder = QWidget()
            holders.append(holder)
            qtbot.addWidget(holder)
            page = PAGES[page_name](session, switch, icons)
            column = QVBoxLayout(holder)
            inspector = page.inspector()
            assert inspector is not None
            column.addWidget(page)
            column.addWidget(inspector)
            inspector.show()
            holder.resize(900, 1400)
            holder.show()
            shown[page_name] = page
        shown[page_name].select(name)
        return shown[page_name]

    yield make
    holders.clear()


def form_of(page: ClausePage) -> ClauseForm:
    form = page.clause_inspector.form
    assert form is not None
    return form


def line_of(editor: Editor) -> QLineEdit:
    assert isinstance(editor, LineEditor | SuggestionEditor)
    return editor.line


def write(editor: Editor, text: str) -> None:
    """Types into a field and leaves it."""
    if isinstance(editor, TextEditor):
        paper: QPlainTextEdit = editor.paper
        paper.setPlainText(text)
    else:
        line_of(editor).setText(text)
        line_of(editor).textEdited.emit(text)
    editor.committed.emit()
