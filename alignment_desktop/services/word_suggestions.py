"""What a word that nobody knows may mean: what is called most like it, or was said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from alignment_desktop.importing.text_values import known_words
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext

_LEAST = 0.78
"""How alike two words have to be, of 1."""
_AHEAD = 0.06
"""So much less alike the next meaning has to be; else nobody could tell which is meant."""
_PART = 0.92
"""What a word that holds all of another one counts at most."""
_REMEMBERED = 0.95

Why = Literal["like", "remembered"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a word may mean; nothing is read so before the user says so.

    Attributes:
        value: As a mapping says it.
        share: How sure that is (0 to 1).
        why: `like` another word, or `remembered` in another mapping.
        of: That word, or that mapping's name.
    """

    value: str
    share: float
    why: Why
    of: str


def suggestion_for(
    field: str,
    word: str,
    context: ImportContext,
    remembered: Mapping[str, Mapping[str, Mapping[str, str]]],
) -> Suggestion | None:
    """What a word of a field may mean; None where nothing is near, or several meanings are.

    Args:
        field: `stage`, `return_reason`, `outcome` or `decision`.
        word: As the cells say it.
        context: What the agreement gives.
        remembered: Name of a mapping to what the words of its fields mean.
    """
    from rapidfuzz import fuzz, utils

    wanted = word.strip().casefold()
    for name, values in remembered.items():
        for other, value in values.get(field, {}).items():
            if other.strip().casefold() == wanted:
                return Suggestion(value, _REMEMBERED, "remembered", name)
    best: dict[str, tuple[float, str]] = {}
    said = utils.default_process(word)
    for other, value in _known(field, context):
        name = utils.default_process(other)
        if len(name) < 2:
            continue
        whole, part = fuzz.ratio(said, name) / 100, fuzz.token_set_ratio(said, name) / 100
        share = max(whole, _PART * part)
        if share > best.get(value, (0.0, ""))[0]:
            best[value] = share, other
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    if not ranked or ranked[0][1][0] < _LEAST:
        return None
    (value, (share, like)), *others = ranked
    if others and share - others[0][1][0] < _AHEAD:
        return None
    return Suggestion(value, round(share, 2), "like", like)


def _known(field: str, context: ImportContext) -> Iterator[tuple[str, str]]:
    """Words that a field knows, each with the value that it stands for."""
    if field == "stage":
        for key, names in context.stages.items():
            yield from ((name, key) for name in (*names, key) if name)
    elif field == "return_reason":
        yield from ((name, name) for name in context.reasons.values())
    else:
        yield from known_words(field).items()
