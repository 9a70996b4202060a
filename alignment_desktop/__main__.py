"""The program: commands where there are words on the line, else the window."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Runs the program; its exit status is 0 (done), 1 (done, look) or 2 (nothing was done)."""
    words = sys.argv[1:] if arguments is None else arguments
    from alignment_desktop.cli.main import run

    return run(words, open_window=_open_window)


def _open_window(address: str | None) -> int:
    """Hands over to the window; only here may commands and window meet."""
    from alignment_desktop.gui.application import open_window

    return open_window(address)


if __name__ == "__main__":
    sys.exit(main())
