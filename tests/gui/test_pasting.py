"""Rows are copied to a spreadsheet and pasted from one: looked at first, then taken as one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from alignment_desktop.domain.clauses import Term
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pasting.columns import heading_of
from alignment_desktop.gui.pasting.copied_rows import copied
from alignment_desktop.gui.pasting.pasted_rows import Pasted, read_pasted
from alignment_desktop.gui.pasting.tabbed_text import MOST_ROWS, read_tabbed, write_tabbed
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


@pytest.fixture
def notices(whole: WholeWindow) -> list[Notice]:
    told: list[Notice] = []
    whole.session.noticed.connect(told.append)
    return told


@pytest.fixture
def glossary(whole: WholeWindow) -> ClausePage:
    """The glossary with its terms, and the keyboard in the table."""
    return on_page(whole, "glossary", "term")


def on_page(whole: WholeWindow, name: str, kind: str) -> ClausePage:
    whole.show(name)
    page = whole.clauses
    if len(page.model.keys) and page.kind_choice.count() > 1:
        page.kind_choice.setCurrentIndex(page.kind_choice.findData(kind))
    whole.settle()
    page.card.table.setFocus()
    page.card.select_row(0)
    return page


def paste(whole: WholeWindow, page: ClausePage, text: str) -> Pasted:
    QGuiApplication.clipboard().setText(text)
    page.card.table.setFocus()
    whole.press(Key.Key_V, CTRL)
    assert page.paste_preview.pasted is not None
    return page.paste_preview.pasted


def take(whole: WholeWindow, page: ClausePage) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        page.paste_preview.take_button.click()
    whole.settle()


def words(page: ClausePage) -> str:
    shown = page.paste_preview.findChildren(QLabel)
    return "\n".join(each.text() for each in shown).replace("\N{ZERO WIDTH SPACE}", "")


def test_rows_with_headings_are_added_and_changed_by_one_step(
    whole: WholeWindow, glossary: ClausePage
) -> None:
    before = whole.session.draft
    whole.session.set_seat("facilitator")
    lead = before.agreement.clauses["term", "lead"]
    assert isinstance(lead, Term)
    text = (
        f'Name\tDefinition\tNotes\n{lead.name}\tSomebody.\tx\nChurn\t"Customers\nwho ""left"""\ty\n'
    )
    pasted = paste(whole, glossary, text)
    assert (pasted.columns, pasted.not_taken) == (("Name", "Definition"), ("Notes",))
    assert "1 to add" in words(glossary)
    assert "1 to change" in words(glossary)
    assert "Somebody." in words(glossary)
    assert "1 column is not taken: Notes." in words(glossary)
    assert whole.session.draft == before
    take(whole, glossary)
    terms = whole.session.draft.agreement.of_kind("term")
    assert terms["lead"] == Term(
        key="lead", name=lead.name, definition="Somebody.", synonyms=lead.synonyms
    )
    churn = terms["churn"]
    assert isinstance(churn, Term)
    assert churn.definition == 'Customers\nwho "left"'
    assert not glossary.paste_preview.isVisible()
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.undo()
    whole.settle()
    assert whole.session.draft.agreement == before.agreement


def test_rows_without_headings_go_by_their_places(whole: WholeWindow) -> None:
    page = on_page(whole, "commitments", "commitment")
    pasted = paste(whole, page, "Answer every call\tSales\t>= 90\nTwo\tNobody\t3\n")
    assert pasted.columns[:3] == ("Name", "Owner", "Target") or len(pasted.columns) == 3
    (added,) = pasted.of(lambda row: row.adds)
    assert added.table is not None
    assert (added.table["name"], added.table["party"]) == ("Answer every call", "sales")
    assert added.table["target"] == ">= 90"
    (wrong,) = pasted.of(lambda row: bool(row.trouble))
    assert "“Nobody” is not known here" in wrong.trouble[0]
    assert wrong.number == 2


def test_people_that_are_pasted_get_keys_after_their_names(whole: WholeWindow) -> None:
    page = on_page(whole, "cadence", "person")
    paste(whole, page, "Name\nRobin Quill\nTomasz Nowak\n")
    take(whole, page)
    people = whole.session.draft.agreement.of_kind("person")
    assert {"robin-quill", "tomasz-nowak"} <= people.keys()


