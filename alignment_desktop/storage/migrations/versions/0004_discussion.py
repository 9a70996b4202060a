"""Proposals, answers and comments in the log; no table changes.

The step is there so that an older program, which cannot read them, says that it is too old.
"""

from __future__ import annotations

revision = "0004_discussion"
down_revision = "0003_actors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: what is discussed stands in the log alone."""
