"""What the file looked like before anybody signed it: as this program makes it, and no other.

Whoever prepares a file can hide in it what shows only later: layers, forms, scripts, objects that
nothing points at yet. So the first revision may hold what the program writes, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alignment_desktop.documents.pdf.page_pictures import NAME as PICTURE
from alignment_desktop.documents.signing.pdf_syntax import Reference
from alignment_desktop.documents.signing.refusals import Refused, changed
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_freezing import REVIEW_FILE
from alignment_desktop.domain.signatures import FIELDS, SIGNERS
from alignment_desktop.values import dataclass

_ANNOTATION = frozenset({"Type", "Subtype", "Rect", "Contents", "F", "StructParent", "P"})
_KEYS: Mapping[str, frozenset[str]] = {
    "Catalog": frozenset(
        {
            "Type", "AF", "AcroForm", "Lang", "MarkInfo", "Metadata", "Names", "Outlines",
            "OutputIntents", "PageMode", "Pages", "StructTreeRoot", "ViewerPreferences",
        }
    ),
    "Pages": frozenset({"Type", "Count", "Kids"}),
    "Page": frozenset(
        {
            "Type", "Annots", "Contents", "MediaBox", "Parent", "Resources", "Rotate",
            "StructParents", "Tabs",
        }
    ),
    "Link": _ANNOTATION | {"Border", "Dest", "A"},
    "Widget": _ANNOTATION | {"AP", "FT", "Lock", "T", "TU"},
    "Outlines": frozenset({"Type", "Count", "First", "Last"}),
    "Outline": frozenset({"Title", "Parent", "Prev", "Next", "First", "Last", "Count", "Dest"}),
    "XObject": frozenset({"Type", "Subtype", "BBox", "Resources", "Filter", "Length"}),
    "Image": frozenset(
        {
            "Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Filter",
            "Length",
        }
    ),
    "Filespec": frozenset({"Type", "AFRelationship", "Desc", "EF", "F", "UF"}),
    "EmbeddedFile": frozenset({"Type", "Subtype", "Params", "Filter", "Length"}),
    "Metadata": frozenset({"Type", "Subtype", "Length", "Filter"}),
    "StructTreeRoot": frozenset({"Type", "K", "ParentTree", "ParentTreeNextKey"}),
    "StructElem": frozenset({"Type", "S", "P", "K", "A", "Alt", "ActualText", "Lang"}),
    "MCR": frozenset({"Type", "MCID", "Pg"}),
    "OBJR": frozenset({"Type", "Obj", "Pg"}),
    "OutputIntent": frozenset(
        {"Type", "DestOutputProfile", "Info", "OutputConditionIdentifier", "S"}
    ),
    "SigFieldLock": frozenset({"Type", "Action", "P"}),
    "Font": frozenset(
        {
            "Type", "Subtype", "BaseFont", "DescendantFonts", "Encoding", "ToUnicode",
            "CIDSystemInfo", "CIDToGIDMap", "DW", "FontDescriptor", "W",
        }
    ),
    "FontDescriptor": frozenset(
        {
            "Type", "Ascent", "CapHeight", "Descent", "Flags", "FontBBox", "FontFile2",
            "FontName", "ItalicAngle", "StemV", "CIDSet",
        }
    ),
    "ObjStm": frozenset({"Type", "Filter", "First", "Length", "N"}),
    "XRef": frozenset(
        {"Type", "DecodeParms", "Filter", "ID", "Info", "Length", "Root", "Size", "W", "Index"}
    ),
    "Action": frozenset({"Type", "S", "URI"}),
}  # fmt: skip
_OTHER = frozenset(
    {
        # of what a document says of itself
        "Author", "CreationDate", "Creator", "ModDate", "Producer", "Subject", "Title",
        # of attributes, parts of faces, trees, streams, fields
        "BBox", "O", "Placement", "Scope", "ColSpan", "RowSpan", "Headers",
        "Ordering", "Registry", "Supplement", "Columns", "Predictor", "Filter", "Length", "Length1",
        "DecodeParms", "N", "F", "UF", "Size", "Marked", "DisplayDocTitle", "Direction",
        "Font", "Fields",
        "Kids", "Limits", "Names", "Nums", "EmbeddedFiles", "Dests", "D", "S", "URI",
        "Count", "Dest", "First", "Last", "Next", "Parent", "Prev",
        # the logo among the resources of the first page
        "XObject", PICTURE,
    }
)  # fmt: skip
AGREEMENT = "agreement.toml"
"""The name of the file in which a document carries the agreement that it prints."""
_CARRIED = frozenset({AGREEMENT, REVIEW_FILE})
_FACE = re.compile(r"F\d{1,3}(?:\+\d{1,3})?")
_LAYERS = frozenset({"OC", "OCProperties", "OCGs", "OCMD", "Properties"})
_SCRIPTS = frozenset({"JS", "JavaScript", "AA", "OpenAction", "Launch"})


@dataclass(frozen=True)
class Form:
    """The fields of a file.

    Attributes:
        parties: Whose they are, in order.
        fields: The number of each field's object, by its party.
        form: The number of the object that lists them.
        lock: The number of the object that locks the document with the last one.
    """

    parties: tuple[str, ...]
    fields: Mapping[str, int]
    form: int


def fields_of(file: SignedFile, revision: int) -> list[tuple[str, int]]:
    """The names of the fields of a file as of a revision, with the numbers of their objects."""
    root = file.value(file.revisions[revision].trailer["Root"], revision)
    form = file.value(root.get("AcroForm"), revision) if isinstance(root, dict) else None
    listed = file.value(form.get("Fields"), revision) if isinstance(form, dict) else None
    found = []
    for each in listed if isinstance(listed, list) else ():
        field = file.value(each, revision)
        if not isinstance(field, dict) or type(each) is not Reference:
            found.append(("", 0))
            continue
        name = file.value(field.get("T"), revision)
        found.append((text_of(name), each.number))
    return found


def text_of(value: Any) -> str:
    """A string of the file as text."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    return value.decode("latin-1")


