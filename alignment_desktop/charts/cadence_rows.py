"""Rows of the cadence page: next meetings, days that differ, people; each a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from alignment_desktop.charts.consent_marks import Mark, consent_mark
from alignment_desktop.charts.geometry import (
    Drawing,
    Line,
    Outline,
    Rect,
    Region,
    Shape,
    Text,
    text_width,
)
from alignment_desktop.values import dataclass

MEETING, DAY, PERSON = 49.0, 33.0, 39.0
"""How high a row of each is."""
_PAD, _MARK, _FACE, _NEXT_FACE = 16.0, 16.0, 24.0, 26.0
_MOST_FACES = 4
_WIDE, _MIDDLING = 700.0, 460.0
_CHIP = 19.0
_WORDED = 120.0
"""Pixels for what a day is called from which there is room for the word of its kind, too."""


@dataclass(frozen=True, slots=True)
class Face:
    """The round picture of a person.

    Attributes:
        letters: Their initials.
        tone: `sales`, `marketing` or `shared`.
    """

    letters: str
    tone: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting that comes back.

    Attributes:
        key: What its region is called.
        day: The next day; or that there is none.
        away: How far away that is.
        time: When it begins.
        minutes: How long it takes.
        name: What it is called.
        agenda: What is talked of, in a line.
        often: How often it comes.
        then: The days after the next one.
        warnings: What is wrong with some of its days, a line each; empty: nothing.
        faces: Who comes.
        mark: Who agrees to it.
    """

    key: str
    day: str
    away: str
    time: str
    minutes: str
    name: str
    agenda: str
    often: str
    then: str
    warnings: str
    faces: tuple[Face, ...]
    mark: Mark

    @property
    def told(self) -> str:
        """The whole row in words."""
        when = " ".join(filter(None, (self.day, self.time)))
        parts = (self.name, when, self.away, self.minutes, self.often, self.then, self.mark.text)
        return "\n".join(filter(None, (", ".join(filter(None, parts)), self.warnings)))


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that differs.

    Attributes:
        key: What its region is called.
        day: The day.
        text: What there is to say of it.
        kind: `holiday`, `closed`, `open` or `shorter`.
        word: That, in words.
    """

    key: str
    day: str
    text: str
    kind: str
    word: str

    @property
    def told(self) -> str:
        """The whole row in words."""
        return f"{self.day}: {self.text}, {self.word}"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody.

    Attributes:
        key: What the region is called.
        face: The round picture.
        name: What they are called.
        note: A quiet word behind the name.
        title: What they are.
        party: The word of a chip, in the tone of the face.
        role: What they do here.
        signs: That they sign; empty where they do not.
        mark: Who agrees to it.
    """

    key: str
    face: Face
    name: str
    note: str
    title: str
    party: str
    role: str
    signs: str
    mark: Mark

    @property
    def told(self) -> str:
        """The whole row in words."""
        parts = (self.name, self.note, self.title, self.party, self.role, self.signs)
        return ", ".join(filter(None, (*parts, self.mark.text)))


_Lined = TypeVar("_Lined", MeetingLine, DayLine, PersonLine)


