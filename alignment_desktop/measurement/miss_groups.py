"""Where misses concentrate: groups of leads with more misses than chance puts into any group.

It says where, never why: that misses gather among the leads of a source does not make the source
their cause.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.values import dataclass

LEAST_MISSED = 10
"""With fewer misses in all nothing is looked for: too few to tell a pattern from chance."""
LEAST_LEADS = 5
"""A smaller group is never looked at."""
LEVEL = 0.05
"""A group is told only where chance alone would bring one like it in fewer cases than this."""
MOST_GROUPS = 5
_MOST_SHUFFLES, _FEWEST_SHUFFLES = 499, 199
_WORK = 250_000_000
"""About how many looks at a shuffled miss may be spent; so huge evidence is shuffled less often."""
_AT_ONCE, _STEP = 1_000_000, 200
"""So many numbers are held, and so many shuffles made, before it is asked whether to go on."""
_STAGE = "measuring"

Codes: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One way to part the leads.

    Attributes:
        field: What it parts them by; two columns of one field never make a pair.
        values: The groups.
        codes: For each lead the index of its group; -1 where it is in none that is looked at.
    """

    field: str
    values: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class MissGroup:
    """A group of leads that holds more misses than chance explains.

    Attributes:
        fields: By which fields and values its leads are told; one or two.
        missed: Its misses.
        of: Its leads. Those of a group that was found before it are left out.
        explained: (missed - of × rate outside the group) ÷ all misses.
        p: In which share of shuffles any of all groups tried stood out as much, the true order
            counted as one.
    """

    fields: tuple[tuple[str, str], ...]
    missed: int
    of: int
    explained: float
    p: float


@dataclass(frozen=True)
class MissPattern:
    """What was found in the misses of one commitment.

    Attributes:
        missed: All misses.
        of: All leads that were kept or missed.
        groups: Disjoint; what explains most comes first.
        checked: How many groups were tried.
        by: The fields that they were made of.
        places: For each lead the index of its group; -1 for none.
    """

    missed: int
    of: int
    groups: tuple[MissGroup, ...]
    checked: int
    by: tuple[str, ...]
    places: Codes

    @property
    def too_few(self) -> bool:
        """Whether there were too few misses to look for a pattern."""
        return self.missed < LEAST_MISSED


@dataclass(frozen=True)
class _Candidates:
    """The groups that are tried among some leads.

    Attributes:
        names: Of each group: its columns, with the code in each.
        sizes: How many leads it has.
        order: One row a partition: for each lead the number of its group, from 1; 0 for none.
        handicaps: The logarithm of how many groups there are of as many fields; so that none of
            the many pairs wins over the single field in it by chance alone.
    """

    names: list[tuple[tuple[int, int], ...]]
    sizes: Codes
    order: list[Codes]
    handicaps: Numbers


