from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Monitor, Progress
from alignment_desktop.storage.evidence import CHUNK_ROWS
from alignment_desktop.storage.found_problems import FoundGroup, as_bytes
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.writer import Writer
from tests.actors import NOBODY, by

RunSql = Callable[..., list[tuple[Any, ...]]]

SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "lead_id": pl.String(),
    "created_at": pl.Datetime("us", "UTC"),
    "created_at.day": pl.Date(),
    "amount": pl.Float64(),
    "own:Größe 🦊": pl.String(),
}

MIXED = pl.DataFrame(
    {
        "row": [5, 6, 7],
        "lead_id": ["L1", "L2", None],
        "created_at": [datetime(2026, 10, 25, 0, 30, 0, 1, tzinfo=UTC), None, None],
        "created_at.day": [None, date(2026, 10, 25), None],
        "amount": [0.1, None, -1e300],
        "own:Größe 🦊": ["", "a\nb", None],
    },
    schema=SCHEMA,
)


def long_frame(rows: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": pl.int_range(rows, eager=True),
            "lead_id": pl.int_range(rows, eager=True).cast(pl.String),
        }
    )


FOUND = pl.DataFrame(
    {"row": [9], "column": "Date", "code": "unreadable-date", "effect": "cell", "value": "soon"}
)


def add(writer: Writer, frame: pl.DataFrame, monitor: Monitor | None = None) -> int:
    return writer.add_batch(
        file="leads Q4.xlsx",
        sheet="Report",
        sha256="ab" * 32,
        kind="leads",
        rows=frame.height,
        data_as_of="2027-01-04",
        mapping='kind = "leads"',
        columns={"Lead ID": "lead_id", "Fax": "", "Aaa": "Aaa"},
        problems=[FoundGroup(1, "Date", "unreadable-date", {"value": "soon"})],
        warnings=[],
        frame=frame,
        found=FOUND,
        monitor=monitor,
    )


@pytest.mark.parametrize(
    "frame", [MIXED, MIXED.clear(), long_frame(CHUNK_ROWS), long_frame(2 * CHUNK_ROWS + 1)]
)
def test_evidence_is_read_as_it_was_stored(store: Store, entry: Entry, frame: pl.DataFrame) -> None:
    with store.change(entry) as writer:
        number = add(writer, frame)
    with store.read() as reader:
        assert_frame_equal(reader.frame(number), frame)


def test_a_batch_tells_where_it_came_from(store: Store, now: datetime) -> None:
    with store.change(Entry("import", by("marketing"), now)) as writer:
        assert add(writer, MIXED) == 1
        assert add(writer, MIXED) == 2
    with store.read() as reader:
        first, second = reader.batches()
    assert (first.id, second.id) == (1, 2)
    assert (first.file, first.sheet, first.kind, first.rows) == (
        "leads Q4.xlsx",
        "Report",
        "leads",
        3,
    )
    assert (first.imported_at, first.data_as_of) == (now, "2027-01-04")
    assert first.actor == by("marketing")
    assert list(first.columns.items()) == [("Lead ID", "lead_id"), ("Fax", ""), ("Aaa", "Aaa")]
    assert first.problems == (FoundGroup(1, "Date", "unreadable-date", {"value": "soon"}),)
    assert (first.problem_count, first.warnings) == (1, ())
    assert (first.mapping, first.withdrawn, first.sha256) == ('kind = "leads"', False, "ab" * 32)


