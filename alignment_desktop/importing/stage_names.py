"""What a stage of the funnel is called: as the agreement says it, as systems and languages do."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.importing.header_words import LONGEST, Reading, readings, words_of

CONCEPTS = frozenset({"mql", "sal", "sql"})
"""Stages that have a name of their own in every language: the vocabulary knows them."""


def concept_of(text: str) -> str | None:
    """The stage that a text means in any language, and nothing beside it."""
    told = {meaning for reading in readings(text) for meaning in reading if len(reading) == 1}
    found = told & CONCEPTS
    return found.pop() if len(found) == 1 else None


def concept_beside(reading: Reading) -> tuple[str, Reading] | None:
    """The one such stage of which a name speaks, and what it says beside that."""
    found = reading & CONCEPTS
    return (next(iter(found)), reading - found) if len(found) == 1 else None


def is_called(text: str, key: str, names: Sequence[str]) -> bool:
    """Whether a text names a stage by key, name or abbreviation, however it is spaced."""
    plain = _together(text)
    return bool(plain) and any(_together(name) == plain for name in (key, *names))


def _together(text: str) -> str:
    return "".join(words_of(text)) if len(text) <= LONGEST else ""
