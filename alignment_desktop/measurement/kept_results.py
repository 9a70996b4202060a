"""What was measured, kept by the words that it stands on, so that only what changed is measured.

What a commitment's leads came to depends on its own words without its targets, on the clauses that
they name, and on the evidence. Whoever keeps these results keeps them beside that evidence.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from threading import Lock
from typing import Any, Generic, TypeVar

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.versions import Plan

Kept = TypeVar("Kept")

_MOST = 400
"""So many are kept: a scoreboard of twenty commitments asks for some eighty."""
_ROOM = 400_000_000
_MOST_SEEN = 50
_NO_TARGET = Target.parse(">= 0")


class KeptResults(Generic[Kept]):
    """The last results that were asked for; safe to ask from several threads.

    Args:
        most: How many are kept.
        room: How many bytes they may take together.
    """

    def __init__(self, most: int = _MOST, room: int = _ROOM) -> None:
        self._most, self._room = most, room
        self._lock = Lock()
        self._found: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._taken = 0

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._found

    def get(
        self, key: Hashable, make: Callable[[], Kept], size: Callable[[Kept], int] = lambda _: 0
    ) -> Kept:
        """What is kept under a key; else what `make` gives, which is kept from then on.

        Args:
            key: What it stands on.
            make: Works it out.
            size: How many bytes it takes, where these matter.
        """
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
                return found[0]
        made = make()  # not held up: others may ask for something else meanwhile
        bytes_ = size(made)
        with self._lock:
            # Another thread may have made it meanwhile.
            self._taken += bytes_ - self._found.pop(key, (made, 0))[1]
            self._found[key] = made, bytes_
            while len(self._found) > self._most or self._taken > self._room:
                self._taken -= self._found.popitem(last=False)[1][1]
        return made


class Surroundings:
    """Numbers for what agreements say beside their commitments: alike, the same number."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers: dict[Hashable, int] = {}
        self._seen: dict[tuple[int, ...], tuple[int, Any]] = {}

    def number(self, agreement: Agreement) -> int:
        """The number of what an agreement says beside its commitments."""
        others = tuple(item for item in agreement.clauses.items() if item[0][0] != COMMITMENT)
        # Most are the very clauses that were seen before; these are quicker told than compared.
        seen = tuple(id(clause) for _, clause in others)
        with self._lock:
            found = self._seen.get(seen)
            if found is None:
                if len(self._seen) >= _MOST_SEEN:
                    self._seen.clear()  # what is read anew is made of other values each time
                number = self._numbers.setdefault(frozenset(others), len(self._numbers))
                # The clauses are kept beside it, so that no others come to have their ids.
                found = self._seen[seen] = (number, others)
            return found[0]


def plan_key(plan: Plan, by: str | None, newest: Agreement, known: Surroundings) -> Hashable:
    """What the leads of a plan and their states depend on, beside the evidence.

    Args:
        plan: How one commitment is measured.
        by: The field whose values are shown apart.
        newest: The newest version.
        known: Numbers what agreements say.
    """
    return (
        plan.printed.key,
        by,
        known.number(newest),
        tuple(period for period, _ in plan.periods),
        tuple(
            (_judging(part.commitment), known.number(part.agreement), part.periods, part.since,
             part.until)
            for part in plan.slices
        ),
    )  # fmt: skip


def _judging(commitment: Commitment) -> Commitment:
    """The words of a commitment by which its leads are judged."""
    if not commitment.measured_by.counts_leads:
        return commitment  # a stated figure is read by the unit of its target
    return replace(
        commitment, name="", party="shared", target=_NO_TARGET, targets=(), at_risk=0,
        supplier="", unit="", if_missed="", note="",
    )  # fmt: skip
