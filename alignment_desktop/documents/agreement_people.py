"""The part of an agreement's document about who writes it, and when they work."""

from __future__ import annotations

from typing import cast

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_days import dates_text, holidays_in, week_text
from alignment_desktop.documents.agreement_fields import further
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import grid, named, pairs, party_cell
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar
from alignment_desktop.domain.clauses import HEADER, Days, Person, Side, display_name
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_text, hours_of_day_text
from alignment_desktop.phrasing.field_values import fields_text
from alignment_desktop.phrasing.places import place_text
from alignment_desktop.words.language import NONE, Language

_PRINTED_OF_CALENDARS = (
    "name", "timezone", "holidays.country", "holidays.subdivision", "closed", "open", "breaks",
    *(f"hours.{day}" for day in WEEKDAYS),
)  # fmt: skip


def people_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """People, what each side wants the other to know, and business hours."""
    links.begin_section()
    return [
        *_people(agreement, words, layout),
        *_sides(agreement, words, links, layout),
        *_hours(agreement, words, layout),
        *_basis(agreement, words, layout),
    ]


def _people(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    people = [cast(Person, clause) for clause in agreement.of_kind("person").values()]
    if not people:
        return []
    rows = [
        [
            party_cell(person.party, choice_text(person.party, words)),
            [
                *named(display_name(person), person.title),
                *further(
                    "person", person, agreement, words, "name", "title", "party", "role", "email"
                ),
            ],
            choice_text(person.role, words),
            person.email or NONE,
        ]
        for person in people
    ]
    header = [
        words.agreement.party(),
        words.headings.name(),
        words.agreement.role(),
        words.agreement.email(),
    ]
    return [grid(header, rows, (0.15, 0.35, 0.15, 0.35), layout.width)]


def _sides(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    story: list[Flowable] = []
    for clause in agreement.of_kind("side").values():
        side = cast(Side, clause)
        if not story:
            story.append(Heading(words.agreement.sides(), "heading", "sides", 1, layout))
        rows = [
            [
                paragraph(choice_text(side.party, words), f"item-{side.party}") if first else "",
                paragraph(words.say(f"agreement.side-{name}"), "item"),
                links.paragraph(getattr(side, name) or NONE, "item"),
            ]
            for first, name in ((True, "goals"), (False, "process"), (False, "challenges"))
        ]
        story.append(grid([], rows, (0.15, 0.17, 0.68), layout.width))
        story += further("side", side, agreement, words, "party", "goals", "process", "challenges")
    return story


def _hours(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    story: list[Flowable] = []
    for key, clause in agreement.of_kind("calendar").items():
        calendar = cast(Calendar, clause)
        name = calendar.name or key
        heading = f"{words.agreement.hours()}: {name}"
        story.append(Heading(heading, "heading", f"calendar.{key}", 1, layout))
        rows = _hours_rows(calendar, agreement.header.period, words)
        story.append(pairs(rows, layout.width))
        story += further("calendar", calendar, agreement, words, *_PRINTED_OF_CALENDARS)
    return story


def _basis(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    """What the header says beside what the first page shows of it."""
    printed = ("title", "organisation", "period.start", "period.end")
    lines = fields_text(HEADER, agreement.header, agreement, words, without=("key", *printed))
    if not lines:
        return []
    heading = Heading(words.agreement.basis(), "heading", "basis", 1, layout)
    return [Together([heading, paragraph(" · ".join(lines), "cell-muted")])]


def _holidays(calendar: Calendar, period: Days, words: Language) -> str:
    """Whose public holidays are kept, with those of the agreement's period by date."""
    its = words.agreement
    if calendar.holidays is None:
        return its.holidays_none()
    place = place_text(calendar.holidays, words)
    days = holidays_in(calendar, period)
    if not days:
        return its.holidays_none_of(place=place)
    return its.holidays_of(place=place, days=dates_text(days, period, words))


def _hours_rows(calendar: Calendar, period: Days, words: Language) -> list[tuple[str, str]]:
    rows = [
        (words.agreement.timezone(), calendar.timezone),
        (words.agreement.open(), week_text(calendar, words)),
        (words.agreement.holidays(), _holidays(calendar, period, words)),
    ]
    if calendar.closed:
        rows.append(
            (words.agreement.closed(), ", ".join(day_text(day, words) for day in calendar.closed))
        )
    its = words.agreement
    for name, dated in ((its.extra_open(), calendar.open), (its.breaks(), calendar.breaks)):
        if dated:
            text = "\n".join(
                f"{day_text(day, words)} {hours_of_day_text(shifts, words)}"
                for day, shifts in dated
            )
            rows.append((name, text))
    return rows
