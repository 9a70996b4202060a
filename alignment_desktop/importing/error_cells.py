"""Where the error cells of a workbook are, whatever its format; readers show them as blank."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.binary_errors import xls_error_cells, xlsb_error_cells
from alignment_desktop.importing.cells import Errors
from alignment_desktop.importing.office_xml_errors import office_xml_error_cells
from alignment_desktop.importing.open_document_errors import open_document_error_cells

_SEARCHES: dict[str, Callable[[bytes], dict[str, Errors]]] = {
    "xlsx": office_xml_error_cells,
    "xls": xls_error_cells,
    "xlsb": xlsb_error_cells,
    "ods": open_document_error_cells,
}


def error_cells(data: bytes, found: str) -> dict[str, Errors]:
    """The error cells of each sheet, by the sheet's name; sheets without any are left out.

    Looking for them never stands in the way of reading: where the file cannot be followed,
    nothing is found, and the cells stay blank.

    Args:
        data: A workbook.
        found: Its format, `xlsx`, `xls`, `xlsb` or `ods`.
    """
    try:
        return _SEARCHES[found](data)
    except (
        Problem,
        ElementTree.ParseError,
        ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ArithmeticError,
        LookupError,
        NotImplementedError,
        OSError,
        EOFError,
        StopIteration,
        ValueError,
    ):
        return {}
