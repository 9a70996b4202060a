"""Where the error cells of an .xlsx workbook are, which its reader shows as blank."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from alignment_desktop.importing.cells import Errors, ErrorText

_CHUNK = 1 << 20
_OVERLAP = 1 << 16
"""More than the longest cell with its formula."""
_MARKS = (b't="e"', b"t='e'")
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)(?<!/)>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v(?:\s[^>]*)?>([^<]{1,32})<""",
    re.DOTALL,
)
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")


def office_xml_error_cells(data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet, by the sheet's name.

    A file that has none pays for little more than being unpacked once more.

    Raises:
        zipfile.BadZipFile, KeyError, ElementTree.ParseError and others of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: found
            for name in archive.namelist()
            if "worksheets/" in name.lower() and name.lower().endswith(".xml")
            if (found := _scan(archive, name))
        }
        return _by_sheet(archive, parts) if parts else {}


def _scan(archive: zipfile.ZipFile, name: str) -> Errors:
    errors: Errors = {}
    rest = b""
    with archive.open(name) as part:
        while block := part.read(_CHUNK):
            block = rest + block
            end = 0
            if any(mark in block for mark in _MARKS):  # far cheaper than the pattern
                for cell in _CELL.finditer(block):
                    _note(errors, cell[1], cell[2])
                    end = cell.end()
            rest = block[max(end, len(block) - _OVERLAP) :]
    return errors


def _note(errors: Errors, attributes: bytes, text: bytes) -> None:
    place = _PLACE.search(attributes)
    if place is None:
        return
    column = 0
    for letter in place[1].upper():
        column = column * 26 + letter - 64
    shown = ErrorText(text.decode("utf-8", "replace").strip())
    if shown:
        errors.setdefault(int(place[2]), {})[column - 1] = shown


def _by_sheet(archive: zipfile.ZipFile, parts: dict[str, Errors]) -> dict[str, Errors]:
    home = "xl/workbook.xml"
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        link.get("Id"): posixpath.normpath(
            posixpath.join("/", posixpath.dirname(home), link.get("Target", ""))
        ).lstrip("/")
        for link in links
    }
    sheets: dict[str, Errors] = {}
    for element in ElementTree.fromstring(archive.read(home)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next(
            (value for key, value in element.items() if key.rpartition("}")[2] == "id"), None
        )
        errors = parts.get(targets.get(link_id, ""))
        if errors:
            sheets[element.get("name", "")] = errors
    return sheets
