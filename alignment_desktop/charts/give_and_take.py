"""What both parties did to come together, side by side: bars to the left and to the right."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import Drawing, Rect, Region, Shape, Text

Deed = tuple[str, int, int]
"""Words, how often sales did it, and how often marketing did."""


def give_and_take(
    deeds: Sequence[Deed],
    parties: tuple[str, str],
    width: float,
    *,
    row: float = 24.0,
    size: float = 12.0,
) -> Drawing:
    """A row for each deed, under the names of the parties.

    Args:
        deeds: In the order in which they are shown.
        parties: What sales and marketing are called.
        width: The room that there is.
        row: The height of a row.
        size: That of the letters.
    """
    words = width * 0.3
    number = size * 2
    track = max((width - words - 2 * number) / 2, 1.0)
    middle = words + number + track
    most = max([1, *(each for _, *both in deeds for each in both)])
    baseline = row / 2 + size * 0.36
    shapes: list[Shape] = [
        Text(words, baseline, parties[0], "sales", size * 0.92, "semibold"),
        Text(width, baseline, parties[1], "marketing", size * 0.92, "semibold", align="right"),
    ]
    regions = []
    bar = row * 0.36
    for at, (text, sales, marketing) in enumerate(deeds, 1):
        top = at * row
        baseline = top + row / 2 + size * 0.36
        left, right = (track * each / most for each in (sales, marketing))
        edge = top + (row - bar) / 2
        shapes += [
            Text(0, baseline, text, "muted", size, room=words - 8),
            Text(words, baseline, str(sales), "sales", size, "semibold"),
            Text(width, baseline, str(marketing), "marketing", size, "semibold", align="right"),
        ]
        shapes += [
            Rect(x, edge, long, bar, party, 1.5)
            for x, long, party in (
                (middle - left - 0.75, left, "sales"),
                (middle + 0.75, right, "marketing"),
            )
            if long
        ]
        told = f"{text}: {parties[0]} {sales}, {parties[1]} {marketing}"
        regions.append(Region(0, top, width, row, told))
    table = (("", *parties), *((text, str(sales), str(other)) for text, sales, other in deeds))
    return Drawing(width, (len(deeds) + 1) * row, tuple(shapes), tuple(regions), table)
