"""The facilitator's own window: the agenda, what comes next, what is decided so far, the time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.minutes import AGREED, Outcome
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.painting.consent_mark import Consent, consent_picture, consent_text
from alignment_desktop.gui.theme import Theme, ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.gui.workshop.agenda_strip import Entry, parked_picture
from alignment_desktop.gui.workshop.clause_states import agenda_entries, clause_called
from alignment_desktop.gui.workshop.timers import Timers
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom
from alignment_desktop.phrasing.minutes import headline, item_name, parked_reason, steps_text

_ID = Qt.ItemDataRole.UserRole
_MARK = 22


class FacilitatorWindow(QWidget):
    """Follows the workshop; a click in its agenda shows that clause on the projector.

    Attributes:
        key_pressed: Carries a `QKeyEvent` that the workshop's page is to take.
        closed: It was closed.
    """

    key_pressed = Signal(object)
    closed = Signal()

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, workshop: Workshop) -> None:
        super().__init__(None, Qt.WindowType.Window)
        switch.dress(self)
        its = wording().workshop
        self._switch, self._workshop, self._zoom = switch, workshop, zoom
        self._shown: list[tuple[Entry, Theme, float]] = []
        self.setObjectName("page_area")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(its.facilitator_title())
        px = zoom.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), px(18))
        head = QHBoxLayout()
        self.headline = label(pixels=px(SMALL), weight=SEMIBOLD, wrap=True)
        self.timers = Timers(switch, zoom, workshop.clock)
        head.addWidget(self.headline, 1)
        head.addWidget(self.timers)
        column.addLayout(head)
        self.next = label(pixels=px(SMALL), tone="accent", wrap=True)
        column.addWidget(self.next)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        self.agenda = QListWidget()
        self.agenda.setAccessibleName(its.workshop())
        self.agenda.setFont(font(px(16)))
        self.agenda.setIconSize(QSize(px(_MARK), px(_MARK)))
        self.agenda.itemClicked.connect(self._choose)
        self.agenda.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.agenda.installEventFilter(self)
        right = QVBoxLayout()
        right.addWidget(label(its.so_far(), px(SMALL), MEDIUM))
        self.log = QListWidget()
        self.log.setAccessibleName(its.so_far())
        self.log.setFont(font(px(16)))
        self.log.setWordWrap(True)
        self.log.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.log.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.log.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.log.installEventFilter(self)
        right.addWidget(self.log, 1)
        row.addWidget(self.agenda, 1)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        workshop.changed.connect(self.renew)
        switch.changed.connect(self.renew)
        self.renew()

    def show_beside(self, page: QWidget) -> None:
        """Fills a screen that another window is not on; a part of its own where there is none."""
        others = [each for each in QGuiApplication.screens() if each is not page.screen()]
        if others:
            self.setGeometry(others[0].availableGeometry())
        else:
            self.resize(self._zoom.px(900), self._zoom.px(560))
        self.show()

    def renew(self, _theme: object = None) -> None:
        """Shows how everything stands now."""
        workshop, language, its = self._workshop, user_language(), wording().workshop
        found = workshop.found
        if found is None:
            return
        self.headline.setText(headline(found.minutes, language))
        following = workshop.next_waiting
        name = clause_called(found.table, following) if following is not None else ""
        self.next.setText(its.next(name=name) if name else its.next_outcome())
        self._show_agenda(agenda_entries(workshop))
        if workshop.agenda:
            self.agenda.setCurrentRow(workshop.at)
        self.log.clear()
        for each in found.minutes.of(*AGREED, Outcome.PARKED, Outcome.DROPPED):
            called = item_name(each, found.table.agreement, language)
            by = steps_text(each, found.names, language)
            if each.parked is not None:
                by = parked_reason(each.parked, found.names, language) or its.parked_it()
            elif each.outcome is Outcome.WRITTEN:
                by = language.minutes.as_written_are().lower()
            self.log.addItem(its.clause_by(name=called, by=by) if by else called)

    def _show_agenda(self, entries: list[Entry]) -> None:
        """Lists the agenda; while its clauses stay the same, only what became of them is new."""
        theme, ratio = self._switch.theme, self.devicePixelRatioF()
        before, self._shown = self._shown, [(entry, theme, ratio) for entry in entries]
        if [each.id for each, *_ in before] != [each.id for each in entries]:
            self.agenda.clear()
            self.agenda.addItems([entry.name for entry in entries])
            before = []
        side = self.agenda.iconSize().width()
        words: dict[Consent | None, str] = {None: wording().workshop.parked_it()}
        for row, (entry, *_) in enumerate(self._shown):
            if before and before[row] == self._shown[row]:
                continue
            standing = None if entry.parked else entry.consent
            if standing is None:
                mark = parked_picture(side, theme, ratio)
            else:
                mark = consent_picture(standing, side, theme, ratio)
            if standing not in words:
                words[standing] = consent_text(entry.consent)
            item = self.agenda.item(row)
            item.setText(entry.name)
            item.setIcon(mark)
            item.setData(_ID, entry.id)
            spoken = f"{entry.name}: {words[standing]}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _choose(self, item: QListWidgetItem) -> None:
        chosen = item.data(_ID)
        self._workshop.show_clause((chosen[0], chosen[1]))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.key_pressed.emit(event)
            return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
