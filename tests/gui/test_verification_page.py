"""What the verification page shows of signed files, in a workspace and without one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.gui.application import Application
from alignment_desktop.gui.pages.verification import VerificationPage
from alignment_desktop.services.identities import authority_certificate
from alignment_desktop.services.signing import SignVersion
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.gui.conftest import ticking
from tests.gui.whole_window import WholeWindow, shown_window
from tests.signing_desk import LATER, NOW, TEXT, freeze, issue


@dataclass(frozen=True)
class Signed:
    """A workspace whose version Sales signed.

    Attributes:
        workspace: Its file, before the signed file was kept in it.
        pdf: The signed file.
        root: The certificate of the workspace's authority.
    """

    workspace: Path
    pdf: Path
    root: Path


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    folder = tmp_path_factory.mktemp("signed")
    made = Signed(folder / "before.align", folder / "signed.pdf", folder / "root.pem")
    path = folder / "autumn.align"
    with Workspace.new(str(path), by=NOBODY, at=NOW) as workspace:
        freeze(workspace, TEXT)
        identity = issue(workspace, "Ines Costa", "sales", "ines")
        made.root.write_text(authority_certificate(workspace).pem)
    shutil.copy(path, made.workspace)
    with Workspace.open(str(path)) as workspace:
        command = SignVersion(None, "sales", identity, Mark(typed="Ines Costa"))
        done = workspace.execute(command, by=by("sales"), at=LATER)
    made.pdf.write_bytes(done.content)
    return made


@pytest.fixture
def checked(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, signed: Signed, tmp_path: Path
) -> Iterator[WholeWindow]:
    address = tmp_path / "checked.align"
    shutil.copy(signed.workspace, address)
    with shown_window(qapp, qtbot, settings, str(address), ticking()) as whole:
        yield whole


def verification(whole: WholeWindow) -> VerificationPage:
    whole.show("verification")
    page = whole.page
    assert isinstance(page, VerificationPage)
    return page


def drop(whole: WholeWindow, path: Path) -> None:
    whole.window.files_dropped.emit((str(path),))
    whole.settle()


def test_a_signed_file_is_judged_and_what_was_signed_looked_at(
    checked: WholeWindow, signed: Signed
) -> None:
    page = verification(checked)
    assert [page.shown] == [page.empty]
    drop(checked, signed.pdf)
    view = page.verdict
    assert page.shown is view
    assert view.verdict.title.text() == "Signed by one"
    assert "Marketing" in view.verdict.meaning.text()
    first, second = view.signers
    assert "Ines Costa" in first.accessibleName()
    assert "Recognised" in first.accessibleName()
    assert "clock of the signer" in first.accessibleName()
    assert second.accessibleName() == "Marketing: Not signed yet"
    assert "agree" in view.contents_words.text()

    view.pictures_button.click()
    checked.settle()
    pictures = page.pictures
    assert pictures is not None
    assert pictures.summary.text() == "The two look the same on every page."
    pictures.old_box.setCurrentIndex(0)
    pictures.old_box.activated.emit(0)
    checked.settle()
    assert pictures.summary.text() == "1 signature is new"
    pictures.back_button.click()

    view.compare_button.click()
    checked.settle()
    assert page.differences is not None
    assert page.differences.summary.text().startswith("It says just what")
    page.differences.back_button.click()

    view.open_button.click()
    checked.settle()
    assert page.document is not None
    assert page.document.title.text() == "signed.pdf · As Sales signed it"
    assert page.document.reader.reading.pdf == signed.pdf.read_bytes()
    page.document.back_button.click()
    assert page.shown is view


def test_a_file_that_is_dropped_elsewhere_is_filed_or_refused_with_a_look(
    checked: WholeWindow, signed: Signed, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(signed.pdf.read_bytes() + b"\n% more\n")
    drop(checked, changed)
    notice = checked.window.notices.notice
    assert notice.wrong
    assert notice.action == "Look at it in Verification"
    assert notice.act is not None
    notice.act()
    checked.settle()
    page = verification(checked)
    assert page.verdict.verdict.title.text() == "Changed after signing"
    assert page.verdict.verdict.accessibleName().count(". ") >= 2

    checked.show("overview")
    drop(checked, signed.pdf)
    text = checked.window.notices.notice.text
    assert text.startswith("Filed with version 1: Signed by Sales on")


def test_without_a_workspace_signers_are_known_by_a_root_that_is_added(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, signed: Signed, tmp_path: Path
) -> None:
    application = Application(qapp, settings, clock=ticking())
    try:
        application.start(None)
        assert application.welcome is not None
        application.welcome.check_wanted.emit(str(signed.pdf))
        window = application.checking
        assert window is not None
        page = window.page
        qtbot.waitUntil(lambda: page.check is not None)
        assert page.verdict.verdict.title.text() == "Signer not recognised"
        assert not page.verdict.compare_button.isVisibleTo(page)

        page._choose_existing = lambda *_: signed.root
        page.verdict.trust.add_button.click()
        title = page.verdict.verdict.title
        qtbot.waitUntil(lambda: title.text() == "Signed by one")
        (box,) = page.verdict.trust.remember_boxes
        box.setChecked(True)
        session = page._session
        qtbot.waitUntil(lambda: not session.busy)

        # The next check knows the signer at once.
        window.close()
        application.check_signed(str(signed.pdf))
        assert application.checking is not window
        assert application.checking is not None
        again = application.checking.page
        qtbot.waitUntil(lambda: again.check is not None)
        assert again.verdict.verdict.title.text() == "Signed by one"

        application.workspaces.new_path = lambda *_: str(tmp_path / "mine.align")  # type: ignore[method-assign]
        again.verdict.import_button.click()
        qtbot.waitUntil(lambda: application.session is not None)
        assert application.session is not None
        assert application.session.draft.agreement.label == "Autumn"
        session = application.session
        qtbot.waitUntil(lambda: not session.busy)
    finally:
        application.close()
        application.deleteLater()


def test_what_is_no_pdf_is_damaged_and_says_so(checked: WholeWindow, tmp_path: Path) -> None:
    page = verification(checked)
    file = tmp_path / "notes.pdf"
    file.write_text("no PDF at all")
    page.check_file(file)
    checked.settle()
    assert page.verdict.verdict.title.text() == "Damaged"
    assert page.verdict.signers == []
    assert not page.verdict.open_button.isVisibleTo(page.verdict)


def test_a_signed_file_with_one_other_byte_is_changed_and_nobody_is_said_not_to_have_signed(
    checked: WholeWindow, signed: Signed, tmp_path: Path
) -> None:
    page = verification(checked)
    content = bytearray(signed.pdf.read_bytes())
    content[len(content) // 4] ^= 1
    file = tmp_path / "altered.pdf"
    file.write_bytes(content)
    page.check_file(file)
    checked.settle()
    assert page.verdict.verdict.title.text() == "Changed after signing"
    assert page.verdict.verdict.meaning.text().startswith("Bytes that a signature covers are no")
    names = [card.accessibleName() for card in page.verdict.signers]
    assert names == ["Sales: No signature that holds", "Marketing: No signature that holds"]
