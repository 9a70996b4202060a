"""What a column's name says: the field it stands for, across systems, languages and spellings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from alignment_desktop.frames import ENTERED, FIELDS, Kind, field_type
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_words import (
    LONGEST,
    Reading,
    readings,
    shapes,
    spoken_of,
    words_of,
)
from alignment_desktop.importing.stage_names import CONCEPTS, concept_beside, concept_of
from alignment_desktop.importing.stated_scales import without_scale
from alignment_desktop.paths import resource_path
from alignment_desktop.values import dataclass

_PREFIX = re.compile(r"^\s*(?:\(do not modify\)|deal\s+-|lead\s*:|contact\s*:)\s*", re.IGNORECASE)
_PERSON = re.compile(r"^\s*(?:lead|contact)\s*:", re.IGNORECASE)
"""What reports put before the columns of a deal's person, which are not those of the deal."""
_SUFFIX = re.compile(r"\s*\((?:in utc|[A-Z]{3})\)\s*$")


Shapes = dict[Reading, dict[str, tuple[int, str]]]
"""Reading to what it stands for: field to place, and the reason of such a claim."""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """That a column stands for a field, as its name says; of several the least is the best.

    Attributes:
        rank: Place of the name among those of the field; below 0 where it is the field's own.
        index: Place among names that rank alike.
        place: Place of the column in the sheet.
        header: The column's name.
        field: The field.
        confidence: 0 to 1, before any cell was looked at.
        reason: `own-name`, `name`, `stage-date`, `words`, `loose-words` or `to-be-proven`.
    """

    rank: int
    index: int
    place: int
    header: str
    field: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class HeaderNames:
    """The dictionary of column names.

    Attributes:
        names: Section to field to plain name to place, the best being 0. Sections are the kinds
            of sheet, and `opportunities` for files of these.
        shapes: Section to reading (see `header_words`) to what it stands for: field to place and
            how surely.
        fallbacks: Kind of sheet to field to the readings of columns that it takes where it has
            none.
        marks: Group to plain name to place: `opportunities`, `leads`, `outcomes`, `won`.
        others: Group to readings that tell what the rows of a sheet are, to their place.
    """

    names: dict[str, dict[str, dict[str, int]]]
    shapes: dict[str, Shapes]
    fallbacks: dict[str, dict[str, frozenset[Reading]]]
    marks: dict[str, dict[str, int]]
    others: dict[str, dict[Reading, int]]

    def assign(
        self, headers: Sequence[str], kind: Kind, context: ImportContext, *, opportunities: bool
    ) -> dict[str, str]:
        """Give each field the one column whose name stands for it best.

        Returns:
            Header to field, of the headers that stand for one.
        """
        claims = self.claims(headers, kind, context, opportunities=opportunities)
        return {claim.header: claim.field for claim in self.settled(claims, kind)}

    def settled(self, claims: Iterable[Claim], kind: Kind) -> list[Claim]:
        """One column for each field, and one field for each column."""
        found: dict[str, Claim] = {}
        taken: dict[str, Claim] = {}
        for claim in sorted(claims):
            if claim.header not in found and claim.field not in taken:
                found[claim.header] = taken[claim.field] = claim
        for field, readings_of_field in self.fallbacks.get(kind, {}).items():
            for claim in found.values() if field not in taken else ():
                if readings(claim.header) & readings_of_field and claim.field != field:
                    found[claim.header] = replace(
                        claim, field=field, confidence=LOOSE, reason="loose-words"
                    )
                    break
        return list(found.values())

    def claims(
        self, headers: Sequence[str], kind: Kind, context: ImportContext, *, opportunities: bool
    ) -> list[Claim]:
        """Every field that each column may stand for by its name."""
        named = self._named(kind, opportunities=opportunities)
        of_deals = opportunities and kind is Kind.LEADS
        shaped = self._shaped(kind, opportunities=opportunities)
        # Beside a first name it is the last one, or the other way round.
        parts = sum(_PART_NAME in readings(each) for each in headers) == 1
        addressed = any(_CITY in readings(each) for each in headers)
        claims: list[Claim] = []
        for place, header in enumerate(headers):
            own = canonical_field(header, kind)
            if own:
                # It stands for no other field, and goes before every other spelling of its own.
                rank = -3 if header == own else -2
                claims.append(Claim(rank, 0, place, header, own, SURE, "own-name"))
                continue
            stage = stage_field(header, context) if kind is Kind.LEADS else None
            if stage and stage != _RECYCLED:
                # Between the field's own name and every other name of any field.
                claims.append(Claim(-1, 0, place, header, stage, BY_NAME, "stage-date"))
                continue
            said = _without_year(header, headers) if kind is Kind.CUSTOMERS else header
            bare = {} if of_deals and _PERSON.match(said) else named
            for field, claim in self._by_name(said, place, bare, shaped).items():
                claim = claim if said == header else replace(claim, header=header)
                if field == "name" and parts and _NAME in readings(header):
                    continue
                if field == "stage" and addressed and _STATE in readings(header):
                    continue  # in an address, `Estado` is a part of a country
                claims.append(claim)
            for field in _by_cells(header, kind, context):
                # Below every name: of several only the cells tell which it is.
                last = Claim(BY_CELLS, 0, place, header, field, UNPROVEN, "to-be-proven")
                claims.append(last)
        return claims

    def marked(self, headers: Iterable[str], group: str) -> list[str]:
        """The headers that belong to a group of marks, the best first."""
        places = self.marks[group]
        found = []
        for place, header in enumerate(headers):
            hits = [places[plain] for plain in plain_spellings(header) if plain in places]
            if hits:
                found.append((min(hits), place, header))
        return [header for _, _, header in sorted(found)]

    def tells_of(self, headers: Iterable[str], group: str) -> list[str]:
        """The headers whose words tell what the rows are, the surest first."""
        told = self.others[group]
        found = []
        for place, header in enumerate(headers):
            hits = [told[reading] for reading in readings(header) if reading in told]
            if hits:
                found.append((min(hits), place, header))
        return [header for _, _, header in sorted(found)]

    def field_of(self, header: str, context: ImportContext) -> str | None:
        """Any field, of any kind, that a header stands for; to tell headers from other texts."""
        for plain in plain_spellings(header):
            field = _known().get(plain)
            if field:
                return field
        for reading in sorted(readings(header), key=sorted):
            for section in self.shapes.values():
                for field in section.get(reading, ()):
                    return field
        return stage_field(header, context)

    def _by_name(
        self,
        header: str,
        place: int,
        named: dict[str, list[tuple[int, str]]],
        shaped: Shapes,
    ) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        for reading in readings(header):
            for field, (rank, reason) in shaped.get(reading, {}).items():
                confidence = _CONFIDENCE[reason]
                claim = Claim(rank, _UNNAMED, place, header, field, confidence, reason)
                found[field] = min(claim, found.get(field, claim))
        for plain in plain_spellings(header):
            for index, field in named.get(plain, ()):
                # By its words where these are known, so that names of all languages rank alike.
                rank = found[field].rank if field in found else index
                claim = Claim(rank, index, place, header, field, BY_NAME, "name")
                found[field] = min(claim, found.get(field, claim))
        return found

    def _named(self, kind: Kind, *, opportunities: bool) -> dict[str, list[tuple[int, str]]]:
        known: dict[str, list[tuple[int, str]]] = {}
        for field, places in _overlaid(self.names, kind, opportunities=opportunities).items():
            for plain, index in places.items():
                known.setdefault(plain, []).append((index, field))
        return known

    def _shaped(self, kind: Kind, *, opportunities: bool) -> Shapes:
        own = self.shapes[kind]
        if not (opportunities and kind is Kind.LEADS):
            return own
        over = self.shapes["opportunities"]
        replaced = {field for fields in over.values() for field in fields}
        merged = {
            reading: {field: rank for field, rank in fields.items() if field not in replaced}
            for reading, fields in own.items()
        }
        for reading, fields in over.items():
            merged[reading] = {**merged.get(reading, {}), **fields}
        return merged


