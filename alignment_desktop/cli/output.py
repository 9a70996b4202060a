"""What the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alignment_desktop.domain.consistency import Finding
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Progress
from alignment_desktop.wording import sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.differences import ClauseChange

DONE, LOOK, REFUSED = 0, 1, 2
"""Exit statuses: done; done, but there is something to look at; nothing was done."""

_SHOW_AFTER = 0.5
_SHOW_EVERY = 0.1
_STAGES = {
    "reading": "Reading the file",
    "checking": "Checking the rows",
    "comparing": "Comparing with what is there",
    "storing": "Storing",
}


def show_json(value: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def findings_json(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as JSON values."""
    from alignment_desktop.wording import finding_remedy, finding_text

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


def change_json(change: ClauseChange) -> dict[str, object]:
    """What became of a clause, as commands print it in JSON."""
    fields = {each.field: [each.old, each.new] for each in change.fields}
    return {"clause": change.clause, "change": change.change, "fields": fields}


def show(text: str) -> None:
    """A line of the result on standard output."""
    print(text)


def complain(problem: Problem) -> None:
    """One sentence on standard error."""
    print(sentence(problem), file=sys.stderr)


def remark(text: str) -> None:
    """A remark that is no part of the result, on standard error."""
    print(text, file=sys.stderr)


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
        self._on = sys.stderr.isatty()

    def report(self, progress: Progress) -> None:
        """Draw the bar anew, after half a second and at most ten times a second."""
        now = time.monotonic()
        if not self._on or now - self._begun < _SHOW_AFTER or now - self._drawn < _SHOW_EVERY:
            return
        self._drawn = now
        stage = _STAGES.get(progress.stage, progress.stage)
        if progress.total:
            filled = 24 * min(progress.done, progress.total) // progress.total
            line = f"{stage} [{'#' * filled}{'.' * (24 - filled)}]"
        else:
            line = f"{stage} …"
        print(f"\r{line:<60}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print(f"\r{'':<60}\r", end="", file=sys.stderr, flush=True)
