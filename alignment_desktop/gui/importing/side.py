"""The inspector of an import: the file, what these choices do, what is unclear, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD, MEDIUM, SEMIBOLD
from alignment_desktop.gui.importing.cells import Choices
from alignment_desktop.gui.importing.words import (
    field_word,
    meaning_word,
    number_word,
    rows_words,
    size_word,
    trouble_headline,
    trouble_sentence,
    value_word,
)
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnLook, Look

_GROUPS = 6
_VALUES = 12


class ImportSide(QScrollArea):
    """What stands beside the assistant's steps.

    Attributes:
        settled: Carries what the user settled and how: `dates`, `day first`.
        value_meant: Carries a field, a cell text, and what it means.
        constant_counts: Carries a field that is the same in every row, and whether that counts.
        constant_given: Carries a field, and what it is in every row.
        save_wanted: The problem rows are to be saved.
        problems_wanted: The problems are to be shown among the rows.
    """

    settled = Signal(str, str)
    value_meant = Signal(str, str, str)
    constant_counts = Signal(str, bool)
    constant_given = Signal(str, str)
    save_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        self.setWidget(inside)
        self.name = label(pixels=13, weight=BOLD, wrap=True)
        self.facts = label(pixels=12, tone="muted", wrap=True)
        self._column.addWidget(self.name)
        self._column.addWidget(self.facts)
        self._build_counts()
        self._build_trouble()
        self._build_values()
        self._build_problems()
        self._build_reading()
        self.promise = label(
            self.tr(
                "Nothing is changed until you press Import. An import can be undone whole at any "
                "time."
            ),
            12,
            tone="muted",
            wrap=True,
        )
        self._column.addWidget(self.promise)
        self._column.addStretch(1)
        self.show_file("", "")

    def _build_counts(self) -> None:
        self.counts = Card()
        self.counts.body.addWidget(label(self.tr("After these choices"), 12, tone="muted"))
        self._count_rows = []
        for _ in range(4):
            row = QHBoxLayout()
            text, figure = label(pixels=13), label(pixels=13, weight=SEMIBOLD, tabular=True)
            row.addWidget(text, 1)
            row.addWidget(figure)
            self.counts.body.addLayout(row)
            self._count_rows.append((text, figure))
        self._column.addWidget(self.counts)

    def _build_trouble(self) -> None:
        self.trouble_card = Card()
        set_look(self.trouble_card, "card", "at_risk")
        self.trouble = label(pixels=13, tone="at_risk", wrap=True)
        self.answers = QWidget()
        self._answers_column = QVBoxLayout(self.answers)
        self._answers_column.setContentsMargins(0, 6, 0, 0)
        self._answers_column.setSpacing(6)
        self.answer_buttons: list[QPushButton] = []
        self.trouble_card.body.addWidget(self.trouble)
        self.trouble_card.body.addWidget(self.answers)
        self.period = QLineEdit()
        self.period.setPlaceholderText(self.tr("2026-10, 2026-Q4 or 2026-W40"))
        self.period.setAccessibleName(self.tr("The period that every row is about"))
        self.period.returnPressed.connect(self._give_period)
        self.period_button = QPushButton(self.tr("Every row is about this period"))
        self.period_button.clicked.connect(self._give_period)
        self._period = QWidget()
        asked = QVBoxLayout(self._period)
        asked.setContentsMargins(0, 6, 0, 0)
        asked.setSpacing(6)
        asked.addWidget(self.period)
        asked.addWidget(self.period_button)
        self.trouble_card.body.addWidget(self._period)
        self._column.addWidget(self.trouble_card)
        self.keyless = label(
            self.tr(
                "No column says which lead a row is about, so every row counts as a lead of its "
                "own. Where one does, choose Lead identifier or E-mail for it."
            ),
            12,
            tone="at_risk",
            wrap=True,
        )
        self._column.addWidget(self.keyless)

    def _build_problems(self) -> None:
        self._problems = QWidget()
        column = QVBoxLayout(self._problems)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Problems"), 12, tone="muted"))
        self.groups = QWidget()
        self._groups_column = QVBoxLayout(self.groups)
        self._groups_column.setContentsMargins(0, 0, 0, 0)
        self._groups_column.setSpacing(5)
        self.see_button = QPushButton(self.tr("See them in the rows"))
        self.see_button.clicked.connect(self.problems_wanted)
        self.save_button = QPushButton(self.tr("Save problem rows as Excel"))
        self.save_button.clicked.connect(self.save_wanted)
        column.addWidget(self.groups)
        column.addSpacing(2)
        column.addWidget(self.see_button)
        column.addWidget(self.save_button)
        self._column.addWidget(self._problems)

    def _build_values(self) -> None:
        self._values = QWidget()
        self._values_column = QVBoxLayout(self._values)
        self._values_column.setContentsMargins(0, 0, 0, 0)
        self._values_column.setSpacing(4)
        self.value_choices: dict[str, Choices] = {}
        self._column.addWidget(self._values)

    def _build_reading(self) -> None:
        self._reading = QWidget()
        column = QVBoxLayout(self._reading)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        found = self.tr("As found in the file")
        self.dates = Choices(
            [
                ("", found),
                ("day first", self.tr("Day first: 31.12.2026")),
                ("month first", self.tr("Month first: 12/31/2026")),
                ("year first", self.tr("Year first: 2026-12-31")),
            ]
        )
        self.decimal = Choices(
            [("", found), (",", self.tr("Comma: 1.234,56")), (".", self.tr("Point: 1,234.56"))]
        )
        self.timezone = Choices([])
        self.repeats = Choices([])
        self.profile = Choices([])
        self._named: dict[str, tuple[QWidget, Choices]] = {}
        for name, text, combo in (
            ("dates", self.tr("Dates written in numbers"), self.dates),
            ("decimal", self.tr("Decimal sign"), self.decimal),
            ("timezone", self.tr("Local times are in"), self.timezone),
            ("repeats", self.tr("Of several rows about one thing"), self.repeats),
            ("profile", self.tr("Read like"), self.profile),
        ):
            heading = label(text, 12, tone="muted")
            heading.setBuddy(combo)
            combo.setAccessibleName(text)
            combo.activated.connect(
                lambda _at, name=name, combo=combo: self.settled.emit(name, combo.value())
            )
            column.addWidget(heading)
            column.addWidget(combo)
            column.addSpacing(4)
            self._named[name] = (heading, combo)
        self.blank = QLineEdit()
        self.blank.editingFinished.connect(lambda: self.settled.emit("blank", self.blank.text()))
        name = self.tr("Words that mean blank, with commas between")
        self.blank.setAccessibleName(name)
        heading = label(name, 12, tone="muted")
        heading.setBuddy(self.blank)
        column.addWidget(heading)
        column.addWidget(self.blank)
        self.constants = QWidget()
        self._constants = QVBoxLayout(self.constants)
        self._constants.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.constants)
        self._column.addWidget(self._reading)

    def show_file(self, name: str, facts: str) -> None:
        """Shows a file of which nothing more is known yet."""
        self.name.setText(name)
        self.facts.setText(facts)
        for part in (
            self.keyless,
            self.counts,
            self.trouble_card,
            self._problems,
            self._values,
            self._reading,
            self.promise,
        ):
            part.hide()

    def show_look(self, look: Look, name: str, *, sheets: int) -> None:
        """Shows what the choices do to one of the file's sheets."""
        self.name.setText(name)
        self.facts.setText(self._facts(look, sheets))
        placed = any(column.kind_of_value for column in look.columns)
        self._show_counts(look, placed)
        self._show_trouble(look.trouble, placed)
        checked = look.prepared.checked if look.prepared else None
        keyless = checked is not None and checked.key is None and checked.kind.value == "leads"
        self.keyless.setVisible(placed and keyless)
        self._show_problems(look)
        self._show_reading(look)
        self._show_constants(look)
        self.promise.show()

    def _facts(self, look: Look, sheets: int) -> str:
        located = look.proposal.located
        named = self.tr("Sheet “{0}”")
        if sheets > 1:
            named += " " + self.tr("(one of {0})").format(sheets)
        rows = look.prepared.checked.rows if look.prepared else located.sheet.frame.height
        parts = [
            named.format(located.sheet.name) if located.sheet.name else "",
            self.tr("column names in row {0}").format(located.header_row),
            self.tr("{0} rows").format(number_word(rows)),
            self.tr("{0} columns").format(len(look.columns)),
            size_word(look.proposal.workbook.size),
        ]
        text = " · ".join(part for part in parts if part)
        return text[:1].upper() + text[1:]

    def _show_counts(self, look: Look, placed: bool) -> None:
        prepared = look.prepared
        self.counts.setVisible(prepared is not None and placed)
        if prepared is None:
            return
        words = rows_words(prepared.checked.kind.value)
        counts = prepared.counts
        figures = (counts.new, counts.changed, counts.unchanged, look.problem_rows)
        every = (*words, self.tr("Rows with a problem"))
        for (text, figure), word, count in zip(self._count_rows, every, figures, strict=True):
            text.setText(word)
            figure.setText(number_word(count))
        for part in self._count_rows[3]:
            set_look(part, "tone", "missed" if look.problem_rows else "")

    def _show_trouble(self, trouble: Problem | None, placed: bool) -> None:
        self.trouble_card.setVisible(trouble is not None or not placed)
        _clear(self._answers_column)
        self.answer_buttons = []
        self.answers.hide()
        asks_period = trouble is not None and (
            trouble.code == "period-column-missing" or trouble.facts.get("field") == "period"
        )
        self._period.setVisible(asks_period)
        if trouble is None:
            text = self.tr("Say in the table of columns what at least one of them means.")
            self.trouble.setText(text)
            return
        self.trouble.setText(trouble_sentence(trouble))
        for name, value, text in self._answers(trouble):
            button = QPushButton(text)
            button.clicked.connect(
                lambda _on=False, name=name, value=value: self.settled.emit(name, value)
            )
            self._answers_column.addWidget(button)
            self.answer_buttons.append(button)
        self.answers.setVisible(bool(self.answer_buttons))

    def _give_period(self) -> None:
        if self.period.text().strip():
            self.constant_given.emit("period", self.period.text().strip())

    def _answers(self, trouble: Problem) -> list[tuple[str, str, str]]:
        """What can be pressed to settle it."""
        facts = trouble.facts
        match trouble.code:
            case "dates-unclear":
                day, month = str(facts.get("first")), str(facts.get("second"))
                return [
                    ("dates", "day first", self.tr("Day first: {0}").format(day)),
                    ("dates", "month first", self.tr("Month first: {0}").format(month)),
                ]
            case "decimal-unclear":
                return [
                    ("decimal", ",", self.tr("The comma is the decimal sign")),
                    ("decimal", ".", self.tr("The point is the decimal sign")),
                ]
            case "already-imported":
                return [("again", "yes", self.tr("Import once more"))]
            case "repeats-column-missing":
                return [("repeats", "", self.tr("Leave such rows out"))]
            case _:
                return []

    def _show_problems(self, look: Look) -> None:
        groups = look.groups
        self._problems.setVisible(bool(groups))
        self.save_button.setVisible(look.problem_rows > 0)
        lines = []
        for group in groups[:_GROUPS]:
            where = f"{group.first.column}: " if group.first.column else ""
            text = trouble_headline(Problem(group.first.code, **group.first.facts))
            lines.append(f"{number_word(group.count)} × {where}{text}")
        if len(groups) > _GROUPS:
            lines.append(self.tr("… and {0} more kinds").format(len(groups) - _GROUPS))
        _clear(self._groups_column)
        for line in lines:
            self._groups_column.addWidget(label(line, 12, wrap=True))

    def show_column(self, column: ColumnLook | None) -> None:
        """Offers meanings for the unknown values of a column."""
        _clear(self._values_column)
        self.value_choices = {}
        self._values.setVisible(column is not None and bool(column.open_values))
        if column is None or not column.open_values:
            return
        heading = self.tr("Values of “{0}” that we do not know").format(column.name)
        self._values_column.addWidget(label(heading, 12, MEDIUM, wrap=True))
        choices = [
            ("\0open", self.tr("Choose …")),
            *((each, meaning_word(each)) for each in column.meanings),
            ("", self.tr("Blank")),
        ]
        for value in column.open_values[:_VALUES]:
            name = label(value, 12, tone="muted", wrap=True)
            combo = Choices(choices)
            combo.setAccessibleName(self.tr("What “{0}” means").format(value))
            combo.activated.connect(
                lambda _at, value=value, combo=combo: self._mean(column.field, value, combo)
            )
            self._values_column.addWidget(name)
            self._values_column.addWidget(combo)
            self.value_choices[value] = combo

    def _mean(self, field: str, value: str, combo: Choices) -> None:
        if combo.value() != "\0open":
            self.value_meant.emit(field, value, combo.value())

    def _show_reading(self, look: Look) -> None:
        mapping = look.proposal.located.mapping
        types = {column.kind_of_value for column in look.columns}
        if not self.timezone.count():
            self.timezone.fill([(zone, zone.replace("_", " ")) for zone in look.zones])
        self.dates.show_value(str(mapping.dates or ""))
        self.decimal.show_value(mapping.decimal or "")
        self.timezone.show_value(look.zone)
        if not self.blank.hasFocus():
            self.blank.setText(", ".join(look.blank))
            self.blank.setCursorPosition(0)
        self._offer_repeats(look)
        self.profile.fill(
            [("", self.tr("What the file itself says")), *((name, name) for name in look.profiles)]
        )
        self.profile.show_value(look.proposal.used or "")
        self._offer("dates", bool(types & {"moment", "day"}))
        self._offer("decimal", "number" in types)
        self._offer("timezone", "moment" in types)
        self._offer("profile", bool(look.profiles))
        self._reading.setVisible(bool(types - {""} or look.profiles))

    def _offer(self, name: str, offered: bool) -> None:
        for part in self._named[name]:
            part.setVisible(offered)

    def _offer_repeats(self, look: Look) -> None:
        differ = any(group.first.code == "rows-differ" for group in look.groups)
        chosen = look.proposal.located.mapping.repeats
        self._offer("repeats", chosen is not None or differ)
        columns = sorted((column for column in look.columns if column.filled), key=_tells_no_time)
        names = [column.name for column in columns]
        self.repeats.fill(
            [
                ("", self.tr("Leave them all out")),
                *((f"last by {name}", self.tr("Last by {0}").format(name)) for name in names),
                *((f"first by {name}", self.tr("First by {0}").format(name)) for name in names),
            ]
        )
        if chosen is not None:
            word = "last" if chosen.last else "first"
            self.repeats.show_value(f"{word} by {chosen.column}")

    def _show_constants(self, look: Look) -> None:
        _clear(self._constants)
        counting = look.proposal.located.mapping.constants
        self.constants.setVisible(bool(look.constants))
        for field, value in look.constants.items():
            word = field_word(field, look.stages)
            shown = meaning_word(value) if isinstance(value, str) else value_word(value)
            check = QCheckBox(self.tr("Every row: {0} is {1}").format(word, shown))
            check.setChecked(field in counting)
            check.toggled.connect(lambda on, field=field: self.constant_counts.emit(field, on))
            self._constants.addWidget(check)


def _tells_no_time(column: ColumnLook) -> bool:
    """Whether a column is unlikely to say which of two rows is the newer."""
    words = ("modif", "updat", "chang", "time", "date", "_at")
    dated = column.kind_of_value in ("moment", "day")
    return not dated and not any(word in column.name.casefold() for word in words)


def _clear(layout: object) -> None:
    """Takes every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:  # type: ignore[attr-defined]
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
