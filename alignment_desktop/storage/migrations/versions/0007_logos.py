"""The organisation's logo, by its hash in the log, and suppliers of figures; no table changes.

The step is there so that an older program, which cannot read them, says that it is too old.
"""

from __future__ import annotations

revision = "0007_logos"
down_revision = "0006_signing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: the picture is one of the kept files, and the log says which."""
