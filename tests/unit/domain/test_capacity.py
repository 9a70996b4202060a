"""The capacity check: what is promised in attempts, against the time there is."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.assumptions import HOURS, MINUTES, REPS, InputNeed, MissingInput
from alignment_desktop.domain.capacity import check_capacity
from tests.agreements import agreement_of

LEADS = """
[[commitment]]
key = "leads"
party = "marketing"
measure = "count"
from = "handed_over_at"
target = ">= 100"
every = "month"
"""
CALLS = """
[[commitment]]
key = "calls"
party = "sales"
measure = "attempts"
from = "handed_over_at"
limit = "14 days"
times = 6
target = ">= 90 %"
"""
GRADE_A = 'where = [{ field = "grade", op = "is", value = "A" }]\n'


def agreement(text: str) -> Agreement:
    start = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    return agreement_of(read_text(f"{start}\n{text}"))


def assumption(key: str, quantity: str, value: str = "", more: str = "") -> str:
    stated = f"value = {value}\n" if value else ""
    return f'[[assumption]]\nkey = "{key}"\nquantity = "{quantity}"\n{stated}{more}\n'


def time(reps: str = "3", hours: str = "100", minutes: str = "10") -> str:
    return (
        assumption("people", "reps", reps)
        + assumption("hours", "Hours", hours)
        + assumption("minutes", "minutes  per attempt", minutes)
    )


def test_attempts_that_just_fit_take_all_of_the_time() -> None:
    found = check_capacity(agreement(LEADS + CALLS + time()))
    assert found.capacity is not None
    assert found.load is not None
    assert found.load.leads == 300
    assert (found.load.times, found.load.total) == (6, 1800)
    assert (found.capacity.attempts, found.percent, found.fits) == (1800, 100, True)
    assert found.lacks == ()


def test_one_attempt_too_many_is_more_than_all_of_the_time() -> None:
    found = check_capacity(agreement(LEADS + CALLS + time(hours="99.99")))
    assert (found.percent, found.fits) == (101, False)


def test_no_time_at_all_is_no_percentage() -> None:
    found = check_capacity(agreement(LEADS + CALLS + time(reps="0")))
    assert (found.percent, found.fits) == (None, False)


def test_attempts_for_some_leads_are_a_load_that_may_come_about() -> None:
    for narrowed in (GRADE_A, 'segment = "big"\n', f"any = [[{GRADE_A.strip()[9:-1]}]]\n"):
        found = check_capacity(agreement(LEADS + CALLS + narrowed + time()))
        assert found.load is not None
        assert not found.load.everyone


def test_a_load_that_surely_exceeds_comes_before_a_larger_one_that_may() -> None:
    more = CALLS.replace('"calls"', '"more"').replace("times = 6", "times = 9")
    text = LEADS + CALLS + more + GRADE_A
    sure = check_capacity(agreement(text + time(hours="90"))).load
    perhaps = check_capacity(agreement(text + time(hours="100"))).load
    assert sure is not None
    assert perhaps is not None
    assert (sure.attempts, perhaps.attempts) == ("calls", "more")


def test_attempts_for_one_segment_say_nothing_of_leads_of_another() -> None:
    text = LEADS + 'segment = "small"\n' + CALLS
    assert check_capacity(agreement(text + 'segment = "big"\n' + time())).load is None
    everyone = check_capacity(agreement(text + time())).load
    assert everyone is not None
    assert everyone.everyone


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        (time(), MissingInput(InputNeed.LEADS)),
        (LEADS + time(), MissingInput(InputNeed.ATTEMPTS)),
        (
            LEADS + CALLS.replace("handed_over_at", "created_at") + time(),
            MissingInput(InputNeed.SAME_EVENT, key="calls"),
        ),
        (
            LEADS + CALLS + time().replace("reps", "people"),
            MissingInput(InputNeed.ASSUMPTION, REPS),
        ),
        (LEADS + CALLS + time(minutes="0"), MissingInput(InputNeed.VALUE, MINUTES, "minutes")),
        (LEADS + CALLS + time(hours="-1"), MissingInput(InputNeed.VALUE, HOURS, "hours")),
        (
            LEADS + CALLS + time().replace("value = 3\n", ""),
            MissingInput(InputNeed.VALUE, REPS, "people"),
        ),
        (
            LEADS + CALLS + time() + assumption("others", "reps", "2"),
            MissingInput(InputNeed.ONE, REPS, "others"),
        ),
    ],
)
def test_what_is_missing_is_named_with_the_clause_to_mend(text: str, lack: MissingInput) -> None:
    found = check_capacity(agreement(text))
    assert found.lacks == (lack,)
    assert found.fits is None
    assert found.percent is None


def test_assumptions_for_one_segment_and_without_a_number_are_left_aside() -> None:
    more = assumption("berlin", "reps", "9", 'segment = "berlin"') + assumption("later", "reps")
    found = check_capacity(agreement(LEADS + CALLS + time() + more))
    assert found.fits


def test_an_empty_agreement_lacks_everything() -> None:
    wants = [(lack.want, lack.what) for lack in check_capacity(agreement("")).lacks]
    assert wants == [
        (InputNeed.LEADS, ""),
        (InputNeed.ASSUMPTION, REPS),
        (InputNeed.ASSUMPTION, HOURS),
        (InputNeed.ASSUMPTION, MINUTES),
    ]
