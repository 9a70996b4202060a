"""Records of delimited text whose quotation marks are all where they belong, many at once."""

from __future__ import annotations

import io

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import frame_of_texts
from alignment_desktop.values import dataclass

FIELDS, FILLED, STRAY, LINES = "fields", "filled", "stray", "lines"
ABOUT = pl.Schema(
    {
        ROW: pl.Int64(),
        FIELDS: pl.UInt32(),
        FILLED: pl.UInt32(),
        STRAY: pl.Boolean(),
        LINES: pl.UInt32(),
    }
)
"""What is noted of each record (see `text_records.Records.about`)."""
_LINE = "line"
_MARK = '"'
_QUOTED = '"[^"]*(?:""[^"]*)*"'
_BLANKS = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())
"""What `str.strip` takes away."""
_WIDE_BLANKS = [sign.encode() for sign in _BLANKS if not sign.isascii()]
_ORDER_MARK = "\ufeff".encode()
"""At the beginning of a text the library passes over it."""
_EMPTIEST = 8
"""Where a piece comes to more cells than this times its letters, most of them were padding."""


@dataclass(frozen=True, slots=True)
class SoundRecords:
    """The records of a piece of text.

    Attributes:
        frame: The cells of those that are not blank, as `frame_of` gives them; the first record
            of the piece has number 0.
        about: The same records, with the columns of `ABOUT`.
        count: How many records there are, blank ones too.
    """

    frame: pl.DataFrame
    about: pl.DataFrame
    count: int


def sound_records(piece: bytes, delimiter: str, skip: int = 0) -> SoundRecords | None:
    """Read a piece of text whose records are lines; None where it needs a closer look.

    It does where a record runs over several lines, where a quotation mark stands in another place
    than around a field, and where lines end in unusual ways.

    Args:
        piece: Whole records, in UTF-8.
        delimiter: What divides the fields.
        skip: How many records at the beginning do not count.
    """
    if not delimiter.isascii() or delimiter in ('"', "\r"):
        return None
    returns = piece.count(b"\r")
    if returns and returns != piece.count(b"\r\n"):
        return None
    texts = None if skip else _even(piece, delimiter.encode())
    if texts is not None:
        rows = pl.int_range(texts.height, eager=True).alias(ROW)
        fields = pl.repeat(texts.width, texts.height, eager=True, dtype=pl.UInt32)
        padded = _padded(piece, texts)
        return _filled_ones(rows, fields, texts, texts.height, padded=padded, quoted=False)
    plain = piece.decode().replace("\r\n", "\n").removesuffix("\n")
    lines = pl.Series(_LINE, plain.split("\n"), dtype=pl.String)
    quoted = _MARK in plain
    if quoted and not lines.str.contains(_sound_line(delimiter)).all():
        return None
    records = pl.DataFrame([pl.int_range(len(lines), eager=True).alias(ROW), lines])
    records = records.filter((pl.col(_LINE) != "") & (pl.col(ROW) >= skip))
    # Without what stands in quotation marks each delimiter ends a field.
    bare = pl.col(_LINE).str.replace_all(_QUOTED, "") if quoted else pl.col(_LINE)
    fields = records.select(bare.str.count_matches(delimiter, literal=True) + 1).to_series()
    width = int(str(fields.max() or 0))
    if not 0 < width * records.height <= _EMPTIEST * len(plain):
        return None
    whole = plain if records.height == len(lines) else "\n".join(records[_LINE])
    texts = _texts(whole, delimiter, width, quoted=quoted)
    return _filled_ones(records[ROW], fields, texts, len(lines), padded=True, quoted=quoted)


def _filled_ones(
    rows: pl.Series,
    fields: pl.Series,
    texts: pl.DataFrame,
    count: int,
    *,
    padded: bool,
    quoted: bool,
) -> SoundRecords:
    """The records that hold something.

    Args:
        rows: The number of each record.
        fields: How many fields each has.
        texts: Its fields.
        count: How many records there are, blank ones too.
        padded: Whether a field that is not empty may hold blanks alone.
        quoted: Whether fields may stand in quotation marks; else the library leaves those blank
            that are empty.
    """
    last = pl.zeros(len(rows), dtype=pl.UInt32, eager=True)
    for place, held in enumerate(texts.get_columns(), start=1):
        # Where no field is padded none is empty either: the library leaves those blank.
        filled = held.str.strip_chars(_BLANKS) != "" if padded else held.is_not_null()
        last = last.set(filled, place)
    about = pl.DataFrame(
        [
            rows,
            fields.alias(FIELDS),
            last.alias(FILLED),
            pl.repeat(False, len(rows), eager=True).alias(STRAY),
            pl.repeat(1, len(rows), eager=True).alias(LINES),
        ]
    ).cast(ABOUT)
    some = about[FILLED] > 0
    if not some.all():
        about, texts = about.filter(some), texts.filter(some)
    return SoundRecords(frame_of_texts(about[ROW], texts, quoted=quoted), about, count)


def _even(piece: bytes, delimiter: bytes) -> pl.DataFrame | None:
    """The fields of lines without quotation marks; None where these are not all as wide.

    What most exports hold is read so at once, without a look at each line.
    """
    if b'"' in piece or piece.startswith((b"\r", b"\n", _ORDER_MARK)):
        return None
    ends = piece.count(b"\n")
    lines = ends + (not piece.endswith(b"\n"))
    cuts = piece.count(delimiter, 0, piece.find(b"\n") if ends else None)
    # Of as many in all, no line has fewer where the library finds none that has more.
    if not cuts or piece.count(delimiter) != lines * cuts:
        return None
    # It passes over a delimiter that ends the text.
    last = piece.rfind(b"\n", 0, -1) + 1
    if piece.count(delimiter, last) != cuts:
        return None
    try:
        return pl.read_csv(
            piece,
            has_header=False,
            separator=delimiter.decode(),
            quote_char=None,
            schema={str(place): pl.String() for place in range(cuts + 1)},
        )
    except pl.exceptions.ComputeError:
        return None


def _padded(piece: bytes, texts: pl.DataFrame) -> bool:
    """Whether a field may begin with a blank."""
    if not piece.isascii() and any(sign in piece for sign in _WIDE_BLANKS):
        return True
    # All blanks of ASCII, and nothing else that a text holds, come before the exclamation mark.
    return bool(texts.select(pl.any_horizontal((pl.all() < "!").any())).item())


def _texts(lines: str, delimiter: str, width: int, *, quoted: bool) -> pl.DataFrame:
    names = delimiter.join(map(str, range(width)))
    # Below a line of names each line is taken as it is, however few fields the first of them has.
    return pl.read_csv(
        io.BytesIO(f"{names}\n{lines}".encode()),
        separator=delimiter,
        quote_char=_MARK if quoted else None,
        infer_schema=False,
        truncate_ragged_lines=True,
    )


def _sound_line(delimiter: str) -> str:
    """A line in which each field is quoted as a whole, or has no quotation mark."""
    cut = f"\\x{ord(delimiter):02x}"
    field = f'(?:{_QUOTED}|[^"{cut}]*)'
    return f"^{field}(?:{cut}{field})*$"
