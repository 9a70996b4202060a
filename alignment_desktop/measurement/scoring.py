"""Fit, grade, score and action of every lead by the rules of an agreement, at any moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoring import (
    Decay,
    ScoringRule,
    Threshold,
    grades_by_rank,
    thresholds_by_rank,
)
from alignment_desktop.frames import IDENTITY, FieldType, Kind, day_column
from alignment_desktop.measurement.as_of import INSTANT, moment_literal, only_known
from alignment_desktop.measurement.conditions import holds
from alignment_desktop.measurement.date_only import beside, end_of_date
from alignment_desktop.measurement.fields import Field, Fields
from alignment_desktop.measurement.pauses import kind_of_activity
from alignment_desktop.values import dataclass

FIT, SCORE, GRADE, THRESHOLD = "fit", "score", "grade", "threshold"
_AT, _CUT, _ROW, _KIND, _CODE = "…at", "…cut", "…row", "…kind", "…code"
_NEWEST, _TIMES = "…newest", "…times"
_DAY = 86_400_000_000
_DIGITS = 13
"""Sums are rounded to so many digits: 0.1 and 0.2 reach a bound of 0.3, whatever floats say."""

Activities = Callable[[], pl.DataFrame]


def own_value(name: str) -> str:
    """The column of what files say, where `grade` and `score` are those of the rules."""
    return f"…own {name}"


def value_at(name: str) -> str:
    """The column of what the rules said at an event."""
    return f"…{name} at"


def with_scores(leads: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """The leads with grade and score by the rules; what files say goes to `own_value`.

    Args:
        leads: The leads.
        scores: What `scored` gives of these very leads, in their order.
    """
    own = [pl.col(name).alias(own_value(name)) for name in (GRADE, SCORE) if name in leads.columns]
    return leads.with_columns(own).with_columns(scores.get_column(GRADE), scores.get_column(SCORE))


def points_column(key: str) -> str:
    """The column that holds the points of a rule; null where it gave a lead none."""
    return f"points.{key}"


def times_column(key: str) -> str:
    """The column that holds how often what a rule counts was there; 1 where it counts nothing."""
    return f"times.{key}"


def left_column(key: str) -> str:
    """The column that holds the share of a rule's points that decay left."""
    return f"left.{key}"


@dataclass(frozen=True)
class Scored:
    """What the rules say of leads.

    Attributes:
        leads: One row per lead, in the order given: `identity`; `fit` and `score` in points;
            `grade` and `threshold`, keys of clauses or null; and `points_column` of every rule,
            with `times_column` and `left_column` where they were asked for.
        notes: Which rules give nobody points, because nothing imported has their fields.
    """

    leads: pl.DataFrame
    notes: tuple[Problem, ...] = ()


