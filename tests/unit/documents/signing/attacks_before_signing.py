"""What was prepared in a file before anybody signed it (shadow attacks)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from alignment_desktop.domain.signatures import CHANGED
from tests.unit.documents.signing.attacks import attack
from tests.unit.documents.signing.attacks_behind_signatures import note, page_of
from tests.unit.documents.signing.revising import (
    identifier,
    numbered,
    written,
)
from tests.unit.documents.signing.signed_samples import (
    exported,
    sales_signs,
)


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


@attack(CHANGED, "verify-base-foreign")
def a_picture_called_the_logo_lies_on_another_page_when_it_is_signed() -> bytes:
    def change(pdf: Pdf) -> None:
        picture = Stream(pdf, bytes(3))
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width = picture.Height = 1
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
        pdf.pages[1].obj.Resources.XObject = Dictionary(Logo=picture)

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
