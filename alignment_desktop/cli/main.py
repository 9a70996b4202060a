"""The command line: which words there are, and what happens to trouble."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from alignment_desktop import __version__
from alignment_desktop.cli import window_commands
from alignment_desktop.cli.argparse_words import speak
from alignment_desktop.cli.arguments import PERSON
from alignment_desktop.cli.outcome import outcome_of
from alignment_desktop.cli.output import REFUSED, remark, wording
from alignment_desktop.cli.window_commands import OpenWindow
from alignment_desktop.domain.passwords import masked_address
from alignment_desktop.domain.problems import Problem

Runner = Callable[[argparse.Namespace], int]

GROUPS = {
    "agreement_commands": ("new", "apply", "show", "agree", "freeze", "check"),
    "discussion_commands": ("propose", "proposals", "answer", "comment"),
    "version_commands": ("diff", "carry"),
    "import_commands": ("import", "imports", "undo-import", "template"),
    "measure_commands": ("measure", "leads"),
    "lead_commands": ("lead",),
    "funnel_commands": ("funnel",),
    "score_commands": ("score",),
    "calendar_commands": ("calendar",),
    "metric_commands": ("metrics",),
    "cause_commands": ("why", "bridge"),
    "export_commands": ("export",),
    "logo_commands": ("logo",),
    "log_commands": ("log", "backup"),
    "identity_commands": ("identity", "authority"),
    "signing_commands": ("sign", "file", "decline", "certificate"),
    "review_commands": ("freeze-review",),
    "verify_commands": ("verify",),
}
"""The modules of commands, and which words each knows; only the one that is meant is imported."""
_VERSION = "--version"
_UNPAIRED = re.compile(r"[\ud800-\udfff]")
_LONGEST_WORD = 120


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words in one sentence.

    Options are written out: of a shortened one, the next version might know two.
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(**more, allow_abbrev=False)
        self._words: tuple[str, ...] = ()

    @override
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        self._words = tuple(args)
        return super().parse_known_args(args, namespace)

    @override
    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        values = super()._get_values(action, arg_strings)
        if values == [] and action.nargs is None:
            # In `--party=--` argparse takes the value for the mark that ends the options.
            raise argparse.ArgumentError(action, wording().help.argparse.one_expected())
        return values

    @override
    def error(self, message: str) -> NoReturn:
        values = [word.partition("=")[2] for word in self._words]
        for word in sorted({*self._words, *values}, key=len, reverse=True):
            if _shown_word(word) != word:
                for written in (word, repr(word)[1:-1]):
                    message = message.replace(written, _shown_word(word))
        remark(wording().output.try_help(command=self.prog, trouble=message))
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
            known, left = self.parse_known_intermixed_args(args, namespace)
        finally:
            self._sorting = False
        if left:  # else the whole program's parser refuses them, and names its own help
            self.error(wording().help.argparse.unrecognized(arguments=" ".join(left)))
        return known, left


def run(words: Sequence[str], open_window: OpenWindow) -> int:
    """Carries out one command, or opens the window where there are no words; its exit status."""
    speak()
    return outcome_of(lambda: _carried_out(words, open_window))


def _carried_out(words: Sequence[str], open_window: OpenWindow) -> int:
    if not words:
        return window_commands.opened(open_window, None)
    try:
        arguments = _parser(words[0], open_window).parse_args(words)
    except SystemExit as end:  # argparse's way to end: the words are wrong, or ask for help
        return end.code if isinstance(end.code, int) else REFUSED
    _require_text(arguments)
    runner: Runner = arguments.run
    return runner(arguments)


def _require_text(arguments: argparse.Namespace) -> None:
    """Refuses words that no text can hold; names of files may be any bytes but zero.

    Raises:
        Problem: `word-not-text`.
    """
    words = {**vars(arguments), PERSON: os.environ.get(PERSON)}
    for name, given in words.items():
        for word in given if isinstance(given, list) else [given]:
            if isinstance(word, str | Path) and (
                "\0" in str(word)
                or (isinstance(word, str) and name != "workspace" and _UNPAIRED.search(word))
            ):
                raise Problem("word-not-text", value=str(word))


def _shown_word(word: str) -> str:
    """A word of the line as it may be read by anyone, and not too long."""
    shown = masked_address(word)
    return shown if len(shown) <= _LONGEST_WORD else f"{shown[: _LONGEST_WORD - 1]}…"


def _parser(first: str, open_window: OpenWindow) -> argparse.ArgumentParser:
    """Knows the command that is the first word; all of them where that is none."""
    its = wording().help.program
    parser = _Parser(prog="alignment", description=its.about())
    about = wording().help.argparse.show_version()
    parser.add_argument(_VERSION, action="version", version=__version__, help=about)
    commands = parser.add_subparsers(
        title=its.commands(), metavar="COMMAND", required=True, parser_class=_CommandParser
    )
    if first not in (window_commands.OPEN, _VERSION):
        for group in [group for group, words in GROUPS.items() if first in words] or GROUPS:
            import_module(f"alignment_desktop.cli.{group}").add_commands(commands)
    window_commands.add_commands(commands, open_window)
    return parser
