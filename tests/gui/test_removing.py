"""Removing clauses that others name: they are listed in place, and can name another one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from alignment_desktop.domain.references import references_to
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.window.notices import Notice
from tests.gui.whole_window import WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


@pytest.fixture
def funnel(whole: WholeWindow) -> ClausePage:
    """The page of the stages, with the keyboard in the table; the facilitator is there."""
    whole.session.set_seat("facilitator")
    whole.show("funnel")
    page = whole.clauses
    page.card.table.setFocus()
    return page


def named_stage(page: ClausePage, whole: WholeWindow) -> tuple[str, str]:
    """A stage that clauses beside it name."""
    agreement = whole.session.draft.agreement
    key = next(key for key in agreement.stages if references_to(agreement, [("stage", key)]))
    page.select(f"stage.{key}")
    whole.settle()
    return "stage", key


def words(page: ClausePage) -> str:
    return "\n".join(each.text() for each in page.removal.findChildren(QLabel))


def test_what_others_name_is_listed_before_it_is_removed(
    whole: WholeWindow, funnel: ClausePage
) -> None:
    stage = named_stage(funnel, whole)
    whole.press(Key.Key_Delete)
    agreement = whole.session.draft.agreement
    assert stage in agreement.clauses
    assert funnel.removal.isVisible()
    sources = {each.source for each in references_to(agreement, [stage])}
    assert f"named by {len(sources)} other" in words(funnel) or "one other" in words(funnel)
    assert not funnel.removal.point_button.isEnabled()
    whole.press(Key.Key_Escape)
    assert not funnel.removal.isVisible()
    assert stage in whole.session.draft.agreement.clauses
    assert funnel.card.table.hasFocus()


def test_others_name_another_stage_and_one_undo_takes_all_back(
    whole: WholeWindow, funnel: ClausePage
) -> None:
    told: list[Notice] = []
    whole.session.noticed.connect(told.append)
    before = whole.session.draft
    stage = named_stage(funnel, whole)
    whole.press(Key.Key_Delete)
    choice = funnel.removal.choices[stage]
    offered = [choice.itemData(at) for at in range(choice.count())]
    assert offered[0] is None
    assert {key for kind, key in offered[1:]} == set(before.agreement.stages) - {stage[1]}
    choice.setCurrentIndex(1)
    other = ("stage", offered[1][1])
    with whole.qtbot.waitSignal(whole.session.changed):
        funnel.removal.point_button.click()
    whole.settle()
    after = whole.session.draft.agreement
    assert stage not in after.clauses
    assert not references_to(after, [stage])
    was = {each.source for each in references_to(before.agreement, [stage])} - {other}
    assert was <= {each.source for each in references_to(after, [other])}
    assert "name another now" in told[-1].text or "names another now" in told[-1].text
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.undo()
    whole.settle()
    assert whole.session.draft.agreement == before.agreement
    assert whole.session.draft.consents.given == before.consents.given


def test_what_is_named_can_be_removed_all_the_same(whole: WholeWindow, funnel: ClausePage) -> None:
    stage = named_stage(funnel, whole)
    whole.press(Key.Key_Delete)
    with whole.qtbot.waitSignal(whole.session.changed):
        funnel.removal.remove_button.click()
    whole.settle()
    agreement = whole.session.draft.agreement
    assert stage not in agreement.clauses
    assert references_to(agreement, [stage])


def test_many_are_listed_together(whole: WholeWindow, funnel: ClausePage) -> None:
    named_stage(funnel, whole)
    funnel.kind_choice.setCurrentIndex(funnel.kind_choice.findData("stage"))
    whole.settle()
    funnel.card.select_row(0)
    funnel.card.select_rows([1])
    agreement = whole.session.draft.agreement
    gone = list(agreement.stages)[:2]
    whole.press(Key.Key_Delete)
    found = references_to(agreement, [("stage", key) for key in gone])
    if not found:
        assert not set(gone) & set(whole.session.draft.agreement.stages)
        return
    assert set(funnel.removal.choices) == {each.target for each in found}
    for choice in funnel.removal.choices.values():
        assert not {("stage", key) for key in gone} & {
            choice.itemData(at) for at in range(choice.count())
        }


def test_what_the_other_party_agreed_to_is_said_to_become_a_proposal(
    whole: WholeWindow, funnel: ClausePage
) -> None:
    stage = named_stage(funnel, whole)
    whole.session.set_seat("sales")
    funnel.card.table.setFocus()
    agreement = whole.session.draft.agreement
    whole.press(Key.Key_Delete)
    agreed = [
        each
        for each in {one.source for one in references_to(agreement, [stage])}
        if "marketing" in whole.session.draft.consents.of(each)
    ]
    assert ("is proposed" in funnel.removal.note.text()) == bool(agreed)
    funnel.removal.choices[stage].setCurrentIndex(1)
    with whole.qtbot.waitSignal(whole.session.changed):
        funnel.removal.point_button.click()
    whole.settle()
    waiting = whole.session.news.discussion.open_for(whole.session.draft.id)
    assert set(agreed) <= set(waiting)
    for each in agreed:
        assert whole.session.draft.agreement.clauses[each] == agreement.clauses[each]


def test_who_comes_to_name_it_meanwhile_is_listed_too(
    whole: WholeWindow, funnel: ClausePage
) -> None:
    stage = named_stage(funnel, whole)
    whole.press(Key.Key_Delete)
    before = words(funnel)
    funnel.clause_actions.write(
        "reason", {"name": "Sent too early", "clause": f"stage.{stage[1]}"}, lambda _made: None
    )
    whole.settle()
    assert funnel.removal.isVisible()
    assert before != words(funnel)
    assert "Sent too early" in words(funnel)
