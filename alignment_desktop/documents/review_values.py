"""What a review's document shows, as values: figures, reasons, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alignment_desktop.domain.scoreboard import JUDGED, Board, ScoreLine, worst
from alignment_desktop.domain.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigure:
    """One commitment in one period.

    Attributes:
        period: The label.
        target: What it was held against.
        value: In the unit of the target; None where there is none.
        eligible: What the figure is made of.
        kept: None, as `missed` and `open` are, for measures that are no share.
        missed: Late, or due and not done.
        open: Not due yet.
        excluded: Left out, and listed.
        status: As the measurement gives it.
    """

    period: str
    target: Target
    value: float | None
    eligible: int
    kept: int | None
    missed: int | None
    open: int | None
    excluded: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One import that the figures stand on.

    Attributes:
        number: The batch's number.
        file: The file's name.
        sheet: The sheet's name; empty where the file has none.
        kind: What it holds.
        rows: Data rows read.
        problems: Cells and rows that were not read.
        imported_at: When.
        data_as_of: The moment it speaks of, as given; None where it was not.
        sha256: The file's hash.
    """

    number: int
    file: str
    sheet: str
    kind: str
    rows: int
    problems: int
    imported_at: datetime
    data_as_of: str | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReviewDocument:
    """A review of some days of an agreement.

    Attributes:
        board: The scoreboard of these days.
        figures: The single periods of each commitment, by key.
        returns: How many leads came back, by reason, the most first; an empty reason: none given.
        sources: The imports, in order.
        withdrawn: How many imports were undone.
        leads: How many leads were imported.
        version: The number of the version in force last; None where none is frozen.
        content_hash: Of that version, or of the draft.
        language: Of the agreement.
        timezone: Of its calendar.
        quarterly: Whether it covers a whole quarter.
        business: The keys of the commitments whose durations are business time.
        made: The moment that the file carries.
        paper: `a4` or `letter`.
    """

    board: Board
    figures: dict[str, tuple[PeriodFigure, ...]]
    returns: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]
    withdrawn: int
    leads: int
    version: int | None
    content_hash: str
    language: str
    timezone: str
    quarterly: bool
    made: datetime
    paper: str = "a4"
    business: frozenset[str] = frozenset()

    @property
    def period(self) -> str:
        """What the days are called."""
        return self.board.period or self.board.label


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises were kept.

    Attributes:
        kept: Promises kept.
        judged: Promises that can be judged.
        worst: The one furthest from its target among those not kept.
        undecided: Those that cannot be judged.
    """

    kept: int
    judged: int
    worst: ScoreLine | None
    undecided: tuple[ScoreLine, ...]


def tally(lines: tuple[ScoreLine, ...]) -> Tally:
    """How many of some promises were kept, and which was missed most."""
    judged = [line for line in lines if line.status in JUDGED]
    slipped = [line for line in judged if line.status != "kept"]
    return Tally(
        kept=len(judged) - len(slipped),
        judged=len(judged),
        worst=worst(lines),
        undecided=tuple(line for line in lines if line.status not in JUDGED),
    )
