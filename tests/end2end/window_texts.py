"""Goes through the window of the program that it is started with, and prints what it reads there.

    python window_texts.py WORKSPACE

One JSON document on standard output: `texts`, what each page says, by page; `clipped`, the texts
that have less room than they need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QToolButton,
    QWidget,
)

from alignment_desktop.gui.application import Application
from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage
from alignment_desktop.gui.session import Session

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
SIZES = ((1440, 900), (1280, 720))


def until(true: Callable[[], bool]) -> None:
    for _ in range(1_200):
        QTest.qWait(25)
        if true():
            return
    raise SystemExit("The window did not come to rest.")


def texts_of(top: QWidget) -> Iterator[str]:
    """Whatever a part of the window says, to those who see it and to those who do not."""
    for widget in [top, *top.findChildren(QWidget)]:
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from texts_in(widget)
    yield from (action.text() for action in top.findChildren(QAction))


def texts_in(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    # A list has one column, and does not say so.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 50)):
            for role in ROLES:
                yield str(model.index(row, column).data(role) or "")


def clipped_in(top: QWidget) -> Iterator[str]:
    """The texts that are in sight and have less room than they need."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QToolButton) and not widget.icon().isNull():
            continue  # its drawing is all that is shown
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            wide, high = widget.sizeHint().width(), widget.heightForWidth(widget.width())
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            short = high > widget.height() + 1 if wraps else wide > widget.width() + 1
            if (short and "…" not in widget.text()) or beyond(widget, top):
                yield widget.text()
        if isinstance(widget, QTableView) and widget.horizontalHeader().isVisible():
            yield from clipped_headings(widget)


def beyond(widget: QWidget, top: QWidget) -> bool:
    """Whether a part reaches out of what it is scrolled in sideways, where nobody sees it."""
    right = widget.mapTo(top, widget.rect().topRight()).x()
    around = widget.parentWidget()
    while around is not None and around is not top:
        if right > around.mapTo(top, around.rect().topRight()).x() + 1:
            return True
        around = around.parentWidget()
    return False


def clipped_headings(table: QTableView) -> Iterator[str]:
    header, model = table.horizontalHeader(), table.model()
    for column in range(model.columnCount()):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        needed = header.fontMetrics().horizontalAdvance(text)
        if not header.isSectionHidden(column) and needed > header.sectionSize(column):
            yield text


def told(top: QWidget) -> list[str]:
    return sorted({text for text in texts_of(top) if text.strip()})


def main(address: str, pictures: Path | None) -> None:
    qt = QApplication(sys.argv[:1])
    settings = QSettings("window.ini", QSettings.Format.IniFormat)
    application = Application(qt, settings)
    texts: dict[str, list[str]] = {}
    clipped: dict[str, list[str]] = {}

    def look(name: str, top: QWidget, *sizes: tuple[int, int]) -> None:
        texts[name] = told(top)
        for size in sizes or ((top.width(), top.height()),):
            if sizes:
                top.resize(*size)
            QTest.qWait(150)
            found = sorted(set(clipped_in(top)))
            if found:
                clipped[f"{name} {size[0]}×{size[1]}"] = found
            if pictures is not None:
                top.grab().save(str(pictures / f"{name}-{size[0]}.png"))

    application.start(None)
    welcome = application.welcome
    assert welcome is not None
    look("welcome", welcome)
    application.workspaces.make_new()
    dialog = welcome.findChild(NewWorkspaceDialog)
    assert dialog is not None
    look("new workspace", dialog)
    dialog.reject()
    application.start(address)
    window, session = application.window, application.session
    assert window is not None
    assert session is not None
    window.resize(*SIZES[0])
    until(lambda: idle(session))
    session.set_seat("sales")
    for name in window.navigation.items:
        window.show_page(name)
        until(lambda: idle(session))
        page = window.page(name)
        for view in page.findChildren(QTableView):
            if view.isVisible() and view.model() is not None and view.model().rowCount():
                view.selectRow(0)
                break
        until(lambda: idle(session))
        window.resize(*SIZES[0])
        look(name, window, *SIZES)
        if isinstance(page, ReviewsPage) and page.preview is not None:
            page.open_preview()
            until(lambda: idle(session))
            look("review as a document", window, *SIZES)
    session.show_lead("L-23010")
    until(lambda: idle(session))
    look("lead", window, *SIZES)
    window.tour.begin()
    look("tour", window.tour.bubble)
    window.tour.end()
    window.navigation.seat_button.click()
    window.seat_list.colleague.open_button.click()
    look("seats", window, *SIZES)
    json.dump({"texts": texts, "clipped": clipped}, sys.stdout)
    application.close()


def idle(session: Session) -> bool:
    QTest.qWait(50)
    return not session.busy


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None)
