"""Who is at the keyboard of one workspace: as somebody said, and as its agreement allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.gui.seats.seat import SEATS, SPONSOR, Seat, people_of, renamed_to
from alignment_desktop.gui.seats.seat_memory import SeatMemory


class AtKeyboard:
    """Follows who sits there: people are renamed, change sides, are removed and come back.

    Attributes:
        seat: Who is there, in the agreement that is shown.
        told: Whether somebody said so; else the window asks.
    """

    def __init__(self, memory: SeatMemory | None, identity: str, agreement: Agreement) -> None:
        """Begins with who was there last.

        Args:
            memory: Where that is remembered; nothing is where None.
            identity: That of the workspace.
            agreement: The one that is shown.
        """
        self._memory, self._identity = memory, identity
        said = memory.seat(identity) if memory is not None else None
        self._said = said or Seat()
        self._last = {
            party: memory.last_of(identity, party) if memory is not None else Seat(party)
            for party in SEATS
        }
        self.told = said is not None
        self.seat = self._said.in_agreement(agreement)

    def sit_down(self, seat: Seat, agreement: Agreement) -> None:
        """Somebody says who is there from now on."""
        self._said, self.told = seat, True
        self.seat = seat.in_agreement(agreement)
        self._last[self.seat.party] = self.seat
        if self._memory is not None:
            self._memory.remember(self._identity, self.seat)

    def last_of(self, party: str, agreement: Agreement) -> Seat | None:
        """Who sits down where only the party is said: the last one, or the only one of it.

        Returns:
            None where it may be several, so that it has to be asked.
        """
        seat = self._last[party].in_agreement(agreement)
        if seat.party == party and seat.person is not None:
            return seat
        people = [
            key
            for key, person in people_of(party, agreement).items()
            if party in PARTIES or person.role != SPONSOR
        ]
        if len(people) > 1:
            return None
        return Seat(party, people[0] if people else None)

    def follow(self, changes: Iterable[tuple[Change, ...]], agreement: Agreement) -> None:
        """The agreement is read again, or another one is shown.

        Args:
            changes: What was done since, change by change.
            agreement: As it stands now.
        """
        for each in changes:
            key = self._said.person and renamed_to(self._said.person, each)
            if key:
                self.sit_down(replace(self._said, person=key), agreement)
        self.seat = self._said.in_agreement(agreement)
