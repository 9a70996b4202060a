"""The data of a frozen review: what its document carries, and the hash that it prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.domain.review_contents import ReviewContents
    from alignment_desktop.domain.review_records import ReviewRecord

REVIEW_FILE = "review.json"
"""The name of the file in which a frozen review's document carries its data."""


def review_text(data: Mapping[str, object]) -> str:
    """The data of a review as text: the same data give the same text.

    Args:
        data: Made of JSON values.

    Raises:
        ValueError: It holds what no review can, such as a number that is none.
    """
    return json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def review_hash(text: str) -> str:
    """SHA-256 of a review's data as text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def carried_hash(text: str) -> str | None:
    """The hash of data that a document carries; None where they are not written as a review's are.

    A text that names something twice, say, would be read by one reader so and by another otherwise.
    """
    try:
        data = json.loads(text)
        whole = isinstance(data, dict) and review_text(data) == text
        return review_hash(text) if whole else None
    except (ValueError, RecursionError):
        return None


def locale_in(text: str) -> tuple[str, str] | None:
    """The code of a review's language and the name of its time zone; None where it says neither."""
    data = _table(text)
    language, zone = data.get("language"), data.get("timezone")
    return (language, zone) if isinstance(language, str) and isinstance(zone, str) else None


def says(text: str, contents: ReviewContents) -> bool:
    """Whether a review's data hold the words that people have written in it."""
    # By way of text, as the data came to be.
    words: object = json.loads(review_text(written_words(contents)))
    return words == _table(text).get("words")


def _table(text: str) -> Mapping[str, object]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def written_words(contents: ReviewContents) -> dict[str, object]:
    """What people wrote in a review, as JSON values; None where the generated words stand."""
    headline, paragraph = contents.headline, contents.paragraph
    return {
        "headline": None if headline is None else headline.text,
        "paragraph": None if paragraph is None else paragraph.text,
        "decisions": _fields(contents.decisions),
        "actions": _fields([line.record for line in contents.actions]),
        "notes": _fields(contents.notes),
        "last_actions": _fields([line.record for line in contents.last]),
    }


def _fields(records: Sequence[ReviewRecord]) -> list[dict[str, str]]:
    return [dict(record.fields) for record in records]
