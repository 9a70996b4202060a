"""How large pages are shown: so many percent, or as there is room."""

from __future__ import annotations

from enum import StrEnum

STEPS = (50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
"""What can be chosen, in percent."""
FULL = 96 / 72
"""Pixels a point at 100 %, as screens count them."""
_NARROWEST, _WIDEST = 20, 200
"""Percent between which pages are fitted; what has no room then is scrolled to."""


class Fit(StrEnum):
    """What of a page is to have room."""

    WIDTH = "width"
    PAGE = "page"


Zoom = Fit | int
"""A fit, or so many percent."""


def step(percent: float, direction: int) -> int:
    """The next of the steps: the larger one (1) or the smaller one (-1)."""
    if direction > 0:
        return next((each for each in STEPS if each > percent + 0.5), STEPS[-1])
    return next((each for each in reversed(STEPS) if each < percent - 0.5), STEPS[0])


def fitted(room: tuple[float, float], size: tuple[float, float], fit: Fit) -> float:
    """The percent at which a page has room.

    Args:
        room: Width and height in pixels.
        size: Width and height of the page in points.
        fit: What of it is to have room.
    """
    across = room[0] / max(size[0], 1)
    down = room[1] / max(size[1], 1)
    scale = across if fit is Fit.WIDTH else min(across, down)
    return min(max(100 * scale / FULL, _NARROWEST), _WIDEST)
