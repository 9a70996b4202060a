"""Commitments in words: what is promised, for which leads, and how it is counted."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.measures import Counted, Pooling, ValueKind
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import JUST_SHORT
from alignment_desktop.phrasing.clocks import clock_text
from alignment_desktop.phrasing.conditions import that_are, which_leads
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.fields import (
    each_text,
    event_form,
    field_text,
    summed_text,
    with_article,
)
from alignment_desktop.phrasing.targets import amount_text, bound_text, target_text
from alignment_desktop.phrasing.verdicts import verdict_text
from alignment_desktop.words.language import Language, capital


def promise_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """What is promised, in short: `≥ 95 % within 4 business hours`, `≥ 400 MQLs a month`."""
    target = target_text(commitment.target, language, business=commitment.business)
    if commitment.figure and commitment.figure.casefold() == display_name(commitment).casefold():
        return target  # the name that stands beside it says already which figure is meant
    name = f"commitments.promise-{commitment.measure}"
    what = _said(name, commitment, agreement, language, target=target)
    if commitment.measured_by.pooling is Pooling.ADDED:
        return language.say(f"commitments.each-{commitment.every}", what=what)
    return what


def _said(name: str, it: Commitment, agreement: Agreement, language: Language, **more: str) -> str:
    """Words about a commitment; any of them may name any of these facts."""
    hours = "in-business-time" if it.business else "in-elapsed-time"
    facts = {
        "in_period": language.say(f"commitments.in-{it.every}"),
        "happens": event_form(it.from_, "happens", agreement, language) if it.from_ else "",
        "happen": event_form(it.from_, "happen", agreement, language) if it.from_ else "",
        "start": field_text(it.from_, agreement, language),
        "stop": field_text(it.to, agreement, language),
        "counted": _counted(it, agreement, language),
        "limit": limit_text(it.limit, language) if it.limit else "",
        "activity": it.activity or language.commitments.any_activity(),
        "of": that_are(it.of, agreement, language),
        "field": field_text(it.field, agreement, language),
        "one": with_article(it.field, agreement, language),
        "summed": summed_text(it.field, agreement, language),
        "per": field_text(it.per, agreement, language),
        "each": each_text(it.per, agreement, language),
        "figure": it.figure,
        "supplier": supplier_text(it, agreement),
        "hours": language.say(f"commitments.{hours}"),
        **more,
    }
    return language.counted(name, it.times, **facts)


def _counted(it: Commitment, agreement: Agreement, language: Language) -> str:
    abbreviation = _abbreviation(it.from_, agreement)
    if abbreviation:
        return language.conditions.plural(name=abbreviation)
    return event_form(it.from_, "counted", agreement, language)


def _abbreviation(event: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(event.removeprefix(ENTERED)) if ENTERED in event else None
    return stage.abbreviation if stage else ""


def leads_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """For which leads it counts: “Enterprise, with a campaign”; empty where that says nothing."""
    segment = agreement.segments.get(commitment.segment)
    parts = [
        display_name(segment) if segment else commitment.segment,
        which_leads(commitment.where, agreement, language),
        language.either(which_leads(group, agreement, language) for group in commitment.any),
    ]
    text = ", ".join(part for part in parts if part)
    counted = commitment.measured_by.counted
    if text or counted is Counted.FIGURES:
        return capital(text)
    if counted is Counted.CAMPAIGNS:
        return capital(language.conditions.all_campaigns())
    return capital(language.conditions.all_of(names=_counted(commitment, agreement, language)))


def met_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """What is said of leads that meet its condition: `accepted`, `with a return reason`.

    Empty where it has none.
    """
    measure = commitment.measured_by
    if measure.has_clock or not measure.is_share:
        return ""
    return _said(f"commitments.met-{measure.name}", commitment, agreement, language)


def near_text(commitment: Commitment, language: Language) -> str:
    """Where it is just short, with the bounds worked out: `just short from 90.25 % to 95 %`.

    Of a limit from above `just short up to 2 h 30 min`; with the bounds of other targets behind it.
    While a period runs, a figure between them is at risk; the range has one name all the same.
    Empty where nothing lies between.
    """
    word = verdict_text(JUST_SHORT, language)
    told = []
    for label, target in (("", commitment.target), *commitment.targets):
        bounds = _near_bounds(target, commitment, language)
        if bounds and label:
            period = period_text(label, language, year=True)
            bounds = language.commitments.near_in(period=period, bounds=bounds)
        told.append(bounds)
    bounds = ", ".join(filter(None, told))
    return language.commitments.near(word=word, bounds=bounds) if bounds else ""


def near_ends(target: Target, commitment: Commitment) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest figure beside the target that are just short of it.

    The target itself is kept; where figures are whole, the nearest one that falls short is one
    less, or more. None where no figure lies between.

    Args:
        target: What is asked for, of the commitment or of one of its periods.
        commitment: Whose target it is.
    """
    bound = target.near_bound(commitment.at_risk)
    goal = Decimal(str(target.value))
    if bound is None or bound == goal:
        return None
    most = target.op == "<="
    if commitment.measured_by.value is ValueKind.COUNT:
        one, last = Decimal(1), ROUND_FLOOR if most else ROUND_CEILING
        bound = bound.to_integral_value(last)
        goal = goal + one if most else goal - one
        if (goal > bound) if most else (bound > goal):
            return None
    return (goal, bound) if most else (bound, goal)


def _near_bounds(target: Target, commitment: Commitment, language: Language) -> str:
    ends = near_ends(target, commitment)
    if ends is None:
        return ""
    business = commitment.business
    low, high = ends
    if target.op == "<=":
        far = bound_text(high, target, language, business=business)
        return language.commitments.near_most(bound=far)
    far = bound_text(low, target, language, business=business)
    goal = amount_text(target, language, business=business, exact=True)
    if high != Decimal(str(target.value)):
        goal = bound_text(high, target, language)
    return language.commitments.near_least(bound=far, target=goal)


def counting_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """How a commitment is counted, in a sentence or two."""
    measure = commitment.measured_by
    name = f"commitments.counting-{measure.code}"
    if supplier_text(commitment, agreement):
        name += "-supplied"
    text = capital(_said(name, commitment, agreement, language))
    if commitment.settle is not None and "settle" in measure.takes:
        limit = limit_text(commitment.settle, language)
        text += " " + language.commitments.counting_settles(limit=limit)
    return " ".join(filter(None, (text, clock_text(commitment, agreement, language))))


def supplier_text(commitment: Commitment, agreement: Agreement) -> str:
    """Who states its figure: a person of the agreement by name, or what else was written.

    Empty where nobody is named, or nothing is stated by anybody.
    """
    if "supplier" not in commitment.measured_by.takes:
        return ""
    person = agreement.of_kind("person").get(commitment.supplier)
    return commitment.supplier.strip() if person is None else display_name(person)


def counted_text(line: ScoreLine, language: Language) -> str:
    """What a figure counts, its denominator with it: `82 of 100 leads in time`, `412 counted`."""
    kept, counted = line.kept or 0, (line.kept or 0) + (line.missed or 0)
    numbers = {"kept": kept, "counted": counted, "eligible": line.eligible}
    facts = {name: language.number(number) for name, number in numbers.items()}
    return language.say(f"commitments.counted-{line.measure}", **facts)
