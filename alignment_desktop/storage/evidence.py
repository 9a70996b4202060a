"""Import batches as they were read: Parquet in chunks, each with its hash, never changed."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.change_log import canonical
from alignment_desktop.storage.found_problems import (
    FoundGroup,
    groups_as_json,
    groups_of,
    listed,
)
from alignment_desktop.storage.logged_facts import LoggedReader, is_actor
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import polars as pl

    from alignment_desktop.domain.replay import Batch
    from alignment_desktop.storage.stored_frames import Budget

CHUNK_ROWS = 50_000
"""Rows of a chunk at most: progress and cancelling happen between chunks."""

FOUND = 0
"""The chunk that holds what was wrong with the sheet; its rows are in the chunks 1, 2, 3 …"""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One sheet as it was imported.

    Attributes:
        id: 1, 2, 3 … in the order of import.
        file: The file's name.
        sheet: The sheet's name.
        sha256: The file's hash, in hexadecimal.
        kind: The kind of sheet, such as `leads`.
        rows: Data rows read.
        imported_at: When, in UTC.
        data_as_of: The moment the data speak of, as it was given; None where it was not.
        withdrawn: Whether the import was undone.
        mapping: The text of the mapping that was used.
        columns: Header to field, in the file's order.
        problems: What the import left out or read as blank, the commonest first.
        warnings: What it found odd, in the same way.
        actor: Who imported it; the program is empty where an earlier build did.
        evidence_hash: The hash over all chunks.
    """

    id: int
    file: str
    sheet: str
    sha256: str
    kind: str
    rows: int
    imported_at: datetime
    data_as_of: str | None
    withdrawn: bool
    mapping: str
    columns: dict[str, str]
    problems: tuple[FoundGroup, ...]
    warnings: tuple[FoundGroup, ...]
    actor: Actor
    evidence_hash: str

    @property
    def problem_count(self) -> int:
        """How many problems it has."""
        return sum(group.count for group in self.problems)


_BATCH = (
    "id", "file", "sheet", "sha256", "kind", "rows", "imported_at", "data_as_of", "withdrawn",
    "mapping", "columns", "problems", "warnings", "evidence_hash", "author", "person", "program",
)  # fmt: skip


class EvidenceReader(LoggedReader):
    """Reads batches and profiles."""

    @cached_property
    def _budget(self) -> Budget:
        from alignment_desktop.storage.stored_frames import Budget

        return Budget()

    def batches(self) -> list[BatchRow]:
        """All batches, the withdrawn ones too, in the order of import."""
        return self._batch_rows()

    def _batch_rows(self, condition: str = "", *values: object) -> list[BatchRow]:
        rows = self.rows("batches", *_BATCH, more=f"{condition} ORDER BY id", values=values)
        return [_batch_row(dict(zip(_BATCH, row, strict=True))) for row in rows]

    def sound_batches(self) -> list[BatchRow]:
        """All batches, where each import that counts by the change log is there, and no other is.

        One that was undone may be gone: nothing stands on it.

        Raises:
            Problem: `import-vanished`, `import-counted-otherwise`, `evidence-damaged`.
        """
        rows = {row.id: row for row in self.batches()}
        imports = self.logged_evidence().batches
        for number, logged in imports.items():
            if number not in rows:
                if logged.withdrawn:
                    continue
                raise Problem("import-vanished", batch=number, file=logged.facts.file)
            if rows[number].withdrawn != logged.withdrawn:
                raise Problem("import-counted-otherwise", batch=number, file=rows[number].file)
        for row in rows.values():
            if not row.withdrawn:
                _require_as_logged(row, imports.get(row.id))
        return list(rows.values())

    def moments_of_import(self) -> dict[int, datetime]:
        """By batch: when it was imported, at the earliest when the change before it was made.

        A clock may have run backwards; then the latest moment logged until then counts.
        """
        imports = self.logged_evidence().batches
        latest = self.latest_moments([each.revision for each in imports.values()])
        return {
            number: latest[each.revision]
            for number, each in imports.items()
            if each.revision in latest
        }

    def batch_count(self) -> int:
        """How many batches count: those that are not withdrawn."""
        return self.number("SELECT count(*) FROM batches WHERE withdrawn IS FALSE")

    def frame(self, batch_id: int) -> pl.DataFrame:
        """The rows of a batch as they were stored, withdrawn or not.

        Raises:
            Problem: `no-such-batch`; `evidence-damaged`, where the bytes are not those stored, or
                are none that an import could have stored.
        """
        from alignment_desktop.storage.stored_frames import DamagedTable, read_rows, together

        found = self._batch_rows("WHERE id = ?", batch_id)
        if not found:
            raise Problem("no-such-batch", batch=batch_id)
        (batch,) = found
        _require_as_logged(batch, self.logged_evidence().batches.get(batch_id))
        ((chunks,),) = self.rows("batches", "chunks", more="WHERE id = ?", values=(batch_id,))
        hashes: list[str] = []
        frames: list[pl.DataFrame] = []
        try:
            for digest, rows, data in self._sound_chunks(batch_id, "number > ?"):
                # Only a sheet without rows has a part without any.
                if not 0 <= rows <= CHUNK_ROWS or (frames and not rows):
                    raise DamagedTable("a part of impossible size")
                hashes.append(digest)
                frames.append(read_rows(data, rows, batch.kind, self._budget))
            sound = len(frames) == chunks and batch.rows >= 0
            if not sound or combined_hash(hashes) != batch.evidence_hash:
                raise DamagedTable("parts are missing")
            return together(frames)
        except DamagedTable as error:
            raise Problem("evidence-damaged", batch=batch_id) from error

    def _sound_chunks(self, batch_id: int, which: str) -> Iterator[tuple[str, int, bytes]]:
        for stored, rows, data in self.chunks(batch_id, which, "sha256", "rows", "data"):
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != stored:
                raise Problem("evidence-damaged", batch=batch_id)
            yield stored, rows, data

    def chunks(self, batch_id: int, which: str, *names: str) -> Iterator[tuple[Any, ...]]:
        """Columns of an import's chunks in their order, one chunk at a time.

        Args:
            batch_id: The import.
            which: A condition of SQL on their numbers, with a `?` for `FOUND`.
            names: The columns. In place of bytes, SQLite gives back whatever somebody put there.
        """
        query = f"SELECT number FROM evidence_chunks WHERE batch_id = ? AND {which} ORDER BY number"
        one = "WHERE batch_id = ? AND number = ?"
        for (number,) in list(self.transaction.rows(query, (batch_id, FOUND))):
            yield from self.rows("evidence_chunks", *names, more=one, values=(batch_id, number))

    def found(self, batch_id: int) -> pl.DataFrame:
        """Cell by cell what was wrong with a sheet, warnings too; `effect` tells them apart.

        Returns:
            Columns `row`, `column`, `code`, `effect`, and one for each fact of the sentences.

        Raises:
            Problem: `no-such-batch`; `evidence-damaged`, where the bytes are not those stored.
        """
        import polars as pl

        from alignment_desktop.storage.stored_frames import DamagedTable, read_found

        names = "problems", "warnings"
        told = next(self.rows("batches", *names, more="WHERE id = ?", values=(batch_id,)), None)
        if told is None:
            raise Problem("no-such-batch", batch=batch_id)
        listing = next(self._sound_chunks(batch_id, "number = ?"), None)
        logged = self.logged_evidence().batches.get(batch_id)
        if logged is not None and not cells_hold(listing and listing[0], logged):
            raise Problem("evidence-damaged", batch=batch_id)
        if listing is not None:
            _, rows, data = listing
            try:
                return read_found(data, rows, self._budget)
            except DamagedTable as error:
                raise Problem("evidence-damaged", batch=batch_id) from error
        both = [listed(each) for each in told]
        return pl.concat([each for each in both if each.height] or both[:1], how="diagonal")

    def profiles(self) -> dict[str, str]:
        """The remembered mappings: name to text, by name."""
        return dict(self.rows("profiles", "name", "mapping", more="ORDER BY name"))


