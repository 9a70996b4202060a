"""The figures of exported and frozen reviews, in the log; no table changes.

The step is there so that an older program, which cannot read them, says that it is too old.
"""

from __future__ import annotations

revision = "0008_review_figures"
down_revision = "0007_logos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: what reviews showed stands in the log alone."""
