"""Genuine files get the verdict that they deserve, and their signers are named."""

from __future__ import annotations

import asyncio
import io
import logging
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from PIL import Image

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.logo_pictures import picture_to_keep
from alignment_desktop.documents.signing.base_structure import base_faults, form_of
from alignment_desktop.documents.signing.certificates import Identity, make_identity
from alignment_desktop.documents.signing.revision_writer import revision_writer
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.documents.signing.validation_data import fetched
from alignment_desktop.documents.signing.verifying import (
    LARGEST,
    Known,
    Trusted,
    attached_agreement,
    revisions,
    verify,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.domain.signatures import (
    AUTHORITY,
    BOTH,
    COMPUTER,
    DAMAGED,
    ONE,
    UNRECOGNISED,
    UNSIGNED,
    VERDICTS,
)
from alignment_desktop.paths import resource_path
from tests.unit.documents.signing.attacks import contents_at
from tests.unit.documents.signing.attacks_on_bytes import replaced_digit
from tests.unit.documents.signing.local_authorities import (
    Local,
    answering,
    clock,
    company,
    employee,
    serving,
    stamper_of,
    withdrawn,
)
from tests.unit.documents.signing.revising import revised, saved_anew
from tests.unit.documents.signing.signed_samples import (
    AT,
    NOW,
    SPONSOR,
    exported,
    once,
    people,
    signed_by,
    twice,
    verdict_on,
)

SIX_YEARS = NOW + timedelta(days=6 * 365)


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def stamped(local: Local) -> bytes:
    """Signed by both, each with a time stamp."""
    authority = TimeStampAuthority(local.address)
    signed = signed_by(exported(), "sales", people().sales, authority)
    return signed_by(signed, "marketing", people().marketing, authority)


@pytest.fixture(scope="module")
def with_proof(local: Local) -> bytes:
    """Signed by both, with what the company says of their certificates."""
    authority = TimeStampAuthority(local.address)
    local.lists["/list"] = withdrawn(AT)
    address = f"{local.address}/list"
    sales = employee("Marie Lindner", "sales", address)
    marketing = employee("Daniel Okafor", "marketing", address)
    signed = signed_by(exported(), "sales", sales, authority)
    return signed_by(signed, "marketing", marketing, authority)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_file_says_who_signed_it(paper: str) -> None:
    found = verdict_on(exported(paper))
    assert (found.verdict, found.signatures, found.content_matches) == (UNSIGNED, (), True)
    found = verdict_on(once(paper))
    assert (found.verdict, found.reasons, found.remarks) == (ONE, (), ())
    assert found.expected == ("sales", "marketing")
    found = verdict_on(twice(paper))
    assert (found.verdict, found.reasons, found.content_matches) == (BOTH, (), True)
    first, second = found.signatures
    assert (first.party, first.name, first.time) == ("sales", "Marie Lindner", AT)
    assert (second.party, second.name, second.level) == ("marketing", "Daniel Okafor", "B-B")
    assert (first.time_source, first.recognised) == (COMPUTER, True)
    assert first.fingerprint == people().sales.certificate.fingerprint
    assert first.until == people().sales.certificate.ends


def test_nothing_that_the_program_exports_is_foreign_to_it() -> None:
    """What the exporter writes anew has to be known to `base_structure`, or nobody can sign it."""
    path = resource_path("templates/sample/agreement.en.toml")
    read = read_text(path.read_text(encoding="utf-8").replace("Northwind", "شركة 北风 Nordwind"))
    agreement = Agreement(read.label or "", dict(read.clauses)).with_full_names()
    logo = io.BytesIO()
    Image.new("RGB", (40, 10)).save(logo, "PNG")
    now = AgreementDocument(
        agreement, AT, version=2, since=date(2026, 10, 1), logo=picture_to_keep(logo.getvalue())
    )
    file = SignedFile(agreement_pdf(now), lambda: None)
    form = form_of(file)
    assert form is not None
    assert [fault.problem for fault in base_faults(file, form)] == []


def test_where_a_sponsor_signs_two_signatures_are_not_all() -> None:
    content = signed_by(exported(more=SPONSOR), "sales", people().sales)
    content = signed_by(content, "marketing", people().marketing)
    found = verdict_on(content)
    assert (found.verdict, found.expected) == (ONE, ("sales", "marketing", "sponsor"))
    assert verdict_on(signed_by(content, "sponsor", people().sponsor)).verdict == BOTH


def test_the_file_as_each_signed_it_can_be_had() -> None:
    assert revisions(twice()) == (exported(), once(), twice(), twice())
    assert revisions(exported()) == (exported(), exported())
    behind = twice() + b"more"
    assert revisions(behind) == (exported(), once(), twice(), behind)
    assert revisions(b"none") == (b"none",)


def test_the_first_signature_alone_is_what_is_left_of_two() -> None:
    assert verdict_on(revisions(twice())[1]).verdict == ONE


def test_the_agreement_can_be_taken_out_of_a_file() -> None:
    text = attached_agreement(twice())
    assert text is not None
    assert text.startswith("[agreement]")
    assert attached_agreement(b"%PDF-1.7\nnone") is None


def test_what_is_printed_is_held_against_what_is_attached() -> None:
    def other_data(pdf: Any) -> list[Any]:
        stored = pdf.Root.AF[0].EF.F
        stored.write(stored.read_bytes().replace(b">= ", b"<= "))
        return [stored]

    def no_data(pdf: Any) -> None:
        del pdf.Root.AF
        del pdf.Root.Names

    assert verdict_on(saved_anew(exported(), other_data)).content_matches is False
    assert verdict_on(saved_anew(exported(), no_data)).content_matches is None
    # Behind a signature it is what was signed that counts; that the file was changed is said.
    assert verdict_on(revised(twice(), other_data)).content_matches is True


def test_a_signer_is_known_by_authority_or_by_the_certificate_itself() -> None:
    sales, marketing = people().sales.certificate, people().marketing.certificate
    assert verdict_on(twice(), Trusted()).verdict == UNRECOGNISED
    assert verdict_on(twice(), Trusted(direct=(sales, marketing))).verdict == BOTH
    pinned = (Known(sales, "sales", "Marie"), Known(marketing, "marketing", "Daniel"))
    assert verdict_on(twice(), Trusted(people=pinned)).verdict == BOTH
    found = verdict_on(twice(), Trusted(people=pinned[:1]))
    assert [each.recognised for each in found.signatures] == [True, False]
    assert [each.code for each in found.reasons] == ["verify-unknown-signer"]
    swapped = (Known(sales, "marketing", "Marie"), pinned[1])
    found = verdict_on(twice(), replace(people().trusted, people=swapped))
    assert [each.code for each in found.reasons] == ["verify-other-party"]


def test_a_certificate_counts_until_it_was_replaced() -> None:
    sales = people().sales.certificate
    for days, verdict in ((1, BOTH), (-1, UNRECOGNISED)):
        known = Known(sales, "sales", "Marie", replaced_at=AT + timedelta(days=days))
        found = verdict_on(twice(), replace(people().trusted, people=(known,)))
        assert found.verdict == verdict


def test_a_certificate_of_its_own_is_known_where_it_is_trusted() -> None:
    alone = make_identity("Marie Lindner", "sales", AT)
    content = signed_by(exported(), "sales", alone)
    assert verdict_on(content).verdict == UNRECOGNISED
    assert verdict_on(content, Trusted(direct=(alone.certificate,))).verdict == ONE


def test_an_expired_certificate_proves_nothing_by_its_own_clock() -> None:
    found = verify(twice(), people().trusted, SIX_YEARS)
    assert found.verdict == UNRECOGNISED
    assert {each.code for each in found.reasons} == {"verify-expired-unproven"}


def test_a_clock_that_is_ahead_is_remarked() -> None:
    found = verify(twice(), people().trusted, AT - timedelta(days=3))
    assert "verify-clock-ahead" in [each.code for each in found.remarks]


def test_a_time_stamp_proves_the_time_for_years(stamped: bytes) -> None:
    trusted = replace(people().trusted, clocks=(clock()[0],))
    for now in (NOW, SIX_YEARS):
        found = verify(stamped, trusted, now)
        assert (found.verdict, found.reasons) == (BOTH, ())
        assert [each.time_source for each in found.signatures] == [AUTHORITY, AUTHORITY]
        assert [each.level for each in found.signatures] == ["B-T", "B-T"]
        assert found.signatures[0].time == AT


def test_a_time_stamp_on_the_whole_document_may_follow_the_signatures() -> None:
    content = stamped_whole(twice())
    found = verdict_on(content)
    assert (found.verdict, found.reasons) == (BOTH, ())
    assert len(found.signatures) == 2
    start, _ = contents_at(content)
    assert verdict_on(replaced_digit(content, start + 300)).verdict == DAMAGED


def stamped_whole(content: bytes) -> bytes:
    from pyhanko.sign.signers import PdfTimeStamper

    stamper = PdfTimeStamper(stamper_of(AT))
    writer = revision_writer(content)
    output = asyncio.run(stamper.async_timestamp_pdf(writer, "sha256"))
    return bytes(output.getvalue())


def test_a_time_stamp_of_somebody_unknown_is_only_the_computers_time(stamped: bytes) -> None:
    found = verify(stamped, people().trusted, NOW)
    assert found.verdict == BOTH
    assert [each.time_source for each in found.signatures] == [COMPUTER, COMPUTER]
    assert [each.code for each in found.remarks] == ["verify-clock-unknown"] * 2
    assert verify(stamped, people().trusted, SIX_YEARS).verdict == UNRECOGNISED


def test_what_issuers_say_is_kept_and_proves_the_signature_later(with_proof: bytes) -> None:
    trusted = Trusted(authorities=(company().certificate,), clocks=(clock()[0],))
    for now in (NOW, SIX_YEARS):
        found = verify(with_proof, trusted, now)
        assert (found.verdict, found.reasons) == (BOTH, ())
        assert [each.level for each in found.signatures] == ["B-LT", "B-LT"]


def test_where_no_list_comes_the_time_stamp_stays_and_it_is_said(local: Local) -> None:
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.documents.signing.signing import sign, signing_key

    said: list[str] = []
    signed = sign(
        exported(),
        "sales",
        signing_key(employee("Marie Lindner", "sales", f"{local.address}/gone")),
        first=True,
        at=AT,
        mark=Mark(),
        lines=(),
        authority=TimeStampAuthority(local.address),
        say=lambda problem: said.append(problem.code),
    )
    assert said == ["revocation-unreachable"]
    found = verify(signed, Trusted((company().certificate,), clocks=(clock()[0],)), NOW)
    assert (found.verdict, found.signatures[0].level) == (ONE, "B-T")
    assert [each.code for each in found.remarks] == ["verify-no-lists"]


def test_a_withdrawn_certificate_is_not_recognised(local: Local) -> None:
    address = f"{local.address}/withdrawn"
    sales = employee("Marie Lindner", "sales", address)
    local.lists["/withdrawn"] = withdrawn(AT, sales)
    signed = signed_by(exported(), "sales", sales, TimeStampAuthority(local.address))
    found = verify(signed, Trusted((company().certificate,), clocks=(clock()[0],)), NOW)
    assert found.verdict == UNRECOGNISED
    assert [each.code for each in found.reasons] == ["verify-revoked"]


def test_an_issuer_that_answers_of_one_certificate_proves_it_for_years(local: Local) -> None:
    trusted = Trusted((company().certificate,), clocks=(clock()[0],))
    authority, address = TimeStampAuthority(local.address), f"{local.address}/answers"
    local.answers["/answers"] = answering(AT)
    sales = employee("Marie Lindner", "sales", address, answers=True)
    signed = signed_by(exported(), "sales", sales, authority)
    assert "/answers" in local.asked
    for now in (NOW, SIX_YEARS):
        found = verify(signed, trusted, now)
        assert (found.verdict, found.reasons) == (ONE, ())
        assert [each.level for each in found.signatures] == ["B-LT"]
    local.answers["/answers"] = answering(AT, withdrawn=sales)
    found = verify(signed_by(exported(), "sales", sales, authority), trusted, NOW)
    assert [each.code for each in found.reasons] == ["verify-revoked"]
    # An answer about somebody else is none.
    other = employee("Ines Costa", "sales", address, answers=True)
    of_other = requested(other)
    local.answers["/answers"] = lambda _request: answering(AT)(of_other)
    with pytest.raises(Problem, match="revocation-unreachable"):
        fetched([sales.certificate.der, company().certificate.der])


def requested(identity: Identity) -> bytes:
    """The question whether a certificate of the company stands."""
    own, issuer = (
        x509.load_der_x509_certificate(each.certificate.der) for each in (identity, company())
    )
    builder = ocsp.OCSPRequestBuilder().add_certificate(own, issuer, hashes.SHA1())
    return builder.build().public_bytes(Encoding.DER)


def test_what_is_no_pdf_is_damaged() -> None:
    for content in (b"", b"%PDF-", b"%PDF-1.7\n", b"none", b"\0" * 5000):
        assert verdict_on(content).verdict == DAMAGED
    found = verdict_on(b"%PDF-1.7\n" + bytes(LARGEST))
    assert [each.code for each in found.reasons] == ["verify-too-large"]


def test_verification_stops_when_it_is_asked_to() -> None:
    class Impatient:
        def report(self, progress: Progress) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify(twice(), people().trusted, NOW, Impatient())


def test_no_random_change_breaks_the_reader_or_passes_it(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)
    whole = twice()
    caplog.set_level(logging.WARNING)
    for _ in range(100):
        changed = mutated(whole, chance)
        found = verdict_on(changed)
        assert found.verdict in VERDICTS
        assert changed == whole or found.verdict != BOTH
    assert capfd.readouterr().err == ""


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with a byte altered, an end missing, or a part of it somewhere else as well."""
    made = bytearray(content)
    at, to = chance.randrange(len(made)), chance.randrange(len(made))
    length = chance.randrange(1, 4000)
    kind = chance.randrange(4)
    if kind == 0:
        made[at] = chance.randrange(256)
    elif kind == 1:
        del made[at:]
    elif kind == 2:
        made[to:to] = made[at : at + length]
    else:
        made[to : to + length] = made[at : at + length]
    return bytes(made)
