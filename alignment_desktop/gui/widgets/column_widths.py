"""How wide the columns of a table become: by their headings, their words, and the room there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from alignment_desktop.gui.delegates.cells import SIDE, CellDelegate
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.widgets.row_heights import resizing

_ARROW = 16
"""Pixels for the arrow beside the heading by which rows are sorted."""
_NARROW = 84
"""Pixels below which words would be broken into letters."""
_LOOKED_AT = 50
"""Rows whose words say how wide a column should be."""


class ColumnWidths:
    """Gives the columns of one table their widths.

    Attributes:
        sorts: Whether a heading may have the arrow by which rows are sorted.
    """

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self._delegates: dict[int, CellDelegate] = {}
        self._shares: dict[int, int] = {}
        self._fixed: dict[int, int] = {}
        self._spare: dict[int, int] = {}
        self._fitted: dict[int, int] = {}
        self._growing: frozenset[int] = frozenset()
        self._sparing: tuple[int, ...] = ()
        self._widest: dict[int, int] = {}
        self._left_out: frozenset[int] = frozenset()
        self.sorts = False

    @property
    def depend_on_words(self) -> bool:
        """Whether other words in the cells may give columns another width."""
        return bool(self._fitted or self._growing)

    def set_columns(
        self,
        delegates: Mapping[int, CellDelegate],
        fixed: Mapping[int, int],
        shares: Mapping[int, int],
        spare: Mapping[int, int] | None = None,
        fitted: Mapping[int, int] | None = None,
        growing: Iterable[int] = (),
        sparing: Sequence[int] = (),
    ) -> None:
        """Says by what columns get their widths; as `CardTable.set_columns` takes it."""
        self._delegates = dict(delegates)
        self._fixed, self._shares = dict(fixed), dict(shares)
        self._spare, self._fitted = dict(spare or {}), dict(fitted or {})
        self._growing, self._sparing = frozenset(growing), tuple(sparing)

    def set_fixed(self, widths: Mapping[int, int], spare: Mapping[int, int]) -> bool:
        """Gives columns that keep their width another one; whether that changes anything."""
        fixed = {**self._fixed, **widths}
        if (fixed, dict(spare)) == (self._fixed, self._spare):
            return False
        self._fixed, self._spare = fixed, dict(spare)
        return True

    def leave_out(self, columns: Iterable[int]) -> bool:
        """Leaves out columns, and no others; whether that changes anything."""
        before, self._left_out = self._left_out, frozenset(columns)
        return before != self._left_out

    def forget_words(self) -> None:
        """The cells say something else now."""
        self._widest.clear()

    def apply(self, card: int) -> set[int]:
        """Gives columns their widths; those that got another one.

        Args:
            card: How wide the card around the table is.
        """
        whole = self._table.viewport().width()
        if not self._shares or whole < 80:
            return set()
        out = self._out_of_sight(whole, card)
        widths = self._widths(whole, out)
        header = self._table.horizontalHeader()
        hidden = {column: header.isSectionHidden(column) for column in self._columns()}
        other = {at: width for at, width in widths.items() if header.sectionSize(at) != width}
        if not other and all(its == (column in out) for column, its in hidden.items()):
            return set()
        with resizing(self._table, header):
            for column in hidden:
                header.setSectionHidden(column, column in out)
            for column, width in other.items():
                header.resizeSection(column, width)
        return set(other)

    def _out_of_sight(self, whole: int, card: int) -> frozenset[int]:
        """The columns that are left out where there is so much room."""
        narrow = {column for column, least in self._spare.items() if card < least}
        out = self._left_out | narrow
        for column in self._sparing:
            if sum(self._needed(each) for each in self._columns() if each not in out) > whole:
                out |= {column}
        return out

    def _widths(self, whole: int, out: frozenset[int]) -> dict[int, int]:
        """How wide each column that is shown becomes."""
        widths = {
            column: max(self._grown(column, width), self._heading(column))
            for column, width in self._fixed.items()
            if column not in out
        }
        shares = {column: share for column, share in self._shares.items() if column not in out}
        room, total = max(whole - sum(widths.values()), 0), sum(shares.values())

        def give(column: int, width: int) -> None:
            nonlocal room, total
            widths[column] = width
            room, total = room - width, total - shares.pop(column)

        for column, rest in self._fitted.items():
            kept = {
                other: self._kept(other, rest, room * share // total)
                for other, share in shares.items()
                if other != column
            }
            wanted = min(self._natural(column), room - sum(kept.values()))
            if column in shares and kept and wanted > room * shares[column] // total:
                give(column, wanted)
                # Those that want no more than their share have what they want; others come yet.
                fits = [each for each in kept if self._natural_of(each) == kept[each]]
                for other in fits[: len(shares) - 1]:
                    give(other, kept[other])
        # No heading is cut off while another column can spare the room for it.
        for column in sorted(shares, key=lambda each: shares[each] - self._heading(each)):
            least = self._heading(column)
            if len(shares) > 1 and room * shares[column] // total < least < room:
                give(column, least)
        widths.update({column: room * share // total for column, share in shares.items()})
        widths[max(shares)] += whole - sum(widths.values())
        return widths

    def _kept(self, column: int, rest: int, share: int) -> int:
        """What another column leaves to one with a share."""
        if column not in self._fitted:
            return rest
        return max(rest, min(self._natural(column), share))

    def _natural_of(self, column: int) -> int:
        """How wide a fitted column would like to be; 0 for others."""
        return self._natural(column) if column in self._fitted else 0

    def _columns(self) -> tuple[int, ...]:
        return (*self._fixed, *self._shares)

    def _grown(self, column: int, width: int) -> int:
        if column not in self._growing:
            return width
        return max(width, min(self._natural(column), width * 3 // 2))

    def _natural(self, column: int) -> int:
        """How wide a column is whose heading and words, of the first rows, stand on one line."""
        if column in self._widest:
            return self._widest[column]
        model, delegate = self._table.model(), self._delegates[column]
        rows = range(min(model.rowCount(), _LOOKED_AT))
        widths = (delegate.width_for(model.index(row, column)) for row in rows)
        self._widest[column] = max([self._heading(column), *widths])
        return self._widest[column]

    def _needed(self, column: int) -> int:
        """How much room a column needs at the least to be of use."""
        if column in self._fixed:
            return max(self._grown(column, self._fixed[column]), self._heading(column))
        return max(self._heading(column), _NARROW)

    def _heading(self, column: int) -> int:
        """How wide a column is whose heading stands on one line."""
        heading = str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "")
        shown = self._table.horizontalHeader()
        arrow = _ARROW if self.sorts and shown.sortIndicatorSection() == column else 0
        return QFontMetrics(font(12, MEDIUM)).horizontalAdvance(heading) + 2 * SIDE + 2 + arrow