def scored(
    leads: pl.DataFrame,
    activities: Activities,
    agreement: Agreement,
    zone: str,
    at: str | datetime,
    *,
    parts: bool = False,
    zones: tuple[str, ...] = (),
) -> Scored:
    """Fit, grade, score and threshold of each lead by the rules.

    Fit is the sum of the points of the `fit` rules whose conditions a lead meets, the score that
    of the `engagement` rules. A rule gives its points once, or times a number, up to its cap; then
    they decay by a percentage for each full run of days since the newest thing counted.

    Args:
        leads: The leads as they were known; `grade` and `score` are those of their files.
        activities: Gives the known activities with the identity of their leads, where a rule
            counts them; raises `field-not-imported` where nothing of them is known.
        agreement: Whose rules, grades and thresholds count.
        zone: In which moments have their date.
        at: The moment of the scores; or the field of leads whose moment it is for each lead, what
            is later than that being unknown.
        parts: Whether it is told how each rule came to its points.
        zones: That one and those of the files, where a field's moment is the moment.
    """
    if isinstance(at, datetime):
        known = leads.with_columns(moment_literal(at).alias(_AT))
    else:
        known = _known_at(leads, at, zones or (zone,))
    fields = Fields(Kind.LEADS, leads.columns, agreement, zone)
    texts = Counter(each.field for rule in agreement.rules.values() for each in rule.where)
    often = [name for name, times in texts.items() if times > 1]
    known = known.with_columns(fields.in_lower_case(often).values())
    done = _Activities(activities, known, cut=isinstance(at, str))
    columns: dict[str, pl.Expr] = {}
    notes = []
    for key, rule in agreement.rules.items():
        try:
            met = holds(rule.where, fields)
            times, newest = pl.lit(1.0), pl.lit(None, INSTANT)
            if rule.count.strip():
                times = fields.resolve(rule.count).number.fill_null(0.0)
            if rule.since.strip():
                newest = _moment(fields.resolve(rule.since), zone)
            if rule.activity.strip():
                times, newest = map(pl.lit, done.of_kind(rule.activity))
        except Problem as problem:
            notes.append(Problem("rule-not-imported", rule=key, field=problem.facts["field"]))
            columns[points_column(key)] = pl.lit(None, pl.Float64)
            if parts:
                columns |= {times_column(key): pl.lit(0.0), left_column(key): pl.lit(1.0)}
            continue
        points = _points(rule, times, newest)
        columns[points_column(key)] = pl.when(met & (times != 0)).then(points)
        if parts:
            left = _left(rule.decay, newest) if rule.decay is not None else pl.lit(1.0)
            columns |= {times_column(key): times, left_column(key): left}
    found = known.select(IDENTITY, **columns)
    found = found.with_columns(
        _sum(agreement.rules, "fit").alias(FIT), _sum(agreement.rules, "engagement").alias(SCORE)
    )
    found = found.with_columns(_grade(agreement).alias(GRADE))
    chosen = _threshold(agreement.thresholds.values()).alias(THRESHOLD)
    return Scored(found.with_columns(chosen), tuple(notes))


def _known_at(leads: pl.DataFrame, event: str, zones: tuple[str, ...]) -> pl.DataFrame:
    """The leads as each was known at an event of its own; of a date-only event at its date's end.

    `…at` is the moment, `…cut` the last one that is known.
    """
    timed = leads.with_columns(
        pl.col(event).alias(_AT), pl.col(day_column(event)).alias(beside(_AT))
    )
    day = pl.col(beside(_AT))
    last = end_of_date(pl.col(_AT), day, zones) - pl.duration(microseconds=1)
    by_date = day.is_not_null()
    timed = timed.with_columns(pl.when(by_date).then(last).otherwise(pl.col(_AT)).alias(_CUT))
    return timed.with_columns(only_known(leads, lambda moments: moments <= pl.col(_CUT)))


class _Activities:
    """How many activities of a kind each lead had, and when the newest.

    Args:
        activities: Gives them.
        leads: The leads with their identity; each once.
        cut: Whether those of each lead are known up to its `…cut`; all of them are where not.
    """

    def __init__(self, activities: Activities, leads: pl.DataFrame, *, cut: bool) -> None:
        self._activities = activities
        self._leads = leads.select(IDENTITY, *([_CUT] if cut else [])).with_row_index(_ROW)
        self._counted: pl.DataFrame | None = None

    def of_kind(self, kind: str) -> tuple[pl.Series, pl.Series]:
        """The number of activities of a kind, and the moment of the newest or null, by lead.

        Raises:
            Problem: `field-not-imported`.
        """
        if self._counted is None:
            self._counted = self._count()
        its = self._counted.filter(pl.col("kind") == folded(kind))
        rows = its.get_column(_ROW)
        times = pl.zeros(self._leads.height, pl.Float64, eager=True)
        newest = pl.Series([None], dtype=INSTANT).new_from_index(0, self._leads.height)
        if rows.is_empty():
            return times, newest
        return (
            times.scatter(rows, its.get_column(_TIMES)),
            newest.scatter(rows, its.get_column(_NEWEST)),
        )

    def _count(self) -> pl.DataFrame:
        done = self._activities()
        if "kind" not in done.columns:
            raise Problem("field-not-imported", field="kind")
        # Rows of numbers are grouped in a fraction of the time that their texts take.
        mine = done.select(IDENTITY, "at", "kind").join(self._leads, on=IDENTITY)
        if _CUT in mine.columns:
            mine = mine.filter(pl.col("at") <= pl.col(_CUT))
        kinds = mine.select(pl.col("kind").unique()).with_columns(kind_of_activity().alias(_KIND))
        kinds = kinds.with_columns(pl.col(_KIND).rank("dense").cast(pl.Int64).alias(_CODE))
        spelt = mine.join(kinds, on="kind")
        counted = spelt.group_by(_ROW, _CODE).agg(
            pl.len().cast(pl.Float64).alias(_TIMES), pl.col("at").max().alias(_NEWEST)
        )
        named = kinds.select(_CODE, pl.col(_KIND).alias("kind")).unique(_CODE)
        return counted.join(named, on=_CODE)


