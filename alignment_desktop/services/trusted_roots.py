"""The root certificates that a user trusts in every check, kept on this computer."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.signing.certificates import Certificate, read_certificates
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import user_data_folder

_MOST = 1_000_000
"""Bytes that a file of certificates may have."""


def remembered_roots() -> tuple[Certificate, ...]:
    """Those that were remembered, by name; a file that is damaged since counts as none."""
    found: list[Certificate] = []
    for path in sorted(_folder().glob("*.pem")):
        try:
            found += read_certificate_file(path)
        except Problem:
            continue
    return tuple(sorted(found, key=lambda each: (each.name, each.fingerprint)))


def remember_root(certificate: Certificate) -> None:
    """Trusts a certificate in later checks too.

    Raises:
        Problem: Where it cannot be written.
    """
    with replacing(_path_of(certificate), ".pem") as temporary:
        temporary.write_text(certificate.pem, encoding="ascii")


def forget_root(certificate: Certificate) -> None:
    """Trusts a certificate no more."""
    _path_of(certificate).unlink(missing_ok=True)


def read_certificate_file(path: Path) -> list[Certificate]:
    """The certificates in a file.

    Raises:
        Problem: `certificate-unreadable`, `file-missing`, `file-unreadable`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST)
    except FileNotFoundError:
        raise Problem("file-missing", file=path.name) from None
    except OSError:
        raise Problem("file-unreadable", file=path.name) from None
    return read_certificates(content, path.name)


def _path_of(certificate: Certificate) -> Path:
    return _folder() / f"{certificate.fingerprint}.pem"


def _folder() -> Path:
    folder = user_data_folder() / "trusted"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
