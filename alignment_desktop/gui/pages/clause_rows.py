"""The rows of a table of clauses, out of an agreement as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import KINDS, PARTIES, Clause, clause_name
from alignment_desktop.domain.consent import Consents
from alignment_desktop.gui.inspector.assent_words import assent_lines
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.pages.clause_words import applies_to, name_of, says
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import consent_of
from alignment_desktop.gui.wording import party_words, wording


def state_chip(given: frozenset[str]) -> Chip:
    """The consent in a word: who is still awaited."""
    missing = [party for party in PARTIES if party not in given]
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
    party = owner_of(clause, agreement)
    return Chip(party_words(party), party) if party else None


def clause_row(
    clause_id: ClauseId, clause: Clause, agreement: Agreement, consents: Consents, *, mixed: bool
) -> ClauseRow:
    """One clause as a row; among clauses of several kinds it says its own kind."""
    kind = clause_id[0]
    given = consents.of(clause_id)
    return ClauseRow(
        key=clause_name(*clause_id),
        owner=owner_chip(clause, agreement),
        name=name_of(kind, clause),
        content=says(kind, clause, agreement),
        applies_to=kind_word(kind) if mixed else applies_to(kind, clause, agreement),
        consent=consent_of(given),
        state=state_chip(given),
        givers="\n".join(assent_lines(consents.assents_to(clause_id), agreement)),
    )


def clause_rows(
    agreement: Agreement, consents: Consents, kinds: Sequence[str], *, mixed: bool
) -> LazyRows[ClauseRow]:
    """The clauses of some kinds, kind after kind, each in the order in which it was written.

    Their words are made when they are looked at: an agreement may have many thousand clauses.
    """
    ids = [(kind, key) for kind in kinds for key in agreement.of_kind(kind)]

    def row(at: int) -> ClauseRow:
        clause_id = ids[at]
        return clause_row(clause_id, agreement.clauses[clause_id], agreement, consents, mixed=mixed)

    return LazyRows([clause_name(*clause_id) for clause_id in ids], row)


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
