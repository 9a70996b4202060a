"""What a name in a clause means among the columns of leads or campaign rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.conditions import composed
from alignment_desktop.domain.lead_fields import CAMPAIGN, CAMPAIGN_CLAUSE_FIELDS
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import (
    DERIVED_LEAD_FIELDS,
    LEAD_FIELDS,
    OWN,
    READ_DAY,
    READ_MOMENT,
    READ_NUMBER,
    FieldType,
    Kind,
    day_column,
    field_type,
    own_column,
)
from alignment_desktop.measurement.lead_value import LEAD_VALUE, NEEDS
from alignment_desktop.measurement.plain_texts import plain_day, plain_moment, plain_number
from alignment_desktop.values import dataclass

_DTYPES = {FieldType.TEXT: pl.String, FieldType.NUMBER: pl.Float64, FieldType.DAY: pl.Date}

_LOWER = "…lower "
_WHOLE = 1e15
"""Below this every whole number has its digits exactly."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, with every way to look at its value.

    Attributes:
        type: Text, number, moment or day.
        value: The value as it is kept.
        local_day: For moments and days the date, in the agreement's zone or as written.
        counted: Of a further column, its numbers as its files write them; None where its texts
            tell them.
        dated: Of a further column, the same as dates, in the zones of its files.
        in_lower_case: Of a text, what `folded` gives, where that was worked out before.
    """

    type: FieldType
    value: pl.Expr
    local_day: pl.Expr | None = None
    counted: pl.Expr | None = None
    dated: Field | None = None
    in_lower_case: pl.Expr | None = None

    @property
    def text(self) -> pl.Expr:
        """The value as text: trimmed, numbers at their shortest, moments as their local date."""
        if self.local_day is not None:
            return self.local_day.cast(pl.String)
        if self.type is FieldType.NUMBER:
            whole = (self.value == self.value.round()) & (self.value.abs() < _WHOLE)
            digits = pl.when(whole).then(self.value).cast(pl.Int64).cast(pl.String)
            return pl.coalesce(digits, self.value.cast(pl.String))
        trimmed = self.value.str.strip_chars()
        return pl.when(trimmed != "").then(trimmed)

    @property
    def folded(self) -> pl.Expr:
        """The text, in lower case."""
        if self.in_lower_case is not None:
            return self.in_lower_case
        return self.text.str.to_lowercase()

    def is_text(self, folded: Sequence[str]) -> pl.Expr:
        """Whether the text, in lower case, is one of these, none of which is blank; else false."""
        text = self.folded
        if self.in_lower_case is None and self.type is FieldType.TEXT:
            # No blank text is one of them: what is blank need not be told from it first.
            text = self.value.str.strip_chars().str.to_lowercase()
        (one, *others) = folded
        return (text.is_in(folded) if others else text == one).fill_null(False)

    @property
    def number(self) -> pl.Expr:
        """The value as a number, 0.25 for `25%`; null where it is none."""
        if self.local_day is not None:
            return pl.lit(None, pl.Float64)
        if self.type is FieldType.NUMBER:
            return self.value
        return plain_number(self.value) if self.counted is None else self.counted

    @property
    def is_blank(self) -> pl.Expr:
        """Whether there is no value; never null."""
        return self.text.is_null()


class Fields:
    """The fields that rows of one kind have.

    Args:
        kind: Leads, or campaigns.
        columns: The columns of the frame.
        agreement: Whose campaign clauses `campaign.<field>` speaks of.
        zone: In which moments have their date.
        in_conditions: The columns that hold `grade` and `score` as conditions read them, where
            these are other ones.
    """

    def __init__(
        self,
        kind: Kind,
        columns: Collection[str],
        agreement: Agreement,
        zone: str,
        in_conditions: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._kind = kind
        self._in_conditions = in_conditions
        self._columns = frozenset(columns)
        self._agreement = agreement
        self.zone = zone
        self._in_lower_case: dict[str, pl.Expr] = {}

    def in_lower_case(self, names: Iterable[str]) -> dict[str, pl.Expr]:
        """Columns to be added to the frame, so that the texts of these fields are folded once.

        From then on the fields read them; a field that is none of the frame's texts is left out.
        """
        made: dict[str, pl.Expr] = {}
        for name in names:
            for column in self.columns_of(name):
                if self._type(column) in (None, FieldType.TEXT):
                    folded = Field(FieldType.TEXT, pl.col(column)).folded
                    made[column] = folded.alias(_LOWER + column)
        self._in_lower_case = {column: pl.col(_LOWER + column) for column in made}
        return made

    def compared(self, name: str) -> Field:
        """The field that `name` means in a condition.

        Raises:
            Problem: `field-not-imported`, where no imported row has it.
        """
        column = self._in_conditions.get(name.strip())
        if column is None:
            return self.resolve(name)
        if column not in self._columns:
            raise Problem("field-not-imported", field=name.strip())
        return Field(LEAD_FIELDS[name.strip()], pl.col(column))

    def resolve(self, name: str) -> Field:
        """The field that `name` means.

        Raises:
            Problem: `field-not-imported`, where no imported row has it.
        """
        name = composed(name)
        if name in self._columns and self._type(name) is not None:
            return self._canonical(name)
        if name.startswith(CAMPAIGN) and name.removeprefix(CAMPAIGN) in CAMPAIGN_CLAUSE_FIELDS:
            return self._of_campaign(name.removeprefix(CAMPAIGN))
        own = self._own(name)
        if own is None:
            lacking = name
            if name == LEAD_VALUE:
                lacking = next(need for need in NEEDS if need not in self._columns)
            raise Problem("field-not-imported", field=lacking)
        return self._further(own)

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns of the files by which `name` is known; none where no imported row has it."""
        name = composed(name)
        if name in self._columns and self._type(name) is not None:
            return (name,)
        if name.startswith(CAMPAIGN) and name.removeprefix(CAMPAIGN) in CAMPAIGN_CLAUSE_FIELDS:
            return ("campaign",)
        own = self._own(name)
        return () if own is None else (own,)

    def require(self, name: str) -> None:
        """Make sure that a canonical field has been imported.

        Raises:
            Problem: `field-not-imported`.
        """
        if not self.has(name):
            raise Problem("field-not-imported", field=name)

    def has(self, name: str) -> bool:
        """Whether a canonical field has been imported."""
        return name in self._columns

    def _type(self, name: str) -> FieldType | None:
        return field_type(self._kind, name) or DERIVED_LEAD_FIELDS.get(name)

    def _canonical(self, name: str) -> Field:
        kind, value = self._type(name), pl.col(name)
        if kind is FieldType.MOMENT:
            local = value.dt.convert_time_zone(self.zone).dt.date()
            return Field(kind, value, pl.coalesce(pl.col(day_column(name)), local))
        if kind is FieldType.DAY:
            return self._day(value)
        if kind is FieldType.NUMBER:
            return Field(FieldType.NUMBER, value)
        return Field(FieldType.TEXT, value, in_lower_case=self._in_lower_case.get(name))

    def _day(self, value: pl.Expr) -> Field:
        local = value.cast(pl.Datetime("us")).dt.replace_time_zone(
            self.zone, ambiguous="earliest", non_existent="null"
        )
        return Field(FieldType.DAY, local.dt.convert_time_zone("UTC"), value)

    def _own(self, name: str) -> str | None:
        names = sorted(
            column.removeprefix(OWN) for column in self._columns if column.startswith(OWN)
        )
        exact = [each for each in names if composed(each) == name]
        alike = [each for each in names if composed(each).lower() == name.lower()]
        if exact:
            return own_column(exact[0])
        return own_column(alike[0]) if len(alike) == 1 else None

    def _further(self, column: str) -> Field:
        """A further column: a text, which may be compared as a number or a date all the same."""
        text, name = pl.col(column), column.removeprefix(OWN)
        moment, day = plain_moment(text, self.zone), plain_day(text, self.zone)
        if READ_MOMENT + name in self._columns:
            # Imports of earlier builds have none, and tell it by their texts alone.
            moment = pl.coalesce(pl.col(READ_MOMENT + name), moment)
            day = pl.coalesce(pl.col(READ_DAY + name), day)
        number = READ_NUMBER + name
        return Field(
            FieldType.TEXT,
            text,
            counted=pl.col(number) if number in self._columns else None,
            dated=Field(FieldType.MOMENT, moment, day),
            in_lower_case=self._in_lower_case.get(column),
        )

    def _of_campaign(self, name: str) -> Field:
        self.require("campaign")
        kind = CAMPAIGN_CLAUSE_FIELDS[name]
        values = {
            called: _campaign_value(campaign, name)
            for called, campaign in self._agreement.campaigns_called.items()
        }
        found = (
            pl.col("campaign")
            .str.strip_chars()
            .str.to_lowercase()
            .replace_strict(
                pl.Series(list(values), dtype=pl.String),
                pl.Series(list(values.values()), dtype=_DTYPES[kind], strict=False),
                default=None,
                return_dtype=_DTYPES[kind],
            )
        )
        return self._day(found) if kind is FieldType.DAY else Field(kind, found)


def _campaign_value(campaign: Campaign, name: str) -> object:
    value = getattr(campaign, name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
