"""Themes: contrast of every pair in use, the sheet, fonts, icons, and the binding itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QObject
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.palette import Palette, read_tokens
from alignment_desktop.gui import fonts
from alignment_desktop.gui.icons import Icons, icon_pixmap
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
from alignment_desktop.paths import resource_path
from tests.contrast import contrast

TOKENS = read_tokens(resource_path("themes/tokens.toml"))
PALETTES = [pytest.param(TOKENS.light, id="light"), pytest.param(TOKENS.dark, id="dark")]
TONES = ("sales", "marketing", "accent", "kept", "at_risk", "missed", "neutral")
PAIRS = [
    *((tone, f"{tone}_tint") for tone in TONES),
    *((tone, ground) for tone in TONES for ground in ("panel", "background")),
    *(("text", ground) for ground in ("panel", "background", "soft_line")),
    *(("text", f"{tone}_tint") for tone in TONES),
    *(("muted", ground) for ground in ("panel", "background")),
    *(("on_fill", fill) for fill in ("accent", "accent_strong", "sales", "marketing")),
    ("accent", "soft_line"),
    ("neutral", "accent_tint"),
    ("neutral", "soft_line"),
    ("panel", "text"),
]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette.of(ink), palette.of(ground)) >= 4.5


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def _rules() -> list[tuple[str, str]]:
    sheet = resource_path("themes/window.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.findall(r"([^{}]+)\{([^}]*)\}", sheet)


def test_no_rule_sets_muted_or_faint_words_on_a_tint() -> None:
    for selector, body in _rules():
        quiet = re.search(r"(?<![-\w])color:\s*\$(muted|faint)", body)
        assert not (quiet and re.search(r"background:\s*\$\w+_tint", body)), selector


def test_faint_words_are_only_for_disabled_things() -> None:
    for selector, body in _rules():
        if re.search(r"(?<![-\w])color:\s*\$faint", body):
            assert all(":disabled" in part for part in selector.split(",")), selector


def test_the_sheet_leaves_fonts_to_the_code() -> None:
    assert not [selector for selector, body in _rules() if "font" in body]


def _ground(widget: QWidget) -> str:
    """The colour of a widget's own ground, as it is painted."""
    return widget.grab().toImage().pixelColor(widget.width() // 2, 4).name().upper()


def test_a_theme_reaches_what_is_in_sight_at_once_and_the_rest_before_it_is_seen(
    switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot
) -> None:
    told: list[bool] = []
    switch.changed.connect(lambda theme: told.append(theme.dark))
    window = QWidget()
    qtbot.addWidget(window)
    switch.dress(window)
    layout = QVBoxLayout(window)
    cards = [QFrame(), QFrame(), QFrame()]
    for card, name in zip(cards, ("true", "at_risk", "at_risk"), strict=True):
        card.setProperty("card", name)
        card.setFixedSize(60, 20)
        layout.addWidget(card)
    first, second, third = cards
    with qtbot.waitExposed(window):
        window.show()
    assert (_ground(first), _ground(second)) == (TOKENS.light.panel, TOKENS.light.at_risk_tint)
    second.hide()
    third.hide()
    switch.choose(ThemeSetting.DARK)
    assert told == [True]
    assert qapp.palette().window().color().name().upper() == TOKENS.dark.background
    assert _ground(first) == TOKENS.dark.panel
    second.show()
    assert _ground(second) == TOKENS.dark.at_risk_tint
    qtbot.waitUntil(lambda: switch.settled)
    third.show()
    assert _ground(third) == TOKENS.dark.at_risk_tint
    switch.choose(ThemeSetting.DARK)
    assert told == [True]


def test_a_system_that_does_not_say_counts_as_light(switch: ThemeSwitch) -> None:
    switch.choose(ThemeSetting.SYSTEM)
    assert not switch.theme.dark


@pytest.mark.parametrize("kind", ["", "primary", "quiet"])
def test_the_focus_ring_leaves_a_button_as_large_as_it_was(
    qtbot: QtBot, switch: ThemeSwitch, kind: str
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    switch.dress(holder)
    button, field = QPushButton("Agree", holder), QLineEdit("90%", holder)
    button.setProperty("kind", kind)
    with qtbot.waitExposed(holder):
        holder.show()
    before = button.sizeHint(), field.sizeHint()
    button.setFocus()
    after_button = button.sizeHint()
    field.setFocus()
    assert (after_button, field.sizeHint()) == before


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD])
def test_every_weight_is_our_own_face(switch: ThemeSwitch, weight: object) -> None:
    made = fonts.font(13, weight)  # type: ignore[arg-type]
    assert QFontInfo(made).family() == fonts.FAMILY


def test_weights_differ_and_tabular_digits_are_equally_wide(switch: ThemeSwitch) -> None:
    widths = [
        QFontMetricsF(fonts.font(100, weight)).horizontalAdvance("Grade A first touch")
        for weight in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD)
    ]
    assert widths == sorted(set(widths))
    tabular = QFontMetricsF(fonts.font(100, tabular=True))
    assert tabular.horizontalAdvance("1111") == tabular.horizontalAdvance("0000")


@pytest.mark.parametrize("text", ["Größe ≥ 5 → „Ziel“", "Προτεραιότητα", "Приоритет", "×–…’−"])
def test_the_typeface_has_these_scripts(switch: ThemeSwitch, text: str) -> None:
    metrics = QFontMetricsF(fonts.font())
    assert all(metrics.inFontUcs4(ord(character)) for character in text if character != " ")


def test_every_icon_can_be_drawn_in_one_colour(switch: ThemeSwitch) -> None:
    drawings = sorted(Path(resource_path("icons")).glob("*.svg"))
    assert len(drawings) > 30
    for drawing in drawings:
        if drawing.stem == "application":
            continue
        assert "#000" in drawing.read_text(encoding="utf-8")
        image = icon_pixmap(drawing.stem, switch.theme.colour("accent"), 20).toImage()
        inked = {
            image.pixelColor(x, y).name()
            for x in range(20)
            for y in range(20)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inked <= {switch.theme.palette.accent.lower()}, drawing.stem
        assert image.pixelColor(0, 0).alpha() == 0


def test_icons_are_sharp_at_twice_the_scale(switch: ThemeSwitch) -> None:
    pixmap = icon_pixmap("plus", switch.theme.colour("text"), 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_icons_on_buttons_follow_the_theme(qtbot: QtBot, switch: ThemeSwitch, icons: Icons) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    icons.dress(button, "plus", "text")
    before = button.icon().pixmap(16).toImage()
    switch.choose(ThemeSetting.DARK)
    assert button.icon().pixmap(16).toImage() != before


def test_calls_into_qt_keep_their_hands_off_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None at each void call."""
    thing = QObject()
    before = sys.getrefcount(None)
    for at in range(500):
        thing.setObjectName(str(at))
    assert abs(sys.getrefcount(None) - before) < 50


def test_a_theme_that_ends_leaves_the_others_their_drawings(
    qapp: QApplication, switch: ThemeSwitch
) -> None:
    assert not switch.theme.dark
    assert QFile("glyphs:chevron-down.svg").exists()
    second = ThemeSwitch(qapp, ThemeSetting.LIGHT)
    second.close()
    assert QFile("glyphs:chevron-down.svg").exists()
