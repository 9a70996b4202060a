"""Planted causes and shuffled outcomes: how often `why` finds the one, and claims the other.

Usage: PYTHONPATH=. python tools/miss_groups_trial.py [RUNS]

Each run makes 2,000 clocks with fields as they are in practice (some of a few large values, some of
many small ones, some that go together). A tenth of the clocks has 30 % misses, all others 10 %:
once told by one field, once by two together. Then the same outcomes are shuffled over the clocks.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import numpy.typing as npt

from alignment_desktop.measurement.miss_groups import Column, MissPattern, find_groups

CLOCKS = 2_000
INSIDE, OUTSIDE = 0.3, 0.1
_SHARES = {
    "segment": (0.6, 0.3, 0.1),
    "owner": (0.15,) * 4 + (0.1,) * 2 + (0.05,) * 4,
    "source": (0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.03, 0.02),
    "region": (0.5, 0.3, 0.2),
    "grade": (0.25, 0.35, 0.25, 0.15),
    "weekday": (0.22, 0.22, 0.2, 0.2, 0.16),
    "hour": (0.1,) * 10,
}


def clocks(rng: np.random.Generator) -> list[Column]:
    """Fields of clocks; the campaign goes with the source."""
    made = {name: rng.choice(len(shares), CLOCKS, p=shares) for name, shares in _SHARES.items()}
    made["campaign"] = np.where(
        rng.random(CLOCKS) < 0.8, made["source"] * 2 + rng.integers(0, 2, CLOCKS), -1
    )
    return [
        Column(name, tuple(str(value) for value in range(int(codes.max()) + 1)), codes)
        for name, codes in made.items()
    ]


def planted(
    columns: list[Column], rng: np.random.Generator, *, pair: bool
) -> tuple[npt.NDArray[np.bool_], tuple[tuple[str, str], ...]]:
    """Which clocks are missed, and the group of about a tenth of them that is told by it."""
    named = {column.field: column.codes for column in columns}
    group: tuple[tuple[str, str], ...]
    if pair:
        inside = (named["region"] == 0) & (named["weekday"] == 3)
        group = (("region", "0"), ("weekday", "3"))
    else:
        inside, group = named["source"] == 2, (("source", "2"),)
    return rng.random(CLOCKS) < np.where(inside, INSIDE, OUTSIDE), group


def is_first(found: MissPattern, group: tuple[tuple[str, str], ...]) -> bool:
    """Whether a group is the first that was found."""
    return bool(found.groups) and set(found.groups[0].fields) == set(group)


def main(runs: int) -> None:
    """Prints how many of so many runs found what was planted, and claimed what was not."""
    start = time.perf_counter()
    first = {False: 0, True: 0}
    claims = 0
    for run in range(runs):
        rng = np.random.default_rng(run)
        columns = clocks(rng)
        for pair in (False, True):
            missed, group = planted(columns, rng, pair=pair)
            first[pair] += is_first(find_groups(columns, missed), group)
        claims += bool(find_groups(columns, rng.permutation(missed)).groups)
    took = (time.perf_counter() - start) / runs / 3
    print(f"{runs} runs of {CLOCKS:,} clocks, {took:.2f} s each")
    print(f"told by one field: first in {first[False] / runs:.1%}")
    print(f"told by two fields: first in {first[True] / runs:.1%}")
    print(f"shuffled: claimed in {claims / runs:.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
