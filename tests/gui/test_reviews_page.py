"""The reviews page on a real workspace: what is typed stands, is undone, and is never lost."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from alignment_desktop.gui.pages.reviews.review_cards import RecordsCard
from alignment_desktop.gui.pages.reviews.review_rows import RecordRow
from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage
from alignment_desktop.services.reviewing import AddReviewRecord, EditReviewRecord
from alignment_desktop.services.workspace import Workspace
from tests.actors import by
from tests.gui.whole_window import ALT, CTRL, WholeWindow, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
MARCO = by("marketing", "cmo")


class Reader:
    """Somebody of Sales who reads and writes reviews."""

    def __init__(self, whole: WholeWindow) -> None:
        self.whole = whole
        whole.session.set_seat("sales", "cso")
        whole.show("reviews")
        page = whole.page
        assert isinstance(page, ReviewsPage)
        self.page = page

    def records(self, sort: str, period: str = "") -> tuple[ReviewRecord, ...]:
        session = self.whole.session
        return session.news.reviews.of(ReviewKey(session.draft.id, period), sort)

    def write(self, sort: str, text: str) -> None:
        """Writes a line at the end of a list, and presses Enter."""
        self.page.sheet.begin(sort)
        self.whole.type(text)
        self.whole.press(Key.Key_Return)

    def row(self, sort: str, at: int = 0) -> RecordRow:
        return list(self.card(sort).rows.values())[at]

    def card(self, sort: str) -> RecordsCard:
        return self.page.sheet.cards[sort]

    def retype(self, row: RecordRow, name: str, text: str) -> None:
        """Types over a field of a row, and presses Enter."""
        field = row.fields[name]
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.editor.select_words()
        self.whole.type(text)
        self.whole.press(Key.Key_Return)

    def undo(self) -> None:
        self.whole.press(Key.Key_Z, CTRL)

    def elsewhere(self, *commands: AddReviewRecord | EditReviewRecord) -> None:
        """Somebody of Marketing writes at another window."""
        session = self.whole.session
        with Workspace.open(session.address) as workspace:
            for command in commands:
                workspace.execute(command, by=MARCO, at=session.now())
        session.look()
        self.whole.settle()


@pytest.fixture
def reader(whole: WholeWindow) -> Reader:
    """Nothing is measured, so that nobody waits for figures."""
    whole.session.execute(AddReviewRecord("", "note", {"text": "The fair was moved."}), by=MARCO)
    whole.settle()
    return Reader(whole)


@pytest.fixture(name="looker")
def looker_fixture(measured: WholeWindow) -> Reader:
    """With all figures of the sample."""
    return Reader(measured)


def test_an_action_is_written_edited_and_undone_where_it_stands(reader: Reader) -> None:
    reader.write("action", "Name an owner")
    assert reader.card("action").new is not None
    new = reader.card("action").new
    assert new is not None
    assert (new.field.text, new.field.has_keyboard()) == ("", True)
    row = reader.row("action")
    assert row.fields["status"].text == "new"
    reader.retype(row, "owner", "Tom Becker")
    reader.retype(row, "due", "15 Jan 2027")
    (record,) = reader.records("action")
    assert (record.owner, record.value("due")) == ("ops", "2027-01-15")
    assert reader.whole.window.navigation.items["reviews"].count == "1 open"
    reader.undo()
    assert row.fields["due"].text == ""
    row.remove_button.click()
    reader.whole.settle()
    assert (reader.records("action"), reader.card("action").rows) == ((), {})
    reader.undo()
    assert reader.row("action").fields["owner"].text == "ops"
    assert reader.whole.session.redo_text.endswith("“Name an owner” from the review")


def test_what_cannot_be_saved_stays_with_the_reason_below_it(reader: Reader) -> None:
    reader.write("action", "Name an owner")
    row = reader.row("action")
    owner, due = row.fields["owner"], row.fields["due"]
    owner.editor.show_value("Nobody Known")
    owner.commit()
    reader.retype(row, "due", "30 Feb 2027")
    assert "“Nobody Known” is nobody of this agreement." in owner.trouble.text()
    assert "“30 Feb 2027” is not a day" in due.trouble.text()
    assert (owner.text, due.text) == ("Nobody Known", "30 Feb 2027")
    words = row.fields["text"]
    words.setFocus()
    words.editor.show_value("word " * 20_000)
    words.commit()
    reader.whole.settle()
    assert "99999 characters are too many" in words.trouble.text()
    assert len(words.text) == 99_999
    # It is still there after somebody has looked at another review.
    reader.page.show_period("2026-12")
    reader.whole.settle()
    assert reader.card("action").rows == {}
    reader.page.show_period("")
    reader.whole.settle()
    row = reader.row("action")
    assert row.fields["due"].text == "30 Feb 2027"
    assert len(row.fields["text"].text) == 99_999
    row.fields["due"].setFocus()
    reader.whole.press(Key.Key_Escape)
    assert (row.fields["due"].text, row.fields["due"].trouble.text()) == ("", "")
    reader.undo()
    assert row.fields["text"].text == "Name an owner"
    assert [each.text for each in reader.records("action")] == ["Name an owner"]


def test_the_later_of_two_who_write_in_one_field_is_asked(reader: Reader) -> None:
    reader.write("decision", "Friday duty")
    number = next(iter(reader.card("decision").rows))
    field = reader.row("decision").fields["text"]
    field.setFocus()
    field.editor.select_words()
    reader.whole.type("Duty on Fridays")
    reader.elsewhere(EditReviewRecord(number, {"text": "Duty until 17:30"}))
    assert field.text == "Duty on Fridays"
    reader.whole.press(Key.Key_Return)
    assert field.trouble.text().startswith("Daniel Okafor wrote “Duty until 17:30” here")
    assert reader.records("decision")[0].text == "Duty until 17:30"
    reader.whole.press(Key.Key_Return)
    assert reader.records("decision")[0].text == "Duty on Fridays"
    assert field.trouble.text() == ""
    # Another's words come into a field in which nothing is typed.
    reader.elsewhere(
        EditReviewRecord(number, {"why": "14 of 51 were late"}),
        AddReviewRecord("", "note", {"text": "It rained."}),
    )
    assert reader.row("decision").fields["why"].text == "14 of 51 were late"
    assert reader.row("note", 1).fields["text"].text == "It rained."


def test_open_actions_of_the_review_before_are_carried_over(reader: Reader) -> None:
    page = reader.page
    reader.elsewhere(
        AddReviewRecord("2026-11", "action", {"text": "Name an owner", "owner": "ops"}),
        AddReviewRecord("2026-11", "action", {"text": "Litware story", "status": "done"}),
    )
    page.list.list.setFocus()
    page.show_period("2026-12")
    reader.whole.settle()
    last = page.sheet.last
    assert last.title.text() == "Actions of November 2026"
    assert len(last.rows) == 2
    assert last.button.text() == "Carry over 1 open action"
    last.button.click()
    reader.whole.settle()
    assert last.button.isHidden()
    (carried,) = reader.records("action", "2026-12")
    assert (carried.text, carried.owner) == ("Name an owner", "ops")
    assert reader.row("action").origin.text() == "carried over from November 2026"
    assert page.sheet.cards["action"].note.text() == "1 open · 1 carried over"
    # What became of it is written in place.
    number = next(number for number, row in last.rows.items() if not row.origin.text())
    reader.retype(last.rows[number], "outcome", "Sent.")
    assert reader.records("action", "2026-11")[1].value("outcome") == "Sent."


def edit_and_restore_the_headline(looker: Reader) -> None:
    """Writes over what the figures say, and takes it back in each of the ways there are."""
    sentences = looker.page.sheet.sentences
    field = sentences.fields["headline"]
    generated = field.text
    assert "kept 5 of 13 promises" in generated
    assert sentences.notes["headline"].text() == "written from the figures"
    field.setFocus()
    field.editor.select_words()
    looker.whole.type("A fair quarter")
    looker.whole.press(Key.Key_Return)
    assert [each.text for each in looker.records("headline")] == ["A fair quarter"]
    assert sentences.notes["headline"].text().startswith("edited by Marie Lindner, ")
    sentences.restore_buttons["headline"].click()
    looker.whole.settle()
    assert (field.text, looker.records("headline")) == (generated, ())
    looker.undo()
    assert field.text == "A fair quarter"
    # Who empties it wants what the figures say.
    field.setFocus()
    field.editor.select_words()
    looker.whole.press(Key.Key_Delete)
    looker.whole.press(Key.Key_Return)
    assert (field.text, looker.records("headline")) == (generated, ())


def test_what_the_figures_say_is_edited_and_restored_and_the_review_compared_and_saved(
    looker: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One window for both: to measure all that a review says takes longer than either.
    edit_and_restore_the_headline(looker)
    looker.write("decision", "Friday duty until half past five")
    page = looker.page
    assert page.preview is not None
    assert page.preview.pages > 3
    assert page.side.page_words.text() == f"Page 1 of {page.preview.pages}"
    assert not page.side.page.pixmap().isNull()
    assert page.side.compared_title.text() == "Since FY26 Q4"
    assert page.side.subtitle.text().endswith("against version 1")
    path = tmp_path / "review.pdf"
    monkeypatch.setattr(page.saver, "_choose", lambda *_: path)
    looker.whole.press(Key.Key_E, CTRL)
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [each.get_textpage().get_text_bounded() for each in pdf]
    assert any("Friday duty until half past five" in text for text in texts)
    path = tmp_path / "review.xlsx"
    looker.whole.press(Key.Key_E, CTRL | SHIFT)
    assert path.exists()


def test_the_whole_review_is_read_before_it_is_saved(
    looker: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, whole = looker.page, looker.whole
    page.side.open_button.click()
    whole.settle()
    preview, reading = page.preview, page.reading
    assert preview is not None
    assert reading is not None
    assert reading.isVisible()
    assert not page.sheet.isVisible()
    assert reading.title.text() == page.side.title.text()
    document = reading.reader
    assert document.view.page_count == preview.pages
    assert whole.has_keyboard is document.view
    path = tmp_path / "review.pdf"
    monkeypatch.setattr(page.saver, "_choose", lambda *_: path)
    assert not reading.save_button.isVisible()
    page.export_button.click()
    whole.settle()
    with pypdfium2.PdfDocument(path) as pdf:
        sizes = tuple(pdf.get_page_size(at) for at in range(len(pdf)))
    assert sizes == document.reading.sizes
    # What is typed into its search and its page field is text; Escape first leaves these.
    before = dict(whole.session.news.reviews.records)
    whole.press(Key.Key_F, CTRL)
    whole.type("adsm09")
    assert document.search_bar.field.text() == "adsm09"
    whole.press(Key.Key_Escape)
    assert not document.search_bar.isVisible()
    assert reading.isVisible()
    whole.press(Key.Key_Home)
    assert document.view.page == 1
    whole.press(Key.Key_G, CTRL)
    document.tools.page_field.line.selectAll()
    whole.type("2")
    whole.press(Key.Key_Return)
    assert document.view.page == 2
    # Alt+Left goes back in the document first, and then out of it.
    whole.press(Key.Key_Left, ALT)
    assert document.view.page == 1
    assert reading.isVisible()
    whole.press(Key.Key_Left, ALT)
    assert page.sheet.isVisible()
    assert page.list.list.hasFocus()
    whole.press(Key.Key_P, CTRL | SHIFT)
    assert reading.isVisible()
    whole.press(Key.Key_Escape)
    assert page.sheet.isVisible()
    assert dict(whole.session.news.reviews.records) == before
    # Who writes goes back to the sheet; another review is another document.
    page.open_preview()
    whole.press(Key.Key_D, CTRL | SHIFT)
    new = looker.card("decision").new
    assert new is not None
    assert new.field.has_keyboard()
    page.open_preview()
    page.show_period("2026-12")
    assert page.sheet.isVisible()
    # Who goes on while it is drawn sees nothing of it.
    whole.qtbot.waitUntil(lambda: whole.session.runs("reviews-preview"))
    page.show_period("2026-11")
    whole.settle()
    assert page.preview is not None
    with pypdfium2.PdfDocument(page.preview.pdf) as pdf:
        assert "Review November 2026" in pdf[0].get_textpage().get_text_bounded()


def test_keys_put_the_keyboard_where_something_is_written(reader: Reader) -> None:
    for key, sort in ((Key.Key_A, "action"), (Key.Key_D, "decision"), (Key.Key_M, "note")):
        reader.whole.press(key, CTRL | SHIFT)
        new = reader.card(sort).new
        assert new is not None
        assert new.field.has_keyboard(), sort
    texts = [offer.text for offer in reader.page.offers()]
    assert texts[:3] == ["Export the review as PDF", "Excel behind it", "Write an action"]


def test_the_list_goes_from_review_to_review_by_its_keys(reader: Reader) -> None:
    entries = reader.page.list.entries
    assert {each.name for each in entries} == {
        "FY27 Q1", "October 2026", "November 2026", "December 2026",
    }  # fmt: skip
    reader.page.list.list.setFocus()
    for key, at in ((Key.Key_Home, 0), (Key.Key_End, -1), (Key.Key_Up, -2), (Key.Key_Down, -1)):
        reader.whole.press(key)
        assert reader.page.period == entries[at].key
        assert reader.page.subtitle.startswith(f"{entries[at].name} · ")
    reader.write("note", "A note")
    assert [each.text for each in reader.records("note", entries[-1].key)] == ["A note"]


def test_without_results_the_page_says_what_will_be_here(whole: WholeWindow) -> None:
    whole.show("reviews")
    page = whole.page
    assert isinstance(page, ReviewsPage)
    assert page.empty.isVisible()
    assert not page.export_button.isEnabled()
    page.empty.action_button.click()
    assert whole.window.current_page == "results"
    # What is written without figures is shown.
    note = AddReviewRecord("", "note", {"text": "The fair was moved."})
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(note)
    whole.show("reviews")
    assert not page.empty.isVisible()
    assert [row.fields["text"].text for row in page.sheet.cards["note"].rows.values()] == [
        "The fair was moved."
    ]
    assert QApplication.activeModalWidget() is None


def test_escape_leaves_every_field_as_it_was(reader: Reader) -> None:
    reader.write("action", "Name an owner")
    reader.write("decision", "Friday duty")
    before = dict(reader.whole.session.news.reviews.records)
    for (_, name), field in reader.page.sheet.fields().items():
        if field.isVisible() and name != "owner":
            field.setFocus()
            for key in (Key.Key_X, Key.Key_Escape):
                reader.whole.qtbot.keyClick(QApplication.focusWidget(), key)
            assert not field.is_unsaved, name
    reader.page.list.list.setFocus()
    reader.whole.settle()
    assert dict(reader.whole.session.news.reviews.records) == before
