"""What each field of imported sheets means, in one sentence."""

from __future__ import annotations

from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.words.language import Language


def field_note(
    kind: str, field: str, language: Language, stages: dict[str, str] | None = None
) -> str:
    """What belongs into a column that gives a field.

    Args:
        kind: What the rows of the sheet are, such as `leads`.
        field: The field.
        language: In which it is said.
        stages: Key to name, for the moments at which leads enter stages.

    Returns:
        A sentence; empty for a further column of a file.
    """
    if field.startswith(ENTERED):
        key = field.removeprefix(ENTERED)
        return entered_note((stages or {}).get(key, key), language)
    code = f"field_notes.{kind}.{field}"
    return language.say(code) if language.has(code) else ""


def entered_note(stage: str, language: Language) -> str:
    """What belongs into the column of a stage that leads enter."""
    return language.field_notes.entered(stage=stage)
