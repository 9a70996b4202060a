"""Entries of a log that the rules read: one an hour, each with one change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.log_entries import Change
from tests.actors import by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    revision: int
    at: datetime
    actor: Actor
    changes: tuple[Change, ...]


def steps_of(*changes: Change, person: str | None = "ines") -> list[Step]:
    """A step for each change, all by somebody of Sales."""
    return [
        Step(number, START + timedelta(hours=number), by("sales", person), (change,))
        for number, change in enumerate(changes, 1)
    ]
