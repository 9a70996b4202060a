"""The command line: which words there are, and what happens to trouble."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from typing_extensions import override

from alignment_desktop import __version__
from alignment_desktop.cli import window_commands
from alignment_desktop.cli.output import REFUSED, complain, remark
from alignment_desktop.cli.window_commands import OpenWindow
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled

Runner = Callable[[argparse.Namespace], int]

_GROUPS = {
    "agreement_commands": ("new", "apply", "show", "agree", "freeze", "check"),
    "import_commands": ("import", "imports", "undo-import", "template"),
    "measure_commands": ("measure", "leads"),
    "export_commands": ("export",),
    "log_commands": ("log", "backup"),
}
"""The modules of commands, and which words each knows; only the one that is meant is imported."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words in one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        remark(f"{self.prog}: {message}. Try {self.prog} --help.")
        raise SystemExit(REFUSED)


class _CommandParser(_Parser):
    """Takes a command's words in any order: `agree W --party sales KEY` and `agree W KEY --party`.

    What argparse offers for that stops at sub-parsers, so each of them does it by itself.
    """

    _sorting = False

    @override
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._sorting:
            return super().parse_known_args(args, namespace)
        self._sorting = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._sorting = False


def run(words: Sequence[str], open_window: OpenWindow) -> int:
    """Carries out one command, or opens the window where there are no words; its exit status."""
    try:
        if not words:
            return window_commands.opened(open_window, None)
        arguments = _parser(words[0], open_window).parse_args(words)
        runner: Runner = arguments.run
        status = runner(arguments)
        sys.stdout.flush()  # else a full disk would be noticed when nobody can tell of it any more
        return status
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    except Problem as problem:
        complain(problem)
    except (KeyboardInterrupt, Cancelled):
        remark("Stopped; nothing was changed.")
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        _drop_output()
    except Exception as error:  # noqa: BLE001  # the last door: a user never meets a traceback
        remark(_unexpected(error))
    return REFUSED


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, as it would fail once more at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> str:
    """Keep the trace where it can be found, and say where that is."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        _drop_output()
        return "Not all could be printed, because the disk is full; free some space and ask again."
    from alignment_desktop.paths import user_data_folder

    try:
        log = user_data_folder() / "alignment.log"
        logging.basicConfig(filename=log, format="%(asctime)s %(levelname)s %(message)s")
        logging.getLogger(__name__).error("unexpected", exc_info=error)
    except OSError:
        return "Something went wrong that we did not expect; nothing was finished."
    return f"Something went wrong that we did not expect; nothing was finished. See {log}."


def _parser(first: str, open_window: OpenWindow) -> argparse.ArgumentParser:
    """Knows the command that is the first word; all of them where that is none."""
    parser = _Parser(
        prog="alignment",
        description="One plan of sales and marketing, and whether each kept its word.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=_CommandParser
    )
    if first != window_commands.OPEN:
        for group in [group for group, words in _GROUPS.items() if first in words] or _GROUPS:
            import_module(f"alignment_desktop.cli.{group}").add_commands(commands)
    window_commands.add_commands(commands, open_window)
    return parser
