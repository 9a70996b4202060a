"""What people wrote in a review, on paper: decisions, actions, notes, and who edited a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.documents.pages import Heading, Layout
from alignment_desktop.documents.pdf_tables import grid, named, party_cell
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.review_contents import ActionLine
from alignment_desktop.domain.review_entries import DONE, DROPPED
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_text, moment_text, period_text
from alignment_desktop.phrasing.reviews import carried_text, status_text
from alignment_desktop.words.language import NONE, Language, capital

_TONES = {DONE: "kept", DROPPED: "missed"}


def edited_or(record: ReviewRecord | None, generated: str) -> str:
    """A sentence as people wrote it; the generated one where nobody did."""
    return generated if record is None else record.text


def edited_note(document: ReviewDocument, words: Language) -> list[Flowable]:
    """Who wrote headline and paragraph, and when; nothing where both come from the figures."""
    contents, told = document.written.contents, []
    for record in (contents.headline, contents.paragraph):
        if record is not None:
            at = moment_text(record.at.astimezone(ZoneInfo(document.timezone)), words)
            who = _who(record.by, document, words)
            told.append(words.say(f"reviews.edited-{record.sort}", who=who, at=at))
    return [paragraph(" · ".join(told), "note")] if told else []


def records_sections(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What was decided, what is to be done, what became of last time's actions, and notes."""
    parts = [
        _decisions(document, words, layout),
        _actions(document, words, layout),
        _last(document, words, layout),
        _notes(document, words, layout),
    ]
    found = [part for part in parts if part]
    return [Spacer(0, 16), *(each for part in found for each in part)] if found else []


def _decisions(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    decisions = document.written.contents.decisions
    if not decisions:
        return []
    its = words.reviews
    rows = [
        [words.number(at), paragraph(each.text, "cell-name"), each.value("why")]
        for at, each in enumerate(decisions, 1)
    ]
    count = len(decisions)
    return [
        Heading(its.decided(count, count=words.number(count)), "section", "decisions", 0, layout),
        grid(["", its.decision(), its.why()], rows, (0.05, 0.5, 0.45), layout.width),
    ]


def _actions(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    lines = document.written.contents.actions
    if not lines:
        return []
    its, heads = words.reviews, words.headings
    rows = [
        [
            words.number(at),
            named(line.record.text, _beside(line, document, words)),
            _owner(line.record, document),
            day_text(line.record.due, words),
            _status(line, document, words),
        ]
        for at, line in enumerate(lines, 1)
    ]
    header = ["", its.action(), heads.owner(), heads.due(), heads.status()]
    heading = actions_text(lines, words)
    return [
        Spacer(0, 10),
        Heading(heading, "section", "actions", 0, layout),
        grid(header, rows, (0.05, 0.45, 0.2, 0.14, 0.16), layout.width),
    ]


def _last(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    contents = document.written.contents
    if not contents.last or contents.last_review is None:
        return []
    its, heads = words.reviews, words.headings
    rows = [
        [
            paragraph(line.record.text, "cell"),
            _owner(line.record, document),
            _status(line, document, words),
            line.record.value("outcome") or NONE,
        ]
        for line in contents.last
    ]
    done = sum(line.record.status == DONE for line in contents.last)
    counted = {"done": words.number(done), "count": words.number(len(rows))}
    review = review_name(contents.last_review, document, words)
    header = [its.action(), heads.owner(), heads.status(), its.became_of_it()]
    return [
        Spacer(0, 10),
        Heading(its.last_done(review=review, **counted), "heading", "last-actions", 1, layout),
        grid(header, rows, (0.36, 0.18, 0.2, 0.26), layout.width),
    ]


def _notes(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    notes = document.written.contents.notes
    if not notes:
        return []
    texts: list[Flowable] = [paragraph(each.text, "body") for each in notes]
    heading = Heading(words.reviews.notes(), "section", "notes", 0, layout)
    return [Spacer(0, 10), heading, *texts]


def actions_text(lines: Sequence[ActionLine], words: Language) -> str:
    """How many actions are open, and how many of them were carried over."""
    its = words.reviews
    is_open = [line for line in lines if line.record.is_open]
    count, carried = len(is_open), sum(line.times > 0 for line in is_open)
    if not count:
        return its.none_open(len(lines), count=words.number(len(lines)))
    text = its.open_actions(count, count=words.number(count))
    if not carried:
        return text
    if carried == count:
        return its.all_carried(count, count=words.number(count))
    return its.of_them_carried(carried, text=text, count=words.number(carried))


def review_name(review: ReviewKey, document: ReviewDocument, words: Language) -> str:
    """What a review is called: its period, or the agreement's label."""
    label = document.written.agreements.get(review.agreement, NONE)
    return period_text(review.period, words, year=True) if review.period else label


def _beside(line: ActionLine, document: ReviewDocument, words: Language) -> str:
    """Below an action: since when it is carried over, and what became of it."""
    since = ""
    if line.since is not None:
        since = carried_text(line, words, review_name(line.since, document, words))
    return " · ".join(filter(None, (since, line.record.value("outcome"))))


def _owner(record: ReviewRecord, document: ReviewDocument) -> Flowable | str:
    if not record.owner:
        return NONE
    name, party = document.written.people.get(record.owner, (record.owner, ""))
    return party_cell(party, name) if party else name


def _status(line: ActionLine, document: ReviewDocument, words: Language) -> Flowable:
    status = line.record.status
    text = capital(status_text(status, words))
    if line.record.is_open and line.gone_on is not None:
        review = review_name(line.gone_on, document, words)
        text = words.reviews.gone_on(review=review)
    tone = _TONES.get(status)
    return paragraph(text, f"cell-{tone}" if tone else "cell")


def _who(actor: Actor, document: ReviewDocument, words: Language) -> str:
    """Who wrote something, by name; else the party, where that is known."""
    name, _ = document.written.people.get(actor.person or "", ("", ""))
    party = choice_text(actor.party, words) if actor.party else ""
    return name or actor.person or party or words.reviews.somebody()
