"""The ways between the stages of the map: along the path, between detours, and through lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from alignment_desktop.charts.geometry import (
    SMALL,
    Line,
    Polygon,
    Polyline,
    Rect,
    Shape,
    Text,
    Weight,
    fitting_size,
    text_width,
)
from alignment_desktop.charts.map_stages import MapStage, Places

_SLOT, _SLOTS_OF_BOX = 26.0, 0.8
"""Ways lie so far apart at a box at most, and take so much of its width."""
_ARROW, _SMALLER = 4.0, 10.0
_BESIDE_BOX = 14.0  # so far a count may reach beyond the box that leads leave
Lanes: TypeAlias = Mapping[str, Sequence[str]]
"""The ways that no arrow of a row shows: for each stage that they lead to where from."""


def lanes_of(
    path: Sequence[MapStage],
    detours: Sequence[MapStage],
    stages: Sequence[MapStage],
    ends: Mapping[str, MapStage],
) -> dict[str, list[str]]:
    """The ways that no arrow of a row shows: for each stage that they lead to where from."""
    beside = {(stage.key, after.key) for stage, after in pairwise(path)}
    for one, other in pairwise(detours):
        beside |= {(one.key, other.key), (other.key, one.key)}
    lanes: dict[str, list[str]] = {}
    for stage in stages:
        for key in stage.drawn_ways:
            if key in ends and key != stage.key and (stage.key, key) not in beside:
                lanes.setdefault(key, []).append(stage.key)
    # Nearest to the path are the lanes of what leads back to it.
    return dict(sorted(lanes.items(), key=lambda lane: ends[lane[0]].detour))


def steps(path: Sequence[MapStage], places: Places) -> list[Shape]:
    """Arrows between neighbours that follow one another; nothing where leads go elsewhere."""
    shapes: list[Shape] = []
    for stage, after in pairwise(path):
        if stage.ways and after.key not in stage.drawn_ways:
            continue
        here, there = places[stage.key], places[after.key]
        level, dashed = here.y + here.height / 2, stage.is_disputed(after.key)
        shapes += _arrow_between(here.right + 2, there.x - 2, level, "neutral", dashed=dashed)
        if stage.is_struck(after.key):
            shapes += _cross((here.right + there.x) / 2, level)
        shapes += _step_words(stage, here.right, there.x, here.y + here.height / 2)
    return shapes


def _arrow_between(
    start: float, end: float, y: float, colour: str, *, dashed: bool = False
) -> list[Shape]:
    head = min(_ARROW, abs(end - start) / 2)
    if head <= 0:
        return []
    way = 1 if end > start else -1
    back = end - way * 1.5 * head
    corners = (end, y), (back, y - head), (back, y + head)
    line = Line((start, y), (end - way * head, y), colour, 1.25, dashed)
    return [line, Polygon(corners, colour)]


def _step_words(stage: MapStage, left: float, right: float, y: float) -> list[Shape]:
    """The rate above an arrow and the days below it, on the ground so that no line strikes them."""
    middle, room = (left + right) / 2, max(right - left, 0.0)
    shapes: list[Shape] = []
    for text, base, colour in ((stage.rate, y - 8, "text"), (stage.days, y + 16, "muted")):
        size = fitting_size(text, room, SMALL, _SMALLER)
        if not text or not size:
            continue
        wide = min(text_width(text, size), room)
        shapes.append(Rect(middle - wide / 2, base - 9, wide, 12, "panel"))
        weight: Weight = "semibold" if base < y and size == SMALL else "regular"
        shapes.append(Text(middle, base, text, colour, size, weight, "centre", room))
    return shapes


def _cross(x: float, y: float) -> list[Shape]:
    """Strikes a way out."""
    arm = _ARROW + 1
    return [
        Line((x - arm, y - arm), (x + arm, y + arm), "missed", 1.75),
        Line((x - arm, y + arm), (x + arm, y - arm), "missed", 1.75),
    ]


def between_detours(detours: Sequence[MapStage], places: Places) -> list[Shape]:
    """Ways from a detour to the one beside it, there and back in a line of its own."""
    shapes: list[Shape] = []
    for left, right in pairwise(detours):
        here, there = places[left.key], places[right.key]
        middle, room = (here.right + there.x) / 2, max(there.x - here.right - 6, 0.0)
        for stage, target, share in ((left, right, 0.4), (right, left, 0.8)):
            if target.key not in stage.drawn_ways:
                continue
            y = here.y + here.height * share
            ends = here.right + 2, there.x - 2
            start, end = ends if stage is left else ends[::-1]
            dashed = stage.is_disputed(target.key)
            shapes += _arrow_between(start, end, y, "muted", dashed=dashed)
            if stage.is_struck(target.key):
                shapes += _cross(middle, y)
            text = dict(stage.went).get(target.key, "")
            shapes.append(Text(middle, y - 5, text, "text", SMALL, align="centre", room=room))
    return shapes


def ways_through(
    lanes: Lanes,
    levels: Mapping[str, float],
    places: Places,
    counts_at: float,
    gap: float,
    width: float,
) -> list[Shape]:
    """Ways through the lanes: each source joins one, and an arrow leads from it to the target."""
    slots = _slots(lanes, places)
    shapes: list[Shape] = []
    words: list[Shape] = []
    for target, sources in lanes.items():
        to, y = places[target], levels[target]
        colour = "muted" if to.stage.detour else to.stage.owner
        x = slots[target, target]
        for key in sources:
            source, from_x = places[key], slots[key, target]
            begin = source.y if source.stage.detour else source.foot
            corners = (from_x, begin), (from_x, y), (x, y)
            dashed = source.stage.is_disputed(target)
            shapes.append(Polyline(corners, colour, 1.0, dashed))
            if source.stage.is_struck(target):
                # Where it lies alone: further on it shares its lane with others.
                words += _cross(from_x, (begin + y) / 2)
            text = dict(source.stage.went).get(target, "")
            base = counts_at if source.stage.detour else y - 3
            end = min(source.right + min(_BESIDE_BOX, gap), width)
            room = end - from_x - 4
            if source.stage.detour:  # its counts stand in one line
                room = min(room, _apart(key, lanes, places) - 4)
            words += _count_beside(from_x, base, text, room)
        down = to.stage.detour
        tip = to.y - 1 if down else to.foot + 1
        back = tip - 6 if down else tip + 6
        shapes.append(Line((x, y), (x, back), colour, 1.0))
        half = min(3.0, x - to.x, to.right - x)
        shapes.append(Polygon(((x, tip), (x - half, back), (x + half, back)), colour))
    return [*shapes, *words]


def _ways_at(key: str, lanes: Lanes) -> list[str]:
    """The lanes that touch a box: what leads to it, then what leads away."""
    # The nearest lane leaves last, so that its count stands beside no way to a further one.
    away = [to for to, keys in lanes.items() if key in keys]
    return [*([key] if key in lanes else []), *reversed(away)]


def _apart(key: str, lanes: Lanes, places: Places) -> float:
    most = _SLOT * 1.6 if places[key].stage.detour else _SLOT
    return min(most, _SLOTS_OF_BOX * places[key].width / len(_ways_at(key, lanes)))


def _slots(lanes: Lanes, places: Places) -> dict[tuple[str, str], float]:
    """Where at a box each lane begins or ends, by box and target."""
    found: dict[tuple[str, str], float] = {}
    for key, place in places.items():
        ways = _ways_at(key, lanes)
        for at, target in enumerate(ways):
            apart = _apart(key, lanes, places)
            found[key, target] = place.middle + (at - (len(ways) - 1) / 2) * apart
    return found


def _count_beside(x: float, base: float, text: str, room: float) -> list[Shape]:
    wide = text_width(text, SMALL)
    if not text or wide > room:
        return []
    return [
        Rect(x + 2, base - 9, wide, 11, "panel"),
        Text(x + 3, base, text, "text", SMALL, room=wide),
    ]
