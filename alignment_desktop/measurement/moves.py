"""The moves of leads from stage to stage, and how long they stayed in each.

A lead is created into no stage (`""`; where `created_at` is not known, at its first moment). It
enters stages by `entered.*`, is recycled by `recycled_at`, and by `closed_at`, where `outcome` says
how it ended, is won (`customer` where the agreement has that stage) or lost. Into each stage it has
one move, the newest. Equal moments are walked in the agreement's order.

A moment that is known only by its date belongs to that date in the agreement's zone; a move known
so follows the other moves of that day from which the agreement's order leads to it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.funnel import LOST, NO_STAGE, RECYCLED, walk_order, won_stage
from alignment_desktop.frames import ENTERED, FieldType, Kind, day_column, field_type
from alignment_desktop.measurement.as_of import INSTANT

LEAD = "lead"
"""Column of stays: the number of the lead's row in the leads, from 0."""

_NEVER = int(np.iinfo(np.int64).max)
_NO_DAY = int(np.iinfo(np.int32).min)
_DAY = 86_400_000_000
_Ticks = npt.NDArray[np.int64]
_Days = npt.NDArray[np.int32]
_Number = TypeVar("_Number", bound=np.generic)


def stays(leads: pl.DataFrame, agreement: Agreement, zone: str) -> pl.DataFrame:
    """Every stay of every lead in a stage, in the order of the leads and of their moves.

    Args:
        leads: The leads as they were known (`as_of.known_leads`).
        agreement: Whose stages are meant.
        zone: In which dates begin.

    Returns:
        One row per move: `lead`; `stage`, an Enum of `walk_order`; `at`, when it began, an instant
        in UTC; `next` and `until`, the stage it led to and when, null while the lead is there;
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
        for at, (moment, day) in enumerate(columns)
        for what, each in (
            ("raw", moment),
            ("day", day),
            ("at", _placed(moment, day, zone)),
            ("local", pl.coalesce(day, moment.dt.convert_time_zone(zone).dt.date())),
        )
    )
    width = range(len(order))
    raw = _matrix([told[f"raw{at}"].to_physical() for at in width], _NEVER, np.int64)
    placed = _matrix([told[f"at{at}"].to_physical() for at in width], _NEVER, np.int64)
    day = _matrix([told[f"day{at}"].to_physical() for at in width], _NO_DAY, np.int32)
    local = _matrix([told[f"local{at}"].to_physical() for at in width], _NO_DAY, np.int32)
    at = _following_their_day(placed, day, local)
    walk = np.argsort(at, axis=1, kind="stable")
    known = np.take_along_axis(at, walk, 1) != _NEVER

    def walked(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        its: npt.NDArray[_Number] = np.take_along_axis(values, walk, 1)[known]
        return its

    lead, place = np.nonzero(known)
    goes_on = np.append(lead[1:] == lead[:-1], False)[: len(lead)]
    begun = pl.Series(walked(at)).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    stage = pl.Series(order, dtype=pl.Enum(order)).gather(walk[known])
    found = pl.DataFrame(
        {
            LEAD: lead.astype(np.uint32),
            "stage": stage,
            "at": begun,
            "seconds": _seconds(walked(raw), walked(placed), walked(day), walked(local)),
            "place": place.astype(np.uint8),
        }
    )
    ended = pl.lit(pl.Series(goes_on))
    return found.with_columns(
        pl.when(ended).then(pl.col("stage").shift(-1)).alias("next"),
        pl.when(ended).then(pl.col("at").shift(-1)).alias("until"),
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


def _placed(moment: pl.Expr, day: pl.Expr, zone: str) -> pl.Expr:
    """The moment; of a date the local midnight, moved forward where a change of clocks skips it."""
    naive = day.cast(pl.Datetime("us"))
    midnights = (
        each.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        for each in (naive, naive.dt.offset_by("1h"))
    )
    return pl.coalesce(*(each.dt.convert_time_zone("UTC") for each in midnights), moment)


def _matrix(columns: Sequence[pl.Series], blank: int, dtype: type[_Number]) -> npt.NDArray[_Number]:
    """Leads as rows, places as columns."""
    found = np.empty((len(columns[0]), len(columns)), dtype)
    for at, column in enumerate(columns):
        found[:, at] = column.fill_null(blank).to_numpy()
    return found


def _following_their_day(placed: _Ticks, day: _Days, local: _Days) -> _Ticks:
    """When moves happened, those known only by their date after what leads to them on that day."""
    dated = day != _NO_DAY
    mixed = np.flatnonzero(dated.any(axis=1) & ((placed != _NEVER) & ~dated).any(axis=1))
    at = placed.copy()
    if not len(mixed):
        return at
    its, days, dates, timed = placed[mixed], day[mixed], local[mixed], ~dated[mixed]
    for column in range(1, placed.shape[1]):
        before = timed[:, :column] & (dates[:, :column] == days[:, column, None])
        newest = np.where(before, its[:, :column], its[:, column, None]).max(axis=1)
        at[mixed, column] = np.where(timed[:, column], its[:, column], newest)
    return at


def _seconds(raw: _Ticks, placed: _Ticks, day: _Days, local: _Days) -> npt.NDArray[np.float64]:
    """From each moment to the one after it; dates as `stays` says, and never less than nothing."""
    zone_is_own = (day == _NO_DAY) | (raw == placed)
    spans = np.roll(raw, -1) - raw
    same_date = local == np.roll(local, -1)
    # In the zone of a file elsewhere, a date lasts a day from its own midnight.
    begins, its_zone = (day != _NO_DAY), (zone_is_own & np.roll(zone_is_own, -1))
    ends = np.roll(begins, -1)
    inside = np.where(begins, (spans >= 0) & (spans < _DAY), (spans <= 0) & (spans > -_DAY))
    both = begins & ends
    same = np.where(its_zone | both, same_date, inside)
    return np.where((begins | ends) & same, 0, np.maximum(spans, 0)) / 1e6
