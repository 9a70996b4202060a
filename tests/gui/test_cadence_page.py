"""The cadence page as a picture: hours that are drawn, days that differ, meetings and people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.week_grid import HEAD, ROW, Axis, axis_of
from alignment_desktop.domain.calendar import Calendar, Shift
from alignment_desktop.domain.clauses import Meeting, clause_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.cadence.cadence_page import CadencePage
from alignment_desktop.gui.pages.cadence.cadence_picture import CadencePicture
from alignment_desktop.gui.pages.cadence.week_chart import WeekChart
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch

_LEFT = Qt.MouseButton.LeftButton
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_OFFICE = "calendar", "berlin-office"
NOW = datetime(2026, 11, 4, 8, 0, tzinfo=UTC)


def _shown(
    qtbot: QtBot,
    session: Session,
    switch: ThemeSwitch,
    icons: Icons,
    path: Path | None = None,
) -> tuple[CadencePage, CadencePicture]:
    session.views.remember("cadence", PICTURE)
    page = CadencePage(session, switch, icons, choose=lambda *_: path)
    qtbot.addWidget(page)
    page.resize(900, 900)
    page.show()
    picture = page.picture
    assert isinstance(picture, CadencePicture)
    qtbot.waitUntil(lambda: picture.cadence is not None and bool(page.card.current_key()))
    return page, picture


def _hours(session: Session) -> tuple[tuple[Shift, ...], ...]:
    calendar = session.draft.agreement.clauses[_OFFICE]
    assert isinstance(calendar, Calendar)
    return calendar.hours


def _place(chart: WeekChart, day: int, minute: int) -> QPoint:
    axis: Axis = axis_of(chart._days(chart.week), chart.width())
    return QPoint(round(axis.x(minute)), round(HEAD + ROW * (day + 0.5)))


def _drag(qtbot: QtBot, chart: WeekChart, first: QPoint, last: QPoint) -> None:
    qtbot.mousePress(chart, _LEFT, pos=first)
    qtbot.mouseMove(chart, QPoint((first.x() + last.x()) // 2, first.y()))
    qtbot.mouseMove(chart, last)
    qtbot.mouseRelease(chart, _LEFT, pos=last)


def test_hours_are_drawn_moved_and_closed_with_mouse_and_keys(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    session.set_seat("facilitator")
    page, picture = _shown(qtbot, session, switch, icons)
    chart = picture.hours.week
    day = _hours(session)
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))

    # An end is dragged to a quarter of an hour, and the drop is one step to undo.
    _drag(qtbot, chart, _place(chart, 0, 17 * 60 + 30), _place(chart, 0, 18 * 60 + 4))
    qtbot.waitUntil(lambda: _hours(session)[0] == (Shift.parse("09:00-18:00"),))
    qtbot.waitUntil(lambda: page.card.current_key() == clause_name(*_OFFICE))
    assert chart.current_key == "mon 540 1080"
    assert said == ["Berlin office is changed. Marketing and Sales no longer agree to it."]
    assert picture.hours.how_to.text().startswith("Mon 09:00–18:00, 9 h · Drag an end")
    session.undo()
    qtbot.waitUntil(lambda: _hours(session) == day)

    # A block is drawn where there was none, and dragged to another day.
    _drag(qtbot, chart, _place(chart, 5, 10 * 60), _place(chart, 5, 14 * 60))
    qtbot.waitUntil(lambda: _hours(session)[5] == (Shift.parse("10:00-14:00"),))
    qtbot.waitUntil(lambda: not session.busy)
    _drag(qtbot, chart, _place(chart, 5, 12 * 60), _place(chart, 6, 12 * 60))
    qtbot.waitUntil(lambda: _hours(session)[6] == (Shift.parse("10:00-14:00"),))
    assert _hours(session)[5] == ()
    qtbot.waitUntil(lambda: not session.busy)

    # By key: the block, its end, its start; several at once are one edit after the other.
    for key, held in (
        (Qt.Key.Key_Right, _SHIFT),
        (Qt.Key.Key_Right, _CTRL),
        (Qt.Key.Key_Right, _CTRL),
        (Qt.Key.Key_Left, _CTRL | _SHIFT),
        (Qt.Key.Key_Up, _SHIFT),
    ):
        qtbot.keyClick(chart, key, held)
    qtbot.waitUntil(lambda: _hours(session)[5] == (Shift.parse("10:00-14:45"),))
    assert _hours(session)[6] == ()
    qtbot.waitUntil(lambda: not session.busy)
    qtbot.keyClick(chart, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _hours(session)[5] == ())
    qtbot.keyClick(chart, Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: _hours(session)[5] == (Shift.parse("09:00-17:00"),))

    # What is given up stands as it did.
    qtbot.mousePress(chart, _LEFT, pos=_place(chart, 5, 12 * 60))
    qtbot.mouseMove(chart, _place(chart, 5, 15 * 60))
    assert chart.week[5] == (Shift.parse("12:00-20:00"),)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart, _LEFT, pos=_place(chart, 5, 15 * 60))
    assert chart.week[5] == (Shift.parse("09:00-17:00"),)
    assert "Sat: 09:00–17:00, 8 h" in chart.accessibleDescription() or any(
        row[0] == "Sat" and row[2] == "8 h" for row in chart.drawing.table
    )


def test_a_party_proposes_other_hours_where_the_other_has_agreed_and_goes_on_from_that(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    session.set_seat("marketing", "cmo")
    _, picture = _shown(qtbot, session, switch, icons)
    chart, before = picture.hours.week, _hours(session)
    chart.show_current("fri 540 900")
    chart.current_changed.emit("fri 540 900")
    for wait in (True, False, False):
        qtbot.keyClick(chart, Qt.Key.Key_Right, _CTRL)
        if wait:
            qtbot.waitUntil(lambda: not session.busy)
    qtbot.waitUntil(lambda: not session.busy)
    assert _hours(session) == before, "what was agreed stands"
    qtbot.waitUntil(lambda: chart.week[4] == (Shift.parse("09:00-15:45"),))
    qtbot.waitUntil(lambda: "09:00–15:45, proposed" in chart.drawing.as_text())
    (proposal,) = session.news.discussion.open_for(session.draft.id)[_OFFICE]
    assert proposal.proposed is not None
    assert proposal.proposed["hours"]["fri"] == ["09:00-15:45"]


def test_meetings_days_and_people_are_shown_saved_and_changed(
    qtbot: QtBot,
    sample_session: Session,
    switch: ThemeSwitch,
    icons: Icons,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = sample_session
    monkeypatch.setattr(session, "_clock", lambda: NOW)
    session.set_seat("facilitator")
    path = tmp_path / "weekly.ics"
    page, picture = _shown(qtbot, session, switch, icons, path)
    told = [region.text for region in picture.meetings.rows.drawing.regions]
    assert told[0].startswith("Weekly funnel meeting, Tue, 10 Nov 09:30, in 6 days, 45 min")
    assert "then 26 Nov, 10 Dec, not 24 Dec" in told[1]
    assert picture.meetings.warning.accessibleName() == "Thu, 24 Dec is a closed day"
    assert [row[:2] for row in picture.days.rows.drawing.table][1:4] == [
        ("Sat, 3 Oct", "German Unity Day"),
        ("Thu, 3 Dec", "until 14:00"),
        ("Sat, 5 Dec", "10:00–14:00"),
    ]
    assert picture.days.total.text() == "64 days · 506 h"
    assert "Daniel Okafor" in picture.people.rows.drawing.as_text()

    # One selection: a row, the table and the inspector.
    rows = picture.people.rows
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert page.card.current_key() == "person.cmo"
    assert page.clause_inspector.shown == ("person", "cmo")
    assert page.main_control() is rows

    with qtbot.waitSignal(session.noticed) as noticed:
        picture.meetings.buttons["meeting.funnel"].click()
    assert noticed.args is not None
    assert noticed.args[0].text == "13 meetings saved to weekly.ics."
    text = path.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 13
    assert "one-to-one" not in text

    # The agenda says what the data say, once the scoreboard is measured.
    page.select("meeting.funnel")
    agenda = page.agenda
    assert agenda is not None
    qtbot.waitUntil(lambda: agenda.source.isVisibleTo(agenda))
    assert agenda.heading.text() == "Agenda of Tue, 10 Nov"

    # A day of the strip leads to what there is about it.
    strip = picture.hours.strip
    for key, selected in (("2026-12-24", _OFFICE), ("2026-11-12", ("meeting", "leaders"))):
        strip.chosen.emit(next(each for each in strip.drawing.regions if each.key == key))
        qtbot.waitUntil(lambda: page.clause_inspector.shown == selected)  # noqa: B023
    assert picture.days.rows.chosen_key == "2026-12-24"

    # A day that differs is written, refused where it is none, and taken away.
    form = picture.days.form
    picture.days.add_button.click()
    for typed, said in (("soon", "Write a day"), ("3 Jan 2028", "outside the period")):
        form.day.line.setText(typed)
        form.write()
        assert said in form.trouble.text()
    form.day.line.setText("23 Dec 2026")
    form.what.setCurrentIndex(1)
    form.hours.setText("9-12")
    form.write()
    assert form.trouble.text()
    form.hours.setText("09:00-12:00")
    form.write()
    qtbot.waitUntil(lambda: "Wed, 23 Dec" in picture.days.rows.drawing.as_text())
    calendar = session.draft.agreement.clauses[_OFFICE]
    assert isinstance(calendar, Calendar)
    assert dict(calendar.open)[date(2026, 12, 23)] == (Shift.parse("09:00-12:00"),)
    picture.days.rows.show_current("2026-12-23")
    qtbot.keyClick(picture.days.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "23 Dec" not in picture.days.rows.drawing.as_text())

    # Somebody new is asked for a name; a new meeting has a day and a time that suit.
    picture.people.add_button.click()
    qtbot.waitUntil(lambda: page.clause_inspector.shown == ("person", "new-person"))
    assert "No name yet" in picture.people.rows.drawing.as_text()
    before = session.draft.agreement.of_kind("meeting").keys()
    picture.meetings.add_wanted.emit()
    qtbot.waitUntil(lambda: len(session.draft.agreement.of_kind("meeting")) > len(before))
    (made,) = session.draft.agreement.of_kind("meeting").keys() - before
    meeting = session.draft.agreement.clauses["meeting", made]
    assert isinstance(meeting, Meeting)
    assert (meeting.weekday, meeting.time) == ("thu", "10:00")


def test_the_try_out_says_when_a_lead_is_due_as_commitments_count_it(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    from alignment_desktop.gui.pages.cadence.due_block import DueBlock

    block = DueBlock(sample_session, icons)
    qtbot.addWidget(block)
    block.show_clause(_OFFICE)
    block.day.show_value("2026-11-06")
    block.limit.setText("4 business hours")
    block.limit.textEdited.emit("4 business hours")
    qtbot.waitUntil(lambda: block.answer.text() == "Due Mon, 9 Nov, 12:20")
    block.limit.setText("soon")
    block.limit.textEdited.emit("soon")
    assert block.answer.text().startswith("Write a limit")
