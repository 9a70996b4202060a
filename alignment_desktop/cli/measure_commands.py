"""The commands about figures: measure, leads."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, now
from alignment_desktop.cli.clock_columns import (
    clock_cells,
    clock_headings,
    running_cells,
    running_headings,
    state_cell,
    told_of_clocks,
)
from alignment_desktop.cli.output import DONE, complain, show, show_json, show_table, wording
from alignment_desktop.cli.questions import add_question, answer, asking
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.verdicts import verdict_word
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clocks import parts_text
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import verdict_text
from alignment_desktop.words.language import NONE, user_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment_desktop.measurement.results import LeadRow, PeriodResult
    from alignment_desktop.services.measuring import Measured

STATES = ("kept", "missed", "open", "excluded")


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    text = its.measure.about()
    measure = add_question(commands, "measure", _measure, text, ("days", "by", "period"))
    measure.add_argument("--commitment", metavar="KEY")

    leads = add_question(commands, "leads", _leads, its.leads.about(), ("period",))
    leads.add_argument("--commitment", metavar="KEY", required=True)
    leads.add_argument("--state", choices=STATES)
    leads.add_argument("-o", dest="output", metavar="OUT.xlsx", type=Path)


def _measure(arguments: argparse.Namespace) -> int:
    from alignment_desktop.measurement.results import to_json
    from alignment_desktop.services.measuring import measured

    with asking(arguments) as (workspace, question):
        found = measured(workspace, question, now=now())
    label = found.agreement.label
    return answer(
        arguments,
        lambda: {"agreement": label, **to_json(found.as_of, found.commitments)},
        lambda: _show_scoreboard(found),
        found.as_of,
        found.notes,
        label,
    )


def _show_scoreboard(found: Measured) -> None:
    its, language = wording().output, user_language()
    rows = []
    for result in found.commitments:
        commitment = found.stated(result.key)
        name = display_name(commitment) if commitment else result.key
        if result.until is not None:
            name = its.measured_until(name=name, day=day_text(result.until, language))
        for entry in result.periods:
            goal = entry.goal
            total = entry.by is None
            rows.append(
                [
                    choice_text(commitment.party, language) if commitment and total else "",
                    name if total else f"  {entry.segment or NONE}",
                    entry.period,
                    target_text(goal, language),
                    figure_beside(entry.value, goal.unit, goal, language),
                    verdict_text(verdict_word(entry.status, is_over=entry.is_over), language),
                    _counts(entry),
                ]
            )
            name = ""
    heads = language.headings
    header = [
        heads.owner(), heads.commitment(), heads.period(), heads.target(), heads.actual(),
        heads.status(), "",
    ]  # fmt: skip
    show_table(header, rows, "   >>")
    for said in _about_clocks(found):
        show(said)


def _about_clocks(found: Measured) -> Iterator[str]:
    """Who had the clocks, and who opened pauses shortly before they were due."""
    from alignment_desktop.measurement.late_pauses import FEW

    its, language = wording().output, user_language()
    for result in found.commitments:
        commitment = found.stated(result.key)
        if commitment is None:
            continue
        name = display_name(commitment)
        for entry in result.periods:
            medians = [part.median for part in entry.parts or ()]
            if entry.by is None and any(median is not None for median in medians):
                parts = parts_text(medians, commitment, found.agreement, language)
                yield its.had_the_clock(commitment=name, period=entry.period, parts=parts)
        for opener in result.pauses or ():
            if opener.late:
                said = its.pauses_opened(
                    commitment=name,
                    by=opener.by or its.nobody_named(),
                    opened=opener.opened,
                    late=opener.late,
                )
                yield its.pauses_few(said=said, few=FEW) if opener.are_few else said


def _counts(entry: PeriodResult) -> str:
    """What the figure is made of."""
    its = wording().output
    if entry.kept is None:
        told = [its.counted(count=entry.eligible)]
    else:
        told = [its.kept_and_missed(kept=entry.kept, missed=entry.missed)]
        told += [its.open(count=entry.open)] if entry.open else []
    told += [its.excluded(count=entry.excluded)] if entry.excluded else []
    return ", ".join(told)


def _leads(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.measuring import leads_of

    if arguments.output is not None:
        from alignment_desktop.documents.output_files import check_output

        check_output(arguments.output, ".xlsx")
    with asking(arguments) as (workspace, question):
        rows, notes = leads_of(workspace, question, state=arguments.state, now=now())
    told = told_of_clocks(rows)
    if arguments.output is not None:
        _save_leads(rows, arguments.output)
    if arguments.json:
        show_json([row.to_json() for row in rows])
    elif arguments.output is not None:
        show(wording().output.wrote_leads(len(rows), count=len(rows), file=arguments.output))
    else:
        cells = [[row.lead_id, *running_cells(row), *clock_cells(row, told)] for row in rows]
        show_table([*_headings(), *clock_headings(told)], cells)
    for note in notes:
        complain(note)
    return DONE


def _save_leads(rows: list[LeadRow], path: Path) -> None:
    from alignment_desktop.documents.workbook import Table, write_tables

    told = told_of_clocks(rows)
    cells = [
        [
            row.lead_id, state_cell(row.state), row.from_, row.to, row.due,
            *([row.paused] if told.paused else []),
            *((row.parts or (None,) * told.parts) if told.parts else ()),
        ]
        for row in rows
    ]  # fmt: skip
    headings = [*_headings(), *clock_headings(told, single=True)]
    write_tables(path, [Table(wording().output.leads(), headings, cells)])


def _headings() -> list[str]:
    return [user_language().headings.lead(), *running_headings()]
