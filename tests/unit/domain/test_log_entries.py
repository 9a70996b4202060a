"""Each change of the log is read as it was written, and its inverse takes it back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.changes import EVERYTHING, Changed
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    ClauseParked,
    Commented,
    CommentTakenBack,
    ParkingTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.evidence_entries import (
    DamageLeftOut,
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
    WorkspaceMigrated,
)
from alignment_desktop.domain.log_entries import (
    AgreementCarried,
    AgreementChanged,
    AgreementFacts,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    VersionFrozen,
    inverses,
)
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_entries import ReviewChanged
from alignment_desktop.domain.review_figures import ReviewFigures
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
    ReviewFrozen,
    SignatureFacts,
    VersionDeclined,
    VersionSigned,
)

FACTS = AgreementFacts("2026-Q4", date(2026, 10, 1), untouched=True)
BEFORE = ClauseState(1, {"name": "MQL"}, 1, ("marketing", "sales"))
AFTER = ClauseState(1, {"name": "Qualified"}, 2, ())
TERM = (1, "term", "mql")
IMPORTED = Imported(3, "leads.xlsx", "Report", "ab", "leads", 12, "cd")

LEAD = {"name": "Lead"}
GIVEN = Assent("ines", datetime(2026, 10, 5, 7, 30, tzinfo=UTC))

SIGNATURE = SignatureFacts("sales", "Ines", "ef" * 32, GIVEN.at, "computer")
CHANGES: list[Change] = [
    AgreementChanged(1, None, FACTS),
    AgreementChanged(1, FACTS, AgreementFacts("Autumn", date(2026, 10, 1), untouched=False)),
    ClauseChanged(*TERM, None, AFTER),
    ClauseChanged(*TERM, BEFORE, AFTER),
    ClauseChanged(*TERM, BEFORE, None),
    ConsentGiven(*TERM, "sales", 2),
    ConsentTakenBack(*TERM, "sales", 2),
    VersionFrozen(1, 2, "ef", date(2026, 11, 1), "more leads", ""),
    VersionFrozen(1, 1, "ef", None, "", "known"),
    IMPORTED,
    Imported(4, "a.csv", "", "ab", "leads", 12, "cd", reading_hash="01"),
    ImportWithdrawn(3, "ab"),
    ImportRestored(3, "ab"),
    ProfileRemembered("CRM", None, "kind = 1"),
    ProfileRemembered("CRM", "kind = 1", "kind = 2"),
    WorkspaceMigrated(
        "0002_profiles", "0003_actors", "ab", ("version-damaged version 1",), ((1, "cd"),)
    ),
    DamageLeftOut((1,), ((1, 2),), 3),
    DamageLeftOut((), (), 0),
    ConsentGiven(*TERM, "sales", 2, GIVEN),
    ConsentTakenBack(*TERM, "sales", 2, Assent(None, GIVEN.at)),
    Proposed(*TERM, 4, "sales", 7, None, LEAD, "wanted"),
    Proposed(*TERM, 5, "sales", 7, LEAD, None, counters=4),
    ProposalTakenBack(*TERM, 4, "sales", 7, LEAD, LEAD),
    ProposalAnswered(*TERM, 4, "sales", "park", "later", "ines", date(2026, 11, 10)),
    AnswerTakenBack(*TERM, 4, "sales", "accept"),
    Commented(*TERM, 3, "", "Fine."),
    CommentTakenBack(*TERM, 3, "sales", "Fine."),
    ClauseParked(*TERM, 2, "", "five examples", "ines", date(2026, 11, 10)),
    ParkingTakenBack(*TERM, 2, "sales", "", "ines", date(2026, 11, 10)),
    AgreementCarried(2, "Winter", 1, "Autumn", ("campaign.fair",)),
    ReviewChanged(1, "", "note", 1, "2026-Q4", "Fair", None, {"text": "Fair"}),
    ReviewChanged(
        1,
        "2026-10",
        "action",
        2,
        "2026-10",
        "Ask",
        {"due": "", "status": "new"},
        {"due": "2027-01-15", "status": "done"},
    ),
    ReviewChanged(1, "", "headline", 3, "2026-Q4", "Good", {"text": "Good"}, None),
    DamageLeftOut((), (), 0, ("ab" * 32,)),
    AuthorityMade("Lindner agreements", "ab" * 32, b"der", "cd" * 32),
    IdentityIssued("sales", "ines", "Ines", "ab" * 32, b"der", GIVEN.at, True),
    IdentityIssued("sponsor", "", "Ines", "ab" * 32, b"der", GIVEN.at, False, ("cd" * 32,)),
    VersionSigned(1, 2, "ab" * 32, "cd" * 32, (SIGNATURE,), False),
    VersionSigned(1, 2, "ab" * 32, "cd" * 32, (replace(SIGNATURE, time=None),), True),
    VersionSigned(1, 2, "ab" * 32, "cd" * 32, (SIGNATURE,), True, "2026-10"),
    ReviewFrozen(1, "2026-10", 2, 1, "2026-11-01T00:00", ("ab" * 32,), "cd" * 32, "ef" * 32),
    ReviewFigures(1, "2026-Q4", None, "2027-01-04", True, (1,), (("a", "", 0.5), ("b", "x", None))),
    ReviewFigures(1, "2026-10", 2, "2026-10-04", False, (), (), 3),
    VersionDeclined(1, 2, "marketing", "no budget"),
    VersionDeclined(1, 2, "marketing", "no budget", "2026-10"),
    LogoChanged(None, "ab" * 32),
    LogoChanged("ab" * 32, "cd" * 32),
    LogoChanged("ab" * 32, None),
]
LASTING = (
    AgreementCarried,
    VersionFrozen,
    WorkspaceMigrated,
    DamageLeftOut,
    AuthorityMade,
    IdentityIssued,
    VersionSigned,
    VersionDeclined,
    ReviewFrozen,
    ReviewFigures,
)


def test_the_examples_are_of_every_sort() -> None:
    def leaves(kind: type[Change]) -> set[type[Change]]:
        below = kind.__subclasses__()
        return set().union(*map(leaves, below)) if below else {kind}

    # Dataclasses with slots are made twice; only the last of a name can be used.
    names = {kind.__name__ for kind in leaves(Change) if not kind.__name__.startswith("_")}  # type: ignore[type-abstract]
    assert {type(change).__name__ for change in CHANGES} == names


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("sha256",), "ab"),
        (("sha256",), "x" * 64),
        (("sha256",), 7),
        (("signatures", 0, "party"), "finance"),
        (("signatures", 0, "time"), "2026-10-05T07:30:00"),
        (("signatures", 0, "time_source"), "moon"),
    ],
)
def test_a_signed_file_of_another_form_is_refused(place: tuple[str | int, ...], wrong: str) -> None:
    record = deepcopy(VersionSigned(1, 2, "ab" * 32, "cd" * 32, (SIGNATURE,), False).to_record())
    inner = record["after"]
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = wrong
    with pytest.raises(Problem, match="workspace-corrupt"):
        read_change(record)


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_a_change_is_read_as_it_was_written(change: Change) -> None:
    assert read_change(change.to_record()) == change


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_the_inverse_of_an_inverse_is_the_change(change: Change) -> None:
    inverse = change.inverse()
    if isinstance(change, LASTING) or change == CHANGES[0]:
        assert inverse is None
    elif isinstance(change, ProfileRemembered) and change.before is None:
        assert inverse == ()
    else:
        assert inverse is not None
        (back,) = inverse
        assert back.thing == change.thing
        again = back.inverse()
        assert (
            again == (ImportRestored(change.batch, change.sha256),)
            if isinstance(change, Imported)
            else again == (change,)
        )


def test_an_agreement_that_was_carried_is_the_thing_that_it_is_about() -> None:
    assert (
        AgreementCarried(2, "Winter", 1, "Autumn", ()).thing
        == AgreementChanged(2, None, FACTS).thing
    )


def test_changes_are_taken_back_from_the_last_to_the_first() -> None:
    given = ConsentGiven(*TERM, "sales", 2)
    assert inverses((CHANGES[3], given)) == (
        ConsentTakenBack(*TERM, "sales", 2),
        ClauseChanged(*TERM, AFTER, BEFORE),
    )
    assert inverses((given, CHANGES[7])) is None


def test_every_kind_of_thing_is_shown_anew_after_some_change() -> None:
    assert ClauseChanged.shows == {Changed.AGREEMENT, Changed.CONSENT}
    ordinary = (change.shows for change in CHANGES if change.shows != EVERYTHING)
    assert frozenset().union(*ordinary) == EVERYTHING == set(Changed)


def test_only_the_words_of_a_clause_make_another_of_it() -> None:
    moved = ClauseState(2, {"name": "MQL"}, 1, ())
    assert ClauseChanged(*TERM, BEFORE, moved).same_words
    assert not ClauseChanged(*TERM, BEFORE, AFTER).same_words
    assert not ClauseChanged(*TERM, None, AFTER).same_words


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"what": "rumour"},
        {"what": "clause", "agreement": 1, "kind": "term", "key": "a", "before": None, "after": 7},
        {
            "what": "clause",
            "agreement": 1,
            "kind": "term",
            "key": "a",
            "before": None,
            "after": {"position": 1, "body": [], "revision": 1, "consents": []},
        },
        {"what": "agreement", "id": 1, "before": None, "after": {"label": "a"}},
        {"what": "damage", "after": {"batches": [], "versions": [1], "changes": 0}},
        {"what": ["clause"]},
        {**ConsentGiven(*TERM, "sales", 2).to_record(), "given": {"person": 7, "at": "2026-10-05"}},
        {
            **Proposed(*TERM, 4, "sales", 7, None, LEAD).to_record(),
            "after": {**Proposed(*TERM, 4, "sales", 7, None, LEAD).to_record()["after"], "base": 7},
        },
        {**Commented(*TERM, 3, "", "Fine.").to_record(), "after": 7},
    ],
)
def test_a_record_of_anybody_else_is_no_change(record: dict[str, object]) -> None:
    with pytest.raises(Problem) as trouble:
        read_change(record)
    assert trouble.value.code == "workspace-corrupt"


@pytest.mark.parametrize(
    ("change", "phase", "thing"),
    [
        (CHANGES[0], "begun", (1,)),
        (CHANGES[1], "changed", (1,)),
        (
            AgreementChanged(1, FACTS, AgreementFacts("2026-Q4", date(2026, 10, 1), False)),
            "touched",
            (1,),
        ),
        (ClauseChanged(*TERM, None, AFTER), "added", TERM),
        (ClauseChanged(*TERM, BEFORE, AFTER), "changed", TERM),
        (ClauseChanged(*TERM, BEFORE, None), "removed", TERM),
        (ClauseChanged(*TERM, BEFORE, ClauseState(2, BEFORE.body, 1, ())), "moved", TERM),
        (VersionFrozen(1, 2, "ef", None, "", ""), "", (1, 2)),
        (WorkspaceMigrated("0002_profiles", "0003_actors", "ab", (), ()), "", ()),
        (DamageLeftOut((1,), (), 0), "left-out", ()),
        (DamageLeftOut((), (), 0), "mended", ()),
        (ConsentGiven(*TERM, "sales", 2, GIVEN), "before", (*TERM, "sales")),
        (Proposed(*TERM, 4, "sales", 7, None, LEAD), "added", (4,)),
        (Proposed(*TERM, 4, "sales", 7, LEAD, None), "removed", (4,)),
        (Proposed(*TERM, 4, "sales", 7, LEAD, {"name": "MQL"}), "changed", (4,)),
        (ProposalAnswered(*TERM, 4, "sales", "accept"), "accept", (4,)),
        (AnswerTakenBack(*TERM, 4, "sales", "accept"), "", (4,)),
        (Commented(*TERM, 3, "", "Fine."), "", (3,)),
        (ClauseParked(*TERM, 2, "", "", "ines", date(2026, 11, 10)), "", (2,)),
        (ReviewChanged(1, "", "note", 5, "Q", "x", None, {"text": "x"}), "note-added", (5,)),
        (ReviewChanged(1, "", "note", 5, "Q", "x", {"text": "x"}, None), "note-removed", (5,)),
        (ReviewChanged(1, "", "note", 5, "Q", "x", {}, {}), "note-changed", (5,)),
        (DamageLeftOut((), (), 0, ("ab" * 32,)), "left-out", ()),
        (AuthorityMade("L", "ab", b"der", "cd"), "", ("ab",)),
        (IdentityIssued("sales", "", "I", "ab", b"", GIVEN.at, True), "issued", ("ab",)),
        (IdentityIssued("sales", "", "I", "ab", b"", GIVEN.at, False), "registered", ("ab",)),
        (IdentityIssued("sales", "", "I", "ab", b"", GIVEN.at, True, ("cd",)), "replaced", ("ab",)),
        (VersionSigned(1, 2, "ab", "cd", (), False), "", (1, 2, "ab")),
        (VersionSigned(1, 2, "ab", "cd", (), True), "filed", (1, 2, "ab")),
        (VersionSigned(1, 2, "ab", "cd", (), False, "Q"), "review", (1, 2, "ab")),
        (VersionSigned(1, 2, "ab", "cd", (), True, "Q"), "review-filed", (1, 2, "ab")),
        (ReviewFrozen(1, "Q", 2, 1, "", (), "cd", "ef"), "", (1, "Q", 2)),
        (ReviewFigures(1, "Q", 2, "", True, (), ()), "", (1, "Q")),
        (ReviewFigures(1, "Q", 2, "", True, (), (), 1), "frozen", (1, "Q")),
        (VersionDeclined(1, 2, "sales", "no"), "", (1, 2)),
        (VersionDeclined(1, 2, "sales", "no", "Q"), "review", (1, 2)),
        (LogoChanged(None, "ab"), "added", ("logo",)),
        (LogoChanged("ab", "cd"), "changed", ("logo",)),
        (LogoChanged("ab", None), "removed", ("logo",)),
    ],
    ids=repr,
)
def test_a_change_says_what_it_is_about_and_what_became_of_it(
    change: Change, phase: str, thing: tuple[object, ...]
) -> None:
    assert (change.phase, change.thing) == (phase, thing)


def test_what_is_discussed_names_its_clause() -> None:
    assert Proposed(*TERM, 4, "sales", 7, None, LEAD).clause == "term.mql"
    assert Commented(*TERM, 3, "", "Fine.").clause == "term.mql"
    assert ClauseParked(*TERM, 2, "", "", "ines", date(2026, 11, 10)).clause == "term.mql"


def test_a_changed_clause_tells_its_fields_apart() -> None:
    assert ClauseChanged(*TERM, BEFORE, AFTER).fields == {"name": ("MQL", "Qualified")}
    assert ClauseChanged(*TERM, None, AFTER).fields == {"name": (None, "Qualified")}
