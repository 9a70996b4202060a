"""Puts back what a change changed, from what the change log says was there before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    ClauseParked,
    Commented,
    CommentTakenBack,
    DiscussionChange,
    ParkingTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.evidence_entries import (
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
)
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
    inverses,
)
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_entries import EDITED, ReviewChanged
from alignment_desktop.domain.review_records import ReviewKey
from alignment_desktop.services.actors import identify
from alignment_desktop.services.clause_history import Past, given_before
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import stored_clause
from alignment_desktop.services.history import name_of
from alignment_desktop.services.logos import logos_in
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.storage.rows import ClauseText, Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.proposals import Proposal
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.rows import ClauseRow
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class Reverse:
    """Put back what one change changed: bodies, places, consents, imports.

    What somebody has changed again since is not touched: then nothing is put back at all.

    Attributes:
        revision: The change's row of the log. A reversed reverse is a redo.
        action: `undo` or `redo`, for the log.
        earlier: Rows of changes that are put back after it, in one.
    """

    revision: int
    action: str = "undo"
    earlier: tuple[int, ...] = ()

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> int:
        """Put it back; the revision of the change that does so.

        Raises:
            Problem: `undo-overtaken`, where something of it was changed again.
        """
        with workspace.store.change(Entry(self.action, by, at)) as writer:
            rows = [writer.logged(each) for each in (self.revision, *self.earlier)]
            if by.person is not None:
                label = _label(writer, [change for row in rows for change in row.changes])
                identify(writer, workspace.draft_in(writer, label).agreement)
            for row in rows:
                for run in _runs(inverses(row.changes) or ()):
                    _sort(run[0])(writer, run, row.revision)
            return writer.revision()


def _label(writer: Writer, changes: Iterable[Change]) -> str | None:
    """The label of the agreement that changes are about, whose people count; None: any."""
    found = {each.agreement for each in changes if isinstance(each, _ABOUT_AGREEMENT)}
    return writer.agreement(found.pop()).label if len(found) == 1 else None


def _runs(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes of one sort that follow each other and no two of which are about one thing."""
    run: list[Change] = []
    things: set[object] = set()
    for change in changes:
        if run and (_sort(change) is not _sort(run[0]) or change.thing in things):
            yield run
            run, things = [], set()
        run.append(change)
        things.add(change.thing)
    if run:
        yield run


def _put_clauses(writer: Writer, changes: list[ClauseChanged], taken_back: int) -> None:
    for agreement, its in _by_agreement(changes):
        rows = writer.clauses_by_id(agreement, [_clause_of(change) for change in its])
        for change in its:
            row, before = rows.get(_clause_of(change)), change.before
            now = None if row is None else (row.position, row.body)
            if now != (None if before is None else (before.position, before.body)):
                raise Problem("undo-overtaken", what=name_of(change))
        gone = [_clause_of(change) for change in its if change.after is None]
        back = [(_clause_of(change), change.after) for change in its if change.after is not None]
        texts = [ClauseText(*each, state.position, dict(state.body)) for each, state in back]
        writer.remove_clauses(agreement, gone)
        writer.put_clauses(agreement, texts)
        agreed = [(each, party) for each, state in back for party in state.consents]
        _give_again(writer, agreement, agreed, taken_back)


def _give_again(
    writer: Writer, agreement: int, agreed: list[tuple[ClauseId, str]], taken_back: int
) -> None:
    """Gives consents again that a change took back, as given by whoever had given them."""
    by = given_before(writer, agreement, agreed, taken_back)
    for party in sorted({party for _, party in agreed}):
        its = [each for each, of in agreed if of == party]
        given = {each: by[each, party] for each in its if (each, party) in by}
        writer.give_consents(agreement, its, party, given)


def _put_consents(
    writer: Writer, changes: list[ConsentGiven | ConsentTakenBack], taken_back: int
) -> None:
    for agreement, its in _by_agreement(changes):
        rows = writer.clauses_by_id(agreement, [_clause_of(change) for change in its])
        pasts: dict[int, Past] = {}
        for change in its:
            row = rows.get(_clause_of(change))
            if row is None or _of_other_words(writer, change, row, pasts):
                raise Problem("undo-overtaken", what=name_of(change))
        for party in sorted({change.party for change in its}):
            of_party = [change for change in its if change.party == party]
            taken = [_clause_of(one) for one in of_party if isinstance(one, ConsentTakenBack)]
            writer.take_consents(agreement, taken, party)
        given = [(_clause_of(one), one.party) for one in its if isinstance(one, ConsentGiven)]
        _give_again(writer, agreement, given, taken_back)


def _of_other_words(
    writer: Writer,
    change: ConsentGiven | ConsentTakenBack,
    row: ClauseRow,
    pasts: dict[int, Past],
) -> bool:
    """Whether a yes to be given again was not to the clause as it is: it belongs to its words.

    Args:
        writer: The change under way.
        change: What is to be put back.
        row: The clause as it is.
        pasts: The workspace at revisions that were looked at already.
    """
    if not isinstance(change, ConsentGiven) or row.revision == change.revision:
        return False
    if row.revision < change.revision:
        return True
    # Somebody wrote in it since; its words may be back, as after an undo.
    past = pasts.get(change.revision)
    if past is None:
        past = pasts[change.revision] = Past(writer, change.revision)
    clause_id = _clause_of(change)
    standing = stored_clause(*clause_id, row.body)
    return past.clause(change.agreement, clause_id, standing) != standing


