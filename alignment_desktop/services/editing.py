"""What the window does to single clauses: change one whole, add one, remove one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import HEADER, KINDS, Clause, clause_name, read_clause
from alignment_desktop.domain.merging import Conflict, Disputed
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.base_revisions import (
    label_seen,
    merge_seen,
    past_seen,
    require_possible,
    require_unchanged,
)
from alignment_desktop.services.workspace import Draft, Workspace, clause_body
from alignment_desktop.storage.rows import Entry

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
    """

    id: ClauseId
    merged: tuple[str, ...] = ()
    by: tuple[Actor, ...] = ()


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
    """

    kind: str
    key: str
    table: Mapping[str, object]
    party: str | None
    label: str | None = None
    seen: int | None = None

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
            agreement = _whole(draft.agreement, clauses)
            place = draft.positions.get(before, _next_place(draft))
            if after != before:
                writer.remove_clause(draft.id, *before)
            party = None if merged.theirs else self.party
            _put(writer, draft, agreement, after, place, party)
            if label is not None:
                _put_label(writer, past, draft, readable_label(label))
            others = past.authors(draft.id, before) if merged.theirs else ()
        return Edited(after, merged.theirs, others)

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
            identify(writer, draft.agreement, self.party)
            table = dict(self.table)
            if KINDS[self.kind].keyed and not table.get("key"):
                table["key"] = free_key(draft.agreement, self.kind, str(table.get("name", "")))
            clause = read_clause(self.kind, table)
            clause_id = self.kind, clause.key
            if clause_id in draft.agreement.clauses:
                raise Problem("clause-taken", field="key", clause=clause_name(*clause_id))
            agreement = _whole(draft.agreement, {**draft.agreement.clauses, clause_id: clause})
            _put(writer, draft, agreement, clause_id, _next_place(draft), self.party)
        return clause_id


@dataclass(frozen=True)
class RemoveClause:
    """Take a clause out of the agreement.

    Attributes:
        kind: Its kind.
        key: Its key.
        party: Who removes it.
        label: Which agreement; the newest where None.
        seen: The workspace's revision at which the author had read the clause; whatever stands
            where None.
    """

    kind: str
    key: str
    party: str | None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Remove it; its kind and key.

        Raises:
            Problem: `header-stays`, `clause-gone`, `calendar-in-use` where the header names it
                as the calendar that counts, `unknown-revision`, `clause-changed-since`. Nothing
                is changed then.
        """
        clause_id = self.kind, self.key
        if self.kind == HEADER:
            raise Problem("header-stays")
        with workspace.store.change(Entry("remove", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, label_seen(writer, past, self.label))
            identify(writer, draft.agreement, self.party)
            if clause_id not in draft.agreement.clauses:
                raise Problem("clause-gone", clause=clause_name(*clause_id))
            require_unchanged(past, draft, [clause_id])
            if clause_id == ("calendar", draft.agreement.header.calendar):
                raise Problem("calendar-in-use", clause=clause_name(*clause_id))
            writer.remove_clause(draft.id, *clause_id)
            if draft.untouched:
                writer.set_agreement(draft.id, untouched=False)
        return clause_id


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


def _whole(agreement: Agreement, clauses: dict[ClauseId, Clause]) -> Agreement:
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


def _next_place(draft: Draft) -> int:
    return max(draft.positions.values(), default=0) + 1


def _put(
    writer: Writer,
    draft: Draft,
    agreement: Agreement,
    clause_id: ClauseId,
    place: int,
    party: str | None,
) -> None:
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
        Problem: `bad-label`.
    """
    text = label.strip() if isinstance(label, str) else ""
    if not text or not text.isprintable():
        raise Problem("bad-label", field="label", value=label)
    return text
