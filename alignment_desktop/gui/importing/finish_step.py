"""The assistant's last step: what will happen, as of which day, and the bar while it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.importing.outlook_card import OutlookPart
from alignment_desktop.gui.importing.words import number_word, rows_words, trouble_sentence
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.theme import ThemeSwitch
    from alignment_desktop.services.import_looks import Look


class FinishStep(QWidget):
    """What will happen, the day that the data speak of, and the bar while it happens.

    Attributes:
        as_of_given: Carries the moment or day that the data speak of, as written.
        name_given: Carries the name under which the choices are to be remembered.
        cancel_wanted: The running import is to stop.
    """

    as_of_given = Signal(str)
    name_given = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        super().__init__()
        self.outlook = OutlookPart(session, switch)
        self.summary = label(pixels=13, weight=BOLD, wrap=True)
        self.detail = label(pixels=13, tone="muted", wrap=True)
        self.as_of = QLineEdit()
        self.as_of.setPlaceholderText(wording().importing.the_moment_of_import())
        self.as_of.editingFinished.connect(lambda: self.as_of_given.emit(self.as_of.text().strip()))
        self.remember = QLineEdit()
        self.remember.setPlaceholderText(wording().importing.a_name_such_as())
        self.remember.textChanged.connect(self._take_name)
        self._used = ""
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(wording().importing.progress_of_the_import())
        self.stage = label(wording().importing.importing(), 12, tone="muted")
        self.cancel_button = QPushButton(wording().importing.stop_the_import())
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self._running = QWidget()
        running = QVBoxLayout(self._running)
        running.setContentsMargins(0, 8, 0, 0)
        running.setSpacing(8)
        running.addWidget(self.stage)
        running.addWidget(self.bar)
        running.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._running.hide()
        self.another_sheet = QCheckBox(wording().importing.then_go_on_with())
        self._lay_out()

    def _lay_out(self) -> None:
        # A form would take the height of its wrapped notes from its fields.
        form = QVBoxLayout()
        form.setSpacing(4)
        self.as_of.setMaximumWidth(360)
        self.remember.setMaximumWidth(360)
        for text, field, note in (
            (
                wording().importing.these_data_were_current(),
                self.as_of,
                wording().importing.the_day_of_the(),
            ),
            (
                wording().importing.remember_these_choices_as(),
                self.remember,
                wording().importing.optional_the_next_file(),
            ),
        ):
            field.setAccessibleName(text)
            field.setAccessibleDescription(note)
            form.addWidget(label(text, 12, tone="muted"))
            form.addWidget(field)
            said = label(note, 12, tone="muted", wrap=True)
            form.addWidget(said)
            form.addSpacing(12)
        self.name_note = said
        card = Card()
        card.body.setSpacing(6)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.detail)
        card.body.addSpacing(10)
        card.body.addLayout(form)
        card.body.addWidget(self.another_sheet)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self._running)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.outlook)
        column.addStretch(1)

    def show_look(self, look: Look, *, more_sheets: int) -> None:
        """Says what the import would do, and how many other sheets the file has to import."""
        self.another_sheet.setVisible(more_sheets > 0)
        prepared, trouble = look.prepared, look.trouble
        for part in (self.summary, self.detail):
            part.setVisible(prepared is not None)
        self.outlook.show_for(prepared)
        self.trouble.setVisible(trouble is not None)
        self.trouble.setText(trouble_sentence(trouble, look.stages) if trouble else "")
        if prepared is None:
            return
        words = rows_words(prepared.checked.kind.value)
        counts = prepared.counts
        figures = (counts.new, counts.changed, counts.unchanged)
        parts = [
            f"{word}: {number_word(count)}" for word, count in zip(words, figures, strict=True)
        ]
        self.summary.setText(" · ".join(parts))
        its, left_out = wording().importing, look.rows_left_out
        in_part = look.problem_rows - left_out
        sentences = []
        if left_out:
            sentences.append(its.rows_with_a_problem_are(left_out, left_out=number_word(left_out)))
        if in_part > 0:
            sentences.append(its.rows_read_in_part(in_part, count=number_word(in_part)))
        self.detail.setText(" ".join((*sentences, its.nothing_is_changed_until())))

    def show_as_of(self, text: str) -> None:
        """Shows the moment or day that the data speak of, as it was written."""
        if not self.as_of.hasFocus():
            blocked = self.as_of.blockSignals(True)
            self.as_of.setText(text)
            self.as_of.blockSignals(blocked)

    def offer_name(self, used: str, *, changed: bool) -> None:
        """Offers to remember what was chosen under the name that the file was read by.

        Args:
            used: The remembered mapping that the file was read by; empty where none was.
            changed: Whether the user has chosen something else than it says.
        """
        self._used = used
        if not self.remember.isModified():
            self.remember.setText(used if changed else "")

    def _take_name(self, text: str) -> None:
        its, name = wording().importing, text.strip()
        known = bool(name) and name == self._used
        note = its.remembered_anew(name=name) if known else its.optional_the_next_file()
        self.name_note.setText(note)
        self.remember.setAccessibleDescription(note)
        self.name_given.emit(name)

    def start_anew(self) -> None:
        """Forgets what was written for the file before."""
        self.another_sheet.setChecked(False)
        for field in (self.as_of, self.remember):
            blocked = field.blockSignals(True)
            field.setText("")  # which says, too, that nobody wrote there
            field.blockSignals(blocked)
        self.show_running(False)

    def show_running(self, running: bool) -> None:
        """Shows the bar while the import runs."""
        if running:
            self.outlook.stop()
        self.bar.setRange(0, 0)
        self._running.setVisible(running)
        self.as_of.setEnabled(not running)
        self.remember.setEnabled(not running)
        self.another_sheet.setEnabled(not running)

    def show_progress(self, text: str, done: int, total: int) -> None:
        """How far the import has come."""
        self.stage.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
