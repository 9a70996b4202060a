"""Signing, declining and reminding from the agreement page, and identities of its people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.gui.folder_memory import FolderMemory, Purpose
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.pages.agreement.agreement_views import IDENTITIES
from alignment_desktop.gui.signing.signing_sheet import SigningSheet
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.own_identities import identity_files
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.gui.conftest import ticking
from tests.gui.test_agreement_versions import agreement_page
from tests.gui.whole_window import WholeWindow, shown_window
from tests.signing_desk import NOW, TEXT, freeze
from tests.time_stamping import time_stamp_authority


class Keychain(KeyringBackend):
    """A keychain of the test's own, in place of the system's."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call, unused-ignore]
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace whose agreement is frozen."""
    path = tmp_path_factory.mktemp("frozen") / "autumn.align"
    with Workspace.new(str(path), by=NOBODY, at=NOW) as workspace:
        freeze(workspace, TEXT)
    return path


@pytest.fixture
def whole(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, frozen: Path, tmp_path: Path
) -> Iterator[WholeWindow]:
    """The window on a copy of it, some months later."""
    path = tmp_path / "autumn.align"
    shutil.copy(frozen, path)
    with shown_window(qapp, qtbot, settings, str(path), ticking()) as shown:
        yield shown


@pytest.fixture
def keychain() -> Iterator[Keychain]:
    before, own = keyring.get_keyring(), Keychain()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def begin(whole: WholeWindow) -> tuple[AgreementPage, SigningSheet]:
    """The sheet for whoever's turn it is."""
    page = agreement_page(whole)
    page.versions.signing.sign_button.click()
    whole.settle()
    sheet = page.signing.sheet
    assert sheet is not None
    return page, sheet


def make_identity(whole: WholeWindow, sheet: SigningSheet, passphrase: str) -> None:
    """Makes an identity in place; the workspace gets its authority with it."""
    sheet.identity.make_button.click()
    making = sheet.identity.making
    making.passphrase_field.setText(passphrase)
    making.again_field.setText(passphrase)
    making.authority_field.setText("of the authority")
    making.make_button.click()
    whole.settle()
    assert making.trouble.text() == ""


def saved_to(page: AgreementPage, path: Path) -> None:
    """Has every question where to save answered so."""

    def choose(_folders: FolderMemory, _parent: QWidget, *_rest: str) -> Path:
        return path

    page.signing.files._choose_new = page.signing.answers._choose_new = choose


def test_a_version_is_signed_in_one_press_with_an_identity_made_in_place(
    whole: WholeWindow, keychain: Keychain, user_data: Path, tmp_path: Path
) -> None:
    page, sheet = begin(whole)
    card = page.versions.signing
    assert card.words.text() == "To be signed by Sales: Ines Costa"
    assert sheet.nothing.text() == "Nothing. It says what Sales agreed to."
    assert sheet.mark.typed_field.text() == "Ines Costa"
    make_identity(whole, sheet, "secret")
    (file,) = identity_files()
    choice = sheet.identity
    assert choice.path == str(file)
    assert not sheet.mark.preview.pixmap().isNull()

    # A wrong passphrase is said beside its field, and nothing is lost.
    choice.passphrase_field.setText("Secret")
    choice.remember_box.setChecked(True)
    sheet.sign_button.click()
    whole.settle()
    assert "passphrase" in choice.trouble.text()
    assert choice.passphrase_field.property("state") == "wrong"
    assert choice.passphrase_field.text() == "Secret"
    assert sheet.isVisible()
    assert keychain.kept == {}

    choice.passphrase_field.setText("secret")
    sheet.sign_button.click()
    whole.settle()
    assert page.signing.sheet is None
    notice = whole.window.notices.notice
    assert notice.text == "Version 1 is signed by Sales. Marketing signs next."
    assert notice.file is not None
    assert notice.file.parent == user_data / "Alignment Desktop" / "signed"
    assert list(keychain.kept.values()) == ["secret"]
    assert "Signed by Sales on" in card.words.text()
    assert card.words.text().endswith("Marketing is next")

    # It is Marketing's turn now, which sits down first.
    assert not card.sign_button.isVisibleTo(card)
    assert "Ctrl+2" in card.note.text()
    saved_to(page, tmp_path / "signed.pdf")
    card.save_button.click()
    whole.settle()
    assert (tmp_path / "signed.pdf").read_bytes() == notice.file.read_bytes()
    whole.session.set_seat("marketing")
    assert card.sign_button.isVisibleTo(card)
    assert card.sign_button.text() == "Sign as Marketing …"

    # The identity of Sales is not offered to Marketing, and nothing is kept of it here.
    _, sheet = begin(whole)
    assert sheet.identity.path == ""
    sheet.sign_button.click()
    whole.settle()
    assert "identity" in sheet.identity.trouble.text()
    # Enter presses the button that has the keyboard, and not the one that signs.
    sheet.cancel_button.setFocus()
    whole.qtbot.keyClick(sheet.cancel_button, Qt.Key.Key_Return)
    whole.settle()
    assert page.signing.sheet is None


