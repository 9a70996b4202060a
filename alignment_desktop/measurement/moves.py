"""The moves of leads from stage to stage, and how long they stayed in each.

A lead is created into no stage (`""`; where `created_at` is not known, at its first moment). It
enters stages by `entered.*`, is recycled by `recycled_at`, and by `closed_at`, where `outcome` says
how it ended, is won (`customer` where the agreement has that stage) or lost. Into each stage it has
one move, the newest. Equal moments are walked in the agreement's order.

A move that is known only by its date is walked by date: beside one with a time, by the dates that
both have in the zone of its file. On one date the agreement's order decides, so that it follows the
moves of that day which lead to it. Each move counts in the period of its own day, whatever the zone
of its file, and a lead is where its last move by a day led to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.funnel import LOST, NO_STAGE, RECYCLED, walk_order, won_stage
from alignment_desktop.frames import ENTERED, FieldType, Kind, day_column, field_type
from alignment_desktop.measurement.as_of import INSTANT
from alignment_desktop.measurement.date_only import end_of_date, own_day, start_of_date

LEAD = "lead"
"""Column of stays: the number of the lead's row in the leads, from 0."""

_NEVER = int(np.iinfo(np.int64).max)
_NO_DAY, _DAY_AFTER_ALL = int(np.iinfo(np.int32).min), int(np.iinfo(np.int32).max)
_RANKS = 16
"""How finely the key of a microsecond is divided among dates that follow one another on it."""
_Ticks = npt.NDArray[np.int64]
_Days = npt.NDArray[np.int32]
_Number = TypeVar("_Number", bound=np.generic)


