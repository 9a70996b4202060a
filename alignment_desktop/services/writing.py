"""Many clauses written at once, as rows of a table say them: one change, one step to undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import KINDS, Clause, clause_name, read_clause
from alignment_desktop.domain.merging import Merge
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.base_revisions import (
    label_seen,
    merge_seen,
    past_seen,
    require_possible,
)
from alignment_desktop.services.drafts import Draft, clause_body
from alignment_desktop.services.editing import free_key, next_place, whole_agreement
from alignment_desktop.services.suggesting import Suggested, Wish, suggest_edits
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import ClauseText, Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.clause_history import Past
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class Written:
    """What became of clauses that were to be written.

    Attributes:
        added: Those that are new.
        changed: Those that say something else now.
        proposed: The changes that were only proposed.
    """

    added: tuple[ClauseId, ...] = ()
    changed: tuple[ClauseId, ...] = ()
    proposed: tuple[Suggested, ...] = ()


@dataclass(frozen=True)
class WriteClauses:
    """Add clauses and put tables in the place of others: all of them or none, as one change.

    Who adds a clause agrees to it. The party's yes to one that it changes goes on where it stood;
    none is given to words that it has not agreed to before.

    Attributes:
        added: The kinds and whole tables of new ones; without `key` one is made of the `name`.
        edited: By clause its whole table; the key stays.
        party: Who writes; None: the facilitator, who agrees for nobody.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the author had read: what others changed since is merged
            field by field. What stands is the base where None.
        proposes: Whether the party only proposes changes of what the other one agreed to.
    """

    added: Sequence[tuple[str, Mapping[str, object]]]
    edited: Mapping[ClauseId, Mapping[str, object]] = field(default_factory=dict)
    party: str | None = None
    label: str | None = None
    seen: int | None = None
    proposes: bool = False

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Write them.

        Raises:
            Problem: With `clause` and `field`, where a table is no such clause; `clause-gone`,
                `clause-taken`, `unknown-revision`, `field-changed-since`, `changes-do-not-fit`.
                Nothing is changed then.
        """
        with workspace.store.change(Entry("write", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            added = self._added(draft)
            mine = {each: _read(*each, table) for each, table in self.edited.items()}
            named = replace(draft.agreement, clauses={**draft.agreement.clauses, **added, **mine})
            named = named.with_full_names()
            merges = {each: merge_seen(past, draft, each, named.clauses[each]) for each in mine}
            proposed = self._suggest(writer, past, draft, named.clauses, merges)
            direct = {each: merged for each, merged in merges.items() if proposed[each] is None}
            require_possible(past, draft, direct.items())
            changed = {each: _standing(draft, each, merged) for each, merged in direct.items()}
            new = {each: named.clauses[each] for each in added}
            agreement = whole_agreement(
                draft.agreement, {**draft.agreement.clauses, **changed, **new}
            )
            identify(writer, agreement, self.party)  # who adds themselves is named at once
            places = {each: draft.positions[each] for each in changed}
            places |= {each: next_place(draft) + at for at, each in enumerate(new)}
            writer.put_clauses(
                draft.id,
                [
                    ClauseText(*each, place, clause_body(agreement.clauses[each]))
                    for each, place in places.items()
                ],
            )
            if self.party is not None:
                kept = [
                    each
                    for each, merged in direct.items()
                    if not merged.theirs and self.party in draft.consents.of(each)
                ]
                writer.give_consents(draft.id, [*kept, *new], self.party)
            if draft.untouched and places:
                writer.set_agreement(draft.id, untouched=False)
        made = tuple(each for each in proposed.values() if each is not None)
        return Written(tuple(new), tuple(changed), made)

    def _added(self, draft: Draft) -> dict[ClauseId, Clause]:
        found: dict[ClauseId, Clause] = {}
        agreement = draft.agreement
        for kind, given in self.added:
            table = dict(given)
            if KINDS[kind].keyed and not table.get("key"):
                name, number = str(table.get("name", "")), 1
                base = key = free_key(agreement, kind, name)
                while (kind, key) in found:
                    number += 1
                    key = free_key(agreement, kind, f"{base} {number}")
                table["key"] = key
            clause = _read(kind, str(table.get("key", "")), table)
            clause_id = kind, clause.key
            if clause_id in agreement.clauses or clause_id in found:
                raise Problem("clause-taken", field="key", clause=clause_name(*clause_id))
            found[clause_id] = clause
        return found

    def _suggest(
        self,
        writer: Writer,
        past: Past,
        draft: Draft,
        named: Mapping[ClauseId, Clause],
        merges: Mapping[ClauseId, Merge],
    ) -> dict[ClauseId, Suggested | None]:
        if self.party is None or not self.proposes:
            return dict.fromkeys(merges)
        wishes = [
            Wish(
                each,
                past.clause(draft.id, each, draft.agreement.clauses.get(each)),
                named[each],
                merged,
            )
            for each, merged in merges.items()
        ]
        made = suggest_edits(writer, draft, wishes, self.party)
        return dict(zip(merges, made, strict=True))


def _read(kind: str, key: str, given: Mapping[str, object]) -> Clause:
    """The clause that a table states.

    Raises:
        Problem: With `clause` and `field`.
    """
    table = dict(given)
    if KINDS[kind].keyed:
        table.setdefault("key", key)
    try:
        return read_clause(kind, table)
    except Problem as problem:
        raise problem.with_facts(clause=clause_name(kind, key)) from None


def _standing(draft: Draft, clause_id: ClauseId, merged: Merge) -> Clause:
    if merged.clause is None or clause_id not in draft.agreement.clauses:
        raise Problem("clause-gone", clause=clause_name(*clause_id))
    return merged.clause
