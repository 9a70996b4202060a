"""The cells of one column below its header, cleaned of blanks, before they are typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import polars as pl

from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.letters import INVISIBLE, composed
from alignment_desktop.importing.mapping import Constant
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.values import dataclass

DEFAULT_BLANK = ("select", "-", "--", "—", "–", "n/a", "#n/a", "null", "(blank)", "?", "undefined")
"""What stands for blank where the mapping names nothing: the usual placeholders of exports."""
_VALUELESS = {
    int(CellKind.ERROR): "error-cell",
    int(CellKind.FORMULA): "formula-without-result",
}
"""Kinds of cell that are filled without a value, and the problems that they are."""

_PLACE = "place"
_CELLS_AT_ONCE = 4_000_000
"""Bounds the memory of what is only needed on the way."""


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """One column's cells.

    Attributes:
        name: The column's name.
        texts: Trimmed texts, null where blank.
        kinds: A `CellKind` each; `BLANK` where the text is null.
        plain: Whether it is known that no letter is beyond ASCII.
    """

    name: str
    texts: pl.Series
    kinds: pl.Series
    plain: bool = False

    def distinct(self) -> list[tuple[str, int]]:
        """Every different filled cell once, as (text, kind)."""
        if self.texts.null_count() == len(self.texts):
            return []
        frame = self.frame().drop_nulls("text").unique(maintain_order=True)
        return list(frame.iter_rows())

    def texts_of(self, kind: CellKind) -> list[str]:
        """Every different text of the cells of one kind."""
        same = self.texts.filter(self.kinds == int(kind))
        return same.drop_nulls().unique(maintain_order=True).to_list()

    def frame(self) -> pl.DataFrame:
        """The cells as the columns `text` and `kind`."""
        return pl.DataFrame([self.texts.alias("text"), self.kinds.alias("kind")])

    def spread(
        self, cells: Sequence[tuple[str, int]], columns: Sequence[pl.Series]
    ) -> pl.DataFrame:
        """What was found for different cells, per row of the column; null for blank cells."""
        count = len(self.texts)
        if not cells:
            return pl.DataFrame([each.clear(1).new_from_index(0, count) for each in columns])
        lookup = pl.DataFrame(
            [
                pl.Series("text", [text for text, _ in cells], dtype=pl.String),
                pl.Series("kind", [kind for _, kind in cells], dtype=pl.UInt8),
            ]
        ).with_row_index(_PLACE)
        filled = self.texts.is_not_null()
        # Often only few are left to be looked up among many that are read.
        found = self.frame().filter(filled)
        found = found.join(lookup, on=["text", "kind"], how="left", maintain_order="left")
        places = pl.Series([None], dtype=pl.UInt32).new_from_index(0, count)
        places = places.scatter(filled.arg_true(), found[_PLACE])
        return pl.DataFrame([column.gather(places) for column in columns])

    def valueless(self) -> pl.Series:
        """The code of each cell that is filled and has no value; null for all others."""
        if not self.kinds.is_in(list(_VALUELESS)).any():
            return pl.Series("code", [None], dtype=pl.String).new_from_index(0, len(self.kinds))
        codes = self.kinds.replace_strict(_VALUELESS, default=None, return_dtype=pl.String)
        return codes.alias("code")

    def only(self, rows: pl.Series) -> ColumnCells:
        """The column with the other rows blank."""
        filled = self.texts.is_not_null()
        kept = (rows & filled).sum()
        if kept == filled.sum():
            return self
        if not kept:
            return constant_cells(self.name, "", len(self.texts))
        kinds = self.kinds.set(~rows, int(CellKind.BLANK))
        return ColumnCells(self.name, self.texts.set(~rows, None), kinds, self.plain)

    def filtered(self, keep: pl.Series) -> ColumnCells:
        """The column with only the rows that are to be kept."""
        if keep.all():
            return self
        kinds = self.kinds.filter(keep)
        return ColumnCells(self.name, self.texts.filter(keep), kinds, self.plain)

    def with_meanings(self, meanings: dict[str, str]) -> ColumnCells:
        """The column with texts replaced by what they mean; an empty meaning is a blank.

        Texts are compared trimmed and without case.
        """
        if not meanings:
            return self
        by_text = {composed(text).casefold(): composed(meant) for text, meant in meanings.items()}
        old = self.texts.drop_nulls().unique()
        pairs = {text: by_text[text.casefold()] for text in old if text.casefold() in by_text}
        if not pairs:
            return self
        replaced = self.texts.is_in(list(pairs)).fill_null(False)
        texts = self.texts.replace(pairs)
        texts = texts.set(texts == "", None)
        kinds = self.kinds.set(replaced, int(CellKind.TEXT))
        return ColumnCells(self.name, texts, kinds.set(texts.is_null(), int(CellKind.BLANK)))


def clean(
    name: str, texts: pl.Series, kinds: pl.Series, blank: Sequence[str] | None
) -> ColumnCells:
    """Trim a column's cells, compose their letters, and read its placeholders as blank.

    Args:
        name: The column's name.
        texts: As read.
        kinds: As read.
        blank: The placeholders, compared trimmed and without case; None takes the usual ones.
            Only placeholders that were named make an error cell blank without a word.
    """
    return clean_all([name], pl.DataFrame([texts]), pl.DataFrame([kinds]), blank)[0]


def clean_all(
    names: Sequence[str],
    texts: pl.DataFrame,
    kinds: pl.DataFrame,
    blank: Sequence[str] | None,
    monitor: Monitor | None = None,
) -> list[ColumnCells]:
    """Clean many columns, as `clean` does one.

    Many at once, because a query for each of 16,384 columns takes half a minute.
    """
    placeholders = {composed(text).lower() for text in (DEFAULT_BLANK if blank is None else blank)}
    together = max(1, _CELLS_AT_ONCE // max(1, texts.height))

    def cleaned(some: slice) -> list[ColumnCells]:
        return _cleaned(
            names[some], texts[:, some], kinds[:, some], placeholders, errors=blank is None
        )

    parts = [slice(start, start + together) for start in range(0, texts.width, together)]
    every: list[ColumnCells] = []
    monitor = monitor or Silent()
    for columns in side_by_side(cleaned, parts):
        monitor.report(Progress(0, 0, "checking"))
        every += columns
    return every


def _cleaned(
    names: Sequence[str],
    texts: pl.DataFrame,
    kinds: pl.DataFrame,
    placeholders: set[str],
    *,
    errors: bool,
) -> list[ColumnCells]:
    """Columns, cleaned; with `errors` an error cell is none of the placeholders."""
    size = pl.all().str.len_bytes()
    beyond = texts.select(size.sum() > pl.all().str.len_chars().sum()).row(0)
    last = pl.all().cast(pl.Binary).bin.get(-1, null_on_oob=True)
    # All blanks of ASCII come before the exclamation mark; most columns have none to be trimmed.
    edged = texts.select(((pl.all() < "!") | (last < ord("!"))).any()).row(0)
    foreign = [name for name, found in zip(texts.columns, beyond, strict=True) if found]
    open_ = [name for name, *is_ in zip(texts.columns, beyond, edged, strict=True) if any(is_)]
    trimmed = _composed(texts, foreign).with_columns(pl.col(open_).str.strip_chars())
    nothing = trimmed.select(pl.all().is_null()).get_columns()
    empty = _placeholders(trimmed, foreign, placeholders)
    if errors:
        sound = kinds.select(pl.all() != int(CellKind.ERROR)).get_columns()
        empty = [one & other for one, other in zip(empty, sound, strict=True)]
    empty = [none | word for none, word in zip(nothing, empty, strict=True)]
    blank = kinds.select(pl.all() == int(CellKind.BLANK)).get_columns()
    return [
        # What is as it was shares its memory with the raw cells.
        ColumnCells(name, raw if raw.name not in open_ or raw.equals(new) else new, kind, not wide)
        if gone.equals(none)
        else ColumnCells(name, new.set(gone, None), kind.set(gone, int(CellKind.BLANK)), not wide)
        for name, raw, new, kind, gone, none, wide in zip(
            names, texts, trimmed, kinds, empty, blank, beyond, strict=True
        )
    ]


def _placeholders(
    trimmed: pl.DataFrame, foreign: Collection[str], placeholders: Collection[str]
) -> list[pl.Series]:
    """Per column which cells are placeholders, or are empty once they are trimmed."""
    longest = max(map(len, placeholders), default=0)
    numbers = any(word[:1].isdigit() for word in placeholders)
    short: list[pl.Expr] = []
    for name in trimmed.columns:
        cells = pl.col(name)
        # Texts do not get shorter in lower case, and most are far longer than any placeholder.
        size = cells.str.len_chars() if name in foreign else cells.str.len_bytes()
        words = cells.filter(size <= longest)
        if not numbers:
            words = words.filter((words < "0") | (words > "9\U0010ffff"))  # and many are numbers
        short.append(words.unique().implode())
    word = pl.element()
    is_blank = word.str.to_lowercase().is_in([*placeholders, ""])
    found = trimmed.select(short).select(pl.all().list.eval(word.filter(is_blank))).row(0)
    return trimmed.select(
        pl.col(name).is_in(words).fill_null(False) if words else pl.col(name).is_null() & False
        for name, words in zip(trimmed.columns, found, strict=True)
    ).get_columns()


def _composed(texts: pl.DataFrame, foreign: Sequence[str]) -> pl.DataFrame:
    """The texts with letters composed and without invisible signs, where any are beyond ASCII."""
    if not foreign:
        return texts
    return texts.with_columns(pl.col(foreign).str.normalize("NFC").str.replace_all(INVISIBLE, ""))


def constant_cells(name: str, value: Constant, count: int) -> ColumnCells:
    """A column that holds the same value in each of `count` rows."""
    text, kind = _constant(value)
    return ColumnCells(
        name,
        pl.Series([text or None], dtype=pl.String).new_from_index(0, count),
        pl.Series([int(kind) if text else 0], dtype=pl.UInt8).new_from_index(0, count),
    )


def _constant(value: Constant) -> tuple[str, CellKind]:
    match value:
        case bool():
            return str(value).lower(), CellKind.BOOL
        case int() | float():
            return repr(value), CellKind.NUMBER
        case datetime():
            # As text, so that a midnight that was written out stays a moment.
            return value.isoformat(), CellKind.TEXT
        case date():
            return value.isoformat(), CellKind.MOMENT
        case _:
            return value.strip(), CellKind.TEXT


def with_times(dates: ColumnCells, times: ColumnCells) -> ColumnCells:
    """Dates with the times of day that stand in another column.

    A date whose time is blank stays a date; a time without a date stays a blank.
    """
    moments = dates.kinds == int(CellKind.MOMENT)
    days = dates.texts.str.slice(0, 10).zip_with(moments, dates.texts)
    timed = dates.texts.is_not_null() & times.texts.is_not_null()
    texts = (days + " " + times.texts).zip_with(timed, dates.texts)
    return ColumnCells(dates.name, texts, dates.kinds.set(timed, int(CellKind.TEXT)))
