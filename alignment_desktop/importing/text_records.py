"""The records of delimited text: how its fields are quoted, and which records are not sound."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice, repeat

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import joined, pieces_of
from alignment_desktop.importing.decoded_text import DecodedText, lines_of
from alignment_desktop.importing.kept_frames import Frames
from alignment_desktop.importing.sound_records import (
    ABOUT,
    FIELDS,
    FILLED,
    STRAY,
    SoundRecords,
    sound_records,
)
from alignment_desktop.side_by_side import ahead
from alignment_desktop.values import dataclass

LONGEST_FIELD = 2**31 - 1
END = "\0"
"""A record that no file holds, since NULs are taken out: what it is swallowed by is unclosed."""
_ESCAPED = re.compile(r'\\(["\\])')
_AS_FORMULA = r'^="([^"]+)"$'
_CURLY = str.maketrans("“”„‟", '""""')
_TOP_LINES = 20

Keep = Callable[[], Frames]
"""Gives a place for frames that are made one after another."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the fields of a text are quoted, where it is not as in RFC 4180.

    Attributes:
        spaced: Whether spaces may stand between a delimiter and a quotation mark.
        escaped: Whether a backslash escapes a quotation mark, and itself.
        quote: The quotation mark.
        curly: Whether quotation marks are those of typography, `“` and `”`.
        aligned: Whether the columns are aligned by spaces.
    """

    spaced: bool = False
    escaped: bool = False
    quote: str = '"'
    curly: bool = False
    aligned: bool = False

    @property
    def words(self) -> str | None:
        """What is unusual; None where nothing is."""
        told = [
            "a space after each delimiter" if self.spaced else "",
            "backslashes before quotation marks" if self.escaped else "",
            "single quotation marks" if self.quote == "'" else "",
            "curly quotation marks" if self.curly else "",
            "columns aligned by spaces" if self.aligned else "",
        ]
        return ", ".join(filter(None, told)) or None


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text.

    Attributes:
        pieces: Their cells, as `pieces_of` gives them.
        about: Per record that is not blank `row` (its number), `fields` (how many it has),
            `filled` (how many up to the last that is not blank), `stray` (whether a quotation
            mark stands where none belongs) and `lines` (over how many it runs).
        dialect: How its fields are quoted.
    """

    pieces: Iterable[pl.DataFrame]
    about: pl.DataFrame
    dialect: Dialect

    @property
    def frame(self) -> pl.DataFrame:
        """Their cells, as `frame_of` gives them."""
        return joined(self.pieces)

    def unsound(self) -> int:
        """How many records are not as the commonest ones are."""
        return self.about.filter((pl.col(FIELDS) != usual_width(self.about)) | pl.col(STRAY)).height


def usual_width(about: pl.DataFrame) -> int:
    """How many fields most records have; of equals the width that comes first."""
    widths = about[FIELDS].mode(maintain_order=True)
    return int(widths[0]) if len(widths) else 0


def misfits(named: int, fields: int, usual: int) -> pl.Expr:
    """Whether a record has another width than the column names.

    A missing field that has no name changes nothing; nor does a blank one beyond the names that
    most records have. One that a single record has may have been put anywhere into it.

    Args:
        named: How many fields the record of the names has up to its last name.
        fields: How many it has in all.
        usual: How many most other records have.
    """
    of_all = (pl.col(FIELDS) == usual) & (pl.col(FIELDS) > fields) & (pl.col(FILLED) <= fields)
    return ~(pl.col(FIELDS).is_between(named, fields) | of_all)


def read_records(
    text: DecodedText, delimiter: str, first: int, keep: Keep = list[pl.DataFrame]
) -> Records:
    """Read the records of a text in the dialect in which fewest of them are not sound.

    The usual dialect goes before every other, and others are only tried where some of its quotation
    marks are stray and the text has the signs of others, so that most texts are read once.

    Args:
        text: The text.
        delimiter: What divides the fields.
        first: Number of the first record that counts.
        keep: Begins to keep the cells of one attempt.

    Raises:
        Problem: `text-quote-not-closed` where a quotation mark swallows the rest of the file.
    """
    top = list(islice(text.lines(), _TOP_LINES))
    single = any(_is_in_single_quotes(line, delimiter) for line in top)
    curly = any(f"”{delimiter}" in line and "“" in line for line in top)
    best: Records | None = None
    unclosed = None
    try:
        best = _read(text, delimiter, first, Dialect(), keep())
    except Problem as problem:
        unclosed = problem
    if best is None or single or curly or best.about[STRAY].any():
        for dialect in _others(text.lines(), delimiter, single=single, curly=curly):
            with suppress(Problem):
                other = _read(text, delimiter, first, dialect, keep())
                # That a whole line stands in such quotes is reason enough.
                if best is None or other.unsound() < best.unsound() + (single or curly):
                    best = other
    if best is None:
        assert unclosed is not None
        raise unclosed
    return best


def _is_in_single_quotes(line: str, delimiter: str) -> bool:
    line = line.strip()
    return line.startswith("'") and line.endswith("'") and f"'{delimiter}" in line


def _others(lines: Iterable[str], delimiter: str, *, single: bool, curly: bool) -> list[Dialect]:
    """The dialects besides the usual one whose signs a text has."""
    spaced = escaped = False
    for line in lines:
        spaced = spaced or f'{delimiter} "' in line
        escaped = escaped or '\\"' in line
    found = [Dialect(quote="'")] if single else []
    if curly:
        found.append(Dialect(curly=True))
    if spaced:
        found.append(Dialect(spaced=True))
    if escaped:
        found.append(Dialect(escaped=True))
    if spaced and escaped:
        found.append(Dialect(spaced=True, escaped=True))
    return found


def _read(text: DecodedText, delimiter: str, first: int, dialect: Dialect, kept: Frames) -> Records:
    about = RecordsSeen()
    number = 1
    # Only the first piece has records that do not count.
    skipped = zip(chain([first - 1], repeat(0)), text, strict=False)

    def quickly(part: tuple[int, bytes]) -> SoundRecords | None:
        skip, piece = part
        return sound_records(piece, delimiter, skip) if dialect == Dialect() else None

    parts = ahead(quickly, skipped)
    for (_, piece), read in parts:
        sound = read.result()
        if sound is None:
            # Others that were read already are read again if a record runs on into them.
            feed = _Feed(piece, (more for (_, more), _ in parts))
            found = _Careful(feed, delimiter, dialect, number)
            for frame in pieces_of(found.noted(about, first)):
                kept.append(_without_formula_signs(frame))
            number = found.number
        else:
            about.add_all(_counted_from(number, sound.about))
            frame = _counted_from(number, sound.frame)
            # In text without quotation marks nothing was written so.
            kept.append(_without_formula_signs(frame) if b'"' in piece else frame)
            number += sound.count
    return Records(kept, about.frame(), dialect)


def _counted_from(number: int, records: pl.DataFrame) -> pl.DataFrame:
    """Records that were counted from 0 on."""
    return records.with_columns(records[ROW] + number)


class RecordsSeen:
    """What is known about records, column by column: there may be millions."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []
        self._begin()

    def _begin(self) -> None:
        self._numbers = array("q")
        self._fields = array("I")
        self._filled = array("I")
        self._lines = array("I")
        self._stray = bytearray()

    def add(self, number: int, row: list[str], *, stray: bool = False, lines: int = 1) -> bool:
        """Note a record; returns whether it holds anything, since only such ones are noted."""
        last = len(row)
        while last and not row[last - 1].strip():
            last -= 1
        if last:
            self._numbers.append(number)
            self._fields.append(len(row))
            self._filled.append(last)
            self._lines.append(lines)
            self._stray.append(stray)
        return last > 0

    def add_all(self, about: pl.DataFrame) -> None:
        """Note records that hold something, with the columns of `ABOUT`."""
        self._parts += [self._noted(), about]
        self._begin()

    def frame(self) -> pl.DataFrame:
        """The columns of `Records.about`."""
        return pl.concat([*self._parts, self._noted()])

    def _noted(self) -> pl.DataFrame:
        noted = (self._numbers, self._fields, self._filled, self._stray, self._lines)
        return pl.DataFrame(
            [pl.Series(name, list(found)) for name, found in zip(ABOUT, noted, strict=True)]
        ).cast(ABOUT)


