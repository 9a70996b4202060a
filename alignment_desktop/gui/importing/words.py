"""Kinds, fields and values of imported sheets in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QLocale

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED, FIELDS, Kind
from alignment_desktop.gui.wording import sheet_words, user_language, wording
from alignment_desktop.phrasing.days import day_text, moment_text, plain_moment_text
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import NONE

_COLUMNS = "window.columns."
_WINDOWS = re.compile(r"cp(12\d\d|874|932|949)")
_DOS = re.compile(r"cp(\d+)")
_QUOTED = re.compile(r'"([^"]*)"')


def kind_word(kind: str) -> str:
    """What the rows of a kind are called."""
    return sheet_words(kind)


def kind_sentence(kind: str) -> str:
    """What one row of a kind is."""
    return user_language().say(f"window.sheets.{kind}.one")


def rows_words(kind: str) -> tuple[str, str, str]:
    """New, changed and unchanged rows of a kind."""
    language, its = user_language(), f"window.sheets.{kind}"
    new, changed = (language.say(f"{its}.{change}") for change in ("new", "changed"))
    return new, changed, wording().importing.unchanged()


Stages = Sequence[tuple[str, str]]
"""Key of the agreement's stages, and what they are called."""


def field_word(field: str, stages: Stages = ()) -> str:
    """A field in plain words."""
    if field.startswith(ENTERED):
        key = field.removeprefix(ENTERED)
        return wording().importing.entered(stage=dict(stages).get(key, key))
    return _fields().get(field, field)


def fields_of(kind: str, stages: Stages) -> list[tuple[str, str]]:
    """Every field that a column of a kind may give, with its words, in a reading order."""
    known = _fields()
    own = FIELDS[Kind(kind)]
    ordered = [field for field in known if field in own]
    pairs = [(field, known[field]) for field in ordered]
    if kind == Kind.LEADS:
        entered = [(ENTERED + key, field_word(ENTERED + key, stages)) for key, _ in stages]
        at = ordered.index("stage") + 1
        pairs[at:at] = entered
    return pairs


def _fields() -> dict[str, str]:
    language = user_language()
    return {
        code.removeprefix(_COLUMNS): language.say(code)
        for code in language.catalogue.messages("window.columns")
        if code.startswith(_COLUMNS)
    }


def meaning_word(meaning: str) -> str:
    """What a cell text may mean, in words."""
    language, code = user_language(), f"window.meanings.{meaning}"
    return language.say(code) if language.has(code) else meaning


def number_word(value: float) -> str:
    """A number as the user's country writes it."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return user_language().number(value, 0 if whole else 2)


def size_word(size: int) -> str:
    """How large a file is."""
    text = QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def day_word(value: date) -> str:
    """A day: `5 Jan 2027`."""
    return day_text(value, user_language())


def moment_word(value: datetime) -> str:
    """A moment in its own zone: `5 Jan 2027, 09:00 CET`."""
    return moment_text(value, user_language())


def value_word(value: object) -> str:
    """A typed value as a cell shows it; a dash for none."""
    if value is None:
        return NONE
    if isinstance(value, datetime):
        return plain_moment_text(value, user_language())
    if isinstance(value, date):
        return day_word(value)
    if isinstance(value, int | float):
        return number_word(value)
    return str(value)


def page_name(encoding: str) -> str:
    """A code page as its makers call it: `Windows-1252`, `UTF-8`."""
    if found := _WINDOWS.fullmatch(encoding):
        return f"Windows-{found[1]}"
    if found := _DOS.fullmatch(encoding):
        return f"DOS {found[1]}"
    return encoding.upper().replace("_", "-")


def trouble_sentence(problem: Problem, stages: Stages = ()) -> str:
    """What is wrong with a file, and what to do about it in the window.

    Args:
        problem: The trouble.
        stages: By which it names the stages that a field is about.
    """
    template = user_language().variant(f"problems.{problem.code}", "window")
    if template is None:
        # The commands write straight quotation marks, which a terminal surely has.
        plain = Problem(problem.code, **_plain_facts(problem, stages))
        return _QUOTED.sub("“\\1”", sentence(plain))
    facts = {name: str(value) for name, value in problem.facts.items()}
    if problem.code == "guessed-encoding":
        facts |= {name: page_name(facts[name]) for name in ("found", "other") if name in facts}
    for name in ("field", "fields"):
        if name in facts:
            words = (field_word(field, stages) for field in facts[name].split(" or "))
            facts[name] = " / ".join(words)
    return template.format_map(_Facts(facts))


def trouble_headline(problem: Problem, stages: Stages = ()) -> str:
    """What is wrong, without what to do about it."""
    return trouble_sentence(problem, stages).split(";")[0].rstrip(".")


def found_words(count: int, column: str, problem: Problem, stages: Stages = ()) -> str:
    """What was found how often in which column; where cells differ, one of them as an example.

    Args:
        count: How often.
        column: The column's name; empty where a whole row or the whole file is meant.
        problem: What was found first.
        stages: As `trouble_sentence` takes them.
    """
    its = wording().importing
    listed = {
        "stage-word-not-agreed": its.words_of_no_stage,
        "return-reason-word-not-agreed": its.words_of_no_reason,
    }.get(problem.code)
    if listed is not None:  # such a warning is told once a word, not once a row
        value = str(problem.facts.get("value", ""))
        return listed(count, column=column, value=value, more=number_word(count - 1))
    what = trouble_headline(problem, stages)
    if column:
        # Unknown words are groups of their own, so there the word is no example.
        several = count > 1 and "value" in problem.facts and problem.code != "unknown-value"
        said = its.found_like if several else its.found_in_column
        what = said(column=column, what=what)
    elif count == 1:
        return what
    return its.found_times(count=number_word(count), what=what)


def _plain_facts(problem: Problem, stages: Stages) -> dict[str, object]:
    """The facts with fields in plain words, and without the field where nothing asks for it."""
    facts = dict(problem.facts)
    for name in ("field", "later", "earlier"):
        if name in facts:
            facts[name] = field_word(str(facts[name]), stages)
    if "{field}" not in (user_language().variant(f"problems.{problem.code}", "command") or ""):
        # A column's name stands beside the sentence, and says more than its field.
        facts.pop("field", None)
    return facts


class _Facts(dict[str, str]):
    """A fact that is missing becomes a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"