def meeting_rows(
    lines: Sequence[MeetingLine],
    width: float,
    *,
    chosen: str = "",
    beside: float = 0.0,
    headings: tuple[str, ...] = ("", "", ""),
    caption: str = "",
) -> Drawing:
    """A row for each meeting.

    Args:
        lines: The meetings, in order.
        width: Of the whole drawing.
        chosen: The region that is selected.
        beside: Room at the right for what the window puts there.
        headings: Of the table that it reads as: meeting, when, how often.
        caption: What it is, in words.
    """
    faces = max((min(len(line.faces), _MOST_FACES) for line in lines), default=0)

    def draw(line: MeetingLine, top: float, ground: str) -> Iterable[Shape]:
        right = width - beside - _PAD
        yield from consent_mark(
            line.mark, right - _MARK, top + (MEETING - _MARK) / 2, _MARK, ground
        )
        right -= _MARK + 14
        if width >= _MIDDLING:
            right -= faces * _NEXT_FACE
            yield from _faces(line.faces, right, top, ground)
            right -= 12
        yield from _pair(_PAD, top, line.day, line.away, 88, strong=True)
        yield from _pair(_PAD + 96, top, line.time, line.minutes, 54)
        left = _PAD + 158
        second, tone = line.agenda, "muted"
        if width >= _WIDE:
            room = min(210.0, (right - left) * 0.48)
            tone = "at_risk" if line.warnings else "muted"
            yield from _pair(right - room, top, line.often, line.then, room - 8, tone=tone)
            right -= room + 8
            tone = "muted"
        else:
            second = ", ".join(filter(None, (line.often, line.then)))
            tone = "at_risk" if line.warnings else "muted"
        yield from _pair(left, top, line.name, second, max(right - left, 20), tone=tone)

    rows = ((line.name, f"{line.day} {line.time}".strip(), line.often) for line in lines)
    return _rows(lines, MEETING, width, chosen, draw, (headings, *rows), caption)


def day_rows(
    lines: Sequence[DayLine],
    width: float,
    *,
    chosen: str = "",
    headings: tuple[str, ...] = ("", "", ""),
    caption: str = "",
) -> Drawing:
    """A row for each day that differs.

    Args:
        lines: The days, in order.
        width: Of the whole drawing.
        chosen: The region that is selected.
        headings: Of the table that it reads as: day, what, how.
        caption: What it is, in words.
    """
    days = max((text_width(line.day, 13) * 0.85 for line in lines), default=0.0)
    left, right = _PAD + min(days, 82.0) + 10, width - _PAD - 18
    words = max((text_width(line.word, 12) * 0.85 for line in lines), default=0.0) + 8
    # In a narrow card the squares alone say how, and whoever points at a row reads the word.
    longest = max((text_width(line.text, 13) * 0.85 for line in lines), default=0.0)
    whole, beside = right - left, right - words - left
    # The word leaves where it is what cuts a name off.
    worded = beside >= longest or (beside >= _WORDED and whole < longest)

    def draw(line: DayLine, top: float, _ground: str) -> Iterable[Shape]:
        base, room = top + 21, right - left
        yield _kind(line.kind, right + 8, top + (DAY - 10) / 2)
        if worded:
            room -= text_width(line.word, 12) * 0.85 + 8
            yield Text(right, base, line.word, "muted", 12, align="right")
        yield Text(_PAD, base, line.day, "text", 13, room=left - _PAD - 4)
        yield Text(left, base, line.text, "text", 13, room=max(room, 20))

    rows = ((line.day, line.text, line.word) for line in lines)
    return _rows(lines, DAY, width, chosen, draw, (headings, *rows), caption)


def person_rows(
    lines: Sequence[PersonLine],
    width: float,
    *,
    chosen: str = "",
    headings: tuple[str, ...] = ("", "", ""),
    caption: str = "",
) -> Drawing:
    """A row for each person.

    Args:
        lines: The people, in order.
        width: Of the whole drawing.
        chosen: The region that is selected.
        headings: Of the table that it reads as: name, title, role.
        caption: What it is, in words.
    """
    chip = max((text_width(line.party, 12) * 0.85 + 16 for line in lines), default=0.0)

    def draw(line: PersonLine, top: float, ground: str) -> Iterable[Shape]:
        base, right = top + 24, width - _PAD
        yield from consent_mark(line.mark, right - _MARK, top + (PERSON - _MARK) / 2, _MARK, ground)
        right -= _MARK + 16
        yield from _face(line.face, _PAD, top + (PERSON - _FACE) / 2)
        left = _PAD + _FACE + 10
        rest = right - left
        shares = (0.30, 0.34, 0.15, 0.21) if width >= _WIDE else (0.42, 0.0, 0.28, 0.30)
        name, title, role, signs = (
            (rest - chip - 16) * shares[0],
            *((rest - chip - 16) * share for share in shares[1:]),
        )
        yield Text(left, base, line.name, "text", 13, "semibold", room=name - 8)
        if line.note:
            after = left + text_width(line.name, 13) * 0.87 + 6
            yield Text(after, base, line.note, "muted", 12, room=max(left + name - after, 0.0))
        left += name
        if title:
            yield Text(left, base, line.title, "muted", 13, room=title - 8)
            left += title
        yield from _chip(line.party, line.face.tone, left, top + (PERSON - _CHIP) / 2, ground)
        left += chip + 16
        yield Text(left, base, line.role, "text", 13, room=role - 8)
        yield Text(left + role, base, line.signs, "muted", 13, room=max(signs, 0.0))

    rows = ((line.name, line.title, line.role) for line in lines)
    return _rows(lines, PERSON, width, chosen, draw, (headings, *rows), caption)


