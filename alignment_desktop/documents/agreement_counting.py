"""“How we count”: one page that settles what the words and numbers of an agreement mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from reportlab.platypus import Flowable, Table, TableStyle

from alignment_desktop.documents.agreement_days import (
    dated_hours_text,
    dates_text,
    holidays_in,
    week_text,
)
from alignment_desktop.documents.agreement_fields import unbroken
from alignment_desktop.documents.agreement_summary import page_of
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import FOOT, PAPERS, TOP, Heading, Layout, height_of
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Meeting, Person, Stage, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.measures import ATTEMPTS, Counted
from alignment_desktop.domain.scoring import Grade
from alignment_desktop.domain.targets import Target
from alignment_desktop.phrasing.clauses import name_at, sourced_text
from alignment_desktop.phrasing.commitments import near_ends, supplier_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.money import short_money_amount, short_money_text
from alignment_desktop.phrasing.promises import result_rank
from alignment_desktop.phrasing.targets import amount_text, bound_text, target_text
from alignment_desktop.words.language import NONE, Language, capital

_SHARES = (0.19, 0.81)
_MOST_NAMES, _MOST_SHARED = 4, 2
_CREDIT = {
    "first touch": "credit-first",
    "last touch": "credit-last",
    "even": "credit-even",
    "position based": "credit-position",
}

_PAD, _LEAST_PAD = 5.0, 1.5

Row = list[Flowable]


def counting_page(document: AgreementDocument, layout: Layout) -> list[Flowable]:
    """The page, with the computed ranges of all promises where it holds them.

    Its rows come closer together where it would be longer than a page.
    """
    room = PAPERS[document.paper][1] - TOP - FOOT
    for tables in (True, False):
        story, rows = _page(document, layout, _PAD, tables=tables)
        over = sum(height_of(part, layout.width) for part in story) - room
        if over <= 0:
            return story
        pad = _PAD - over / (2 * rows) - 0.05
        if pad >= _LEAST_PAD:
            break
    return _page(document, layout, max(pad, _LEAST_PAD), tables=tables)[0]


def _page(
    document: AgreementDocument, layout: Layout, pad: float, *, tables: bool
) -> tuple[list[Flowable], int]:
    """The page, and how many rows have so much space above and below them."""
    words, agreement = document.words, document.shown
    its = words.agreement
    texts = [
        (its.row_hours(), _hours(agreement, words)),
        (its.row_day(), [its.day_text()] if _counts_open_days(agreement) else []),
        (its.row_late(), [its.late_text()] if _has_clocks(agreement) else []),
    ]
    above = [_row(name, " ".join(said)) for name, said in texts if said]
    above.append(_kept(document, layout, tables=tables))
    texts = [
        (its.row_grades(), _grades(agreement, words, layout)),
        (its.row_credit(), _credit(agreement, words)),
        (its.row_sources(), _sources(agreement, words)),
        (its.row_escalation(), _escalation(document, layout)),
        (its.row_amendment(), [its.amendment_text()]),
        (its.row_dispute(), [its.dispute_text()]),
    ]
    below = [_row(name, " ".join(said)) for name, said in texts if said]
    bounds = [_bounds(list(agreement.commitments.values()), words, layout)] if tables else []
    story = [
        Heading(its.counting(), "section", "counting", 0, layout),
        paragraph(its.counting_lead(), "quiet"),
        _close(grid([], above, _SHARES, layout.width), pad),
        *bounds,
        _close(grid([], below, _SHARES, layout.width), pad),
    ]
    return story, len(above) + len(below)


def _row(name: str, text: str) -> Row:
    return [paragraph(name, "item-name"), paragraph(text, "item")]


def _hours(agreement: Agreement, words: Language) -> list[str]:
    calendar = agreement.calendar
    if calendar is None:
        return [words.agreement.hours_none()]
    its = words.agreement
    texts = [its.hours_zone(hours=week_text(calendar, words), zone=zone_text(calendar.timezone))]
    period = agreement.header.period
    closed = sorted({*holidays_in(calendar, period), *_within(calendar.closed, agreement)})
    closed = [day for day in closed if day not in dict(calendar.open)]
    if closed:
        texts.append(its.hours_closed(days=dates_text(closed, period, words)))
    for days, say in ((calendar.open, its.hours_open), (calendar.breaks, its.hours_breaks)):
        inside = [(day, shifts) for day, shifts in days if period.start <= day <= period.end]
        if inside:
            texts.append(say(days=dated_hours_text(inside, period, words)))
    return texts


def _within(days: Iterable[date], agreement: Agreement) -> list[date]:
    period = agreement.header.period
    return [day for day in days if period.start <= day <= period.end]


def zone_text(zone: str) -> str:
    """A zone as people read it: `Europe/Berlin`, with blanks for what programs write."""
    return zone.replace("_", " ")


def _limits(agreement: Agreement) -> Iterable[Limit | None]:
    yield from (each.limit for each in agreement.commitments.values())
    yield from (each.settle for each in agreement.commitments.values())
    yield from (cast(Stage, each).limit for each in agreement.of_kind("stage").values())


def _counts_open_days(agreement: Agreement) -> bool:
    return any(limit is not None and limit.counts_open_days for limit in _limits(agreement))


def _has_clocks(agreement: Agreement) -> bool:
    return any(each.measured_by.has_clock for each in agreement.commitments.values())


def _kept(document: AgreementDocument, layout: Layout, *, tables: bool) -> Row:
    words, agreement = document.words, document.shown
    its = words.agreement
    texts = [its.kept_text() if tables else its.kept_text_else()]
    if any(each.measured_by.is_share for each in agreement.commitments.values()):
        texts.append(its.kept_few())
    if not tables:
        texts.append(its.kept_table(page=page_of("section.commitments", layout)))
    return _row(its.row_kept(), " ".join(texts))


def _bounds(commitments: Sequence[Commitment], words: Language, layout: Layout) -> Flowable:
    """Every promise with its target and the range below it, in two columns."""
    its = words.agreement
    lines: list[tuple[str, str, str]] = []
    for party in ("sales", "marketing", "shared"):
        own = [each for each in commitments if each.party == party]
        for each in sorted(own, key=result_rank):
            lines.append((display_name(each), *_bound(each.target, each, words)))
            for label, target in each.targets:
                period = its.bound_in(period=period_text(label, words))
                lines.append((period, *_bound(target, each, words)))
    half = (len(lines) + 1) // 2
    pairs = [
        (*lines[at], "", *(lines[half + at] if half + at < len(lines) else ("", "", "")))
        for at in range(half)
    ]
    head = (its.bound_promise(), words.headings.target(), its.bound_range())
    shares = (0.206, 0.136, 0.162, 0.016, 0.2, 0.11, 0.17)
    rows = [[paragraph(text, _BOUND_ROLES[at]) for at, text in enumerate(pair)] for pair in pairs]
    return _close(grid((*head, "", *head), rows, shares, layout.width, right=(1, 2, 5, 6)), 1.5)


def _close(table: Flowable, pad: float) -> Flowable:
    """A table with its rows closer together."""
    style = [("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad)]
    cast(Table, table).setStyle(TableStyle(style))
    return table


_BOUND_ROLES = (
    "cell", "cell-figure", "cell-at_risk-figure", "cell", "cell", "cell-figure",
    "cell-at_risk-figure",
)  # fmt: skip


def _bound(target: Target, it: Commitment, words: Language) -> tuple[str, str]:
    """What is promised, and the range in which it is at risk; a dash where none is agreed."""
    promised = target_text(target, words, business=it.business)
    ends = near_ends(target, it)
    if ends is None:
        return promised, NONE
    low, high = ends
    bound = high if target.op == "<=" else low
    far = bound_text(bound, target, words)
    money = target.unit not in (None, "share", "seconds")
    if money and short_money_amount(float(bound)) == bound:
        far = short_money_text(float(bound), str(target.unit), words)
    if target.op == "<=":
        return promised, words.agreement.bound_most(high=far)
    goal = amount_text(target, words)
    if high != Decimal(str(target.value)):
        goal = bound_text(high, target, words)
    return promised, words.agreement.bound_between(low=far, high=goal)


def _grades(agreement: Agreement, words: Language, layout: Layout) -> list[str]:
    """From which points a grade holds, or that the file's own grade is taken: what counts."""
    its = words.agreement
    graded = any(
        condition.field == "grade"
        for each in agreement.commitments.values()
        for condition in (*each.where, *each.of, *(one for group in each.any for one in group))
    )
    grades = [cast(Grade, clause) for clause in agreement.of_kind("grade").values()]
    texts = []
    by_rules = agreement.header.scoring == "rules"
    if grades and (by_rules or not graded):
        said = [
            its.grades_rest(grade=each.key.upper())
            if each.from_ is None
            else its.grades_from(grade=each.key.upper(), points=words.plain(each.from_))
            for each in sorted(grades, key=lambda each: -(each.from_ or float("-inf")))
        ]
        texts.append(its.grades_text(grades=words.listed(said)))
    if graded and not by_rules:
        texts.append(its.grades_imported())
    page = page_of("rules", layout)
    if texts and page:
        texts.append(its.grades_rules(page=page))
    return texts


