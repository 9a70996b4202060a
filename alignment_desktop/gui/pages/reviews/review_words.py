"""Reviews in the window's words: what they are called, how far they are, how they compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.review_contents import ActionLine, ReviewContents, review_periods
from alignment_desktop.domain.review_entries import DONE
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.domain.signing_state import DECLINED, SIGNED, SigningState
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.pages.overview.overview_rows import waiting_row
from alignment_desktop.gui.pages.reviews.review_list import ReviewEntry
from alignment_desktop.gui.pages.reviews.review_side import Compared
from alignment_desktop.gui.pages.scoreboard.scoreboard_cards import stat_of
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.widgets.cards import Said
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import days_text, moment_text, period_text
from alignment_desktop.phrasing.reviews import carried_text
from alignment_desktop.words.language import NONE, capital

if TYPE_CHECKING:
    from alignment_desktop.services.feed import News


def review_words(review: ReviewKey, news: News) -> str:
    """What a review is called: its period, or the label of the agreement."""
    if review.period:
        return capital(period_text(review.period, user_language(), year=True))
    labels = {row.id: row.label for row in news.agreements}
    return labels.get(review.agreement, NONE)


def entries_of(news: News, today: date, signing: Mapping[str, SigningState]) -> list[ReviewEntry]:
    """The reviews of the agreement that is shown, those to come first, and other agreements.

    Args:
        news: The workspace as it was last read.
        today: The present day.
        signing: How far the signing of those is that are frozen, by what their days are called.
    """
    its, agreement = wording().reviews, news.draft.agreement
    lengths = {one.every for one in agreement.commitments.values()}
    periods = review_periods(agreement.header, lengths)
    coming = [each for each in periods if each.start > today]
    now = [each for each in periods if each.start <= today <= each.end]
    past = sorted((each for each in periods if each.end < today), key=_past, reverse=True)
    groups = ((its.coming_up(), coming), (its.now(), now), (its.past(), past))
    found = [_entry(each, news, group, signing) for group, its_ in groups for each in its_]
    others = [row.label for row in news.agreements if row.id != news.draft.id]
    found += [ReviewEntry(label, label, "", its.other_agreements(), other=True) for label in others]
    return found


def _past(period: Period) -> tuple[date, int]:
    """The newest first; of those that end on one day the longest."""
    return period.end, (period.end - period.start).days


def _entry(
    period: Period, news: News, group: str, signing: Mapping[str, SigningState]
) -> ReviewEntry:
    language = user_language()
    key = ReviewKey(news.draft.id, period.label)
    parts = [days_text(period.start, period.end, language), *_progress(key, news)]
    state = signing.get(period.label or news.draft.agreement.label)
    chip = None if state is None else _signing_chip(state)
    name = review_words(key, news)
    return ReviewEntry(period.label, name, " · ".join(parts), group, chip=chip)


def _signing_chip(state: SigningState) -> Chip:
    its = wording().reviews
    if state.state == SIGNED:
        return Chip(its.signed(), "kept")
    if state.state == DECLINED:
        return Chip(its.declined(), "missed")
    count = len(state.expected)
    return Chip(its.signed_of(signed=len(state.signed), count=count), "neutral")


def _progress(review: ReviewKey, news: News) -> Iterator[str]:
    """How far a review is, where anything is written in it."""
    its = wording().reviews
    written = [each for each in news.reviews.records.values() if each.review == review]
    waiting = [
        each for each in news.reviews.open_actions(review.agreement) if each.review == review
    ]
    if waiting:
        yield its.open(len(waiting), count=len(waiting))
    elif any(each.sort == "action" for each in written):
        yield its.all_settled()
    elif written:
        yield its.draft()


def origin_words(line: ActionLine, news: News) -> str:
    """Since when an action is carried over, or to which review it was."""
    if line.gone_on is not None:
        return wording().reviews.gone_on(review=review_words(line.gone_on, news))
    if line.since is None:
        return ""
    return carried_text(line, user_language(), review_words(line.since, news))


def edited_words(record: ReviewRecord, agreement: Agreement) -> str:
    """Who wrote a headline or a paragraph, and when."""
    at = moment_text(record.at.astimezone(ZoneInfo(agreement.timezone)), user_language())
    return wording().reviews.edited_by(who=who_words([record.by], agreement), at=at)


def proposal_links(news: News) -> list[Link]:
    """The clauses for which something is proposed and not answered yet."""
    waiting = news.discussion.open_for(news.draft.id)
    return [
        waiting_row(news.draft, each, news.negotiations[each])
        for each in waiting
        if each in news.negotiations
    ]


def comparison(board: Board, contents: ReviewContents) -> tuple[str, Sequence[Compared]]:
    """The figures of a review beside those of the one before, under their heading."""
    its, language = wording().reviews, user_language()
    rows = []
    for headline in board.headlines:
        stat = stat_of(headline, board.before, language)
        change = stat.change[0] if board.before is not None and stat.change else Said("")
        rows.append(Compared(stat.label, stat.figure, change))
    actions = contents.actions
    if actions:
        done = sum(line.record.status == DONE for line in actions)
        carried = sum(line.times > 0 for line in actions)
        said = Said(its.carried_count(carried, count=carried) if carried else "")
        count = len(actions)
        rows.append(Compared(its.actions_done(), its.of(done=done, count=count), said))
    if board.before is None:
        return its.figures(), rows
    before = board.before
    days = days_text(before.start, before.end, language)
    name = capital(period_text(before.label, language, year=True)) if before.label else days
    return its.since(review=name), rows
