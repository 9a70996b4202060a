"""A promise as a plain sentence: “make first touch with 95% of leads with grade A within …”."""

from __future__ import annotations

import re

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.measures import (
    COUNT,
    FIGURE,
    FILLED,
    MEDIAN,
    SHARE,
    SUM,
    Pooling,
    ValueKind,
)
from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.conditions import condition_text, that_are
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.fields import (
    each_text,
    event_form,
    field_text,
    summed_text,
    with_article,
)
from alignment_desktop.phrasing.targets import amount_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language

STRONG, END = "\x02", "\x03"
"""Stand around the figures of a promise; no text that can be written holds them."""

_SLOT, _SAID, _SLOT_END = "\x04", "\x05", "\x06"
"""Stand around the words that say a field: where they begin, after its slot's name, at the end."""
_WORDS = re.compile(f"{_SLOT}([^{_SAID}]*){_SAID}([^{_SLOT_END}]*){_SLOT_END}")
_CONDITIONS = ("segment", "where", "any")
_FIELDS = {"attempts": ("times", "activity"), "leads": _CONDITIONS}
"""The fields that a slot says where they are others than the one of its name."""

_RESULTS = (ValueKind.AMOUNT, ValueKind.COUNT, ValueKind.STATED)
_HAND_OVER = "handed_over_at"
_WON, _ACCEPTED = ("outcome", "won"), ("decision", "accepted")


@dataclass(frozen=True, slots=True)
class PromiseWord:
    """A stretch of a promise's sentence.

    Attributes:
        text: What it reads.
        slot: What it says of the promise, as `target`; empty: it only joins the others.
        fields: The fields of the commitment that it says, the first one first.
    """

    text: str
    slot: str = ""
    fields: tuple[str, ...] = ()


def result_rank(commitment: Commitment) -> int:
    """Where it stands among the promises of its party: business results come first.

    Money, numbers of leads and stated figures, then shares of leads that came to something, then
    what is to be done in time.
    """
    measure = commitment.measured_by
    if measure.value in _RESULTS:
        return _RESULTS.index(measure.value)
    return len(_RESULTS) + (measure.name != SHARE.name)


def promise_sentence(
    commitment: Commitment, agreement: Agreement, language: Language, *, short: bool = False
) -> str:
    """What a party promises to do, as it follows “Sales promises to”; figures between marks.

    Args:
        commitment: The promise.
        agreement: Whose clauses it may name.
        language: In whose words.
        short: Whether hand-over, from which most limits count, goes unsaid.
    """
    return _WORDS.sub(r"\2", _whole(commitment, agreement, language, short=short))


def promise_words(
    commitment: Commitment, agreement: Agreement, language: Language
) -> tuple[PromiseWord, ...]:
    """The whole sentence of a promise, in stretches that each say certain fields of it.

    The words are those of `promise_sentence`, with who promises it and how it is counted; on the
    next line stands what follows where it is missed.
    """
    its = language.promises
    promise = _whole(commitment, agreement, language, short=False)
    party = commitment.party
    facts = {"promise": promise, "party": _slot("party", choice_text(party, language))}
    if commitment.measured_by.pooling is not Pooling.ADDED:
        every = language.say(f"promises.counted-{commitment.every}")
        facts["promise"] = its.counted(promise=promise, every=_slot("every", every))
    if party == "shared":
        text = its.whole_of_both(**facts | {"party": _slot("party", its.both())})
    else:
        text = its.whole(**facts)
    missed = commitment.if_missed.strip() or language.agreement.no_consequence()
    text += "\n" + its.missed(if_missed=_slot("if_missed", missed))
    parts = _WORDS.split(text.replace(STRONG, "").replace(END, ""))
    said = tuple(parts[1::3])
    words = []
    for joint, slot, text in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        words += [PromiseWord(joint), PromiseWord(text, slot, _fields(slot, said, commitment))]
    return tuple(word for word in (*words, PromiseWord(parts[-1])) if word.text)


def _fields(slot: str, said: tuple[str, ...], it: Commitment) -> tuple[str, ...]:
    """The fields that a slot says; what no slot says goes with the verb, or with the leads."""
    measure = it.measured_by
    of_leads = not (measure.has_clock or measure.takes_time) and "from" in measure.takes
    if slot == "target":
        return (slot, "business") if "business" in measure.takes else (slot,)
    if slot == "leads" and of_leads and "from" not in said:
        return ("from", *_CONDITIONS)
    if slot != "act":
        return _FIELDS.get(slot, (slot,))
    others = {field for each in said for field in _FIELDS.get(each, (each,))}
    if of_leads and "leads" in said:
        others.add("from")
    wanted = [*measure.needs, *(each for each in ("table",) if each in measure.takes)]
    if measure.takes_conditions and "leads" not in said:
        wanted += _CONDITIONS
    return ("measure", *dict.fromkeys(field for field in wanted if field not in others))


def _whole(it: Commitment, agreement: Agreement, language: Language, *, short: bool) -> str:
    """The sentence with all its marks."""
    text = _sentence(it, agreement, language, short=short)
    others = [
        language.promises.in_period(
            amount=_strong(_amount(target, it, language)), period=period_text(label, language)
        )
        for label, target in it.targets
    ]
    return ", ".join([text, _slot("targets", ", ".join(others))] if others else [text])


