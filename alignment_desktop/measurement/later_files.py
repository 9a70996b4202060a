"""Fields that files once had and later files lack: whom that concerns, and which periods it spoils.

Files of one kind add up, so that a file without a column is no fault by itself: one has the leads,
another their deals. A field has vanished where the newest files that bring the leads of a figure
lack it, while an earlier one had it: what they leave blank is not known to be blank. That is said
beside the figure. Where they are otherwise made like that earlier file, and a period stands on them
alone, what is blank there tells nothing at all, and the period has no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import polars as pl

from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED, IDENTITY, Kind, is_companion
from alignment_desktop.measurement.commitment_leads import starting_leads
from alignment_desktop.measurement.conditions import asked_conditions
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.folding import KEYS, Source
from alignment_desktop.measurement.lead_value import LEAD_VALUE, NEEDS
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.scoring import GRADE, SCORE
from alignment_desktop.measurement.versions import Slice
from alignment_desktop.values import dataclass

_HANDED_OVER = "handed_over_at"
_MOST_FILES = 3
_FEW = 3
"""One column in so many may be gone too, and two files are still made alike."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """What later files leave unknown of a figure.

    Attributes:
        notes: A sentence for each field that they lack, as a problem.
        unknown: The periods all of whose leads, or rows, they alone bring: no figure can be told.
    """

    notes: tuple[Problem, ...] = ()
    unknown: frozenset[int] = frozenset()


def vanished(bench: Workbench, part: Slice, periods: Sequence[Period], by: str | None) -> Vanished:
    """What later files leave unknown of the figure of one version's commitment.

    Args:
        bench: The evidence.
        part: Which version's words, for which periods.
        periods: All periods of the plan, in order.
        by: A field whose values are shown apart; they are blank, but the totals hold.

    Raises:
        Problem: `field-not-imported`, where there is no figure anyway.
    """
    leads = None
    if part.commitment.measured_by.counts_leads:
        leads = _Leads(bench, part, periods)
    looked = leads or _Campaigns(bench, part, periods)
    notes, unknown = [], frozenset[int]()
    for name in looked.names():
        later = looked.later(name)
        if later:
            note, spoilt = looked.told(name, later)
            unknown |= spoilt
            notes += note
    if by is not None and leads is not None and by not in leads.names():
        later = leads.later(by)
        notes += _notes(by, later, leads.blanks(by, later).height, []) if later else []
    if _asks_kinds(part):
        kinds = _lacking(bench.request.evidence.activities.sources, ("kind",))
        if kinds:
            notes.append(Problem("kind-not-in-later-files", files=_files(kinds)))
    return Vanished(tuple(notes), unknown)


def rules_without_fields(bench: Workbench) -> Iterator[Problem]:
    """The scoring rules of the newest version that read a field which later files lack.

    Yields:
        `rule-field-not-in-later-files`.
    """
    agreement, sources = bench.request.newest, bench.request.evidence.leads.sources
    fields = bench.fields(Kind.LEADS, agreement)
    for key, rule in agreement.rules.items():
        names = [*(each.field for each in rule.where), rule.count.strip(), rule.since.strip()]
        for name in dict.fromkeys(filter(None, names)):
            columns = fields.columns_of(name)
            later = _of_keys(sources, columns)
            leads = _only_in(sources, columns, later)
            if leads.height:
                yield Problem(
                    "rule-field-not-in-later-files",
                    rule=key, field=name, files=_files(later), leads=leads.height,
                )  # fmt: skip


class _Leads:
    """The leads of a figure, and the files that bring them."""

    def __init__(self, bench: Workbench, part: Slice, periods: Sequence[Period]) -> None:
        self._bench, self._part, self._periods = bench, part, periods
        self._sources = bench.request.evidence.leads.sources
        self._fields: Fields = bench.fields(Kind.LEADS, part.agreement)
        self._start = self._columns(part.commitment.from_)

    def names(self) -> list[str]:
        """The fields that the figure stands on, each once."""
        one, agreement = self._part.commitment, self._part.agreement
        takes = one.measured_by.takes
        names = [one.to, one.field, one.per]
        names = [
            name for key, name in zip(("to", "field", "per"), names, strict=True) if key in takes
        ]
        if one.calendar_by is not None and one.chooses_calendars:
            names.append(one.calendar_by.field)
        conditions = asked_conditions(one, agreement)
        asked = [each.field.strip() for each in conditions]
        if self._bench.scores_matter(agreement, conditions):
            asked = [name for name in asked if name not in (GRADE, SCORE)]
        needs = (NEEDS if name == LEAD_VALUE else (name,) for name in [*names, *asked])
        return list(dict.fromkeys([one.from_, *(name for each in needs for name in each if name)]))

    def later(self, name: str) -> list[Source]:
        """The files that bring the leads and lack a field, where no file after them has it."""
        columns = self._columns(name)
        if name == self._part.commitment.from_:
            return _of_keys(self._sources, columns)
        return [each for each in _lacking(self._sources, columns) if each.has(self._start)]

    def told(self, name: str, later: list[Source]) -> tuple[list[Problem], frozenset[int]]:
        """What has to be said of a field that `later` files lack, and the periods they spoil."""
        columns = self._columns(name)
        if name == self._part.commitment.from_:
            count = _only_in(self._sources, columns, later).height
            return self._notes(name, later, count, frozenset()), frozenset()
        spoilt = frozenset[int]()
        if _made_alike(self._sources, columns, later):
            spoilt = _wholly(self.population, _only_in(self._sources, columns, later))
        return self._notes(name, later, self.blanks(name, later).height, spoilt), spoilt

    def blanks(self, name: str, later: list[Source]) -> pl.DataFrame:
        """The leads of the figure that `later` files bring and that have nothing in a field."""
        empty = pl.all_horizontal(pl.col(self._columns(name)).is_null())
        blank = self._bench.leads.filter(empty).select(IDENTITY)
        blank = blank.join(_rows(later), on=IDENTITY, how="semi")
        return self.population.join(blank, on=IDENTITY, how="semi")

    @cached_property
    def population(self) -> pl.DataFrame:
        """Every lead that starts in the periods, whatever its conditions; `period` beside it."""
        plain = replace(self._part.commitment, measure="count", where=(), any=(), segment="")
        part = replace(self._part, commitment=plain)
        return starting_leads(self._bench, part, self._periods).select(IDENTITY, "period")

    def _columns(self, name: str) -> tuple[str, ...]:
        columns = self._fields.columns_of(name)
        if name == _HANDED_OVER:
            stage = self._bench.request.newest.header.handover_stage
            columns = (*columns, ENTERED + stage)
        return tuple(each for each in columns if each in self._bench.leads.columns)

    def _notes(
        self, name: str, later: list[Source], count: int, spoilt: frozenset[int]
    ) -> list[Problem]:
        return _notes(name, later, count, [self._periods[index].label for index in sorted(spoilt)])


class _Campaigns:
    """The campaign rows of a figure, and the files that bring them."""

    def __init__(self, bench: Workbench, part: Slice, periods: Sequence[Period]) -> None:
        self._bench, self._part, self._periods = bench, part, periods
        self._sources = bench.request.evidence.campaigns.sources
        self._fields = bench.fields(Kind.CAMPAIGNS, part.agreement)

    def names(self) -> list[str]:
        """The fields that the figure stands on, each once."""
        one = self._part.commitment
        if one.measure != "ratio":
            return []
        conditions = asked_conditions(one, self._part.agreement)
        return list(dict.fromkeys([one.field, one.per, *(each.field for each in conditions)]))

    def later(self, name: str) -> list[Source]:
        """The files that lack a field, where no file after them has it."""
        return _lacking(self._sources, self._fields.columns_of(name))

    def told(self, name: str, later: list[Source]) -> tuple[list[Problem], frozenset[int]]:
        """What has to be said of a field that `later` files lack, and the periods they spoil."""
        keys = list(KEYS[Kind.CAMPAIGNS])
        rows = self._bench.request.evidence.campaigns.frame.select(keys)
        dated = [
            rows.filter(pl.col("start").is_between(period.start, period.end)).with_columns(
                pl.lit(index, pl.Int64).alias("period")
            )
            for index, period in enumerate(self._periods)
            if index in self._part.periods
        ]
        population = pl.concat(dated)
        columns = self._fields.columns_of(name)
        unread = _only_in(self._sources, columns, later)
        count = population.join(unread, on=keys, how="semi", nulls_equal=True).height
        alike = _made_alike(self._sources, columns, later)
        spoilt = _wholly(population, unread) if alike else frozenset[int]()
        labels = [self._periods[index].label for index in sorted(spoilt)]
        return _notes(name, later, count, labels), spoilt


def _asks_kinds(part: Slice) -> bool:
    one = part.commitment
    return one.pauses_clocks or ("activity" in one.measured_by.takes and bool(one.activity.strip()))


def _lacking(sources: Sequence[Source], columns: Sequence[str]) -> list[Source]:
    """The files after the newest one that has one of the columns; none where none has."""
    newest = max((each.id for each in sources if each.has(columns)), default=None)
    return [] if newest is None else [each for each in sources if each.id > newest]


def _of_keys(sources: Sequence[Source], columns: Sequence[str]) -> list[Source]:
    """The same, as far as they are keyed as a file that has one of the columns."""
    keys = {each.key for each in sources if each.has(columns)}
    return [each for each in _lacking(sources, columns) if each.key in keys]


def _made_alike(sources: Sequence[Source], columns: Sequence[str], later: Sequence[Source]) -> bool:
    """Whether later files have what the newest file with the columns has, but for few of them."""
    newest = max((each for each in sources if each.has(columns)), key=lambda each: each.id)
    had = {name for name in newest.columns if not is_companion(name)}
    lost = [had - each.columns for each in later]
    return all(names <= set(columns) or len(names) * _FEW <= len(had) for names in lost)


def _rows(sources: Sequence[Source]) -> pl.DataFrame:
    return pl.concat(each.rows for each in sources).unique()


def _only_in(
    sources: Sequence[Source], columns: Sequence[str], later: Sequence[Source]
) -> pl.DataFrame:
    """The keys of the rows of `later` files of which no file with the columns speaks."""
    if not later:
        return pl.DataFrame()
    rows = _rows(later)
    known = _rows([each for each in sources if each.has(columns)])
    return rows.join(known, on=rows.columns, how="anti", nulls_equal=True)


def _wholly(population: pl.DataFrame, unread: pl.DataFrame) -> frozenset[int]:
    """The periods all of whose leads or rows are `unread`."""
    inside = population.join(
        unread.with_columns(pl.lit(True).alias("unread")),
        on=unread.columns, how="left", nulls_equal=True,
    )  # fmt: skip
    wholly = inside.group_by("period").agg(pl.col("unread").fill_null(False).all())
    return frozenset(wholly.filter("unread").get_column("period"))


def _notes(name: str, later: list[Source], count: int, labels: list[str]) -> list[Problem]:
    if not count:
        return []
    facts = {"field": name, "files": _files(later), "leads": count}
    if labels:
        return [Problem("no-figure-without-field", **facts, periods=", ".join(labels))]
    return [Problem("field-not-in-later-files", **facts)]


def _files(sources: Iterable[Source]) -> str:
    names = list(dict.fromkeys(each.name for each in sources))
    return ", ".join(names[-_MOST_FILES:])
