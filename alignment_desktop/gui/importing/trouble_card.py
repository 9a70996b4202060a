"""What is unclear about a file as a whole, and the answers that settle it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.importing.words import Stages, trouble_sentence
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class TroubleCard(Card):
    """One question about the file, with what can be pressed or written to answer it.

    Attributes:
        settled: Carries what the user settled and how: `dates`, `day first`.
        period_given: Carries the period that every row is about.
    """

    settled = Signal(str, str)
    period_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "card", "at_risk")
        self.words = label(pixels=13, tone="at_risk", wrap=True)
        self._answers_shown = QWidget()
        self._buttons = QVBoxLayout(self._answers_shown)
        self._buttons.setContentsMargins(0, 6, 0, 0)
        self._buttons.setSpacing(6)
        self.answer_buttons: list[QPushButton] = []
        self.period = QLineEdit()
        self.period.setPlaceholderText(wording().importing.q4_or_2026_w40())
        self.period.setAccessibleName(wording().importing.the_period_that_every())
        self.period.returnPressed.connect(self._give_period)
        self.period_button = QPushButton(wording().importing.every_row_is_about())
        self.period_button.clicked.connect(self._give_period)
        self._period_asked = QWidget()
        asked = QVBoxLayout(self._period_asked)
        asked.setContentsMargins(0, 6, 0, 0)
        asked.setSpacing(6)
        asked.addWidget(self.period)
        asked.addWidget(self.period_button)
        for part in (self.words, self._answers_shown, self._period_asked):
            self.body.addWidget(part)

    def show_trouble(self, trouble: Problem | None, placed: bool, stages: Stages = ()) -> None:
        """Shows what is unclear.

        Args:
            trouble: It; None where all is clear.
            placed: Whether any column gives a field; if none does, that is asked for.
            stages: By which it names stages.
        """
        self.setVisible(trouble is not None or not placed)
        for button in self.answer_buttons:
            button.hide()
            button.deleteLater()
        self.answer_buttons = []
        self._period_asked.setVisible(trouble is not None and _asks_period(trouble))
        if trouble is None:
            text = wording().importing.say_in_the_table()
            self.words.setText(text)
        else:
            self.words.setText(trouble_sentence(trouble, stages))
            self._offer(trouble)
        self._answers_shown.setVisible(bool(self.answer_buttons))

    def _offer(self, trouble: Problem) -> None:
        for name, value, text in self._answers(trouble):
            button = QPushButton(text)
            button.clicked.connect(
                lambda _on=False, name=name, value=value: self.settled.emit(name, value)
            )
            self._buttons.addWidget(button)
            self.answer_buttons.append(button)

    def _give_period(self) -> None:
        period = self.period.text().strip()
        if period:
            self.period_given.emit(period)

    def _answers(self, trouble: Problem) -> list[tuple[str, str, str]]:
        """What can be pressed to settle it."""
        facts = trouble.facts
        match trouble.code:
            case "dates-unclear":
                day, month = str(facts.get("first")), str(facts.get("second"))
                return [
                    ("dates", "day first", wording().importing.day_first_day(day=day)),
                    ("dates", "month first", wording().importing.month_first_month(month=month)),
                ]
            case "decimal-unclear":
                return [
                    ("decimal", ",", wording().importing.the_comma_is_the()),
                    ("decimal", ".", wording().importing.the_point_is_the()),
                ]
            case "already-imported":
                return [("again", "yes", wording().importing.import_once_more())]
            case "repeats-column-missing":
                return [("repeats", "", wording().importing.leave_such_rows_out())]
            case "domain-column-missing" | "domain-joins-deals":
                return [("account_domain", "", wording().importing.join_by_ids_only())]
            case _:
                return []


def _asks_period(trouble: Problem) -> bool:
    return trouble.code == "period-column-missing" or trouble.facts.get("field") == "period"
