"""With which identity one signs: one used before, a file, or one that is made in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.file_choice import choose_existing
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.signing.signing_memory import KnownIdentity
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

WARNED = timedelta(days=60)
"""So long before its end one is told that an identity expires."""
ChooseExisting = Callable[[FolderMemory, Purpose, QWidget, str, str], Path | None]


@dataclass(frozen=True, slots=True)
class NewIdentity:
    """An identity that is to be made.

    Attributes:
        name: Whose it is.
        passphrase: What seals it.
        authority_passphrase: What opens the workspace's authority, or seals a new one.
    """

    name: str
    passphrase: str
    authority_passphrase: str


class MakeIdentity(Card):
    """The few questions for a new identity.

    Attributes:
        wanted: Carries a `NewIdentity`.
        left: It is not wanted after all.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        its = wording().signing
        self.name_field = _line(its.name_field())
        self.passphrase_field = _line(its.passphrase(), hidden=True)
        self.again_field = _line(its.passphrase_again(), hidden=True)
        self.authority_field = _line(its.authority_passphrase(), hidden=True)
        self.first_note = label(its.authority_first(), 12, tone="muted", wrap=True)
        self.replaces_note = label(its.takes_its_place(), 12, tone="at_risk", wrap=True)
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.make_button = QPushButton(its.make())
        set_look(self.make_button, "kind", "primary")
        self.cancel_button = QPushButton(its.cancel())
        self.body.setSpacing(6)
        for field in (
            self.name_field, self.passphrase_field, self.again_field, self.authority_field,
        ):  # fmt: skip
            title = label(field.accessibleName(), 12, tone="muted", wrap=True)
            title.setBuddy(field)
            self.body.addWidget(title)
            self.body.addWidget(field)
            field.textChanged.connect(lambda _text: self.show_trouble(""))
            field.returnPressed.connect(self.make_button.click)
        self.body.addWidget(self.first_note)
        self.body.addWidget(self.replaces_note)
        self.body.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addWidget(self.make_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.body.addLayout(row)
        # Enter in a field of a dialog would press the dialog's own button too.
        for button in (self.make_button, self.cancel_button):
            button.setAutoDefault(False)
        self.make_button.clicked.connect(lambda _on=False: self._make())
        self.cancel_button.clicked.connect(lambda _on=False: self.left.emit())

    def begin(self, name: str, *, has_authority: bool, replaces: bool) -> None:
        """Asks anew.

        Args:
            name: Whose identity it will be, as far as that is known.
            has_authority: Whether the workspace has an authority already.
            replaces: Whether the person has an identity, whose place the new one takes.
        """
        self.name_field.setText(name)
        for field in (self.passphrase_field, self.again_field, self.authority_field):
            field.clear()
        self.first_note.setVisible(not has_authority)
        self.replaces_note.setVisible(replaces)
        self.show_trouble("")

    def show_trouble(self, text: str) -> None:
        """Says why it is not made; what is typed stays."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _make(self) -> None:
        passphrase = self.passphrase_field.text()
        if passphrase != self.again_field.text():
            self.show_trouble(wording().signing.passphrases_differ())
            self.again_field.setFocus()
            return
        name = self.name_field.text().strip()
        self.wanted.emit(NewIdentity(name, passphrase, self.authority_field.text()))


class IdentityChoice(QWidget):
    """Lists identities, and asks for the passphrase of the chosen one.

    Attributes:
        chosen: Carries the path of the identity that is chosen.
        make_wanted: Carries a `NewIdentity`.
        register_wanted: The chosen identity is to be registered in the workspace.
    """

    chosen = Signal(str)
    make_wanted = Signal(object)
    register_wanted = Signal()

    def __init__(self, folders: FolderMemory, choose: ChooseExisting = choose_existing) -> None:
        super().__init__()
        self._folders, self._choose = folders, choose
        self._known: list[KnownIdentity] = []
        self._name, self._has_authority, self._replaces = "", False, False
        its = wording().signing
        self.box = QComboBox()
        self.box.setAccessibleName(its.identity())
        self.file_button = QPushButton(its.choose_file())
        self.make_button = QPushButton(its.make_in_place())
        self.note = label(pixels=12, tone="muted", wrap=True)
        self.passphrase_field = _line(its.passphrase(), hidden=True)
        self.passphrase_field.setPlaceholderText(its.passphrase())
        self.remember_box = QCheckBox(its.remember_passphrase())
        self.remember_box.hide()
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.register_button = QPushButton(its.register_this())
        self.register_button.hide()
        self.making = MakeIdentity()
        self.making.hide()
        self._lay_out()
        self._connect()
        self.show_identities((), "")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.file_button, self.make_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.file_button, self.make_button, self.register_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self.note)
        self._title = label(wording().signing.passphrase(), 12, MEDIUM)
        self._title.setBuddy(self.passphrase_field)
        for widget in (
            self._title, self.passphrase_field, self.remember_box, self.trouble,
            self.register_button,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.making)

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(self._take)
        self.file_button.clicked.connect(lambda _on=False: self._choose_file())
        self.make_button.clicked.connect(lambda _on=False: self._begin_making())
        self.making.left.connect(self.end_making)
        self.making.wanted.connect(self.make_wanted)
        self.register_button.clicked.connect(lambda _on=False: self.register_wanted.emit())
        self.passphrase_field.textChanged.connect(lambda _text: self.show_trouble(""))

    @property
    def path(self) -> str:
        """Where the chosen identity lies; empty where none is chosen."""
        at = self.box.currentIndex()
        return self._known[at].path if 0 <= at < len(self._known) else ""

    @property
    def known(self) -> KnownIdentity | None:
        """What is remembered of the chosen identity."""
        at = self.box.currentIndex()
        return self._known[at] if 0 <= at < len(self._known) else None

    def prepare(self, name: str, *, has_authority: bool, replaces: bool) -> None:
        """Takes note of who would make an identity, as `MakeIdentity.begin` is told."""
        self._name, self._has_authority, self._replaces = name, has_authority, replaces

    def take_keyboard(self) -> None:
        """Gives the keyboard to what is to be done first."""
        (self.passphrase_field if self._known else self.make_button).setFocus()

    def show_identities(self, known: Sequence[KnownIdentity], last: str) -> None:
        """Offers identities.

        Args:
            known: They.
            last: The path of the one to begin with.
        """
        self._known = list(known)
        self.box.blockSignals(True)
        self.box.clear()
        its = wording().signing
        for each in self._known:
            file = Path(each.path).name
            self.box.addItem(its.file_of(name=each.name, file=file) if each.name else file)
        paths = [each.path for each in self._known]
        self.box.setCurrentIndex(paths.index(last) if last in paths else min(0, len(paths) - 1))
        self.box.blockSignals(False)
        there = bool(self._known)
        for widget in (self.box, self._title, self.passphrase_field):
            widget.setVisible(there)
        self._take(self.box.currentIndex())

    def offer_keychain(self, offered: bool) -> None:
        """Shows the tick that keeps the passphrase, where there is a keychain."""
        self.remember_box.setVisible(offered and bool(self._known))

    def take_kept(self, passphrase: str) -> None:
        """Fills in the passphrase that the keychain has."""
        if passphrase and not self.passphrase_field.text():
            self.passphrase_field.setText(passphrase)
            self.remember_box.setChecked(True)

    def show_note(self, known: KnownIdentity, now: datetime) -> None:
        """Says when the identity expires, if that is soon or past."""
        its = wording().signing
        text, tone = "", "muted"
        if known.until is not None and known.until < now:
            text = its.expired(day=day_words(known.until.astimezone().date()))
            tone = "missed"
        elif known.until is not None and known.until - now < WARNED:
            text = its.expires_soon(day=day_words(known.until.astimezone().date()))
            tone = "at_risk"
        self.note.setText(text)
        set_look(self.note, "tone", tone)
        self.note.setVisible(bool(text))

    def show_trouble(self, text: str, *, register: bool = False) -> None:
        """Says beside the passphrase what is wrong; empty: nothing is.

        Args:
            text: What.
            register: Whether registering the identity would help.
        """
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        set_look(self.passphrase_field, "state", "wrong" if text and not register else "")
        self.register_button.setVisible(bool(text) and register)

    def end_making(self) -> None:
        """Shows the list again in place of the questions."""
        self.making.hide()
        self.make_button.setEnabled(True)

    def _take(self, at: int) -> None:
        self.passphrase_field.clear()
        self.show_trouble("")
        if 0 <= at < len(self._known):
            self.chosen.emit(self._known[at].path)
            return
        self.note.setText(wording().signing.no_identity())
        set_look(self.note, "tone", "muted")
        self.note.show()

    def _choose_file(self) -> None:
        its = wording().signing
        path = self._choose(
            self._folders, Purpose.IDENTITY, self, its.which_identity(), its.identity_files()
        )
        if path is None:
            return
        others = [each for each in self._known if each.path != str(path)]
        known = next((each for each in self._known if each.path == str(path)), None)
        self.show_identities([known or KnownIdentity(str(path)), *others], str(path))
        self.passphrase_field.setFocus()

    def _begin_making(self) -> None:
        self.making.begin(self._name, has_authority=self._has_authority, replaces=self._replaces)
        self.making.show()
        self.make_button.setEnabled(False)
        self.making.name_field.setFocus()


def _line(name: str, *, hidden: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    if hidden:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
