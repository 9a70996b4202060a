"""The agreement as one value: its clauses, and the hash that names its content."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.clauses import (
    ATTRIBUTION,
    COMMITMENT,
    HEADER,
    KINDS,
    Attribution,
    Clause,
    Header,
    Reason,
    Segment,
    Stage,
    clause_name,
    read_clause,
    write_clause,
)
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.fields import Holds, value_of
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoring import Grade, ScoringRule, Threshold
from alignment_desktop.values import dataclass

ClauseId = tuple[str, str]
"""Kind and key of a clause; the key is empty for the header and the attribution."""

_C = TypeVar("_C")


@dataclass(frozen=True)
class Agreement:
    """What both parties write together.

    Attributes:
        label: Names the agreement within its workspace; not part of its content.
        clauses: Every clause by kind and key, the header and the attribution among them; in the
            order in which they were written.
    """

    label: str
    clauses: Mapping[ClauseId, Clause] = field(default_factory=dict)

    @property
    def header(self) -> Header:
        """The header; every agreement has one."""
        return cast(Header, self.clauses[HEADER, ""])

    @property
    def attribution(self) -> Attribution | None:
        """Who gets credit, where both have said so."""
        return cast("Attribution | None", self.clauses.get((ATTRIBUTION, "")))

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Clause]]:
        """The clauses by kind and key; pages ask for them once for each of many rows."""
        found: dict[str, dict[str, Clause]] = defaultdict(dict)
        for (kind, key), clause in self.clauses.items():
            found[kind][key] = clause
        return dict(found)

    @cached_property
    def _by_key(self) -> dict[str, list[ClauseId]]:
        """The clauses by key alone."""
        found: dict[str, list[ClauseId]] = defaultdict(list)
        for clause_id in self.clauses:
            found[clause_id[1]].append(clause_id)
        return dict(found)

    def of_kind(self, kind: str) -> Mapping[str, Clause]:
        """The clauses of one kind, by key."""
        return self._by_kind.get(kind, {})

    @property
    def commitments(self) -> Mapping[str, Commitment]:
        """The commitments, by key."""
        return cast("Mapping[str, Commitment]", self.of_kind(COMMITMENT))

    @property
    def calendar(self) -> Calendar | None:
        """The calendar that the header names."""
        return cast("Calendar | None", self.clauses.get(("calendar", self.header.calendar)))

    @property
    def timezone(self) -> str:
        """The zone in which days begin: the calendar's, else UTC."""
        return self.calendar.timezone if self.calendar else "UTC"

    @property
    def segments(self) -> Mapping[str, Segment]:
        """The segments, by key."""
        return cast("Mapping[str, Segment]", self.of_kind("segment"))

    @property
    def stages(self) -> Mapping[str, Stage]:
        """The stages of the funnel, by key."""
        return cast("Mapping[str, Stage]", self.of_kind("stage"))

    @property
    def rules(self) -> Mapping[str, ScoringRule]:
        """The rules that give leads points, by key."""
        return cast("Mapping[str, ScoringRule]", self.of_kind("rule"))

    @property
    def grades(self) -> Mapping[str, Grade]:
        """The grades, by key."""
        return cast("Mapping[str, Grade]", self.of_kind("grade"))

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """What is done with which grades and scores, by key."""
        return cast("Mapping[str, Threshold]", self.of_kind("threshold"))

    @property
    def scores_by_rules(self) -> bool:
        """Whether grades and scores are those of the rules, not those that files give."""
        return self.header.scoring == "rules"

    @property
    def reasons(self) -> Mapping[str, Reason]:
        """Why leads are returned, disqualified or lost, by key."""
        return cast("Mapping[str, Reason]", self.of_kind("reason"))

    @property
    def campaigns(self) -> Mapping[str, Campaign]:
        """The campaigns of the plan, by key."""
        return cast("Mapping[str, Campaign]", self.of_kind("campaign"))

    @cached_property
    def campaigns_called(self) -> Mapping[str, Campaign]:
        """The campaigns by what leads call them, in lower case.

        That is a key or a name; a key wins over a name, the first campaign over a later one.
        """
        called = dict(self.campaigns)
        for campaign in self.campaigns.values():
            called.setdefault(folded(campaign.name), campaign)
        called.pop("", None)
        return called

    def in_order(self) -> Iterator[tuple[ClauseId, Clause]]:
        """Every clause, kind after kind as an agreement is written."""
        ranks = {kind: rank for rank, kind in enumerate(KINDS)}
        yield from sorted(self.clauses.items(), key=lambda item: ranks[item[0][0]])

    def content(self) -> dict[str, object]:
        """The whole agreement as JSON values, in the order in which it was written; no label."""
        content: dict[str, object] = {}
        for kind, spec in KINDS.items():
            tables = [json_table(write_clause(clause)) for clause in self.of_kind(kind).values()]
            if tables:
                content[kind] = tables if spec.keyed else tables[0]
        return content

    def tables(self) -> dict[str, object]:
        """The content as JSON values, the header with its label: what the text holds."""
        content = self.content()
        header = cast("dict[str, object]", content[HEADER])
        return {**content, HEADER: {"label": self.label, **header}}

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the content, in hexadecimal: over header, attribution and clauses.

        The order in which they were written does not matter.
        """
        return content_hash(self.content())

    @classmethod
    def from_content(
        cls,
        label: str,
        content: Mapping[str, object],
        read: Callable[[str, Mapping[str, object]], Clause] = read_clause,
    ) -> Agreement:
        """The agreement whose `content()` this is, each clause read by `read`.

        Raises:
            Problem: Where it is the content of none: it may come from a file of somebody else.
        """
        clauses: dict[ClauseId, Clause] = {}
        for kind, tables in content.items():
            if kind not in KINDS:
                raise Problem("unknown-kind", value=kind, known=", ".join(KINDS))
            for table in tables if isinstance(tables, list) else [tables]:
                if not isinstance(table, Mapping):
                    raise Problem("not-a-table", clause=kind, value=table)
                clause = read(kind, table)
                if (kind, clause.key) in clauses:
                    raise Problem("clause-twice", clause=clause_name(kind, clause.key))
                clauses[kind, clause.key] = clause
        if (HEADER, "") not in clauses:
            raise Problem("missing-field", field=HEADER)
        return cls(label, clauses)

    def with_full_names(self) -> Agreement:
        """The same agreement, with `mql` written `stage.mql` where a clause names another so.

        Raises:
            Problem: `ambiguous-clause` or `unknown-clause`, where not just one clause has the key.
        """
        clauses = dict(self.clauses)
        for (kind, key), clause in self.clauses.items():
            for spec in KINDS[kind].fields:
                name = value_of(clause, spec.name) if spec.holds is Holds.CLAUSE else ""
                if not name or "." in name:
                    continue
                try:
                    found = clause_name(*self.find(name))
                except Problem as problem:
                    named = {"clause": clause_name(kind, key), "field": spec.name}
                    raise problem.with_facts(**named) from None
                clauses[kind, key] = replace(cast(Any, clause), **{spec.name: found})
        return Agreement(self.label, clauses)

    def find(self, name: str) -> ClauseId:
        """The clause that `kind.key`, or a key that only one clause has, names.

        Raises:
            Problem: `unknown-clause`, or `ambiguous-clause` with the names it could be.
        """
        kind, _, key = name.partition(".")
        if (kind, key) in self.clauses:
            return kind, key
        # An empty name would fit the header, which has no key.
        matches = self._by_key.get(name, ()) if name else ()
        if len(matches) > 1:
            names = ", ".join(clause_name(*match) for match in matches)
            raise Problem("ambiguous-clause", value=name, names=names)
        if not matches:
            raise Problem("unknown-clause", value=name, label=self.label)
        return matches[0]


def content_hash(content: Mapping[str, Any]) -> str:
    """The hash of an agreement's `content()`, in hexadecimal, without reading its clauses.

    Raises:
        ValueError: It holds what no agreement can, such as half a character.
    """
    in_order = {
        kind: sorted(tables, key=_key_of_table) if isinstance(tables, list) else tables
        for kind, tables in content.items()
    }
    text = json.dumps(in_order, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _key_of_table(table: object) -> str:
    return str(table.get("key", "")) if isinstance(table, Mapping) else ""


def json_table(table: Mapping[str, object]) -> dict[str, object]:
    """`table` with dates and moments as ISO text, so that JSON can hold it."""
    return {name: _json_value(value) for name, value in table.items()}


def _json_value(value: object) -> object:
    if isinstance(value, Mapping):
        return json_table(value)
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
