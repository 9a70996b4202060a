"""The next agreement, begun with the clauses of the one before."""

from __future__ import annotations

from datetime import date, datetime

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.carrying import carried
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.log_entries import AgreementCarried
from alignment_desktop.services.actors import identify
from alignment_desktop.services.drafts import clause_body
from alignment_desktop.services.editing import readable_label
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import ClauseText, Entry
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class Begun:
    """The agreement that was begun.

    Attributes:
        label: What it is called.
        source: What the one is called whose clauses it has.
        moved: The clauses whose days or labels were moved, as `kind.key`.
        clauses: How many it has, the header among them: it waits for consent as all of them do.
    """

    label: str
    source: str
    moved: tuple[str, ...]
    clauses: int


@dataclass(frozen=True)
class Carry:
    """Begin an agreement with the clauses of another as they stand; nobody has agreed to it yet.

    Attributes:
        label: What the new one is called.
        start: The first day of its period.
        end: Its last day, included.
        source: Whose clauses it gets; the newest agreement's where None.
    """

    label: str
    start: date
    end: date
    source: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Begun:
        """Begin it.

        Raises:
            Problem: `unknown-agreement`, `bad-label`, `label-taken`, `end-before-start`,
                `moved-too-far`; nothing is begun then.
        """
        label = readable_label(self.label)
        with workspace.store.change(Entry("carry", by, at)) as writer:
            draft = workspace.draft_in(writer, self.source)
            identify(writer, draft.agreement)
            made = carried(draft.agreement, label, self.start, self.end)
            number = writer.add_agreement(label, self.start)
            source = draft.agreement.label
            moved = tuple(clause_name(*each) for each in made.moved)
            writer.record(AgreementCarried(number, label, draft.id, source, moved))
            writer.put_clauses(
                number,
                [
                    ClauseText(*each, draft.positions[each], clause_body(clause))
                    for each, clause in made.agreement.clauses.items()
                ],
            )
        return Begun(label, source, moved, len(made.agreement.clauses))
