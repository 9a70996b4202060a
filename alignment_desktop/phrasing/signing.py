"""Signatures, verdicts on signed files, and how far a signing is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.domain.signatures import (
    AUTHORITY,
    BOTH,
    ONE,
    UNSIGNED,
    Signature,
    Verification,
)
from alignment_desktop.domain.signing_state import DECLINED, SIGNED, SigningState
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import moment_text, period_text
from alignment_desktop.words.language import Language


def verdict_text(found: Verification, words: Language) -> str:
    """The verdict on a file, in one sentence."""
    if found.verdict == BOTH and len(found.expected) > 2:
        return words.signatures.all_signed()
    if found.verdict == ONE:
        parties = [each.party for each in found.signatures]
        return words.signatures.some_signed(parties=_listed(parties, words))
    return words.say(f"signatures.verdict-{found.verdict}")


def signer_text(signature: Signature, title: str, words: Language) -> str:
    """Who signed, when, by whose clock, and how well that is proved."""
    its = words.signatures
    name = its.with_title(name=signature.name, title=title) if title else signature.name
    party = choice_text(signature.party, words)
    if signature.time is None:
        said = its.signer_without_time(party=party, name=name, level=signature.level)
    else:
        stamped = signature.time_source == AUTHORITY
        when = its.signer_stamped if stamped else its.signer_by_clock
        moment = moment_text(signature.time, words)
        said = when(party=party, name=name, moment=moment, level=signature.level)
    return said if signature.recognised else its.not_recognised(signer=said)


def state_text(state: SigningState, words: Language) -> str:
    """How far the signing of a version, or of a frozen review, is, in one sentence."""
    if state.review is not None:
        return _review_text(state, period_text(state.review, words, year=True), words)
    its, number = words.signatures, state.version
    if state.state == SIGNED:
        parties = _listed(state.signed, words)
        return its.state_signed(number=number, parties=parties)
    if state.state == DECLINED and state.refusal is not None:
        party = choice_text(state.refusal.party, words)
        return its.state_declined(number=number, party=party, reason=state.refusal.reason)
    waiting = choice_text(state.waiting_for or "", words)
    if not state.signed:
        return its.state_to_sign(number=number, waiting=waiting)
    parties = _listed(state.signed, words)
    return its.state_partly(number=number, parties=parties, waiting=waiting)


def _review_text(state: SigningState, review: str, words: Language) -> str:
    its, number = words.signatures, state.version
    parties = _listed(state.signed, words)
    if state.state == SIGNED:
        return its.review_signed(review=review, number=number, parties=parties)
    if state.state == DECLINED and state.refusal is not None:
        party = choice_text(state.refusal.party, words)
        reason = state.refusal.reason
        return its.review_declined(review=review, number=number, party=party, reason=reason)
    waiting = choice_text(state.waiting_for or "", words)
    if not state.signed:
        return its.review_to_sign(review=review, number=number, waiting=waiting)
    return its.review_partly(review=review, number=number, parties=parties, waiting=waiting)


def verdict_of(state: SigningState) -> str:
    """The verdict on the newest signed file of a version, as `verify` gives it."""
    if not state.signed:
        return UNSIGNED
    return BOTH if len(state.signed) == len(state.expected) else ONE


def _listed(parties: Sequence[str], words: Language) -> str:
    return words.listed(choice_text(each, words) for each in parties)
