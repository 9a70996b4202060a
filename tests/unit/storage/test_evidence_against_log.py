"""Imports and versions are held against what the change log recorded of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from alignment_desktop.domain.agreement import content_hash
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.verification import verified
from tests.actors import NOBODY, by
from tests.forgery import as_parquet, opened_by_hand, put_rows, rewrite_log, rows_of
from tests.unit.storage.test_store_evidence import MIXED, add

RunSql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def path(sqlite_address: str, now: datetime) -> Path:
    """The file of a closed workspace with two imports, one of which was undone, and a version."""
    with Store.create(sqlite_address, at=now) as store:
        for number in range(2):
            with store.change(Entry("import", by("sales"), now + timedelta(number))) as writer:
                add(writer, MIXED)
        with store.change(Entry("undo-import", by("sales"), now + timedelta(5))) as writer:
            writer.withdraw_batch(2)
        with store.change(Entry("freeze", NOBODY, now + timedelta(6))) as writer:
            writer.add_agreement("2026-Q4", date(2026, 10, 1))
            writer.add_version(1, "abc", {"stage": []}, date(2026, 11, 1))
    return Path(sqlite_address)


def trouble_with(path: Path, ask: Callable[[Any], object]) -> Problem:
    with Store.open(str(path)) as store, store.read() as reader, pytest.raises(Problem) as trouble:
        ask(reader)
    return trouble.value


def test_imports_as_they_were_logged_are_read(path: Path) -> None:
    with Store.open(str(path)) as store, store.read() as reader:
        assert [(row.id, row.withdrawn) for row in reader.sound_batches()] == [
            (1, False),
            (2, True),
        ]
        assert_frame_equal(reader.frame(1), MIXED)


def test_rows_whose_hashes_were_all_made_anew_are_damage(path: Path) -> None:
    with opened_by_hand(path) as connection:
        half = rows_of(connection, 1).head(1)
        put_rows(connection, 1, [(as_parquet(half), 1)])
    for problem in (
        trouble_with(path, lambda reader: reader.frame(1)),
        trouble_with(path, lambda reader: reader.sound_batches()),
    ):
        assert (problem.code, problem.facts) == ("evidence-damaged", {"batch": 1})


@pytest.mark.parametrize(
    "change",
    [
        "file = 'other.csv'",
        "kind = 'activities'",
        "sheet = 'other'",
        "rows = 2",
        "imported_at = '2026-12-01T00:00:00.000000+00:00'",
        "author = 'marketing'",
        "person = 'ann'",
        "program = 'alignment 9 (command)'",
        "problems = '[]'",
        "warnings = problems",
    ],
)
def test_whatever_else_the_log_recorded_of_an_import_is_compared_too(
    path: Path, run_sql: RunSql, change: str
) -> None:
    run_sql(str(path), f"UPDATE batches SET {change} WHERE id = 1")
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "evidence-damaged"


def test_an_import_that_no_change_made_is_damage(path: Path, run_sql: RunSql) -> None:
    columns = "file, sheet, sha256, kind, rows, imported_at, author, data_as_of, withdrawn, program"
    rest = "mapping, columns, problems, warnings, chunks, evidence_hash"
    run_sql(
        str(path),
        f"INSERT INTO batches (id, {columns}, {rest}) "
        f"SELECT 3, {columns}, {rest} FROM batches WHERE id = 1",
        "INSERT INTO evidence_chunks SELECT 3, number, rows, sha256, data FROM evidence_chunks "
        "WHERE batch_id = 1",
    )
    assert trouble_with(path, lambda reader: reader.frame(3)).facts == {"batch": 3}
    # Undone, it is a thing of the log, and the others count again.
    with Store.open(str(path)) as store:
        with store.change(Entry("undo-import", NOBODY, datetime.now().astimezone())) as writer:
            writer.withdraw_batch(3)
        with store.read() as reader:
            assert [row.id for row in reader.sound_batches() if not row.withdrawn] == [1]


def test_an_import_that_is_gone_is_named(path: Path) -> None:
    with opened_by_hand(path) as connection:
        connection.execute("DELETE FROM evidence_chunks WHERE batch_id = 1")
        connection.execute("DELETE FROM batches WHERE id = 1")
    problem = trouble_with(path, lambda reader: reader.sound_batches())
    assert problem.code == "import-vanished"
    assert sentence(problem).startswith("Import 1 (leads Q4.xlsx), which the change log records,")


@pytest.mark.parametrize(("batch", "withdrawn"), [(1, 1), (2, 0)])
def test_an_import_that_was_undone_or_counted_in_secret_is_named_and_can_be_undone(
    path: Path, run_sql: RunSql, now: datetime, batch: int, withdrawn: int
) -> None:
    run_sql(str(path), f"UPDATE batches SET withdrawn = {withdrawn} WHERE id = {batch}")
    problem = trouble_with(path, lambda reader: reader.sound_batches())
    assert (problem.code, problem.facts["batch"]) == ("import-counted-otherwise", batch)
    with Store.open(str(path)) as store:
        with store.change(Entry("undo-import", NOBODY, now + timedelta(9))) as writer:
            writer.withdraw_batch(batch)
        with store.read() as reader:
            assert {row.id: row.withdrawn for row in reader.sound_batches()}[batch]


def test_a_change_sees_what_it_has_just_imported(path: Path, now: datetime) -> None:
    with (
        Store.open(str(path)) as store,
        store.change(Entry("import", NOBODY, now + timedelta(9))) as writer,
    ):
        number = add(writer, MIXED)
        assert_frame_equal(writer.frame(number), MIXED)
        writer.withdraw_batch(number)
        assert [row.id for row in writer.sound_batches() if not row.withdrawn] == [1]


def test_the_log_tells_of_each_version(path: Path, now: datetime) -> None:
    with Store.open(str(path)) as store, store.read() as reader:
        ((logged, at, _),) = reader.logged_versions(1).values()
        assert reader.logged_versions(2) == {}
    assert at == now + timedelta(6)
    assert (logged.content_hash, logged.effective) == ("abc", date(2026, 11, 1))


def test_a_clock_that_ran_backwards_makes_no_import_earlier_than_what_was_before(
    store: Store, now: datetime
) -> None:
    days = [0, 3, 1, 4]
    for number in days:
        with store.change(Entry("import", NOBODY, now + timedelta(number))) as writer:
            add(writer, MIXED)
    with store.read() as reader:
        assert [row.imported_at for row in reader.batches()] == [
            now + timedelta(number) for number in days
        ]
        assert reader.moments_of_import() == {
            number: now + timedelta(latest) for number, latest in enumerate([0, 3, 3, 4], start=1)
        }


def test_a_log_made_anew_from_end_to_end_is_what_it_says(path: Path) -> None:
    """Without a key no more can be told: `seen_workspaces` is what notices this."""
    with opened_by_hand(path) as connection:
        half = rows_of(connection, 1).head(1)
        put_rows(connection, 1, [(as_parquet(half), 1)], log=True)
    with Store.open(str(path)) as store, store.read() as reader:
        assert reader.frame(1).height == 1
        assert reader.verify_log() is None


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param(b"PAR1" + b"garbage" * 900 + b"PAR1", 3, id="garbage"),
        pytest.param(as_parquet(MIXED), 2, id="fewer rows"),
        pytest.param(as_parquet(MIXED), 60_000, id="more rows than a part has"),
        pytest.param(as_parquet(MIXED), -3, id="rows below nothing"),
        pytest.param(as_parquet(MIXED.with_columns(pl.lit([1]).alias("own:a"))), 3, id="lists"),
    ],
)
def test_bytes_that_no_import_wrote_are_damage_whatever_the_hashes_say(
    path: Path, data: bytes, rows: int
) -> None:
    with opened_by_hand(path) as connection:
        put_rows(connection, 1, [(data, rows)], log=True)
    problem = trouble_with(path, lambda reader: reader.frame(1))
    assert (problem.code, problem.facts) == ("evidence-damaged", {"batch": 1})


def test_parts_of_different_columns_are_damage(path: Path) -> None:
    other = MIXED.rename({"own:Größe 🦊": "own:b"})
    with opened_by_hand(path) as connection:
        put_rows(connection, 1, [(as_parquet(MIXED), 3), (as_parquet(other), 3)], log=True)
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "evidence-damaged"


def test_parts_without_rows_are_damage(path: Path) -> None:
    empty = as_parquet(MIXED.clear())
    with opened_by_hand(path) as connection:
        put_rows(connection, 1, [(empty, 0)] * 1_000, log=True)
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "evidence-damaged"


@pytest.mark.parametrize("count", ["chunks = 10000000", "chunks = -1", "chunks = 0"])
def test_another_number_of_parts_is_damage(path: Path, run_sql: RunSql, count: str) -> None:
    run_sql(str(path), f"UPDATE batches SET {count}")
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "evidence-damaged"


def test_the_list_of_what_was_wrong_is_checked_too(path: Path) -> None:
    with opened_by_hand(path) as connection:
        data = as_parquet(pl.DataFrame({"row": [1], "code": ["x"]}))
        connection.execute(
            "UPDATE evidence_chunks SET data = ?, sha256 = lower(hex(?)) WHERE number = 0",
            (data, b""),
        )
    assert trouble_with(path, lambda reader: reader.found(1)).code == "evidence-damaged"


def test_another_list_of_what_was_wrong_is_damage_and_so_is_none(path: Path) -> None:
    """Its own hash may be made anew; the log has the true one."""
    for harm in (
        "UPDATE evidence_chunks SET data = other.data, sha256 = other.sha256 FROM "
        "(SELECT data, sha256 FROM evidence_chunks WHERE batch_id = 1 AND number = 1) AS other "
        "WHERE batch_id = 1 AND number = 0",
        "DELETE FROM evidence_chunks WHERE batch_id = 1 AND number = 0",
    ):
        with opened_by_hand(path) as connection:
            connection.execute(harm)
        assert trouble_with(path, lambda reader: reader.found(1)).code == "evidence-damaged"
        with Store.open(str(path)) as store, store.read() as reader:
            told = [(each.rule, each.keys) for each in verified(reader).findings]
        assert ("evidence-damaged", ("import 1",)) in told


def test_a_version_frozen_by_somebody_else_is_damage(path: Path, now: datetime) -> None:
    content: dict[str, Any] = {"stage": []}
    with (
        Store.open(str(path)) as store,
        store.change(Entry("freeze", NOBODY, now + timedelta(7))) as writer,
    ):
        writer.add_version(1, content_hash(content), content)

    def damaged() -> list[tuple[str, ...]]:
        with Store.open(str(path)) as store, store.read() as reader:
            return [each.keys for each in verified(reader).findings if "version" in each.rule]

    before = damaged()
    assert ("version 2",) not in before
    with opened_by_hand(path) as connection:
        connection.execute("UPDATE versions SET person = 'ann' WHERE number = 2")
    assert damaged() == [*before, ("version 2",)]


def test_a_log_that_tells_of_another_import_is_damage(path: Path) -> None:
    with opened_by_hand(path) as connection:
        rewrite_log(connection, "batch", 1, evidence_hash="0" * 64)
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "evidence-damaged"


def test_a_log_whose_records_are_none_of_ours_is_damage(path: Path) -> None:
    with opened_by_hand(path) as connection:
        connection.execute(
            'UPDATE change_log SET details = \'{"changes":[{"what":"batch"},7]}\' '
            "WHERE revision = 1"
        )
    assert trouble_with(path, lambda reader: reader.frame(1)).code == "workspace-corrupt"


def test_a_row_of_the_log_before_the_first_change_counts_for_nothing(path: Path) -> None:
    with opened_by_hand(path) as connection:
        connection.execute(
            "INSERT INTO change_log SELECT 0, at, author, action, agreement, "
            "replace(details, '\"id\":1,', '\"id\":3,'), previous_hash, hash, person, program "
            "FROM change_log WHERE revision = 1"
        )
    with Store.open(str(path)) as store, store.read() as reader:
        assert sorted(reader.logged_evidence().batches) == [1, 2]
        assert [row.id for row in reader.sound_batches()] == [1, 2]
