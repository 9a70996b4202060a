"""The cells of one column below its header, cleaned of blanks, before they are typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import polars as pl

from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.letters import INVISIBLE, composed
from alignment_desktop.importing.mapping import Constant
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
    cleaned: list[ColumnCells] = []
    monitor = monitor or Silent()
    for start in range(0, texts.width, together):
        monitor.report(Progress(0, 0, "checking"))
        some = slice(start, start + together)
        cleaned += _cleaned(
            names[some], texts[:, some], kinds[:, some], placeholders, errors=blank is None
        )
    return cleaned


def _cleaned(
    names: Sequence[str],
    texts: pl.DataFrame,
    kinds: pl.DataFrame,
    placeholders: set[str],
    *,
    errors: bool,
) -> list[ColumnCells]:
    """Columns, cleaned; with `errors` an error cell is none of the placeholders."""
    looks = texts.select(each for name in texts.columns for each in _looks(name, placeholders))
    beyond, open_ = looks.row(0)[::2], looks.row(0)[1::2]
    some = [name for name, *which in zip(texts.columns, beyond, open_, strict=True) if any(which)]
    foreign = [name for name, wide in zip(texts.columns, beyond, strict=True) if wide]
    trimmed = _composed(texts.select(some), foreign).select(pl.all().str.strip_chars())
    gone = _placeholders(trimmed, placeholders)
    if errors:
        sound = kinds.select(pl.all() != int(CellKind.ERROR)).get_columns()
        places = (texts.columns.index(name) for name in some)
        gone = [word & sound[place] for place, word in zip(places, gone, strict=True)]
    changed = dict(zip(some, zip(trimmed.get_columns(), gone, strict=True), strict=True))
    nothing = texts.select(pl.all().is_null()).get_columns()
    blank = kinds.select(pl.all() == int(CellKind.BLANK)).get_columns()
    return [
        _column(name, raw, kind, changed.get(raw.name), (none, empty), plain=not wide)
        for name, raw, kind, none, empty, wide in zip(
            names, texts.get_columns(), kinds.get_columns(), nothing, blank, beyond, strict=True
        )
    ]


def _looks(name: str, placeholders: Collection[str]) -> tuple[pl.Expr, pl.Expr]:
    """Whether a column has letters beyond ASCII, and whether it may have anything to be cleaned.

    Most columns have nothing: to see that takes a fraction of the time that cleaning them does.
    """
    cells = pl.col(name)
    size = cells.str.len_bytes()
    edged = cells.str.strip_chars().str.len_bytes().sum() < size.sum()
    # In ASCII alone a text has as many bytes as letters.
    words = cells.filter(size <= max(map(len, placeholders), default=0))
    words = words.filter(_likely(words, placeholders)).str.to_lowercase()
    return (
        (size.sum() > cells.str.len_chars().sum()).alias(f"{name} beyond"),
        (edged | words.is_in([*placeholders, ""]).any()).alias(name),
    )


def _likely(words: pl.Expr, placeholders: Collection[str]) -> pl.Expr:
    """Which short texts may be placeholders: most are numbers, which few placeholders are."""
    if any(word[:1].isdigit() for word in placeholders):
        return words.is_not_null()
    return (words < "0") | (words > "9\U0010ffff")


def _placeholders(trimmed: pl.DataFrame, placeholders: Collection[str]) -> list[pl.Series]:
    """Per column which cells are placeholders, or are empty once they are trimmed."""
    # Texts do not get shorter in lower case, and most are far longer than any placeholder.
    short = pl.all().str.len_chars() <= max(map(len, placeholders), default=0)
    words = trimmed.select(pl.when(short & _likely(pl.all(), placeholders)).then(pl.all()))
    empty = pl.all().str.to_lowercase().is_in([*placeholders, ""]).fill_null(False)
    return words.select(empty).get_columns()


def _column(
    name: str,
    raw: pl.Series,
    kinds: pl.Series,
    changed: tuple[pl.Series, pl.Series] | None,
    blanks: tuple[pl.Series, pl.Series],
    *,
    plain: bool,
) -> ColumnCells:
    """A column as it is once cleaned.

    Args:
        name: What it is called.
        raw: Its texts as read.
        kinds: As read.
        changed: Its texts cleaned, and which are placeholders; None where nothing is to be done.
        blanks: Which texts are null, and which kinds are blank.
        plain: Whether no letter is beyond ASCII.
    """
    none, blank = blanks
    texts, words = changed or (raw, none)
    gone = none | words
    if not gone.equals(blank):
        return ColumnCells(name, texts.set(gone, None), kinds.set(gone, int(CellKind.BLANK)), plain)
    # What is as it was shares its memory with the raw cells.
    return ColumnCells(name, raw if changed and texts.equals(raw) else texts, kinds, plain)


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