@pytest.mark.parametrize("page", [name for name in KINDS_OF_PAGE if KINDS_OF_PAGE[name]])
def test_what_is_copied_and_pasted_back_changes_nothing(whole: WholeWindow, page: str) -> None:
    whole.show(page)
    shown = whole.clauses
    agreement = whole.session.draft.agreement
    ids = [clause_id_of(name) for name in shown.model.keys]
    tables = {kind: shown.clause_actions.first_table(kind) for kind in KINDS_OF_PAGE[page]}
    text = copied(ids, agreement)
    pasted = read_pasted(
        text, agreement, KINDS_OF_PAGE[page], KINDS_OF_PAGE[page][0], tables.__getitem__, 0
    )
    assert pasted.headed
    assert not pasted.not_taken
    assert len(pasted.rows) == len(ids)
    assert [(row.number, row.trouble) for row in pasted.rows if row.trouble] == []
    assert [row for row in pasted.rows if row.adds or row.edits] == []


def test_selected_rows_are_copied_by_their_key(
    whole: WholeWindow, glossary: ClausePage, notices: list[Notice]
) -> None:
    glossary.card.select_rows([1])
    whole.press(Key.Key_C, CTRL)
    rows = read_tabbed(QGuiApplication.clipboard().text()).rows
    assert [cells[0] for _, cells in rows] == [
        "Name",
        *(row.name for row in glossary.model.rows[:2]),
    ]
    assert "2 rows are copied" in notices[-1].text
    whole.press(Key.Key_V, CTRL)
    assert not glossary.paste_preview.take_button.isEnabled()
    assert "2 that change nothing" in words(glossary)


def test_what_cannot_be_taken_stays_with_its_sentence(
    whole: WholeWindow, notices: list[Notice]
) -> None:
    page = on_page(whole, "commitments", "commitment")
    rows = [["Commitment", "Owner", "Target"], ["First calls", "Sales", "as many as we can"]]
    paste(whole, page, write_tabbed([*rows, ["Second calls", "Sales", "80"]]))
    take(whole, page)
    assert "second-calls" in whole.session.draft.agreement.commitments
    assert "first-calls" not in whole.session.draft.agreement.commitments
    assert page.paste_preview.isVisible()
    assert "Row 2 · “First calls” · Target: “as many as we can” is not a target" in words(page)
    page.paste_preview.rest_button.click()
    assert read_tabbed(QGuiApplication.clipboard().text()).rows[1][1][0] == "First calls"
    page.paste_preview.setFocus()
    whole.qtbot.keyClick(page.paste_preview, Key.Key_Escape)
    assert not page.paste_preview.isVisible()


def test_a_name_is_one_line_whatever_it_is_written_in(
    whole: WholeWindow, glossary: ClausePage
) -> None:
    paste(whole, glossary, 'Name\tDefinition\n"Two\nlines\there 🚀"\tשלום עולם\n')
    take(whole, glossary)
    terms = whole.session.draft.agreement.of_kind("term").values()
    names = {getattr(term, "name", "") for term in terms}
    assert "Two lines here 🚀" in names
    assert "שלום עולם" in {getattr(term, "definition", "") for term in terms}


def test_too_many_columns_and_rows_are_told_in_a_sentence(
    whole: WholeWindow, glossary: ClausePage
) -> None:
    heads = ["Name", "Definition", *(f"Extra {at}" for at in range(298))]
    rows = [[f"Word {at}", "x" * 20, *["y"] * 298] for at in range(3)]
    paste(whole, glossary, write_tabbed([heads, *rows]))
    assert "298 columns are not taken: Extra 0" in words(glossary)
    many = write_tabbed([["Name"], *([f"Word {at}"] for at in range(10_000))])
    pasted = paste(whole, glossary, many)
    assert len(pasted.rows) == MOST_ROWS
    assert f"{10_000 - MOST_ROWS} rows more are not taken" in words(glossary).replace(",", "")


def test_a_long_definition_is_taken_whole(whole: WholeWindow, glossary: ClausePage) -> None:
    long = "word " * 20_000
    paste(whole, glossary, write_tabbed([["Name", "Definition"], ["Long one", long]]))
    take(whole, glossary)
    term = whole.session.draft.agreement.clauses["term", "long-one"]
    assert getattr(term, "definition", "") == long.strip()


