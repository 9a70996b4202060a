"""Makes resources/fonts/fallback: the faces for the letters that Inter lacks.

    build_fallback_fonts.py NOTO SC KR EMOJI

It is run by hand when Noto is renewed, and needs fontTools (see `build_fonts.py`). NOTO is the
folder of `fonts-noto-core` (a Debian package) with NotoSans*-Regular.ttf; SC, KR and EMOJI are the
static regular faces of Noto Sans SC, Noto Sans KR and Noto Emoji (packages of Expo on npm, which
have them with TrueType outlines: what reads a document everywhere).

Every script in use today has a face, whole but for hinting. Of Chinese and Japanese characters
those stay that the national standards of China, Taiwan (the common ones) and Japan have; of Korean
all syllables. What is rarer is looked for among the fonts of the computer. `coverage.toml` says
which face has which characters, so that a face is opened only when it is needed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

SCRIPTS = (
    "", "Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil",
    "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Georgian",
    "Armenian", "Ethiopic", "Mongolian", "Thaana", "Syriac", "NKo", "Adlam", "Tifinagh", "Vai",
    "Cherokee", "CanadianAboriginal", "Yi", "Javanese", "Balinese", "Sundanese", "Buginese",
    "Batak", "Cham", "TaiLe", "NewTaiLue", "TaiTham", "TaiViet", "Lisu", "Miao", "OlChiki",
    "MeeteiMayek", "Chakma", "Lepcha", "Limbu", "Saurashtra", "KayahLi", "HanifiRohingya",
    "SylotiNagri", "Osage", "Osmanya", "Tagalog", "Hanunoo", "Buhid", "Tagbanwa", "Rejang",
    "Coptic", "Symbols", "Math", "Symbols2",
)  # fmt: skip
"""Noto's names; the first face that has a character shows it."""
_PLAIN = {"NotoSans", "NotoSansSymbols", "NotoSansMath", "NotoSansSymbols2"}
"""Faces of signs and Western letters, of which Inter has the common ones."""


def _standard(codec: str, leads: range, trails: range) -> set[int]:
    """The characters of a national standard of two bytes each."""
    found: set[int] = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(map(ord, text))
    return found


def _chinese_and_japanese() -> set[int]:
    wanted = _standard("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    wanted |= _standard("big5", range(0xA1, 0xC7), range(0x40, 0xFF))
    wanted |= _standard("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF))
    wanted |= set(range(0x3000, 0x3400)) | set(range(0xFF00, 0xFFF0))
    return {code for code in wanted if code >= 0x2E80}


def _korean() -> set[int]:
    blocks = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980))
    return {code for block in (*blocks, range(0xAC00, 0xD800)) for code in block}


def _subset(path: Path, wanted: set[int] | None, features: list[str]) -> Any:
    subset = import_module("fontTools.subset")
    font = import_module("fontTools.ttLib").TTFont(path)
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.glyph_names = False
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "vhea", "vmtx", "VORG"]
    subsetter = subset.Subsetter(options=options)
    has = set(font.getBestCmap())
    subsetter.populate(unicodes=has if wanted is None else has & wanted)
    subsetter.subset(font)
    return font


def _ranges(codes: set[int]) -> str:
    """Character numbers as "0041-005A 00C0"."""
    parts: list[list[int]] = []
    for code in sorted(codes):
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return " ".join(f"{a:04X}" if a == b else f"{a:04X}-{b:04X}" for a, b in parts)


def main(noto: Path, chinese: Path, korean: Path, emoji: Path) -> int:
    """Writes every face, and what each has."""
    fonts = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    target = fonts / "fallback"
    target.mkdir(parents=True, exist_ok=True)
    open_font = import_module("fontTools.ttLib").TTFont
    inter = set(open_font(fonts / "AlignmentInter-Regular.ttf").getBestCmap())
    lines = ["# Written by tools/build_fallback_fonts.py: which face has which characters.", ""]
    had: set[int] = set()
    sources: list[tuple[str, Path, set[int] | None, list[str]]] = [
        (f"NotoSans{name}", noto / f"NotoSans{name}-Regular.ttf", None, ["*"]) for name in SCRIPTS
    ]
    sources += [
        ("NotoSerifTibetan", noto / "NotoSerifTibetan-Regular.ttf", None, ["*"]),
        ("NotoEmoji", emoji, None, ["*"]),
        ("NotoSansSC", chinese, _chinese_and_japanese(), ["ccmp"]),
        ("NotoSansKR", korean, _korean(), ["ccmp", "ljmo", "vjmo", "tjmo"]),
    ]
    total = 0
    for name, path, wanted, features in sources:
        if name in _PLAIN:
            has = set(open_font(path).getBestCmap())
            wanted = has - inter - had
            if name == "NotoSans":  # marks need their letters, and letters their marks
                wanted = {code for code in has if code < 0x2000} | wanted
                features = ["ccmp", "locl", "mark", "mkmk"]
        font = _subset(path, wanted, features)
        file = target / f"{name}-Regular.ttf"
        font.save(file)
        has = set(font.getBestCmap())
        had |= has
        total += file.stat().st_size
        print(f"{file.name}: {file.stat().st_size:,} bytes, {len(has):,} characters")
        lines.append(f'{name} = "{_ranges(has)}"')
    (target / "coverage.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{total:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
