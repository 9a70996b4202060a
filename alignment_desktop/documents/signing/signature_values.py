"""The signatures of a file: where they stand, what they cover, and whether they hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from alignment_desktop.documents.signing.allowed_changes import time_stamps
from alignment_desktop.documents.signing.base_structure import Form, text_of
from alignment_desktop.documents.signing.encoded_lengths import end_of_value
from alignment_desktop.documents.signing.pdf_syntax import Reference
from alignment_desktop.documents.signing.refusals import Refused, changed
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import DAMAGED, FIELDS
from alignment_desktop.values import dataclass

_KINDS = ("ETSI.CAdES.detached", "adbe.pkcs7.detached")
_STAMP = "ETSI.RFC3161"
_GAP = re.compile(rb"<([0-9A-F]+|[0-9a-f]+)>")
_BEFORE_GAP = re.compile(rb"/Contents[\x00\t\n\x0c\r ]*\Z")
_MOMENT = re.compile(
    r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)'?)?"
)


@dataclass(frozen=True)
class Placed:
    """A signature where it stands in a file.

    Attributes:
        party: Whose field it fills; empty for a time stamp on the whole document.
        revision: The revision that added it.
        end: How far the bytes go that it covers.
        gap: From where to where it stands itself; what lies there is all that it does not cover.
        message: The signature, as DER.
        stated: The time that it states; None where it states none.
        certifies: Whether it says that nothing but the other signatures may follow.
    """

    party: str
    revision: int
    end: int
    gap: tuple[int, int]
    message: bytes
    stated: datetime | None
    certifies: bool


def placed_signatures(file: SignedFile, form: Form) -> tuple[list[Placed], list[Refused]]:
    """The signatures of a file in order, and what is wrong with where they stand."""
    found: list[Placed] = []
    faults: list[Refused] = []
    order: list[str] = []
    for revision in range(1, len(file.revisions)):
        filled = [party for party in form.parties if _is_filled(file, form, party, revision)]
        before = [party for party in form.parties if _is_filled(file, form, party, revision - 1)]
        fresh = [party for party in filled if party not in before]
        if any(party not in filled for party in before):
            faults.append(changed(Problem("verify-signature-removed")))
        fields = [(party, form.fields[party]) for party in fresh]
        fields += time_stamps(file, revision, form)
        if len(fields) > 1:
            faults.append(changed(Problem("verify-two-at-once")))
        for party, number in fields:
            try:
                found.append(_placed(file, party, number, revision))
            except Refused as fault:
                faults.append(fault)
        order += fresh
    if any(_is_filled(file, form, party, 0) for party in form.parties):
        faults.append(changed(Problem("verify-saved-anew")))
    elif order != list(form.parties[: len(order)]):
        faults.append(changed(Problem("verify-order")))
    return found, faults


def filled_fields(file: SignedFile, revision: int) -> bool:
    """Whether any field of a file, whatever it is called, holds a signature as of a revision."""
    from alignment_desktop.documents.signing.base_structure import fields_of

    for _, number in fields_of(file, revision):
        field = file.object(number, revision) if number else None
        if isinstance(field, dict) and field.get("V") is not None:
            return True
    return False


def _is_filled(file: SignedFile, form: Form, party: str, revision: int) -> bool:
    field = file.object(form.fields[party], revision)
    return isinstance(field, dict) and field.get("V") is not None


def _placed(file: SignedFile, party: str, number: int, revision: int) -> Placed:
    """A signature, with what it covers.

    Raises:
        Refused: `changed`, where it does not cover all up to the end of its revision.
    """
    refused = changed(Problem("verify-signature-empty", field=FIELDS.get(party, "")))
    reference = file.object(number, revision).get("V")
    if type(reference) is not Reference:
        raise refused
    written = file.revisions[revision].written.get(reference.number)
    about = file.object(reference.number, revision)
    if written is None or written.stream is not None or not isinstance(about, dict):
        raise refused
    kinds = (_STAMP,) if not party else _KINDS
    sort = about.get("Type", "Sig")
    message = about.get("Contents")
    if about.get("SubFilter") not in kinds or sort != ("Sig" if party else "DocTimeStamp"):
        raise refused
    if not isinstance(message, bytes) or not message.strip(b"\0"):
        raise refused
    gap, end = _covered(file, about, revision, party)
    if not (written.start < gap[0] < gap[1] < written.end):
        raise changed(Problem("verify-range", field=FIELDS.get(party, "")))
    return Placed(
        party,
        revision,
        end,
        gap,
        _without_padding(message, party),
        _moment(file.value(about.get("M"), revision)),
        _certifies(file, about, revision),
    )


def _covered(
    file: SignedFile, about: dict[str, Any], revision: int, party: str
) -> tuple[tuple[int, int], int]:
    """Where a signature stands itself, and how far the bytes go that it covers."""
    refused = changed(Problem("verify-range", field=FIELDS.get(party, "")))
    ranges = about.get("ByteRange")
    if not isinstance(ranges, list) or len(ranges) != 4:
        raise refused
    if not all(type(each) is int and each >= 0 for each in ranges):
        raise refused
    start, first, second, length = ranges
    end = second + length
    bounds = file.revisions[revision]
    if start or not first < second < end or not bounds.marker <= end <= bounds.end:
        raise refused
    found = _GAP.fullmatch(file.content, first, second)
    if found is None or not _BEFORE_GAP.search(file.content, max(0, first - 40), first):
        raise refused
    if len(found[1]) % 2 or bytes.fromhex(found[1].decode("ascii")) != about["Contents"]:
        raise refused
    if revision == file.last and end != bounds.end:
        raise changed(Problem("verify-bytes-behind"))
    return (first, second), end


def _without_padding(message: bytes, party: str) -> bytes:
    """The signature without the zeros that fill its room."""
    broken = Refused(DAMAGED, Problem("verify-signature-broken", field=FIELDS.get(party, "")))
    length = end_of_value(message)
    if length is None or message[length:].strip(b"\0"):
        raise broken
    return message[:length]


def _certifies(file: SignedFile, about: dict[str, Any], revision: int) -> bool:
    listed = file.value(about.get("Reference"), revision)
    for each in listed if isinstance(listed, list) else ():
        one = file.value(each, revision)
        if isinstance(one, dict) and one.get("TransformMethod") == "DocMDP":
            parameters = file.value(one.get("TransformParams"), revision)
            return isinstance(parameters, dict) and parameters.get("P") == 2
    return False


def _moment(value: Any) -> datetime | None:
    """A moment as PDF writes it; None where it is none, or of no known zone."""
    found = _MOMENT.fullmatch(text_of(value).strip())
    if found is None:
        return None
    zone: timezone = UTC
    try:
        if found[7]:
            ahead = timedelta(hours=int(found[8]), minutes=int(found[9]))
            zone = timezone(ahead if found[7] == "+" else -ahead)
        year, month, day, hour, minute, second = (int(each) for each in found.groups()[:6])
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
