"""What a change says of itself, so that whoever shows something knows whether to read it again."""

from __future__ import annotations

from enum import StrEnum

from alignment_desktop.values import dataclass


class Changed(StrEnum):
    """A kind of thing that can change."""

    AGREEMENT = "agreement"
    CONSENT = "consent"
    VERSIONS = "versions"
    EVIDENCE = "evidence"
    DISCUSSION = "discussion"
    REVIEWS = "reviews"
    SIGNING = "signing"
    LOGO = "logo"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, whoever changed it.

    Attributes:
        kinds: The kinds of thing.
        revision: The workspace's revision after it.
    """

    kinds: frozenset[Changed]
    revision: int


EVERYTHING = frozenset(Changed)
"""All kinds: another agreement is shown, or nothing is known of what changed."""
