"""One review as people wrote it, with what became of the actions of the review before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from alignment_desktop.domain.periods import Period, days_of_label, later_label, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_entries import ACTION, DECISION, HEADLINE, NOTE, PARAGRAPH
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord, ReviewRecords
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.clauses import Header


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with its way through the reviews.

    Attributes:
        record: What is written of it.
        since: The review in which it came up first; None where that is this one.
        times: In how many reviews it was carried over.
        gone_on: The later review to which it was carried over; None where it was not.
    """

    record: ReviewRecord
    since: ReviewKey | None = None
    times: int = 0
    gone_on: ReviewKey | None = None


@dataclass(frozen=True)
class ReviewContents:
    """What is written in a review.

    Attributes:
        headline: The headline that people wrote; None where the generated one stands.
        paragraph: Likewise the paragraph below it.
        decisions: What was decided.
        actions: What is to be done, carried over or new.
        notes: What else was noted.
        last: The actions of the review before, with what became of them.
        last_review: Which that is; None where there is none with anything written in it.
    """

    headline: ReviewRecord | None = None
    paragraph: ReviewRecord | None = None
    decisions: tuple[ReviewRecord, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    notes: tuple[ReviewRecord, ...] = ()
    last: tuple[ActionLine, ...] = ()
    last_review: ReviewKey | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written, neither here nor as an action in the review before."""
        written = (self.headline, self.paragraph, *self.decisions, *self.actions, *self.notes)
        return not any(written) and not self.last

    @property
    def to_carry(self) -> tuple[ReviewRecord, ...]:
        """The actions of the review before that are open and not carried over yet."""
        return tuple(
            line.record for line in self.last if line.record.is_open and line.gone_on is None
        )


@dataclass(frozen=True)
class Calendar:
    """The agreements of a workspace, as far as reviews follow each other in them.

    Attributes:
        starts: The first day of each, by its number.
        fiscal_year_start: The month in which quarters are counted from.
    """

    starts: Mapping[int, date] = field(default_factory=dict)
    fiscal_year_start: int = 1

    def before(self, review: ReviewKey) -> ReviewKey | None:
        """The review of as many days before; None where no agreement can hold it."""
        if not review.period:
            earlier = self._agreement_before(review.agreement)
            return None if earlier is None else ReviewKey(earlier)
        label = _label_before(review.period)
        try:
            start, _ = days_of_label(label, self.fiscal_year_start)
        except Problem:
            return None
        begins = self.starts.get(review.agreement)
        if begins is None or start >= begins:
            return ReviewKey(review.agreement, label)
        earlier = self._agreement_before(review.agreement)
        return None if earlier is None else ReviewKey(earlier, label)

    def _agreement_before(self, agreement: int) -> int | None:
        own = self.starts.get(agreement)
        earlier = [(start, number) for number, start in self.starts.items() if own and start < own]
        return max(earlier)[1] if earlier else None


def _label_before(label: str) -> str:
    """The label of the week, month or quarter before."""
    quarter = "Q" in label
    return later_label(label, months=-3 if quarter else -1, weeks=-1)


def contents_of(records: ReviewRecords, review: ReviewKey, calendar: Calendar) -> ReviewContents:
    """What is written in a review."""
    before = calendar.before(review)
    last = records.of(before, ACTION) if before is not None else ()
    return ReviewContents(
        headline=records.edited(review, HEADLINE),
        paragraph=records.edited(review, PARAGRAPH),
        decisions=records.of(review, DECISION),
        actions=_lines(records, records.of(review, ACTION)),
        notes=records.of(review, NOTE),
        last=_lines(records, last),
        last_review=before if last else None,
    )


def _lines(records: ReviewRecords, actions: Sequence[ReviewRecord]) -> tuple[ActionLine, ...]:
    onward = {each.carried: each for each in records.records.values() if each.carried}
    return tuple(_line(records, each, onward.get(each.id)) for each in actions)


def _line(records: ReviewRecords, action: ReviewRecord, onward: ReviewRecord | None) -> ActionLine:
    since, times, at = None, 0, action
    # An action goes on only from an earlier record; what an odd log says otherwise ends it.
    while 0 < at.carried < at.id and (earlier := records.records.get(at.carried)) is not None:
        since, times, at = earlier.review, times + 1, earlier
    return ActionLine(action, since, times, None if onward is None else onward.review)


def review_periods(header: Header, lengths: Collection[str]) -> tuple[Period, ...]:
    """The periods of an agreement that can be reviewed: all of it, then its quarters and months.

    Args:
        header: The agreement's header.
        lengths: How long the periods are for which something is promised; figures of others there
            are none.

    Returns:
        The whole agreement, whose label is empty, and its periods, the longer ones first.
    """
    days = header.period
    found = split("period", days.start, days.end)
    for length in ("quarter", "month"):
        if length in lengths:
            start = header.fiscal_year_start
            parts = split(length, days.start, days.end, fiscal_year_start=start)
            found += [each for each in parts if (each.start, each.end) != (days.start, days.end)]
    return tuple(found)
