"""Clauses as a table for the clipboard, with headings, so that it can be pasted back."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.field_values import values_by_field
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.pasting.cells import CellReader
from alignment_desktop.gui.pasting.columns import by_place, heading_of, kind_heading, specs_of
from alignment_desktop.gui.pasting.tabbed_text import write_tabbed


def copied(ids: Sequence[ClauseId], agreement: Agreement) -> str:
    """Clauses as a text of rows with a heading; fields of which none says anything are left out."""
    reader = CellReader(agreement)
    kinds = list(dict.fromkeys(kind for kind, _ in ids))
    rows: list[tuple[str, dict[str, str]]] = []
    for kind, key in ids:
        specs = specs_of(kind)
        table = json_table(write_clause(agreement.clauses[kind, key]))
        values = values_by_field(tuple(specs.values()), table)
        cells = {
            heading_of(name, kind): reader.text(spec, values[name], values)
            for name, spec in specs.items()
        }
        rows.append((kind, cells))
    wanted = {heading_of(name, kind) for kind in kinds for name in by_place(kind)}
    wanted |= {heading for _, cells in rows for heading, text in cells.items() if text}
    every = (heading_of(name, kind) for kind in kinds for name in specs_of(kind))
    columns = [heading for heading in dict.fromkeys(every) if heading in wanted]
    mixed = len(kinds) > 1
    head = [kind_heading()] if mixed else []
    lines = [[*head, *columns]]
    for kind, cells in rows:
        first = [kind_word(kind)] if mixed else []
        lines.append([*first, *(cells.get(heading, "") for heading in columns)])
    return write_tabbed(lines)
