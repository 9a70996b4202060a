"""The campaigns of an agreement on a timeline, in words: the same in the window and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.timeline import Frame, timeline
from alignment_desktop.charts.timeline_values import (
    PAPER,
    Crowded,
    Group,
    Note,
    Sizes,
    Span,
    Tick,
    Unplaced,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.campaign_days import Crowd, Misplaced, crowds, misplaced
from alignment_desktop.domain.campaign_plan import Wanted, campaign_plan
from alignment_desktop.domain.clauses import Clause, Person, clause_name, display_name
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.days import bare_days_text, day_of_year_text, day_text, days_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language

_MOST_MONTHS, _MOST_WEEKS = 24, 60
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ProposedClause:
    """A campaign or content as a party proposes it.

    Attributes:
        clause: As it would be.
        party: Who proposes it.
    """

    clause: Clause
    party: str


@dataclass(frozen=True, slots=True)
class Tried:
    """Days that something would have, while it is dragged.

    Attributes:
        name: What is dragged, as `campaign.webinars`.
        start: Its first day; of content the day on which it is due.
        end: Its last day.
    """

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a timeline shows beside what the agreement says.

    Attributes:
        proposed: What is proposed for campaigns and content.
        today: The present day; None: it is not marked.
        selected: What is chosen, as `campaign.webinars`.
        tried: What is being dragged.
        movable: Whether anything can be.
    """

    proposed: Sequence[ProposedClause] = ()
    today: date | None = None
    selected: str = ""
    tried: Tried | None = None
    movable: bool = False


def campaign_timeline(
    agreement: Agreement,
    words: Language,
    width: float,
    sizes: Sizes = PAPER,
    shown: Shown | None = None,
) -> Drawing | None:
    """When the campaigns of an agreement run and its content is due.

    Args:
        agreement: The agreement.
        words: In whose words.
        width: Of the drawing.
        sizes: How large its parts are.
        shown: What is shown beside that.

    Returns:
        None where there is neither a campaign nor content.
    """
    its = shown or Shown()
    groups = _Groups(agreement, words, its).made()
    if not groups:
        return None
    drawing = timeline(groups, frame_of(agreement, words, its.today), width, sizes, its.selected)
    return replace(drawing, caption=words.charts.timeline())


def frame_of(agreement: Agreement, words: Language, today: date | None = None) -> Frame:
    """The whole weeks of an agreement's period."""
    period = agreement.header.period
    first = _moved(period.start, -period.start.weekday())
    last = _moved(period.end, 6 - period.end.weekday())
    weeks = []
    if (last - first).days <= 7 * _MOST_WEEKS:
        count = (last - first).days // 7 + 1
        mondays = [first + at * _WEEK for at in range(count)]
        weeks = [Tick(day, words.number(day.day)) for day in mondays]
    months = [Tick(day, words.month(day.month)) for day in _months(period.start, last)]
    marked = None
    if today is not None:
        told = words.charts.today(day=day_of_year_text(today, words))
        marked = Tick(today, told)
    return Frame(
        first=first,
        last=last,
        months=months,
        weeks=weeks,
        period=(period.start, period.end),
        today=marked,
    )


