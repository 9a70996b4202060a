"""What a user does to thousands of clauses, as `window_pauses.py` watches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.clauses import PARTIES
from tools.benchmarks.lead_steps import workshop_steps

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application
    from alignment_desktop.gui.main_window import MainWindow
    from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
    from alignment_desktop.gui.session import Session
    from tools.benchmarks.lead_steps import Step

_AT_ONCE = 200  # clauses that are agreed to, copied and removed by one key
_PASTED = 1000  # rows, of which half say something else of a clause and half are new
_EDITS = 500  # changes of one clause
_WORDS = "a lead, an account or a person that both teams count in the same way, every month of it"


def make_clauses(path: Path, count: int, at: datetime) -> None:
    """Makes a workspace whose agreement has so many terms, to none of which anybody agrees."""
    from alignment_desktop.services.agreeing import ApplyText
    from alignment_desktop.services.editing import EditClause
    from alignment_desktop.services.workspace import Workspace

    rows = [_text(number) for number in range(count)]
    by = Actor(None, None, COMMAND)
    edited = {"key": "t7", "name": "Term 7"}
    with Workspace.new(str(path), by=by, at=at) as workspace:
        # As long as it is the only one, a change of it takes little.
        workspace.execute(ApplyText(rows[7]), by=by, at=at)
        for number in range(_EDITS):
            table = {**edited, "definition": f"What sales means by it, in wording {number}."}
            party = PARTIES[number % len(PARTIES)]
            workspace.execute(EditClause("term", "t7", table, party), by=by, at=at)
        workspace.execute(ApplyText("\n".join(rows)), by=by, at=at)


def _text(number: int, verb: str = "is") -> str:
    words = _WORDS[: 20 + number % 60]
    return (
        f'[[term]]\nkey = "t{number}"\nname = "Term {number}"\n'
        f'definition = "The {number} {verb} {words}."\n'
    )


def clause_steps(application: Application) -> Iterator[Step]:
    """The steps, in order."""
    from alignment_desktop.gui.models.clause_table import ClauseTableModel
    from alignment_desktop.gui.pages.clauses.clause_page import ClausePage

    window, session = application.window, application.session
    assert window is not None
    assert session is not None
    yield "clauses: window shown, pages made", window.show
    session.set_seat("sales")
    yield "clauses: opened", lambda: window.open_page("glossary")
    page = window.page("glossary")
    assert isinstance(page, ClausePage)
    table, column = page.card.table, ClauseTableModel.Column
    yield "clauses: filtered", lambda: page.filter_line.setText("person")
    yield "clauses: filter cleared", page.filter_line.clear
    for what in ("sorted", "sorted downwards"):
        order = what != "sorted"
        yield f"clauses: {what}", partial(page.clauses._sort, column.CONTENT, order)  # noqa: SLF001
    yield "clauses: in their own order", partial(page.clauses._sort, -1, False)  # noqa: SLF001
    yield "clauses: one selected", lambda: page.card.select_row(5)
    yield "clauses: moved down", page.row_moves.down
    yield "clauses: undone", session.undo
    some, acts = range(_AT_ONCE), page.selection_actions
    yield f"clauses: {_AT_ONCE} selected", lambda: page.card.select_rows(some)
    yield "clauses: copied", page.clipboard_rows.copy
    yield f"clauses: {_AT_ONCE} agreed to", acts.agree
    if page.review.isVisible():
        yield "clauses: agreed to what was shown", page.review.agree_button.click
    yield "clauses: undone", session.undo
    yield f"clauses: {_AT_ONCE} removed", acts.remove
    yield "clauses: undone", session.undo
    yield f"clauses: one of {_EDITS} changes", lambda: page.select("term.t7")
    yield from _paste_steps(page, session)
    yield from _palette_steps(window)
    yield from workshop_steps(application)
    yield from _version_steps(window, session)
    yield "clauses: opened again", lambda: window.open_page("glossary")
    yield "clauses: all selected", table.selectAll
    yield "clauses: all copied", page.clipboard_rows.copy
    yield "clauses: all removed", acts.remove
    yield "clauses: undone", session.undo


def _paste_steps(page: ClausePage, session: Session) -> Iterator[Step]:
    from PySide6.QtGui import QGuiApplication

    rows = [
        f"Term {number}\tWhat both teams mean by {number}, every month of it."
        for number in range(_PASTED // 2, _PASTED // 2 * 3)
    ]
    rows[: _PASTED // 2] = [f"New {row}" for row in rows[: _PASTED // 2]]
    text = "\n".join(["Name\tDefinition", *rows])

    def paste() -> None:
        QGuiApplication.clipboard().setText(text)
        page.clipboard_rows.paste()

    yield f"clauses: {_PASTED} rows pasted", paste
    yield f"clauses: {_PASTED} rows taken", page.paste_preview.take_button.click
    yield "clauses: undone", session.undo


def _palette_steps(window: MainWindow) -> Iterator[Step]:
    yield "palette: opened", window.actions_.palette.trigger
    for words in ("t", "te", "term 19", "trem 19"):
        yield f"palette: {words}", partial(window.palette_.field.setText, words)
    yield "palette: closed", window.palette_.close_quietly


def _version_steps(window: MainWindow, session: Session) -> Iterator[Step]:
    """All is agreed to and frozen, some of it changed, and both states compared."""
    from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
    from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze

    for party in PARTIES:
        yield f"versions: agreed by {party}", partial(session.execute, Agree(party, None))
    yield "versions: frozen", partial(session.execute, Freeze(waive="generated"))
    others = "\n".join(_text(number, "means") for number in range(_AT_ONCE))
    yield f"versions: {_AT_ONCE} changed", partial(session.execute, ApplyText(others))
    yield "versions: page", lambda: window.open_page("agreement")
    agreement = window.page("agreement")
    assert isinstance(agreement, AgreementPage)
    yield "versions: compared", lambda: agreement.views.show_view("changes")
