"""Whether a workspace holds what its change log says: chain, draft, consents, versions, evidence.

A chain of hashes without a key tells slips, broken disks and whoever did not work out all of it
anew. Whoever does leaves a chain that other computers have not seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.findings import ERROR, WARNING, Finding
from alignment_desktop.domain.log_entries import AgreementFacts
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.replay import Batch, Replayed, replayed
from alignment_desktop.domain.signing_entries import AuthorityMade, ReviewFrozen
from alignment_desktop.storage.change_log import LogRow, canonical
from alignment_desktop.storage.errors import translated
from alignment_desktop.storage.evidence import batch_holds, cells_hold, combined_hash
from alignment_desktop.storage.schema_check import GUARD_MISSING
from alignment_desktop.storage.stored_values import json_text
from alignment_desktop.storage.versions import version_holds
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.replay import ClauseKey
    from alignment_desktop.storage.evidence import BatchRow
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.rows import ClauseRow, ConsentRow


@dataclass(frozen=True)
class Verification:
    """What a workspace's own record of itself says of it.

    Attributes:
        rows: The rows of the log up to the first that is not as it was written.
        expected: What the tables must say by these rows.
        findings: What does not hold, gravest first.
    """

    rows: tuple[LogRow, ...]
    expected: Replayed
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must not be built on."""
        return tuple(each for each in self.findings if each.severity == ERROR)


def verified(
    reader: Reader, differences: Sequence[Problem] = (), *, unpacked: bool = False
) -> Verification:
    """Works the whole chain and everything that stands on it out anew.

    Args:
        reader: One snapshot of the workspace.
        differences: How its tables differ from ours, as the store found it.
        unpacked: Whether the rows of imports are read, too: bytes can be those that the log tells
            of, and yet none that an import writes. Whoever measures finds that anyway.
    """
    findings = [_schema_finding(each) for each in differences]
    rows, broken = reader.sound_log()
    expected = replayed(rows)
    if broken is not None:
        findings.append(Finding("log-broken", ERROR, (), broken.facts))
        return Verification(tuple(rows), expected, tuple(findings))
    for part in (_agreements, _batches, _profiles, _kept_files):
        try:
            with translated(""):
                findings += part(reader, expected)
        except Problem as problem:
            # What is missing in the schema is told already.
            if problem.code != "workspace-part-missing" or not differences:
                facts = {"table": part.__name__.strip("_"), "code": problem.code}
                findings.append(Finding("tables-unreadable", ERROR, (), facts))
    if unpacked:
        told = {key for each in findings for key in each.keys}
        # A table that cannot be read as a whole is told already.
        with suppress(Problem), translated(""):
            findings += [each for each in _unreadable(reader) if told.isdisjoint(each.keys)]
    findings.sort(key=lambda finding: finding.severity != ERROR)
    return Verification(tuple(rows), expected, tuple(findings))


def _schema_finding(difference: Problem) -> Finding:
    harmless = difference.code == GUARD_MISSING
    severity = WARNING if harmless else ERROR
    return Finding("schema-foreign", severity, (), {"difference": difference})


def _agreements(reader: Reader, expected: Replayed) -> Iterator[Finding]:
    found = {row.id: row for row in reader.agreements()}
    several = len(expected.agreements) > 1
    for number in sorted(found.keys() | expected.agreements.keys()):
        row, facts = found.get(number), expected.agreements.get(number)
        if row is None or facts != AgreementFacts(row.label, row.period_start, row.untouched):
            label = facts.label if facts is not None else row.label if row is not None else ""
            yield Finding("agreement-damaged", ERROR, (), {"label": label})
        label = facts.label if several and facts is not None else ""
        clauses = {(number, *row.id): row for row in reader.clauses(number)}
        yield from _clauses(clauses, expected, number, label)
        yield from _consents(reader, clauses, expected, number, label)
        yield from _versions(reader, expected, number)


def _clauses(
    found: Mapping[ClauseKey, ClauseRow], expected: Replayed, number: int, label: str
) -> Iterator[Finding]:
    for key, row in found.items():
        state = expected.clauses.get(key)
        if state is None:
            yield Finding("clause-unlogged", *_clause_facts(key, label))
            continue
        wanted = state.position, state.revision, json_text(state.body)
        if (row.position, row.revision, row.text) != wanted:
            facts = {"fields": ", ".join(_differing(row.body, dict(state.body)))}
            yield Finding("clause-damaged", *_clause_facts(key, label, **facts))
    for key in expected.clauses:
        if key[0] == number and key not in found:
            yield Finding("clause-lost", *_clause_facts(key, label))


def _differing(found: dict[str, object], expected: dict[str, object]) -> list[str]:
    """The names of the fields that say something else; `place` where none does."""
    names = dict.fromkeys([*expected, *found])
    differing = [
        name for name in names if canonical(found.get(name)) != canonical(expected.get(name))
    ]
    return differing or ["place"]


