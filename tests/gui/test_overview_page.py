"""The overview: what it says of the sample, what waits for whom, and where its rows lead."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import StatCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.place import FREEZING, Place
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.commenting import WriteComment
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.proposing import ProposeText


def _shown(qtbot: QtBot, session: Session, switch: ThemeSwitch, icons: Icons) -> OverviewPage:
    page = OverviewPage(session, switch, icons, scoreboards=ScoreboardCache(session))
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    return page


@pytest.fixture
def page(
    qtbot: QtBot, sample_session: Session, theme_switch: ThemeSwitch, icons: Icons
) -> OverviewPage:
    shown = _shown(qtbot, sample_session, theme_switch, icons)
    qtbot.waitUntil(
        lambda: (
            len(shown.imports_card.rows) == 3
            and shown.figures_card.rows != []
            and len(shown.stats.findChildren(StatCard)) == 4
            and shown.next_card.sentence.text() != ""
        ),
        timeout=30_000,
    )
    return shown


def _stats(page: OverviewPage) -> list[str]:
    return [card.accessibleName() for card in page.stats.findChildren(StatCard)]


def _waiting(page: OverviewPage) -> list[str]:
    return [row.link.spoken for row in page.waiting_card.rows]


def test_the_sample_says_what_is_agreed_and_what_was_kept(page: OverviewPage) -> None:
    agreed, kept, won, spent = _stats(page)
    assert agreed.endswith("Version 1 is frozen")
    assert won.startswith("Won revenue: €")
    assert spent.startswith("Budget spent: €")
    assert not page.agreed_card.isVisible()  # the navigation counts what is agreed
    assert kept.startswith("Commitments kept: 5 of 13.")
    assert kept.endswith("4 missed, 4 just short")
    first = page.figures_card.rows[0].link
    assert first.chip is not None
    assert first.chip.text == "Missed"
    assert first.note == "kept in none of 3 months · promised 90%"
    assert first.hint == "Kept in none of 3 months, 1 missed, 2 just short"
    assert first.detail.endswith("%")
    # What has no room is a press away: on its own page, or in its card.
    wanted: list[object] = []
    page.figures_card.chosen.connect(wanted.append)
    assert page.figures_card.more_button.text() == "and 7 more"
    page.figures_card.more_button.click()
    assert wanted == [Place("scoreboard")]
    card = page.waiting_card
    card.show_first(range(9), lambda number: Link(f"Clause {number}"))
    assert (len(card.rows), card.more_button.text()) == (6, "and 3 more")
    card.more_button.click()
    assert (len(card.rows), card.more_button.text()) == (9, "Show fewer")
    card.more_button.click()
    assert len(card.rows) == 6


def test_an_edit_makes_its_clause_wait_for_the_other_party(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    assert _waiting(page) == ["Version 1, to be signed, Sales"]
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(AddClause("term", {"name": "Ideal customer"}, "sales"))
    assert _waiting(page)[:1] == [
        "Ideal customer, Term, Marketing, Sales agrees, Marketing has not agreed yet"
    ]
    assert _stats(page)[0].endswith("1 waits for Marketing")
    assert page.agreed_card.isVisible()
    with qtbot.waitSignal(sample_session.place_wanted) as wanted:
        page.waiting_card.rows[0].click()
    assert wanted.args == [Place(kind="term", key="ideal-customer")]


def test_who_is_at_the_keyboard_agrees_to_all_that_waits_and_can_undo_it(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    notices: list[Notice] = []
    sample_session.noticed.connect(notices.append)
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(AddClause("term", {"name": "Ideal customer"}, "sales"))
    sample_session.set_seat("marketing")
    assert page.agree_button.text() == "Agree to 1 clause as Marketing"
    page.agree_button.click()
    qtbot.waitUntil(lambda: page.review is not None and page.review.isVisible())
    assert page.review is not None
    with qtbot.waitSignal(sample_session.noticed):
        page.review.agree_button.click()
    assert page.agree_button.isHidden()
    assert notices[0].action == "Undo"
    assert notices[0].act is not None
    with qtbot.waitSignal(sample_session.changed):
        notices[0].act()
    assert _waiting(page)[0].startswith("Ideal customer, Term, Marketing")


def test_what_changed_is_shown_before_all_of_it_is_agreed_to(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    table = write_clause(sample_session.draft.agreement.clauses["term", "lead"])
    table["definition"] = "Somebody who asked us something."
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(EditClause("term", "lead", table, None))
    sample_session.set_seat("marketing", "cmo")
    page.agree_button.click()
    qtbot.waitUntil(lambda: page.review is not None and page.review.isVisible())
    assert "marketing" not in sample_session.draft.consents.of(("term", "lead"))
    assert page.review is not None
    assert page.review.heading.text() == "What changed since Marketing last agreed"
    page.review.later_button.click()
    assert not page.review.isVisible()


def test_give_and_take_are_shown_once_somebody_proposed(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    assert not page.balance_card.isVisible()
    text = '[[term]]\nkey = "churn"\nname = "Churn"\n'
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(ProposeText(text, "sales"))
    assert page.balance_card.isVisible()
    said = [row.link.spoken for row in page.balance_card.rows]
    assert said[0].startswith("1 proposed, 0 conceded, 0 waived, Sales")
    assert said[1].startswith("0 proposed, 0 conceded, 0 waived, Marketing")


def test_who_proposed_hears_of_a_decline_until_they_answer(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    sample_session.set_seat("sales", "cso")
    text = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Anybody."'
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(ProposeText(text, "sales"))
    sample_session.set_seat("marketing", "cmo")
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(AnswerProposal(1, "decline", "marketing"))
    sample_session.set_seat("sales", "cso")
    declined = "Lead, Term, Marketing declined the change, Agreed by both"
    assert declined in _waiting(page)
    sample_session.set_seat("marketing", "cmo")
    assert declined not in _waiting(page)
    sample_session.set_seat("sales", "cso")
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(WriteComment("term.lead", "As you wish.", "sales"))
    assert declined not in _waiting(page)


def test_the_next_step_is_to_answer_what_is_proposed_then_to_freeze_or_to_sign(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    assert page.next_card.sentence.text() == "Version 1 waits for Marie Lindner to sign it."
    assert page.next_button.text() == "Show version 1"
    sample_session.set_seat("sales", "cso")
    qtbot.waitUntil(lambda: page.next_button.text() == "Sign version 1 …")
    text = '[[term]]\nkey = "churn"\nname = "Churn"\n'
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(ProposeText(text, "sales"))
    sample_session.set_seat("marketing", "cmo")
    assert page.next_button.text() == "Answer 1 proposal"
    with qtbot.waitSignal(sample_session.place_wanted) as wanted:
        page.next_button.click()
    assert wanted.args == [Place("", "term", "churn")]
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(AnswerProposal(1, "accept", "marketing"))
    qtbot.waitUntil(lambda: page.next_button.text() == "Freeze version 2 …")
    with qtbot.waitSignal(sample_session.place_wanted) as wanted:
        page.next_button.click()
    assert wanted.args == [Place("agreement", FREEZING)]


def test_what_does_not_fit_leads_to_the_clause_to_mend(
    qtbot: QtBot, page: OverviewPage, sample_session: Session
) -> None:
    table = {"name": "Lost", "owner": "nobody-known"}
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(AddClause("objective", table, "sales"))
    qtbot.waitUntil(lambda: bool(page.findings_card.rows))
    rows = page.findings_card.rows
    with qtbot.waitSignal(sample_session.place_wanted) as wanted:
        rows[0].click()
    assert wanted.args[0].kind == "objective"


def test_a_blank_workspace_offers_the_next_step(
    qtbot: QtBot, session: Session, theme_switch: ThemeSwitch, icons: Icons
) -> None:
    page = _shown(qtbot, session, theme_switch, icons)
    assert page.empty.isVisible()
    with qtbot.waitSignal(session.place_wanted) as wanted:
        page.empty.action_button.click()
    assert wanted.args == [Place("commitments")]
    edit = EditClause("attribution", "", {"rule": "even"}, "sales")
    with qtbot.waitSignal(session.changed):
        session.execute(edit)
    assert not page.empty.isVisible()
    assert _stats(page)[1] == "Commitments kept: –. No results yet"
