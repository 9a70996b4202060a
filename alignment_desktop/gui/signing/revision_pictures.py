"""What each signer signed and what the file shows now, side by side, with differences marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.reading.paper_pair import PaperPair
from alignment_desktop.gui.reading.reading import Asks
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.signed_checks import ComparedRevisions, SignedCheck


def revision_names(check: SignedCheck) -> list[str]:
    """What the revisions of a checked file are called, the oldest first."""
    its, signed = wording().verification, check.verification.signatures
    names = [its.as_exported()]
    names += [its.open_signed_by(party=signer_words(each.party)) for each in signed]
    names = names[: len(check.revisions) - 1]
    return [*names, its.as_it_is_now()]


class RevisionPictures(OwnKeys):
    """Two revisions of a file as pairs of pages.

    Attributes:
        closed: One wants back to the verdict.
        compared: Carries which two revisions are to be compared, the older one first.
    """

    closed = Signal()
    compared = Signal(int, int)

    def __init__(self, asks: Asks, switch: ThemeSwitch, icons: Icons, topic: str) -> None:
        super().__init__()
        its = wording().verification
        self.back_button = QPushButton(its.back_to_verdict())
        icons.dress(self.back_button, "chevron-left")
        set_look(self.back_button, "kind", "quiet")
        set_tool_tip(self.back_button, f"{its.back_to_verdict()} (Esc)")
        self.old_box, self.new_box = QComboBox(), QComboBox()
        for box, name in ((self.old_box, its.older()), (self.new_box, its.newer())):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._want())
        self.summary = ShortLabel(12, tone="muted")
        self.trouble = label(tone="missed", wrap=True)
        self.trouble.hide()
        self.papers = PaperPair(asks, switch, icons, topic)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.back_button, self.old_box, label("→", tone="muted"), self.new_box):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self.papers, 1)
        self.back_button.clicked.connect(lambda _on=False: self.closed.emit())

    def offer(self, check: SignedCheck) -> None:
        """Offers the revisions of a checked file, and asks for the first worth comparing."""
        names = revision_names(check)
        for box in (self.old_box, self.new_box):
            box.clear()
            box.addItems(names)
        # What the first signed is what counts; the last one is what is seen now.
        self.old_box.setCurrentIndex(min(1, len(names) - 2))
        self.new_box.setCurrentIndex(len(names) - 1)
        self._want()

    def show_compared(self, found: ComparedRevisions) -> None:
        """Shows two revisions with what differs."""
        self.trouble.hide()
        titles = self.old_box.currentText(), self.new_box.currentText()
        self.papers.show_papers(found.old, found.new, found.texts, titles, found.pictures)
        its, pictures = wording().verification, found.pictures
        count, signed = len(pictures.changed), len(pictures.signed)
        parts = []
        if signed:
            parts.append(its.signed_fields(signed, count=signed))
        if count:
            parts.append(its.pictures_found(count, count=count))
        self.summary.say(" · ".join(parts) or its.nothing_looks_different())

    def show_trouble(self, text: str) -> None:
        """Says why they cannot be compared."""
        self.trouble.setText(text)
        self.trouble.show()

    def offers(self) -> tuple[Offer, ...]:
        """What can be done here."""
        return self.papers.offers()

    def _want(self) -> None:
        at = sorted((self.old_box.currentIndex(), self.new_box.currentIndex()))
        self.old_box.setCurrentIndex(at[0])
        self.new_box.setCurrentIndex(at[1])
        if at[0] >= 0:
            self.summary.say("")
            self.compared.emit(*at)

    @override
    def act_of_escape(self) -> Act | None:
        return self.closed.emit
