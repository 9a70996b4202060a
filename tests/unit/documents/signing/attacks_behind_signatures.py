"""Attacks that add something behind the signatures (incremental saving)."""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from alignment_desktop.domain.signatures import CHANGED, DAMAGED
from tests.unit.documents.signing.attacks import attack
from tests.unit.documents.signing.revising import (
    last_table,
    numbered,
    revised,
    with_objects,
)
from tests.unit.documents.signing.signed_samples import (
    exported,
    twice,
)


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
