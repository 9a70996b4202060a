"""What differs between two states of agreements: drafts, frozen versions, texts in files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.domain.differences import ClauseChange, clause_changes
from alignment_desktop.domain.labels import DRAFT, TEXT
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.applying import with_full_names
from alignment_desktop.services.drafts import Draft, newest_first
from alignment_desktop.services.texts import read_text_file
from alignment_desktop.services.versions import Version
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """One state of an agreement.

    Attributes:
        label: Which agreement.
        version: The number of its version; None: its draft.
    """

    label: str
    version: int | None = None


@dataclass(frozen=True)
class Comparison:
    """What differs between two states.

    Attributes:
        changes: What became of each clause that is not the same in both.
        before: The first state, for the names of what its clauses refer to.
        after: The second, likewise.
    """

    changes: tuple[ClauseChange, ...]
    before: Agreement
    after: Agreement


def standings(workspace: Workspace) -> tuple[Standing, ...]:
    """Every state of every agreement: the newest agreement first, its draft before its versions."""
    with workspace.store.read() as reader:
        return tuple(
            Standing(row.label, number or None)
            for row in newest_first(reader.agreements())
            for number in (0, *range(reader.version_count(row.id), 0, -1))
        )


def compare(workspace: Workspace, old: Standing, new: Standing) -> Comparison:
    """What differs between two states of agreements of a workspace.

    Raises:
        Problem: `unknown-agreement`, `unknown-version`, or that it is damaged.
    """
    before, after = (standing_agreement(workspace, each) for each in (old, new))
    return Comparison(clause_changes(before.clauses, after.clauses), before, after)


def compare_named(workspace: Workspace, old: str, new: str, label: str | None) -> Comparison:
    """The same of two states as commands name them.

    Each is read in this order: a file that ends in .toml, `draft`, the number of a version of the
    agreement, the label of an agreement (its newest version, else its draft). The header is not
    compared where one of them is a text that leaves it out.

    Args:
        workspace: Where they are.
        old: The first.
        new: The second.
        label: The agreement that is meant by `draft` and by numbers; the newest where None.

    Raises:
        Problem: `unknown-agreement`, `nothing-to-compare`, that one is damaged, or the mistake in
            a file.
    """
    draft = workspace.draft(label)
    before, after = (_named(workspace, draft, each) for each in (old, new))
    header = (HEADER, "")
    there = [dict(each.clauses) for each in (before, after)]
    if not all(header in clauses for clauses in there):
        for clauses in there:
            clauses.pop(header, None)
    return Comparison(clause_changes(*there), before, after)


def standing_agreement(workspace: Workspace, standing: Standing) -> Agreement:
    """An agreement in one of its states.

    Raises:
        Problem: `unknown-agreement`, `unknown-version`, or that it is damaged.
    """
    draft = workspace.draft(standing.label)
    if standing.version is None:
        return draft.agreement
    return workspace.version(draft, standing.version).agreement


def _named(workspace: Workspace, draft: Draft, name: str) -> Agreement:
    if name.lower().endswith(TEXT):
        text = with_full_names(
            draft.agreement, read_text(read_text_file(Path(name)), file=name), name
        )
        return Agreement(text.label or name, text.clauses)
    if name == DRAFT:
        return draft.agreement
    versions = workspace.versions(draft)
    for version in versions:
        if name == str(version.number):
            return version.agreement
    labels = workspace.labels()
    if name not in labels:
        raise Problem("nothing-to-compare", value=name, **_there_is(draft, versions, labels))
    other = workspace.draft(name)
    frozen = workspace.versions(other)
    return frozen[-1].agreement if frozen else other.agreement


def _there_is(draft: Draft, versions: list[Version], labels: Iterable[str]) -> dict[str, object]:
    numbers = [str(version.number) for version in versions]
    known = ", ".join([DRAFT, *numbers, *(f"“{label}”" for label in labels)])
    return {"label": draft.agreement.label, "known": known}