def _moment(field: Field, zone: str) -> pl.Expr:
    """The instant that a field states, also one that a further column states as ISO text."""
    if field.local_day is not None:
        return field.value
    if field.type is FieldType.NUMBER:
        return pl.lit(None, INSTANT)
    forms = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S%.f")
    text = field.text.str.replace("T", " ", literal=True)
    local = pl.coalesce(
        text.str.to_datetime(form, time_unit="us", strict=False, exact=True) for form in forms
    ).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return local.dt.convert_time_zone("UTC")


def _points(rule: ScoringRule, times: pl.Expr, newest: pl.Expr) -> pl.Expr:
    """The points of one rule for leads that meet it: times, bounded by the cap, then decayed."""
    points = times * float(rule.points)
    if rule.cap is not None:
        most = abs(float(rule.cap))
        points = points.clip(-most, most)
    return points * _left(rule.decay, newest) if rule.decay is not None else points


def _left(decay: Decay, newest: pl.Expr) -> pl.Expr:
    """The share that is left of points; all of it where nothing tells the moment of the newest."""
    if decay.days == 0:
        return pl.lit(1.0)
    age = (pl.col(_AT) - newest).dt.total_microseconds()
    runs = (age / (float(decay.days) * _DAY)).floor().clip(lower_bound=0.0)
    return pl.lit(1 - decay.percent / 100, pl.Float64).pow(runs).fill_null(1.0)


def _sum(rules: Mapping[str, ScoringRule], side: str) -> pl.Expr:
    """The points of one side."""
    its = [pl.col(points_column(key)) for key, rule in rules.items() if rule.side == side]
    return pl.sum_horizontal(pl.lit(0.0), *its).round_sig_figs(_DIGITS)


def _grade(agreement: Agreement) -> pl.Expr:
    """The grade of the highest bound that the fit reaches, else the one without a bound."""
    bounds, below = grades_by_rank(agreement.grades.values())
    reached = [pl.when(pl.col(FIT) >= float(bound)).then(pl.lit(key)) for bound, key in bounds]
    return pl.coalesce(*reached, pl.lit(below, pl.String))


def _threshold(thresholds: Iterable[Threshold]) -> pl.Expr:
    """The first threshold by rank whose grades and scores hold."""
    grade = pl.col(GRADE).str.to_lowercase()
    holding = []
    for each in thresholds_by_rank(thresholds):
        held = pl.lit(True)
        if each.grades:
            held = grade.is_in([folded(name) for name in each.grades]).fill_null(False)
        if each.score.from_ is not None:
            held &= pl.col(SCORE) >= float(each.score.from_)
        if each.score.to is not None:
            held &= pl.col(SCORE) < float(each.score.to)
        holding.append(pl.when(held).then(pl.lit(each.key)))
    return pl.coalesce(*holding, pl.lit(None, pl.String))
