"""The map of the funnel's stages: boxes from left to right, detours below, and the ways between."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Grip,
    Line,
    Outline,
    Rect,
    Region,
    Shape,
    Text,
    arrow,
    legible,
    text_width,
)
from alignment_desktop.charts.map_stages import BELOW_BOX, PILL, MapStage, Place, Places, Tried
from alignment_desktop.charts.stage_shapes import POINT, stage_pill, stage_shape
from alignment_desktop.charts.stage_ways import between_detours, lanes_of, steps, ways_through

_HEAD, _BOX, _COUNTED = 34.0, 46.0, 60.0
_LANE, _LANE_WITH_COUNTS = 11.0, 15.0
_ARROW, _BETWEEN, _BETWEEN_WITH_RATES = 4.0, 22.0, 42.0
_APART = 6.0  # pills of neighbours
_NAME, _FIGURE, _SMALL_FIGURE = 12.0, 15.0, 12.0
_BESIDE = 2.0  # left free beside the words of a box
_HANDLE = 9.0


def stage_map(
    stages: Sequence[MapStage],
    width: float,
    owners: Mapping[str, str],
    handover: tuple[str, str] = ("", ""),
    selected: str = "",
    tried: Tried | None = None,
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
        selected: The key of the stage that is selected.
        tried: What somebody is about to do.
    """
    path = [stage for stage in stages if not stage.detour]
    detours = [stage for stage in stages if stage.detour]
    if not path:
        return Drawing(width, 0, ())
    ends = {stage.key: stage for stage in stages}
    lanes = lanes_of(path, detours, stages, ends)
    counted, box, lane = any(each.went for each in stages), _box_height(stages), _lane(stages)
    pills = BELOW_BOX + PILL if any(each.note for each in path) else 0.0
    below = _HEAD + box + pills
    between = len(lanes) * lane + 2 * _LANE + counted * lane if lanes or detours else 0.0
    height = below + between + (box if detours else 0.0)
    gap = min(
        _BETWEEN_WITH_RATES if any(each.rate for each in path) else _BETWEEN,
        width / len(path) / (3 if any(each.rate for each in path) else 5),
    )
    places = {
        **_row(path, _HEAD, box, width, gap),
        **_row(detours, below + between, box, width,
               min(width * 0.06, width / max(len(detours), 1) / 3)),
    }  # fmt: skip
    size = _NAME if all(_holds(place) for place in places.values()) else SMALL
    shapes: list[Shape] = [*_owner_words(path, places, owners)]
    shapes += _handover(path, places, gap, handover)
    shapes += steps(path, places)
    shapes += between_detours(detours, places)
    levels = {target: below + lane * (at + 1.5) for at, target in enumerate(lanes)}
    shapes += ways_through(lanes, levels, places, below + between - 4, gap, width)
    figure = _FIGURE if all(_holds_count(place) for place in places.values()) else _SMALL_FIGURE
    for key, place in places.items():
        shapes += _box(place, (size, figure), chosen=key == selected)
    shapes += _stays(path, places, gap, width)
    shapes += _tried(tried, places, gap, (width, height))
    regions = tuple(
        Region(place.x, place.y, place.width, place.height, _said(place.stage, ends, owners), key)
        for key, place in places.items()
    )
    table = (("", "", ""), *((stage.name, *_facts(stage, ends, owners)) for stage in stages))
    return Drawing(
        width, height, legible(shapes), regions, table, grips=tuple(_grips(places.values()))
    )


def row_of(stages: Sequence[MapStage], key: str) -> tuple[str, ...]:
    """The keys of the stages that stand in a row with one, itself too, from left to right."""
    detour = next((stage.detour for stage in stages if stage.key == key), False)
    return tuple(stage.key for stage in stages if stage.detour == detour)


def before_at(drawing: Drawing, row: Collection[str], x: float) -> str:
    """Before which stage of a row a stage is let go; empty: after all others."""
    inside = [region for region in drawing.regions if region.key in row]
    return next((each.key for each in inside if x < each.x + each.width / 2), "")


