"""Files as those make them who would have others read something else than was signed.

They follow the published attacks on signed PDFs: universal forgery, incremental saving and
wrapping; shadow attacks; annotations and signatures that slip in; and what our own program could
do in other hands.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from alignment_desktop.documents.signing.certificates import Identity, make_identity
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNRECOGNISED, UNSIGNED
from tests.unit.documents.signing.revising import (
    identifier,
    last_table,
    numbered,
    revised,
    saved_anew,
    with_objects,
    written,
)
from tests.unit.documents.signing.signed_samples import (
    AT,
    exported,
    once,
    people,
    sales_signs,
    signed_by,
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


# Single bytes.


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


# The whole file written anew.


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


# Added behind the signatures.


def page_of(pdf: Pdf) -> Any:
    return pdf.pages[0].obj


@attack(CHANGED, "verify-page-changed")
def a_page_is_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        page = page_of(pdf)
        page.Contents = pdf.make_indirect(Stream(pdf, b"0 0 1 rg 50 50 200 200 re f"))
        return [page, page.Contents]

    return revised(twice(), change)


@attack(CHANGED, "verify-page-changed")
def the_content_of_a_page_is_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        contents = page_of(pdf).Contents
        contents.write(contents.read_bytes() + b" 1 1 1 rg 0 0 900 900 re f")
        return [contents]

    return revised(twice(), change)


@attack(CHANGED, "verify-page-changed")
def the_pages_change_their_order() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        kids = list(pdf.Root.Pages.Kids)
        pdf.Root.Pages.Kids = Array([kids[1], kids[0], *kids[2:]])
        return [pdf.Root.Pages]

    return revised(twice(), change)


def note(pdf: Pdf, subtype: str = "/FreeText") -> Any:
    shown = Stream(pdf, b"1 1 1 rg 0 0 300 80 re f")
    shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 80])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name(subtype),
            Rect=Array([50, 600, 350, 680]),
            F=4,
            AP=Dictionary(N=pdf.make_indirect(shown)),
        )
    )


@attack(CHANGED, "verify-annotation-changed")
def a_note_covers_a_page() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        made, page = note(pdf), page_of(pdf)
        page.Annots.append(made)
        return [page, made, made.AP.N]

    return revised(twice(), change)


@attack(CHANGED, "verify-annotation-changed")
def a_link_leads_elsewhere() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", []):
                if link.Subtype == "/Link":
                    link.Rect = Array([0, 0, 600, 800])
                    return [link]
        raise AssertionError

    return revised(twice(), change)


@attack(CHANGED, "verify-attachment-changed")
def the_attached_data_are_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        stored = pdf.Root.AF[0].EF.F
        stored.write(stored.read_bytes().replace(b">= ", b"<= "))
        return [stored]

    return revised(twice(), change)


@attack(CHANGED, "verify-attachment-changed")
def other_data_are_attached() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        stored = pdf.make_indirect(Stream(pdf, b"label = 1"))
        about = Dictionary(Type=Name.Filespec, F=String("a.toml"), EF=Dictionary(F=stored))
        file = pdf.make_indirect(about)
        pdf.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(Names=Array([String("agreement.toml"), file]))
        )
        return [pdf.Root, stored, file]

    return revised(twice(), change)


@attack(CHANGED, "verify-script-added")
def a_script_runs_when_the_file_is_opened() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-script-added")
def a_script_is_named() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        names = Dictionary(dict(pdf.Root.Names.items()))
        names.JavaScript = Dictionary(Names=Array([String("a"), action]))
        pdf.Root.Names = names
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-script-added")
def something_runs_when_a_page_is_shown() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        page = page_of(pdf)
        page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        return [page]

    return revised(twice(), change)


@attack(CHANGED, "verify-layers-added")
def layers_are_added() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        return [pdf.Root, layer]

    return revised(twice(), change)


@attack(CHANGED, "verify-font-changed")
def a_typeface_is_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        face = next(iter(page_of(pdf).Resources.Font.values()))
        face.ToUnicode = face.DescendantFonts[0].FontDescriptor.FontFile2
        face.BaseFont = Name("/Other")
        return [face]

    return revised(twice(), change)


@attack(CHANGED, "verify-font-changed")
def the_outlines_of_letters_are_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        faces = list(page_of(pdf).Resources.Font.values())
        files = [each.DescendantFonts[0].FontDescriptor.FontFile2 for each in faces]
        files[0].write(files[-1].read_bytes())
        files[0].Length1 = 5
        return [files[0]]

    return revised(twice(), change)


@attack(CHANGED, "verify-object-changed")
def what_a_screen_reader_says_is_replaced() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        element = pdf.Root.StructTreeRoot.K
        element.ActualText = String("Nothing is promised.")
        return [element]

    return revised(twice(), change)


@attack(CHANGED, "verify-catalogue-changed")
def another_catalogue_is_named() -> bytes:
    made: list[int] = []

    def change(pdf: Pdf) -> list[Any]:
        other = pdf.make_indirect(Dictionary(dict(pdf.Root.items())))
        made.append(other.objgen[0])
        return [other]

    revised(twice(), change)
    return revised(twice(), change, root=f"{made[0]} 0 R")


@attack(CHANGED, "verify-object-added")
def content_is_added_that_nothing_shows_yet() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        return [pdf.make_indirect(Stream(pdf, b"0 0 1 rg 0 0 900 900 re f"))]

    return revised(twice(), change)


@attack(CHANGED, "verify-object-changed")
def a_stream_of_objects_is_replaced() -> bytes:
    """Objects that stand in a stream of the first revision change with it."""
    found = re.search(rb"(\d+) 0 obj\n<< /Type /ObjStm ", exported())
    assert found is not None
    root = numbered(twice(), lambda pdf: pdf.Root)
    value = b"<< /Type /ObjStm /N 0 /First 0 /Length 0 >>\nstream\n\nendstream"
    return with_objects(twice(), {int(found[1]): value}, 5000, f"/Root {root} 0 R")


@attack(CHANGED, "verify-object-removed")
def an_object_is_taken_away() -> bytes:
    number = numbered(twice(), lambda pdf: page_of(pdf).Contents)
    root = numbered(twice(), lambda pdf: pdf.Root)
    return with_objects(twice(), {}, 5000, f"/Root {root} 0 R", freed=[number])


@attack(CHANGED, "verify-bytes-behind")
def an_object_is_added_without_a_table() -> bytes:
    return twice() + b"9999 0 obj\n<< /Type /Page >>\nendobj\n"


@attack(CHANGED, "verify-bytes-behind")
def an_object_is_added_with_the_old_table() -> bytes:
    end = b"startxref\n%d\n%%%%EOF\n" % last_table(twice())
    return twice() + b"9999 0 obj\n<< /Type /Page >>\nendobj\n" + end


@attack(CHANGED, "verify-bytes-behind")
def bytes_stand_behind_the_end() -> bytes:
    return twice() + b"\nThis was never agreed.\n"


@attack(CHANGED, "verify-bytes-behind")
def another_file_stands_behind_the_end() -> bytes:
    return twice() + exported("letter")[:2000]


@attack(CHANGED, "verify-bytes-between")
def bytes_stand_between_objects() -> bytes:
    return revised(twice(), lambda _: [], junk=b"% a comment that is an object elsewhere\n")


@attack(CHANGED, "verify-bytes-between")
def an_object_stands_twice_in_a_revision() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        return [pdf.Root]

    root = numbered(twice(), lambda pdf: pdf.Root)
    junk = b"%d 0 obj\n<< /Type /Catalog >>\nendobj\n" % root
    return revised(twice(), change, junk=junk)


@attack(CHANGED, "verify-two-tables")
def a_table_names_a_second_one() -> bytes:
    made = revised(twice(), lambda _: [])
    end = made[len(twice()) :].replace(b"/Prev", b"/XRefStm %d /Prev" % last_table(twice()))
    return twice() + end


@attack(DAMAGED, "verify-unreadable")
def tables_name_each_other() -> bytes:
    made = revised(twice(), lambda _: [])
    table = last_table(made)
    return made.replace(b"/Prev %d" % last_table(twice()), b"/Prev %d" % table)


# Forged signatures.


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


# Prepared before anybody signed (shadow attacks).


def prepared(change: Callable[[Pdf], None]) -> bytes:
    """The exported file with something hidden in it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(exported())) as pdf:
        change(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


@attack(CHANGED, "verify-base-layer")
def a_layer_hides_content_when_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page_of(pdf).Resources.Properties = Dictionary(L=layer)

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-annotation")
def a_stamp_lies_over_content_when_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        page_of(pdf).Annots.append(note(pdf, "/Stamp"))

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-foreign")
def a_picture_lies_over_content_when_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        picture = Stream(pdf, bytes(3))
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width = picture.Height = 1
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
        page_of(pdf).Resources.XObject = Dictionary(I=picture)

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-fields")
def a_field_shows_something_before_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm.Fields[1].AP.N.write(b"0 0 0 rg 0 0 300 80 re f")

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-fields")
def a_field_of_text_is_there_when_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        field = note(pdf, "/Widget")
        field.FT, field.T, field.V = Name.Tx, String("Price"), String("95%")
        page_of(pdf).Annots.append(field)
        pdf.Root.AcroForm.Fields.append(field)

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-unreachable")
def a_second_content_waits_in_the_file() -> bytes:
    """Hide and replace: an object that nothing shows, until a later table names it."""
    number = 3000
    hidden = b"<< /Length 29 >>\nstream\n0 0 1 rg 0 0 900 900 re f    \nendstream"
    base = prepared(lambda _: None)
    root = numbered(base, lambda pdf: pdf.Root)
    return sales_signs(unlisted(base, number, hidden, root))


def unlisted(base: bytes, number: int, value: bytes, root: int) -> bytes:
    """The file as one revision with an object more, which nothing refers to."""
    with pikepdf.open(io.BytesIO(base)) as pdf:
        objects = {each.objgen[0]: written(each) for each in pdf.objects if each.objgen[0]}
        info = pdf.trailer.Info.objgen[0]
    for each, content in list(objects.items()):
        if re.search(rb"/Type /(ObjStm|XRef)", content[:200]):
            del objects[each]
    body = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")
    places = {}
    for each, content in {**objects, number: value}.items():
        places[each] = len(body)
        body += b"%d 0 obj\n" % each + content + b"\nendobj\n"
    table = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for each, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (each, place)
    trailer = b"<< /Root %d 0 R /Info %d 0 R /Size %d /ID %s >>" % (
        root,
        info,
        number + 1,
        identifier(base),
    )
    body += b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(body)


@attack(CHANGED, "verify-base-script")
def a_script_waits_in_the_file() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-script")
def a_link_starts_a_program() -> bytes:
    def change(pdf: Pdf) -> None:
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        link = next(each for each in links if each.Subtype == "/Link")
        link.A = Dictionary(S=Name.Launch, F=String("a.exe"))

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-attachment")
def two_agreements_are_attached() -> bytes:
    def change(pdf: Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names.append(String("b.toml"))
        names.append(names[1])

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-attachment")
def data_of_another_name_are_attached() -> bytes:
    def change(pdf: Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names[0] = names[1].F = names[1].UF = String("b.toml")

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-lock-missing")
def the_last_signature_locks_nothing() -> bytes:
    def change(pdf: Pdf) -> None:
        del pdf.Root.AcroForm.Fields[1].Lock

    return sales_signs(prepared(change))


@attack(CHANGED, "verify-base-fields")
def the_fields_stand_in_another_order() -> bytes:
    def change(pdf: Pdf) -> None:
        sales, marketing = pdf.Root.AcroForm.Fields
        pdf.Root.AcroForm.Fields = Array([marketing, sales])

    return sales_signs(prepared(change))


# Fields and signatures.


def with_third_signature(content: bytes, *, visible: bool) -> bytes:
    """One more signature in a field of its own, by somebody else."""
    import asyncio

    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(people().sponsor.certificate.der),
        signing_key=keys.PrivateKeyInfo.load(people().sponsor.key),
        cert_registry=None,  # type: ignore[arg-type, unused-ignore]
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    box = (50, 400, 400, 600) if visible else (0, 0, 0, 0)
    fields.append_signature_field(writer, fields.SigFieldSpec("Overlay", box=box))
    meta = signers.PdfSignatureMetadata(field_name="Overlay")
    output = asyncio.run(
        signers.PdfSigner(meta, signer).async_sign_pdf(writer, existing_fields_only=True)
    )
    return bytes(output.getvalue())


@attack(CHANGED, "verify-field-added", once)
def somebody_else_signs_a_field_of_their_own() -> bytes:
    return with_third_signature(once(), visible=True)


@attack(CHANGED, "verify-field-added", once)
def somebody_else_signs_out_of_sight() -> bytes:
    return with_third_signature(once(), visible=False)


@attack(CHANGED, "verify-field-changed")
def a_field_is_renamed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[1]
        field.T = String("Product")
        return [field]

    return revised(twice(), change)


@attack(CHANGED, "verify-field-changed")
def a_signed_field_shows_another_name() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[0]
        field.AP = Dictionary(N=note(pdf).AP.N)
        return [field, field.AP.N]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def a_signature_is_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        field = pdf.Root.AcroForm.Fields[1]
        del field.V
        return [field]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def all_fields_are_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        del pdf.Root.AcroForm
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-signature-removed")
def the_list_of_fields_is_emptied() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        pdf.Root.AcroForm.Fields = Array([])
        return [pdf.Root.AcroForm]

    return revised(twice(), change)


@attack(CHANGED, "verify-field-changed")
def the_signatures_are_swapped() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        one, other = pdf.Root.AcroForm.Fields
        one.V, other.V = other.V, one.V
        return [one, other]

    return revised(twice(), change)


@attack(CHANGED, "verify-order")
def marketing_signs_before_sales() -> bytes:
    return signed_by(exported(), "marketing", people().marketing, first=True)


@attack(CHANGED, "verify-not-certified")
def the_first_signature_does_not_certify() -> bytes:
    made = signed_by(exported(), "sales", people().sales, first=False)
    return signed_by(made, "marketing", people().marketing)


@attack(CHANGED, "verify-protection-changed")
def the_certification_is_taken_out() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        del pdf.Root.Perms
        return [pdf.Root]

    return revised(twice(), change)


@attack(CHANGED, "verify-protection-changed")
def the_lock_is_opened() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        lock = pdf.Root.AcroForm.Fields[1].Lock
        lock.P = 3
        return [lock]

    return revised(twice(), change)


@attack(CHANGED, "verify-metadata-changed")
def the_title_is_changed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        pdf.trailer.Info.Title = String("Another agreement")
        return [pdf.trailer.Info]

    return revised(twice(), change)


@attack(CHANGED, "verify-metadata-changed")
def what_the_file_says_of_itself_is_changed() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        described = pdf.Root.Metadata
        described.write(described.read_bytes().replace(b"2026", b"2025"))
        return [described]

    return revised(twice(), change)


@attack(CHANGED, "verify-page-changed")
def the_second_signer_changes_a_page_while_signing() -> bytes:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    content = once()

    def sneak(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        stream = generic.StreamObject(stream_data=b"0 0 1 rg 0 0 900 900 re f")
        page["/Contents"] = writer.add_object(stream)
        writer.update_container(page)

    return signed_with(content, sneak)


def signed_with(content: bytes, sneak: Callable[[Any], None]) -> bytes:
    """Marketing's signature, with what its revision changes besides."""
    import asyncio

    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = people().marketing
    known: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call, unused-ignore]
    known.register_multiple([x509.Certificate.load(each) for each in own.others])
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(own.certificate.der),
        signing_key=keys.PrivateKeyInfo.load(own.key),
        cert_registry=known,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    sneak(writer)
    meta = signers.PdfSignatureMetadata(field_name="Marketing", app_build_props=None)
    return asyncio.run(_at_that_time(signers.PdfSigner(meta, signer), writer))


async def _at_that_time(signer: Any, writer: Any) -> bytes:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = AT
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=16_384)
    digest, output = prepared.digest_tbs_document(output=io.BytesIO())
    await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=AT),
    )
    return bytes(output.getvalue())


