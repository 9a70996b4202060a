"""The catalogue of measures: all that a layer may want to know of a way to count a commitment.

A measure is stated here alone, and no layer compares its name. How its figure is computed stands in
`measurement.measures`, its words in `resources` under its name. What a measure of the catalogue
still lacks is said by `tests/unit/test_measure_catalogue.py`.
"""

from __future__ import annotations

from enum import StrEnum

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

CONDITION_KEYS = ("where", "any")
"""The keys of conditions that say which leads or rows a commitment speaks of."""

WAYS_OF_CLOCKS = ("pause", "calendar_by")
"""The keys that say which time of a clock counts."""


class ValueKind(StrEnum):
    """What the figure of a measure is, which tells the units that a target may have."""

    SHARE = "share"
    """kept ÷ (kept + missed), from 0 to 1."""
    DURATION = "duration"
    """Seconds."""
    COUNT = "count"
    """A whole number without a unit."""
    AMOUNT = "amount"
    """A total, or one total divided by another: a number or money, and no time."""
    STATED = "stated"
    """Whatever a spreadsheet states, in any unit."""

    @property
    def is_never_negative(self) -> bool:
        """Whether no result lies below zero."""
        return self in (ValueKind.SHARE, ValueKind.DURATION, ValueKind.COUNT)


class Counted(StrEnum):
    """What a measure goes through, one by one."""

    LEADS = "leads"
    CAMPAIGNS = "campaigns"
    FIGURES = "figures"


class Pooling(StrEnum):
    """How the figure of several periods together comes about."""

    ADDED = "added"
    """The periods' figures add up, and so do their targets."""
    MEASURED = "measured"
    """It is measured once over all their days, and held against one target."""
    NEVER = "never"
    """Nothing makes one of them: each period's figure stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One way to count a commitment.

    Attributes:
        name: As the agreement text writes it.
        needs: The keys that it cannot do without.
        optional: Further keys that it takes notice of.
        value: What its figure is.
        counted: What it goes through.
        pooling: How the figure of several periods together comes about.
        has_clock: Whether each lead starts a clock, judged by the version in force at its start.
        waits_for_its_end: Whether its period may still bring what is missing, so that nothing is at
            risk before it ends.
        takes_conditions: Whether conditions and those of a segment narrow what is counted.
        table: The table whose rows this one is about, where there is one measure of the name for
            each table; empty: for all.
        others: The measures of the same name for other tables.
    """

    name: str
    needs: tuple[str, ...]
    optional: tuple[str, ...] = ()
    value: ValueKind
    counted: Counted = Counted.LEADS
    pooling: Pooling = Pooling.MEASURED
    has_clock: bool = False
    waits_for_its_end: bool = False
    takes_conditions: bool = True
    table: str = ""
    others: tuple[Measure, ...] = ()

    @property
    def code(self) -> str:
        """What its computation and its way of counting are found by: `ratio-campaigns`."""
        return f"{self.name}-{self.table}" if self.table else self.name

    @property
    def is_share(self) -> bool:
        """Whether it counts kept and missed."""
        return self.value is ValueKind.SHARE

    @property
    def counts_leads(self) -> bool:
        """Whether there are leads behind its figure, and no rows of a table."""
        return self.counted is Counted.LEADS

    @property
    def takes_time(self) -> bool:
        """Whether each lead takes a time, from its start to a stop."""
        return "to" in self.needs

    @property
    def times_leads(self) -> bool:
        """Whether there is a time of each lead that pauses and calendars may be taken out of."""
        return set(WAYS_OF_CLOCKS) <= set(self.optional)

    @property
    def takes(self) -> tuple[str, ...]:
        """All keys that it takes notice of."""
        conditions = CONDITION_KEYS if self.takes_conditions else ()
        return (*self.needs, *self.optional, *conditions)

    def over(self, table: str) -> Measure:
        """The measure of this name for the rows of `table`."""
        return next((other for other in self.others if other.table == table), self)

    def is_above_whole(self, target: Target) -> bool:
        """Whether `target` asks for more than the whole of a share."""
        return self.is_share and target.value > 1

    def fitting(self, target: Target, *, business: bool) -> Target:
        """`target` in the unit of this measure; a number alone is one in its own unit.

        Args:
            target: As it was written.
            business: Whether only business time counts.

        Raises:
            Problem: `target-not-a-share`, `target-not-a-time`, `target-not-a-count` or
                `target-not-an-amount`: a target of that unit says nothing of this measure.
        """
        facts = {"value": str(target), "measure": self.name}
        kind, unit = self.value, target.unit
        if kind is ValueKind.SHARE:
            try:
                return target.as_share()
            except Problem as problem:
                raise problem.with_facts(**facts) from None
        # Days and weeks say nothing of business time.
        too_long = business and target.unit_text in ("day", "week")
        if kind is ValueKind.DURATION and (unit not in ("seconds", None) or too_long):
            raise Problem("target-not-a-time", **facts)
        if kind is ValueKind.COUNT and unit is not None:
            raise Problem("target-not-a-count", **facts)
        if kind is ValueKind.AMOUNT and unit == "seconds":
            raise Problem("target-not-an-amount", **facts)
        return target


