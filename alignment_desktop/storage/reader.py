"""One consistent snapshot of a workspace, whichever database has it."""

from __future__ import annotations

from alignment_desktop.storage.change_log import LogReader
from alignment_desktop.storage.clauses import AgreementReader
from alignment_desktop.storage.evidence import EvidenceReader
from alignment_desktop.storage.kept_files import KeptFileReader
from alignment_desktop.storage.versions import VersionReader


class Reader(AgreementReader, VersionReader, EvidenceReader, KeptFileReader, LogReader):
    """One consistent snapshot of the workspace."""

    def revision(self) -> int:
        """The revision of the last change in this snapshot; 0 where nothing was changed yet."""
        return self.counted_revision()
