"""What a command has done that lasts: changes committed, files written, each noted as it happens.

Whoever carries out a command asks here before saying that nothing was done.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Effects:
    """The lasting effects of one command.

    Attributes:
        places: Where something is now that was not there before: workspaces and files, as shown.
    """

    def __init__(self) -> None:
        self.places: set[str] = set()
        self._under_way = False
        self._interrupted = False

    def interrupt(self) -> None:
        """Raises KeyboardInterrupt, once an effect that is just coming about is whole and noted.

        A second one does not wait: what is under way then counts as done, as nobody knows.
        """
        if self._under_way and not self._interrupted:
            self._interrupted = True
            return
        raise KeyboardInterrupt

    @contextmanager
    def note(self, place: str) -> Iterator[None]:
        """Notes the step by which something comes to last; see `lasting`."""
        before = self.places.copy()
        self._under_way = True
        self.places.add(place)
        try:
            yield
        except Exception:
            self.places = before
            raise
        finally:
            self._under_way = False
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt


_effects: ContextVar[Effects | None] = ContextVar("effects", default=None)


@contextmanager
def recorded() -> Iterator[Effects]:
    """Notes what lasts of all that this thread does meanwhile."""
    effects = Effects()
    token = _effects.set(effects)
    try:
        yield effects
    finally:
        _effects.reset(token)


@contextmanager
def lasting(place: str) -> Iterator[None]:
    """The one step by which something comes to last: a commit, a file that takes its name.

    Args:
        place: The workspace or the file, fit to be shown. It is noted unless the step fails.
    """
    effects = _effects.get()
    if effects is None:
        yield
        return
    with effects.note(place):
        yield


def note_unsure(place: str) -> None:
    """A step failed in a way that leaves open whether it was done: it counts as done."""
    effects = _effects.get()
    if effects is not None:
        effects.places.add(place)


def note_taken_back(place: str) -> None:
    """What a command itself had made there is gone again."""
    effects = _effects.get()
    if effects is not None:
        effects.places.discard(place)
