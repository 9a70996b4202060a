"""Rows that are put into words only when somebody looks at them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar, overload

from typing_extensions import override

Row = TypeVar("Row")

_BLOCK, _KEPT_BLOCKS = 32, 40
_BOUND = 2_048  # rows remembered: more than are ever in sight


class LazyRows(Sequence[Row]):
    """Rows that are known by their keys; each is made when it is first asked for.

    Args:
        keys: The key of each row, unique among them.
        make: Makes the row at a place.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[int], Row]) -> None:
        self.keys = tuple(keys)
        self._make = make
        self._made: OrderedDict[int, Row] = OrderedDict()

    @override
    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    @override
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        row = self._made.get(place)
        if row is None:
            row = self._made[place] = self._make(place)
            if len(self._made) > _BOUND:
                self._made.popitem(last=False)
        return row

    def only(self, places: Sequence[int]) -> LazyRows[Row]:
        """The rows at some places."""
        return LazyRows([self.keys[place] for place in places], lambda at: self[places[at]])


class InBlocks(Sequence[Row]):
    """Rows of a sequence that hands out some dozen of them as quickly as one."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._blocks: dict[int, Sequence[Row]] = {}

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    @override
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return self._rows[at]
        number, place = divmod(range(len(self))[at], _BLOCK)
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _KEPT_BLOCKS:
                self._blocks.clear()
            block = self._blocks[number] = self._rows[number * _BLOCK : (number + 1) * _BLOCK]
        return block[place]
