"""What an agreement text does to an agreement: clause by clause, on what its author had read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.agreement_text import AgreementText
from alignment_desktop.domain.clauses import HEADER, Header, clause_name
from alignment_desktop.domain.consent import Consents
from alignment_desktop.domain.labels import require_free
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.base_revisions import label_seen, merge_seen, require_possible
from alignment_desktop.services.clause_history import Past, ever_stood
from alignment_desktop.services.drafts import Draft, clause_body
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import ClauseText
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class Applied:
    """What a text changed, as clause names in the order of the text.

    Attributes:
        label: The agreement.
        added: The clauses that are new.
        changed: Those that say something else now.
        removed: Those that are gone.
        content_hash: Of the agreement as it is now.
        merged: Those into which others' changes were merged, and which others removed while the
            text left them as they were: the author has not read them, and does not consent.
    """

    label: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    content_hash: str
    merged: tuple[str, ...] = ()


def agreement_for(
    workspace: Workspace, writer: Writer, text: AgreementText, past: Past, label: str | None
) -> Draft:
    """The agreement that a text speaks of; begun, or given its label, where there is none yet."""
    rows = writer.agreements()
    wanted = label_seen(writer, past, text.label or label)
    if wanted is None or any(row.label == wanted for row in rows) or text.label is None:
        return workspace.draft_in(writer, wanted)
    try:
        require_free(text.label)
    except Problem as problem:
        raise problem.with_facts(line=text.lines.get((HEADER, ""))) from None
    untouched = next((row for row in rows if row.untouched), None)
    if untouched is not None:
        writer.set_agreement(untouched.id, label=wanted)
        return workspace.draft_in(writer, wanted)
    # A text with a label has a header, so the new agreement gets its own at once.
    header = cast(Header, text.clauses[HEADER, ""])
    made = writer.add_agreement(wanted, header.period.start)
    return Draft(made, Agreement(wanted, {}), Consents(), {}, untouched=False)


def with_full_names(agreement: Agreement, text: AgreementText, file: str) -> AgreementText:
    """The text with the clauses that its reasons concern written as `kind.key`.

    Raises:
        Problem: Where a reason names no clause or several.
    """
    try:
        named = _plainly(agreement, text).with_full_names()
    except Problem as problem:
        kind, _, key = str(problem.facts["clause"]).partition(".")
        raise problem.with_facts(file=file, line=text.lines.get((kind, key))) from None
    return replace(text, clauses={each: named.clauses[each] for each in text.clauses})


def require_known(writer: Writer, draft: Draft, text: AgreementText, file: str) -> None:
    """Refuses to remove what was never there: such a key is a mistake in the text.

    What is gone already may be removed again, so that a text can be applied twice.

    Raises:
        Problem: `unknown-clause`.
    """
    missing = [each for each in sorted(text.removals) if each not in draft.agreement.clauses]
    if not missing:
        return
    known = ever_stood(writer, draft.id, missing)
    for each in missing:
        if each not in known:
            raise Problem(
                "unknown-clause",
                file=file,
                line=text.lines.get(each),
                value=clause_name(*each),
                label=draft.agreement.label,
            )


def rebase(
    past: Past, draft: Draft, text: AgreementText, file: str
) -> tuple[AgreementText, list[ClauseId]]:
    """The text with what others changed since its author read the agreement.

    Returns:
        The text, and the clauses in which others' words stand that its author has not read.

    Raises:
        Problem: Where others changed the same.
    """
    wishes = [*text.clauses.items(), *((each, None) for each in sorted(text.removals))]
    merges = [(each, merge_seen(past, draft, each, mine)) for each, mine in wishes]
    try:
        require_possible(past, draft, merges)
    except Problem as problem:
        first = next(each for each, merged in merges if not merged.possible)
        raise problem.with_facts(file=file, line=text.lines.get(first)) from None
    clauses = {each: merged.clause for each, merged in merges if merged.clause is not None}
    removals = frozenset(each for each, merged in merges if merged.clause is None)
    unread = [each for each, merged in merges if merged.theirs]
    return replace(text, clauses=clauses, removals=removals), unread


def _plainly(agreement: Agreement, text: AgreementText) -> Agreement:
    """The agreement with what a text gives, and without what it removes."""
    clauses = {**agreement.clauses, **text.clauses}
    for clause_id in text.removals:
        clauses.pop(clause_id, None)
    return Agreement(agreement.label, clauses)


def applied_to(agreement: Agreement, text: AgreementText, file: str) -> Agreement:
    """The agreement as the text leaves it.

    Raises:
        Problem: Where its header names no calendar of it.
    """
    plain = _plainly(agreement, text)
    calendar = plain.header.calendar
    if calendar and plain.calendar is None:
        line = text.lines.get((HEADER, "")) or text.lines.get(("calendar", calendar))
        raise Problem(
            "unknown-calendar",
            file=file,
            line=line,
            clause=HEADER,
            field="calendar",
            value=calendar,
        )
    return plain


def write_changes(writer: Writer, draft: Draft, text: AgreementText, merged: Agreement) -> Applied:
    """Writes what differs into the store.

    Args:
        writer: The change under way.
        draft: The agreement as it stands.
        text: What the text does to it.
        merged: The agreement as the text leaves it.
    """
    before = draft.agreement.clauses
    added, changed = [], []
    texts = []
    position = max(draft.positions.values(), default=0)
    for clause_id in text.clauses:
        clause = merged.clauses[clause_id]
        if clause_id not in before:
            position += 1
            added.append(clause_name(*clause_id))
            texts.append(ClauseText(*clause_id, position, clause_body(clause)))
        elif before[clause_id] != clause:
            changed.append(clause_name(*clause_id))
            place = draft.positions[clause_id]
            texts.append(ClauseText(*clause_id, place, clause_body(clause)))
    gone = [clause_id for clause_id in before if clause_id in text.removals]
    writer.put_clauses(draft.id, texts)
    writer.remove_clauses(draft.id, gone)
    if (HEADER, "") in text.clauses:
        writer.set_agreement(draft.id, period_start=merged.header.period.start)
    return Applied(
        label=merged.label,
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(clause_name(*clause_id) for clause_id in gone),
        content_hash=merged.content_hash,
    )
