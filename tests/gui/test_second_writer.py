"""Somebody else writes while the window shows what stood before: nothing is lost or unread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.editing import EditClause, RemoveClauses
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import by
from tests.gui.clause_desk import Select, form_of, line_of, select_fixture, write

__all__ = ["select_fixture"]

TERM = ("term", "lead")
Colleague = Callable[[Command[Any]], None]


@pytest.fixture
def colleague(sample_address: str) -> Colleague:
    """Another program of marketing, on the same workspace."""

    def does(command: Command[Any]) -> None:
        with Workspace.open(sample_address) as workspace:
            workspace.execute(command, by=by("marketing"), at=datetime.now(UTC))

    return does


@pytest.fixture
def notices(sample_session: Session) -> list[Notice]:
    told: list[Notice] = []
    sample_session.noticed.connect(told.append)
    return told


@pytest.fixture
def sales(sample_session: Session) -> Session:
    sample_session.set_seat("sales")
    return sample_session


@pytest.fixture
def facilitator(sample_session: Session) -> Session:
    """The facilitator is at the keyboard, whose edits take effect at once."""
    return sample_session


def table_of(session: Session, **other: object) -> dict[str, object]:
    """The term “Lead” as the window has it, with other fields."""
    return {**write_clause(session.draft.agreement.clauses[TERM]), **other}


def theirs(session: Session, **fields: object) -> EditClause:
    """What the colleague makes of the term “Lead”."""
    return EditClause("term", "lead", table_of(session, **fields), "marketing")


def agree_on(qtbot: QtBot, page: OverviewPage) -> None:
    """Presses the button that agrees to all, and agrees to the changes that it shows."""
    page.agree_button.click()
    qtbot.waitUntil(lambda: page.review is not None and page.review.isVisible())
    assert page.review is not None
    page.review.agree_button.click()


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy)


def test_the_key_in_the_table_agrees_to_nothing_that_changed_after_it_was_shown(
    qtbot: QtBot, select: Select, sales: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    page = select(sales, "term.lead")
    settle(qtbot, sales)
    colleague(theirs(sales, definition="Anybody at all."))
    colleague(TakeBackConsent("sales", ["term.lead"]))
    with qtbot.waitSignal(sales.changed):
        sales.look()
    settle(qtbot, sales)
    assert sales.draft.consents.of(TERM) == {"marketing"}
    colleague(theirs(sales, definition="Nobody at all."))
    page.card.table.setFocus()
    with qtbot.waitSignal(sales.changed):  # the window shows at once what it had not shown
        qtbot.keyClick(page.card.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sales)
    assert [notice.wrong for notice in notices] == [True]
    assert notices[0].text == (
        "Marketing changed “Lead” meanwhile, so nothing was done. Read it as it stands now: "
        "“Definition” from “Anybody at all.” to “Nobody at all.”."
    )
    assert sales.draft.consents.of(TERM) == {"marketing"}
    assert page.model.rows[page.model.row_of("term.lead")].content == "Nobody at all."
    with qtbot.waitSignal(sales.changed):
        qtbot.keyClick(page.card.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sales.draft.consents.of(TERM) == {"marketing", "sales"}


def test_the_inspectors_button_agrees_to_what_the_inspector_shows(
    qtbot: QtBot, select: Select, sales: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    page = select(sales, "term.lead")
    colleague(theirs(sales, definition="Anybody at all."))
    with qtbot.waitSignal(sales.changed):
        sales.look()
    settle(qtbot, sales)
    button = page.clause_inspector.consent.agree_button
    colleague(theirs(sales, name="Prospect"))
    with qtbot.waitSignal(sales.changed):
        button.click()
    settle(qtbot, sales)
    assert "“Name” from “Lead” to “Prospect”" in notices[0].text
    assert sales.draft.consents.of(TERM) == {"marketing"}
    assert line_of(form_of(page).editor("name")).text() == "Prospect"
    with qtbot.waitSignal(sales.changed):
        button.click()
    assert sales.draft.consents.of(TERM) == {"marketing", "sales"}


def test_the_overview_agrees_to_nothing_where_anything_changed_after_it_was_shown(
    qtbot: QtBot,
    sales: Session,
    switch: ThemeSwitch,
    icons: Icons,
    colleague: Colleague,
    notices: list[Notice],
) -> None:
    colleague(theirs(sales, definition="Anybody at all."))
    with qtbot.waitSignal(sales.changed):
        sales.look()
    page = OverviewPage(sales, switch, icons, scoreboards=ScoreboardCache(sales))
    qtbot.addWidget(page)
    page.show()
    colleague(theirs(sales, definition="Nobody at all."))
    with qtbot.waitSignal(sales.changed):
        agree_on(qtbot, page)
    assert [notice.wrong for notice in notices] == [True]
    assert "“Lead”" in notices[0].text
    assert sales.draft.consents.of(TERM) == {"marketing"}
    settle(qtbot, sales)
    with qtbot.waitSignal(sales.changed):
        agree_on(qtbot, page)
    assert sales.draft.consents.of(TERM) == {"marketing", "sales"}
    settle(qtbot, sales)


@pytest.mark.parametrize("where", ["table", "inspector", "overview"])
def test_a_press_in_the_moment_in_which_news_arrive_is_about_what_was_in_sight(
    where: str,
    qtbot: QtBot,
    select: Select,
    sales: Session,
    switch: ThemeSwitch,
    icons: Icons,
    colleague: Colleague,
    notices: list[Notice],
) -> None:
    presses: list[Callable[[], object]] = []
    # Heard before any page hears of it.
    sales.changed.connect(lambda _changes: presses.pop()() if presses else None)
    colleague(theirs(sales, definition="Anybody at all."))
    with qtbot.waitSignal(sales.changed):
        sales.look()
    page = select(sales, "term.lead")
    overview = OverviewPage(sales, switch, icons, scoreboards=ScoreboardCache(sales))
    qtbot.addWidget(overview)
    overview.show()
    settle(qtbot, sales)
    colleague(theirs(sales, definition="Nobody at all."))
    presses.append(
        {
            "table": page.selection_actions.agree,
            "inspector": page.clause_inspector.consent.agree_button.click,
            "overview": overview.agree_button.click,
        }[where]
    )
    with qtbot.waitSignal(sales.changed):
        sales.look()
    settle(qtbot, sales)
    if overview.review is not None:  # it shows first what it would agree to
        overview.review.agree_button.click()
        settle(qtbot, sales)
    assert [notice.wrong for notice in notices] == [True]
    assert sales.draft.consents.of(TERM) == {"marketing"}


def test_an_edit_of_another_field_is_kept_beside_theirs_and_not_agreed_to(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    colleague(theirs(facilitator, name="Prospect"))
    with qtbot.waitSignal(facilitator.changed):
        write(form.editor("definition"), "Somebody who asked us.")
    settle(qtbot, facilitator)
    stands = table_of(facilitator)
    assert (stands["name"], stands["definition"]) == ("Prospect", "Somebody who asked us.")
    assert facilitator.draft.consents.of(TERM) == frozenset()
    assert [notice.text for notice in notices] == [
        "Marketing changed “Name” of “Prospect” meanwhile; both changes stand. Read them before "
        "you agree to them."
    ]
    assert line_of(form.editor("name")).text() == "Prospect"


def test_an_edit_of_the_same_field_is_refused_and_stays_in_it_until_confirmed(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    colleague(theirs(facilitator, name="Prospect"))
    name = form.editor("name")
    with qtbot.waitSignal(facilitator.changed):
        write(name, "Contact")
    settle(qtbot, facilitator)
    assert table_of(facilitator)["name"] == "Prospect"
    assert line_of(name).text() == "Contact"
    assert form.error("name") == (
        "Marketing wrote “Prospect” here meanwhile. Confirm yours once more to put it in its place."
    )
    assert notices[0].wrong
    assert notices[0].text == (
        "Marketing wrote “Prospect” under “Name” of “Lead”; yours is “Contact”. "
        "Nothing was changed."
    )
    # Another field is saved without it.
    with qtbot.waitSignal(facilitator.changed):
        write(form.editor("definition"), "Somebody who asked us.")
    assert table_of(facilitator)["name"] == "Prospect"
    assert line_of(name).text() == "Contact"
    assert form.error("name")
    with qtbot.waitSignal(facilitator.changed):
        name.committed.emit()
    assert table_of(facilitator)["name"] == "Contact"
    assert table_of(facilitator)["definition"] == "Somebody who asked us."
    assert form.error("name") == ""
    assert not form.wrong


def test_nobody_agrees_to_words_that_stand_behind_ones_own(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    page = select(facilitator, "term.lead")
    form = form_of(page)
    long = "Anybody " + "who left an address " * 10
    colleague(theirs(facilitator, definition=long.strip()))
    with qtbot.waitSignal(facilitator.changed):
        write(form.editor("definition"), "Somebody who asked us.")
    settle(qtbot, facilitator)
    assert long.strip() in form.error("definition")
    with qtbot.assertNotEmitted(facilitator.changed, wait=100):
        page.clause_inspector.consent.agree_button.click()
    assert notices[-1].text == "Decide first on what is marked in the fields."
    assert facilitator.draft.consents.of(TERM) == {"marketing"}


def test_words_that_arrive_while_one_types_are_not_overwritten_by_leaving_the_field(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    name = form.editor("name")
    line_of(name).setText("Contact")
    line_of(name).textEdited.emit("Contact")
    colleague(theirs(facilitator, name="Prospect"))
    with qtbot.waitSignal(facilitator.changed):
        facilitator.look()
    settle(qtbot, facilitator)
    assert line_of(name).text() == "Contact"
    assert "Marketing wrote “Prospect” here meanwhile" in form.error("name")
    with qtbot.assertNotEmitted(facilitator.changed, wait=100):
        name.committed.emit()
    assert table_of(facilitator)["name"] == "Prospect"
    with qtbot.waitSignal(facilitator.changed):
        name.committed.emit()
    assert table_of(facilitator)["name"] == "Contact"


def test_words_that_they_take_back_again_are_no_conflict(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    name = form.editor("name")
    line_of(name).setText("Contact")
    for words in ("Prospect", "Lead"):
        colleague(theirs(facilitator, name=words))
        with qtbot.waitSignal(facilitator.changed):
            facilitator.look()
        settle(qtbot, facilitator)
        assert bool(form.error("name")) == (words == "Prospect")
    with qtbot.waitSignal(facilitator.changed):
        name.committed.emit()
    assert table_of(facilitator)["name"] == "Contact"


def test_what_waits_unsaved_in_another_clause_does_not_overwrite_what_came_in_between(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague
) -> None:
    page = select(facilitator, "commitment.grade-a-first-touch")
    write(form_of(page).editor("target"), "95 per cent")
    page.select("commitment.win-rate")
    settle(qtbot, facilitator)
    before = facilitator.draft.agreement.commitments["grade-a-first-touch"]
    table = {**write_clause(before), "target": ">= 80%", "note": "Theirs"}
    colleague(EditClause("commitment", "grade-a-first-touch", table, "marketing"))
    with qtbot.waitSignal(facilitator.changed):
        facilitator.look()
    page.select("commitment.grade-a-first-touch")
    form = form_of(page)
    settle(qtbot, facilitator)
    assert line_of(form.editor("target")).text() == "95 per cent"
    with qtbot.assertNotEmitted(facilitator.changed, wait=100):
        write(form.editor("target"), ">= 90%")
    assert "Somebody wrote “≥ 80%” here meanwhile" in form.error("target")
    with qtbot.waitSignal(facilitator.changed):
        form.editor("target").committed.emit()
    stands = facilitator.draft.agreement.commitments["grade-a-first-touch"]
    assert (str(stands.target), stands.note) == (">= 90 %", "Theirs")


def test_two_edits_in_a_row_do_not_meet_each_other(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    colleague(theirs(facilitator, synonyms=["theirs"]))
    for words in ("One", "Two", "Three"):
        write(form.editor("name"), words)
    write(form.editor("definition"), "Mine")
    settle(qtbot, facilitator)
    stands = table_of(facilitator)
    assert (stands["name"], stands["definition"]) == ("Three", "Mine")
    assert stands["synonyms"] == ["theirs"]
    assert [notice.wrong for notice in notices] == [False]
    assert not form.wrong
    assert line_of(form.editor("name")).text() == "Three"


def test_a_clause_that_changed_after_it_was_shown_is_not_removed(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    page = select(facilitator, "term.lead")
    settle(qtbot, facilitator)
    colleague(theirs(facilitator, name="Prospect"))
    with qtbot.waitSignal(facilitator.changed):
        page.clause_inspector.remove_button.click()
    settle(qtbot, facilitator)
    assert table_of(facilitator)["name"] == "Prospect"
    assert notices[0].wrong
    assert "“Name” from “Lead” to “Prospect”" in notices[0].text
    with qtbot.waitSignal(facilitator.changed):
        page.selection_actions.remove()
    assert TERM not in facilitator.draft.agreement.clauses
    settle(qtbot, facilitator)


def test_an_edit_of_what_they_removed_can_be_written_again(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague, notices: list[Notice]
) -> None:
    form = form_of(select(facilitator, "term.lead"))
    colleague(RemoveClauses([("term", "lead")], "marketing"))
    with qtbot.waitSignal(facilitator.changed):
        write(form.editor("name"), "Contact")
    settle(qtbot, facilitator)
    assert TERM not in facilitator.draft.agreement.clauses
    (notice,) = notices
    assert notice.wrong
    assert notice.text.startswith("Marketing removed “Lead”; under “Name” you wrote “Contact”")
    assert notice.action == "Add it again"
    assert notice.act is not None
    with qtbot.waitSignal(facilitator.changed):
        notice.act()
    assert table_of(facilitator)["name"] == "Contact"
    settle(qtbot, facilitator)


def test_the_label_that_they_gave_the_agreement_is_not_taken_back_by_another_field(
    qtbot: QtBot, select: Select, facilitator: Session, colleague: Colleague
) -> None:
    form = form_of(select(facilitator, "agreement"))
    header = write_clause(facilitator.draft.agreement.header)
    colleague(EditClause("agreement", "", {**header, "label": "Our plan"}, "marketing"))
    with qtbot.waitSignal(facilitator.changed):
        write(form.editor("title"), "How we work")
    settle(qtbot, facilitator)
    assert facilitator.draft.agreement.label == "Our plan"
    assert facilitator.draft.agreement.header.title == "How we work"
