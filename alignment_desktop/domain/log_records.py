"""The records of the change log, as the log keeps them, read into the changes they tell of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.discussion_entries import (
    read_answer,
    read_comment,
    read_parking,
    read_proposal,
)
from alignment_desktop.domain.evidence_entries import (
    LATER_HASHES,
    DamageLeftOut,
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
    WorkspaceMigrated,
)
from alignment_desktop.domain.log_entries import (
    AgreementCarried,
    AgreementChanged,
    AgreementFacts,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    VersionFrozen,
)
from alignment_desktop.domain.logo_entries import read_logo
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_entries import read_review
from alignment_desktop.domain.review_figures import read_review_figures
from alignment_desktop.domain.signing_entries import (
    read_authority,
    read_declined,
    read_identity,
    read_review_frozen,
    read_signed,
)


def _agreement(record: Mapping[str, Any]) -> Change:
    before = record["before"]
    facts = None if before is None else AgreementFacts.of(before)
    return AgreementChanged(int(record["id"]), facts, AgreementFacts.of(record["after"]))


def _carried(record: Mapping[str, Any]) -> Change:
    after = record["after"]
    source = int(after["source"]), str(after["source_label"])
    moved = tuple(str(name) for name in after["moved"])
    return AgreementCarried(int(record["agreement"]), str(after["label"]), *source, moved)


def _clause(record: Mapping[str, Any]) -> Change:
    before, after = (
        None if state is None else ClauseState.of(state)
        for state in (record["before"], record["after"])
    )
    return ClauseChanged(int(record["agreement"]), record["kind"], record["key"], before, after)


def _consent(record: Mapping[str, Any]) -> Change:
    made = ConsentTakenBack if record["after"] is None else ConsentGiven
    revision = record["before"] if record["after"] is None else record["after"]
    place = int(record["agreement"]), record["kind"], record["key"]
    given = None if record.get("given") is None else Assent.of(record["given"])
    return made(*place, record["party"], int(revision), given)


def _version(record: Mapping[str, Any]) -> Change:
    after = record["after"]
    effective = after["effective"]
    return VersionFrozen(
        int(record["agreement"]),
        int(record["number"]),
        after["content_hash"],
        None if effective is None else date.fromisoformat(effective),
        after["reason"],
        after["waived"],
    )


def _batch(record: Mapping[str, Any]) -> Change:
    number, after = int(record["id"]), record["after"]
    if record["before"] is None:
        names = ("file", "sheet", "sha256", "kind", "rows", "evidence_hash")
        facts = {name: after[name] for name in names}
        return Imported(number, **facts, **{name: after.get(name) for name in LATER_HASHES})
    return (ImportWithdrawn if after["withdrawn"] else ImportRestored)(number, after["sha256"])


def _profile(record: Mapping[str, Any]) -> Change:
    return ProfileRemembered(record["name"], record["before"], record["after"])


def _workspace(record: Mapping[str, Any]) -> Change:
    before, after = record["before"], record["after"]
    damaged = tuple(after["damaged"])
    readings = tuple((int(batch), str(digest)) for batch, digest in after["readings"])
    schemas = before["schema"], after["schema"]
    return WorkspaceMigrated(*schemas, before["log_hash"], damaged, readings)


def _damage(record: Mapping[str, Any]) -> Change:
    after = record["after"]
    versions = tuple((int(agreement), int(number)) for agreement, number in after["versions"])
    files = tuple(str(sha256) for sha256 in after.get("files", ()))
    return DamageLeftOut(tuple(after["batches"]), versions, int(after["changes"]), files)


_READERS: dict[str, Callable[[Mapping[str, Any]], Change]] = {
    "agreement": _agreement,
    "carried": _carried,
    "clause": _clause,
    "consent": _consent,
    "version": _version,
    "batch": _batch,
    "profile": _profile,
    "workspace": _workspace,
    "damage": _damage,
    "proposal": read_proposal,
    "answer": read_answer,
    "comment": read_comment,
    "parking": read_parking,
    "review": read_review,
    "authority": read_authority,
    "identity": read_identity,
    "signed": read_signed,
    "declined": read_declined,
    "review-frozen": read_review_frozen,
    "review-figures": read_review_figures,
    "logo": read_logo,
}


def read_change(record: Mapping[str, Any]) -> Change:
    """The change that a record of the log tells of.

    Raises:
        Problem: `workspace-corrupt`, where it is no such record.
    """
    try:
        return _READERS[record["what"]](record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Problem("workspace-corrupt") from error
