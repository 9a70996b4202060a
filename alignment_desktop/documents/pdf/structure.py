"""The structure of a document: what is a heading, a table, a list, a figure, in reading order."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page, by its number there; pages count from 1."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkOn:
    """The link that was put on a page as its nth, from 0."""

    page: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FieldOn:
    """A field that a signature fills.

    Attributes:
        page: The page that it is on, from 1.
        name: Its name in the file.
        title: What it is, in words.
        box: Left, bottom, right, top on the page, in points.
    """

    page: int
    name: str
    title: str
    box: tuple[float, float, float, float]


Kid: TypeAlias = "Node | Content | LinkOn | FieldOn"


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure.

    Attributes:
        role: A standard type, such as `P` or `TH`.
        kids: What it holds.
        alternative: What a figure says, for those who do not see it.
        said: What its text says, where the order of its letters on the page is another.
        scope: Of a table's heading: `Column` or `Row`.
        span: Of a table's cell: over how many columns and rows it reaches.
        box: Of a figure: where it stands on its page.
    """

    role: str
    kids: list[Kid] = field(default_factory=list)
    alternative: str = ""
    said: str = ""
    scope: str = ""
    span: tuple[int, int] = (1, 1)
    box: tuple[float, float, float, float] | None = None

    def child(self, role: str) -> Node:
        """A new element at the end of this one."""
        made = Node(role)
        self.kids.append(made)
        return made

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is on any page; a table's cells count where they are empty."""
        if self.role in ("TD", "TH"):
            return False
        return all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)
