"""Words of outcome and decision: known in many spellings, and never guessed."""

from __future__ import annotations

import pytest

from alignment_desktop.importing.cells import frame_of
from alignment_desktop.importing.column_cells import ColumnCells, clean
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.text_values import known_words, outcome_of, read_texts

CONTEXT = ImportContext(
    stages={"sql": ("Sales Qualified Lead", "SQL"), "customer": ("Kunde", ""), "lost": ("Weg", "")}
)


def column(*cells: str) -> ColumnCells:
    frame = frame_of((row, [cell]) for row, cell in enumerate(cells, start=2))
    return clean("Word", frame["text.0"], frame["kind.0"], None)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Closed-Won", "won"),
        ("6 - Closed Won", "won"),
        ("Stage 6: Won (100%)", "won"),
        ("✅ Won!", "won"),
        ("Closed Lost - Price", "lost"),
        ("Closed Lost: no budget, dead end", "lost"),
        ("Price – lost", "lost"),
        ("Proposal - Lost", "lost"),
        ("Dead", "lost"),
        ("Proposal", ""),
        ("03. Proposal (50%)", ""),
        ("Proposal/Price Quote", ""),
        ("Negotiation / Review", ""),
    ],
)
def test_an_outcome_is_known_beside_its_number_share_and_reason(text: str, outcome: str) -> None:
    assert outcome_of(text, CONTEXT) == outcome


@pytest.mark.parametrize(
    "text",
    ["Signed", "Won/Lost", "Win-back", "Closed", "50 %", "Qualified / not interested",
     "Lost - then won by us", "Negotiation: won over their CTO", "Lost" + " " * 97 + "- price"],
)  # fmt: skip
def test_a_word_that_may_mean_another_end_is_unknown(text: str) -> None:
    assert outcome_of(text, CONTEXT) is None


def test_a_deal_in_a_stage_that_was_agreed_on_is_open_unless_that_is_the_end() -> None:
    found = [outcome_of(text, CONTEXT) for text in ("sql", "Sales qualified lead", "Kunde", "Weg")]
    assert found == ["", "", "won", "lost"]


def test_an_unknown_word_is_a_problem_and_an_open_deal_is_blank() -> None:
    found = read_texts(column("won", "Signed", "Proposal", "SQL"), "outcome", CONTEXT)
    assert found.rows() == [
        ("won", None),
        (None, "unknown-value"),
        (None, None),
        (None, None),
    ]


def test_a_decision_is_known_beside_its_reason_and_never_open() -> None:
    words = ("Rejected - no budget", "Accepted by Sales", "Accepted, then returned", "open", "sql")
    found = read_texts(column(*words), "decision", CONTEXT)
    assert found["value"].to_list() == ["returned", "accepted", None, None, None]
    assert found["code"].to_list() == [None, None, *["unknown-value"] * 3]


def test_the_words_of_a_field_are_known_with_what_they_mean() -> None:
    outcomes = known_words("outcome")
    assert (outcomes["closed won"], outcomes["verloren"], outcomes["demo"]) == ("won", "lost", "")
    assert set(known_words("decision").values()) == {"accepted", "returned"}
