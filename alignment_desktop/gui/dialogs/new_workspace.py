"""Asks what a new workspace begins with: a template, whose it is, for when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QRadioButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.calendar import read_timezone
from alignment_desktop.domain.clauses import read_currency
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD, MEDIUM, font
from alignment_desktop.gui.forms.new_workspace_dialog import Ui_NewWorkspaceDialog
from alignment_desktop.gui.inspector.choice_editors import finder_among
from alignment_desktop.gui.regional import currencies, own_currency, own_time_zone, time_zones
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.trouble_words import beside_field
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import days_text
from alignment_desktop.services.templates import BLANK, TEMPLATES, Beginning, periods_to_begin

_REMEMBERED = ("template", "organisation", "timezone", "currency")
_NOTE_INDENT = 30  # under the words of a radio button


class NewWorkspaceDialog(QDialog):
    """One page of questions, each with an answer already.

    Attributes:
        answered: Carries the `Beginning` that the user wants.
    """

    answered = Signal(object)

    def __init__(self, settings: QSettings, today: date, parent: QWidget | None = None) -> None:
        """Asks with the answers that were given the last time.

        Args:
            settings: Where they are remembered.
            today: By which the periods that can be meant are found.
            parent: Above which window it stands.
        """
        super().__init__(parent)
        self._settings = settings
        self.form = Ui_NewWorkspaceDialog()
        self.form.setupUi(self)
        self._put_words()
        self._dress()
        self.template_buttons = self._offer_templates()
        for period in periods_to_begin(today):
            self.form.period_box.addItem(_period_text(period), period)
        self._offer(self.form.zone_box, time_zones(), self._last("timezone", own_time_zone()))
        self._offer(self.form.currency_box, currencies(), self._last("currency", own_currency()))
        self.form.organisation_field.setText(self._last("organisation", ""))
        for box in (self.form.zone_box, self.form.currency_box):
            box.currentTextChanged.connect(self._forget_trouble)
        for button in self.template_buttons.values():
            button.toggled.connect(self._forget_trouble)
        self.form.create_button.clicked.connect(self.accept)
        self.form.cancel_button.clicked.connect(self.reject)
        self.form.organisation_field.setFocus()
        # A window does not ask by itself how high its words are in its width.
        needed = self.form.column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))

    def beginning(self) -> Beginning:
        """What is answered now.

        Raises:
            Problem: Where there is no such time zone, or it is no currency.
        """
        chosen = [key for key, button in self.template_buttons.items() if button.isChecked()]
        return Beginning(
            template=chosen[0],
            period=self.form.period_box.currentData(),
            organisation=self.form.organisation_field.text().strip(),
            timezone=self._zone(),
            currency=read_currency(self.form.currency_box.currentText().strip().upper()),
        )

    def _zone(self) -> str:
        if not self.form.zone_box.isEnabled():
            return own_time_zone()
        return read_timezone(self.form.zone_box.currentText().strip())

    @override
    def accept(self) -> None:
        try:
            beginning = self.beginning()
        except Problem as problem:
            self._tell(problem)
            return
        for name in _REMEMBERED:
            self._settings.setValue(f"new/{name}", getattr(beginning, name))
        super().accept()
        self.answered.emit(beginning)

    def _tell(self, problem: Problem) -> None:
        wrong = problem.code == "unknown-timezone"
        box = self.form.zone_box if wrong else self.form.currency_box
        self.form.wrong_label.setText(beside_field(problem, "calendar"))
        set_look(box, "state", "wrong")
        box.setFocus()

    def _forget_trouble(self) -> None:
        """What was wrong is being mended."""
        self.form.wrong_label.clear()
        for box in (self.form.zone_box, self.form.currency_box):
            set_look(box, "state", "")

    def _put_words(self) -> None:
        form, its = self.form, wording().new_workspace
        self.setWindowTitle(its.window_title())
        form.title_label.setText(its.title())
        form.organisation_label.setText(its.organisation())
        form.organisation_field.setPlaceholderText(its.whose())
        form.period_label.setText(its.period())
        form.zone_label.setText(its.zone())
        form.currency_label.setText(its.currency())
        form.hint_label.setText(its.hint())
        form.cancel_button.setText(its.cancel())
        form.create_button.setText(its.create())

    def _dress(self) -> None:
        form = self.form
        form.title_label.setFont(font(17, BOLD))
        set_look(form.template_card, "card", "true")
        for each in (
            form.organisation_label,
            form.period_label,
            form.zone_label,
            form.currency_label,
            form.hint_label,
        ):
            each.setFont(font(12))
            set_look(each, "tone", "muted")
        form.wrong_label.setFont(font(12))
        set_look(form.wrong_label, "tone", "missed")
        set_look(form.create_button, "kind", "primary")
        form.halves.setStretch(0, 5)
        form.halves.setStretch(1, 4)

    def _offer_templates(self) -> dict[str, QRadioButton]:
        self._group = QButtonGroup(self)
        made = {}
        language = user_language()
        for key in TEMPLATES:
            said = language.say(f"templates.{key}.note")
            button = QRadioButton(language.say(f"templates.{key}.name"))
            button.setObjectName(key)
            button.setFont(font(13, MEDIUM))
            button.setAccessibleDescription(said)
            self._group.addButton(button)
            self.form.template_layout.addWidget(button)
            note = label(said, 12, tone="muted", wrap=True)
            note.setContentsMargins(_NOTE_INDENT, 0, 0, 10)
            self.form.template_layout.addWidget(note)
            made[key] = button
        self.form.template_layout.addStretch(1)
        last = self._last("template", "starter")
        # A blank agreement has no office hours that could be in a zone.
        made[BLANK].toggled.connect(self.form.zone_box.setDisabled)
        made.get(last, made["starter"]).setChecked(True)
        return made

    def _offer(self, box: QComboBox, choices: Sequence[str], chosen: str) -> None:
        box.addItems(choices)
        finder_among(box)
        box.setCurrentText(chosen)
        line = box.lineEdit()
        if line is not None:
            # "Berlin" is enough to mean Europe/Berlin, without going to it in the list.
            line.editingFinished.connect(lambda: box.setCurrentText(_meant(line.text(), choices)))

    def _last(self, name: str, otherwise: str) -> str:
        return str(self._settings.value(f"new/{name}", otherwise) or otherwise)


def _meant(text: str, choices: Sequence[str]) -> str:
    """The one choice that is meant by a part of its words; the text itself where none is alone."""
    part = text.strip().casefold()
    if part in (each.casefold() for each in choices):
        return text
    holding = [each for each in choices if part and part in each.casefold()]
    ending = [each for each in holding if each.casefold().rpartition("/")[2] == part]
    found = holding if len(holding) == 1 else ending
    return found[0] if len(found) == 1 else text


def _period_text(period: Period) -> str:
    days = days_text(period.whole_start, period.whole_end, user_language())
    return f"{period.label} · {days}"