def _credit(agreement: Agreement, words: Language) -> list[str]:
    attribution = agreement.attribution
    if attribution is None:
        return []
    texts = [words.say(f"agreement.{_CREDIT[attribution.rule]}")]
    if attribution.sourced_is:
        text = sourced_text(attribution, agreement, words)
        texts.append(words.agreement.credit_means(text=text))
    return texts


def _sources(agreement: Agreement, words: Language) -> list[str]:
    """Which figures come from which imported tables, and who looks after them."""
    its = words.agreement
    tables: dict[str, list[str]] = defaultdict(list)
    for each in agreement.commitments.values():
        name, supplier = display_name(each), supplier_text(each, agreement)
        tables[_table(each)].append(
            its.reported_by(name=name, supplier=supplier) if supplier else name
        )
    texts = [its.sources_text()] if tables else []
    if tables.keys() == {"leads"}:
        texts.append(its.source_leads_alone())
    else:
        texts += [
            words.say(f"agreement.source-{table}", names=_few(tables[table], words))
            for table in ("figures", "campaigns", "activities")
            if tables[table]
        ]
        if tables["leads"]:
            texts.append(its.source_all())
    people = [cast(Person, each) for each in agreement.of_kind("person").values()]
    ops = [person_text(each, words) for each in people if each.role == "ops"]
    if ops and texts:
        texts.append(its.sources_people(names=words.listed(ops)))
    return texts


