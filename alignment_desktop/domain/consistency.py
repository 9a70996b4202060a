"""The checks of an agreement: what in it contradicts itself, leads nowhere, or says too little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import ASSUMPTION, quantities
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.capacity import capacity_of, labels_of, loads
from alignment_desktop.domain.clauses import (
    COMMITMENT,
    EXAMPLE,
    HEADER,
    PARTIES,
    Term,
    clause_name,
    display_name,
    write_clause,
)
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.examples import judged_examples
from alignment_desktop.domain.fields import write_fields
from alignment_desktop.domain.findings import ERROR, HINT, SEVERITIES, WARNING, Finding
from alignment_desktop.domain.funnel_way import ITSELF, NO_WAY_OUT, stage_troubles
from alignment_desktop.domain.hidden_characters import hides
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.measures import keys_of_measures
from alignment_desktop.domain.plan import (
    Campaign,
    Content,
    Initiative,
    Objective,
)
from alignment_desktop.domain.references import references
from alignment_desktop.domain.scoring import grades_by_rank
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.template_wording import Placeholder, unchanged_placeholders
from alignment_desktop.domain.weekly_hours import overlapping_days


def check(agreement: Agreement, placeholders: Collection[Placeholder]) -> list[Finding]:
    """Everything that the rules find, gravest first.

    Args:
        agreement: What is checked.
        placeholders: The texts that templates mark as to be replaced.
    """
    found = [finding for rule in RULES for finding in rule(agreement)]
    found += unchanged_placeholders(agreement, placeholders)
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def unknown_references(agreement: Agreement) -> Iterator[Finding]:
    """Clauses that name a clause which does not exist."""
    for reference in references(agreement):
        if reference.target not in agreement.clauses:
            facts = {"field": reference.field, "target": clause_name(*reference.target)}
            yield Finding("unknown-reference", ERROR, (clause_name(*reference.source),), facts)


def business_time_without_hours(agreement: Agreement) -> Iterator[Finding]:
    """Clauses that count business time where no calendar ever opens."""
    calendar = agreement.calendar
    if calendar is not None and any([*calendar.hours, *(day for _, day in calendar.open)]):
        return
    for key, commitment in agreement.commitments.items():
        if commitment.business or _any_business(commitment.limit, commitment.settle):
            yield Finding("no-business-hours", ERROR, (clause_name(COMMITMENT, key),))
    for key, stage in agreement.stages.items():
        if _any_business(stage.limit):
            yield Finding("no-business-hours", ERROR, (clause_name("stage", key),))


def _any_business(*limits: Limit | None) -> bool:
    return any(limit is not None and limit.business for limit in limits)


def contradicting_clocks(agreement: Agreement) -> Iterator[Finding]:
    """Commitments of an older program whose words about their clock contradict each other."""
    for key, commitment in agreement.commitments.items():
        said = {problem.code for problem in commitment.contradictions}
        name = (clause_name(COMMITMENT, key),)
        if "pause-in-days" in said:
            yield Finding("pause-in-days", ERROR, name)
        if "calendar-without-hours" in said:
            yield Finding("calendar-without-hours", ERROR, name)


def values_of_two_calendars(agreement: Agreement) -> Iterator[Finding]:
    """Commitments that name two calendars for what is one value of their field."""
    for key, commitment in agreement.commitments.items():
        by = commitment.calendar_by if commitment.chooses_calendars else None
        twice = by and by.named_twice
        if twice:
            facts = dict(zip(("value", "spelling"), twice, strict=True))
            yield Finding("calendar-named-twice", ERROR, (clause_name(COMMITMENT, key),), facts)


def impossible_load(agreement: Agreement) -> Iterator[Finding]:
    """Marketing promises more leads than sales has time to try as often as it promises.

    Only where each of the promised leads gets these attempts, and every number is assumed once.
    """
    capacity, _ = capacity_of(quantities(agreement))
    if capacity is None:
        return
    assumed = (capacity.reps, capacity.hours, capacity.minutes)
    for load in loads(agreement):
        if load.everyone and load.total > capacity.attempts:
            keys = [clause_name(COMMITMENT, key) for key in (load.attempts, load.promise)]
            keys += [clause_name(ASSUMPTION, one.key) for one in assumed]
            facts = {
                "leads": f"{load.leads:f}",
                "times": load.times,
                "load": load.total,
                "capacity": capacity.attempts,
            }
            yield Finding("impossible-load", ERROR, tuple(keys), facts)


def one_sided(agreement: Agreement) -> Iterator[Finding]:
    """Only one party promises anything."""
    promising = {commitment.party for commitment in agreement.commitments.values()}
    if len(promising) == 1 and promising <= set(PARTIES):
        (party,) = promising
        other = PARTIES[1 - PARTIES.index(party)]
        keys = tuple(clause_name(COMMITMENT, key) for key in agreement.commitments)
        yield Finding("one-sided", WARNING, keys, {"party": party, "other": other})


def targets_never_used(agreement: Agreement) -> Iterator[Finding]:
    """Targets for a period that the agreement does not have."""
    for key, commitment in agreement.commitments.items():
        if not commitment.targets:
            continue
        labels = labels_of(commitment, agreement)
        unused = [label for label, _ in commitment.targets if label not in labels]
        if unused:
            has = ", ".join(labels[:4]) + (" …" if len(labels) > 4 else "")
            facts = {"periods": ", ".join(unused), "has": has}
            yield Finding("target-outside-period", WARNING, (clause_name(COMMITMENT, key),), facts)


def odd_dates(agreement: Agreement) -> Iterator[Finding]:
    """Work that ends before it starts, or has no day in common with the agreement."""
    period = agreement.header.period
    for (kind, key), clause in agreement.clauses.items():
        if isinstance(clause, Campaign | Initiative):
            start, end = clause.start, clause.end
        elif isinstance(clause, Content):
            start = end = clause.due
        else:
            continue
        name = (clause_name(kind, key),)
        if start and end and end < start:
            facts = {"start": start.isoformat(), "end": end.isoformat()}
            yield Finding("ends-before-start", WARNING, name, facts)
        elif (start and start > period.end) or (end and end < period.start):
            facts = {"start": period.start.isoformat(), "end": period.end.isoformat()}
            yield Finding("dates-outside-period", HINT, name, facts)


def unclear_stages(agreement: Agreement) -> Iterator[Finding]:
    """Stages without the limit or the definition they need, or that nothing leads to or out of."""
    stages = agreement.stages
    troubles = stage_troubles(agreement)
    itself = tuple(clause_name("stage", key) for key in troubles if troubles[key] == ITSELF)
    if itself:
        yield Finding("stage-leads-to-itself", WARNING, itself)
    circle = tuple(clause_name("stage", key) for key in troubles if troubles[key] == NO_WAY_OUT)
    if circle:
        yield Finding("stage-without-way-out", WARNING, circle)
    for key, stage in stages.items():
        if stage.kind == "sla" and stage.limit is None:
            yield Finding("sla-stage-without-limit", WARNING, (clause_name("stage", key),))
    undefined = [key for key, stage in stages.items() if not stage.definition.strip()]
    if undefined:
        yield Finding(
            "undefined-stage", HINT, tuple(clause_name("stage", key) for key in undefined)
        )
    named = {key for its, stage in stages.items() for key in stage.next if key != its}
    unnamed = [key for key in stages if key not in named]
    # One stage has to be the first, and nothing leads to that; without any `next` no path is told.
    if named and len(unnamed) > 1:
        keys = tuple(clause_name("stage", key) for key in unnamed[1:])
        yield Finding("unreachable-stage", HINT, keys)


def no_consequence(agreement: Agreement) -> Iterator[Finding]:
    """Commitments that do not say what happens when they are missed."""
    silent = [key for key, one in agreement.commitments.items() if not one.if_missed.strip()]
    if silent:
        yield Finding("no-consequence", HINT, tuple(clause_name(COMMITMENT, key) for key in silent))


def other_currencies(agreement: Agreement) -> Iterator[Finding]:
    """Targets in another currency than the agreement's."""
    currency = agreement.header.currency
    for (kind, key), clause in agreement.clauses.items():
        units = {target.unit for target in _targets(clause)} - {None, "share", "seconds", currency}
        if units and currency:
            facts = {"currency": currency, "other": ", ".join(sorted(str(unit) for unit in units))}
            yield Finding("other-currency", WARNING, (clause_name(kind, key),), facts)


