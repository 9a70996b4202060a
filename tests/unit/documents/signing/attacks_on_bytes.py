"""Attacks that change single bytes, write the whole file anew, or break its readers."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNSIGNED
from tests.unit.documents.signing.attacks import attack, contents_at, flipped
from tests.unit.documents.signing.attacks_on_people import with_store
from tests.unit.documents.signing.revising import (
    numbered,
    saved_anew,
    with_objects,
)
from tests.unit.documents.signing.signed_samples import (
    exported,
    twice,
)


@attack(DAMAGED, "verify-signature-broken")
def a_byte_of_a_page_is_flipped() -> bytes:
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        stored = pdf.pages[0].Contents.read_raw_bytes()
    # The checksum of what is packed is read by nobody who shows the page.
    return flipped(twice(), twice().index(stored) + len(stored) - 2)


@attack(DAMAGED, "verify-signature-broken")
def a_byte_of_a_certificate_is_flipped() -> bytes:
    start, _ = contents_at(twice())
    return replaced_digit(twice(), start + 400)


@attack(DAMAGED, "verify-signature-broken")
def a_byte_of_a_signature_is_flipped() -> bytes:
    start, end = contents_at(twice())
    length = len(twice()[start:end].rstrip(b"0"))
    return replaced_digit(twice(), start + length - 3)


@attack(DAMAGED, "verify-signature-broken")
def a_byte_behind_a_signature_is_not_empty() -> bytes:
    _, end = contents_at(twice())
    return replaced_digit(twice(), end - 10)


def replaced_digit(content: bytes, at: int) -> bytes:
    digit = b"A" if content[at : at + 1] != b"A" else b"B"
    return content[:at] + digit + content[at + 1 :]


@attack(DAMAGED, "verify-unreadable")
def a_byte_of_the_syntax_is_flipped() -> bytes:
    return flipped(twice(), twice().rindex(b"endobj"))


@attack(DAMAGED, "verify-cut-off")
def the_file_is_cut_off() -> bytes:
    return twice()[: len(twice()) - 3000]


@attack(DAMAGED, "verify-cut-off")
def only_the_first_half_arrived() -> bytes:
    return twice()[: len(exported()) // 2]


@attack(CHANGED, "verify-saved-anew")
def the_file_is_saved_by_another_program() -> bytes:
    return saved_anew(twice())


@attack(CHANGED, "verify-saved-anew")
def the_file_is_arranged_for_the_web() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        pdf.save(target, linearize=True)
    return target.getvalue()


@attack(DAMAGED, "verify-encrypted")
def the_file_is_encrypted() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="x", user=""))
    return target.getvalue()


@attack(UNSIGNED, "")
def the_signatures_are_taken_out_and_the_file_saved() -> bytes:
    def strip(pdf: Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            del field.V
        del pdf.Root.Perms

    return saved_anew(twice(), strip)


@attack(DAMAGED, "verify-unreadable")
def values_lie_in_each_other_without_end() -> bytes:
    root = numbered(twice(), lambda pdf: pdf.Root)
    deep = b"[" * 100_000 + b"]" * 100_000
    return with_objects(twice(), {6000: deep}, 6001, f"/Root {root} 0 R")


@attack(DAMAGED, "verify-unreadable")
def a_small_stream_unpacks_to_a_large_one() -> bytes:
    packed = zlib.compress(bytes(40_000_000), 1)

    def make(pdf: Pdf) -> Any:
        stored = Stream(pdf, packed)
        stored.stream_dict.Filter = Name.FlateDecode
        return Dictionary(Certs=Array([pdf.make_indirect(stored)]))

    return with_store(make)
