"""Rows of a report that are no data: repeated headers, totals, and the small print at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import reduce
from operator import or_

import polars as pl

from alignment_desktop.importing.sum_rows import sum_rows


class LeftOut(StrEnum):
    """Why a row is not data."""

    ABOVE_HEADER = "above-header"
    BLANK = "blank"
    REPEATED_HEADER = "repeated-header"
    TOTAL = "total"
    FOOTER = "footer"
    GROUP = "group"
    SUMMARY = "summary"
    COMMENT = "comment"
    RULER = "ruler"
    ANOTHER_TABLE = "another-table"


_TOTAL = (
    r"^(?i)(?:(?:(?:grand|sub|report|account|overall)[\s-]*)?totals?|gesamt(?:summe|ergebnis)?|"
    r"(?:zwischen|end)?summe|(?:zwischen|teil)ergebnis|insgesamt|"
    r"total(?:e|es)? (?:geral|general|général|generale|complessivo|parziale)|totale|"
    r"sous-total|somme|suma(?: total)?|soma|(?:eind|sub|tussen)?totaal|sums?|[∑Σ]|"
    r"averages?|avg\.?|median|mittelwert|durchschnitt|moyenne|promedio|gemiddelde)(?:\s*(?:[:(–—-].*|\d.*))?$"
)
_COUNT = r"(?i)(?:^|\s)(?:counts?|total|anzahl|nombre|cuenta|recuento|contagem|conteggio|aantal)$"
"""How a spreadsheet program calls the rows in which it counts those of a group."""
_BARE_NUMBER = r"^\d{1,7}$"
_PLAIN_VALUE = r"^[-+(]?[\d.,:/ -]*\d\)?$"
"""A number or a day, as a cell of data holds it."""
_ENDS_OPEN = r"(?i)(?:\b(?:on|at|by|from|am|von|el|em|por|par|le)|:)$"
"""What small print states in its next cell."""
_COMPANY = (
    r"\b(?i:gmbh|ltd|limited|inc|llc|llp|plc|corp|sarl|s\.?à\.?r\.?l|srl|s\.r\.l|spa|s\.p\.a|"
    r"bv|b\.v|nv|n\.v|lda|ltda|kg|ohg|pty)\.?$|\b(?:AG|SE|SA|S\.A\.|SAS|AB|AS|Oy|ApS)$"
)
"""How the name of a company ends, which a row of sums is not called."""
_OFTEN = 2
_WORD = r"\p{L}{4}"
_FEWEST_WORDS = 2
_OF_ALL = r"^(?i)(?:all|any|alle[ns]?|tous|toutes|todos|todas|tutt[ie]|totals?|gesamt|sums?)\b"
"""What a row of sums says where the others tell their group."""
_COUNTED = r"^.{1,80}\(\d[\d.,]*(?: [^()\d]{1,20})?\)$"
_FOOTER = (
    r"^(?i)(?:confidential information|copyright\b|©|\(c\) \d{4}|all rights reserved|"
    r"(?:report )?generated (?:by|on|at)\b|exported (?:by|on|at|from)\b|"
    r"\(?\d[\d.,]* (?:rows?|records?|results?|leads?|contacts?|deals?|opportunit(?:y|ies)|"
    r"prospects?|entries|items|zeilen|datensätze|einträge|kontakte|ergebnisse|registros?|lignes|résultats|"
    r"resultados|risultati|righe|rijen|resultaten)\b|"
    r"(?:bericht|rapport|informe|relatório|report|rapporto) "
    r"(?:erstellt|généré|generado|gerado|generato|gemaakt|created|run)\b|"
    r"(?:streng )?vertraulich|confidentiel|confidencial|riservato|vertrouwelijk|"
    r"filters?(?: applied)?:|sorted by|sortiert nach|page \d+ of \d+|seite \d+ von \d+|"
    r"end of (?:report|file)|erstellt (?:am|von)\b|"
    r"generado (?:por|el)\b|gerado (?:por|em)\b|généré (?:par|le)\b)"
)
_LABEL_AND_NUMBER = 2
_NUMBER = r"^[-+(]?\s*[\d.,\s]+%?\)?$"
_NO_DATE = r"^\d{1,3}(?:[.,]\d+)?\s*%?$"
ID = r"^\S*[\d@]\S*$"
"""What identifiers and addresses look like."""
_FEWEST_IDS = 3
_MOST_SUMMARY_ROWS = 3
_MOST_PRINT = 50
"""Lines; small print has fewer."""
_LINE_OF_WORDS = r"\S+\s+\S+\s+\S+"


def report_rows(
    cells: Sequence[pl.Series],
    names: Sequence[str],
    keys: Sequence[int],
    moments: Sequence[int],
    numbers: pl.Series,
) -> pl.Series:
    """Tell which rows are no data.

    Args:
        cells: Per column the trimmed texts below the header, null where blank.
        names: The column names, in the same order.
        keys: Positions of the columns that make the key; empty where there is none.
        moments: Positions of the columns with dates.
        numbers: The numbers of the rows, between which blank rows may be missing.

    Returns:
        Per row the reason (`LeftOut`) as text, null for data.
    """
    frame = pl.DataFrame([column.alias(f"c{i}") for i, column in enumerate(cells)])
    if frame.is_empty():
        return pl.Series("reason", [], dtype=pl.String)
    columns = frame.columns
    # Each is needed several times, and costs much where there are thousands of columns.
    frame = frame.with_columns(
        first=pl.coalesce(_to_first_full(frame)),
        filled=pl.sum_horizontal(pl.col(columns).is_not_null().cast(pl.UInt16)),
        undated=_all_blank([columns[i] for i in moments if i not in keys]),
        key_blank=_all_blank([columns[i] for i in keys]),
    )
    first, filled, undated, key_blank = map(pl.col, ("first", "filled", "undated", "key_blank"))
    # A total's label often stands in the first column, which may be the key's own.
    in_key = _any(pl.col(columns[i]) == first for i in keys)
    # Only the few texts that may count are searched: a search costs more than all the rest.
    label = pl.when(undated & (key_blank | in_key | (filled <= _LABEL_AND_NUMBER))).then(first)
    line = pl.when(filled <= 2).then(first)
    looked = frame.with_columns(
        blank=filled == 0,
        total=(label.str.contains(_TOTAL) & ~label.str.contains(_COMPANY)).fill_null(False),
        header=_is_header(frame.select(columns), names),
        small_print=line.str.contains(_FOOTER).fill_null(False),
        footer=(
            line.str.contains(_FOOTER) | _lone_words(filled, line, key_blank & undated, bool(keys))
        ).fill_null(False),
    )
    looked = looked.with_columns(
        pl.col("small_print") & ~_named(looked, columns, keys),
        pl.col("footer") & ~_named(looked, columns, keys) & ~_usual(looked),
        pl.col("total") & ~_described(looked, columns, keys),
    )
    gap = looked["blank"].shift(1, fill_value=False) | (numbers.diff().fill_null(1) > 1)
    looked = looked.with_columns(
        # What stands alone above column names that come again is what their rows are called.
        group=(filled == 1)
        & (
            pl.col("header").shift(-1, fill_value=False)
            | (line.str.contains(_COUNTED).fill_null(False) & key_blank & pl.lit(bool(keys)))
        ),
        summary=_summary(looked, keys, moments, gap),
        gap=gap,
    )
    known = _any(map(pl.col, ("blank", "total", "header", "group", "summary")))
    looked = looked.with_columns(
        total=pl.col("total") | _counts(looked, columns),
        alone=_unlike_keys(looked, [columns[i] for i in keys]),
    )
    # Rows without a key of their own may be sums, whatever they are called.
    sparse = filled < filled.median()
    keyless = key_blank if keys else undated & pl.lit(bool(moments)) & sparse
    worded = ~pl.when(undated & in_key & sparse).then(first).str.contains(r"\d")
    told = looked.select(known=known, candidate=(keyless | worded.fill_null(False)) & ~known)
    sums = sum_rows(cells, told["candidate"], told["known"], keys)
    looked = looked.with_columns(
        total=pl.col("total") | sums,
        footer=pl.col("footer") | pl.col("alone") | _small_print(looked, len(columns)),
    )
    return _reasons(looked, len(columns))


def _to_first_full(frame: pl.DataFrame) -> list[str]:
    """The columns up to the first without blanks: no row has its first text behind that."""
    full = (at for at, column in enumerate(frame.get_columns(), 1) if not column.has_nulls())
    return frame.columns[: next(full, None)]


def _all_blank(columns: list[str]) -> pl.Expr:
    return ~_any(pl.col(name).is_not_null() for name in columns)


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Whether one of a few conditions holds, in far less time than `any_horizontal` takes."""
    return reduce(or_, conditions, pl.lit(False))