def _by_cells(header: str, kind: Kind, context: ImportContext) -> list[str]:
    """The fields that a column is where its cells say so, though its name says little of it.

    Addresses are those of the lead unless the name speaks of somebody who sells; days below the
    name of a stage are those of its entry.
    """
    if len(header) > LONGEST:
        return []
    spoken = spoken_of(header)
    if "email" in FIELDS[kind] and "email" in spoken and not spoken & _SELLERS:
        return ["email"]
    if kind is not Kind.LEADS:
        return []
    stage = context.stage_key(header) or context.stage_of(concept_of(header) or "")
    return [f"{ENTERED}{stage}"] if stage and f"{ENTERED}{stage}" != _RECYCLED else []


_SELLERS = frozenset({"owner", "user", "sdr", "sales", "employees", "assign", "next"})
_OF_YEAR = re.compile(r"\s*\b(?:FY\s?)?(?:19|20)\d{2}\b\s*", re.IGNORECASE)


def _without_year(header: str, headers: Iterable[str]) -> str:
    """A column's name without the year that it is of, where no other column is of another year."""
    bare = _OF_YEAR.sub(" ", header).strip()
    alike = sum(_OF_YEAR.sub(" ", each).strip() == bare for each in headers)
    return bare if alike == 1 else header


SURE, BY_NAME, BY_WORDS, LOOSE, UNPROVEN = 1.0, 0.95, 0.9, 0.65, 0.3
"""How sure a column's name makes one, before any of its cells was looked at."""
_CONFIDENCE = {"words": BY_WORDS, "loose-words": LOOSE, "to-be-proven": UNPROVEN}
_SIGNS = {"~": "loose-words", "!": "to-be-proven"}
_UNNAMED = 1_000
BY_CELLS = 1_000
"""The rank of a column whose name tells less than its cells."""
_NAME, _PART_NAME = frozenset({"name"}), frozenset({"part-name"})
_CITY, _STATE = frozenset({"city"}), frozenset({"state"})
_FULL_NAME = frozenset({"full-name"})


