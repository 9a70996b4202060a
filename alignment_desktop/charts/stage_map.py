"""The map of the funnel's stages: boxes from left to right, detours below, and the ways between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Polygon,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_HEAD, _BOX, _LANE, _SPREAD = 34.0, 46.0, 11.0, 9.0
_ARROW, _BETWEEN = 4.0, 22.0
_NAME, _POINT = 12.0, 8.0
_BESIDE = 4.0  # left free beside the words of a box
_EDGE = 1.25


@dataclass(frozen=True, slots=True)
class MapStage:
    """One stage.

    Attributes:
        key: What others name it by.
        name: Its name, short.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        note: What stands below the name: how long a lead may stay, or how many are there.
        ways: The keys of the stages that leads go to from here.
        gate: Whether it is passed at once, which its shape says.
        detour: Whether it lies beside the path.
    """

    key: str
    name: str
    owner: str
    note: str = ""
    ways: tuple[str, ...] = ()
    gate: bool = False
    detour: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the box of a stage is."""

    x: float
    y: float
    width: float
    stage: MapStage

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def stage_map(
    stages: Sequence[MapStage],
    width: float,
    owners: Mapping[str, str],
    handover: tuple[str, str] = ("", ""),
) -> Drawing:
    """The stages of the path in a row, each with an arrow to the next; detours in a row below.

    Every other way leaves below a box or above a detour and runs through a lane between the rows;
    ways to the same stage share theirs. Owners stand above their stages.

    Args:
        stages: In the agreement's order.
        width: Of the whole drawing; the height comes from the number of lanes.
        owners: What each owner is called.
        handover: The key of the stage where leads change hands, and what that is called; an empty
            key: nowhere. It is marked behind the stage where the next one is another's, else
            before it.
    """
    path = [stage for stage in stages if not stage.detour]
    detours = [stage for stage in stages if stage.detour]
    if not path:
        return Drawing(width, 0, ())
    ends = {stage.key: stage for stage in stages}
    lanes = _lanes(path, stages, ends)
    between = len(lanes) * _LANE + 2 * _LANE if lanes or detours else 0.0
    top = _HEAD + _BOX + between
    height = top + _BOX if detours else _HEAD + _BOX + between
    gap = min(_BETWEEN, width / len(path) / 5)
    places = {
        **_row(path, _HEAD, width, gap),
        **_row(detours, top, width, min(width * 0.06, width / max(len(detours), 1) / 3)),
    }
    size = _NAME if all(_holds(place) for place in places.values()) else SMALL
    shapes: list[Shape] = [*_owner_words(path, places, owners, handover)]
    shapes += _handover(path, places, gap, handover)
    shapes += _steps(path, places)
    for number, (target, sources) in enumerate(lanes.items()):
        y = _HEAD + _BOX + _LANE * (number + 1.5)
        shift = (number - (len(lanes) - 1) / 2) * _spread(places, len(lanes))
        shapes += _way(places[target], [places[each] for each in sources], y, shift)
    for place in places.values():
        shapes += _box(place, size)
    regions = tuple(
        Region(place.x, place.y, place.width, _BOX, _said(place.stage, ends, owners), key)
        for key, place in places.items()
    )
    table = (
        ("", "", ""),
        *((stage.name, *_facts(stage, ends, owners)) for stage in stages),
    )
    return Drawing(width, height, legible(shapes), regions, table)


def _facts(
    stage: MapStage, ends: Mapping[str, MapStage], owners: Mapping[str, str]
) -> tuple[str, ...]:
    """What is said of a stage: its owner, its note, and behind an arrow where leads go on to."""
    onward = "".join(f"→ {ends[key].name}" for key in stage.ways[:1] if key in ends)
    more = (ends[key].name for key in stage.ways[1:] if key in ends)
    going = ", ".join(filter(None, (onward, *more)))
    return tuple(filter(None, (owners.get(stage.owner, ""), stage.note, going)))


def _said(stage: MapStage, ends: Mapping[str, MapStage], owners: Mapping[str, str]) -> str:
    return f"{stage.name}: {', '.join(_facts(stage, ends, owners))}"


def _lanes(
    path: Sequence[MapStage], stages: Sequence[MapStage], ends: Mapping[str, MapStage]
) -> dict[str, list[str]]:
    """The ways that no arrow of the row shows: for each stage that they lead to where from."""
    following = {stage.key: after.key for stage, after in pairwise(path)}
    lanes: dict[str, list[str]] = {}
    for stage in stages:
        for key in dict.fromkeys(stage.ways):
            if key in ends and key != stage.key and following.get(stage.key) != key:
                lanes.setdefault(key, []).append(stage.key)
    # Nearest to the path are the lanes of what leads back to it.
    return dict(sorted(lanes.items(), key=lambda lane: ends[lane[0]].detour))


def _row(stages: Sequence[MapStage], y: float, width: float, gap: float) -> dict[str, _Place]:
    if not stages:
        return {}
    wide = (width - gap * (len(stages) - 1)) / len(stages)
    return {stage.key: _Place(at * (wide + gap), y, wide, stage) for at, stage in enumerate(stages)}


def _spread(places: Mapping[str, _Place], lanes: int) -> float:
    """How far apart the ends of ways lie at a box, so that all find room at the narrowest."""
    return min(_SPREAD, 0.5 * min(place.width for place in places.values()) / lanes)


