"""Rows of a report that add up those above them, in whatever language they say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from alignment_desktop.importing.numbers import DECIMAL_SIGNS, NumberText, take_apart

_MOST_CANDIDATES = 200
"""A report with more rows that lack a key has gaps, not sums; then only its end is looked at."""
_MOST_ODD = 20_000
"""Numbers that are not written plainly; more of them are not read for the sake of a sum."""
_LAST = 3
_ADDENDS = 2
_PENNY = 0.011


def sum_rows(
    cells: Sequence[pl.Series],
    candidates: pl.Series,
    others: pl.Series,
    keys: Sequence[int],
) -> pl.Series:
    """Tell which of the candidates hold the sums of the rows above them.

    A row does where at least half of its numbers are the sum of that column, since the row of sums
    before it or since the beginning, and where it has no more than a label and numbers.

    Args:
        cells: Per column the trimmed texts below the header, null where blank.
        candidates: Per row whether it may be such a row: it has no key of its own.
        others: Per row whether it is known to be no data, so that no sum counts it.
        keys: Positions of the columns that make the key, which are never added up.
    """
    places = candidates.arg_true().to_list()
    if len(places) > _MOST_CANDIDATES:
        places = [place for place in places if place >= len(candidates) - _LAST]
    sums = _Sums(cells, keys)
    found: list[int] = []
    begin = 0
    skipped = others.clone()
    for place in places:
        if sums.are_in(place, [(begin, skipped), (0, skipped)]):
            found.append(place)
            begin = place + 1
            skipped = skipped.scatter(place, True)
    return pl.Series("sums", [False]).new_from_index(0, len(candidates)).scatter(found, True)


class _Sums:
    """The columns of a report as numbers, each read when it is first asked for."""

    def __init__(self, cells: Sequence[pl.Series], keys: Sequence[int]) -> None:
        self.cells = cells
        self.keys = set(keys)
        self.read: dict[int, pl.Series | None] = {}

    def are_in(self, place: int, parts: Iterable[tuple[int, pl.Series]]) -> bool:
        """Whether a row adds up one of the parts above it: its first row, and what is no data."""
        texts = [column[place] for column in self.cells]
        numbers = [i for i, text in enumerate(texts) if text and take_apart(text) is not None]
        labels = sum(text is not None for text in texts) - len(numbers)
        asked = [i for i in numbers if i not in self.keys]
        if labels > 1 + len(self.keys) or not asked:
            return False
        # What is called like a lead may have the sum of two others, or of one column, by chance.
        named = any(texts[key] is not None for key in self.keys)
        fewest = _ADDENDS + named
        return any(
            2 * sum(self._adds_up(i, place, start, skipped, fewest) for i in asked)
            >= len(asked) + named
            for start, skipped in parts
        )

    def _adds_up(
        self, column: int, place: int, start: int, skipped: pl.Series, fewest: int
    ) -> bool:
        numbers = self._numbers(column)
        if numbers is None:
            return False
        above = numbers.slice(start, place - start).filter(~skipped.slice(start, place - start))
        addends = above.filter(above != 0).drop_nulls()
        stated, total = numbers[place], addends.sum()
        return (
            len(addends) >= fewest
            and stated is not None
            and stated != 0
            and abs(stated - total) <= max(_PENNY, 1e-9 * abs(stated))
        )

    def _numbers(self, column: int) -> pl.Series | None:
        if column not in self.read:
            self.read[column] = _as_numbers(self.cells[column])
        return self.read[column]


def _as_numbers(texts: pl.Series) -> pl.Series | None:
    """The texts as numbers, null where they are none; None where their decimal sign is unclear."""
    plain = texts.cast(pl.Float64, strict=False)
    odd = texts.filter(plain.is_null() & texts.is_not_null()).unique()
    if odd.is_empty():
        return plain
    if len(odd) > _MOST_ODD:
        return None
    apart = {text: take_apart(text) for text in texts.drop_nulls().unique()}
    told = {number.decimal_sign() for number in apart.values() if number}
    signs = [sign for sign in DECIMAL_SIGNS if sign in told] or ["."]
    if len(signs) > 1:
        return None
    values = {text: _value(number, signs[0]) for text, number in apart.items()}
    return texts.replace_strict(values, default=None, return_dtype=pl.Float64)


def _value(number: NumberText | None, decimal: str) -> float | None:
    return number.value(decimal) if number else None
