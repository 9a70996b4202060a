"""The minutes of a workshop as a PDF: what was agreed, what was parked, what is open, by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.consent_marks import Mark, consent_marks
from alignment_desktop.charts.give_and_take import give_and_take
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.pages import Furniture, Heading, Layout, Together, build
from alignment_desktop.documents.pdf.directions import is_rtl_language
from alignment_desktop.documents.pdf_tables import Cell, grid, named, party_cell
from alignment_desktop.documents.typography import (
    SEMIBOLD,
    colour,
    marked_up,
    markup,
    paragraph,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.minutes import AGREED, Item, Minutes, Outcome
from alignment_desktop.domain.text_changes import Mark as Became
from alignment_desktop.domain.text_changes import text_changes
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.phrasing.minutes import (
    SaidChange,
    change_texts,
    clause_party,
    deeds,
    headline,
    item_name,
    parked_reason,
    people_texts,
    standing_clause,
    steps_text,
    summary,
    waits_text,
    when_text,
)
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, language

_MARK, _GAP = 13.0, 5.0
_LONG = 32
"""Letters from which a change is shown word by word within the text."""


@dataclass(frozen=True, kw_only=True)
class MinutesDocument:
    """What the minutes show.

    Attributes:
        minutes: What happened.
        agreement: The agreement as it stands.
        names: What people are called, by key.
        began: When it began; of the first thing that was done where None.
        ended: When it ended, likewise.
        version: The number of the version since whose freezing it counts; None: another moment.
        made: The moment that the file carries.
        paper: `a4` or `letter`.
    """

    minutes: Minutes
    agreement: Agreement
    names: Mapping[str, str]
    made: datetime
    began: datetime | None = None
    ended: datetime | None = None
    version: int | None = None
    paper: str = "a4"


def minutes_pdf(document: MinutesDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        Problem: `typeface-missing`, `too-long-for-a-page`.
    """
    words = language(document.agreement.header.language or "en")
    return build(_furniture(document, words), lambda layout: _story(document, words, layout))


def _furniture(document: MinutesDocument, words: Language) -> Furniture:
    header, its = document.agreement.header, words.minutes
    named = {"organisation": header.organisation, "label": document.agreement.label}
    if document.version is not None:
        since = its.foot_version(number=document.version)
    elif document.minutes.since == 0:
        since = its.foot_beginning()
    else:
        since = its.foot_since(number=document.minutes.since)
    return Furniture(
        title=its.title(label=document.agreement.label),
        subject=its.subject(**named).removeprefix(" · "),
        author=header.organisation,
        left=its.foot(**named).removeprefix(" · "),
        middle=since,
        page=words.paper.page(page="{page}", total="{total}"),
        draft="",
        made=document.made,
        paper=document.paper,
        language=header.language or "en",
        rtl=is_rtl_language(words.code),
    )


def _story(document: MinutesDocument, words: Language, layout: Layout) -> Sequence[Flowable]:
    return [
        *_opening(document, words, layout),
        *_decided(document, words, layout),
        *_as_written(document, words),
        *_parked(document, words, layout),
        *_open(document, words, layout),
        *_people(document, words, layout),
    ]


def _opening(document: MinutesDocument, words: Language, layout: Layout) -> list[Flowable]:
    minutes, agreement = document.minutes, document.agreement
    began, ended = document.began or minutes.began, document.ended or minutes.ended
    when = when_text(began, ended, agreement.timezone, words)
    kind = " · ".join(part for part in (agreement.header.organisation, when) if part)
    story: list[Flowable] = [
        paragraph(kind or words.minutes.title(label=agreement.label), "organisation"),
        Heading(headline(minutes, words), "review-title", "outcome", 0, layout),
    ]
    said = summary(minutes, words)
    if said:
        story.append(paragraph(said, "lead"))
    marks = [_mark(each, document, words) for each in minutes.items]
    if marks:
        drawing = consent_marks(marks, _MARK, _GAP, layout.width)
        story += [Spacer(0, 6), Chart(drawing, 1.0), Spacer(0, 4)]
    return story


def _mark(item: Item, document: MinutesDocument, words: Language) -> Mark:
    name = item_name(item, document.agreement, words)
    given = item.agreed or {}
    gone = item.outcome is Outcome.REMOVED
    return Mark(
        name,
        sales=gone or PARTIES[0] in given,
        marketing=gone or PARTIES[1] in given,
        parked=item.outcome is Outcome.PARKED,
        proposing=frozenset() if gone else item.proposing,
    )


