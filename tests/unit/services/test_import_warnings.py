"""Figures that do not fit the targets of their commitments are told by their import."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.importing.cells import frame_of
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.mapping import Mapping
from alignment_desktop.importing.recognise import recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
from alignment_desktop.services.import_warnings import figure_warnings, later_than_import
from tests.agreements import agreement_of

AGREEMENT = agreement_of(
    read_text(
        """
[agreement]
label = "Autumn"
period = { start = 2026-10-01, end = 2026-12-31 }

[[commitment]]
key = "win-rate"
measure = "figure"
figure = "Win rate"
target = ">= 20 %"

[[commitment]]
key = "pipeline"
measure = "figure"
figure = "Pipeline"
target = ">= 2000000 EUR"

[[commitment]]
key = "demos"
measure = "figure"
figure = "Demos"
target = ">= 40"
"""
    )
)


@pytest.mark.parametrize(
    ("figure", "value", "unit", "code"),
    [
        ("Win rate", "55", "", "figure-above-whole"),
        ("win rate ", "55", "%", None),
        ("Win rate", "0.55", "", None),
        ("Win rate", "5", "EUR", "figure-of-other-unit"),
        ("Pipeline", "5", "USD", "figure-of-other-unit"),
        ("Pipeline", "5", "eur", None),
        ("Pipeline", "5", "Percent", "figure-of-other-unit"),
        ("Demos", "50", "n", None),
        ("Demos", "", "n", None),
        ("Visits", "55", "%", None),
    ],
)
def test_a_figure_that_does_not_fit_its_target_is_told(
    figure: str, value: str, unit: str, code: str | None
) -> None:
    head = ["KPI", "Month", "Value", "Unit"]
    rows = [head, [figure, "2026-10", value, unit], ["Other", "2026-10", "1", ""]]
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    workbook = RawWorkbook("f", "/f", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    found = recognise(workbook, ImportContext())
    checked = check(found.sheet, found.mapping, ImportContext(currency="EUR"))
    told = [(each.code, each.row) for each in figure_warnings("", checked, AGREEMENT)]
    assert told == ([(code, 2)] if code else [])


def test_figures_without_a_column_of_units_are_told_too() -> None:
    rows = [["KPI", "Month", "Value"], ["Win rate", "2026-10", "55"]]
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    workbook = RawWorkbook("f", "/f", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    found = recognise(workbook, ImportContext())
    checked = check(found.sheet, found.mapping, ImportContext())
    assert [each.code for each in figure_warnings("", checked, AGREEMENT)] == ["figure-above-whole"]


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), True),
        (datetime(2026, 11, 27, 23, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 27, 23, 31, tzinfo=UTC), True),
        (None, False),
    ],
)
def test_data_said_to_speak_of_what_lies_after_their_import_are_told(
    said: date | None, is_told: bool
) -> None:
    at = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)  # the 28th in Berlin
    mapping = Mapping(data_as_of=said, header_row=4)
    found = later_than_import("R", mapping, "Europe/Berlin", at)
    assert [(each.code, each.row) for each in found] == [("data-as-of-later", 4)] * is_told
    assert not later_than_import("R", mapping, "Europe/Berlin", None)
