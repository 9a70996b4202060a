"""Writes a revision behind a file, and nothing but what was asked for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def revision_writer(content: bytes) -> IncrementalPdfFileWriter:
    """The library's writer, without what it would say in the document of itself."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        @override
        def _update_meta(self) -> None:
            """Leaves what the document says of itself, which nobody but its maker may change."""

    return Writer(io.BytesIO(content), strict=True)