def _owner_words(
    path: Sequence[MapStage],
    places: Mapping[str, _Place],
    owners: Mapping[str, str],
    handover: tuple[str, str],
) -> list[Shape]:
    """The name of each run of stages of one owner, with a line as wide as the run."""
    shapes: list[Shape] = []
    for owner, run in groupby(path, key=lambda stage: stage.owner):
        keys = [stage.key for stage in run]
        left, last = places[keys[0]].x, places[keys[-1]]
        right = last.x + last.width
        text = owners.get(owner, "")
        shapes.append(
            Text(left, 21, text, owner, SMALL, "semibold", room=max(right - left - 4, 0.0))
        )
        shapes.append(Line((left, 27), (right, 27), owner, 1.5))
    return shapes


def _handover(
    path: Sequence[MapStage],
    places: Mapping[str, _Place],
    gap: float,
    handover: tuple[str, str],
) -> list[Shape]:
    """A dashed line beside the stage where leads change hands, with its words on top."""
    key, words = handover
    at = next((at for at, stage in enumerate(path) if stage.key == key), None)
    if at is None:
        return []
    place, end = places[key], places[path[-1].key]
    leaves = at + 1 < len(path) and path[at + 1].owner != path[at].owner
    x = place.x + place.width + gap / 2 if leaves else max(place.x - gap / 2, 0.5)
    room = 2 * min(x, end.x + end.width - x)
    return [
        Line((x, 13), (x, _HEAD + _BOX), "accent", 1.25, dashed=True),
        Text(x, 9, words, "accent", SMALL, "semibold", "centre", max(room, 0.0)),
    ]


def _steps(path: Sequence[MapStage], places: Mapping[str, _Place]) -> list[Shape]:
    """Arrows between neighbours that follow one another; nothing where leads go elsewhere."""
    shapes: list[Shape] = []
    y = _HEAD + _BOX / 2
    for stage, after in pairwise(path):
        if stage.ways and after.key not in stage.ways:
            continue
        start = places[stage.key].x + places[stage.key].width + 2
        end = places[after.key].x - 2
        head = min(_ARROW, (end - start) / 2)
        if head > 0:
            shapes.append(Line((start, y), (end - head, y), "neutral", _EDGE))
            corners = (end, y), (end - 1.5 * head, y - head), (end - 1.5 * head, y + head)
            shapes.append(Polygon(corners, "neutral"))
    return shapes


def _way(target: _Place, sources: Sequence[_Place], y: float, shift: float) -> list[Shape]:
    """Ways through one lane: each source joins it, and an arrow leads from it to the target."""
    colour = "muted" if target.stage.detour else target.stage.owner
    x = target.middle + shift
    shapes: list[Shape] = []
    for source in sources:
        begin = source.y if source.stage.detour else source.y + _BOX
        from_x = source.middle + shift
        shapes.append(Polyline(((from_x, begin), (from_x, y), (x, y)), colour, 1.0))
    down = target.stage.detour
    tip = target.y - 1 if down else target.y + _BOX + 1
    back = tip - 6 if down else tip + 6
    shapes.append(Line((x, y), (x, back), colour, 1.0))
    half = min(3.0, target.width / 4)
    shapes.append(Polygon(((x, tip), (x - half, back), (x + half, back)), colour))
    return shapes


def _inside(place: _Place) -> float:
    """How wide the words in a box may be."""
    sides = 2 * _POINT if place.stage.gate else _BESIDE
    return max(place.width - sides, 0.0)


def _holds(place: _Place) -> bool:
    """Whether a box has room for its name as large as names are."""
    return text_width(place.stage.name, _NAME) <= _inside(place)


def _box(place: _Place, size: float) -> list[Shape]:
    """The box of a stage with name, so large, and note; a gate's has pointed sides."""
    stage, x, y, wide = place.stage, place.x, place.y, place.width
    shapes: list[Shape] = []
    if stage.gate:
        shapes = [
            Polygon(_hexagon(x, y, wide, _BOX), stage.owner),
            Polygon(
                _hexagon(x + 2 * _EDGE, y + _EDGE, wide - 4 * _EDGE, _BOX - 2 * _EDGE),
                f"{stage.owner}_tint",
            ),
        ]
    else:
        shapes = [
            Rect(x, y, wide, _BOX, stage.owner, 5),
            Rect(x + _EDGE, y + _EDGE, max(wide - 2 * _EDGE, 0.0), _BOX - 2 * _EDGE,
                 f"{stage.owner}_tint", 4),
        ]  # fmt: skip
    room = _inside(place)
    raised = 19 if stage.note else 27
    shapes.append(
        Text(place.middle, y + raised, stage.name, "text", size, "semibold", "centre", room)
    )
    if stage.note:
        shapes.append(
            Text(place.middle, y + 35, stage.note, "text", SMALL, align="centre", room=room)
        )
    return shapes


def _hexagon(x: float, y: float, wide: float, tall: float) -> tuple[tuple[float, float], ...]:
    point = min(_POINT, wide / 4)
    middle = y + tall / 2
    return (
        (x, middle), (x + point, y), (x + wide - point, y),
        (x + wide, middle), (x + wide - point, y + tall), (x + point, y + tall),
    )  # fmt: skip
