"""Attacks on the fields, and on who signs in which."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Pdf, String

from alignment_desktop.domain.signatures import CHANGED
from tests.unit.documents.signing.attacks import attack
from tests.unit.documents.signing.attacks_behind_signatures import note
from tests.unit.documents.signing.revising import (
    revised,
)
from tests.unit.documents.signing.signed_samples import (
    AT,
    exported,
    once,
    people,
    signed_by,
    twice,
)


def with_third_signature(content: bytes, *, visible: bool) -> bytes:
    """One more signature in a field of its own, by somebody else."""
    import asyncio

    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(people().sponsor.certificate.der),
        signing_key=keys.PrivateKeyInfo.load(people().sponsor.key),
        cert_registry=None,  # type: ignore[arg-type, unused-ignore]
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    box = (50, 400, 400, 600) if visible else (0, 0, 0, 0)
    fields.append_signature_field(writer, fields.SigFieldSpec("Overlay", box=box))
    meta = signers.PdfSignatureMetadata(field_name="Overlay")
    output = asyncio.run(
        signers.PdfSigner(meta, signer).async_sign_pdf(writer, existing_fields_only=True)
    )
    return bytes(output.getvalue())


@attack(CHANGED, "verify-field-added", once)
def somebody_else_signs_a_field_of_their_own() -> bytes:
    return with_third_signature(once(), visible=True)


@attack(CHANGED, "verify-field-added", once)
def somebody_else_signs_out_of_sight() -> bytes:
    return with_third_signature(once(), visible=False)


@attack(CHANGED, "verify-field-changed")
def a_field_is_renamed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[1]
        field.T = String("Product")
        return [field]

    return revised(twice(), change)


@attack(CHANGED, "verify-field-changed")
def a_signed_field_shows_another_name() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[0]
        field.AP = Dictionary(N=note(pdf).AP.N)
        return [field, field.AP.N]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def a_signature_is_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[1]
        del field.V
        return [field]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def all_fields_are_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        del pdf.Root.AcroForm
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def the_list_of_fields_is_emptied() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        pdf.Root.AcroForm.Fields = Array([])
        return [pdf.Root.AcroForm]

    return revised(twice(), change)


@attack(CHANGED, "verify-field-changed")
def the_signatures_are_swapped() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        one, other = pdf.Root.AcroForm.Fields
        one.V, other.V = other.V, one.V
        return [one, other]

    return revised(twice(), change)


@attack(CHANGED, "verify-order")
def marketing_signs_before_sales() -> bytes:
    return signed_by(exported(), "marketing", people().marketing, first=True)


@attack(CHANGED, "verify-not-certified")
def the_first_signature_does_not_certify() -> bytes:
    made = signed_by(exported(), "sales", people().sales, first=False)
    return signed_by(made, "marketing", people().marketing)


@attack(CHANGED, "verify-protection-changed")
def the_certification_is_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        del pdf.Root.Perms
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-protection-changed")
def the_lock_is_opened() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        lock = pdf.Root.AcroForm.Fields[1].Lock
        lock.P = 3
        return [lock]

    return revised(twice(), change)


@attack(CHANGED, "verify-metadata-changed")
def the_title_is_changed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        pdf.trailer.Info.Title = String("Another agreement")
        return [pdf.trailer.Info]

    return revised(twice(), change)


@attack(CHANGED, "verify-metadata-changed")
def what_the_file_says_of_itself_is_changed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        described = pdf.Root.Metadata
        described.write(described.read_bytes().replace(b"2026", b"2025"))
        return [described]

    return revised(twice(), change)


@attack(CHANGED, "verify-page-changed")
def the_second_signer_changes_a_page_while_signing() -> bytes:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    content = once()

    def sneak(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        stream = generic.StreamObject(stream_data=b"0 0 1 rg 0 0 900 900 re f")
        page["/Contents"] = writer.add_object(stream)
        writer.update_container(page)

    return signed_with(content, sneak)


def signed_with(content: bytes, sneak: Callable[[Any], None]) -> bytes:
    """Marketing's signature, with what its revision changes besides."""
    import asyncio

    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = people().marketing
    known: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call, unused-ignore]
    known.register_multiple([x509.Certificate.load(each) for each in own.others])
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(own.certificate.der),
        signing_key=keys.PrivateKeyInfo.load(own.key),
        cert_registry=known,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    sneak(writer)
    meta = signers.PdfSignatureMetadata(field_name="Marketing", app_build_props=None)
    return asyncio.run(_at_that_time(signers.PdfSigner(meta, signer), writer))


async def _at_that_time(signer: Any, writer: Any) -> bytes:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = AT
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=16_384)
    digest, output = prepared.digest_tbs_document(output=io.BytesIO())
    await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=AT),
    )
    return bytes(output.getvalue())
