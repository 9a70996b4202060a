"""The workspace: one team's shared space, and the agreements in it as values."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.clauses import (
    HEADER,
    Days,
    Header,
)
from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.domain.labels import require_free
from alignment_desktop.domain.periods import Period, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import (
    AgreementSource,
    Draft,
    clause_body,
    newest_first,
    read_draft,
)
from alignment_desktop.services.seen_workspaces import recalled, remember, replaced, standing_of
from alignment_desktop.services.versions import Version, read_version, read_versions
from alignment_desktop.storage.parts import DRAFT, VERSIONS, part_of
from alignment_desktop.storage.rows import Entry

if TYPE_CHECKING:
    from alignment_desktop.domain.findings import Finding
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.storage.store import Store
    from alignment_desktop.storage.verification import Verification

_Result = TypeVar("_Result", covariant=True)
OUT_OF_STEP = timedelta(minutes=1)
"""So much a clock may lie before what was logged last: others' computers are not ours."""


class Command(Protocol[_Result]):
    """One thing a user does: a small value that changes the workspace in one transaction."""

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> _Result:
        """Do it for whoever it is done by, at the moment `at`."""
        ...


class Workspace:
    """One open workspace; close it so that its file is whole and can be mailed.

    Attributes:
        store: What keeps it.
        warnings: What is unwise about where it lies or odd about it, for the user to be told.
        damage: What the last verification found damaged; what stands on it is refused.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.damage: tuple[Finding, ...] = ()
        self.warnings = store.warnings
        self._noticed: list[Problem] = []
        self._last: Draft | None = None
        self._discussion = Discussion()

    @classmethod
    def new(
        cls,
        address: str,
        *,
        at: datetime,
        by: Actor,
        period: Period | None = None,
        header: Header | None = None,
    ) -> Workspace:
        """A workspace with one agreement that says nothing yet.

        Args:
            address: A path, or a `postgresql://` address.
            at: The present moment.
            by: Who makes it.
            period: Its whole days and its label; the calendar quarter of `at` where None.
            header: What it is called; only the days of `period` where None.

        Raises:
            Problem: Where there is one at `address` already, or none can be made there.
        """
        from alignment_desktop.storage.store import Store

        period = period or this_quarter(at)
        require_free(period.label)
        days = Days(start=period.whole_start, end=period.whole_end)
        store = Store.create(address, at=at)
        try:
            with store.change(Entry("new", by, at)) as writer:
                made = writer.add_agreement(period.label, period.whole_start, untouched=True)
                body = clause_body(header or Header(period=days))
                writer.put_clause(made, HEADER, "", 0, body)
        except BaseException:
            store.remove()
            raise
        return cls(store)

    @classmethod
    def open(cls, address: str, program: str = COMMAND) -> Workspace:
        """The workspace at `address`, a path or a `postgresql://` address.

        Args:
            address: Where it is.
            program: What the log calls the program, where it steps an older workspace up.

        Raises:
            Problem: Where there is none, or it cannot be opened.
        """
        # It brings more than the first look does; a window is painted before.
        from alignment_desktop.storage.store import Store

        workspace = cls(Store.open(address, program=program))
        try:
            workspace._look_back()
        except BaseException:
            workspace.store.close()
            raise
        return workspace

    @classmethod
    def inspect(cls, address: str) -> Workspace:
        """The workspace at `address` as far as it can be read, whatever somebody has done to it.

        Nothing can be changed in it, and nothing of it is remembered.

        Raises:
            Problem: Where there is none, or nothing of it can be read.
        """
        from alignment_desktop.storage.store import Store

        return cls(Store.inspect(address))

    def _look_back(self) -> None:
        """Warns where what this computer has seen of the workspace is no longer in it."""
        seen = recalled()
        with self.store.read() as reader:
            standing = standing_of(reader)
            if standing is not None:
                before = seen.get(standing.identity)
                problem = replaced(reader, standing, before, self.store.shown)
                self.warnings += () if problem is None else (problem,)
        if standing is not None and not self.store.is_file:
            # A server may be out of reach at the end, and nobody should wait for it then.
            remember(standing)

    def _clock_warning(self, at: datetime) -> Problem | None:
        """`clock-behind`, where the last change was made clearly later than `at`.

        A little later is no wonder: who waits for another's change to be stored comes second.
        """
        with self.store.read() as reader:
            revision = reader.revision()
            last = reader.marks(revision).get(revision)
        if last is None or at >= last.at - OUT_OF_STEP:
            return None
        return Problem(
            "clock-behind",
            workspace=self.store.shown,
            now=f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
            last=f"{last.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        )

    def close(self) -> None:
        """Leave the workspace; a file is then whole in itself, and how it stands is remembered."""
        if self.store.is_file and not self.store.inspected and not self.store.closed:
            # What cannot be read or remembered is no reason not to close.
            with suppress(Problem), self.store.read() as reader:
                standing = standing_of(reader)
                if standing is not None:
                    remember(standing)
        self.store.close()

    def discard(self) -> None:
        """Take back a workspace that was just made and could not be filled: it is gone again."""
        self.store.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def execute(
        self, command: Command[_Result], *, by: Actor, at: datetime, monitor: Monitor | None = None
    ) -> _Result:
        """Carry out `command`.

        Args:
            command: What is to be done.
            by: Who does it.
            at: The present moment.
            monitor: Hears of it where other programs have to be waited for, and may end that.

        Raises:
            Problem: Where it is refused; the workspace is then unchanged.
            Cancelled: Where the monitor asks to stop; the workspace is then unchanged too.
        """
        if monitor is not None:
            self.store.watch(monitor)
        late = self._clock_warning(at)
        result = command.run(self, by, at)
        if late is not None:
            self._noticed.append(late)
        return result

    def take_notices(self) -> tuple[Problem, ...]:
        """What was odd about the commands since it was asked last, for the user to be told."""
        noticed, self._noticed = tuple(self._noticed), []
        return noticed

    def verify(self, *, unpacked: bool = False) -> Verification:
        """Works out anew what the workspace must hold by its log, and remembers what does not.

        Args:
            unpacked: Whether the rows of imports are read too, which takes longer.

        Raises:
            Problem: Where it cannot be read at all.
        """
        from alignment_desktop.storage.verification import verified

        with self.store.read() as reader:
            found = verified(reader, self.store.differences, unpacked=unpacked)
        self.damage = found.errors
        return found

    def require_sound(self, *parts: str) -> None:
        """Refuses to go on where what comes next would stand on something damaged.

        Args:
            parts: On what it stands beside the agreement as it is written now: `VERSIONS`,
                `EVIDENCE`.

        Raises:
            Problem: `workspace-damaged`.
        """
        for found in self.damage:
            if part_of(found) in (DRAFT, *parts):
                raise Problem("workspace-damaged", workspace=self.store.shown, found=found)

    def draft(self, label: str | None = None) -> Draft:
        """The agreement of that label as it stands now; the newest where none is named.

        Raises:
            Problem: `unknown-agreement`, where no agreement is called so.
        """
        with self.store.read() as reader:
            draft = self.draft_in(reader, label)
        return self.seen(draft)

    def draft_in(self, snapshot: AgreementSource, label: str | None = None) -> Draft:
        """The same as one snapshot sees it, which may be that of a change under way.

        Raises:
            Problem: `unknown-agreement`, where no agreement is called so.
        """
        self.require_sound()
        # Not remembered: what a change has done so far may never come to be.
        return read_draft(snapshot, label, self._last)

    def seen(self, draft: Draft) -> Draft:
        """Remembers a draft as it was read, so that the next reading need not parse it again."""
        self._last = draft
        return draft

    def discussion(self) -> Discussion:
        """All proposals and comments; only what is new since it was asked last is read."""
        self.require_sound()
        with self.store.read() as reader:
            self._discussion = discussion_in(reader, self._discussion)
        return self._discussion

    def labels(self) -> tuple[str, ...]:
        """What the agreements are called, the newest first."""
        with self.store.read() as reader:
            return tuple(row.label for row in newest_first(reader.agreements()))

    def versions(self, draft: Draft) -> list[Version]:
        """The frozen versions of an agreement, the first one first."""
        self.require_sound(VERSIONS)
        with self.store.read() as reader:
            return read_versions(reader, draft.id, draft.agreement)

    def version(self, draft: Draft, number: int) -> Version:
        """One frozen version of an agreement.

        Raises:
            Problem: `unknown-version`, where it has none of that number; `version-damaged`,
                `version-vanished`, where it is not as it was frozen.
        """
        with self.store.read() as reader:
            return read_version(reader, draft.id, draft.agreement, number)


def this_quarter(at: datetime) -> Period:
    """The calendar quarter of a moment, by the days of UTC."""
    today = at.astimezone(UTC).date()
    return split("quarter", today, today)[0]
