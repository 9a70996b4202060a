from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.editing import AddClause
from tests.unit.documents.pdf_reading import logo_colour

SHOWN = 20_000

OpenPage = Callable[[Session], AgreementPage]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "agreement.pdf"


@pytest.fixture
def open_page(qtbot: QtBot, theme_switch: ThemeSwitch, icons: Icons, saved: Path) -> OpenPage:
    def choose(
        _folders: FolderMemory, _parent: QWidget, _title: str, name: str, _pattern: str
    ) -> Path:
        assert name.startswith("Agreement ")
        return saved

    def opened(session: Session) -> AgreementPage:
        page = AgreementPage(
            session,
            theme_switch,
            icons,
            scoreboards=ScoreboardCache(session),
            choose_path=choose,
        )
        for widget in (page, page.header_tools(), page.inspector()):
            assert widget is not None
            qtbot.addWidget(widget)
        page.resize(900, 700)
        page.show()
        qtbot.waitUntil(lambda: page.preview is not None, timeout=SHOWN)
        return page

    return opened


def execute(qtbot: QtBot, session: Session, command: object) -> None:
    with qtbot.waitSignal(session.changed, timeout=SHOWN):
        session.execute(command)  # type: ignore[arg-type]


def wait_for(qtbot: QtBot, page: AgreementPage, subtitle: str) -> None:
    qtbot.waitUntil(lambda: page.subtitle.endswith(subtitle), timeout=SHOWN)


def ink(picture: QImage) -> int:
    """How many of some points of a picture are not white."""
    white = QColor("white").rgb()
    return sum(
        picture.pixel(x, y) != white
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )


def test_the_pages_of_the_newest_version_are_shown(
    qtbot: QtBot, sample_session: Session, open_page: OpenPage
) -> None:
    page = open_page(sample_session)
    assert page.subtitle == "FY27 Q1 · version 1"
    view = page.document.view
    qtbot.waitUntil(lambda: view.sharp, timeout=SHOWN)
    assert view.page_count > 8
    assert ink(view.pictures(0)[0]) > 500
    # What is far from sight is not drawn.
    assert view.pictures(view.page_count - 1) == []


def test_exporting_writes_what_is_shown_on_the_paper_chosen(
    qtbot: QtBot, sample_session: Session, open_page: OpenPage, saved: Path
) -> None:
    page = open_page(sample_session)
    page.paper_box.setCurrentIndex(page.paper_box.findData("letter"))

    def is_letter() -> bool:
        return page.preview is not None and page.preview.sizes[0] == (612, 792)

    qtbot.waitUntil(is_letter, timeout=SHOWN)
    with qtbot.waitSignal(sample_session.noticed, timeout=SHOWN) as noticed:
        page.export_button.click()
    assert noticed.args == [Notice("Agreement saved to agreement.pdf.", file=saved)]
    assert page.preview is not None
    assert saved.read_bytes() == page.preview.pdf


def test_missing_consents_are_said_in_words_and_keep_it_from_being_frozen(
    session: Session, open_page: OpenPage
) -> None:
    page = open_page(session)
    assert page.subtitle == "2026-Q4 · draft" or page.subtitle.endswith("draft")
    assert page.versions.state_words.text() == "2 consents are missing"
    (row,) = page.versions.hindrances.waiting_card.rows
    assert row.accessibleName() == "Header, Agreement, Both, Agreed by neither yet"
    assert "both parties agree" in page.versions.why_not.text()
    assert not page.versions.freeze_button.isEnabled()


