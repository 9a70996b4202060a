"""The window's typeface: our own Inter, with the sizes of the design and tabular numerals."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from alignment_desktop.paths import resource_path

FAMILY = "Alignment Inter"
FACES = ("Regular", "Medium", "SemiBold", "Bold")
REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold


def load_fonts() -> bool:
    """Makes the shipped faces known to Qt; False where one of them is missing or unreadable.

    Without them Qt falls back to the system's typeface, so the window still reads.
    """
    if FAMILY in QFontDatabase.families():
        return True
    folder = resource_path("fonts")
    paths = [folder / f"AlignmentInter-{face}.ttf" for face in FACES]
    numbers = [QFontDatabase.addApplicationFont(str(path)) for path in paths]
    return min(numbers) >= 0


@lru_cache(maxsize=64)
def _made(pixels: int, weight: QFont.Weight, tabular: bool) -> QFont:
    # Families behind the first let other scripts find their glyphs; Qt adds the system's own.
    font = QFont([FAMILY, "Noto Sans", "Segoe UI", "DejaVu Sans"])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(pixels: int = 13, weight: QFont.Weight = REGULAR, *, tabular: bool = False) -> QFont:
    """A font of the window's family.

    Args:
        pixels: Its size in device-independent pixels.
        weight: One of the four shipped weights.
        tabular: Whether all digits are of one width, as columns of numbers need.
    """
    return QFont(_made(pixels, weight, tabular))
