"""Entries of the change log in sentences: who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    DiscussionChange,
    ProposalAnswered,
)
from alignment_desktop.domain.evidence_entries import DamageLeftOut
from alignment_desktop.domain.log_entries import (
    AgreementCarried,
    AgreementChanged,
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.review_entries import ACTION, ReviewChanged
from alignment_desktop.domain.review_figures import ReviewFigures
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
    ReviewFrozen,
    VersionDeclined,
    VersionSigned,
)
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.problems import filled
from alignment_desktop.phrasing.reviews import changed_fields_text
from alignment_desktop.words.language import Language, user_language

_CONSENTS = (ConsentGiven, ConsentTakenBack)
_SHOWN_DIGITS = 16
_NAMED = 4  # clauses that a sentence names; the others are counted


def log_text(
    changes: Sequence[Change] | None, actor: Actor, action: str, language: Language | None = None
) -> str:
    """What one entry of the log did, in one sentence for each sort of change.

    Args:
        changes: What it changed; None where that cannot be read.
        actor: Who did it.
        action: As what it was done, such as `undo`.
        language: In whose words; the user's where None.
    """
    words = language or user_language()
    if changes is None:
        return words.say("log.unreadable")
    edited = {change.thing for change in changes if isinstance(change, ClauseChanged)}
    carried = {change.agreement for change in changes if isinstance(change, AgreementCarried)}
    answered = {
        (change.agreement, change.kind, change.key)
        for change in changes
        if isinstance(change, ProposalAnswered | AnswerTakenBack)
    }
    told: dict[str, list[Change]] = {}
    for change in changes:
        # The agreement was begun with clauses of another: one sentence tells of all of it.
        if isinstance(change, AgreementChanged | ClauseChanged) and change.agreement in carried:
            continue
        # What an answer does to the clause is told with the answer.
        if answered and (change.thing in answered or change.thing[:-1] in answered):
            continue
        # Who writes a clause agrees to it in the same change, and touches the agreement: told once.
        if edited and (change.thing[:-1] in edited or change.phase == "touched"):
            continue
        told.setdefault(_log_code(change, actor), []).append(change)
    who = _who(actor, words)
    text = " ".join(_log_sentence(code, its, who, words) for code, its in told.items())
    return words.say("log.undo", text=text.rstrip(".")) if action == "undo" else text


def _log_code(change: Change, actor: Actor) -> str:
    code = "-".join(filter(None, (change.event, change.phase)))
    of_other = isinstance(change, _CONSENTS) and change.party != actor.party and not change.phase
    return f"log.{code}-for" if of_other else f"log.{code}"


def _who(actor: Actor, words: Language) -> str:
    """Who acts, at the beginning of a sentence."""
    party = choice_text(actor.party, words) if actor.party else ""
    if actor.person and party:
        return words.facts.by_party(person=actor.person, party=party)
    return actor.person or party or words.facts.somebody()


def _log_sentence(code: str, changes: Sequence[Change], who: str, words: Language) -> str:
    names = [
        clause_name(change.kind, change.key)
        for change in changes
        if isinstance(change, (ClauseChanged, *_CONSENTS))
    ]
    if names:
        clauses = words.facts.separator().join(names[:_NAMED])
        if len(names) > _NAMED:
            clauses = words.facts.more(names=clauses, count=len(names) - _NAMED)
        party = getattr(changes[0], "party", "")
        party = choice_text(party, words) if party else ""
        return words.say(code, who=who, clauses=clauses, party=party)
    template = words.variant(code, "command") or code
    texts = (filled(template, {**_facts_of(each, words), "who": who}, words) for each in changes)
    return " ".join(dict.fromkeys(texts))


def _facts_of(change: Change, words: Language) -> dict[str, object]:
    facts: dict[str, object] = {each.name: getattr(change, each.name) for each in fields(change)}
    if isinstance(change, DiscussionChange):
        facts |= {"clause": change.clause, "proposal": change.number}
    if isinstance(change, ReviewChanged):
        facts["review"] = period_text(change.review, words, year=True)
        facts["fields"] = changed_fields_text(change, words) if change.sort == ACTION else ""
    if isinstance(change, AuthorityMade | IdentityIssued):
        facts["short"] = _shortened(change.fingerprint)
    if isinstance(change, IdentityIssued | VersionDeclined):
        facts["party"] = choice_text(change.party, words)
    if isinstance(change, VersionSigned):
        its = words.facts
        signers = [
            its.by_party(person=each.name, party=choice_text(each.party, words))
            for each in change.signatures
        ]
        facts["signers"] = its.separator().join(signers)
    if isinstance(change, VersionSigned | VersionDeclined) and change.review is not None:
        facts["review"] = period_text(change.review, words, year=True)
    if isinstance(change, ReviewFrozen | ReviewFigures):
        facts["review"] = period_text(change.period, words, year=True)
        facts["short"] = _shortened(str(facts.get("content_hash", "")))
    if isinstance(change, AgreementChanged):
        facts["label"] = change.after.label
    if isinstance(change, DamageLeftOut):
        its = words.facts
        parts = [its.import_(number=number) for number in change.batches]
        parts += [its.version(number=number) for _, number in change.versions]
        parts += [its.kept_file(sha256=_shortened(each)) for each in change.files]
        parts += [its.changes(change.changes, count=change.changes)] if change.changes else []
        facts["parts"] = its.separator().join(parts)
    return facts


def _shortened(fingerprint: str) -> str:
    """The beginning of a hash, in groups that can be compared by eye."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, _SHOWN_DIGITS, 4))
