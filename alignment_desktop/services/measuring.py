"""What was promised against what happened: measured commitments, and the very leads behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from alignment_desktop.domain.clauses import COMMITMENT, clause_name
from alignment_desktop.domain.findings import WARNING, Finding
from alignment_desktop.domain.periods import days_of_label
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.clock_notes import unknown_kinds
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import CommitmentResult, LeadRow, PeriodResult
from alignment_desktop.measurement.stage_defects import stage_defects
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.drafts import newest_first
from alignment_desktop.services.evidence import counts, evidence_of, folded
from alignment_desktop.services.newest_knowledge import newest_knowledge
from alignment_desktop.services.versions import Version, read_versions
from alignment_desktop.storage.parts import EVIDENCE, VERSIONS
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.measurement.request import Evidence
    from alignment_desktop.services.workspace import Workspace


# The very first and last year have moments that UTC cannot tell.
_FIRST_YEAR, _LAST_YEAR = 2, 9998


@dataclass(frozen=True)
class Question:
    """What is to be measured.

    Attributes:
        first: First day; the agreement's where None.
        last: Last day, included; the agreement's where None.
        as_of: The moment or day whose knowledge counts, as written; that of the newest leads where
            None.
        commitment: One commitment by key; all where None.
        by: A field whose values are shown apart.
        period: The label of one period; all where None.
        label: Which agreement; the newest where None.
        batches: The numbers of the imports that count; those that are not undone where None.
        known_at: The number of an import after which nothing more was known: in place of `batches`
            those count that counted when it came. The agreement's versions count as they stand.
    """

    first: date | None = None
    last: date | None = None
    as_of: str | None = None
    commitment: str | None = None
    by: str | None = None
    period: str | None = None
    label: str | None = None
    batches: frozenset[int] | None = None
    known_at: int | None = None


@dataclass(frozen=True)
class Measured:
    """Measured commitments.

    Attributes:
        as_of: The moment whose knowledge they stand on.
        agreement: The version in force last, or the draft where none is frozen.
        commitments: Their figures.
        versions: In the order in which they were frozen; the draft where none is.
    """

    as_of: AsOf
    agreement: Agreement
    commitments: tuple[CommitmentResult, ...]
    versions: tuple[VersionInForce, ...]

    def stated(self, key: str) -> Commitment | None:
        """A commitment as the newest version that has it states it."""
        return stated_in(self.versions, key)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Why there is no figure, where there is none."""
        return tuple(note for result in self.commitments for note in result.notes)


class PeriodValues(TypedDict):
    """What one commitment came to, as a line of the scoreboard and each of its periods hold it."""

    period: str
    value: float | None
    eligible: int
    kept: int | None
    missed: int | None
    open: int | None
    excluded: int
    low: float | None
    high: float | None


def values_of(entry: PeriodResult) -> PeriodValues:
    """The values of one measured period, by the names that the scoreboard has for them."""
    return {
        "period": entry.period,
        "value": entry.value,
        "eligible": entry.eligible,
        "kept": entry.kept,
        "missed": entry.missed,
        "open": entry.open,
        "excluded": entry.excluded,
        "low": entry.low,
        "high": entry.high,
    }


def period_figure(entry: PeriodResult) -> PeriodFigure:
    """One measured period, as a promise is judged by it."""
    return PeriodFigure(
        target=entry.goal, status=entry.status, is_over=entry.is_over, **values_of(entry)
    )


def stated_in(versions: Sequence[VersionInForce], key: str) -> Commitment | None:
    """A commitment as the newest version that has it states it; None where none has it."""
    found = (version.agreement.commitments.get(key) for version in reversed(versions))
    return next((one for one in found if one is not None), None)


def measured(workspace: Workspace, question: Question, *, now: datetime) -> Measured:
    """The figures that `question` asks for.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked.
        now: The moment that counts where nothing else says one.

    Raises:
        Problem: Where the question names what is not there, or cannot be read.
    """
    request = request_of(workspace, question, now)
    return Measured(request.as_of, request.newest, tuple(measure(request)), request.versions)


def leads_of(
    workspace: Workspace, question: Question, *, state: str | None = None, now: datetime
) -> tuple[list[LeadRow], tuple[Problem, ...]]:
    """The very leads behind the figures of `question.commitment`, and why there are none.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked; it names a commitment.
        state: Only leads in this state.
        now: The moment that counts where nothing else says one.

    Raises:
        Problem: As `measured`; and where the figure has no leads behind it.
    """
    request = request_of(workspace, question, now)
    return leads_behind(request, question.commitment or "", question.period, state)


