"""What is discussed in a workspace, as one snapshot of it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.services.log_readings import read_on
from alignment_desktop.storage.change_log import DISCUSSED

if TYPE_CHECKING:
    from alignment_desktop.storage.reader import Reader


def discussion_in(reader: Reader, before: Discussion | None = None) -> Discussion:
    """All proposals and comments.

    Args:
        reader: A snapshot of the workspace.
        before: An earlier reading; only what was done since is read then.
    """
    return read_on(reader, before or Discussion(), DISCUSSED)
