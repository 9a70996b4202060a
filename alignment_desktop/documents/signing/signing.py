"""Signs a document: fills the field of one party, as a revision that is added to the file."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from alignment_desktop.documents.signing.certificates import Identity
from alignment_desktop.documents.signing.library_log import keep_library_silent
from alignment_desktop.documents.signing.marks import Mark, appearance
from alignment_desktop.documents.signing.revision_writer import revision_writer
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority, stamper
from alignment_desktop.documents.signing.validation_data import fetched, with_validation_data
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Monitor
from alignment_desktop.domain.signatures import FIELDS
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

_RESERVED = 16_384
"""Bytes kept for a signature: with certificates, and a time stamp with its own."""


@dataclass(frozen=True)
class SigningKey:
    """Who signs; another kind of signer, such as a remote one, gives the same.

    Attributes:
        name: The signer's name.
        signer: Makes it as the signing library takes it.
    """

    name: str
    signer: Callable[[], Signer]


def signing_key(identity: Identity) -> SigningKey:
    """An identity whose key is at hand."""

    def make() -> Signer:
        from asn1crypto import keys, x509
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        known: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple([x509.Certificate.load(each) for each in identity.others])
        return SimpleSigner(
            signing_cert=x509.Certificate.load(identity.certificate.der),
            signing_key=keys.PrivateKeyInfo.load(identity.key),
            cert_registry=known,
        )

    return SigningKey(identity.certificate.name, make)


def sign(
    content: bytes,
    party: str,
    key: SigningKey,
    *,
    first: bool,
    at: datetime,
    mark: Mark,
    lines: Sequence[str],
    authority: TimeStampAuthority | None = None,
    say: Callable[[Problem], None] | None = None,
    monitor: Monitor | None = None,
) -> bytes:
    """The document with one more signature; what was there stays as it is, byte for byte.

    Args:
        content: A document that was verified, and whose next signature is this one.
        party: Whose field is filled: `sales`, `marketing`, `sponsor`; or a field's own name.
        key: Who signs.
        first: Whether it is the first signature, which certifies the document.
        at: When, by the clock of this computer.
        mark: What stands in place of a signature by hand.
        lines: What stands below it.
        authority: Who is asked for a time stamp; None: the signature states the time alone. With a
            time stamp, what the issuers of the certificates say of them is kept as well, where the
            certificates name where to ask.
        say: Is told where that could not be had (`revocation-unreachable`); the file is signed
            all the same.
        monitor: Hears that answers are waited for, and may end that.

    Raises:
        Problem: `timestamp-unreachable`, `timestamp-unusable`, `signing-failed`,
            `mark-not-a-picture`, `mark-too-large`.
        Cancelled: Where the monitor asks to stop.
    """
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    keep_library_silent()
    name = FIELDS.get(party, party)
    writer = revision_writer(content)
    field = _field(writer, name)
    left, bottom, right, top = (float(at) for at in field["/Rect"])
    meta = PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        name=key.name,
        certify=first,
        # What the field's lock says is repeated here, since the library warns of less.
        docmdp_permissions=MDPPerm.NO_CHANGES if "/Lock" in field else MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        app_build_props=None,
    )
    page = appearance(mark, lines, (right - left, top - bottom), at)
    signing = key.signer()
    signer = PdfSigner(
        meta,
        signing,
        timestamper=None if authority is None else stamper(authority, at, monitor),
        stamp_style=_style(page),
    )
    try:
        signed = asyncio.run(_signed(signer, writer, at))
        return signed if authority is None else _with_proof(signed, signing, say, monitor)
    except (Problem, Cancelled):
        raise
    except (OSError, MemoryError):
        raise
    except Exception as error:  # a key or a file that the library cannot use, in its own ways
        raise Problem("signing-failed", detail=str(error)) from error


def _with_proof(
    signed: bytes,
    signer: Signer,
    say: Callable[[Problem], None] | None,
    monitor: Monitor | None,
) -> bytes:
    """The signed document, with what proves the signature later where it can be had."""
    own = signer.signing_cert
    others = [] if own is None else [each.dump() for each in signer.cert_registry if each != own]
    try:
        data = None if own is None else fetched([own.dump(), *others], monitor=monitor)
    except Problem as problem:
        if say is not None:
            say(problem)
        return signed
    return signed if data is None else with_validation_data(signed, data)


async def _signed(signer: Any, writer: Any, at: datetime) -> bytes:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=2 * _RESERVED)
    digest, output = prepared.digest_tbs_document(output=io.BytesIO())
    # PAdES states the time in the signature's dictionary, not among the signed attributes.
    await prepared.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes()
    )
    return bytes(output.getvalue())


def _field(writer: Any, name: str) -> Any:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == name:
            return field
    raise Problem("signing-no-field")


def _style(page: bytes) -> Any:
    """The page as what the field shows."""
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import AxisAlignment as Align
    from pyhanko.pdf_utils.layout import BoxConstraints, Margins, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class Imported(PdfContent):
        @override
        def render(self) -> bytes:
            writer = self._ensure_writer
            drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)), page_ix=0)
            self.resources.xobject["/Mark"] = drawn
            left, bottom, right, top = drawn.get_object()["/BBox"]
            self.box = BoxConstraints(width=float(right - left), height=float(top - bottom))
            return b"/Mark Do"

    whole = SimpleBoxLayoutRule(Align.ALIGN_MID, Align.ALIGN_MID, Margins(0, 0, 0, 0))
    return StaticStampStyle(background=Imported(), background_layout=whole, border_width=0)
