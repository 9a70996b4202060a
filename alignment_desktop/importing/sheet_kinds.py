"""What the rows of a sheet are: leads, activities and so on, or none of what can be imported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from alignment_desktop.domain.lead_fields import typed
from alignment_desktop.frames import ENTERED, LEAD_KEYS, FieldType, Kind, field_type
from alignment_desktop.importing.column_evidence import Fit
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.days_above import days_above, texts_above
from alignment_desktop.importing.header_names import (
    BY_WORDS,
    Claim,
    canonical_field,
    header_names,
    plain_name,
)
from alignment_desktop.importing.header_words import readings, words_of
from alignment_desktop.importing.mapping import ACROSS
from alignment_desktop.importing.periods import period_and_rest
from alignment_desktop.importing.placing import Placing, SheetCells, place
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet

_PLAIN_IDS = ("id", "recordid", "hsobjectid")
"""Names of a column of ids that do not say of what."""
_TELLS_LEADS = frozenset(
    typed(
        text="source score grade decision return_reason attempts outcome lost_reason",
        moment="decided_at first_touch_at handed_over_at assigned_at recycled_at renurtured_at "
        "feedback_at opportunity_at",
    )
)
"""Fields that only leads have."""
_TELLS_WORKING = frozenset({"created_at", "closed_at"})
_STAGE = "stage"
_MEASURED = frozenset({"start", "end", "period", "spend", "impressions", "clicks"})
_OF_CUSTOMERS = frozenset({"since", "ended", "cost"})
_TELLING_COLUMNS = 2
_DEEDS = frozenset(
    frozenset({meaning}) for meaning in ("activity", "touch", "email", "contact-result")
)
"""What people do with a lead, in one word of any language: a call, an e-mail, no answer."""
_DEED = frozenset({"activity"})
_FEWEST_PERIODS = 2
_LOOSELY = 0.8
"""So surely a day that is called no more than that is the one on which a lead came."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sheet may be.

    Attributes:
        cells: The sheet.
        kind: What its rows may be.
        placing: Its columns, as fields of that kind.
        opportunities: Whether leads are listed by their opportunities.
        enough: Whether that is told well enough to be taken unasked.
        periods: Columns that are called by a period, each with the field that was counted in it.
    """

    cells: SheetCells
    kind: Kind
    placing: Placing
    opportunities: bool
    enough: bool
    periods: Mapping[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> RawSheet:
        """The sheet."""
        return self.cells.sheet

    @property
    def score(self) -> tuple[bool, int]:
        """Of several guesses the highest is meant; of equals the first."""
        return not self.sheet.hidden, len(self.placing.columns) + len(self.periods)


def guesses(cells: SheetCells, context: ImportContext, kind: Kind | None) -> list[Guess]:
    """What a sheet may be, told well enough or not; of equals the first is meant."""
    names = list(cells.names)
    opportunities = is_of_opportunities(names)
    found = []
    for each in [kind] if kind else list(Kind):
        placing = place(cells, each, context, opportunities=opportunities)
        periods = _periods(each, placing, cells, context) if each in ACROSS else {}
        enough = _is_possible(
            each, placing, periods or _counted(each, placing, cells, context)
        ) and (kind is not None or _is_told(each, placing, names, cells, context))
        found.append(Guess(cells, each, placing, opportunities, enough, periods))
    return found


def _counted(
    kind: Kind, placing: Placing, cells: SheetCells, context: ImportContext
) -> Collection[str]:
    """What was counted in the days that a line above the table states."""
    found = placing.fields & ACROSS[kind] if kind is Kind.CAMPAIGNS else ()
    return found if found and days_above(cells, context) else ()


def is_of_opportunities(names: Sequence[str]) -> bool:
    """Whether columns tell that leads are listed by their opportunities."""
    known = header_names()
    lead_ids = known.tells_of(names, "lead_ids")
    if _is_called_leads(names) or (lead_ids and not known.tells_of(names, "deal_ids")):
        return False
    if known.marked(names, "opportunities") or known.tells_of(names, "opportunities"):
        return True
    if lead_ids:
        return False
    if known.marked(names, "perhaps_opportunities"):
        return True
    perhaps = known.tells_of(names, "perhaps_opportunities")
    return len(perhaps) >= _TELLING_COLUMNS and not known.tells_of(names, "addresses")


def _is_possible(kind: Kind, placing: Placing, periods: Collection[str]) -> bool:
    """Whether the fields suffice for a file of this kind."""
    fields = placing.fields
    if kind is Kind.LEADS:
        return any(
            field in (*LEAD_KEYS, "outcome", _STAGE) or field_type(kind, field) is FieldType.MOMENT
            for field in fields
        )
    if kind is Kind.ACTIVITIES:
        return "at" in fields and bool(fields & {"lead_id", "email"})
    if kind is Kind.CAMPAIGNS:
        return "campaign" in fields and bool(fields & _MEASURED or periods)
    if kind is Kind.FIGURES:
        return "figure" in fields and ("value" in fields or bool(periods))
    return "account" in fields and bool(fields & {*_OF_CUSTOMERS, "revenue"})


def _is_told(
    kind: Kind, placing: Placing, names: Sequence[str], cells: SheetCells, context: ImportContext
) -> bool:
    """Whether a sheet is of a kind, and not of another that would look alike."""
    known = header_names()
    if known.tells_of(names, "old_values") and known.tells_of(names, "new_values"):
        return False  # each row is a change of something
    paid = len(known.tells_of(names, "payments")) >= _TELLING_COLUMNS
    if paid and not (_is_called_leads(names) or is_of_opportunities(names)):
        return False
    if kind is Kind.LEADS:
        return _is_of_leads(placing, names, cells, context)
    if kind is Kind.ACTIVITIES:
        return _is_of_activities(placing, names, cells)
    if kind is Kind.CUSTOMERS:
        created = known.tells_of(names, "created")
        own = {each.field for each in placing.claims if each.header not in created}
        told = known.tells_of(names, "customers") and own & {*_OF_CUSTOMERS, "revenue"}
        return bool(own & _OF_CUSTOMERS or told)
    # Campaigns of which nothing is counted, beside addresses: each row is about a person.
    counted = kind is not Kind.CAMPAIGNS or bool(placing.fields & ACROSS[kind])
    people = () if counted else place(cells, Kind.LEADS, context, opportunities=False).fields
    return "email" not in people


def _is_of_leads(
    placing: Placing, names: Sequence[str], cells: SheetCells, context: ImportContext
) -> bool:
    known = header_names()
    fields = placing.fields
    key = next((claim for claim in placing.claims if claim.field in LEAD_KEYS), None)
    plain = key is not None and plain_name(key.header) in _PLAIN_IDS
    if _lists_activities(placing, names, cells, context):
        return False
    if is_of_opportunities(names):
        return True
    if _lists_companies(placing, names, plain=key is None or plain):
        return False
    called = _is_called_leads(names)
    if not called and (known.tells_of(names[:1], "things") or _counts_leads(key, cells, context)):
        return False
    if key is not None and (called or not plain):
        # Whoever has an address may be a user or an employee, where another id comes first.
        people = key.field == "email" and _names_others(names[0])
        stages = set() if known.tells_of(names[:1], "customers") else {_STAGE}
        return called or not people or bool(fields & (_TELLS_LEADS | stages))
    if placing.repeats or (key is None and _names_others(names[0])):
        return False  # a column names leads, but not one a row; or something else, one a row
    if known.tells_of(names, "advertising"):
        campaign = place(cells, Kind.CAMPAIGNS, context, opportunities=False)
        if _is_possible(Kind.CAMPAIGNS, campaign, ()):
            return False
    entered = any(field.startswith(ENTERED) for field in fields)
    own = {canonical_field(name, Kind.LEADS) for name in placing.columns}
    if called or entered or fields & _TELLS_LEADS or own & {"created_at", _STAGE}:
        return True
    return _STAGE in fields and bool(fields & _TELLS_WORKING)


def _lists_companies(placing: Placing, names: Sequence[str], *, plain: bool) -> bool:
    """Whether each row is a company: by its owner or type, or by the day on which it left."""
    known = header_names()
    left = known.tells_of(names, "ends") and not (
        placing.fields & _TELLS_LEADS or known.tells_of(names, "lead_ids")
    )
    return bool(left or (plain and known.tells_of(names, "companies")))


def _lists_activities(
    leads: Placing, names: Sequence[str], cells: SheetCells, context: ImportContext
) -> bool:
    """Whether each row is something that was done with a lead, or a campaign that it was in."""
    known = header_names()
    if len(known.tells_of(names, "members")) >= _TELLING_COLUMNS:
        return True
    told = known.tells_of(names, "activities")
    placing = place(cells, Kind.ACTIVITIES, context, opportunities=False)
    if _is_possible(Kind.ACTIVITIES, placing, ()):
        if len(told) >= _TELLING_COLUMNS or _names_activities(placing, cells):
            return True
        return not _is_called_leads(names) and _logs(leads, placing, cells)
    # What is planned is no activity yet, and as little a lead.
    return bool(told) and not leads.fields & (_TELLS_LEADS | _TELLS_WORKING)


def _is_of_activities(placing: Placing, names: Sequence[str], cells: SheetCells) -> bool:
    """Whether each row is something that was done, and not a lead with a day and a note."""
    known = header_names()
    sure = {claim.field for claim in placing.claims if claim.confidence >= BY_WORDS}
    if "kind" in sure or known.tells_of(names, "activities"):
        return True
    keys = [claim.header for claim in placing.claims if claim.field in LEAD_KEYS]
    return "at" in sure or any(cells.evidence(header).repeats for header in keys)


def _logs(leads: Placing, activities: Placing, cells: SheetCells) -> bool:
    """Whether a sheet that says little of leads has what happened to somebody, and when."""
    by_field = {claim.field: claim for claim in leads.claims}
    outcome = by_field.get("outcome")
    # Nobody but a lead is won or lost; what came of a call is called an outcome too.
    told = {field for field in by_field if field in _TELLS_LEADS or field.startswith(ENTERED)}
    if outcome and _are_deeds(outcome.header, cells):
        return True
    created = by_field.get("created_at")
    if told or _STAGE in by_field or (created and created.confidence > _LOOSELY):
        return False
    named = {claim.field: claim.header for claim in activities.claims}
    deeds = [named[field] for field in ("kind", "detail") if field in named]
    if any(_are_deeds(header, cells) for header in deeds):
        return True
    # An event at a minute happened to somebody; at a day it may be where a lead was met.
    called = "kind" in named and _DEED in readings(named["kind"])
    return called and cells.evidence(named["at"]).is_timed


def _are_deeds(header: str, cells: SheetCells) -> bool:
    """Whether the cells of a column say what was done with somebody, or what came of it."""
    texts = [text for text, _ in cells.evidence(header).values]
    return bool(texts) and 2 * sum(bool(readings(text) & _DEEDS) for text in texts) >= len(texts)


def _names_activities(placing: Placing, cells: SheetCells) -> bool:
    """Whether a column tells by its words what was done in each row, on days of its own."""
    by_field = {claim.field: claim for claim in placing.claims}
    if "kind" not in by_field or by_field["at"].confidence < BY_WORDS:
        return False
    return _are_deeds(by_field["kind"].header, cells)


def _counts_leads(key: Claim | None, cells: SheetCells, context: ImportContext) -> bool:
    """Whether a sheet without a key of leads says how many there were."""
    if key is not None:
        return False
    told = header_names().tells_of(cells.names, "counted")
    return any(cells.evidence(name).fit("leads", Kind.CAMPAIGNS, context) is Fit.FITS
               for name in told)  # fmt: skip


def _is_called_leads(names: Sequence[str]) -> bool:
    """Whether a column's name says that each row is a lead."""
    known = header_names()
    return bool(known.marked(names, "leads") or known.tells_of(names, "leads"))


