"""The one style sheet of both themes, the palette's roles it names, and the glyphs it points to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtGui import QPalette

from alignment_desktop.charts.palette import Palette, Tokens
from alignment_desktop.paths import resource_path

DARK = "dark"
"""The property of a window that says in which theme it is."""
GLYPHS = "glyphs"
"""The search path by which the sheet names its glyphs; it leads to those of the theme in use."""
_ROLE = QPalette.ColorRole
ROLES = {
    _ROLE.Window: "background",
    _ROLE.WindowText: "text",
    _ROLE.Base: "panel",
    _ROLE.AlternateBase: "accent_tint",
    _ROLE.Text: "text",
    _ROLE.Button: "panel",
    _ROLE.ButtonText: "text",
    _ROLE.BrightText: "missed",
    _ROLE.Highlight: "accent",
    _ROLE.HighlightedText: "on_fill",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "accent_strong",
    _ROLE.ToolTipBase: "text",
    _ROLE.ToolTipText: "panel",
    _ROLE.PlaceholderText: "muted",
    _ROLE.Light: "line",
    _ROLE.Mid: "control_line",
    _ROLE.Midlight: "soft_line",
    _ROLE.Dark: "faint",
    _ROLE.Shadow: "line",
    _ROLE.Accent: "accent",
}
"""Which token each role of the palette has. Where several have one, the sheet names the first."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES = {
    token: f"palette({_CAPITAL.sub('-', role.name).lower()})"
    for role, token in reversed(ROLES.items())
}

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}" '
    'viewBox="0 0 {0} {0}">{1}</svg>'
)
_STROKE = (
    'fill="none" stroke="{0}" stroke-width="{1}" stroke-linecap="round" stroke-linejoin="round"'
)


def _line(path: str, colour: str, width: float = 1.5) -> str:
    return _SVG.format(12, f'<path d="{path}" {_STROKE.format(colour, width)}/>')


def _box(fill: str, edge: str, mark: str = "", ink: str = "") -> str:
    shape = f'<rect x="1" y="1" width="14" height="14" rx="4" fill="{fill}" stroke="{edge}"/>'
    path = f'<path d="{mark}" {_STROKE.format(ink, 1.8)}/>' if mark else ""
    return _SVG.format(16, shape + path)


def _ring(fill: str, edge: str, dot: str = "") -> str:
    shape = f'<circle cx="8" cy="8" r="7" fill="{fill}" stroke="{edge}"/>'
    return _SVG.format(16, shape + (f'<circle cx="8" cy="8" r="3" fill="{dot}"/>' if dot else ""))


_CHECK = "M4.5 8.2 7 10.7 11.5 5.6"
_DOWN = "M3 4.5 6 7.5 9 4.5"
_UP = "M3 7.5 6 4.5 9 7.5"


def _glyphs(palette: Palette) -> Mapping[str, str]:
    p = palette
    return {
        "chevron-down": _line(_DOWN, p.muted),
        "chevron-down-faint": _line(_DOWN, p.faint),
        "chevron-up": _line(_UP, p.muted),
        "chevron-up-faint": _line(_UP, p.faint),
        "chevron-left": _line("M7.5 3 4.5 6 7.5 9", p.muted),
        "chevron-right": _line("M4.5 3 7.5 6 4.5 9", p.muted),
        "check": _line("M2.5 6.2 5 8.7 9.5 3.6", p.accent, 1.8),
        "box": _box(p.panel, p.muted),
        "box-faint": _box(p.background, p.control_line),
        "box-checked": _box(p.accent, p.accent, _CHECK, p.on_fill),
        "box-partly": _box(p.accent, p.accent, "M4.5 8h7", p.on_fill),
        "box-checked-faint": _box(p.background, p.control_line, _CHECK, p.faint),
        "ring": _ring(p.panel, p.muted),
        "ring-faint": _ring(p.background, p.control_line),
        "ring-checked": _ring(p.accent, p.accent, p.on_fill),
    }


def write_glyphs(palette: Palette, folder: Path) -> None:
    """Writes the sheet's arrows and boxes in a palette's colours; a sheet takes only files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in _glyphs(palette).items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def style_sheet(tokens: Tokens) -> str:
    """The sheet, which names roles of the application's palette and so serves both themes.

    Tokens that no role has are colours; a rule with one of these stands twice, the second time for
    what is in a dark window.

    Raises:
        KeyError: Where the template names a token that there is not.
    """
    text = resource_path("themes/window.qss").read_text(encoding="utf-8")
    return "".join(
        _rule(selectors.strip(), Template(body), tokens)
        for selectors, body in _RULE.findall(_COMMENT.sub("", text))
    )


def _rule(selectors: str, body: Template, tokens: Tokens) -> str:
    light = f"{selectors} {{{body.substitute(asdict(tokens.light) | _NAMES)}}}\n"
    if set(body.get_identifiers()) <= _NAMES.keys():
        return light
    dark = ", ".join(f'*[{DARK}="true"] {each.strip()}' for each in selectors.split(","))
    return f"{light}{dark} {{{body.substitute(asdict(tokens.dark) | _NAMES)}}}\n"