def _is_header(frame: pl.DataFrame, names: Sequence[str]) -> pl.Expr:
    same = [pl.col(column) == name for column, name in zip(frame.columns, names, strict=True)]
    needed = min(len(same), max(2, len(same) // 2))
    # Few columns have their own name in them, and they are soon found.
    some = frame.select(each.any() for each in same).row(0)
    found = [each.cast(pl.UInt16) for each, is_there in zip(same, some, strict=True) if is_there]
    return pl.sum_horizontal(found) >= needed if len(found) >= needed else pl.lit(False)


def _lone_words(filled: pl.Expr, first: pl.Expr, key_blank: pl.Expr, keyed: bool) -> pl.Expr:
    """A line of words alone in its row, where a key would be missing or is no line of words."""
    words = first.str.contains(_LINE_OF_WORDS)
    letters = first.str.contains(r"\p{L}{3}")
    return (filled == 1) & letters & ((key_blank | words) if keyed else words)


def _named(frame: pl.DataFrame, columns: Sequence[str], keys: Sequence[int]) -> pl.Series:
    """The rows of data whose key only sounds like small print, as `100 Results Agency` does.

    They have a value of their own, which small print states only where its line ends open.
    """
    none = pl.Series("named", [False]).new_from_index(0, frame.height)
    places = (frame["small_print"] & (frame["filled"] == _LABEL_AND_NUMBER)).arg_true()
    if len(keys) != 1 or places.is_empty():
        return none
    key, rest = columns[keys[0]], [name for i, name in enumerate(columns) if i != keys[0]]
    named = frame[places].select(
        (
            ~pl.col(key).str.contains(_ENDS_OPEN) & pl.coalesce(rest).str.contains(_PLAIN_VALUE)
        ).fill_null(False)
    )
    return none.scatter(places.filter(named.to_series()), True)


def _usual(frame: pl.DataFrame) -> pl.Series:
    """The rows of a key alone, where the rows of data above the last full one are often no more."""
    alone = (frame["filled"] == 1) & ~frame["key_blank"] & ~frame["small_print"]
    wide = (frame["filled"] > 1).arg_true()
    often = len(wide) and int(alone.head(int(wide[-1])).sum()) >= _OFTEN
    return alone & bool(often)


def _described(frame: pl.DataFrame, columns: Sequence[str], keys: Sequence[int]) -> pl.Series:
    """The rows of data whose key is called like a total, and of which as much is told as of others.

    Sums have no industry and no city.
    """
    none = pl.Series("described", [False]).new_from_index(0, frame.height)
    if len(keys) != 1 or not frame["total"].any():
        return none
    full = (frame["total"] & (frame["filled"] >= frame["filled"].median())).arg_true()
    rest = [pl.col(name) for i, name in enumerate(columns) if i != keys[0]]
    words = pl.sum_horizontal(text.str.contains(_WORD).fill_null(False) for text in rest)
    whole = _any(text.str.contains(_OF_ALL).fill_null(False) for text in rest)
    named = pl.col(columns[keys[0]]).is_not_null()
    found = frame[full].select((named & (words >= _FEWEST_WORDS) & ~whole).alias("described"))
    return none.scatter(full.filter(found.to_series()), True)


def _summary(
    frame: pl.DataFrame, keys: Sequence[int], moments: Sequence[int], gap: pl.Series
) -> pl.Series:
    """The rows of sums or ratios that end a report below a blank row.

    They hold numbers only, where the rows of data have a date or a key that is none.
    """
    last = gap.arg_true()
    if last.is_empty() or len(gap) - (start := int(last[-1])) > _MOST_SUMMARY_ROWS or start == 0:
        return pl.Series("summary", [False]).new_from_index(0, len(gap))
    columns = [name for name in frame.columns if name.startswith("c")]
    only_numbers = pl.all_horizontal(
        pl.col(name).str.contains(_NUMBER).fill_null(True) for name in columns
    )
    no_date = pl.any_horizontal(
        pl.lit(False), *(pl.col(f"c{i}").str.contains(_NO_DATE).fill_null(False) for i in moments)
    )
    above = frame.head(start)
    odd_key = pl.lit(False)
    for i in keys:
        texts = above[f"c{i}"].drop_nulls()
        if len(texts) and not texts.str.contains(_NUMBER).any():
            odd_key = odd_key | pl.col(f"c{i}").str.contains(_NUMBER).fill_null(False)
    found = frame.select((only_numbers & (no_date | odd_key)).alias("summary")).to_series()
    return found & (pl.int_range(len(gap), eager=True) >= start)


def _counts(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Rows of a label that ends like `EMEA Count`, and a bare number, and nothing else."""
    none = pl.Series("counts", [False]).new_from_index(0, frame.height)
    two = frame["filled"] == _LABEL_AND_NUMBER
    if 2 * int((frame["filled"] > _LABEL_AND_NUMBER).sum()) < frame.height or not two.any():
        return none
    texts = [pl.col(name) for name in columns]
    counted, number = (
        pl.any_horizontal(text.str.contains(pattern).fill_null(False) for text in texts)
        for pattern in (_COUNT, _BARE_NUMBER)
    )
    found = frame.filter(two).select((counted & number).alias("found")).to_series()
    places = two.arg_true().filter(found)
    # No group has more rows than stand above its count.
    stated = frame[places].select(
        pl.coalesce(text.str.extract(f"({_BARE_NUMBER})").cast(pl.Int64) for text in texts)
    )
    return none.scatter(places.filter(stated.to_series() <= places), True)


def _unlike_keys(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series:
    """Texts that stand alone in the column of the key, and are none where all keys look like ids.

    Ids have digits or an `@` and no spaces: a line between them that has not is what a group of
    rows is called, or small print.
    """
    none = pl.Series("alone", [False]).new_from_index(0, frame.height)
    if len(keys) != 1:
        return none
    key, single = frame[keys[0]], frame["filled"] == 1
    alone = single & key.is_not_null()
    if not alone.any() or 2 * int(alone.sum()) > frame.height:
        return none
    ids = key.filter((frame["filled"] > 1) & ~frame["header"] & ~frame["total"]).drop_nulls()
    if len(ids) < _FEWEST_IDS or not ids.str.contains(ID).all():
        return none
    return alone & ~key.set(~alone, None).str.contains(ID).fill_null(True)


def _small_print(looked: pl.DataFrame, width: int) -> pl.Series:
    """Lines of one cell each that end a report below a blank row, one of which is known as such.

    The others say what the report is called, or whose it is.
    """
    lines = looked.tail(_MOST_PRINT)
    wide = (lines["filled"] > 1).arg_true()
    start = int(wide[-1]) + 1 if len(wide) else 0
    gaps = lines["gap"].slice(start).arg_true()
    start += int(gaps[0]) if len(gaps) else 0
    known = width > 2 and len(gaps) and lines["small_print"].slice(start).any()
    first = looked.height - lines.height + start if known else looked.height
    return pl.int_range(looked.height, eager=True) >= first


def _reasons(looked: pl.DataFrame, width: int) -> pl.Series:
    told = map(pl.col, ("blank", "header", "group", "summary", "total", "footer"))
    some = looked.select(_any(told)).to_series()
    reasons = pl.Series("reason", [None], dtype=pl.String).new_from_index(0, looked.height)
    if not some.any():
        return reasons
    # Small print only counts as such at the very end, and a list of one column has no small print.
    tail = looked.height
    ending = looked.select(pl.col("footer") | pl.col("total") | pl.col("blank")).to_series()
    while tail and width > 2 and ending[tail - 1]:
        tail -= 1
    at_end = some.arg_true() >= tail
    found = looked.filter(some).select(
        pl.when("blank")
        .then(pl.lit(LeftOut.BLANK.value))
        .when("header")
        .then(pl.lit(LeftOut.REPEATED_HEADER.value))
        .when("group")
        .then(pl.lit(LeftOut.GROUP.value))
        .when("summary")
        .then(pl.lit(LeftOut.SUMMARY.value))
        .when("total")
        .then(pl.lit(LeftOut.TOTAL.value))
        .when(pl.col("footer") & at_end)
        .then(pl.lit(LeftOut.FOOTER.value))
        .when("alone")
        .then(pl.lit(LeftOut.GROUP.value))
        .otherwise(None)
    )
    return reasons.scatter(some.arg_true(), found.to_series())
