"""Commitments in words: what is promised, for which leads, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.commitments import WAITS_FOR_ITS_END, Commitment
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import AT_RISK, JUST_SHORT
from alignment_desktop.phrasing.conditions import that_are, which_leads
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.fields import (
    ENTERED,
    each_text,
    event_form,
    field_text,
    summed_text,
    with_article,
)
from alignment_desktop.phrasing.language import Language, capital
from alignment_desktop.phrasing.targets import amount_text, bound_text, target_text
from alignment_desktop.phrasing.verdicts import verdict_text


def promise_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """What is promised, in short: `≥ 95 % within 4 business hours`, `≥ 400 MQLs a month`."""
    target = target_text(commitment.target, language, business=commitment.business)
    return _PROMISES[commitment.measure](commitment, target, agreement, language)


def _within(it: Commitment, target: str, _: Agreement, language: Language) -> str:
    limit = limit_text(it.limit, language) if it.limit else ""
    return language("commitments.within", target=target, limit=limit)


def _attempts(it: Commitment, target: str, _: Agreement, language: Language) -> str:
    limit = limit_text(it.limit, language) if it.limit else ""
    return language.counted("commitments.attempts", it.times, target=target, limit=limit)


def _count(it: Commitment, target: str, agreement: Agreement, language: Language) -> str:
    what = language("commitments.counted", target=target, counted=_counted(it, agreement, language))
    return language(f"commitments.each-{it.every}", what=what)


def _counted(it: Commitment, agreement: Agreement, language: Language) -> str:
    abbreviation = _abbreviation(it.from_, agreement)
    if abbreviation:
        return language("conditions.plural", name=abbreviation)
    return event_form(it.from_, "counted", agreement, language)


def _abbreviation(event: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(event.removeprefix(ENTERED)) if ENTERED in event else None
    return stage.abbreviation if stage else ""


def _sum(it: Commitment, target: str, agreement: Agreement, language: Language) -> str:
    field = summed_text(it.field, agreement, language)
    what = language("commitments.sum", target=target, field=field)
    return language(f"commitments.each-{it.every}", what=what)


def _ratio(it: Commitment, target: str, agreement: Agreement, language: Language) -> str:
    field = summed_text(it.field, agreement, language)
    per = each_text(it.per, agreement, language)
    return language("commitments.ratio", target=target, field=field, per=per)


_PROMISES: dict[str, Callable[[Commitment, str, Agreement, Language], str]] = {
    "within": _within,
    "attempts": _attempts,
    "count": _count,
    "sum": _sum,
    "share": lambda it, target, agreement, language: language(
        "commitments.share", target=target, of=that_are(it.of, agreement, language)
    ),
    "median": lambda _, target, __, language: language("commitments.median", target=target),
    "p90": lambda _, target, __, language: language("commitments.p90", target=target),
    "filled": lambda it, target, agreement, language: language(
        "commitments.filled", target=target, one=with_article(it.field, agreement, language)
    ),
    "ratio": _ratio,
    "figure": lambda it, target, _, language: language(
        "commitments.figure", target=target, figure=it.figure
    ),
}


def leads_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """For which leads it counts: “Enterprise, with a campaign”; empty where that says nothing."""
    segment = agreement.segments.get(commitment.segment)
    parts = [
        display_name(segment) if segment else commitment.segment,
        which_leads(commitment.where, agreement, language),
        language.either(which_leads(group, agreement, language) for group in commitment.any),
    ]
    text = ", ".join(part for part in parts if part)
    if text or commitment.measure == "figure":
        return capital(text)
    if commitment.table == "campaigns":
        return capital(language("conditions.all-campaigns"))
    return capital(language("conditions.all-of", names=_counted(commitment, agreement, language)))


def met_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """What is said of leads that meet its condition: `accepted`, `with a return reason`."""
    if commitment.measure == "filled":
        one = with_article(commitment.field, agreement, language)
        return language("conditions.known", one=one)
    return that_are(commitment.of, agreement, language) if commitment.of else ""


def near_text(commitment: Commitment, language: Language) -> str:
    """Where it is at risk, with the bounds worked out: `at risk from 90.25 % to 95 %`.

    Of a limit from above `at risk up to 2 h 30 min`; with the bounds of other targets behind it.
    Measures that wait for the end of their period are never at risk, only just short. Empty where
    nothing lies between.
    """
    waits = commitment.measure in WAITS_FOR_ITS_END
    word = verdict_text(JUST_SHORT if waits else AT_RISK, language)
    told = []
    for label, target in (("", commitment.target), *commitment.targets):
        bounds = _near_bounds(target, commitment, language)
        if bounds and label:
            period = period_text(label, language, year=True)
            bounds = language("commitments.near-in", period=period, bounds=bounds)
        told.append(bounds)
    bounds = ", ".join(filter(None, told))
    return language("commitments.near", word=word, bounds=bounds) if bounds else ""


def _near_bounds(target: Target, commitment: Commitment, language: Language) -> str:
    bound = target.near_bound(commitment.at_risk)
    if bound is None or bound == Decimal(str(target.value)):
        return ""
    business = commitment.business
    far = bound_text(bound, target, language, business=business)
    if target.op == "<=":
        return language("commitments.near-most", bound=far)
    goal = amount_text(target, language, business=business, exact=True)
    return language("commitments.near-least", bound=far, target=goal)


def counting_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """How a commitment is counted, in a sentence or two."""
    name = f"commitments.counting-{commitment.measure}"
    if commitment.measure == "ratio" and commitment.table == "campaigns":
        name += "-campaigns"
    hours = "in-business-time" if commitment.business else "in-elapsed-time"
    facts = {
        "start": field_text(commitment.from_, agreement, language),
        "stop": field_text(commitment.to, agreement, language),
        "limit": limit_text(commitment.limit, language) if commitment.limit else "",
        "activity": commitment.activity or language("commitments.any-activity"),
        "of": that_are(commitment.of, agreement, language),
        "field": field_text(commitment.field, agreement, language),
        "one": with_article(commitment.field, agreement, language),
        "per": field_text(commitment.per, agreement, language),
        "figure": commitment.figure,
        "hours": language(f"commitments.{hours}"),
    }
    if commitment.measure == "attempts":
        text = language.counted(name, commitment.times, **facts)
    else:
        text = language(name, **facts)
    if commitment.settle is not None:
        limit = limit_text(commitment.settle, language)
        text += " " + language("commitments.counting-settles", limit=limit)
    return text
