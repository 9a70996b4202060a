"""What stands on a timeline, how large it is, and which days lie where."""

from __future__ import annotations

from datetime import date

from alignment_desktop.charts.geometry import SMALL, text_width
from alignment_desktop.values import dataclass

DIAMOND, APART, TIGHT = 5.0, 8.0, 6.0
_LIKELY = 0.87
"""How wide words mostly are ÷ how wide they may be."""
TOOTH = 4.0
"""How deep the teeth of an end are that the frame cuts off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large the parts of a timeline are.

    Attributes:
        text: The size of its words.
        head: The height of the line of months, and of that of weeks.
        row: From one row to the next.
        bar: The height of a bar.
        pad: Above and below the rows of a group.
        names: The widest that the column of names may be.
    """

    text: float
    head: float
    row: float
    bar: float
    pad: float
    names: float

    @property
    def small(self) -> float:
        """The size of words that say more of what stands beside them."""
        return max(self.text - 1, SMALL)

    @property
    def line(self) -> float:
        """From one line of words to the next."""
        return self.text + 5


PAPER = Sizes(text=SMALL, head=20, row=22, bar=18, pad=6, names=150)
WINDOW = Sizes(text=12, head=20, row=28, bar=22, pad=8, names=140)


@dataclass(frozen=True, slots=True)
class Span:
    """Something that runs from one day to another, or falls on one.

    Attributes:
        label: What it is called.
        start: Its first day; for a diamond its day.
        end: Its last day; where that is before the first, only the first is shown, with a mark.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        told: What it says to whoever points at it or does not see it.
        strong: Whether it is filled: what has priority, or is done.
        diamond: Whether it is a single day, such as when something is due.
        key: By which it is chosen; empty: it cannot be.
        figure: What stands at the end of its bar, where there is room: `€52,000`.
        proposed: Whether it is only proposed: its edge is dashed.
        movable: Whether it can be dragged.
        moving: What stands on it while it is dragged, before what it is called: its days.
    """

    label: str
    start: date
    end: date
    owner: str
    told: str
    strong: bool = False
    diamond: bool = False
    key: str = ""
    figure: str = ""
    proposed: bool = False
    movable: bool = False
    moving: str = ""

    @property
    def words(self) -> str:
        """What stands on it."""
        return f"{self.moving} · {self.label}" if self.moving else self.label

    @property
    def backwards(self) -> bool:
        """Whether it ends before it starts."""
        return self.end < self.start

    @property
    def shown_end(self) -> date:
        """The last day that is shown."""
        return max(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Note:
    """A few words below the name of a group."""

    text: str
    colour: str = "muted"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """Days on which much runs at once: they are hatched.

    Attributes:
        first: The first of them.
        last: The last.
        told: What there is to say of them.
    """

    first: date
    last: date
    told: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something whose days give it no place: it stands by its name and the reason.

    Attributes:
        label: What it is called.
        why: Why it has no place, in a few words.
        owner: `sales`, `marketing` or `shared`.
        told: What it says to whoever points at it or does not see it.
        key: By which it is chosen.
        movable: Whether it can be dragged onto the days.
    """

    label: str
    why: str
    owner: str
    told: str
    key: str = ""
    movable: bool = False

    @property
    def words(self) -> str:
        """All that stands on it."""
        return f"{self.label} · {self.why}"


@dataclass(frozen=True, slots=True)
class Group:
    """The spans under one name.

    Attributes:
        name: That name.
        spans: In any order.
        notes: What stands below the name.
        told: What the name says to whoever points at it; empty: nothing more.
        crowded: Days on which much runs at once.
        unplaced: What has no place, in rows of its own below the spans.
    """

    name: str
    spans: tuple[Span, ...]
    notes: tuple[Note, ...] = ()
    told: str = ""
    crowded: tuple[Crowded, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A day with a line and words, such as the first of a month."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Days:
    """Which days lie where."""

    first: date
    last: date
    left: float
    right: float

    @property
    def width(self) -> float:
        """Of one day."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def edge(self, day: date, after: int = 0) -> float:
        """Where a day begins, or so many days after it; no further than the frame."""
        whole = (self.last - self.first).days + 1
        share = ((day - self.first).days + after) / whole
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def shows(self, span: Span) -> bool:
        """Whether something of a span lies within."""
        return span.start <= self.last and span.shown_end >= self.first


def extent(span: Span, days: Days) -> tuple[float, float]:
    """From where to where the mark of a span goes, without its words."""
    if span.diamond:
        x = (days.edge(span.start) + days.edge(span.start, 1)) / 2
        x = min(max(x, days.left + DIAMOND), days.right - DIAMOND)
        return x - DIAMOND, x + DIAMOND
    left, right = days.edge(span.start), days.edge(span.shown_end, 1)
    return left, max(right, left + 2) if left + 2 <= days.right else right


def room_of_words(span: Span, days: Days, size: float) -> tuple[float, float, str]:
    """Where the words of a span begin, what room they have, and the token of their colour."""
    left, right = extent(span, days)
    # A sign stands before the words of what is wrong.
    need = text_width(span.words, size) + 2 * APART * span.backwards
    # Most words are narrower than the safe side; what is not is shortened with "…".
    likely = _LIKELY * need
    inside, behind = right - left - 2 * TIGHT, days.right - right - 6
    if not span.diamond and (likely <= inside or inside >= behind):
        cut = TOOTH if span.start < days.first else 0.0
        colour = "on_fill" if span.strong and not span.proposed else "text"
        return left + TIGHT + cut, max(inside - cut, 0.0), colour
    return right + 5, max(min(need, behind), 0.0), "text"
