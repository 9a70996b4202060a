"""One agreement, signed once for all tests: by sales, then by marketing, and what trusts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.signing.certificates import (
    Identity,
    make_authority,
    make_identity,
)
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.documents.signing.verifying import Trusted, verify
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.signatures import Verification

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 2, tzinfo=UTC)
_AGREEMENT = """
[agreement]
label = "2026-Q4"
title = "How we sell gardens this autumn"
organisation = "Spade & Söhne"
currency = "CHF"
handover_stage = "qualified"
[agreement.period]
start = 2026-10-01
end = 2026-12-31

[[person]]
key = "head-of-sales"
name = "Marie Lindner"
party = "sales"
role = "leader"

[[person]]
key = "head-of-marketing"
name = "Daniel Okafor"
party = "marketing"
role = "leader"

[[stage]]
key = "qualified"
name = "Qualified"
definition = "Somebody with a budget"

[[commitment]]
key = "leads"
name = "Qualified leads"
party = "marketing"
measure = "count"
from = "entered.qualified"
target = ">= 60"
every = "month"

[[meeting]]
key = "round"
name = "Monday round"
every = "two weeks"
weekday = "mon"
time = 08:30:00
attendees = ["head-of-sales", "head-of-marketing"]
"""
SPONSOR = """
[[person]]
key = "ingrid"
name = "Ingrid Halvorsen"
role = "sponsor"
"""


@dataclass(frozen=True)
class People:
    """Who signs, and whose certificate vouches for them."""

    authority: Identity
    sales: Identity
    marketing: Identity
    sponsor: Identity

    @property
    def trusted(self) -> Trusted:
        return Trusted(authorities=(self.authority.certificate,))


@cache
def people() -> People:
    authority = make_authority("Northwind", AT)

    def made(name: str, party: str) -> Identity:
        return make_identity(name, party, AT, organisation="Northwind", authority=authority)

    return People(
        authority,
        made("Marie Lindner", "sales"),
        made("Daniel Okafor", "marketing"),
        made("Ingrid Halvorsen", "sponsor"),
    )


def exported(paper: str = "a4", more: str = "") -> bytes:
    """A version as the program exports it."""
    return _exported(paper, more)


@cache
def _exported(paper: str, more: str) -> bytes:
    read = read_text(_AGREEMENT + more)
    agreement = Agreement(read.label or "", dict(read.clauses)).with_full_names()
    document = AgreementDocument(agreement, AT, version=1, since=date(2026, 10, 1), paper=paper)
    return agreement_pdf(document)


def signed_by(
    content: bytes,
    party: str,
    identity: Identity,
    authority: TimeStampAuthority | None = None,
    *,
    first: bool | None = None,
) -> bytes:
    """The file with one more signature."""
    name = identity.certificate.name
    return sign(
        content,
        party,
        signing_key(identity),
        first=party == "sales" if first is None else first,
        at=AT,
        mark=Mark(typed=name),
        lines=(name, "1 October 2026"),
        authority=authority,
    )


def once(paper: str = "a4") -> bytes:
    return _signed(paper)[0]


def twice(paper: str = "a4") -> bytes:
    return _signed(paper)[1]


@cache
def _signed(paper: str) -> tuple[bytes, bytes]:
    """A file that sales signed, and the same that marketing signed as well."""
    first = signed_by(exported(paper), "sales", people().sales)
    return first, signed_by(first, "marketing", people().marketing)


def sales_signs(content: bytes) -> bytes:
    """A prepared file, which sales signs unsuspectingly."""
    return signed_by(content, "sales", people().sales)


def verdict_on(content: bytes, trusted: Trusted | None = None) -> Verification:
    return verify(content, trusted or people().trusted, NOW)
