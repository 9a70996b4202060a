"""What is overdue and what is due soon, as rows of a card; loaded once anything is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import count_text
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import known_at_text

if TYPE_CHECKING:
    from alignment_desktop.services.due_leads import DueLeads
    from alignment_desktop.services.measured_board import MeasuredBoard

DUE = "due"
"""The kind of a place on the scoreboard that is a list of leads that wait."""


def due_rows(found: Sequence[DueLeads]) -> list[Link]:
    """A row for each list, with how many clocks of each party are in it."""
    return [
        Link(
            due_words(each.when),
            count_text(each.count, user_language()),
            note=" · ".join(
                wording().scoreboard.due_of_party(
                    party=party_words(party), count=count_text(count, user_language())
                )
                for party, count in each.parties.items()
            ),
            leads_to=Place("scoreboard", DUE, each.when),
        )
        for each in found
    ]


def due_words(when: str) -> str:
    """What a list is called."""
    its = wording().scoreboard.due_list
    return {"overdue": its.overdue, "today": its.today, "soon": its.soon}[when]()


def as_of_words(measured: MeasuredBoard) -> str:
    """The moment by which it is due or not, with its zone."""
    marks = user_language()
    moment = known_at_text(measured.board.as_of, measured.bench.zone, marks)
    return wording().scoreboard.whose_clock(moment=moment)
