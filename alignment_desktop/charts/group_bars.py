"""Groups of leads with how often each misses, how many it misses, and which share of all."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Rect,
    Region,
    Shape,
    Text,
    legible,
)
from alignment_desktop.values import dataclass

ROW, HEAD = 26.0, 18.0
_SIZE = 12.0
_BAR = 8.0
_APART = 10.0
_LETTER = 0.54
"""The width of a digit ÷ its size: these columns are right-aligned, and hold little else."""
_WORDS = 0.38
"""The share of the width that the names of the groups take at least."""
_TRACK = 20.0
"""What is left to the bars where names are long."""


@dataclass(frozen=True, slots=True)
class GroupBar:
    """One group.

    Attributes:
        label: Its name.
        missed: How many of its leads were missed.
        of: How many leads it has.
        late: Both in words: “19 of 39”.
        share: Which share of all misses is in it, in words.
        colour: The token of its bar.
        key: What a click leads to.
    """

    label: str
    missed: int
    of: int
    late: str
    share: str
    colour: str = "missed"
    key: str = ""


def group_bars(
    groups: Sequence[GroupBar], width: float, heads: tuple[str, str, str, str]
) -> Drawing:
    """A row for each group: its name, a bar as long as it often misses, its misses, their share.

    The bar of the group that misses most often fills its track.

    Args:
        groups: The groups; each has leads.
        width: Of the whole drawing.
        heads: What stands above the four columns; the first is only told.
    """
    most = max((group.missed / group.of for group in groups), default=0.0) or 1.0
    lates = max(_width(text, _SIZE) for text in (heads[2], *(each.late for each in groups)))
    shares = max(_width(heads[3], SMALL), *(_width(each.share, _SIZE) for each in groups), 0.0)
    end = width - shares - _APART
    # Long names take from the bars, which say at a third of their length what they say.
    longest = max((_width(each.label, _SIZE) + _APART for each in groups), default=0.0)
    words = max(width * _WORDS, min(longest, end - lates - _APART - _TRACK))
    track = max(end - lates - _APART - words, HAIR)
    shapes: list[Shape] = [
        Text(words, HEAD - 7, heads[1] * (_width(heads[1], SMALL) < track), "muted", SMALL),
        Text(end, HEAD - 7, heads[2], "muted", SMALL, align="right"),
        Text(width, HEAD - 7, heads[3], "muted", SMALL, align="right"),
    ]
    regions = []
    for at, group in enumerate(groups):
        top = HEAD + at * ROW
        middle, base = top + ROW / 2, top + ROW / 2 + _SIZE * 0.36
        length = max(track * group.missed / group.of / most, HAIR)
        is_rest = group.colour == "faint"
        shapes += [
            Text(0, base, group.label, "muted" if is_rest else "text", room=words - _APART),
            Rect(words, middle - _BAR / 2, track, _BAR, "soft_line", 2),
            Rect(words, middle - _BAR / 2, length, _BAR, group.colour, 2),
            Text(end, base, group.late, "muted" if is_rest else "text", align="right"),
            Text(
                width,
                base,
                group.share,
                "muted" if is_rest else "text",
                weight="regular" if is_rest else "bold",
                align="right",
            ),
        ]
        text = f"{group.label}: {group.late}, {group.share}"
        regions.append(Region(0, top, width, ROW, text, group.key))
    table = (heads, *((each.label, "", each.late, each.share) for each in groups))
    told = tuple((row[0], *row[2:]) for row in table)
    height = HEAD + len(groups) * ROW
    return Drawing(width, height, legible(shapes), tuple(regions), told)


def _width(text: str, size: float) -> float:
    return len(text) * size * _LETTER
