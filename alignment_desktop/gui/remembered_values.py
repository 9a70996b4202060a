"""Texts that the window remembers by name, in a group of its settings."""

from __future__ import annotations

from PySide6.QtCore import QSettings


class RememberedValues:
    """Remembers in settings that are handed in; without any, while the program runs.

    Args:
        settings: Where they are kept from one time to the next.
        group: Under which name they are together there.
    """

    def __init__(self, settings: QSettings | None, group: str) -> None:
        self._settings = settings
        self._group = group
        self._values: dict[str, str] = {}

    def value(self, name: str) -> str:
        """What was remembered last; empty where nothing was."""
        if self._settings is None:
            return self._values.get(name, "")
        return str(self._settings.value(f"{self._group}/{name}", ""))

    def remember(self, name: str, value: str) -> None:
        """Remembers another value."""
        self._values[name] = value
        if self._settings is not None:
            self._settings.setValue(f"{self._group}/{name}", value)
