"""The inspector of a clause: what is typed is saved, refused beside its field, or kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.clauses import KINDS, read_clause
from alignment_desktop.domain.commitments import NEEDS
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor, SuggestionEditor
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.condition_editors import ConditionsEditor, GroupsEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import (
    Editor,
    LineEditor,
    ShareEditor,
    TargetEditor,
    read_number,
)
from alignment_desktop.gui.inspector.field_specs import field_specs, nested, values_of
from alignment_desktop.gui.inspector.list_editors import PairsEditor, ReferencesEditor
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.pages.clause_page import ClausePage
from alignment_desktop.gui.pages.clause_pages import (
    PAGE_OF_KIND,
    CadencePage,
    CommitmentsPage,
    FunnelPage,
    GlossaryPage,
    PlanPage,
    ScoringPage,
)
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch

PAGES: dict[str, Callable[[Session, ThemeSwitch, Icons], ClausePage]] = {
    "commitments": CommitmentsPage,
    "plan": PlanPage,
    "glossary": GlossaryPage,
    "funnel": FunnelPage,
    "scoring": ScoringPage,
    "cadence": CadencePage,
}
Select = Callable[[Session, str], ClausePage]


@pytest.fixture
def select(qtbot: QtBot, switch: ThemeSwitch, icons: Icons) -> Iterator[Select]:
    """Shows the page of a clause with its inspector, and selects the clause."""
    shown: dict[str, ClausePage] = {}
    holders: list[QWidget] = []

    def make(session: Session, name: str) -> ClausePage:
        page_name = PAGE_OF_KIND[name.partition(".")[0]]
        if page_name not in shown:
            holder = QWidget()
            holders.append(holder)
            qtbot.addWidget(holder)
            page = PAGES[page_name](session, switch, icons)
            column = QVBoxLayout(holder)
            inspector = page.inspector()
            assert inspector is not None
            column.addWidget(page)
            column.addWidget(inspector)
            inspector.show()
            holder.resize(900, 1400)
            holder.show()
            shown[page_name] = page
        shown[page_name].select(name)
        return shown[page_name]

    yield make
    holders.clear()


def form_of(page: ClausePage) -> ClauseForm:
    form = page.clause_inspector.form
    assert form is not None
    return form


def line_of(editor: Editor) -> QLineEdit:
    assert isinstance(editor, LineEditor | SuggestionEditor)
    return editor.line


def write(editor: Editor, text: str) -> None:
    """Types into a field and leaves it."""
    if isinstance(editor, TextEditor):
        paper: QPlainTextEdit = editor.paper
        paper.setPlainText(text)
    else:
        line_of(editor).setText(text)
        line_of(editor).textEdited.emit(text)
    editor.committed.emit()


def test_a_changed_target_is_saved_and_takes_back_the_others_yes(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    sample_session.set_seat("sales")
    page = select(sample_session, "commitment.grade-a-first-touch")
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(page).editor("target"), "≥ 90 %")
    commitment = sample_session.draft.agreement.commitments["grade-a-first-touch"]
    assert str(commitment.target) == ">= 90 %"
    inspector = page.clause_inspector
    assert inspector.consent.words.text() == "Sales agrees, Marketing has not agreed yet"
    assert page.model.rows[0].state.text == "Awaiting Marketing"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert line_of(form_of(page).editor("target")).text() == "≥ 95 %"
    assert inspector.consent.words.text() == "Agreed by both"


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
        write(form.editor("target"), ">= 93 %")
    assert form.error("target") == ""


def test_another_measure_asks_for_what_it_needs(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "commitment.grade-a-first-touch"))
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
    qtbot.waitUntil(lambda: history.text().startswith("Marketing edited"))
    assert "Sales agreed" in history.text()
    assert "Created" in history.text()


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


@pytest.mark.parametrize("kind", KINDS)
def test_showing_a_clause_changes_nothing_in_it(
    kind: str, qtbot: QtBot, icons: Icons, sample_session: Session
) -> None:
    agreement = sample_session.draft.agreement
    form = whole_form(qtbot, kind, icons)
    for clause in agreement.of_kind(kind).values():
        form.begin()
        form.show_clause(clause, agreement)
        assert not form.unsaved
        with qtbot.assertNotEmitted(form.edited):
            form.commit()
        table = nested(kind, form.values())
        table.pop("label", None)
        assert read_clause(kind, table) == clause


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_that_can_be_read_aloud(
    kind: str, qtbot: QtBot, icons: Icons
) -> None:
    form = whole_form(qtbot, kind, icons)
    for spec in field_specs(kind):
        editor = form.editor(spec.name)
        spoken = editor.focusProxy() or editor
        assert spoken.accessibleName()


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
        (">= 12,34 %", ">= 12,34 %", ">= 12,34 %"),
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
    ("typed", "target"),
    [
        (">= 2.100.000 EUR", ">= 2100000 EUR"),
        (">= 2.100.000,5 EUR", ">= 2100000.5 EUR"),
        (">= 2100000 EUR", ">= 2100000 EUR"),
        (">= 97.5 %", ">= 97.5 %"),
        (">= 97,5 %", ">= 97.5 %"),
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


def test_every_need_of_a_measure_is_a_field_of_the_form() -> None:
    names = {spec.name for spec in field_specs("commitment")}
    assert {name for needs in NEEDS.values() for name in needs} <= names


def test_a_clause_that_is_not_there_has_the_defaults() -> None:
    assert values_of("meeting", None)["minutes"] == 60


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
        ("95 %", 0.95, "95 %"),
        ("0.9", 0.9, "90 %"),
        ("92.5", 0.925, "92.5 %"),
        ("97%", 0.97, "97 %"),
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


def test_what_is_wrong_with_half_a_row_stands_below_the_whole_of_it(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    form = form_of(select(sample_session, "commitment.grade-a-first-touch"))
    write(form.editor("target"), "ninety")
    said = next(one for one in form.findChildren(QLabel) if one.text() == form.error("target"))
    qtbot.waitUntil(lambda: said.width() > form.editor("target").width() * 2)


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
