"""Delimited text (CSV and its kin): its encoding, its delimiter, and its records."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.aligned_text import aligned_columns, aligned_records
from alignment_desktop.importing.decoded_text import DecodedText, Encoding
from alignment_desktop.importing.file_format import not_a_spreadsheet, refuse_other_text
from alignment_desktop.importing.text_records import (
    END,
    LONGEST_FIELD,
    Keep,
    Records,
    read_records,
)
from alignment_desktop.values import dataclass

Doubt = tuple[str, dict[str, str]]
"""The code of a warning, and its facts."""
DELIMITERS = (",", ";", "\t", "|")
ALIGNED = " "
"""Stands for a delimiter where columns are aligned by spaces."""
_SAMPLE = 1 << 16
_HALF = 10
"""Of twenty; see `_evenness`."""
_EXAMPLES = 3
_CLIPPED = 24
"""Characters of a cell that a sentence shows."""
_SAMPLE_RECORDS = 300
_FEW_CONTROLS = 3
_BLOCK = 1 << 20
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f]")
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _read_as_western(trouble: UnicodeError) -> tuple[str, int]:
    """Decoding error handler: a byte that is not UTF-8 is read as Windows-1252."""
    if not isinstance(trouble, UnicodeDecodeError):
        raise trouble
    wrong = trouble.object[trouble.start : trouble.end]
    return wrong.decode("cp1252", "replace"), trouble.end


_MIXED = "alignment.western"
codecs.register_error(_MIXED, _read_as_western)


@dataclass(frozen=True)
class DelimitedText:
    """What was read.

    Attributes:
        records: Its records, whose numbers begin with 1.
        encoding: The codec's name.
        delimiter: One character.
        doubts: What is doubtful of its letters: the code of a warning, and its facts.
    """

    records: Records
    encoding: str
    delimiter: str
    doubts: tuple[Doubt, ...] = ()


def read_delimited(
    data: bytes,
    stated: str | None = None,
    sign: str | None = None,
    keep: Keep = list[pl.DataFrame],
) -> DelimitedText:
    """Read delimited text; every field that is not empty is text.

    A blank line is a record, as it is a row to a spreadsheet. A first record `sep=;` names the
    delimiter; it counts as record 1 and is left out.

    Args:
        data: The file.
        stated: The code page that the user says it has; a byte order mark knows better.
        sign: The delimiter that the user says it has.
        keep: Begins to keep the cells that are read; several times where the text may be read in
            more than one way.

    Raises:
        Problem: `file-not-a-spreadsheet`, `file-is-web-page`, `file-is-old-xml`,
            `file-of-other-program`, `file-empty`, or `text-quote-not-closed` with `row`.
    """
    encoding = detect_encoding(data, stated)
    head = data[encoding.start : encoding.start + _SAMPLE].decode(encoding.name, "replace")
    _refuse_binary(head)
    refuse_other_text(head.replace(END, ""), data)
    text = DecodedText(data, encoding)
    named = _SEP_LINE.fullmatch(head.replace(END, "").split("\n", 1)[0])
    delimiter = sign or (named[1] if named else choose_delimiter(text.lines()))
    aligned = delimiter == ALIGNED and not named
    spans = aligned_columns(text.lines()) if aligned else []
    if spans:
        records = aligned_records(text.lines(), spans)
    else:
        records = read_records(text, delimiter, 2 if named else 1, keep)
    doubts = list(doubts_of(text.sound_data, text.encoding, records))
    if text.removed:
        doubts.append(("control-signs", {"rows": str(text.removed)}))
    return DelimitedText(records, encoding.name, delimiter, tuple(doubts))


def _refuse_binary(head: str) -> None:
    if not head.strip("\0\r\n\t \x1a"):
        raise Problem("file-empty")
    nuls, controls = head.count(END), len(_CONTROLS.findall(head.rstrip("\x1a")))
    # A few are slips; a program's own files have them everywhere.
    if nuls > len(head) * 0.3 or controls > max(len(head) * 0.005, _FEW_CONTROLS):
        raise not_a_spreadsheet()


# Encoding ---------------------------------------------------------------------------------------


def detect_encoding(data: bytes, stated: str | None = None) -> Encoding:
    """What a byte order mark says, else what is stated, else UTF-8 where it decodes, or a guess."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Encoding(name, len(mark), _MIXED if name == "utf-8" else "replace")
    if stated:
        return Encoding(stated, errors="replace")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return Encoding(wide, errors="replace")
    valid, invalid = _utf8_counts(data)
    if not invalid:
        return Encoding("utf-8")
    if valid > 4 * invalid:
        return Encoding("utf-8", errors=_MIXED)
    return _guess(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the NULs of its Latin letters stand."""
    size = len(sample) // 4
    if not size or b"\0" not in sample:
        return None
    empty = [sample[i::4].count(0) / size for i in range(4)]
    few, many = 0.1, 0.5
    if empty[0] < few and min(empty[1:]) > 0.9:
        return "utf-32-le"
    if empty[3] < few and min(empty[:3]) > 0.9:
        return "utf-32-be"
    if max(empty[0], empty[2]) < few and min(empty[1], empty[3]) > many:
        return "utf-16-le"
    if max(empty[1], empty[3]) < few and min(empty[0], empty[2]) > many:
        return "utf-16-be"
    return None


def _utf8_counts(data: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII are valid UTF-8, and how many bytes are not."""
    if data.isascii():
        return 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    beyond = invalid = 0
    for at in range(0, len(data), _BLOCK):
        text = decoder.decode(data[at : at + _BLOCK], at + _BLOCK >= len(data))
        invalid += text.count("\ufffd")
        beyond += len(text) - len(text.encode("ascii", "ignore"))
    invalid -= data.count("\ufffd".encode())
    return beyond - invalid, invalid


def _guess(data: bytes) -> Encoding:
    """The code page that makes most sense, and the next one that reads something else."""
    from alignment_desktop.importing.code_pages import ranked  # seldom needed

    sample = b"\n".join(islice((x for x in data.splitlines() if not x.isascii()), 2_000))[:_SAMPLE]
    best, *others = ranked(sample)
    taken = sample.decode(best)
    other = next((name for name in others if sample.decode(name) != taken), "")
    return Encoding(best, errors="replace", other=other)


def doubts_of(data: bytes, encoding: Encoding, records: Records) -> Iterator[Doubt]:
    """Warnings about the letters of a text: a code page that was guessed, and stray bytes."""
    if encoding.other:
        found = examples(_readings(records.frame, encoding))
        yield "guessed-encoding", {"found": encoding.name, "other": encoding.other, "value": found}
    elif encoding.errors == _MIXED and _utf8_counts(data)[1]:
        yield "stray-bytes", {"value": examples(_stray(data))}


def examples(pairs: Iterable[tuple[str, str]]) -> str:
    """The first different texts, each with its other reading: `Müller (MÅller), …`."""
    several = islice(((text, other) for text, other in pairs if text != other), 50)
    told = dict.fromkeys((_clipped(text), _clipped(other)) for text, other in several)
    shown = ", ".join(f"{text} ({other})" for text, other in islice(told, _EXAMPLES))
    return f"{shown}, …" if len(told) > _EXAMPLES else shown


def _clipped(text: str) -> str:
    """What is around the first letter beyond ASCII, in one line."""
    at = next((place for place, letter in enumerate(text) if not letter.isascii()), 0)
    start = max(0, at - _CLIPPED // 2)
    return " ".join(text[start : start + _CLIPPED].split())


def _readings(frame: pl.DataFrame, encoding: Encoding) -> Iterator[tuple[str, str]]:
    """Cells beyond ASCII as they are read, and as the other code page has them."""
    for name in frame.columns[1::2]:
        column = frame[name].unique(maintain_order=True).drop_nulls()
        for text in column.filter(column.str.contains("[^\x00-\x7f]")):
            with suppress(UnicodeError):
                yield text, text.encode(encoding.name).decode(encoding.other, "replace")


def _stray(data: bytes) -> Iterator[tuple[str, str]]:
    """Words with bytes that are not UTF-8, as they are read, and with their bytes as numbers."""
    for line in data.splitlines():
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            for word in re.split(rb"[\x00-\x20,;|\"]+", line):
                read, escaped = (
                    word.decode("utf-8", _MIXED),
                    word.decode("utf-8", "backslashreplace"),
                )
                if read != escaped:
                    yield read, escaped


# Delimiter --------------------------------------------------------------------------------------


def choose_delimiter(lines: Iterator[str]) -> str:
    """The delimiter that cuts most records into the same number of fields.

    Where several do, the one that gives more fields. Where none does for half of them, a space,
    if the columns are aligned by spaces, and else the comma.
    """
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLE_RECORDS * 4):
        sample.append(line)
        size += len(line)
        if size > 4 * _SAMPLE:
            break
    found = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=found.__getitem__)
    aligned = found[best][0] < _HALF and aligned_columns(iter(sample))
    return ALIGNED if aligned else best


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int]:
    csv.field_size_limit(LONGEST_FIELD)
    widths = [
        len(row)
        for row in islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_RECORDS)
        if any(row)
    ]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0
    width, times = max(several.items(), key=lambda item: (item[1], item[0]))
    # In steps of a twentieth, so that a few ragged records do not outweigh the number of fields.
    return round(times / len(widths) * 20), width