def form_of(file: SignedFile) -> Form | None:
    """The fields that the program gave a file; None where it has none at all.

    Raises:
        Refused: `changed`, where they are others, or made otherwise.
    """
    root = file.value(file.revisions[0].trailer["Root"], 0)
    if not isinstance(root, dict) or "AcroForm" not in root:
        return None
    names = fields_of(file, 0)
    parties = SIGNERS[: len(names)]
    wanted = [FIELDS[party] for party in parties]
    if len(parties) < 2 or [name for name, _ in names] != wanted:
        raise changed(Problem("verify-base-fields"))
    if type(root["AcroForm"]) is not Reference:
        raise changed(Problem("verify-base-fields"))
    form = file.value(root["AcroForm"], 0)
    fields = dict(zip(parties, (number for _, number in names), strict=True))
    if set(form) != {"Fields"} or len(set(fields.values())) != len(fields):
        raise changed(Problem("verify-base-fields"))
    for party in parties:
        field = file.object(fields[party], 0)
        lock = file.value(field.get("Lock"), 0)
        wanted_lock = party == parties[-1]
        plain = field.get("Subtype") == "Widget" and field.get("FT") == "Sig"
        if not plain or field.get("F") != 4 or not _is_empty(file, field):
            raise changed(Problem("verify-base-fields"))
        locks = isinstance(lock, dict) and (lock.get("Action"), lock.get("P")) == ("All", 1)
        if locks is not wanted_lock or ("Lock" in field) is not wanted_lock:
            raise changed(Problem("verify-lock-missing"))
    return Form(parties, fields, root["AcroForm"].number)


