"""What identifies a workspace file, and every revision of its tables."""

from __future__ import annotations

APPLICATION_ID = 0x416C676E
"""Stands in the header of our SQLite files ("Algn"), and tells them from anybody else's."""

FORMAT = 1
"""`user_version` of our SQLite files: what an older program must not touch counts it up."""

REVISIONS = (
    "0001_foundation",
    "0002_profiles",
    "0003_actors",
    "0004_discussion",
    "0005_reviews",
    "0006_signing",
    "0007_logos",
    "0008_review_figures",
)
"""Every revision of the tables, oldest first."""

WITH_PROFILES = "0002_profiles"
"""The revision that brought remembered mappings."""

WITH_ACTORS = "0003_actors"
"""The revision since which log, consents, versions and imports name actors."""

WITH_SIGNING = "0006_signing"
"""The revision that brought kept files."""


def knows(revision: str, feature: str) -> bool:
    """Whether tables of a revision have what `feature`, another revision, brought."""
    return REVISIONS.index(revision) >= REVISIONS.index(feature)


HEAD = REVISIONS[-1]
"""The revision that this program works with. Known without Alembic, which is slow to import."""