def _require_as_logged(row: BatchRow, logged: Batch | None) -> None:
    """Holds a batch against what the change log recorded of it.

    Raises:
        Problem: `evidence-damaged`, where the log tells of another import, or of none.
    """
    if logged is None or not batch_holds(row, logged):
        raise Problem("evidence-damaged", batch=row.id)


def batch_holds(row: BatchRow, logged: Batch) -> bool:
    """Whether a batch is the import that the log tells of, by all but its bytes."""
    facts = logged.facts
    reading = reading_hash(row.mapping, row.columns, row.data_as_of)
    found = found_hash(row.problems, row.warnings)
    names = ("file", "sheet", "sha256", "kind", "rows", "evidence_hash")
    return (
        all(getattr(row, name) == getattr(facts, name) for name in names)
        and row.imported_at == logged.at
        and is_actor(row.actor, logged.actor)
        and facts.reading_hash in (None, reading)
        and facts.found_hash in (None, found)
    )


def cells_hold(digest: str | None, logged: Batch) -> bool:
    """Whether the list of what was wrong is the one that the log tells of, where it tells of one.

    Args:
        digest: The hash of the list that is kept; None where none is.
        logged: The import as the log knows it.
    """
    return logged.facts.found_hash is None or digest == logged.facts.cells_hash


def reading_hash(mapping: str, columns: dict[str, str], data_as_of: str | None) -> str:
    """The hash over how a sheet was read, in hexadecimal, which the change log carries too."""
    reading = {"mapping": mapping, "columns": columns, "data_as_of": data_as_of}
    return hashlib.sha256(canonical(reading).encode()).hexdigest()


def found_hash(problems: Sequence[FoundGroup], warnings: Sequence[FoundGroup]) -> str:
    """The hash over what was wrong with a sheet, counted, which the change log carries too."""
    counted = {"problems": groups_as_json(problems), "warnings": groups_as_json(warnings)}
    return hashlib.sha256(canonical(counted).encode()).hexdigest()


def _batch_row(row: dict[str, Any]) -> BatchRow:
    actor = Actor(row.pop("person"), row.pop("author") or None, row.pop("program") or "")
    read = {
        "columns": _texts_by_text(row["columns"]),
        "problems": groups_of(row["problems"]),
        "warnings": groups_of(row["warnings"]),
    }
    return BatchRow(**{**row, **read}, actor=actor)


def _texts_by_text(stored: dict[str, Any]) -> dict[str, str]:
    if any(not isinstance(value, str) for value in stored.values()):
        raise Problem("workspace-corrupt")
    return stored


def combined_hash(hashes: list[str]) -> str:
    """The hash of all chunks together, which the change log carries too."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()
