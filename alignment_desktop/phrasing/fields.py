"""Fields and events of leads in words; a further column is called as its file calls it."""

from __future__ import annotations

import re

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Stage, display_name
from alignment_desktop.domain.lead_fields import CAMPAIGN, ENTERED, EVENTS
from alignment_desktop.words.language import Language

MONEY_FIELDS = frozenset(
    {"amount", "revenue", "cost", "lead_value", "spend", "pipeline", "campaign.budget"}
)
"""Fields whose numbers are in the agreement's currency."""
_CODE = re.compile(r"(?<![\w.])(?:[a-z]+(?:_[a-z]+)+|(?:entered|campaign)\.[a-z][a-z0-9-]*)(?!\w)")


def stage_text(stage: Stage) -> str:
    """A stage by its abbreviation, else its name."""
    return stage.abbreviation or display_name(stage)


def place_text(key: str, agreement: Agreement, language: Language) -> str:
    """Where a lead is in the funnel: a stage by its abbreviation or name; “no stage” for none.

    Stages that the agreement does not state are called by what leads to them, or by their key.
    """
    stage = agreement.stages.get(key)
    if stage is not None:
        return stage_text(stage)
    code = f"funnel.place-{key or 'none'}"
    return language.say(code) if language.has(code) else key


def stage_of(event: str, agreement: Agreement) -> str:
    """What the stage of an `entered.` event is called; empty for other events."""
    if not event.startswith(ENTERED):
        return ""
    key = event.removeprefix(ENTERED)
    stage = agreement.stages.get(key)
    return stage_text(stage) if stage else key


def is_event(field: str) -> bool:
    """Whether the field holds the moment of an event."""
    return field in EVENTS or field.startswith(ENTERED)


def is_known(field: str, language: Language) -> bool:
    """Whether it is a field that every agreement has, and no further column of a file."""
    return is_event(field) or _has(field.removeprefix(CAMPAIGN), "noun", language)


def field_text(field: str, agreement: Agreement, language: Language) -> str:
    """A field by itself: “return reason”, “hand-over”, “entry to MQL”, “campaign channel”."""
    return _form(field, "noun", agreement, language)


def with_article(field: str, agreement: Agreement, language: Language) -> str:
    """A field after “with” and “without”: “a return reason”."""
    return _form(field, "one", agreement, language)


def summed_text(field: str, agreement: Agreement, language: Language) -> str:
    """A field whose numbers are added up: “pipeline”, “revenue”."""
    return _form(field, "sum" if _has(field, "sum", language) else "noun", agreement, language)


def each_text(field: str, agreement: Agreement, language: Language) -> str:
    """A field after “per”: “MQL”, “lead”."""
    return _form(field, "each" if _has(field, "each", language) else "noun", agreement, language)


def event_form(event: str, form: str, agreement: Agreement, language: Language) -> str:
    """Words about an event: `done`, `undone` after leads, `counted` after a number."""
    return _form(event, form, agreement, language)


def spoken(text: str, agreement: Agreement, language: Language) -> str:
    """Free text in which the codes of fields are put into words."""

    def word(match: re.Match[str]) -> str:
        code = match[0]
        return field_text(code, agreement, language) if is_known(code, language) else code

    return _CODE.sub(word, text)


def _has(field: str, form: str, language: Language) -> bool:
    return language.has(f"fields.{field}.{form}")


def _form(field: str, form: str, agreement: Agreement, language: Language) -> str:
    if _has(field, form, language):
        return language.say(f"fields.{field}.{form}")
    if stage := stage_of(field, agreement):
        return language.say(f"fields.entered.{form}", stage=stage)
    part = field.removeprefix(CAMPAIGN)
    if part != field and _has(part, "noun", language):
        return language.say(
            f"fields.campaign-field.{form}", field=language.say(f"fields.{part}.noun")
        )
    # A further column is written as its file writes it; only what is no word gets blanks.
    own = " ".join(field.replace("_", " ").split())
    return language.fields.further.one(field=own) if form == "one" else own
