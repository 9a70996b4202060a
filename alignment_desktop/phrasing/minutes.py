"""What came of a workshop in words: how much was agreed on, what changed, by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import PARTIES, clause_name, read_stored_clause
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.minutes import Item, Minutes, Outcome, Step
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.workshop import Parked, Voice
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_of, says
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.differences import field_name_text, stated_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, capital

if TYPE_CHECKING:
    from alignment_desktop.domain.clauses import Clause

_DID = ("proposed", "countered", "accepted", "wrote")


@dataclass(frozen=True, slots=True)
class SaidChange:
    """One field that was changed, in words.

    Attributes:
        field: What the field is called; empty where the whole clause is new or gone.
        old: What it said; empty: nothing.
        new: What it says, likewise.
    """

    field: str
    old: str
    new: str


def headline(minutes: Minutes, language: Language) -> str:
    """How many clauses both agree on: “We agreed on 13 of 15”."""
    its, count = language.minutes, minutes.discussed
    if not count:
        return its.nothing()
    if minutes.agreed == count:
        return its.agreed(count, count=language.number(count))
    return its.agreed_of(agreed=language.number(minutes.agreed), count=language.number(count))


def agreed_text(minutes: Minutes, language: Language) -> str:
    """How they were agreed on: “8 as they were written, 5 with a change.”; empty where none was."""
    its = language.minutes
    counted = {
        Outcome.WRITTEN: its.as_written,
        Outcome.CHANGED: its.with_change,
        Outcome.ADDED: its.new,
        Outcome.REMOVED: its.taken_out,
    }
    parts = [
        say(count, count=language.number(count))
        for outcome, say in counted.items()
        if (count := len(minutes.of(outcome)))
    ]
    return its.sum(parts=", ".join(parts)) if parts else ""


def parked_text(minutes: Minutes, language: Language) -> str:
    """How many are parked, as a sentence; empty where none is."""
    count = len(minutes.of(Outcome.PARKED))
    return language.minutes.parked(count, count=language.number(count)) if count else ""


def open_text(minutes: Minutes, language: Language) -> str:
    """How many are still open, and how many one party took out; empty where none is."""
    its = language.minutes
    parts = [
        say(count, count=language.number(count))
        for outcome, say in ((Outcome.OPEN, its.open), (Outcome.DROPPED, its.dropped))
        if (count := len(minutes.of(outcome)))
    ]
    return " ".join(parts)


def summary(minutes: Minutes, language: Language) -> str:
    """All of these in one line."""
    parts = (each(minutes, language) for each in (agreed_text, parked_text, open_text))
    return " ".join(part for part in parts if part)


def when_text(start: datetime | None, end: datetime | None, zone: str, language: Language) -> str:
    """The day and hours of a workshop: “5 November 2026 · 14:00 to 15:52 CET”; empty: unknown."""
    if start is None or end is None:
        return ""
    first, last = (each.astimezone(ZoneInfo(zone)) for each in (start, end))
    named, its = last.tzname() or zone, language.minutes
    if first.date() == last.date():
        day = long_day_text(first.date(), language)
        return its.hours(day=day, start=f"{first:%H:%M}", end=f"{last:%H:%M}", zone=named)
    days = (
        language.days.moment(day=long_day_text(each.date(), language), time=f"{each:%H:%M}")
        for each in (first, last)
    )
    start_text, end_text = days
    return its.days(start=start_text, end=end_text, zone=named)


def clause_party(clause_id: ClauseId, clause: Clause | None, agreement: Agreement) -> str:
    """Whose a clause is: of the party that it names, or of its owner's; else of both."""
    party = getattr(clause, "party", "")
    if party in OWNERS:
        return str(party)
    owner = agreement.clauses.get(("person", getattr(clause, "owner", "") or ""))
    of_owner = str(getattr(owner, "party", "") or "")
    return of_owner if of_owner in PARTIES else "shared"


def standing_clause(item: Item, agreement: Agreement) -> Clause | None:
    """The clause as it stands, else as it was; None where it is only proposed."""
    found = agreement.clauses.get(item.id)
    return found or _read(item.id, item.before)


def item_name(item: Item, agreement: Agreement, language: Language) -> str:
    """What a clause that was on the table is called."""
    return called(item.id, standing_clause(item, agreement), language)


