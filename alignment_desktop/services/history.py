"""Undo and redo, from what the change log says was there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import Entry

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.change_log import LogRow
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
            row = writer.log(self.revision - 1)[0]
            for record in reversed(row.details["changes"]):
                _PUT_BACK[record["what"]](writer, record)
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


def _put_back_clause(writer: Writer, record: _Record) -> None:
    place = record["agreement"], record["kind"], record["key"]
    rows = {(row.kind, row.key): row for row in writer.clauses(record["agreement"])}
    row = rows.get(place[1:])
    before, after = record["before"], record["after"]
    now = None if row is None else (row.position, row.body)
    if now != (None if after is None else (after["position"], after["body"])):
        raise Problem("undo-overtaken", what=_name(record))
    if before is None:
        writer.remove_clause(*place)
        return
    writer.put_clause(*place, before["position"], before["body"])
    for party in before["consents"]:
        writer.give_consent(*place, party)


def _put_back_consent(writer: Writer, record: _Record) -> None:
    place = record["agreement"], record["kind"], record["key"]
    present = {(row.kind, row.key) for row in writer.clauses(record["agreement"])}
    if place[1:] not in present:
        raise Problem("undo-overtaken", what=_name(record))
    if record["before"] is None:
        writer.take_consent(*place, record["party"])
        return
    revisions = {(row.kind, row.key): row.revision for row in writer.clauses(record["agreement"])}
    # A yes belongs to the words it was said to.
    if record["after"] is None and revisions[place[1:]] < record["before"]:
        raise Problem("undo-overtaken", what=_name(record))
    writer.give_consent(*place, record["party"])


def _put_back_agreement(writer: Writer, record: _Record) -> None:
    from datetime import date

    before = record["before"]
    writer.set_agreement(
        record["id"],
        label=before["label"],
        period_start=date.fromisoformat(before["period_start"]),
        untouched=before["untouched"],
    )


def _put_back_batch(writer: Writer, record: _Record) -> None:
    before = record["before"]
    writer.withdraw_batch(record["id"], withdrawn=before is None or before["withdrawn"])


def _put_back_profile(writer: Writer, record: _Record) -> None:
    # A mapping that was remembered anew stays remembered; it changes no figure.
    if record["before"] is not None:
        writer.put_profile(record["name"], record["before"])


_PUT_BACK = {
    "clause": _put_back_clause,
    "consent": _put_back_consent,
    "agreement": _put_back_agreement,
    "batch": _put_back_batch,
    "profile": _put_back_profile,
}
"""How a record is put back, by the thing it is about; what is not here stays as it is."""
