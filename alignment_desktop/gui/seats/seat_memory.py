"""Who was at the keyboard, remembered on this computer for each workspace by itself."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from alignment_desktop.gui.seats.seat import SEATS, Seat

_GROUP = "seats"
_NOW = "now"
_MOST = 200


class SeatMemory:
    """Reads and writes it in settings that are handed in.

    A workspace is known by its identity, not by its path: another file in its place has people of
    its own, and the same workspace is known wherever it is moved to.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def seat(self, identity: str) -> Seat | None:
        """Who was there last; None where nobody was ever asked."""
        party = self._text(identity, _NOW)
        if party not in SEATS:
            return None
        return self.last_of(identity, party)

    def last_of(self, identity: str, party: str) -> Seat:
        """Who was there last for a party, or as the facilitator; nobody is named at first."""
        return Seat(party, self._text(identity, party) or None)

    def remember(self, identity: str, seat: Seat) -> None:
        """Somebody sat down."""
        if not identity:
            return
        self._settings.setValue(f"{_GROUP}/{identity}/{_NOW}", seat.party)
        self._settings.setValue(f"{_GROUP}/{identity}/{seat.party}", seat.person or "")
        self._forget_first(identity)

    def _text(self, identity: str, name: str) -> str:
        return str(self._settings.value(f"{_GROUP}/{identity}/{name}", "")) if identity else ""

    def _forget_first(self, kept: str) -> None:
        """Settings do not grow for ever."""
        self._settings.beginGroup(_GROUP)
        known = [each for each in self._settings.childGroups() if each != kept]
        for identity in known[: max(len(known) - _MOST, 0)]:
            self._settings.remove(identity)
        self._settings.endGroup()
