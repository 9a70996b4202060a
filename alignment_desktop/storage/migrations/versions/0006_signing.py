"""Signed files, and the sealed key of the workspace's authority, by their hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_signing"
down_revision = "0005_reviews"
branch_labels = None
depends_on = None

_TABLE = "kept_files"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_kept_files")),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {_TABLE}_refuses_{verb} BEFORE {verb.upper()} ON {_TABLE} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {_TABLE} are never changed'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE TRIGGER {_TABLE}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON {_TABLE} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
