"""The agreement page's inspector: its label, who agrees, the versions, and freezing one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.findings import Finding
from alignment_desktop.gui.days import day_words, read_day
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.pages.agreement.freeze_hindrances import FreezeHindrances
from alignment_desktop.gui.painting.consent_mark import NEITHER, consent_of
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ConsentMark, label
from alignment_desktop.gui.window.tab_order import can_take_keyboard, tab_stops
from alignment_desktop.gui.wording import wording
from alignment_desktop.services.drafts import Draft
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One frozen version in the list.

    Attributes:
        number: 1 for the first.
        frozen_on: The day of freezing.
        since: The day from which it is in force; None for the first.
        content_hash: The hash that names its content.
        reason: Why it was frozen; may be empty.
    """

    number: int
    frozen_on: date
    since: date | None
    content_hash: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FreezeWish:
    """What was written into the form.

    Attributes:
        reason: Why it was changed.
        waive: Why it is frozen in spite of what the checks found.
        effective: The day from which it is in force; None: the day of freezing.
    """

    reason: str
    waive: str
    effective: date | None


@dataclass(frozen=True, slots=True)
class State:
    """What the panel shows.

    Attributes:
        draft: The draft, with who agrees to what in it.
        versions: The frozen versions, the first one first.
        shown: The number of the version in the preview; None for the draft.
        unchanged: Whether the draft says what the newest version says.
        errors: The errors that the checks find in the draft.
        changed: How many clauses of the draft differ from the newest version.
        read_only: Whether nothing can be changed here.
    """

    draft: Draft
    versions: Sequence[VersionLine]
    shown: int | None
    unchanged: bool
    errors: Sequence[Finding]
    changed: int = 0
    read_only: bool = False