def test_what_was_wrong_with_a_sheet_is_kept_cell_by_cell(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        number = add(writer, MIXED)
    with store.read() as reader:
        assert_frame_equal(reader.found(number), FOUND)
        with pytest.raises(Problem) as trouble:
            reader.found(number + 1)
    assert trouble.value.code == "no-such-batch"


def test_batches_that_list_every_problem_as_older_ones_do_are_still_read(
    store: Store, database: str, entry: Entry, run_sql: RunSql
) -> None:
    with store.change(entry) as writer:
        number = add(writer, MIXED)
    listed = (
        '[{"sheet":"R","row":9,"column":"Date","code":"unreadable-date","facts":{"value":"soon"},'
        '"effect":"cell"},{"sheet":"R","row":7,"column":"Date","code":"unreadable-date",'
        '"facts":{"value":"x"},"effect":"cell"}]'
    )
    refusing = (
        [f"{table}_refuses_change ON {table}" for table in ("evidence_chunks", "change_log")]
        if database.startswith("postgresql")
        else ["evidence_chunks_refuses_delete", "change_log_refuses_update"]
    )
    for trigger in refusing:
        run_sql(database, f"DROP TRIGGER {trigger}")
    run_sql(database, "DELETE FROM evidence_chunks WHERE number = 0")
    run_sql(database, f"UPDATE batches SET problems = '{listed}'")
    # Their log did not tell of it yet.
    run_sql(database, "UPDATE change_log SET details = replace(details, 'found_hash', 'other')")
    with store.read() as reader:
        (batch,) = reader.batches()
        found = reader.found(number)
    assert batch.problems == (FoundGroup(2, "Date", "unreadable-date", {"value": "soon"}),)
    assert found.select("row", "value").rows() == [(9, "soon"), (7, "x")]


def test_a_withdrawn_batch_keeps_its_bytes(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        number = add(writer, MIXED)
    with store.change(entry) as writer:
        writer.withdraw_batch(number)
    with store.read() as reader:
        assert reader.batches()[0].withdrawn is True
        assert_frame_equal(reader.frame(number), MIXED)
    with store.change(entry) as writer:
        writer.withdraw_batch(number, withdrawn=False)
    with store.read() as reader:
        assert reader.batches()[0].withdrawn is False
        assert [row.details["changes"][0]["before"] for row in reader.log(since=1)] == [
            {"sha256": "ab" * 32, "withdrawn": False},
            {"sha256": "ab" * 32, "withdrawn": True},
        ]


def test_a_batch_that_is_not_there_is_named(store: Store, entry: Entry) -> None:
    with pytest.raises(Problem) as trouble, store.change(entry) as writer:
        writer.withdraw_batch(3)
    assert (trouble.value.code, trouble.value.facts) == ("no-such-batch", {"batch": 3})
    with pytest.raises(Problem) as trouble, store.read() as reader:
        reader.frame(3)
    assert trouble.value.code == "no-such-batch"


class Watching:
    """Keeps what it heard, and ends the work after `limit` reports."""

    def __init__(self, limit: int = 99) -> None:
        self.heard: list[Progress] = []
        self.limit = limit

    def report(self, progress: Progress) -> None:
        self.heard.append(progress)
        if len(self.heard) >= self.limit:
            raise Cancelled


def test_progress_is_told_between_chunks(store: Store, entry: Entry) -> None:
    monitor = Watching()
    with store.change(entry) as writer:
        add(writer, long_frame(CHUNK_ROWS + 10), monitor)
    total = CHUNK_ROWS + 10
    assert [(told.done, told.total) for told in monitor.heard] == [
        (0, total),
        (CHUNK_ROWS, total),
        (total, total),
    ]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_cancelled_import_leaves_nothing(
    store: Store, database: str, entry: Entry, run_sql: RunSql, limit: int
) -> None:
    with pytest.raises(Cancelled), store.change(entry) as writer:
        add(writer, long_frame(CHUNK_ROWS + 10), Watching(limit))
    with store.read() as reader:
        assert (reader.batches(), reader.revision()) == ([], 0)
    assert run_sql(database, "SELECT count(*) FROM evidence_chunks") == [(0,)]


TAMPERING = [
    "UPDATE evidence_chunks SET data = 'no such bytes' WHERE number = 2",
    "UPDATE evidence_chunks SET sha256 = 'x' WHERE number = 2",
    "DELETE FROM evidence_chunks WHERE number = 2",
    "DELETE FROM evidence_chunks",
    "UPDATE batches SET chunks = 1",
]


def let_evidence_be_changed(run_sql: RunSql, database: str) -> None:
    if database.startswith("postgresql"):
        run_sql(database, "DROP TRIGGER evidence_chunks_refuses_change ON evidence_chunks")
    else:
        for verb in ("update", "delete"):
            run_sql(database, f"DROP TRIGGER evidence_chunks_refuses_{verb}")


@pytest.mark.parametrize("tampering", TAMPERING)
def test_damaged_evidence_is_never_shown(
    store: Store, database: str, entry: Entry, run_sql: RunSql, tampering: str
) -> None:
    with store.change(entry) as writer:
        number = add(writer, long_frame(CHUNK_ROWS + 10))
    let_evidence_be_changed(run_sql, database)
    run_sql(database, tampering)
    with pytest.raises(Problem) as trouble, store.read() as reader:
        reader.frame(number)
    assert (trouble.value.code, trouble.value.facts) == ("evidence-damaged", {"batch": number})


def test_rows_that_somebody_exchanged_with_their_own_hash_are_told_by_that_of_the_batch(
    store: Store, database: str, entry: Entry, run_sql: RunSql
) -> None:
    with store.change(entry) as writer:
        number = add(writer, long_frame(CHUNK_ROWS + 10))
    let_evidence_be_changed(run_sql, database)
    other = as_bytes(long_frame(10))
    binary = "'\\x{}'::bytea" if database.startswith("postgresql") else "X'{}'"
    run_sql(
        database,
        f"UPDATE evidence_chunks SET data = {binary.format(other.hex())}, "
        f"sha256 = '{hashlib.sha256(other).hexdigest()}' WHERE number = 2",
    )
    with pytest.raises(Problem, match="evidence-damaged"), store.read() as reader:
        reader.frame(number)


def test_profiles_are_remembered_and_replaced(store: Store, now: datetime) -> None:
    for offset, text in enumerate(("a", "b")):
        with store.change(Entry("remember", NOBODY, now + timedelta(offset))) as writer:
            writer.put_profile("CRM Ü", text)
            writer.put_profile("ads", "x")
    with store.read() as reader:
        assert reader.profiles() == {"CRM Ü": "b", "ads": "x"}
        assert reader.log()[1].details["changes"] == [
            {"what": "profile", "name": "CRM Ü", "before": "a", "after": "b"}
        ]
