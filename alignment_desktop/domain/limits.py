"""Limits of time as people write them: `4 business hours`, `2 business days`, `30 days`."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from typing_extensions import override

from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass


class Unit(StrEnum):
    """A unit of time, in the singular."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3_600,
    Unit.DAY: 86_400,
    Unit.WEEK: 604_800,
}
"""Elapsed seconds of one unit; a business day has no fixed number of seconds."""

LONGEST = 1_000 * 365 * SECONDS[Unit.DAY]
"""No limit is longer, in seconds: moments past it could not be reckoned with."""

UNIT_NAMES = frozenset(unit.value for unit in Unit)

_LIMIT = re.compile(
    r"\s*(?P<amount>\d{1,15}(?:\.\d{1,9})?)\s*(?P<business>business\s+)?(?P<unit>[a-z]+?)s?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take.

    Attributes:
        amount: How many units; zero or more, whole where the unit is a business day.
        unit: The unit of elapsed time, or of open time where `business` is set.
        business: Whether only open hours (or open days) count. Weeks are never business weeks.
    """

    amount: Decimal
    unit: Unit
    business: bool = False

    @classmethod
    def parse(cls, text: object) -> Limit:
        """The limit that `text` states.

        Raises:
            Problem: `unreadable-limit`, where it is no number with a unit of time;
                `limit-too-long`, past a thousand years.
        """
        match = _LIMIT.fullmatch(text) if isinstance(text, str) else None
        if match is None or match["unit"].lower() not in UNIT_NAMES:
            raise Problem("unreadable-limit", value=text)
        limit = cls(
            Decimal(match["amount"]), Unit(match["unit"].lower()), match["business"] is not None
        )
        whole = limit.amount == limit.amount.to_integral_value()
        if limit.business and (limit.unit is Unit.WEEK or (limit.unit is Unit.DAY and not whole)):
            raise Problem("unreadable-limit", value=text)
        if limit.amount * SECONDS[limit.unit] > LONGEST:
            raise Problem("limit-too-long", value=text)
        return limit

    @property
    def counts_open_days(self) -> bool:
        """Whether the limit is so many open days, at the same time of day."""
        return self.business and self.unit is Unit.DAY

    @property
    def takes_dates(self) -> bool:
        """Whether a date without a time is exact enough for it: days, business days, weeks."""
        return self.unit in (Unit.DAY, Unit.WEEK)

    @property
    def seconds(self) -> float:
        """The limit in seconds, of open time where `business` is set; not for open days."""
        return float(self.amount * SECONDS[self.unit])

    @property
    def microseconds(self) -> int:
        """The same in whole microseconds, the finest that a moment tells."""
        return round(self.amount * SECONDS[self.unit] * 1_000_000)

    @override
    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        business = "business " if self.business else ""
        return f"{amount} {business}{self.unit}{'' if amount == '1' else 's'}"
