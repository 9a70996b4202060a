"""Fields whose texts mean one of a few things: outcome, decision, and the stages agreed on."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

import polars as pl

from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.paths import resource_path


def outcome_of(text: str) -> str | None:
    """`won`, `lost`, empty for an open deal, or None where the text is no outcome."""
    return _synonyms()["outcome"].get(_plain(text))


def read_texts(column: ColumnCells, field: str, context: ImportContext) -> pl.DataFrame:
    """Type a column of texts.

    Returns:
        Per row `value` (String) and `code`: `unknown-value` where the field takes only certain
        values and the cell says something else.
    """
    meanings = _synonyms().get(field)
    if meanings is None and field != "stage":
        nothing = pl.Series("code", [None], dtype=pl.String)
        return pl.DataFrame(
            [column.texts.alias("value"), nothing.new_from_index(0, len(column.texts))]
        )
    cells = column.distinct()
    if meanings is None:
        values = [context.stage_key(text) or text for text, _ in cells]
        codes: list[str | None] = [None] * len(cells)
    else:
        found = [meanings.get(_plain(text)) for text, _ in cells]
        values = [value or "" for value in found]
        codes = ["unknown-value" if value is None else None for value in found]
    return column.spread(
        cells,
        [
            pl.Series("value", [value or None for value in values], dtype=pl.String),
            pl.Series("code", codes, dtype=pl.String),
        ],
    )


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, str]]:
    table = tomllib.loads(resource_path("recognition/values.toml").read_text(encoding="utf-8"))
    return {
        field: {_plain(word): meaning for meaning, words in meanings.items() for word in words}
        for field, meanings in table.items()
    }


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().casefold())
