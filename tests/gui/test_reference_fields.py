"""Fields that name clauses take a name or a key, and offer to add one that does not exist."""

from __future__ import annotations

from PySide6.QtCore import Qt

from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.plan import Objective
from alignment_desktop.gui.inspector.choice_editors import SuggestionEditor
from alignment_desktop.gui.inspector.field_widgets import FieldWidget
from alignment_desktop.gui.inspector.list_editors import ReferencesEditor
from alignment_desktop.services.editing import AddClause
from tests.gui.whole_window import WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


def field_of(whole: WholeWindow, kind: str, name: str) -> FieldWidget:
    """A field of the first clause of a kind; the keyboard is in it."""
    key = next(iter(whole.session.draft.agreement.of_kind(kind)))
    page = {"objective": "plan", "meeting": "cadence"}[kind]
    whole.show(page)
    whole.clauses.select(f"{kind}.{key}")
    whole.settle()
    inspector = whole.clauses.clause_inspector
    inspector.edit(name)
    whole.settle()
    form = inspector.form
    assert form is not None
    field = form.editor(name).parent()
    assert isinstance(field, FieldWidget)
    return field


def objective(whole: WholeWindow) -> Objective:
    found = next(iter(whole.session.draft.agreement.of_kind("objective").values()))
    assert isinstance(found, Objective)
    return found


def facilitate(whole: WholeWindow) -> None:
    """The facilitator edits directly, whatever was agreed to."""
    whole.session.set_seat("facilitator")


def test_a_person_is_taken_by_name_in_any_case_and_by_key(whole: WholeWindow) -> None:
    facilitate(whole)
    people = whole.session.draft.agreement.of_kind("person")
    others = [key for key in people if key != objective(whole).owner]
    for key, typed in (
        (others[0], str(getattr(people[others[0]], "name", "")).upper()),
        (others[1], others[1]),
    ):
        field = field_of(whole, "objective", "owner")
        assert isinstance(field.editor, SuggestionEditor)
        field.editor.line.clear()
        whole.type(typed)
        assert field.adding is None or field.adding.isHidden()
        whole.press(Key.Key_Return)
        assert objective(whole).owner == key


def test_who_does_not_exist_is_added_from_the_field(whole: WholeWindow) -> None:
    facilitate(whole)
    before = objective(whole).owner
    field = field_of(whole, "objective", "owner")
    assert isinstance(field.editor, SuggestionEditor)
    field.editor.line.clear()
    whole.type("Robin Quill")
    assert field.adding is not None
    assert field.adding.text() == "+ Add person “Robin Quill”"
    assert "not known here" in field.wrong.text()
    assert objective(whole).owner == before
    field.adding.click()
    whole.settle()
    assert objective(whole).owner == "robin-quill"
    person = whole.session.draft.agreement.clauses["person", "robin-quill"]
    assert isinstance(person, Person)
    assert person.name == "Robin Quill"
    assert field.adding.isHidden()
    # It is one thing to whoever did it.
    assert "Robin Quill" in whole.session.undo_text
    whole.session.undo()
    whole.settle()
    assert ("person", "robin-quill") not in whole.session.draft.agreement.clauses
    assert objective(whole).owner == before
    whole.session.redo()
    whole.settle()
    assert ("person", "robin-quill") in whole.session.draft.agreement.clauses
    assert objective(whole).owner == "robin-quill"
    whole.session.undo()
    whole.settle()
    assert objective(whole).owner == before
    assert not whole.session.can_undo


def test_one_of_a_list_is_added_too(whole: WholeWindow) -> None:
    facilitate(whole)
    field = field_of(whole, "meeting", "attendees")
    assert isinstance(field.editor, ReferencesEditor)
    before = field.editor.keys
    whole.type("Robin Quill")
    assert field.adding is not None
    field.adding.click()
    whole.settle()
    assert field.editor.keys == [*before, "robin-quill"]
    meeting = next(iter(whole.session.draft.agreement.of_kind("meeting").values()))
    assert getattr(meeting, "attendees", ()) == (*before, "robin-quill")


def test_two_of_one_name_are_offered_with_their_keys(whole: WholeWindow) -> None:
    facilitate(whole)
    for key in ("kim-one", "kim-two"):
        with whole.qtbot.waitSignal(whole.session.changed):
            whole.session.execute(AddClause("person", {"key": key, "name": "Kim Lee"}, None))
    field = field_of(whole, "objective", "owner")
    assert isinstance(field.editor, SuggestionEditor)
    offered = [field.editor.combo.itemText(at) for at in range(field.editor.combo.count())]
    assert {"Kim Lee (kim-one)", "Kim Lee (kim-two)"} <= set(offered)
    field.editor.line.clear()
    whole.type("kim lee (kim-two)")
    whole.press(Key.Key_Return)
    assert objective(whole).owner == "kim-two"
