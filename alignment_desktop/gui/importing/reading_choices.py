"""How a file is read: zone, blanks, repeated rows, and what never varies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QLineEdit, QVBoxLayout, QWidget

from alignment_desktop.gui.importing.cells import Choices
from alignment_desktop.gui.importing.words import field_word, meaning_word, value_word
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnLook, Look

_ADDRESS = re.compile(r"^(?:https?://|.*@)?(?:[\w-]+\.)+[^\W\d][\w-]+(?:[/?#].*)?$", re.IGNORECASE)


class ReadingChoices(QWidget):
    """What the user may settle about the file as a whole, as it was found.

    Attributes:
        settled: Carries what the user settled and how: `timezone`, `Europe/Berlin`.
        constant_counts: Carries a field that is the same in every row, and whether that counts.
    """

    settled = Signal(str, str)
    constant_counts = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.timezone = Choices([])
        self.repeats = Choices([])
        self.domains = Choices([])
        self.profile = Choices([])
        self._named: dict[str, tuple[QWidget, Choices]] = {}
        for name, text, combo in (
            ("timezone", wording().importing.local_times_are_in(), self.timezone),
            ("repeats", wording().importing.of_several_rows_about(), self.repeats),
            ("account_domain", wording().importing.deals_join_leads(), self.domains),
            ("profile", wording().importing.read_like(), self.profile),
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
        name = wording().importing.words_that_mean_blank()
        self.blank.setAccessibleName(name)
        heading = label(name, 12, tone="muted")
        heading.setBuddy(self.blank)
        column.addWidget(heading)
        column.addWidget(self.blank)
        self.constants = QWidget()
        self._constants = QVBoxLayout(self.constants)
        self._constants.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.constants)

    def show_look(self, look: Look) -> None:
        """Shows how the file is read, and offers what can be settled about it."""
        types = {column.kind_of_value for column in look.columns}
        if not self.timezone.count():
            self.timezone.fill([(zone, zone.replace("_", " ")) for zone in look.zones])
        self.timezone.show_value(look.zone)
        if not self.blank.hasFocus():
            self.blank.setText(", ".join(look.blank))
            self.blank.setCursorPosition(0)
        self._offer_repeats(look)
        self._offer_domains(look)
        self.profile.fill(
            [
                ("", wording().importing.what_the_file_itself()),
                *((name, name) for name in look.profiles),
            ]
        )
        self.profile.show_value(look.proposal.used or "")
        self._offer("timezone", "moment" in types)
        self._offer("profile", bool(look.profiles))
        self._show_constants(look)
        self.setVisible(bool(types - {""} or look.profiles))

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
                ("", wording().importing.leave_them_all_out()),
                *((f"last by {name}", wording().importing.last_by(name=name)) for name in names),
                *((f"first by {name}", wording().importing.first_by(name=name)) for name in names),
            ]
        )
        if chosen is not None:
            word = "last" if chosen.last else "first"
            self.repeats.show_value(f"{word} by {chosen.column}")

    def _offer_domains(self, look: Look) -> None:
        """Deals may join leads by the domain of their account, where the user says so."""
        mapping, its = look.proposal.located.mapping, wording().importing
        deals = any(column.field == "opportunity_id" for column in look.columns)
        own_keys = any(column.field == "lead_id" for column in look.columns)
        names = [column.name for column in look.columns if _holds_domain(column.sample)]
        if mapping.account_domain is not None and mapping.account_domain not in names:
            names.append(mapping.account_domain)
        self.domains.fill(
            [
                ("", its.by_ids_only()),
                *((name, its.by_ids_else_by_domain(name=name)) for name in names),
            ]
        )
        self.domains.show_value(mapping.account_domain or "")
        self._offer("account_domain", bool(names) and deals and not own_keys)

    def _show_constants(self, look: Look) -> None:
        clear_layout(self._constants)
        counting = look.proposal.located.mapping.constants
        self.constants.setVisible(bool(look.constants))
        for field, value in look.constants.items():
            word = field_word(field, look.stages)
            shown = meaning_word(value) if isinstance(value, str) else value_word(value)
            check = QCheckBox(wording().importing.every_row_is(word=word, shown=shown))
            check.setChecked(field in counting)
            check.toggled.connect(lambda on, field=field: self.constant_counts.emit(field, on))
            self._constants.addWidget(check)


def _holds_domain(sample: str) -> bool:
    """Whether a value is a web or e-mail address, or a domain."""
    return _ADDRESS.search(sample.strip()) is not None


def _tells_no_time(column: ColumnLook) -> bool:
    """Whether a column is unlikely to say which of two rows is the newer."""
    words = ("modif", "updat", "chang", "time", "date", "_at")
    dated = column.kind_of_value in ("moment", "day")
    return not dated and not any(word in column.name.casefold() for word in words)


def clear_layout(layout: QLayout) -> None:
    """Takes every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