# What is kept to prove signatures later.


def with_store(make: Callable[[Pdf], Any]) -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        store = pdf.make_indirect(make(pdf))
        pdf.Root.DSS = store
        return [pdf.Root, store, *(store.get("/Certs", []))]

    return revised(twice(), change)


@attack(CHANGED, "verify-validation-data")
def proof_holds_a_script() -> bytes:
    return with_store(lambda pdf: Dictionary(JS=String("app.alert(1)")))


@attack(CHANGED, "verify-validation-data")
def proof_is_no_certificate() -> bytes:
    return with_store(
        lambda pdf: Dictionary(Certs=Array([pdf.make_indirect(Stream(pdf, b"0 0 9 9 re f"))]))
    )


@attack(CHANGED, "verify-page-changed")
def proof_comes_with_another_page() -> bytes:
    def change(pdf: Pdf) -> list[Any]:
        stored = pdf.make_indirect(Stream(pdf, people().sales.certificate.der))
        store = pdf.make_indirect(Dictionary(Certs=Array([stored])))
        pdf.Root.DSS = store
        contents = page_of(pdf).Contents
        contents.write(b"0 0 1 rg 0 0 900 900 re f")
        return [pdf.Root, store, stored, contents]

    return revised(twice(), change)


# Other people.


def impostor(name: str = "Daniel Okafor") -> Identity:
    return make_identity(name, "marketing", AT, organisation="Northwind")


