"""What a document uses of a face, and the face as it is embedded: a subset, with what it says."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from typing import Any

from alignment_desktop.documents.pdf.faces import Face
from alignment_desktop.documents.pdf.shaping import Glyphs

_BLOCK = 100
"""So many lines a block of a character map may have."""
_SYMBOLIC = 4
_KEPT_TABLES = ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep")
_LETTERS = 26
_LAST = 0xFFFF


class FaceUse:
    """The glyphs of a face that are on the pages of a document, and what each says.

    Each has a code in the document, its own number; a glyph that says something else in another
    place gets a further code there, so that each code says one thing.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._says: dict[int, str] = {}
        self._glyph_of: dict[int, int] = {}
        self._further: dict[tuple[int, str], int] = {}
        self._next = int(face.hb_face.glyph_count)
        self._noted: dict[Glyphs, bool] = {}

    def code_of(self, number: int, text: str) -> int:
        """The code by which a glyph says a text."""
        if self._says.setdefault(number, text) == text:
            self._glyph_of[number] = number
            return number
        if self._next > _LAST:
            return number
        found = self._further.get((number, text))
        if found is None:
            found = self._further[number, text] = self._next
            self._says[found], self._glyph_of[found] = text, number
            self._next += 1
        return found

    def note(self, glyphs: Glyphs) -> bool:
        """Notes glyphs that are read from left to right, to be drawn by their own numbers.

        Returns:
            Whether the glyphs, each by itself, say the text; where they do not, as in ligatures
            and letters that change places, the text must stand beside them.
        """
        known = self._noted.get(glyphs)
        if known is None:
            known = self._noted[glyphs] = self._note(glyphs)
        return known

    def _note(self, glyphs: Glyphs) -> bool:
        text = glyphs.text.replace("\u00a0", " ")
        says = self._says
        numbers = glyphs.numbers
        if glyphs.clusters == tuple(range(len(text))):
            same = True
            for number, character in zip(numbers, text, strict=True):
                same &= says.setdefault(number, character) == character
                self._glyph_of[number] = number
            return same
        said: list[str] = []
        for number, part, alone in _in_reading_order(glyphs, text):
            self._glyph_of[number] = number
            if number not in says:
                says[number] = part if alone else self.face.character(number) or part
            said.append(says[number])
        return "".join(said) == text

    def embedded(self, pdf: Any) -> Any:
        """The font as an object of a document."""
        from pikepdf import Array, Dictionary, Name, Stream

        codes = sorted(self._glyph_of)
        numbers = sorted(set(self._glyph_of.values()))
        name = Name(f"/{_tag(numbers)}+{self.face.name}")
        font = self.face.font
        by = 1000 / self.face.upem
        extents = font.get_font_extents("ltr")
        program = Stream(pdf, subset_of(self.face, numbers))
        program.Length1 = len(program.read_raw_bytes())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([-1000, -1000, 3000, 2000]),
            ItalicAngle=0,
            Ascent=round(extents.ascender * by),
            Descent=round(extents.descender * by),
            CapHeight=round(0.7 * 1000),
            StemV=80,
            FontFile2=pdf.make_indirect(program),
        )
        widths = Array()
        for code in codes:
            widths.append(code)
            widths.append(Array([round(self.face.advance(self._glyph_of[code]), 3)]))
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=0,
            W=widths,
            CIDToGIDMap=Name.Identity,
        )
        if self._further:
            descendant.CIDToGIDMap = pdf.make_indirect(Stream(pdf, self._glyph_map()))
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, character_map(self._says))),
            )
        )

    def _glyph_map(self) -> bytes:
        """The glyph of each code, two bytes each."""
        glyphs = [self._glyph_of.get(code, 0) for code in range(self._next)]
        return struct.pack(f">{len(glyphs)}H", *glyphs)


def _in_reading_order(glyphs: Glyphs, text: str) -> list[tuple[int, str, bool]]:
    """Each glyph with the text of its cluster, and whether it is alone in showing it."""
    starts = sorted(set(glyphs.clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    counts: dict[int, int] = {}
    for cluster in glyphs.clusters:
        counts[cluster] = counts.get(cluster, 0) + 1
    pairs = zip(glyphs.numbers, glyphs.clusters, strict=True)
    return [
        (number, text[cluster : ends[cluster]], counts[cluster] == 1) for number, cluster in pairs
    ]


def _tag(numbers: list[int]) -> str:
    """The six letters that mark a subset, the same for the same glyphs."""
    digest = hashlib.sha256(repr(numbers).encode()).digest()
    return "".join(chr(ord("A") + each % _LETTERS) for each in digest[:6])


def subset_of(face: Face, numbers: list[int]) -> bytes:
    """The face with these glyphs only, under the numbers that they had."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.glyph_set.update([0, *numbers])
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode("latin-1"), "big")
        for tag in face.hb_face.table_tags
        if tag not in _KEPT_TABLES
    )
    if face.hb_face.has_var_data:
        wanted.pin_all_axes_to_default(face.hb_face)
    return bytes(hb.subset(face.hb_face, wanted).blob.data)


def character_map(says: Mapping[int, str]) -> bytes:
    """What each glyph says, as a PDF's ToUnicode."""
    lines = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for number, text in sorted(says.items())
    ]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    mapped = [
        line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *mapped,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")
