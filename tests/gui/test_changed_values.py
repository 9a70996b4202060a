"""What one field said and says, as the window shows and reads it."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.differences import clause_change, differences
from alignment_desktop.gui.inspector.agree_review import AgreeReview
from alignment_desktop.gui.inspector.changed_fields import ChangedFields
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
from alignment_desktop.gui.widgets.changed_value import ChangedValue
from alignment_desktop.services.changes_to_agree import Unread


def shown(value: QLabel) -> list[tuple[str, bool, bool]]:
    """What a reader sees: each piece with whether it is struck out and whether it is marked new."""
    document = QTextDocument()
    document.setHtml(value.text())
    pieces = []
    found = document.begin().begin()
    while not found.atEnd():
        form = found.fragment().charFormat()
        pieces.append((found.fragment().text(), form.fontStrikeOut(), form.fontUnderline()))
        found += 1
    return pieces


def changed(qtbot: QtBot, switch: ThemeSwitch, old: str, new: str) -> ChangedValue:
    value = ChangedValue(switch)
    qtbot.addWidget(value)
    value.show_change(old, new)
    return value


def test_a_short_value_is_struck_out_whole_with_the_new_one_beside_it(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    value = changed(qtbot, switch, "≥ 95%", "≥ 90%")
    assert shown(value) == [("≥ 95%", True, False), (" → ", False, False), ("≥ 90%", False, False)]
    assert value.accessibleName() == "was ≥ 95%, now ≥ 90%"


def test_in_a_long_text_the_words_are_marked(qtbot: QtBot, switch: ThemeSwitch) -> None:
    old = "A reason for every returned lead, within a day."
    new = "A reason for nearly every returned lead, within a week."
    pieces = shown(changed(qtbot, switch, old, new))
    assert [text for text, struck, _ in pieces if struck] == ["day"]
    assert [text for text, _, fresh in pieces if fresh] == ["nearly ", "week"]
    read = "".join(text for text, struck, _ in pieces if not struck)
    assert read.replace("\N{THIN SPACE}", "") == new


def test_what_users_wrote_is_never_read_as_markup(qtbot: QtBot, switch: ThemeSwitch) -> None:
    value = changed(qtbot, switch, "<b>bold</b> & <img src=x>", "a < b")
    assert [text for text, _, _ in shown(value)] == ["<b>bold</b> & <img src=x>", " → ", "a < b"]


def test_a_value_that_was_not_there_is_only_new(qtbot: QtBot, switch: ThemeSwitch) -> None:
    assert changed(qtbot, switch, "", "Ann").accessibleName() == "new: Ann"
    gone = changed(qtbot, switch, "Ann", "")
    assert shown(gone) == [("Ann", True, False)]
    assert gone.accessibleName() == "was Ann, now nothing"


def test_the_colours_follow_the_palette(qtbot: QtBot, switch: ThemeSwitch) -> None:
    value = changed(qtbot, switch, "≥ 95%", "≥ 90%")
    switch.choose(ThemeSetting.DARK)
    assert switch.theme.palette.muted in value.text()


def test_the_fields_of_a_clause_stand_with_their_names_and_what_they_name(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    segments = {
        ("segment", key): read_clause("segment", {"key": key, "name": name})
        for key, name in (("east", "East & Asia"), ("west", "West"))
    }
    agreement = Agreement("Q1", segments)
    base = {"key": "one", "measure": "count", "from": "created_at", "every": "month"}
    old, new = (
        read_clause("commitment", {**base, **fields})
        for fields in (
            {"target": ">= 100", "segment": "east"},
            {"target": ">= 100", "segment": "west", "targets": {"2026-12": ">= 80"}},
        )
    )
    fields = ChangedFields(switch)
    qtbot.addWidget(fields)
    fields.show_changes("commitment.c", differences(old, new), agreement, agreement)
    values = fields.findChildren(ChangedValue)
    assert sorted(value.accessibleName() for value in values) == [
        "Other targets in single periods, December 2026: new: ≥ 80",
        "Segment: was East & Asia, now West",
    ]
    fields.show_changes("commitment.c", (), agreement, agreement)
    assert not any(value.isVisibleTo(fields) for value in values)


def test_nobody_agrees_to_many_clauses_before_all_that_changed_is_listed(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    terms = {
        ("term", f"t{at}"): read_clause("term", {"key": f"t{at}", "name": f"Term {at}"})
        for at in range(20)
    }
    unread = [Unread(clause_change(f"term.{key}", None, terms[_, key]), None) for _, key in terms]
    review = AgreeReview(switch)
    qtbot.addWidget(review)
    pieces = review.show_changes(unread, Agreement("Q1", terms), "sales", 25)
    next(pieces)
    assert review.isVisible()
    assert not review.agree_button.isEnabled()
    for _ in pieces:
        pass
    assert review.agree_button.isEnabled()
    said = " ".join(each.text() for each in review.findChildren(QLabel))
    assert all(f"Term {at}" in said for at in range(10, 20))
