"""Joins the window's seat with the session: shows who is at the keyboard, lets others sit down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from alignment_desktop.domain.actors import WINDOW, Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.template_wording import Placeholder
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.seats.seat import FACILITATOR, Seat, people_in, seat_party
from alignment_desktop.gui.seats.seat_entries import seat_entry, seat_groups
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.wording import wording
from alignment_desktop.services.editing import AddClause, free_key

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace

SEAT = "seat"
"""How the palette means somebody who sits down."""
_PERSON, _NAME = "person", "name"
_TOPIC = "name of who sits down"


class SeatWiring(QObject):
    """Keeps the foot of the navigation true to who is at the keyboard."""

    def __init__(self, session: Session, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        session.seat_changed.connect(self._show)
        session.changed.connect(self._show)
        window.seat_asked.connect(self._ask_for)
        window.seats_wanted.connect(self._list)
        self._listens = False
        self._show()

    def entries(self) -> tuple[PaletteEntry, ...]:
        """Who can sit down, as the palette finds them."""
        people = people_in(self._session.draft.agreement)
        words = wording().seats
        return tuple(
            PaletteEntry(
                f"{SEAT}:{key}", words.sit_down_as(name=person.name or key), person.title, "people"
            )
            for key, person in people.items()
        )

    def sit_down(self, key: str) -> None:
        """A person of the agreement sits down."""
        person = people_in(self._session.draft.agreement).get(key)
        if person is not None:
            self._take(Seat(seat_party(person), key))

    def _show(self, _news: object = None) -> None:
        session, button = self._session, self._window.navigation.seat_button
        if session.told_who:
            button.show_seat(seat_entry(session.seat, session.draft.agreement))
        else:
            button.ask()

    def _ask_for(self, party: str) -> None:
        """A key was pressed; pressed again it lists the others of the party."""
        session = self._session
        here = session.told_who and session.seat.party == party
        seat = None if here else session.last_seat(party)
        if seat is None:
            self._list(party)
        else:
            self._take(seat)

    def _list(self, party: str = "") -> None:
        session, seats = self._session, self._window.seat_list
        if not self._listens:
            self._listens = True
            seats.chosen.connect(self._take)
            seats.colleague_named.connect(self._add)
        of = party or (session.seat.party if session.told_who else None)
        seats.open(
            seat_groups(session.draft.agreement, party),
            session.seat if session.told_who else None,
            "" if of == FACILITATOR else of,
        )

    def _take(self, seat: Seat) -> None:
        session, window = self._session, self._window
        writing = QApplication.focusWidget()
        if writing is not None:
            writing.clearFocus()  # what stands there unsaved is saved by who wrote it
        session.set_seat(seat.party, seat.person)
        if writing is not None and writing.isVisible():
            writing.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._listens and window.seat_list.isVisible():
            window.seat_list.close_quietly()
        if not window.actions_.navigation.isChecked():
            # The foot of the navigation, which says so, is out of sight.
            name = seat_entry(session.seat, session.draft.agreement).name
            session.notify(wording().seats.is_at_the_keyboard(name=name))
        self._ask_name(seat.person)

    def _ask_name(self, key: str | None) -> None:
        """Who sits down where a template wrote only what they are is offered to write the name."""
        session = self._session
        person = people_in(session.draft.agreement).get(key or "")
        if key is None or person is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> bool:
            from alignment_desktop.services.template_texts import placeholders

            return Placeholder(_PERSON, _NAME, person.name) in placeholders()

        def show(nameless: bool) -> None:
            if nameless and session.seat.person == key:
                its = wording().seats
                session.notify(
                    its.is_no_name(name=person.name),
                    action=its.write_my_name(),
                    act=lambda: session.go_to_place(Place("", _PERSON, key, field=_NAME)),
                )

        session.ask(_TOPIC, question, show)

    def _add(self, name: str, party: str) -> None:
        """Writes a colleague into the agreement, as the one who does so and then sits there."""
        session = self._session
        draft = session.draft
        key = free_key(draft.agreement, _PERSON, name)
        table = {"key": key, "name": name, "party": party or "shared"}
        speaks_for = party or None

        def added(made: ClauseId) -> None:
            session.set_seat(party or FACILITATOR, made[1])

        command = AddClause(_PERSON, table, speaks_for, session.label, draft.revision)
        session.execute(command, done=added, by=Actor(key, speaks_for, WINDOW))
