"""The matrix of scoring and the list of rules: in their frame, legible, read as their tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.charts.consent_marks import Mark
from alignment_desktop.charts.geometry import Text
from alignment_desktop.charts.rule_list import RuleHeads, RuleLine, rule_list
from alignment_desktop.charts.score_matrix import MatrixMark
from alignment_desktop.documents.score_cells import (
    cell_key,
    cell_of,
    drawn_matrix,
    edge_key,
    edge_of,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.score_matrix import Tally, score_matrix
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.words.language import language
from tests.unit.charts.chart_checks import assert_within_frame, assert_words_apart

ENGLISH = language("en")
SAMPLE = Agreement("sample", dict(read_text(sample_agreement_text()).clauses))
MATRIX = score_matrix(SAMPLE.grades.values(), SAMPLE.thresholds.values())
WIDTHS = st.floats(420, 1400)
TALLIES = st.builds(Tally, st.integers(0, 10**6), st.just(0)) | st.builds(
    Tally, st.integers(10, 3000), st.integers(0, 10)
)
GRIDS = st.lists(
    st.lists(TALLIES, min_size=len(MATRIX.bands), max_size=len(MATRIX.bands)),
    min_size=len(MATRIX.rows),
    max_size=len(MATRIX.rows),
)
HEADS = RuleHeads("Rules", "Each", "At most", "Fades", "Fired on", "Won", "all 2%", "Consent")


@settings(max_examples=25)
@given(WIDTHS, st.none() | GRIDS)
def test_a_matrix_is_legible_at_any_width(width: float, grid: list[list[Tally]] | None) -> None:
    drawing = drawn_matrix(SAMPLE, ENGLISH, width, grid, MatrixMark())
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    assert {grip.key for grip in drawing.grips} == {
        "grade.a", "grade.b", "grade.c", edge_key(65), edge_key(85),
    }  # fmt: skip


def test_a_matrix_reads_as_its_table_and_its_cells_say_all_of_it() -> None:
    tallies = [[Tally(100 * row, row * band) for band in range(3)] for row in range(5)]
    drawing = drawn_matrix(SAMPLE, ENGLISH, 800, tallies)
    assert drawing.table[0] == ("Grade", "Score under 65", "65 – 84", "85 and more", "All")
    assert drawing.table[2][:2] == ("B (50 – 79)", "Call today 100 leads 0.0%")
    assert drawing.table[-1][2] == "1,000 leads · 1.0% won"
    (cell,) = (each for each in drawing.regions if each.key == cell_key(1, 2))
    assert cell.text == "Grade B, score 85 and more: Call now; 100 leads · 2.0% won"
    assert "None" in {row[0] for row in drawing.table}, "leads without a grade have a row"
    assert len(drawn_matrix(SAMPLE, ENGLISH, 800).table) == 5
    assert (cell_of("cell.1.2"), cell_of("edge.65"), edge_of("grade.a")) == ((1, 2), None, None)
    assert edge_of(edge_key(64.5)) == 64.5


def test_a_lead_and_a_bound_that_are_pointed_out_are_named_on_the_matrix() -> None:
    marks = (
        MatrixMark(cell=cell_key(0, 1), name="Anna Weiss"),
        MatrixMark(bound="grade.b", tried="50 → 54"),
        MatrixMark(bound=edge_key(65), tried="65 → 70"),
    )
    for mark in marks:
        drawing = drawn_matrix(SAMPLE, ENGLISH, 800, None, mark)
        texts = {shape.text for shape in drawing.shapes if isinstance(shape, Text)}
        assert (mark.name or mark.tried) in texts
        assert_within_frame(drawing)


def test_what_is_proposed_stands_in_the_cells_that_it_would_change() -> None:
    grade = replace(SAMPLE.grades["b"], from_=55)
    threshold = replace(SAMPLE.thresholds["grade-c-warm"], grades=("C",))
    clauses = dict(SAMPLE.clauses)
    clauses["grade", "b"], clauses["threshold", threshold.key] = grade, threshold
    proposed = replace(SAMPLE, clauses=clauses)
    drawing = drawn_matrix(SAMPLE, ENGLISH, 800, None, MatrixMark(), proposed)
    assert drawing.table[2][0] == "B (50 – 79 → 55 – 79)"
    assert drawing.table[4] == (
        "D (under 30)", "Nurture", "Write → No action", "Write → No action",
    )  # fmt: skip
    (cell,) = (each for each in drawing.regions if each.key == cell_key(3, 1))
    assert cell.text == "Grade D, score 65 – 84: Write; proposed: No action"
    assert_within_frame(drawing)
    assert_words_apart(drawing)


def test_without_thresholds_or_grades_what_there_is_is_drawn() -> None:
    bare = Agreement("bare", {key: c for key, c in SAMPLE.clauses.items() if key[0] == "grade"})
    assert drawn_matrix(bare, ENGLISH, 600).table[1] == ("A (80 and more)", "No action")
    assert drawn_matrix(Agreement("none", {}), ENGLISH, 600).table[1][0] == "None"


@settings(max_examples=25)
@given(WIDTHS, st.integers(0, 80), st.none() | st.floats(0, 1))
def test_rules_are_legible_at_any_width(width: float, count: int, mark: float | None) -> None:
    line = RuleLine("rule.a", "W" * 90, "+30", "40", "15% in 14 days", Mark("Agreed", True, True))
    if mark is not None:
        line = replace(line, fired="1,034", share="5.4%", part=mark, below=mark < 0.5)
    lines = [replace(line, key=f"rule.{at}") for at in range(count)]
    drawing = rule_list([("Fit", lines)], width, HEADS, mark)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    assert len(drawing.regions) == count


def test_a_rule_says_what_is_proposed_and_what_is_wrong_with_it() -> None:
    line = RuleLine("rule.a", "Pricing page", "+15", "45", "–", Mark("Sales proposes a change"))
    odd = replace(line, proposed="+20", note="No imported file has “Visits”")
    drawing = rule_list([("Engagement", [odd])], 800, HEADS, 0.5)
    assert drawing.table[1] == (
        "Pricing page", "+20", "45", "–", "", "",
        "Sales proposes a change", "No imported file has “Visits”",
    )  # fmt: skip
    texts = {shape.text for shape in drawing.shapes if isinstance(shape, Text)}
    assert {"+20", "+15 →", "No imported file has “Visits”"} <= texts
    assert drawing.regions[0].text.startswith("Pricing page. Each: +20; At most: 45")
