"""While a limit or a target is typed, its effect on the last quarter's leads follows."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from alignment_desktop.gui.session import Session
from tests.gui.clause_desk import Select, form_of, line_of, select_fixture

__all__ = ["select_fixture"]


def test_what_is_typed_shows_its_effect_and_escape_puts_it_back(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, "commitment.grade-a-first-touch")
    effect, line = page.clause_inspector.live_effect, line_of(form_of(page).editor("limit"))
    assert not effect.isVisible()

    def typed(text: str) -> str:
        before = effect.tried.text()
        line.setText(text)
        line.textEdited.emit(text)
        qtbot.waitUntil(lambda: effect.isVisible() and effect.tried.text() != before)
        return effect.tried.text()

    shorter, longer = typed("1 business hour"), typed("40 business hours")
    assert effect.standing.text().startswith("Stands: ")
    assert shorter.startswith("As typed: ")
    assert longer.endswith(" kept")
    assert effect.difference.text().endswith("more as it is proposed")
    # What is only typed is in no log and no agreement.
    limit = sample_session.draft.agreement.commitments["grade-a-first-touch"].limit
    assert str(limit) not in ("1 business hour", "40 business hours")
    line.setText("soon")
    line.textEdited.emit("soon")
    assert not effect.isVisible()
    assert typed("2 business hours").startswith("As typed: ")
    form_of(page).revert("limit")
    qtbot.waitUntil(lambda: not effect.isVisible())
    page.select("commitment.win-rate")
    assert not effect.isVisible()