def test_two_of_one_name_are_told_apart_by_key(whole: WholeWindow) -> None:
    page = on_page(whole, "cadence", "person")
    paste(whole, page, "Name\tOwner\tKey\nKim Lee\tSales\tkim-one\nKim Lee\tMarketing\tkim-two\n")
    take(whole, page)
    people = whole.session.draft.agreement.of_kind("person")
    assert {"kim-one", "kim-two"} <= set(people)
    pasted = paste(whole, page, "Name\tOwner\nKim Lee\tSales\nJo Ray\tSales\njo  ray\tSales\n")
    told = [row.trouble[0] for row in pasted.rows if row.trouble]
    assert told == [
        "Several are called “Kim Lee”; say which by a column Key: kim-one, kim-two.",
        "It means the same as row 3; give it another name, or leave one of them out.",
    ]


def test_a_period_that_ends_before_it_starts_is_told_beside_its_row(whole: WholeWindow) -> None:
    page = on_page(whole, "plan", "agreement")
    before = whole.session.draft
    heads = [heading_of(f"period.{end}", "agreement") for end in ("start", "end")]
    pasted = paste(whole, page, write_tabbed([heads, ["2026-12-24", "2026-10-01"]]))
    assert "lies before the first" in pasted.rows[0].trouble[0]
    assert not page.paste_preview.take_button.isEnabled()
    assert whole.session.draft == before


def test_people_are_named_by_name_or_key(whole: WholeWindow) -> None:
    page = on_page(whole, "plan", "objective")
    people = whole.session.draft.agreement.of_kind("person")
    key, person = next(iter(people.items()))
    name = str(getattr(person, "name", ""))
    rows = [["Name", "Responsible"], ["Grow", name.upper()], ["Shrink", key], ["Stay", "No One"]]
    pasted = paste(whole, page, write_tabbed(rows))
    owners = [row.table and row.table.get("owner") for row in pasted.rows]
    assert owners[:2] == [key, key]
    assert "No One" in pasted.rows[2].trouble[0]


def test_changes_of_what_the_other_party_agreed_to_are_proposed(
    whole: WholeWindow, glossary: ClausePage, notices: list[Notice]
) -> None:
    before = whole.session.draft.agreement.clauses["term", "lead"]
    assert "marketing" in whole.session.draft.consents.of(("term", "lead"))
    paste(whole, glossary, "Key\tDefinition\nlead\tAnybody.\n")
    take(whole, glossary)
    assert whole.session.draft.agreement.clauses["term", "lead"] == before
    assert "1 change is proposed" in notices[-1].text
    assert not glossary.paste_preview.isVisible()


def test_an_empty_clipboard_is_told(
    whole: WholeWindow, glossary: ClausePage, notices: list[Notice]
) -> None:
    QGuiApplication.clipboard().setText(" \n ")
    whole.press(Key.Key_V, CTRL)
    assert "holds no rows" in notices[-1].text


def test_rows_of_several_kinds_say_theirs(whole: WholeWindow) -> None:
    whole.show("glossary")
    page = whole.clauses
    page.card.table.setFocus()
    pasted = paste(whole, page, "Kind\tName\nReason\tToo small\nTerm\tUpsell\nWizard\tGandalf\n")
    assert [row.kind for row in pasted.rows] == ["reason", "term", ""]
    assert "“Wizard” is no kind of clause" in pasted.rows[2].trouble[0]
    pasted = paste(whole, page, "Name\nToo late\n")
    assert pasted.rows[0].kind == "term"
    page.paste_preview.kind_choice.setCurrentIndex(
        page.paste_preview.kind_choice.findData("reason")
    )
    page.paste_preview.kind_choice.confirmed.emit()
    whole.settle()
    assert page.paste_preview.pasted is not None
    assert page.paste_preview.pasted.rows[0].kind == "reason"
    assert page.paste_preview.pasted.rows[0].adds


def test_a_stray_mark_swallows_nothing() -> None:
    odd = read_tabbed('"unclosed\ty\nnext\tz\n')
    assert [cells for _, cells in odd.rows] == [('"unclosed', "y"), ("next", "z")]
