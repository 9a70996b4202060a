"""The figures of reviews that went out, as the log keeps them, and those that differ since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.log_entries import Entry, LastingChange, Record
from alignment_desktop.values import dataclass

Figures = Mapping[tuple[str, str], float | None]
"""Figures by the key of their commitment and the label of the period; that is empty for the figure
of all days together."""


@dataclass(frozen=True, slots=True)
class ReviewFigures(LastingChange):
    """A review was exported or frozen: the figures that it showed.

    Attributes:
        agreement: The agreement's number in the store.
        period: What its days are called; the agreement's label for all of it.
        version: The version that it is measured against; None: the draft.
        as_of: The moment whose knowledge it stands on, as it was stated.
        is_over: Whether its days were over at that moment.
        batches: The numbers of the imports that counted.
        figures: What it showed.
        frozen: The how-manieth freezing of the review it is; None where it was only exported.
    """

    event = "review-figures"
    shows = frozenset({Changed.REVIEWS})

    agreement: int
    period: str
    version: int | None
    as_of: str
    is_over: bool
    batches: tuple[int, ...]
    figures: tuple[tuple[str, str, float | None], ...]
    frozen: int | None = None

    @override
    def to_record(self) -> Record:
        after = {
            "version": self.version,
            "as_of": self.as_of,
            "is_over": self.is_over,
            "batches": list(self.batches),
            "figures": [list(each) for each in self.figures],
            "frozen": self.frozen,
        }
        names = {"agreement": self.agreement, "period": self.period}
        return {"what": "review-figures", **names, "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.period

    @property
    @override
    def phase(self) -> str:
        return "" if self.frozen is None else "frozen"

    @property
    def values(self) -> Figures:
        """The figures by commitment and period."""
        return {(key, period): value for key, period, value in self.figures}


def read_review_figures(record: Mapping[str, Any]) -> ReviewFigures:
    """What a review showed, from a record of the log.

    Raises:
        ValueError: Where it is no such record.
    """
    after = record["after"]
    version, frozen = after["version"], after["frozen"]
    return ReviewFigures(
        int(record["agreement"]),
        str(record["period"]),
        None if version is None else int(version),
        str(after["as_of"]),
        bool(after["is_over"]),
        tuple(int(each) for each in after["batches"]),
        tuple(
            (str(key), str(period), None if value is None else float(value))
            for key, period, value in after["figures"]
        ),
        None if frozen is None else int(frozen),
    )


@dataclass(frozen=True, slots=True)
class SentReview:
    """A review that was exported or frozen.

    Attributes:
        facts: What it showed.
        at: When that was.
    """

    facts: ReviewFigures
    at: datetime


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that is another one than a review showed.

    Attributes:
        commitment: The key of its commitment.
        period: The label of its period; empty: all days together.
        before: What the review showed; None: no figure.
        now: What it is now.
        sent: The review, the last one that showed another figure.
        added: The imports that count now and did not then.
        undone: Whether an import that counted then does so no longer.
    """

    commitment: str
    period: str
    before: float | None
    now: float | None
    sent: SentReview
    added: tuple[int, ...]
    undone: bool


@dataclass(frozen=True)
class SentReviews:
    """Every review that was exported or frozen.

    Attributes:
        reviews: The first one first.
        revision: The last change of the workspace that is taken into account.
    """

    reviews: tuple[SentReview, ...] = ()
    revision: int = 0

    def after(self, entries: Iterable[Entry], revision: int) -> SentReviews:
        """The same after further changes of the workspace.

        Args:
            entries: What was done since, the first thing first.
            revision: The last change among all that were made.
        """
        found = [
            SentReview(change, entry.at)
            for entry in entries
            for change in entry.changes
            if isinstance(change, ReviewFigures)
        ]
        return SentReviews((*self.reviews, *found), revision)

    def of(self, agreement: int, period: str) -> tuple[SentReview, ...]:
        """How the review of some days went out, the first time first."""
        return tuple(each for each in self.reviews if each.facts.thing == (agreement, period))

    def holds(self, facts: ReviewFigures) -> bool:
        """Whether the review went out last just as it is."""
        return any(each.facts == facts for each in self.of(facts.agreement, facts.period)[-1:])

    def restated(self, now: ReviewFigures) -> tuple[Restated, ...]:
        """The figures that a review shows now and showed otherwise when its days were over.

        Args:
            now: What it shows.
        """
        sent = [each for each in self.of(now.agreement, now.period) if each.facts.is_over]
        found = []
        for (key, period), value in now.values.items() if now.is_over else ():
            for each in reversed(sent):
                before = each.facts.values
                if (key, period) in before and before[key, period] != value:
                    then, counted = set(each.facts.batches), set(now.batches)
                    added = tuple(sorted(counted - then))
                    undone = not then <= counted
                    found.append(
                        Restated(key, period, before[key, period], value, each, added, undone)
                    )
                    break
        return tuple(found)
