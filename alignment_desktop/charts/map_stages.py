"""The stages that the map shows, what is tried with them, and where the box of each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from alignment_desktop.values import dataclass

PILL, BELOW_BOX = 18.0, 5.0
"""How high a pill is, and how far below a box it begins, in pixels."""


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
        proposed: The keys of stages that leads are to go to as well, as somebody proposes.
        removed: The keys of stages that leads are no longer to go to, as somebody proposes.
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
    proposed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def drawn_ways(self) -> tuple[str, ...]:
        """Where leads go to, and where they are to go as proposed, each once."""
        return tuple(dict.fromkeys((*self.ways, *self.proposed)))

    def is_disputed(self, way: str) -> bool:
        """Whether a way is only proposed, or is to go as somebody proposes: it is dashed."""
        return self.is_struck(way) or (way in self.proposed and way not in self.ways)

    def is_struck(self, way: str) -> bool:
        """Whether a way is to go as somebody proposes."""
        return way in self.removed and way in self.ways


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
class Place:
    """Where the box of a stage is.

    Attributes:
        x: Where it begins.
        y: Where its top is.
        width: How wide it is.
        height: How high it is.
        stage: Whose it is.
    """

    x: float
    y: float
    width: float
    height: float
    stage: MapStage

    @property
    def middle(self) -> float:
        """Where its middle is from the left."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def foot(self) -> float:
        """Where ways leave it downwards: below its pill."""
        pill = BELOW_BOX + PILL if self.stage.note and not self.stage.detour else 0.0
        return self.y + self.height + pill


Places: TypeAlias = Mapping[str, Place]
"""The boxes, by the keys of their stages."""
