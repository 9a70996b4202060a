"""Adding up: counts and totals of leads or rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.lead_states import EXCLUDED, KEPT, MISSED, OPEN, STATES
from alignment_desktop.values import dataclass

Parts = tuple[tuple[float, ...], ...]
Numbers = Sequence[float] | pl.Series
_VALUE, _SPELLING = "value", "spelling"


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What was counted and collected of one group of leads or rows.

    Attributes:
        rows: All of them.
        states: How many are kept, missed, open, excluded.
        numbers: What is summed up, or durations; the known ones.
        per: What a ratio divides by.
        parts: By the moments at which the time of leads is divided, the known seconds of each part.
        notes: What has to be said of it.
    """

    rows: int = 0
    states: tuple[int, int, int, int] = (0, 0, 0, 0)
    numbers: Numbers = ()
    per: Numbers = ()
    parts: Mapping[str, Parts] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    def with_rows_of(self, other: Tally) -> Tally:
        """The same with the rows that another version's words count; neither is of leads."""
        return Tally(
            self.rows + other.rows,
            numbers=[*self.numbers, *other.numbers],
            per=[*self.per, *other.per],
            notes=self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Leads, counted once for all that is asked of them.

    Attributes:
        groups: A row for each period and spelling of what is in `by`.
        divided: The leads whose time is divided, likewise told apart.
    """

    groups: pl.DataFrame
    divided: pl.DataFrame

    def without(self, periods: Collection[int]) -> Counted:
        """The same without some periods."""
        if not periods:
            return self
        stays = ~pl.col("period").is_in(list(periods))
        return Counted(self.groups.filter(stays), self.divided.filter(stays))


def counted(leads: pl.DataFrame) -> Counted:
    """The leads of each period and spelling in `by`, counted and collected.

    Args:
        leads: See `leads_of.SCHEMA`.
    """
    told = leads.lazy().rename({"by": _SPELLING})
    states = [(pl.col("state") == state).sum().alias(state) for state in STATES]
    groups = told.group_by("period", _SPELLING).agg(
        pl.len().alias("rows"),
        *states,
        pl.col("number").drop_nulls().alias("numbers"),
        pl.col("per").drop_nulls().alias("divisors"),
    )
    divided = told.filter(pl.col("parts").is_not_null()).select(
        "period", _SPELLING, "chain", "parts"
    )
    return Counted(*(_with_value(each) for each in pl.collect_all([groups, divided])))


def tallies(found: Counted) -> dict[int, Tally]:
    """What was counted in each period; periods without leads are left out."""
    whole = pl.lit("").alias(_VALUE)
    one = Counted(found.groups.with_columns(whole), found.divided.with_columns(whole))
    return {period: tally for period, _, tally in _tallied(one)}


def tallies_by_value(found: Counted) -> dict[int, list[tuple[str, Tally]]]:
    """What was counted in each period, by the value in `by`.

    Values are alike without case and shown in their commonest spelling, of equally common ones the
    first by code point; ordered by their lower-cased text, so that blank comes first.
    """
    spellings = (
        found.groups.sort("rows", _SPELLING, descending=[True, False])
        .group_by("period", _VALUE, maintain_order=True)
        .agg(pl.col(_SPELLING).first())
    )
    shown = {(period, value): spelling for period, value, spelling in spellings.iter_rows()}
    by_period: dict[int, list[tuple[str, Tally]]] = {}
    for period, value, tally in _tallied(found):
        by_period.setdefault(period, []).append((shown[period, value], tally))
    return by_period


def commonest_spellings(told: pl.DataFrame, *alike: str) -> pl.DataFrame:
    """Of each group, the `spelling` most of its rows have; of equally common ones the first.

    Args:
        told: Rows with `spelling` and the columns of `alike`.
        alike: The columns whose values together are a group.
    """
    return (
        told.group_by(*alike, _SPELLING)
        .agg(pl.len().alias("often"))
        .sort("often", _SPELLING, descending=[True, False])
        .group_by(*alike, maintain_order=True)
        .agg(pl.col(_SPELLING).first())
    )


def _with_value(told: pl.DataFrame) -> pl.DataFrame:
    """Rows with the value that a spelling stands for, that of a blank being empty."""
    spelling = pl.col(_SPELLING).fill_null("")
    return told.with_columns(spelling, spelling.str.to_lowercase().alias(_VALUE))


def _tallied(found: Counted) -> Iterator[tuple[int, str, Tally]]:
    """Period, value and tally of every group of `period` and `value`, in their order."""
    parts = _parts(found.divided)
    lists = ("numbers", "divisors")
    grouped = (
        found.groups.group_by("period", _VALUE)
        .agg(
            pl.col("rows", *STATES).sum(),
            *(pl.col(name).list.explode(keep_nulls=False, empty_as_null=False) for name in lists),
        )
        .sort("period", _VALUE)
    )
    keys = grouped.select("period", _VALUE, "rows", KEPT, MISSED, OPEN, EXCLUDED).iter_rows()
    collected = zip(*(grouped.get_column(name) for name in lists), strict=True)
    for (period, value, rows, *states), (numbers, per) in zip(keys, collected, strict=True):
        kept, missed, still_open, excluded = states
        told = parts.get((period, value), {})
        yield (
            period,
            value,
            Tally(rows, (kept, missed, still_open, excluded), numbers, per, told),
        )


def _parts(divided: pl.DataFrame) -> dict[tuple[int, str], dict[str, Parts]]:
    """By period and value, and by the moments between them, the known seconds of each part."""
    found: dict[tuple[int, str], dict[str, Parts]] = {}
    if divided.is_empty():
        return found
    numbered = (
        divided.select("period", _VALUE, "chain", "parts")
        .with_columns(number=pl.int_ranges(pl.col("parts").list.len()))
        .explode("parts", "number")
        .group_by("period", _VALUE, "chain", "number", maintain_order=True)
        .agg(pl.col("parts").drop_nulls())
        .sort("period", _VALUE, "chain", "number")
    )
    for period, value, chain, _, seconds in numbered.iter_rows():
        chains = found.setdefault((period, value), {})
        chains[chain] = (*chains.get(chain, ()), tuple(seconds))
    return found
