"""Whether a workspace has the tables that this program makes, and nothing beside them.

A trigger, a view or a default of somebody else's would run whenever the program reads or writes.
What each revision makes stands in `expected_schemas.json`, which `tools/build_schemas.py` renews
from the migrations. Neither SQLAlchemy nor Alembic is needed for a file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.schema_revisions import HEAD
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    Execute = Callable[[str], Iterable[Sequence[object]]]

EXPECTED = Path(__file__).with_name("expected_schemas.json")
GUARD_MISSING = "schema-guard-missing"
"""The one difference that harms nothing by itself: what the guard kept is checked by its hash."""

_REVISIONS = "alembic_version"
_MOST_OBJECTS = 200
_LONGEST_NAME = 60
_NAMED = 3
_QUOTED_NAME = re.compile(r'\b(CREATE TABLE|REFERENCES) "(\w+)"')
_NO_COLUMN = re.compile(r"(?:CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK)\b", re.IGNORECASE)
_FOREIGN = {
    "trigger": "schema-trigger-foreign",
    "view": "schema-view-foreign",
    "index": "schema-index-foreign",
    "table": "schema-table-foreign",
}
"""Codes of what is not ours, the most dangerous first."""
_MISSING = {
    "trigger": GUARD_MISSING,
    "index": "schema-index-missing",
    "table": "schema-table-missing",
}
_SERVER_TYPES = {
    "INTEGER": "integer",
    "BOOLEAN": "boolean",
    "TEXT": "text",
    "BLOB": "bytea",
}
"""Types of columns as PostgreSQL calls them."""


@dataclass(frozen=True, slots=True)
class SchemaObject:
    """One thing that a schema consists of.

    Attributes:
        kind: `table`, `index`, `trigger` or `view`.
        name: Its name.
        table: The table to which it belongs.
        text: The SQL that made it, its blanks settled; empty for what a table brings by itself.
    """

    kind: str
    name: str
    table: str
    text: str


@dataclass(frozen=True, slots=True)
class SchemaLook:
    """What a look at a workspace's schema found.

    Attributes:
        revision: The revision of the tables as it is noted; None where none can be read.
        differences: How they differ from what that revision makes, the most dangerous first; of
            a revision that nobody here knows, nothing is said.
    """

    revision: str | None
    differences: tuple[Problem, ...]

    @property
    def harmful(self) -> tuple[Problem, ...]:
        """The differences for which a workspace is not opened."""
        return tuple(each for each in self.differences if each.code != GUARD_MISSING)

    @property
    def missing_guards(self) -> tuple[str, ...]:
        """The SQL of each guard of rows that are never changed which is gone."""
        gone = {each.facts["name"] for each in self.differences if each.code == GUARD_MISSING}
        own = sorted(_known(self.revision) or (), key=lambda each: each.name)
        return tuple(each.text for each in own if each.kind == "trigger" and each.name in gone)


def refusal(differences: Sequence[Problem], workspace: str) -> Problem:
    """The problem that a workspace has other tables than ours, naming the first differences."""
    named = list(differences[:_NAMED])
    if len(differences) > _NAMED:
        named.append(Problem("schema-more", count=len(differences) - _NAMED))
    return Problem("workspace-schema-foreign", workspace=workspace, differences=named)


def look_at_file(execute: Execute) -> SchemaLook:
    """Looks at the schema of an SQLite file.

    Args:
        execute: Runs one statement and gives its rows.
    """
    found = list(sqlite_objects(execute))
    noted = next((each for each in found if each.name == _REVISIONS), None)
    revision = None
    # A view of that name could be anything, and could run for ever.
    if noted is not None and noted in expected()[HEAD]:
        rows = [row[0] for row in execute(f"SELECT version_num FROM {_REVISIONS} LIMIT 1")]
        revision = rows[0] if rows and isinstance(rows[0], str) else None
    return SchemaLook(revision, tuple(_differences(found, _known(revision))))


def sqlite_objects(execute: Execute) -> Iterator[SchemaObject]:
    """What the schema of an SQLite file consists of; not all where it is far too much."""
    query = f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {_MOST_OBJECTS}"
    for kind, name, table, sql in execute(query):
        yield SchemaObject(str(kind), str(name), str(table), _settled(str(sql or "")))


def look_at_server(connection: Connection) -> SchemaLook:
    """Looks at the columns of our tables in a PostgreSQL database; others' are left alone."""
    found: dict[str, dict[str, str]] = {}
    for table, kind, column, type_, required, plain in connection.exec_driver_sql(_SERVER_COLUMNS):
        suffix = (" NOT NULL" if required else "") + ("" if plain else " …")
        its = found.setdefault(table, {})
        if kind == "r":  # of views and the like no column is ours
            its[column] = type_ + suffix
    revision = None
    if found.get(_REVISIONS) == _server_columns(expected()[HEAD]).get(_REVISIONS):
        query = f"SELECT version_num FROM {_REVISIONS} LIMIT 1"
        revision = connection.exec_driver_sql(query).scalar()
    return SchemaLook(revision, tuple(_server_differences(found, _known(revision))))


@cache
def expected() -> Mapping[str, frozenset[SchemaObject]]:
    """What each revision makes."""
    stored = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return {
        revision: frozenset(SchemaObject(*each) for each in objects)
        for revision, objects in stored.items()
    }


