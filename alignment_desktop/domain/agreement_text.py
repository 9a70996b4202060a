"""The agreement as TOML text: reading it with every mistake's line, and writing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from typing_extensions import override

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import (
    HEADER,
    KINDS,
    Clause,
    clause_name,
    read_clause,
    write_clause,
)
from alignment_desktop.domain.hidden_characters import spelled_out
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.text_lines import line_starts
from alignment_desktop.domain.toml_text import parsed
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class AgreementText:
    """What a text says should be in an agreement.

    Attributes:
        label: Which agreement it speaks of; None where the text does not say.
        clauses: The clauses it gives, whole; the header among them where it is given.
        removals: The clauses it takes away.
        lines: Where each clause it names begins; lines count from 1.
    """

    label: str | None = None
    clauses: Mapping[ClauseId, Clause] = field(default_factory=dict)
    removals: frozenset[ClauseId] = frozenset()
    lines: Mapping[ClauseId, int] = field(default_factory=dict)


def read_text(text: str, *, file: str = "") -> AgreementText:
    """What `text` says.

    Raises:
        Problem: Naming the file, the line, the clause and the field that is wrong.
    """
    tables, lines = _parsed(text.removeprefix("\ufeff"), file)
    label: str | None = None
    clauses: dict[ClauseId, Clause] = {}
    removals: set[ClauseId] = set()
    places: dict[ClauseId, tuple[str, int]] = {}
    for kind, index, table in _tables(tables, lines, file):
        given = dict(table)
        key = given.get("key", "")
        name = clause_name(kind, key) if isinstance(key, str) else kind
        try:
            if kind == HEADER:
                label = _label(given.pop("label", None))
            removal = given.pop("remove", False)
            if not isinstance(removal, bool):
                raise Problem("not-true-or-false", field="remove", value=removal)
            if removal:
                clause_id = _removed(kind, given)
            else:
                clause = read_clause(kind, given)
                clause_id = (kind, clause.key)
            # Giving a clause and removing it in one text says two things at once.
            if clause_id in places:
                raise Problem("clause-twice", field="key", first=lines.of(*places[clause_id]))
            if removal:
                removals.add(clause_id)
            else:
                clauses[clause_id] = clause
            places[clause_id] = kind, index
        except Problem as problem:
            named = problem.facts.get("field")
            line = lines.of(kind, index, str(named) if named else "")
            raise problem.with_facts(file=file, line=line, clause=name) from None
    return AgreementText(label, clauses, frozenset(removals), _LinesOf(lines, places))


def write_text(agreement: Agreement) -> str:
    """The agreement as text; reading it back gives an equal content hash."""
    import tomli_w

    parts = []
    for (kind, _), clause in agreement.in_order():
        table = write_clause(clause)
        if kind == HEADER:
            table = {"label": agreement.label, **table}
        # One by one, as the library writes a short list of tables on one line.
        part = spelled_out(tomli_w.dumps({kind: table}))
        parts.append(part.replace(f"[{kind}]", f"[[{kind}]]", 1) if KINDS[kind].keyed else part)
    return "\n".join(parts)


def _parsed(text: str, file: str) -> tuple[Mapping[str, object], _Lines]:
    try:
        return parsed(text), _Lines(text)
    except Problem as problem:
        raise problem.with_facts(file=file) from None


def _label(value: object) -> str | None:
    if value is None:
        return None
    try:
        label = f.TEXT.read(value).strip()
    except Problem as problem:
        raise problem.with_facts(field="label") from None
    if not label or "\n" in label:
        raise Problem("bad-label", field="label", value=value)
    return str(label)


def _removed(kind: str, table: Mapping[str, object]) -> ClauseId:
    key = table.get("key", "")
    if kind == HEADER:
        raise Problem("header-stays", field="remove")
    if KINDS[kind].keyed:
        if "key" not in table:
            raise Problem("missing-field", field="key")
        if not isinstance(key, str) or f.KEY.fullmatch(key) is None:
            raise Problem("bad-key", field="key", value=key)
    return kind, str(key)


def _tables(
    tables: Mapping[str, object], lines: _Lines, file: str
) -> Iterator[tuple[str, int, Mapping[str, object]]]:
    """Every table of the text with its kind and its place among those of that kind."""
    for kind, value in tables.items():
        if kind not in KINDS:
            raise Problem(
                "unknown-kind",
                file=file,
                line=lines.of(kind, 0),
                value=kind,
                known=", ".join(KINDS),
            )
        keyed = KINDS[kind].keyed
        many = value if isinstance(value, list) else [value]
        # One calendar under [calendar] instead of [[calendar]] means the same.
        if not all(isinstance(table, Mapping) for table in many) or (not keyed and len(many) != 1):
            code = "kind-is-a-list" if keyed else "kind-is-one-table"
            raise Problem(code, file=file, line=lines.of(kind, 0), value=kind)
        for index, table in enumerate(many):
            yield kind, index, table


class _Lines:
    """Where in a text each clause and field begins; sought only when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> Mapping[tuple[str, ...], int]:
        return line_starts(self._text)

    @cached_property
    def _dotted(self) -> dict[str, int]:
        return {".".join(path): line for path, line in self._starts.items()}

    def of(self, kind: str, index: int, dotted: str = "") -> int:
        """The line of a field, else of the nearest thing around it; `index` counts from 0."""
        many = (kind, str(index + 1)) in self._starts
        path = f"{kind}.{index + 1}" if many else kind
        while dotted and f"{path}.{dotted}" not in self._dotted:
            dotted = dotted.rpartition(".")[0]
        return self._dotted[f"{path}.{dotted}" if dotted else path]


class _LinesOf(Mapping[ClauseId, int]):
    """Where each clause of a text begins."""

    def __init__(self, lines: _Lines, places: Mapping[ClauseId, tuple[str, int]]) -> None:
        self._lines = lines
        self._places = places

    @override
    def __getitem__(self, clause_id: ClauseId) -> int:
        return self._lines.of(*self._places[clause_id])

    @override
    def __iter__(self) -> Iterator[ClauseId]:
        return iter(self._places)

    @override
    def __len__(self) -> int:
        return len(self._places)
