"""Who had the clock: the time of each lead divided at the moments that it passed on its way."""

from __future__ import annotations

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.frames import IDENTITY, day_column
from alignment_desktop.measurement.clock_time import CALENDAR, MICROSECONDS, ClockTime
from alignment_desktop.measurement.date_only import BACKWARDS, STOP, with_stop
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.request import Workbench

EXCLUDED = "excluded"
_PREFIX = "part."


def chain_of(commitment: Commitment) -> tuple[str, ...]:
    """The moments between which its time is divided; empty where it is not."""
    if not commitment.parts or "parts" not in commitment.measured_by.takes:
        return ()
    return (commitment.from_, *commitment.parts, commitment.to)


def chain_code(commitment: Commitment) -> str:
    """What tells leads apart whose time is divided at other moments."""
    return " ".join(chain_of(commitment))


def part_columns(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """What is read of each lead to divide its time; moments that nothing has told are unknown."""
    columns: dict[str, pl.Expr] = {}
    for number, event in enumerate(chain_of(commitment)[1:-1]):
        for suffix, name in (("", event), ("_day", day_column(event))):
            kept = pl.col(name) if fields.has(event) else pl.lit(None)
            columns[f"{_PREFIX}{number}{suffix}"] = kept
    return columns


def with_parts(
    bench: Workbench, time: ClockTime, commitment: Commitment, frame: pl.DataFrame, *, exact: bool
) -> pl.DataFrame:
    """The leads with `parts`, seconds or null for each part of the way, and `chain`.

    Each part ends at its moment. Where that is unknown, or lies before the moment of a part
    earlier on the way or after the stop, the part is null and the next known one takes its time, so
    that those known add up to the whole. A lead without a stop, or excluded, has none.

    Args:
        bench: The evidence.
        time: What time counts.
        commitment: Says at which moments its time is divided.
        frame: With `stop`, `state`, and what `part_columns` says.
        exact: Whether a moment known only by its date is too vague, and so unknown.
    """
    chain = chain_of(commitment)
    if not chain:
        return frame
    inside = pl.col(STOP).is_not_null() & (pl.col("state").fill_null("") != EXCLUDED)
    more = [name for name in (CALENDAR,) if name in frame.columns]
    walked = frame.select(
        IDENTITY, *more, "from", reached="from", reached_day="from_day", last=STOP
    )
    parts: list[pl.Series] = []
    for number in range(len(chain) - 2):
        at, day = (frame.get_column(f"{_PREFIX}{number}{suffix}") for suffix in ("", "_day"))
        walked = walked.with_columns(
            at.cast(pl.Datetime("us", "UTC")).alias("at"), day.cast(pl.Date).alias("at_day")
        )
        walked = with_stop(walked, "reached", "at", bench.zones)
        moment = pl.col(STOP)
        known = ~pl.col(BACKWARDS) & (moment <= pl.col("last"))
        if exact:
            known &= pl.col("at_day").is_null()
        walked = walked.with_columns(pl.when(known.fill_null(False)).then(moment).alias(STOP))
        parts.append(time.used(walked, "reached", STOP))
        # What stands for the moment reached before leaves that as exact as it was.
        stays = pl.col(STOP).is_null() | (pl.col(STOP) == pl.col("reached"))
        day_reached = pl.when(stays).then("reached_day").otherwise("at_day")
        walked = walked.with_columns(
            pl.coalesce(STOP, "reached").alias("reached"), day_reached.alias("reached_day")
        ).drop(STOP, BACKWARDS)
    parts.append(time.used(walked, "reached", "last"))
    seconds = [pl.lit(part) / MICROSECONDS for part in parts]
    return frame.with_columns(
        pl.when(inside).then(pl.concat_list(seconds)).alias("parts"),
        pl.lit(chain_code(commitment)).alias("chain"),
    )
