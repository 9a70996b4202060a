"""What a change did beside the agreements: imports, mappings, and the workspace itself."""

from __future__ import annotations

from typing_extensions import override

from alignment_desktop.domain.changes import EVERYTHING, Changed
from alignment_desktop.domain.log_entries import Change, LastingChange, Record
from alignment_desktop.values import dataclass

_EVIDENCE = frozenset({Changed.EVIDENCE})
LATER_HASHES = ("reading_hash", "found_hash", "cells_hash")
"""What records of an import have not told from the beginning."""


@dataclass(frozen=True, slots=True)
class Imported(Change):
    """A sheet was imported.

    Attributes:
        batch: The batch's number.
        file: The file's name.
        sheet: The sheet's name.
        sha256: The file's hash.
        kind: What its rows are, such as `leads`.
        rows: Data rows read.
        evidence_hash: The hash over the stored chunks.
        reading_hash: The hash over how the sheet was read, such as its mapping; None in workspaces
            made before it was kept.
        found_hash: The hash over the counted problems and warnings; None likewise.
        cells_hash: The hash of their list cell by cell; None where there is none, and likewise.
    """

    event = "imported"
    shows = _EVIDENCE

    batch: int
    file: str
    sheet: str
    sha256: str
    kind: str
    rows: int
    evidence_hash: str
    reading_hash: str | None = None
    found_hash: str | None = None
    cells_hash: str | None = None

    @override
    def to_record(self) -> Record:
        after = {
            "file": self.file,
            "sheet": self.sheet,
            "sha256": self.sha256,
            "kind": self.kind,
            "rows": self.rows,
            "evidence_hash": self.evidence_hash,
            "withdrawn": False,
        }
        for name in LATER_HASHES:
            digest = getattr(self, name)
            if digest is not None:
                after[name] = digest
        return {"what": "batch", "id": self.batch, "before": None, "after": after}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ImportWithdrawn(self.batch, self.sha256),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.batch,)


@dataclass(frozen=True, slots=True)
class _ImportMark(Change):
    """An import counts no longer, or counts again."""

    shows = _EVIDENCE

    batch: int
    sha256: str

    def _record(self, *, withdrawn: bool) -> Record:
        before = {"sha256": self.sha256, "withdrawn": not withdrawn}
        after = {"sha256": self.sha256, "withdrawn": withdrawn}
        return {"what": "batch", "id": self.batch, "before": before, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.batch,)


@dataclass(frozen=True, slots=True)
class ImportWithdrawn(_ImportMark):
    """An import was undone, whole; its bytes stay."""

    event = "import-withdrawn"

    @override
    def to_record(self) -> Record:
        return self._record(withdrawn=True)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ImportRestored(self.batch, self.sha256),)


@dataclass(frozen=True, slots=True)
class ImportRestored(_ImportMark):
    """An import that was undone counts again."""

    event = "import-restored"

    @override
    def to_record(self) -> Record:
        return self._record(withdrawn=False)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ImportWithdrawn(self.batch, self.sha256),)


@dataclass(frozen=True, slots=True)
class ProfileRemembered(Change):
    """A mapping was remembered under a name.

    Attributes:
        name: The name.
        before: The text that it had before; None where the name is new.
        after: The mapping's text.
    """

    event = "profile"
    shows = _EVIDENCE

    name: str
    before: str | None
    after: str

    @override
    def to_record(self) -> Record:
        names = {"what": "profile", "name": self.name}
        return {**names, "before": self.before, "after": self.after}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        # A mapping that was remembered anew stays remembered; it changes no figure.
        if self.before is None:
            return ()
        return (ProfileRemembered(self.name, self.after, self.before),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.name,)


@dataclass(frozen=True, slots=True)
class WorkspaceMigrated(LastingChange):
    """The tables of an older workspace were brought up to date.

    Attributes:
        before: The revision of the tables before.
        after: Their revision since.
        log_hash: The hash of the last row of the log before.
        damaged: What was found damaged when it was verified before: rules and names.
        readings: For each import the hash over how its sheet was read, which older logs lack.
    """

    event = "migrated"
    shows = EVERYTHING

    before: str
    after: str
    log_hash: str
    damaged: tuple[str, ...]
    readings: tuple[tuple[int, str], ...]

    @override
    def to_record(self) -> Record:
        readings = [list(each) for each in self.readings]
        after = {"schema": self.after, "damaged": list(self.damaged), "readings": readings}
        before = {"schema": self.before, "log_hash": self.log_hash}
        return {"what": "workspace", "before": before, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class DamageLeftOut(LastingChange):
    """A backup of a damaged workspace was made without what was damaged in it.

    Attributes:
        batches: The numbers of the imports left out.
        versions: The agreement's number and the version's number of each version left out.
        changes: How many changes of the log could not be relied on.
        files: The SHA-256 of each signed file left out, and of the authority's key.
    """

    event = "damage"
    shows = EVERYTHING

    batches: tuple[int, ...]
    versions: tuple[tuple[int, int], ...]
    changes: int
    files: tuple[str, ...] = ()

    @override
    def to_record(self) -> Record:
        after: dict[str, object] = {
            "batches": list(self.batches),
            "versions": [list(each) for each in self.versions],
            "changes": self.changes,
        }
        if self.files:
            after["files"] = list(self.files)
        return {"what": "damage", "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return ()

    @property
    @override
    def phase(self) -> str:
        left_out = self.batches or self.versions or self.changes or self.files
        return "left-out" if left_out else "mended"
