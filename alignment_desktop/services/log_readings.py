"""What is worked out from the change log, read on from where it was read last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from alignment_desktop.domain.log_entries import Entry
    from alignment_desktop.storage.reader import Reader


class LogReading(Protocol):
    """What the log says about something, up to a revision."""

    @property
    def revision(self) -> int:
        """The last change of the workspace that is taken into account."""
        ...

    def after(self, entries: Iterable[Entry], revision: int) -> Self:
        """The same after further changes of the workspace."""
        ...


_Reading = TypeVar("_Reading", bound=LogReading)


def read_on(reader: Reader, known: _Reading, kinds: Sequence[str]) -> _Reading:
    """What a snapshot of the workspace says; only what was done since `known` is read.

    Args:
        reader: A snapshot of the workspace.
        known: An earlier reading, or an empty one.
        kinds: What the records are about from which it is worked out.
    """
    revision = reader.counted_revision()
    if known.revision == revision:
        return known
    return known.after(reader.rows_about(kinds, known.revision), revision)
