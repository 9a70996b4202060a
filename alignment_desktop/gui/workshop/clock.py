"""The time that a workshop takes: for the clause on the table, and for all of it, with pauses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

_NONE = timedelta()


class WorkshopClock:
    """Counts the time in which nobody has stopped it.

    Attributes:
        began: When the workshop began.
        length: How long it is to last.
    """

    def __init__(self, now: Callable[[], datetime], length: timedelta, clauses: int) -> None:
        """Starts at once.

        Args:
            now: Tells the present moment.
            length: How long the workshop is to last.
            clauses: How many clauses it takes up.
        """
        self._now = now
        self.began = now()
        self.length = length
        self._clauses = max(clauses, 1)
        self._since: datetime | None = self.began
        self._counted = _NONE
        self._clause_began = _NONE

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._since is None

    @property
    def whole(self) -> timedelta:
        """How long the workshop has lasted, without its pauses."""
        running = _NONE if self._since is None else max(self._now() - self._since, _NONE)
        return self._counted + running

    @property
    def clause(self) -> timedelta:
        """How long the clause has been on the table."""
        return self.whole - self._clause_began

    @property
    def for_each(self) -> timedelta:
        """How long each clause may take."""
        return self.length / self._clauses

    def take_up(self) -> None:
        """Another clause is on the table."""
        self._clause_began = self.whole

    def pause_or_go_on(self) -> None:
        """Stops, or goes on."""
        if self._since is None:
            self._since = self._now()
        else:
            self._counted, self._since = self.whole, None

    def plan(self, length: timedelta, clauses: int) -> None:
        """Another agenda, or another length; the time that was spent stays spent."""
        self.length, self._clauses = length, max(clauses, 1)


def clock_text(time: timedelta, *, hours: bool) -> str:
    """A time as a clock shows it: `6:20` in minutes and seconds, `1:08` in hours and minutes."""
    seconds = max(int(time.total_seconds()), 0)
    small = 60 if hours else 1
    large, rest = divmod(seconds // small, 60)
    return f"{large}:{rest:02}"
