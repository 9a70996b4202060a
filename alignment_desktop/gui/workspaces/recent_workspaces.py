"""Which workspaces were open lately."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_MOST = 8


class RecentWorkspaces:
    """Reads and writes them in settings that are handed in.

    What is remembered of a server is its address without the password, which need not stand there:
    the server may trust the login of the system, or find it in the user's `.pgpass`.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def addresses(self) -> tuple[str, ...]:
        """Where they are, the latest first; whether they are still there nobody has looked."""
        found = self._settings.value("workspaces/recent", [])
        if isinstance(found, str):  # files of settings hold a list of one as plain text
            return (found,) if found else ()
        return tuple(str(each) for each in found) if isinstance(found, list) else ()

    def remember(self, address: str) -> None:
        """One was opened."""
        others = [each for each in self.addresses() if each != address]
        self._settings.setValue("workspaces/recent", [address, *others][:_MOST])

    def forget(self, address: str) -> None:
        """One is not there any more."""
        left = [each for each in self.addresses() if each != address]
        self._settings.setValue("workspaces/recent", left)
