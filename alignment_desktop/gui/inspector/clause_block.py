"""What the inspector shows of some kinds of clause beside their fields."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.agreement import ClauseId


class ClauseBlock(QWidget):
    """A part of the inspector for the kinds of clause that have more to say than their fields."""

    @abstractmethod
    def show_clause(self, clause_id: ClauseId) -> None:
        """Shows what there is to say of a clause of the agreement as it stands now."""

    def show_nothing(self) -> None:
        """No clause of its kinds is shown: what is still asked for is given up."""
