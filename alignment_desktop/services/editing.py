"""What the window does to single clauses: change one whole, add one, remove one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import HEADER, KINDS, Clause, clause_name, read_clause
from alignment_desktop.domain.labels import require_free
from alignment_desktop.domain.merging import Conflict, Disputed, Merge
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.base_revisions import (
    label_seen,
    merge_seen,
    past_seen,
    require_possible,
    require_unchanged,
)
from alignment_desktop.services.drafts import Draft, clause_body
from alignment_desktop.services.pointing import Pointed, point_elsewhere
from alignment_desktop.services.suggesting import (
    Suggested,
    agreed_by_other,
    suggest_edit,
    suggest_removals,
)
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.clause_history import Past
    from alignment_desktop.storage.writer import Writer

_LONGEST_KEY = 40


@dataclass(frozen=True)
class Edited:
    """What an edit made of a clause.

    Attributes:
        id: Its kind and key as they are now.
        merged: The fields in which others' changes were merged into the edit, dotted. Where there
            are any, the author has not read the clause as it is now, and does not agree to it.
        by: Who made those changes.
        proposal: The number of the proposal that was made instead; None where the clause itself
            was edited.
    """

    id: ClauseId
    merged: tuple[str, ...] = ()
    by: tuple[Actor, ...] = ()
    proposal: int | None = None


@dataclass(frozen=True)
class EditClause:
    """Put a table in the place of one clause.

    Attributes:
        kind: The clause's kind; `agreement` for the header, `attribution` for that.
        key: Its key; empty for header and attribution.
        table: The whole clause, as an agreement text writes it. Without `key` the key stays;
            with another one the clause is renamed. A header's table may give a new `label`.
        party: Who edits and so agrees to it; nobody agrees where None.
        label: Which agreement; the newest where None.
        seen: The workspace's revision at which the author had the clause before him: what others
            changed in it since is merged field by field. What stands is the base where None.
        proposes: Whether the party only proposes it where the other one has agreed to what
            stands, and where others changed the same since.
    """

    kind: str
    key: str
    table: Mapping[str, object]
    party: str | None
    label: str | None = None
    seen: int | None = None
    proposes: bool = False

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Edited:
        """Edit it.

        Raises:
            Problem: With `field`, where the table is no such clause; `clause-gone`,
                `clause-taken`, `unknown-revision`, `field-changed-since`, `changes-do-not-fit`.
                Nothing is changed then.
        """
        with workspace.store.change(Entry("edit", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            identify(writer, draft.agreement, self.party)
            before = self.kind, self.key
            table = dict(self.table)
            label = table.pop("label", None) if self.kind == HEADER else None
            mine = self._mine(draft, table)
            merged = merge_seen(past, draft, before, mine)
            made = self._suggested(writer, past, draft, mine, merged)
            if made is not None:
                if label is not None:
                    _put_label(writer, past, draft, readable_label(label))
                return Edited(before, proposal=made.id)
            require_possible(past, draft, [(before, merged)])
            # There is one header and one attribution; editing the latter may also begin it.
            missing = before not in draft.agreement.clauses
            if merged.clause is None or (missing and KINDS[self.kind].keyed):
                raise Problem("clause-gone", clause=clause_name(*before))
            after = self.kind, merged.clause.key
            if after != before and after in draft.agreement.clauses:
                raise Problem("clause-taken", field="key", clause=clause_name(*after))
            clauses = {**draft.agreement.clauses, after: merged.clause}
            if after != before:
                del clauses[before]
            agreement = whole_agreement(draft.agreement, clauses)
            place = draft.positions.get(before, next_place(draft))
            if after != before:
                writer.remove_clause(draft.id, *before)
            party = None if merged.theirs else self.party
            put_clause(writer, draft, agreement, after, place, party)
            if label is not None:
                _put_label(writer, past, draft, readable_label(label))
            others = past.authors(draft.id, before) if merged.theirs else ()
        return Edited(after, merged.theirs, others)

    def _suggested(
        self, writer: Writer, past: Past, draft: Draft, mine: Clause, merged: Merge
    ) -> Suggested | None:
        """What is proposed instead of the edit; None where the clause itself is edited.

        Raises:
            Problem: `agreed-key-stays`, `proposed-already`.
        """
        before = self.kind, self.key
        if not self.proposes or self.party is None:
            return None
        if mine.key != self.key:
            if agreed_by_other(draft, before, self.party):
                raise Problem("agreed-key-stays", field="key", clause=clause_name(*before))
            return None
        was = past.clause(draft.id, before, draft.agreement.clauses.get(before))
        return suggest_edit(writer, draft, before, self.party, was, mine, merged)

    def _mine(self, draft: Draft, table: dict[str, object]) -> Clause:
        """The clause as the table states it, with the clause that a reason concerns by full name.

        Raises:
            Problem: With `field`, where the table is no such clause.
        """
        if KINDS[self.kind].keyed:
            table.setdefault("key", self.key)
        clause = read_clause(self.kind, table)
        own = {(self.kind, clause.key): clause}
        others = {**draft.agreement.clauses, **own}
        named = replace(draft.agreement, clauses=others).with_full_names()
        return named.clauses[self.kind, clause.key]


@dataclass(frozen=True)
class AddClause:
    """Write a further clause.

    Attributes:
        kind: Its kind.
        table: The whole clause, as an agreement text writes it. Without `key` one is made of its
            `name`.
        party: Who writes and so agrees to it; nobody agrees where None.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the author had read, and with it the agreement that is
            meant; what stands where None.
    """

    kind: str
    table: Mapping[str, object]
    party: str | None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Add it; its kind and key.

        Raises:
            Problem: With `field`, where the table is no such clause; `clause-taken`,
                `unknown-revision`. Nothing is changed then.
        """
        with workspace.store.change(Entry("add", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            table = dict(self.table)
            if KINDS[self.kind].keyed and not table.get("key"):
                table["key"] = free_key(draft.agreement, self.kind, str(table.get("name", "")))
            clause = read_clause(self.kind, table)
            clause_id = self.kind, clause.key
            if clause_id in draft.agreement.clauses:
                raise Problem("clause-taken", field="key", clause=clause_name(*clause_id))
            agreement = whole_agreement(
                draft.agreement, {**draft.agreement.clauses, clause_id: clause}
            )
            identify(writer, agreement, self.party)  # who adds themselves is named at once
            put_clause(writer, draft, agreement, clause_id, next_place(draft), self.party)
        return clause_id


@dataclass(frozen=True)
class Removed:
    """What became of clauses that were to be removed.

    Attributes:
        gone: Those that are gone, each once.
        proposed: The removals that were only proposed.
        pointed: The clauses that name another one instead now.
        to_point: The proposals to let clauses do so.
    """

    gone: tuple[ClauseId, ...] = ()
    proposed: tuple[Suggested, ...] = ()
    pointed: tuple[ClauseId, ...] = ()
    to_point: tuple[Suggested, ...] = ()


@dataclass(frozen=True)
class RemoveClauses:
    """Take clauses out of the agreement: all of them or none, as one change.

    Attributes:
        ids: Their kinds and keys.
        party: Who removes them.
        label: Which agreement; the newest where None.
        seen: The workspace's revision at which the author had read the clauses; whatever stands
            where None.
        proposes: Whether the party only proposes to remove those that the other one agreed to.
        instead: For some of them another clause of its kind, which is named in their place by the
            clauses that named them.
    """

    ids: Sequence[ClauseId]
    party: str | None
    label: str | None = None
    seen: int | None = None
    proposes: bool = False
    instead: Mapping[ClauseId, ClauseId] = field(default_factory=dict)

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Removed:
        """Remove them, or propose that.

        Raises:
            Problem: `header-stays`, `clause-gone`, `calendar-in-use` where the header names one
                as the calendar that counts, `removal-proposed`, `unknown-revision`,
                `clause-changed-since`, `other-kind`; that a clause cannot name another one
                instead. Nothing is changed then.
        """
        ids = tuple(dict.fromkeys(self.ids))
        if any(kind == HEADER for kind, _ in ids):
            raise Problem("header-stays")
        with workspace.store.change(Entry("remove", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            identify(writer, draft.agreement, self.party)
            for clause_id in ids:
                if clause_id not in draft.agreement.clauses:
                    raise Problem("clause-gone", clause=clause_name(*clause_id))
            require_unchanged(past, draft, ids)
            party = self.party if self.proposes else None
            stay = [each for each in ids if party and agreed_by_other(draft, each, party)]
            gone = tuple(each for each in ids if each not in stay)
            pointed = self._point(writer, draft, gone)
            for clause_id in ids:
                require_removable(pointed.draft, clause_id)
            take_out(writer, draft, gone)
            noted = len(pointed.proposed)
            proposed = suggest_removals(writer, draft, stay, party or "", noted=noted)
            return Removed(gone, proposed, pointed.changed, pointed.proposed)

    def _point(self, writer: Writer, draft: Draft, gone: Collection[ClauseId]) -> Pointed:
        instead = {each: other for each, other in self.instead.items() if each in self.ids}
        for other in instead.values():
            if other in self.ids:
                raise Problem("clause-gone", clause=clause_name(*other))
        return point_elsewhere(writer, draft, instead, gone, self.party, proposes=self.proposes)


@dataclass(frozen=True)
class Rename:
    """Give an agreement another label; that is no content of it, so every consent stays.

    Attributes:
        new_label: What it is called from now on.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the author had read, and with it the agreement that is
            meant; what stands where None.
    """

    new_label: str
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> str:
        """Rename it; its label.

        Raises:
            Problem: `bad-label`, `label-taken`, `unknown-agreement`, `unknown-revision`, and
                `field-changed-since`, where others gave it a third label. It keeps its label then.
        """
        new_label = readable_label(self.new_label)
        with workspace.store.change(Entry("rename", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            identify(writer, draft.agreement)
            _put_label(writer, past, draft, new_label)
        return new_label


def free_key(agreement: Agreement, kind: str, name: str) -> str:
    """A key made of a name that no clause of the kind has yet: “Web leads” gives `web-leads`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    base = "-".join(words)[:_LONGEST_KEY].strip("-") or kind
    taken = agreement.of_kind(kind)
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def whole_agreement(agreement: Agreement, clauses: dict[ClauseId, Clause]) -> Agreement:
    """The agreement with other clauses.

    Raises:
        Problem: With `field`, where its header names no calendar of it, or a reason no clause or
            several.
    """
    plain = replace(agreement, clauses=clauses)
    calendar = plain.header.calendar
    if calendar and plain.calendar is None:
        raise Problem("unknown-calendar", clause=HEADER, field="calendar", value=calendar)
    return plain.with_full_names()


def require_removable(draft: Draft, clause_id: ClauseId) -> None:
    """Refuses to remove what an agreement cannot be without.

    Raises:
        Problem: `header-stays`, `calendar-in-use`.
    """
    if clause_id == (HEADER, ""):
        raise Problem("header-stays")
    if clause_id == ("calendar", draft.agreement.header.calendar):
        raise Problem("calendar-in-use", clause=clause_name(*clause_id))


def take_out(writer: Writer, draft: Draft, ids: Sequence[ClauseId]) -> None:
    """Removes clauses that are there and may go."""
    writer.remove_clauses(draft.id, ids)
    if ids and draft.untouched:
        writer.set_agreement(draft.id, untouched=False)


def next_place(draft: Draft) -> int:
    """The place after all others."""
    return max(draft.positions.values(), default=0) + 1


def put_clause(
    writer: Writer,
    draft: Draft,
    agreement: Agreement,
    clause_id: ClauseId,
    place: int,
    party: str | None,
) -> None:
    """Writes one clause of an agreement, and its author's yes to it.

    Args:
        writer: The change under way.
        draft: The agreement as it stood.
        agreement: The agreement with the clause.
        clause_id: The clause.
        place: Its place among the others.
        party: Who says yes to it; nobody where None.
    """
    writer.put_clause(draft.id, *clause_id, place, clause_body(agreement.clauses[clause_id]))
    if party is not None:
        writer.give_consent(draft.id, *clause_id, party)
    if clause_id == (HEADER, ""):
        writer.set_agreement(draft.id, period_start=agreement.header.period.start)
    if draft.untouched:
        writer.set_agreement(draft.id, untouched=False)


def _put_label(writer: Writer, past: Past, draft: Draft, mine: str) -> None:
    """Gives the agreement another label, unless that is only the one that the author saw.

    Raises:
        Problem: `field-changed-since`, where others gave it a third one; `label-taken`.
    """
    row = writer.agreement(draft.id)
    base = past.label(row)
    if mine in (base, row.label):
        return
    if base not in (None, row.label):
        conflict = Disputed(HEADER, (Conflict("label", base, row.label, mine),))
        raise Problem("field-changed-since", conflicts=(conflict,), seen=past.revision, by=())
    writer.set_agreement(draft.id, label=mine)


def readable_label(label: object) -> str:
    """A label for an agreement, without spaces around it.

    Raises:
        Problem: `bad-label`, `reserved-label`.
    """
    text = label.strip() if isinstance(label, str) else ""
    if not text or not text.isprintable():
        raise Problem("bad-label", field="label", value=label)
    require_free(text)
    return text
