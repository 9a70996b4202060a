"""How clauses stood at an earlier revision, and which words a party last agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
)
from alignment_desktop.services.drafts import stored_clause
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.change_log import LogRow
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.rows import AgreementRow

_Body = Mapping[str, Any]
_Place = tuple[int, str, str]

_AT_A_TIME = 200
"""So many rows of the log are read at a time on the way back."""


class Past:
    """A workspace as it stood at a revision, worked out from what was logged since.

    Attributes:
        revision: The revision.
    """

    def __init__(self, reader: Reader, revision: int) -> None:
        """Reads what was done since.

        Args:
            reader: A snapshot of the workspace as it stands.
            revision: One that it had, or has.
        """
        self.revision = revision
        self._labels: dict[int, str | None] = {}
        self._clauses: dict[_Place, _Body | None] = {}
        self._authors: dict[_Place, list[Actor]] = {}
        for row in reader.log_rows(revision):
            for change in row.changes:
                self._take(change, row.actor)

    def label(self, row: AgreementRow) -> str | None:
        """What an agreement was called; None: it was not there yet."""
        return self._labels.get(row.id, row.label)

    def clause(
        self, agreement_id: int, clause_id: ClauseId, standing: Clause | None
    ) -> Clause | None:
        """A clause as it stood; None: it was not there.

        Args:
            agreement_id: The agreement's number in the store.
            clause_id: The clause.
            standing: How it stands; None: it is not there.
        """
        place = (agreement_id, *clause_id)
        if place not in self._clauses:
            return standing
        body = self._clauses[place]
        return None if body is None else stored_clause(*clause_id, body)

    def authors(self, agreement_id: int, clause_id: ClauseId) -> tuple[Actor, ...]:
        """Who wrote in a clause since, the first one first."""
        return tuple(dict.fromkeys(self._authors.get((agreement_id, *clause_id), ())))

    def _take(self, change: Change, by: Actor) -> None:
        # What the first change since then found is what stood then.
        match change:
            case AgreementChanged():
                label = None if change.before is None else change.before.label
                self._labels.setdefault(change.agreement, label)
            case ClauseChanged() if not change.same_words:
                place = change.agreement, change.kind, change.key
                self._clauses.setdefault(place, _body(change.before))
                self._authors.setdefault(place, []).append(by)
            case _:
                pass


@dataclass(frozen=True)
class LastAgreed:
    """What a party had agreed to before.

    Attributes:
        words: Each clause to which it ever said yes since that was written first, in the words to
            which it last did.
        added: The clauses that were written after it last said yes to anything in the agreement.
    """

    words: Mapping[ClauseId, Clause]
    added: frozenset[ClauseId]


def last_agreed(
    reader: Reader, agreement_id: int, party: str, standing: Mapping[ClauseId, Clause]
) -> LastAgreed:
    """What a party last agreed to, of some clauses of an agreement.

    One pass over the log from its end, only as far back as one of the clauses asks for.

    Args:
        reader: A snapshot of the workspace as it stands.
        agreement_id: The agreement's number in the store.
        party: Whose yes.
        standing: The clauses that are asked about, as they stand.
    """
    words: dict[ClauseId, Clause] = {}
    # How each clause was just after the change that is looked at; None: as it stands.
    bodies: dict[ClauseId, _Body | None] = dict.fromkeys(standing)
    written: set[ClauseId] = set()
    agreed_at_all = False
    for _row, change in _backwards(reader, agreement_id, reader.revision()):
        clause_id = change.kind, change.key
        if isinstance(change, ConsentGiven) and change.party == party:
            agreed_at_all = True
            if clause_id in bodies:
                body = bodies.pop(clause_id)
                was = standing[clause_id] if body is None else stored_clause(*clause_id, body)
                words[clause_id] = was
        elif isinstance(change, ClauseChanged) and clause_id in bodies:
            bodies[clause_id] = _body(change.before)
            if change.before is None:
                del bodies[clause_id]
                written |= set() if agreed_at_all else {clause_id}
        if not bodies and (agreed_at_all or not written):
            break
    return LastAgreed(words, frozenset(written if agreed_at_all else ()))


@dataclass(frozen=True)
class Writing:
    """Who gave a clause its words.

    Attributes:
        actor: Who.
        at: When.
        why: The reason that was given; may be empty.
    """

    actor: Actor
    at: datetime
    why: str


def last_written(
    reader: Reader, agreement_id: int, ids: Iterable[ClauseId]
) -> dict[ClauseId, Writing]:
    """Who wrote clauses last.

    Args:
        reader: A snapshot of the workspace.
        agreement_id: The agreement's number in the store.
        ids: The clauses.
    """
    left, found = set(ids), {}
    for row, change in _backwards(reader, agreement_id, reader.revision()):
        if not left:
            break
        clause_id = change.kind, change.key
        written = isinstance(change, ClauseChanged) and not change.same_words
        if written and clause_id in left:
            left.discard(clause_id)
            found[clause_id] = Writing(row.actor, row.at, reason_of(row))
    return found


def reason_of(row: LogRow) -> str:
    """The reason that was given for a change, or for what it did; may be empty."""
    reasons = (getattr(each, "why", "") or getattr(each, "reason", "") for each in row.changes)
    return row.why or next(filter(None, reasons), "")


def given_before(
    reader: Reader, agreement_id: int, wanted: Iterable[tuple[ClauseId, str]], revision: int
) -> dict[tuple[ClauseId, str], Assent]:
    """Who gave consents that were taken back, and when.

    Args:
        reader: A snapshot of the workspace.
        agreement_id: The agreement's number in the store.
        wanted: The clauses, and the party whose yes is meant.
        revision: The change that took them back.

    Returns:
        Each that the log tells of.
    """
    left = set(wanted)
    found: dict[tuple[ClauseId, str], Assent] = {}
    for row, change in _backwards(reader, agreement_id, revision - 1):
        if not left:
            break
        if isinstance(change, ConsentGiven):
            place = (change.kind, change.key), change.party
            if place in left:
                left.discard(place)
                found[place] = change.given or Assent(row.actor.person, row.at)
    return found


def ever_stood(reader: Reader, agreement_id: int, wanted: Iterable[ClauseId]) -> set[ClauseId]:
    """Which of some clauses an agreement ever had, as the log tells.

    Args:
        reader: The log.
        agreement_id: The agreement's number in the store.
        wanted: The clauses.
    """
    left, found = set(wanted), set[ClauseId]()
    for _, change in _backwards(reader, agreement_id, reader.revision()):
        if not left:
            break
        clause_id = change.kind, change.key
        if clause_id in left:
            left.discard(clause_id)
            found.add(clause_id)
    return found


def _backwards(
    reader: Reader, agreement_id: int, until: int
) -> Iterator[tuple[LogRow, ClauseChanged | ConsentGiven]]:
    """What was done to the clauses of an agreement up to a revision, the last thing first."""
    while until > 0:
        since = max(until - _AT_A_TIME, 0)
        for row in reversed(list(reader.log_rows(since, until))):
            for change in reversed(row.changes):
                if not isinstance(change, ClauseChanged | ConsentGiven):
                    continue
                if change.agreement == agreement_id:
                    yield row, change
        until = since


def _body(state: ClauseState | None) -> _Body | None:
    return None if state is None else state.body
