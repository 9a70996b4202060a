"""Imports and remembered mappings as they are written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from alignment_desktop.domain.evidence_entries import (
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.storage.evidence import (
    CHUNK_ROWS,
    FOUND,
    EvidenceReader,
    combined_hash,
    found_hash,
    reading_hash,
)
from alignment_desktop.storage.found_problems import FoundGroup, as_bytes, groups_as_json
from alignment_desktop.storage.log_writing import LoggedRecorder
from alignment_desktop.storage.row_writing import add_rows, change_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from alignment_desktop.domain.progress import Monitor

STORING = "storing"
"""The stage that `add_batch` reports."""


class _Chunk(NamedTuple):
    """Rows as they are stored: how many, as Parquet, and the hash of that."""

    rows: int
    data: bytes
    sha256: str

    @classmethod
    def of(cls, frame: pl.DataFrame) -> _Chunk:
        data = as_bytes(frame)
        return cls(frame.height, data, hashlib.sha256(data).hexdigest())


class EvidenceWriter(LoggedRecorder, EvidenceReader):
    """Adds and withdraws batches, and remembers profiles."""

    def add_batch(
        self,
        *,
        file: str,
        sheet: str,
        sha256: str,
        kind: str,
        rows: int,
        data_as_of: str | None,
        mapping: str,
        columns: dict[str, str],
        problems: Sequence[FoundGroup],
        warnings: Sequence[FoundGroup],
        frame: pl.DataFrame,
        found: pl.DataFrame,
        monitor: Monitor | None = None,
    ) -> int:
        """Stores a sheet as it was read; the batch's number.

        Args:
            file: See `BatchRow`, as for all but the last three.
            sheet: As above.
            sha256: As above.
            kind: As above.
            rows: As above.
            data_as_of: As above.
            mapping: As above.
            columns: As above.
            problems: As above.
            warnings: As above.
            frame: The batch frame.
            found: Problems and warnings cell by cell, as `EvidenceReader.found` gives them.
            monitor: Hears how many rows are stored, and may end the work.

        Raises:
            Cancelled: The monitor asked for it; the change is rolled back by leaving it.
        """
        number = self.number("SELECT max(id) FROM batches") + 1
        facts = {"file": file, "sheet": sheet, "sha256": sha256, "kind": kind, "rows": rows}
        actor = self.entry.actor
        batch = {
            "id": number,
            **facts,
            "imported_at": self.entry.at,
            "author": actor.party or "",
            "person": actor.person,
            "program": actor.program,
            "logged": self.next_revision,
            "data_as_of": data_as_of,
            "withdrawn": False,
            "mapping": mapping,
            "columns": columns,
            "problems": groups_as_json(problems),
            "warnings": groups_as_json(warnings),
            "chunks": 0,
            "evidence_hash": "",
        }
        add_rows(self.transaction, "batches", [batch])
        hashes = self._store_chunks(number, frame, monitor)
        cells = self._store_chunk(number, FOUND, _Chunk.of(found)) if found.height else None
        evidence_hash = combined_hash(hashes)
        stored = {"id": number, "chunks": len(hashes), "evidence_hash": evidence_hash}
        change_rows(self.transaction, "batches", [stored], which=["id"])
        hashes_of_reading = {
            "reading_hash": reading_hash(mapping, columns, data_as_of),
            "found_hash": found_hash(problems, warnings),
            "cells_hash": cells,
        }
        self.record(
            Imported(number, file, sheet, sha256, kind, rows, evidence_hash, **hashes_of_reading)
        )
        return number

    def _store_chunks(
        self, batch_id: int, frame: pl.DataFrame, monitor: Monitor | None
    ) -> list[str]:
        hashes: list[str] = []
        _report(monitor, 0, frame.height)
        # A frame without rows still is a chunk, which keeps its columns.
        starts = range(0, max(frame.height, 1), CHUNK_ROWS)
        chunks = side_by_side(lambda start: _Chunk.of(frame.slice(start, CHUNK_ROWS)), starts)
        for start, chunk in zip(starts, chunks, strict=True):
            hashes.append(self._store_chunk(batch_id, len(hashes) + 1, chunk))
            _report(monitor, start + chunk.rows, frame.height)
        return hashes

    def _store_chunk(self, batch_id: int, number: int, chunk: _Chunk) -> str:
        """Stores one chunk; its hash."""
        place = {"batch_id": batch_id, "number": number}
        stored = {**place, "rows": chunk.rows, "sha256": chunk.sha256, "data": chunk.data}
        add_rows(self.transaction, "evidence_chunks", [stored])
        return chunk.sha256

    def withdraw_batch(self, batch_id: int, withdrawn: bool = True) -> None:
        """Marks a batch as undone, or as valid again; its bytes stay either way.

        Raises:
            Problem: `no-such-batch`.
        """
        names = "withdrawn", "sha256"
        row = next(self.rows("batches", *names, more="WHERE id = ?", values=(batch_id,)), None)
        if row is None:
            raise Problem("no-such-batch", batch=batch_id)
        stands, sha256 = row
        logged = self.logged_evidence().batches.get(batch_id)
        if stands == withdrawn and (logged is None or logged.withdrawn == withdrawn):
            return
        marked = {"id": batch_id, "withdrawn": withdrawn}
        change_rows(self.transaction, "batches", [marked], which=["id"])
        self.record((ImportWithdrawn if withdrawn else ImportRestored)(batch_id, sha256))

    def put_profile(self, name: str, text: str) -> None:
        """Remembers a mapping under a name, in place of the one before."""
        before = self.profiles().get(name)
        if before == text:
            return
        profile = {"name": name, "mapping": text}
        if before is None:
            add_rows(self.transaction, "profiles", [profile])
        else:
            change_rows(self.transaction, "profiles", [profile], which=["name"])
        self.record(ProfileRemembered(name, before, text))


def _report(monitor: Monitor | None, done: int, total: int) -> None:
    if monitor is not None:
        from alignment_desktop.domain.progress import Progress

        monitor.report(Progress(done, total, STORING))
