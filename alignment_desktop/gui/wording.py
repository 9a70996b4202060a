"""Codes into the words of the window: kinds of clause, parties, verdicts, steps, stages of work."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.phrasing.verdicts import verdict_text
from alignment_desktop.services.history import Step
from alignment_desktop.words.language import LANGUAGE_VARIABLE, Language, capital, language

if TYPE_CHECKING:
    from alignment_desktop.words.accessors import HeadingsWords, WindowWords


def user_locale() -> QLocale:
    """The user's locale; English where the system names none, as numbers would not be grouped."""
    own = QLocale()
    return own if own.language() != QLocale.Language.C else QLocale(QLocale.Language.English)


def user_language() -> Language:
    """In which values are put into words: the user's language, with the marks of their locale."""
    # Asked for each sentence that the window says.
    return _language_of(os.environ.get(LANGUAGE_VARIABLE), QLocale().name())


@cache
def _language_of(chosen: str | None, locale: str) -> Language:
    region = user_locale().name()
    return language(chosen or region, region)


def wording() -> WindowWords:
    """The window's own words, by page, in the user's language."""
    return user_language().window


def headings() -> HeadingsWords:
    """The headings of columns, which are the same wherever a table stands."""
    return user_language().headings


def other_words(name: str) -> str:
    """Other words by which somebody may look for an action; empty where there are none."""
    language, code = user_language(), f"window.other_words.{name}"
    return language.say(code) if name and language.has(code) else ""


_LONGEST = 44  # letters of a name in a menu


def kind_words(kind: str, count: int = 1) -> str:
    """What a kind of clause is called, for one clause or several."""
    return kind_text(kind, user_language(), count)


def party_words(party: str) -> str:
    """What a party is called."""
    return choice_text(party, user_language())


def verdict_words(word: str) -> str:
    """What came of a commitment, as a chip or the beginning of a line says it."""
    return capital(verdict_text(word, user_language()))


def sheet_words(kind: str) -> str:
    """What a kind of imported sheet is called."""
    return choice_text(kind, user_language())


def stage_words(stage: str) -> str:
    """What is being done in a stage of work."""
    language = user_language()
    code = f"stages.{stage}"
    return language.say(code) if language.has(code) else language.stages.working()


def step_words(step: Step, named: Callable[[str], str]) -> str:
    """What a step of the history did: `edit “Qualified leads”`.

    Args:
        step: The step.
        named: Gives what a clause is called, which is written `kind.key`.
    """
    language, code, what = user_language(), f"window.steps.{step.action}", ""
    if step.names:
        first, called = step.names[0], next(iter(step.called), "")
        what = f"“{called}”" if called else named(first)
        if len(what) > _LONGEST:
            what = f"{what[: _LONGEST - 2]}…”"
    if len(step.names) > 1:
        what = language.window.frame.and_more_name(name=what, count=len(step.names) - 1)
    return language.say(code, what=what) if language.has(code) else step.action
