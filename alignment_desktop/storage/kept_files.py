"""Files that a workspace keeps byte for byte: signed agreements, and its authority's sealed key.

The log says which there must be, by SHA-256; a file is what its hash says, or it is damaged.
"""

from __future__ import annotations

import hashlib

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.logged_facts import LoggedReader
from alignment_desktop.storage.row_writing import add_rows

_TABLE = "kept_files"


class KeptFileReader(LoggedReader):
    """Reads kept files."""

    def kept_hashes(self) -> list[str]:
        """The SHA-256 that each kept file is stored by."""
        if self.before_signing:
            return []
        return [sha256 for (sha256,) in self.rows(_TABLE, "sha256", more="ORDER BY sha256")]

    def kept_file(self, sha256: str) -> bytes:
        """The file of that SHA-256.

        Raises:
            Problem: `kept-file-damaged`, where it is not there, or not as it was kept.
        """
        content = self._content(sha256)
        if content is None:
            raise Problem("kept-file-damaged", sha256=sha256)
        return content

    def holds_kept_file(self, sha256: str) -> bool:
        """Whether the file of that SHA-256 is there as it was kept."""
        return self._content(sha256) is not None

    def _content(self, sha256: str) -> bytes | None:
        if self.before_signing:
            return None
        more = "WHERE sha256 = ?"
        for (content,) in self.rows(_TABLE, "content", more=more, values=(sha256,)):
            if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == sha256:
                return content
        return None


class KeptFileWriter(KeptFileReader):
    """Keeps files; whoever does has to log their hash in the same change."""

    def keep_file(self, content: bytes) -> str:
        """Keeps a file; its SHA-256. One that is kept already is kept once."""
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in self.kept_hashes():
            add_rows(self.transaction, _TABLE, [{"sha256": sha256, "content": content}])
        return sha256
