"""The page of workshop mode: fills the screen, and takes single keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.page_list import page_of_kind, page_title
from alignment_desktop.gui.window.tab_order import step
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.agenda_strip import AgendaStrip
from alignment_desktop.gui.workshop.asking import agenda_sheet, change_sheet, park_sheet
from alignment_desktop.gui.workshop.change_sheet import ChangeSheet
from alignment_desktop.gui.workshop.choices import AgendaSheet, KeysSheet
from alignment_desktop.gui.workshop.clause_states import agenda_entries, clause_called
from alignment_desktop.gui.workshop.clause_view import ClauseView
from alignment_desktop.gui.workshop.effects import Effects
from alignment_desktop.gui.workshop.facilitator_window import FacilitatorWindow
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.minutes_preview import MinutesPreview
from alignment_desktop.gui.workshop.minutes_reading import MinutesReading
from alignment_desktop.gui.workshop.minutes_saving import save_minutes
from alignment_desktop.gui.workshop.outcome_page import OutcomePage
from alignment_desktop.gui.workshop.park_sheet import ParkSheet
from alignment_desktop.gui.workshop.sheet import Sheet
from alignment_desktop.gui.workshop.timers import Timers
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.workshop_keys import WorkshopKeys, key_name, says_nothing_new
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom

if TYPE_CHECKING:
    from alignment_desktop.services.agreeing import Frozen

_SCROLLED = 80  # pixels by one press
_FREEZES = "F"
_PREPARING = "workshop-minutes-reader"


class WorkshopWindow(QWidget):
    """Shows a workshop on the projector.

    Attributes:
        left: The workshop was left.
    """

    left = Signal()

    def __init__(
        self, workshop: Workshop, switch: ThemeSwitch, icons: Icons, zoom: Zoom, choice: FileChoice
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        switch.dress(self)
        self._workshop, self._switch, self._icons = workshop, switch, icons
        self._zoom, self._choice = zoom, choice
        self.setObjectName("page_area")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(wording().workshop.workshop())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.effects = Effects(workshop, self)
        self.facilitator: FacilitatorWindow | None = None
        self.sheet: Sheet | None = None
        self._shows_outcome = False
        self._minutes = MinutesReading(workshop, switch, icons, self)
        self._minutes.closed.connect(self.close_preview)
        self._minutes.save_wanted.connect(self.save)
        self._armed = False
        self._key_acts = self._make_keys()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._build()
        workshop.changed.connect(self.renew)
        workshop.told.connect(self.tell)
        workshop.session.noticed.connect(self._take_notice)
        zoom.changed.connect(self._rebuild)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, workshop.session.undo),
            ("Ctrl+Y", workshop.session.redo),
            ("Ctrl+Shift+Z", workshop.session.redo),
            ("Ctrl+E", self.save),
            ("Ctrl++", lambda: zoom.step(1)),
            ("Ctrl+=", lambda: zoom.step(1)),
            ("Ctrl+-", lambda: zoom.step(-1)),
            ("Ctrl+0", zoom.reset),
            ("F1", self.show_keys),
            ("F11", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        px, switch, zoom, its = self._zoom.px, self._switch, self._zoom, wording().workshop
        column = QVBoxLayout(self._body)
        side = 28 + px(28)
        column.setContentsMargins(0, px(18), 0, px(6))
        column.setSpacing(px(8))
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(side, 0, side, 0)
        self.place = ShortLabel(px(SMALL), tone="muted")
        self.timers = Timers(switch, zoom, self._workshop.clock)
        head.addWidget(self.place, 1)
        head.addWidget(self.timers)
        column.addWidget(self.head)
        self.view = ClauseView(switch, zoom, self._workshop)
        self.view.pressed.connect(self._press)
        self.outcome = OutcomePage(switch, zoom, self._workshop)
        self.stack = QStackedWidget()
        self._sheet_place = QWidget()
        self._sheet_column = QVBoxLayout(self._sheet_place)
        self._sheet_column.setContentsMargins(0, 0, 0, 0)
        clause = QWidget()
        inner = QVBoxLayout(clause)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.view)
        inner.addWidget(self._sheet_place)
        inner.addStretch(1)
        for page in (clause, self.outcome):
            page.setObjectName("scrolled")
            holder = QWidget()
            holder.setObjectName("scrolled")
            room = QVBoxLayout(holder)
            room.setContentsMargins(side, 0, side, 0)
            room.addWidget(page)
            self.stack.addWidget(ColumnArea(holder))
        column.addWidget(self.stack, 1)
        self.said = label(pixels=px(SMALL), weight=MEDIUM, wrap=True)
        self.said.setContentsMargins(side, 0, side, 0)
        self.said.hide()
        column.addWidget(self.said)
        self._build_foot(column, side)
        self.strip = AgendaStrip(switch, zoom)
        self.strip.chosen.connect(self._workshop.show_clause)
        self._lines = QFrame()
        self._lines.setObjectName("keyboard_line")
        column.addWidget(self._lines)
        strip = QHBoxLayout()
        strip.setContentsMargins(side, 0, side, 0)
        strip.addWidget(self.strip)
        column.addLayout(strip)
        self.hint.say(its.hint())
        self.outcome.back_wanted.connect(self.show_agenda)
        self.outcome.preview_wanted.connect(self.open_preview)
        self.outcome.save_wanted.connect(self.save)
        self.outcome.freeze_wanted.connect(self.freeze)

    def _build_foot(self, column: QVBoxLayout, side: int) -> None:
        px, switch, zoom, its = self._zoom.px, self._switch, self._zoom, wording().workshop
        self.keys = QWidget()
        row = QHBoxLayout(self.keys)
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(px(12))
        self.propose_button = KeyButton(switch, zoom, "P", its.propose_change())
        self.park_button = KeyButton(switch, zoom, "K", its.park_it())
        self.hint = ShortLabel(px(SMALL), tone="muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.next_button = KeyButton(switch, zoom, "N", primary=True)
        for button, key in (
            (self.propose_button, "P"),
            (self.park_button, "K"),
            (self.next_button, "N"),
        ):
            button.clicked.connect(lambda _on, key=key: self._press(key))
        row.addWidget(self.propose_button)
        row.addWidget(self.park_button)
        row.addWidget(self.hint, 1)
        row.addWidget(self.next_button)
        column.addWidget(self.keys)
        self._outcome_foot = QWidget()
        foot = QHBoxLayout(self._outcome_foot)
        foot.setContentsMargins(side, 0, side, 0)
        foot.addWidget(self.outcome.foot)
        column.addWidget(self._outcome_foot)

    def _rebuild(self) -> None:
        """Everything anew, at another size."""
        self.close_sheet()
        self._minutes.leave_stack()
        old, self._body = self._body, QWidget()
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self._build()
        self._minutes.join_stack(self.stack)
        self.renew()
        if self.facilitator is not None:
            self._open_facilitator()

    def renew(self) -> None:
        """Shows how everything stands now."""
        workshop, its = self._workshop, wording().workshop
        self.view.renew()
        entries = agenda_entries(workshop)
        self.strip.show_entries(entries, workshop.at)
        self._lines.setVisible(bool(entries) and not self._shows_outcome)
        self.strip.setVisible(bool(entries) and not self._shows_outcome)
        self.effects.show_on(self.view.effect)
        if self.sheet is not None:
            # The sheet stands in their place.
            self.view.parties.hide()
            self.view.effect.hide()
        shown = workshop.table
        place = ""
        if shown is not None:
            section = page_title(page_of_kind(shown.id[0]))
            place = its.place(section=section, number=workshop.at + 1, count=len(workshop.agenda))
        self.place.say(place)
        self.head.setVisible(not self._shows_outcome)
        following, found = workshop.next_waiting, workshop.found
        text = its.next_outcome()
        if following is not None and found is not None:
            text = its.next(name=clause_called(found.table, following))
        self.next_button.say("N", text)
        for button in (self.propose_button, self.park_button):
            button.setEnabled(shown is not None)
        self.keys.setVisible(not self._shows_outcome and self.sheet is None)
        self.stack.setCurrentIndex(int(self._shows_outcome))
        read = self._minutes.show(self.stack)
        self._outcome_foot.setVisible(self._shows_outcome and not read)
        if self._shows_outcome and not read:
            self.outcome.renew()

    def tell(self, text: str, *, wrong: bool = True) -> None:
        """Says something above the keys; the next key takes it away."""
        from alignment_desktop.gui.theme import set_look

        set_look(self.said, "tone", "missed" if wrong else "accent")
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _take_notice(self, notice: Notice) -> None:
        if self.isVisible():
            self.tell(notice.text, wrong=notice.wrong)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.take_key(event)

    def take_key(self, event: QKeyEvent) -> None:
        """Does what a key stands for; letters are left alone while something is written."""
        name = key_name(event)
        if self.sheet is not None or not name:
            event.ignore()
        elif says_nothing_new(event):
            return
        elif self.preview is None:
            self._press(name)
        elif name == "escape":
            self.close_preview()
        else:
            # Letters are for the document, and say nothing.
            event.ignore()

    def _press(self, key: str) -> None:
        """Does what a key or the button that wears it stands for."""
        disarmed = self._armed and key != _FREEZES
        if key != _FREEZES:
            self._armed = False
            self.tell("")
        act = self._key_acts.act(key, outcome=self._shows_outcome)
        if act is not None:
            act()
        if disarmed:
            self.renew()

    def _make_keys(self) -> WorkshopKeys:
        workshop, (sales, marketing) = self._workshop, PARTIES
        return WorkshopKeys(
            always={
                "escape": self._leave,
                "up": lambda: self._scroll(-1),
                "down": lambda: self._scroll(1),
                ".": self._pause,
                "A": self.choose_agenda,
                "D": self.toggle_facilitator,
                "O": self.show_outcome,
            },
            clause={
                "S": lambda: workshop.say_yes(sales),
                "M": lambda: workshop.say_yes(marketing),
                "Shift+S": lambda: workshop.decline(sales),
                "Shift+M": lambda: workshop.decline(marketing),
                "P": self.propose,
                "K": self.park,
                "N": self.go_to_next,
                "left": lambda: workshop.step(-1),
                "right": lambda: workshop.step(1),
                "space": self.toggle_effect,
            },
            outcome={_FREEZES: self.freeze, "N": self.show_agenda, "V": self.open_preview},
        )

    def _scroll(self, direction: int) -> None:
        """Shows what lies further up or down."""
        scroll = self.stack.currentWidget()
        if isinstance(scroll, QScrollArea):
            bar = scroll.verticalScrollBar()
            bar.setValue(bar.value() + direction * self._zoom.px(_SCROLLED))

    def _leave(self) -> None:
        if self._shows_outcome:
            self.show_agenda()
        else:
            self.close()

    def _pause(self) -> None:
        self._workshop.clock.pause_or_go_on()
        self.timers.renew()
        if self.facilitator is not None:
            self.facilitator.timers.renew()

    def go_to_next(self) -> None:
        """Shows the next clause that waits; the outcome where none does."""
        following = self._workshop.next_waiting
        if following is None:
            self.show_outcome()
        else:
            self._workshop.show_clause(following)

    def toggle_effect(self) -> None:
        """Shows or hides what the clause means on data."""
        self.effects.wanted = not self.effects.wanted
        self.effects.show_on(self.view.effect)

    def show_outcome(self) -> None:
        """Shows what came of it so far."""
        self._shows_outcome = True
        self.renew()
        self._workshop.session.run_when_idle(_PREPARING, self._minutes.prepare())

    def show_agenda(self) -> None:
        """Shows the clause on the table again."""
        self._shows_outcome = False
        self.renew()

    @property
    def preview(self) -> MinutesPreview | None:
        """The minutes as they will be saved; None while nobody reads them."""
        return self._minutes.preview

    def open_preview(self) -> None:
        """Shows the minutes as they will be saved, in the place of the outcome."""
        if self.preview is None:
            self._shows_outcome = True
            self._minutes.begin(self.stack)
            self.renew()
            self._minutes.take_keyboard()

    def close_preview(self) -> None:
        """Shows the outcome again."""
        if self._minutes.end(self.stack):
            self.renew()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def propose(self) -> None:
        """Asks what is to change in the clause."""
        workshop, close = self._workshop, self.close_sheet
        self._ask(change_sheet(workshop, self._switch, self._zoom, self._icons, close))

    def park(self) -> None:
        """Asks with whom the clause is parked."""
        self._ask(park_sheet(self._workshop, self._switch, self._zoom, self.close_sheet))

    def show_keys(self) -> None:
        """Shows all keys."""
        if isinstance(self.sheet, KeysSheet):
            self.close_sheet()
        elif self.sheet is None:
            sheet = KeysSheet(self._switch, self._zoom)
            self._open(sheet, alone=True)
            sheet.begin()

    def choose_agenda(self) -> None:
        """Offers other agendas and lengths."""
        sheet = agenda_sheet(self._workshop, self._switch, self._zoom, self.close_sheet)
        self._ask(sheet, alone=True)

    def _ask(
        self, sheet: ChangeSheet | ParkSheet | AgendaSheet | str, *, alone: bool = False
    ) -> None:
        """Asks in a sheet, or says why nothing can be asked."""
        if isinstance(sheet, str):
            self.tell(sheet)
            return
        self._open(sheet, alone=alone)
        sheet.begin()

    def _open(self, sheet: Sheet, *, alone: bool = False) -> None:
        """Puts a sheet below the clause, or in its place."""
        self.close_sheet()
        self._minutes.end(self.stack)
        self._shows_outcome = False
        self.sheet = sheet
        self._workshop.held = True
        sheet.left.connect(self.close_sheet)
        self._sheet_column.addWidget(sheet)
        # Now, not when Qt comes to it: the next key is for its first field.
        sheet.show()
        self.renew()
        self.view.setVisible(not alone)

    def close_sheet(self, _done: object = None) -> None:
        """Takes the sheet away; nothing of it is kept."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        self._workshop.held = False
        self._sheet_column.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self.view.show()
        self.renew()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Asks where, and saves the minutes as PDF."""
        save_minutes(self._workshop, self._choice, lambda text: self.tell(text, wrong=False))

    def freeze(self) -> None:
        """Freezes the agreement; a version stays, so the key is pressed twice."""
        its, button = wording().workshop, self.outcome.freeze_button
        if not button.words:
            return
        if not self._armed:
            self._armed = True
            button.say("F", its.freeze_again())
            return
        self._armed = False

        def frozen(made: Frozen) -> None:
            self.tell(its.frozen(number=made.version), wrong=False)
            self._workshop.refresh()

        self._workshop.freeze(frozen)

    def toggle_facilitator(self) -> None:
        """Opens or closes the facilitator's window."""
        if self.facilitator is not None:
            self._close_facilitator()
        else:
            self._open_facilitator()

    def _open_facilitator(self) -> None:
        self._close_facilitator()
        made = FacilitatorWindow(self._switch, self._zoom, self._workshop)
        made.key_pressed.connect(self.take_key)
        self.facilitator = made
        made.show_beside(self)

    def _close_facilitator(self) -> None:
        made, self.facilitator = self.facilitator, None
        if made is not None:
            made.close()
            made.deleteLater()

    def open_on_screen(self) -> None:
        """Fills the screen; the facilitator gets the other one, where there is one."""
        self.showFullScreen()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(QGuiApplication.screens()) > 1:
            self._open_facilitator()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return step(self, forward=next)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._workshop.held = False
        self._workshop.session.cancel(_PREPARING)
        self._minutes.end(self.stack)
        self._close_facilitator()
        super().closeEvent(event)
        self.left.emit()
