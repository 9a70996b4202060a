"""Where in the window something is to be seen."""

from __future__ import annotations

from alignment_desktop.values import dataclass

FILES = "files"
"""The kind of a place that is the list of files that wait, on the page of results."""
REVIEW = "review"
"""The kind of a place that is the review of some days, on the page of reviews."""

FREEZING, SIGNING = "freezing", "signing"
"""The kinds of places where a version is frozen or signed, on the page of the agreement."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something that the window is to bring into sight.

    Attributes:
        page: The page's name; empty: the one that shows clauses of that kind.
        kind: A clause's kind; empty: only the page is meant.
        key: Its key; on the page of a lead the lead's, on that of the imports an import's number.
        among: The keys of the list from which it was chosen.
        field: The clause's field that is to be written; empty: none is.
    """

    page: str = ""
    kind: str = ""
    key: str = ""
    among: tuple[str, ...] = ()
    field: str = ""
