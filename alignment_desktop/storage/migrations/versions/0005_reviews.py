"""What is written in reviews, in the log; no table changes.

The step is there so that an older program, which cannot read it, says that it is too old.
"""

from __future__ import annotations

revision = "0005_reviews"
down_revision = "0004_discussion"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: what is written in reviews stands in the log alone."""
