"""The commands about results: import, imports, undo-import, template."""

from __future__ import annotations

import argparse
import textwrap
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    now,
    opened,
)
from alignment_desktop.cli.output import (
    DONE,
    LOOK,
    ProgressBar,
    complain,
    remark,
    show,
    show_json,
    show_table,
    wording,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.importing.cell_problems import CellProblem, CellProblems, UnknownWord
    from alignment_desktop.importing.placing import ColumnVerdict
    from alignment_desktop.services.importing import Prepared

_SHOWN_PROBLEMS = 10
_SHOWN_ROWS = 10
_SHOWN_WORDS = 20
_LEFT_OUT = (
    *("above-header", "repeated-header", "group", "summary", "total", "footer"),
    *("comment", "ruler", "another-table"),
)


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    kinds = [kind.value for kind in Kind]
    imported = add_command(commands, "import", _import, its.import_.about())
    imported.formatter_class = _WithFields
    imported.epilog = its.import_.fields()
    imported.add_argument("file", metavar="FILE", type=Path)
    imported.add_argument("--kind", choices=kinds)
    imported.add_argument("--sheet", metavar="S", help=its.import_.sheet())
    imported.add_argument("--profile", metavar="NAME", help=its.import_.profile())
    imported.add_argument("--mapping", metavar="FILE.toml", type=Path)
    imported.add_argument("--data-as-of", metavar="T", help=its.import_.data_as_of())
    problems = its.import_.problems()
    imported.add_argument("--problems", metavar="OUT.xlsx", type=Path, help=problems)
    written = its.import_.write_mapping()
    imported.add_argument("--write-mapping", metavar="OUT.toml", type=Path, help=written)
    imported.add_argument("--dry-run", action="store_true", help=its.import_.dry_run())
    imported.add_argument("--again", action="store_true", help=its.import_.again())
    add_person(imported)
    add_agreement(imported)

    add_command(commands, "imports", _imports, its.imports.about())

    undo = add_command(commands, "undo-import", _undo, its.undo_import.about())
    undo.add_argument("batch", metavar="BATCH", type=int)
    add_person(undo)

    text = its.template.about()
    template = commands.add_parser("template", help=text, description=text)
    template.add_argument("kind", choices=kinds)
    template.add_argument("-o", dest="output", metavar="OUT.xlsx", type=Path, required=True)
    template.add_argument("--json", action="store_true", help=its.shared.json())
    template.set_defaults(run=_template)


class _WithFields(argparse.HelpFormatter):
    """Says below the words of the command what each field of a sheet means."""

    @override
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        filled = super()._fill_text(text, width, indent)
        if text != wording().help.import_.fields():
            return filled
        # Only whoever asks for help waits for these sentences.
        from alignment_desktop.frames import FIELDS
        from alignment_desktop.phrasing.field_notes import field_note

        language, lines = user_language(), [filled]
        for kind in Kind:
            lines += ["", wording().help.import_.fields_of(kind=kind.value)]
            for field in FIELDS[kind]:
                lines += textwrap.wrap(
                    field_note(kind.value, field, language),
                    width,
                    initial_indent=f"  {field:<18}",
                    subsequent_indent=" " * 20,
                )
        return "\n".join(lines)


def _import(arguments: argparse.Namespace) -> int:
    from alignment_desktop.importing.reader_process import begin_reader

    begin_reader()  # before the libraries below, which take about as long to load
    from alignment_desktop.documents.output_files import OutputFile, check_output
    from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
    from alignment_desktop.services.mapping_files import ENDING, fill_with_mapping
    from alignment_desktop.services.problem_rows import fill_with_problem_rows, problem_file
    from alignment_desktop.services.texts import read_text_file

    reads = [file for file in (arguments.file, arguments.mapping) if file is not None]
    for output, ending in ((arguments.problems, ".xlsx"), (arguments.write_mapping, ENDING)):
        if output is not None:
            check_output(output, ending, reads=reads)
    bar = ProgressBar()
    written: list[OutputFile] = []
    with opened(arguments) as workspace, ExitStack() as outputs:
        request = ImportRequest(
            path=arguments.file,
            kind=Kind(arguments.kind) if arguments.kind else None,
            sheet=arguments.sheet,
            profile=arguments.profile,
            mapping=read_text_file(arguments.mapping) if arguments.mapping else None,
            mapping_file=str(arguments.mapping or ""),
            data_as_of=arguments.data_as_of,
            again=arguments.again,
            label=arguments.agreement,
        )
        try:
            prepared = prepare(workspace, request, bar, now())
            if arguments.problems is not None:
                # Whole before anything is stored, and in its place only once that is: else a
                # refused import would leave one.
                file = outputs.enter_context(problem_file(prepared, arguments.problems))
                fill_with_problem_rows(file, prepared, sentence, bar)
                written.append(file)
            if arguments.write_mapping is not None:
                file = outputs.enter_context(
                    OutputFile(arguments.write_mapping, ENDING, reads=reads)
                )
                fill_with_mapping(file, prepared, wording().output.mapping_notes)
                written.append(file)
            batch = None
            if not arguments.dry_run:
                batch = workspace.execute(
                    AcceptImport(prepared, bar), by=actor(arguments), at=now()
                )
            unwritten = _not_in_place(written)
        finally:
            bar.end()
    if arguments.json:
        show_json(_import_json(prepared, batch))
    else:
        _show_import(prepared, batch)
    if unwritten is not None:
        complain(unwritten)
    return LOOK if prepared.checked.problems or unwritten else DONE


def _not_in_place(outputs: list[OutputFile]) -> Problem | None:
    """Puts files in their places; why that was not possible, as what is stored is stored by now."""
    trouble = None
    for output in outputs:
        try:
            output.take_place()
        except Problem as problem:
            trouble = trouble or problem
    return trouble


def _import_json(prepared: Prepared, batch: int | None) -> dict[str, object]:
    checked = prepared.checked
    return {
        "batch": batch,
        "kind": checked.kind.value,
        "sheet": prepared.sheet,
        "rows": checked.rows,
        "columns": dict(checked.columns),
        "encoding": prepared.workbook.encoding,
        "dialect": prepared.workbook.dialect,
        "left_out": [{"row": row, "reason": reason} for row, reason in checked.left_out],
        "recognised": [
            {
                "column": each.column,
                "field": each.field,
                "confidence": each.confidence,
                "reason": _reason(each),
            }
            for each in prepared.recognised
        ],
        "new": prepared.counts.new,
        "changed": prepared.counts.changed,
        "unchanged": prepared.counts.unchanged,
        "problems": [
            {
                "sheet": found.sheet,
                "row": found.row,
                "column": found.column,
                "code": found.code,
                "effect": found.effect,
                "text": sentence(Problem(found.code, **found.facts)),
            }
            for found in checked.problems
        ],
        "unknown_words": [
            {"column": each.column, "field": each.field, "word": each.word, "count": each.count}
            for each in checked.problems.unknown_words()
        ],
        "warnings": [
            {
                "sheet": found.sheet,
                "row": found.row,
                "column": found.column,
                "code": found.code,
                "text": sentence(Problem(found.code, **found.facts)),
            }
            for found in prepared.warnings
        ],
    }


def _reason(verdict: ColumnVerdict) -> str:
    """Why a column was taken for a field, or not."""
    return user_language().say(f"recognition.{verdict.reason}", field=verdict.could_be)


def _left_out(prepared: Prepared) -> dict[str, str]:
    """Reason to the numbers of the rows that are no data; blank rows are not worth a word."""
    rows: dict[str, list[int]] = {}
    for row, reason in prepared.checked.left_out:
        if reason in _LEFT_OUT:
            rows.setdefault(reason, []).append(row)
    found = {}
    for reason, numbers in rows.items():
        shown = ", ".join(map(str, numbers[:_SHOWN_ROWS]))
        if len(numbers) > _SHOWN_ROWS:
            shown = user_language().facts.more(names=shown, count=len(numbers) - _SHOWN_ROWS)
        found[reason] = wording().output.rows(len(numbers), rows=shown)
    return found


def _show_import(prepared: Prepared, batch: int | None) -> None:
    checked, counts = prepared.checked, prepared.counts
    language, its = user_language(), wording().output
    facts = {"rows": checked.rows, "kind": checked.kind.value}
    facts |= {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    if batch is None:
        show(its.not_stored(checked.rows, **facts))
    else:
        show(its.stored(checked.rows, batch=batch, **facts))
    for reason, rows in _left_out(prepared).items():
        show(language.say(f"commands.output.left-out-{reason}", rows=rows))
    placed = {name: field for name, field in checked.columns.items() if field not in ("", name)}
    if placed:
        columns = ", ".join(f"{name} → {field}" for name, field in placed.items())
        show(its.columns(columns=columns))
    for counted, found in ((its.problems, checked.problems), (its.warnings, prepared.warnings)):
        codes = Counter(one.code for one in found)
        if codes:
            listed = ", ".join(f"{count} × {code}" for code, count in codes.items())
            remark(counted(len(found), count=len(found), codes=listed))
        _show_cells(found)
    if checked.kind is Kind.LEADS and checked.key is None:
        remark(its.keyless())
    _show_unknown_words(checked.problems.unknown_words())


def _show_cells(found: CellProblems) -> None:
    """Where the trouble is: each cell of a few, else the first of each kind."""
    its, language = wording().output, user_language()
    if len(found) <= _SHOWN_PROBLEMS:
        told = [(one, 1) for one in found]
    else:
        told = [(group.first, group.count) for group in found.groups()[:_SHOWN_PROBLEMS]]
    for one, count in told:
        more = its.like_it(count=language.number(count - 1)) if count > 1 else ""
        remark(f"  {_told(one)}{more}")
    if len(found) > len(told):
        remark(its.more_problems(count=language.number(len(found))))


def _told(found: CellProblem) -> str:
    """Where trouble is, and what it is."""
    its = user_language().facts
    where = [its.sheet(value=found.sheet)] if found.sheet else []
    where += [its.row(value=found.row)]
    where += [its.column(value=found.column)] if found.column else []
    text = sentence(Problem(found.code, **found.facts))
    return its.at(where=its.separator().join(where), text=text)


def _show_unknown_words(words: list[UnknownWord]) -> None:
    """Names what has to be said in a mapping, or mended in the file."""
    by_column: dict[tuple[str, str], list[str]] = {}
    for each in words:
        named = by_column.setdefault((each.column, each.field), [])
        named.append(f'{each.count} × "{each.word}"')
    for (column, field), named in by_column.items():
        listed = ", ".join(named[:_SHOWN_WORDS])
        if len(named) > _SHOWN_WORDS:
            listed = user_language().facts.more(names=listed, count=len(named) - _SHOWN_WORDS)
        remark(wording().output.unknown_words(column=column, field=field, words=listed))


def _imports(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.imported_batches import batches

    with opened(arguments) as workspace:
        rows = batches(workspace)
    if arguments.json:
        show_json(
            [
                {
                    "batch": row.id,
                    "file": row.file,
                    "sheet": row.sheet,
                    "sha256": row.sha256,
                    "kind": row.kind,
                    "rows": row.rows,
                    "imported_at": row.imported_at.isoformat(),
                    "data_as_of": row.data_as_of,
                    "withdrawn": row.withdrawn,
                    "person": row.actor.person,
                    "party": row.actor.party,
                    "program": row.actor.program or None,
                }
                for row in rows
            ]
        )
    elif rows:
        its = wording().output
        show_table(
            [
                its.batch(),
                user_language().headings.kind(),
                user_language().headings.rows(),
                user_language().headings.imported(),
                user_language().headings.file(),
                "",
            ],
            [
                [
                    str(row.id),
                    row.kind,
                    str(row.rows),
                    f"{row.imported_at:%Y-%m-%d %H:%M} UTC",
                    f"{row.file}, {row.sheet}" if row.sheet else row.file,
                    its.is_undone() if row.withdrawn else "",
                ]
                for row in rows
            ],
            numbers="> >",
        )
    else:
        show(wording().output.nothing_imported())
    return DONE


def _undo(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.imported_batches import UndoImport

    with opened(arguments) as workspace:
        row = workspace.execute(UndoImport(arguments.batch), by=actor(arguments), at=now())
    if arguments.json:
        show_json({"batch": row.id, "file": row.file, "rows": row.rows, "withdrawn": True})
    else:
        show(wording().output.undone(row.rows, batch=row.id, file=row.file, rows=row.rows))
    return DONE


def _template(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.fill_in_templates import write_template

    write_template(Kind(arguments.kind), arguments.output)
    if arguments.json:
        show_json({"kind": arguments.kind, "file": str(arguments.output)})
    else:
        show(wording().output.made(file=arguments.output))
    return DONE
