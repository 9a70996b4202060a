"""A commitment as a plain sentence, of which each word can be changed where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import Holds
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.inspector.field_specs import field_specs
from alignment_desktop.gui.inspector.live_effect import Effects
from alignment_desktop.gui.inspector.word_card import WordCard
from alignment_desktop.gui.inspector.words import choice_word, field_word
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.word_sentence import Word, WordSentence
from alignment_desktop.gui.window.tab_order import keyboard_in
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.promises import PromiseWord, promise_words

if TYPE_CHECKING:
    from alignment_desktop.services.clause_effects import Effect

_PARTY, _MISSED = "party", "if_missed"
_CALLED = {"leads": "where"}
"""The field by whose name a word is called that is not the first of those that it says."""


class PromiseBlock(QWidget):
    """Shows the promise of a form as a sentence; out of sight where the form has none.

    Below it stands to how many leads of the last quarter it applies, as it stands and as typed.

    Attributes:
        finished: The card of a word was closed, with nothing wrong in it.
    """

    finished = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        effects: Effects,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._effects = effects
        self._topic = topic = f"applies to {id(self)}"
        self.destroyed.connect(lambda: session.cancel(topic))
        self._counted: Commitment | None = None
        effects.changed.connect(self._count_again)
        self._form: Callable[[], ClauseForm | None] = lambda: None
        self._words: dict[str, PromiseWord] = {}
        self._open, self._unasked = "", False
        self.sentence = WordSentence(switch)
        self.card = WordCard(icons, self)
        self.menu = QMenu(self)
        set_look(self.menu, "checks", "true")
        column = column_of(self, 10)
        column.addWidget(self.sentence)
        column.addWidget(self.card)
        self.applies = label("", 12, tone="muted", wrap=True, tabular=True)
        self.applies.hide()
        column.addWidget(self.applies)
        self.sentence.opened.connect(self.open)
        self.sentence.typed_over.connect(lambda key, letter: self.open(key, over=letter))
        self.card.closed.connect(self._closed)
        self.hide()

    def follow(self, form: Callable[[], ClauseForm | None]) -> None:
        """Says whose promise it is: what gives the form that holds the shown clause, if any."""
        self._form = form

    def refresh(self) -> None:
        """Shows the promise as it is typed, or as it stands."""
        form = self._form()
        promise = form.clause if form is not None else None
        if form is None or form.agreement is None or not isinstance(promise, Commitment):
            self.clear()
            return
        words = promise_words(promise, form.agreement, user_language())
        self._words = {word.slot: word for word in words if word.slot}
        self.sentence.show_words([_word(word, promise) for word in words])
        self.show()
        self.card.refresh()
        self._count(form, promise)

    def clear(self) -> None:
        """Shows no promise."""
        self.hide()
        self._end()
        self._session.cancel(self._topic)
        self._counted = None
        self.applies.hide()

    def close_card(self) -> None:
        """Another clause is shown: what was open is of the one before."""
        self._end()

    def open(self, slot: str, *, over: str = "") -> None:
        """Lets a word be changed: by a menu where it is one choice, else in its fields.

        Args:
            slot: Which word; the card of the one that is open closes.
            over: A letter that is typed over it.
        """
        form, word = self._form(), self._words.get(slot)
        if form is None or word is None:
            return
        if self.card.isVisible() and slot == self._open:
            self.card.finish()
            return
        spec = next(spec for spec in field_specs(COMMITMENT) if spec.name == word.fields[0])
        if spec.holds is Holds.CHOICE and len(word.fields) == 1:
            self._end()
            self._offer(form, slot, spec.name, spec.choices)
            return
        self.open_fields(word.fields, slot)
        self.card.focus(over=over)

    def open_field(self, name: str, *, select: bool = False) -> None:
        """Lets one field be changed, with those that the same word of the sentence says."""
        slot = next((each for each, word in self._words.items() if name in word.fields), "")
        word = self._words.get(slot)
        self.open_fields(word.fields if word is not None else (name,), slot)
        self.card.focus(name, select=select)

    def open_fields(self, fields: tuple[str, ...], slot: str = "") -> None:
        """Shows the card of some fields; the keyboard stays where it is."""
        form = self._form()
        if form is not None:
            self._open, self._unasked = slot, False
            self.card.open(form, fields)
            self.sentence.set_current(slot)

    def open_unasked(self, fields: tuple[str, ...]) -> None:
        """Shows the card of fields that something is wrong with, for as long as it is."""
        self.open_fields(fields)
        self._unasked = True

    def close_unasked(self) -> None:
        """Nothing is wrong any more: a card that nobody asked for goes, unless somebody uses it."""
        keyboard = keyboard_in(self.window())
        if self._unasked and (keyboard is None or not self.card.isAncestorOf(keyboard)):
            self._end()

    def _count(self, form: ClauseForm, promise: Commitment) -> None:
        """Asks to how many leads it applies, where that may be another number now."""
        if promise == self._counted:
            return
        self._counted = promise
        if not promise.measured_by.counts_leads or not self._session.news.batches:
            self._session.cancel(self._topic)
            self.applies.hide()
            return
        typed = promise if form.unsaved else None
        clause_id = (COMMITMENT, form.standing_key)
        self._effects.ask(self._topic, clause_id, typed, self._show_count, self.applies.hide)

    def _count_again(self) -> None:
        self._counted = None
        if self.isVisible():
            self.refresh()

    def _show_count(self, effect: Effect) -> None:
        shown = effect.proposed or effect.standing
        self.applies.setVisible(shown is not None)
        if shown is None:
            return
        its, words = wording().inspector, user_language()
        number = words.number(shown.applies)
        text = its.applies_to(shown.applies, number=number, period=effect.label)
        more = shown.applies - (effect.standing.applies if effect.standing else shown.applies)
        if more:
            differs = its.applies_more if more > 0 else its.applies_fewer
            text = differs(applies=text, number=words.number(abs(more)))
        self.applies.setText(text)

    def _offer(self, form: ClauseForm, slot: str, name: str, choices: tuple[str, ...]) -> None:
        self.menu.clear()
        standing = form.editor(name).value()
        for code in choices:
            action = self.menu.addAction(choice_word(code))
            action.setCheckable(True)
            action.setChecked(code == standing)
            action.triggered.connect(partial(self._choose, form, name, code))
            if code == standing:
                self.menu.setActiveAction(action)
        button = self.sentence.word_button(slot)
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    @staticmethod
    def _choose(form: ClauseForm, name: str, code: str, _on: bool = True) -> None:
        form.take(name, code, write=True)

    def _closed(self) -> None:
        slot = self._open
        self._end()
        self.sentence.focus_word(slot)
        self.finished.emit()

    def _end(self) -> None:
        self._open, self._unasked = "", False
        self.card.clear()
        self.sentence.set_current("")


def _word(word: PromiseWord, promise: Commitment) -> Word:
    tone, quiet = "accent", word.slot == _MISSED
    if quiet:
        tone = "text"
    elif word.slot == _PARTY:
        tone = {"sales": "sales", "marketing": "marketing"}.get(promise.party, tone)
    called = _CALLED.get(word.slot) or next(iter(word.fields), "")
    name = field_word(called, COMMITMENT) if called else ""
    return Word(word.text, word.slot, name, tone, quiet)
