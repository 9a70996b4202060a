from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alignment_desktop.documents.pages import Furniture, build
from alignment_desktop.documents.typography import (
    FIGURES,
    REGULAR,
    markup,
    paragraph,
    shortened,
    styles,
    width_of,
)
from tests.unit.documents.pdf_reading import page_texts


def test_marks_that_nobody_sees_leave_no_trace() -> None:
    assert markup("a\u2060b\ufeffc\u00ad") == "abc"


def test_signs_that_turn_text_around_unseen_are_left_out() -> None:
    assert markup("pay \u202e001\u202c now") == "pay 001 now"


def test_letters_with_marks_apart_are_composed() -> None:
    assert markup("Cafe\u0301") == "Café"


def test_what_users_write_is_never_taken_for_markup() -> None:
    assert markup("<b>5 < 6 & 7</b>") == "&lt;b&gt;5 &lt; 6 &amp; 7&lt;/b&gt;"


def test_a_time_stays_with_its_zone() -> None:
    assert markup("at 09:00 CET or later") == "at 09:00\xa0CET or later"


def test_line_breaks_stay() -> None:
    assert markup("one\ntwo") == "one<br/>two"


def test_digits_of_figures_are_all_of_one_width() -> None:
    assert len({round(width_of(digit, FIGURES, 10), 4) for digit in "0123456789"}) == 1


def test_a_text_that_is_too_wide_ends_in_an_ellipsis_and_fits() -> None:
    short = shortened("a very long name of a stage", REGULAR, 10, 50)
    assert short.endswith("…")
    assert width_of(short, REGULAR, 10) <= 50


@pytest.mark.parametrize("room", [0, 9, 50, 113, 400])
def test_of_a_text_that_is_too_wide_as_much_is_shown_as_fits(room: float) -> None:
    text = "AVAVA fi Größe 日本語 " * 20
    kept = shortened(text, REGULAR, 10, room).removesuffix("…")
    assert text.startswith(kept)
    more = next(end for end in range(len(kept) + 1, len(text)) if text[:end].rstrip() != kept)
    assert width_of(text[:more] + "…", REGULAR, 10) > room


def test_no_style_shapes_its_text() -> None:
    assert {style.shaping for style in styles().values()} == {0}


def test_a_figure_stays_with_its_unit_and_is_found_as_it_was_written() -> None:
    assert markup("≥ 95% · due 5 Oct 2026, 1 h 52 m") == (
        "≥\u00a095%\u00a0· due 5\u00a0Oct\u00a02026, 1\u00a0h 52\u00a0m"
    )
    furniture = Furniture("T", "", "", "", "", "", "", datetime(2026, 1, 1, tzinfo=UTC))
    pdf = build(furniture, lambda _: [paragraph("≥ 95% kept", "body")])
    assert "≥ 95% kept" in page_texts(pdf)[0]
