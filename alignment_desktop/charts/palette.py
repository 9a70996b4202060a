"""The design's tokens, read once: two palettes of colours, and the measures in pixels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One palette; each colour is `#RRGGBB`.

    A chart names its colours by the names of these fields.
    """

    background: str
    panel: str
    line: str
    soft_line: str
    control_line: str
    text: str
    muted: str
    faint: str
    sales: str
    sales_tint: str
    marketing: str
    marketing_tint: str
    accent: str
    accent_tint: str
    accent_strong: str
    kept: str
    kept_tint: str
    at_risk: str
    at_risk_tint: str
    missed: str
    missed_tint: str
    neutral: str
    neutral_tint: str
    on_fill: str

    def of(self, token: str) -> str:
        """The colour of a token such as `"sales_tint"`; `shared` is the accent's other name.

        Raises:
            KeyError: Where there is no such token.
        """
        name = token.replace("shared", "accent")
        if name not in _NAMES:
            raise KeyError(token)
        return str(getattr(self, name))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The tokens, in the order of the design's table."""
        return tuple(field.name for field in fields(cls))


_NAMES = frozenset(Palette.names())  # asked for each painted cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Everything in the token file.

    Attributes:
        light: The palette for light surroundings, and for paper.
        dark: The palette for dark surroundings.
        radius: Corner radii in pixels, by name.
        type: Sizes of type in pixels, by name.
        space: Distances in pixels, by name.
        size: Measures of the window's parts in pixels, by name.
    """

    light: Palette
    dark: Palette
    radius: Mapping[str, int]
    type: Mapping[str, int]
    space: Mapping[str, int]
    size: Mapping[str, int]


def read_tokens(path: Path) -> Tokens:
    """The tokens in a file.

    Raises:
        TypeError: Where a palette lacks a colour, or has one too many.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Tokens(
        light=Palette(**content["light"]),
        dark=Palette(**content["dark"]),
        radius=content["radius"],
        type=content["type"],
        space=content["space"],
        size=content["size"],
    )
