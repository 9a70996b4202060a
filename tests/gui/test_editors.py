"""The fields of a clause: what can be typed and chosen, as people write it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import SuggestionEditor
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor, GroupsEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import (
    ShareEditor,
    TargetEditor,
    read_number,
)
from alignment_desktop.gui.inspector.list_editors import PairsEditor, ReferencesEditor
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.session import Session
from tests.gui.clause_desk import Select, form_of, line_of, select_fixture, write

__all__ = ["select_fixture"]


def test_groups_of_conditions_are_kept_as_groups(qtbot: QtBot, icons: Icons) -> None:
    groups = GroupsEditor(icons)
    qtbot.addWidget(groups)
    stated: list[object] = [
        [{"field": "grade", "op": "is", "value": "A"}],
        [{"field": "score", "op": ">=", "value": 65}, {"field": "email", "op": "is not blank"}],
    ]
    groups.show_value(stated)
    assert groups.value() == stated


@pytest.mark.parametrize(
    ("text", "number"), [("1000", 1000), ("0.95", 0.95), ("18,000", 18000), ("many", "many")]
)
def test_numbers_are_read_as_people_write_them(text: str, number: object) -> None:
    assert read_number(text) == number


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("typed", "target", "shown"),
    [
        (">= 2100000 EUR", ">= 2100000 EUR", "≥ 2,100,000 EUR"),
        ("≥2,100,000.5 EUR", ">= 2100000.5 EUR", "≥ 2,100,000.5 EUR"),
        ("<= 2 hours", "<= 2 hours", "≤ 2 hours"),
        (">= 12,34%", ">= 12,34%", ">= 12,34%"),
    ],
)
def test_targets_are_typed_with_groups_or_without(
    typed: str, target: str, shown: str, qtbot: QtBot
) -> None:
    editor = TargetEditor()
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == target
    editor.show_value(editor.value())
    assert editor.line.text() == shown.replace(">=", "≥")
    assert editor.value() == target


@pytest.mark.parametrize(
    ("standing", "typed", "target"),
    [
        (">= 95 %", "85", ">= 85 %"),
        (">= 95 %", "≥ 85", ">= 85 %"),
        (">= 95 %", "<= 85", "<= 85 %"),
        (">= 95 %", "0.9", ">= 0.9"),
        (">= 95 %", "1", ">= 1 %"),
        (">= 2100000 EUR", "2,400,000", ">= 2400000 EUR"),
        ("<= 20 days", "30", "<= 30 day"),
        ("<= 20 days", "3 weeks", "<= 3 weeks"),
        (">= 400", "450", ">= 450"),
        (None, "85", ">= 85"),
        (">= 95 %", "soon", "soon"),
    ],
)
def test_a_number_alone_takes_sign_and_unit_of_the_target_that_stands(
    standing: str | None, typed: str, target: str, qtbot: QtBot
) -> None:
    editor = TargetEditor()
    qtbot.addWidget(editor)
    editor.show_value(standing)
    editor.line.setText(typed)
    assert editor.value() == target


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        (">= 2.100.000 EUR", ">= 2100000 EUR"),
        (">= 2.100.000,5 EUR", ">= 2100000.5 EUR"),
        (">= 2100000 EUR", ">= 2100000 EUR"),
        (">= 97.5%", ">= 97.5 %"),
        (">= 97,5%", ">= 97.5 %"),
    ],
)
def test_german_numbers_in_targets_are_understood(
    typed: str, target: str, german: None, qtbot: QtBot
) -> None:
    editor = TargetEditor()
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == target
    editor.show_value(target)
    assert editor.value() == target
    assert "." not in editor.line.text() or "2.100.000" in editor.line.text()


def test_choices_begin_with_a_capital(select: Select, sample_session: Session) -> None:
    form = form_of(select(sample_session, "commitment.grade-a-first-touch"))
    assert line_of(form.editor("from")).text() == "Hand-over"
    assert line_of(form.editor("to")).text() == "First touch"
    conditions = form.editor("where")
    assert isinstance(conditions, ConditionsEditor)
    assert conditions.rows[0].field.line.text() == "Grade"
    assert conditions.rows[0].op.combo.currentText() == "Is"


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups without a screen
def test_attendees_stand_in_full_and_are_added_and_taken_away_one_by_one(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "meeting.funnel"))
    attendees = form.editor("attendees")
    assert isinstance(attendees, ReferencesEditor)
    shown = [name.text() for name in attendees.names]
    assert shown == ["Marie Lindner", "Daniel Okafor", "Tom Becker"]
    assert all(name.width() >= name.sizeHint().width() for name in attendees.names)
    with qtbot.waitSignal(sample_session.changed):
        attendees.names[1].click()
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClicks(attendees.adding.line, "ingrid halvorsen")
        qtbot.keyClick(attendees.adding.line, Qt.Key.Key_Return)
    shown = [name.text() for name in attendees.names]
    assert shown == ["Marie Lindner", "Tom Becker", "Ingrid Halvorsen"]
    assert attendees.adding.line.text() == ""
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(attendees.adding.line, Qt.Key.Key_Backspace)
    saved = sample_session.draft.agreement.clauses["meeting", "funnel"]
    assert len(getattr(saved, "attendees", ())) == 2


@pytest.mark.parametrize(
    ("typed", "stated"),
    [
        ("2026-12-24", "2026-12-24"),
        ("24 Dec 2026", "2026-12-24"),
        ("24. december 26", "2026-12-24"),
        ("Dec 24, 2026", "2026-12-24"),
        ("12/24/2026", "2026-12-24"),
        ("24/12/2026", "24/12/2026"),
        ("30 Feb 2026", "30 Feb 2026"),
        ("soon", "soon"),
        ("Ju 4 2026", "Ju 4 2026"),
    ],
)
def test_days_are_typed_as_people_write_them(
    typed: str, stated: str, qtbot: QtBot, icons: Icons
) -> None:
    editor = DayEditor(icons)
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == stated
    editor.line.editingFinished.emit()
    assert editor.line.text() == ("24 Dec 2026" if stated == "2026-12-24" else typed)


@pytest.mark.parametrize("typed", ["24.12.2026", "24. Dezember 2026", "24 Dez 2026", "2026-12-24"])
def test_german_days_are_understood(typed: str, german: None, qtbot: QtBot, icons: Icons) -> None:
    editor = DayEditor(icons)
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == "2026-12-24"


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups without a screen
def test_the_agreements_days_are_read_and_chosen_in_a_calendar(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "agreement"))
    last = form.editor("period.end")
    assert isinstance(last, DayEditor)
    assert line_of(form.editor("period.start")).text() == "1 Oct 2026"
    assert last.line.text() == "31 Dec 2026"
    last.open_calendar()
    assert last.popup is not None
    assert last.popup.calendar.selectedDate() == QDate(2026, 12, 31)
    with qtbot.waitSignal(sample_session.changed):
        last.popup.calendar.clicked.emit(QDate(2026, 12, 30))
    assert last.line.text() == "30 Dec 2026"
    assert sample_session.draft.agreement.header.period.end.isoformat() == "2026-12-30"
    write(last, "1 Oct 2025")
    wrong = (
        "The last day, 1 Oct 2025, lies before the first, 1 Oct 2026; swap them, or correct one."
    )
    assert wrong in (form.error("period.start"), form.error("period.end"))


def test_a_calendars_holidays_are_chosen_by_the_name_of_the_place(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "calendar.berlin-office"))
    country, part = form.editor("holidays.country"), form.editor("holidays.subdivision")
    assert (line_of(country).text(), line_of(part).text()) == ("Germany", "Berlin")
    with qtbot.waitSignal(sample_session.changed):
        write(country, "austria")
    assert line_of(part).text() == ""
    with qtbot.waitSignal(sample_session.changed):
        write(part, "Wien")
    calendar = sample_session.draft.agreement.clauses["calendar", "berlin-office"]
    assert isinstance(calendar, Calendar)
    region = calendar.holidays
    assert region is not None
    assert (region.country, region.subdivision) == ("AT", "9")
    assert (line_of(country).text(), line_of(part).text()) == ("Austria", "Wien")
    write(country, "Atlantis")
    assert form.error("holidays.country") == (
        "“Atlantis” is not a country with known public holidays; choose one from the list."
    )


def test_single_days_of_a_calendar_are_shown_as_people_read_them(
    select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "calendar.berlin-office"))
    closed, breaks = form.editor("closed"), form.editor("breaks")
    assert isinstance(closed, TextEditor)
    assert closed.paper.toPlainText() == "24 Dec 2026\n31 Dec 2026"
    assert isinstance(breaks, PairsEditor)
    assert breaks.rows[0].name.line.text() == "28 Aug 2026"
    assert breaks.rows[0].given.line.text() == "12:00–17:30"


@pytest.mark.parametrize(
    ("typed", "share", "shown"),
    [
        ("95%", 0.95, "95%"),
        ("0.9", 0.9, "90%"),
        ("92.5", 0.925, "92.5%"),
        ("97%", 0.97, "97%"),
    ],
)
def test_shares_are_shown_in_percent(typed: str, share: float, shown: str, qtbot: QtBot) -> None:
    editor = ShareEditor()
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == share
    editor.show_value(share)
    assert editor.line.text() == shown


def test_amounts_stand_in_groups_beside_their_currency(
    select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "campaign.service-webinars"))
    assert line_of(form.editor("budget")).text() == "36,000"
    assert "Budget, EUR" in [label.text() for label in form.findChildren(QLabel)]


def test_many_values_of_a_condition_wrap_below_it(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "rule.our-industries"))
    conditions = form.editor("where")
    assert isinstance(conditions, ConditionsEditor)
    row = conditions.rows[0]
    paper = row.given.paper
    assert paper.width() == row.width()
    assert row.given.geometry().top() > row.op.geometry().bottom()
    row.op.show_value("is not blank")
    row.op.committed.emit()
    assert not row.given.isVisible()
    text = row.op.combo.currentText()
    assert row.op.combo.fontMetrics().horizontalAdvance(text) < row.op.combo.width() - 40


def test_a_field_of_words_is_as_high_as_its_words(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "side.sales-side"))
    editor = form.editor("challenges")
    assert isinstance(editor, TextEditor)
    paper = editor.paper
    qtbot.waitUntil(lambda: paper.verticalScrollBar().maximum() == 0)
    lines = int(paper.document().size().height())
    assert paper.height() < (lines + 1) * paper.fontMetrics().lineSpacing() + 18


def test_a_name_without_room_is_shortened_and_still_said_whole(qtbot: QtBot, icons: Icons) -> None:
    editor = ReferencesEditor(icons)
    qtbot.addWidget(editor)
    name = "Somebody & whose very long name finds no room in a line"
    editor.suggest({"long": name, "short": "Ada"})
    editor.show_value(["long", "short"])
    editor.resize(200, 120)
    with qtbot.waitExposed(editor):
        editor.show()
    long, short = editor.names
    qtbot.waitUntil(lambda: long.text().endswith("…"))
    assert long.geometry().right() < 200
    assert short.y() > long.y()
    assert name in long.accessibleName()
    assert editor.value() == ["long", "short"]


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups without a screen
def test_a_list_opens_at_what_stands_in_its_line_and_finds_what_is_typed(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "calendar.berlin-office"))
    country = form.editor("holidays.country")
    assert isinstance(country, SuggestionEditor)
    country.combo.showPopup()
    assert country.combo.view().currentIndex().data() == "Germany"
    country.combo.hidePopup()
    assert country.line.text() == "Germany"
    with qtbot.waitActive(form.window()):
        form.window().activateWindow()
    country.line.setFocus()
    country.line.selectAll()
    qtbot.keyClicks(country.line, "zerl")
    finder = country.combo.completer()
    assert finder is not None
    offered = finder.completionModel()
    assert [offered.index(row, 0).data() for row in range(offered.rowCount())] == ["Switzerland"]
