"""The targets of a form: for which measure they are typed, and what they are taken as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from alignment_desktop.domain.measures import MEASURES, Measure
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.typed_targets import AT_MOST, TargetField
from alignment_desktop.gui.inspector.editors import TargetEditor, written_target
from alignment_desktop.gui.inspector.field_widgets import FieldWidget
from alignment_desktop.gui.inspector.list_editors import PairsEditor
from alignment_desktop.gui.wording import wording

TARGET = "target"
_TARGETS, _MEASURE = "targets", "measure"


class TypedTargets:
    """What the fields of a form say of the targets in it.

    Args:
        fields: The form's fields by name, once they are made.
        standing: Gives the values that stand in the agreement.
    """

    def __init__(
        self, fields: Mapping[str, FieldWidget], standing: Callable[[], Mapping[str, object]]
    ) -> None:
        self._fields = fields
        self._standing = standing

    def set_context(self) -> None:
        """Tells the editors of targets what is measured now, before they are asked for theirs."""
        editor = self._editor
        if editor is None:
            return
        context, keeps = self._context(), not self._measures_otherwise()
        editor.set_context(context, keeps=keeps)
        beside = replace(context, standing=_target(editor.value()))
        for _, each in self._by_period():
            each.set_context(beside, keeps=True)

    def require_sense(self, values: Mapping[str, object]) -> None:
        """Refuses targets that were typed by mistake; those that stand are left alone.

        Raises:
            Problem: With `field`; those of `TargetField.require_sense`.
        """
        editor, otherwise = self._editor, self._measures_otherwise()
        if editor is None:
            return
        if otherwise or values[TARGET] != self._standing().get(TARGET):
            _require(TARGET, editor.field, values[TARGET])
        stood = cast("dict[str, object]", self._standing().get(_TARGETS) or {})
        for label, each in self._by_period():
            if otherwise or each.value() != stood.get(label):
                _require(f"{_TARGETS}.{label}", each.field, each.value())

    def say(self) -> None:
        """Says beside the field what a number alone means, or is taken as."""
        editor = self._editor
        if editor is not None:
            self._fields[TARGET].say(target_words(editor))

    @property
    def _editor(self) -> TargetEditor | None:
        field = self._fields.get(TARGET)
        editor = field.editor if field is not None else None
        return editor if isinstance(editor, TargetEditor) else None

    def _by_period(self) -> Iterator[tuple[str, TargetEditor]]:
        field = self._fields.get(_TARGETS)
        if field is not None and isinstance(field.editor, PairsEditor):
            for row in field.editor.rows:
                if isinstance(row.given, TargetEditor):
                    yield str(row.name.value() or ""), row.given

    def _context(self) -> TargetField:
        measure = _measure(self._value)
        if measure is None:
            return TargetField()
        field = str(self._value("field") or "") if "field" in measure.takes else ""
        business = "business" in measure.takes and self._value("business") is True
        return TargetField(None, measure, field, business)

    def _measures_otherwise(self) -> bool:
        """Whether the fields say another kind of figure than what stands does."""
        now, before = _measure(self._value), _measure(self._standing().get)
        return now is not None and before is not None and now.value is not before.value

    def _value(self, name: str) -> object:
        field = self._fields.get(name)
        return field.editor.value() if field is not None else None


def _measure(value_of: Callable[[str], object]) -> Measure | None:
    measure = MEASURES.get(str(value_of(_MEASURE) or ""))
    return measure.over(str(value_of("table") or "")) if measure is not None else None


def _target(text: object) -> Target | None:
    try:
        return Target.parse(text)
    except Problem:
        return None


def _require(name: str, field: TargetField, text: object) -> None:
    target = _target(text)
    if target is not None:  # what is none is refused as such
        try:
            field.require_sense(target)
        except Problem as problem:
            raise problem.with_facts(field=name) from None


def target_words(editor: TargetEditor) -> str:
    """What a number alone means in the field of a target, or is taken as; empty: neither."""
    taken = editor.taken_as()
    if taken is not None:
        text = written_target(taken)
        if taken.op == AT_MOST:
            return wording().inspector.taken_at_most(target=text)
        return wording().inspector.taken_at_least(target=text)
    if editor.line.text().strip():
        return ""
    if editor.field.usual_op() == AT_MOST:
        return wording().inspector.alone_at_most()
    return wording().inspector.alone_at_least()
