"""The program: commands where there are words on the line, else the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application

_GARBAGE = (200_000, 20, 20)
"""When Python looks for cycles of garbage: by its own numbers, reading thousands of clauses and
what the log says of them would take a third longer, and loading the libraries that measure a tenth
of a second."""

READER_WORD = "read-spreadsheet-file"
"""As `importing.reader_process` says it, which commands that read no file do not import."""


def main(
    arguments: list[str] | None = None, *, shown: Callable[[Application], None] | None = None
) -> int:
    """Runs the program; its exit status is 0 (done), 1 (done, look) or 2 (nothing was done).

    Args:
        arguments: The words on the line; the process's own where None.
        shown: Gets the application once its window is shown.
    """
    gc.set_threshold(*_GARBAGE)
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == [READER_WORD]:
        from alignment_desktop.importing import reading

        return reading.main()
    try:
        from alignment_desktop.cli.main import run
    except KeyboardInterrupt:  # so early that nothing of ours can say it
        print("Stopped; nothing was changed.", file=sys.stderr)  # noqa: T201
        return 2
    return run(words, open_window=lambda address: _open_window(address, shown))


_BEFORE_QT = (
    "babel.dates",
    "babel.numbers",
    "alignment_desktop.services.workspace",
    "alignment_desktop.services.history",
    "alignment_desktop.services.feed",
    "alignment_desktop.phrasing.clauses",
    "alignment_desktop.phrasing.verdicts",
    "alignment_desktop.phrasing.problems",
)
"""What the window needs and Qt does not: once Qt is there, its binding reads the source of each
module that is imported, to see whether it uses Qt."""


def _open_window(address: str | None, shown: Callable[[Application], None] | None) -> int:
    """Hands over to the window; only here may commands and window meet."""
    # What is imported stays. To search it for garbage over and over takes a tenth of the start.
    gc.disable()
    try:
        for module in _BEFORE_QT:
            import_module(module)
        from alignment_desktop.gui.qt_binding import spare_source_reading

        spare_source_reading()
        from alignment_desktop.gui.program import open_window
    finally:
        gc.freeze()
        gc.enable()
    return open_window(address, shown=shown)


if __name__ == "__main__":
    sys.exit(main())
