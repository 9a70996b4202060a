"""What others changed in clauses, in the window's words: who, which field, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.differences import ClauseChange
from alignment_desktop.domain.merging import Conflict, Disputed, Removal
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.words import clause_words
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.differences import field_name_text, stated_text

_LONGEST = 60
_LONGEST_BESIDE = 600
"""Letters of a value: in a notice, and below a field, where one decides about it."""
_MOST = 4


def who_words(by: Iterable[Actor], agreement: Agreement) -> str:
    """Who did something: “Marie Lindner and Marketing”."""
    names = []
    for actor in by:
        person = agreement.clauses.get(("person", actor.person or ""))
        if person is not None:
            names.append(display_name(person))
        elif actor.person:
            # Who is no longer in the agreement is known by the key.
            names.append(
                f"{party_words(actor.party)} ({actor.person})" if actor.party else actor.person
            )
        else:
            names.append(
                party_words(actor.party) if actor.party else wording().inspector.somebody()
            )
    return user_language().listed(dict.fromkeys(names)) or wording().inspector.somebody()


def changed_field(kind: str, field: str) -> str:
    """What a field that differs is called: `“Definition”`."""
    return f"“{field_name_text(kind, field, user_language())}”"


def value_words(
    clause: str, field: str, value: object, agreement: Agreement, longest: int = _LONGEST
) -> str:
    """What a field of a clause, `kind.key`, says in the window: `“≥ 95 %”`, `nothing`."""
    text = " ".join(stated_text(clause, field, value, agreement, user_language()).split())
    if not text:
        return wording().inspector.nothing()
    return f"“{text if len(text) <= longest else f'{text[: longest - 1]}…'}”"


def beside_conflict(
    clause: str, conflict: Conflict, by: Sequence[Actor], agreement: Agreement
) -> str:
    """That another changed a field of a clause, `kind.key`, as well, as it stands below it."""
    field, value = conflict.field, conflict.standing
    standing = value_words(clause, field, value, agreement, _LONGEST_BESIDE)
    who = who_words(by, agreement)
    if conflict.standing is None:
        return wording().inspector.emptied_meanwhile(who=who)
    return wording().inspector.written_meanwhile(who=who, value=standing)


def merged_words(
    name: str, fields: Sequence[str], by: Sequence[Actor], agreement: Agreement
) -> str:
    """That a clause holds another's changes beside one's own.

    Args:
        name: The clause, as `kind.key`.
        fields: The fields that the other changed.
        by: Who that was.
        agreement: The agreement as it stands.
    """
    kind = name.partition(".")[0]
    names = user_language().listed(changed_field(kind, each) for each in fields)
    return wording().inspector.merged(
        who=who_words(by, agreement), fields=names, clause=clause_words(name, agreement)
    )


def changed_meanwhile(problem: Problem, agreement: Agreement) -> str:
    """That clauses changed before something was done to them, which was therefore not done."""
    changes = cast("tuple[ClauseChange, ...]", problem.facts["changes"])
    who = who_words(cast("tuple[Actor, ...]", problem.facts["by"]), agreement)
    names = [clause_words(change.clause, agreement) for change in changes[:_MOST]]
    if len(changes) > 1:
        return wording().inspector.several_changed_meanwhile(
            count=len(changes), clauses=user_language().listed(names)
        )
    (change,) = changes
    if change.change == "added":
        return wording().inspector.added_meanwhile(who=who, clause=names[0])
    if not change.fields:
        return wording().inspector.changed_back_meanwhile(who=who, clause=names[0])
    return wording().inspector.changed_meanwhile(
        who=who, clause=names[0], fields=_field_changes(change, agreement)
    )


def met_changes(problem: Problem, agreement: Agreement) -> str:
    """That another changed the same fields, with both values."""
    who = who_words(cast("tuple[Actor, ...]", problem.facts["by"]), agreement)
    texts = [
        _met(disputed, conflict, who, agreement)
        for disputed in cast("tuple[Disputed, ...]", problem.facts["conflicts"])
        for conflict in disputed.conflicts
    ]
    return " ".join([*texts[:_MOST], wording().inspector.nothing_was_changed()])


def _met(disputed: Disputed, conflict: Conflict, who: str, agreement: Agreement) -> str:
    kind = disputed.clause.partition(".")[0]
    its = wording().inspector
    clause = clause_words(disputed.clause, agreement)
    field = changed_field(kind, conflict.field)
    standing = value_words(disputed.clause, conflict.field, conflict.standing, agreement)
    mine = value_words(disputed.clause, conflict.field, conflict.mine, agreement)
    if disputed.removal == Removal.THEIRS:
        return its.removed_under_change(who=who, clause=clause, field=field, mine=mine)
    if disputed.removal == Removal.MINE:
        return its.changed_under_removal(who=who, clause=clause, field=field, standing=standing)
    return its.both_wrote(who=who, clause=clause, field=field, standing=standing, mine=mine)


def _field_changes(change: ClauseChange, agreement: Agreement) -> str:
    kind = change.clause.partition(".")[0]
    parts = [
        wording().inspector.field_from_to(
            field=changed_field(kind, each.field),
            old=value_words(change.clause, each.field, each.old, agreement),
            new=value_words(change.clause, each.field, each.new, agreement),
        )
        for each in change.fields[:_MOST]
    ]
    return user_language().listed(parts)
