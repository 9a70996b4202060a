"""A column of numbers: which decimal sign it uses, and the numbers that it means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.stated_units import SIGNS
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.numbers import DECIMAL_SIGNS, NumberText, take_apart
from alignment_desktop.values import dataclass

COUNTS = frozenset(
    [
        "employees",
        "attempts",
        "impressions",
        "clicks",
        "leads",
        "mqls",
        "opportunities",
        "customers",
    ]
)
"""Fields of what is counted."""
SUMS = frozenset({"amount", "revenue", "pipeline"})
"""Fields of sums of money."""
TOO_LARGE = 1e15
"""From here on a number is a mistake, or an identifier; every smaller cent is still exact."""


@dataclass(frozen=True, slots=True)
class DecimalFound:
    """What a column tells of its decimal sign.

    Attributes:
        signs: The signs that its clear values use.
        unclear: The different values that fit two readings.
    """

    signs: frozenset[str] = frozenset()
    unclear: tuple[str, ...] = ()

    @property
    def example(self) -> str:
        """A value that fits two readings; empty where there is none."""
        return self.unclear[0] if self.unclear else ""

    @property
    def grouped(self) -> str | None:
        """The decimal sign, where every unclear value has its thousands set apart by the other."""
        return _only(frozenset(_OTHER[sign] for text in self.unclear for sign in _OTHER
                               if sign in text))  # fmt: skip


def decimal_of(texts: pl.Series) -> DecimalFound:
    """Find a column's decimal sign from all of its values.

    Money of the currencies that are known has two decimals at most, and so `$1,234` is clear.
    """
    # Most columns hold little else than what tells one sign or none, which is soon seen.
    plainly = texts.str.contains(_PLAINLY).fill_null(True)
    told = texts.filter(plainly)
    signs = {sign for sign in DECIMAL_SIGNS if told.str.contains(sign, literal=True).any()}
    distinct = texts.filter(~plainly).alias("text").unique(maintain_order=True)
    plain = _plain(distinct).filter(pl.col("digits").is_not_null())
    found = plain.select("text", _told_sign(pl.col("digits"), pl.col("currency")).alias("sign"))
    found = found.drop_nulls("sign")
    unclear = found.filter(pl.col("sign") == _UNCLEAR)["text"].to_list()
    signs |= set(found["sign"].to_list()) - {_UNCLEAR}
    for text in distinct.filter(~distinct.is_in(plain["text"].implode())):
        number = take_apart(text)
        sign = number.decimal_sign() if number else ""
        if number and sign is None:
            unclear.append(text)
        elif sign:
            signs.add(sign)
    return DecimalFound(frozenset(signs), tuple(unclear))


def currencies_of(column: ColumnCells) -> list[str]:
    """The currency signs and codes of a column, each with what it means at the best place.

    Signs that may mean the same currency, such as `$` and `USD`, are one.
    """
    texts = column.texts.filter(column.kinds == int(CellKind.TEXT)).drop_nulls().unique()
    signs = texts.filter(texts.str.contains(r"[^\d\s.,+-]")).sort()
    numbers = (take_apart(text) for text in signs.head(_LOOKED_AT))
    found: dict[str, frozenset[str]] = {}
    for number in numbers:
        meant = SIGNS.get(number.currency, frozenset((number.currency,))) if number else frozenset()
        if number and number.currency and not any(meant & other for other in found.values()):
            found[number.currency] = meant
    return list(found)


_LOOKED_AT = 1_000
"""Different values with a sign; more of them tell no other currency."""
_PLAINLY = r"^-?[0-9]+(?:[.,][0-9]{1,2})?$"
_POINTED = [int(CellKind.NUMBER), int(CellKind.PERCENT)]
"""A number cell of the spreadsheet has its point, whatever the texts have."""
_UNCLEAR = "?"
_OTHER = {".": ",", ",": "."}
_SEVERAL = 3
"""So many different sums of which each had just three decimals are none of money."""
_AROUND = r"^([^\d.,_+−()-]{0,6})(-?)(\d[\d.,]*\d|\d)([^\d.,_+−()-]{0,6})$"


def _plain(texts: pl.Series) -> pl.DataFrame:
    """Texts of the commonest shape taken apart all at once.

    Returns:
        Per text `text`, `digits` (with dots and commas; null where the text needs a closer
        look), `negative` and `currency`.
    """
    groups = texts.str.extract_groups(_AROUND).struct.rename_fields(
        ["before", "minus", "digits", "after"]
    )
    parts = groups.struct.unnest().with_columns(texts.alias("text"))
    around = parts.select("before", "after").drop_nulls().unique()
    numbers = [take_apart(f"{before}1{after}") for before, after in around.iter_rows()]
    around = around.with_columns(
        # Thousands and millions are multiplied exactly, one by one.
        pl.Series("sound", [bool(each and each.factor == 1) for each in numbers], pl.Boolean),
        pl.Series("currency", [each.currency if each else "" for each in numbers], pl.String),
    )
    joined = parts.join(around, on=["before", "after"], how="left", maintain_order="left")
    return joined.select(
        "text",
        pl.when("sound").then("digits").alias("digits"),
        (pl.col("minus") == "-").alias("negative"),
        "currency",
    )


def _told_sign(digits: pl.Expr, currency: pl.Expr) -> pl.Expr:
    """The decimal sign that digits tell; null where there is none, `?` where two readings fit.

    Beside a currency these are no thousandths.
    """
    dots, commas = (digits.str.count_matches(sign, literal=True) for sign in (".", ","))
    last = digits.str.extract(r"([.,])\d*$")
    other = pl.when(last == ".").then(pl.lit(",")).otherwise(pl.lit("."))
    return (
        pl.when((dots > 0) & (commas > 0))
        .then(last)
        .when(dots + commas > 1)
        .then(other)
        .when(digits.str.contains(r"^[^0\D]\d{0,2}[.,]\d{3}$"))
        .then(pl.when(currency == "").then(pl.lit(_UNCLEAR)).otherwise(other))
        .otherwise(last)
    )


def _quick(column: ColumnCells, decimal: str | None, currency: str) -> pl.Series:
    """The numbers of the commonest shapes; null for what needs a closer look."""
    bare = _bare(column, decimal)
    column = column.only(bare.is_null())
    if column.texts.null_count() == len(column.texts):
        return bare
    return bare.fill_null(_decorated(column, decimal, currency))


def _bare(column: ColumnCells, decimal: str | None) -> pl.Series:
    """The numbers that are digits alone, with a decimal sign that is beyond doubt."""
    written, pointed = column.kinds == int(CellKind.TEXT), column.kinds.is_in(_POINTED)
    texts = column.texts.set(~(written | pointed), None)
    if decimal == "." or not written.any():
        fraction = r"\."
    elif decimal == "," and not pointed.any():
        fraction = ","
    else:
        fraction = "$"  # what may stand behind it is left to a closer look
    bare = texts.str.contains(f"^-?[0-9]+(?:{fraction}[0-9]+)?$")
    texts = texts.set(~bare, None)
    if fraction == ",":
        texts = texts.str.replace(",", ".", literal=True)
    return texts.cast(pl.Float64).alias("value")


def _decorated(column: ColumnCells, decimal: str | None, currency: str) -> pl.Series:
    """The numbers with signs of thousands or a currency, of the commonest shapes."""
    padded = column.kinds == int(CellKind.PADDED)
    texts = column.texts
    if padded.any():
        texts = texts.str.replace_all(r"\D", "").zip_with(padded, texts)
    known = padded | column.kinds.is_in([int(CellKind.TEXT), *_POINTED])
    texts = texts.set(~known, None)
    plain = _plain(texts)
    found = plain["currency"].drop_nulls().unique().to_list()
    sound = [
        name for name in found if NumberText("1", Decimal(1), False, name).is_currency(currency)
    ]
    digits = pl.col("digits")
    sign = pl.lit(decimal) if decimal else _told_sign(digits, pl.col("currency")).fill_null(".")
    sign = pl.when(column.kinds.is_in(_POINTED)).then(pl.lit(".")).otherwise(sign)
    pointed = digits.str.replace_all(",", "", literal=True)
    swapped = digits.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    value = (
        pl.when(
            (sign == ".") & digits.str.contains(_GROUPED.replace("SEP", ",").replace("DEC", r"\."))
        )
        .then(pointed)
        .when(
            (sign == ",") & digits.str.contains(_GROUPED.replace("SEP", r"\.").replace("DEC", ","))
        )
        .then(swapped)
        .cast(pl.Float64, strict=False)
    )
    value = pl.when(pl.col("currency").is_in(sound)).then(value)
    signed = pl.when("negative").then(-value).otherwise(value)
    return plain.select(signed.alias("value")).to_series()


_GROUPED = r"^(?:\d+|\d{1,3}(?:SEP\d{3})+)(?:DEC\d*)?$"


def decimals_of_file(
    columns: Sequence[ColumnCells],
    others: Sequence[ColumnCells],
    given: str | None,
    *,
    counts: Collection[str] = (),
    money: Collection[str] = (),
) -> dict[str, str | None]:
    """The decimal sign of each column; None where its values speak for themselves.

    A value such as `1.234` fits two readings that differ a thousandfold. The column's other
    values decide, else the file's other columns of numbers where these agree. What is counted has
    no decimals, and sums of money never all have three.

    Args:
        columns: The columns of numbers.
        others: Further columns of the file.
        given: The sign that the mapping states.
        counts: Names of the columns in which something is counted.
        money: Names of the columns of sums of money.

    Raises:
        Problem: `decimal-unclear` where nothing decides.
    """
    if given:
        return {column.name: given for column in columns}
    found = {column.name: decimal_of(_texts_of(column)) for column in columns}
    signs = {name: _only(each.signs) for name, each in found.items()}
    for name, each in found.items():
        enough = 1 if name in counts else _SEVERAL if name in money else None
        if not each.signs and enough and len(each.unclear) >= enough:
            signs[name] = each.grouped
    unclear = {name: each for name, each in found.items() if each.unclear and not signs[name]}
    if not unclear:
        return signs
    agreed = _only(frozenset().union(*(each.signs for each in found.values())))
    if not agreed:
        agreed = _only(frozenset().union(*map(_signs_of_further, others)))
    name, each = next(iter(unclear.items()))
    if not agreed or any(each.signs for each in unclear.values()):
        number = take_apart(each.example)
        readings = [number.value(sign) if number else None for sign in ".,"]
        first, second = (f"{value:,.10g}" if value is not None else "?" for value in readings)
        raise Problem(
            "decimal-unclear", column=name, value=each.example, first=first, second=second
        )
    return {**signs, **dict.fromkeys(unclear, agreed)}


def read_numbers(
    column: ColumnCells, decimal: str | None, currency: str, factor: Decimal = Decimal(1)
) -> pl.DataFrame:
    """Type a column of numbers.

    Args:
        column: Its cells.
        decimal: Its decimal sign; None leaves it to each value, which is then clear.
        currency: The code that money in it must have; empty lets any pass.
        factor: What its numbers are multiplied by, but those that say so themselves, as `12K`.

    Returns:
        Per row `value` (Float64; null where blank or a problem; a per cent sign does not divide
        it) and `code` (`unreadable-number`, also for `TOO_LARGE` and more; `other-currency`;
        or null).
    """
    quick = multiplied(_quick(column, decimal, currency), factor)
    rest = column.only(quick.is_null())
    cells = rest.distinct()
    values: list[float | None] = []
    codes: list[str | None] = []
    for text, kind in cells:
        value, code = _read(text, kind, decimal, currency, factor)
        values.append(value)
        codes.append(code)
    found = rest.spread(
        cells,
        [
            pl.Series("value", values, dtype=pl.Float64),
            pl.Series("code", codes, dtype=pl.String),
        ],
    )
    read = quick.fill_null(found["value"])
    # One such number would spoil every sum that it is in; neither test lets NaN pass.
    beyond = ~(read.is_finite() & (read.abs() < TOO_LARGE)).fill_null(True)
    return found.with_columns(
        value=read.set(beyond, None), code=found["code"].set(beyond, "unreadable-number")
    )


def multiplied(numbers: pl.Series, factor: Decimal) -> pl.Series:
    """Numbers multiplied as they are written: 1.005 in thousands is 1005, and not 1004.99."""
    if factor == 1:
        return numbers
    old = numbers.drop_nulls().unique()
    new = [float(Decimal(repr(number)) * factor) for number in old]
    return numbers.replace_strict(old, new, default=None, return_dtype=pl.Float64)


_NO_NUMBER = (None, "unreadable-number")


def _read(
    text: str, kind: int, decimal: str | None, currency: str, factor: Decimal
) -> tuple[float | None, str | None]:
    if kind in _POINTED:
        return float(Decimal(text.removesuffix("%")) * factor), None
    number = take_apart(text) if kind == CellKind.TEXT else None
    if number is None:
        return _NO_NUMBER
    if not number.is_currency(currency):
        return None, "other-currency"
    if abs(number.factor) == 1:
        number = replace(number, factor=number.factor * factor)
    value = number.value(_sign(number, decimal))
    return _NO_NUMBER if value is None else (value, None)


def _sign(number: NumberText, decimal: str | None) -> str:
    return decimal if decimal else number.decimal_sign() or ""


def _only(signs: frozenset[str]) -> str | None:
    return next(iter(signs)) if len(signs) == 1 else None


def _signs_of_further(column: ColumnCells) -> frozenset[str]:
    """The signs of a further column of the file, if it holds numbers."""
    texts = column.texts_of(CellKind.TEXT)
    if not texts or sum(take_apart(text) is not None for text in texts[:200]) < 0.9 * len(
        texts[:200]
    ):
        return frozenset()
    return decimal_of(_texts_of(column)).signs


def _texts_of(column: ColumnCells) -> pl.Series:
    return column.texts.filter(column.kinds == int(CellKind.TEXT))