def _few(names: Sequence[str], words: Language) -> str:
    """Names as a list; of many only the first, and how many more there are."""
    if len(names) <= _MOST_NAMES + 1:
        return words.listed(names)
    shown = ", ".join(names[:_MOST_NAMES])
    return words.agreement.names_more(names=shown, count=len(names) - _MOST_NAMES)


def _table(it: Commitment) -> str:
    """The imported table that a promise is counted from beside, or in place of, that of leads."""
    if it.measured_by.counted is Counted.FIGURES:
        return "figures"
    if it.measured_by.counted is Counted.CAMPAIGNS:
        return "campaigns"
    if it.measured_by is ATTEMPTS or it.pause:
        return "activities"
    return "leads"


def person_text(person: Person, words: Language) -> str:
    """A person with the title: “Tom Becker (Revenue Operations Manager)”."""
    name = unbroken(display_name(person))
    return words.agreement.person_titled(name=name, title=person.title) if person.title else name


def _escalation(document: AgreementDocument, layout: Layout) -> list[str]:
    """Where a miss is taken up, by name, and what several promises agree on for it."""
    words, agreement = document.words, document.shown
    its = words.agreement
    by_text: dict[str, list[str]] = defaultdict(list)
    for each in agreement.commitments.values():
        if each.if_missed:
            by_text[each.if_missed.strip().rstrip(".")].append(display_name(each))
    if not by_text:
        return []
    texts = [
        its.escalation_shared(names=_few(names, words), what=what)
        for what, names in by_text.items()
        if len(names) > 1
    ][:_MOST_SHARED]
    texts.append(its.escalation_each(page=page_of("section.commitments", layout)))
    meetings = [cast(Meeting, each) for each in agreement.of_kind("meeting").values()]
    weekly = next((each for each in meetings if each.every == "week" and each.attendees), None)
    if weekly is not None:
        names = words.listed(
            unbroken(name_at(agreement, "person", key)) for key in weekly.attendees
        )
        when = meeting_day_text(weekly, words)
        name = capital(display_name(weekly))
        texts.append(its.escalation_meeting(meeting=name, when=when, names=names))
    people = [cast(Person, each) for each in agreement.of_kind("person").values()]
    sponsors = [
        person_text(each, words)
        for each in people
        if each.role == "sponsor" and document.is_named(each)
    ]
    if sponsors:
        texts.append(its.escalation_sponsor(names=words.listed(sponsors)))
    return texts


def meeting_day_text(meeting: Meeting, words: Language) -> str:
    """When a meeting comes back: “every week, Tuesday 09:30”."""
    every = words.say(f"paper.every-{meeting.every.replace(' ', '-')}")
    day = words.weekday(meeting.weekday) if meeting.weekday else ""
    at = " ".join(part for part in (day, meeting.time) if part)
    return ", ".join(part for part in (every, at) if part)
