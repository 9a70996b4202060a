"""The command that opens the window, which the program hands in: commands know nothing of Qt."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from alignment_desktop.cli.arguments import Commands
from alignment_desktop.cli.output import wording
from alignment_desktop.domain.problems import Problem

OPEN = "open"
"""The word that opens the window."""

OpenWindow = Callable[[str | None], int]
"""Opens the window on an address, or its welcome, and stays until it is closed."""


def add_commands(commands: Commands, open_window: OpenWindow) -> None:
    """Adds `open`."""
    text = wording().help.open.about()
    parser = commands.add_parser(OPEN, help=text, description=text)
    parser.add_argument("workspace", metavar="W", help=wording().help.shared.workspace())

    def run(arguments: argparse.Namespace) -> int:
        return opened(open_window, arguments.workspace)

    parser.set_defaults(run=run)


def opened(open_window: OpenWindow, address: str | None) -> int:
    """Opens the window; its exit status.

    Raises:
        Problem: `no-screen`, `no-window-libraries`, or that the workspace cannot be opened.
    """
    if not has_screen():
        raise Problem("no-screen")
    try:
        return open_window(address)
    except ImportError as error:
        # A system library that Qt lacks has no name of a module; what we lack has.
        if not (error.name or "PySide6").startswith(("PySide6", "shiboken6")):
            raise
        raise Problem("no-window-libraries", reason=str(error)) from None


def has_screen() -> bool:
    """Whether there is a screen; without one Qt would end the program with no word of ours."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    if not display or host not in ("", "unix"):
        return bool(display)
    return _answers(f"/tmp/.X11-unix/X{number.partition('.')[0]}")


def _answers(path: str) -> bool:
    """Whether somebody listens at a local socket, by its file or its abstract name."""
    import socket  # no other command needs it

    for name in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            try:
                asked.connect(name)
            except OSError:
                continue
            return True
    return False
