"""Who proposed hears at once what another window has declined."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.proposing import ProposeText
from alignment_desktop.services.workspace import Workspace
from tests.actors import by
from tests.gui.conftest import NOW
from tests.gui.whole_window import WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
TEXT = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Anybody."'


def test_a_decline_of_ones_own_proposal_is_told_with_its_reason(
    whole: WholeWindow, agreement_path: Path
) -> None:
    whole.session.execute(ProposeText(TEXT, "sales"))
    whole.settle()
    with (
        whole.qtbot.waitSignal(whole.session.changed),
        Workspace.open(str(agreement_path)) as theirs,
    ):
        decline = AnswerProposal(1, "decline", "marketing", "Too wide.")
        theirs.execute(decline, by=by("marketing"), at=NOW)
    whole.settle()
    notices = whole.window.notices
    assert notices.notice.text == "Marketing declined what you proposed for Lead: “Too wide.”"
    notices.action_button.click()
    whole.settle()
    assert whole.window.current_page == "glossary"
    assert whole.clauses.card.current_key() == "term.lead"
