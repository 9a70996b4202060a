"""What the choices of a clause's fields are called."""

from __future__ import annotations

from alignment_desktop.domain.calendar import WEEKDAYS
from alignment_desktop.words.language import Language, capital


def choice_text(code: str, language: Language) -> str:
    """A choice by its name: `ops` is “Operations”; a word that is no choice as it stands."""
    if code in WEEKDAYS:
        return capital(language.weekday(code))
    name = f"choices.{code}"
    return language.say(name) if language.has(name) else capital(code.replace("_", " "))


def weekday_text(code: str, language: Language) -> str:
    """A weekday in short: “Mon”."""
    return capital(language.weekday(code, short=True))
