"""Text in TOML that somebody wrote: read, or told where it stops being TOML."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.text_lines import breaking_line

_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def parsed(text: str) -> dict[str, Any]:
    """The table that a text states.

    Raises:
        Problem: `not-toml`, with the facts `line` and `reason`.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Problem("not-toml", line=1, reason="Brackets nested too deeply") from None
    # The parser lets a whole number of thousands of digits out as a plain ValueError.
    except ValueError as error:
        raise _problem(error, text) from None


def _problem(error: ValueError, text: str) -> Problem:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return Problem("not-toml", line=1, reason="A number of thousands of digits")
    reason = str(error)
    match = _LINE.search(reason)
    line = int(match[1]) if match else breaking_line(text)
    reason = _LINE.sub("", reason).removesuffix("(at end of document)").strip()
    return Problem("not-toml", line=line, reason=reason)
