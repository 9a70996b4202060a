"""One signer of a file: who, with which title, when and by whose clock, by which certificate."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from alignment_desktop.domain.signatures import AUTHORITY, Signature
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.signing.verdict_words import fingerprint_words, signer_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import moment_text

_TONES = {"sales": "sales", "marketing": "marketing"}


class SignerCard(Card):
    """What is known of one signature, or why there is none.

    Attributes:
        copy_wanted: Carries a fingerprint that is to be copied.
    """

    copy_wanted = Signal(str)

    def __init__(
        self,
        switch: ThemeSwitch,
        icons: Icons,
        party: str,
        signature: Signature | Chip,
        title: str,
        now: datetime,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        its = wording().verification
        chips = QHBoxLayout()
        chips.setSpacing(6)
        chips.addWidget(
            ChipLabel(switch, Chip(signer_words(party), _TONES.get(party, "shared")), self)
        )
        if isinstance(signature, Chip):
            chips.addWidget(ChipLabel(switch, signature, self))
            chips.addStretch(1)
            self.body.addLayout(chips)
            self.body.addStretch(1)
            self.setAccessibleName(f"{signer_words(party)}: {signature.text}")
            return
        known = signature.recognised
        state = its.recognised() if known else its.not_recognised()
        chips.addWidget(ChipLabel(switch, Chip(state, "kept" if known else "at_risk"), self))
        chips.addStretch(1)
        self.body.addLayout(chips)
        self.body.addSpacing(4)
        self.name = label(breakable(signature.name), 14, BOLD, wrap=True)
        self.body.addWidget(self.name)
        # A stranger who calls himself like a leader does not get that leader's title.
        title = title if known else ""
        if title:
            self.body.addWidget(label(breakable(title), 12, tone="muted", wrap=True))
        self.when = label(_when(signature), wrap=True)
        self.body.addWidget(self.when)
        levels = {"B-B": its.level_b_b(), "B-T": its.level_b_t(), "B-LT": its.level_b_lt()}
        if signature.level in levels:
            self.body.addWidget(label(levels[signature.level], 12, tone="muted", wrap=True))
        if signature.until is not None:
            day = day_words(signature.until.astimezone().date())
            over = signature.until < now
            text = its.certificate_ended(day=day) if over else its.certificate_until(day=day)
            tone = "at_risk" if over else "muted"
            self.body.addWidget(label(text, 12, tone=tone, wrap=True))
        self._add_fingerprint(icons, signature)
        self.body.addStretch(1)
        spoken = (signer_words(party), signature.name, title, state, self.when.text())
        self.setAccessibleName(", ".join(filter(None, spoken)))

    def _add_fingerprint(self, icons: Icons, signature: Signature) -> None:
        its = wording().verification
        said = its.fingerprint(text=fingerprint_words(signature.fingerprint))
        self.fingerprint = label(said, 11, tone="muted", tabular=True, wrap=True)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button = QPushButton()
        icons.dress(button, "copy")
        set_look(button, "kind", "quiet")
        name = its.copy_fingerprint(name=signature.name)
        button.setAccessibleName(name)
        set_tool_tip(button, name)
        button.clicked.connect(lambda _on=False: self.copy_wanted.emit(signature.fingerprint))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.fingerprint, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


def _when(signature: Signature) -> str:
    its = wording().verification
    if signature.time is None:
        return its.no_time()
    moment = moment_text(signature.time.astimezone(), user_language())
    if signature.time_source == AUTHORITY:
        return its.clock_of_authority(moment=moment)
    return its.clock_of_computer(moment=moment)
