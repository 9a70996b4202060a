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
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.workspace import Draft, Workspace, clause_body
from alignment_desktop.storage.rows import Entry

if TYPE_CHECKING:
    from alignment_desktop.storage.store import Writer

_LONGEST_KEY = 40


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
    """

    kind: str
    key: str
    table: Mapping[str, object]
    party: str | None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Edit it; its kind and key as they are now.

        Raises:
            Problem: With `field`, where the table is no such clause; `unknown-clause`,
                `clause-taken`. Nothing is changed then.
        """
        with workspace.store.change(Entry("edit", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            identify(writer, draft.agreement, self.party)
            before = self.kind, self.key
            missing = before not in draft.agreement.clauses
            # There is one header and one attribution; editing the latter may also begin it.
            if missing and KINDS[self.kind].keyed:
                raise Problem("clause-gone", clause=clause_name(*before))
            table = dict(self.table)
            label = table.pop("label", None) if self.kind == HEADER else None
            if KINDS[self.kind].keyed:
                table.setdefault("key", self.key)
            clause = read_clause(self.kind, table)
            after = self.kind, clause.key
            if after != before and after in draft.agreement.clauses:
                raise Problem("clause-taken", field="key", clause=clause_name(*after))
            clauses = {**draft.agreement.clauses, after: clause}
            if after != before:
                del clauses[before]
            agreement = _whole(draft.agreement, clauses)
            place = draft.positions.get(before, _next_place(draft))
            if after != before:
                writer.remove_clause(draft.id, *before)
            _put(writer, draft, agreement, after, place, self.party)
            if label is not None:
                writer.set_agreement(draft.id, label=_readable_label(label))
        return after


@dataclass(frozen=True)
class AddClause:
    """Write a further clause.

    Attributes:
        kind: Its kind.
        table: The whole clause, as an agreement text writes it. Without `key` one is made of its
            `name`.
        party: Who writes and so agrees to it; nobody agrees where None.
        label: Which agreement; the newest where None.
    """

    kind: str
    table: Mapping[str, object]
    party: str | None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Add it; its kind and key.

        Raises:
            Problem: With `field`, where the table is no such clause; `clause-taken`. Nothing is
                changed then.
        """
        with workspace.store.change(Entry("add", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
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
    """

    kind: str
    key: str
    party: str | None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Remove it; its kind and key.

        Raises:
            Problem: `header-stays`, `clause-gone`, or `unknown-calendar` where the header names
                it as the calendar that counts. Nothing is changed then.
        """
        clause_id = self.kind, self.key
        if self.kind == HEADER:
            raise Problem("header-stays")
        with workspace.store.change(Entry("remove", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            identify(writer, draft.agreement, self.party)
            clauses = dict(draft.agreement.clauses)
            if clauses.pop(clause_id, None) is None:
                raise Problem("clause-gone", clause=clause_name(*clause_id))
            if clause_id == ("calendar", draft.agreement.header.calendar):
                raise Problem("calendar-in-use", clause=clause_name(*clause_id))
            writer.remove_clause(draft.id, *clause_id)
            if draft.untouched:
                writer.set_agreement(draft.id, untouched=False)
        return clause_id


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


def _readable_label(label: object) -> str:
    text = label.strip() if isinstance(label, str) else ""
    if not text or not text.isprintable():
        raise Problem("bad-label", field="label", value=label)
    return text
