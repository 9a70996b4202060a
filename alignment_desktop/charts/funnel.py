"""One funnel across both parties, from first touch to revenue, as high as its numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Polygon,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_HEAD, _FOOT = 36.0, 20.0
_BAR = 0.7  # of the room of a stage; the rest is the slope to the next
_NAME = 12.0
_COUNT = 15.0
_APART = 6.0


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One stage.

    Attributes:
        name: Its name.
        count: How many entered it; not negative.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        shown: The count in words.
        rate: The share that went on to the next stage, in words; empty: not known.
        key: What a click leads to.
    """

    name: str
    count: int
    owner: str
    shown: str
    rate: str = ""
    key: str = ""


def funnel(stages: Sequence[FunnelStage], width: float, height: float) -> Drawing:
    """Bars from left to right, as high as their counts, with slopes to the next between them.

    Name and count stand above each bar, the share that went on below each slope. A count too small
    for the scale is a hairline. What has no room for its words leaves them to the table.
    """
    if not stages:
        return Drawing(width, height, ())
    most = max(1, *(stage.count for stage in stages))
    tallest = max(height - _HEAD - _FOOT, HAIR)
    middle = _HEAD + tallest / 2
    pitch = width / (len(stages) - 1 + _BAR)
    bar = pitch * _BAR
    levels = [max(tallest * stage.count / most, HAIR) * (stage.count > 0) for stage in stages]
    size = _fitting([stage.shown for stage in stages], pitch - _APART, _COUNT)
    reach = min(pitch - _APART, 2 * (pitch - bar) + 16)
    rate_size = _fitting([stage.rate for stage in stages], reach, _NAME)
    narrow = text_width(stages[-1].name, _NAME) > bar
    name_size = SMALL if narrow else _NAME
    shapes: list[Shape] = []
    regions = []
    for at, (stage, level) in enumerate(zip(stages, levels, strict=True)):
        left, last = at * pitch, at + 1 == len(stages)
        room = bar if last else pitch - _APART
        if level and not last and levels[at + 1]:
            shapes.append(_slope(left + bar, left + pitch, middle, level, levels[at + 1], stage))
        if level:
            shapes.append(Rect(left, middle - level / 2, bar, level, stage.owner))
        shapes.append(Text(left, 11, stage.name, "text", name_size, "medium", room=room))
        if size:
            shapes.append(Text(left, 29, stage.shown, "text", size, "bold", room=room))
        if stage.rate and rate_size and not last:
            centre = left + (pitch + bar) / 2
            rate = Text(centre, height - 4, stage.rate, "muted", rate_size, align="centre",
                        room=reach)  # fmt: skip
            shapes.append(rate)
        spoken = f", {stage.rate}" if stage.rate else ""
        text = f"{stage.name}: {stage.shown}{spoken}"
        regions.append(Region(left, 0, bar if last else pitch, height, text, stage.key))
    table = (
        ("", "", ""),
        *((stage.name, *filter(None, (stage.shown, stage.rate))) for stage in stages),
    )
    return Drawing(width, height, legible(shapes), tuple(regions), table)


def _fitting(texts: Sequence[str], room: float, most: float) -> float:
    """The size at which the longest of texts is whole; 0 where that is too small to be read."""
    widest = max(text_width(text, 1) for text in texts)
    size = min(most, room / max(widest, 1.0))
    return size if size >= SMALL else 0.0


def _slope(
    left: float, right: float, middle: float, near: float, far: float, stage: FunnelStage
) -> Polygon:
    """From one bar to the next, in the tint of the party that hands over."""
    corners = (
        (left, middle - near / 2),
        (right, middle - far / 2),
        (right, middle + far / 2),
        (left, middle + near / 2),
    )
    return Polygon(corners, f"{stage.owner}_tint")
