"""Seals a document in the name of a workspace's authority."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from alignment_desktop.documents.signature_fields import SEAL
from alignment_desktop.documents.signing.certificates import YEARS, Identity, make_identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.domain.progress import Monitor

_LONGEST = 58
_UNIT = "seal"


def sealed_document(
    content: bytes,
    authority: Identity,
    at: datetime,
    *,
    lines: Sequence[str],
    stamps: TimeStampAuthority | None = None,
    monitor: Monitor | None = None,
) -> bytes:
    """The document with its seal in the field that was left for it, after which nothing may change.

    An authority's key signs certificates alone, so it issues one for this document, whose key is
    forgotten at once: no second document can be sealed with it.

    Args:
        content: The document.
        authority: The authority.
        at: The present moment.
        lines: What stands in the field.
        stamps: Who is asked for a time stamp.
        monitor: Hears that it is waited for, and may end that.

    Raises:
        Problem: As `signing.sign`.
    """
    name = authority.certificate.name[:_LONGEST].strip()
    own = make_identity(f"{name} {_UNIT}", _UNIT, at, authority=authority, days=365 * YEARS)
    return sign(
        content,
        SEAL,
        signing_key(own),
        first=True,
        at=at,
        mark=Mark(typed=authority.certificate.name),
        lines=lines,
        authority=stamps,
        monitor=monitor,
    )


def is_sealed(content: bytes) -> bool:
    """Whether a file is one that has a seal, and no field for anybody else."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [str(field.T) for field in pdf.Root.AcroForm.Fields] == [SEAL]
    except Exception:  # noqa: BLE001  # no form, or whatever a hostile file makes of the library
        return False
