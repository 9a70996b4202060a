"""How far the signing of a version is, and who may sign, is worked out from the log alone."""

from __future__ import annotations

from datetime import timedelta

from alignment_desktop.domain.evidence_entries import ImportWithdrawn
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
    ReviewFrozen,
    SignatureFacts,
    VersionDeclined,
    VersionSigned,
)
from alignment_desktop.domain.signing_state import Signing, SigningState, state_of
from tests.unit.domain.log_steps import START, steps_of

BOTH = ("sales", "marketing")
SALES = SignatureFacts("sales", "Ines", "01" * 32, START, "computer")
MARKETING = SignatureFacts("marketing", "Marco", "02" * 32, START, "authority")
AUTHORITY = AuthorityMade("Lindner agreements", "0a" * 32, b"der", "0b" * 32)


def after(*changes: Change) -> Signing:
    return Signing().after(steps_of(*changes), len(changes))


def signed(*signatures: SignatureFacts, sha256: str = "ab" * 32) -> VersionSigned:
    return VersionSigned(1, 2, sha256, "cd" * 32, signatures, filed=False)


def issued(fingerprint: str, person: str = "ines", *replaces: str) -> IdentityIssued:
    return IdentityIssued("sales", person, "Ines", fingerprint, b"", START, True, replaces)


def state(*changes: Change, expected: tuple[str, ...] = BOTH) -> SigningState:
    return state_of(2, expected, after(*changes).of(1, 2))


def test_a_frozen_version_waits_for_sales_first() -> None:
    found = state()
    assert (found.state, found.waiting_for, found.after) == ("to-sign", "sales", ("marketing",))
    assert found.signed == ()


def test_the_turn_goes_on_until_all_have_signed() -> None:
    first = state(signed(SALES))
    assert (first.state, first.waiting_for, first.after) == ("to-sign", "marketing", ())
    both = state(signed(SALES), signed(SALES, MARKETING, sha256="ef" * 32))
    assert (both.state, both.waiting_for, both.signed) == ("signed", None, BOTH)
    three = state(signed(SALES, MARKETING), expected=(*BOTH, "sponsor"))
    assert (three.state, three.waiting_for) == ("to-sign", "sponsor")


def test_the_file_with_most_signatures_counts_also_where_an_older_one_came_later() -> None:
    made = after(signed(SALES, MARKETING), signed(SALES, sha256="ef" * 32)).of(1, 2)
    assert made.signatures == (SALES, MARKETING)
    assert made.newest is not None
    assert made.newest.facts.parties == BOTH
    assert after().of(1, 2).newest is None


def test_a_declined_version_waits_for_nobody_and_says_why() -> None:
    found = state(signed(SALES), VersionDeclined(1, 2, "marketing", "no budget"))
    assert (found.state, found.waiting_for, found.signed) == ("declined", None, ("sales",))
    assert found.refusal is not None
    assert (found.refusal.reason, found.refusal.at) == ("no budget", START + timedelta(hours=2))


def test_another_version_is_not_concerned() -> None:
    assert after(VersionDeclined(1, 1, "marketing", "no")).of(1, 2).refusal is None
    of_review = after(VersionDeclined(1, 2, "marketing", "no", "2026-10"))
    assert of_review.of(1, 2).refusal is None
    assert of_review.of(1, 2, "2026-10").refusal is not None


def test_an_identity_counts_until_another_takes_its_place() -> None:
    found = after(AUTHORITY, issued("01"), ImportWithdrawn(1, "ab"), issued("02", "ines", "01"))
    assert found.authority == AUTHORITY
    old, new = found.identities
    assert (old.replaced_at, new.replaced_at) == (START + timedelta(hours=4), None)
    assert found.standing("ines", "sales") == (new,)
    assert found.identity("01") == old
    assert found.identity("03") is None
    again = found.after(steps_of(issued("03", "marco", "01")), 5)
    assert again.identities[0].replaced_at == START + timedelta(hours=4)
    assert again.revision == 5


def frozen(number: int, period: str = "2026-10", sha256: str = "0d" * 32) -> ReviewFrozen:
    return ReviewFrozen(1, period, number, 2, "2026-11-01", (), "0c" * 32, sha256)


def test_a_frozen_review_is_signed_apart_from_the_version_of_the_same_number() -> None:
    of_review = VersionSigned(1, 2, "ab" * 32, "cd" * 32, (SALES,), False, "2026-10")
    found = after(frozen(2), of_review)
    assert found.of(1, 2).signatures == ()
    assert found.of(1, 2, "2026-10").signatures == (SALES,)
    made = state_of(2, BOTH, found.of(1, 2, "2026-10"), "2026-10")
    assert (made.review, made.waiting_for) == ("2026-10", "marketing")


def test_freezings_are_told_apart_by_days_and_by_their_documents() -> None:
    found = after(frozen(1), frozen(1, "2026-11", "0e" * 32), frozen(2, sha256="0f" * 32))
    assert [each.facts.number for each in found.frozen(1, "2026-10")] == [1, 2]
    assert found.frozen(2, "2026-10") == ()
    review = found.review_of("0e" * 32)
    assert review is not None
    assert review.facts.period == "2026-11"
    assert found.review_of("00" * 32) is None
