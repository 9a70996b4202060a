"""Trouble as the window says it: clauses by name, fields as forms call them, no codes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.words import clause_words
from alignment_desktop.gui.trouble_words import (
    finding_words,
    remedy_words,
    trouble_text,
)

TEXT = """
[agreement]
label = "FY27 Q1"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
abbreviation = "MQL"
kind = "sla"
next = ["sal"]

[[stage]]
key = "sql"

[[stage]]
key = "sqo"
where = [{ field = "grade", op = "is", value = "A" }]

[[example]]
key = "student"
clause = "stage.sqo"
verdict = "in"
fields = { grade = "D" }

[[example]]
key = "seller"
clause = "stage.sql"
verdict = "in"

[[campaign]]
key = "fair"
name = "Trade fair"
start = 2026-03-02
end = 2026-02-01

[[commitment]]
key = "first-touch"
name = "First touch"
party = "sales"
measure = "within"
from = "entered.mql"
to = "first_touch_at"
limit = "4 business hours"
field = "return_reason"
where = [{ field = "return_reason", op = "in", value = [] }]
target = ">= 95%"
every = "month"
targets = { "2026-09" = ">= 90%" }

[[commitment]]
key = "volume"
name = "Qualified leads"
party = "sales"
measure = "count"
from = "entered.mql"
target = ">= 400"
every = "month"
"""
CODE = re.compile(
    r"[a-z]+(?:_[a-z]+)+|\b(?:entered|commitment|stage|campaign|example)\.\w|\w+-\w+-\w+"
)


@pytest.fixture
def agreement() -> Agreement:
    return Agreement("FY27 Q1", dict(read_text(TEXT).clauses))


def test_findings_name_no_codes(qapp: QApplication, agreement: Agreement) -> None:
    found = check(agreement, ())
    assert len(found) > 6
    for finding in found:
        for text in (finding_words(finding, agreement), remedy_words(finding, agreement)):
            assert not CODE.search(text), text
            assert '"' not in text


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem("field-not-imported", commitment="first-touch", field="entered.mql"),
            "“First touch” needs “Entry to MQL”, which no imported file has; import a file that "
            "has it, or say in an import which column it is.",
        ),
        (
            Problem("part-not-imported", commitment="volume", field="entered.mql"),
            "“Qualified leads” divides its time at “Entry to MQL”, which no imported file has; the "
            "next part takes that time.",
        ),
        (
            Problem("undo-overtaken", what="campaign.fair"),
            "“Trade fair” was changed again since, so this cannot be undone on its own; look at it "
            "as it is now.",
        ),
        (
            Problem("clause-gone", clause="stage.sal"),
            "Stage “sal” is no longer in the agreement; look at the agreement again, as somebody "
            "may have removed it.",
        ),
        (
            Problem("from-after-to", first="2026-10-02", last="2026-10-01"),
            "The first day, 2 Oct 2026, lies after the last, 1 Oct 2026. Swap them.",
        ),
    ],
)
def test_trouble_names_clauses_and_fields_as_people_do(
    problem: Problem, said: str, qapp: QApplication, agreement: Agreement
) -> None:
    assert trouble_text(problem, agreement) == said


def test_a_clause_is_called_by_its_name(qapp: QApplication, agreement: Agreement) -> None:
    assert clause_words("commitment.volume", agreement) == "“Qualified leads”"
    assert clause_words("commitment.gone", agreement) == "commitment “gone”"
    assert clause_words("attribution", agreement) == "the attribution"
    assert clause_words("import 3", agreement) == "import 3"
