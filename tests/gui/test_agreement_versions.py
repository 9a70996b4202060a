"""What changed between versions, what stands in the way of one, and the next agreement."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.pages.agreement.agreement_comparison import proposed_pair
from alignment_desktop.gui.pages.agreement.agreement_views import (
    CHANGES,
    DOCUMENT,
    NEXT,
    AgreementViews,
)
from alignment_desktop.gui.pages.agreement.next_agreement import NextWish, proposal
from alignment_desktop.gui.widgets.changed_value import ChangedValue
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze
from alignment_desktop.services.carrying import Carry
from alignment_desktop.services.comparing import Standing
from tests.gui.whole_window import (
    CTRL,
    WholeWindow,
    measured_fixture,
    shown_window,
    whole_fixture,
)

__all__ = ["measured_fixture", "whole_fixture"]

SHIFT = Qt.KeyboardModifier.ShiftModifier
TERMS = """
[[term]]
key = "owner"
name = "Named owner"
definition = "The seller whose name stands on the lead."
[[reason]]
key = "no-budget"
name = "No budget"
remedy = "Ask again in the new year"
"""


def do(whole: WholeWindow, *commands: object) -> None:
    for command in commands:
        whole.session.execute(command)  # type: ignore[arg-type]
        whole.settle()


def agreement_page(whole: WholeWindow) -> AgreementPage:
    whole.show("agreement")
    page = whole.page
    assert isinstance(page, AgreementPage)
    whole.qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    whole.settle()
    return page


def changed(whole: WholeWindow) -> AgreementViews:
    """The view of what changed, of an agreement whose draft goes on after version 1."""
    do(whole, ApplyText(TERMS))
    page = agreement_page(whole)
    page.versions.changes_button.click()
    whole.settle()
    return page.views


def said(views: AgreementViews) -> dict[str, list[str]]:
    """What each card tells, by what it is called."""
    return {
        card.accessibleName(): [
            value.accessibleName()
            for value in card.findChildren(ChangedValue)
            if value.isVisibleTo(card)
        ]
        for card in views.comparison.cards
    }


def test_what_changed_since_the_newest_version_is_one_press_away(whole: WholeWindow) -> None:
    views = changed(whole)
    assert views.view == CHANGES
    assert views.comparison.old_box.currentText() == "FY27 Q1 · version 1"
    assert views.comparison.new_box.currentText() == "FY27 Q1 · draft"
    assert views.comparison.summary.text().startswith("2 of ")
    told = said(views)
    assert told["Named owner, Term, New"] == [
        "Name: new: Named owner",
        "Definition: new: The seller whose name stands on the lead.",
    ]
    assert len(told) == 2


def test_any_two_states_can_be_compared_the_other_way_round_too(whole: WholeWindow) -> None:
    views = changed(whole)
    version, draft = Standing("FY27 Q1", 1), Standing("FY27 Q1")
    views.comparison.choose((draft, version))
    whole.settle()
    assert "Named owner, Term, Gone" in said(views)
    views.comparison.choose((version, version))
    whole.settle()
    assert views.comparison.cards == []
    assert views.comparison.summary.text().startswith("0 of ")


def test_a_clause_that_changed_is_gone_to(whole: WholeWindow) -> None:
    views = changed(whole)
    card = next(card for card in views.comparison.cards if "owner" in card.accessibleName())
    (button,) = card.findChildren(QPushButton)
    button.click()
    whole.settle()
    assert whole.window.current_page == "glossary"


def test_what_is_compared_follows_the_draft(whole: WholeWindow) -> None:
    views = changed(whole)
    do(whole, ApplyText('[[term]]\nkey = "owner"\nremove = true'))
    assert "Named owner, Term, New" not in said(views)


def test_with_one_state_alone_the_page_says_what_to_do(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, blank_address: str
) -> None:
    with shown_window(qapp, qtbot, settings, blank_address) as whole:
        page = agreement_page(whole)
        whole.press(Qt.Key.Key_D, CTRL)
        assert page.views.view == CHANGES
        assert page.views.comparison.cards == []
        assert "nothing to compare" in page.views.comparison.summary.text()


@pytest.mark.parametrize(
    ("standings", "unchanged", "pair"),
    [
        ([("b", None)], False, None),
        ([("b", None), ("b", 1)], True, (("b", 1), ("b", None))),
        ([("b", None), ("b", 2), ("b", 1)], False, (("b", 2), ("b", None))),
        ([("b", None), ("b", 2), ("b", 1)], True, (("b", 1), ("b", 2))),
        ([("b", None), ("a", None), ("a", 1)], False, (("a", 1), ("b", None))),
        ([("c", None), ("b", None), ("a", None)], False, (("a", None), ("b", None))),
        ([("a", None)], False, None),
    ],
)
def test_the_two_that_are_compared_first(
    standings: list[tuple[str, int | None]],
    unchanged: bool,
    pair: tuple[tuple[str, int | None], tuple[str, int | None]] | None,
) -> None:
    found = proposed_pair([Standing(*each) for each in standings], "b", unchanged=unchanged)
    assert found == (None if pair is None else (Standing(*pair[0]), Standing(*pair[1])))


def test_each_missing_consent_and_error_is_one_press_from_being_shown(whole: WholeWindow) -> None:
    leader = '[[person]]\nkey = "new"\nname = "Sales leader"\nparty = "sales"'
    do(whole, ApplyText(leader, party="sales"))
    page = agreement_page(whole)
    hindrances = page.versions.hindrances
    (waiting,), (error,) = hindrances.waiting_card.rows, hindrances.errors_card.rows
    assert waiting.accessibleName().startswith("Sales leader, Person, Marketing, ")
    assert "“Sales leader” still says what the template wrote" in error.accessibleName()
    assert "“Name”" in error.toolTip()
    assert not page.versions.freeze_button.isEnabled()
    whole.qtbot.mouseClick(error, Qt.MouseButton.LeftButton)
    whole.settle()
    assert whole.window.current_page != "agreement"
    assert whole.clauses.inspector().shown == ("person", "new")  # type: ignore[union-attr]


def test_nothing_in_the_way_is_not_listed(whole: WholeWindow) -> None:
    assert agreement_page(whole).versions.hindrances.isHidden()


def test_the_next_quarter_is_proposed_and_begun_with_every_clause(measured: WholeWindow) -> None:
    whole = measured
    page = agreement_page(whole)
    whole.press(Qt.Key.Key_A, CTRL | SHIFT)
    view = page.views.next_agreement
    whole.qtbot.waitUntil(lambda: len(view.results_card.rows) == 13, timeout=60_000)
    first = view.results_card.rows[0]
    assert first.accessibleName().startswith(
        "Grade A first touch, kept in all 3 months · promised 95%, 97.2%, Kept"
    )
    assert view.label_field.value() == "FY27 Q2"
    assert (view.start_field.value(), view.end_field.value()) == ("2027-01-01", "2027-03-31")
    count = len(whole.session.draft.agreement.clauses)
    told: list[str] = []
    whole.session.noticed.connect(lambda notice: told.append(notice.text))
    view.begin_button.click()
    whole.settle()
    assert f"“FY27 Q2” has begun with {count} clauses." in told
    draft = whole.session.draft
    assert (draft.agreement.label, len(draft.agreement.clauses)) == ("FY27 Q2", count)
    assert len(draft.consents.missing(draft.agreement.clauses)) == 2 * count
    assert page.views.view == DOCUMENT
    whole.press(Qt.Key.Key_D, CTRL)
    assert page.views.comparison.old_box.currentText() == "FY27 Q1 · version 1"
    assert page.views.comparison.new_box.currentText() == "FY27 Q2 · draft"


def test_a_label_that_is_taken_is_told_below_the_fields(whole: WholeWindow) -> None:
    page = agreement_page(whole)
    page.views.show_view(NEXT)
    view = page.views.next_agreement
    view.label_field.line.setText("FY27 Q1")
    view.label_field.typed.emit()
    view.begin_button.click()
    whole.settle()
    assert "already called" in view.trouble.text()
    assert view.trouble.isVisible()
    assert view.label_field.value() == "FY27 Q1"
    assert whole.session.news.labels == ("FY27 Q1",)


def test_what_cannot_be_a_period_is_told_before_it_is_tried(whole: WholeWindow) -> None:
    page = agreement_page(whole)
    page.views.show_view(NEXT)
    view = page.views.next_agreement
    for field, text, why in (
        (view.end_field, "31 Dec 2026", "The last day lies before the first."),
        (view.end_field, "some day", "Write the day, such as 24 Dec 2026."),
        (view.label_field, " ", "Write a label, such as FY27 Q2."),
    ):
        field.line.setText(text)
        field.typed.emit()
        assert view.why_not.text() == why
        assert not view.begin_button.isEnabled()


def of_days(start: date, end: date, fiscal: int = 1) -> Agreement:
    header = {"period": {"start": start, "end": end}, "fiscal_year_start": fiscal}
    return Agreement("this", {("agreement", ""): read_clause("agreement", header)})


@pytest.mark.parametrize(
    ("agreement", "label", "start", "end"),
    [
        (of_days(date(2026, 10, 1), date(2026, 12, 31), 10), "FY27 Q2", "2027-01-01", "2027-03-31"),
        (of_days(date(2026, 10, 1), date(2026, 12, 31)), "2027-Q1", "2027-01-01", "2027-03-31"),
        (of_days(date(2026, 1, 1), date(2026, 12, 31)), "2027", "2027-01-01", "2027-12-31"),
        (of_days(date(2026, 10, 5), date(2026, 10, 11)), "2026-W42", "2026-10-12", "2026-10-18"),
        (of_days(date(2026, 10, 5), date(2026, 12, 6)), "", "2026-12-07", "2027-02-07"),
    ],
)
def test_the_days_that_follow_are_proposed_with_the_label_that_they_have(
    agreement: Agreement, label: str, start: str, end: str
) -> None:
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert proposal(agreement) == NextWish(label, *days)


def test_agreements_are_chosen_in_the_header(whole: WholeWindow) -> None:
    page = agreement_page(whole)
    assert page.agreement_box.isHidden()
    do(whole, Carry("FY27 Q2", date(2027, 1, 1), date(2027, 3, 31)))
    assert page.agreement_box.isVisible()
    assert page.agreement_box.currentText() == "FY27 Q2"
    page.agreement_box.setCurrentIndex(1)
    page.agreement_box.activated.emit(1)
    whole.settle()
    assert whole.session.draft.agreement.label == "FY27 Q1"
    assert page.subtitle.startswith("FY27 Q1")
    page.agreement_box.activated.emit(0)
    whole.settle()
    # Whoever goes back to the newest sees whatever is the newest from now on.
    assert whole.session.label is None
    assert whole.session.draft.agreement.label == "FY27 Q2"


def rename(whole: WholeWindow, page: AgreementPage, label: str) -> None:
    page.versions.label_field.line.setText(label)
    page.versions.label_field.committed.emit()
    whole.settle()


def test_an_agreement_is_renamed_in_place_and_every_consent_stays(whole: WholeWindow) -> None:
    page = agreement_page(whole)
    rename(whole, page, "Autumn")
    assert whole.session.draft.agreement.label == "Autumn"
    assert page.subtitle.startswith("Autumn")
    assert not whole.session.draft.consents.missing(whole.session.draft.agreement.clauses)
    whole.session.undo()
    whole.settle()
    assert whole.session.draft.agreement.label == "FY27 Q1"


def test_an_older_agreement_stays_in_sight_under_its_new_label(whole: WholeWindow) -> None:
    do(whole, Carry("FY27 Q2", date(2027, 1, 1), date(2027, 3, 31)))
    whole.session.show_agreement("FY27 Q1")
    whole.settle()
    page = agreement_page(whole)
    rename(whole, page, "FY27 Q2")
    assert "already called" in page.versions.label_trouble.text()
    assert page.versions.label_trouble.isVisible()
    rename(whole, page, "Autumn")
    assert page.versions.label_trouble.isHidden()
    assert (whole.session.label, whole.session.draft.agreement.label) == ("Autumn", "Autumn")
    rename(whole, page, "  ")
    assert page.versions.label_field.value() == "Autumn"


def test_a_version_says_why_it_was_frozen(whole: WholeWindow) -> None:
    do(whole, ApplyText(TERMS), Agree("sales", None), Agree("marketing", None))
    do(whole, Freeze(reason="Two terms were missing", waive="agreed by both"))
    page = agreement_page(whole)
    text = page.versions.version_list.item(1).text()
    assert text.splitlines()[1] == "Two terms were missing"
