"""One review as a sheet of cards: sentences, decisions, actions, notes, and open proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.review_contents import ReviewContents
from alignment_desktop.domain.review_entries import ACTION, DECISION, EDITED, NOTE
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.reviews.review_cards import Line, RecordsCard, SentencesCard
from alignment_desktop.gui.pages.reviews.review_fields import ReviewField, Unsaved
from alignment_desktop.gui.pages.reviews.review_words import (
    edited_words,
    origin_words,
    proposal_links,
    review_words,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.feed import News
    from alignment_desktop.services.review_sentences import Generated

Typed = dict[tuple[int, str], Unsaved]
"""What is typed and not saved, by record and field; 0 and the sort where there is no record yet."""


class ReviewSheet(ColumnArea):
    """The cards of one review.

    Attributes:
        sentences: Headline and paragraph.
        cards: Decisions, actions and notes, by their sort.
        last: The actions of the review before.
        proposals: What is proposed and not answered yet.
    """

    def __init__(self, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        its = wording().reviews
        self.sentences = SentencesCard()
        self.cards = {
            DECISION: RecordsCard(its.decisions(), DECISION, icons),
            ACTION: RecordsCard(its.actions(), ACTION, icons),
            NOTE: RecordsCard(its.notes(), NOTE, icons),
        }
        self.last = RecordsCard(its.actions(), ACTION, icons, adds=False)
        self.proposals = LinkCard(switch, its.proposed_amendments())
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.sentences)
        column.addWidget(self.cards[DECISION])
        column.addWidget(self.last)
        column.addWidget(self.cards[ACTION])
        column.addWidget(self.cards[NOTE])
        column.addWidget(self.proposals)
        column.addStretch(1)
        self.setWidget(content)

    def showing(
        self,
        news: News,
        contents: ReviewContents,
        generated: Generated | None,
        typed: Mapping[tuple[int, str], Unsaved],
    ) -> Iterator[None]:
        """Shows a review, row by row: all of it at once would hold up the user's next key.

        Args:
            news: How the workspace stands.
            contents: What is written in the review.
            generated: What its figures say; None: that is not known yet.
            typed: What was typed into it before, and not saved.
        """
        seen, agreement = news.revision, news.draft.agreement
        self._show_sentences(news, contents, generated)
        places = {(0, sort): field for sort, field in self.sentences.fields.items()}
        places |= {(0, card.sort): card.new.field for card in self.cards.values() if card.new}
        for place, field in places.items():
            if place in typed:
                field.take_up(typed[place])
        self._show_counts(news, contents)
        yield
        people = {key: display_name(one) for key, one in agreement.of_kind("person").items()}
        lines = {
            self.cards[DECISION]: [Line(each) for each in contents.decisions],
            self.last: [Line(each.record, origin_words(each, news)) for each in contents.last],
            self.cards[ACTION]: [
                Line(each.record, origin_words(each, news)) for each in contents.actions
            ],
            self.cards[NOTE]: [Line(each) for each in contents.notes],
        }
        for card, its in lines.items():
            yield from card.showing(its, seen, people, typed)
            yield
        links = proposal_links(news)
        self.proposals.show_rows(links)
        self.proposals.setVisible(bool(links))

    def _show_sentences(
        self, news: News, contents: ReviewContents, generated: Generated | None
    ) -> None:
        for sort, record in zip(EDITED, (contents.headline, contents.paragraph), strict=True):
            said = "" if generated is None else generated.of(sort)
            text = said if record is None else record.text
            note = wording().reviews.written_from_the_figures() if said else ""
            if record is not None:
                note = edited_words(record, news.draft.agreement)
            edited = record is not None
            self.sentences.show_sentence(sort, text, note, news.revision, edited=edited)

    def _show_counts(self, news: News, contents: ReviewContents) -> None:
        its = wording().reviews
        counts = {DECISION: len(contents.decisions), NOTE: len(contents.notes)}
        for sort, count in counts.items():
            self.cards[sort].note.say(str(count) if count else "")
        is_open = sum(line.record.is_open for line in contents.actions)
        carried = sum(line.times > 0 for line in contents.actions)
        words = [its.open(is_open, count=is_open)] if contents.actions else []
        words += [its.carried_count(carried, count=carried)] if carried else []
        self.cards[ACTION].note.say(" · ".join(words))
        self.last.setVisible(bool(contents.last))
        if contents.last_review is not None:
            review = review_words(contents.last_review, news)
            self.last.title.setText(its.actions_of(review=review))
        waiting = len(contents.to_carry)
        self.last.button.setText(its.carry_over(waiting, count=waiting))
        self.last.button.setVisible(bool(waiting))

    def fields(self) -> dict[tuple[int, str], ReviewField]:
        """Every field, by record and name; 0 and the sort where there is no record yet."""
        found = {(0, sort): field for sort, field in self.sentences.fields.items()}
        for card in (*self.cards.values(), self.last):
            for number, row in card.rows.items():
                found |= {(number, name): field for name, field in row.fields.items()}
            if card.new is not None:
                found[0, card.sort] = card.new.field
        return found

    def undo_typing(self) -> bool:
        """Takes back what is typed and not saved, where the keyboard is first; if there is any."""
        unsaved = [field for field in self.fields().values() if field.is_unsaved]
        here = [field for field in unsaved if field.has_keyboard()]
        for field in (here or unsaved)[:1]:
            field.restore()
        return bool(unsaved)

    def clear(self) -> Typed:
        """Lets all rows go; what is typed and not saved."""
        kept: Typed = {}
        for place, field in self.fields().items():
            if (unsaved := field.unsaved) is not None:
                kept[place] = unsaved
                field.restore()
        for card in (*self.cards.values(), self.last):
            card.clear()
        return kept

    def begin(self, sort: str) -> None:
        """Puts the keyboard where a decision, an action or a note is written."""
        line = self.cards[sort].new
        if line is not None:
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(line)
