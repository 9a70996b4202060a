"""Undo and redo, from what the change log says was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import ClauseText, Entry

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.change_log import LogRow
    from alignment_desktop.storage.rows import ClauseRow
    from alignment_desktop.storage.store import Writer

_Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be taken back.

    Attributes:
        revision: Which row of the change log holds it.
        action: The command's verb, such as `edit`.
        names: What it changed: clauses as `kind.key`, batches as `import 3`.
        called: What people call each of these; empty where the change does not say.
    """

    revision: int
    action: str
    names: tuple[str, ...]
    called: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reverse:
    """Put back what one change changed: bodies, places, consents, imports.

    What somebody has changed again since is not touched: then nothing is put back at all.

    Attributes:
        revision: The change's row of the log. A reversed reverse is a redo.
        action: `undo` or `redo`, for the log.
        party: Who asks for it.
    """

    revision: int
    action: str = "undo"
    party: str | None = None

    def run(self, workspace: Workspace, at: datetime) -> int:
        """Put it back; the revision of the change that does so.

        Raises:
            Problem: `undo-overtaken`, where something of it was changed again.
        """
        with workspace.store.change(Entry(self.action, self.party or "", at)) as writer:
            details = writer.logged(self.revision).details
            for what, records in _runs(details["changes"][::-1]):
                _PUT_BACK[what](writer, records)
            return writer.revision()


class History:
    """What one window has done, and can undo and redo; others' changes are not among it."""

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def next_undo(self) -> Step | None:
        """What would be undone."""
        return self._undo[-1] if self._undo else None

    @property
    def next_redo(self) -> Step | None:
        """What would be done again."""
        return self._redo[-1] if self._redo else None

    def done(self, rows: Sequence[LogRow]) -> None:
        """Takes note of changes of this window, in the order in which they were made."""
        for row in rows:
            self._redo.clear()
            if undoable(row):
                self._undo.append(_step(row))

    def undone(self, revision: int) -> None:
        """The last step was undone by the change of that revision."""
        step = self._undo.pop()
        self._redo.append(replace(step, revision=revision))

    def redone(self, revision: int) -> None:
        """The step undone last was done again by the change of that revision."""
        step = self._redo.pop()
        self._undo.append(replace(step, revision=revision))

    def forget(self, step: Step) -> None:
        """A step that cannot be undone or redone any more, as others have gone on from there."""
        for steps in (self._undo, self._redo):
            if step in steps:
                steps.remove(step)


def undoable(row: LogRow) -> bool:
    """Whether a change can be taken back: a frozen version and a new agreement stay."""
    records: list[_Record] = row.details["changes"]
    return bool(records) and all(
        record["what"] in _PUT_BACK
        and not (record["what"] == "agreement" and record["before"] is None)
        for record in records
    )


def _step(row: LogRow) -> Step:
    called: dict[str, str] = {}
    for record in row.details["changes"]:
        name = _name(record)
        if name:
            called[name] = called.get(name) or _called(record)
    return Step(row.revision, row.action, tuple(called), tuple(called.values()))


def _name(record: _Record) -> str:
    if "kind" in record:
        return clause_name(record["kind"], record["key"])
    return f"import {record['id']}" if record["what"] == "batch" else ""


def _called(record: _Record) -> str:
    """What people call a clause, as it was left, or as it was before it was removed."""
    for state in (record["after"], record["before"]):
        if isinstance(state, dict) and isinstance(state.get("body"), dict):
            return str(state["body"].get("name") or "")
    return ""


def _runs(records: Iterable[_Record]) -> Iterator[tuple[str, list[_Record]]]:
    """Records of one kind of thing that follow each other and no two of which are about one."""
    run: list[_Record] = []
    things: set[object] = set()
    for record in records:
        thing = tuple(record.get(name) for name in _NAMES)
        if run and (record["what"] != run[0]["what"] or thing in things):
            yield run[0]["what"], run
            run, things = [], set()
        run.append(record)
        things.add(thing)
    if run:
        yield run[0]["what"], run


def _put_back_clauses(writer: Writer, records: list[_Record]) -> None:
    for agreement, its in _by(records, "agreement"):
        rows = writer.clauses_by_id(agreement, [_clause_of(record) for record in its])
        for record in its:
            row, after = rows.get(_clause_of(record)), record["after"]
            now = None if row is None else (row.position, row.body)
            if now != (None if after is None else (after["position"], after["body"])):
                raise Problem("undo-overtaken", what=_name(record))
        gone = [_clause_of(record) for record in its if record["before"] is None]
        back = [record for record in its if record["before"] is not None]
        texts = [
            ClauseText(*_clause_of(record), record["before"]["position"], record["before"]["body"])
            for record in back
        ]
        writer.remove_clauses(agreement, gone)
        writer.put_clauses(agreement, texts)
        parties = {party for record in back for party in record["before"]["consents"]}
        for party in sorted(parties):
            agreed = [_clause_of(each) for each in back if party in each["before"]["consents"]]
            writer.give_consents(agreement, agreed, party)


def _put_back_consents(writer: Writer, records: list[_Record]) -> None:
    for agreement, its in _by(records, "agreement"):
        rows = writer.clauses_by_id(agreement, [_clause_of(record) for record in its])
        for record in its:
            row = rows.get(_clause_of(record))
            if row is None or _said_to_other_words(record, row):
                raise Problem("undo-overtaken", what=_name(record))
        for party, of_party in _by(its, "party"):
            taken = [_clause_of(record) for record in of_party if record["before"] is None]
            given = [_clause_of(record) for record in of_party if record["before"] is not None]
            writer.take_consents(agreement, taken, party)
            writer.give_consents(agreement, given, party)


def _said_to_other_words(record: _Record, row: ClauseRow) -> bool:
    """Whether a yes that was taken back was not to the clause as it is: it belongs to its words."""
    taken_back = record["before"] is not None and record["after"] is None
    return taken_back and row.revision < record["before"]


def _by(records: Iterable[_Record], name: str) -> Iterable[tuple[Any, list[_Record]]]:
    """The records by what they have under a name, in the order of the first of each."""
    found: dict[Any, list[_Record]] = {}
    for record in records:
        found.setdefault(record[name], []).append(record)
    return found.items()


def _clause_of(record: _Record) -> ClauseId:
    return record["kind"], record["key"]


def _put_back_agreements(writer: Writer, records: list[_Record]) -> None:
    from datetime import date

    for record in records:
        before = record["before"]
        writer.set_agreement(
            record["id"],
            label=before["label"],
            period_start=date.fromisoformat(before["period_start"]),
            untouched=before["untouched"],
        )


def _put_back_batches(writer: Writer, records: list[_Record]) -> None:
    for record in records:
        before = record["before"]
        writer.withdraw_batch(record["id"], withdrawn=before is None or before["withdrawn"])


def _put_back_profiles(writer: Writer, records: list[_Record]) -> None:
    for record in records:
        # A mapping that was remembered anew stays remembered; it changes no figure.
        if record["before"] is not None:
            writer.put_profile(record["name"], record["before"])


_NAMES = ("id", "agreement", "kind", "key", "party", "name")
"""What a record may name its thing by."""

_PUT_BACK = {
    "clause": _put_back_clauses,
    "consent": _put_back_consents,
    "agreement": _put_back_agreements,
    "batch": _put_back_batches,
    "profile": _put_back_profiles,
}
"""How records are put back, by the thing they are about; what is not here stays as it is."""
