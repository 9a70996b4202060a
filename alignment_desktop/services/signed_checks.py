"""What a signed PDF proves, and what can be done with it: revisions, attached agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.picture_comparison import PictureComparison, compared_pictures
from alignment_desktop.documents.text_comparison import PaperComparison, compared
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER, Person, display_name
from alignment_desktop.domain.differences import clause_changes
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.domain.signatures import Verification
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.comparing import Comparison, Standing
from alignment_desktop.services.paper_comparing import paper_side
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Certificate

MOST_BYTES = 100 * 1024 * 1024
"""A file of more is not read to its end; it counts as damaged."""


@dataclass(frozen=True)
class SignedCheck:
    """A file that was checked.

    Attributes:
        name: What the file is called.
        content: The file.
        verification: What it proves.
        revisions: The file as exported, as each signer signed it, and now; empty where it is
            damaged.
        titles: The titles of signers in the attached agreement, by name.
        text: The attached agreement; None where none is attached.
        label: Its label; empty where none is attached, or it cannot be read.
        sha256: Of the file.
    """

    name: str
    content: bytes
    verification: Verification
    revisions: tuple[bytes, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    label: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class ComparedRevisions:
    """Two revisions of a file and what differs.

    Attributes:
        old: The older one.
        new: The newer one.
        texts: What differs between their words.
        pictures: What looks different.
    """

    old: bytes
    new: bytes
    texts: PaperComparison
    pictures: PictureComparison


def read_signed_file(path: Path) -> bytes:
    """The bytes of a file that is to be checked; of one that is far too large only the first ones.

    Raises:
        Problem: `file-missing`, `file-unreadable`.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Problem("file-missing", file=path.name) from None
    except OSError:
        raise Problem("file-unreadable", file=path.name) from None


def check_signed(
    content: bytes,
    name: str,
    *,
    workspace: Workspace | None,
    trust: Sequence[Certificate],
    now: datetime,
    monitor: Monitor,
) -> SignedCheck:
    """Checks a file.

    Args:
        content: The file.
        name: What it is called.
        workspace: Whose people are known, and whose versions it is compared with; None: nobody's.
        trust: Certificates that are trusted besides.
        now: The present moment.
        monitor: Hears how far it is.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    from alignment_desktop.documents.signing.verifying import attached_agreement, revisions
    from alignment_desktop.services.verifying import verify_file

    found = verify_file(content, workspace=workspace, trust=trust, now=now, monitor=monitor)
    digest = hashlib.sha256(content).hexdigest()
    if found.verdict == "damaged":
        return SignedCheck(name, content, found, sha256=digest)
    parts = revisions(content) if found.signatures else ()
    text = attached_agreement(content)
    label, titles = _told_by(text)
    return SignedCheck(name, content, found, parts, titles, text, label, digest)


def compare_revisions(old: bytes, new: bytes, monitor: Monitor) -> ComparedRevisions:
    """What differs between two revisions of a file, in words and to the eye.

    Raises:
        Problem: As `documents.pdf_opening.opened`.
        Cancelled: Where the monitor asks to stop.
    """
    pictures = compared_pictures(old, new, monitor)
    texts = PaperComparison((), ())
    if pictures.changed:
        # Words are compared only where something looks different, as that takes longer.
        texts = compared(paper_side(old), paper_side(new))
    return ComparedRevisions(old, new, texts, pictures)


def compare_attached(workspace: Workspace, text: str) -> tuple[Comparison, Standing]:
    """What differs between an attached agreement and the workspace's of the same label.

    Where the workspace has none of that label its newest agreement is taken; of an agreement the
    newest version, else the draft.

    Raises:
        Problem: That the text cannot be read, or the workspace's is damaged.
    """
    read = read_text(text)
    labels = workspace.labels()
    label = read.label if read.label in labels else None
    draft = workspace.draft(label)
    versions = workspace.versions(draft)
    own = versions[-1].agreement if versions else draft.agreement
    attached = Agreement(read.label or "", read.clauses)
    there = [dict(attached.clauses), dict(own.clauses)]
    if (HEADER, "") not in attached.clauses:
        there[1].pop((HEADER, ""), None)
    standing = Standing(draft.agreement.label, versions[-1].number if versions else None)
    return Comparison(clause_changes(*there), attached, own), standing


def workspace_of_attached(
    address: str, text: str, name: str, *, by: Actor, at: datetime
) -> Workspace:
    """Makes a workspace of an attached agreement, to which nobody consents in it yet.

    Args:
        address: Where it is kept.
        text: The attached agreement.
        name: What the file is called that it was attached to.
        by: Who does it.
        at: The present moment.

    Raises:
        Problem: That the text cannot be read, or the workspace cannot be made.
    """
    read_text(text, file=name)
    workspace = Workspace.new(address, by=by, at=at)
    try:
        workspace.execute(ApplyText(text, name), by=by, at=at)
    except Problem:
        workspace.discard()
        raise
    return workspace


def _told_by(text: str | None) -> tuple[str, Mapping[str, str]]:
    """The label of an attached agreement, and the titles of its people by name."""
    if text is None:
        return "", {}
    try:
        read = read_text(text)
    except Problem:
        return "", {}
    people = [each for each in read.clauses.values() if isinstance(each, Person)]
    return read.label or "", {display_name(each): each.title for each in people if each.title}
