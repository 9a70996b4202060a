"""The commands about figures: measure, leads."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    Commands,
    add_agreement,
    add_command,
    add_knowledge,
    asked_agreement,
    day,
    now,
    opened,
    say_known_at,
)
from alignment_desktop.cli.clock_columns import clock_cells, clock_headings, told_of_clocks
from alignment_desktop.cli.output import DONE, complain, show, show_json, show_table, wording
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.verdicts import verdict_word
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clocks import parts_text
from alignment_desktop.phrasing.days import day_text, known_at_text
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
    measure = add_command(commands, "measure", _measure, its.measure.about())
    measure.add_argument("--from", dest="first", metavar="D", help=its.measure.from_())
    measure.add_argument("--to", dest="last", metavar="D", help=its.measure.to())
    add_knowledge(measure)
    measure.add_argument("--commitment", metavar="KEY")
    measure.add_argument("--by", metavar="FIELD", help=its.measure.by())
    measure.add_argument("--period", metavar="P", help=its.shared.period())
    add_agreement(measure)

    leads = add_command(commands, "leads", _leads, its.leads.about())
    leads.add_argument("--commitment", metavar="KEY", required=True)
    leads.add_argument("--period", metavar="P", help=its.shared.period())
    leads.add_argument("--state", choices=STATES)
    add_knowledge(leads)
    leads.add_argument("-o", dest="output", metavar="OUT.xlsx", type=Path)
    add_agreement(leads)


def _measure(arguments: argparse.Namespace) -> int:
    from alignment_desktop.measurement.results import to_json
    from alignment_desktop.services.measuring import Question, measured

    question = Question(
        first=day(arguments.first),
        last=day(arguments.last),
        as_of=arguments.as_of,
        commitment=arguments.commitment,
        by=arguments.by,
        period=arguments.period,
        known_at=arguments.known_at,
    )
    with opened(arguments) as workspace:
        question = replace(question, label=asked_agreement(workspace, arguments))
        found = measured(workspace, question, now=now())
    if arguments.json:
        show_json(to_json(found.as_of, found.commitments))
    else:
        say_known_at(arguments)
        _show_scoreboard(found)
    for note in found.notes:
        complain(note)
    return DONE


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
    show(its.as_of(moment=known_at_text(found.as_of.text, found.as_of.zone, language)))
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
    from alignment_desktop.services.measuring import Question, leads_of

    if arguments.output is not None:
        from alignment_desktop.documents.output_files import check_output

        check_output(arguments.output, ".xlsx")
    question = Question(
        as_of=arguments.as_of,
        commitment=arguments.commitment,
        period=arguments.period,
        known_at=arguments.known_at,
    )
    with opened(arguments) as workspace:
        question = replace(question, label=asked_agreement(workspace, arguments))
        rows, notes = leads_of(workspace, question, state=arguments.state, now=now())
    told = told_of_clocks(rows)
    if arguments.output is not None:
        _save_leads(rows, arguments.output)
    if arguments.json:
        show_json([row.to_json() for row in rows])
    elif arguments.output is not None:
        show(wording().output.wrote_leads(len(rows), count=len(rows), file=arguments.output))
    else:
        cells = [
            [
                row.lead_id,
                _state(row.state),
                *map(_moment, (row.from_, row.to, row.due)),
                *clock_cells(row, told),
            ]
            for row in rows
        ]
        show_table([*_headings(), *clock_headings(told)], cells)
    for note in notes:
        complain(note)
    return DONE


def _state(state: str | None) -> str:
    """What became of a lead, in a word."""
    return user_language().say(f"commands.output.state-{state}") if state else NONE


def _moment(value: date | None) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if value else NONE


def _save_leads(rows: list[LeadRow], path: Path) -> None:
    from alignment_desktop.documents.workbook import Table, write_tables

    told = told_of_clocks(rows)
    cells = [
        [
            row.lead_id, _state(row.state), row.from_, row.to, row.due,
            *([row.paused] if told.paused else []),
            *((row.parts or (None,) * told.parts) if told.parts else ()),
        ]
        for row in rows
    ]  # fmt: skip
    headings = [*_headings(), *clock_headings(told, single=True)]
    write_tables(path, [Table(wording().output.leads(), headings, cells)])


def _headings() -> list[str]:
    heads = user_language().headings
    return [heads.lead(), heads.state(), heads.from_(), heads.to(), heads.due()]
