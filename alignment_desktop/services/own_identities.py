"""The files in which a user's own signing identities lie, on this computer."""

from __future__ import annotations

import re
from pathlib import Path

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.signing.certificates import Identity, opened, sealed
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import user_data_folder

ENDINGS = (".p12", ".pfx")
"""How such files end."""
_MOST = 1_000_000
"""Bytes that such a file may have."""
_OWNER_ALONE = 0o600
_UNFIT = re.compile(r"[^\w-]+")


def identities_folder() -> Path:
    """The folder in which identities made here lie; made where it is missing."""
    folder = user_data_folder() / "identities"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def identity_files() -> tuple[Path, ...]:
    """The files of identities in that folder, by name."""
    return tuple(
        sorted(path for path in identities_folder().iterdir() if path.suffix.lower() in ENDINGS)
    )


def free_place(name: str, party: str) -> Path:
    """Where an identity of somebody can be kept without taking the place of another."""
    folder, stem = identities_folder(), _UNFIT.sub("-", f"{name}-{party}").strip("-").lower()
    count = 1
    path = folder / f"{stem}.p12"
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.p12"
    return path


def read_identity_file(path: Path) -> bytes:
    """The content of such a file.

    Raises:
        Problem: `file-missing`, `file-unreadable`.
    """
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except FileNotFoundError:
        raise Problem("file-missing", file=path.name) from None
    except OSError:
        raise Problem("file-unreadable", file=path.name) from None


def open_identity(path: Path, passphrase: str) -> Identity:
    """The identity in a file.

    Raises:
        Problem: As `read_identity_file`; `identity-wrong-passphrase`, `identity-unreadable`,
            `identity-without-key`.
    """
    return opened(read_identity_file(path), passphrase, path.name)


def write_identity(identity: Identity, passphrase: str, path: Path) -> None:
    """Writes an identity into a file that only its owner can read.

    Raises:
        Problem: `passphrase-empty`, or that it cannot be written.
    """
    content = sealed(identity, passphrase)
    with replacing(path, ".p12") as temporary:
        # Before anything of it stands there.
        temporary.chmod(_OWNER_ALONE)
        temporary.write_bytes(content)
    path.chmod(_OWNER_ALONE)
