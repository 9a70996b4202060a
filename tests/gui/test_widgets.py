"""Small widgets: charts, cards, empty pages, waiting, ranking."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.histogram import Bin, histogram
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Stat, StatRow
from alignment_desktop.gui.widgets.choice_button import ChoiceButton
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.skeleton import Skeleton
from alignment_desktop.gui.window.ranking import PaletteEntry, ranked

BINS = (
    Bin("0 to 4 h", 9, "9", key="early"),
    Bin("4 to 8 h", 3, "3", beyond=True, key="late"),
)


def _chart(qtbot: QtBot, switch: ThemeSwitch) -> ChartView:
    chart = ChartView(switch, "Hours to first touch")
    qtbot.addWidget(chart)
    chart.resize(200, 100)
    chart.show_chart(lambda width, height: histogram(BINS, width, height))
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def test_a_click_on_a_bar_leads_to_what_is_behind_it(qtbot: QtBot, switch: ThemeSwitch) -> None:
    chart = _chart(qtbot, switch)
    with qtbot.waitSignal(chart.chosen) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(150, 90))
    assert told.args is not None
    assert told.args[0].key == "late"


def test_a_chart_is_walked_through_by_key(qtbot: QtBot, switch: ThemeSwitch) -> None:
    chart = _chart(qtbot, switch)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.chosen) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0].text == "4 to 8 h: 3"


def test_a_chart_says_that_it_is_one_and_reads_as_its_table(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    chart = _chart(qtbot, switch)
    spoken = QAccessible.queryAccessibleInterface(chart)
    assert spoken.role() == QAccessible.Role.Chart
    assert spoken.text(QAccessible.Text.Name) == "Hours to first touch"
    assert spoken.text(QAccessible.Text.Description) == "0 to 4 h: 9; 4 to 8 h: 3"


def test_cards_are_kept_while_their_figures_change(qtbot: QtBot, switch: ThemeSwitch) -> None:
    row = StatRow([Stat("Kept", "4 of 8"), Stat("Returned", "14.6%")])
    qtbot.addWidget(row)
    names = [child.accessibleName() for child in row.findChildren(QWidget) if child.parent() is row]
    assert names == ["Kept: 4 of 8. ", "Returned: 14.6%. "]
    row.show_stats([Stat("Kept", "5 of 8", "+1")])
    cards = [child for child in row.findChildren(QWidget) if child.parent() is row]
    assert cards[0].accessibleName() == "Kept: 5 of 8. +1"


def test_an_empty_page_offers_one_step(qtbot: QtBot, switch: ThemeSwitch) -> None:
    page = EmptyPage(switch, Emptiness("drop", "No results yet", "Drop a file.", "Choose a file"))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.acted):
        page.action_button.click()
    quiet = EmptyPage(switch, Emptiness("drop", "No results yet", "They come with a plan."))
    qtbot.addWidget(quiet)
    quiet.show()
    assert not quiet.action_button.isVisible()


def test_waiting_shows_only_after_half_a_second(qtbot: QtBot, switch: ThemeSwitch) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    skeleton = Skeleton(switch, page)
    skeleton.begin()
    assert not skeleton.isVisible()
    qtbot.waitUntil(skeleton.isVisible, timeout=2_000)
    skeleton.end()
    assert not skeleton.isVisible()


def _entries(*names: str) -> list[PaletteEntry]:
    return [PaletteEntry(f"clause:{name}", name, "Commitment", "commitments") for name in names]


def test_a_name_that_begins_with_the_words_comes_first() -> None:
    entries = _entries("Returned leads carry a reason", "Lead", "Win rate of accepted leads")
    assert ranked(entries, "lead")[0].text == "Lead"
    assert len(ranked(entries, "lead")) == 3


def test_a_mistyped_name_is_found() -> None:
    entries = _entries("Grade A first touch", "Sourced pipeline", "Follow-up attempts")
    assert ranked(entries, "pipelnie")[0].text == "Sourced pipeline"
    assert ranked(entries, "zzzzqq") == ()


def test_what_is_found_by_chance_is_not_shown() -> None:
    entries = _entries("First touch", "Tom Becker", "As the system", "Navigation", "Light")
    assert [entry.text for entry in ranked(entries, "tou")] == ["First touch"]


def test_without_words_the_first_entries_are_shown() -> None:
    entries = _entries(*(f"Clause {at}" for at in range(30)))
    assert ranked(entries, "  ", limit=5) == tuple(entries[:5])


def test_a_long_choice_is_shortened_and_an_ampersand_stays_one(qtbot: QtBot) -> None:
    button = ChoiceButton("Calendar")
    qtbot.addWidget(button)
    long = "Ünïçödé " * 25
    button.show_choices([("long", long), ("short", "R&D")], "long")
    assert button.sizeHint().width() < 320
    assert button.toolTip().replace("\n", " ").count("Ünïçödé") == 25
    button.show_choices([("long", long), ("short", "R&D")], "short")
    assert (button.text(), button.toolTip()) == ("R&&D", "")
    assert [action.isChecked() for action in button.menu().actions()] == [False, True]
