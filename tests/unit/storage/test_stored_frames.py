from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from alignment_desktop.storage import stored_frames
from alignment_desktop.storage.stored_frames import Budget, DamagedTable, read_found, read_rows
from tests.forgery import as_parquet
from tests.unit.storage.test_parquet_layout import file_of, page

LEADS = pl.DataFrame(
    {
        "row": [5, 6],
        "lead_id": ["L1", None],
        "created_at": [datetime(2026, 10, 25, tzinfo=UTC), None],
        "created_at.day": [None, date(9999, 12, 31)],
        "entered.mql": [datetime(1, 1, 1, tzinfo=UTC), None],
        "amount": [-1e300, None],
        "own:created_at": ["soon", ""],
        "read:number:X": [1.5, None],
        "read:day:X": [date(2026, 11, 5), None],
        "field_of_tomorrow": ["x", "y"],
    },
    schema_overrides={
        "created_at": pl.Datetime("us", "UTC"),
        "entered.mql": pl.Datetime("us", "UTC"),
    },
)


def test_rows_as_imports_store_them_are_read() -> None:
    assert_frame_equal(read_rows(as_parquet(LEADS), 2, "leads", Budget()), LEADS)
    assert_frame_equal(read_rows(as_parquet(LEADS.clear()), 0, "leads", Budget()), LEADS.clear())


def _changed(**columns: pl.Expr) -> pl.DataFrame:
    return LEADS.with_columns(**columns)


ODD = {
    "a list in a cell": _changed(email=pl.concat_list("lead_id")),
    "a structure in a cell": _changed(email=pl.struct("lead_id")),
    "a category": _changed(source=pl.col("lead_id").cast(pl.Categorical)),
    "bytes": _changed(source=pl.lit(b"x")),
    "a text for a moment": _changed(created_at=pl.lit("soon")),
    "a moment without a zone": _changed(created_at=pl.lit(datetime(2026, 1, 1))),  # noqa: DTZ001
    "a number for a text": _changed(lead_id=pl.lit(1.0)),
    "a whole number for a number": _changed(amount=pl.lit(1)),
    "a number in a further column": _changed(**{"own:a": pl.lit(1.0)}),
    "a text for the number of a further column": _changed(**{"read:number:X": pl.lit("1")}),
    "a kind that no field has": _changed(field_of_tomorrow=pl.lit(True)),
    "an infinite number": _changed(amount=pl.lit(float("inf"))),
    "no number": _changed(amount=pl.lit(float("nan"))),
    "a moment after all calendars": _changed(
        created_at=pl.lit(2**61).cast(pl.Datetime("us", "UTC"))
    ),
    "a moment before all calendars": _changed(
        created_at=pl.lit(-(2**61)).cast(pl.Datetime("us", "UTC"))
    ),
    "a day after all calendars": _changed(
        **{"created_at.day": pl.lit(2**30).cast(pl.Int32).cast(pl.Date)}
    ),
    "a row without a number": _changed(row=pl.lit(None, pl.Int64)),
    "no row numbers": LEADS.drop("row"),
    "row numbers of another kind": _changed(row=pl.col("row").cast(pl.Float64)),
}


@pytest.mark.parametrize("frame", ODD.values(), ids=ODD)
def test_what_no_import_stores_is_damage(frame: pl.DataFrame) -> None:
    with pytest.raises(DamagedTable):
        read_rows(as_parquet(frame), 2, "leads", Budget())


@pytest.mark.parametrize("kind", ["activities", "campaigns", "figures", "customers"])
def test_rows_without_the_key_of_their_kind_are_damage(kind: str) -> None:
    with pytest.raises(DamagedTable):
        read_rows(as_parquet(LEADS.select("row")), 2, kind, Budget())


@pytest.mark.parametrize("rows", [1, 3, -1, 10**9])
def test_other_rows_than_noted_are_damage(rows: int) -> None:
    with pytest.raises(DamagedTable, match="other rows than it should have"):
        read_rows(as_parquet(LEADS), rows, "leads", Budget())


