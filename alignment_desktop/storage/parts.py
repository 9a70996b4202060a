"""The parts of a workspace that can be damaged apart from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.domain.findings import Finding

DRAFT = "draft"
"""The agreements as they are written now, with their consents, and the log on which all stands."""

VERSIONS = "versions"
"""Frozen versions."""

EVIDENCE = "evidence"
"""Imports."""

SIGNATURES = "signatures"
"""Signed files, and the key of the authority."""

LOGOS = "logos"
"""Pictures of the organisation's logo; documents that carry a damaged one cannot be made."""

_PARTS = {
    "version-damaged": VERSIONS,
    "version-lost": VERSIONS,
    "evidence-damaged": EVIDENCE,
    "evidence-lost": EVIDENCE,
    "authority-damaged": SIGNATURES,
    "signed-file-damaged": SIGNATURES,
    "signed-file-lost": SIGNATURES,
    "review-file-damaged": SIGNATURES,
    "kept-file-unlogged": SIGNATURES,
    "logo-damaged": LOGOS,
}


def part_of(finding: Finding) -> str:
    """Which part of the workspace is damaged: `DRAFT`, on which all stands, or another."""
    return _PARTS.get(finding.rule, DRAFT)
