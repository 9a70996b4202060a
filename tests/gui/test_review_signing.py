"""A review is frozen from its page, and signed there as a version is on the agreement's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage
from alignment_desktop.gui.signing.completion_saver import CompletionSaver
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.own_identities import free_place, write_identity
from alignment_desktop.services.review_freezing import kept_review
from alignment_desktop.services.reviewing import AddReviewRecord
from alignment_desktop.services.signing import sign_file
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.gui.conftest import ticking
from tests.gui.whole_window import WholeWindow, shown_window
from tests.signing_desk import NOW, SECRET, TEXT, Desk, freeze, issue
from tests.unit.services.test_freezing_reviews import PROMISE

OVER = NOW + timedelta(days=60)
PERIOD = "2026-10"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace with leads of a month that is over; its agreement is frozen in a copy only."""
    folder = tmp_path_factory.mktemp("reviewed")
    with Workspace.new(str(folder / "desk.align"), by=NOBODY, at=NOW) as workspace:
        freeze(workspace, TEXT + PROMISE)
        people = (
            issue(workspace, "Ines Costa", "sales", "ines"),
            issue(workspace, "Marco Weber", "marketing", "marco"),
        )
        import_leads(workspace, folder, 5, 6)
    return Desk(workspace, *people, b"")


def import_leads(workspace: Workspace, folder: Path, *days: int) -> None:
    file = folder / f"leads-{len(days)}.csv"
    rows = [f"L{day},2026-10-{day:02} 09:00" for day in days]
    file.write_text("\n".join(["lead_id,created_at", *rows]), encoding="utf-8")
    prepared = prepare(workspace, ImportRequest(path=file, data_as_of="2026-11-20"))
    workspace.execute(AcceptImport(prepared), by=NOBODY, at=OVER)


@pytest.fixture
def whole(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, made: Desk, tmp_path: Path
) -> Iterator[WholeWindow]:
    """The window on a copy of it, when the month is over."""
    path = tmp_path / "desk.align"
    shutil.copy(made.workspace.store.address, path)
    with shown_window(qapp, qtbot, settings, str(path), ticking()) as shown:
        yield shown


def reviews_page(whole: WholeWindow, period: str = PERIOD) -> ReviewsPage:
    whole.show("reviews")
    page = whole.page
    assert isinstance(page, ReviewsPage)
    page.show_period(period)
    whole.settle()
    return page


def frozen(whole: WholeWindow) -> ReviewsPage:
    """The page, once the review was frozen by its button."""
    page = reviews_page(whole)
    page.sign_off.freeze_button.click()
    page.sign_off.panel.freeze_button.click()
    whole.settle()
    assert page.sign_off.panel.trouble.text() == ""
    return page


@contextmanager
def elsewhere(whole: WholeWindow) -> Iterator[Workspace]:
    """Somebody else at the same workspace."""
    with Workspace.open(whole.session.address) as workspace:
        yield workspace
    whole.session.look()
    whole.settle()


def test_a_review_is_frozen_signed_edited_and_frozen_again(
    whole: WholeWindow, made: Desk, user_data: Path
) -> None:
    page = reviews_page(whole)
    sign_off = page.sign_off
    card, panel = sign_off.card, sign_off.panel
    assert card.note.text() == "A review is signed once it is frozen."
    assert sign_off.freeze_button.text() == "Freeze for signing …"
    assert not card.file_button.isVisibleTo(card)
    frozen(whole)
    assert not panel.isVisibleTo(sign_off.view)
    notice = whole.window.notices.notice.text
    assert notice == "The review of October 2026 is frozen as number 1."
    assert card.words.text() == "To be signed by Sales: Ines Costa"
    assert sign_off.note.text().startswith("Frozen review 1 of October 2026, frozen ")
    assert not sign_off.freeze_button.isVisibleTo(sign_off.view)
    assert whole.has_keyboard is card.sign_button
    assert [each.chip.text for each in page.list.entries if each.chip] == ["0 of 2 signed"]
    # The overview says so too, and leads back to that very review.
    reviews_page(whole, "")
    whole.show("overview")
    overview = whole.page
    assert isinstance(overview, OverviewPage)
    rows = {row.link.spoken: row for row in overview.waiting_card.rows}
    rows["Review of October 2026, to be signed, Sales"].click()
    whole.settle()
    assert whole.page is page
    assert sign_off.note.text().startswith("Frozen review 1 of October 2026, frozen ")
    card.sign_button.setFocus()

    write_identity(made.ines, "secret", free_place("Ines Costa", "sales"))
    # What is signed is said, with the figures on which it stands.
    card.sign_button.click()
    whole.settle()
    sheet = sign_off.flow.sheet
    assert sheet is not None
    assert sheet.windowTitle() == "Sign frozen review 1 of October 2026"
    assert sheet.nothing.text().startswith("Figures as of 20 Nov 2026")
    sheet.identity.passphrase_field.setText("secret")
    sheet.sign_button.click()
    whole.settle()
    assert sign_off.flow.sheet is None
    notice = whole.window.notices.notice.text
    assert notice == "Frozen review 1 of October 2026 is signed by Sales. Marketing signs next."
    assert "Marketing is next" in card.words.text()

    # What is written now is not what was signed: the page says so, and offers the next freezing.
    whole.session.execute(AddReviewRecord(PERIOD, "note", {"text": "Moved"}), by=NOBODY)
    whole.settle()
    assert sign_off.changed.text().startswith("The words changed since it was frozen.")
    assert sign_off.freeze_button.text() == "Freeze again …"
    frozen(whole)
    assert card.words.text() == "To be signed by Sales: Ines Costa"
    assert sign_off.note.text().startswith("Frozen review 2 of October 2026")
    assert sign_off.changed.text() == ""
    # The whole agreement was not frozen: what was said of October is not said of it.
    reviews_page(whole, "")
    assert card.state is None
    assert sign_off.freeze_button.isVisibleTo(sign_off.view)