def test_an_agreed_draft_is_frozen_with_its_reason_in_place(
    qtbot: QtBot, sample_session: Session, open_page: OpenPage
) -> None:
    page = open_page(sample_session)
    assert "Nothing has changed since version 1." in page.versions.why_not.text()
    term = {"key": "pipeline", "name": "Pipeline", "definition": "All open opportunities."}
    execute(qtbot, sample_session, AddClause("term", term, "sales"))
    wait_for(qtbot, page, "draft")
    (row,) = page.versions.hindrances.waiting_card.rows
    assert row.accessibleName().startswith("Pipeline, Term, Marketing, ")
    execute(qtbot, sample_session, Agree("marketing", None))
    qtbot.waitUntil(page.versions.freeze_button.isEnabled, timeout=SHOWN)
    assert page.versions.freeze_button.text() == "Freeze as version 2"
    page.versions.reason_field.setText("A word was missing")
    page.versions.later_box.click()
    page.versions.day_field.line.setText("some day")
    page.versions.day_field.committed.emit()
    assert not page.versions.freeze_button.isEnabled()
    assert page.versions.why_not.text() == "Write the day, such as 24 Dec 2026."
    page.versions.day_field.line.setText("1 feb 2027")
    page.versions.day_field.committed.emit()
    page.versions.freeze_button.click()
    wait_for(qtbot, page, "version 2")
    assert "in force from 1 Feb 2027" in page.versions.version_list.item(1).text()
    assert page.versions.version_list.count() == 3
    assert page.versions.reason_field.text() == ""


def test_an_older_version_can_be_looked_at(
    qtbot: QtBot, sample_session: Session, open_page: OpenPage
) -> None:
    page = open_page(sample_session)
    term = {"key": "pipeline", "name": "Pipeline"}
    execute(qtbot, sample_session, AddClause("term", term, "sales"))
    wait_for(qtbot, page, "draft")
    page.versions.version_list.setCurrentRow(1)
    wait_for(qtbot, page, "version 1")


def test_a_document_that_cannot_be_made_says_why_in_its_place(
    qtbot: QtBot, sample_session: Session, open_page: OpenPage
) -> None:
    page = open_page(sample_session)
    page._choose(99)
    qtbot.waitUntil(lambda: "no version 99" in page.document.trouble.text(), timeout=SHOWN)
    assert page.document.trouble.isVisible()
    assert not page.document.view.isVisible()
    assert not page.export_button.isEnabled()


def test_a_logo_is_put_on_the_document_undone_and_taken_off(
    qtbot: QtBot,
    session: Session,
    theme_switch: ThemeSwitch,
    icons: Icons,
    tmp_path: Path,
) -> None:
    file = tmp_path / "logo.png"
    picture = QImage(40, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    assert picture.save(str(file))
    page = AgreementPage(
        session,
        theme_switch,
        icons,
        scoreboards=ScoreboardCache(session),
        choose_existing=lambda _folders, _purpose, _parent, _title, _pattern: file,
    )
    for widget in (page, page.header_tools(), page.inspector()):
        assert widget is not None
        qtbot.addWidget(widget)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=SHOWN)
    put, take_off = page.logo.offers()
    assert (put.enabled, take_off.enabled) == (True, False)
    with qtbot.waitSignal(session.noticed, timeout=SHOWN) as noticed:
        put.act()
    assert noticed.args is not None
    assert noticed.args[0].text.startswith("Agreements and reviews carry the logo from now on.")
    qtbot.waitUntil(lambda: page.logo.is_there, timeout=SHOWN)
    assert page.preview is not None
    assert logo_colour(page.preview.pdf) == (255, 0, 0)
    with qtbot.waitSignal(session.changed, timeout=SHOWN):
        session.undo()
    qtbot.waitUntil(lambda: not page.logo.is_there, timeout=SHOWN)
    with qtbot.waitSignal(session.changed, timeout=SHOWN):
        session.redo()
    qtbot.waitUntil(lambda: page.logo.is_there, timeout=SHOWN)
    with qtbot.waitSignal(session.changed, timeout=SHOWN):
        page.logo.offers()[1].act()
    qtbot.waitUntil(lambda: not page.logo.is_there, timeout=SHOWN)
    file.write_bytes(b"no picture")
    with qtbot.waitSignal(session.noticed, timeout=SHOWN) as noticed:
        put.act()
    assert noticed.args is not None
    said = "logo.png is no picture that can be read; choose a PNG or a JPEG."
    assert noticed.args[0].text == said
