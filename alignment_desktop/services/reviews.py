"""What is written in the reviews of a workspace, as one snapshot of it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.review_records import ReviewRecords
from alignment_desktop.services.log_readings import read_on
from alignment_desktop.storage.change_log import REVIEWED

if TYPE_CHECKING:
    from alignment_desktop.storage.reader import Reader


def reviews_in(reader: Reader, before: ReviewRecords | None = None) -> ReviewRecords:
    """Everything that is written in reviews.

    Args:
        reader: A snapshot of the workspace.
        before: An earlier reading; only what was done since is read then.
    """
    return read_on(reader, before or ReviewRecords(), REVIEWED)
