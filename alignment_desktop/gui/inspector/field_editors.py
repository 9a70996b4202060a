"""Which editor a field gets."""

from __future__ import annotations

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector import choice_editors as c
from alignment_desktop.gui.inspector import editors as e
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor, GroupsEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor, DaysEditor, shown_day
from alignment_desktop.gui.inspector.field_specs import Editing, FieldSpec
from alignment_desktop.gui.inspector.list_editors import (
    ReferencesEditor,
    dated_shifts_editor,
    targets_editor,
)
from alignment_desktop.gui.inspector.suggestions import SUGGESTED_LINES
from alignment_desktop.gui.inspector.text_editors import LinesEditor, TextEditor
from alignment_desktop.gui.inspector.words import (
    adding_words,
    choice_word,
    example,
    field_word,
    months,
)


def make_editor(spec: FieldSpec, kind: str, icons: Icons) -> e.Editor:
    """The editor of a field."""
    hint = example(spec.name)
    if spec.name == "target":
        return e.TargetEditor(hint)
    match spec.editing:
        case Editing.CHOICE:
            words = {code: choice_word(code) for code in spec.choices}
            return c.ChoiceEditor(words, optional=spec.default is None and not spec.required)
        case Editing.FLAG:
            return e.FlagEditor(field_word(spec.name, kind))
        case Editing.NUMBER:
            return e.NumberEditor(hint, blank=spec.default if spec.default == 0 else None)
        case Editing.SHARE:
            return e.ShareEditor(hint)
        case Editing.MONTH:
            return c.ChoiceEditor(months(), optional=False)
        case Editing.DAY:
            return DayEditor(icons)
        case Editing.SHIFTS:
            return e.ShiftsEditor()
        case _:
            return _wide_editor(spec, hint, icons)


def _wide_editor(spec: FieldSpec, hint: str, icons: Icons) -> e.Editor:
    match spec.editing:
        case Editing.TEXT:
            return TextEditor(hint)
        case Editing.LINES:
            return LinesEditor(hint)
        case Editing.DAYS:
            return DaysEditor(shown_day("2026-12-24"))
        case Editing.REFERENCES:
            return ReferencesEditor(icons, adding_words(spec.refers_to))
        case Editing.REFERENCE | Editing.EVENT | Editing.LIMIT:
            return c.SuggestionEditor(hint)
        case Editing.CONDITIONS:
            return ConditionsEditor(icons)
        case Editing.GROUPS:
            return GroupsEditor(icons)
        case Editing.PAIRS:
            return targets_editor(icons)
        case Editing.DATED_SHIFTS:
            return dated_shifts_editor(icons)
    return c.SuggestionEditor(hint) if spec.name in SUGGESTED_LINES else e.LineEditor(hint)
