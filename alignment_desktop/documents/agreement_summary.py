"""The first page of an agreement, which alone is enough for an executive."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from reportlab.platypus import Flowable, Spacer
from typing_extensions import override

from alignment_desktop.documents.agreement_figures import carrying_text, plan_figures
from alignment_desktop.documents.agreement_signatures import signatures
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import FOOT, PAPERS, TOP, Layout, height_of
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import (
    SEMIBOLD,
    colour,
    marked_up,
    markup,
    paragraph,
    styles,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, Meeting, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.meeting_days import first_day_after
from alignment_desktop.domain.plan import Stake
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.promises import END, STRONG, promise_sentence, result_rank
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language

_SHARES = (0.235, 0.765)
_MOST_STAKES = 4
_AIR = 4  # points between promises, where there is room for them
_WEEKDAY_DAY = "yMMMMEEEEd"


def first_page(
    document: AgreementDocument, layout: Layout, *, signed: bool = True
) -> list[Flowable]:
    """The first page, with as many promises as it holds beside all else.

    Args:
        document: What is shown.
        layout: What is known of the pages.
        signed: Whether it ends with the lines to sign on.
    """
    room = PAPERS[document.paper][1] - TOP - FOOT
    foot = [signatures(document, layout)] if signed else []
    foot_height = sum(height_of(part, layout.width) for part in foot)
    trials = _trials(document.agreement)

    def left_by(story: Sequence[Flowable]) -> float:
        return room - foot_height - sum(height_of(part, layout.width) for part in story)

    story = _page(document, layout, trials[0])
    left = left_by(story)
    if left < 0:
        # The fuller a page, the higher: the first that fits is found by halves.
        at = bisect_left(
            trials,
            0.0,
            hi=len(trials) - 1,
            key=lambda trial: left_by(_page(document, layout, trial)),
        )
        story = _page(document, layout, trials[at])
        left = left_by(story)
    filler = [Spacer(0, left - 1)] if foot and left > 1 else []
    return [*story, *filler, *foot]


@dataclass(frozen=True)
class _Trial:
    """How full a first page is tried to be.

    Attributes:
        most: So many promises of each party.
        stakes: So many stakes.
        air: Points between promises.
    """

    most: int
    stakes: int
    air: int


def _trials(agreement: Agreement) -> list[_Trial]:
    """From all promises with air between them to one of each party, and then fewer stakes."""
    counts = Counter(each.party for each in agreement.commitments.values())
    most = max(counts.values(), default=1)
    return [
        *(_Trial(most, _MOST_STAKES, air) for air in range(_AIR, -1, -1)),
        *(_Trial(each, _MOST_STAKES, 0) for each in range(most - 1, 1, -1)),
        *(_Trial(1, stakes, 0) for stakes in range(_MOST_STAKES, -1, -1)),
    ]


def _page(document: AgreementDocument, layout: Layout, trial: _Trial) -> list[Flowable]:
    words, agreement = document.words, document.shown
    header = agreement.header
    story: list[Flowable] = [TwoColours(), Spacer(0, 16)]
    if header.organisation:
        story.append(paragraph(header.organisation, "organisation"))
    story += [
        paragraph(document.title, "title"),
        paragraph(_subtitle(document), "subtitle"),
        Spacer(0, 12),
        *_figures(agreement, words, layout),
    ]
    rows: list[list[str | Flowable | list[Flowable]]] = []
    for party in OWNERS:
        cell = _promises(party, document, layout, trial.most)
        cell = [part for each in cell for part in (each, Spacer(0, trial.air))][:-1]
        if cell:
            heading = words.say(f"agreement.{party}-promises")
            rows.append([paragraph(heading, f"item-{party}"), cell])
    stake = _stakes(agreement, words, layout, trial.stakes)
    if stake:
        rows.append([paragraph(words.agreement.at_stake(), "item-name"), stake])
    open_points = _open_points(document)
    if open_points:
        cell = [paragraph(text, "item") for text in open_points]
        rows.append([paragraph(words.agreement.open_heading(), "item-name"), cell])
    if rows:
        story.append(grid([], rows, _SHARES, layout.width))
    if not agreement.commitments:
        story.append(paragraph(words.agreement.no_promises(), "quiet"))
    story.append(paragraph(" ".join(_notes(document, layout)), "quiet"))
    return story


def _subtitle(document: AgreementDocument) -> str:
    words, period = document.words, document.agreement.header.period
    end = long_day_text(period.end, words)
    if document.version is None:
        start = _day_before(period.start, period.end, words)
        return words.agreement.subtitle_draft(label=document.agreement.label, start=start, end=end)
    if document.in_force_from > period.end:
        # It was frozen when all days were over, and so judges only clocks that start later.
        first = _day_before(period.start, period.end, words)
        return words.agreement.subtitle_late(
            label=document.agreement.label, start=first, end=end, number=document.version,
            day=long_day_text(document.in_force_from, words),
        )  # fmt: skip
    start = _day_before(document.in_force_from, period.end, words)
    return words.agreement.subtitle_version(
        label=document.agreement.label, start=start, end=end, number=document.version
    )


def _day_before(day: date, end: date, words: Language) -> str:
    """A day with its year only where the last day does not say it."""
    return words.day(day, "MMMMd") if day.year == end.year else long_day_text(day, words)


def _figures(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    figures = plan_figures(agreement, words)
    story: list[Flowable] = []
    if figures:
        cells: list[list[Flowable]] = [
            [
                paragraph(each.value, "figure"),
                paragraph(each.name, "item-name"),
                *([paragraph(each.note, "quiet")] if each.note else []),
            ]
            for each in figures
        ]
        story.append(grid([], [cells], [1] * len(cells), layout.width))
    carried = carrying_text(agreement, words)
    if carried:
        story.append(paragraph(carried, "item"))
    return story


def _promises(party: str, document: AgreementDocument, layout: Layout, most: int) -> list[Flowable]:
    words, agreement = document.words, document.shown
    promises = sorted(
        (each for each in agreement.commitments.values() if each.party == party), key=result_rank
    )
    rest = promises[most:]
    if len(rest) == 1 and most:
        rest = []  # one line for one promise tells more
        most += 1
    cell: list[Flowable] = []
    for at, each in enumerate(promises[:most]):
        last = at + 1 == len(promises[:most]) and not rest
        text = promise_sentence(each, agreement, words, short=True)
        its = words.agreement
        text = its.promise_last(promise=text) if last else its.promise_listed(promise=text)
        cell.append(marked_up(promise_markup(text, styles()["item"].fontName), "item"))
    if rest:
        cell.append(paragraph(_rest(rest, words, layout), "item"))
    return cell


def _rest(rest: Sequence[Commitment], words: Language, layout: Layout) -> str:
    """The promises that have no room, by what they promise, and where they stand."""
    counts = Counter(each.measure for each in rest)
    what = [
        words.agreement.more_measures(measure=choice_text(name, words).lower(), count=count)
        for name, count in counts.items()
    ]
    count, page = len(rest), page_of("section.commitments", layout)
    return words.agreement.more_promises(count, count=count, page=page, what=", ".join(what))


def promise_markup(text: str, face: str, mark: Callable[[str, str], str] = markup) -> str:
    """A promise as markup, with its figures strong.

    Args:
        text: The promise, its figures between `STRONG` and `END`.
        face: The face of all else.
        mark: What makes markup of the plain parts.
    """
    parts = []
    for at, part in enumerate(text.split(STRONG)):
        strong, _, plain = part.partition(END) if at else ("", "", part)
        if strong:
            # A figure and its unit stay on one line.
            whole = markup(strong.replace(" ", "\u00a0"), SEMIBOLD)
            parts.append(f'<font name="{SEMIBOLD}">{whole}</font>')
        parts.append(mark(plain, face) if plain else "")
    return "".join(parts)


def _stakes(agreement: Agreement, words: Language, layout: Layout, most: int) -> list[Flowable]:
    stakes = [cast(Stake, clause) for clause in agreement.of_kind("stake").values()]
    cell: list[Flowable] = [
        paragraph(each.text or display_name(each), "item") for each in stakes[:most]
    ]
    more = len(stakes) - most
    if more > 0:
        page = page_of("stakes", layout)
        cell.append(paragraph(words.agreement.more_stakes(more, count=more, page=page), "item"))
    return cell


def _open_points(document: AgreementDocument) -> list[str]:
    """What a draft still lacks: consents, wording of one's own, and what the checks find."""
    if document.version is not None:
        return []
    words, agreement = document.words, document.agreement
    count = len(agreement.clauses)
    missing = Counter(party for _, party in document.consents.missing(agreement.clauses))
    texts = []
    for party in PARTIES:
        name, agreed = choice_text(party, words), count - missing[party]
        if not agreed:
            texts.append(words.agreement.open_none(count, party=name, count=count))
        elif missing[party]:
            texts.append(words.agreement.open_some(count, party=name, agreed=agreed, count=count))
    wording = sum(each.rule == "template-wording" for each in document.errors)
    if wording:
        texts.append(words.agreement.open_wording(wording, count=wording))
    others = len(document.errors) - wording
    if others:
        texts.append(words.agreement.open_errors(others, count=others))
    return texts


