"""The map of the funnel's stages: boxes from left to right, detours below, and the ways between."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Grip,
    Line,
    Outline,
    Polygon,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
    Weight,
    arrow,
    legible,
    text_width,
)
from alignment_desktop.charts.stage_shapes import POINT, stage_pill, stage_shape
from alignment_desktop.values import dataclass

_HEAD, _BOX, _COUNTED = 34.0, 46.0, 60.0
_PILL, _BELOW_BOX = 18.0, 5.0
_LANE, _LANE_WITH_COUNTS = 11.0, 15.0
_SLOT, _SLOTS_OF_BOX = 26.0, 0.8
"""Ways lie so far apart at a box at most, and take so much of its width."""
_ARROW, _BETWEEN, _BETWEEN_WITH_RATES = 4.0, 22.0, 42.0
_NAME, _FIGURE, _SMALL_FIGURE = 12.0, 15.0, 12.0
_BESIDE = 4.0  # left free beside the words of a box
_HANDLE = 9.0
_BESIDE_BOX = 14.0  # so far a count may reach beyond the box that leads leave


@dataclass(frozen=True, slots=True)
class MapStage:
    """One stage.

    Attributes:
        key: What others name it by.
        name: Its name, short.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        note: How long a lead may stay; stands in a pill below, or beside the name of a detour.
        ways: The keys of the stages that leads go to from here.
        gate: Whether it is passed at once, which its shape says.
        detour: Whether it lies beside the path.
        count: How many leads came; empty: not known.
        rate: Which share of them goes on to the next stage of the path.
        days: How long that takes.
        went: By key of a stage: how many went there.
        trouble: What is wrong with it, in words; empty: nothing.
        told: More that is said of it.
    """

    key: str
    name: str
    owner: str
    note: str = ""
    ways: tuple[str, ...] = ()
    gate: bool = False
    detour: bool = False
    count: str = ""
    rate: str = ""
    days: str = ""
    went: tuple[tuple[str, str], ...] = ()
    trouble: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody is about to do with a stage.

    Attributes:
        key: The stage.
        before: The stage before which it is to stand; empty: after all others; None: it stays.
        towards: Where a new way from it leads, as a point; None: there is none.
        target: The stage there; empty: none.
    """

    key: str
    before: str | None = None
    towards: tuple[float, float] | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the box of a stage is."""

    x: float
    y: float
    width: float
    height: float
    stage: MapStage

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def foot(self) -> float:
        """Where ways leave it downwards: below its pill."""
        pill = _BELOW_BOX + _PILL if self.stage.note and not self.stage.detour else 0.0
        return self.y + self.height + pill


_Places = Mapping[str, _Place]
_Lanes = Mapping[str, Sequence[str]]


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
    lanes = _lanes(path, detours, stages, ends)
    counted, box, lane = any(each.went for each in stages), _box_height(stages), _lane(stages)
    pills = _BELOW_BOX + _PILL if any(each.note for each in path) else 0.0
    below = _HEAD + box + pills
    between = len(lanes) * lane + 2 * _LANE + counted * lane if lanes or detours else 0.0
    height = below + between + (box if detours else 0.0)
    gap = min(
        _BETWEEN_WITH_RATES if any(each.rate for each in path) else _BETWEEN,
        width / len(path) / (2.6 if any(each.rate for each in path) else 5),
    )
    places = {
        **_row(path, _HEAD, box, width, gap),
        **_row(detours, below + between, box, width,
               min(width * 0.06, width / max(len(detours), 1) / 3)),
    }  # fmt: skip
    size = _NAME if all(_holds(place) for place in places.values()) else SMALL
    shapes: list[Shape] = [*_owner_words(path, places, owners)]
    shapes += _handover(path, places, gap, handover)
    shapes += _steps(path, places)
    shapes += _between_detours(detours, places)
    levels = {target: below + lane * (at + 1.5) for at, target in enumerate(lanes)}
    shapes += _ways(lanes, levels, places, below + between - 4, gap, width)
    figure = _FIGURE if all(_holds_count(place) for place in places.values()) else _SMALL_FIGURE
    for key, place in places.items():
        shapes += _box(place, (size, figure), chosen=key == selected)
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


def _lanes(
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
        for key in dict.fromkeys(stage.ways):
            if key in ends and key != stage.key and (stage.key, key) not in beside:
                lanes.setdefault(key, []).append(stage.key)
    # Nearest to the path are the lanes of what leads back to it.
    return dict(sorted(lanes.items(), key=lambda lane: ends[lane[0]].detour))


def _row(
    stages: Sequence[MapStage], y: float, height: float, width: float, gap: float
) -> dict[str, _Place]:
    if not stages:
        return {}
    wide = (width - gap * (len(stages) - 1)) / len(stages)
    return {
        stage.key: _Place(at * (wide + gap), y, wide, height, stage)
        for at, stage in enumerate(stages)
    }


def _owner_words(
    path: Sequence[MapStage], places: _Places, owners: Mapping[str, str]
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
    path: Sequence[MapStage], places: _Places, gap: float, handover: tuple[str, str]
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


def _steps(path: Sequence[MapStage], places: _Places) -> list[Shape]:
    """Arrows between neighbours that follow one another; nothing where leads go elsewhere."""
    shapes: list[Shape] = []
    for stage, after in pairwise(path):
        if stage.ways and after.key not in stage.ways:
            continue
        here, there = places[stage.key], places[after.key]
        shapes += _arrow_between(here.right + 2, there.x - 2, here.y + here.height / 2, "neutral")
        shapes += _step_words(stage, here.right, there.x, here.y + here.height / 2)
    return shapes


def _arrow_between(start: float, end: float, y: float, colour: str) -> list[Shape]:
    head = min(_ARROW, abs(end - start) / 2)
    if head <= 0:
        return []
    way = 1 if end > start else -1
    back = end - way * 1.5 * head
    corners = (end, y), (back, y - head), (back, y + head)
    line = Line((start, y), (end - way * head, y), colour, 1.25)
    return [line, Polygon(corners, colour)]


def _step_words(stage: MapStage, left: float, right: float, y: float) -> list[Shape]:
    """The rate above an arrow and the days below it, on the ground so that no line strikes them."""
    middle, room = (left + right) / 2, max(right - left - 2, 0.0)
    shapes: list[Shape] = []
    for text, base, colour in ((stage.rate, y - 8, "text"), (stage.days, y + 16, "muted")):
        if not text:
            continue
        wide = min(text_width(text, SMALL), room)
        shapes.append(Rect(middle - wide / 2, base - 9, wide, 12, "panel"))
        weight: Weight = "semibold" if base < y else "regular"
        shapes.append(Text(middle, base, text, colour, SMALL, weight, "centre", room))
    return shapes


def _between_detours(detours: Sequence[MapStage], places: _Places) -> list[Shape]:
    """Ways from a detour to the one beside it, there and back in a line of its own."""
    shapes: list[Shape] = []
    for left, right in pairwise(detours):
        here, there = places[left.key], places[right.key]
        middle, room = (here.right + there.x) / 2, max(there.x - here.right - 6, 0.0)
        for stage, target, share in ((left, right, 0.4), (right, left, 0.8)):
            if target.key not in stage.ways:
                continue
            y = here.y + here.height * share
            ends = here.right + 2, there.x - 2
            shapes += _arrow_between(*(ends if stage is left else ends[::-1]), y, "muted")
            text = dict(stage.went).get(target.key, "")
            shapes.append(Text(middle, y - 5, text, "text", SMALL, align="centre", room=room))
    return shapes


def _ways(
    lanes: _Lanes,
    levels: Mapping[str, float],
    places: _Places,
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
            shapes.append(Polyline(((from_x, begin), (from_x, y), (x, y)), colour, 1.0))
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


def _ways_at(key: str, lanes: _Lanes) -> list[str]:
    """The lanes that touch a box: what leads to it, then what leads away."""
    # The nearest lane leaves last, so that its count stands beside no way to a further one.
    away = [to for to, keys in lanes.items() if key in keys]
    return [*([key] if key in lanes else []), *reversed(away)]


def _apart(key: str, lanes: _Lanes, places: _Places) -> float:
    most = _SLOT * 1.6 if places[key].stage.detour else _SLOT
    return min(most, _SLOTS_OF_BOX * places[key].width / len(_ways_at(key, lanes)))


def _slots(lanes: _Lanes, places: _Places) -> dict[tuple[str, str], float]:
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


def _inside(place: _Place) -> float:
    """How wide the words in a box may be."""
    sides = 2 * POINT if place.stage.gate and not place.stage.detour else _BESIDE
    return max(place.width - sides, 0.0)


def _holds(place: _Place) -> bool:
    """Whether a box has room for its name as large as names are."""
    return text_width(place.stage.name, _NAME) <= _inside(place)


def _holds_count(place: _Place) -> bool:
    return text_width(place.stage.count, _FIGURE) <= _inside(place)


def _box(place: _Place, sizes: tuple[float, float], *, chosen: bool) -> list[Shape]:
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
    if stage.note and not stage.detour:
        wide = min(text_width(stage.note, SMALL) + 14, place.width)
        level = place.y + place.height + _BELOW_BOX + _PILL / 2
        shapes += stage_pill(place.middle - wide / 2, level, wide, stage.note)
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
    tried: Tried | None, places: _Places, gap: float, frame: tuple[float, float]
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


def _grips(places: Collection[_Place]) -> list[Grip]:
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
