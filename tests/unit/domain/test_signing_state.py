"""How far the signing of a version is, and who may sign, is worked out from the log alone."""

from __future__ import annotations

from datetime import timedelta

from alignment_desktop.domain.evidence_entries import ImportWithdrawn
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
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
