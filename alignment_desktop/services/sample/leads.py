"""What happened to each lead of the sample, from a seed alone.

The shares below make the scoreboard of the sample: some promises kept, some at risk, some missed,
with causes that can be found by looking closer (Friday afternoons, leads without an owner in EMEA,
a seller on leave, webinars).
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from alignment_desktop.services.sample.people import (
    KNOWN_UNTIL,
    LAST_DAY,
    LEAVE,
    ON_LEAVE,
    PRIORITY,
    SampleLead,
    pick,
    sample_people,
)

if TYPE_CHECKING:
    from alignment_desktop.services.sample.office import Office

# By month of hand-over: the share touched late where no other cause is at work.
_LATE_A = {7: 0.075, 8: 0.065, 9: 0.05, 10: 0.018, 11: 0.008, 12: 0.024}
_LATE_B = {7: 0.02, 8: 0.025, 9: 0.03, 10: 0.075, 11: 0.075, 12: 0.1}
_DECIDED_LATE = {7: 0.06, 8: 0.075, 9: 0.055, 10: 0.06, 11: 0.055, 12: 0.065}
_FEW_ATTEMPTS = {7: 0.2, 8: 0.22, 9: 0.19, 10: 0.165, 11: 0.14, 12: 0.16}
_FEEDBACK_LATE = {7: 0.24, 8: 0.22, 9: 0.19, 10: 0.14, 11: 0.12, 12: 0.11}
_NO_REASON = {7: 0.14, 8: 0.13, 9: 0.11, 10: 0.1, 11: 0.085, 12: 0.07}
_NURTURED_LATE = {7: 0.13, 8: 0.12, 9: 0.1, 10: 0.065, 11: 0.055, 12: 0.1}
_ACCEPTED = {"A": 0.82, "B": 0.66, "C": 0.45, "D": 0.22, "": 0.42}
_RETURN_REASONS = {
    "Not now": 0.34,
    "No need": 0.24,
    "Not the decision maker": 0.18,
    "Could not be reached": 0.12,
    "Not our market": 0.07,
    "Student or supplier": 0.05,
}
DISQUALIFYING = ("Not our market", "Student or supplier")
_LOST_REASONS = {"Price": 0.35, "Chose a competitor": 0.3, "No decision": 0.35}
_CALLS = {"Call": 0.55, "E-mail": 0.33, "Social message": 0.08, "Meeting": 0.04}
_RESULTS = ("No answer", "Left a message", "Spoke, call again", "Answered", "Sent papers")


def sample_leads(seed: int, office: Office) -> list[SampleLead]:
    """Every lead of the two quarters, in order of creation."""
    leads = sample_people(Random(f"leads {seed}"))
    for lead in leads:
        # A stream of its own, so that one lead's history does not move all that follow.
        rng = Random(f"history {seed} {lead.number}")
        if lead.handed_over is not None:
            _History(rng, lead, office).tell()
    return leads


class _History:
    """What sales and marketing do with one lead after hand-over; nothing past the export."""

    def __init__(self, rng: Random, lead: SampleLead, office: Office) -> None:
        assert lead.handed_over is not None
        self._rng = rng
        self._lead = lead
        self._office = office
        self._start = lead.handed_over
        self._month = self._start.month if self._start.year == LAST_DAY.year else 12

    def tell(self) -> None:
        """Fill in the lead's history."""
        self._touch()
        self._follow_up()
        self._give_feedback()
        self._decide()
        if self._lead.decision == "returned":
            self._return()
        elif self._lead.decision == "accepted":
            self._sell()

    def _late_by_cause(self) -> float:
        """What Fridays, missing owners, leave and webinars add to the share touched late."""
        lead, start = self._lead, self._start
        late = 0.16 if start.weekday() == 4 and start.hour >= 12 else 0.0
        late += 0.34 if not lead.owner else 0.0
        on_leave = lead.owner == ON_LEAVE and LEAVE[0] <= start.date() <= LEAVE[1]
        late += 0.42 if on_leave else 0.0
        return late + (0.07 if lead.source == "Webinar" else 0.0)

    def _touch(self) -> None:
        rng, grade = self._rng, self._lead.grade
        never = {"A": 0.003, "B": 0.01, "C": 0.05, "D": 0.2}.get(grade, 0.08)
        if rng.random() < never:
            return
        if grade == "A":
            late = rng.random() < _LATE_A[self._month] + 0.12 * self._late_by_cause()
            if late:
                touched = self._after(250 + rng.expovariate(1 / 260))
            else:
                due = self._office.after(self._start, 236)
                typical = 112 if self._month >= 10 else 138
                touched = self._before(due, rng.lognormvariate(math.log(typical), 0.5))
        elif grade == "B":
            due = self._office.days_after(self._start, 1)
            if rng.random() < _LATE_B[self._month] + self._late_by_cause():
                touched = self._office.after(due, 15 + rng.expovariate(1 / 300))
            else:
                touched = self._before(due, rng.lognormvariate(math.log(190), 0.65))
        else:
            touched = self._after(rng.lognormvariate(math.log(620), 0.8))
        if touched < KNOWN_UNTIL:
            self._lead.first_touch = touched

    def _follow_up(self) -> None:
        rng, lead = self._rng, self._lead
        if lead.first_touch is None:
            return
        moments = [lead.first_touch]
        if lead.grade in ("A", "B"):
            due = self._office.days_after(self._start, 10)
            few = rng.random() < _FEW_ATTEMPTS[self._month] + 0.25 * self._late_by_cause()
            more = rng.choice((1, 2, 3)) if few else rng.choice((4, 4, 4, 5, 5, 6, 7))
            room = self._office.open_minutes(due) - self._office.open_minutes(lead.first_touch)
            steps = sorted(rng.uniform(20, max(30.0, room - 5)) for _ in range(more))
            moments += [self._office.after(lead.first_touch, step) for step in steps]
        else:
            for _ in range(rng.choice((0, 1, 1, 2))):
                moments.append(self._office.after(moments[-1], rng.uniform(200, 2_400)))
        lead.touches = [
            (moment, pick(rng, _CALLS), rng.choice(_RESULTS))
            for moment in moments
            if moment < KNOWN_UNTIL
        ]

    def _give_feedback(self) -> None:
        rng, lead = self._rng, self._lead
        if lead.campaign not in PRIORITY and rng.random() < 0.8:
            return
        if rng.random() < _FEEDBACK_LATE[self._month]:
            if rng.random() < 0.35:
                return
            due = self._office.days_after(self._start, 5)
            moment = self._office.after(due, 30 + rng.expovariate(1 / 900))
        else:
            due = self._office.days_after(self._start, 5)
            moment = self._before(due, rng.lognormvariate(math.log(900), 0.5))
        lead.feedback = moment if moment < KNOWN_UNTIL else None

    def _decide(self) -> None:
        rng, lead = self._rng, self._lead
        chance = rng.random()
        if chance < 0.008:
            return
        if chance < _DECIDED_LATE[self._month] + 0.08 * self._late_by_cause():
            due = self._office.days_after(self._start, 2)
            decided = self._office.after(due, 30 + rng.expovariate(1 / 500))
        else:
            due = self._office.days_after(self._start, 2)
            decided = self._before(due, rng.lognormvariate(math.log(480), 0.45))
        if lead.first_touch is not None and lead.grade in ("A", "B"):
            decided = max(decided, self._office.after(lead.first_touch, rng.uniform(3, 25)))
        if decided >= KNOWN_UNTIL:
            return
        odds = _ACCEPTED[lead.grade] + (lead.score - 60) * 0.003
        lead.decided = decided
        lead.decision = "accepted" if rng.random() < odds else "returned"

    def _return(self) -> None:
        rng, lead = self._rng, self._lead
        assert lead.decided is not None
        reason = pick(rng, _RETURN_REASONS)
        lead.return_reason = "" if rng.random() < _NO_REASON[self._month] else reason
        moment = self._office.after(lead.decided, rng.uniform(1, 50))
        if moment >= KNOWN_UNTIL:
            return
        if reason in DISQUALIFYING:
            lead.entered["disqualified"] = moment
            return
        lead.recycled = moment
        due = self._office.days_after(moment, 5)
        if rng.random() < _NURTURED_LATE[self._month]:
            again = self._office.after(due, 60 + rng.expovariate(1 / 1_500))
        else:
            planned = self._office.after(moment, rng.lognormvariate(math.log(1_000), 0.5))
            again = min(planned, due)
        lead.renurtured = again if again < KNOWN_UNTIL else None

    def _sell(self) -> None:
        lead, rng = self._lead, self._rng
        assert lead.decided is not None
        good = {"A": 1.25, "B": 1.0, "C": 0.75}.get(lead.grade, 0.5)
        steps = (
            ("sal", 1.0, 0.0, 0.0),
            ("sql", 0.46 * good, 1.0, 7.0),
            ("opportunity", 0.54, 2.0, 8.0),
        )
        moment = lead.decided
        for stage, odds, low, high in steps:
            if rng.random() >= odds:
                return
            if high:
                moment = self._days_later(moment, low, high)
            if moment >= KNOWN_UNTIL:
                return
            lead.entered[stage] = moment
        lead.amount = self._amount()
        self._close(self._days_later(moment, 5.0, 34.0))

    def _amount(self) -> int:
        people = self._lead.employees
        typical = 58_000 if people >= 1_000 else 31_000 if people >= 100 else 14_000
        return round(typical * self._rng.lognormvariate(0, 0.35) / 100) * 100

    def _close(self, closed: datetime) -> None:
        rng, lead = self._rng, self._lead
        if closed >= KNOWN_UNTIL or rng.random() < 0.1:
            return
        lead.closed = closed
        assert lead.amount is not None
        if rng.random() < (0.38 if lead.grade == "A" else 0.31):
            lead.outcome = "won"
            lead.revenue = round(lead.amount * rng.uniform(0.86, 1.0) / 50) * 50
            lead.entered["customer"] = closed
        else:
            lead.outcome = "lost"
            lead.lost_reason = pick(rng, _LOST_REASONS)

    def _days_later(self, moment: datetime, low: float, high: float) -> datetime:
        later = moment + timedelta(days=self._rng.uniform(low, high))
        opening = self._office.next_open(later.replace(second=0, microsecond=0))
        return self._office.after(opening, self._rng.uniform(0, 90))

    def _after(self, minutes: float) -> datetime:
        return self._office.after(self._start, minutes)

    def _before(self, due: datetime, minutes: float) -> datetime:
        """`minutes` of open time after the start; some time before `due` where that is too late."""
        planned = self._after(minutes)
        if planned <= due:
            return planned
        room = self._office.open_minutes(due) - self._office.open_minutes(self._start)
        return self._after(self._rng.uniform(0.3, 0.98) * room)
