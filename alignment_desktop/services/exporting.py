"""What every document of a workspace that is asked for has in common, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.review_figures import ReviewFigures

_MOST_NUMBERS = 12


@dataclass(frozen=True)
class Wanted:
    """Which document.

    Attributes:
        version: A frozen version by number; the newest, or the draft where none is, if None.
        draft: Whether the draft is wanted though a version is frozen.
        period: The label of the period that a review covers; the whole agreement where None.
        label: Which agreement; the newest where None.
        paper: `a4` or `letter`.
        as_of: The moment or day whose knowledge figures stand on; that of the newest leads where
            None.
    """

    version: int | None = None
    draft: bool = False
    period: str | None = None
    label: str | None = None
    paper: str = "a4"
    as_of: str | None = None


@dataclass(frozen=True)
class Exported:
    """A document as bytes.

    Attributes:
        content: The file's content.
        version: The version it shows, or was measured against; None for the draft.
        content_hash: Of that version, or of the draft.
        warnings: What the user is to be told of it: `characters-in-boxes`.
        figures: Of a review what it shows, to be kept once the file is written.
    """

    content: bytes
    version: int | None
    content_hash: str
    warnings: tuple[Problem, ...] = ()
    figures: ReviewFigures | None = None


def characters_lacking(lacking: Iterable[str]) -> tuple[Problem, ...]:
    """Said once, of all the characters that no face has."""
    numbers = [f"U+{ord(each):04X}" for each in sorted(lacking)]
    if not numbers:
        return ()
    shown = ", ".join(numbers[:_MOST_NUMBERS]) + (" …" if len(numbers) > _MOST_NUMBERS else "")
    return (Problem("characters-in-boxes", characters=shown),)


def save(pdf: bytes, path: Path) -> None:
    """Writes a document whole or not at all; an older file at `path` is replaced.

    Raises:
        Problem: As `documents.output_files.replacing`.
    """
    with replacing(path, ".pdf") as temporary:
        temporary.write_bytes(pdf)