def _box_height(stages: Sequence[MapStage]) -> float:
    return _COUNTED if any(stage.count for stage in stages) else _BOX


def _lane(stages: Sequence[MapStage]) -> float:
    return _LANE_WITH_COUNTS if any(stage.went for stage in stages) else _LANE


def _facts(
    stage: MapStage, ends: Mapping[str, MapStage], owners: Mapping[str, str]
) -> tuple[str, ...]:
    """What is said of a stage: its owner, its note, and behind an arrow where leads go on to."""
    went = dict(stage.went)
    names = [
        " ".join(filter(None, (ends[key].name, went.get(key, ""))))
        for key in stage.ways
        if key in ends
    ]
    going = ", ".join((f"→ {names[0]}", *names[1:])) if names else ""
    told = (owners.get(stage.owner, ""), stage.note, *stage.told, going, stage.trouble)
    return tuple(filter(None, told))


def _said(stage: MapStage, ends: Mapping[str, MapStage], owners: Mapping[str, str]) -> str:
    return f"{stage.name}: {', '.join(_facts(stage, ends, owners))}"


def _row(
    stages: Sequence[MapStage], y: float, height: float, width: float, gap: float
) -> dict[str, Place]:
    if not stages:
        return {}
    wide = (width - gap * (len(stages) - 1)) / len(stages)
    return {
        stage.key: Place(at * (wide + gap), y, wide, height, stage)
        for at, stage in enumerate(stages)
    }


def _owner_words(
    path: Sequence[MapStage], places: Places, owners: Mapping[str, str]
) -> list[Shape]:
    """The name of each run of stages of one owner, with a line as wide as the run."""
    shapes: list[Shape] = []
    for owner, run in groupby(path, key=lambda stage: stage.owner):
        keys = [stage.key for stage in run]
        left, right = places[keys[0]].x, places[keys[-1]].right
        text = owners.get(owner, "")
        room = max(right - left - 4, 0.0)
        shapes.append(Text(left, 21, text, owner, SMALL, "semibold", room=room))
        shapes.append(Line((left, 27), (right, 27), owner, 1.5))
    return shapes


def _handover(
    path: Sequence[MapStage], places: Places, gap: float, handover: tuple[str, str]
) -> list[Shape]:
    """A dashed line beside the stage where leads change hands, with its words on top."""
    key, words = handover
    at = next((at for at, stage in enumerate(path) if stage.key == key), None)
    if at is None:
        return []
    place, end = places[key], places[path[-1].key]
    leaves = at + 1 < len(path) and path[at + 1].owner != path[at].owner
    x = place.right + gap / 2 if leaves else max(place.x - gap / 2, 0.5)
    room = 2 * min(x, end.right - x)
    return [
        Line((x, 13), (x, place.y + place.height), "accent", 1.25, dashed=True),
        Text(x, 9, words, "accent", SMALL, "semibold", "centre", max(room, 0.0)),
    ]


def _inside(place: Place) -> float:
    """How wide the words in a box may be."""
    sides = 2 * POINT if place.stage.gate and not place.stage.detour else _BESIDE
    return max(place.width - sides, 0.0)


def _holds(place: Place) -> bool:
    """Whether a box has room for its name as large as names are."""
    return text_width(place.stage.name, _NAME) <= _inside(place)


def _holds_count(place: Place) -> bool:
    return text_width(place.stage.count, _FIGURE) <= _inside(place)


def _stays(path: Sequence[MapStage], places: Places, gap: float, width: float) -> Iterator[Shape]:
    """How long leads may stay, below each stage of the path; as wide as neighbours leave room."""
    for stage in path:
        if stage.note:
            place = places[stage.key]
            edge = 2 * min(place.middle, width - place.middle)
            room = min(place.width + max(gap - _APART, 0.0), edge)
            wide = min(text_width(stage.note, SMALL) + 14, room)
            level = place.y + place.height + BELOW_BOX + PILL / 2
            yield from stage_pill(place.middle - wide / 2, level, wide, stage.note)


