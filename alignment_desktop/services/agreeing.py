"""What leaders do with an agreement: write in it, agree to it, check it, freeze it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain import consistency
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER, PARTIES, clause_name
from alignment_desktop.domain.differences import ClauseChange
from alignment_desktop.domain.findings import SEVERITIES, WARNING, Finding
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.applying import (
    Applied,
    agreement_for,
    applied_to,
    rebase,
    require_known,
    with_full_names,
    write_changes,
)
from alignment_desktop.services.base_revisions import (
    label_seen,
    past_seen,
    require_unchanged,
)
from alignment_desktop.services.changes_to_agree import changes_since_agreed
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.template_texts import placeholders
from alignment_desktop.services.versions import Version, read_versions
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.parts import DRAFT, EVIDENCE, VERSIONS, part_of
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class ApplyText:
    """Add, replace and remove clauses by key, all or nothing.

    Attributes:
        text: The agreement text.
        file: What it is called in messages.
        party: Who writes it, and consents to every clause in it; nobody where None.
        label: The agreement it is meant for where the text itself does not say.
        seen: The workspace's revision that the author had read, on which the text is based: what
            others changed since is merged field by field. What stands is the base where None.
    """

    text: str
    file: str = ""
    party: str | None = None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Applied:
        """Apply the text.

        Raises:
            Problem: Where the text has a mistake, `unknown-revision`, and where others changed the
                same since; nothing is changed then.
        """
        text = read_text(self.text, file=self.file)
        if self.label is not None and text.label not in (None, self.label):
            raise Problem("other-label", file=self.file, value=text.label, label=self.label)
        with workspace.store.change(Entry("apply", by, at)) as writer:
            past = past_seen(writer, self.seen)
            draft = agreement_for(workspace, writer, text, past, self.label)
            require_known(writer, draft, text, self.file)
            named = with_full_names(draft.agreement, text, self.file)
            rebased, unread = rebase(past, draft, named, self.file)
            merged = applied_to(draft.agreement, rebased, self.file)
            identify(writer, merged, self.party)
            applied = write_changes(writer, draft, rebased, merged)
            if self.party is not None:
                read = [each for each in rebased.clauses if each not in unread]
                writer.give_consents(draft.id, read, self.party)
            if draft.untouched and (text.clauses or text.removals):
                writer.set_agreement(draft.id, untouched=False)
        return replace(applied, merged=tuple(clause_name(*each) for each in unread))


@dataclass(frozen=True)
class Agreed:
    """What a party agreed to.

    Attributes:
        names: The clauses.
        changed: What changed since that party last agreed, new clauses among it; told only where
            the party did not say what it had read.
    """

    names: tuple[str, ...]
    changed: tuple[ClauseChange, ...] = ()


@dataclass(frozen=True)
class Agree:
    """One party's yes to clauses as they stand now.

    Attributes:
        party: `sales` or `marketing`.
        names: The clauses, as `kind.key` or by a key that only one clause has; all where None.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the party had read; whatever stands where None.
    """

    party: str
    names: Sequence[str] | None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Agreed:
        """Agree.

        Raises:
            Problem: Where a name is unknown or could be several; `unknown-revision`;
                `clause-changed-since`, where one of the clauses was written after `seen`. Nobody
                consents then.
        """
        with workspace.store.change(Entry("agree", by, at)) as writer:
            draft, wanted = _meant(workspace, writer, self.names, self.label, self.seen)
            identify(writer, draft.agreement, self.party)
            changed: tuple[ClauseChange, ...] = ()
            if self.seen is None:
                changed = changes_since_agreed(writer, draft, wanted, self.party)
            writer.give_consents(draft.id, wanted, self.party)
        return Agreed(tuple(clause_name(*clause_id) for clause_id in wanted), changed)


@dataclass(frozen=True)
class TakeBackConsent:
    """One party's yes to clauses, taken back.

    Attributes:
        party: `sales` or `marketing`.
        names: The clauses, as `kind.key` or by a key that only one clause has; all where None.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the party had read; whatever stands where None.
    """

    party: str
    names: Sequence[str] | None
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> tuple[str, ...]:
        """Take it back; the names of the clauses that the party agreed to until now.

        Raises:
            Problem: Where a name is unknown or could be several; `unknown-revision`;
                `clause-changed-since`, where one of the clauses was written after `seen`. Nothing
                is taken back then.
        """
        with workspace.store.change(Entry("take-back", by, at)) as writer:
            draft, wanted = _meant(workspace, writer, self.names, self.label, self.seen)
            identify(writer, draft.agreement, self.party)
            agreed = [each for each in wanted if self.party in draft.consents.of(each)]
            writer.take_consents(draft.id, agreed, self.party)
        return tuple(clause_name(*clause_id) for clause_id in agreed)


@dataclass(frozen=True)
class Frozen:
    """The version that a freeze made."""

    version: int
    content_hash: str


@dataclass(frozen=True)
class Freeze:
    """Keep the whole agreement as a numbered version.

    Attributes:
        effective: The day from which it is in force; the day of freezing where None. The first
            version is in force from the beginning whatever it says.
        reason: Why it was changed.
        waive: Why it is frozen in spite of what the checks found.
        label: Which agreement; the newest where None.
    """

    effective: date | None = None
    reason: str = ""
    waive: str = ""
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Frozen:
        """Freeze the agreement.

        Raises:
            Problem: Where a consent is missing, a check finds an error and it is not waived,
                nothing has changed since the version before, or it would be in force before that.
        """
        with workspace.store.change(Entry("freeze", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            workspace.require_sound(VERSIONS)
            identify(writer, draft.agreement)
            self._require_ready(draft, writer)
            self._require_order(draft, writer, at)
            agreement = draft.agreement
            number = writer.add_version(
                draft.id,
                content_hash=agreement.content_hash,
                content=agreement.content(),
                effective=self.effective,
                reason=self.reason,
                waived=self.waive,
            )
        return Frozen(number, agreement.content_hash)

    def _require_ready(self, draft: Draft, reader: Reader) -> None:
        missing = draft.consents.missing(draft.agreement.clauses)
        if missing:
            raise Problem("consents-missing", count=len(missing), waits=_waits(missing))
        errors = [finding for finding in check(draft.agreement) if finding.severity == "error"]
        if errors and not self.waive.strip():
            keys = dict.fromkeys(key for finding in errors for key in finding.keys)
            raise Problem("check-finds-errors", count=len(errors), keys=", ".join(keys))
        versions = reader.versions(draft.id)
        unchanged = versions and versions[-1].content_hash == draft.agreement.content_hash
        if unchanged and self.effective is None:
            raise Problem("nothing-to-freeze", number=versions[-1].number)

    def _require_order(self, draft: Draft, reader: Reader, at: datetime) -> None:
        """Lets no version be in force before an earlier one.

        Raises:
            Problem: `effective-before-earlier`.
        """
        versions = read_versions(reader, draft.id, draft.agreement)
        dated = [version for version in versions if version.since is not None]
        if not dated:
            return
        latest = max(dated, key=lambda version: version.since or date.min)
        since = self.effective or at.astimezone(ZoneInfo(draft.agreement.timezone)).date()
        if latest.since is not None and since < latest.since:
            raise Problem(
                "effective-before-earlier",
                value=since.isoformat(),
                number=latest.number,
                day=latest.since.isoformat(),
            )


def versions_out_of_order(versions: Sequence[Version]) -> list[Finding]:
    """Versions of an older program that were to be in force before an earlier one."""
    latest, found = date.min, []
    for version in versions:
        since = version.since or date.min
        if since < latest:
            facts = {
                "number": version.number, "since": since.isoformat(), "day": latest.isoformat(),
            }  # fmt: skip
            found.append(Finding("version-before-earlier", WARNING, (HEADER,), facts))
        latest = max(latest, since)
    return found


def check(agreement: Agreement) -> list[Finding]:
    """What the checks find in an agreement as it is written, gravest first."""
    return consistency.check(agreement, placeholders())


def findings(workspace: Workspace, label: str | None = None) -> list[Finding]:
    """What the checks find in an agreement; the newest where none is named."""
    return check(workspace.draft(label).agreement)


def everything_found(workspace: Workspace, label: str | None, *, now: datetime) -> list[Finding]:
    """What is damaged in a workspace, then what the checks find in an agreement and its imports.

    An agreement that is damaged itself is not checked, nor is anything by damaged imports.
    """
    damaged = list(workspace.verify(unpacked=True).findings)
    if any(part_of(finding) == DRAFT for finding in damaged):
        return damaged
    agreement = workspace.draft(label).agreement
    found = check(agreement)
    if not any(part_of(finding) == VERSIONS for finding in damaged):
        found += versions_out_of_order(workspace.versions(workspace.draft(label)))
    imports_matter = any(stage.where or stage.any for stage in agreement.stages.values()) or any(
        commitment.pauses_clocks for commitment in agreement.commitments.values()
    )
    if imports_matter and not any(part_of(finding) in (VERSIONS, EVIDENCE) for finding in damaged):
        # Imported here, as what measures takes longer to import than all the rest of a check.
        from alignment_desktop.services.measuring import defects_found

        found += defects_found(workspace, agreement.label, now=now)
    found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return [*damaged, *found]


def _meant(
    workspace: Workspace,
    writer: Writer,
    names: Sequence[str] | None,
    label: str | None,
    seen: int | None,
) -> tuple[Draft, list[ClauseId]]:
    """The agreement and the clauses in it that a party means, in the words that it has read."""
    past = past_seen(writer, seen)
    draft = workspace.draft_in(writer, label_seen(writer, past, label))
    wanted = _wanted(draft.agreement, names)
    require_unchanged(past, draft, wanted)
    return draft, wanted


def _wanted(agreement: Agreement, names: Sequence[str] | None) -> list[ClauseId]:
    """The clauses that the names mean; all where None."""
    if names is None:
        return [clause_id for clause_id, _ in agreement.in_order()]
    return list(dict.fromkeys(agreement.find(name) for name in names))


def _waits(missing: list[tuple[ClauseId, str]]) -> str:
    """Who is waited for, and for which clauses, in short."""
    parts = []
    for party in PARTIES:
        names = [clause_name(*clause_id) for clause_id, its in missing if its == party]
        if names:
            more = f" and {len(names) - 4} more" if len(names) > 4 else ""
            parts.append(f"{party} for {', '.join(names[:4])}{more}")
    return "; ".join(parts)