def _targets(clause: object) -> list[Target]:
    if isinstance(clause, Commitment):
        return [clause.target, *(target for _, target in clause.targets)]
    if isinstance(clause, Objective) and clause.target is not None:
        return [clause.target]
    return []


def targets_out_of_reach(agreement: Agreement) -> Iterator[Finding]:
    """Targets that no result can meet: a share above 100 %, or anything counted below none."""
    for key, commitment in agreement.commitments.items():
        measure = commitment.measured_by
        hopeless = [
            str(target)
            for target in _targets(commitment)
            if (target.op == ">=" and measure.is_above_whole(target))
            or (measure.value.is_never_negative and target.op == "<=" and target.value < 0)
        ]
        if hopeless:
            facts = {"target": ", ".join(dict.fromkeys(hopeless))}
            yield Finding("target-out-of-reach", WARNING, (clause_name(COMMITMENT, key),), facts)


def unused_fields(agreement: Agreement) -> Iterator[Finding]:
    """Commitments that give a key of which their measure takes no notice."""
    for key, commitment in agreement.commitments.items():
        given = write_fields(commitment)
        taken = commitment.measured_by.takes
        unused = [name for name in keys_of_measures() if name in given and name not in taken]
        if unused:
            facts = {"fields": ", ".join(unused), "measure": commitment.measure}
            yield Finding("unused-field", WARNING, (clause_name(COMMITMENT, key),), facts)