def stays(leads: pl.DataFrame, agreement: Agreement, zones: tuple[str, ...]) -> pl.DataFrame:
    """Every stay of every lead in a stage, in the order of the leads and of their moves.

    Args:
        leads: The leads as they were known (`as_of.known_leads`).
        agreement: Whose stages are meant.
        zones: The agreement's, in which days begin, then those of the files.

    Returns:
        One row per move: `lead`; `stage`, an Enum of `walk_order`; `at`, when it began, an instant
        in UTC; `next` and `until`, the stage it led to and when, null while the lead is there
        (`until` is `at` where a later move belongs to an earlier day of the agreement's zone);
        `seconds` from the one to the other, elapsed time, never negative: of two moments, one of
        which is known only by its date, 0 on one day, else counted from 00:00 in its file's zone;
        `place`, the number of the move among those of its lead, from 0. A lead of which no moment
        is known has none.
    """
    entered = [name.removeprefix(ENTERED) for name in leads.columns if _is_entry(name)]
    order = walk_order(agreement, entered)
    columns = [_move(leads.columns, key, agreement) for key in order]
    told = leads.select(
        each.alias(f"{what}{at}")
        for at, move in enumerate(columns)
        for what, each in zip(("raw", "day"), move, strict=True)
    )

    def matrix(frame: pl.DataFrame, what: str) -> _Ticks:
        return _matrix([frame[f"{what}{at}"].to_physical() for at in width], _NEVER, np.int64)

    def days(frame: pl.DataFrame, what: str) -> _Days:
        return _matrix([frame[f"{what}{at}"].to_physical() for at in width], _NO_DAY, np.int32)

    width = range(len(order))
    raw, day = matrix(told, "raw"), days(told, "day")
    placed, ends, local = raw, raw, day
    if (day != _NO_DAY).any():
        dated = told.select(
            each.alias(f"{what}{at}")
            for at in width
            for what, each in _of_dates(pl.col(f"raw{at}"), pl.col(f"day{at}"), zones)
        )
        placed, ends, local = matrix(dated, "at"), matrix(dated, "end"), days(dated, "local")
    walk = np.argsort(_walk_keys(raw, placed, ends, day), axis=1, kind="stable")

    def ordered(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        its: npt.NDArray[_Number] = np.take_along_axis(values, walk, 1)
        return its

    def walked(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        its: npt.NDArray[_Number] = ordered(values)[known]
        return its

    known = ordered(placed) != _NEVER

    lead, place = np.nonzero(known)
    goes_on = np.append(lead[1:] == lead[:-1], False)[: len(lead)]
    at, until = _begun_and_ended(ordered(placed), ordered(day), ordered(local))
    stage = pl.Series(order, dtype=pl.Enum(order)).gather(walk[known])
    found = pl.DataFrame(
        {
            LEAD: lead.astype(np.uint32),
            "stage": stage,
            "at": _instants(at[known]),
            "until": _instants(until[known]),
            "seconds": _seconds(walked(raw), walked(ends), walked(day)),
            "place": place.astype(np.uint8),
        }
    )
    ended = pl.lit(pl.Series(goes_on))
    return found.with_columns(
        pl.when(ended).then(pl.col("stage").shift(-1)).alias("next"),
        pl.when(ended).then("until").alias("until"),
        pl.when(ended).then("seconds").alias("seconds"),
    )


def gone_on(found: pl.DataFrame, stage: str, ways: Collection[str]) -> pl.DataFrame:
    """The stays in a stage, with `gone_on`: whether one of `ways` came later, however far on.

    Args:
        found: As `stays` gives them.
        stage: The key of the stage.
        ways: The keys of the stages that count, as `domain.funnel.onward` says.
    """
    later = (
        found.filter(pl.col("stage").cast(pl.String).is_in(list(ways)))
        .group_by(LEAD)
        .agg(pl.col("place").max().alias("…last"))
    )
    return (
        found.filter(pl.col("stage") == stage)
        .join(later, on=LEAD, how="left", maintain_order="left")
        .with_columns((pl.col("…last") > pl.col("place")).fill_null(False).alias("gone_on"))
        .drop("…last")
    )


def is_told(columns: Collection[str], key: str, agreement: Agreement) -> bool:
    """Whether anything imported tells when leads come to a stage.

    Args:
        columns: The columns of the leads.
        key: The stage.
        agreement: Whose stages are meant.
    """
    return bool(_sources(columns, key, agreement))


_Move = tuple[pl.Expr, pl.Expr]
_NOTHING: _Move = (pl.lit(None, INSTANT), pl.lit(None, pl.Date))


def _is_entry(name: str) -> bool:
    return name.startswith(ENTERED) and field_type(Kind.LEADS, name) is FieldType.MOMENT


def _move(columns: Sequence[str], key: str, agreement: Agreement) -> _Move:
    """The newest moment at which leads came to a stage, and its day where no time was written."""
    if key == NO_STAGE:
        return _created(columns)
    return _latest(_sources(columns, key, agreement))


def _sources(columns: Collection[str], key: str, agreement: Agreement) -> list[_Move]:
    """Each moment that tells when leads came to a stage."""
    found: list[_Move] = []
    if ENTERED + key in columns:
        found.append(_event(ENTERED + key))
    if key == RECYCLED and "recycled_at" in columns:
        found.append(_event("recycled_at"))
    outcome = {won_stage(agreement): "won", LOST: "lost"}.get(key)
    if outcome is not None and {"closed_at", "outcome"} <= set(columns):
        ended = (pl.col("outcome") == outcome).fill_null(False)
        moment, day = _event("closed_at")
        found.append((pl.when(ended).then(moment), pl.when(ended).then(day)))
    return found


def _created(columns: Sequence[str]) -> _Move:
    moments = [name for name in columns if field_type(Kind.LEADS, name) is FieldType.MOMENT]
    if not moments:
        return _NOTHING
    first = pl.min_horizontal(moments)
    days = (pl.when(pl.col(name) == first).then(day_column(name)) for name in moments)
    day = pl.coalesce(*days)
    if "created_at" not in columns:
        return first, day
    created, its_day = _event("created_at")
    known = created.is_not_null()
    return pl.coalesce(created, first), pl.when(known).then(its_day).otherwise(day)


def _event(name: str) -> _Move:
    return pl.col(name), pl.col(day_column(name))


def _latest(moves: Sequence[_Move]) -> _Move:
    if not moves:
        return _NOTHING
    moment, day = moves[0]
    for later, its_day in moves[1:]:
        is_later = (later > moment) | moment.is_null()
        moment, day = (
            pl.when(is_later).then(later).otherwise(moment),
            pl.when(is_later).then(its_day).otherwise(day),
        )
    return moment, day


def _matrix(columns: Sequence[pl.Series], blank: int, dtype: type[_Number]) -> npt.NDArray[_Number]:
    """Leads as rows, places as columns."""
    found = np.empty((len(columns[0]), len(columns)), dtype)
    for at, column in enumerate(columns):
        found[:, at] = column.fill_null(blank).to_numpy()
    return found


def _of_dates(
    moment: pl.Expr, day: pl.Expr, zones: tuple[str, ...]
) -> Iterator[tuple[str, pl.Expr]]:
    """When a move counts, when its date ends where it has no time, and on which day it counts."""
    zone = zones[0]
    yield "at", pl.coalesce(start_of_date(day, zone), moment)
    yield "end", end_of_date(moment, day, zones)
    yield "local", own_day(moment, day, zone)


def _walk_keys(raw: _Ticks, placed: _Ticks, ends: _Ticks, day: _Days) -> _Ticks:
    """By what moves are walked; equal keys go by their columns, the agreement's order."""
    dated = day != _NO_DAY
    mixed = np.flatnonzero(_is_mixed(placed, dated))
    keys = placed.copy()
    if not len(mixed):
        return keys
    raw, placed, ends = raw[mixed], placed[mixed], ends[mixed]
    day, dated = day[mixed], dated[mixed]
    its = np.where(dated, raw, placed)
    for column in range(1, its.shape[1]):
        begins, before = raw[:, column, None], raw[:, :column]
        same = ~dated[:, :column] & (before >= begins) & (before < ends[:, column, None])
        newest = np.where(same, before, begins).max(axis=1)
        its[:, column] = np.where(dated[:, column], newest, its[:, column])
    keys[mixed] = _by_date(np.where(placed == _NEVER, _NEVER, its * _RANKS), day)
    return keys


def _by_date(keys: _Ticks, day: _Days) -> _Ticks:
    """The keys of moves, those of dates so raised that these go by date among themselves."""
    order = np.argsort(np.where(day == _NO_DAY, _DAY_AFTER_ALL, day), axis=1, kind="stable")
    raised, days = np.take_along_axis(keys, order, 1), np.take_along_axis(day, order, 1)
    for place in range(1, raised.shape[1]):
        earlier = raised[:, place - 1] + (days[:, place] != days[:, place - 1])
        later = (days[:, place] != _NO_DAY) & (earlier > raised[:, place])
        raised[later, place] = earlier[later]
    found = np.empty_like(keys)
    np.put_along_axis(found, order, raised, axis=1)
    return found


def _begun_and_ended(placed: _Ticks, day: _Days, local: _Days) -> tuple[_Ticks, _Ticks]:
    """When walked moves count, each within its own day, and until when leads stayed there.

    A date counts from its midnight in the agreement's zone, or from what it follows on that day.
    """
    dated = day != _NO_DAY
    mixed = np.flatnonzero(_is_mixed(placed, dated))
    at = placed.copy()
    if len(mixed):
        its, dates, is_date = at[mixed], local[mixed], dated[mixed]
        for place in range(1, its.shape[1]):
            led = dates[:, :place] == dates[:, place, None]
            newest = np.where(led, its[:, :place], its[:, place, None]).max(axis=1)
            its[:, place] = np.where(is_date[:, place], newest, its[:, place])
        at[mixed] = its
    until = np.full_like(at, _NEVER)
    until[:, :-1] = np.minimum.accumulate(at[:, :0:-1], axis=1)[:, ::-1]
    return at, np.maximum(at, until)


def _is_mixed(placed: _Ticks, dated: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which leads have both moves with a time and moves that are known only by their date."""
    timed = (placed != _NEVER) & ~dated
    return np.asarray(dated.any(axis=1) & timed.any(axis=1))


def _instants(ticks: _Ticks) -> pl.Series:
    return pl.Series(ticks).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _seconds(raw: _Ticks, ends: _Ticks, day: _Days) -> npt.NDArray[np.float64]:
    """From each moment to the one after it; dates as `stays` says, and never less than nothing."""
    after, its_ends, its_day = (np.roll(each, -1) for each in (raw, ends, day))
    dated, is_before_date = day != _NO_DAY, its_day != _NO_DAY
    inside = np.where(dated, (after >= raw) & (after < ends), (raw >= after) & (raw < its_ends))
    same = np.where(dated & is_before_date, day == its_day, inside)
    return np.where((dated | is_before_date) & same, 0, np.maximum(after - raw, 0)) / 1e6
