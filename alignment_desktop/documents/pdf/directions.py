"""In which direction text is read: levels as Unicode's algorithm has them, and visual order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

_T = TypeVar("_T")
_RIGHT = {"R", "AL"}
_RTL_LANGUAGES = {"ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "ku"}
EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn text around unseen; a document that is signed does without."""


def is_rtl_language(language: str) -> bool:
    """Whether text in a language, such as `ar-EG`, is read from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in _RTL_LANGUAGES


def has_rtl(text: str) -> bool:
    """Whether any of it is read from right to left."""
    return not text.isascii() and any(
        character >= "\u0590" and unicodedata.bidirectional(character) in _RIGHT
        for character in text
    )


@lru_cache(maxsize=2_000)
def levels(text: str) -> tuple[int, tuple[int, ...]]:
    """The level of the whole, and of each character; odd levels are read from right to left.

    The whole is read from right to left where two of three letters are: a sentence that begins
    with a foreign name stays a sentence of its own language.
    """
    from bidi import algorithm

    kinds = [unicodedata.bidirectional(each) for each in text]
    rightward = sum(kind == "L" for kind in kinds)
    base = int(sum(kind in _RIGHT for kind in kinds) > 2 * rightward)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage, False, False)
    before = "ON"
    for character in storage["chars"]:
        # What is not seen goes with what stands before it.
        if character["type"] in ("BN", "") or character["type"] not in _KNOWN:
            character["type"] = character["orig"] = before
        before = character["type"]
    algorithm.explicit_embed_and_overrides(storage, False)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return base, tuple(int(character["level"]) for character in storage["chars"])


_KNOWN = {"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "B", "S", "WS", "ON"}


def visual_order(pieces: Sequence[tuple[int, _T]]) -> list[_T]:
    """Pieces with their levels, from left to right: rule L2 of Unicode's algorithm."""
    order = list(pieces)
    highest = max((level for level, _ in order), default=0)
    for least in range(highest, 0, -1):
        at = 0
        while at < len(order):
            if order[at][0] < least:
                at += 1
                continue
            end = at
            while end < len(order) and order[end][0] >= least:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end
    return [piece for _, piece in order]