def _rows(
    lines: Sequence[_Lined],
    height: float,
    width: float,
    chosen: str,
    draw: Callable[[_Lined, float, str], Iterable[Shape]],
    table: tuple[tuple[str, ...], ...],
    caption: str,
) -> Drawing:
    shapes: list[Shape] = []
    regions = []
    for at, line in enumerate(lines):
        top, ground = at * height, "panel"
        if line.key == chosen:
            ground = "accent_tint"
            shapes.append(Rect(0, top, width, height, ground))
        shapes.append(Line((0, top + 0.5), (width, top + 0.5), "soft_line"))
        shapes += draw(line, top, ground)
        regions.append(Region(0, top, width, height, line.told, line.key))
    whole = len(lines) * height
    return Drawing(width, whole, tuple(shapes), tuple(regions), table, caption)


def _pair(
    left: float,
    top: float,
    first: str,
    second: str,
    room: float,
    *,
    strong: bool = False,
    tone: str = "muted",
) -> list[Shape]:
    """Two lines below each other."""
    upper = Text(left, top + 21, first, "text", 13, "semibold" if strong else "regular", room=room)
    return [upper, Text(left, top + 38, second, tone, 12, room=room)]


def _faces(faces: Sequence[Face], left: float, top: float, ground: str) -> list[Shape]:
    shown = list(faces[:_MOST_FACES])
    if len(faces) > _MOST_FACES:
        shown[-1] = Face(f"+{len(faces) - _MOST_FACES + 1}", "neutral")
    shapes: list[Shape] = []
    for at, face in enumerate(shown):
        x, y = left + at * _NEXT_FACE, top + (MEETING - _FACE) / 2
        shapes += _face(face, x, y, ground)
    return shapes


def _face(face: Face, x: float, y: float, ground: str = "") -> list[Shape]:
    tint = f"{face.tone}_tint"
    # On its own tint a shape would not be seen.
    fill = "panel" if ground == "accent_tint" else tint
    middle = x + _FACE / 2
    return [
        Rect(x, y, _FACE, _FACE, fill, _FACE / 2),
        Text(middle, y + 15.5, face.letters, face.tone, 10, "semibold", "centre"),
    ]


def _chip(text: str, tone: str, x: float, y: float, ground: str) -> list[Shape]:
    wide = text_width(text, 12) * 0.85 + 16
    fill = "panel" if ground == "accent_tint" else f"{tone}_tint"
    return [
        Rect(x, y, wide, _CHIP, fill, _CHIP / 2),
        Text(x + wide / 2, y + 13.5, text, tone, 12, "medium", "centre", room=wide - 8),
    ]


def _kind(kind: str, x: float, y: float) -> Rect:
    """The little square of a kind of day, as the strip shows such days."""
    if kind == "holiday":
        return Rect(x, y, 10, 10, "neutral", 2)
    if kind == "closed":
        return Rect(x, y, 10, 10, "", 2, Outline("neutral", 1.5))
    if kind == "open":
        return Rect(x, y, 10, 10, "accent", 2)
    return Rect(x, y, 10, 10, "", 2, Outline("accent", 1.5))
