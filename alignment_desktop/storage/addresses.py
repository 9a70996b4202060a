"""Where a workspace lives: a path or a `postgresql://` address, and what is unwise about it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_SCHEMES = ("postgresql://", "postgresql+psycopg://", "postgres://")
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

_SYNCED_FOLDERS = {
    "OneDrive": re.compile(r"onedrive\b.*", re.IGNORECASE),
    "Dropbox": re.compile(r"dropbox\b.*", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive\b.*|drivefs", re.IGNORECASE),
    "iCloud": re.compile(r"icloud ?drive\b.*|com~apple~clouddocs", re.IGNORECASE),
    "Nextcloud": re.compile(r"(?:nextcloud|owncloud)\b.*", re.IGNORECASE),
}
_NETWORK_FILE_SYSTEMS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "fuse.sshfs", "fuse.rclone", "davfs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A workspace's address, taken apart.

    Attributes:
        text: As the user gave it; it may hold a password, so it is never put into a sentence.
        shown: The same, fit to be read by anyone.
        path: The file, absolute; None for a server.
        url: The server's address for SQLAlchemy; None for a file.
        schema: The schema that `?schema=` names; empty for the server's default.
    """

    text: str
    shown: str
    path: Path | None = None
    url: URL | None = None
    schema: str = ""

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that `text` states.

        Raises:
            Problem: `bad-address`, where it can be neither a file's nor a server's.
        """
        if not text.lower().startswith(_SCHEMES):
            return cls._of_file(text)
        # SQLAlchemy is slow to import, and a file needs it only once it is opened.
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        scheme, _, rest = text.partition("://")
        try:
            url = make_url(f"postgresql+psycopg://{rest}")
        except (ArgumentError, ValueError) as error:
            raise Problem("bad-address", workspace=f"{scheme}://…") from error
        shown = cls(text, _masked(url))
        schema = url.query.get("schema", "")
        if not isinstance(schema, str) or (schema and not _SCHEMA_NAME.fullmatch(schema)):
            raise Problem("bad-address", workspace=shown.shown)
        return cls(text, shown.shown, url=url.difference_update_query(["schema"]), schema=schema)

    @classmethod
    def _of_file(cls, text: str) -> Address:
        try:
            # A name ends at a zero character for the system, but not for Python.
            if not text.strip() or "\0" in text:
                raise ValueError("no file can have this name")
            path = Path(text).expanduser().absolute()
        except (ValueError, RuntimeError) as error:
            raise Problem("bad-address", workspace=text.replace("\0", "")) from error
        return cls(text, str(path), path=path)


def _masked(url: URL) -> str:
    if "password" in url.query:
        url = url.update_query_dict({"password": "***"})
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def warnings_about(address: Address) -> tuple[Problem, ...]:
    """What may go wrong with a file where it lies: `synced-folder`, `network-folder`."""
    if address.path is None:
        return ()
    return tuple(
        warning
        for warning in (_synced_folder(address.path), _network_folder(address.path))
        if warning is not None
    )


def _synced_folder(path: Path) -> Problem | None:
    for part in path.parts[:-1]:
        for service, name in _SYNCED_FOLDERS.items():
            # macOS mounts every service under CloudStorage, as "OneDrive-Company" and so on.
            if name.fullmatch(part):
                return Problem("synced-folder", workspace=str(path), service=service)
    return None


def _network_folder(path: Path) -> Problem | None:
    if path.anchor.startswith(("\\\\", "//")) or _is_on_network_mount(path):
        return Problem("network-folder", workspace=str(path))
    return None


def _is_on_network_mount(path: Path) -> bool:
    import psutil

    try:
        mounts = psutil.disk_partitions(all=True)
        folder = path.parent.resolve()
    except (OSError, RuntimeError):  # a hint is not worth failing for
        return False
    holding = [mount for mount in mounts if folder.is_relative_to(mount.mountpoint)]
    if not holding:
        return False
    nearest = max(holding, key=lambda mount: len(mount.mountpoint))
    if sys.platform == "win32":
        return "remote" in nearest.opts
    return nearest.fstype.lower() in _NETWORK_FILE_SYSTEMS