def request_of(
    workspace: Workspace, question: Question, now: datetime, held: Evidence | None = None
) -> Request:
    """What `question` asks of the measurement, with the evidence read and folded.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked.
        now: The moment that counts where nothing else says one.
        held: Evidence that was read before, taken where it is of the same imports.

    Raises:
        Problem: Where the question names what is not there, or cannot be read.
    """
    with workspace.store.read() as reader:
        workspace.require_sound(VERSIONS, EVIDENCE)
        draft = workspace.draft_in(reader, question.label)
        versions = read_versions(reader, draft.id, draft.agreement)
        counted = question.batches
        if question.known_at is not None:
            counted = reader.batches_at_import(question.known_at)
        batches = [row for row in reader.batches() if counts(row, counted)]
        imports = tuple((row.id, row.evidence_hash) for row in batches)
        if held is not None and held.imports == imports:
            evidence = held
        else:
            evidence = replace(folded(evidence_of(reader, counted)), imports=imports)
        imported = reader.moments_of_import()
    in_force = _in_force(versions, draft.agreement)
    agreement = in_force[-1].agreement
    first, last = _days(agreement, question)
    if question.as_of is not None:
        as_of = AsOf.of(question.as_of, agreement.timezone)
    else:
        as_of = newest_knowledge(batches, imported, agreement.timezone, now)
    return Request(
        versions=in_force,
        evidence=evidence,
        as_of=as_of,
        first=first,
        last=last,
        explicit_range=question.first is not None or question.last is not None,
        only=question.commitment,
        by=question.by,
        period=question.period,
    )


def versions_before(workspace: Workspace, agreement: Agreement) -> tuple[VersionInForce, ...]:
    """The versions of the agreement before another one, by which its own days are judged.

    Args:
        workspace: Where they are.
        agreement: The one that it comes before.

    Returns:
        Of those that begin earlier the newest; empty where none does.

    Raises:
        Problem: Where what is stored is damaged.
    """
    start = agreement.header.period.start
    with workspace.store.read() as reader:
        earlier = [row for row in newest_first(reader.agreements()) if row.period_start < start]
        if not earlier:
            return ()
        draft = workspace.draft_in(reader, earlier[0].label)
        return _in_force(read_versions(reader, draft.id, draft.agreement), draft.agreement)


def _in_force(versions: Sequence[Version], draft: Agreement) -> tuple[VersionInForce, ...]:
    """What judges: the frozen versions, or the draft where there is none."""
    found = tuple(VersionInForce(version.agreement, version.since) for version in versions)
    return found or (VersionInForce(draft),)


def defects_found(workspace: Workspace, label: str | None, *, now: datetime) -> list[Finding]:
    """What the imports show of an agreement's draft that contradicts its words.

    Stages that many leads entered without meeting their conditions, and pauses between activities
    of a kind that no imported activity has.

    Args:
        workspace: Where the agreement and the evidence are.
        label: Which agreement; the newest where None.
        now: The moment that counts where no import says one.

    Raises:
        Problem: `workspace-damaged`, where what they stand on is.
    """
    agreement = workspace.draft(label).agreement
    asked = request_of(workspace, Question(label=label), now)
    bench = Workbench(replace(asked, versions=(VersionInForce(agreement),)))
    done = bench.request.evidence.activities.frame
    silent = [
        Finding(
            "pause-not-imported", WARNING, (clause_name(COMMITMENT, key),),
            {"kinds": ", ".join(unknown)},
        )
        for key, one in agreement.commitments.items()
        if done.width and one.pauses_clocks and (unknown := unknown_kinds(one, done))
    ]  # fmt: skip
    return silent + [
        Finding(
            "stage-defects",
            WARNING,
            (clause_name("stage", each.stage),),
            {"defects": each.defects, "entered": each.entered},
        )
        for each in stage_defects(bench, agreement)
        if each.is_remarkable
    ]


def _days(agreement: Agreement, question: Question) -> tuple[date, date]:
    """The days asked for; a period beyond the agreement's own days is measured all the same.

    The agreement's own label means its own days, whatever quarter elsewhere is called so too.
    """
    days = agreement.header.period
    first, last = question.first or days.start, question.last or days.end
    asked = None if question.first or question.last else question.period
    if asked is not None and asked != agreement.label:
        try:
            start, end = days_of_label(asked, agreement.header.fiscal_year_start)
        except Problem:
            start, end = days.start, days.end  # no label of a period: told later
        if end < days.start or start > days.end:
            first, last = start, end
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise Problem("days-beyond-calendars", first=first.isoformat(), last=last.isoformat())
    if first > last:
        raise Problem("from-after-to", first=first.isoformat(), last=last.isoformat())
    return first, last
