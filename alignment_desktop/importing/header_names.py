"""What a column's name says: the field it stands for, across systems, languages and spellings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alignment_desktop.frames import ENTERED, FIELDS, Kind, field_type
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.paths import resource_path

_PREFIX = re.compile(r"^\s*(?:\(do not modify\)|deal\s+-|lead\s*:|contact\s*:)\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*\((?:in utc|[A-Z]{3})\)\s*$")
_LONGEST = 200
"""Characters; a text that is longer is a note, and stands for no field."""
_CURRENCY = re.compile(r"\(([A-Z]{3})\)\s*$")


@dataclass(frozen=True, slots=True)
class HeaderNames:
    """The dictionary of column names.

    Attributes:
        ranks: Section to field to plain name to rank, the best being 0. Sections are the kinds
            of sheet, and `opportunities` for files of these.
        marks: Group to plain name to rank: `opportunities`, `leads`, `outcomes`, `won`.
    """

    ranks: dict[str, dict[str, dict[str, int]]]
    marks: dict[str, dict[str, int]]

    def assign(
        self, headers: Sequence[str], kind: Kind, context: ImportContext, *, opportunities: bool
    ) -> dict[str, str]:
        """Give each field the one column whose name stands for it best.

        Returns:
            Header to field, of the headers that stand for one.
        """
        known: dict[str, list[tuple[int, str]]] = {}
        for field, ranks in self.fields_of(kind, opportunities=opportunities).items():
            for plain, rank in ranks.items():
                known.setdefault(plain, []).append((rank, field))
        claims: list[tuple[int, int, str, str]] = []
        for place, header in enumerate(headers):
            own = canonical_field(header, kind)
            if own:
                # It stands for no other field, and goes before every other spelling of its own.
                claims.append((-3 if header == own else -2, place, header, own))
                continue
            claims += [
                (rank, place, header, field)
                for plain in plain_spellings(header)
                for rank, field in known.get(plain, ())
            ]
            stage = stage_field(header, context) if kind is Kind.LEADS else None
            if stage:
                # Between the field's own name and every other name of any field.
                claims.append((0, place, header, stage))
        found: dict[str, str] = {}
        taken: set[str] = set()
        for _, _, header, field in sorted(claims):
            if header not in found and field not in taken:
                found[header] = field
                taken.add(field)
        return found

    def fields_of(self, kind: Kind, *, opportunities: bool) -> dict[str, dict[str, int]]:
        """Field to plain name to rank, for one kind of file."""
        own = self.ranks[kind]
        if not (opportunities and kind is Kind.LEADS):
            return own
        return {**own, **self.ranks["opportunities"]}

    def marked(self, headers: Iterable[str], group: str) -> list[str]:
        """The headers that belong to a group of marks, the best first."""
        ranks = self.marks[group]
        found = []
        for place, header in enumerate(headers):
            hits = [ranks[plain] for plain in plain_spellings(header) if plain in ranks]
            if hits:
                found.append((min(hits), place, header))
        return [header for _, _, header in sorted(found)]

    def field_of(self, header: str, context: ImportContext) -> str | None:
        """Any field, of any kind, that a header stands for; to tell headers from other texts."""
        for plain in plain_spellings(header):
            field = _known().get(plain)
            if field:
                return field
        return stage_field(header, context)


@lru_cache(maxsize=1)
def header_names() -> HeaderNames:
    """The dictionary, as it comes with the program."""
    table = tomllib.loads(resource_path("recognition/headers.toml").read_text(encoding="utf-8"))
    marks = {group: _ranked(names) for group, names in table.pop("marks").items()}
    ranks = {
        section: {field: _ranked(names) for field, names in fields.items()}
        for section, fields in table.items()
    }
    for kind, fields in FIELDS.items():
        for field in fields:
            # The field's own name is always its best name.
            known = ranks[kind].setdefault(field, {})
            known.update({plain_name(field): -1})
    return HeaderNames(ranks, marks)


def canonical_field(header: str, kind: Kind) -> str | None:
    """The field whose very name a header is.

    `CREATED_AT` is one, as databases write it; `Created At`, `Name` and `Stage` are words of any
    system, whose fields the dictionary gives.
    """
    name = header.strip().casefold()
    if name != header.strip() and not {"_", "."} & set(name):
        return None
    if name.startswith(ENTERED) and not _ENTERED_KEY.fullmatch(name):
        return None
    return name if field_type(kind, name) else None


def plain_name(name: str) -> str:
    """A column's name without case, accents, spaces and punctuation."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


@lru_cache(maxsize=1 << 16)  # each name of a sheet is asked about for every kind of sheet
def plain_spellings(header: str) -> tuple[str, ...]:
    """The plain names of a header: as it stands, and without what systems put around names."""
    if len(header) > _LONGEST:
        return ()
    short = _SUFFIX.sub("", header)
    shorter = _PREFIX.sub("", short)
    spellings = [plain_name(each) for each in (header, short, shorter)]
    if spellings[2] == "lead":
        del spellings[2]  # Dynamics' hidden key column; a plain `Lead` may be anything
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def currency_in_header(header: str) -> str | None:
    """The currency that a header names at its end, as in `Amount (USD)`."""
    match = _CURRENCY.search(header)
    return match[1] if match else None


def stage_field(header: str, context: ImportContext) -> str | None:
    """`entered.<stage key>` where a header names the moment at which a stage was entered.

    Known are `entered.<key>` of any key; and of the agreement's stages, by key, name or
    abbreviation, such as `Entered MQL`, `MQL Date`, `Became a Marketing Qualified Lead Date`.
    """
    text = header.strip().casefold()
    if _ENTERED_KEY.fullmatch(text):
        return text
    match = _STAGE_DATE.fullmatch(plain_name(header))
    if match is None:
        return None
    wanted = match["middle"] or match["front"] or match["back"]
    for key, names in context.stages.items():
        if wanted in _stage_names(key, names):
            return f"{ENTERED}{key}"
    return None


_ENTERED_KEY = re.compile(rf"{re.escape(ENTERED)}[a-z0-9]+(?:-[a-z0-9]+)*")
_STAGE_DATE = re.compile(
    r"(?:became(?:an|a)?|dateentered|entered|datebecame|hslifecyclestage)(?P<middle>.+?)"
    r"(?:date|at|on|time)?"
    r"|(?P<front>.+?)(?:date|at|entered|since|datum|timestamp)"
    r"|(?:date|datum)(?P<back>.+)"
)


def _stage_names(key: str, names: tuple[str, str]) -> set[str]:
    plain = {plain_name(name) for name in (key, *names) if name}
    # Systems say `Marketing Qualified Date` for the day on which a lead became that.
    return plain | {name.removesuffix("lead") for name in plain if name != "lead"}


def _ranked(names: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, name in enumerate(names):
        ranks.setdefault(plain_name(name), rank)
    return ranks


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for fields in header_names().ranks.values():
        for field, names in fields.items():
            for name in names:
                known.setdefault(name, field)
    return known
