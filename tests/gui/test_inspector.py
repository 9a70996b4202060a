"""The inspector of a clause: what is typed is saved, refused beside its field, or kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.clauses import KINDS, Example, display_name, read_clause
from alignment_desktop.domain.commitments import CalendarBy
from alignment_desktop.domain.measures import keys_of_measures
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.field_specs import field_specs, nested, values_of
from alignment_desktop.gui.inspector.list_editors import PairsEditor, ReferencesEditor
from alignment_desktop.gui.session import Session
from alignment_desktop.services.editing import AddClause
from tests.gui.clause_desk import Select, form_of, line_of, select_fixture, write
from tests.markers import Markers, said

__all__ = ["select_fixture"]


def test_a_target_changed_by_the_facilitator_is_saved_and_takes_back_every_yes(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(page).editor("target"), "≥ 90%")
    commitment = sample_session.draft.agreement.commitments["grade-a-first-touch"]
    assert str(commitment.target) == ">= 90 %"
    inspector = page.clause_inspector
    assert inspector.consent.words.text() == "Agreed by neither yet"
    assert page.model.rows[0].state.text == "Awaiting both"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert line_of(form_of(page).editor("target")).text() == "≥ 95%"
    assert inspector.consent.words.text() == "Agreed by both"


def test_where_a_promise_is_at_risk_is_worked_out_below_the_field(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    form = form_of(page)
    assert form.note("at_risk") == "Just short from 90.25% to 95%"
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("at_risk"), "90%")
    assert form.note("at_risk") == "Just short from 85.5% to 95%"
    write(form.editor("target"), "soon")
    assert form.note("at_risk") == ""
    page.select("commitment.speed-to-lead")
    assert form_of(page).note("at_risk") == "Just short up to 2 h 30 min of business time"


def test_what_is_no_target_is_told_beside_its_field_and_stays_there(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    form = form_of(page)
    with qtbot.assertNotEmitted(sample_session.changed, wait=100):
        write(form.editor("target"), "95 per cent")
    assert form.error("target").startswith("“95 per cent” is not a target; write ≥ or ≤")
    assert page.clause_inspector.unsaved_note.isVisible()
    page.select("commitment.win-rate")
    assert not page.clause_inspector.unsaved_note.isVisible()
    page.select("commitment.grade-a-first-touch")
    assert line_of(form_of(page).editor("target")).text() == "95 per cent"
    assert page.clause_inspector.unsaved_note.isVisible()
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("target"), ">= 93%")
    assert form.error("target") == ""


def test_hours_that_overlap_are_told_beside_their_day_and_pasted_breaks_are_spaces(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "calendar.berlin-office"))
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("hours.mon"), "09:00–17:00, 16:00–18:00")
    assert form.note("hours.mon") == "These hours overlap others. What overlaps counts once."
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("hours.mon"), "09:00–12:00, 12:00–18:00")
    assert form.note("hours.mon") == ""
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("name"), "Berlin\n\tand\N{LINE SEPARATOR}Bonn ")
    saved = sample_session.draft.agreement.clauses["calendar", "berlin-office"]
    assert display_name(saved) == getattr(saved, "name", "") == "Berlin and Bonn"


def test_another_measure_asks_for_what_it_needs(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    page.clause_inspector.fields.fold_button.click()
    form = form_of(page)
    assert not form.editor("times").isVisible()
    measure = form.editor("measure")
    measure.show_value("attempts")
    measure.committed.emit()
    assert form.editor("times").isVisible()
    assert form.error("times") == "The measure “Attempts within a time” needs this."
    write(form.editor("to"), "")
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("times"), "3")
    saved = sample_session.draft.agreement.commitments["grade-a-first-touch"]
    assert (saved.measure, saved.times) == ("attempts", 3)


def test_conditions_are_added_and_removed_row_by_row(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "segment.enterprise"))
    conditions = form.editor("where")
    assert isinstance(conditions, ConditionsEditor)
    conditions.add_button.click()
    row = conditions.rows[1]
    write(row.field, "region")
    assert "takes one text, number or date" in form.error("where")
    row.op.show_value("in")
    with qtbot.waitSignal(sample_session.changed):
        write(row.given, "EMEA, North America")
    saved = sample_session.draft.agreement.segments["enterprise"].where
    assert saved[0].values == (1000,)
    assert saved[1].values == ("EMEA", "North America")
    with qtbot.waitSignal(sample_session.changed):
        conditions.rows[0].remove.click()
    assert len(sample_session.draft.agreement.segments["enterprise"].where) == 1


def test_a_target_of_one_period_is_added(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "commitment.qualified-leads"))
    pairs = form.editor("targets")
    assert isinstance(pairs, PairsEditor)
    pairs.add_button.click()
    row = pairs.rows[-1]
    write(row.name, "2026-12")
    with qtbot.waitSignal(sample_session.changed):
        write(row.given, ">= 300")
    saved = sample_session.draft.agreement.commitments["qualified-leads"]
    assert str(dict(saved.targets)["2026-12"]) == ">= 300"


def test_a_day_can_be_blank_and_a_wrong_one_is_told(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "content.litware-story"))
    due = form.editor("due")
    assert isinstance(due, DayEditor)
    write(due, "2026-02-30")
    assert form.error("due") == "“2026-02-30” is not a day; write one such as 24 Dec 2026."
    with qtbot.waitSignal(sample_session.changed):
        write(due, "")
    saved = sample_session.draft.agreement.clauses["content", "litware-story"]
    assert getattr(saved, "due", "") is None


def test_references_are_shown_by_name_and_saved_by_key(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "campaign.service-webinars"))
    owner = form.editor("owner")
    assert line_of(owner).text() == "Daniel Okafor"
    with qtbot.waitSignal(sample_session.changed):
        write(owner, "Marie Lindner")
    assert sample_session.draft.agreement.campaigns["service-webinars"].owner == "cso"


def test_the_header_takes_another_label(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "agreement")
    assert not page.clause_inspector.remove_button.isVisible()
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(page).editor("label"), "FY27 first quarter")
    assert sample_session.draft.agreement.label == "FY27 first quarter"


def test_the_history_names_who_did_what(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    sample_session.set_seat("marketing")
    page = select(sample_session, "term.lead")
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(page).editor("definition"), "Somebody who asked us something.")
    history = page.clause_inspector.history
    qtbot.waitUntil(lambda: history.accessibleName().startswith("Marketing proposed"))
    assert "Sales agreed" in history.text()
    assert "Created" in history.text()
    assert "Somebody who asked us something." in history.text()
    assert "line-through" in history.text()  # what stands beside it


def test_last_measured_values_stand_in_the_inspector_of_a_commitment(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    block = page.clause_inspector.measured
    qtbot.waitUntil(block.isVisible, timeout=20_000)
    assert "%" in block.words.text()
    assert "October 2026: " in block.chart.accessibleDescription()


def test_saving_one_field_leaves_what_is_unsaved_in_another(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "stage.mql"))
    line_of(form.editor("limit")).setText("soon")
    write(form.editor("name"), "Qualified lead")
    assert "is not a limit" in form.error("limit")
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("limit"), "3 business days")
    saved = sample_session.draft.agreement.stages["mql"]
    assert (saved.name, str(saved.limit)) == ("Qualified lead", "3 business days")


def whole_form(qtbot: QtBot, kind: str, icons: Icons) -> ClauseForm:
    form = ClauseForm(kind, icons)
    qtbot.addWidget(form)
    for _ in form.make_fields():
        pass
    return form


def test_showing_a_clause_changes_nothing_in_it(
    qtbot: QtBot, icons: Icons, sample_session: Session
) -> None:
    agreement = sample_session.draft.agreement
    for kind in KINDS:
        form = whole_form(qtbot, kind, icons)
        for clause in agreement.of_kind(kind).values():
            form.begin()
            form.show_clause(clause, agreement)
            assert not form.unsaved, kind
            with qtbot.assertNotEmitted(form.edited):
                form.commit()
            table = nested(kind, form.values())
            table.pop("label", None)
            assert read_clause(kind, table) == clause


FORM_WORDS = {
    "agreement.language": "sv",
    "agreement.period.start": "1 Oct 2026",
    "agreement.period.end": "31 Dec 2026",
    "campaign.priority": "Priority",
    "commitment.at_risk": "50%",
    "commitment.business": "Count open hours only",
    "commitment.every": "Month",
    "commitment.measure": "Done within a time",
    "meeting.minutes": "1,437",
    "stage.kind": "Detour",
}
"""Words that a form has for a field where it is not written as in a document."""


def shown_texts(editor: QWidget) -> str:
    """All that a reader sees in an editor."""
    texts = [line.text() for line in editor.findChildren(QLineEdit)]
    texts += [paper.toPlainText() for paper in editor.findChildren(QPlainTextEdit)]
    texts += [button.text() for button in editor.findChildren(QAbstractButton)]
    return " ".join([*texts, *(box.currentText() for box in editor.findChildren(QComboBox))])


def test_every_field_of_every_kind_is_shown_in_its_form(qtbot: QtBot, icons: Icons) -> None:
    markers = Markers()
    agreement = markers.agreement
    missing = {}
    for kind, spec in KINDS.items():
        form = whole_form(qtbot, kind, icons)
        form.begin()
        form.show_clause(agreement.clauses[kind, "marked" if spec.keyed else ""], agreement)
        for field in spec.fields:
            words = markers.words.get(f"{kind}.{field.name}", "marked")
            editor = form.editor(field.name)
            text = shown_texts(editor)
            if editor.isHidden() or not said(FORM_WORDS.get(f"{kind}.{field.name}", words), text):
                missing[f"{kind}.{field.name}"] = text
    assert missing == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_that_can_be_read_aloud(
    kind: str, qtbot: QtBot, icons: Icons
) -> None:
    form = whole_form(qtbot, kind, icons)
    for spec in field_specs(kind):
        editor = form.editor(spec.name)
        spoken = editor.focusProxy() or editor
        assert spoken.accessibleName()


def test_fields_that_two_ask_for_at_once_are_made_once(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "meeting.funnel")
    inspector = page.clause_inspector
    first, second = inspector.make_form("calendar"), inspector.make_form("calendar")
    next(first)
    next(second)
    for pieces in (second, first):
        for _ in pieces:
            pass
    page.select("calendar.berlin-office")
    assert line_of(form_of(page).editor("timezone")).text() == "Europe/Berlin"


def test_a_showing_that_is_broken_off_saves_nothing_of_two_clauses(
    qtbot: QtBot, icons: Icons, sample_session: Session
) -> None:
    form, agreement = whole_form(qtbot, "commitment", icons), sample_session.draft.agreement
    first, second, *_ = agreement.commitments.values()
    form.show_clause(first, agreement)
    form.begin()
    broken = form.show_in_turns(second, agreement)
    next(broken)
    del broken
    with qtbot.assertNotEmitted(form.edited):
        form.commit()
    form.begin()
    form.show_clause(second, agreement)
    with qtbot.waitSignal(form.edited):
        write(form.editor("name"), "Another name")


def test_every_key_of_a_measure_is_a_field_of_the_form() -> None:
    names = {spec.key for spec in field_specs("commitment")}
    assert set(keys_of_measures()) <= names


def test_a_clause_that_is_not_there_has_the_defaults() -> None:
    assert values_of("meeting", None)["minutes"] == 60


def test_no_field_shows_a_code(select: Select, sample_session: Session) -> None:
    form = form_of(select(sample_session, "commitment.returned-with-reason"))
    assert line_of(form.editor("field")).text() == "Return reason"
    form = form_of(select(sample_session, "commitment.qualified-leads"))
    targets = form.editor("targets")
    assert isinstance(targets, PairsEditor)
    assert targets.rows[0].name.line.text() == "December 2026"
    form = form_of(select(sample_session, "agreement"))
    month = form.editor("fiscal_year_start")
    assert isinstance(month, ChoiceEditor)
    assert month.combo.currentText() == "October"
    assert line_of(form.editor("language")).text() == "English"


def test_what_is_wrong_with_half_a_row_stands_below_the_whole_of_it(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "commitment.grade-a-first-touch"))
    write(form.editor("target"), "ninety")
    said = next(one for one in form.findChildren(QLabel) if one.text() == form.error("target"))
    qtbot.waitUntil(lambda: said.width() > form.editor("target").width() * 2)


STUDENT: dict[str, Any] = {
    "key": "student",
    "clause": "stage.mql",
    "verdict": "out",
    "fields": {"grade": "D", "zip": "70", "score": 90},
}


def test_what_an_example_s_lead_says_is_edited_field_by_field(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    sample_session.execute(AddClause("example", STUDENT, "sales"))
    qtbot.waitUntil(lambda: ("example", "student") in sample_session.draft.agreement.clauses)
    form = form_of(select(sample_session, "example.student"))
    values = form.editor("fields")
    assert isinstance(values, PairsEditor)
    shown = {row.name.line.text(): row.given.line.text() for row in values.rows}
    assert shown == {"Grade": "D", "Score": "90", "zip": "70"}
    values.add_button.click()
    write(values.rows[-1].name, "Job title")
    write(values.rows[-1].given, "Student")
    whole: dict[str, object] = {**STUDENT["fields"], "Job title": "Student"}
    qtbot.waitUntil(lambda: dict(saved_example(sample_session).fields) == whole)
    write(next(row.given for row in values.rows if row.name.value() == "score"), "70.5")
    qtbot.waitUntil(lambda: dict(saved_example(sample_session).fields) == whole | {"score": 70.5})
    write(next(row.given for row in values.rows if row.name.value() == "score"), "many")
    assert "“many” is not a number" in form.error("fields")


def saved_example(session: Session) -> Example:
    example = session.draft.agreement.clauses["example", "student"]
    assert isinstance(example, Example)
    return example


def test_pauses_calendars_and_moments_on_the_way_are_edited(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "commitment.grade-a-first-touch"))
    pauses, calendars = form.editor("pause"), form.editor("calendar_by.calendars")
    assert isinstance(pauses, PairsEditor)
    assert isinstance(calendars, PairsEditor)
    pauses.add_button.click()
    write(pauses.rows[0].name, "waiting for customer")
    assert "is no pause" in form.error("pause")
    with qtbot.waitSignal(sample_session.changed):
        write(pauses.rows[0].given, "customer replied")
    calendars.add_button.click()
    write(calendars.rows[0].name, "EMEA")
    write(calendars.rows[0].given, "Berlin office")
    with qtbot.waitSignal(sample_session.changed):
        write(form.editor("calendar_by.field"), "Region")
    parts = form.editor("parts")
    assert isinstance(parts, ReferencesEditor)
    with qtbot.waitSignal(sample_session.changed):
        write(parts.adding, "Entry to SAL")
    saved = sample_session.draft.agreement.commitments["grade-a-first-touch"]
    assert saved.pause == (("waiting for customer", "customer replied"),)
    assert saved.calendar_by == CalendarBy(field="region", calendars=(("EMEA", "berlin-office"),))
    assert saved.parts == ("entered.sal",)
