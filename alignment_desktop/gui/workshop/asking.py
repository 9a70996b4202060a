"""Makes the sheets in which workshop mode asks for something about the clause on the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.workshop import SECTIONS, Scope, agenda
from alignment_desktop.gui.days import in_a_week
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.field_specs import values_of
from alignment_desktop.gui.seats.seat import people_in
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.page_list import page_title
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.change_sheet import ChangeSheet, fields_that_matter
from alignment_desktop.gui.workshop.choices import AgendaSheet
from alignment_desktop.gui.workshop.park_sheet import ParkSheet
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.zoom import Zoom

Close = Callable[[], None]
"""Takes the sheet away."""


def change_sheet(
    workshop: Workshop, switch: ThemeSwitch, zoom: Zoom, icons: Icons, close: Close
) -> ChangeSheet | str:
    """Asks what is to change in the clause; says why that cannot be asked."""
    shown, found = workshop.table, workshop.found
    if shown is None or found is None or shown.shown is None:
        return wording().workshop.change_none()
    kind, clause_id, seen = shown.id[0], shown.id, found.revision
    if not fields_that_matter(kind, values_of(kind, shown.shown)):
        return wording().workshop.change_none()
    sheet = ChangeSheet(switch, zoom, icons, kind, shown.shown)

    def proposed(table: dict[str, object], party: str, why: str) -> None:
        # What is in sight by then may be newer than what was typed into.
        workshop.propose(clause_id, table, party, why, seen, done=close, refused=sheet.show_trouble)

    sheet.proposed.connect(proposed)
    return sheet


def park_sheet(
    workshop: Workshop, switch: ThemeSwitch, zoom: Zoom, close: Close
) -> ParkSheet | str:
    """Asks with whom the clause is parked; says why that cannot be asked."""
    shown, session, its = workshop.table, workshop.session, wording().workshop
    named = people_in(session.draft.agreement)
    people = {key: person.name or key for key, person in named.items()}
    if shown is None or not people:
        return its.park_nobody()
    first, clause_id = workshop.speaker(PARTIES[0]), shown.id
    owner = first.person if first is not None and first.person else next(iter(people))
    sheet = ParkSheet(switch, zoom, people, owner, in_a_week(session.now()))

    def parked(key: str, until: date, why: str) -> None:
        workshop.park(clause_id, key, until, why, done=close, refused=refused)

    def refused(problem: Problem) -> None:
        sheet.say_wrong(session.sentence(problem))

    sheet.parked.connect(parked)
    return sheet


def agenda_sheet(
    workshop: Workshop, switch: ThemeSwitch, zoom: Zoom, close: Close
) -> AgendaSheet | str:
    """Offers other agendas and lengths; says nothing where nothing is read yet."""
    found, its = workshop.found, wording().workshop
    if found is None:
        return ""
    scopes = [(Scope(), its.agenda_waiting()), (Scope(waiting=False), its.agenda_all())]
    scopes += [(Scope(page, waiting=False), page_title(page)) for page in SECTIONS]
    offers = [(scope, text, len(agenda(found.table, scope))) for scope, text in scopes]
    sheet = AgendaSheet(switch, zoom, offers, workshop.clock.length)

    def chosen(scope: Scope, length: timedelta) -> None:
        close()
        workshop.take_up(scope, length)

    sheet.chosen.connect(chosen)
    return sheet
