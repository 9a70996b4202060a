"""Empty workbooks to fill in: a column per field, with notes, lists, formats and examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.workbook import ENDING, HEADER_FILL, content_of, for_print
from alignment_desktop.frames import ENTERED, FIELDS, FieldType, Kind, field_type
from alignment_desktop.phrasing.field_notes import entered_note, field_note
from alignment_desktop.words.language import user_language

STAGES = {
    "inquiry": "Inquiry",
    "mql": "Marketing Qualified Lead",
    "sal": "Sales Accepted Lead",
    "sql": "Sales Qualified Lead",
    "opportunity": "Opportunity",
    "customer": "Customer",
}
"""Stages with a column of their own where no agreement says which there are."""

_LAST_ROW = 10_000
_FORMATS = {
    FieldType.TEXT: "@",
    FieldType.NUMBER: "General",
    FieldType.MOMENT: "yyyy-mm-dd hh:mm",
    FieldType.DAY: "yyyy-mm-dd",
    FieldType.PERIOD: "@",
}
_WIDTHS = {FieldType.MOMENT: 18, FieldType.DAY: 12, FieldType.NUMBER: 12}
_MONEY = {"amount", "revenue", "cost", "spend", "pipeline"}
_COUNTS = {
    "employees", "attempts", "impressions", "clicks", "leads", "mqls", "opportunities",
    "customers",
}  # fmt: skip
_LONGEST_LIST = 255
"""Characters that Excel takes for a list inside a rule."""
_LISTS = {
    "grade": ("A", "B", "C", "D"),
    "decision": ("accepted", "returned"),
    "outcome": ("won", "lost"),
}
_RULES = {
    FieldType.NUMBER: ("decimal", "-1E+300", "This column holds numbers."),
    FieldType.MOMENT: ("date", "1", "This column holds dates, with the time of day if known."),
    FieldType.DAY: ("date", "1", "This column holds dates."),
}
"""Type to the rule's kind, its least value and what it says."""
_ACTIVITY_KINDS = ("call", "e-mail", "meeting", "message", "campaign response")
_GENERAL = (
    "One row is one thing: a lead, an activity, a campaign's month, a figure, a customer.",
    "Leave a cell empty where you do not know. Columns that you do not need may be deleted.",
    "Further columns are kept under their own names, and conditions may name them.",
    "Write dates as dates, with the time of day where hours count, in the time of your office.",
    "The names in the first row of the other sheet are those that the import knows.",
)


class Note(NamedTuple):
    """What belongs into a column, with an example."""

    text: str
    example: str


EXAMPLES: dict[Kind, dict[str, str]] = {
    Kind.LEADS: {
        "lead_id": "L-20418",
        "account": "Fabrikam GmbH",
        "email": "lena.koch@fabrikam.example",
        "name": "Lena Koch",
        "created_at": "2026-10-05 09:12",
        "source": "Webinar",
        "campaign": "Service webinars",
        "program": "Demand",
        "segment": "Enterprise",
        "region": "EMEA",
        "industry": "Machinery",
        "employees": "1200",
        "owner": "Anna Kovacs",
        "grade": "A",
        "score": "65",
        "stage": "SAL",
        "handed_over_at": "2026-10-05 09:20",
        "first_touch_at": "2026-10-05 11:05",
        "attempts": "5",
        "assigned_at": "2026-10-06 11:00",
        "decision": "returned",
        "decided_at": "2026-10-06 15:30",
        "return_reason": "Not now",
        "recycled_at": "2026-10-06 15:30",
        "renurtured_at": "2026-10-08 10:00",
        "feedback_at": "2026-10-09 14:00",
        "opportunity_id": "O-20418",
        "contact_ids": "L-10417",
        "opportunity_at": "2026-10-20 10:15",
        "amount": "42000",
        "closed_at": "2026-11-18 16:00",
        "outcome": "won",
        "lost_reason": "Price",
        "revenue": "39500",
        "cost": "1200",
    },
    Kind.ACTIVITIES: {
        "lead_id": "L-20418",
        "email": "a@b.example",
        "at": "2026-10-05 11:05",
        "kind": "call",
        "by": "Anna Kovacs",
        "detail": "Left a message",
        "campaign": "Service webinars",
    },
    Kind.CAMPAIGNS: {
        "campaign": "Service webinars",
        "program": "Demand",
        "period": "2026-10",
        "start": "2026-10-01",
        "end": "2026-10-31",
        "channel": "Webinar",
        "segment": "Enterprise",
        "spend": "6200",
        "impressions": "52000",
        "clicks": "1300",
        "leads": "64",
        "mqls": "41",
        "opportunities": "7",
        "pipeline": "210000",
        "customers": "2",
        "revenue": "61000",
    },
    Kind.FIGURES: {
        "figure": "Pipeline coverage",
        "period": "2026-Q4",
        "start": "2026-10-01",
        "end": "2026-12-31",
        "segment": "Enterprise",
        "value": "3.1",
        "unit": "%",
    },
    Kind.CUSTOMERS: {
        "account": "Fabrikam GmbH",
        "since": "2024-03-01",
        "ended": "2026-09-30",
        "revenue": "39500",
        "cost": "21000",
    },
}
"""What could stand in each column of each kind."""


