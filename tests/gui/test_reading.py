"""Reading a document: pages, zoom, keys, search, links, outline, words, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from reportlab.lib.pagesizes import LETTER

from alignment_desktop.documents.page_values import Part
from alignment_desktop.documents.preview import page_sizes
from alignment_desktop.gui.reading.reading_memory import ReadingMemory, Side
from alignment_desktop.gui.reading.tiles import TileCache, parts_of
from alignment_desktop.gui.reading.zoom import Fit
from tests.gui.reading_desk import ReadingDesk, reading_fixture
from tests.pdf_samples import ADDRESS, linked_pdf, pdf_of

__all__ = ["reading_fixture"]

Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEN = pdf_of([[f"This is page {number}", "leads and Leads"] for number in range(1, 11)])
LINKED = linked_pdf()


def test_keys_go_through_the_pages_and_the_field_says_which_is_in_sight(
    reading: ReadingDesk,
) -> None:
    reading.show(TEN)
    reading.reader.take_keyboard()
    line = reading.reader.tools.page_field.line
    assert (line.text(), reading.reader.tools.page_field.of.text()) == ("1", "of 10")
    reading.press(Key.Key_End)
    assert (reading.view.page, line.text()) == (10, "10")
    reading.press(Key.Key_PageUp)
    reading.press(Key.Key_PageUp)
    assert reading.view.page == 9
    reading.press(Key.Key_Home)
    reading.press(Key.Key_PageDown)
    reading.press(Key.Key_PageDown)
    assert reading.view.page == 2


def test_a_page_is_gone_to_by_its_number(reading: ReadingDesk) -> None:
    reading.show(TEN)
    reading.reader.take_keyboard()
    reading.press(Key.Key_G, CTRL)
    line = reading.reader.tools.page_field.line
    assert line.hasFocus()
    reading.qtbot.keyClicks(line, "7")
    reading.press(Key.Key_Return)
    assert reading.view.page == 7
    assert reading.view.hasFocus()
    reading.press(Key.Key_G, CTRL)
    reading.qtbot.keyClicks(line, "70")
    reading.press(Key.Key_Return)
    assert (reading.view.page, line.property("state")) == (7, "wrong")
    reading.press(Key.Key_Escape)
    assert line.text() == "7"


def test_zoom_has_steps_fits_and_is_remembered(reading: ReadingDesk) -> None:
    reading.show(TEN)
    view = reading.view
    reading.reader.take_keyboard()
    reading.reader.set_zoom(100)
    assert view.pages.boxes[0].width() == round(595.28 * 96 / 72)
    reading.press(Key.Key_Plus, CTRL)
    assert view.zoom == 110
    reading.press(Key.Key_Minus, CTRL)
    reading.press(Key.Key_Minus, CTRL)
    assert view.zoom == 90
    assert reading.session.reading.zoom == 90
    reading.reader.set_zoom(Fit.PAGE)
    assert view.pages.boxes[0].height() <= view.viewport().height()
    reading.press(Key.Key_Plus)
    reading.press(Key.Key_Minus)
    reading.press(Key.Key_0, CTRL)
    assert view.pages.boxes[0].width() <= view.viewport().width()
    box = reading.reader.tools.zoom_tools.box
    assert box.currentText() == "Fit width"
    box.setCurrentIndex(box.findText("400%"))
    box.activated.emit(box.currentIndex())
    assert view.percent == pytest.approx(400)
    assert not reading.reader.tools.zoom_tools.in_button.isEnabled()


def test_every_zoom_is_drawn_dot_by_dot_and_no_picture_is_huge(reading: ReadingDesk) -> None:
    reading.reader.set_zoom(400)
    reading.show(TEN)
    pictures = reading.view.pictures(0)
    assert pictures
    assert all(max(each.width(), each.height()) <= 1200 for each in pictures)
    # The first letters of the first line are dark and sharp, not stretched from something smaller.
    reading.view.horizontalScrollBar().setValue(300)
    reading.view.verticalScrollBar().setValue(400)
    reading.settle()
    assert "#000000" in reading.colours(0, 72, 98, 60, 16)


def test_what_the_wheel_zooms_stays_below_the_pointer(reading: ReadingDesk) -> None:
    reading.reader.set_zoom(100)
    reading.show(TEN)
    view = reading.view
    at = reading.at(0, 100, 112).toPointF()
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom == 110
    assert (QPointF(reading.at(0, 100, 112)) - at).manhattanLength() < 4


def test_memory_of_pictures_is_bounded() -> None:
    from PySide6.QtGui import QImage

    cache = TileCache(most=3 * 40_000)
    parts = [Part(page, 1.0, 0, 0, 100, 100) for page in range(5)]
    for part in parts[:3]:
        cache.put(part, QImage(100, 100, QImage.Format.Format_RGB32))
    assert cache.get(parts[0]) is not None
    for part in parts[3:]:
        cache.put(part, QImage(100, 100, QImage.Format.Format_RGB32))
    assert [part in cache for part in parts] == [True, False, False, True, True]
    assert cache.bytes == 120_000
    assert len(list(parts_of(0, (595, 842), 8.0))) == 24


def test_how_documents_were_read_is_read_back(settings: QSettings) -> None:
    memory = ReadingMemory(settings)
    assert (memory.zoom, memory.side) == (Fit.WIDTH, Side.NOTHING)
    memory.zoom, memory.side = 125, Side.OUTLINE
    again = ReadingMemory(settings)
    assert (again.zoom, again.side) == (125, Side.OUTLINE)
    settings.setValue("reading/zoom", "9000")
    settings.setValue("reading/side", "upside")
    assert (again.zoom, again.side) == (Fit.WIDTH, Side.NOTHING)


def test_search_counts_marks_and_goes_on(reading: ReadingDesk) -> None:
    reading.show(TEN)
    reading.reader.take_keyboard()
    reading.press(Key.Key_F, CTRL)
    bar = reading.reader.search_bar
    assert bar.field.hasFocus()
    reading.qtbot.keyClicks(bar.field, "LEADS")
    reading.settle()
    assert bar.count.text() == "1 of 20"
    marked = reading.colours(0, 72, 120, 30, 12)
    assert "#ffc24d" in marked
    reading.press(Key.Key_Return)
    assert bar.count.text() == "2 of 20"
    reading.press(Key.Key_Return)
    assert (bar.count.text(), reading.view.page) == ("3 of 20", 2)
    reading.press(Key.Key_Return, SHIFT)
    reading.press(Key.Key_F3, SHIFT)
    reading.press(Key.Key_F3, SHIFT)
    assert (bar.count.text(), reading.view.page) == ("20 of 20", 10)
    bar.field.setText("nowhere")
    assert bar.count.text() == "Nothing found"
    reading.press(Key.Key_Escape)
    assert bar.isHidden()
    assert reading.view.hasFocus()
    assert not reading.reader.search.searches


@pytest.mark.parametrize("typed", ["naive resume", "NAÏVE  RÉSUMÉ"])
def test_search_minds_neither_case_nor_accents(reading: ReadingDesk, typed: str) -> None:
    reading.show(LINKED)
    reading.reader.open_search()
    reading.reader.search_bar.field.setText(typed)
    reading.settle()
    assert reading.reader.search_bar.count.text() == "1 of 1"
    assert reading.view.page == 2


def test_links_inside_are_followed_and_come_back_from(reading: ReadingDesk) -> None:
    reading.show(LINKED)
    reading.reader.take_keyboard()
    reading.click(0, 100, 105)
    assert reading.view.page == 3
    assert reading.reader.tools.back_button.isEnabled()
    reading.press(Key.Key_Left, ALT)
    assert reading.view.page == 1
    assert not reading.reader.tools.back_button.isEnabled()


def test_a_link_outside_is_shown_before_it_is_opened(
    reading: ReadingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    reading.show(LINKED)
    reading.click(0, 100, 145)
    bar = reading.reader.address_bar
    assert bar.isVisible()
    assert bar.address.text() == ADDRESS
    assert opened == []
    bar.open_button.click()
    assert opened == [ADDRESS]
    assert bar.isHidden()
    reading.reader.address_bar.show_address("file:///etc/passwd")
    assert not bar.open_button.isVisible()
    assert bar.words.text() == "Links of this kind are not opened:"
    bar.copy_button.click()
    assert QGuiApplication.clipboard().text() == "file:///etc/passwd"


def test_links_are_reached_by_keys(reading: ReadingDesk) -> None:
    reading.show(LINKED)
    reading.reader.take_keyboard()
    reading.press(Key.Key_L)
    assert reading.view.accessibleDescription() == "Page 3"
    reading.press(Key.Key_L)
    assert reading.view.accessibleDescription() == ADDRESS
    reading.press(Key.Key_L, SHIFT)
    reading.press(Key.Key_Return)
    assert reading.view.page == 3


def test_the_outline_leads_to_its_places(reading: ReadingDesk) -> None:
    reading.show(LINKED)
    reading.reader.take_keyboard()
    reading.press(Key.Key_F4, SHIFT)
    outline = reading.reader.outline
    assert outline.hasFocus()
    first = outline.model().index(0, 0)
    assert first.data() == "Who we are"
    outline.setCurrentIndex(outline.model().index(0, 0, first))
    assert reading.view.page == 3
    reading.show(TEN)
    assert not outline.isVisible()
    assert not reading.reader.tools.outline_button.isVisible()


def test_small_pages_are_drawn_in_sight_and_gone_to(reading: ReadingDesk) -> None:
    reading.show(TEN)
    reading.reader.take_keyboard()
    reading.press(Key.Key_F4)
    small = reading.reader.thumbnails
    assert small.hasFocus()
    reading.qtbot.waitUntil(
        lambda: reading.reader.reading.thumb_part(1, 1.0) in reading.reader.reading.thumbs
    )
    reading.press(Key.Key_Down)
    assert reading.view.page == 2
    reading.reader.take_keyboard()
    reading.press(Key.Key_End)
    assert small.currentIndex().row() == 9
    assert small.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Page 10 of 10"


def test_words_are_selected_and_copied(reading: ReadingDesk) -> None:
    reading.show(TEN)
    port, left = reading.view.viewport(), Qt.MouseButton.LeftButton
    reading.qtbot.mousePress(port, left, pos=reading.at(0, 70, 108))
    reading.qtbot.mouseMove(port, reading.at(0, 400, 128))
    reading.qtbot.mouseRelease(port, left, pos=reading.at(0, 400, 128))
    assert reading.view.selected_text == "This is page 1\nleads and Leads"
    assert "#b9d4f8" in reading.colours(0, 72, 100, 40, 12)
    reading.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "This is page 1\nleads and Leads"
    reading.qtbot.mouseDClick(port, left, pos=reading.at(0, 76, 108))
    assert reading.view.selected_text == "This"
    reading.press(Key.Key_Escape)
    assert reading.view.selected_text == ""


def test_pages_of_all_sizes_and_turns_are_shown_as_they_are_meant(reading: ReadingDesk) -> None:
    reading.show(LINKED)
    shapes = [box.width() > box.height() for box in reading.view.pages.boxes]
    assert shapes == [False, True, False]
    reading.reader.open_search()
    reading.reader.search_bar.field.setText("turned")
    reading.settle()
    # The page is turned clockwise: what stood 72 points from its left is 72 points from its top.
    (mark,) = reading.reader.search._marks(2)
    _, top, right, _ = mark.boxes[0]
    assert top == pytest.approx(72, abs=1)
    assert right == pytest.approx(511, abs=1)


def test_a_file_that_is_no_pdf_is_told(reading: ReadingDesk) -> None:
    reading.show(b"I am a spreadsheet, really")
    assert reading.reader.trouble.isVisible()
    assert reading.reader.trouble.text().startswith("This file is no PDF")
    assert not reading.view.isVisible()
    reading.show(pdf_of([["Here again"]], LETTER))
    assert reading.view.isVisible()
    assert not reading.reader.trouble.isVisible()
    reading.reader.show_trouble("There is nothing.")
    assert reading.reader.trouble.text() == "There is nothing."
    assert reading.view.page_count == 0


def test_a_protected_document_asks_for_its_password(reading: ReadingDesk) -> None:
    reading.show(pdf_of([["Secret terms"]], password="sesame"))
    field = reading.reader.password_field
    assert field.isVisible()
    assert "protected" in reading.reader.trouble.text()
    reading.qtbot.keyClicks(field, "salami")
    reading.press(Key.Key_Return)
    reading.settle()
    assert field.isVisible()
    assert "does not open" in reading.reader.trouble.text()
    reading.qtbot.keyClicks(field, "sesame")
    reading.press(Key.Key_Return)
    reading.settle()
    assert reading.view.page_count == 1
    reading.qtbot.waitUntil(lambda: "Secret" in reading.view.accessibleDescription())


def test_five_hundred_pages_are_there_at_once_and_drawn_in_sight(reading: ReadingDesk) -> None:
    reading.show(pdf_of([[f"Clause {number}"] for number in range(500)]))
    assert reading.view.page_count == 500
    assert len(reading.reader.reading.texts) < 20
    reading.reader.take_keyboard()
    reading.press(Key.Key_End)
    reading.settle()
    assert reading.view.page == 500
    assert reading.view.pictures(499)
    assert reading.view.pictures(250) == []


def test_a_document_that_is_made_anew_is_shown_at_the_same_place(reading: ReadingDesk) -> None:
    reading.reader._toggle_side(Side.PAGES)
    reading.show(TEN)
    reading.view.show_position(5.4)
    before = reading.view.position()
    reading.show(pdf_of([[f"Another page {number}"] for number in range(10)]))
    assert reading.view.position() == pytest.approx(before, abs=0.01)
    reading.show(pdf_of([["The only page"]]))
    assert reading.view.page == 1


def test_printing_sends_the_chosen_pages_at_the_printers_resolution(
    reading: ReadingDesk, tmp_path: Path
) -> None:
    reading.show(LINKED)
    asked: list[tuple[str, int, int]] = []
    target = tmp_path / "printed.pdf"

    def choose(_parent: QWidget, title: str, pages: int, page: int) -> QPrinter:
        asked.append((title, pages, page))
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        printer.setFromTo(2, 3)
        return printer

    reading.reader._choose_printer = choose
    told: list[str] = []
    reading.session.noticed.connect(lambda notice: told.append(notice.text))
    with reading.qtbot.waitSignal(reading.reader.printing.ended):
        reading.reader.tools.print_button.click()
    assert asked == [("Pages of the test", 3, 1)]
    assert told == ["The document went to the printer."]
    assert reading.reader.work_bar.isHidden()
    sizes = [width > height for width, height in page_sizes(target.read_bytes())]
    assert sizes == [True, False]


def test_printing_can_be_stopped(reading: ReadingDesk, tmp_path: Path) -> None:
    reading.show(TEN)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing = reading.reader.printing
    told: list[str] = []
    reading.session.noticed.connect(lambda notice: told.append(notice.text))
    with reading.qtbot.waitSignal(printing.progressed):
        printing.start(printer)
    assert reading.reader.work_bar.isVisible()
    assert reading.reader.work_bar.words.text() == "Printing page 1 of 10"
    reading.reader.work_bar.stop_button.click()
    assert not printing.prints
    assert told == ["Printing was stopped."]
    printing.stop()  # once more changes nothing
    assert told == ["Printing was stopped."]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(reading: ReadingDesk, tmp_path: Path) -> None:
    reading.show(TEN)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    told: list[str] = []
    reading.session.noticed.connect(lambda notice: told.append(notice.text))
    reading.reader.printing.start(printer)
    assert told[0].startswith("The printer takes nothing.")
    assert not reading.reader.printing.prints