class _Groups:
    """The groups of a timeline: one for each segment, one of content, one of what has no place."""

    def __init__(self, agreement: Agreement, words: Language, shown: Shown) -> None:
        self._agreement, self._words, self._shown = agreement, words, shown
        frame = frame_of(agreement, words)
        self._first, self._last = frame.first, frame.last
        self._unplaced: list[Unplaced] = []
        self._campaigns = [self._as_tried(each) for each in agreement.campaigns.values()]
        self._proposed = list(self._other_words())

    def made(self) -> list[Group]:
        plan = {each.segment: each for each in campaign_plan(self._agreement).segments}
        groups = [
            group
            for segment in (*self._agreement.segments, "")
            if (group := self._segment(segment, plan.get(segment))) is not None
        ]
        content = self._content()
        if content is not None:
            groups.append(content)
        if self._unplaced:
            its = self._words.charts
            how = any(each.movable for each in self._unplaced)
            notes = (Note(its.drag_onto()),) if how else ()
            groups.append(Group(its.not_shown(), (), notes, unplaced=tuple(self._unplaced)))
        return groups

    def _as_tried(self, campaign: Campaign) -> Campaign:
        tried = self._shown.tried
        if tried is None or tried.name != clause_name("campaign", campaign.key):
            return campaign
        return replace(campaign, start=tried.start, end=tried.end)

    def _other_words(self) -> Iterator[tuple[Campaign, str]]:
        """Campaigns that are only proposed, and those for which other days are."""
        for each in self._shown.proposed:
            it = each.clause
            if isinstance(it, Campaign):
                stands = self._agreement.campaigns.get(it.key)
                if stands is None or (stands.start, stands.end) != (it.start, it.end):
                    yield it, each.party

    def _segment(self, segment: str, wanted: Wanted | None) -> Group | None:
        own = [each for each in self._campaigns if each.segment == segment]
        proposed = [each for each in self._proposed if each[0].segment == segment]
        words = self._words
        spans = [*self._spans(own), *self._proposals(proposed)]
        if not spans and (wanted is None or not (wanted.expected or wanted.wanted)):
            return None
        # What is proposed for a campaign that stands is no further campaign.
        keys = {clause_name("campaign", each.key) for each in own}
        apart = [
            each
            for each in spans
            if not each.backwards and not (each.proposed and each.key in keys)
        ]
        name = name_at(self._agreement, "segment", segment) or words.charts.all_segments()
        found = crowds((each.start, each.end) for each in apart)
        within = [each for each in found if each.first <= self._last and each.last >= self._first]
        notes = self._money(wanted)
        if within:
            most = max(within, key=lambda each: each.count)
            notes.append(Note(words.charts.at_once(count=most.count), "at_risk", strong=True))
            notes.append(Note(bare_days_text(most.first, most.last, words)))
        crowded = tuple(self._crowded(each, apart) for each in within)
        told = " · ".join(note.text for note in notes)
        return Group(
            name,
            tuple(spans),
            tuple(notes),
            words.charts.of_span(name=name, days=told) if told else "",
            crowded,
        )

    def _money(self, wanted: Wanted | None) -> list[Note]:
        if wanted is None:
            return []
        currency, words = self._agreement.header.currency, self._words
        expected = short_money_text(float(wanted.expected), currency, words)
        if wanted.wanted is None:
            return [Note(words.charts.expected(money=expected))] if wanted.expected else []
        target = short_money_text(float(wanted.wanted), currency, words)
        text = words.charts.expected_of(money=expected, target=target)
        return [Note(text, "at_risk", strong=True) if wanted.short else Note(text)]

    def _crowded(self, crowd: Crowd, spans: Iterable[Span]) -> Crowded:
        names = [
            span.label for span in spans if span.start <= crowd.last and span.end >= crowd.first
        ]
        days = days_text(crowd.first, crowd.last, self._words)
        told = self._words.charts.crowded(
            count=crowd.count, days=days, names=self._words.listed(names)
        )
        return Crowded(crowd.first, crowd.last, told)

    def _spans(self, campaigns: Iterable[Campaign]) -> Iterator[Span]:
        for each in campaigns:
            wrong = misplaced(each.start, each.end, self._first, self._last)
            name, key = display_name(each), clause_name("campaign", each.key)
            if wrong is Misplaced.BACKWARDS and self._holds(cast(date, each.start)):
                wrong = None
            owner = _party_of(each.owner, self._agreement)
            said = self._told(each)
            told = self._words.charts.of_span(name=name, days=said)
            if wrong is not None:
                why = self._why(wrong, each.start, each.end)
                if why not in said:
                    said = _join(said, why)
                told = self._words.charts.of_span(name=name, days=said)
                movable = self._shown.movable
                self._unplaced.append(Unplaced(name, why, owner, told, key, movable))
                continue
            tried = self._shown.tried is not None and self._shown.tried.name == key
            start, end = cast(date, each.start), cast(date, each.end)
            yield Span(
                name,
                start,
                end,
                owner,
                told,
                strong=each.priority,
                key=key,
                figure=self._budget(each),
                movable=self._shown.movable,
                # Whoever drags a bar knows its name, and looks for the days.
                moving=bare_days_text(start, end, self._words) if tried else "",
            )

    def _proposals(self, proposed: Iterable[tuple[Campaign, str]]) -> Iterator[Span]:
        words = self._words
        for each, party in proposed:
            name, key = display_name(each), clause_name("campaign", each.key)
            by = words.charts.proposed_by(party=choice_text(party, words))
            told = words.charts.of_span(name=name, days=_join(self._told(each), by))
            wrong = misplaced(each.start, each.end, self._first, self._last)
            if wrong is not None:
                why = self._why(wrong, each.start, each.end)
                self._unplaced.append(Unplaced(name, f"{why} · {by}", party, told, key))
                continue
            start, end = cast(date, each.start), cast(date, each.end)
            budget = self._budget(each)
            yield Span(name, start, end, party, told, key=key, figure=budget, proposed=True)

    def _holds(self, day: date) -> bool:
        return self._first <= day <= self._last

    def _budget(self, campaign: Campaign) -> str:
        if campaign.budget is None:
            return ""
        return short_money_text(campaign.budget, self._agreement.header.currency, self._words)

    def _told(self, campaign: Campaign) -> str:
        """All that the timeline says of a campaign."""
        words, currency = self._words, self._agreement.header.currency
        start, end = campaign.start, campaign.end
        if start is not None and end is not None and end < start:
            days = words.charts.backwards(start=day_text(start, words), end=day_text(end, words))
        else:
            days = days_text(start, end, words)
        parts = [days]
        if campaign.budget is not None:
            parts.append(words.charts.budget(money=money_text(campaign.budget, currency, words)))
        if campaign.expected.revenue is not None:
            money = money_text(campaign.expected.revenue, currency, words)
            parts.append(words.charts.expected(money=money))
        if campaign.priority:
            parts.append(words.charts.priority())
        return _join(*parts)

    def _why(self, wrong: Misplaced, start: date | None, end: date | None) -> str:
        its = self._words.charts
        if wrong is Misplaced.NO_DAYS:
            return its.no_days()
        if wrong is Misplaced.NO_START:
            return its.no_start()
        if wrong is Misplaced.NO_END:
            return its.no_end()
        if wrong is Misplaced.BACKWARDS:
            words = self._words
            return its.backwards(start=day_text(start, words), end=day_text(end, words))
        return days_text(start, end, self._words)

    def _content(self) -> Group | None:
        words = self._words
        content = [cast(Content, each) for each in self._agreement.of_kind("content").values()]
        spans = [span for each in content if (span := self._due(each)) is not None]
        for each in self._shown.proposed:
            it = each.clause
            if isinstance(it, Content) and it.due is not None and self._holds(it.due):
                stands = self._agreement.of_kind("content").get(it.key)
                if stands is None or cast(Content, stands).due != it.due:
                    by = words.charts.proposed_by(party=choice_text(each.party, words))
                    told = f"{day_text(it.due, words)} · {by}"
                    name, key = display_name(it), clause_name("content", it.key)
                    told = words.charts.of_span(name=name, days=told)
                    spans.append(
                        Span(name, it.due, it.due, each.party, told, diamond=True, key=key)
                    )
        if not content and not spans:
            return None
        done = sum(each.delivered is not None for each in content)
        note = words.charts.delivered_of(done=words.number(done), count=words.number(len(content)))
        return Group(words.agreement.content(), tuple(spans), (Note(note),) if content else ())

    def _due(self, content: Content) -> Span | None:
        name, key = display_name(content), clause_name("content", content.key)
        tried, words = self._shown.tried, self._words
        dragged = tried is not None and tried.name == key
        due = tried.start if tried is not None and dragged else content.due
        day = due or content.delivered
        owner = _party_of(content.owner, self._agreement)
        parts = [words.clauses.due(day=day_text(due, words))] if due else []
        if content.delivered is not None:
            parts.append(words.charts.delivered(day=day_text(content.delivered, words)))
        told = words.charts.of_span(name=name, days=" · ".join(parts) or words.charts.no_due_day())
        if day is None or not self._holds(day):
            why = day_text(day, words) if day else words.charts.no_due_day()
            movable = self._shown.movable and (due is not None or content.delivered is None)
            self._unplaced.append(Unplaced(name, why, owner, told, key, movable))
            return None
        return Span(
            name,
            day,
            day,
            owner,
            told,
            strong=content.delivered is not None,
            diamond=True,
            key=key,
            movable=self._shown.movable and due is not None,
            moving=day_of_year_text(day, words) if dragged else "",
        )


def _join(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _party_of(person: str, agreement: Agreement) -> str:
    """The party of the person who owns something; what nobody owns is shared."""
    owner = cast(Person | None, agreement.of_kind("person").get(person))
    return owner.party if owner is not None else "shared"


def _moved(day: date, days: int) -> date:
    """So many days later or earlier, as far as the calendar reaches."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _months(first: date, last: date) -> Iterator[date]:
    """The first day of the period, and of each month within; of a long frame of each year."""
    yield first
    year, month = first.year, first.month
    step = 12 if (last - first).days > 31 * _MOST_MONTHS else 1
    while True:
        year, month = year + (month + step - 1) // 12, (month + step - 1) % 12 + 1
        if year > date.max.year:
            return
        day = date(year, month, 1)
        if day > last:
            return
        yield day
