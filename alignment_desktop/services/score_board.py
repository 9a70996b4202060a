"""Scoring on the leads of the last quarter: the matrix filled in, each rule, and single leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_matrix import ScoreMatrix, Tally, score_matrix
from alignment_desktop.domain.score_sheet import RulePoints, ScoreSheet, score_sheet
from alignment_desktop.frames import IDENTITY, LEAD_KEY, Kind
from alignment_desktop.measurement.as_of import IS_KNOWN
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.later_files import rules_without_fields
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.score_matrix import (
    WON,
    Standing,
    fired,
    standing,
    tallied,
)
from alignment_desktop.measurement.scoring import (
    FIT,
    GRADE,
    SCORE,
    THRESHOLD,
    left_column,
    points_column,
    scored,
    times_column,
)
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.last_quarter import CREATED, OfLastQuarter
from alignment_desktop.services.lead_directory import FoundLead, LeadDirectory
from alignment_desktop.services.lead_history import known_fields
from alignment_desktop.services.lead_standing import lead_named
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.request import Request

_OUTCOME = "outcome"
_OWN = "…own grade"
Tallies = tuple[tuple[Tally, ...], ...]
"""By row and band of a matrix."""


@dataclass(frozen=True)
class ScoreBoard:
    """What scoring makes of the leads of the last quarter that was over when they were exported.

    Attributes:
        label: What the quarter is called.
        start: Its first day.
        end: Its last day.
        as_of: The moment of the scores.
        by_rules: Its leads, graded by the rules.
        by_files: Its leads, graded by what their files say; None where those say no grade.
        fired: By the key of each rule, on which leads it fired.
        alike: Of how many leads with a grade of their own the rules give the same one.
        own: How many have a grade of their own.
        notes: Which rules give nobody points, because nothing imported has their fields, and
            which ones later files give nobody points.
        trouble: Why nothing can be said; None where something can.
    """

    label: str
    start: date
    end: date
    as_of: datetime
    by_rules: Standing | None = None
    by_files: Standing | None = None
    fired: dict[str, Tally] | None = None
    alike: int = 0
    own: int = 0
    notes: tuple[Problem, ...] = ()
    trouble: Problem | None = None

    def tallies(self, agreement: Agreement, *, by_rules: bool) -> Tallies | None:
        """The matrix of an agreement, filled in; None where there is nothing to fill it with."""
        its = self.by_rules if by_rules else self.by_files
        if its is None:
            return None
        return tallied(its, matrix_of(agreement))


@dataclass(frozen=True)
class ScoreShift:
    """Leads that another wording of a clause would treat otherwise.

    Attributes:
        moves: The threshold that holds so far, the one that would hold, and which leads.
        total: How many leads there are in all.
    """

    moves: tuple[tuple[str | None, str | None, Tally], ...]
    total: Tally


@dataclass(frozen=True)
class OwnLead:
    """One lead of ours, held against the rules.

    Attributes:
        lead_id: What it is known by.
        fields: What it says, by the names of its fields.
        sheet: What the rules make of it.
    """

    lead_id: str
    fields: dict[str, str | float]
    sheet: ScoreSheet


class QuarterScores(OfLastQuarter):
    """Scores of the last quarter's leads; the evidence is read once.

    Args:
        request: The evidence and its moment.
        agreement: The draft, for its quarters and its zone.
    """

    def __init__(self, request: Request, agreement: Agreement) -> None:
        super().__init__(request, agreement)
        self._directory: LeadDirectory | None = None
        self._bench = self._under(agreement)

    def board(self, agreement: Agreement) -> ScoreBoard:
        """What an agreement makes of the leads."""
        quarter, bench = self._quarter, self._under(agreement)
        empty = ScoreBoard(
            quarter.label, quarter.whole_start, quarter.whole_end, bench.as_of.moment
        )
        try:
            leads = self._leads(bench)
        except Problem as problem:
            return replace(empty, trouble=problem)
        found = bench.scores(leads)
        its = self._with_won(found.leads, leads)
        files = None
        if GRADE in leads.columns and leads[_OWN].null_count() < leads.height:
            score = pl.col(SCORE).cast(pl.Float64) if SCORE in leads.columns else pl.lit(None)
            files = leads.select(
                pl.lit(None, pl.Float64).alias(FIT),
                pl.col(_OWN).alias(GRADE),
                score.cast(pl.Float64).alias(SCORE),
                WON,
            )
        compared = its.join(leads.select(IDENTITY, _OWN), on=IDENTITY)
        own = compared.filter(pl.col(_OWN).is_not_null())
        return replace(
            empty,
            by_rules=standing(its, by_fit=True),
            by_files=standing(files, by_fit=False) if files is not None else None,
            fired=fired(its, agreement.rules.values()),
            alike=int(own.select((pl.col(_OWN) == pl.col(GRADE)).sum()).item() or 0),
            own=own.height,
            notes=(*found.notes, *rules_without_fields(bench)),
        )

    def shift(self, before: Agreement, after: Agreement) -> ScoreShift:
        """Which leads another agreement treats otherwise, the most first.

        Raises:
            Problem: Where nothing is imported that tells when leads were created.
        """
        leads = self._leads(self._under(before))
        both = [
            self._under(each).scores(leads).leads.select(IDENTITY, THRESHOLD)
            for each in (before, after)
        ]
        moved = self._with_won(both[0].join(both[1], on=IDENTITY, suffix=" then"), leads)
        then = f"{THRESHOLD} then"
        changed = moved.filter(pl.col(THRESHOLD).ne_missing(pl.col(then)))
        grouped = changed.group_by(THRESHOLD, then).agg(pl.len(), pl.col(WON).sum())
        rows = grouped.sort(-pl.col("len").cast(pl.Int64), THRESHOLD, then).iter_rows()
        moves = tuple((was, is_, Tally(count, won)) for was, is_, count, won in rows)
        return ScoreShift(moves, Tally(moved.height, int(moved[WON].sum())))

    def lead(self, key: str, agreement: Agreement) -> OwnLead:
        """One lead of any quarter, held against the rules of an agreement.

        Raises:
            Problem: `no-such-lead`, `several-leads-named`.
        """
        bench = self._under(agreement)
        known = lead_named(bench.own_leads, key)
        at = bench.as_of.moment
        found = scored(known, lambda: bench.activities, agreement, bench.zone, at, parts=True)
        row = found.leads.row(0, named=True)
        rules = [
            RulePoints(each, points, row[times_column(each)], row[left_column(each)])
            for each in agreement.rules
            if (points := row[points_column(each)]) is not None
        ]
        fields = known_fields(known, ZoneInfo(bench.zone))
        return OwnLead(known[LEAD_KEY].item(), fields, score_sheet(agreement, rules))

    def first_lead(self, agreement: Agreement) -> str | None:
        """The newest lead of the quarter that was won, else the newest; None where there is none.

        Whoever opens the page sees a lead that tells something.
        """
        try:
            leads = self._leads(self._under(agreement))
        except Problem:
            return None
        newest = leads.sort(WON, CREATED, LEAD_KEY, descending=True).head(1)
        return str(newest[LEAD_KEY].item()) if newest.height else None

    def found(self, words: str, most: int) -> tuple[FoundLead, ...]:
        """The leads that have all of some words, as Ctrl+K finds them."""
        if self._directory is None:
            self._directory = LeadDirectory(self._request.evidence.leads.frame)
        return self._directory.find(words, most)

    def _under(self, agreement: Agreement) -> Workbench:
        request = replace(self._request, versions=(VersionInForce(agreement),))
        if hasattr(self, "_bench"):
            return self._bench.asking(request)
        return Workbench(request)

    def _leads(self, bench: Workbench) -> pl.DataFrame:
        """The quarter's leads with `won`, and the grade of their files in lower case.

        Raises:
            Problem: `no-leads-imported`; where no file tells when they were created.
        """
        leads = bench.own_leads
        if leads.is_empty():
            raise Problem("no-leads-imported")
        bench.fields(Kind.LEADS, bench.request.newest).require(CREATED)
        quarter = self._quarter
        created = in_days(CREATED, quarter.whole_start, quarter.whole_end, bench.zone)
        inside = leads.filter(pl.col(IS_KNOWN) & created)
        won, grade = pl.lit(False), pl.lit(None, pl.String)
        if _OUTCOME in leads.columns:
            won = (pl.col(_OUTCOME).str.strip_chars().str.to_lowercase() == WON).fill_null(False)
        if GRADE in leads.columns:
            grade = pl.col(GRADE).str.strip_chars().str.to_lowercase()
        return inside.with_columns(won.alias(WON), grade.alias(_OWN))

    @staticmethod
    def _with_won(scores: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
        return scores.join(leads.select(IDENTITY, WON), on=IDENTITY)


def matrix_of(agreement: Agreement) -> ScoreMatrix:
    """The matrix of an agreement."""
    return score_matrix(agreement.grades.values(), agreement.thresholds.values())
