"""What a check found: the verdict, the signers, whether contents agree, and what can be done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.signatures import SIGNERS
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.signing.signer_card import SignerCard
from alignment_desktop.gui.signing.trust_card import TrustCard
from alignment_desktop.gui.signing.verdict_card import VerdictCard
from alignment_desktop.gui.signing.verdict_words import absence_words, verdict_words_of
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import TitledCard
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.services.signed_checks import SignedCheck

_SIDE_BY_SIDE = 560
"""Pixels from which signers stand beside each other."""


class VerdictView(ColumnArea):
    """Shows one `SignedCheck` at a time.

    Attributes:
        document_wanted: The version that was signed is to be shown.
        pictures_wanted: What each signer signed is to be compared.
        compare_wanted: The attached agreement is to be compared with the workspace's.
        import_wanted: It is to become a workspace.
        filing_wanted: The file is to be filed with its version.
        copied: A fingerprint was copied.
    """

    document_wanted = Signal()
    pictures_wanted = Signal()
    compare_wanted = Signal()
    import_wanted = Signal()
    filing_wanted = Signal()
    copied = Signal()

    def __init__(self, switch: ThemeSwitch, icons: Icons, *, in_workspace: bool) -> None:
        super().__init__()
        self._switch, self._icons, self._in_workspace = switch, icons, in_workspace
        its = wording().verification
        self.verdict = VerdictCard(switch)
        self._shown = b""
        self.signers: list[SignerCard] = []
        self._signers = QWidget()
        self._signer_row: QBoxLayout | None = None
        self.contents = TitledCard(its.contents())
        self.contents_words = label(wrap=True)
        self.attached_words = label(pixels=12, tone="muted", wrap=True)
        self.contents.body.setSpacing(4)
        self.contents.body.addWidget(self.contents_words)
        self.contents.body.addWidget(self.attached_words)
        self.trust = TrustCard(in_workspace=in_workspace)
        self.open_button = self._button(its.open_signed(), self.document_wanted)
        self.pictures_button = self._button(its.see_pictures(), self.pictures_wanted)
        self.compare_button = self._button(its.compare_with_mine(), self.compare_wanted)
        self.import_button = self._button(its.import_attached(), self.import_wanted)
        self.file_button = self._button(its.file_it(), self.filing_wanted)
        set_look(self.open_button, "kind", "primary")
        self._lay_out()

    def _button(self, text: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _on=False: wanted.emit())
        return button

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        self._actions = QWidget()
        actions = FlowLayout(self._actions, 8)
        for button in (
            self.open_button, self.pictures_button, self.file_button, self.compare_button,
            self.import_button,
        ):  # fmt: skip
            actions.addWidget(button)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(12)
        for widget in (self.verdict, self._actions, self._signers, self.contents, self.trust):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(content)

    def show_check(
        self, check: SignedCheck, sentence: Callable[[Problem], str], now: datetime
    ) -> None:
        """Shows what another check found.

        Args:
            check: What was found.
            sentence: Puts its reasons into words.
            now: The present moment.
        """
        found = check.verification
        verdict = verdict_words_of(found)
        reasons, remarks = (
            [sentence(each) for each in problems] for problems in (found.reasons, found.remarks)
        )
        self.verdict.show_verdict(verdict, check.name, reasons, remarks, check.sha256)
        self._show_signers(check, now)
        self._show_contents(check)
        many = len(check.revisions) > 1
        self.open_button.setVisible(many)
        self.pictures_button.setVisible(many)
        self.compare_button.setVisible(self._in_workspace and check.text is not None)
        self.file_button.setVisible(self._in_workspace and found.verdict in ("one", "both"))
        self.import_button.setVisible(check.text is not None)
        shown = many or check.text is not None
        self._actions.setVisible(shown)
        # The same file checked anew stays where it was read.
        if check.content != self._shown:
            self._shown = check.content
            self.verticalScrollBar().setValue(0)

    def _show_signers(self, check: SignedCheck, now: datetime) -> None:
        found = check.verification
        by_party = {each.party: each for each in found.signatures}
        parties = sorted({*found.expected, *by_party}, key=_rank)
        self.signers = [
            SignerCard(
                self._switch,
                self._icons,
                party,
                by_party.get(party) or absence_words(found, party),
                check.titles.get(by_party[party].name, "") if party in by_party else "",
                now,
            )
            for party in parties
        ]
        made = QWidget()
        row = QBoxLayout(self._direction(), made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in self.signers:
            card.copy_wanted.connect(self._copy)
            row.addWidget(card, 1)
        made.setVisible(bool(self.signers))
        made.setAccessibleName(wording().verification.signers())
        self._column.replaceWidget(self._signers, made)
        forget(self._signers)
        self._signers, self._signer_row = made, row

    def _show_contents(self, check: SignedCheck) -> None:
        its, agree = wording().verification, check.verification.content_matches
        self.contents.setVisible(check.verification.verdict != "damaged")
        if agree is None:
            text, tone = its.contents_unknown(), "muted"
        elif agree:
            own = its.contents_agree_with_workspace()
            text, tone = own if self._in_workspace else its.contents_agree(), "kept"
        else:
            text, tone = its.contents_differ(), "missed"
        self.contents_words.setText(text)
        set_look(self.contents_words, "tone", tone)
        self.attached_words.setText(breakable(its.attached_agreement(label=check.label)))
        self.attached_words.setVisible(bool(check.label))

    def _copy(self, fingerprint: str) -> None:
        QGuiApplication.clipboard().setText(fingerprint)
        self.copied.emit()

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.viewport().width() >= _SIDE_BY_SIDE
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._signer_row is not None:
            self._signer_row.setDirection(self._direction())


def _rank(party: str) -> int:
    return SIGNERS.index(party) if party in SIGNERS else len(SIGNERS)