def _overlaid(
    sections: dict[str, dict[str, dict[str, int]]], kind: Kind, *, opportunities: bool
) -> dict[str, dict[str, int]]:
    own = sections[kind]
    if not (opportunities and kind is Kind.LEADS):
        return own
    return {**own, **sections["opportunities"]}


@lru_cache(maxsize=1)
def header_names() -> HeaderNames:
    """The dictionary, as it comes with the program."""
    table = _table("headers")
    marks = {group: _ranked(names) for group, names in table.pop("marks").items()}
    names = {
        section: {field: _ranked(each) for field, each in fields.items()}
        for section, fields in table.items()
    }
    for kind, fields in FIELDS.items():
        for field in fields:
            # The field's own name is always its best name.
            known = names[kind].setdefault(field, {})
            known.update({plain_name(field): -1})
    table = _table("shapes")
    fallbacks = {
        section: {field: _readings(each) for field, each in fields.items()}
        for section, fields in table.pop("fallbacks").items()
    }
    others = {group: _placed(each) for group, each in table.pop("others").items()}
    shaped = {section: _shapes(fields) for section, fields in table.items()}
    for section in shaped.values():
        _with_names(section)
    return HeaderNames(names, shaped, fallbacks, marks, others)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resource_path(f"recognition/{name}.toml").read_text(encoding="utf-8"))


def _readings(texts: Sequence[str]) -> frozenset[Reading]:
    return frozenset(reading for text in texts for reading in shapes(text))


def _placed(texts: Sequence[str]) -> dict[Reading, int]:
    found: dict[Reading, int] = {}
    for place, text in enumerate(texts):
        for reading in shapes(text):
            found.setdefault(reading, place)
    return found


