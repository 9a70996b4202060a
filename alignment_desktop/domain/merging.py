"""Three wordings of one clause made one: what stood, what another made of it, and what I did."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from alignment_desktop.domain.clauses import Clause, read_clause
from alignment_desktop.domain.differences import Path, differences, kind_of, stated
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass


class Removal(StrEnum):
    """Who removed a clause that the other side changed."""

    NOBODY = ""
    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, to different values.

    Attributes:
        field: Its dotted name.
        base: What it said when both began, as a JSON value; None: nothing.
        standing: What the other side wrote; None also where it removed the clause.
        mine: What I wrote; None also where I removed the clause.
    """

    field: str
    base: object
    standing: object
    mine: object


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of three wordings.

    Attributes:
        clause: The merged wording; None: the clause is removed, or there is no merged wording.
        theirs: The fields in which it says something else than mine, or would; the key among them
            where only one of the two is there at all.
        conflicts: The fields that both changed; where there are any, nothing is merged.
        removal: Who removed the clause that the other changed; its fields are then the conflicts.
        unfit: What the rules say against the two changes together, each of which is sound.
    """

    clause: Clause | None
    theirs: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    removal: Removal = Removal.NOBODY
    unfit: Problem | None = None

    @property
    def possible(self) -> bool:
        """Whether there is a merged wording, or both sides are content with none."""
        return not self.conflicts and self.unfit is None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A clause in which two changes meet: what has to be told to whoever comes second.

    Attributes:
        clause: Its name, as `kind.key`.
        conflicts: The fields; of a removal those that the other side changed.
        removal: Who removed it, if anybody.
    """

    clause: str
    conflicts: tuple[Conflict, ...]
    removal: Removal = Removal.NOBODY


def merge(base: Clause | None, standing: Clause | None, mine: Clause | None) -> Merge:
    """Brings two changes of one clause together, field by field.

    What one side alone changed is taken from it, whichever side that is; what both changed alike
    is taken as it is; what both changed differently is a conflict. A removal against a change is
    one in every field that was changed. Two clauses that were added under one key have nothing in
    common to begin with: every field in which they differ is a conflict.

    Args:
        base: The wording that both began with; None: there was no such clause.
        standing: What the other side made of it; None: it is removed, or still not there.
        mine: What I made of it; None likewise.
    """
    if standing is base:
        return Merge(mine)
    was, theirs, ours = stated(base), stated(standing), stated(mine)
    # Equal are wordings that state the same: a stored clause keeps a day as text.
    if (mine is None) == (standing is None) and ours == theirs:
        return Merge(mine)
    if (standing is None) == (base is None) and theirs == was:
        return Merge(mine)
    if (mine is None) == (base is None) and ours == was:
        return _taken(standing, mine)
    if standing is None or mine is None:
        return _removed(base, standing, mine)
    if base is None:
        found = differences(standing, mine)
        conflicts = tuple(Conflict(each.field, None, each.old, each.new) for each in found)
        return Merge(None, conflicts=conflicts)
    return _field_by_field(base, standing, mine)


def overlaid(base: Clause | None, standing: Clause, mine: Clause) -> Clause:
    """A standing wording with what I changed, also where others changed the same.

    Args:
        base: The wording that I began with; None: none, so all that I state is a change.
        standing: The wording that stands.
        mine: What I made of it.

    Raises:
        Problem: Where the two together break a rule.
    """
    was, ours, result = stated(base), stated(mine), dict(stated(standing))
    for path in dict.fromkeys((*ours, *was)):
        if ours.get(path) != was.get(path):
            result.pop(path, None)
            if path in ours:
                result[path] = ours[path]
    return read_clause(kind_of(mine), _table(result))


def _taken(clause: Clause | None, mine: Clause | None) -> Merge:
    ours, result = stated(mine), stated(clause)
    named = (path for path in {**ours, **result} if ours.get(path) != result.get(path))
    return Merge(clause, tuple(".".join(path) for path in named))


def _removed(base: Clause | None, standing: Clause | None, mine: Clause | None) -> Merge:
    """A removal by one side against a change by the other, which the base is not equal to."""
    if standing is None:
        conflicts = (
            Conflict(each.field, each.old, None, each.new) for each in differences(base, mine)
        )
        return Merge(None, conflicts=tuple(conflicts), removal=Removal.THEIRS)
    conflicts = (
        Conflict(each.field, each.old, each.new, None) for each in differences(base, standing)
    )
    return Merge(None, conflicts=tuple(conflicts), removal=Removal.MINE)


def _field_by_field(base: Clause, standing: Clause, mine: Clause) -> Merge:
    was, theirs, ours = stated(base), stated(standing), stated(mine)
    merged: dict[Path, object] = {}
    disputed: set[str] = set()
    taken: list[str] = []
    for path in dict.fromkeys((*ours, *theirs, *was)):
        sides = was.get(path), theirs.get(path), ours.get(path)
        at_first, other, own = sides
        if other not in (at_first, own) and own != at_first:
            disputed.add(".".join(path))
        elif other not in (at_first, own):
            taken.append(".".join(path))
        value = other if own == at_first else own
        if value is not None:
            merged[path] = value
    if disputed:
        return Merge(None, conflicts=_conflicts(base, standing, mine, disputed))
    try:
        clause = read_clause(kind_of(mine), _table(merged))
    except Problem as problem:
        return Merge(None, tuple(taken), unfit=problem)
    return Merge(clause, tuple(taken))


def _conflicts(
    base: Clause, standing: Clause, mine: Clause, disputed: set[str]
) -> tuple[Conflict, ...]:
    """The disputed fields with their three values, defaults among them."""
    at_first = {each.field: each for each in differences(base, standing)}
    return tuple(
        Conflict(each.field, at_first[each.field].old, each.old, each.new)
        for each in differences(standing, mine)
        if each.field in disputed
    )


def _table(values: Mapping[Path, object]) -> dict[str, object]:
    """The table in which the values stand."""
    table: dict[str, Any] = {}
    for (*above, last), value in values.items():
        at = table
        for name in above:
            at = at.setdefault(name, {})
        # An empty table may have entries by now.
        at.setdefault(last, value)
    return table
