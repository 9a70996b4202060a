"""The page of workshop mode: fills the screen, and takes single keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.tab_order import step
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.asking import agenda_sheet, change_sheet, park_sheet
from alignment_desktop.gui.workshop.change_sheet import ChangeSheet
from alignment_desktop.gui.workshop.choices import AgendaSheet, KeysSheet
from alignment_desktop.gui.workshop.effects import Effects
from alignment_desktop.gui.workshop.facilitator_window import FacilitatorWindow
from alignment_desktop.gui.workshop.minutes_preview import MinutesPreview
from alignment_desktop.gui.workshop.minutes_reading import MinutesReading
from alignment_desktop.gui.workshop.minutes_saving import save_minutes
from alignment_desktop.gui.workshop.park_sheet import ParkSheet
from alignment_desktop.gui.workshop.sheet import Sheet
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.workshop_body import WorkshopBody
from alignment_desktop.gui.workshop.workshop_keys import WorkshopKeys, key_name, says_nothing_new
from alignment_desktop.gui.workshop.zoom import Zoom

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
        self.body = self._made_body()
        self._column.addWidget(self.body)
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

    def _made_body(self) -> WorkshopBody:
        made = WorkshopBody(self._workshop, self._switch, self._zoom)
        made.pressed.connect(self._press)
        made.strip.chosen.connect(self._workshop.show_clause)
        made.outcome.back_wanted.connect(self.show_agenda)
        made.outcome.preview_wanted.connect(self.open_preview)
        made.outcome.save_wanted.connect(self.save)
        made.outcome.freeze_wanted.connect(self.freeze)
        return made

    def _rebuild(self) -> None:
        """Everything anew, at another size."""
        self.close_sheet()
        self._minutes.leave_stack()
        old, self.body = self.body, self._made_body()
        self._column.replaceWidget(old, self.body)
        old.hide()
        old.deleteLater()
        self._minutes.join_stack(self.body.stack)
        self.renew()
        if self.facilitator is not None:
            self._open_facilitator()

    def renew(self) -> None:
        """Shows how everything stands now."""
        body = self.body
        body.renew(outcome=self._shows_outcome, sheet=self.sheet is not None)
        self.effects.show_on(body.view.effect)
        if self.sheet is not None:
            # The sheet stands in their place.
            body.view.parties.hide()
            body.view.effect.hide()
        read = self._minutes.show(body.stack)
        body.show_outcome(self._shows_outcome and not read)

    def tell(self, text: str, *, wrong: bool = True) -> None:
        """Says something above the keys; the next key takes it away."""
        self.body.tell(text, wrong=wrong)

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
        scroll = self.body.stack.currentWidget()
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
        self.body.timers.renew()
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
        self.effects.show_on(self.body.view.effect)

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
            self._minutes.begin(self.body.stack)
            self.renew()
            self._minutes.take_keyboard()

    def close_preview(self) -> None:
        """Shows the outcome again."""
        if self._minutes.end(self.body.stack):
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
        self._minutes.end(self.body.stack)
        self._shows_outcome = False
        self.sheet = sheet
        self._workshop.held = True
        sheet.left.connect(self.close_sheet)
        self.body.sheet_column.addWidget(sheet)
        # Now, not when Qt comes to it: the next key is for its first field.
        sheet.show()
        self.renew()
        self.body.view.setVisible(not alone)

    def close_sheet(self, _done: object = None) -> None:
        """Takes the sheet away; nothing of it is kept."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        self._workshop.held = False
        self.body.sheet_column.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self.body.view.show()
        self.renew()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Asks where, and saves the minutes as PDF."""
        save_minutes(self._workshop, self._choice, lambda text: self.tell(text, wrong=False))

    def freeze(self) -> None:
        """Freezes the agreement; a version stays, so the key is pressed twice."""
        its, button = wording().workshop, self.body.outcome.freeze_button
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
        self._minutes.end(self.body.stack)
        self._close_facilitator()
        super().closeEvent(event)
        self.left.emit()
