"""What a user does to thousands of clauses, as `window_pauses.py` watches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import COMMAND, Actor

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application

_AT_ONCE = 200  # clauses that are agreed to, copied and removed by one key
_WORDS = "a lead, an account or a person that both teams count in the same way, every month of it"


def make_clauses(path: Path, count: int, at: datetime) -> None:
    """Makes a workspace whose agreement has so many terms, to none of which anybody agrees."""
    from alignment_desktop.services.agreeing import ApplyText
    from alignment_desktop.services.workspace import Workspace

    rows = [
        f'[[term]]\nkey = "t{number}"\nname = "Term {number}"\n'
        f'definition = "The {number} is {_WORDS[: 20 + number % 60]}."\n'
        for number in range(count)
    ]
    by = Actor(None, None, COMMAND)
    with Workspace.new(str(path), by=by, at=at) as workspace:
        workspace.execute(ApplyText("\n".join(rows)), by=by, at=at)


def clause_steps(application: Application) -> Iterator[tuple[str, Callable[[], object]]]:
    """The steps, in order."""
    from alignment_desktop.gui.models.clause_table import ClauseTableModel
    from alignment_desktop.gui.pages.clauses.clause_page import ClausePage

    window, session = application.window, application.session
    assert window is not None
    assert session is not None
    yield "clauses: window shown, pages made", window.show
    session.set_seat("sales")
    yield "clauses: opened", lambda: window.show_page("glossary")
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
    yield "clauses: all selected", table.selectAll
    yield "clauses: all copied", page.clipboard_rows.copy
    yield "clauses: all removed", acts.remove
    yield "clauses: undone", session.undo