def find_groups(
    columns: Sequence[Column], missed: Flags, monitor: Monitor | None = None
) -> MissPattern:
    """The disjoint groups in which misses concentrate.

    Tried are all groups of one value, and of two values of two fields, of at least `LEAST_LEADS`
    leads. How much a group stands out is its log likelihood ratio (two rates, inside and outside,
    against one), less the logarithm of the number of groups of as many fields. The group that
    stands out most is kept where in fewer than `LEVEL` of all shuffles of the misses over the leads
    any group at all stands out as much, which corrects for all groups tried; then its leads are
    put aside and the rest is looked at in the same way. The shuffles are drawn from a seed that is
    made of the content alone: equal leads in any order give equal groups.

    Args:
        columns: How the leads can be parted, each with a code for every lead.
        missed: For each lead whether it was missed; all others were kept.
        monitor: Asked to stop between rounds.

    Returns:
        The groups, what explains most of the misses first; none where `too_few`.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    monitor = monitor or Silent()
    total, of = int(missed.sum()), missed.size
    places = np.full(of, -1, np.int64)
    by = tuple(dict.fromkeys(column.field for column in columns))
    found: list[MissGroup] = []
    checked = 0
    while total >= LEAST_MISSED and len(found) < MOST_GROUPS:
        monitor.report(Progress(len(found), MOST_GROUPS, _STAGE))
        rest = np.flatnonzero(places < 0)
        parts = [Column(each.field, each.values, each.codes[rest]) for each in columns]
        tried = _candidates(parts, rest.size)
        checked = checked or len(tried.names)
        best = _best(tried, parts, missed[rest], total / of)
        if best is None:
            break
        at, p = best
        inside = np.logical_and.reduce([parts[by_].codes == code for by_, code in tried.names[at]])
        members = rest[inside]
        its, size = int(missed[members].sum()), members.size
        outside = (total - its) / (of - size)
        fields = tuple((parts[by_].field, parts[by_].values[code]) for by_, code in tried.names[at])
        places[members] = len(found)
        found.append(MissGroup(fields, its, size, (its - size * outside) / total, p))
    ranks = sorted(range(len(found)), key=lambda each: -found[each].explained)
    new_places = np.full(len(found) + 1, -1, np.int64)
    new_places[ranks] = np.arange(len(ranks))
    return MissPattern(
        total, of, tuple(found[each] for each in ranks), checked, by, new_places[places]
    )


def _candidates(columns: Sequence[Column], leads: int) -> _Candidates:
    """All groups of one column, then all of two, that some but not all of the leads are in."""
    names: list[tuple[tuple[int, int], ...]] = []
    sizes: list[int] = []
    order: list[Codes] = []
    singles: dict[tuple[int, int], int] = {}

    def keep(codes: Codes, made: list[tuple[int, tuple[tuple[int, int], ...]]]) -> None:
        if not made:
            return
        numbers = np.zeros(int(codes.max()) + 2, np.int64)  # the last is that of code -1
        for code, name in made:
            names.append(name)
            numbers[code] = len(names)
        order.append(numbers[codes])

    for at, column in enumerate(columns):
        made: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        for code, size in _counted(column.codes):
            singles[at, code] = size
            if LEAST_LEADS <= size < leads:
                made.append((code, ((at, code),)))
                sizes.append(size)
        keep(column.codes, made)
    alone = len(names)
    for first, second in _pairs(columns):
        width = len(columns[second].values)
        one, other = columns[first].codes, columns[second].codes
        both = np.where((one < 0) | (other < 0), -1, one * width + other)
        made = []
        for code, size in _counted(both):
            pair = (first, code // width), (second, code % width)
            # A pair that takes nothing away from one of its two is that one, in more words.
            if LEAST_LEADS <= size < min(singles[part] for part in pair):
                made.append((code, pair))
                sizes.append(size)
        keep(both, made)
    handicaps = np.full(len(names), np.log(max(len(names) - alone, 1)))
    handicaps[:alone] = np.log(max(alone, 1))
    return _Candidates(names, np.asarray(sizes, np.int64), order, handicaps)


def _counted(codes: Codes) -> Iterator[tuple[int, int]]:
    counts = np.bincount(codes[codes >= 0])
    for code in np.flatnonzero(counts):
        yield int(code), int(counts[code])


def _pairs(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    for second in range(len(columns)):
        for first in range(second):
            if columns[first].field != columns[second].field:
                yield first, second


def _best(
    tried: _Candidates, columns: Sequence[Column], missed: Flags, rate: float
) -> tuple[int, float] | None:
    """The group that stands out most, with its p; None where chance explains it.

    What stands out only beside the rest, once the worst were put aside, while its share of misses
    is not above that of all leads, `rate`, explains nothing of them.
    """
    leads, misses = missed.size, int(missed.sum())
    if not tried.names or misses < 1:
        return None
    # Leads that no field tells apart change places freely, so the order of the rows is no matter.
    rows = np.lexsort([missed, *(column.codes for column in columns)])
    order = [groups[rows] for groups in tried.order]
    standing = _Standing(tried, leads, misses)
    counts = _counts(order, np.flatnonzero(missed[rows])[None, :], len(tried.names))
    true = np.where(counts > tried.sizes * rate, standing.of(counts), -np.inf)[0]
    at = int(true.argmax())
    if true[at] == -np.inf:
        return None
    rng = np.random.default_rng(_seed(columns, rows, missed))
    shuffles = int(np.clip(_WORK // (misses * len(order)), _FEWEST_SHUFFLES, _MOST_SHUFFLES))
    step = int(np.clip(_AT_ONCE // max(misses, len(tried.names)), 1, _STEP))
    beaten = 1
    for start in range(0, shuffles, step):
        drawn = np.stack(
            [
                rng.choice(leads, misses, replace=False, shuffle=False)
                for _ in range(min(step, shuffles - start))
            ]
        )
        chance = standing.of(_counts(order, drawn, len(tried.names))).max(axis=1)
        beaten += int((chance >= true[at]).sum())
        if beaten >= LEVEL * (shuffles + 1):
            return None  # what is still to be drawn cannot make it rare again
    return at, beaten / (shuffles + 1)


def _counts(order: Sequence[Codes], drawn: Codes, groups: int) -> Codes:
    """How many misses each group has: one row for each row of `drawn`, the places of the misses."""
    rows = np.arange(drawn.shape[0])[:, None]
    counts = np.zeros((rows.size, groups), np.int64)
    for numbers in order:
        # The numbers of one partition follow each other; 0, for none, is counted beside them.
        last = int(numbers.max())
        first = int(np.where(numbers, numbers, last).min())
        width = last - first + 2
        own = np.where(numbers, numbers - (first - 1), 0)
        places = (own[drawn] + rows * width).ravel()
        found = np.bincount(places, minlength=rows.size * width).reshape(-1, width)
        counts[:, first - 1 : last] += found[:, 1:]
    return counts


class _Standing:
    """How much groups stand out: see `find_groups`."""

    def __init__(self, tried: _Candidates, leads: int, misses: int) -> None:
        numbers = np.arange(leads + 1, dtype=np.float64)
        self._log = numbers * np.log(np.maximum(numbers, 1))  # k log k, which the ratio is made of
        self._sizes, self._handicaps = tried.sizes, tried.handicaps
        self._leads, self._misses = leads, misses
        log = self._log
        whole = log[misses] + log[leads - misses] - log[leads]
        self._base = log[tried.sizes] + log[leads - tried.sizes] + whole + tried.handicaps

    def of(self, counts: Codes) -> Numbers:
        """For each number of misses; minus infinity where a group has no more than its share."""
        log, sizes, leads, misses = self._log, self._sizes, self._leads, self._misses
        outside = misses - counts
        ratio = log[counts] + log[sizes - counts] + log[outside] + log[leads - sizes - outside]
        return np.where(counts * leads > misses * sizes, ratio - self._base, -np.inf)


def _seed(columns: Sequence[Column], rows: Codes, missed: Flags) -> int:
    digest = hashlib.sha256(missed[rows].tobytes())
    for column in columns:
        digest.update(column.codes[rows].tobytes())
    return int.from_bytes(digest.digest()[:8], "big")
