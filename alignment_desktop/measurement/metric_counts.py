"""What each metric of leads counts: one entry a metric of `domain.metrics`."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.metrics import mql_stage
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED
from alignment_desktop.measurement.lead_value import LEAD_VALUE
from alignment_desktop.measurement.metric_rows import MetricRows, finished

_DAY = 86_400


def _new(event: str) -> Callable[[MetricRows, str], pl.DataFrame]:
    return lambda rows, _: rows.at(event)


def _new_mqls(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at(mql_entry(rows.agreement))


def _new_customers(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("closed_at", rows.is_outcome("won"))


def _lead_to_sale(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("created_at", met=rows.is_outcome("won"))


def _conversion(rows: MetricRows, stage: str) -> pl.DataFrame:
    return finished(rows.in_stage(stage), {"met": pl.col("gone_on")})


def _time_in(rows: MetricRows, stage: str) -> pl.DataFrame:
    completed = rows.in_stage(stage).filter(pl.col("seconds").is_not_null())
    return finished(completed, {"number": pl.col("seconds")})


def _win_rate(rows: MetricRows, _: str) -> pl.DataFrame:
    won, lost = rows.is_outcome("won"), rows.is_outcome("lost")
    return rows.at("closed_at", won | lost, met=won)


def _decided(word: str) -> Callable[[MetricRows, str], pl.DataFrame]:
    def found(rows: MetricRows, _: str) -> pl.DataFrame:
        decision = rows.field("decision")
        met = (decision.folded == word).fill_null(False)
        return rows.at("decided_at", ~decision.is_blank, met=met)

    return found


def _speed_to_lead(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.timed("handed_over_at", "first_touch_at")


def _follow_up(rows: MetricRows, grade: str) -> pl.DataFrame:
    touched = ~rows.field("first_touch_at").is_blank
    return rows.at("handed_over_at", rows.field("grade").folded == grade, met=touched)


def _renurture(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("recycled_at", met=~rows.field("renurtured_at").is_blank)


def _recycled_conversion(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("recycled_at", met=rows.is_after("opportunity_at", "recycled_at"))


def _unassigned(rows: MetricRows, _: str) -> pl.DataFrame:
    blank = rows.field("owner").is_blank
    return rows.standing(lambda _: blank)


def _stale(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.standing(rows.is_stale)


def _defects(rows: MetricRows, key: str) -> pl.DataFrame:
    return finished(rows.against_stage(key), {"met": ~pl.col("meets")})


def _pipeline(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("opportunity_at", number=rows.field("amount").number)


def _won_revenue(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at("closed_at", rows.is_outcome("won"), number=rows.field("revenue").number)


def _cycle_days(rows: MetricRows, _: str) -> pl.DataFrame:
    days = rows.seconds("opportunity_at", "closed_at") / _DAY
    return rows.at("closed_at", rows.is_outcome("won") & days.is_not_null(), number=days)


def _lead_value(rows: MetricRows, _: str) -> pl.DataFrame:
    return rows.at(mql_entry(rows.agreement), number=rows.field(LEAD_VALUE).number)


def mql_entry(agreement: Agreement) -> str:
    """The field that says when a lead became an MQL.

    Raises:
        Problem: `no-mql-stage`, where the agreement has no such stage.
    """
    stage = mql_stage(agreement)
    if not stage:
        raise Problem("no-mql-stage")
    return f"{ENTERED}{stage}"


ROWS: dict[str, Callable[[MetricRows, str], pl.DataFrame]] = {
    "new-leads": _new("created_at"),
    "new-mqls": _new_mqls,
    "new-opportunities": _new("opportunity_at"),
    "new-customers": _new_customers,
    "lead-to-sale": _lead_to_sale,
    "conversion": _conversion,
    "time-in": _time_in,
    "win-rate": _win_rate,
    "return-rate": _decided("returned"),
    "acceptance-rate": _decided("accepted"),
    "speed-to-lead": _speed_to_lead,
    "follow-up": _follow_up,
    "renurture": _renurture,
    "recycled-conversion": _recycled_conversion,
    "unassigned": _unassigned,
    "stale": _stale,
    "defects": _defects,
    "pipeline": _pipeline,
    "revenue": _won_revenue,
    "deal-size": _won_revenue,
    "cycle-days": _cycle_days,
    "lead-value-delivered": _lead_value,
}
"""By the code of the metric: the leads that it counts, of the stage or grade that it is of."""
