"""Moments as people hand them over, as arrays of instants, and the answers in the same form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.zone_table import FIRST_YEAR, LAST_YEAR, Ticks
from alignment_desktop.values import dataclass

NULL = int(np.iinfo(np.int64).min)
"""The instant that is not known; the same bits as numpy's NaT."""


def _tick(year: int) -> int:
    return int(np.datetime64(f"{year:04}-01-01", "us").astype(np.int64))


START, END = _tick(FIRST_YEAR), _tick(LAST_YEAR + 1)
"""Moments are known from the first instant up to, and without, the second; others are null."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PER_SECOND = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


class Form(Enum):
    """What moments came as, and answers go back as."""

    SINGLE = auto()
    LIST = auto()
    NUMPY = auto()
    POLARS = auto()


@dataclass(frozen=True, slots=True)
class Instants:
    """Moments of any form as microseconds since 1970-01-01T00:00Z, `NULL` where not known.

    Attributes:
        ticks: One-dimensional.
        form: What they came as.
        shape: The shape of the numpy array that they came as.
        name: The name of the series that they came as.
    """

    ticks: Ticks
    form: Form
    shape: tuple[int, ...] = ()
    name: str = ""

    @classmethod
    def read(cls, values: object) -> Instants:
        """Moments from a polars series, a numpy array, a sequence, or a single one.

        Series and arrays without a time zone are in UTC; finer units are cut to microseconds.

        Raises:
            Problem: `naive-moment`, a Python date-time without a time zone; `not-a-moment`.
        """
        if isinstance(values, pl.Series):
            return cls(_within(_series(values)), Form.POLARS, name=values.name)
        if isinstance(values, np.ndarray):
            return cls(_within(_array(values.ravel())), Form.NUMPY, values.shape)
        if isinstance(values, dt.datetime | np.datetime64 | str) or not isinstance(
            values, Iterable
        ):
            return cls(_within(_items([values])), Form.SINGLE)
        return cls(_within(_items(values)), Form.LIST)

    def give_seconds(self, seconds: npt.NDArray[np.float64]) -> object:
        """Numbers in the form of these moments; nan is null."""
        if self.form is Form.POLARS:
            return pl.Series(self.name, seconds, pl.Float64).fill_nan(None)
        if self.form is Form.NUMPY:
            return seconds.reshape(self.shape)
        numbers = [None if np.isnan(number) else number for number in seconds.tolist()]
        return numbers[0] if self.form is Form.SINGLE else numbers

    def give_instants(self, ticks: Ticks) -> object:
        """Instants in the form of these moments, in UTC."""
        moments = ticks.view("datetime64[us]")
        if self.form is Form.POLARS:
            return pl.Series(self.name, moments, pl.Datetime("us")).dt.replace_time_zone("UTC")
        if self.form is Form.NUMPY:
            return moments.reshape(self.shape)
        items = [None if item is None else item.replace(tzinfo=dt.UTC) for item in moments.tolist()]
        return items[0] if self.form is Form.SINGLE else items


def _within(ticks: Ticks) -> Ticks:
    return np.where((ticks >= START) & (ticks < END), ticks, NULL)


def _series(values: pl.Series) -> Ticks:
    if values.dtype == pl.Null:
        return np.full(len(values), NULL, np.int64)
    if not isinstance(values.dtype, pl.Datetime):
        raise Problem("not-a-moment", value=f"{values.name} ({values.dtype})")
    per_second = _PER_SECOND[values.dtype.time_unit]
    counts = values.to_physical().fill_null(NULL).to_numpy()
    if per_second <= 1_000_000:
        factor = 1_000_000 // per_second
        # Moments outside the known years stay outside, and cannot overflow.
        inside = np.clip(counts, START // factor - 1, END // factor)
        scaled: Ticks = inside * factor
        return scaled
    return np.where(values.is_null().to_numpy(), NULL, counts // (per_second // 1_000_000))


def _array(values: npt.NDArray[np.generic]) -> Ticks:
    if values.dtype.kind == "O":
        return _items(values.tolist())
    if values.dtype.kind != "M":
        raise Problem("not-a-moment", value=str(values.dtype))
    if values.dtype not in ("datetime64[us]", "datetime64[ns]"):
        # A coarser unit reaches further than microseconds can: what lies out there is null.
        years = values.astype("datetime64[Y]").astype(np.int64) + 1970
        outside = (years < FIRST_YEAR) | (years > LAST_YEAR)
        values = np.where(outside, np.datetime64("NaT"), values)
    return values.astype("datetime64[us]").astype(np.int64)


def _items(values: Iterable[object]) -> Ticks:
    return np.fromiter(map(_item, values), np.int64)


def _item(value: object) -> int:
    if value is None:
        return NULL
    if not isinstance(value, dt.datetime):
        if isinstance(value, np.datetime64):
            return int(_array(np.array([value]))[0])
        raise Problem("not-a-moment", value=value)
    if value.tzinfo is None:
        raise Problem("naive-moment", value=value.isoformat(sep=" "))
    since = value - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
