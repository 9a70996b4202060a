"""What only shows beside the agreement and what is imported already: warnings of an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.stated_units import is_other_unit
from alignment_desktop.domain.targets import PERCENT
from alignment_desktop.frames import OWN, ROW
from alignment_desktop.importing.cell_problems import CellProblem, CellProblems
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.deal_joining import DOMAIN
from alignment_desktop.measurement.folding import Batch
from alignment_desktop.measurement.ordering import out_of_order
from alignment_desktop.services.newest_knowledge import speaks_of_later

if TYPE_CHECKING:
    from datetime import datetime

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.importing.checking import Checked
    from alignment_desktop.importing.locating import Located
    from alignment_desktop.importing.mapping import Mapping
    from alignment_desktop.measurement.identity import Identified


def lead_warnings(
    sheet: str,
    batches: Sequence[Batch],
    found: Identified,
    agreement: Agreement,
    headers: dict[str, str],
    monitor: Monitor | None = None,
) -> CellProblems:
    """Rows whose lead has events the wrong way round, and rows that could join several leads.

    Args:
        sheet: The sheet's name.
        batches: Batches of leads in the order of import; the last is told of.
        found: Which lead each of their rows speaks of.
        agreement: Whose stages and commitments say which event follows which.
        headers: Field to the column that gives it.
        monitor: Asked now and then whether to go on.

    Raises:
        Cancelled: The monitor asked to stop.
    """
    reversed_ = (
        CellProblem(
            sheet=sheet,
            row=each.row,
            column=headers.get(each.later) or headers.get(each.earlier, ""),
            code=each.code,
            effect="none",
            facts={"later": each.later, "earlier": each.earlier},
        )
        for each in out_of_order(batches, found, agreement, monitor)
    )
    last = batches[-1]
    ambiguous = found.ambiguous.filter(pl.col("batch") == last.id)
    key, domain = last.key_column or "", (last.domain_column or "").removeprefix(OWN)
    by_domain = pl.col("by") == DOMAIN
    of_key, of_domain = (pl.lit(headers.get(name, "")) for name in (key, domain))
    several = ambiguous.select(
        ROW,
        "value",
        pl.when(by_domain).then(of_domain).otherwise(of_key).alias("column"),
        pl.when(by_domain)
        .then(pl.lit("several-leads-of-domain"))
        .otherwise(pl.lit("several-leads"))
        .alias("code"),
        pl.lit("none").alias("effect"),
        pl.col("holders").cast(pl.String).alias("found"),
    )
    return CellProblems.of(sheet, reversed_).with_more(CellProblems(sheet, [several]))


def later_than_import(sheet: str, mapping: Mapping, zone: str, at: datetime | None) -> CellProblems:
    """That the data are said to speak of more than was known at the import, which cannot be.

    Args:
        sheet: The sheet's name.
        mapping: Says of what they speak.
        zone: The agreement's.
        at: The moment of the import, of which the whole day counts; nothing is told where None.
    """
    told = []
    if mapping.data_as_of is not None and at is not None:
        given, here = AsOf.of(mapping.data_as_of, zone), AsOf.of(at, zone)
        if speaks_of_later(given, at):
            facts = {"value": given.text, "found": here.last_day.isoformat()}
            row = mapping.header_row or 0
            told = [CellProblem(sheet, row, "", "data-as-of-later", "none", facts)]
    return CellProblems.of(sheet, told)


def further_sheets(located: Located, others: Sequence[str]) -> CellProblems:
    """One warning where a file has more sheets that could be imported, of which none is read."""
    sheet = located.sheet.name
    facts = {"value": sheet, "found": ", ".join(f"“{name}”" for name in others)}
    told = CellProblem(sheet, located.header_row, "", "further-sheets", "none", facts)
    return CellProblems.of(sheet, [told] if others else [])


def other_than_profile(
    located: Located, profile: str, lacking: Dictionary[str, str]
) -> CellProblems:
    """A warning for each column of a remembered mapping that a file does not have.

    Args:
        located: How the file is read.
        profile: The mapping's name.
        lacking: The columns, with the fields that they gave.
    """
    sheet = located.sheet.name
    now = {field: column for column, field in located.mapping.columns.items()}
    told = []
    for column, field in lacking.items():
        facts = {"found": profile, "value": column, "field": field}
        code = "profile-column-missing"
        if field in now:
            code, facts = "profile-column-replaced", {**facts, "other": now[field]}
        told.append(CellProblem(sheet, located.header_row, now.get(field, ""), code, "none", facts))
    return CellProblems.of(sheet, told)


def figure_warnings(sheet: str, checked: Checked, agreement: Agreement) -> CellProblems:
    """Figures that do not fit the target of the commitment that asks for them."""
    headers = {field: header for header, field in checked.columns.items() if field}
    return CellProblems.of(sheet, _of_figures(sheet, checked.frame, agreement, headers))


def _of_figures(
    sheet: str, frame: pl.DataFrame, agreement: Agreement, headers: dict[str, str]
) -> Iterator[CellProblem]:
    targets = {
        each.figure.strip().lower(): each.target
        for each in agreement.commitments.values()
        if each.figure
    }
    units = frame["unit"] if "unit" in frame.columns else pl.repeat(None, frame.height, eager=True)
    rows = zip(frame[ROW], frame["figure"], frame["value"], units, strict=True)
    for row, figure, value, unit in rows:
        target = targets.get(figure.strip().lower())
        if target is None or value is None:
            continue
        wanted = target.unit_text
        if is_other_unit(unit, target):
            facts = {"found": str(unit), "value": figure, "field": wanted or target.word or "-"}
            column = headers.get("unit", "")
            yield CellProblem(sheet, row, column, "figure-of-other-unit", "none", facts)
        elif wanted == PERCENT and value > 1:
            facts = {"value": figure, "found": f"{value:g}"}
            column = headers.get("value", "")
            yield CellProblem(sheet, row, column, "figure-above-whole", "none", facts)
