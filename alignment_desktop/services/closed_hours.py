"""When the clocks of a lead stand still, because the hours of business are over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.measurement.business_time import BusinessCalendar
from alignment_desktop.measurement.versions import reigns

if TYPE_CHECKING:
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.services.lead_standing import LeadClock

Closed: TypeAlias = tuple[tuple[datetime, datetime], ...]
"""Stretches of time, each a start and an end."""
_MOST = 200
"""Stretches of one clock; what has more lasts so long that none of them could be seen."""


def closed_hours(request: Request, clocks: Iterable[LeadClock]) -> dict[str, Closed]:
    """By commitment the stretches in which its clock stands still, as far as it is shown.

    A clock runs by the calendar of the version in force when it starts. One that has its calendar
    by a field of the lead, or that began on a day without a time, is left out.

    Args:
        request: What is asked.
        clocks: Those that ran.
    """
    found: dict[str, Closed] = {}
    calendars: dict[Calendar, BusinessCalendar] = {}
    for clock in clocks:
        start = clock.row.from_
        if not clock.business or clock.commitment.calendar_by or not isinstance(start, datetime):
            continue
        agreement = _in_force(request, start.date())
        if agreement.calendar is None:
            continue
        # Versions of one agreement share its label, but not always its hours.
        if agreement.calendar not in calendars:
            calendars[agreement.calendar] = BusinessCalendar(agreement.calendar)
        business = calendars[agreement.calendar]
        stopped = clock.row.to if isinstance(clock.row.to, datetime) else request.as_of.moment
        end = max(stopped, clock.row.due or stopped)
        stretches = business.closed(start, end)
        if len(stretches) <= _MOST:
            found[clock.commitment.key] = tuple(stretches)
    return found


def _in_force(request: Request, day: date) -> Agreement:
    return next(
        each.agreement
        for each in reversed(reigns(request.versions))
        if each.since is None or each.since <= day
    )
