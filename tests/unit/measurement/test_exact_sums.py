"""Sums are those of the decimal digits that numbers are written with, in whatever order."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.measurement.measures import exact_sum

_NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda cents: cents / 100),
    st.integers(-(10**15), 10**15).map(float),
    st.integers(-(10**16), 10**16).map(lambda millionths: millionths / 1e6),
    st.floats(-1e15, 1e15),
    st.sampled_from([0.1, 0.7, 1e-9, 5e-324, 1e300, 999_999_999_999.999, 2.0**53]),
)


@given(st.lists(_NUMBERS, max_size=30))
def test_a_sum_adds_the_shortest_digits_of_each_number(numbers: list[float]) -> None:
    with localcontext() as context:
        context.prec = 700
        wanted = sum((Decimal(repr(number)) for number in numbers), Decimal())
        assert exact_sum(pl.Series(numbers, dtype=pl.Float64)) == wanted
        assert exact_sum(numbers) == wanted


def test_millions_of_large_amounts_do_not_run_over() -> None:
    many = np.full(1_000_000, 9_999_999_999_999.99)
    assert exact_sum(pl.Series(many)) == Decimal("9999999999999990000")
