"""The tables of a workspace, as the newest revision has them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from alignment_desktop.storage.stored_values import (
    day_of,
    json_of,
    moment_of,
    plain_text,
    true_or_false,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Dialect

    _Processor = Callable[[Any], Any]


class Integer(TypeDecorator[int]):
    """A whole number that is one when it is read, too: SQLite keeps whatever is put there."""

    impl = sqlalchemy.Integer
    cache_ok = True

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> _Processor:
        return _whole_number_or_none


class Boolean(TypeDecorator[bool]):
    """Yes or no, and nothing else when it is read."""

    impl = sqlalchemy.Boolean
    cache_ok = True

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> _Processor:
        return lambda value: None if value is None else true_or_false(value)


class Text(TypeDecorator[str]):
    """A text that is one when it is read, too."""

    impl = sqlalchemy.Text
    cache_ok = True

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> _Processor:
        return _plain_text_or_none


class String(Text):
    """A text of bounded length, which SQLite does not bound."""

    impl = sqlalchemy.String  # type: ignore[assignment]  # a text is bounded by its column alone
    cache_ok = True


# Tens of thousands of cells go through these two, so the usual value is told at once.
def _whole_number_or_none(value: Any) -> int | None:
    return None if value is None else whole_number(value)


def _plain_text_or_none(value: Any) -> str | None:
    return value if value.__class__ is str or value is None else plain_text(value)


class Json(TypeDecorator[Any]):
    """A JSON object or list as text, the order of its keys kept, the same on both databases.

    Only ASCII is written, so that no character of a user's text can be refused.
    """

    impl = sqlalchemy.Text
    cache_ok = True

    def __init__(self, kind: type[dict[str, Any]] | type[list[Any]] = dict) -> None:
        super().__init__()
        self.kind = kind

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return json_text(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json_of(value, self.kind)


def json_text(value: Any) -> str:
    """A JSON value as it is stored.

    Raises:
        TypeError: Something in it is no JSON value.
        ValueError: A number in it is not finite.
    """
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


class Moment(TypeDecorator[datetime]):
    """An aware moment as ISO 8601 text in UTC, to the microsecond; sorts as it reads."""

    impl = sqlalchemy.String(32)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_of(value)


class Day(TypeDecorator[date]):
    """A day as ISO 8601 text."""

    impl = sqlalchemy.String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else day_of(value)


def moment_text(moment: datetime) -> str:
    """An aware moment as it is stored and hashed.

    Raises:
        ValueError: The moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

schema_revision = Table(
    # Alembic's own table, by its own names.
    "alembic_version",
    MetaData(naming_convention={"pk": "alembic_version_pkc"}),
    Column("version_num", String(32), primary_key=True),
)

workspace = Table(
    "workspace",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
)
"""One row: the revision of the last change. Whoever changes anything locks it first."""

change_log = Table(
    "change_log",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("agreement", Integer),
    Column("details", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("person", Text),
    Column("program", Text),
)
"""`author` is the party. Rows without a program were written by builds that knew no actors."""

agreements = Table(
    "agreements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("period_start", Day, nullable=False),
    Column("untouched", Boolean, nullable=False),
    UniqueConstraint("label"),
)

clauses = Table(
    "clauses",
    metadata,
    Column("agreement_id", ForeignKey("agreements.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("revision", Integer, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("agreement_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", Text),
    Column("words", String(64)),
    ForeignKeyConstraint(
        ["agreement_id", "kind", "key"],
        ["clauses.agreement_id", "clauses.kind", "clauses.key"],
    ),
)

versions = Table(
    "versions",
    metadata,
    Column("agreement_id", ForeignKey("agreements.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", Text, nullable=False),
    Column("frozen_at", Moment, nullable=False),
    Column("effective", Day),
    Column("reason", Text, nullable=False),
    Column("waived", Text, nullable=False),
    Column("content", Json, nullable=False),
    Column("person", Text),
    Column("party", Text),
    Column("program", Text),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kind", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("data_as_of", Text),
    Column("withdrawn", Boolean, nullable=False),
    Column("mapping", Text, nullable=False),
    Column("columns", Json, nullable=False),
    Column("problems", Json(list), nullable=False),
    Column("warnings", Json(list), nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("evidence_hash", String(64), nullable=False),
    Column("person", Text),
    Column("program", Text),
    Column("logged", Integer),
)
"""`author` is the party; `logged` the revision of the change that imported the batch."""

evidence_chunks = Table(
    "evidence_chunks",
    metadata,
    Column("batch_id", ForeignKey("batches.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("rows", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

profiles = Table(
    "profiles",
    metadata,
    Column("name", Text, primary_key=True),
    Column("mapping", Text, nullable=False),
)

APPEND_ONLY = ("change_log", "versions", "evidence_chunks")
"""Rows of these tables are never changed and never removed; the database itself refuses."""


def guard_statements(dialect: str) -> list[str]:
    """SQL that makes the database refuse to change what is only ever appended."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            for table in APPEND_ONLY
            for verb in ("update", "delete")
        ]
    return [
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'these rows are never changed' "
        "USING ERRCODE = 'restrict_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table in APPEND_ONLY
        ),
    ]
