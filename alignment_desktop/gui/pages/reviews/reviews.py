"""The reviews page: what the figures say, what was decided, what is to be done, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.review_contents import ReviewContents, contents_of
from alignment_desktop.domain.review_entries import ACTION, DECISION, NOTE
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.reviews.review_document import ReviewDocument
from alignment_desktop.gui.pages.reviews.review_editing import ReviewEditing
from alignment_desktop.gui.pages.reviews.review_list import ReviewEntry, ReviewList
from alignment_desktop.gui.pages.reviews.review_rows import RecordRow
from alignment_desktop.gui.pages.reviews.review_sheet import ReviewSheet, Typed
from alignment_desktop.gui.pages.reviews.review_side import ReviewSide
from alignment_desktop.gui.pages.reviews.review_sign_off import ReviewSignOff
from alignment_desktop.gui.pages.reviews.review_words import comparison, entries_of, review_words
from alignment_desktop.gui.pages.scoreboard.scoreboard_saving import ChoosePath, ScoreboardSaver
from alignment_desktop.gui.scoreboard_cache import MEASURED, ScoreboardCache
from alignment_desktop.gui.signing.signed_files import ChooseExisting
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import known_at_text

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.reading.document_preview import DocumentPreview
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.window.place import Place
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.review_preview import ReviewPreview
    from alignment_desktop.services.review_sentences import Generated
    from alignment_desktop.services.workspace import Workspace

_SHOWING, _SENTENCES = "reviews-showing", "reviews-sentences"
_RESTATED = "reviews-restated"
_FROZEN = "reviews-frozen"
_SHEET, _EMPTY = 0, 1
_LIST = 216
_OPEN = "Ctrl+Shift+P"
_KEYS = {ACTION: "Ctrl+Shift+A", DECISION: "Ctrl+Shift+D", NOTE: "Ctrl+Shift+M"}


class ReviewsPage(Page):
    """Shows one review at a time; everything is written where it stands."""

    SHOWS: ClassVar[frozenset[Changed]] = MEASURED | {
        Changed.REVIEWS,
        Changed.DISCUSSION,
        Changed.SIGNING,
        Changed.LOGO,
    }

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
        choose_path: ChoosePath = choose_new,
        choose_existing: ChooseExisting = choose_existing,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._scoreboards = scoreboards
        self._label = session.label
        self._period = ""
        self._measured: MeasuredBoard | None = None
        self._generated: Generated | None = None
        self._typed: dict[ReviewKey, Typed] = {}
        self._signing: dict[str, SigningState] = {}
        self._build(switch, icons)
        self.editing = ReviewEditing(session, self)
        self.saver = ScoreboardSaver(session, self, choose_path)
        self.sign_off = ReviewSignOff(
            session, switch, icons, self, choose_new=choose_path, choose_existing=choose_existing
        )
        self._side = ReviewSide(self.sign_off.view)
        self._side.setParent(self)
        self._side.hide()
        self._side.pdf_button.clicked.connect(self._save_pdf)
        self._side.excel_button.clicked.connect(self._save_excel)
        self._side.open_button.clicked.connect(self.open_preview)
        self.document = ReviewDocument(session, switch, icons, self._side, self._stack, self)
        self.document.closed.connect(self.close_preview)
        self._tools = self._make_tools()
        self._connect()

    def _build(self, switch: ThemeSwitch, icons: Icons) -> None:
        its = wording().reviews
        self.list = ReviewList(switch)
        self.list.setFixedWidth(_LIST)
        self.sheet = ReviewSheet(switch, icons)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(12)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 16, 0, 16)
        beside.addWidget(self.list)
        row.addLayout(beside)
        row.addWidget(self.sheet, 1)
        empty = Emptiness(
            "reviews", its.nothing_imported(), its.here_is_written(),
            wording().common.import_results(),
        )  # fmt: skip
        self.empty = EmptyPage(switch, empty)
        self.empty.acted.connect(lambda: self._session.go_to("results"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)

    def _make_tools(self) -> QWidget:
        its = wording().reviews
        self.export_button = QPushButton(its.export_as_pdf())
        self.export_button.setEnabled(False)
        set_tool_tip(self.export_button, its.export_as_pdf_keys())
        self.export_button.clicked.connect(self._save_pdf)
        self.action_button = QPushButton(its.add_action())
        set_look(self.action_button, "kind", "primary")
        set_tool_tip(self.action_button, its.add_action_keys())
        self.action_button.clicked.connect(lambda _on: self._begin(ACTION))
        return tool_row(self.export_button, self.action_button)

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_period)
        self.list.agreement_chosen.connect(self._choose_agreement)
        sheet = self.sheet
        sheet.sentences.edit_wanted.connect(self._write)
        sheet.sentences.restore_wanted.connect(self._restore)
        sheet.proposals.chosen.connect(self._follow)
        sheet.last.button.clicked.connect(self._carry)
        for card in (*sheet.cards.values(), sheet.last):
            card.edit_wanted.connect(self._edit)
            card.remove_wanted.connect(self._remove)
        for sort, card in sheet.cards.items():
            card.add_wanted.connect(partial(self._add, sort))
            key = QShortcut(QKeySequence(_KEYS[sort]), self)
            key.activated.connect(partial(self._begin, sort))
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export_button.click)
        QShortcut(QKeySequence(_OPEN), self).activated.connect(self.open_preview)
        excel = QShortcut(QKeySequence("Ctrl+Shift+E"), self)
        excel.activated.connect(self._side.excel_button.click)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def inspector(self) -> QWidget | None:
        return self._side

    @override
    def main_control(self) -> QWidget:
        reading = self.reading
        if reading is not None and self.document.reads:
            return reading.reader.view
        return self.list.list

    @property
    def side(self) -> ReviewSide:
        """What stands beside the review."""
        return self._side

    @property
    def period(self) -> str:
        """The label of the period that is reviewed; empty: the whole agreement."""
        return self._period

    @property
    def preview(self) -> ReviewPreview | None:
        """The document's first page; None until it is drawn."""
        return self.document.preview

    @property
    def reading(self) -> DocumentPreview | None:
        """Where the whole document is read; None until it is made."""
        return self.document.reading

    @override
    def offers(self) -> tuple[Offer, ...]:
        its, ready = wording().reviews, self.export_button.isEnabled()
        texts = {ACTION: its.write_an_action(), DECISION: its.write_a_decision()}
        texts[NOTE] = its.write_a_note()
        written = self._stack.currentIndex() != _EMPTY
        words = other_words("review")
        adding = (
            Offer(text, _KEYS[sort], partial(self._begin, sort), written, words)
            for sort, text in texts.items()
        )
        excel = other_words("export")
        return (
            Offer(its.export_the_review(), "Ctrl+E", self._save_pdf, ready, words),
            Offer(its.excel_behind_it(), "Ctrl+Shift+E", self._save_excel, ready, excel),
            *adding,
            *self._signing_offers(),
            Offer(its.open_preview(), _OPEN, self.open_preview, self.preview is not None, words),
            *self.document.offers(),
        )

    def _signing_offers(self) -> tuple[Offer, ...]:
        text, words = wording().reviews.go_to_signatures(), other_words("sign")
        go = Offer(text, "", self._go_to_signatures, words=words, in_menu=False)
        return self.sign_off.offers(go)

    def _go_to_signatures(self) -> None:
        self.inspection_wanted.emit()
        self._side.go_to_signatures()
        self.sign_off.card.take_keyboard()

    @override
    def undo_typing(self) -> bool:
        # What is typed on the sheet is out of sight while the document is read.
        return not self.document.reads and self.sheet.undo_typing()

    def open_preview(self) -> None:
        """Shows the whole document, once there is one."""
        self.document.open()

    @override
    def prepare(self) -> Iterator[None]:
        yield from super().prepare()
        yield from self.document.prepare()

    def close_preview(self) -> None:
        """Shows the sheet again."""
        if self.document.reads:
            self._stack.setCurrentIndex(_SHEET)
            self.take_keyboard()

    def _begin(self, sort: str) -> None:
        """Puts the keyboard into a new line of the sheet."""
        self.close_preview()
        self.sheet.begin(sort)

    @override
    def refresh(self) -> None:
        session = self._session
        if self._label != session.label:
            self._leave_review()
            self._label, self._period = session.label, ""
            self._signing = {}
            self._forget_figures()
        news = session.news
        written = any(each.agreement == session.draft.id for each in news.reviews.reviews())
        begun = bool(news.batches) or written
        self._side.show_document(begun)
        if not begun:
            self._stack.setCurrentIndex(_EMPTY)
        elif not self.document.reads:
            self._stack.setCurrentIndex(_SHEET)
        entries = self._entries()
        if all(each.other or each.key != self._period for each in entries):
            self._period = ""
            self._forget_figures()
        self.list.show_entries(entries, self._period)
        session.ask(_FROZEN, partial(_frozen, session.label), self._show_signing, self._refused)
        name = review_words(self._key, news)
        days = next(each.detail for each in entries if each.key == self._period)
        self.set_subtitle(" · ".join(filter(None, (name, days))))
        self._side.show_title(wording().reviews.review_of(review=name), self._measured_words())
        self.sign_off.show_review(self._period, self._measured_words())
        self._show_review()
        if news.batches:
            view = View(self._period or None)
            self._scoreboards.ask("reviews", view, self._show_board, self._refused)
        else:
            self._forget_figures()

    def _entries(self) -> list[ReviewEntry]:
        session = self._session
        zone = ZoneInfo(session.draft.agreement.timezone)
        return entries_of(session.news, session.now().astimezone(zone).date(), self._signing)

    def _show_signing(self, frozen: tuple[SigningState, ...]) -> None:
        self._signing = {each.review or "": each for each in frozen}
        self.list.show_entries(self._entries(), self._period)

    @property
    def _key(self) -> ReviewKey:
        return ReviewKey(self._session.draft.id, self._period)

    @property
    def contents(self) -> ReviewContents:
        """What is written in the review that is shown."""
        news, header = self._session.news, self._session.draft.agreement.header
        from alignment_desktop.services.reviewing import calendar_of

        calendar = calendar_of(news.agreements, header.fiscal_year_start)
        return contents_of(news.reviews, self._key, calendar)

    def _show_review(self) -> None:
        typed = self._typed.pop(self._key, {})
        pieces = self.sheet.showing(self._session.news, self.contents, self._generated, typed)
        self._session.run_when_idle(_SHOWING, pieces)
        if self._measured is not None:
            self._side.show_compared(*comparison(self._measured.board, self.contents))

    def show_period(self, period: str) -> None:
        """Shows the review of another period; empty: of the whole agreement."""
        if period == self._period:
            return
        self._leave_review()
        self._period = period
        self._forget_figures()
        self.refresh()

    def _leave_review(self) -> None:
        """Keeps what is typed and could not be saved until the review is shown again."""
        self._session.finish(_SHOWING)
        typed = self.sheet.clear()
        if typed:
            self._typed[self._key] = typed

    def _forget_figures(self) -> None:
        self._measured, self._generated = None, None
        self.close_preview()
        self.document.forget()
        self._side.show_compared("", ())
        self._session.cancel(_RESTATED)
        self._side.show_restated(())
        self._allow_saving(ready=False)

    def _allow_saving(self, *, ready: bool) -> None:
        self.export_button.setEnabled(ready)
        self._side.allow_saving(ready=ready)

    def _measured_words(self) -> str:
        if self._measured is None:
            return ""
        its = wording().reviews
        zone = self._session.draft.agreement.timezone
        as_of = known_at_text(self._measured.board.as_of, zone, user_language())
        versions = self._session.news.versions
        if not versions:
            return its.as_of_draft(as_of=as_of)
        return its.as_of_version(as_of=as_of, number=versions)

    def _refused(self, problem: Problem) -> None:
        """A period that an edit took away is no trouble; all else is told."""
        if self._period:
            self.show_period("")
            return
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _show_board(self, measured: MeasuredBoard) -> None:
        self._measured = measured
        self.document.take_figures(measured)
        name = wording().reviews.review_of(review=review_words(self._key, self._session.news))
        self._side.show_title(name, self._measured_words())
        self.sign_off.show_figures(self._measured_words())
        self._allow_saving(ready=True)

        def question(_workspace: Workspace, _monitor: Monitor) -> Generated:
            from alignment_desktop.services.review_sentences import generated

            return generated(measured)

        self._session.ask(_SENTENCES, question, partial(self._take_generated, measured))
        self._look_back(measured)

    def _look_back(self, measured: MeasuredBoard) -> None:
        """Says which figures went out otherwise before."""
        label = self._session.label

        def question(workspace: Workspace, _monitor: Monitor) -> tuple[str, ...]:
            from alignment_desktop.services.review_figures import restated_words

            return restated_words(workspace, measured.board, label, user_language())

        self._session.ask(_RESTATED, question, self._side.show_restated)

    def _take_generated(self, measured: MeasuredBoard, generated: Generated) -> None:
        if measured is not self._measured:
            return
        if generated != self._generated:
            self._generated = generated
            self._show_review()
        self.document.draw()

    def _write(self, sort: str, text: str) -> None:
        field = self.sheet.sentences.fields[sort]
        generated = "" if self._generated is None else self._generated.of(sort)
        record = self._edited(sort)
        if text in ("", generated):
            field.restore()
            if record is not None:
                self.editing.remove(record.id, field.seen, field)
        else:
            self.editing.write(self._period, sort, field, text)

    def _restore(self, sort: str) -> None:
        field = self.sheet.sentences.fields[sort]
        field.restore()
        record = self._edited(sort)
        if record is not None:
            self.editing.remove(record.id, field.seen, field)

    def _edited(self, sort: str) -> ReviewRecord | None:
        """Headline or paragraph as people wrote it; None where the generated one stands."""
        return self._session.news.reviews.edited(self._key, sort)

    def _add(self, sort: str, text: str) -> None:
        line = self.sheet.cards[sort].new
        if line is not None:
            self.editing.add(self._period, sort, line.field, text)

    def _edit(self, row: RecordRow, name: str, text: str) -> None:
        self.editing.edit(row.record, name, row.fields[name], text)

    def _remove(self, row: RecordRow) -> None:
        field = row.fields["text"]
        for each in row.fields.values():
            each.restore()
        self.editing.remove(row.record, field.seen, field)

    def _carry(self, _on: bool = False) -> None:
        self.editing.carry(self._period, [each.id for each in self.contents.to_carry])

    def _choose_agreement(self, label: str) -> None:
        labels = self._session.news.labels
        # Whoever looks at the newest goes on to look at the newest.
        self._session.show_agreement(None if label == labels[0] else label)

    def _follow(self, place: Place) -> None:
        self._session.go_to_place(place)

    def _save_pdf(self, _on: bool = False) -> None:
        if self._measured is not None:
            self.saver.save_review(self._measured)

    def _save_excel(self, _on: bool = False) -> None:
        if self._measured is not None:
            self.saver.save_board(self._measured)


def _frozen(label: str | None, workspace: Workspace, _monitor: Monitor) -> tuple[SigningState, ...]:
    """How far the signing of the frozen reviews is."""
    from alignment_desktop.services.signing_states import frozen_reviews

    return frozen_reviews(workspace, label)