@attack(UNRECOGNISED, "verify-unknown-signer")
def somebody_signs_under_another_name() -> bytes:
    return signed_by(once(), "marketing", impostor())


@attack(UNRECOGNISED, "verify-other-party")
def sales_signs_for_marketing() -> bytes:
    return signed_by(once(), "marketing", people().sales)


@attack(UNRECOGNISED, "verify-same-signer")
def one_key_signs_for_both() -> bytes:
    return signed_by(once(), "marketing", second_certificate())


def second_certificate() -> Identity:
    """The key of sales with a certificate for marketing, which the authority gave it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key

    from alignment_desktop.documents.signing.certificates import certificate_of

    authority, sales = people().authority, people().sales
    above = x509.load_der_x509_certificate(authority.certificate.der)
    marketing = x509.load_der_x509_certificate(people().marketing.certificate.der)
    own: Any = load_der_private_key(sales.key, None)
    signing: Any = load_der_private_key(authority.key, None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(marketing.subject)
        .issuer_name(above.subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=900))
    )
    for each in marketing.extensions:
        if each.oid != x509.SubjectKeyIdentifier.oid:
            builder = builder.add_extension(each.value, each.critical)
    made = builder.sign(signing, hashes.SHA256())
    certificate = certificate_of(made.public_bytes(Encoding.DER))
    return Identity(certificate, sales.key, sales.others)


# What is made to break its readers.


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
