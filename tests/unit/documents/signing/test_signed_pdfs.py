"""Signing adds to a file and changes nothing of it; what it shows is the mark and the lines."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from PIL import Image

from alignment_desktop.documents.signing.certificates import (
    Identity,
    make_authority,
    make_identity,
    opened,
    read_certificates,
    sealed,
    vouches,
)
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.domain.problems import Problem
from tests.unit.documents.pdf_reading import metadata, page_texts
from tests.unit.documents.test_agreement_pdf import (  # noqa: F401
    agreement_of,
    sample,  # a fixture of `version`
    version,
)

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
LINES = ("Marie Lindner, Vice President Sales", "1 Oct 2026, 11:30 CEST")


@pytest.fixture(scope="module")
def authority() -> Identity:
    return make_authority("Northwind", AT)


@pytest.fixture(scope="module")
def marie(authority: Identity) -> Identity:
    return make_identity(
        "Marie Lindner", "sales", AT, organisation="Northwind", authority=authority
    )


@pytest.fixture(scope="module")
def signed(version: bytes, marie: Identity) -> bytes:  # noqa: F811  # the fixture imported
    mark = Mark(typed="Marie Lindner")
    key = signing_key(marie)
    return sign(version, "sales", key, first=True, at=AT, mark=mark, lines=LINES)


def test_a_signature_is_added_behind_the_file_as_it_was(
    version: bytes,  # noqa: F811
    signed: bytes,
) -> None:
    assert signed.startswith(version)
    assert metadata(signed) == metadata(version)
    with pikepdf.open(io.BytesIO(signed)) as pdf, pikepdf.open(io.BytesIO(version)) as before:
        assert dict(pdf.docinfo) == dict(before.docinfo)


def test_the_first_certifies_and_lets_only_signatures_follow(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        value = pdf.Root.AcroForm.Fields[0].V
        assert value.SubFilter == "/ETSI.CAdES.detached"
        assert str(value.M).startswith("D:20261001093000")
        reference = value.Reference[0]
        assert str(reference.TransformMethod) == "/DocMDP"
        assert reference.TransformParams.P == 2
        assert pdf.Root.Perms.DocMDP.objgen == value.objgen


def test_the_field_shows_who_signed_and_when(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        shown = pdf.Root.AcroForm.Fields[0].AP.N
        page = pikepdf.new()
        page.add_blank_page(page_size=(400, 60))
        page.pages[0].Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Shown=page.copy_foreign(shown))
        )
        page.pages[0].Contents = page.make_stream(b"/Shown Do")
        content = io.BytesIO()
        page.save(content)
    text = page_texts(content.getvalue())[0]
    assert [line for line in ("Marie Lindner", *LINES) if line not in text] == []


@pytest.mark.parametrize(
    "mark",
    [
        Mark(),
        Mark(strokes=(((0.1, 0.5), (0.4, 0.2), (0.9, 0.8)), ((0.5, 0.5),))),
        Mark(typed="Prof. Dr. Wilhelmina van der Westhuizen-Oberhausen von und zu Waldeck"),
        Mark(typed="山田 太郎"),
    ],
)
def test_every_mark_stays_within_the_field(
    version: bytes,  # noqa: F811
    marie: Identity,
    mark: Mark,
) -> None:
    made = sign(version, "sales", signing_key(marie), first=True, at=AT, mark=mark, lines=LINES)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        left, bottom, right, top = (float(at) for at in field.Rect)
        box = sorted(float(at) for at in field.AP.N.BBox)
    # The library rounds to whole points.
    assert box == pytest.approx(sorted([0, 0, right - left, top - bottom]), abs=1)


def test_a_picture_is_a_mark_and_what_is_none_is_refused(
    version: bytes,  # noqa: F811
    marie: Identity,
) -> None:
    target = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 255, 128)).save(target, "PNG")
    key = signing_key(marie)
    mark = Mark(image=target.getvalue())
    assert sign(version, "sales", key, first=True, at=AT, mark=mark, lines=LINES)
    for image, code in ((b"none", "mark-not-a-picture"), (b"x" * 5_000_000, "mark-too-large")):
        mark = Mark(image=image)
        with pytest.raises(Problem) as caught:
            sign(version, "sales", key, first=True, at=AT, mark=mark, lines=LINES)
        assert caught.value.code == code


def test_an_identity_opens_with_its_passphrase_alone(marie: Identity) -> None:
    content = sealed(marie, "correct horse")
    assert opened(content, "correct horse", "marie.p12") == marie
    refused = {
        "identity-wrong-passphrase": (content, "wrong horse"),
        "identity-unreadable": (content[:-40], "correct horse"),
    }
    for code, (file, passphrase) in refused.items():
        with pytest.raises(Problem) as caught:
            opened(file, passphrase, "marie.p12")
        assert caught.value.code == code
    for file in (b"", b"%PDF-1.7", b"\x30\x82\x00\x00", b"\x30" * 50):
        with pytest.raises(Problem) as caught:
            opened(file, "any", "marie.p12")
        assert caught.value.code == "identity-unreadable"
    with pytest.raises(Problem):
        sealed(marie, "")


def test_an_authority_vouches_for_those_whom_it_signed(
    authority: Identity, marie: Identity
) -> None:
    stranger = make_identity(
        "Marie Lindner", "sales", AT, authority=make_authority("Northwind", AT)
    )
    alone = make_identity("Marie Lindner", "sales", AT)
    assert vouches(authority.certificate, marie.certificate)
    assert not vouches(authority.certificate, stranger.certificate)
    assert not vouches(authority.certificate, alone.certificate)
    assert vouches(alone.certificate, alone.certificate)
    assert (marie.certificate.party, marie.certificate.name) == ("sales", "Marie Lindner")
    assert authority.certificate.is_authority
    assert not marie.certificate.is_authority


def test_certificates_are_read_from_text_and_from_bytes(marie: Identity) -> None:
    own = marie.certificate
    assert read_certificates(own.pem.encode(), "a.pem") == [own]
    assert read_certificates(own.der, "a.cer") == [own]
    for content in (b"", b"-----BEGIN CERTIFICATE-----\nx\n", b"\x30\x03\x02\x01\x01"):
        with pytest.raises(Problem) as caught:
            read_certificates(content, "a.pem")
        assert caught.value.code == "certificate-unreadable"


def test_a_certificate_signs_only_while_it_is_valid(marie: Identity) -> None:
    own = marie.certificate
    own.require_valid(AT)
    codes: Mapping[datetime, str] = {
        AT - timedelta(days=1): "identity-not-yet-valid",
        AT + timedelta(days=4 * 365): "identity-expired",
    }
    for at, code in codes.items():
        with pytest.raises(Problem) as caught:
            own.require_valid(at)
        assert caught.value.code == code


def test_no_identity_outlives_its_authority(authority: Identity) -> None:
    late = authority.certificate.ends - timedelta(days=30)
    made = make_identity("Marie Lindner", "sales", late, authority=authority)
    assert made.certificate.ends == authority.certificate.ends


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "identity-name-empty"), ("x" * 65, "identity-name-too-long")]
)
def test_a_name_that_no_certificate_can_hold_is_refused(name: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        make_identity(name, "sales", AT)
    assert caught.value.code == code
