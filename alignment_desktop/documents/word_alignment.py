"""Which words of two long texts are the same: what stays, and what stands in place of what.

`domain.text_changes` is for texts of a field: over a whole document it takes the first word that
happens to be in both. Here runs of three words that are in each text once are found first, and only
what lies between them is compared word by word.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from alignment_desktop.values import dataclass

_RUN = 3
_ISLAND = 2
"""Words that stay between two long changes only by chance."""
_LONG = 5
"""Words from which on a change is long."""
_MOST_PAIRS = 250_000
"""Pairs of words that are compared one by one; more are taken for something else altogether."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A piece of two texts.

    Attributes:
        same: Whether the two are the same, word by word.
        old: Its words in the old text, from the first up to the one after the last.
        new: Likewise in the new text.
    """

    same: bool
    old: tuple[int, int]
    new: tuple[int, int]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Aligned]:
    """Both texts piece by piece, in order; what stays and what changes take turns."""
    return _joined(_without_islands(_joined(_pieces(old, new))))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Aligned]:
    at = 0, 0
    for start, new_start in (*_anchors(old, new), (len(old), len(new))):
        yield from _compared(old, new, at, (start, new_start))
        if start < len(old):
            end, new_end = start + 1, new_start + 1
            yield Aligned(True, (start, end), (new_start, new_end))
            at = end, new_end


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of words begin that each text has once: as many as come in the same order."""
    places = [_unique_runs(each) for each in (old, new)]
    pairs = [(at, places[1][run]) for run, at in places[0].items() if run in places[1]]
    pairs.sort()
    # The longest row of pairs that rises on both sides.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _unique_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _compared(
    old: Sequence[str], new: Sequence[str], start: tuple[int, int], end: tuple[int, int]
) -> Iterator[Aligned]:
    """What lies between two places, word by word."""
    ours, theirs = old[start[0] : end[0]], new[start[1] : end[1]]
    if not ours and not theirs:
        return
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_PAIRS:
        yield Aligned(False, (start[0], end[0]), (start[1], end[1]))
        return
    for what, first, last, new_first, new_last in difflib.SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        yield Aligned(
            what == "equal",
            (start[0] + first, start[0] + last),
            (start[1] + new_first, start[1] + new_last),
        )


def _without_islands(pieces: Sequence[Aligned]) -> Iterator[Aligned]:
    for at, piece in enumerate(pieces):
        around = [pieces[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(pieces)]
        small = piece.old[1] - piece.old[0] <= _ISLAND
        lost = piece.same and small and len(around) == 2 and all(map(_is_long, around))
        yield Aligned(piece.same and not lost, piece.old, piece.new)


def _is_long(piece: Aligned) -> bool:
    return piece.old[1] - piece.old[0] + piece.new[1] - piece.new[0] >= 2 * _LONG


def _joined(pieces: Iterator[Aligned]) -> list[Aligned]:
    """Neighbours of one kind made one."""
    found: list[Aligned] = []
    for piece in pieces:
        if found and found[-1].same is piece.same:
            last = found[-1]
            found[-1] = Aligned(
                piece.same, (last.old[0], piece.old[1]), (last.new[0], piece.new[1])
            )
        else:
            found.append(piece)
    return found