def called(clause_id: ClauseId, clause: Clause | None, language: Language) -> str:
    """What a clause is called; by its kind and key where it has no name."""
    name = name_of(clause_id[0], clause, language) if clause is not None else ""
    if name:
        return name
    kind = capital(kind_text(clause_id[0], language))
    return f"{kind} “{clause_id[1]}”" if clause_id[1] else kind


def change_texts(item: Item, agreement: Agreement, language: Language) -> list[SaidChange]:
    """What was changed in a clause, field by field."""
    kind, name = item.id[0], clause_name(*item.id)
    clause = standing_clause(item, agreement)
    if item.outcome in (Outcome.ADDED, Outcome.REMOVED):
        text = says(kind, clause, agreement, language) if clause is not None else ""
        text = text or item_name(item, agreement, language)
        added = item.outcome is Outcome.ADDED
        return [SaidChange("", "" if added else text, text if added else "")]
    return [
        SaidChange(
            field_name_text(kind, each.field, language),
            *(
                " ".join(stated_text(name, each.field, value, agreement, language).split())
                for value in (each.old, each.new)
            ),
        )
        for each in item.changes
    ]


def voice_text(voice: Voice, names: Mapping[str, str], language: Language) -> str:
    """Who did a thing: “Marie Lindner (Sales)”."""
    party = choice_text(voice.party, language) if voice.party else ""
    if voice.person is None:
        return party or language.minutes.somebody()
    name = names.get(voice.person, voice.person)
    return language.minutes.person(name=name, party=party) if party else name


def steps_text(item: Item, names: Mapping[str, str], language: Language) -> str:
    """What led to the words that stand: “Sales proposed, Marketing countered, Sales accepted”."""
    parts = [_step_text(each, names, language) for each in item.steps]
    if item.steps and item.steps[-1].did == "wrote" and item.outcome is not Outcome.DROPPED:
        wrote = item.steps[-1].by.party
        parts += [
            language.minutes.agreed_to(who=voice_text(Voice(party, person), names, language))
            for party, person in (item.agreed or {}).items()
            if party != wrote
        ]
    return capital(", ".join(parts))


def _step_text(step: Step, names: Mapping[str, str], language: Language) -> str:
    assert step.did in _DID
    return language.say(f"minutes.{step.did}", who=voice_text(step.by, names, language))


def parked_reason(parked: Parked, names: Mapping[str, str], language: Language) -> str:
    """Why a clause waits, and who put it aside; empty where neither is known."""
    if not parked.by.party and parked.by.person is None:
        return parked.why
    who = voice_text(parked.by, names, language)
    if parked.why:
        return language.minutes.parked_for(why=parked.why, who=who)
    return language.minutes.parked_by(who=who)


def waits_text(item: Item, language: Language) -> str:
    """For whom a clause waits: “waits for Sales and Marketing”."""
    parties = language.listed(choice_text(each, language) for each in item.waits)
    return language.minutes.waits_for(parties=parties)


def deeds(minutes: Minutes, language: Language) -> list[tuple[str, int, int]]:
    """What each party did to come together: words, how often sales did, how often marketing did."""
    its = language.minutes
    sales, marketing = (minutes.balance[party] for party in PARTIES)
    rows = [
        (its.did_propose(), *(each.proposed - each.countered for each in (sales, marketing))),
        (its.did_counter(), sales.countered, marketing.countered),
        (its.did_concede(), sales.conceded, marketing.conceded),
        (its.did_waive(), sales.waived, marketing.waived),
    ]
    return cast("list[tuple[str, int, int]]", rows)


def people_texts(
    people: Sequence[Voice], names: Mapping[str, str], language: Language
) -> list[str]:
    """Who took part, by name; parties where nobody of them is named."""
    named = {each.party for each in people if each.person is not None}
    return list(
        dict.fromkeys(
            voice_text(each, names, language)
            for each in people
            if each.person is not None or each.party not in named
        )
    )


def _read(clause_id: ClauseId, body: Mapping[str, Any] | None) -> Clause | None:
    if body is None:
        return None
    try:
        return read_stored_clause(clause_id[0], body)
    except (Problem, KeyError) as error:
        raise Problem("stored-clause-unreadable", clause=clause_name(*clause_id)) from error