def _without_formula_signs(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts that were written as formulas to keep their zeros, as `="00123"`, as they are meant."""
    written = [name for name in frame.columns[1::2] if frame[name].str.starts_with('="').any()]
    return frame.with_columns(pl.col(written).str.replace(_AS_FORMULA, "$1"))


class _Feed:
    """The lines of a piece, and of the next ones as long as a record runs on."""

    def __init__(self, piece: bytes, more: Iterator[bytes]) -> None:
        self._more = more
        self._lines = lines_of([piece])
        self._next = next(self._lines, None)

    @property
    def at_end(self) -> bool:
        """Whether the piece that was begun is read."""
        return self._next is None

    def __iter__(self) -> Iterator[str]:
        """The lines; at last `END`."""
        while True:
            while self._next is not None:
                line, self._next = self._next, next(self._lines, None)
                yield line
            piece = next(self._more, None)
            if piece is None:
                yield END
                return
            self._lines = lines_of([piece])
            self._next = next(self._lines, None)


class _Careful:
    """Reads records one by one, whatever their quotation marks are like.

    Attributes:
        number: Number of the record that comes next.
    """

    def __init__(self, feed: _Feed, delimiter: str, dialect: Dialect, number: int) -> None:
        self.number = number
        self._feed = feed
        self._dialect = dialect
        self._delimiter = delimiter
        self._seen: list[str] = []

    def noted(self, about: RecordsSeen, first: int) -> Iterator[tuple[int, list[str]]]:
        """The records from number `first` on that hold something, which `about` hears of.

        Raises:
            Problem: `text-quote-not-closed` where a quotation mark swallows the rest of the file.
        """
        for number, row, stray, count in self._records():
            if number >= first and about.add(number, row, stray=stray, lines=count):
                yield number, row

    def _records(self) -> Iterator[tuple[int, list[str], bool, int]]:
        """Number and fields of the records, whether one has a stray quote, and its lines."""
        csv.field_size_limit(LONGEST_FIELD)
        quote, seen = self._dialect.quote, self._seen
        sound = _sound_pattern(self._delimiter, self._dialect).fullmatch
        reader = csv.reader(
            self._lines(),
            delimiter=self._delimiter,
            quotechar=quote,
            skipinitialspace=self._dialect.spaced or quote == "'",
        )
        while not self._feed.at_end:
            row = next(reader)
            raw = seen[0] if len(seen) == 1 else "".join(seen)
            count, number = len(seen), self.number
            seen.clear()
            self.number += 1
            ended = bool(row) and END in row[-1]
            if ended:
                # Its own line and the end mark are two; more were swallowed by mistake.
                if count > 1:
                    raise Problem("text-quote-not-closed", row=number)
                row[-1] = row[-1].replace(END, "").rstrip("\r\n")
            yield number, row, ended or (quote in raw and not sound(raw)), count

    def _lines(self) -> Iterator[str]:
        """The lines as the usual dialect has them, which are kept until their record ends."""
        for line in self._feed:
            plain = line
            if self._dialect.curly:
                plain = plain.translate(_CURLY)
            if self._dialect.escaped:
                plain = _ESCAPED.sub(lambda found: '""' if found[1] == '"' else "\\", plain)
            if line != END:
                self._seen.append(plain)
            yield plain


def _sound_pattern(delimiter: str, dialect: Dialect) -> re.Pattern[str]:
    """A record in which every quotation mark is where it belongs."""
    mark, cut = dialect.quote, re.escape(delimiter)
    quoted = f"{mark}[^{mark}]*+(?:{mark}{mark}[^{mark}]*+)*+{mark} *+"
    # An apostrophe inside of a word is one; a quotation mark is not.
    plain = f"[^{mark}{cut}]*+" if mark == '"' else f"(?:[^{mark}{cut}][^{cut}]*+)?+"
    as_formula = f"={mark}[^{mark}{cut}]*+{mark}"
    field = f"(?:{quoted}|{as_formula}|{plain})"
    if dialect.spaced or mark == "'":
        field = f" *+{field}"
    return re.compile(f"{field}(?:{cut}{field})*+[\r\n]*+")
