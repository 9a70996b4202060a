"""Values as a document writes them: days, targets, figures, conditions, ways of counting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from alignment_desktop.documents.phrases import Phrases
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Days, Stage, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition, Scalar
from alignment_desktop.domain.targets import PERCENT, Target

NONE = "–"
_SIGNS = {">=": "≥", "<=": "≤"}
_ENTERED = "entered."
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_WEEK_LABEL = re.compile(r"\d{4}-W(\d{2})")
_MONTH_LABEL = re.compile(r"(\d{4})-(\d{2})")


def day_text(day: date | None, words: Phrases) -> str:
    """A day as `1 October 2026`."""
    return f"{day.day} {words(f'month-{day.month}')} {day.year}" if day else NONE


def days_text(days: Days, words: Phrases) -> str:
    """Days as `1 October – 31 December 2026`."""
    start, end = days.start, days.end
    first = f"{start.day} {words(f'month-{start.month}')}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"{first} – {day_text(end, words)}"


def as_of_text(as_of: str) -> str:
    """A day as it stands; a moment as `2027-01-04 09:00`, in the zone it was printed in."""
    return as_of.replace("T", " ")[:16]


def short_days(start: date | None, end: date | None) -> str:
    """Days as `2026-10-05 – 2026-12-18`, with what is known of them."""
    if start is None and end is None:
        return NONE
    return f"{start or '…'} – {end or '…'}"


def period_text(label: str, words: Phrases) -> str:
    """A period as people say it: `October`, `week 41`, else its label."""
    if match := _WEEK_LABEL.fullmatch(label):
        return words("week", number=int(match[1]))
    if (match := _MONTH_LABEL.fullmatch(label)) and 1 <= int(match[2]) <= 12:
        return words(f"month-{int(match[2])}")
    return label


def number_text(value: float | None) -> str:
    """A number with thousands apart, and decimals only where it has them."""
    if value is None:
        return NONE
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def money_text(value: float | None, currency: str) -> str:
    """Money with its currency."""
    return NONE if value is None else f"{number_text(value)} {currency}".rstrip()


def target_text(target: Target) -> str:
    """A target as `≥ 95 %` or `≥ 2,400,000 EUR`."""
    amount = f"{target.amount.normalize():,f}"
    written = str(target).split(" ", 2)
    unit = f" {written[2]}" if len(written) > 2 else ""
    unit = f" {PERCENT}" if target.unit_text == PERCENT else unit
    return f"{_SIGNS[target.op]} {amount}{unit}"


def figure_text(value: float | None, unit: str | None) -> str:
    """A measured value in the unit of its target; NONE where there is none."""
    if value is None:
        return NONE
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "seconds":
        return duration_text(value)
    number = f"{value:,.0f}" if value == round(value) or abs(value) >= 1_000 else f"{value:,.2f}"
    return f"{number} {unit}" if unit else number


def duration_text(seconds: float) -> str:
    """A duration in its two largest units, as `1 h 52 m`."""
    sign, rest = ("−" if seconds < 0 else ""), abs(seconds)
    if rest < _MINUTE:
        return f"{sign}{rest:.0f} s"
    if rest < _HOUR:
        return f"{sign}{rest / _MINUTE:.0f} m"
    if rest < 2 * _DAY:
        hours, minutes = divmod(round(rest / _MINUTE), 60)
        return f"{sign}{hours} h {minutes} m"
    return f"{sign}{rest / _DAY:.1f} d"


def listed(parts: Iterable[str], words: Phrases) -> str:
    """Parts as `a, b and c`."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return words("and", first=", ".join(found[:-1]), last=found[-1])


def name_of(agreement: Agreement, kind: str, key: str) -> str:
    """What people call the clause of that key; the key itself where there is none."""
    clause = agreement.clauses.get((kind, key))
    return display_name(clause) if clause else key


def stage_text(stage: Stage) -> str:
    """A stage by its abbreviation, else its name."""
    return stage.abbreviation or display_name(stage)


def field_text(field: str, agreement: Agreement, words: Phrases) -> str:
    """A field of a lead in words: `hand-over`, `entry to MQL`, or the column's own name."""
    if field.startswith(_ENTERED):
        stage = agreement.stages.get(field.removeprefix(_ENTERED))
        return words("entered", stage=stage_text(stage) if stage else field)
    known = words.word("field", field)
    return known if known != field else field.replace("_", " ")


def condition_text(condition: Condition, agreement: Agreement, words: Phrases) -> str:
    """A condition as `grade is A`."""
    field = field_text(condition.field, agreement, words)
    values = [_value_text(value, words) for value in condition.values]
    op = words.word("op", condition.op)
    if condition.op == "between":
        return f"{field} {op} {listed(values, words)}"
    return f"{field} {op} {', '.join(values)}".rstrip()


def _value_text(value: Scalar, words: Phrases) -> str:
    if isinstance(value, bool):
        return words.word("flag", "yes" if value else "no")
    return value if isinstance(value, str) else number_text(value)


def conditions_text(conditions: Iterable[Condition], agreement: Agreement, words: Phrases) -> str:
    """Conditions that must all hold."""
    return listed([condition_text(each, agreement, words) for each in conditions], words)


def leads_text(commitment: Commitment, agreement: Agreement, words: Phrases) -> str:
    """For which leads a commitment holds."""
    parts = []
    if commitment.segment and commitment.measure != "figure":
        parts.append(words("of-segment", name=name_of(agreement, "segment", commitment.segment)))
    if commitment.where:
        parts.append(conditions_text(commitment.where, agreement, words))
    groups = [conditions_text(group, agreement, words) for group in commitment.any]
    if groups:
        parts.append(words("any-of", groups=words("or").join(groups)))
    return "; ".join(parts) if parts else words("all-leads")


def promise_text(commitment: Commitment) -> str:
    """What is promised, in short: `≥ 95 % within 4 business hours`, `≥ 400 a month`."""
    text = target_text(commitment.target)
    if commitment.measure in ("count", "sum") and commitment.every != "period":
        return f"{text} a {commitment.every}"
    if commitment.measure == "within":
        return f"{text} within {commitment.limit}"
    if commitment.measure == "attempts":
        return f"{text} with {commitment.times} attempts within {commitment.limit}"
    return text


def counting_text(commitment: Commitment, agreement: Agreement, words: Phrases) -> str:
    """How a commitment is counted, in a sentence."""
    name = f"counted-{commitment.measure}"
    if commitment.measure == "ratio" and commitment.table == "campaigns":
        name = "counted-ratio-campaigns"
    facts = {
        "start": field_text(commitment.from_, agreement, words),
        "stop": field_text(commitment.to, agreement, words),
        "limit": str(commitment.limit or ""),
        "times": commitment.times,
        "activity": commitment.activity or words("any-activity"),
        "of": conditions_text(commitment.of, agreement, words),
        "field": field_text(commitment.field, agreement, words),
        "per": field_text(commitment.per, agreement, words),
        "figure": commitment.figure,
        "hours": words("in-business-time") if commitment.business else words("in-elapsed-time"),
    }
    text = words(name, **facts)
    if commitment.settle is not None:
        text += " " + words("settles", limit=str(commitment.settle))
    return text