def _box(place: Place, sizes: tuple[float, float], *, chosen: bool) -> list[Shape]:
    """The box of a stage with name and figure, so large; its shape says its kind."""
    stage = place.stage
    wrong = Outline("missed", 1.75, dashed=True) if stage.trouble else None
    shapes: list[Shape] = [
        stage_shape(
            (place.x, place.y, place.width, place.height),
            stage.owner,
            gate=stage.gate and not stage.detour,
            filled=chosen,
            outline=wrong,
        )
    ]
    ink = "on_fill" if chosen else "text"
    name = "on_fill" if chosen else stage.owner if stage.count else "text"
    room = _inside(place)
    note = stage.note if stage.detour else ""
    pill = min(text_width(note, SMALL) + 14, place.width * 0.48) if note else 0.0
    middle = place.middle
    if pill:
        margin = min(8.0, place.width / 10)
        left = place.right - pill - margin
        shapes += stage_pill(left, place.y + place.height / 2, pill, note)
        room = max(left - place.x - 2 * margin, 0.0)
        middle = place.x + margin + room / 2
    base = place.y + place.height / 2
    if stage.count:
        shapes.append(
            Text(middle, base + 19, stage.count, ink, sizes[1], "semibold", "centre", room)
        )
    shapes.append(
        Text(middle, base - 6 if stage.count else base + 4, stage.name, name, sizes[0], "semibold",
             "centre", room)
    )  # fmt: skip
    if chosen:
        corner = place.right - _HANDLE - 2, place.y + place.height - _HANDLE - 2
        side = max(min(_HANDLE, place.width - 2), 0.0)
        ring = Outline("on_fill", 1.5)
        shapes.append(Rect(max(corner[0], place.x), corner[1], side, side, "", side / 2, ring))
    return shapes


def _inside_frame(point: tuple[float, float], frame: tuple[float, float]) -> tuple[float, float]:
    """A point, not so near to an edge that the head of an arrow there would reach over it."""
    x, y = (max(min(at, end - _ARROW), _ARROW) for at, end in zip(point, frame, strict=True))
    return x, y


def _tried(
    tried: Tried | None, places: Places, gap: float, frame: tuple[float, float]
) -> list[Shape]:
    """A line where a stage would stand, or the way that would lead from it."""
    if tried is None or tried.key not in places:
        return []
    place = places[tried.key]
    shapes: list[Shape] = []
    if tried.before is not None:
        row = [each for each in places.values() if each.stage.detour == place.stage.detour]
        x = row[-1].right - 1.0
        if tried.before in places:
            x = max(places[tried.before].x - gap / 2, 1.0)
        end = place.y + place.height
        shapes.append(Rect(x - 1.0, place.y, 2.0, end - place.y, "accent", 1))
    target = places.get(tried.target)
    if target is not None:
        box = target.x, target.y, target.width, target.height
        gate = target.stage.gate and not target.stage.detour
        shapes.append(stage_shape(box, "", gate=gate, outline=Outline("accent", 2.5)))
    if tried.towards is not None:
        start = place.middle, place.y + place.height / 2
        tip = _inside_frame(tried.towards, frame)
        if start != tip:
            shapes += arrow((start, tip), "accent", 1.75, dashed=True)
    return shapes


def _grips(places: Collection[Place]) -> list[Grip]:
    """Each box is moved by dragging it, and by its corner a way is led to another one."""
    found: list[Grip] = []
    for place in places:
        key, side = place.stage.key, min(_HANDLE + 6, place.width)
        corner = place.right - side, place.y + place.height - side
        found += [
            Grip(place.x, place.y, place.width, place.height, key, "whole", "sideways"),
            Grip(*corner, side, side, key, "way", "cross"),
        ]
    return found