def file_statements() -> list[str]:
    """The SQL that makes all of the newest revision in a file, in an order in which it can run."""
    made = [each for each in expected()[HEAD] if each.text]
    return [each.text for each in sorted(made, key=lambda each: (each.kind != "table", each.name))]


def _known(revision: str | None) -> frozenset[SchemaObject] | None:
    """What that revision makes; the newest where none is noted, None where it is unknown."""
    return expected().get(revision or HEAD)


def _settled(sql: str) -> str:
    """SQL as it is compared; what makes tables quotes and breaks lines now so, now so."""
    blanks = re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").replace(" ,", ",")
    return _QUOTED_NAME.sub(r"\1 \2", blanks).strip()


def _differences(
    found: Iterable[SchemaObject], wanted: frozenset[SchemaObject] | None
) -> Iterator[Problem]:
    if wanted is None:
        return
    by_name = {(each.kind, each.name): each for each in wanted}
    missing = dict(by_name)
    foreign: list[SchemaObject] = []
    changed: list[tuple[SchemaObject, SchemaObject]] = []
    for each in found:
        own = missing.pop((each.kind, each.name), None)
        if own is None:
            foreign.append(each)
        elif own != each:
            changed.append((each, own))
    order = list(_FOREIGN)
    for each in sorted(foreign, key=lambda each: order.index(_kind(each))):
        yield Problem(_FOREIGN[_kind(each)], name=_name(each.name), table=_name(each.table))
    for each, own in changed:
        yield from _changes(each, own)
    for own in sorted(missing.values(), key=lambda own: (own.kind != "table", own.name)):
        if own.kind == "table" or ("table", own.table) not in missing:
            yield Problem(_MISSING[own.kind], name=own.name, table=own.table)


def _kind(each: SchemaObject) -> str:
    return each.kind if each.kind in _FOREIGN else "table"


def _changes(found: SchemaObject, own: SchemaObject) -> Iterator[Problem]:
    """How a thing of ours differs from what it should be."""
    if own.kind == "trigger":
        yield Problem("schema-trigger-changed", name=own.name, table=own.table)
        return
    if own.kind == "index":
        yield Problem("schema-index-changed", name=own.name, table=own.table)
        return
    parts, wanted = _table_parts(found.text), _table_parts(own.text)
    # The same columns in another order are the same: steps add theirs at the end.
    if parts is not None and wanted is not None and Counter(parts) == Counter(wanted):
        return
    told = list(_column_changes(_columns(parts or ()), _columns(wanted or ()), own.name))
    yield from told or [Problem("schema-table-changed", table=own.name)]


def _column_changes(
    found: Mapping[str, str], wanted: Mapping[str, str], table: str
) -> Iterator[Problem]:
    for column in wanted:
        if column not in found:
            yield Problem("schema-column-missing", name=column, table=table)
    for column, declared in found.items():
        if column not in wanted:
            yield Problem("schema-column-foreign", name=_name(column), table=table)
        elif declared != wanted[column]:
            yield Problem("schema-column-changed", name=column, table=table)


def _table_parts(sql: str) -> list[str] | None:
    """What stands between the outer brackets of a table, and what follows them; None if no table.

    The whole begins with `CREATE TABLE`, which virtual tables do not.
    """
    begin, bracket, rest = sql.partition("(")
    if not bracket or not re.fullmatch(r"CREATE TABLE \w+ ", begin):
        return None
    parts, depth, start = [begin], 1, 0
    # Quotation marks need no care: a text that has other ones than ours has other parts anyway.
    for place, sign in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 or (depth == 1 and sign == ","):
            parts.append(rest[start:place].strip())
            start = place + 1
        if depth == 0:
            return [*parts, "after " + rest[start:]]
    return None


def _columns(parts: Iterable[str]) -> dict[str, str]:
    """The columns among the parts of a table: name and declaration."""
    columns = {}
    for part in list(parts)[1:-1]:
        if not _NO_COLUMN.match(part):
            name, _, declared = part.partition(" ")
            columns[name.strip('"')] = declared
    return columns


def _server_differences(
    found: Mapping[str, Mapping[str, str]], wanted: frozenset[SchemaObject] | None
) -> Iterator[Problem]:
    for table, columns in _server_columns(wanted or frozenset()).items():
        if table not in found:
            yield Problem("schema-table-missing", name=table, table=table)
        elif not found[table]:
            yield Problem("schema-table-changed", table=table)
        else:
            yield from _column_changes(found[table], columns, table)


def _server_columns(objects: frozenset[SchemaObject]) -> dict[str, dict[str, str]]:
    """The columns of tables as PostgreSQL declares them, by table and name."""
    return {
        each.name: {
            name: _as_server_has_it(declared)
            for name, declared in _columns(_table_parts(each.text) or ()).items()
        }
        for each in sorted(objects, key=lambda each: each.name)
        if each.kind == "table"
    }


def _as_server_has_it(declared: str) -> str:
    kind, _, rest = declared.partition(" ")
    kind = kind.replace("VARCHAR", "character varying")
    return f"{_SERVER_TYPES.get(kind, kind)} {rest}".strip()


def _name(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


_SERVER_COLUMNS = """
SELECT c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       a.attgenerated = '' AND a.attidentity = '' AND NOT a.atthasdef
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE pg_table_is_visible(c.oid) AND c.relnamespace <> 'pg_catalog'::regnamespace
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
"""
"""Visible are those that a name without its schema means; rights do not matter here."""
