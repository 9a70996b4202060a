"""What happened to a version is told from the log: who agreed last, froze, signed, declined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.completion import Event, completion_events
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    VersionFrozen,
)
from alignment_desktop.domain.signing_entries import (
    ReviewFrozen,
    SignatureFacts,
    VersionDeclined,
    VersionSigned,
)

AT = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
LEAD, MQL = (1, "term", "lead"), (1, "term", "mql")
FROZEN = VersionFrozen(1, 1, "ef", None, "", "")
SALES = SignatureFacts("sales", "Ines", "01" * 32, AT, "computer")


@dataclass(frozen=True)
class Chained:
    revision: int
    changes: tuple[Change, ...]
    actor: Actor
    at: datetime = AT
    hash: str = "00"


def told(
    *changes: Change, people: tuple[str | None, ...] = (), review: str | None = None
) -> list[tuple[object, ...]]:
    named = (*people, *[None] * (len(changes) - len(people)))
    entries = [
        Chained(number, (change,), Actor(person, None, "tests"))
        for number, (change, person) in enumerate(zip(changes, named, strict=True), 1)
    ]
    return [facts(each) for each in completion_events(entries, 1, 1, review)]


def facts(event: Event) -> tuple[object, ...]:
    return event.sort, event.entry.revision, event.party, event.person, event.count


def yes(place: tuple[int, str, str], party: str, person: str | None = None) -> ConsentGiven:
    given = None if person is None else Assent(person, AT)
    return ConsentGiven(*place, party, 1, given)


def changed(before: str, after: str, position: int = 1) -> ClauseChanged:
    states = (
        ClauseState(1, {"name": before}, 1, ()),
        ClauseState(position, {"name": after}, 2, ()),
    )
    return ClauseChanged(*LEAD, *states)


def test_of_each_person_the_last_consent_is_told_for_all_that_person_agreed_to() -> None:
    consents = yes(LEAD, "sales"), yes(LEAD, "marketing"), yes(MQL, "sales")
    assert told(*consents, FROZEN, people=("ines", "marco", "ines", "ines")) == [
        ("agreed", 2, "marketing", "marco", 1),
        ("agreed", 3, "sales", "ines", 2),
        ("frozen", 4, "", "ines", 0),
    ]
    again = yes(MQL, "sales"), yes(LEAD, "sales"), yes(MQL, "sales"), FROZEN
    assert told(*again)[0] == ("agreed", 3, "sales", None, 2)


def test_a_yes_to_other_words_or_taken_back_is_not_told() -> None:
    assert told(yes(LEAD, "sales"), changed("a", "b"), FROZEN)[0][0] == "frozen"
    assert told(yes(LEAD, "sales"), changed("a", "a", 2), FROZEN)[0][0] == "agreed"
    assert told(yes(MQL, "sales"), changed("a", "b"), FROZEN)[0][0] == "agreed"
    taken = ConsentTakenBack(*LEAD, "sales", 1)
    assert told(yes(LEAD, "sales"), taken, FROZEN)[0][0] == "frozen"
    assert told(yes((2, "term", "lead"), "sales"), FROZEN)[0][0] == "frozen"


def test_a_yes_by_way_of_a_proposal_is_that_of_who_gave_it() -> None:
    assert told(yes(LEAD, "sales", "ines"), FROZEN, people=("marco",))[0][3] == "ines"


def test_signing_filing_and_declining_are_told_of_that_version_alone() -> None:
    signed = VersionSigned(1, 1, "ab", "cd", (SALES,), filed=False)
    filed = VersionSigned(1, 1, "ef", "cd", (SALES, SALES), filed=True)
    other = VersionDeclined(1, 2, "sales", "no"), VersionFrozen(2, 1, "ef", None, "", "")
    review = VersionSigned(1, 1, "12", "34", (SALES,), False, "2026-10")
    events = told(FROZEN, signed, review, filed, VersionDeclined(1, 1, "marketing", "no"), *other)
    assert [(sort, party) for sort, _, party, _, _ in events] == [
        ("frozen", ""),
        ("signed", "sales"),
        ("filed", ""),
        ("declined", "marketing"),
    ]


def test_a_frozen_review_has_numbers_of_its_own() -> None:
    frozen = ReviewFrozen(1, "2026-10", 1, 1, "2026-11-01", (), "cd", "ef")
    signed = VersionSigned(1, 1, "12", "34", (SALES,), False, "2026-10")
    declined = VersionDeclined(1, 1, "marketing", "no", "2026-10")
    others = replace(frozen, number=2), VersionSigned(1, 1, "ab", "cd", (SALES,), filed=False)
    changes = yes(LEAD, "sales"), FROZEN, frozen, signed, *others, declined
    assert [each[0] for each in told(*changes, review="2026-10")] == [
        "frozen",
        "signed",
        "declined",
    ]
