"""What the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TYPE_CHECKING, TextIO

from typing_extensions import override

from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.hidden_characters import HIDDEN, spelled_out
from alignment_desktop.domain.passwords import masked
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Progress
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.differences import ClauseChange
    from alignment_desktop.words.accessors import CommandsWords

DONE, LOOK, REFUSED = 0, 1, 2
"""Exit statuses: done; done, but there is something to look at; nothing was done."""

UNPRINTED = ("not-printed", "printed-nowhere")
"""The problems of an answer that could not be printed."""

_CONTROLS = re.compile(rf"{HIDDEN.pattern}|[\t\n]")
"""What would begin a line of its own, command the terminal, or turn the text round."""
_SHOW_AFTER = 0.5
_SHOW_EVERY = 0.1


class Answer(io.StringIO):
    """Standard output, held back until a command is done: one that is refused prints nothing.

    Attributes:
        begun: Whether anything was handed over to whoever reads it.
    """

    def __init__(self, out: TextIO | None) -> None:
        super().__init__(newline="")
        self._out = out
        self.begun = False

    def hand_over(self) -> None:
        """Prints what was held back.

        Raises:
            Problem: `not-printed`, `printed-nowhere`.
        """
        text = self.getvalue()
        if not text:
            return
        self.drop()
        if self._out is None:
            raise Problem("printed-nowhere")
        self.begun = True
        try:
            self._out.write(text)
            self._out.flush()
        except (OSError, ValueError) as error:
            _silence(self._out)
            raise Problem("not-printed", reason=_reason(error)) from None

    def drop(self) -> None:
        """Forgets what was held back."""
        self.seek(0)
        self.truncate()

    @override
    def isatty(self) -> bool:
        return self._out is not None and self._out.isatty()


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, BrokenPipeError):
        return wording().output.reader_stopped()
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return wording().output.disk_full()
    return getattr(error, "strerror", None) or wording().output.output_closed()


@contextmanager
def held_back() -> Iterator[Answer]:
    """Holds standard output back; both outputs are UTF-8 from now on, whatever the terminal says.

    What cannot be UTF-8, such as a half of a sign in a file's name, is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(ValueError):  # it is closed
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with Answer(sys.stdout) as answer, redirect_stdout(answer):
        yield answer


def wording() -> CommandsWords:
    """What the commands say of themselves and of what they did, in the user's language."""
    return user_language().commands


def show_json(value: object) -> None:
    """One JSON document on standard output."""
    print(spelled_out(json.dumps(value, ensure_ascii=False, indent=1)))


def findings_json(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as JSON values."""
    from alignment_desktop.phrasing.problems import finding_remedy, finding_text

    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "keys": list(finding.keys),
            "text": finding_text(finding),
            "remedy": finding_remedy(finding),
        }
        for finding in found
    ]


def found_text(finding: Finding, *, remedy: bool) -> str:
    """What a check found, with how bad it is, and what to do about it."""
    from alignment_desktop.phrasing.problems import finding_remedy, finding_text

    language = user_language()
    said = finding_text(finding, language)
    text = f"{said} {finding_remedy(finding, language)}" if remedy else said
    severity = language.say(f"commands.output.severity-{finding.severity}")
    return language.commands.output.found(severity=severity, text=text)


def change_json(change: ClauseChange) -> dict[str, object]:
    """What became of a clause, as commands print it in JSON."""
    fields = {each.field: [each.old, each.new] for each in change.fields}
    return {"clause": change.clause, "change": change.change, "fields": fields}


def show(text: str) -> None:
    """Lines of the result on standard output, in which nothing commands the terminal."""
    print(HIDDEN.sub(_escaped, text))


def complain(problem: Problem) -> None:
    """One sentence on standard error."""
    remark(sentence(problem))


def remark(text: str) -> None:
    """A remark that is no part of the result, on standard error, after what was printed so far.

    Raises:
        Problem: As `Answer.hand_over`.
    """
    if isinstance(sys.stdout, Answer):
        sys.stdout.hand_over()
    _tell(f"{_CONTROLS.sub(_escaped, masked(text))}\n")


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _tell(text: str) -> None:
    """Writes on standard error, where that takes anything: there is nobody else to be told."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Lets what a stream still holds go nowhere, as it would fail once more at the very end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: str = "") -> None:
    """Aligned columns; those of which `numbers` has `>` at their place are set right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        cells = [
            text.rjust(width) if numbers[i : i + 1] == ">" else text.ljust(width)
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        show("  ".join(cells).rstrip())


class ProgressBar:
    """A monitor that draws a bar on a terminal, and nothing in a pipe."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._on = sys.stderr is not None and sys.stderr.isatty()

    def report(self, progress: Progress) -> None:
        """Draw the bar anew, after half a second and at most ten times a second.

        A stage without a name takes it away.
        """
        if not progress.stage:
            self.end()
            return
        now = time.monotonic()
        if not self._on or now - self._begun < _SHOW_AFTER or now - self._drawn < _SHOW_EVERY:
            return
        self._drawn = now
        language, code = user_language(), f"stages.{progress.stage}"
        stage = language.say(code) if language.has(code) else progress.stage
        if progress.total:
            filled = 24 * min(progress.done, progress.total) // progress.total
            line = f"{stage} [{'#' * filled}{'.' * (24 - filled)}]"
        else:
            line = f"{stage} …"
        _tell(f"\r{line:<60}")

    def end(self) -> None:
        """Take the bar away."""
        if self._drawn:
            _tell(f"\r{'':<60}\r")
            self._drawn = 0.0
