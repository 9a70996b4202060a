"""Other people under a known name, and proofs that prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pikepdf import Array, Dictionary, Pdf, Stream, String

from alignment_desktop.documents.signing.certificates import Identity, make_identity
from alignment_desktop.domain.signatures import CHANGED, UNRECOGNISED
from tests.unit.documents.signing.attacks import attack
from tests.unit.documents.signing.attacks_behind_signatures import page_of
from tests.unit.documents.signing.revising import (
    revised,
)
from tests.unit.documents.signing.signed_samples import (
    AT,
    once,
    people,
    signed_by,
    twice,
)


def with_store(make: Callable[[Pdf], Any]) -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        store = pdf.make_indirect(make(pdf))
        pdf.Root.DSS = store
        return [pdf.Root, store, *(store.get("/Certs", []))]

    return revised(twice(), change)


@attack(CHANGED, "verify-validation-data")
def proof_holds_a_script() -> bytes:
    return with_store(lambda pdf: Dictionary(JS=String("app.alert(1)")))


@attack(CHANGED, "verify-validation-data")
def proof_is_no_certificate() -> bytes:
    return with_store(
        lambda pdf: Dictionary(Certs=Array([pdf.make_indirect(Stream(pdf, b"0 0 9 9 re f"))]))
    )


@attack(CHANGED, "verify-page-changed")
def proof_comes_with_another_page() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        stored = pdf.make_indirect(Stream(pdf, people().sales.certificate.der))
        store = pdf.make_indirect(Dictionary(Certs=Array([stored])))
        pdf.Root.DSS = store
        contents = page_of(pdf).Contents
        contents.write(b"0 0 1 rg 0 0 900 900 re f")
        return [pdf.Root, store, stored, contents]

    return revised(twice(), change)


def impostor(name: str = "Daniel Okafor") -> Identity:
    return make_identity(name, "marketing", AT, organisation="Northwind")


@attack(UNRECOGNISED, "verify-unknown-signer")
def somebody_signs_under_another_name() -> bytes:
    return signed_by(once(), "marketing", impostor())


@attack(UNRECOGNISED, "verify-other-party")
def sales_signs_for_marketing() -> bytes:
    return signed_by(once(), "marketing", people().sales)


@attack(UNRECOGNISED, "verify-same-signer")
def one_key_signs_for_both() -> bytes:
    return signed_by(once(), "marketing", second_certificate())


def second_certificate() -> Identity:
    """The key of sales with a certificate for marketing, which the authority gave it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key

    from alignment_desktop.documents.signing.certificates import certificate_of

    authority, sales = people().authority, people().sales
    above = x509.load_der_x509_certificate(authority.certificate.der)
    marketing = x509.load_der_x509_certificate(people().marketing.certificate.der)
    own: Any = load_der_private_key(sales.key, None)
    signing: Any = load_der_private_key(authority.key, None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(marketing.subject)
        .issuer_name(above.subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=900))
    )
    for each in marketing.extensions:
        if each.oid != x509.SubjectKeyIdentifier.oid:
            builder = builder.add_extension(each.value, each.critical)
    made = builder.sign(signing, hashes.SHA256())
    certificate = certificate_of(made.public_bytes(Encoding.DER))
    return Identity(certificate, sales.key, sales.others)
