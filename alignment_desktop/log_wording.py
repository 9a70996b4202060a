"""Entries of the change log in English sentences: who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.evidence_entries import DamageLeftOut
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.wording import filled, wordings

_CONSENTS = (ConsentGiven, ConsentTakenBack)
_NAMED = 4  # clauses that a sentence names; the others are counted


def log_text(changes: Sequence[Change] | None, actor: Actor, action: str) -> str:
    """What one entry of the log did, in one sentence for each sort of change."""
    if changes is None:
        return wordings()["log-unreadable"]
    edited = {change.thing for change in changes if isinstance(change, ClauseChanged)}
    told: dict[str, list[Change]] = {}
    for change in changes:
        # Who writes a clause agrees to it in the same change, and touches the agreement: told once.
        if edited and (change.thing[:-1] in edited or change.phase == "touched"):
            continue
        told.setdefault(_log_code(change, actor), []).append(change)
    text = " ".join(_log_sentence(code, its, _who(actor)) for code, its in told.items())
    return filled(wordings()["log-undo"], {"text": text.rstrip(".")}) if action == "undo" else text


def _log_code(change: Change, actor: Actor) -> str:
    code = "-".join(filter(None, ("log", change.event, change.phase)))
    of_other = isinstance(change, _CONSENTS) and change.party != actor.party
    return f"{code}-for" if of_other else code


def _who(actor: Actor) -> str:
    """Who acts, at the beginning of a sentence."""
    if actor.person and actor.party:
        return f"{actor.person} ({actor.party})"
    if actor.person:
        return actor.person
    return actor.party.capitalize() if actor.party else "Somebody"


def _log_sentence(code: str, changes: Sequence[Change], who: str) -> str:
    template = wordings()[code]
    names = [
        clause_name(change.kind, change.key)
        for change in changes
        if isinstance(change, (ClauseChanged, *_CONSENTS))
    ]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        clauses = ", ".join(names[:_NAMED]) + more
        facts = {"who": who, "clauses": clauses, "party": getattr(changes[0], "party", "")}
        return filled(template, facts)
    texts = (filled(template, {**_facts_of(change), "who": who}) for change in changes)
    return " ".join(dict.fromkeys(texts))


def _facts_of(change: Change) -> dict[str, object]:
    facts: dict[str, object] = {each.name: getattr(change, each.name) for each in fields(change)}
    if isinstance(change, AgreementChanged):
        facts["label"] = change.after.label
    if isinstance(change, DamageLeftOut):
        parts = [f"import {number}" for number in change.batches]
        parts += [f"version {number}" for _, number in change.versions]
        parts += [f"{change.changes} changes"] if change.changes else []
        facts["parts"] = ", ".join(parts)
    return facts
