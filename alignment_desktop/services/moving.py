"""The order of an agreement's clauses: moves some among those of their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.base_revisions import label_seen, past_seen
from alignment_desktop.services.drafts import clause_body
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import ClauseText, Entry
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class MoveClauses:
    """Let clauses stand elsewhere among those of their kind; no word and no consent changes.

    What others moved meanwhile stays where they put it: the move is made in the order that stands.

    Attributes:
        ids: The clauses, all of one kind, in the order in which they are to stand.
        before: The clause of that kind before which they are to stand; None: after all others.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the author had read, and with it the agreement that is
            meant; what stands where None.
    """

    ids: Sequence[ClauseId]
    before: ClauseId | None = None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> tuple[ClauseId, ...]:
        """Move them; the clauses that have another place now.

        Raises:
            Problem: `clause-gone`, `other-kind` where they are not of one kind,
                `unknown-revision`. Nothing is moved then.
        """
        ids = tuple(dict.fromkeys(self.ids))
        named = (*ids, *(() if self.before is None else (self.before,)))
        with workspace.store.change(Entry("move", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            identify(writer, draft.agreement)
            clauses = draft.agreement.clauses
            for each in named:
                if each not in clauses:
                    raise Problem("clause-gone", clause=clause_name(*each))
                if each[0] != named[0][0]:
                    raise Problem("other-kind", clause=clause_name(*each), other=named[0][0])
            if not ids:
                return ()
            standing = [each for each in clauses if each[0] == ids[0][0]]
            places = new_places(_moved(standing, ids, self.before), draft.positions)
            # History calls a change by what was moved, not by what made room for it.
            first = [each for each in ids if each in places]
            texts = [
                ClauseText(*each, places[each], clause_body(clauses[each]))
                for each in dict.fromkeys((*first, *places))
            ]
            writer.put_clauses(draft.id, texts)
            if texts and draft.untouched:
                writer.set_agreement(draft.id, untouched=False)
        return tuple(places)


def _moved(
    standing: Sequence[ClauseId], ids: Sequence[ClauseId], before: ClauseId | None
) -> list[ClauseId]:
    """The clauses of a kind in their new order."""
    moved = frozenset(ids)
    if before is not None and before in moved:
        # They gather around the first that stays behind it.
        rest = standing[standing.index(before) :]
        before = next((each for each in rest if each not in moved), None)
    order = [each for each in standing if each not in moved]
    at = len(order) if before is None else order.index(before)
    return [*order[:at], *ids, *order[at:]]


def new_places(order: Sequence[ClauseId], places: Mapping[ClauseId, int]) -> dict[ClauseId, int]:
    """The places that have to change so that clauses of a kind stand in an order.

    As few change as can be: either the places of those between the old spot and the new one go
    round, or those that follow make room up to the next gap.

    Args:
        order: All clauses of the kind, as they are to stand.
        places: The place of each so far; equal ones of a kind are told apart here.
    """
    held = sorted(places[each] for each in order)
    ways = [dict(zip(order, held, strict=True)), dict(_pushed(order, places))]
    if len(set(held)) < len(held):
        ways = ways[1:]
    changes = [
        {each: place for each, place in way.items() if place != places[each]} for way in ways
    ]
    return min(changes, key=len)


def _pushed(
    order: Sequence[ClauseId], places: Mapping[ClauseId, int]
) -> Iterator[tuple[ClauseId, int]]:
    """Each clause with its own place, or the first free one after the clause before it.

    One that stood further back than the clause that follows comes close to the one before it.
    """
    last = 0
    for at, each in enumerate(order):
        own = places[each]
        follower = order[at + 1] if at + 1 < len(order) else None
        too_far = follower is not None and own >= places[follower]
        last = last + 1 if own <= last or too_far else own
        yield each, last
