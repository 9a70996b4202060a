"""The rows of a table of clauses, out of an agreement as it stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import KINDS, PARTIES, Clause, Person, clause_name
from alignment_desktop.domain.consent import Consents
from alignment_desktop.domain.proposals import Negotiation, Proposal
from alignment_desktop.gui.inspector.assent_words import assent_lines
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.pages.clauses.clause_words import applies_to, day, name_of, says
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import consent_of
from alignment_desktop.gui.seats.seat import SPONSOR, people_in
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.services.drafts import stored_clause
from alignment_desktop.values import dataclass

_SHORT = 60
"""Letters up to which two sentences can stand beside each other in a cell."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the word of where both parties stand depends on.

    Attributes:
        given: The parties that agree to what stands.
        proposing: Those whose proposals wait for an answer.
        parked: Whether a proposal is put off.
        until: The day until which the last one is.
    """

    given: frozenset[str]
    proposing: frozenset[str]
    parked: bool
    until: date | None


def said_of(standing: Negotiation) -> Said:
    """What its state says of a clause."""
    proposing, parked = frozenset(each.party for each in standing.open), standing.parked
    until = parked[-1].answers[-1].until if parked else None
    return Said(standing.given, proposing, bool(parked), until)


def state_chip(standing: Negotiation) -> Chip:
    """Where both parties stand, in a word: who proposes, or who is still awaited."""
    words, said = wording().clauses, said_of(standing)
    if len(said.proposing) == len(PARTIES):
        return Chip(words.both_propose(), "at_risk")
    if said.proposing:
        return Chip(words.proposes(party=party_words(next(iter(said.proposing)))), "at_risk")
    if said.parked:
        until = said.until
        return Chip(words.parked_until(day=day(until)) if until else words.parked(), "neutral")
    missing = [party for party in PARTIES if party not in standing.given]
    if not missing:
        return Chip(wording().common.agreed(), "kept")
    if len(missing) == len(PARTIES):
        return Chip(wording().clauses.awaiting_both(), "neutral")
    return Chip(wording().clauses.awaiting(party=party_words(missing[0])), "neutral")


def owner_of(clause: Clause, agreement: Agreement) -> str:
    """The party that owns a clause, or whose person does; empty where nobody is named."""
    party = getattr(clause, "party", "")
    if party:
        return str(party)
    person = agreement.clauses.get(("person", str(getattr(clause, "owner", ""))))
    return str(getattr(person, "party", ""))


def owner_chip(clause: Clause, agreement: Agreement) -> Chip | None:
    """The owner's chip; None where a clause has no owner."""
    if isinstance(clause, Person) and clause.role == SPONSOR:
        return Chip(party_words(SPONSOR), clause.party)
    party = owner_of(clause, agreement)
    return Chip(party_words(party), party) if party else None


def clause_row(
    clause_id: ClauseId,
    clause: Clause,
    agreement: Agreement,
    consents: Consents,
    standing: Negotiation,
    *,
    mixed: bool,
) -> ClauseRow:
    """One clause as a row; among clauses of several kinds it says its own kind."""
    kind = clause_id[0]
    content, struck = _says(kind, clause, agreement, standing)
    return ClauseRow(
        key=clause_name(*clause_id),
        owner=owner_chip(clause, agreement),
        name=name_of(kind, clause),
        content=content,
        struck=struck,
        applies_to=kind_word(kind) if mixed else applies_to(kind, clause, agreement),
        consent=consent_of(standing.given, standing.proposing),
        state=state_chip(standing),
        givers="\n".join(assent_lines(consents.assents_to(clause_id), agreement)),
    )


def listed_ids(
    agreement: Agreement,
    kinds: Sequence[str],
    proposals: Mapping[ClauseId, tuple[Proposal, ...]],
) -> list[ClauseId]:
    """The clauses of some kinds that stand, then those that are only proposed, kind after kind."""
    return [
        each
        for kind in kinds
        for each in (
            *((kind, key) for key in _in_order(kind, agreement)),
            *(
                each
                for each, its in proposals.items()
                if each[0] == kind
                and each not in agreement.clauses
                and any(one.is_open and one.proposed is not None for one in its)
            ),
        )
    ]