def test_before_anything_is_imported_nothing_is_offered_to_be_frozen_or_saved(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    path = str(tmp_path / "blank.align")
    Workspace.new(path, by=NOBODY, at=NOW).close()
    with shown_window(qapp, qtbot, settings, path) as blank:
        page = reviews_page(blank, "")
        assert page.sign_off.card.note.text() == "A review is signed once it is frozen."
        assert not page.sign_off.freeze_button.isVisible()
        assert not page.side.page.isVisible()
        assert not page.side.pdf_button.isVisible()


def test_what_cannot_be_frozen_is_refused_beside_its_button(whole: WholeWindow) -> None:
    page = reviews_page(whole, "2026-11")
    panel = page.sign_off.panel
    page.sign_off.freeze_button.click()
    assert panel.figures.text() == "As of 20 Nov 2026 · against version 1"
    panel.freeze_button.click()
    whole.settle()
    assert "cannot be frozen yet" in panel.trouble.text()
    assert panel.freeze_button.isEnabled()
    # It is said of that month alone, and goes with a press.
    page.show_period(PERIOD)
    whole.settle()
    assert not panel.isVisibleTo(page.sign_off.view)
    # Cancel takes the panel away again, or ends what is under way: nothing is frozen then.
    page.sign_off.freeze_button.click()
    assert not page.sign_off.freeze_button.isVisible()
    panel.cancel_button.click()
    assert whole.has_keyboard is page.sign_off.freeze_button
    page.sign_off.freeze_button.click()
    panel.freeze_button.click()
    panel.cancel_button.click()
    whole.settle()
    assert "stopped" in panel.trouble.text().lower()
    assert panel.freeze_button.isEnabled()
    assert page.sign_off.card.state is None


def test_a_review_signed_elsewhere_is_filed_by_dropping_it_and_declined(
    whole: WholeWindow, made: Desk, tmp_path: Path
) -> None:
    page = frozen(whole)
    card = page.sign_off.card
    with elsewhere(whole) as workspace:
        plain = kept_review(workspace, label=None, period=PERIOD, number=None).content
    at = whole.session.now()
    signed = sign_file(plain, "sales", made.ines, mark=Mark(typed="Ines"), at=at)
    (tmp_path / "signed.pdf").write_bytes(signed.content)
    whole.window.files_dropped.emit((str(tmp_path / "signed.pdf"),))
    whole.settle()
    notice = whole.window.notices.notice.text
    assert notice.startswith("Filed with frozen review 1 of October 2026: Signed by Sales on")
    assert "Marketing is next" in card.words.text()
    whole.session.set_seat("marketing")
    card.decline_button.click()
    card.why_field.show_value("The leads of the fair are missing")
    card.decline_now.click()
    whole.settle()
    said = "Declined by Marketing: The leads of the fair are missing"
    assert card.words.text() == said
    assert whole.window.notices.notice.text == (
        "Marketing declined frozen review 1 of October 2026."
    )

    # The certificate says so, carries the signed file, and is sealed where the authority opens.
    path = tmp_path / "certificate.pdf"
    choosing(page.sign_off.flow.completion, path)
    offered = {each.text: each for each in page.offers()}["Completion certificate …"]
    assert offered.enabled
    offered.act()
    panel = card.certificate
    panel.passphrase_field.setText("a guess")
    panel.save_button.click()
    whole.settle()
    assert "passphrase" in panel.trouble.text()
    assert not path.exists()
    panel.passphrase_field.setText(SECRET)
    panel.save_button.click()
    whole.settle()
    assert not panel.isVisibleTo(card)
    assert panel.passphrase_field.text() == ""
    assert whole.window.notices.notice.file == path
    with pikepdf.open(path) as pdf:
        assert pdf.attachments["review-1-signed.pdf"].get_file().read_bytes() == signed.content
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["Seal"]


def choosing(saver: CompletionSaver, path: Path) -> None:
    """Has the question where to save answered so."""
    saver._choose_new = lambda *_: path
