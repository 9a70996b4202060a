"""Times opening an identity, signing, and verifying two signatures: `signing.py [--runs 5]`.

Verifying is compared, in the same run, with the signing library's own verification of both
signatures, which asks less: it holds only each signature against what follows it, and trusts the
reader of the file. Ours reads every byte of the file by rules of its own, holds what was exported
against what this program writes, and what is printed against what is attached.
Prints the least of the runs, by the clock and of the processor, in milliseconds; imports are made
before.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.signing.certificates import (
    Certificate,
    Identity,
    make_authority,
    make_identity,
    opened,
    sealed,
)
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.documents.signing.verifying import Trusted, verify
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.signatures import BOTH, SPONSOR
from alignment_desktop.paths import resource_path

_AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
_PASSPHRASE = "correct horse"


def _exported() -> bytes:
    """A version of the sample agreement that two people sign."""
    path = resource_path("templates/sample/agreement.en.toml")
    read = read_text(path.read_text(encoding="utf-8"))
    clauses = {
        key: clause
        for key, clause in read.clauses.items()
        if getattr(clause, "role", "") != SPONSOR
    }
    agreement = Agreement(read.label or "", clauses).with_full_names()
    return agreement_pdf(AgreementDocument(agreement, _AT, version=1, since=date(2026, 10, 1)))


def _signed(content: bytes, party: str, identity: Identity) -> bytes:
    name = identity.certificate.name
    return sign(
        content,
        party,
        signing_key(identity),
        first=party == "sales",
        at=_AT,
        mark=Mark(typed=name),
        lines=(name, "1 October 2026"),
    )


def _by_library(content: bytes, authority: Certificate) -> bool:
    """Whether the signing library alone finds both signatures sound."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    reader = PdfFileReader(io.BytesIO(content), strict=True)
    found = []
    for each in reader.embedded_signatures:
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(authority.der)], moment=_AT, allow_fetching=False
        )
        found.append(asyncio.run(async_validate_pdf_signature(each, context)))
    return len(found) == 2 and all(each.bottom_line for each in found)


def _least(runs: int, work: Callable[[], object]) -> tuple[float, float]:
    """The least time by the clock, and of the processor, in milliseconds."""
    work()
    clock, processor = [], []
    for _ in range(runs):
        begun = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    return 1000 * min(clock), 1000 * min(processor)


def main(words: Sequence[str]) -> int:
    """Prints the times; 1 where a verdict is not the right one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(words).runs
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    authority = make_authority("Northwind", _AT)
    sales = make_identity("Marie Lindner", "sales", _AT, authority=authority)
    marketing = make_identity("Daniel Okafor", "marketing", _AT, authority=authority)
    file = sealed(sales, _PASSPHRASE)
    content = _exported()
    once = _signed(content, "sales", sales)
    twice = _signed(once, "marketing", marketing)
    trusted = Trusted(authorities=(authority.certificate,))
    if verify(twice, trusted, _AT).verdict != BOTH:
        print("The file is not found to be signed by both.", file=sys.stderr)
        return 1
    print(f"{len(twice):,} bytes with two signatures, least of {runs} runs, in milliseconds")
    steps: dict[str, Callable[[], object]] = {
        "opening an identity": lambda: opened(file, _PASSPHRASE, "a.p12"),
        "signing first": lambda: _signed(content, "sales", sales),
        "signing second": lambda: _signed(once, "marketing", marketing),
        "verifying two": lambda: verify(twice, trusted, _AT),
        "the library alone": lambda: _by_library(twice, authority.certificate),
    }
    took = {name: _least(runs, work) for name, work in steps.items()}
    print(f"{'':22}{'clock':>8}{'processor':>11}")
    for name, (clock, processor) in took.items():
        print(f"{name:22}{clock:8.0f}{processor:11.0f}")
    ratio = took["verifying two"][1] / took["the library alone"][1]
    print(f"verifying, as a part of the library's processor time: {ratio:.2f}")
    print(f"the library finds both sound: {_by_library(twice, authority.certificate)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
