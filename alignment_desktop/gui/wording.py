"""Codes into the words of the window: kinds of clause, parties, verdicts, steps, stages of work."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication, QLocale

from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.phrasing.language import Language, capital, language
from alignment_desktop.phrasing.verdicts import verdict_text
from alignment_desktop.services.history import Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wording", text)


def user_locale() -> QLocale:
    """The user's locale; English where the system names none, as numbers would not be grouped."""
    own = QLocale()
    return own if own.language() != QLocale.Language.C else QLocale(QLocale.Language.English)


def user_language() -> Language:
    """In which values are put into words: the user's language, with the marks of their locale."""
    locale = user_locale()
    return language(locale.name(), locale.decimalPoint(), locale.groupSeparator())


_LONGEST = 44  # letters of a name in a menu
_PARTIES = {
    "sales": "Sales",
    "marketing": "Marketing",
    "shared": "Shared",
    "facilitator": "Facilitator",
}
_ACTIONS = {
    "edit": "edit {0}",
    "add": "add {0}",
    "remove": "remove {0}",
    "agree": "agree to {0}",
    "take-back": "take back the yes to {0}",
    "apply": "apply a text to {0}",
    "import": "{0}",
    "undo-import": "withdraw {0}",
    "restore-import": "restore {0}",
}
_STAGES = {
    "reading": "Reading the file",
    "checking": "Checking the rows",
    "comparing": "Comparing with what is there",
    "storing": "Storing",
    "waiting": "Waiting for another program that is changing the workspace",
    "measuring": "Measuring",
    "drawing": "Drawing the pages",
}
_SHEETS = {
    "leads": "Leads",
    "activities": "Activities",
    "campaigns": "Campaigns",
    "figures": "Figures",
    "customers": "Customers",
}


def kind_words(kind: str, count: int = 1) -> str:
    """What a kind of clause is called, for one clause or several."""
    return kind_text(kind, user_language(), count)


def party_words(party: str) -> str:
    """What a party is called."""
    return _tr(_PARTIES[party])


def verdict_words(word: str) -> str:
    """What came of a commitment, as a chip or the beginning of a line says it."""
    return capital(verdict_text(word, user_language()))


def sheet_words(kind: str) -> str:
    """What a kind of imported sheet is called."""
    return _tr(_SHEETS[kind])


def stage_words(stage: str) -> str:
    """What is being done in a stage of work."""
    return _tr(_STAGES.get(stage, "Working …"))


def step_words(step: Step, named: Callable[[str], str]) -> str:
    """What a step of the history did: `edit “Qualified leads”`.

    Args:
        step: The step.
        named: Gives what a clause is called, which is written `kind.key`.
    """
    names = [
        f"“{called}”" if called else named(name)
        for name, called in zip_longest(step.names, step.called, fillvalue="")
    ]
    names = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 2]}…”" for name in names]
    what = _tr("{0} and {1} more").format(names[0], len(names) - 1) if len(names) > 1 else ""
    template = _tr(_ACTIONS.get(step.action, step.action))
    return template.format(what or "".join(names))
