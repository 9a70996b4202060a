"""Verdicts on signed files in words, each with its tone and its drawing."""

from __future__ import annotations

from alignment_desktop.domain.signatures import (
    BOTH,
    CHANGED,
    DAMAGED,
    FIELDS,
    ONE,
    SIGNERS,
    SPONSOR,
    UNRECOGNISED,
    UNSIGNED,
    Verification,
)
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import capital

_LOOKS = {
    BOTH: ("kept", "verification"),
    ONE: ("accent", "sign"),
    CHANGED: ("missed", "warning"),
    UNRECOGNISED: ("at_risk", "people"),
    UNSIGNED: ("muted", "minus"),
    DAMAGED: ("missed", "close"),
}
_GROUP = 4
"""Digits of a fingerprint that are read in one go."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as it is shown.

    Attributes:
        title: It in a few words.
        meaning: What it says, in a sentence.
        tone: The token of its colour.
        icon: The name of its drawing.
    """

    title: str
    meaning: str
    tone: str
    icon: str


def signer_words(party: str) -> str:
    """What a party that signs is called."""
    return wording().signing.sponsor() if party == SPONSOR else party_words(party)


def verdict_words_of(found: Verification) -> Verdict:
    """The verdict on a file in words."""
    its = wording().verification
    if found.verdict == DAMAGED and broken_fields(found):
        # It can be read; what was signed is not what can be read.
        return Verdict(its.verdict_changed(), its.means_broken(), *_LOOKS[CHANGED])
    signed = [each.party for each in found.signatures]
    waiting = [party for party in found.expected if party not in signed]
    titles = {
        BOTH: its.verdict_both() if len(found.expected) <= 2 else its.verdict_all(),
        ONE: its.verdict_one(),
        CHANGED: its.verdict_changed(),
        UNRECOGNISED: its.verdict_unrecognised(),
        UNSIGNED: its.verdict_unsigned(),
        DAMAGED: its.verdict_damaged(),
    }
    if found.verdict == ONE and len(signed) > 1:
        titles[ONE] = its.verdict_some(count=len(signed), whole=len(found.expected))
    meanings = {
        BOTH: its.means_both(),
        ONE: its.means_one(len(waiting), names=_listed(signed), waiting=_listed(waiting)),
        CHANGED: its.means_changed(),
        UNRECOGNISED: its.means_unrecognised(),
        UNSIGNED: its.means_unsigned(),
        DAMAGED: its.means_damaged(),
    }
    tone, icon = _LOOKS[found.verdict]
    return Verdict(titles[found.verdict], meanings[found.verdict], tone, icon)


def broken_fields(found: Verification) -> frozenset[str]:
    """The names of the fields whose signatures were altered, or cover what was."""
    return frozenset(
        str(each.facts.get("field", ""))
        for each in found.reasons
        if each.code == "verify-signature-broken"
    )


def absence_words(found: Verification, party: str) -> Chip:
    """What stands in the place of a party without a signature that counts."""
    its = wording().verification
    if found.verdict not in (DAMAGED, CHANGED):
        return Chip(its.not_signed_yet(), "neutral")
    broken = FIELDS.get(party) in broken_fields(found)
    return Chip(its.none_that_holds(), "missed" if broken else "neutral")


def fingerprint_words(fingerprint: str) -> str:
    """A fingerprint in groups, as it is read to somebody on the telephone."""
    return " ".join(
        fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP)
    ).upper()


def _listed(parties: list[str]) -> str:
    ordered = sorted(parties, key=lambda party: SIGNERS.index(party) if party in SIGNERS else 9)
    return capital(user_language().listed(signer_words(party) for party in ordered))
