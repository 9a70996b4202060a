"""One funnel across both parties, from first touch to revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from alignment_desktop.charts.geometry import Drawing, Polygon, Region, Shape, Text

_GAP = 8.0
_FOOT = 26.0
_LEAST = 0.42  # of the height: the words need it


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One stage.

    Attributes:
        name: Its name.
        count: How many entered it; not negative.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        rate: The share that went on to the next stage, in words; empty: not known.
        key: What a click leads to.
        figure: What stands below the name; empty: the count. Where nothing is counted yet, as on
            an agreement, the count only says how high the stage is.
    """

    name: str
    count: int
    owner: str
    rate: str = ""
    key: str = ""
    figure: str = ""

    @property
    def shown(self) -> str:
        """The words below the name."""
        return self.figure or f"{self.count:,}"


def funnel(stages: Sequence[FunnelStage], width: float, height: float) -> Drawing:
    """Stages from left to right, each narrowing to the next one's height.

    Heights follow the logarithm of the counts, so that the last stage can still be read beside the
    first: numbers and rates, not areas, are what to compare.
    """
    if not stages:
        return Drawing(width, height, ())
    tallest = height - _FOOT
    most = log1p(max(1, *(stage.count for stage in stages)))
    levels = [tallest * (_LEAST + (1 - _LEAST) * log1p(stage.count) / most) for stage in stages]
    levels.append(levels[-1] * 0.94)
    step = (width + _GAP) / len(stages)
    middle = tallest / 2
    shapes: list[Shape] = []
    regions = []
    for at, stage in enumerate(stages):
        left, right = at * step, (at + 1) * step - _GAP
        near, far = levels[at] / 2, levels[at + 1] / 2
        corners = (
            (left, middle - near),
            (right, middle - far),
            (right, middle + far),
            (left, middle + near),
        )
        room = right - left - 20
        shapes += [
            Polygon(corners, stage.owner),
            Text(left + 10, middle - 5, stage.name, "on_fill", 12, "medium", room=room),
            Text(
                left + 10,
                middle + 14,
                stage.shown,
                "on_fill",
                12 if stage.figure else 15,
                "bold",
                room=room,
            ),
        ]
        if stage.rate and at + 1 < len(stages):
            foot = height - 6
            rate = Text(right + _GAP / 2, foot, stage.rate, "muted", 12, align="centre")
            shapes.append(rate)
        spoken = f", {stage.rate}" if stage.rate else ""
        text = f"{stage.name}: {stage.shown}{spoken}"
        regions.append(Region(left, middle - near, right - left, near * 2, text, stage.key))
    table = (
        ("Stage", "Leads", "To the next"),
        *((stage.name, stage.shown, stage.rate or "–") for stage in stages),
    )
    return Drawing(width, height, tuple(shapes), tuple(regions), table)
