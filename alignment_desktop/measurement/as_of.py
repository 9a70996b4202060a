"""What is known at a moment: later events, and what depends on them, are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED, FieldType, Kind, day_column, field_type
from alignment_desktop.measurement.folding import Folded
from alignment_desktop.values import dataclass

INSTANT = pl.Datetime("us", "UTC")

IS_KNOWN = "is_known"
"""Column: whether a lead was heard of at all: no moment of it is written, or one is known."""
HANDED_OVER = "handed_over_at"

_TOLD_BY = {
    "outcome": "closed_at",
    "lost_reason": "closed_at",
    "revenue": "closed_at",
    "decision": "decided_at",
    "return_reason": "decided_at",
    "amount": "opportunity_at",
}
"""Fields that are learnt at the moment of another field."""


def midnight(day: date, zone: str) -> datetime:
    """The instant at which `day` begins in `zone`, in UTC.

    A midnight that a clock change skips is moved forward by it; of two the first is taken.
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=1024)
def moment_literal(moment: datetime) -> pl.Expr:
    """A moment in UTC as a constant; the same few are asked for again and again, and cost much."""
    return pl.lit(moment, INSTANT)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment that figures speak of.

    Attributes:
        moment: The instant, in UTC; of a day the next local midnight.
        zone: The zone in which it is printed.
        day: The day, where it was given as one; events at `moment` itself are then not known.
    """

    moment: datetime
    zone: str
    day: date | None = None

    @classmethod
    def of(cls, value: str | date | datetime, zone: str) -> AsOf:
        """What a day or a moment, or the text of one, means in `zone`.

        Raises:
            Problem: `unreadable-moment`, where it is neither, or beyond the years of a calendar.
        """
        try:
            given = _parse(value) if isinstance(value, str) else value
            if not isinstance(given, datetime):
                return cls(midnight(given + timedelta(days=1), zone), zone, given)
            if given.tzinfo is None:
                given = given.replace(tzinfo=ZoneInfo(zone))
            return cls(given.astimezone(UTC), zone)
        except (ValueError, OverflowError):
            raise Problem("unreadable-moment", value=str(value)) from None

    @property
    def instant(self) -> str:
        """The moment in its zone, as ISO 8601; of a day the next local midnight."""
        return self.moment.astimezone(ZoneInfo(self.zone)).isoformat()

    @property
    def text(self) -> str:
        """How people read it: the day, or the moment in its zone."""
        return self.day.isoformat() if self.day is not None else self.instant

    @property
    def last_day(self) -> date:
        """The day given, or that of the moment in its zone."""
        return self.day or self.moment.astimezone(ZoneInfo(self.zone)).date()

    def knows(self, moments: pl.Expr) -> pl.Expr:
        """Whether events at `moments` are known; null where there is none."""
        end = moment_literal(self.moment)
        return moments <= end if self.day is None else moments < end

    def is_past(self, due: pl.Expr) -> pl.Expr:
        """Whether `due` lies before it; false where it is never due."""
        return (due < moment_literal(self.moment)).fill_null(False)

    def has_reached(self, moment: datetime) -> bool:
        """Whether what lasts until `moment` is over."""
        return moment <= self.moment


def known_leads(leads: Folded, as_of: AsOf, handover_stage: str) -> pl.DataFrame:
    """The leads as they were known: moments later than `as_of`, and what they tell, are blank.

    `handed_over_at` falls back to the moment of entering `handover_stage` where none is stated at
    all: of a stated one that is later than `as_of` nothing is known.
    """
    frame = _with_handover(leads.frame, ENTERED + handover_stage)
    moments = _moments(frame)
    written = [pl.col(name).is_not_null() for name in moments]
    heard = [as_of.knows(pl.col(name)).fill_null(False) for name in moments]
    is_known = pl.any_horizontal(pl.lit(False), *heard) | ~pl.any_horizontal(
        pl.lit(False), *written
    )
    return frame.with_columns(*only_known(frame, as_of.knows), is_known.alias(IS_KNOWN))


def only_known(frame: pl.DataFrame, knows: Callable[[pl.Expr], pl.Expr]) -> list[pl.Expr]:
    """Columns of leads without the moments that are not yet known, and without what they tell.

    Args:
        frame: The leads.
        knows: Whether events at these moments are known; null where there is none.
    """
    moments = _moments(frame)
    masked = [
        pl.when(knows(pl.col(name))).then(pl.col(column)).alias(column)
        for name in moments
        for column in (name, day_column(name))
    ]
    told = [
        pl.when(knows(pl.col(moment)).fill_null(True)).then(pl.col(name)).alias(name)
        for name, moment in _TOLD_BY.items()
        if name in frame.columns and moment in moments
    ]
    return masked + told


def _moments(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if field_type(Kind.LEADS, name) is FieldType.MOMENT]


def known_activities(activities: pl.DataFrame, as_of: AsOf) -> pl.DataFrame:
    """The activities that had been done."""
    if "at" not in activities.columns:
        return activities
    return activities.filter(as_of.knows(pl.col("at")))


def _with_handover(frame: pl.DataFrame, entered: str) -> pl.DataFrame:
    if entered not in frame.columns:
        return frame
    if HANDED_OVER not in frame.columns:
        return frame.with_columns(
            pl.col(entered).alias(HANDED_OVER),
            pl.col(day_column(entered)).alias(day_column(HANDED_OVER)),
        )
    return frame.with_columns(
        pl.when(pl.col(HANDED_OVER).is_null())
        .then(pl.col(fallback))
        .otherwise(pl.col(own))
        .alias(own)
        for own, fallback in (
            (HANDED_OVER, entered),
            (day_column(HANDED_OVER), day_column(entered)),
        )
    )


def _parse(text: str) -> date | datetime:
    text = text.strip()
    if len(text) <= len("2027-01-04"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text)
