"""The organisation's logo on the documents of a workspace: given, taken away, and found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.logo_entries import ABOUT_LOGOS, LogoChanged, Logos
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.log_readings import read_on
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.writer import Writer


def logos_in(reader: Reader) -> Logos:
    """Which documents carry which logo, as one snapshot of the workspace tells."""
    return read_on(reader, Logos(), ABOUT_LOGOS)


@dataclass(frozen=True)
class SetLogo:
    """Give the workspace a logo, for the first page of its agreements and reviews.

    Frozen versions keep the one that they were frozen with.

    Attributes:
        picture: The bytes of a PNG or JPEG.
        file: What it was called, for problems.
    """

    picture: bytes
    file: str = ""

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> bool:
        """Give it; whether that changes anything.

        Raises:
            Problem: `logo-not-a-picture`, `logo-too-large`.
        """
        # What reads pictures takes long to import.
        from alignment_desktop.documents.logo_pictures import picture_to_keep

        try:
            kept = picture_to_keep(self.picture)
        except Problem as problem:
            raise problem.with_facts(file=self.file) from None
        with workspace.store.change(Entry("set-logo", by, at)) as writer:
            before = _begun(workspace, writer, by)
            after = writer.keep_file(kept)
            if before == after:
                return False
            writer.record(LogoChanged(before, after))
        return True


@dataclass(frozen=True)
class RemoveLogo:
    """Take the logo off the documents to come; frozen versions keep theirs."""

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> None:
        """Take it off.

        Raises:
            Problem: `no-logo`.
        """
        with workspace.store.change(Entry("remove-logo", by, at)) as writer:
            before = _begun(workspace, writer, by)
            if before is None:
                raise Problem("no-logo")
            writer.record(LogoChanged(before, None))


def _begun(workspace: Workspace, writer: Writer, by: Actor) -> str | None:
    """The logo that stands, once it is known who acts."""
    if by.person is not None:
        identify(writer, workspace.draft_in(writer, None).agreement)
    return logos_in(writer).standing


def picture_in(path: Path) -> bytes:
    """The bytes of a file, of which no more are read than a logo may have.

    Raises:
        Problem: `file-missing`, `file-unreadable`, `logo-too-large`.
    """
    from alignment_desktop.documents.logo_pictures import LARGEST_FILE

    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise Problem("file-missing", file=str(path)) from None
    except (OSError, ValueError) as error:
        raise Problem("file-unreadable", file=str(path)) from error


def has_logo(workspace: Workspace) -> bool:
    """Whether documents to come carry a logo."""
    with workspace.store.read() as reader:
        return logos_in(reader).standing is not None


def logo_of(workspace: Workspace, version: tuple[int, int] | None = None) -> bytes | None:
    """The picture that a document carries; None where it carries none.

    Args:
        workspace: Where it is.
        version: The agreement's number in the store and that of its frozen version; None for
            drafts and reviews.

    Raises:
        Problem: `kept-file-damaged`.
    """
    with workspace.store.read() as reader:
        found = logos_in(reader)
        sha256 = found.standing if version is None else found.versions.get(version)
        return None if sha256 is None else reader.kept_file(sha256)
