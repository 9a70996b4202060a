"""What a revision may change: its signer's field, or what proves signatures later on.

A signer's own revision fills one field, and may say anew what the document says of itself and when
it was changed, as other programs do when they sign. A revision that nobody signed may only add
certificates and lists of revoked ones, or a time stamp on the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from alignment_desktop.documents.signing.base_structure import Form, shown_in
from alignment_desktop.documents.signing.pdf_syntax import Reference
from alignment_desktop.documents.signing.proof_store import store_faults, store_numbers
from alignment_desktop.documents.signing.refusals import Refused, changed
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import FIELDS

_LOCKED, _PRINTED = 128, 4
_OF_A_FIELD = frozenset({"V", "AP", "AS", "DA", "Q", "F", "Ff", "MK", "M", "NM"})
_OF_A_STAMP = frozenset(
    {"Type", "Subtype", "FT", "T", "F", "Ff", "P", "Rect", "V", "AP", "TU", "Contents"}
)
_CODE_OF_CATALOGUE = {
    "OpenAction": "verify-script-added",
    "AA": "verify-script-added",
    "OCProperties": "verify-layers-added",
    "Pages": "verify-page-changed",
    "AF": "verify-attachment-changed",
    "Names": "verify-attachment-changed",
    "AcroForm": "verify-field-changed",
    "Metadata": "verify-metadata-changed",
    "Perms": "verify-protection-changed",
}
_CODE_OF_TYPE = {
    "Page": "verify-page-changed",
    "Pages": "verify-page-changed",
    "Font": "verify-font-changed",
    "FontDescriptor": "verify-font-changed",
    "EmbeddedFile": "verify-attachment-changed",
    "Filespec": "verify-attachment-changed",
    "Metadata": "verify-metadata-changed",
    "Sig": "verify-signature-replaced",
    "SigFieldLock": "verify-protection-changed",
    "Annot": "verify-annotation-changed",
}


def change_faults(
    file: SignedFile, revision: int, form: Form, signer: str | None
) -> Iterator[Refused]:
    """What a revision changes that it may not.

    Args:
        file: The file.
        revision: Which one, from 1.
        form: The fields of the file.
        signer: Whose signature it adds; None where it adds none.
    """
    yield from _Comparison(file, revision, form, signer).faults()


def time_stamps(file: SignedFile, revision: int, form: Form) -> list[tuple[str, int]]:
    """The fields that a revision adds for time stamps on the whole document."""
    before = _fields(file, revision - 1, form)
    now = _fields(file, revision, form)
    if now[: len(before)] != before:
        return []
    added = []
    for each in now[len(before) :]:
        field = file.value(each, revision)
        stamp = file.value(field.get("V"), revision) if isinstance(field, dict) else None
        if isinstance(stamp, dict) and stamp.get("Type") == "DocTimeStamp":
            added.append(("", each.number))
    return added


def _fields(file: SignedFile, revision: int, form: Form) -> list[Any]:
    value = file.object(form.form, revision)
    listed = file.value(value.get("Fields"), revision) if isinstance(value, dict) else None
    return listed if isinstance(listed, list) else []


class _Comparison:
    """One revision beside the one before."""

    def __init__(self, file: SignedFile, revision: int, form: Form, signer: str | None) -> None:
        self._file = file
        self._at = revision
        self._form = form
        self._signer = signer
        self._stamps = {number for _, number in time_stamps(file, revision, form)}
        before = file.revisions[revision - 1].trailer
        self._root = before["Root"].number
        info = before.get("Info")
        self._info = info.number if type(info) is Reference else 0
        described = file.object(self._root, revision - 1).get("Metadata")
        self._metadata = described.number if type(described) is Reference else 0
        self._shown_before = 0 if signer is None else shown_in(file, form, signer, revision - 1)
        self._validation = store_numbers(file, self._root, revision - 1)

    def faults(self) -> Iterator[Refused]:
        yield from self._of_trailer()
        file, at = self._file, self._at
        revision = file.revisions[at]
        if any(file.defined(number, at - 1) is not None for number in revision.freed if number):
            yield changed(Problem("verify-object-removed"))
        for number in revision.entries:
            if file.defined(number, at - 1) is None or self._is_same(number):
                continue
            code = self._code_of(number)
            if code:
                yield self._fault(code, number)
        yield from store_faults(file, self._root, at)
        if self._signer is None:
            yield from self._of_added()

    def _fault(self, code: str, number: int) -> Refused:
        if code == "verify-field-changed":
            names = [FIELDS[party] for party, one in self._form.fields.items() if one == number]
            return changed(Problem(code, field=names[0] if names else ""))
        return changed(Problem(code))

    def _is_same(self, number: int) -> bool:
        """Whether an object was written again as it was."""
        same = self._stored(number, self._at - 1) == self._stored(number, self._at)
        return same and is_same(self._old(number), self._new(number))

    def _stored(self, number: int, revision: int) -> bytes | None:
        found = self._file.written(number, revision)
        if found is None or found.stream is None:
            return None
        return self._file.content[slice(*found.stream)]

    def _old(self, number: int) -> Any:
        return self._file.object(number, self._at - 1)

    def _new(self, number: int) -> Any:
        return self._file.object(number, self._at)

    def _of_trailer(self) -> Iterator[Refused]:
        old = self._file.revisions[self._at - 1].trailer
        new = self._file.revisions[self._at].trailer
        if old["Root"] != new["Root"]:
            yield changed(Problem("verify-catalogue-changed"))
        if old.get("Info") != new.get("Info"):
            info = new.get("Info")
            fresh = type(info) is Reference and self._file.defined(info.number, self._at - 1)
            if self._signer is None or fresh is not None:
                yield changed(Problem("verify-metadata-changed"))
        first = [each.get("ID", [None])[:1] for each in (old, new)]
        if first[0] != first[1]:
            yield changed(Problem("verify-catalogue-changed"))

    def _code_of(self, number: int) -> str:
        """What is wrong with changing an object; empty where it may be changed so."""
        old, new = self._old(number), self._new(number)
        by_signer = self._signer is not None
        if number == self._root:
            return self._of_catalogue(old, new)
        if number == self._form.form:
            return self._of_form(old, new)
        if by_signer and number == self._form.fields[self._signer or ""]:
            return self._of_field(old, new)
        if by_signer and number == self._shown_before:
            return ""
        if by_signer and number in (self._info, self._metadata):
            kept = (number == self._metadata) is (self._file.stream(number, self._at) is not None)
            return "" if kept and isinstance(new, dict) else "verify-metadata-changed"
        if number == self._info:
            return "verify-metadata-changed"
        if number in self._validation:
            return ""
        if self._stamps and self._adds_stamp(old, new):
            return ""
        return self._otherwise(number, old, new)

    def _of_catalogue(self, old: Any, new: Any) -> str:
        if not isinstance(new, dict):
            return "verify-catalogue-changed"
        allowed = {"Extensions", "Version", "DSS"}
        if self._signer is not None:
            allowed |= {"Metadata"}
            if self._signer == self._form.parties[0]:
                allowed |= {"Perms"}
        for key in old.keys() | new.keys():
            if key in allowed and key in new:
                if key == "Metadata" and type(new[key]) is not Reference:
                    return "verify-metadata-changed"
                continue
            if not is_same(old.get(key), new.get(key)):
                return self._of_key(key, old, new)
        return self._of_permissions(old, new)

    def _of_permissions(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """That what certifies the document is the first signature, and nothing else."""
        if "Perms" in old or "Perms" not in new:
            return (
                "" if is_same(old.get("Perms"), new.get("Perms")) else ("verify-protection-changed")
            )
        found = self._file.value(new["Perms"], self._at)
        field = self._new(self._form.fields[self._form.parties[0]])
        signature = field.get("V") if isinstance(field, dict) else None
        right = isinstance(found, dict) and found == {"DocMDP": signature}
        return "" if right else "verify-protection-changed"

    def _of_key(self, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        if key == "Names":
            names = self._file.value(new.get("Names"), self._at)
            if isinstance(names, dict) and "JavaScript" in names:
                return "verify-script-added"
        if key == "AcroForm" and key not in new:
            return "verify-signature-removed"
        return _CODE_OF_CATALOGUE.get(key, "verify-catalogue-changed")

    def _of_form(self, old: Any, new: Any) -> str:
        if not isinstance(new, dict):
            return "verify-signature-removed"
        fields = [self._file.value(old.get("Fields"), self._at - 1)]
        fields.append(self._file.value(new.get("Fields"), self._at))
        before, now = fields
        if not isinstance(now, list) or len(now) < len(before):
            return "verify-signature-removed"
        added = now[len(before) :]
        stamped = all(type(each) is Reference and each.number in self._stamps for each in added)
        if not is_same(now[: len(before)], before) or not stamped:
            return "verify-field-added" if len(now) > len(before) else "verify-field-changed"
        allowed = {"Fields", "SigFlags"} | ({"DR", "DA"} if self._signer is not None else set())
        others = [each for each in old.keys() | new.keys() if each not in allowed]
        if all(is_same(old.get(each), new.get(each)) for each in others):
            return ""
        return "verify-script-added" if "XFA" in new else "verify-field-changed"

    def _of_field(self, old: Any, new: Any) -> str:
        if not isinstance(new, dict):
            return "verify-field-changed"
        for key in old.keys() | new.keys():
            if key in _OF_A_FIELD or is_same(old.get(key), new.get(key)):
                continue
            return "verify-script-added" if key in ("A", "AA") else "verify-field-changed"
        flags = new.get("F", 0)
        if type(flags) is not int or flags & ~_LOCKED != _PRINTED:
            return "verify-field-changed"
        shown = self._file.value(new.get("AP"), self._at)
        if not isinstance(shown, dict) or set(shown) != {"N"} or type(shown["N"]) is not Reference:
            return "verify-field-changed"
        return ""

    def _adds_stamp(self, old: Any, new: Any) -> bool:
        """Whether a page, or its list of annotations, has the field of a time stamp added."""
        if isinstance(old, dict) and isinstance(new, dict) and old.get("Type") == "Page":
            keys = (old.keys() | new.keys()) - {"Annots"}
            if not all(is_same(old.get(each), new.get(each)) for each in keys):
                return False
            old = self._file.value(old.get("Annots"), self._at - 1) or []
            new = self._file.value(new.get("Annots"), self._at)
        if not isinstance(old, list) or not isinstance(new, list):
            return False
        added = new[len(old) :]
        stamps = all(type(each) is Reference and each.number in self._stamps for each in added)
        return is_same(new[: len(old)], old) and stamps

    def _otherwise(self, number: int, old: Any, new: Any) -> str:
        if number in self._form.fields.values():
            gone = isinstance(old, dict) and isinstance(new, dict) and "V" in old and "V" not in new
            return "verify-signature-removed" if gone else "verify-field-changed"
        if isinstance(old, dict):
            sort = old.get("Type")
            if sort == "Page" and isinstance(new, dict):
                others = (old.keys() | new.keys()) - {"Annots"}
                if "AA" in new:
                    return "verify-script-added"
                if all(is_same(old.get(each), new.get(each)) for each in others):
                    return "verify-annotation-changed"
            if str(sort) in _CODE_OF_TYPE:
                return _CODE_OF_TYPE[str(sort)]
            if "ByteRange" in old:
                return "verify-signature-replaced"
            if "Length1" in old:
                return "verify-font-changed"
            if "Fields" in old:
                return "verify-field-changed"
        return "verify-page-changed" if number in self._shown else "verify-object-changed"

    @cached_property
    def _shown(self) -> set[int]:
        """The objects that pages show, and those that list their annotations."""
        file, at = self._file, self._at - 1
        found: set[int] = set()
        for each in file.revisions[0].entries:
            page = file.object(each, at)
            if isinstance(page, dict) and page.get("Type") == "Page":
                contents = page.get("Contents")
                listed = contents if isinstance(contents, list) else [contents]
                parts = [*listed, page.get("Annots")]
                found |= {part.number for part in parts if type(part) is Reference}
        return found

    def _of_added(self) -> Iterator[Refused]:
        """That all a revision without a signature adds belongs to what it may add."""
        proofs = [self._file.object(self._root, at) for at in (self._at - 1, self._at)]
        stores = [each.get("DSS") if isinstance(each, dict) else None for each in proofs]
        if (
            not self._stamps
            and is_same(*stores)
            and not self._validation & set(self._file.numbers(self._at))
        ):
            yield changed(Problem("verify-object-added"))
            return
        reached = self._reached()
        for number in self._file.numbers(self._at):
            if number in reached or not number_is_new(self._file, number, self._at):
                continue
            value = self._new(number)
            about = value.get("Type") if isinstance(value, dict) else None
            if about not in ("XRef", "ObjStm"):
                yield changed(Problem("verify-object-added"))
                return
        if not all(self._is_stamp(each) for each in self._stamps):
            yield changed(Problem("verify-field-added"))

    def _reached(self) -> set[int]:
        """The new objects that belong to what a revision without a signature may add."""
        reached: set[int] = set()
        root = self._new(self._root)
        waiting: list[Any] = [Reference(each) for each in self._stamps]
        if isinstance(root, dict):
            waiting += [root.get(key) for key in ("DSS", "Extensions")]
        while waiting:
            value = waiting.pop()
            if type(value) is Reference:
                number = value.number
                fresh = number_is_new(self._file, number, self._at) or number in self._validation
                if number in reached or not fresh:
                    continue
                reached.add(number)
                value = self._new(number)
            if isinstance(value, dict):
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value
        return reached

    def _is_stamp(self, number: int) -> bool:
        """Whether the field of a time stamp shows nothing and does nothing."""
        field = self._new(number)
        box = self._file.value(field.get("Rect"), self._at)
        if field.keys() - _OF_A_STAMP or not isinstance(box, list) or len(box) != 4:
            return False
        return bool(box[0] == box[2] or box[1] == box[3])


def number_is_new(file: SignedFile, number: int, revision: int) -> bool:
    """Whether no revision before one has an object."""
    return number in file.revisions[revision].entries and (
        file.defined(number, revision - 1) is None
    )


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same, each sort for itself; 54 and 54.0 are one number."""
    if type(one) is not type(other):
        numbers = type(one) in (int, float) and type(other) in (int, float)
        return numbers and bool(one == other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)
