"""What a review's document shows, as values: the scoreboard, reasons, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from functools import cached_property

from alignment_desktop.documents.behind_values import BridgeBehind, KeyMetrics, PromiseBehind
from alignment_desktop.documents.board_charts import TimeTaken
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.campaign_results import CampaignResult
from alignment_desktop.domain.review_contents import ReviewContents
from alignment_desktop.domain.review_figures import ReviewFigures
from alignment_desktop.domain.review_findings import ReviewFindings, review_findings
from alignment_desktop.domain.review_freezing import review_hash
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTarget:
    """One promise of the agreement that follows.

    Attributes:
        party: Who promises.
        name: What people call it.
        now: What was promised in the agreement under review; None where it is new.
        then: What is promised next.
        business: Whether a unit of time in it is one of business time.
    """

    party: str
    name: str
    now: Target | None
    then: Target
    business: bool = False


@dataclass(frozen=True)
class WrittenReview:
    """What people wrote in a review, with what is needed to name everything in it.

    Attributes:
        contents: What is written.
        people: The name and the party of each person of the agreement, by key.
        agreements: What each agreement of the workspace is called, by its number.
    """

    contents: ReviewContents = field(default_factory=ReviewContents)
    people: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    agreements: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FrozenData:
    """What makes a review one that can be signed.

    Attributes:
        number: The how-manieth freezing of this review it is.
        text: Its data, which the document carries.
        agreement: The version that it is measured against, whose leaders sign.
        signers: Who signs, in order.
    """

    number: int
    text: str
    agreement: Agreement
    signers: tuple[str, ...]

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of its data, in hex, which is printed."""
        return review_hash(self.text)


@dataclass(frozen=True, kw_only=True)
class ReviewDocument:
    """A review of some days of an agreement.

    Attributes:
        board: The scoreboard of these days.
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
        meets: What is said of leads that meet a commitment's condition, by its key: `accepted`.
        taken: How long leads took, by the keys of the promises about time that were not kept.
        made: The moment that the file carries.
        paper: `a4` or `letter`.
        written: What people wrote in it.
        near: From where a promise was just short, in words, by the key of its commitment.
        suppliers: Who states a figure that nothing here computes, by the key of its commitment.
        logo: The picture of the organisation's logo; None: it has none.
        owners: The names of the leaders of a party, or of both for `shared`, in words.
        lost: How many deals were lost, by reason, the most first; an empty reason: none given.
        campaigns: What was planned of each campaign, and what came of it.
        stakes: What was put at stake: each stake's name, and what follows from keeping or missing.
        next_targets: The promises of the agreement that follows: name, target now, target then.
        behind: What lies behind the figures of promises, by their key.
        bridge: What separates actual from planned revenue; None where that is not known, and in the
            review of a part of the agreement's days.
        metrics: The key figures of the metric library.
        frozen: What it is signed with; None where it is not frozen.
        restated: What is said of each figure that it showed otherwise when it went out before.
        shown: Its figures, to be kept when it goes out.
    """

    board: Board
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
    meets: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, TimeTaken] = field(default_factory=dict)
    written: WrittenReview = field(default_factory=WrittenReview)
    near: Mapping[str, str] = field(default_factory=dict)
    suppliers: Mapping[str, str] = field(default_factory=dict)
    logo: bytes | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[tuple[str, int], ...] = ()
    campaigns: tuple[CampaignResult, ...] = ()
    stakes: tuple[tuple[str, str], ...] = ()
    next_targets: tuple[NextTarget, ...] = ()
    behind: Mapping[str, PromiseBehind] = field(default_factory=dict)
    bridge: BridgeBehind | None = None
    metrics: KeyMetrics = field(default_factory=KeyMetrics)
    frozen: FrozenData | None = None
    restated: tuple[str, ...] = ()
    shown: ReviewFigures | None = None

    @cached_property
    def findings(self) -> ReviewFindings:
        """What may be said of the scoreboard."""
        return review_findings(self.board)

    @property
    def period(self) -> str:
        """What the days are called."""
        return self.board.period or self.board.label