def _decided(document: MinutesDocument, words: Language, layout: Layout) -> list[Flowable]:
    items = document.minutes.of(*(each for each in AGREED if each is not Outcome.WRITTEN))
    if not items:
        return []
    its, heads, agreement = words.minutes, words.headings, document.agreement
    rows: list[list[Cell]] = []
    for item in items:
        party = clause_party(item.id, standing_clause(item, agreement), agreement)
        cells: list[Flowable] = [
            _change(each, item, words) for each in change_texts(item, agreement, words)
        ]
        by = steps_text(item, document.names, words)
        rows.append(
            [
                party_cell(party, choice_text(party, words)),
                named(item_name(item, agreement, words)),
                [*cells, paragraph(by, "cell-muted")],
            ]
        )
    header = [heads.who(), its.clause(), its.change()]
    return [
        Heading(its.decided(), "heading", "decided", 1, layout),
        grid(header, rows, (0.13, 0.27, 0.6), layout.width),
    ]


def _change(change: SaidChange, item: Item, words: Language) -> Flowable:
    its = words.minutes
    if item.outcome is Outcome.ADDED:
        return paragraph(its.is_new(text=change.new), "cell")
    if item.outcome is Outcome.REMOVED:
        return paragraph(its.is_gone(text=change.old), "cell")
    field = f'<font color="{colour("muted").hexval()}">{markup(change.field)}: </font>'
    return marked_up(field + _old_and_new(change.old, change.new), "cell")


def _old_and_new(old: str, new: str) -> str:
    """A change as markup: the old struck out, the new beside it, long texts word by word."""
    if not (old and new) or max(len(old), len(new)) < _LONG:
        struck = _struck(old)
        strong = f'<font name="{SEMIBOLD}">{markup(new, SEMIBOLD)}</font>' if new else ""
        return " → ".join(part for part in (struck, strong) if part)
    parts: list[str] = []
    touching = False
    for span in text_changes(old, new):
        if span.mark is Became.STRUCK:
            parts.append(_struck(span.text))
        elif span.mark is Became.NEW:
            # Without a blank two words in one place read as one.
            parts.append(f"{' ' if touching else ''}<u>{markup(span.text)}</u>")
        else:
            parts.append(markup(span.text))
        touching = span.mark is Became.STRUCK and not span.text[-1].isspace()
    return "".join(parts)


def _struck(text: str) -> str:
    if not text:
        return ""
    return f'<font color="{colour("muted").hexval()}"><strike>{markup(text)}</strike></font>'


def _as_written(document: MinutesDocument, words: Language) -> list[Flowable]:
    items = document.minutes.of(Outcome.WRITTEN)
    return _list_of(items, words.minutes.as_written_are(), document, words)


def _list_of(
    items: Sequence[Item], heading: str, document: MinutesDocument, words: Language
) -> list[Flowable]:
    if not items:
        return []
    names = ", ".join(item_name(each, document.agreement, words) for each in items)
    title = f'<font color="{colour("muted").hexval()}">{markup(heading)}: </font>'
    return [Spacer(0, 2), marked_up(title + markup(names), "body")]


def _parked(document: MinutesDocument, words: Language, layout: Layout) -> list[Flowable]:
    items = document.minutes.of(Outcome.PARKED)
    if not items:
        return []
    its, heads = words.minutes, words.headings
    rows: list[list[Cell]] = []
    for item in items:
        parked = item.parked
        assert parked is not None
        rows.append(
            [
                named(item_name(item, document.agreement, words)),
                parked_reason(parked, document.names, words),
                document.names.get(parked.owner, parked.owner),
                day_text(parked.until, words),
            ]
        )
    header = [its.clause(), its.waits_on(), heads.owner(), heads.due()]
    return [
        Heading(its.parked_are(), "heading", "parked", 1, layout),
        grid(header, rows, (0.27, 0.37, 0.2, 0.16), layout.width),
    ]


def _open(document: MinutesDocument, words: Language, layout: Layout) -> list[Flowable]:
    items = document.minutes.of(Outcome.OPEN)
    story: list[Flowable] = []
    if items:
        rows: list[list[Cell]] = [
            [named(item_name(each, document.agreement, words)), waits_text(each, words)]
            for each in items
        ]
        story += [
            Heading(words.minutes.open_are(), "heading", "open", 1, layout),
            grid([], rows, (0.5, 0.5), layout.width),
        ]
    dropped = document.minutes.of(Outcome.DROPPED)
    return [*story, *_list_of(dropped, words.minutes.dropped_are(), document, words)]


def _people(document: MinutesDocument, words: Language, layout: Layout) -> list[Flowable]:
    its, minutes = words.minutes, document.minutes
    people = people_texts(minutes.people, document.names, words)
    story: list[Flowable] = [
        Heading(its.took_part(), "heading", "people", 1, layout),
        paragraph(", ".join(people) or its.took_part_nobody(), "body"),
    ]
    rows = deeds(minutes, words)
    if any(sales or marketing for _, sales, marketing in rows):
        parties = choice_text(PARTIES[0], words), choice_text(PARTIES[1], words)
        drawing = give_and_take(rows, parties, layout.width * 0.62 / PAPER_SCALE)
        story.append(
            Together(
                [
                    Heading(its.give_and_take(), "heading", "balance", 1, layout),
                    Chart(drawing),
                ]
            )
        )
    return story
