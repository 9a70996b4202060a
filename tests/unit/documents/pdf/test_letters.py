"""Documents come out in the letters of everyone, and their words can be found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import Flowable

from alignment_desktop.documents.pages import Furniture, build
from alignment_desktop.documents.pdf.directions import levels
from alignment_desktop.documents.pdf.faces import Face
from alignment_desktop.documents.pdf.shaping import noting_lacking
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.problems import Problem
from tests.unit.documents.pdf_reading import character_maps, faces, page_texts, structure, unmarked

MADE = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = {
    "Chinese": "没有需求：客户没有预算（沒有需求，請稍後再聯絡）",
    "Japanese": "予算がないため、今期の契約は見送ります。「テスト」",
    "Korean": "예산이 없어서 이번 분기에는 계약하지 않습니다. 김민준",
    "Hindi": "इस तिमाही में बजट नहीं है; क्षेत्र कर्मचारी हिन्दी",
    "Bengali": "এই ত্রৈমাসিকে বাজেট নেই, কোনো প্রয়োজন নেই।",
    "Tamil": "இந்த காலாண்டில் பட்ஜெட் இல்லை. கொள்கை",
    "Telugu": "ఈ త్రైమాసికంలో బడ్జెట్ లేదు.",
    "Thai": "ไม่มีงบประมาณในไตรมาสนี้ น้ำ",
    "Vietnamese": "Không có nhu cầu trong quý này; Nguyễn Thị Phương",
    "Greek": "Ελληνικά: δεν υπάρχει. ἀρχὴ ἦν ὁ λόγος",
    "Russian": "Нет бюджета; договор «Ромашка».",
    "Georgian": "ბიუჯეტი არ არის",
    "Armenian": "Բյուջե չկա",
    "Amharic": "በጀት የለም",
    "Khmer": "គ្មានថវិកាសម្រាប់ត្រីមាសនេះ",
    "Burmese": "ဘတ်ဂျက်မရှိပါ",
    "Emoji": "Great 🚀 deal 👍🏽 👩‍💻 ✅ 📈!",
    "Hebrew": "אין תקציב לרבעון הזה",
    "Arabic": "لا توجد ميزانية لهذا الربع قبل التجديد السلام الأول",
}
MIXED = "Returned by محمد العربي because of Acme GmbH"


def document(story: Callable[[float], list[Flowable]], language: str = "en") -> bytes:
    furniture = Furniture("T", "", "", "", "", "", "", MADE, language=language)
    return build(furniture, lambda layout: story(layout.width))


def found_in(pdf: bytes) -> str:
    """What a reader finds, without the signs by which it marks directions."""
    text = unicodedata.normalize("NFC", " ".join(page_texts(pdf)))
    return "".join(each for each in text if each not in "\u200e\u200f\u202a\u202b\u202c\ufe0f")


@pytest.fixture(scope="module")
def everyone() -> bytes:
    def story(width: float) -> list[Flowable]:
        rows = [[name, text, paragraph(text, "cell-name")] for name, text in TEXTS.items()]
        return [
            paragraph("没有需求 في العنوان", "title"),
            grid(["Script", "Plain", "Bold"], rows, (0.14, 0.46, 0.4), width),
            paragraph(MIXED, "body"),
        ]

    with noting_lacking() as lacking:
        pdf = document(story)
    assert not lacking
    return pdf


@pytest.mark.parametrize("script", TEXTS)
def test_every_word_of_every_script_can_be_found(everyone: bytes, script: str) -> None:
    # Japanese words are broken where a line ends, without a blank.
    found = found_in(everyone).replace(" ", "")
    for word in TEXTS[script].split():
        assert unicodedata.normalize("NFC", word) in found


def test_every_face_is_embedded_and_no_glyph_says_nothing_or_something_private(
    everyone: bytes,
) -> None:
    assert all(faces(everyone).values())
    for each in character_maps(everyone):
        says = [line.split()[1] for line in each.splitlines() if line.startswith("<")][1:]
        assert "<0000>" not in says
        assert not [text for text in says if 0xE000 <= int(text[1:5], 16) <= 0xF8FF]
    assert unmarked(everyone) == []


def test_names_of_another_direction_stay_whole_and_in_order_within_a_sentence(
    everyone: bytes,
) -> None:
    found = found_in(everyone)
    assert "Acme GmbH" in found
    assert "محمد" in found
    assert [each.said for each in structure(everyone).all("P") if each.said][-1] == MIXED


@pytest.mark.parametrize(
    ("text", "turned"),
    [("لا توجد ميزانية، راجع Acme GmbH", 1), ("محمد العربي promised 95% in October 2026", 0)],
)
def test_a_text_is_read_from_the_right_only_where_most_of_it_is(text: str, turned: int) -> None:
    assert levels(text)[0] == turned


def test_words_of_another_direction_stand_from_right_to_left() -> None:
    pdf = document(lambda _width: [paragraph("By אבג דהו and Acme", "body")])
    with pdfium.PdfDocument(pdf) as pages:
        page = pages[0].get_textpage()
        text = page.get_text_range()
        left = {each: page.get_charbox(text.index(each))[0] for each in ("B", "א", "ד", "A")}
    # The sentence runs to the right, and the Hebrew within it to the left: its first word is last.
    assert left["B"] < left["ד"] < left["א"] < left["A"]


def test_the_same_text_gives_the_same_bytes() -> None:
    def story(_width: float) -> list[Flowable]:
        return [paragraph("没有 محمد", "body")]

    assert document(story) == document(story)


def test_what_no_face_has_stands_as_its_number_and_is_said_once() -> None:
    with noting_lacking() as lacking:
        pdf = document(lambda _: [paragraph("before \U0001fbff\ue000\ue000 after", "body")])
    assert list(lacking)[-1] == "\ue000"
    text = found_in(pdf)
    assert "before" in text
    assert "after" in text
    assert "\ue000" not in text


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("of\ufb01ce \ufb02ow", "office flow"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("tab\there", "tab here"),
        ("Cafe\u0301", "Café"),
        ("95\u202f%", "95 %"),
        ("bell\x07", "bell"),
    ],
)
def test_odd_characters_are_found_as_they_are_read(written: str, found: str) -> None:
    assert found in found_in(document(lambda _: [paragraph(written, "body")]))


def test_long_words_and_texts_without_blanks_break_where_they_must() -> None:
    text = found_in(
        document(lambda _: [paragraph("N" * 200 + " " + "長い文章。" * 60, "body")])
    ).replace(" ", "")
    assert "N" * 200 in text
    assert "長い文章。" * 60 in text


def test_a_point_never_begins_a_line_of_chinese() -> None:
    pdf = document(lambda width: [grid([], [["文文文。" * 30]], (1,), width * 0.31)])
    lines = page_texts(pdf)[0].split()
    assert len(lines) > 3
    assert not [line for line in lines if line.startswith("。")]


@pytest.mark.parametrize("content", [None, b"", b"not a font"])
def test_a_face_that_is_gone_or_damaged_is_one_clear_problem(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "face.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem, match="typeface-missing"):
        Face("face", path)
