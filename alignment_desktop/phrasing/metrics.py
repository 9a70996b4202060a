"""Metrics in words: name, definition, formula, unit, and the figure with what it stands on."""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.metric_figures import MetricFigure
from alignment_desktop.domain.metrics import (
    BY_CAMPAIGN,
    Made,
    Metric,
    MetricUnit,
    Part,
    mql_stage,
)
from alignment_desktop.phrasing.fields import field_text, stage_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.words.language import NONE, Language, capital

_FEW_DAYS = 10


def metric_name(metric: Metric, part: str, agreement: Agreement, language: Language) -> str:
    """What a metric is called: `Win rate`, `Conversion from MQL`."""
    return language.say(f"metrics.names.{metric.code}", **_facts(metric, part, agreement))


def definition_text(metric: Metric, part: str, agreement: Agreement, language: Language) -> str:
    """What a metric counts, in a sentence."""
    return language.say(f"metrics.definitions.{metric.code}", **_facts(metric, part, agreement))


def formula_text(metric: Metric, part: str, agreement: Agreement, language: Language) -> str:
    """How a metric is worked out, in one line."""
    if metric.code == "speed-to-lead" and agreement.calendar is not None:
        return language.metrics.formulas.speed_to_lead_in_open_hours()
    return language.say(f"metrics.formulas.{metric.code}", **_facts(metric, part, agreement))


def unit_text(metric: Metric, agreement: Agreement, language: Language) -> str:
    """In what a metric is told."""
    currency = agreement.header.currency
    if metric.code == "velocity":
        return language.metrics.units.money_a_day()
    if metric.unit is MetricUnit.MONEY and currency:
        return language.metrics.units.money_in(currency=currency)
    return language.say(f"metrics.units.{metric.unit}")


def basis_text(metric: Metric, language: Language, *, short: bool = False) -> str:
    """What a metric speaks of; in short, beside a period that is named, as a chip says it."""
    return language.say(f"metrics.bases.{metric.basis}{'-short' * short}")


def basis_explained(metric: Metric, language: Language) -> str:
    """The same in a sentence."""
    return language.say(f"metrics.bases.{metric.basis}-explained")


def sources_text(metric: Metric, part: str, agreement: Agreement, language: Language) -> str:
    """The fields that a metric is made from, in words: `Closing and outcome`."""
    names = (
        field_text(name.rpartition(":")[2], agreement, language)
        for name in metric.fields(part, mql_stage(agreement))
    )
    return capital(language.listed(dict.fromkeys(names)))


def metric_text(value: float | None, metric: Metric, unit: str | None, language: Language) -> str:
    """A figure of a metric in its unit; "–" where there is none.

    Args:
        value: The figure.
        metric: Which.
        unit: As the result has it: `share`, `seconds`, `days`, a currency or None.
        language: In whose words.
    """
    its = language.metrics.stands_on
    if value is None:
        return NONE
    if metric.unit is MetricUnit.DAYS:
        shown = shown_days(value)
        return its.days(float(shown), days=_days(shown, language))
    if metric.unit is MetricUnit.TIMES:
        return its.times(number=language.number(value, 2))
    return short_text(value, unit, language)


def stands_on_text(
    figure: MetricFigure, metric: Metric, currency: str | None, language: Language
) -> str:
    """What a figure is made of: `12 of 40`, `median of 31`; empty where it says nothing more.

    Args:
        figure: What it came to.
        metric: Which.
        currency: Of amounts; None where the agreement names none.
        language: In whose words.
    """
    its, part, whole = language.metrics.stands_on, figure.numerator, figure.denominator
    if whole is None:
        return ""
    if part is None:
        words = its.median if metric.made is Made.HALVED else its.accounts
        return words(whole, count=_number(whole, language))
    if metric.made is Made.SHARED:
        words_of = its.credit if metric.code == BY_CAMPAIGN else its.of
        return words_of(part=_number(part, language), whole=_number(whole, language))
    is_money = metric.unit is MetricUnit.TIMES
    # A number of leads, customers or days.
    count = _days(shown_days(whole), language)
    divisor = short_text(whole, currency, language) if is_money else count
    return its.divided(part=short_text(part, currency, language), whole=divisor)


def interval_text(figure: MetricFigure, language: Language) -> str:
    """Between what a share lies with 95 % certainty; empty of others."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (figure_text(each, "share", language) for each in (figure.low, figure.high))
    return language.metrics.stands_on.interval(low=low, high=high)


def brought_text(figure: MetricFigure, language: Language) -> str:
    """How many leads a campaign brought and touched; empty of others."""
    if figure.sourced is None or figure.influenced is None:
        return ""
    return language.metrics.stands_on.brought(
        sourced=language.number(figure.sourced), influenced=language.number(figure.influenced)
    )


def shown_days(value: float) -> Decimal:
    """A number of days as it is shown: below ten with three figures, so that it can divide."""
    exact = Decimal(repr(float(value)))
    places = 1 if abs(exact) >= _FEW_DAYS else max(1, 2 - exact.adjusted())
    return round(exact, places).normalize()


def _days(shown: Decimal, language: Language) -> str:
    exponent = shown.as_tuple().exponent
    return language.number(float(shown), max(0, -exponent) if isinstance(exponent, int) else 0)


def _number(value: float, language: Language) -> str:
    """A number of leads, of which shares of credit may make a fraction."""
    shown = round(value, 1)
    return language.number(shown, 0 if shown == round(shown) else 1)


def _facts(metric: Metric, part: str, agreement: Agreement) -> dict[str, str]:
    mql = _stage_name(mql_stage(agreement), agreement) or "MQL"
    if metric.part is Part.GRADE:
        return {"grade": part.upper(), "mql": mql}
    return {"stage": _stage_name(part, agreement), "mql": mql}


def _stage_name(key: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(key)
    return stage_text(stage) if stage else key