COUNT = Measure(
    name="count",
    needs=("from",),
    value=ValueKind.COUNT,
    pooling=Pooling.ADDED,
    waits_for_its_end=True,
)
SUM = Measure(
    name="sum",
    needs=("from", "field"),
    value=ValueKind.AMOUNT,
    pooling=Pooling.ADDED,
    waits_for_its_end=True,
)
SHARE = Measure(name="share", needs=("from", "of"), optional=("settle",), value=ValueKind.SHARE)
WITHIN = Measure(
    name="within",
    needs=("from", "to", "limit"),
    optional=(*WAYS_OF_CLOCKS, "parts"),
    value=ValueKind.SHARE,
    has_clock=True,
)
ATTEMPTS = Measure(
    name="attempts",
    needs=("from", "limit", "times"),
    optional=("activity", *WAYS_OF_CLOCKS),
    value=ValueKind.SHARE,
    has_clock=True,
)
MEDIAN = Measure(
    name="median",
    needs=("from", "to"),
    optional=("business", *WAYS_OF_CLOCKS, "parts"),
    value=ValueKind.DURATION,
)
P90 = Measure(
    name="p90",
    needs=("from", "to"),
    optional=("business", *WAYS_OF_CLOCKS, "parts"),
    value=ValueKind.DURATION,
)
FILLED = Measure(name="filled", needs=("from", "field"), value=ValueKind.SHARE)
RATIO = Measure(
    name="ratio",
    needs=("from", "field", "per"),
    optional=("table",),
    value=ValueKind.AMOUNT,
    waits_for_its_end=True,
    others=(
        Measure(
            name="ratio",
            table="campaigns",
            needs=("field", "per"),
            optional=("table",),
            value=ValueKind.AMOUNT,
            counted=Counted.CAMPAIGNS,
            waits_for_its_end=True,
        ),
    ),
)
FIGURE = Measure(
    name="figure",
    needs=("figure",),
    optional=("supplier", "unit"),
    value=ValueKind.STATED,
    counted=Counted.FIGURES,
    pooling=Pooling.NEVER,
    waits_for_its_end=True,
    takes_conditions=False,
)

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        COUNT, SUM, SHARE, WITHIN, ATTEMPTS, MEDIAN, P90, FILLED, RATIO, FIGURE,
    )
}  # fmt: skip
"""Every measure by its name, in the order in which they are offered."""


def each_measure() -> list[Measure]:
    """Every measure, those of the same name for another table among them."""
    return [each for measure in MEASURES.values() for each in (measure, *measure.others)]


def keys_of_measures() -> tuple[str, ...]:
    """Every key of which some measure takes notice, each once: what is needed first."""
    measures = each_measure()
    needed = [key for measure in measures for key in measure.needs]
    optional = [key for measure in measures for key in measure.optional]
    return tuple(dict.fromkeys((*needed, *optional, *CONDITION_KEYS)))