def impossible_conditions(agreement: Agreement) -> Iterator[Finding]:
    """Conditions that nothing meets: an empty list, or a range turned round."""
    for (kind, key), clause in agreement.clauses.items():
        for condition in _conditions(clause):
            if _never_holds(condition):
                facts = {"field": condition.field, "op": condition.op}
                yield Finding("condition-never-holds", WARNING, (clause_name(kind, key),), facts)


def _conditions(clause: object) -> list[Condition]:
    groups = [getattr(clause, name, ()) for name in ("where", "of")]
    return [one for group in (*groups, *getattr(clause, "any", ())) for one in group]


def _never_holds(condition: Condition) -> bool:
    if condition.op == "between":
        low, high = condition.values
        numbers = isinstance(low, int | float) and isinstance(high, int | float)
        return numbers and cast(float, low) > cast(float, high)
    return condition.op == "in" and not condition.values


def unclear_scores(agreement: Agreement) -> Iterator[Finding]:
    """Rules whose points cannot decay or count two things, and grades that no lead can get."""
    for key, rule in agreement.rules.items():
        name = (clause_name("rule", key),)
        if rule.decay is not None and not (rule.decay.days and rule.has_newest):
            yield Finding("decay-without-moment", WARNING, name)
        if rule.activity.strip() and rule.count.strip():
            yield Finding("rule-counts-two-things", WARNING, name)
    bounds, below = grades_by_rank(agreement.grades.values())
    reached = {key for _, key in bounds} | {below}
    for key in agreement.grades:
        if key not in reached:
            yield Finding("grade-never-reached", WARNING, (clause_name("grade", key),))


def contradicted_examples(agreement: Agreement) -> Iterator[Finding]:
    """Examples of which a definition says otherwise, or nothing."""
    for each in judged_examples(agreement):
        example = each.example
        names = (clause_name(EXAMPLE, example.key), example.clause)
        facts = {"example": names[0], "clause": names[1]}
        if not each.agrees:
            facts["verdict"] = example.verdict
            yield Finding("example-contradicted", ERROR, names, facts)
        elif each.is_in is None and _is_there(example.clause, agreement):
            yield Finding("example-untested", HINT, names, facts)


def _is_there(name: str, agreement: Agreement) -> bool:
    kind, _, key = name.partition(".")
    return (kind, key) in agreement.clauses


def same_names(agreement: Agreement) -> Iterator[Finding]:
    """Two clauses of a kind that people call the same.

    Thresholds of one name and one action are that action, for several runs of grades and scores.
    """
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, key), clause in agreement.clauses.items():
        if kind not in ("term", "stage", HEADER, "attribution"):
            by_name[kind, _folded(display_name(clause))].append(key)
    for (kind, _), keys in by_name.items():
        said = {getattr(agreement.clauses[kind, key], "action", key) for key in keys}
        if len(said) > 1:
            name = display_name(agreement.clauses[kind, keys[0]])
            names = tuple(clause_name(kind, key) for key in keys)
            yield Finding("same-name", WARNING, names, {"name": name})


def words_with_two_meanings(agreement: Agreement) -> Iterator[Finding]:
    """A word of the glossary or the funnel that two clauses claim."""
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for key, clause in agreement.of_kind("term").items():
        term = cast(Term, clause)
        for word in (display_name(term), *term.synonyms):
            claims[_folded(word)][clause_name("term", key)] = word
    for key, stage in agreement.stages.items():
        for word in (display_name(stage), stage.abbreviation):
            claims[_folded(word)][clause_name("stage", key)] = word
    claims.pop("", None)
    for claim in claims.values():
        if len(claim) > 1:
            word = next(iter(claim.values()))
            yield Finding("word-with-two-meanings", WARNING, tuple(claim), {"word": word})


def hidden_characters(agreement: Agreement) -> Iterator[Finding]:
    """Clauses with texts that may be read otherwise than they are kept."""
    for (kind, key), clause in agreement.clauses.items():
        fields = [name for name, value in write_clause(clause).items() if hides(value)]
        if fields:
            facts = {"fields": ", ".join(fields)}
            yield Finding("hidden-characters", WARNING, (clause_name(kind, key),), facts)


def overlapping_hours(agreement: Agreement) -> Iterator[Finding]:
    """Calendars in which two shifts of a week share open time, which counts once."""
    for key, calendar in agreement.of_kind("calendar").items():
        days = overlapping_days(cast(Calendar, calendar).hours)
        if days:
            facts = {"fields": ", ".join(f"hours.{day}" for day in days)}
            yield Finding("overlapping-hours", WARNING, (clause_name("calendar", key),), facts)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


RULES: tuple[Callable[[Agreement], Iterator[Finding]], ...] = (
    unknown_references,
    business_time_without_hours,
    contradicting_clocks,
    values_of_two_calendars,
    impossible_load,
    one_sided,
    targets_never_used,
    odd_dates,
    unclear_stages,
    other_currencies,
    targets_out_of_reach,
    unused_fields,
    impossible_conditions,
    unclear_scores,
    contradicted_examples,
    same_names,
    words_with_two_meanings,
    hidden_characters,
    overlapping_hours,
    no_consequence,
)
