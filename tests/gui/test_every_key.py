"""Every plain key, pressed at every place of every page: nothing changes by accident."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.window.tab_order import can_take_keyboard, tab_stops
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.reviewing import AddReviewRecord
from tests.actors import by
from tests.gui.whole_window import CTRL, WholeWindow, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]
Key = Qt.Key
PAGES = (
    "overview", "plan", "glossary", "funnel", "scoring", "commitments", "cadence", "results",
    "scoreboard", "metrics", "reviews", "agreement",
)  # fmt: skip
SHARES = (PAGES[0::3], PAGES[1::3], PAGES[2::3])
"""What one window is gone through for: to make one for each page would take as long as the keys."""
State = tuple[Mapping[ClauseId, Clause], Mapping[ClauseId, frozenset[str]]]


@pytest.fixture
def undecided(whole: WholeWindow, monkeypatch: pytest.MonkeyPatch) -> WholeWindow:
    """Nobody agrees to anything, so that each yes that Sales gives by accident is seen.

    What is removed is then removed, and not proposed to be.
    """
    for party in ("sales", "marketing"):
        with whole.qtbot.waitSignal(whole.session.changed):
            whole.session.execute(TakeBackConsent(party, None), by=by(party))
    whole.settle()
    for dialog in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    return whole


def state(whole: WholeWindow) -> State:
    """All clauses, and who agrees to each."""
    draft = whole.session.draft
    return dict(draft.agreement.clauses), dict(draft.consents.given)


def changed(before: State, after: State) -> set[ClauseId]:
    """The clauses of which something is another now."""
    found: set[ClauseId] = set()
    for was, now in zip(before, after, strict=True):
        found |= {each for each in {*was, *now} if was.get(each) != now.get(each)}
    return found


def undo_all(whole: WholeWindow, before: State) -> None:
    """Takes back what a key did on purpose."""
    while state(whole) != before:
        with whole.qtbot.waitSignal(whole.session.changed):
            whole.session.undo()
        whole.settle()


class Place:
    """A place of a page that the keyboard can be at, found again however the page has changed."""

    def __init__(self, whole: WholeWindow, page: str, at: int) -> None:
        self._whole, self._page, self._at = whole, page, at

    def go(self) -> QWidget | None:
        """Shows the page and puts the keyboard there; None where the place is gone."""
        whole = self._whole
        whole.show(self._page)
        page = whole.page
        if isinstance(page, ClausePage):
            page.clauses.filter_line.clear()
            if not page.card.selected_rows() and page.model.rowCount():
                page.card.select_row(0)
            whole.settle()
        if self._at < 0:  # nowhere
            focused = whole.window.focusWidget()
            if focused is not None:
                focused.clearFocus()
            return whole.window
        stops = tab_stops(whole.window)
        if self._at >= len(stops):
            return None
        stops[self._at].setFocus(Qt.FocusReason.TabFocusReason)
        return stops[self._at]


def places(whole: WholeWindow, page: str) -> Iterator[Place]:
    """Nowhere, and all places; of the navigation, whose items are alike, only the page's own."""
    whole.show(page)
    items = whole.window.navigation.items
    others = {items[name] for name in items if name != page}
    yield Place(whole, page, -1)
    for at, stop in enumerate(tab_stops(whole.window)):
        if stop not in others:
            yield Place(whole, page, at)


def selection(whole: WholeWindow) -> set[ClauseId]:
    """What is selected in the table of the page in sight."""
    page = whole.page
    if not isinstance(page, ClausePage):
        return set()
    return {clause_id_of(name) for name in page.clauses.selected()}


def in_table(whole: WholeWindow) -> bool:
    page = whole.page
    return isinstance(page, ClausePage) and page.card.table.hasFocus()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize("pages", SHARES)
@pytest.mark.slow
def test_no_plain_key_changes_anything_by_accident(
    undecided: WholeWindow, pages: Sequence[str]
) -> None:
    whole = undecided
    before = state(whole)
    for place in chain.from_iterable(places(whole, page) for page in pages):
        control = place.go()
        if control is None:
            continue
        name = f"{whole.window.current_page}: {type(control).__name__} {control.accessibleName()}"
        whole.type(string.ascii_lowercase + string.digits)
        assert state(whole) == before, name
        for key in (Key.Key_F2, Key.Key_Escape, Key.Key_Escape, Key.Key_Escape):
            whole.press(key)
            assert state(whole) == before, (name, key)
        place.go()
        whole.press(Key.Key_Return)
        assert state(whole) == before, (name, "Enter")
        whole.press(Key.Key_Escape)
        assert state(whole) == before, (name, "Escape after Enter")


