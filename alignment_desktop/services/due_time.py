"""When a limit runs out that begins at a moment: the try-out beside a calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.limits import Limit


def due_time(calendar: Calendar, start: datetime, limit: Limit) -> datetime | None:
    """When a limit runs out under a calendar, in the calendar's zone, as commitments count it.

    Args:
        calendar: The business hours.
        start: When it begins; without a zone it is one of the calendar's.
        limit: How long.

    Returns:
        The moment; None where it never comes: such a calendar never opens.

    Raises:
        Problem: `unknown-country`, where the calendar's holidays are not known.
    """
    # It loads the libraries that measure.
    from alignment_desktop.measurement.business_time import BusinessCalendar

    zone = ZoneInfo(calendar.timezone)
    begin = start if start.tzinfo is not None else start.replace(tzinfo=zone)
    due = BusinessCalendar(calendar).due(begin, limit)
    return None if due is None else due.astimezone(zone)
