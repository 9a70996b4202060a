"""What an agreement may be called, so that commands can tell it from what else they compare."""

from __future__ import annotations

from alignment_desktop.domain.problems import Problem

DRAFT = "draft"
"""How commands call the draft of an agreement; a number alone is one of its versions."""
TEXT = ".toml"
"""How the name of a file with an agreement text ends."""
_YEARS = 1000
"""From here on a number is a year, not a version."""


def require_free(label: str) -> None:
    """Refuses a new label by which commands mean something else.

    Raises:
        Problem: `reserved-label`.
    """
    version = label.isdecimal() and int(label) < _YEARS
    if version or label.casefold() == DRAFT or label.casefold().endswith(TEXT):
        raise Problem("reserved-label", field="label", value=label)
