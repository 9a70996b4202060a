"""One change of a workspace, in a transaction of its own."""

from __future__ import annotations

from typing_extensions import override

from alignment_desktop.storage.evidence_writing import EvidenceWriter
from alignment_desktop.storage.kept_files import KeptFileWriter
from alignment_desktop.storage.log_writing import append
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.version_writing import VersionWriter


class Writer(VersionWriter, EvidenceWriter, KeptFileWriter, Reader):
    """One change; nobody else can change the workspace until it ends.

    What it reads is the workspace with what it has done so far.
    """

    @override
    def revision(self) -> int:
        """The revision that this change will have, if it does anything."""
        return self.next_revision

    def finish(self) -> bool:
        """Writes the log's row; False where nothing was done and so nothing is to be kept."""
        if not self.changes:
            return False
        append(self.transaction, self.next_revision, self.entry, self.changes)
        return True
