"""Whose certificate counts: issued by the authority, registered, replaced, or refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alignment_desktop.documents.signing.certificates import make_identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signing_entries import AuthorityMade
from alignment_desktop.domain.signing_state import Signing
from alignment_desktop.services.identities import (
    IssueIdentity,
    RegisterCertificate,
    authority_certificate,
    identities,
    opened_authority,
    signing_of,
)
from alignment_desktop.services.signing import (
    SignVersion,
)
from alignment_desktop.services.verifying import titles, trusted_by, verify_file
from tests.actors import NOBODY
from tests.signing_desk import LATER, NOW, SECRET, TEXT, Desk, freeze, issue
from tests.unit.services.signing_fixtures import (
    code_of,
    desk_fixture,
    made_fixture,
    shared_fixture,
)

__all__ = ["desk_fixture", "made_fixture", "shared_fixture"]


def test_whom_the_authority_vouches_for_without_a_party_signs_for_none(shared: Desk) -> None:
    with shared.workspace.store.read() as reader:
        made = signing_of(shared.workspace).authority
        assert made is not None
        key = reader.kept_file(made.key_sha256)
    authority = opened_authority(key, SECRET)
    for party in ("", "sales"):
        own = make_identity("Otto Berg", party, NOW, authority=authority)
        command = SignVersion(shared.file, "sales", own, Mark())
        if party:
            assert command.made(shared.workspace, LATER).party == "sales"
            continue
        with pytest.raises(Problem) as caught:
            command.made(shared.workspace, LATER)
        assert code_of(caught) == "identity-not-known"


def test_a_replaced_identity_signs_no_more_and_what_it_signed_before_holds(desk: Desk) -> None:
    first = desk.sign(desk.file, "sales")
    new = issue(desk.workspace, "Ines Costa", "sales", "ines", LATER)
    old, _, standing = identities(desk.workspace)
    assert (old.replaced_at, standing.replaced_at) == (LATER, None)
    assert titles(desk.workspace)[new.certificate.fingerprint] == "Head of Sales"
    found = verify_file(first.content, workspace=desk.workspace, now=LATER)
    assert found.verdict in ("one", "unrecognised")
    freeze(desk.workspace, TEXT.replace("something", "a price"), LATER)
    later = LATER + timedelta(hours=1)
    with pytest.raises(Problem) as caught:
        desk.sign(None, "sales", at=later)
    assert code_of(caught) == "identity-replaced"
    assert desk.sign(None, "sales", new, later).verification.verdict == "one"


def test_a_certificate_of_ones_own_is_registered_on_a_person(desk: Desk) -> None:
    own = make_identity("Ines Costa", "", NOW)
    register = RegisterCertificate("ines", "sales", own.certificate)
    facts = desk.workspace.execute(register, by=NOBODY, at=NOW)
    assert (facts.issued, facts.replaces) == (False, (desk.ines.certificate.fingerprint,))
    assert desk.sign(desk.file, "sales", own).verification.verdict == "one"
    with pytest.raises(Problem) as caught:
        desk.sign(None, "marketing", own)  # it names no party, but was registered for Sales
    assert code_of(caught) == "certificate-of-other-party"
    refused = {
        "identity-known": register,
        "unknown-person": RegisterCertificate("eve", "sales", own.certificate),
        "certificate-of-other-party": RegisterCertificate("ines", "sales", desk.marco.certificate),
        "certificate-is-authority": RegisterCertificate(
            "ines", "sales", authority_certificate(desk.workspace)
        ),
        "person-of-other-party": RegisterCertificate(
            "marco", "sales", make_identity("Marco", "", NOW).certificate
        ),
        "identity-expired": RegisterCertificate(
            "ines", "sales", make_identity("Ines", "", NOW - timedelta(days=9), days=1).certificate
        ),
    }
    for code, command in refused.items():
        with pytest.raises(Problem) as caught:
            desk.workspace.execute(command, by=NOBODY, at=NOW)
        assert code_of(caught) == code


def test_a_log_that_holds_no_certificate_where_one_should_be_is_called_corrupt() -> None:
    forged = Signing(authority=AuthorityMade("Northwind", "ab" * 32, b"none", "cd" * 32))
    with pytest.raises(Problem) as caught:
        trusted_by(forged)
    assert code_of(caught) == "workspace-corrupt"


def test_without_the_authority_s_passphrase_nothing_is_issued(shared: Desk) -> None:
    known = identities(shared.workspace)
    for wrong in ("", "guessed"):
        command = IssueIdentity("Eve", "sales", None, wrong)
        with pytest.raises(Problem) as caught:
            shared.workspace.execute(command, by=NOBODY, at=NOW)
        assert code_of(caught) == "authority-wrong-passphrase"
    assert identities(shared.workspace) == known


def test_an_identity_that_cannot_be_written_is_not_issued(shared: Desk) -> None:
    known = identities(shared.workspace)

    def full(_: object) -> None:
        raise Problem("output-disk-full", file="eve.p12")

    command = IssueIdentity("Eve", "sales", None, SECRET, full)
    with pytest.raises(Problem):
        shared.workspace.execute(command, by=NOBODY, at=NOW)
    assert identities(shared.workspace) == known
