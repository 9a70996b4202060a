"""The rules of scoring below each other: what each gives, how often it fired, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignment_desktop.charts.consent_marks import Mark, consent_mark
from alignment_desktop.charts.geometry import (
    Drawing,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_HEAD, _SECTION, _ROW = 30.0, 26.0, 34.0
_MARK, _BAR, _OVER = 17.0, 5.0, 9.0
_NAME = 190.0
_WIDTHS = {"points": 84.0, "cap": 60.0, "fades": 108.0, "fired": 60.0, "share": 84.0, "bar": 92.0}
_CONSENT, _AFTER, _INSET = 64.0, 16.0, 16.0
_DROPPED = ("bar", "cap", "fades")
"""Columns that are left out where there is too little room, the first one first."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule.

    Attributes:
        key: What its region is called.
        name: What it is called.
        points: How many points it gives each time.
        cap: How many at most.
        fades: How they decay.
        consent: Who agrees to it.
        fired: On how many leads it fired; empty where that is not known.
        share: Which share of them was won.
        part: That ÷ the full length of a bar, from 0 to 1.
        below: Whether it is less than that of all leads.
        proposed: What it would give each time, where that is proposed.
        note: What is wrong with it.
    """

    key: str
    name: str
    points: str
    cap: str
    fades: str
    consent: Mark
    fired: str = ""
    share: str = ""
    part: float = 0.0
    below: bool = False
    proposed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleHeads:
    """What stands above the columns.

    Attributes:
        name: Above the names; above the others likewise.
        all: What the mark in the bars is.
    """

    name: str
    points: str
    cap: str
    fades: str
    fired: str
    share: str
    all: str
    consent: str


def rule_list(
    sections: Sequence[tuple[str, Sequence[RuleLine]]],
    width: float,
    heads: RuleHeads,
    mark: float | None = None,
    selected: str = "",
) -> Drawing:
    """A row for each rule below the heading of its section.

    Args:
        sections: What each is called, and its rules.
        width: Of the whole drawing; the height comes from the number of rules.
        heads: What stands above the columns.
        mark: Where in the bars the share of all leads is, from 0 to 1; None: it is not known.
        selected: The key of the rule that is selected; empty: none is.
    """
    counted = mark is not None
    right = width - _INSET
    ends = _columns(right, counted=counted)
    shapes: list[Shape] = [*_headings(heads, ends, right)]
    regions = []
    rows: list[tuple[str, ...]] = []
    y = _HEAD
    for title, lines in sections:
        shapes += [
            Rect(0, y, width, _SECTION, "background"),
            Text(_INSET, y + 17, title, "text", 12, "semibold", room=right - _INSET),
        ]
        y += _SECTION
        for line in lines:
            ground = "accent_tint" if line.key == selected else "panel"
            shapes += [
                Rect(0, y, width, _ROW, ground),
                Line((0, y), (width, y), "soft_line"),
            ]
            shapes += [*_line(line, y, ends, right, mark, ground)]
            regions.append(Region(0, y, width, _ROW, _told(line, heads), line.key))
            said = line.consent
            rows.append(
                (line.name, *(value for _, value in _facts(line, heads)), said.text, line.note)
            )
            y += _ROW
    names = (heads.name, heads.points, heads.cap, heads.fades, heads.fired, heads.share)
    table = ((*names, heads.consent, ""), *rows)
    return Drawing(width, y, legible(shapes), tuple(regions), table)


def _columns(width: float, *, counted: bool) -> dict[str, float]:
    """Where each column ends, from the right edge."""
    wanted = dict(_WIDTHS)
    if not counted:
        wanted = {name: wanted[name] for name in ("points", "cap", "fades")}
    for name in _DROPPED:
        if sum(wanted.values()) + _CONSENT + _NAME + _INSET <= width:
            break
        wanted.pop(name, None)
    ends, at = {}, width - _CONSENT
    for name in reversed(wanted):
        ends[name] = at
        at -= wanted[name]
    ends["name"] = max(at - _AFTER / 2, _INSET)
    return ends


def _headings(heads: RuleHeads, ends: dict[str, float], width: float) -> Iterator[Shape]:
    yield Text(_INSET, 19, heads.name, "text", 13, "semibold", room=ends["name"] - _INSET)
    words = {
        "points": heads.points,
        "cap": heads.cap,
        "fired": heads.fired,
        "share": heads.share,
    }
    for name, text in words.items():
        if name in ends:
            room = _WIDTHS[name] - 6
            yield Text(ends[name], 19, text, "muted", 12, align="right", room=room)
    for name, text in (("fades", heads.fades), ("bar", heads.all)):
        if name in ends:
            start = ends[name] - _WIDTHS[name] + _AFTER
            yield Text(start, 19, text, "muted", 12, room=_WIDTHS[name] - _AFTER)
    yield Text(width, 19, heads.consent, "muted", 12, align="right", room=_CONSENT)


def _line(
    line: RuleLine,
    y: float,
    ends: dict[str, float],
    width: float,
    mark: float | None,
    ground: str,
) -> Iterator[Shape]:
    base = y + _ROW / 2 + 4.5
    room = ends["name"] - _INSET
    if line.note:
        yield Text(_INSET, base - 7, line.name, "text", 13, room=room)
        yield Text(_INSET, base + 8, line.note, "at_risk", 11, room=room)
    else:
        yield Text(_INSET, base, line.name, "text", 13, room=room)
    points = line.proposed or line.points
    yield Text(ends["points"], base, points, "text", 13, "semibold", "right", room=52)
    if line.proposed:
        before = ends["points"] - text_width(points, 13) - 6
        yield Text(before, base, f"{line.points} →", "text", 12, align="right", room=52)
    for name, text in (("cap", line.cap), ("fired", line.fired)):
        if name in ends:
            yield Text(ends[name], base, text, "text", 13, align="right", room=_WIDTHS[name])
    if "fades" in ends:
        start = ends["fades"] - _WIDTHS["fades"] + _AFTER
        yield Text(start, base, line.fades, "text", 13, room=_WIDTHS["fades"] - _AFTER)
    if "share" in ends:
        room = _WIDTHS["share"]
        yield Text(ends["share"], base, line.share, "text", 13, "semibold", "right", room=room)
    if "bar" in ends and mark is not None:
        length = _WIDTHS["bar"] - _AFTER
        x, middle = ends["bar"] - length, y + _ROW / 2
        yield Rect(x, middle - _BAR / 2, length, _BAR, "soft_line", 2.5)
        if line.part > 0:
            filled = max(length * line.part, 2.0)
            colour = "at_risk" if line.below else "accent"
            yield Rect(x, middle - _BAR / 2, filled, _BAR, colour, 2.5)
        yield Rect(x + length * mark - 1, middle - _OVER / 2, 2, _OVER, "text")
    yield from consent_mark(
        line.consent, width - _CONSENT / 2, y + (_ROW - _MARK) / 2, _MARK, ground
    )


def _told(line: RuleLine, heads: RuleHeads) -> str:
    said = "; ".join(f"{name}: {value}" for name, value in _facts(line, heads) if value)
    return ". ".join(filter(None, (f"{line.name}. {said}", line.consent.text, line.note)))


def _facts(line: RuleLine, heads: RuleHeads) -> tuple[tuple[str, str], ...]:
    return (
        (heads.points, line.proposed or line.points),
        (heads.cap, line.cap),
        (heads.fades, line.fades),
        (heads.fired, line.fired),
        (heads.share, line.share),
    )