_ABOUT_AGREEMENT = (
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
    AgreementChanged,
    ReviewChanged,
)
_OfClause = TypeVar("_OfClause", bound=ClauseChanged | ConsentGiven | ConsentTakenBack)


def _by_agreement(changes: Iterable[_OfClause]) -> Iterable[tuple[int, list[_OfClause]]]:
    """The changes by agreement, in the order of the first of each."""
    found: dict[int, list[_OfClause]] = {}
    for change in changes:
        found.setdefault(change.agreement, []).append(change)
    return found.items()


def _clause_of(change: ClauseChanged | ConsentGiven | ConsentTakenBack) -> ClauseId:
    return change.kind, change.key


def _put_agreements(writer: Writer, changes: list[AgreementChanged], _taken_back: int) -> None:
    for change in changes:
        after = change.after
        writer.set_agreement(
            change.agreement,
            label=after.label,
            period_start=after.period_start,
            untouched=after.untouched,
        )


def _mark_imports(
    writer: Writer, changes: list[ImportWithdrawn | ImportRestored], _taken_back: int
) -> None:
    for change in changes:
        writer.withdraw_batch(change.batch, withdrawn=isinstance(change, ImportWithdrawn))


def _put_profiles(writer: Writer, changes: list[ProfileRemembered], _taken_back: int) -> None:
    for change in changes:
        writer.put_profile(change.name, change.after)


def _put_discussion(writer: Writer, changes: list[DiscussionChange], _taken_back: int) -> None:
    found = discussion_in(writer)
    for change in changes:
        if isinstance(change, ClauseParked | ParkingTakenBack):
            overtaken = (change.number in found.parkings) == isinstance(change, ClauseParked)
        elif isinstance(change, Commented | CommentTakenBack):
            overtaken = (change.number in found.comments) == isinstance(change, Commented)
        else:
            overtaken = _proposal_overtaken(change, found.proposals.get(change.number))
        if overtaken:
            raise Problem("undo-overtaken", what=change.clause)
        writer.record(change)


def _proposal_overtaken(
    change: Proposed | ProposalTakenBack | ProposalAnswered | AnswerTakenBack,
    proposal: Proposal | None,
) -> bool:
    """Whether something else became of a proposal than a change to it needs."""
    match change:
        case Proposed():
            return proposal is not None
        case ProposalTakenBack():
            return proposal is None or bool(proposal.answers)
        case ProposalAnswered():
            return proposal is None or not proposal.is_open
        case AnswerTakenBack():
            return proposal is None or not _last_answer(proposal, change)


def _last_answer(proposal: Proposal, change: AnswerTakenBack) -> bool:
    """Whether an answer is the last one that was given to a proposal."""
    if not proposal.answers:
        return False
    last = proposal.answers[-1]
    return (last.party, last.answer, last.why) == (change.party, change.answer, change.why)


def _put_reviews(writer: Writer, changes: list[ReviewChanged], _taken_back: int) -> None:
    found = reviews_in(writer)
    for change in changes:
        standing = found.records.get(change.record)
        if change.before is None:
            review = ReviewKey(change.agreement, change.period)
            # There is one headline and one paragraph in a review.
            taken = change.sort in EDITED and found.edited(review, change.sort) is not None
            overtaken = standing is not None or taken
        elif standing is None:
            overtaken = True
        else:
            said = {name: standing.value(name) for name in change.before}
            whole = {name: text for name, text in standing.fields.items() if text}
            before = {name: text for name, text in change.before.items() if text}
            overtaken = said != dict(change.before) or (change.after is None and whole != before)
        if overtaken:
            raise Problem("undo-overtaken", what=f"“{change.name}”")
        writer.record(change)


def _put_logo(writer: Writer, changes: list[LogoChanged], _taken_back: int) -> None:
    for change in changes:
        if logos_in(writer).standing != change.before:
            raise Problem("undo-overtaken", what=name_of(change))
        writer.record(change)


_Put = Callable[["Writer", Any, int], None]
_PUT: dict[type[Change], _Put] = {
    ClauseChanged: _put_clauses,
    ConsentGiven: _put_consents,
    ConsentTakenBack: _put_consents,
    AgreementChanged: _put_agreements,
    ImportWithdrawn: _mark_imports,
    ImportRestored: _mark_imports,
    ProfileRemembered: _put_profiles,
    Proposed: _put_discussion,
    ProposalTakenBack: _put_discussion,
    ProposalAnswered: _put_discussion,
    AnswerTakenBack: _put_discussion,
    Commented: _put_discussion,
    CommentTakenBack: _put_discussion,
    ClauseParked: _put_discussion,
    ParkingTakenBack: _put_discussion,
    ReviewChanged: _put_reviews,
    LogoChanged: _put_logo,
}
"""How changes are carried out in a workspace, by their sort; no others are the inverse of one."""


def _sort(change: Change) -> _Put:
    return _PUT[type(change)]
