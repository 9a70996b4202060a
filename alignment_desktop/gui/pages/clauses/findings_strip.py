"""What the checks find in an agreement, as a strip: one line, or all with their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.findings import ERROR, Finding
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.inspector.editors import column_of, forget
from alignment_desktop.gui.inspector.words import clause_words
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.trouble_words import field_to_mend, finding_words, remedy_words
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import wording

_MOST = 50
_TALLEST = 200
_SHORT = 90


class FindingsStrip(QWidget):
    """Says what was found.

    Attributes:
        chosen: Carries the `kind.key` of a clause to be shown, and the field in which to mend it.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Finding] = []
        self._agreement = Agreement("", {})
        self._kinds: tuple[str, ...] = ()
        self._all = False
        self._most = _MOST
        self.more_button: QPushButton | None = None
        self.summary = label("", 13, tone="muted", wrap=True)
        self.details = QFrame()
        set_look(self.details, "card", "true")
        self.scroll_area = ColumnArea(focusable=True)
        inside = column_of(self.details)
        inside.setContentsMargins(14, 10, 8, 10)
        inside.addWidget(self.scroll_area)
        column = column_of(self, 8)
        column.addWidget(self.summary)
        column.addWidget(self.details)
        self.show_findings([], (), self._agreement)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return tuple(self._found)

    def show_findings(
        self, found: Sequence[Finding], kinds: tuple[str, ...], agreement: Agreement
    ) -> None:
        """Shows other findings.

        Args:
            found: What was found, gravest first.
            kinds: The kinds whose clauses a finding leads to.
            agreement: In which it was found.
        """
        self._found, self._kinds, self._agreement = list(found), kinds, agreement
        self._fill()

    def show_all(self, shown: bool) -> None:
        """Shows every finding with its remedy, or one line only."""
        self._all, self._most = shown, _MOST
        self._fill()

    def _fill(self) -> None:
        shown = self._all and bool(self._found)
        self.summary.setVisible(not shown)
        self.details.setVisible(shown)
        self.setVisible(bool(self._found) or self._all)
        texts = [finding_words(finding, self._agreement) for finding in self._found]
        count = len(texts)
        head = (
            wording().clauses.consistency_finding()
            if count == 1
            else wording().clauses.consistency_findings(count=count)
        )
        brief = " · ".join(_brief(text) for text in texts[:2])
        none = wording().clauses.no_findings_nothing_here()
        self.summary.setText(breakable(f"▲ {head}: {brief}") if texts else none)
        if shown:
            self._fill_details(texts)

    def _fill_details(self, texts: Sequence[str]) -> None:
        old = self.scroll_area.takeWidget()
        if old is not None:
            forget(old)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for finding, text in zip(self._found[: self._most], texts, strict=False):
            column.addWidget(self._entry(finding, text))
        self.more_button = None
        if len(texts) > self._most:
            rest = wording().clauses.and_more(count=len(texts) - self._most)
            self.more_button = link_button(rest)
            self.more_button.clicked.connect(self._show_more)
            column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.scroll_area.setWidget(content)
        wanted = content.heightForWidth(max(self.width() - 40, 320)) + 4
        self.scroll_area.setFixedHeight(min(max(wanted, 56), _TALLEST))

    def _show_more(self) -> None:
        """Shows the next findings below those in sight, which stay there."""
        bar = self.scroll_area.verticalScrollBar()
        place = bar.value()
        self._most += _MOST
        # The button that was pressed goes with what it stands in; the arrows scroll on from here.
        self.scroll_area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()
        bar.setValue(place)

    def _entry(self, finding: Finding, text: str) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        grave = finding.severity == ERROR
        words.addWidget(
            label(breakable(f"▲ {text}"), 13, MEDIUM, "missed" if grave else "", wrap=True)
        )
        words.addWidget(label(remedy_words(finding, self._agreement), 12, tone="muted", wrap=True))
        row.addLayout(words, 1)
        key = next((key for key in finding.keys if key.partition(".")[0] in self._kinds), "")
        if key:
            # A field is that of the first clause.
            field = field_to_mend(finding) if key == finding.keys[0] else ""
            button = QPushButton(wording().clauses.show())
            button.setAccessibleName(
                wording().clauses.show_name(name=clause_words(key, self._agreement))
            )
            set_look(button, "kind", "quiet")
            button.clicked.connect(partial(self.chosen.emit, key, field))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return entry


def _brief(text: str) -> str:
    plain = text.rstrip(".")
    return plain if len(plain) <= _SHORT else f"{plain[: _SHORT - 1].rstrip()}…"
