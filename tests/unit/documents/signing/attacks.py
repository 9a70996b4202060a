"""Files as those make them who would have others read something else than was signed.

They follow the published attacks on signed PDFs: universal forgery, incremental saving and
wrapping; shadow attacks; annotations and signatures that slip in; and what our own program could
do in other hands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.documents.signing.signed_samples import (
    twice,
)


@dataclass(frozen=True)
class Attack:
    """A file, and what is to be said of it.

    Attributes:
        make: Makes it.
        verdict: The verdict that it must get.
        code: Why: one of the reasons that are given.
        original: What it stands in for.
    """

    make: Callable[[], bytes]
    verdict: str
    code: str
    original: Callable[[], bytes] = twice


ATTACKS: dict[str, Attack] = {}


def attack(
    verdict: str, code: str, original: Callable[[], bytes] = twice
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Keeps a function as the maker of an attack, under its own name."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[make.__name__] = Attack(make, verdict, code, original)
        return make

    return keep


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    changed = bytearray(content)
    changed[at] ^= bit
    return bytes(changed)


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The last place of some bytes with others in place of them, as long as they were."""
    at = content.rindex(old)
    assert len(new) <= len(old)
    return content[:at] + new.ljust(len(old)) + content[at + len(old) :]


def contents_at(content: bytes) -> tuple[int, int]:
    """From where to where the digits of the last signature go."""
    found = list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", content))[-1]
    return found.span(1)
