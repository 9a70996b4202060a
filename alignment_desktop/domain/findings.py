"""What is found amiss, in an agreement or in a workspace, as a rule's code with facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from alignment_desktop.values import dataclass

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)
"""Gravest first; only errors keep an agreement from being frozen."""


@dataclass(frozen=True)
class Finding:
    """Something that a check has found.

    Attributes:
        rule: The rule's code; its sentences are `findings.<rule>.finding` and `.remedy`.
        severity: One of `SEVERITIES`.
        keys: The clauses concerned, as `kind.key`; the one to mend first.
        facts: What the sentences name.
    """

    rule: str
    severity: str
    keys: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