def write_template(kind: Kind, path: Path, *, stages: Mapping[str, str] | None = None) -> None:
    """Write an empty workbook of `kind`; an older file at `path` is replaced.

    Args:
        kind: What is to be filled in.
        path: Where to; the folder must exist.
        stages: Key and name of the stages that get a column with the moment of entering;
            `STAGES` where left out. Only leads have such columns.

    Raises:
        Problem: As `output_files.replacing`; what was at `path` is still there then.
    """
    columns = template_columns(kind, STAGES if stages is None else stages)
    book = _workbook(kind, columns)
    with replacing(path, ENDING) as temporary:
        temporary.write_bytes(content_of(book))


def template_columns(kind: Kind, stages: Mapping[str, str]) -> dict[str, Note]:
    """The columns of a template in their order, each with its note."""
    columns: dict[str, Note] = {}
    language = user_language()
    for field in FIELDS[kind]:
        if field in EXAMPLES[kind]:
            columns[field] = Note(field_note(kind, field, language), EXAMPLES[kind][field])
    if kind is not Kind.LEADS:
        return columns
    entered = {
        f"{ENTERED}{key}": Note(entered_note(name, language), "2026-10-05 09:12")
        for key, name in stages.items()
    }
    # In the order of the notes a lead is read from left to right as it goes through the funnel.
    ordered = {field: columns[field] for field in EXAMPLES[Kind.LEADS]}
    before = list(ordered)[: list(ordered).index("stage") + 1]
    return {**{field: ordered[field] for field in before}, **entered, **ordered}


def _workbook(kind: Kind, columns: Mapping[str, Note]) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = str(kind).capitalize()
    sheet.freeze_panes = "B2"
    for_print(sheet)
    stages = [field.removeprefix(ENTERED) for field in columns if field.startswith(ENTERED)]
    for place, (field, note) in enumerate(columns.items(), start=1):
        type_ = field_type(kind, field) or FieldType.TEXT
        _add_column(sheet, place, field, note, type_)
        choices: Sequence[str] = _LISTS.get(field, ())
        if field == "kind":
            choices = _ACTIVITY_KINDS
        elif field == "stage":
            choices = stages
        if choices and len(",".join(choices)) < _LONGEST_LIST:
            _add_list(sheet, place, choices)
        elif type_ in _RULES:
            _add_rule(sheet, place, type_)
    _add_notes(book, kind, columns)
    return book


def _add_column(sheet: Any, place: int, field: str, note: Note, type_: FieldType) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    cell = sheet.cell(1, place, field)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=HEADER_FILL)
    cell.comment = Comment(
        f"{note.text}\nExample: {note.example}", "Alignment Desktop", width=260, height=80
    )
    column = sheet.column_dimensions[get_column_letter(place)]
    column.width = max(len(field) + 4, _WIDTHS.get(type_, 16))
    column.number_format = _format(field, type_)


def _format(field: str, type_: FieldType) -> str:
    if field in _MONEY:
        return "#,##0.00"
    return "#,##0" if field in _COUNTS else _FORMATS[type_]


def _add_rule(sheet: Any, place: int, type_: FieldType) -> None:
    """Warn of a cell that holds no number, or no date, where there should be one."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    kind, least, words = _RULES[type_]
    letter = get_column_letter(place)
    rule = DataValidation(
        type=kind,
        operator="greaterThanOrEqual",
        formula1=least,
        allow_blank=True,
        errorStyle="warning",
        errorTitle="Another kind of value",
        error=words,
        showErrorMessage=True,
    )
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)


def _add_list(sheet: Any, place: int, choices: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(place)
    listed = DataValidation(
        type="list",
        formula1='"' + ",".join(choices) + '"',
        allow_blank=True,
        # Your own words may be right all the same: the mapping can say what they mean.
        errorStyle="warning",
        errorTitle="Not in the list",
        error="The list has: " + ", ".join(choices) + ".",
        showErrorMessage=True,
    )
    listed.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(listed)


def _add_notes(book: Any, kind: Kind, columns: Mapping[str, Note]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("Notes")
    sheet.append([f"How to fill in {kind}"])
    for line in _GENERAL:
        sheet.append([line])
    sheet.append([])
    sheet.append(["What each column is for"])
    for field, note in columns.items():
        sheet.append([f"{field}: {note.text} Example: {note.example}"])
    for row in (1, len(_GENERAL) + 3):
        sheet.cell(row, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width = 100
    for_print(sheet)
    for (cell,) in sheet.iter_rows():
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # The example of one figure is a sign that spreadsheets could read as a formula.
        cell.data_type = "s"
