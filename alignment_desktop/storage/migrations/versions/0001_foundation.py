"""The tables of the first workspaces: agreements, clauses, evidence and the change log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001_foundation"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("change_log", "versions", "evidence_chunks")


def upgrade() -> None:
    _create_log()
    _create_agreements()
    _create_evidence()
    _create_guards()


def _create_log() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "change_log",
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("agreement", sa.Integer),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_change_log")),
    )


def _create_agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("period_start", sa.String(10), nullable=False),
        sa.Column("untouched", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("label", name=op.f("uq_agreements_label")),
    )
    op.create_table(
        "clauses",
        sa.Column("agreement_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "kind", "key", name=op.f("pk_clauses")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_clauses_agreements")
        ),
    )
    op.create_table(
        "consents",
        sa.Column("agreement_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "kind", "key", "party", name=op.f("pk_consents")),
        sa.ForeignKeyConstraint(
            ["agreement_id", "kind", "key"],
            ["clauses.agreement_id", "clauses.kind", "clauses.key"],
            name=op.f("fk_consents_clauses"),
        ),
    )
    op.create_table(
        "versions",
        sa.Column("agreement_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("frozen_at", sa.String(32), nullable=False),
        sa.Column("effective", sa.String(10)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("waived", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "number", name=op.f("pk_versions")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_versions_agreements")
        ),
    )


def _create_evidence() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("data_as_of", sa.Text),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("mapping", sa.Text, nullable=False),
        sa.Column("columns", sa.Text, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("evidence_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_table(
        "evidence_chunks",
        sa.Column("batch_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_evidence_chunks")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_evidence_chunks_batches")
        ),
    )


def _create_guards() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for table in _APPEND_ONLY:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
                )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'these rows are never changed' "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in _APPEND_ONLY:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
