"""The funnel reconciled: what came into each stage, what left it where to, and what is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.funnel import NO_STAGE, StageBalance, onward
from alignment_desktop.measurement.as_of import midnight, moment_literal
from alignment_desktop.measurement.moves import LEAD, gone_on
from alignment_desktop.measurement.tally import commonest_spellings
from alignment_desktop.values import dataclass

_VALUE, _SPELLING = "value", "spelling"
_ANY = pl.lit(True)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a balance speaks of, as instants.

    Attributes:
        begin: The first instant; None: from the very first move.
        end: The first instant after it; None: up to what is known.
    """

    begin: datetime | None = None
    end: datetime | None = None

    @classmethod
    def of(cls, first: date, last: date, zone: str) -> Span:
        """The days `first` to `last` of `zone`, both included."""
        return cls(midnight(first, zone), midnight(last + timedelta(days=1), zone))

    def holds(self, moments: str) -> pl.Expr:
        """Whether moments lie in it; never null."""
        return (~self.starts_after(moments) & self.ends_after(moments)).fill_null(False)

    def starts_after(self, moments: str) -> pl.Expr:
        """Whether it begins after moments; null where there is none."""
        before = ~_ANY if self.begin is None else pl.col(moments) < moment_literal(self.begin)
        return before & pl.col(moments).is_not_null()

    def ends_after(self, moments: str) -> pl.Expr:
        """Whether it ends after moments; false where there is none."""
        known = pl.col(moments).is_not_null()
        return known if self.end is None else known & (pl.col(moments) < moment_literal(self.end))


def created_in(found: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Every stay of the leads that were created in these days.

    Args:
        found: As `moves.stays` gives them.
        span: The days.
    """
    cohort = found.filter((pl.col("stage") == NO_STAGE) & span.holds("at")).select(LEAD)
    return found.join(cohort, on=LEAD, how="semi", maintain_order="left")


def known_by(found: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """The stays as they were known before a moment: later moves are not.

    Args:
        found: As `moves.stays` gives them.
        moment: The first instant that is not known any more.
    """
    later = (pl.col("until") >= moment_literal(moment)).fill_null(False)
    return found.filter(pl.col("at") < moment_literal(moment)).with_columns(
        pl.when(~later).then(name).alias(name) for name in ("next", "until", "seconds")
    )


def balances(
    found: pl.DataFrame, agreement: Agreement, span: Span, by: pl.Series | None = None
) -> tuple[StageBalance, ...]:
    """The balance of every stage in some days: start + entered − left = end, for each.

    A lead is in a stage from its move there up to its next one. At the start are those that moved
    there before the first instant, so that a move on the first midnight is one of these days.

    Args:
        found: As `moves.stays` gives them.
        agreement: Whose stages and ways onward are meant.
        span: The days.
        by: The value of a field of every lead, by which the balances are shown apart too.

    Returns:
        No stage, then the agreement's stages, then others that some lead was in, in the order in
        which equal moments are walked; unit leads, times in elapsed seconds of the stays that
        ended in these days.
    """
    counted = found.with_columns(_flow(span)).with_columns(pl.lit("").alias(_VALUE))
    totals = _balances(counted, agreement)
    if by is not None:
        counted, shown = _with_values(counted, by)
        grouped = _balances(counted, agreement)
        parts: dict[str, list[StageBalance]] = defaultdict(list)
        for stage, value in sorted(grouped, key=lambda pair: pair[1]):
            part = grouped[stage, value]
            if not part.is_empty:
                parts[stage].append(replace(part, segment=shown[value]))
        totals = {
            name: replace(total, groups=tuple(parts[name[0]])) for name, total in totals.items()
        }
    order = found.schema["stage"]
    stated = {NO_STAGE, *agreement.stages}
    every = [
        totals.get((stage, ""), _nothing(stage, agreement))
        for stage in (order.categories if isinstance(order, pl.Enum) else ())
    ]
    return tuple(each for each in every if each.stage in stated or not each.is_empty)


def part_of(found: pl.DataFrame, stage: str, span: Span, part: str) -> pl.DataFrame:
    """The stays behind one number of a balance.

    Args:
        found: As `moves.stays` gives them.
        stage: The stage.
        span: The days.
        part: `start`, `entered`, `left` or `end`.
    """
    return found.filter(pl.col("stage").cast(pl.String) == stage).filter(_parts(span)[part])


def _parts(span: Span) -> dict[str, pl.Expr]:
    begun, over = span.starts_after("at"), span.starts_after("until").fill_null(False)
    return {
        "start": begun & ~over,
        "entered": span.holds("at"),
        "left": span.holds("until"),
        "end": span.ends_after("at") & ~span.ends_after("until"),
    }


def _flow(span: Span) -> list[pl.Expr]:
    return [each.alias(f"…{name}") for name, each in _parts(span).items()]


def _nothing(stage: str, agreement: Agreement) -> StageBalance:
    return StageBalance(stage=stage, gone_on=0 if onward(agreement, stage) else None)


_Name = tuple[str, str]


def _balances(counted: pl.DataFrame, agreement: Agreement) -> dict[_Name, StageBalance]:
    """Stage and value to balance; those without leads are left out."""
    left = pl.col("…left")
    sums = counted.group_by("stage", _VALUE).agg(
        pl.col("…start", "…entered", "…end").sum(),
        pl.col("seconds").filter(left).median().alias("median"),
        pl.col("seconds").filter(left).mean().alias("mean"),
    )
    went: dict[_Name, list[tuple[str, int]]] = defaultdict(list)
    flows = counted.filter(left).group_by("stage", _VALUE, "next").agg(pl.len().alias("count"))
    for stage, value, towards, count in flows.sort("next").iter_rows():
        went[stage, value].append((towards, count))
    onwards = _gone_on(counted, agreement, sums.get_column("stage").unique())
    return {
        (row["stage"], row[_VALUE]): replace(
            _nothing(row["stage"], agreement),
            start=row["…start"],
            entered=row["…entered"],
            left=tuple(went[row["stage"], row[_VALUE]]),
            end=row["…end"],
            gone_on=onwards.get((row["stage"], row[_VALUE])),
            median_seconds=row["median"],
            mean_seconds=row["mean"],
        )
        for row in sums.iter_rows(named=True)
    }


def _gone_on(
    counted: pl.DataFrame, agreement: Agreement, stages: Collection[str]
) -> dict[_Name, int]:
    found: dict[_Name, int] = {}
    for stage in stages:
        ways = onward(agreement, stage)
        if ways:
            sums = gone_on(counted, stage, ways).group_by(_VALUE).agg(
                (pl.col("…entered") & pl.col("gone_on")).sum()
            )  # fmt: skip
            found |= {(stage, value): count for value, count in sums.iter_rows()}
    return found


def _with_values(counted: pl.DataFrame, by: pl.Series) -> tuple[pl.DataFrame, dict[str, str]]:
    """The stays, each with the value of its lead, and how each value is spelt.

    Values are grouped and spelt as in measured commitments, over the leads that have a stay.
    """
    spelling = by.fill_null("")
    told = counted.with_columns(
        spelling.str.to_lowercase().gather(counted.get_column(LEAD)).alias(_VALUE),
        spelling.gather(counted.get_column(LEAD)).alias(_SPELLING),
    )
    ones = told.filter(pl.col("place") == 0)
    return told, dict(commonest_spellings(ones, _VALUE).iter_rows())
