"""How somebody signed last on this computer: identities, the time stamp authority, the mark."""

from __future__ import annotations

import json
from datetime import datetime

from PySide6.QtCore import QSettings

from alignment_desktop.gui.remembered_values import RememberedValues
from alignment_desktop.values import dataclass

_MOST = 12


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """What is remembered of an identity's file, without opening it.

    Attributes:
        path: Where the file lies.
        name: Whose it is; empty where it was never opened.
        party: For whom it signs; empty where its certificate does not say.
        until: When it expires; None where it was never opened.
    """

    path: str
    name: str = ""
    party: str = ""
    until: datetime | None = None


class SigningMemory:
    """Remembers in settings that are handed in; without any, while the program runs."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._remembered = RememberedValues(settings, "signing")

    @property
    def address(self) -> str:
        """That of the time stamp authority that is asked; empty: none is."""
        return self._remembered.value("authority")

    @address.setter
    def address(self, address: str) -> None:
        self._remembered.remember("authority", address)

    @property
    def mark(self) -> str:
        """Which kind of mark was used last: `typed`, `drawn` or `image`."""
        return self._remembered.value("mark") or "typed"

    @mark.setter
    def mark(self, mark: str) -> None:
        self._remembered.remember("mark", mark)

    @property
    def last(self) -> str:
        """The path of the identity that signed last."""
        return self._remembered.value("last")

    @last.setter
    def last(self, path: str) -> None:
        self._remembered.remember("last", path)

    def identities(self) -> tuple[KnownIdentity, ...]:
        """The identities that were used here, the latest first."""
        try:
            found = json.loads(self._remembered.value("identities") or "[]")
            return tuple(
                KnownIdentity(
                    str(each["path"]),
                    str(each["name"]),
                    str(each["party"]),
                    datetime.fromisoformat(each["until"]) if each["until"] else None,
                )
                for each in found
            )
        except (ValueError, TypeError, KeyError):
            # Somebody edited the settings.
            return ()

    def remember(self, identity: KnownIdentity) -> None:
        """One was used, or made."""
        others = [each for each in self.identities() if each.path != identity.path]
        kept = [
            {
                "path": each.path,
                "name": each.name,
                "party": each.party,
                "until": "" if each.until is None else each.until.isoformat(),
            }
            for each in [identity, *others][:_MOST]
        ]
        self._remembered.remember("identities", json.dumps(kept))
