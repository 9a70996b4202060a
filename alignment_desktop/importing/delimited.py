"""Delimited text (CSV and its kin): its encoding, its delimiter, and its records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.file_format import not_a_spreadsheet, refuse_other_text
from alignment_desktop.importing.text_records import END, LONGEST_FIELD, Records, read_records

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_SAMPLE_RECORDS = 300
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
_FOREIGN_RUN = re.compile("[^\x00-\x7f]+")
_ODD_IN_A_WORD = re.compile(
    # Signs and capitals that stand inside words only where another code page was meant.
    "[A-Za-z][\xa1-\xa7\xac\xaf\xb1-\xb9\xbc-\xbf\xd7\xf7†‡ˆ‰ƒ¤¦¥¢][a-z]|[a-z][ŠŒŽŸ][a-z]"
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
class Encoding:
    """How bytes become text.

    Attributes:
        name: A codec's name.
        start: Where the text starts, after a byte order mark.
        errors: The codec's error handler.
    """

    name: str
    start: int = 0
    errors: str = "strict"


@dataclass(frozen=True)
class DelimitedText:
    """What was read.

    Attributes:
        records: Its records, whose numbers begin with 1.
        encoding: The codec's name.
        delimiter: One character.
    """

    records: Records
    encoding: str
    delimiter: str


def read_delimited(data: bytes) -> DelimitedText:
    """Read delimited text; every field that is not empty is text.

    A blank line is a record, as it is a row to a spreadsheet. A first record `sep=;` names the
    delimiter; it counts as record 1 and is left out.

    Raises:
        Problem: `file-not-a-spreadsheet`, `file-is-web-page`, `file-is-old-xml`,
            `file-of-other-program`, `file-empty`, or `text-quote-not-closed` with `row`.
    """
    encoding = detect_encoding(data)
    head = data[encoding.start : encoding.start + _SAMPLE].decode(encoding.name, "replace")
    _refuse_binary(head)
    refuse_other_text(head.replace(END, ""), data)
    named = _SEP_LINE.fullmatch(head.replace(END, "").split("\n", 1)[0])
    if named:
        delimiter, first = named[1], 2
    else:
        delimiter, first = choose_delimiter(_lines(data, encoding)), 1
    records = read_records(lambda: _lines(data, encoding), delimiter, first)
    return DelimitedText(records, encoding.name, delimiter)


def _refuse_binary(head: str) -> None:
    if not head.strip("\0\r\n\t \x1a"):
        raise Problem("file-empty")
    nuls = head.count(END)
    if nuls > len(head) * 0.3 or len(_CONTROLS.findall(head)) > len(head) * 0.005:
        raise not_a_spreadsheet()


def _lines(data: bytes, encoding: Encoding) -> Iterator[str]:
    source = io.BytesIO(data)
    source.seek(encoding.start)
    with io.TextIOWrapper(source, encoding.name, encoding.errors, newline="") as lines:
        for line in lines:
            yield line.replace(END, "") if END in line else line


# Encoding ---------------------------------------------------------------------------------------


def detect_encoding(data: bytes) -> Encoding:
    """UTF-8 wherever it decodes, then Windows-1252 where it makes sense, then a guess."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Encoding(name, len(mark), _MIXED if name == "utf-8" else "replace")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return Encoding(wide, errors="replace")
    valid, invalid = _utf8_counts(data)
    if not invalid:
        return Encoding("utf-8")
    if valid > 4 * invalid:
        return Encoding("utf-8", errors=_MIXED)
    return Encoding(_single_byte_encoding(data), errors="replace")


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


def _single_byte_encoding(data: bytes) -> str:
    sample = b"\n".join(islice((x for x in data.splitlines() if not x.isascii()), 2_000))[:_SAMPLE]
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_western(text):
        return "cp1252"
    return _guess(sample) or ("cp1252" if text else "latin-1")


def _looks_western(text: str) -> bool:
    """Western words have an accent here and there; other scripts give long runs of them."""
    runs = [len(run) for run in _FOREIGN_RUN.findall(text)]
    long = sum(length for length in runs if length > 2)
    odd = len(_ODD_IN_A_WORD.findall(text))
    return long <= sum(runs) * 0.2 and odd <= sum(runs) * 0.1


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample, explain=False).best()
    return None if best is None else best.encoding


# Delimiter --------------------------------------------------------------------------------------


def choose_delimiter(lines: Iterator[str]) -> str:
    """The delimiter that cuts most records into the same number of fields.

    Where several do, the one that gives more fields; where none does, the comma.
    """
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLE_RECORDS * 4):
        sample.append(line)
        size += len(line)
        if size > 4 * _SAMPLE:
            break
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


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
