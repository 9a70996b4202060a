"""What a signed document is judged by: who signs in which order, and the verdicts there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

SALES, MARKETING, SPONSOR = "sales", "marketing", "sponsor"
SIGNERS = (SALES, MARKETING, SPONSOR)
"""Who signs, in the order in which they do; a sponsor only where the agreement names one."""
FIELDS: Mapping[str, str] = {SALES: "Sales", MARKETING: "Marketing", SPONSOR: "Sponsor"}
"""The names of their fields in the file; none is the beginning of another."""

DAMAGED, UNSIGNED, CHANGED = "damaged", "unsigned", "changed"
UNRECOGNISED, ONE, BOTH = "unrecognised", "one", "both"
VERDICTS = (DAMAGED, UNSIGNED, CHANGED, UNRECOGNISED, ONE, BOTH)
"""The verdicts on a file; the first that applies is given."""

AUTHORITY, COMPUTER = "authority", "computer"
"""Whose clock a time comes from: a time stamp authority's, or the signer's computer's."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file, as far as it could be read.

    Attributes:
        party: `sales`, `marketing` or `sponsor`.
        name: The signer's name in the certificate.
        time: When it was signed; None where the file does not say.
        time_source: `authority`, where a trusted time stamp proves the time; else `computer`.
        fingerprint: SHA-256 of the certificate, in hex.
        recognised: Whether the certificate is one of that party's.
        level: `B-B`, `B-T` or `B-LT`.
        until: When the certificate expires.
    """

    party: str
    name: str
    time: datetime | None
    time_source: str
    fingerprint: str
    recognised: bool
    level: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a file proves.

    Attributes:
        verdict: One of `VERDICTS`.
        signatures: The signatures, in their order in the file.
        content_matches: Whether what is printed, attached and, with a workspace, stored agree;
            None where nothing is attached.
        reasons: Why the verdict is not a better one, the gravest first.
        remarks: What else a reader should know.
        expected: The parties that the file has a field for, in order.
    """

    verdict: str
    signatures: tuple[Signature, ...] = ()
    content_matches: bool | None = None
    reasons: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    expected: tuple[str, ...] = ()


def next_signer(expected: Sequence[str], signed: Sequence[str]) -> str | None:
    """The party whose turn it is; None where all of them signed."""
    return next((party for party in expected if party not in signed), None)
