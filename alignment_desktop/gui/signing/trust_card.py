"""Whom a check trusts: the people of the workspace, and root certificates that the user adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.signing.verdict_words import fingerprint_words
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import TitledCard
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Certificate


@dataclass(frozen=True, slots=True)
class TrustedRoot:
    """A root certificate that the user added.

    Attributes:
        certificate: It.
        remembered: Whether later checks trust it too.
    """

    certificate: Certificate
    remembered: bool = False


class TrustCard(TitledCard):
    """Lists whom the check trusts, and lets it be changed.

    Attributes:
        add_wanted: A root certificate is to be added.
        removed: Carries the `TrustedRoot` that is trusted no more.
        remember_wanted: Carries the `TrustedRoot`, and whether it is to be remembered.
    """

    add_wanted = Signal()
    removed = Signal(object)
    remember_wanted = Signal(object, bool)

    def __init__(self, *, in_workspace: bool) -> None:
        its = wording().verification
        super().__init__(its.trust())
        self.body.setSpacing(8)
        people = its.people_of_workspace() if in_workspace else its.no_people()
        self.body.addWidget(label(people, wrap=True))
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.add_button = QPushButton(its.add_root())
        self.add_button.clicked.connect(lambda _on=False: self.add_wanted.emit())
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(its.acrobat(), 12, tone="muted", wrap=True))
        self.remember_boxes: list[QCheckBox] = []
        self.remove_buttons: list[QPushButton] = []
        self.show_roots(())

    def show_trouble(self, text: str) -> None:
        """Says why a file holds no certificate; empty: it does."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def show_roots(self, roots: Sequence[TrustedRoot]) -> None:
        """Shows the root certificates that are trusted now."""
        self.show_trouble("")
        self.remember_boxes, self.remove_buttons = [], []
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        its = wording().verification
        if not roots:
            column.addWidget(label(its.no_roots(), 12, tone="muted", wrap=True))
        for root in roots:
            column.addLayout(self._row(root))
        self.body.replaceWidget(self._list, made)
        forget(self._list)
        self._list = made

    def _row(self, root: TrustedRoot) -> QHBoxLayout:
        its, certificate = wording().verification, root.certificate
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(breakable(certificate.name), weight=MEDIUM, wrap=True))
        said = its.fingerprint(text=fingerprint_words(certificate.fingerprint))
        words.addWidget(label(said, 11, tone="muted", wrap=True, tabular=True))
        box = QCheckBox(its.remember_root())
        box.setChecked(root.remembered)
        box.toggled.connect(lambda on, root=root: self.remember_wanted.emit(root, on))
        words.addWidget(box)
        button = QPushButton(its.remove_root())
        button.setAccessibleName(its.remove_root_name(name=certificate.name))
        set_look(button, "kind", "quiet")
        button.clicked.connect(lambda _on=False, root=root: self.removed.emit(root))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.remember_boxes.append(box)
        self.remove_buttons.append(button)
        return row
