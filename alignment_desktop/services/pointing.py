"""Clauses that name others which are to go: they are let name another one of its kind instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.references import pointed_elsewhere, references
from alignment_desktop.services.drafts import Draft, clause_body
from alignment_desktop.services.suggesting import (
    Suggested,
    Wish,
    agreed_by_other,
    suggest_edits,
)
from alignment_desktop.storage.rows import ClauseText
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.clauses import Clause
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class Pointed:
    """What came of clauses that named others.

    Attributes:
        draft: The agreement with those that name another one now; places and consents are as they
            were.
        changed: Those.
        proposed: The proposals for those that the other party has agreed to.
    """

    draft: Draft
    changed: tuple[ClauseId, ...] = ()
    proposed: tuple[Suggested, ...] = ()


def point_elsewhere(
    writer: Writer,
    draft: Draft,
    instead: Mapping[ClauseId, ClauseId],
    gone: Collection[ClauseId],
    party: str | None,
    *,
    proposes: bool,
) -> Pointed:
    """Lets every clause that names one of some name another one.

    A party's yes to a clause that it changes so goes on, as nothing else in it changes; it gives
    none to a clause that it has not agreed to.

    Args:
        writer: The change under way.
        draft: The agreement as it stands.
        instead: For a clause another one of its kind.
        gone: Those that are to be removed in the same change: what they name is no matter.
        party: Who does so; None: the facilitator, whose changes take every yes back.
        proposes: Whether the party only proposes it for clauses that the other one agreed to.

    Raises:
        Problem: `clause-gone`, `other-kind`; that a clause breaks a rule by it.
    """
    clauses = draft.agreement.clauses
    for before, after in instead.items():
        if after not in clauses or after in gone:
            raise Problem("clause-gone", clause=clause_name(*after))
        if after[0] != before[0]:
            raise Problem("other-kind", clause=clause_name(*after), other=before[0])
    sources = dict.fromkeys(
        each.source
        for each in references(draft.agreement)
        if each.target in instead and each.source not in gone
    )
    changed: dict[ClauseId, Clause] = {}
    wishes: list[Wish] = []
    for each in sources:
        standing = clauses[each]
        mine = pointed_elsewhere(each, standing, instead)
        if proposes and party is not None and agreed_by_other(draft, each, party):
            wishes.append(Wish(each, standing, mine))
        else:
            changed[each] = mine
    texts = [
        ClauseText(*each, draft.positions[each], clause_body(clause))
        for each, clause in changed.items()
    ]
    writer.put_clauses(draft.id, texts)
    if party is not None:
        agreed = [each for each in changed if party in draft.consents.of(each)]
        writer.give_consents(draft.id, agreed, party)
    agreement = replace(draft.agreement, clauses={**clauses, **changed})
    proposed = suggest_edits(writer, draft, wishes, party or "")
    return Pointed(
        replace(draft, agreement=agreement),
        tuple(changed),
        tuple(made for made in proposed if made is not None),
    )
