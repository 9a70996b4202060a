"""Signed files that come back from elsewhere, kept with the version that they show."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNRECOGNISED, Verification
from alignment_desktop.domain.signing_state import SigningState, VersionSigning
from alignment_desktop.services.actors import identified
from alignment_desktop.services.signed_files import ShownVersion, reason_of, version_shown
from alignment_desktop.services.signing_rules import (
    keep_signed,
    known_version,
    require_clock,
    require_continued,
    still_to_sign,
)
from alignment_desktop.services.signing_states import require_open, told_of
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Filed:
    """A signed file that was taken back.

    Attributes:
        version: The version that it shows, or the number of the frozen review.
        label: The agreement that it is a version of.
        sha256: Its SHA-256, in hex.
        verification: What it proves.
        state: How far the signing of it is.
        review: What the days of the frozen review are called; None where it is a version.
    """

    version: int
    label: str
    sha256: str
    verification: Verification
    state: SigningState
    review: str | None = None


@dataclass(frozen=True)
class FileSigned:
    """Take back a file that was signed elsewhere, and keep it with its version.

    Attributes:
        content: The file.
    """

    content: bytes

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Filed:
        """Take it.

        Raises:
            Problem: `signed-file-refused`, `file-unsigned`, `file-not-made-here`,
                `version-declined`, `filed-already`, `file-behind`, `signed-otherwise`,
                `clock-before-version`, `clock-before-log`, `signing-overtaken`,
                `workspace-damaged`.
        """
        found = verify_file(self.content, workspace=workspace, now=at)
        if found.verdict in (DAMAGED, CHANGED, UNRECOGNISED):
            raise Problem("signed-file-refused", reason=reason_of(found))
        if not found.signatures:
            raise Problem("file-unsigned")
        shown = version_shown(workspace, self.content, now=at)
        with told_of(shown.review):
            before = known_version(workspace, shown)
            require_clock(workspace, before, at)
            self._require_new(workspace, found, before.kept, shown)
            require_open(before)
            with workspace.store.change(Entry("file", by, at, shown.agreement)) as writer:
                writer.act_as(identified(by, before.draft.agreement))
                still_to_sign(workspace, writer, before, shown)
                keep_signed(writer, shown, self.content, found, filed=True)
        state = known_version(workspace, shown).state
        sha256 = hashlib.sha256(self.content).hexdigest()
        return Filed(shown.number, shown.label, sha256, found, state, shown.review)

    def _require_new(
        self, workspace: Workspace, found: Verification, kept: VersionSigning, shown: ShownVersion
    ) -> None:
        sha256 = hashlib.sha256(self.content).hexdigest()
        number = shown.number
        if any(each.facts.sha256 == sha256 for each in kept.files):
            raise Problem("filed-already", number=number)
        later = kept.signatures[len(found.signatures) :]
        if later:
            parties = ", ".join(each.party for each in later)
            raise Problem("file-behind", number=number, parties=parties)
        require_continued(workspace, kept, self.content, number)
        if kept.files and len(found.signatures) == len(kept.signatures):
            raise Problem("filed-already", number=number)