class AgreementVersions(ColumnArea):
    """Versions of the agreement.

    Attributes:
        version_chosen: Carries the number of a version, 0 for the draft.
        freeze_wanted: Carries a `FreezeWish`.
        label_wanted: Carries the label that the agreement is to have.
        changes_wanted: What changed since the newest version is to be shown.
        place_chosen: Carries the `Place` of what stands in the way and was pressed.
    """

    version_chosen = Signal(int)
    freeze_wanted = Signal(object)
    label_wanted = Signal(str)
    changes_wanted = Signal()
    place_chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        self._switch = switch
        self.mark = ConsentMark(switch, NEITHER, 36)
        self.state_words = label(weight=BOLD, wrap=True)
        self.hindrances = FreezeHindrances(switch)
        self.hindrances.chosen.connect(self.place_chosen)
        self.label_field = LineEditor()
        self.label_field.name_for(wording().agreement.label())
        self.label_field.committed.connect(self._rename)
        self.label_trouble = label(pixels=12, tone="missed", wrap=True)
        self.label_trouble.hide()
        self.version_list = QListWidget()
        self.version_list.setObjectName("version_list")
        self.version_list.setAccessibleName(wording().agreement.versions())
        self.version_list.setFrameShape(QFrame.Shape.NoFrame)
        self.version_list.setWordWrap(True)
        self.version_list.currentItemChanged.connect(self._choose)
        self.signing = SigningCard(switch, icons)
        self.changes_button = QPushButton()
        set_look(self.changes_button, "kind", "quiet")
        self.changes_button.clicked.connect(lambda _on: self.changes_wanted.emit())
        self.reason_field = self._field(wording().agreement.why_it_was_changed())
        self.waive_field = self._field(wording().agreement.why_it_is_frozen())
        self._reason_label = self._label_of(wording().agreement.reason(), self.reason_field)
        self._waive_label = self._label_of(
            wording().agreement.waive_the_errors_because(), self.waive_field
        )
        self.waive_words = label(pixels=12, tone="at_risk", wrap=True)
        self.later_box = QCheckBox(wording().agreement.in_force_from_another())
        self.day_field = DayEditor(icons)
        self.day_field.name_for(wording().agreement.in_force_from())
        self.day_field.hide()
        for changed in (self.day_field.typed, self.day_field.committed):
            changed.connect(self._may_freeze)
        self.later_box.toggled.connect(self._offer_day)
        self.freeze_button = QPushButton()
        set_look(self.freeze_button, "kind", "primary")
        self.freeze_button.clicked.connect(self._freeze)
        self.waive_field.textChanged.connect(self._may_freeze)
        self.why_not = label(pixels=12, tone="muted", wrap=True)
        self._state: State | None = None
        self._lay_out()

    def _field(self, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        return field

    def _label_of(self, text: str, field: QLineEdit) -> QLabel:
        made = label(text, 12, MEDIUM)
        made.setBuddy(field)
        field.setAccessibleName(text)
        return made

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addWidget(label(wording().agreement.this_agreement(), 14, BOLD))
        column.addWidget(self.label_field)
        column.addWidget(self.label_trouble)
        column.addSpacing(12)
        column.addWidget(label(wording().common.consent(), 14, BOLD))
        column.addWidget(self._consent_card())
        column.addSpacing(12)
        column.addWidget(label(wording().agreement.versions(), 14, BOLD))
        column.addWidget(self.version_list)
        column.addWidget(self.changes_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(label(wording().signing.signatures(), 14, BOLD))
        column.addWidget(self.signing)
        column.addSpacing(12)
        self._freeze_title = label(wording().agreement.freeze_the_next_version(), 14, BOLD)
        column.addWidget(self._freeze_title)
        for widget in (
            self.why_not, self.hindrances, self._reason_label, self.reason_field, self.later_box,
            self.day_field, self.waive_words, self._waive_label, self.waive_field,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.freeze_button)
        column.addStretch(1)
        self.setWidget(content)

    def _consent_card(self) -> Card:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.state_words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card = Card()
        card.body.addLayout(row)
        return card

    def show_state(self, state: State) -> None:
        """Shows where the agreement stands."""
        self._state = state
        if not self.label_field.line.hasFocus():
            self.label_field.show_value(state.draft.agreement.label)
        self.label_field.setEnabled(not state.read_only)
        self._show_consents(state)
        self._show_versions(state)
        self.hindrances.show_hindrances(state.draft, state.errors)
        following = len(state.versions) + 1
        self.freeze_button.setText(wording().agreement.freeze_as_version(following=following))
        self.waive_words.setText(
            wording().agreement.the_checks_find(len(state.errors), errors=len(state.errors))
        )
        count, number = state.changed, len(state.versions)
        self.changes_button.setText(
            wording().agreement.changed_since(count, count=count, number=number)
        )
        self.changes_button.setVisible(count > 0)
        # A first version replaces nothing and is in force from the beginning.
        changes = bool(state.versions)
        self.later_box.setVisible(changes)
        self.day_field.setVisible(changes and self.later_box.isChecked())
        for widget in (self.waive_words, self._waive_label, self.waive_field):
            widget.setVisible(bool(state.errors))
        self._may_freeze()

    def _offer_day(self, offered: bool) -> None:
        self.day_field.setVisible(offered)
        if offered and self.day_field.value() is None:
            self.day_field.show_value(QDate.currentDate().toString(Qt.DateFormat.ISODate))
        self._may_freeze()

    @property
    def _other_day(self) -> bool:
        """Whether the version is to be in force from another day than that of freezing."""
        return self.later_box.isVisibleTo(self) and self.later_box.isChecked()

    def show_label_trouble(self, text: str) -> None:
        """Says below the label why the agreement cannot be called so; empty: it is."""
        self.label_field.mark_wrong(bool(text))
        self.label_trouble.setText(text)
        self.label_trouble.setVisible(bool(text))

    def _rename(self) -> None:
        """Enter, or leaving the field: the agreement is to be called so."""
        if self._state is None:
            return
        standing = self._state.draft.agreement.label
        wanted = str(self.label_field.value() or "")
        if not wanted:
            self.label_field.show_value(standing)
        if wanted in ("", standing):
            self.show_label_trouble("")
        else:
            self.label_wanted.emit(wanted)

    def go_to_freezing(self) -> None:
        """Puts the keyboard on what freezes a version, or on the first thing in its way."""
        self.ensureWidgetVisible(self.freeze_button)
        ways = (self.freeze_button, *tab_stops(self.hindrances), self.reason_field)
        first = next((each for each in ways if can_take_keyboard(each)), self.reason_field)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(first)

    def go_to_signing(self) -> None:
        """Brings into sight who has to sign, with the keyboard on the first thing to be done."""
        self.ensureWidgetVisible(self.signing)
        self.signing.take_keyboard()

    def clear_form(self) -> None:
        """Empties the form, once its version is frozen."""
        self.reason_field.clear()
        self.waive_field.clear()
        self.later_box.setChecked(False)

    def _show_consents(self, state: State) -> None:
        clauses = state.draft.agreement.clauses
        missing, count = state.draft.consents.missing(clauses), len(clauses)
        self.mark.show_consent(consent_of(frozenset(PARTIES) - {its for _id, its in missing}))
        if missing:
            text = wording().agreement.consents_are_missing(len(missing), count=len(missing))
        else:
            text = wording().agreement.both_agree_to_all(count, count=count)
        self.state_words.setText(text)

    def _show_versions(self, state: State) -> None:
        self.version_list.blockSignals(True)
        self.version_list.clear()
        draft = wording().agreement.draft_as_it_stands()
        if state.unchanged:
            draft = wording().agreement.draft_the_same_as(count=len(state.versions))
        self._add_line(0, draft)
        for line in reversed(state.versions):
            self._add_line(line.number, self._version_words(line))
        numbers = [self._number(row) for row in range(self.version_list.count())]
        self.version_list.setCurrentRow(numbers.index(state.shown or 0))
        height = sum(
            max(self.version_list.sizeHintForRow(row), 28)
            for row in range(self.version_list.count())
        )
        self.version_list.setFixedHeight(min(height + 8, 260))
        self.version_list.blockSignals(False)

    def _add_line(self, number: int, text: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, number)
        self.version_list.addItem(item)

    def _number(self, row: int) -> int:
        return int(self.version_list.item(row).data(Qt.ItemDataRole.UserRole))

    def _version_words(self, line: VersionLine) -> str:
        frozen = day_words(line.frozen_on)
        text = wording().agreement.version_frozen(number=line.number, frozen=frozen)
        since = wording().agreement.in_force_from_the()
        if line.since is not None:
            since = wording().agreement.in_force_from_day(day=day_words(line.since))
        parts = [text, line.reason, f"{since} · {line.content_hash[:8]}"]
        return "\n".join(filter(None, parts))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.version_chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def _may_freeze(self) -> None:
        state = self._state
        why = self._hindrance(state) if state is not None else ""
        self.why_not.setText(why)
        self.why_not.setVisible(bool(why))
        self.freeze_button.setEnabled(state is not None and not why)

    def _hindrance(self, state: State) -> str:
        """Why it cannot be frozen now, in words; empty where it can."""
        if state.read_only:
            return wording().agreement.this_workspace_can_only()
        if state.draft.consents.missing(state.draft.agreement.clauses):
            return wording().agreement.a_version_is_frozen()
        if state.unchanged:
            return wording().agreement.nothing_has_changed_since(count=len(state.versions))
        if state.errors and not self.waive_field.text().strip():
            return wording().agreement.mend_the_errors_or()
        if self._other_day and read_day(self.day_field.line.text()) is None:
            return wording().agreement.write_the_day_such(day=day_words(date(2026, 12, 24)))
        return ""

    def _freeze(self) -> None:
        effective = read_day(self.day_field.line.text()) if self._other_day else None
        wish = FreezeWish(
            reason=self.reason_field.text().strip(),
            waive=self.waive_field.text().strip() if self.waive_field.isVisibleTo(self) else "",
            effective=effective,
        )
        self.freeze_wanted.emit(wish)
