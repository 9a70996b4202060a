"""The tables of a workspace as the newest revision has them: how they are made and written.

`columns` says how they are read.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from alignment_desktop.storage.stored_values import json_text, moment_text

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Json(TypeDecorator[Any]):
    """A JSON object or list as text, the order of its keys kept, the same on both databases.

    Only ASCII is written, so that no character of a user's text can be refused.
    """

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return json_text(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment as ISO 8601 text in UTC, to the microsecond; sorts as it reads."""

    impl = String(32)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)


class Day(TypeDecorator[date]):
    """A day as ISO 8601 text."""

    impl = String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()


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
    Column("problems", Json, nullable=False),
    Column("warnings", Json, nullable=False),
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

kept_files = Table(
    "kept_files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Signed files, logos and the sealed key of the authority; the log says what each of them is."""

APPEND_ONLY = ("change_log", "versions", "evidence_chunks", "kept_files")
"""Rows of these tables are never changed and never removed; the database itself refuses."""


def guard_statements() -> list[str]:
    """SQL that makes a server refuse to change what is only ever appended."""
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