def on_page(whole: WholeWindow) -> list[QWidget]:
    """The places on the page in sight and in its inspector."""
    page, inspector = whole.page, whole.page.inspector()
    around = [page] if inspector is None else [page, inspector]
    return [
        stop for stop in tab_stops(whole.window) if any(each.isAncestorOf(stop) for each in around)
    ]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.slow
def test_plain_keys_change_nothing_where_documents_are_read_and_reviews_are_written(
    measured: WholeWindow,
) -> None:
    whole = measured
    for sort in ("action", "decision", "note"):
        record = AddReviewRecord("", sort, {"text": "Written by Marketing"})
        whole.session.execute(record, by=by("marketing", "cmo"))
    whole.settle()
    before = state(whole), dict(whole.session.news.reviews.records)
    leaving = (Key.Key_F2, Key.Key_Delete, Key.Key_Escape)
    for page, reads in (("agreement", False), ("reviews", False), ("reviews", True)):
        whole.show(page)
        shown = whole.page
        if reads:
            assert isinstance(shown, ReviewsPage)
            shown.open_preview()
            whole.settle()
        for stop in on_page(whole):
            if not can_take_keyboard(stop):
                continue
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            name = f"{page} {type(stop).__name__} {stop.accessibleName()}"
            for key in (Key.Key_A, Key.Key_D, Key.Key_M, Key.Key_0, *leaving):
                whole.qtbot.keyClick(whole.has_keyboard or whole.window, key)
            whole.settle()
            if reads and isinstance(shown, ReviewsPage):
                shown.open_preview()
            after = state(whole), dict(whole.session.news.reviews.records)
            assert after == before, name
    whole.page.setFocus()
    whole.settle()
    assert (state(whole), dict(whole.session.news.reviews.records)) == before


@pytest.mark.parametrize("pages", SHARES)
@pytest.mark.slow
def test_delete_and_ctrl_enter_act_on_the_selection_in_sight_alone(
    undecided: WholeWindow, pages: Sequence[str]
) -> None:
    whole = undecided
    before = state(whole)
    for place in chain.from_iterable(places(whole, page) for page in pages):
        if place.go() is None:
            continue
        whole.settle()
        table, selected, control = in_table(whole), selection(whole), whole.has_keyboard
        name = f"{type(control).__name__} {control.accessibleName() if control else ''}"
        whole.press(Key.Key_Delete)
        gone = {each for each in before[0] if each not in state(whole)[0]}
        # What others name goes once somebody has said what becomes of them.
        shown = whole.page
        asked = isinstance(shown, ClausePage) and shown.removal.isVisible()
        assert gone == (selected if table and not asked else set()), name
        # A part of the clause in sight, as a name in a list of its own, may be taken away.
        assert changed(before, state(whole)) <= selected, name
        whole.press(Key.Key_Escape)  # what Delete took out of the words of a field
        undo_all(whole, before)
        place.go()
        whole.settle()
        table, selected = in_table(whole), selection(whole)
        whole.press(Key.Key_Return, CTRL)
        after = state(whole)
        assert after[0] == before[0], name
        assert changed(before, after) == (selected if table else set()), name
        undo_all(whole, before)


@pytest.mark.parametrize("pages", SHARES)
@pytest.mark.slow
def test_what_is_left_of_another_page_hears_no_key(
    undecided: WholeWindow, pages: Sequence[str]
) -> None:
    whole = undecided
    before = state(whole)
    others = [page for page in pages if page != "commitments"]
    for page, remains in product(others, ("menu", "inspector", "table", "button")):
        whole.show("commitments")
        commitments = whole.clauses
        commitments.card.select_row(0)
        whole.settle()
        form = commitments.clause_inspector.form
        assert form is not None
        left: dict[str, QWidget] = {
            "menu": whole.window.navigation.menu_button,
            "inspector": form.editor("name"),
            "table": commitments.card,
            "button": commitments.add_button,
        }
        left[remains].setFocus(Qt.FocusReason.TabFocusReason)
        whole.look_into_menu()
        whole.show(page)
        for key in (Key.Key_Delete, Key.Key_D, Key.Key_Escape, Key.Key_F2, Key.Key_Escape):
            whole.press(key)
            touched = {kind for kind, _ in changed(before, state(whole))}
            assert touched <= set(KINDS_OF_PAGE.get(page, ())), (page, remains, key)
            if not in_table(whole):
                assert not touched, (page, remains, key)
            undo_all(whole, before)
        whole.press(Key.Key_Return, CTRL)
        touched = {kind for kind, _ in changed(before, state(whole))}
        assert touched <= set(KINDS_OF_PAGE.get(page, ())), (page, remains)
        undo_all(whole, before)
