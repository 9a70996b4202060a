"""Who does things in the tests."""

from __future__ import annotations

from alignment_desktop.domain.actors import Actor


def by(party: str | None = None, person: str | None = None) -> Actor:
    """Somebody who uses the program of the tests."""
    return Actor(person, party, "tests")


NOBODY = by()
"""Nobody is named."""