def _shapes(fields: dict[str, list[str]]) -> Shapes:
    found: Shapes = {}
    for field, texts in fields.items():
        for rank, text in enumerate(texts):
            for reading in shapes(text.lstrip("~!")):
                reason = _SIGNS.get(text[0], "words")
                found.setdefault(reading, {}).setdefault(field, (rank, reason))
    return found


def _with_names(section: Shapes) -> None:
    """Let `Segment Name` be what `Segment` is, where it is nothing else."""
    for reading, fields in list(section.items()):
        named = {field: claim for field, claim in fields.items() if field in _NAMED}
        for more in (_NAME, _FULL_NAME) if named else ():
            section.setdefault(reading | more, named)


_NAMED = frozenset(
    ["source", "campaign", "program", "segment", "region", "industry", "owner", "stage", "by",
     "channel"]
)  # fmt: skip
"""Fields that hold the name of something that has one."""


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


@lru_cache(maxsize=1 << 14)
def plain_name(name: str) -> str:
    """A column's name without case, accents, spaces and punctuation."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


@lru_cache(maxsize=1 << 16)  # each name of a sheet is asked about for every kind of sheet
def plain_spellings(header: str) -> tuple[str, ...]:
    """The plain names of a header: as it stands, and without what systems put around names."""
    if len(header) > LONGEST:
        return ()
    short = _SUFFIX.sub("", without_scale(header))
    shorter = _PREFIX.sub("", short)
    spellings = [plain_name(each) for each in (header, short, shorter)]
    if spellings[2] == "lead":
        del spellings[2]  # Dynamics' hidden key column; a plain `Lead` may be anything
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def stage_field(header: str, context: ImportContext) -> str | None:
    """`entered.<stage key>` where a header names the moment at which a stage was entered.

    Known are `entered.<key>` of any key; and of the agreement's stages, by key, name or
    abbreviation, such as `Entered MQL`, `MQL Date`, `Became a Marketing Qualified Lead Date`,
    `Fecha de MQL`.
    """
    text = header.strip().casefold()
    if _ENTERED_KEY.fullmatch(text):
        return text
    match = _STAGE_DATE.fullmatch(plain_name(header))
    wanted = match and (match["middle"] or match["front"] or match["back"])
    words = words_of(header) if len(header) <= LONGEST else []
    said = readings(header)
    if said & _BEGUN and not any(reading & {_BECOME, *CONCEPTS} for reading in said):
        return None
    for key, names in context.stages.items():
        if wanted in _stage_names(key, names) or _is_date_of(words, (key, *names)):
            return f"{ENTERED}{key}"
    return _concept_field(header, context) if words else None


def _concept_field(header: str, context: ImportContext) -> str | None:
    """The stage whose date a header names by what the stage is called in another language."""
    for reading in sorted(readings(header), key=sorted):
        found = concept_beside(reading)
        if found and found[1] - _WHOSE in _DATES_OF_STAGES:
            key = context.stage_of(found[0])
            return f"{ENTERED}{key}" if key else None
    return None


def _is_date_of(words: list[str], names: Sequence[str]) -> bool:
    """Whether the words around the name of a stage say no more than that this is its date."""
    for name in map(words_of, names):
        for place in range(len(words) - len(name) + 1) if name else ():
            if words[place : place + len(name)] == name:
                rest = readings(" ".join(words[:place] + words[place + len(name) :]))
                return bool(rest & _DATES_OF_STAGES)
    return False


_ENTERED_KEY = re.compile(rf"{re.escape(ENTERED)}[a-z0-9]+(?:-[a-z0-9]+)*")
_RECYCLED = f"{ENTERED}recycled"
"""That day is a field of its own, from which a lead is in that stage."""
_WHOSE = frozenset({"contact", "lead"})
_DATES_OF_STAGES = frozenset((*shapes("become|create? first? date"), *shapes("become date?")))
_BECOME, _BEGUN = "become", frozenset(shapes("deal|lead create date?"))
"""When a lead or an opportunity came is a field of its own, also where a stage is called so."""
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
    for fields in header_names().names.values():
        for field, names in fields.items():
            for name in names:
                known.setdefault(name, field)
    return known