def _consents(
    reader: Reader,
    clauses: Mapping[ClauseKey, ClauseRow],
    expected: Replayed,
    number: int,
    label: str,
) -> Iterator[Finding]:
    found: dict[tuple[ClauseKey, str], ConsentRow] = {
        ((number, row.kind, row.key), row.party): row for row in reader.consents(number)
    }
    wanted = {
        (key, party): yes
        for key, given in expected.consents.items()
        if key[0] == number
        for party, yes in given.items()
    }

    def holds(place: tuple[ClauseKey, str]) -> bool:
        row, yes = found.get(place), wanted.get(place)
        if row is None or yes is None or (row.revision, row.at) != (yes.revision, yes.at):
            return False
        return reader.before_actors or (
            row.words == clauses[place[0]].words and row.person == yes.person
        )

    for key, party in sorted(place for place in found.keys() | wanted.keys() if not holds(place)):
        yield Finding("consent-damaged", *_clause_facts(key, label, party=party))


def _clause_facts(
    key: ClauseKey, label: str, **facts: object
) -> tuple[str, tuple[str], dict[str, object]]:
    """What a finding about a clause is made of beside its rule; `label` where there are several."""
    name = clause_name(*key[1:])
    clause = f"{name} of the agreement “{label}”" if label else name
    return ERROR, (name,), {"clause": clause, **facts}


def _versions(reader: Reader, expected: Replayed, number: int) -> Iterator[Finding]:
    label = expected.agreements[number].label if number in expected.agreements else ""
    found = {row.number: row for row in reader.versions(number)}
    wanted = {version for agreement, version in expected.versions if agreement == number}
    for version in sorted(found.keys() | wanted):
        facts = {"number": version, "label": label}
        row, logged = found.get(version), expected.versions.get((number, version))
        if row is None:
            yield Finding("version-lost", ERROR, (f"version {version}",), facts)
        elif logged is None or not version_holds(row, *logged):
            yield Finding("version-damaged", ERROR, (f"version {version}",), facts)


def _batches(reader: Reader, expected: Replayed) -> Iterator[Finding]:
    found = {row.id: row for row in reader.batches()}
    for number in sorted(found.keys() | expected.batches.keys()):
        row, logged = found.get(number), expected.batches.get(number)
        if row is None:
            assert logged is not None
            severity = WARNING if logged.withdrawn else ERROR
            facts = {"batch": number, "file": logged.facts.file}
            yield Finding("evidence-lost", severity, (f"import {number}",), facts)
        elif logged is None or not bytes_hold(reader, row, logged):
            severity = WARNING if row.withdrawn and logged and logged.withdrawn else ERROR
            facts = {"batch": number, "file": row.file}
            yield Finding("evidence-damaged", severity, (f"import {number}",), facts)


def _unreadable(reader: Reader) -> Iterator[Finding]:
    """The imports that count and whose rows cannot be read."""
    for row in reader.batches():
        if row.withdrawn:
            continue
        try:
            reader.frame(row.id)
        except Problem:
            facts = {"batch": row.id, "file": row.file}
            yield Finding("evidence-damaged", ERROR, (f"import {row.id}",), facts)


def bytes_hold(reader: Reader, row: BatchRow, logged: Batch) -> bool:
    """Whether an import's row and its bytes are those that the log tells of."""
    as_logged = batch_holds(row, logged) and row.withdrawn == logged.withdrawn
    if not as_logged or combined_hash([*_hashes(reader, row.id, "number > ?")]) != (
        logged.facts.evidence_hash
    ):
        return False
    return cells_hold(next(_hashes(reader, row.id, "number = ?"), None), logged)


def _hashes(reader: Reader, batch: int, which: str) -> Iterator[str]:
    """The hashes of the chunks of a batch, which are read a chunk at a time."""
    for (data,) in reader.chunks(batch, which, "data"):
        yield hashlib.sha256(data if isinstance(data, bytes) else b"").hexdigest()


def _profiles(reader: Reader, expected: Replayed) -> Iterator[Finding]:
    found = reader.profiles()
    for name in sorted(found.keys() | expected.profiles.keys()):
        if found.get(name) != expected.profiles.get(name):
            yield Finding("profile-damaged", ERROR, (f"profile {name}",), {"name": name})


def _kept_files(reader: Reader, expected: Replayed) -> Iterator[Finding]:
    found = set(reader.kept_hashes())
    for sha256, told in expected.files.items():
        if isinstance(told, AuthorityMade):
            if not reader.holds_kept_file(sha256):
                yield Finding("authority-damaged", ERROR, ("authority",), {"name": told.name})
            continue
        if isinstance(told, LogoChanged):
            if not reader.holds_kept_file(sha256):
                yield Finding("logo-damaged", ERROR, (f"file {sha256}",), {"sha256": sha256})
            continue
        agreement = expected.agreements.get(told.agreement)
        label = "" if agreement is None else agreement.label
        facts: dict[str, object] = {"number": told.number, "label": label, "sha256": sha256}
        review = told.period if isinstance(told, ReviewFrozen) else told.review
        if sha256 in found and reader.holds_kept_file(sha256):
            continue
        if review is not None:
            facts["review"] = review
            yield Finding("review-file-damaged", ERROR, (f"file {sha256}",), facts)
        elif sha256 not in found:
            yield Finding("signed-file-lost", ERROR, (f"file {sha256}",), facts)
        else:
            yield Finding("signed-file-damaged", ERROR, (f"file {sha256}",), facts)
    for sha256 in sorted(found - expected.files.keys()):
        yield Finding("kept-file-unlogged", ERROR, (f"file {sha256}",), {"sha256": sha256})
