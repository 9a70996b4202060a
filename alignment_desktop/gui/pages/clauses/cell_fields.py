"""Which field of a clause a cell of its row shows, and so which one is edited there."""

from __future__ import annotations

from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.gui.inspector.field_specs import field_specs
from alignment_desktop.gui.inspector.suggestions import SUGGESTED_LINES
from alignment_desktop.gui.models.clause_table import ClauseTableModel

_Column = ClauseTableModel.Column
_NAMES = {"agreement": "title", "side": "party", "grade": "key", "attribution": "rule"}
_CONTENT = {
    "agreement": "organisation", "attribution": "rule", "person": "title", "calendar": "timezone",
    "segment": "where", "audience": "description", "side": "goals", "objective": "target",
    "initiative": "note", "campaign": "channel", "content": "due", "stake": "text",
    "term": "definition", "stage": "definition", "reason": "remedy", "assumption": "value",
    "rule": "points", "threshold": "action", "grade": "from", "example": "verdict",
    "meeting": "every", "commitment": "target",
}  # fmt: skip
_APPLIES_TO = {
    "person": "role", "objective": "horizon", "initiative": "start", "campaign": "segment",
    "content": "phase", "stake": "kind", "term": "synonyms", "stage": "kind", "reason": "about",
    "assumption": "segment", "rule": "side", "threshold": "grades", "meeting": "attendees",
    "commitment": "segment",
}  # fmt: skip
_HEAD = ("name", "key", "party", "owner")
"""Fields that other columns than that of the content show."""
_IN_PLACE = frozenset({Holds.LINE, Holds.KEY, Holds.TARGET, Holds.NUMBER, Holds.SHARE, Holds.DAY})
"""What one line takes without suggestions beside it."""


def field_of_cell(kind: str, column: int, *, mixed: bool) -> str:
    """The field that a cell shows first; empty where it shows none that can be edited.

    Args:
        kind: The clause's kind.
        column: The column of the table of clauses.
        mixed: Whether the table tells the kind of clause in place of what it applies to.
    """
    specs = _specs(kind)
    match column:
        case _Column.OWNER:
            wanted = "party" if "party" in specs else "owner"
        case _Column.NAME:
            wanted = _NAMES.get(kind, "name")
        case _Column.CONTENT:
            others = (name for name in specs if name not in _HEAD)
            wanted = _CONTENT.get(kind) or next(others, "")
        case _Column.APPLIES_TO:
            wanted = "" if mixed else _APPLIES_TO.get(kind, "")
        case _:
            wanted = ""
    return wanted if wanted in specs else ""


def edited_in_place(kind: str, column: int, *, mixed: bool) -> bool:
    """Whether a cell shows one plain field that can be typed into it."""
    spec = _specs(kind).get(field_of_cell(kind, column, mixed=mixed))
    # Names are read together with words around them, the others stand in whole sentences.
    return spec is not None and spec.holds in _IN_PLACE and spec.name not in SUGGESTED_LINES


def _specs(kind: str) -> dict[str, Field]:
    return {spec.name: spec for spec in field_specs(kind)}
