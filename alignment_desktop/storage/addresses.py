"""Where a workspace lives: a path or a `postgresql://` address, and what is unwise about it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from alignment_desktop.domain.passwords import HIDDEN, is_secret, masked, masked_address
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_SCHEMES = ("postgresql://", "postgresql+psycopg://", "postgres://")
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]+://|postgres(?:ql)?:", re.IGNORECASE)
"""One letter before the colon is a drive."""
_SETTINGS = re.compile(
    r"\s*(?:host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=", re.IGNORECASE
)
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
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
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
"""Spaces and the like in the names of folders, as Linux writes them there: `\\040`."""


@dataclass(frozen=True, slots=True)
class _Mount:
    """A file system, and the folder that it is mounted on."""

    folder: str
    system: str
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A workspace's address, taken apart.

    Attributes:
        text: As the user gave it; it may hold a password, so it is never put into a sentence.
        shown: The same, fit to be read by anyone.
        kept: The same, fit to be remembered: without its password, which the server's own ways
            (a `.pgpass` file, the login of the system) may make good.
        path: The file, absolute; None for a server.
        url: The server's address for SQLAlchemy; None for a file.
        schema: The schema that `?schema=` names; empty for the server's default.
    """

    text: str
    shown: str
    kept: str
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

        _, _, rest = text.partition("://")
        bad = Problem("bad-address", workspace=masked_address(_UNFIT.sub("", text)))
        try:
            url = make_url(f"postgresql+psycopg://{rest}")
        except (ArgumentError, ValueError) as error:
            raise bad from error
        schema = url.query.get("schema", "")
        if not isinstance(schema, str) or (schema and not _SCHEMA_NAME.fullmatch(schema)):
            raise bad
        plain = url.difference_update_query(["schema"])
        # An @ and a slash in a password that nobody encoded: half of it would be the host.
        torn = "@" in (url.database or "")
        if torn or _UNFIT.search(text) or not _is_connectable(plain):
            raise bad
        return cls(text, _masked(url), _without_password(url), url=plain, schema=schema)

    @classmethod
    def _of_file(cls, text: str) -> Address:
        try:
            # A name ends at a zero character for the system, but not for Python.
            if not text.strip() or "\0" in text:
                raise ValueError("no file can have this name")
            if _OTHER_SCHEME.match(text) or _SETTINGS.match(text):
                raise ValueError("this was meant for a server")
            if text.endswith(("/", os.sep)) and text.strip("/" + os.sep):
                raise ValueError("this is a folder's name")
            path = Path(text).expanduser().absolute()
        except (ValueError, RuntimeError) as error:
            bad = masked_address(text.replace("\0", ""))
            raise Problem("bad-address", workspace=bad) from error
        shown = masked(str(path))
        return cls(text, shown, str(path), path=path)


def _masked(url: URL) -> str:
    hidden = {name: HIDDEN for name in url.query if is_secret(name)}
    url = url.set(drivername="postgresql").update_query_dict(hidden)
    return url.render_as_string(hide_password=True).replace(quote(HIDDEN), HIDDEN)


def _without_password(url: URL) -> str:
    from sqlalchemy.engine import URL

    said = [name for name in url.query if is_secret(name) and name.lower() != "passfile"]
    # `set` takes None for "as it is".
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    return plain.difference_update_query(said).render_as_string(hide_password=False)


def _is_connectable(url: URL) -> bool:
    """Whether all that an address asks for is known to the driver's library, and said once."""
    from psycopg import pq

    known = {each.keyword.decode() for each in pq.Conninfo.get_defaults()}
    several = {"host", "hostaddr", "port"}
    return all(
        name in known and (isinstance(value, str) or name in several)
        for name, value in url.query.items()
    )


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
    try:
        mounts = list(_mounts())
        folder = path.parent.resolve()
    except (OSError, RuntimeError):  # a hint is not worth failing for
        return False
    holding = [mount for mount in mounts if folder.is_relative_to(mount.folder)]
    if not holding:
        return False
    nearest = max(holding, key=lambda mount: len(mount.folder))
    return nearest.remote or nearest.system.lower() in _NETWORK_FILE_SYSTEMS


def _mounts() -> Iterator[_Mount]:
    """What is mounted where.

    Raises:
        OSError: The system does not tell.
    """
    if sys.platform.startswith("linux"):
        # Every command asks, and would wait longer for the library below than for the answer.
        for line in _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            _device, folder, system, *_ = line.split(" ")
            yield _Mount(_OCTAL.sub(lambda found: chr(int(found[1], 8)), folder), system)
        return
    import psutil

    for each in psutil.disk_partitions(all=True):
        remote = sys.platform == "win32" and "remote" in each.opts
        yield _Mount(each.mountpoint, each.fstype, remote)
