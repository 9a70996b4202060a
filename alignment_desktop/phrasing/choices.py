"""What the choices of a clause's fields are called."""

from __future__ import annotations

from alignment_desktop.phrasing.language import Language, capital


def choice_text(code: str, language: Language) -> str:
    """A choice by its name: `ops` is “Operations”; a word that is no choice as it stands."""
    name = f"choices.{code}"
    return language(name) if language.has(name) else capital(code.replace("_", " "))


def weekday_text(code: str, language: Language) -> str:
    """A weekday in short: “Mon”."""
    return language(f"choices.short-{code}")
