from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest

from alignment_desktop.documents.pages import Furniture, build
from alignment_desktop.documents.typography import (
    FIGURES,
    REGULAR,
    markup,
    paragraph,
    printable,
    shortened,
    styles,
    width_of,
)
from alignment_desktop.domain.problems import Problem


def test_a_character_without_a_glyph_is_refused_and_named() -> None:
    with pytest.raises(Problem) as refused:
        markup("契約 of the quarter")
    assert refused.value.code == "characters-not-printable"
    assert "契 (U+5951)" in str(refused.value.facts["value"])


@pytest.mark.parametrize("text", ["Größe – ≥ 95% · 1 234 €", "Ελληνικά", "Договор", "“we” … ×"])
def test_western_greek_and_cyrillic_letters_are_shown_as_they_are(text: str) -> None:
    assert "".join(run for _, run in printable(text)) == text


def test_a_face_of_figures_hands_other_letters_to_its_twin() -> None:
    assert printable("12 Договор", FIGURES) == [(FIGURES, "12 "), (REGULAR, "Договор")]


def test_marks_that_nobody_sees_leave_no_trace() -> None:
    assert markup("a\u200bb\ufeffc\u00ad") == "abc"


def test_letters_with_marks_apart_are_composed() -> None:
    assert markup("Cafe\u0301") == "Café"


def test_what_users_write_is_never_taken_for_markup() -> None:
    assert markup("<b>5 < 6 & 7</b>") == "&lt;b&gt;5 &lt; 6 &amp; 7&lt;/b&gt;"


def test_line_breaks_stay() -> None:
    assert markup("one\ntwo") == "one<br/>two"


def test_digits_of_figures_are_all_of_one_width() -> None:
    assert len({round(width_of(digit, FIGURES, 10), 4) for digit in "0123456789"}) == 1


def test_a_text_that_is_too_wide_ends_in_an_ellipsis_and_fits() -> None:
    short = shortened("a very long name of a stage", REGULAR, 10, 50)
    assert short.endswith("…")
    assert width_of(short, REGULAR, 10) <= 50


def test_no_style_shapes_its_text() -> None:
    assert {style.shaping for style in styles().values()} == {0}


def test_a_figure_stays_with_its_unit_and_is_found_as_it_was_written() -> None:
    assert markup("≥ 95% · due 5 Oct 2026, 1 h 52 m") == (
        "≥\u00a095%\u00a0· due 5\u00a0Oct\u00a02026, 1\u00a0h 52\u00a0m"
    )
    furniture = Furniture("T", "", "", "", "", "", "", datetime(2026, 1, 1, tzinfo=UTC))
    pdf = build(furniture, lambda _: [paragraph("≥ 95% kept", "body")])
    document = pypdfium2.PdfDocument(pdf)
    reader = document[0].get_textpage()
    assert "≥ 95% kept" in reader.get_text_bounded()
    reader.close()
    document.close()
