"""New workspaces: blank, or begun from a template that both parties then make their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text, write_text
from alignment_desktop.domain.calendar import read_timezone
from alignment_desktop.domain.clauses import HEADER, Header, read_clause, read_currency
from alignment_desktop.domain.periods import Period, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.template_texts import BLANK, TEMPLATES, template_text
from alignment_desktop.services.workspace import Workspace, this_quarter
from alignment_desktop.values import dataclass

__all__ = ["BLANK", "TEMPLATES", "Beginning", "new_workspace", "periods_to_begin"]

_CURRENCY = "EUR"
_SOON = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is known of an agreement before its first clause is written.

    Attributes:
        template: The key of the template to begin with.
        period: The days it covers, and its label; the quarter at hand where None.
        organisation: Whose agreement it is.
        timezone: The IANA name of the zone of the office hours, for templates that have them.
        currency: What money is counted in, such as `EUR`. A template that promises money needs
            one, and takes euros where none is named.
    """

    template: str = BLANK
    period: Period | None = None
    organisation: str = ""
    timezone: str = "UTC"
    currency: str = ""


def periods_to_begin(today: date) -> tuple[Period, ...]:
    """The periods that an agreement begun today could be for, the likeliest first.

    A quarter is planned before it begins: in the last month of one, the next one comes first.
    """
    this = _quarter(today)
    following = _quarter(this.whole_end + timedelta(days=1))
    quarters = [this, following]
    if this.whole_end - today < _SOON:
        quarters.reverse()
    years = [_year(today.year), _year(today.year + 1)]
    return (*quarters, *years)


def new_workspace(address: str, beginning: Beginning, *, by: Actor, at: datetime) -> Workspace:
    """Make a workspace with one agreement, as `beginning` says.

    Raises:
        Problem: Where there is a workspace at `address` already or none can be made there, or
            `unknown-template`, `unknown-timezone`, `not-a-currency`; nothing is made then.
    """
    period = beginning.period or this_quarter(at)
    agreement = _begun(beginning, period)
    workspace = Workspace.new(address, by=by, at=at, period=period, header=agreement.header)
    if beginning.template == BLANK:
        return workspace
    try:
        workspace.execute(ApplyText(write_text(agreement)), by=by, at=at)
    except BaseException:
        workspace.discard()
        raise
    return workspace


def _begun(beginning: Beginning, period: Period) -> Agreement:
    if beginning.template not in TEMPLATES:
        raise Problem("unknown-template", value=beginning.template, known=", ".join(TEMPLATES))
    zone = read_timezone(beginning.timezone)
    facts: dict[str, object] = {"organisation": beginning.organisation}
    if beginning.currency:
        facts["currency"] = beginning.currency
    if beginning.template == BLANK:
        days = {"start": period.whole_start, "end": period.whole_end}
        header = read_clause(HEADER, {"period": days, **facts})
        return Agreement(period.label, {(HEADER, ""): header})
    text = template_text(
        beginning.template,
        {
            "label": period.label,
            "start": period.whole_start.isoformat(),
            "end": period.whole_end.isoformat(),
            "timezone": zone,
            # Checked here, as a slip in it would otherwise look like one in the template.
            "currency": read_currency(beginning.currency or _CURRENCY),
        },
    )
    clauses = dict(read_text(text, file=beginning.template).clauses)
    stated = cast(Header, clauses[HEADER, ""])
    clauses[HEADER, ""] = replace(
        stated,
        organisation=beginning.organisation,
        currency=beginning.currency or stated.currency,
    )
    return Agreement(period.label, clauses)


def _quarter(day: date) -> Period:
    return split("quarter", day, day)[0]


def _year(year: int) -> Period:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Period(str(year), first, last, first, last)