def test_others_go_on_while_an_authority_is_waited_for_and_cancel_ends_it(
    whole: WholeWindow, user_data: Path, qtbot: QtBot
) -> None:
    answered = Event()

    def silent(_request: bytes) -> bytes:
        answered.wait()
        return b""

    page, sheet = begin(whole)
    make_identity(whole, sheet, "secret")
    with time_stamp_authority(silent) as address:
        try:
            sheet.address_field.setText(address)
            sheet.sign_button.click()
            waiting = "Waiting for the time stamp authority"
            qtbot.waitUntil(lambda: sheet.progress.text() == waiting)
            added: list[object] = []
            term = {"key": "win", "name": "Win", "definition": "A signed order"}
            whole.session.execute(AddClause("term", term, None), done=added.append)
            qtbot.waitUntil(lambda: bool(added))
            sheet.cancel_button.click()
            whole.settle()
        finally:
            answered.set()
    assert sheet.isVisible()
    assert "stopped" in sheet.trouble.text().lower()
    assert sheet.sign_button.isEnabled()
    assert page.versions.signing.words.text() == "To be signed by Sales: Ines Costa"
    sheet.reject()
    whole.settle()


def test_a_version_is_declined_with_a_reason_and_signed_no_more(whole: WholeWindow) -> None:
    page = agreement_page(whole)
    card = page.versions.signing
    card.decline_button.click()
    card.leave_declining.click()
    assert whole.window.focusWidget() is card.decline_button
    card.decline_button.click()
    card.decline_now.click()
    assert card.why_trouble.text() == "Say why."
    card.why_field.show_value("The budget is not ours to give")
    card.decline_now.click()
    whole.settle()
    assert card.words.text() == "Declined by Sales: The budget is not ours to give"
    assert not card.sign_button.isVisibleTo(card)
    assert not card.declining.isVisibleTo(card)
    # The keyboard stays with the signatures, on the one thing that is left to do there.
    assert whole.window.focusWidget() is card.certificate_button


def test_a_reminder_is_written_for_whose_turn_it_is(whole: WholeWindow, tmp_path: Path) -> None:
    page = agreement_page(whole)
    card, path = page.versions.signing, tmp_path / "sign.ics"
    saved_to(page, path)
    card.remind_button.click()
    card.day_field.show_value("2027-02-01")
    card.save_reminder.click()
    whole.settle()
    text = path.read_bytes().decode("utf-8")
    assert "DTSTART;VALUE=DATE:20270201\r\n" in text
    assert "SUMMARY:Sales: sign Autumn\\, version 1\r\n" in text
    assert whole.window.notices.notice.file == path


def test_identities_are_made_for_people_replaced_and_their_root_exported(
    whole: WholeWindow, tmp_path: Path
) -> None:
    page = agreement_page(whole)
    page.views.show_view(IDENTITIES)
    whole.settle()
    shown = page.views.identities
    assert not shown.export_button.isEnabled()
    key = next(each for each in shown.make_buttons if each[0] == "marketing")
    for button in ("Make identity …", "Lost? Replace …"):
        assert shown.make_buttons[key].text() == button
        shown.make_buttons[key].click()
        making = shown.making
        making.passphrase_field.setText("secret")
        making.again_field.setText("secrex")
        making.make_button.click()
        assert "differ" in making.trouble.text()
        making.again_field.setText("secret")
        making.authority_field.setText("of the authority")
        making.make_button.click()
        whole.settle()
        assert not making.isVisibleTo(shown)
    said = next(card.accessibleName() for card in shown.cards if "Marco" in card.accessibleName())
    assert "replaced" in said
    assert "valid until" in said
    flow = page.views.identity_flow
    flow._choose_new = lambda *_: tmp_path / "root.pem"
    shown.export_button.click()
    whole.settle()
    assert "BEGIN CERTIFICATE" in (tmp_path / "root.pem").read_text()


def test_a_file_of_no_certificate_is_refused_beside_the_list(
    whole: WholeWindow, tmp_path: Path
) -> None:
    page = agreement_page(whole)
    page.views.show_view(IDENTITIES)
    whole.settle()
    shown, file = page.views.identities, tmp_path / "mine.pem"
    file.write_text("nothing")

    def choose(_folders: FolderMemory, _purpose: Purpose, *_rest: object) -> Path:
        return file

    page.views.identity_flow._choose_existing = choose
    next(iter(shown.register_buttons.values())).click()
    whole.settle()
    assert "mine.pem" in shown.trouble.text().lower()
