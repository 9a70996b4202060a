"""The pages of clauses, driven as a user drives them, on real workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import (
    Clause,
    Segment,
    write_clause,
)
from alignment_desktop.domain.consent import Consents
from alignment_desktop.domain.plan import Assumption
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.cadence.cadence_page import CadencePage
from alignment_desktop.gui.pages.clauses.clause_filter import ClauseFilter
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_pages import (
    CommitmentsPage,
    GlossaryPage,
)
from alignment_desktop.gui.pages.clauses.clause_rows import clause_rows
from alignment_desktop.gui.pages.clauses.commitment_checks import (
    capacity_stat,
    checks_of,
    plan_stat,
    step_of,
)
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import StatButton, StatCard
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause
from tests.agreements import agreement_of

Key = Qt.Key
MakePage = Callable[[Session, ThemeSwitch, Icons], ClausePage]
Show = Callable[[MakePage, Session], ClausePage]


@pytest.fixture
def show(qtbot: QtBot, switch: ThemeSwitch, icons: Icons) -> Iterator[Show]:
    """Shows a page with its tools above and its inspector beside it, as the window does."""
    holders: list[QWidget] = []

    def make(make_page: MakePage, session: Session) -> ClausePage:
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        page = make_page(session, switch, icons)
        column = QVBoxLayout(holder)
        for part in (page.header_tools(), page, page.inspector()):
            assert part is not None
            column.addWidget(part)
            part.show()
        holder.resize(1000, 1400)
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        return page

    yield make
    holders.clear()


def names_of(page: ClausePage) -> list[str]:
    return [row.name for row in page.model.rows]


def row_of(page: ClausePage, key: str) -> int:
    row = page.model.row_of(key)
    assert row >= 0
    return row


def spoken_cards(page: ClausePage) -> list[str]:
    return [card.accessibleName() for card in page.stats.findChildren(StatCard)]


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, page: ClausePage, key: Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    page.card.table.setFocus()
    qtbot.keyClick(page.card.table, key, modifiers)


def test_the_owner_column_is_left_out_where_nothing_has_an_owner(
    show: Show, sample_session: Session
) -> None:
    for make_page, left_out in ((GlossaryPage, True), (CommitmentsPage, False)):
        page = show(make_page, sample_session)
        assert page.card.table.isColumnHidden(page.model.Column.OWNER) is left_out


def test_commitments_say_what_is_promised_for_whom_and_who_agrees(
    show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    row = page.model.rows[row_of(page, "commitment.grade-a-first-touch")]
    assert row.owner is not None
    assert row.owner.text == "Sales"
    assert row.content == "≥ 95% within 4 business hours"
    assert row.applies_to == "Grade A"
    assert row.state.text == "Agreed"
    pipeline = page.model.rows[row_of(page, "commitment.sourced-pipeline")]
    assert pipeline.content == "≥ €2.4M pipeline a quarter"
    assert not page.filter_line.isVisible()


def test_the_table_keeps_the_rules_of_item_models(show: Show, sample_session: Session) -> None:
    page = show(CadencePage, sample_session)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.kind_choice.setCurrentIndex(page.kind_choice.findData("person"))
    page.filter_line.setText("lindner")
    assert names_of(page) == ["Marie Lindner"]


def test_a_new_commitment_is_written_at_once_and_its_name_waits_for_the_keyboard(
    qtbot: QtBot, show: Show, session: Session
) -> None:
    session.set_seat("marketing")
    page = show(CommitmentsPage, session)
    assert page.empty.isVisible()
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(page.empty.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names_of(page) == ["New commitment"])
    card = page.clause_inspector.fields.promise.card
    qtbot.waitUntil(lambda: card.fields == ("name",))
    line = card.field("name").editor.focusProxy()
    qtbot.waitUntil(lambda: line is not None and line.hasFocus())
    assert line is not None
    with qtbot.waitSignal(session.changed):
        qtbot.keyClicks(line, "Web leads")
        qtbot.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: [row.key for row in page.model.rows] == ["commitment.web-leads"])
    assert page.model.rows[0].state.text == "Awaiting Sales"
    assert page.clause_inspector.shown == ("commitment", "web-leads")


def test_ctrl_enter_agrees_to_all_that_is_selected_and_with_shift_takes_it_back(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(GlossaryPage, sample_session)
    sample_session.set_seat("sales")
    page.card.table.selectAll()
    with qtbot.waitSignal(sample_session.changed):
        press(qtbot, page, Key.Key_Return, CTRL | SHIFT)
    assert {row.state.text for row in page.model.rows} == {"Awaiting Sales"}
    page.card.table.selectAll()
    assert page.agree_button.text() == f"Agree to {len(page.model.rows)}"
    with qtbot.waitSignal(sample_session.changed):
        press(qtbot, page, Key.Key_Return, CTRL)
    assert {row.state.text for row in page.model.rows} == {"Agreed"}
    assert not page.agree_button.isEnabled()


def test_the_facilitator_agrees_for_nobody_but_asks_who_says_yes(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    page.card.select_row(0)
    name = page.clauses.selected()[0]
    with qtbot.waitSignal(sample_session.noticed) as told:
        press(qtbot, page, Key.Key_Return, CTRL)
    assert told.args[0].text == "Agreed by both"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(TakeBackConsent("sales", [name]))
    with (
        qtbot.assertNotEmitted(sample_session.changed, wait=100),
        qtbot.waitSignal(page.inspection_wanted),
    ):
        press(qtbot, page, Key.Key_Return, CTRL)
    (button,) = page.clause_inspector.consent.leaders.buttons
    assert button.text() == "Marie Lindner agrees"


def test_delete_removes_what_is_selected_and_the_notice_undoes_it(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(GlossaryPage, sample_session)
    before = names_of(page)
    page.card.select_row(0)
    table = page.card.table
    table.selectionModel().select(
        page.model.index(1, 0),
        table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
    )
    with qtbot.waitSignal(sample_session.noticed) as told:
        press(qtbot, page, Key.Key_Delete)
    notice: Notice = told.args[0]
    assert notice.text == "2 clauses are removed."
    assert names_of(page) == before[2:]
    assert notice.act is not None
    notice.act()
    qtbot.waitUntil(lambda: sorted(names_of(page)) == sorted(before))


def test_a_copy_gets_a_name_and_a_key_of_its_own(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    page.select("commitment.win-rate")
    with qtbot.waitSignal(sample_session.changed):
        page.selection_actions.duplicate()
    qtbot.waitUntil(
        lambda: page.clause_inspector.shown == ("commitment", "win-rate-of-accepted-leads-copy")
    )
    assert "Win rate of accepted leads (copy)" in names_of(page)


def test_enter_leads_to_the_inspector_and_escape_back(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    page.card.select_row(2)
    press(qtbot, page, Key.Key_Return)
    assert page.clause_inspector.form is not None
    first = page.clause_inspector.fields.promise.sentence.word_button("party")
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Key.Key_Escape)
    qtbot.waitUntil(page.card.table.hasFocus)
    assert page.card.current_key() == "commitment.accept-or-return"


def test_findings_name_the_clause_and_lead_to_it(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    page.select("commitment.win-rate")
    form = page.clause_inspector.form
    assert form is not None
    segment = form.editor("segment")
    segment.show_value("nowhere")
    with qtbot.waitSignal(sample_session.changed):
        segment.committed.emit()
    qtbot.waitUntil(lambda: len(page.findings.findings) == 1)
    found = "“Win rate of accepted leads” names the segment “nowhere” under “Segment”"
    assert found in page.findings.summary.text()
    page.card.select_row(0)
    page.check_button.click()
    assert page.findings.details.isVisible()
    with qtbot.waitSignal(page.inspection_wanted):  # its field gets the keyboard
        page.findings.chosen.emit("commitment.win-rate", "segment")
    assert page.card.current_key() == "commitment.win-rate"
    # Of many the first are shown, and the others at a press.
    strip, one = page.findings, page.findings.findings[0]
    strip.show_findings([one] * 120, ("commitment",), sample_session.draft.agreement)
    for left in ("and 70 more", "and 20 more"):
        assert strip.more_button is not None
        assert strip.more_button.text() == left
        strip.more_button.click()
    assert strip.more_button is None


def test_choices_above_count_and_list_what_waits_for_whom(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    sample_session.set_seat("marketing")
    page = show(GlossaryPage, sample_session)
    page.select("term.lead")
    with qtbot.waitSignal(sample_session.changed):
        page.selection_actions.take_back()
    count = len(page.model.rows)
    choices = page.clauses.standing_filter.buttons
    assert choices[""].text() == f"All {count}"
    assert choices["marketing"].text() == "1 waits for you"
    assert choices["marketing"].isVisible()
    assert not choices["sales"].isVisible()
    choices["marketing"].click()
    assert [row.key for row in page.model.rows] == ["term.lead"]
    sample_session.set_seat("sales")
    assert choices["marketing"].text() == "1 waits for Marketing"
    page.select("term.first-touch")  # a choice that hides what is wanted is lifted
    assert len(page.model.rows) == count


def test_ten_thousand_clauses_become_rows_and_are_filtered(qtbot: QtBot) -> None:
    clauses: dict[ClauseId, Clause] = {
        ("segment", f"part-{number}"): Segment(key=f"part-{number}", name=f"Part {number}")
        for number in range(10_000)
    }
    rows = clause_rows(Agreement("", clauses), Consents(), ("segment",), mixed=False)
    assert len(rows) == 10_000
    owner = QObject()
    search = ClauseFilter(owner)
    for words, names in (
        ("part 9999", ["Part 9999"]),
        ("part 99999", []),
        ("part-7000", ["Part 7000"]),
    ):
        with qtbot.waitSignal(search.found) as found:
            search.search(rows, words)
        assert [row.name for row in found.args[0]] == names
    with qtbot.waitSignal(search.found) as found:
        search.search(rows, "  ")
    assert found.args[0] is rows


def card(page: ClausePage, title: str) -> StatButton:
    found = [one for one in page.stats.findChildren(StatButton) if title in one.accessibleName()]
    assert len(found) == 1
    return found[0]


def test_the_cards_say_whether_promises_can_be_kept_and_how_that_comes_about(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    qtbot.waitUntil(lambda: len(page.stats.findChildren(StatButton)) == 2)
    capacity, plan = card(page, "Capacity check"), card(page, "Plan check")
    assert capacity.accessibleName() == (
        "Capacity check: 78%. Even all 1,120 MQLs × 5 attempts fit into 6 reps' hours"
    )
    assert "time for 7,200 attempts" in capacity.toolTip()
    assert plan.accessibleName() == "Plan check: €1.97M. Expected revenue ≥ €1.89M target"
    assert "65% (Acceptance rate) × 9% (Win rate of accepted leads)" in plan.toolTip()
    qtbot.mouseClick(capacity, Qt.MouseButton.LeftButton)
    assert page.card.current_key() == "commitment.follow-up-attempts"
    plan.setFocus()
    qtbot.keyClick(plan, Key.Key_Return)
    assert page.card.current_key() == "commitment.qualified-leads"


def test_more_attempts_than_there_is_time_for_are_said_in_words(
    qtbot: QtBot, show: Show, sample_session: Session
) -> None:
    page = show(CommitmentsPage, sample_session)
    agreement = sample_session.draft.agreement
    table = json_table(write_clause(agreement.clauses["assumption", "hours"]))
    edit = EditClause("assumption", "hours", {**table, "value": 100}, None)
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(edit)
    wanted = "Capacity check: 187%. Up to 1,120 MQLs × 5 attempts may exceed 6 reps' hours"
    qtbot.waitUntil(lambda: wanted in spoken_cards(page))


def test_an_empty_agreement_is_told_what_to_add_and_the_card_adds_it(
    qtbot: QtBot, show: Show, session: Session
) -> None:
    page = show(CommitmentsPage, session)
    first = "Plan check: –. Add a commitment of Marketing for a number of leads"
    qtbot.waitUntil(lambda: first in spoken_cards(page))
    campaign = AddClause("campaign", {"name": "Fair", "expected": {"revenue": 60000}}, None)
    with qtbot.waitSignal(session.changed):
        session.execute(campaign)
    then = "Plan check: 60,000. Add an assumption for the revenue target"
    qtbot.waitUntil(lambda: then in spoken_cards(page))
    with qtbot.waitSignal(session.place_wanted) as wanted:
        card(page, "Plan check").chosen.emit("plan")
    added = session.draft.agreement.clauses["assumption", wanted.args[0].key]
    assert isinstance(added, Assumption)
    assert added.quantity == "revenue target"


def words_of(text: str) -> list[str]:
    start = '[agreement]\nlabel = "Q4"\ncurrency = "EUR"\n'
    start += "period = { start = 2026-10-01, end = 2026-12-31 }\n"
    checks = checks_of(agreement_of(read_text(start + text)))
    return [f"{stat.figure} {stat.note}" for stat in (capacity_stat(checks), plan_stat(checks))]


LEADS = (
    '[[commitment]]\nkey = "leads"\nparty = "marketing"\nmeasure = "count"\n'
    'from = "created_at"\ntarget = ">= 100"\n'
)
CALLS = (
    '[[commitment]]\nkey = "calls"\nparty = "sales"\nmeasure = "attempts"\n'
    'from = "created_at"\nlimit = "9 days"\ntimes = 1\ntarget = ">= 90%"\n'
)


def assumed(key: str, quantity: str, value: float) -> str:
    return f'[[assumption]]\nkey = "{key}"\nquantity = "{quantity}"\nvalue = {value}\n'


def test_what_is_missing_is_said_step_by_step() -> None:
    time = assumed("reps", "reps", 1) + assumed("hours", "hours", 10)
    minutes = assumed("minutes", "minutes per attempt", 9)
    rate = "– Add an assumption for the rate from Lead to customers"
    calls = "– Add a commitment of Sales for attempts"
    assert words_of(LEADS) == [calls, rate]
    later = CALLS.replace("created_at", "handed_over_at")
    assert words_of(LEADS + later)[0] == "– Count attempts from the same event as leads"
    assert words_of(LEADS + CALLS)[0] == "– Add an assumption for reps"
    assert words_of(LEADS + CALLS + time)[0] == "– Add an assumption for minutes per attempt"
    none = minutes.replace("9", "0")
    assert words_of(LEADS + CALLS + time + none)[0] == (
        "– Set the number assumed for minutes per attempt"
    )
    twice = minutes + minutes.replace('"minutes"', '"more"')
    assert words_of(LEADS + CALLS + time + twice)[0] == (
        "– Keep one assumption for minutes per attempt"
    )
    over = words_of(LEADS + CALLS + time + minutes)[0]
    assert over == "152% 100 leads × 1 attempt exceed 1 rep's hours"
    money = assumed("lead-to-customer", "stage rate", 0.1) + assumed("deal", "deal size", 9000)
    wanted = assumed("target", "revenue target", 100000)
    assert words_of(LEADS + money + wanted)[1] == (
        "€90,000 Expected revenue stays €10,000 under the €100,000 target"
    )


def test_the_step_for_a_missing_rate_makes_one_that_the_check_takes() -> None:
    start = '[agreement]\nlabel = "Q"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    checks = checks_of(agreement_of(read_text(start + LEADS)))
    step = step_of(checks, "plan")
    assert (step.name, step.kind) == ("", "assumption")
    assert step.table["key"] == "lead-to-customer"
    assert step_of(checks, "capacity").kind == "commitment"
