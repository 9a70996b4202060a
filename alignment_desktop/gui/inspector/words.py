"""What kinds of clause, their fields and their choices are called in the window."""

from __future__ import annotations

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.gui.wording import kind_words, user_language, wording
from alignment_desktop.gui.wording import user_locale as locale
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_of
from alignment_desktop.phrasing.labels import label_text
from alignment_desktop.words.language import capital

__all__ = [
    "adding_words", "choice_word", "clause_words", "example", "field_word", "kind_word",
    "kinds_word", "locale", "months",
]  # fmt: skip


def kind_word(kind: str) -> str:
    """What one clause of a kind is called: “Scoring rule”."""
    return capital(kind_words(kind))


def kinds_word(kind: str) -> str:
    """What the clauses of a kind are called: “Scoring rules”."""
    return capital(kind_words(kind, 2))


def clause_words(name: str, agreement: Agreement) -> str:
    """A clause that is written `kind.key`, by its name: `“Grade A first touch”`.

    One that is not there (any more) is called by its kind and key.
    """
    kind, _, key = name.partition(".")
    if kind not in KINDS:
        return name
    clause = agreement.clauses.get((kind, key))
    called = name_of(kind, clause, user_language()) if clause is not None else ""
    if called:
        return f"“{called}”"
    return f"{kind_words(kind)} “{key}”" if key else wording().common.the(kind=kind_words(kind))


def field_word(name: str, kind: str = "") -> str:
    """What a field is called; `name` is dotted, as problems name it."""
    return label_text(name, user_language(), kind)


def adding_words(kind: str) -> str:
    """What stands in the empty line that adds a clause of a kind to a list of them."""
    return (
        wording().inspector.add_kind(kind=kind_words(kind, 2))
        if kind
        else wording().inspector.add()
    )


def months() -> dict[int, str]:
    """The names of the months by their numbers."""
    return {number: capital(user_language().month(number)) for number in range(1, 13)}


def choice_word(code: str) -> str:
    """What one of a field's choices is called."""
    return choice_text(code, user_language())


def example(name: str, kind: str = "") -> str:
    """What stands in an empty field, so that one sees how it is written.

    Args:
        name: The field.
        kind: The kind of clause, which may have an example of its own.
    """
    language = user_language()
    codes = (f"window.examples.{each}" for each in (f"{kind}-{name}", name))
    return next((language.say(code) for code in codes if language.has(code)), "")
