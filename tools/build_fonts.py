"""Makes resources/fonts from a folder of Inter's static WOFF2 faces: `build_fonts.py FOLDER`.

It is run by hand when Inter is renewed. It needs fontTools and Brotli, which the program itself
does not: install both beside it, in an environment of their own. FOLDER holds Inter-Regular.woff2
and so on, as Inter's releases have them under `web/`, and Inter's LICENSE.txt beside or above them.

Two things are ours. The family is called "Alignment Inter", for an installed Inter would be merged
with it; Inter's licence reserves no name. And stylistic alternates are left out, which no page of
ours uses and which would double the size; Latin, Greek and Cyrillic stay whole.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FAMILY = "Alignment Inter"
TABULAR = "Alignment Inter Tabular"
FACES = (
    (FAMILY, "Regular", False),
    (FAMILY, "Medium", False),
    (FAMILY, "SemiBold", False),
    (FAMILY, "Bold", False),
    # A PDF knows no features: its columns of numbers need digits that are tabular from the start.
    (TABULAR, "Regular", True),
    (TABULAR, "SemiBold", True),
)
FEATURES = ("calt", "case", "ccmp", "kern", "locl", "mark", "mkmk", "tnum")
_KEPT_NAMES = {0, 5, 7, 8, 9, 11, 12, 13, 14}


def _tabular_digits(font: Any) -> None:
    """Lets the characters 0 to 9 stand for their tabular glyphs."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    for cmap in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in cmap.cmap:
                cmap.cmap[code] = swaps.get(cmap.cmap[code], cmap.cmap[code])


def _is_western(code: int) -> bool:
    """Whether a column of numbers may hold this: Latin, punctuation, currency, signs."""
    return code < 0x250 or 0x2000 <= code < 0x2300


def _rename(font: Any, family: str, style: str) -> None:
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in _KEPT_NAMES]
    plain = style in {"Regular", "Bold"}
    joined = f"{family.replace(' ', '')}-{style}"
    wanted = {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        3: joined,
        4: f"{family} {style}",
        6: joined,
    }
    if not plain:
        wanted |= {16: family, 17: style}
    for number, text in wanted.items():
        names.setName(text, number, 3, 1, 0x409)


def _face(folder: Path, family: str, style: str, tabular: bool) -> Any:
    # Imported by name: what only this tool needs is no dependency of the project.
    subset = import_module("fontTools.subset")
    font_file = import_module("fontTools.ttLib").TTFont

    font = font_file(folder / f"Inter-{style}.woff2")
    if tabular:
        _tabular_digits(font)
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = ["*"]
    options.glyph_names = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options=options)
    wanted = set(font.getBestCmap())
    subsetter.populate(unicodes={c for c in wanted if _is_western(c)} if tabular else wanted)
    subsetter.subset(font)
    _rename(font, family, style)
    font.flavor = None
    return font


def main(folder: Path) -> int:
    """Writes every face, and the licence."""
    target = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for family, style, tabular in FACES:
        path = target / f"{family.replace(' ', '')}-{style}.ttf"
        _face(folder, family, style, tabular).save(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    licence = next(p for f in (folder, folder.parent) for p in f.glob("LICENSE*"))
    (target / "OFL.txt").write_bytes(licence.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
