"""What came of a workshop, in sentences that hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Days, Header, Person, Term, read_clause
from alignment_desktop.domain.differences import FieldChange
from alignment_desktop.domain.discussion import Balance
from alignment_desktop.domain.minutes import Item, Minutes, Outcome, Step
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.workshop import Parked, Voice
from alignment_desktop.phrasing import minutes as say
from alignment_desktop.phrasing.field_values import fields_text
from alignment_desktop.words.language import language

ENGLISH = language("en")
INES, MARCO = Voice("sales", "ines"), Voice("marketing", "marco")
NAMES = {"ines": "Ines Roth", "marco": "Marco Rossi"}
AGREEMENT = Agreement(
    "2026-Q4",
    {
        ("agreement", ""): Header(period=Days(start=date(2026, 10, 1), end=date(2026, 12, 31))),
        ("person", "ines"): Person(key="ines", name="Ines Roth", party="sales", role="leader"),
        ("term", "mql"): Term(key="mql", name="MQL", definition="Asked twice."),
        ("term", "sal"): Term(key="sal"),
    },
)
MQL, GONE = ("term", "mql"), ("term", "gone")


def told(*outcomes: Outcome) -> Minutes:
    items = tuple(Item(("term", f"t{at}"), each) for at, each in enumerate(outcomes))
    balance = {"sales": Balance(3, 2, 1, 1), "marketing": Balance()}
    return Minutes(0, None, None, items, (), balance)


A, B, P, OPEN = Outcome.WRITTEN, Outcome.CHANGED, Outcome.PARKED, Outcome.OPEN


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ((), "Nothing was on the table yet"),
        ((Outcome.DROPPED,), "Nothing was on the table yet"),
        ((A,), "We agreed on the one clause on the table"),
        ((A, B), "We agreed on all 2 clauses"),
        ((A, B, P), "We agreed on 2 of 3"),
        ((OPEN,), "We agreed on 0 of 1"),
    ],
)
def test_the_headline_counts_what_both_agree_on(outcomes: tuple[Outcome, ...], text: str) -> None:
    assert say.headline(told(*outcomes), ENGLISH) == text


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ((), ""),
        ((A, A, B), "2 as they were written, 1 with a change."),
        (
            (A, Outcome.ADDED, Outcome.REMOVED),
            "1 as it was written, 1 that is new, 1 to be left out.",
        ),
        ((P,), "1 is parked, with an owner and a day."),
        ((P, P, OPEN), "2 are parked, each with an owner and a day. 1 is still open."),
        (
            (OPEN, OPEN, Outcome.DROPPED),
            "2 are still open. 1 that only one party had written was taken out.",
        ),
    ],
)
def test_the_line_below_it_tells_all_outcomes(outcomes: tuple[Outcome, ...], text: str) -> None:
    assert say.summary(told(*outcomes), ENGLISH) == text


def test_hours_are_told_in_the_agreement_s_zone() -> None:
    start = datetime(2026, 11, 5, 13, 0, tzinfo=UTC)
    text = say.when_text(start, start + timedelta(minutes=112), "Europe/Berlin", ENGLISH)
    assert text == "5 November 2026 · 14:00 to 15:52 CET"
    text = say.when_text(start, start + timedelta(days=1), "Europe/Berlin", ENGLISH)
    assert text == "5 November 2026, 14:00 to 6 November 2026, 14:00 CET"
    assert say.when_text(None, None, "Europe/Berlin", ENGLISH) == ""


def test_steps_name_who_did_them() -> None:
    steps = (Step("proposed", INES), Step("countered", MARCO), Step("accepted", INES))
    item = Item(MQL, B, steps=steps)
    assert say.steps_text(item, NAMES, ENGLISH) == (
        "Ines Roth (Sales) proposed, Marco Rossi (Marketing) countered, Ines Roth (Sales) accepted"
    )
    wrote = Item(MQL, B, steps=(Step("wrote", Voice("", None)),), agreed={"sales": None})
    assert say.steps_text(wrote, NAMES, ENGLISH) == "Somebody wrote it, Sales agreed"
    dropped = replace(wrote, outcome=Outcome.DROPPED)
    assert say.steps_text(dropped, NAMES, ENGLISH) == "Somebody wrote it"
    assert say.steps_text(Item(MQL, A), NAMES, ENGLISH) == ""


def test_changes_are_told_field_by_field_and_new_clauses_whole() -> None:
    changed = Item(MQL, B, changes=(FieldChange("definition", "Asked\nonce.", "Asked twice."),))
    assert say.change_texts(changed, AGREEMENT, ENGLISH) == [
        say.SaidChange("Definition", "Asked once.", "Asked twice.")
    ]
    new = say.change_texts(Item(MQL, Outcome.ADDED), AGREEMENT, ENGLISH)
    assert new == [say.SaidChange("", "", "Asked twice.")]
    body = {"key": "gone", "name": "Gone", "definition": "Left."}
    gone = Item(GONE, Outcome.REMOVED, before=body)
    assert say.change_texts(gone, AGREEMENT, ENGLISH) == [say.SaidChange("", "Left.", "")]
    assert say.item_name(gone, AGREEMENT, ENGLISH) == "Gone"
    bare = Item(("term", "sal"), Outcome.ADDED)
    assert say.change_texts(bare, AGREEMENT, ENGLISH) == [say.SaidChange("", "", "sal")]
    assert say.item_name(Item(GONE, OPEN), AGREEMENT, ENGLISH) == "Term “gone”"
    assert say.called(("attribution", ""), None, ENGLISH) == "Attribution"
    with pytest.raises(Problem):
        say.item_name(replace(gone, before={"key": 7}), AGREEMENT, ENGLISH)


def test_times_of_a_target_are_business_time_where_the_promise_says_so() -> None:
    table = {"party": "shared", "measure": "median", "from": "created_at", "to": "first_touch_at"}
    for business, text in ((True, "≤ 30 business hours"), (False, "≤ 30 hours")):
        body = {"key": "speed", **table, "business": business, "target": "<= 30 hours"}
        promise = read_clause("commitment", body)
        agreement = Agreement("Q1", {("commitment", "speed"): promise})
        changed = Item(
            ("commitment", "speed"),
            B,
            changes=(FieldChange("target", "<= 20 hours", "<= 30 hours"),),
        )
        assert say.change_texts(changed, agreement, ENGLISH)[0].new == text
        assert f"Target: {text}" in fields_text("commitment", promise, agreement, ENGLISH)


def test_whose_a_clause_is_follows_from_its_party_or_owner() -> None:
    whose = [
        say.clause_party(("person", "ines"), AGREEMENT.clauses["person", "ines"], AGREEMENT),
        say.clause_party(MQL, AGREEMENT.clauses[MQL], AGREEMENT),
        say.clause_party(GONE, None, AGREEMENT),
    ]
    assert whose == ["sales", "shared", "shared"]


def test_what_is_parked_tells_why_and_by_whom() -> None:
    day = date(2026, 11, 10)
    known = Parked("ines", day, "examples", MARCO)
    assert say.parked_reason(known, NAMES, ENGLISH) == (
        "examples · parked by Marco Rossi (Marketing)"
    )
    assert say.parked_reason(Parked("ines", day, "", INES), NAMES, ENGLISH) == (
        "parked by Ines Roth (Sales)"
    )
    assert say.parked_reason(Parked("ines", day, "why", Voice("", None)), NAMES, ENGLISH) == "why"
    assert say.waits_text(Item(MQL, OPEN, waits=("sales", "marketing")), ENGLISH) == (
        "waits for Sales and Marketing"
    )


def test_counters_are_not_told_as_proposals_too() -> None:
    assert say.deeds(told(), ENGLISH) == [
        ("proposed", 2, 0), ("countered", 1, 0), ("conceded", 2, 0), ("waived", 1, 0),
    ]  # fmt: skip


def test_a_party_is_named_only_where_nobody_of_it_is() -> None:
    people = [INES, Voice("sales", None), Voice("marketing", None), Voice("", "ops")]
    assert say.people_texts(people, NAMES, ENGLISH) == ["Ines Roth (Sales)", "Marketing", "ops"]