def shown_in(file: SignedFile, form: Form, party: str, revision: int) -> int:
    """The number of what a field shows, as of a revision; 0 where it shows nothing."""
    field = file.object(form.fields[party], revision)
    shown = file.value(field.get("AP"), revision) if isinstance(field, dict) else None
    stream = shown.get("N") if isinstance(shown, dict) else None
    return stream.number if type(stream) is Reference else 0


def _is_empty(file: SignedFile, field: Mapping[str, Any]) -> bool:
    """Whether a field shows nothing yet."""
    shown = file.value(field.get("AP"), 0)
    if not isinstance(shown, dict) or set(shown) != {"N"} or type(shown["N"]) is not Reference:
        return False
    return not (file.stream(shown["N"].number, 0) or b"").strip()


def base_faults(file: SignedFile, form: Form | None) -> Iterator[Refused]:
    """What the first revision holds that the program does not write."""
    reached, found = _walked(file, form)
    yield from found
    written = set(file.numbers(0))
    containers = {
        number
        for number, each in file.revisions[0].written.items()
        if isinstance(each.value, dict) and each.value.get("Type") in ("ObjStm", "XRef")
    }
    if written - reached - containers:
        yield changed(Problem("verify-base-unreachable"))
    if reached - written:
        yield changed(Problem("verify-base-unreachable"))
    yield from _pages(file, form)
    yield from _attachments(file)


def _walked(file: SignedFile, form: Form | None) -> tuple[set[int], list[Refused]]:
    """The objects that can be reached, and what stands in them that may not."""
    trailer = file.revisions[0].trailer
    once = _used_once(file, form)
    reached: set[int] = set()
    uses: dict[int, int] = {}
    codes: dict[str, None] = {}
    waiting: list[tuple[Any, str]] = [(trailer.get("Info"), "Info"), (trailer["Root"], "Root")]
    while waiting:
        value, key = waiting.pop()
        if type(value) is Reference:
            if value.number in once:
                uses[value.number] = uses.get(value.number, 0) + 1
            if value.number in reached:
                continue
            reached.add(value.number)
            value = file.object(value.number, 0)
        if isinstance(value, dict):
            if code := _fault_of(value, key):
                codes[code] = None
            waiting += [(each, inner) for inner, each in value.items()]
        elif isinstance(value, list):
            waiting += [(each, key) for each in value]
    if any(count > 1 for count in uses.values()):
        codes["verify-base-foreign"] = None
    return reached, [changed(Problem(code)) for code in codes]


def _used_once(file: SignedFile, form: Form | None) -> set[int]:
    """What a signer may replace, and so must not be used for anything else."""
    trailer = file.revisions[0].trailer
    root = file.value(trailer["Root"], 0)
    values = [trailer.get("Info"), trailer["Root"]]
    values.append(root.get("Metadata") if isinstance(root, dict) else None)
    shown = set() if form is None else {shown_in(file, form, party, 0) for party in form.parties}
    return shown | {each.number for each in values if type(each) is Reference}


def _fault_of(value: Mapping[str, Any], key: str) -> str:
    """What is wrong with a dictionary that stands under a key; empty where nothing is."""
    sort = _sort_of(value, key)
    if sort in ("OCG", "OCMD"):
        return "verify-base-layer"
    if value.get("Type") == "Annot" and sort not in ("Link", "Widget"):
        return "verify-base-annotation"
    if sort == "Action" and value.get("S") != "URI":
        return "verify-base-script"
    if sort == "Image" and key != PICTURE:
        return "verify-base-foreign"
    if sort == "XObject" and value.get("Subtype") != "Form":
        return "verify-base-foreign"
    others = _foreign_keys(value, key, sort)
    if others & _LAYERS:
        return "verify-base-layer"
    if others & _SCRIPTS:
        return "verify-base-script"
    return "verify-base-foreign" if others else ""


