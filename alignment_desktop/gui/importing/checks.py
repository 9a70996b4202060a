"""Whether somebody should look at a row, and why: a chip with its reason, in one cell."""

from __future__ import annotations

from typing import Protocol

from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.painting.chips import Chip


class Checked(Protocol):
    """A row that says whether somebody should look at it."""

    @property
    def check(self) -> Chip:
        """Whether somebody should."""
        ...

    @property
    def reason(self) -> str:
        """Why; empty where there is nothing to say."""
        ...


def check_text(row: Checked) -> str:
    """The cell in words."""
    return f"{row.check.text}: {row.reason}" if row.reason else row.check.text


def check_value(row: Checked, role: int) -> object:
    """What the cell holds beside its text, as a `CheckDelegate` asks for it."""
    if role == Role.CHIP:
        return row.check
    return row.reason if role == Role.SORT else None
