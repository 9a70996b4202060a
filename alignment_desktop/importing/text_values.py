"""Fields whose texts mean one of a few things: outcome, decision, and the stages agreed on."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Any

import polars as pl

from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_words import Reading, readings, words_of
from alignment_desktop.paths import resource_path

YES = frozenset(
    ("1", "true", "yes", "y", "ja", "j", "oui", "si", "sí", "sì", "sim", "s", "wahr", "vrai",
     "verdadero", "verdadeiro", "vero", "waar")
)  # fmt: skip
NO = frozenset(
    ("0", "false", "no", "n", "nein", "non", "não", "nao", "nee", "falsch", "faux", "falso",
     "onwaar")
)  # fmt: skip
"""What cells of flags say, in lower case."""
_WON_STAGES = ("won", "customer")
_LOST_STAGE = "lost"
_NUMBERING = re.compile(r"^(?:(?:stage|phase|step)\s*)?\d{1,3}\s*[.):–—-]*\s*", re.IGNORECASE)
_BETWEEN_PARTS = re.compile(r"\s*[/|:;,()\[\]–—]+\s*|\s+-+\s*|\s*-+\s+")
_DECORATION = re.compile(r"^\W+|\W+$")
_ENDS = ("won", "lost")
_OF_DEALS = frozenset({"deal", "close", "status", "stage", "contract", "order", "sales"})
"""What stands beside it and changes nothing: `Abgeschlossen und gewonnen`, `Negócio perdido`."""
_WHY = frozenset(["an", "aan", "wegen", "por", "per", "pour", "to", "due", "because", "a"])
"""Words that a reason follows; not those that name who did it, as in `lost by our competitor`."""
_DENIALS = frozenset(
    ("no", "non", "not", "never", "nicht", "kein", "keine", "keinen", "ohne", "nao", "sem", "nunca",
     "sin", "ne", "pas", "sans", "senza", "mai", "niet", "geen", "zonder", "un")
)  # fmt: skip
_OF_SALES = frozenset({"sales", "user", "lead", "marketing", "status"})
_DECIDED = {"accept": "accepted", "return": "returned"}
_LONGEST = 100
"""Characters; what is longer is a note, and no word that stands for something."""
_SHARE = re.compile(r"\d{1,3}")


def outcome_of(text: str, context: ImportContext) -> str | None:
    """`won`, `lost`, empty for an open deal, or None where the text is no outcome.

    A stage that the agreement has is one that a deal can be in, which is over in the stages `won`,
    `customer` and `lost`.
    """
    meaning = _meaning("outcome", text)
    stage = context.stage_key(text) if meaning is None else None
    if stage is None:
        return meaning
    if stage in _WON_STAGES:
        return "won"
    return stage if stage == _LOST_STAGE else ""


def _meaning(field: str, text: str) -> str | None:
    """What a text means; None where that is unknown, or where it says two things.

    The known word may have a number before it (`6 - Closed Won`) and a reason or a share beside
    it (`Closed Lost - Price`, `Proposal (50%)`). That a deal is open is only taken from a text of
    which every part says so: the rest may well be the end of it.
    """
    known = _synonyms()[field]
    if len(text) > _LONGEST:
        return None
    whole = known.get(_plain(text))
    if whole is not None:
        return whole
    parts = [_plain(part) for part in _BETWEEN_PARTS.split(_NUMBERING.sub("", text))]
    found = [known.get(part) for part in parts if part and not _SHARE.fullmatch(part)]
    # A reason that speaks of another end, as in `lost, then won`, leaves the first one in doubt.
    told = {
        meaning for part in parts for word in (part, *part.split()) if (meaning := known.get(word))
    }
    if len(told) == 1 and told & set(found):
        return told.pop()
    if found and set(found) == {""}:
        return ""
    if field == "decision":
        decided = _decided(text)
        return decided if told <= {decided} else None
    end = _ended(text) or ("lost" if told == {"lost"} and _says_why(text) else None)
    if end is None and not told:
        return "" if _is_step(text) else None
    return end if told - {""} <= {end} else None


def _said(text: str) -> frozenset[Reading]:
    """What the words of a text mean; nothing where one of them may deny the others.

    `no` is Portuguese for `in the`, and changes nothing in a column's name.
    """
    return frozenset() if _DENIALS & set(words_of(text)) else readings(text)


def _says_why(text: str) -> bool:
    """Whether a reason follows the first word: `Perdido por precio`, `Verloren an Wettbewerb`."""
    words = words_of(text)
    known = _synonyms()["outcome"]
    return len(words) > 2 and known.get(words[0]) == "lost" and words[1] in _WHY


def _decided(text: str) -> str | None:
    """What sales decided, in words of any language: `Vom Vertrieb angenommen`."""
    told = {reading - _OF_SALES for reading in _said(text)}
    found = [meaning for word, meaning in _DECIDED.items() if frozenset({word}) in told]
    return found[0] if len(found) == 1 else None


def _is_step(text: str) -> bool:
    """Whether a text is made of words for what is done while a deal is open, and of no others.

    `Angebot verschickt` is open; `Angebot angenommen` has a word that may well be the end.
    """
    steps, beside = _step_words()
    words = {word for word in words_of(text) if not word.isdecimal()}
    return bool(words & steps) and words <= steps | beside


def _ended(text: str) -> str | None:
    """How a deal ended, by words of any language of which no other says anything else."""
    told = {reading - _OF_DEALS for reading in _said(text)}
    ends = [end for end in _ENDS if frozenset({end}) in told]
    return ends[0] if len(ends) == 1 else None


def read_texts(column: ColumnCells, field: str, context: ImportContext) -> pl.DataFrame:
    """Type a column of texts.

    Returns:
        Per row `value` (String) and `code`: `unknown-value` where the field takes only certain
        values and the cell says something else.
    """
    if field not in ("stage", *_synonyms()):
        nothing = pl.Series("code", [None], dtype=pl.String)
        return pl.DataFrame(
            [column.texts.alias("value"), nothing.new_from_index(0, len(column.texts))]
        )
    cells = column.distinct()
    found = [_value(field, text, context) for text, _ in cells]
    codes = ["unknown-value" if value is None else None for value in found]
    return column.spread(
        cells,
        [
            pl.Series("value", [value or None for value in found], dtype=pl.String),
            pl.Series("code", codes, dtype=pl.String),
        ],
    )


def _value(field: str, text: str, context: ImportContext) -> str | None:
    if field == "stage":
        return context.stage_key(text) or text
    return outcome_of(text, context) if field == "outcome" else _meaning(field, text)


def is_known(field: str, text: str, context: ImportContext) -> bool:
    """Whether a text is one that a field with certain values, such as `outcome`, may have."""
    return _value(field, text, context) is not None


def known_words(field: str) -> dict[str, str]:
    """The words of `outcome` or `decision`, each with what it means; empty for an open deal."""
    return dict(_synonyms()[field])


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, str]]:
    return {
        field: {_plain(word): meaning for meaning, words in meanings.items() for word in words}
        for field, meanings in _table().items()
        if field != "open"
    }


@lru_cache(maxsize=1)
def _step_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for what is done while a deal is open, and those that stand beside these."""
    steps, beside = (
        frozenset(word for listed in words.values() for word in words_of(listed))
        for words in _table()["open"].values()
    )
    return steps, beside


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resource_path("recognition/values.toml").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", _DECORATION.sub("", text).casefold())
