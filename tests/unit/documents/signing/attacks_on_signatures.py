"""Forged, emptied and moved signatures (universal forgery and wrapping)."""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Pdf, String

from alignment_desktop.domain.signatures import CHANGED, DAMAGED
from tests.unit.documents.signing.attacks import attack, contents_at, replaced
from tests.unit.documents.signing.revising import (
    identifier,
    numbered,
    revised,
)
from tests.unit.documents.signing.signed_samples import (
    twice,
)


@attack(CHANGED, "verify-range")
def a_signature_does_not_say_what_it_covers() -> bytes:
    return replaced(twice(), b"/ByteRange", b"/ByteRangf")


@attack(CHANGED, "verify-range")
def a_signature_covers_nothing() -> bytes:
    return ranges("[]")


@attack(CHANGED, "verify-range")
def a_signature_covers_no_byte() -> bytes:
    return ranges("[0 0 0 0]")


@attack(CHANGED, "verify-range")
def a_signature_covers_less_than_nothing() -> bytes:
    first, second, third, fourth = last_ranges()
    return ranges(f"[{first} -{second} {third} {fourth}]")


@attack(CHANGED, "verify-range")
def a_signature_leaves_a_larger_gap() -> bytes:
    first, second, third, fourth = last_ranges()
    return ranges(f"[{first} {second - 60} {third} {fourth}]")


@attack(CHANGED, "verify-range")
def a_signature_ends_before_its_revision() -> bytes:
    first, second, third, fourth = last_ranges()
    return ranges(f"[{first} {second} {third} {fourth - 9}]")


@attack(CHANGED, "verify-range")
def a_signature_covers_more_parts() -> bytes:
    first, second, third, fourth = last_ranges()
    return ranges(f"[{first} {second} {third} {fourth} 5 5]")


@attack(CHANGED, "verify-signature-empty")
def a_signature_is_missing() -> bytes:
    return replaced(twice(), b"/Contents <", b"/Contentz <")


@attack(CHANGED, "verify-signature-empty")
def a_signature_is_null() -> bytes:
    start, end = contents_at(twice())
    return twice()[: start - 1] + b"null".ljust(end - start + 2) + twice()[end + 1 :]


@attack(CHANGED, "verify-signature-empty")
def a_signature_is_all_zeros() -> bytes:
    start, end = contents_at(twice())
    return twice()[:start] + b"0" * (end - start) + twice()[end:]


@attack(CHANGED, "verify-signature-empty")
def a_signature_is_of_another_kind() -> bytes:
    return replaced(twice(), b"ETSI.CAdES.detached", b"adbe.x509.rsa_sha1")


def last_ranges() -> tuple[int, int, int, int]:
    first, second, third, fourth = re.findall(rb"/ByteRange \[([\d ]+)\]", twice())[-1].split()
    return int(first), int(second), int(third), int(fourth)


def ranges(text: str) -> bytes:
    """The file with other ranges in its last signature, none of its bytes moved."""
    found = list(re.finditer(rb"\[[\d ]+\] *(?=\n/Type /Sig)", twice()))[-1]
    new = text.encode().ljust(found.end() - found.start())
    assert len(new) == found.end() - found.start()
    return twice()[: found.start()] + new + twice()[found.end() :]


@attack(CHANGED, "verify-signature-replaced")
def a_signature_is_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        value = pdf.Root.AcroForm.Fields[1].V
        value.Name = String("Somebody else")
        return [value]

    return revised(twice(), change)


@attack(DAMAGED, "verify-unreadable")
def the_signed_bytes_are_moved_behind_other_content() -> bytes:
    """Wrapping: the ranges jump over a whole revision that stands within the gap."""
    first, second, third, fourth = last_ranges()
    number = numbered(twice(), lambda pdf: pdf.Root.AcroForm.Fields[1].V)
    root = numbered(twice(), lambda pdf: pdf.Root)
    head, tail = twice()[:third], twice()[third:]
    value = b"<< /Type /Sig /ByteRange [%d %d %d %d] >>" % (first, second, third + 4000, fourth)
    inserted = bytearray(b" ")
    place = len(head) + len(inserted)
    inserted += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table = len(head) + len(inserted)
    inserted += b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    inserted += b"trailer\n<< /Root %d 0 R /Size 5000 /ID %s >>\n" % (root, identifier(twice()))
    inserted += b"startxref\n%d\n%%%%EOF\n" % table
    return head + bytes(inserted).ljust(4000) + tail


@attack(CHANGED, "verify-bytes-between")
def other_content_stands_in_the_gap() -> bytes:
    """Wrapping: the signature's room is longer than the signature, and holds an object."""
    _, second, third, _ = last_ranges()
    value = twice()[second:third]
    digits = value[1:-1].rstrip(b"0")
    digits += b"0" * (len(digits) % 2)
    shorter = b"<" + digits + b">"
    other = b" >>\nendobj\n7777 0 obj\n<< /Type /Page "
    room = len(value) - len(shorter)
    return twice()[:second] + shorter + other.ljust(room) + twice()[third:]
