"""The charts of an agreement on paper: its stages and the ways between, and when campaigns run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.stage_map import stage_map
from alignment_desktop.charts.timeline import Group, Span, timeline
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.stage_marks import handover_mark, map_stages, owner_names
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Person, display_name
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.days import day_text, days_text
from alignment_desktop.words.language import Language

_MOST_MONTHS = 24


def stage_chart(agreement: Agreement, words: Language, width: float) -> Chart:
    """The stages of an agreement with how long a lead may stay, so many points wide."""
    drawing = stage_map(
        map_stages(agreement, words),
        width / PAPER_SCALE,
        owner_names(words),
        handover_mark(agreement, words),
    )
    return _chart(replace(drawing, caption=words.charts.stages()))


def _chart(drawing: Drawing) -> Chart:
    made = Chart(drawing)
    made.spaceAfter = 8
    return made


def campaign_chart(agreement: Agreement, words: Language, width: float) -> Chart | None:
    """When the campaigns of an agreement run and its content is due, so many points wide.

    None where no campaign has days.
    """
    dated = [each for each in agreement.campaigns.values() if each.start and each.end]
    if not dated:
        return None
    days = agreement.header.period
    names = dict.fromkeys(name_at(agreement, "segment", each.segment) for each in dated)
    groups = [
        Group(
            name or words.charts.all_segments(),
            tuple(
                _campaign(each, agreement, words)
                for each in dated
                if name_at(agreement, "segment", each.segment) == name
            ),
        )
        for name in names
    ]
    due = [cast(Content, each) for each in agreement.of_kind("content").values()]
    diamonds = tuple(_content(each, agreement, words) for each in due if each.due)
    if diamonds:
        groups.append(Group(words.agreement.content(), diamonds))
    ticks = [(day, words.month(day.month)) for day in _months(days.start, days.end)]
    drawing = timeline(groups, days.start, days.end, width / PAPER_SCALE, ticks)
    return _chart(replace(drawing, caption=words.charts.timeline()))


def _campaign(campaign: Campaign, agreement: Agreement, words: Language) -> Span:
    start, end = cast(date, campaign.start), cast(date, campaign.end)
    name = display_name(campaign)
    told = words.charts.of_span(name=name, days=days_text(start, end, words))
    owner = _party_of(campaign.owner, agreement)
    return Span(name, start, end, owner, told, strong=campaign.priority)


def _content(content: Content, agreement: Agreement, words: Language) -> Span:
    due, name = cast(date, content.due), display_name(content)
    told = words.charts.of_span(name=name, days=day_text(due, words))
    return Span(name, due, due, _party_of(content.owner, agreement), told, diamond=True)


def _party_of(person: str, agreement: Agreement) -> str:
    """The party of the person who owns something; what nobody owns is shared."""
    owner = cast(Person | None, agreement.of_kind("person").get(person))
    return owner.party if owner is not None else "shared"


def _months(first: date, last: date) -> Iterator[date]:
    """The first day of the frame, and of each month within; of a long frame of each year."""
    yield first
    year, month = first.year, first.month
    step = 12 if (last - first).days > 31 * _MOST_MONTHS else 1
    while True:
        year, month = year + (month + step - 1) // 12, (month + step - 1) % 12 + 1
        day = date(year, month, 1)
        if day > last:
            return
        yield day