def _sort_of(value: Mapping[str, Any], key: str) -> str:
    """What a dictionary is, by what it says or where it stands; empty where that is nowhere."""
    sort = value.get("Type")
    if sort == "Annot":
        return str(value.get("Subtype"))
    if sort == "XObject" and value.get("Subtype") == "Image":
        return "Image"
    if sort is not None:
        return str(sort)
    if "Title" in value and "Parent" in value:
        return "Outline"
    return "Action" if key == "A" and value.get("S") is not None else ""


def _foreign_keys(value: Mapping[str, Any], key: str, sort: str) -> set[str]:
    """The keys of a dictionary that the program does not write there."""
    if sort:
        return set(value) - _KEYS.get(sort, frozenset())
    faces = key == "Font" or all(map(_FACE.fullmatch, value))
    return {each for each in value if not (faces and _FACE.fullmatch(each))} - _OTHER


def _pages(file: SignedFile, form: Form | None) -> Iterator[Refused]:
    """That every page stands once in the tree, and no field but those that are listed.

    Only the first page may have a picture: the logo.
    """
    root = file.value(file.revisions[0].trailer["Root"], 0)
    waiting = [root.get("Pages")] if isinstance(root, dict) else []
    seen: set[int] = set()
    widgets: list[int] = []
    pictures: list[int] = []
    count = 0
    while waiting:
        each = waiting.pop()
        page = file.value(each, 0)
        if type(each) is not Reference or each.number in seen or not isinstance(page, dict):
            yield changed(Problem("verify-base-foreign"))
            return
        seen.add(each.number)
        if page.get("Type") == "Pages":
            kids = file.value(page.get("Kids"), 0)
            # The last one is taken first.
            waiting += reversed(kids) if isinstance(kids, list) else []
            continue
        resources = file.value(page.get("Resources"), 0)
        if isinstance(resources, dict) and "XObject" in resources:
            pictures.append(count)
        count += 1
        for annotation in _listed(file, page.get("Annots")):
            found = file.value(annotation, 0)
            if isinstance(found, dict) and found.get("Subtype") == "Widget":
                widgets.append(annotation.number if type(annotation) is Reference else 0)
    if any(pictures):
        yield changed(Problem("verify-base-foreign"))
    expected = sorted(form.fields.values()) if form is not None else []
    if not count or sorted(widgets) != expected:
        yield changed(Problem("verify-base-annotation"))


def _listed(file: SignedFile, value: Any) -> Sequence[Any]:
    found = file.value(value, 0)
    return found if isinstance(found, list) else ()


def attachments_of(file: SignedFile, revision: int) -> dict[str, int]:
    """The files that a file carries, as of a revision: the numbers of their streams by name.

    Raises:
        Refused: `changed`, where one stands there twice, or is two at once.
    """
    root = file.value(file.revisions[revision].trailer["Root"], revision)
    names = file.value(root.get("Names"), revision) if isinstance(root, dict) else None
    tree = file.value(names.get("EmbeddedFiles"), revision) if isinstance(names, dict) else None
    listed = file.value(tree.get("Names"), revision) if isinstance(tree, dict) else None
    found: dict[str, int] = {}
    items = listed if isinstance(listed, list) else []
    for name, reference in zip(items[::2], items[1::2], strict=False):
        about = file.value(reference, revision)
        stored = file.value(about.get("EF"), revision) if isinstance(about, dict) else None
        if not isinstance(stored, dict) or type(stored.get("F")) is not Reference:
            raise changed(Problem("verify-base-attachment"))
        called = {text_of(file.value(about.get(key), revision)) for key in ("F", "UF")}
        same = stored.get("UF", stored["F"]) == stored["F"]
        if text_of(name) in found or called != {text_of(name)} or not same:
            raise changed(Problem("verify-base-attachment"))
        found[text_of(name)] = stored["F"].number
    return found


def _attachments(file: SignedFile) -> Iterator[Refused]:
    try:
        found = attachments_of(file, 0)
    except Refused as fault:
        yield fault
        return
    if len(found) > 1 or set(found) - _CARRIED:
        yield changed(Problem("verify-base-attachment"))
