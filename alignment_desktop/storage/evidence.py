"""Import batches as they were read: Parquet in chunks, each with its hash, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import false, func, insert, select, true, update

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.evidence_entries import (
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.change_log import canonical, settled
from alignment_desktop.storage.found_problems import (
    FoundGroup,
    as_bytes,
    groups_as_json,
    groups_of,
    listed,
)
from alignment_desktop.storage.logged_facts import LoggedReader, LoggedRecorder, latest_moments
from alignment_desktop.storage.tables import batches, evidence_chunks, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import polars as pl
    from sqlalchemy import ColumnElement

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.replay import Batch
    from alignment_desktop.storage.stored_frames import Budget

CHUNK_ROWS = 50_000
"""Rows of a chunk at most: progress and cancelling happen between chunks."""

STORING = "storing"
"""The stage that `add_batch` reports."""

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


class EvidenceReader(LoggedReader):
    """Reads batches and profiles."""

    @cached_property
    def _budget(self) -> Budget:
        from alignment_desktop.storage.stored_frames import Budget

        return Budget()

    def batches(self) -> list[BatchRow]:
        """All batches, the withdrawn ones too, in the order of import."""
        return self._batch_rows(true())

    def _batch_rows(self, which: ColumnElement[bool]) -> list[BatchRow]:
        columns = batches.c
        query = select(
            columns.id,
            columns.file,
            columns.sheet,
            columns.sha256,
            columns.kind,
            columns.rows,
            columns.imported_at,
            columns.data_as_of,
            columns.withdrawn,
            columns.mapping,
            columns.columns,
            columns.problems,
            columns.warnings,
            columns.evidence_hash,
            columns.author,
            self.since_actors(columns.person),
            self.since_actors(columns.program),
        )
        rows = self.connection.execute(query.where(which).order_by(columns.id))
        return [_batch_row(dict(row)) for row in rows.mappings()]

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
        latest = latest_moments(self.connection, [each.revision for each in imports.values()])
        return {
            number: latest[each.revision]
            for number, each in imports.items()
            if each.revision in latest
        }

    def batch_count(self) -> int:
        """How many batches count: those that are not withdrawn."""
        query = select(func.count()).where(batches.c.withdrawn.is_(false()))
        return self.connection.execute(query).scalar_one()

    def frame(self, batch_id: int) -> pl.DataFrame:
        """The rows of a batch as they were stored, withdrawn or not.

        Raises:
            Problem: `no-such-batch`; `evidence-damaged`, where the bytes are not those stored, or
                are none that an import could have stored.
        """
        from alignment_desktop.storage.stored_frames import DamagedTable, read_rows, together

        found = self._batch_rows(batches.c.id == batch_id)
        if not found:
            raise Problem("no-such-batch", batch=batch_id)
        (batch,) = found
        _require_as_logged(batch, self.logged_evidence().batches.get(batch_id))
        query = select(batches.c.chunks).where(batches.c.id == batch_id)
        chunks = self.connection.execute(query).scalar_one()
        hashes: list[str] = []
        frames: list[pl.DataFrame] = []
        which = evidence_chunks.c.number > FOUND
        try:
            for digest, rows, data in self._sound_chunks(batch_id, which):
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

    def _sound_chunks(
        self, batch_id: int, which: ColumnElement[bool]
    ) -> Iterator[tuple[str, int, bytes]]:
        columns = evidence_chunks.c
        query = (
            select(columns.sha256, columns.rows, columns.data)
            .where(columns.batch_id == batch_id, which)
            .order_by(columns.number)
        )
        for stored, rows, data in self.connection.execute(query):
            # SQLite gives back whatever somebody put there, text too.
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != stored:
                raise Problem("evidence-damaged", batch=batch_id)
            yield stored, rows, data

    def found(self, batch_id: int) -> pl.DataFrame:
        """Cell by cell what was wrong with a sheet, warnings too; `effect` tells them apart.

        Returns:
            Columns `row`, `column`, `code`, `effect`, and one for each fact of the sentences.

        Raises:
            Problem: `no-such-batch`; `evidence-damaged`, where the bytes are not those stored.
        """
        import polars as pl

        from alignment_desktop.storage.stored_frames import DamagedTable, read_found

        columns = batches.c
        query = select(columns.problems, columns.warnings).where(columns.id == batch_id)
        batch = self.connection.execute(query).first()
        if batch is None:
            raise Problem("no-such-batch", batch=batch_id)
        for _, rows, data in self._sound_chunks(batch_id, evidence_chunks.c.number == FOUND):
            try:
                return read_found(data, rows, self._budget)
            except DamagedTable as error:
                raise Problem("evidence-damaged", batch=batch_id) from error
        both = [listed(batch.problems), listed(batch.warnings)]
        return pl.concat([each for each in both if each.height] or both[:1], how="diagonal")

    def profiles(self) -> dict[str, str]:
        """The remembered mappings: name to text, by name."""
        query = select(profiles.c.name, profiles.c.mapping).order_by(profiles.c.name)
        return {row.name: row.mapping for row in self.connection.execute(query)}


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
        highest = self.connection.execute(select(func.max(batches.c.id))).scalar()
        number = (highest or 0) + 1
        facts = {"file": file, "sheet": sheet, "sha256": sha256, "kind": kind, "rows": rows}
        self.connection.execute(
            insert(batches).values(
                id=number,
                **facts,
                imported_at=self.entry.at,
                author=self.entry.actor.party or "",
                person=self.entry.actor.person,
                program=self.entry.actor.program,
                logged=self.next_revision,
                data_as_of=data_as_of,
                withdrawn=False,
                mapping=mapping,
                columns=settled(columns),
                problems=settled(groups_as_json(problems)),
                warnings=settled(groups_as_json(warnings)),
                chunks=0,
                evidence_hash="",
            )
        )
        hashes = self._store_chunks(number, frame, monitor)
        if found.height:
            self._store_chunk(number, FOUND, found)
        evidence_hash = combined_hash(hashes)
        self.connection.execute(
            update(batches)
            .where(batches.c.id == number)
            .values(chunks=len(hashes), evidence_hash=evidence_hash)
        )
        reading = reading_hash(mapping, columns, data_as_of)
        self.record(
            Imported(number, file, sheet, sha256, kind, rows, evidence_hash, reading_hash=reading)
        )
        return number

    def _store_chunks(
        self, batch_id: int, frame: pl.DataFrame, monitor: Monitor | None
    ) -> list[str]:
        hashes: list[str] = []
        _report(monitor, 0, frame.height)
        # A frame without rows still is a chunk, which keeps its columns.
        for start in range(0, max(frame.height, 1), CHUNK_ROWS):
            chunk = frame.slice(start, CHUNK_ROWS)
            hashes.append(self._store_chunk(batch_id, len(hashes) + 1, chunk))
            _report(monitor, start + chunk.height, frame.height)
        return hashes

    def _store_chunk(self, batch_id: int, number: int, chunk: pl.DataFrame) -> str:
        """Stores one chunk; its hash."""
        data = as_bytes(chunk)
        digest = hashlib.sha256(data).hexdigest()
        self.connection.execute(
            insert(evidence_chunks).values(
                batch_id=batch_id, number=number, rows=chunk.height, sha256=digest, data=data
            )
        )
        return digest

    def withdraw_batch(self, batch_id: int, withdrawn: bool = True) -> None:
        """Marks a batch as undone, or as valid again; its bytes stay either way.

        Raises:
            Problem: `no-such-batch`.
        """
        query = select(batches.c.withdrawn, batches.c.sha256).where(batches.c.id == batch_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise Problem("no-such-batch", batch=batch_id)
        logged = self.logged_evidence().batches.get(batch_id)
        if row.withdrawn == withdrawn and (logged is None or logged.withdrawn == withdrawn):
            return
        self.connection.execute(
            update(batches).where(batches.c.id == batch_id).values(withdrawn=withdrawn)
        )
        self.record((ImportWithdrawn if withdrawn else ImportRestored)(batch_id, row.sha256))

    def put_profile(self, name: str, text: str) -> None:
        """Remembers a mapping under a name, in place of the one before."""
        query = select(profiles.c.mapping).where(profiles.c.name == name)
        before = self.connection.execute(query).scalar()
        if before == text:
            return
        if before is None:
            self.connection.execute(insert(profiles).values(name=name, mapping=text))
        else:
            self.connection.execute(
                update(profiles).where(profiles.c.name == name).values(mapping=text)
            )
        self.record(ProfileRemembered(name, before, text))


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
    names = ("file", "sheet", "sha256", "kind", "rows", "evidence_hash")
    return (
        all(getattr(row, name) == getattr(facts, name) for name in names)
        and row.imported_at == logged.at
        and facts.reading_hash in (None, reading)
    )


def reading_hash(mapping: str, columns: dict[str, str], data_as_of: str | None) -> str:
    """The hash over how a sheet was read, in hexadecimal, which the change log carries too."""
    reading = {"mapping": mapping, "columns": columns, "data_as_of": data_as_of}
    return hashlib.sha256(canonical(reading).encode()).hexdigest()


def _batch_row(row: dict[str, Any]) -> BatchRow:
    actor = Actor(row.pop("person"), row.pop("author") or None, row.pop("program") or "")
    read = {
        "columns": _texts_by_text(row["columns"]),
        "problems": groups_of(row["problems"]),
        "warnings": groups_of(row["warnings"]),
    }
    return BatchRow(**{**row, **read}, actor=actor)


def _report(monitor: Monitor | None, done: int, total: int) -> None:
    if monitor is not None:
        from alignment_desktop.domain.progress import Progress

        monitor.report(Progress(done, total, STORING))


def _texts_by_text(stored: dict[str, Any]) -> dict[str, str]:
    if any(not isinstance(value, str) for value in stored.values()):
        raise Problem("workspace-corrupt")
    return stored


def combined_hash(hashes: list[str]) -> str:
    """The hash of all chunks together, which the change log carries too."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()