def _proposed(standing: Negotiation) -> Clause:
    """A clause that is only proposed, as the last proposal has it."""
    last = next(
        each for each in reversed(standing.proposals) if each.is_open and each.proposed is not None
    )
    return stored_clause(last.kind, last.key, last.proposed or {})


def _says(
    kind: str, clause: Clause, agreement: Agreement, standing: Negotiation
) -> tuple[str, str]:
    """What a clause says, and what of it is struck out.

    Where that is short, what is proposed instead stands beside it.
    """
    said = says(kind, clause, agreement)
    for each in standing.open[-1:]:
        if each.proposed is None or len(said) > _SHORT:
            continue
        proposed = says(kind, stored_clause(kind, each.key, each.proposed), agreement)
        if proposed != said and len(proposed) <= _SHORT:
            old = _until_same_end(said, proposed)
            return wording().clauses.proposed(standing=old, proposed=proposed), old
    return said, ""


def _until_same_end(text: str, other: str) -> str:
    """A text without the words in which another one ends too: they need not be said twice."""
    words, others = text.split(" "), other.split(" ")
    same = 0
    while same < min(len(words), len(others)) - 1 and words[-1 - same] == others[-1 - same]:
        same += 1
    return " ".join(words[: len(words) - same])


def clause_rows(
    agreement: Agreement,
    consents: Consents,
    kinds: Sequence[str],
    *,
    mixed: bool,
    proposals: Mapping[ClauseId, tuple[Proposal, ...]] | None = None,
    only: Container[ClauseId] | None = None,
) -> LazyRows[ClauseRow]:
    """The clauses of some kinds, kind after kind, in the order in which they are listed.

    Their words are made when they are looked at: an agreement may have many thousand clauses.

    Args:
        agreement: What they are part of.
        consents: Who agrees to each.
        kinds: Their kinds.
        mixed: Whether each says its own kind.
        proposals: Every proposal for each.
        only: Those that are wanted; all where None.
    """
    of = proposals or {}
    found = listed_ids(agreement, kinds, of)
    ids = [each for each in found if only is None or each in only]

    def row(at: int) -> ClauseRow:
        clause_id = ids[at]
        standing = Negotiation.of(consents, clause_id, of.get(clause_id, ()))
        clause = agreement.clauses.get(clause_id) or _proposed(standing)
        return clause_row(clause_id, clause, agreement, consents, standing, mixed=mixed)

    return LazyRows([clause_name(*clause_id) for clause_id in ids], row)


def _in_order(kind: str, agreement: Agreement) -> Iterable[str]:
    """The keys as they were written; those of people one party after the other, then sponsors."""
    if kind != "person":
        return agreement.of_kind(kind)
    people = people_in(agreement)
    sides = {side: at for at, side in enumerate((*PARTIES, SPONSOR))}
    return sorted(people, key=lambda key: sides.get(side_of(kind, people[key]), len(sides)))


def side_of(kind: str, clause: Clause) -> str:
    """On whose side a person is listed; empty for clauses of other kinds, which have no sides."""
    if kind != "person" or not isinstance(clause, Person):
        return ""
    return SPONSOR if clause.role == SPONSOR else clause.party


def row_text(row: ClauseRow) -> str:
    """All that a row says, without case: what a filter looks through."""
    owner = row.owner.text if row.owner else ""
    parts = (row.key, owner, row.name, row.content, row.applies_to, row.state.text)
    return " ".join(parts).casefold()


def may_have_owner(kinds: Iterable[str]) -> bool:
    """Whether clauses of some kinds have an owner at all."""
    classes = [KINDS[kind].cls for kind in kinds]
    return any(hasattr(cls, field) for cls in classes for field in ("party", "owner"))


def clause_id_of(name: str) -> ClauseId:
    """Kind and key of a clause that is written `kind.key`."""
    kind, _, key = name.partition(".")
    return kind, key if KINDS[kind].keyed else ""