def _names_others(header: str) -> bool:
    """Whether a sheet's first column has the ids of something that can not be imported."""
    words = words_of(header)
    ends = [meaning for word in (words[:1], words[-1:]) for each in readings(" ".join(word))
            for meaning in each]  # fmt: skip
    return len(words) > 1 and bool(set(ends) & {"id", "number"})


def _counted_across(kind: Kind, placing: Placing, cells: SheetCells, context: ImportContext) -> str:
    """What columns called by periods count: figures, or what a campaigns' sheet is called by.

    Of campaigns the sheet's name or a line above the table has to say it, in just one word that
    stands for a field: nobody could tell spend from leads by the numbers.
    """
    if kind is Kind.FIGURES:
        return "value"
    if placing.fields & _MEASURED:
        return ""
    texts = [cells.sheet.name, *texts_above(cells)]
    words = [word for text in texts for word in words_of(text)]
    claims = header_names().claims(words, kind, context, opportunities=False)
    told = {claim.field for claim in claims if claim.confidence >= BY_WORDS} & ACROSS[kind]
    return told.pop() if len(told) == 1 else ""


def _periods(
    kind: Kind, placing: Placing, cells: SheetCells, context: ImportContext
) -> dict[str, str]:
    """Columns that are called by a period, where no column tells it, with what each counts."""
    if placing.fields & {"period", "start", "end"}:
        return {}
    called = {name: period_and_rest(name, context) for name in cells.names}
    said = {name: found[1] for name, found in called.items() if found}
    if len(said) < _FEWEST_PERIODS:
        return {}
    counted = "" if all(said.values()) else _counted_across(kind, placing, cells, context)
    fields = {name: _counted_by(rest, kind, context) if rest else counted
              for name, rest in said.items()}  # fmt: skip
    return {name: field for name, field in fields.items() if field}


def _counted_by(name: str, kind: Kind, context: ImportContext) -> str:
    """The field that is counted where a column's name says so beside its period; else empty."""
    claims = header_names().claims([name], kind, context, opportunities=False)
    told = {claim.field for claim in claims if claim.confidence >= BY_WORDS} & ACROSS[kind]
    return told.pop() if len(told) == 1 else ""
