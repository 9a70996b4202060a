"""Words of a file that belong together fold, and their suggestions are taken at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from alignment_desktop.gui.importing.step_pages import VALUES
from alignment_desktop.gui.importing.word_groups import HeadRow, MoreRow
from alignment_desktop.gui.importing.word_rows import WordsModel
from alignment_desktop.gui.session import Session
from tests.gui.import_desk import Desk, Opened

STAGES = """Lead ID,Stage,Outcome
X-1,MQL,won
X-2,Marketing Qualified Leads,lost
X-3,Accepted Lead (sales),won
X-4,Zzz,won
X-5,SQL,won
"""


@pytest.fixture(name="words_desk")
def words_desk_fixture(opened: Opened, sample_session: Session) -> Desk:
    """At the words of a file: a group with two suggestions, and one in which all is known."""
    desk = opened(sample_session)
    path = Path(sample_session.address).with_name("stages.csv")
    path.write_text(STAGES, encoding="utf-8")
    desk.drop(path)
    desk.go_to(VALUES)
    return desk


def test_groups_of_known_words_fold_and_what_is_to_be_settled_comes_first(
    words_desk: Desk,
) -> None:
    step = words_desk.assistant.pages.values
    heads = {row.column: row for row in step.model.rows if isinstance(row, HeadRow)}
    assert (heads["Stage"].folded, heads["Stage"].check.text) == (False, "3 to check")
    assert (heads["Outcome"].folded, heads["Outcome"].check.text) == (True, "all known")
    assert heads["Outcome"].facts == "won 4 · lost 1"
    words = [row.word for row in step.model.words]
    assert words == ["Accepted Lead (sales)", "Marketing Qualified Leads", "Zzz", "MQL", "SQL"]
    table = step.table.table
    assert table.columnSpan(0, 0) == len(WordsModel.Column)
    # Enter on the head of a group folds it; nothing is opened there to choose from.
    step.table.select_row(0)
    words_desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert step.model.words == []
    assert step.table.current_key() == heads["Stage"].key
    spoken = step.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("folded")
    outcome = step.model.index(1, 0)
    words_desk.qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(outcome).center()
    )
    assert [row.word for row in step.model.words] == ["won", "lost"]


def test_all_suggestions_are_taken_at_once_and_taken_back_at_once(words_desk: Desk) -> None:
    desk, step = words_desk, words_desk.assistant.pages.values
    found = {row.word: row for row in step.model.words}
    assert found["Marketing Qualified Leads"].check.text == "suggested"
    assert found["Marketing Qualified Leads"].reason.startswith("MQL, 9")
    assert found["Zzz"].suggested is None
    # Until it is taken, nothing is read by a suggestion.
    assert found["Marketing Qualified Leads"].becomes == "Marketing Qualified Leads"
    assert step.take_button.text() == "Take all 2 suggestions"
    (offer,) = [each for each in desk.page.offers() if each.text == step.take_button.text()]
    assert offer.keys == "Ctrl+Shift+T"
    desk.qtbot.mouseClick(step.take_button, Qt.MouseButton.LeftButton)
    desk.until_looked()
    found = {row.word: row for row in step.model.words}
    assert found["Marketing Qualified Leads"].becomes == "MQL"
    assert found["Accepted Lead (sales)"].check.text == "chosen by you"
    assert step.take_button.isHidden()
    assert step.offers() == ()
    # They stay where they were, also among those that were to be settled alone.
    desk.qtbot.mouseClick(step.asked_button, Qt.MouseButton.LeftButton)
    assert step.asked_button.text() == "To check 3"
    assert [row.word for row in step.model.words] == list(found)[:3]
    assert desk.page.undo_typing()
    desk.until_looked()
    assert step.take_button.text() == "Take all 2 suggestions"
    offered = step._choices(step.model.words[0].key)
    assert offered[0][1].endswith("(suggested)")
    desk.qtbot.mouseClick(step.all_button, Qt.MouseButton.LeftButton)
    assert len(step.model.words) == 5


def test_of_many_known_words_some_are_in_sight_until_more_are_asked_for(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    words = ["won", "closed won", "gewonnen", "lost", "closed lost", "dead", "open", "new", "demo"]
    rows = "".join(f"D{at},{word}\n" for at, word in enumerate([*words, "hm"]))
    path.write_text(f"Deal ID,Deal Stage\n{rows}", encoding="utf-8")
    desk.drop(path)
    desk.go_to(VALUES)
    step = desk.assistant.pages.values
    assert step.model.words[0].word == "hm"
    assert {row.becomes for row in step.model.words} == {"Choose …", "Won", "Lost", "Still open"}
    assert len(step.model.words) == 6
    (more,) = [row for row in step.model.rows if isinstance(row, MoreRow)]
    assert (more.text, more.facts) == ("Show 4 more words", "4 rows")
    step.table.opened.emit(more.key)
    assert len(step.model.words) == 10
