"""Actors in log, consents, versions and imports; consents tied to the words consented to."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003_actors"
down_revision = "0002_profiles"
branch_labels = None
depends_on = None

_ADDED: dict[str, dict[str, Any]] = {
    "change_log": {"person": sa.Text, "program": sa.Text},
    "consents": {"person": sa.Text, "words": sa.String(64)},
    "versions": {"person": sa.Text, "party": sa.Text, "program": sa.Text},
    "batches": {"person": sa.Text, "program": sa.Text, "logged": sa.Integer},
}


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))