def _notes(document: AgreementDocument, layout: Layout) -> list[str]:
    """Since when it is final, when it is reviewed, and where its terms stand."""
    words, agreement = document.words, document.agreement
    its = words.agreement
    count = len(agreement.clauses)
    notes = []
    if document.version is not None:
        notes.append(its.final(count, count=count, day=long_day_text(document.frozen_on, words)))
    elif not document.consents.missing(agreement.clauses):
        notes.append(its.ready(count, count=count))
    review = review_day(agreement)
    if review is not None:
        meeting, day = review
        name = display_name(meeting)
        notes.append(its.review_on(day=words.day(day, _WEEKDAY_DAY), meeting=name))
    if agreement.commitments:
        notes.append(its.counted_on(page=page_of("counting", layout)))
        notes.append(its.promises_on(page=page_of("section.commitments", layout)))
    return notes


def review_day(agreement: Agreement) -> tuple[Meeting, date] | None:
    """The quarterly meeting that reviews the period: the first open day of its weekday after it.

    None where no quarterly meeting has a weekday, or none of these days is open.
    """
    meetings = [cast(Meeting, each) for each in agreement.of_kind("meeting").values()]
    quarterly = [each for each in meetings if each.every == "quarter" and each.weekday]
    if not quarterly:
        return None
    meeting = quarterly[0]
    day = first_day_after(agreement.header.period.end, meeting, agreement.calendar)
    return None if day is None else (meeting, day)


def page_of(key: str, layout: Layout) -> int:
    """The page on which a heading stands, as the pass before found it."""
    return next((each.page for each in layout.headings if each.key == key), 0)


class TwoColours(Flowable):
    """The mark at the head of the first page: both parties' colours side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.height = 5.0

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    @override
    def draw(self) -> None:
        half = 46.0
        for at, party in enumerate(PARTIES):
            x = self.width - (at + 1) * half if self.canv.rtl else at * half
            self.canv.setFillColor(colour(party))
            self.canv.rect(x, 0, half, self.height, stroke=0, fill=1)
