"""Settings: the agreement's own are changed with consent, the computer's at once and for good."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit

from alignment_desktop.gui.pages.settings import SettingsPage
from alignment_desktop.gui.theme import ThemeSetting
from alignment_desktop.gui.window.window_memory import WindowMemory
from alignment_desktop.gui.window.zoom import Zoom
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


def page_of(whole: WholeWindow) -> SettingsPage:
    page = whole.page
    assert isinstance(page, SettingsPage)
    return page


def test_settings_are_changed_where_they_belong(
    whole: WholeWindow, settings: QSettings, tmp_path: Path
) -> None:
    whole.press(Key.Key_Comma, CTRL)
    page = page_of(whole)
    rows = {row.link.text: row for row in page.agreement_card.rows}
    assert rows["Organisation"].link.detail == "Northwind"
    assert rows["Language of documents"].link.detail == "English"

    # Both agreed to the header: what Sales types beside the page is a proposal to Marketing.
    rows["Organisation"].click()
    whole.settle()
    whole.qtbot.waitUntil(lambda: isinstance(whole.has_keyboard, QLineEdit))
    whole.type("Southwind")
    whole.press(Key.Key_Return)
    draft = whole.session.draft
    assert draft.agreement.header.organisation == "Northwind"
    (proposal,) = whole.session.news.negotiation(("agreement", "")).open
    assert proposal.proposed is not None
    assert proposal.proposed["organisation"] == "Southwind"
    whole.press(Key.Key_Z, CTRL)
    assert whole.session.news.negotiation(("agreement", "")).open == ()

    # Colours and size hold at once, are ticked in the menu, and are there the next time.
    page.theme_choice.buttons["dark"].click()
    assert whole.window.actions_.themes[ThemeSetting.DARK].isChecked()
    assert WindowMemory(settings).theme() is ThemeSetting.DARK
    whole.window.actions_.themes[ThemeSetting.LIGHT].trigger()
    assert page.theme_choice.shown == "light"
    page.size_choice.buttons["125"].click()
    assert Zoom(settings, "window/zoom").percent == 125
    whole.window.actions_.first_size.trigger()
    assert page.size_choice.shown == "100"

    # The logo is the documents', which everybody sees.
    picture = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "navy").save(picture)
    page.logo._choose_existing = lambda *_: picture
    page.logo_button.click()
    whole.settle()
    assert page.logo_words.text() == "Documents carry the logo of the organisation."
    page.no_logo_button.click()
    whole.settle()
    assert page.logo_words.text() == "Documents carry no logo."

    page.watched_card.rows[0].click()
    whole.settle()
    assert whole.window.current_page == "results"