def leads_noun(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """The leads that a promise is about: “Enterprise opportunities with a campaign”."""
    its = language.promises
    noun = _base(commitment, agreement, language)
    segment = agreement.segments.get(commitment.segment)
    if commitment.segment:
        name = display_name(segment) if segment else commitment.segment
        noun = its.of_segment(segment=name, leads=noun)
    graded = [each for each in commitment.where if _is_grade(each)]
    for each in graded:
        grade = condition_text(each, agreement, language)
        noun = its.graded(grade=grade, leads=noun)
    where = [each for each in commitment.where if each not in graded]
    parts = [
        that_are(where, agreement, language),
        language.either(that_are(group, agreement, language) for group in commitment.any),
    ]
    that = language.listed(part for part in parts if part)
    return its.that(leads=noun, that=that) if that else noun


def _is_grade(condition: Condition) -> bool:
    return condition.field == "grade" and condition.op in ("is", "in")


def _base(it: Commitment, agreement: Agreement, language: Language) -> str:
    """Leads without conditions, called by what begins their count where nothing else says it."""
    start_is_said = it.measured_by.has_clock or it.measured_by.takes_time
    start_is_said |= it.measured_by is SUM or (it.measured_by is FILLED and bool(it.where))
    if start_is_said or not it.from_:
        return language.promises.leads()
    stage = agreement.stages.get(it.from_.removeprefix(ENTERED))
    if it.from_.startswith(ENTERED) and stage is not None and stage.abbreviation:
        return language.conditions.plural(name=stage.abbreviation)
    return event_form(it.from_, "counted", agreement, language)


def _sentence(it: Commitment, agreement: Agreement, language: Language, *, short: bool) -> str:
    its = language.promises
    least = it.target.op == ">="
    form = _form(it, language, least=least)
    leads = _slot("leads", leads_noun(it, agreement, language))
    amount = _strong(_amount(it.target, it, language))
    added = it.measured_by.pooling is Pooling.ADDED
    target = its.least(amount=amount) if least else its.most(amount=amount)
    facts = {
        "act": _slot("act", language.say(f"promises.act.{form}")),
        "leads": leads,
        "part": _part(it.target, leads, language),
        "amount": _slot("target", amount),
        "target": _slot("target", target),
        "start": _slot("from", field_text(it.from_, agreement, language)),
        "stop": _slot("to", field_text(it.to, agreement, language)),
        "limit": _limit(it, agreement, language, short=short),
        "time": _slot("limit", _strong(limit_text(it.limit, language))) if it.limit else "",
        "attempts": _slot("attempts", _attempts(it, language)),
        "of": _slot("of", that_are(it.of, agreement, language)),
        "one": _slot("field", with_article(it.field, agreement, language)),
        "summed": _slot("field", summed_text(it.field, agreement, language)),
        "per": _slot("per", each_text(it.per, agreement, language)),
        "figure": _slot("figure", it.figure),
        "each": _slot("every", language.say(f"promises.each-{it.every}")) if added else "",
    }
    return language.say(f"promises.{form}", **facts)


def _form(it: Commitment, language: Language, *, least: bool) -> str:
    """Which sentence says it."""
    name = it.measured_by.name
    marketing = it.party == "marketing"
    if it.measured_by is SHARE and least:
        if _says(it.of, _WON):
            return "share-won"
        if _says(it.of, _ACCEPTED):
            return "share-accepted-marketing" if marketing else "share-accepted"
    if it.measured_by in (COUNT, SUM, MEDIAN) and not least:
        name = f"{name}-most"
    elif it.measured_by is COUNT and marketing:
        return "count-marketing"
    elif it.measured_by is SUM and not (it.where or it.any or it.segment):
        return "sum-all"
    for event in (it.to, it.from_):
        if event and language.has(f"promises.{name}-{event}"):
            return f"{name}-{event}"
    return name


def _says(conditions: tuple[Condition, ...], wanted: tuple[str, str]) -> bool:
    """Whether conditions say one thing alone: that a field has a value."""
    if len(conditions) != 1 or conditions[0].op != "is":
        return False
    (condition,) = conditions
    return (condition.field, *(str(each).casefold() for each in condition.values)) == wanted


def _part(target: Target, leads: str, language: Language) -> str:
    its = language.promises
    amount = _slot("target", _strong(amount_text(target, language)))
    if target.op == "<=":
        return its.part_most(amount=amount, leads=leads)
    if target.unit_text == PERCENT and target.amount == 100:
        return its.part_all(all=_slot("target", _strong(its.all())), leads=leads)
    return its.part(amount=amount, leads=leads)


def _limit(it: Commitment, agreement: Agreement, language: Language, *, short: bool) -> str:
    """A limit with the event from which it counts."""
    if it.limit is None:
        return ""
    limit = _slot("limit", _strong(limit_text(it.limit, language)))
    if short and it.from_ == _HAND_OVER:
        return limit
    start = _slot("from", field_text(it.from_, agreement, language))
    return language.promises.limit_from(limit=limit, start=start)


def _amount(target: Target, it: Commitment, language: Language) -> str:
    return amount_text(target, language, business=it.business, exact=it.measured_by is FIGURE)


def _attempts(it: Commitment, language: Language) -> str:
    attempts = _strong(language.promises.times(it.times, number=language.plain(it.times)))
    if it.activity:
        return language.promises.times_of(attempts=attempts, activity=it.activity)
    return attempts


def _strong(text: str) -> str:
    return f"{STRONG}{text}{END}"


def _slot(name: str, text: str) -> str:
    return f"{_SLOT}{name}{_SAID}{text}{_SLOT_END}"
