"""Says what a signed document proves: one verdict, who signed, and why it is not a better one.

It asks no network and no workspace. The file is read by rules of its own (`revisions`), held
against what this program exports (`base_structure`) and what a signer may add to it
(`allowed_changes`); then the signatures (`signature_values`) and the people (`trust`) are judged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from alignment_desktop.documents.signing.allowed_changes import change_faults
from alignment_desktop.documents.signing.base_structure import (
    AGREEMENT,
    Form,
    attachments_of,
    base_faults,
    form_of,
)
from alignment_desktop.documents.signing.library_log import keep_library_silent
from alignment_desktop.documents.signing.proof_store import stored_proofs
from alignment_desktop.documents.signing.refusals import Refused, changed
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.documents.signing.signature_integrity import Held, held
from alignment_desktop.documents.signing.signature_values import (
    Placed,
    filled_fields,
    placed_signatures,
)
from alignment_desktop.documents.signing.trust import (
    Judge,
    Known,
    Trusted,
    same_signers,
    unrecognised,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Monitor, Progress, Silent
from alignment_desktop.domain.review_freezing import REVIEW_FILE
from alignment_desktop.domain.signatures import (
    BOTH,
    CHANGED,
    DAMAGED,
    ONE,
    UNRECOGNISED,
    UNSIGNED,
    Verification,
)

__all__ = [
    "LARGEST",
    "Known",
    "Trusted",
    "attached_agreement",
    "attached_review",
    "revisions",
    "verify",
]

LARGEST = 100 * 1024 * 1024
"""The most bytes of a file that is read."""
REVIEW_PRINTED = "verify-review-printed"
"""Remark: of what a review prints, only the hash of its data was looked at."""
_MOST_PROOFS = 300


def verify(
    content: bytes, trusted: Trusted, now: datetime, monitor: Monitor | None = None
) -> Verification:
    """What a file proves.

    Args:
        content: The file.
        trusted: Who is recognised.
        now: The moment; by it certificates are valid or expired.
        monitor: Who watches, and may cancel.

    Raises:
        Cancelled: The monitor asked to stop.
    """
    watch = _watch(monitor)
    keep_library_silent()
    if len(content) > LARGEST:
        return _refused(DAMAGED, Problem("verify-too-large", most=LARGEST // (1024 * 1024)))
    try:
        return _verified(content, trusted, now, watch)
    except Cancelled:
        raise
    except Refused as refused:
        return _refused(refused.verdict, refused.problem)
    except (MemoryError, RecursionError):
        return _refused(DAMAGED, Problem("verify-unreadable", detail="size"))
    except Exception as error:
        # A file that was made to break its readers breaks them in ways that nobody lists.
        logging.getLogger(__name__).info("A file could not be verified", exc_info=True)
        return _refused(DAMAGED, Problem("verify-unreadable", detail=type(error).__name__))


def revisions(content: bytes) -> tuple[bytes, ...]:
    """The file as it was exported, as each signer signed it, in order, and as it is now.

    The last one is the file itself, so a file with two signatures gives four, unsigned one two,
    and one that cannot be read only itself.
    """
    try:
        file = SignedFile(content, lambda: None)
        form = form_of(file)
        placed = [] if form is None else placed_signatures(file, form)[0]
        ends = [each.end for each in placed if each.party]
        return (
            content[: file.revisions[0].end],
            *(content[:end] for end in ends),
            content,
        )
    except Exception:  # noqa: BLE001  # as above: a file that breaks its readers
        return (content,)


def attached_agreement(content: bytes) -> str | None:
    """The agreement that a file carries as data, as it was signed; None where it carries none."""
    return _attached(content, AGREEMENT)


def attached_review(content: bytes) -> str | None:
    """The data of the frozen review that a file shows; None where it carries none."""
    return _attached(content, REVIEW_FILE)


def _attached(content: bytes, name: str) -> str | None:
    try:
        return _carried(SignedFile(content, lambda: None), name)
    except Exception:  # noqa: BLE001  # as above: a file that breaks its readers
        return None


def _carried(file: SignedFile, name: str) -> str | None:
    """What a file carries under a name, as text; None where it carries nothing of it."""
    number = attachments_of(file, 0).get(name)
    found = None if number is None else file.stream(number, 0)
    return None if found is None else found.decode("utf-8")


def _verified(
    content: bytes, trusted: Trusted, now: datetime, watch: Callable[[], None]
) -> Verification:
    file = SignedFile(content, watch)
    faults = list(file.faults)
    form: Form | None = None
    if filled_fields(file, 0):
        faults.append(changed(Problem("verify-saved-anew")))
    try:
        form = form_of(file)
    except Refused as fault:
        faults.append(fault)
    if form is None:
        return _without_form(file, faults)
    placed, misplaced = placed_signatures(file, form)
    faults += misplaced
    signatures: list[Held] = []
    for each in placed:
        watch()
        try:
            signatures.append(held(each, content))
        except Refused as fault:
            faults.append(fault)
    if not any(filled_fields(file, each) for each in range(len(file.revisions))):
        return _with_content(file, Verification(UNSIGNED, expected=form.parties))
    faults += _structure_faults(file, form, placed, watch)
    return _with_content(file, _judged(file, form, signatures, faults, trusted, now))


def _structure_faults(
    file: SignedFile, form: Form, placed: Sequence[Placed], watch: Callable[[], None]
) -> Iterator[Refused]:
    """What stands in a file besides what was exported and signed."""
    yield from base_faults(file, form)
    signers = {each.revision: each.party for each in placed if each.party}
    for revision in range(1, len(file.revisions)):
        watch()
        yield from change_faults(file, revision, form, signers.get(revision))
    first = next((each for each in placed if each.party), None)
    if first is not None and not first.certifies:
        yield changed(Problem("verify-not-certified"))


def _without_form(file: SignedFile, faults: Sequence[Refused]) -> Verification:
    """The verdict on a file without the fields that this program makes."""
    signed = any(filled_fields(file, each) for each in range(len(file.revisions)))
    if not signed and b"/ByteRange" not in file.content:
        return _with_content(file, Verification(UNSIGNED))
    # Signatures that no field shows any more were taken away, not never there.
    code = "verify-base-fields" if signed else "verify-signature-removed"
    return _with_content(file, _of_faults(faults or [changed(Problem(code))]))


def _judged(
    file: SignedFile,
    form: Form,
    signatures: Sequence[Held],
    faults: Sequence[Refused],
    trusted: Trusted,
    now: datetime,
) -> Verification:
    judge = Judge(trusted, now, list(islice(stored_proofs(file), _MOST_PROOFS)))
    signers = [each for each in signatures if each.placed.party]
    judged = [judge.judged(each) for each in signers]
    same = same_signers(signers)
    if same is not None:
        judged = [unrecognised(each, same) for each in judged]
    made = Verification(
        BOTH if len(signers) == len(form.parties) else ONE,
        signatures=tuple(each.signature for each in judged),
        remarks=tuple(remark for each in judged for remark in each.remarks),
        expected=form.parties,
    )
    if faults:
        return _of_faults(faults, made)
    reasons = _without_repetition([reason for each in judged for reason in each.reasons])
    return replace(made, verdict=UNRECOGNISED, reasons=reasons) if reasons else made


def _of_faults(faults: Sequence[Refused], made: Verification | None = None) -> Verification:
    """The verdict of the gravest of what was found, with all that was."""
    sorted_faults = sorted(faults, key=lambda each: each.verdict != DAMAGED)
    reasons = _without_repetition([each.problem for each in sorted_faults])
    return replace(made or Verification(CHANGED), verdict=sorted_faults[0].verdict, reasons=reasons)


def _without_repetition(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple({(each.code, str(each.facts)): each for each in problems}.values())


def _with_content(file: SignedFile, made: Verification) -> Verification:
    """The same, with whether what is printed and what is attached agree."""
    try:
        agreement, review = _carried(file, AGREEMENT), _carried(file, REVIEW_FILE)
    except (Refused, UnicodeDecodeError):
        return replace(made, content_matches=False)
    if agreement is None and review is None:
        return made
    # What renders pages is imported where pages are read.
    from alignment_desktop.documents.signing.printed_content import content_matches, review_matches

    matches = True
    if agreement is not None:
        matches = content_matches(file.content, agreement)
    if review is not None:
        matches = matches and review_matches(file.content, review)
        made = replace(made, remarks=(*made.remarks, Problem(REVIEW_PRINTED)))
    return replace(made, content_matches=matches)


def _refused(verdict: str, problem: Problem) -> Verification:
    return Verification(verdict, reasons=(problem,))


def _watch(monitor: Monitor | None) -> Callable[[], None]:
    """Tells the monitor that the work goes on."""
    watching = monitor or Silent()
    return lambda: watching.report(Progress(0, 0, "verifying"))