def test_garbage_between_sound_headers_is_damage() -> None:
    frame = pl.DataFrame({"row": range(5_000), "own:a": [str(n * n) for n in range(5_000)]})
    data = bytearray(as_parquet(frame))
    for place in range(1_000, len(data) - 3_000, 97):
        data[place] ^= 0x55
    with pytest.raises(DamagedTable):
        read_rows(bytes(data), 5_000, "leads", Budget())


@pytest.fixture
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were less to spend, so that a test need not make gigabytes itself."""
    monkeypatch.setattr(stored_frames, "_BASE_BYTES", 16_000_000)


def test_zeros_that_come_to_far_more_are_never_unpacked(little_memory: None) -> None:
    frame = pl.DataFrame({"row": [1], "own:a": ["\0" * 20_000_000]})
    with pytest.raises(DamagedTable, match="far larger"):
        read_rows(as_parquet(frame), 1, "leads", Budget())


def test_one_long_text_in_every_row_is_not_copied(little_memory: None) -> None:
    text = pl.Series("own:a", ["x" * 2_000]).new_from_index(0, 50_000)
    data = as_parquet(pl.DataFrame([pl.int_range(50_000, eager=True).alias("row"), text]))
    assert len(data) < 150_000
    with pytest.raises(DamagedTable, match="far larger"):
        read_rows(data, 50_000, "leads", Budget())


def test_pages_are_never_unpacked_that_say_to_be_too_large() -> None:
    with pytest.raises(DamagedTable, match="far larger"):
        read_rows(file_of(page(5, 2**30), 5), 5, "leads", Budget())


def test_more_than_four_gigabytes_of_texts_are_counted() -> None:
    text = pl.Series("own:a", ["x" * 1_000_000]).new_from_index(0, 5_000)
    assert stored_frames._letters(pl.DataFrame([text, text.alias("own:b")])) == 10_000_000_000
    assert stored_frames._letters(pl.DataFrame({"row": [1]})) == 0


def test_many_parts_share_what_may_be_spent() -> None:
    frame = pl.DataFrame({"row": range(50_000)}).with_columns(
        pl.lit("x").alias(f"own:{n}") for n in range(60)
    )
    data, budget = as_parquet(frame), Budget()

    def read_all() -> None:
        for _ in range(1_000):
            read_rows(data, 50_000, "leads", budget)

    with pytest.raises(DamagedTable, match="far larger"):
        read_all()


def test_large_imports_of_real_values_stay_within_it() -> None:
    ids = [f"{hash((n, 1)):x}" for n in range(50_000)]
    frame = pl.DataFrame({"row": range(50_000), "lead_id": ids}).with_columns(
        *(pl.lit(None, pl.String).alias(f"own:{n}") for n in range(60)),
    )
    data, budget = as_parquet(frame), Budget()
    for _ in range(40):  # two million leads
        read_rows(data, 50_000, "leads", budget)


FOUND = pl.DataFrame(
    {"row": [9], "column": ["Date"], "code": ["unreadable-date"], "effect": "cell"}
)


def test_what_was_wrong_with_a_sheet_is_read() -> None:
    assert_frame_equal(read_found(as_parquet(FOUND), 1, Budget()), FOUND)


@pytest.mark.parametrize(
    "frame",
    [
        FOUND.drop("code"),
        FOUND.with_columns(effect=pl.lit("explosion")),
        FOUND.with_columns(effect=pl.lit(None, pl.String)),
        FOUND.with_columns(code=pl.lit(None, pl.String)),
        FOUND.with_columns(row=pl.lit("nine")),
        FOUND.with_columns(value=pl.lit(1.5)),
        FOUND.with_columns(value=pl.concat_list("code")),
    ],
)
def test_problems_as_no_import_stores_them_are_damage(frame: pl.DataFrame) -> None:
    with pytest.raises(DamagedTable):
        read_found(as_parquet(frame), 1, Budget())
