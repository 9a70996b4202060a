"""The clocks of commitments in words: what pauses them, whose hours count, who had the time."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.phrasing.durations import duration_text, hours_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.words.language import Language


def clock_text(commitment: Commitment, agreement: Agreement, language: Language) -> str:
    """What pauses its clock, whose hours count, and where its time is divided; may be empty."""
    its, found = language.commitments, []
    if commitment.pauses_clocks:
        pairs = [its.between(opens=pair[0], closes=pair[1]) for pair in commitment.pause]
        found.append(its.pauses(pairs=language.listed(pairs)))
    if commitment.calendar_by is not None and commitment.chooses_calendars:
        calendars = agreement.of_kind("calendar")
        named = [
            its.hours_of(
                value=value, calendar=display_name(calendars[key]) if key in calendars else key
            )
            for value, key in commitment.calendar_by.calendars
        ]
        field = field_text(commitment.calendar_by.field, agreement, language)
        found.append(its.calendars(field=field, named=language.listed(named)))
    if commitment.parts and "parts" in commitment.measured_by.takes:
        moments = [field_text(event, agreement, language) for event in commitment.parts]
        found.append(its.divided(moments=language.listed(moments)))
    return " ".join(found)


def time_of_clock(seconds: float, commitment: Commitment, language: Language) -> str:
    """A time on the clock of a commitment; open time in hours, as no number of them makes a day."""
    if commitment.counts_business_time:
        return hours_text(seconds, language)
    return duration_text(seconds, language)


def parts_text(
    seconds: Sequence[float | None],
    commitment: Commitment,
    agreement: Agreement,
    language: Language,
) -> str:
    """Who had the clock: “until entry to SAL 4 h 50 m, then until first touch 1 h 20 m”.

    Args:
        seconds: The time part by part; None for one that is not known, which goes unsaid.
        commitment: The promise whose parts they are.
        agreement: Names the stages.
        language: In whose words.
    """
    its = language.commitments
    told: list[str] = []
    ends = (*commitment.parts, commitment.to)
    for event, part in zip(ends, seconds, strict=False):
        if part is None:
            continue
        words = its.then_until if told else its.until
        moment = field_text(event, agreement, language)
        told.append(words(moment=moment, time=time_of_clock(part, commitment, language)))
    return ", ".join(told)


def part_names(commitment: Commitment, agreement: Agreement, language: Language) -> list[str]:
    """What the parts of its time are called, in short: by the moments with which they end."""
    return [field_text(event, agreement, language) for event in (*commitment.parts, commitment.to)]
