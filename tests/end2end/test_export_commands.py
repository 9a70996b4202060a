from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.documents.pdf import faces
from alignment_desktop.paths import resource_path
from tests.end2end.conftest import Alignment
from tests.unit.documents.pdf_reading import page_sizes, page_texts


@pytest.fixture
def sample(sample_path: Path) -> Path:
    return sample_path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.pdf"


def test_the_agreement_is_the_newest_frozen_version_in_the_same_bytes_each_time(
    alignment: Alignment, sample: Path, out: Path, tmp_path: Path
) -> None:
    said = alignment("export", sample, "agreement", "-o", out, "--json")
    assert said.status == 0
    assert said.json["version"] == 1
    shown = alignment("show", sample, "--json")
    assert said.json["content_hash"] == shown.json["content_hash"]
    texts = page_texts(out.read_bytes())
    assert "version 1" in texts[0]
    assert not any("DRAFT" in text for text in texts)
    again = tmp_path / "again.pdf"
    alignment("export", sample, "agreement", "-o", again)
    assert out.read_bytes() == again.read_bytes()


def test_without_a_version_it_is_the_draft_marked_on_every_page(
    alignment: Alignment, tmp_path: Path, out: Path
) -> None:
    workspace = tmp_path / "plan.align"
    alignment("new", workspace)
    said = alignment("export", workspace, "agreement", "-o", out)
    assert said.status == 0
    assert "of the draft" in said.out
    assert all("DRAFT" in text for text in page_texts(out.read_bytes()))


def test_an_edit_does_not_reach_the_document_before_it_is_frozen(
    alignment: Alignment, sample: Path, out: Path, tmp_path: Path
) -> None:
    text = tmp_path / "change.toml"
    text.write_text('[[term]]\nkey = "new"\nname = "Brandnewword"\n', encoding="utf-8")
    alignment("apply", sample, text, "--party", "sales")
    alignment("export", sample, "agreement", "-o", out)
    assert "Brandnewword" not in " ".join(page_texts(out.read_bytes()))
    alignment("agree", sample, "--party", "marketing", "--all")
    assert alignment("freeze", sample, "--reason", "a word").status == 0
    alignment("export", sample, "agreement", "-o", out)
    assert "Brandnewword" in " ".join(page_texts(out.read_bytes()))
    alignment("export", sample, "agreement", "-o", out, "--version", "1")
    assert "Brandnewword" not in " ".join(page_texts(out.read_bytes()))


def test_words_of_any_script_are_in_the_document_and_what_no_face_has_is_said(
    alignment: Alignment, sample: Path, out: Path, tmp_path: Path
) -> None:
    text = tmp_path / "change.toml"
    text.write_text('[[term]]\nkey = "new"\nname = "没有需求 \\ue000"\n', encoding="utf-8")
    alignment("apply", sample, text, "--party", "sales")
    said = alignment("export", sample, "agreement", "--version", "draft", "-o", out, "--json")
    assert "没有需求" in " ".join(page_texts(out.read_bytes()))
    assert [each["code"] for each in said.json["warnings"]] == ["characters-in-boxes"]
    assert "U+E000" in said.json["warnings"][0]["text"]
    assert "U+E000" in said.err


def test_minutes_tell_what_was_done_since_the_newest_version(
    alignment: Alignment, sample: Path, out: Path, tmp_path: Path
) -> None:
    said = alignment("export", sample, "minutes", "-o", out)
    assert (said.status, said.out) == (0, f"Wrote the minutes to {out}.\n")
    assert "Nothing was on the table yet" in page_texts(out.read_bytes())[0]
    before = alignment("show", sample, "--json").json["revision"]
    text = tmp_path / "change.toml"
    text.write_text('[[term]]\nkey = "new"\nname = "Brandnewword"\n', encoding="utf-8")
    alignment("apply", sample, text, "--party", "sales")
    alignment("export", sample, "minutes", "-o", out)
    assert "We agreed on 0 of 1" in page_texts(out.read_bytes())[0]
    alignment("agree", sample, "new", "--party", "marketing")
    for since in ((), ("--since", str(before)), ("--since", "2027-01-01")):
        assert alignment("export", sample, "minutes", "-o", out, *since, "--json").status == 0
        text_now = page_texts(out.read_bytes())[0]
        assert ("As written: Brandnewword" in text_now) == (since != ("--since", "2027-01-01"))
    refused = alignment("export", sample, "minutes", "-o", out, "--since", "Monday")
    assert (refused.status, refused.out) == (2, "")
    assert "“Monday” is neither a day nor a moment" in refused.err


def test_paper_can_be_letter(alignment: Alignment, sample: Path, out: Path) -> None:
    alignment("export", sample, "agreement", "-o", out, "--paper", "Letter")
    assert page_sizes(out.read_bytes()) == {(612, 792)}


def test_the_review_shows_the_figures_that_measure_gives(
    alignment: Alignment, sample: Path, out: Path
) -> None:
    assert alignment("export", sample, "review", "-o", out).status == 0
    text = " ".join(page_texts(out.read_bytes()))
    measured = alignment("measure", sample, "--commitment", "grade-b-first-touch", "--json").json
    for period in measured["commitments"][0]["periods"]:
        assert f"{100 * period['value']:.1f}% {period['kept']} {period['missed']}" in text
    kept = sum(period["kept"] for period in measured["commitments"][0]["periods"])
    assert f"{kept} of " in text
    assert "leads.xlsx" in text


def test_the_review_knows_no_more_than_was_known_on_the_day_asked_for(
    alignment: Alignment, sample: Path, out: Path
) -> None:
    told = alignment("export", sample, "review", "-o", out, "--as-of", "2026-11-05")
    assert told.status == 0
    text = " ".join(page_texts(out.read_bytes()))
    assert "as of 5 Nov 2026" in text
    assert "kept in the one month that can be judged" in text


def test_the_draft_can_be_asked_for_though_a_version_is_frozen(
    alignment: Alignment, sample: Path, out: Path
) -> None:
    for document in ("agreement", "review"):
        said = alignment("export", sample, document, "-o", out, "--version", "draft", "--json")
        assert (said.status, said.json["version"]) == (0, None)
        assert all("DRAFT" in text for text in page_texts(out.read_bytes()))
    shown = alignment("show", sample, "--version", "draft", "--json").json
    assert shown["content_hash"] == said.json["content_hash"]


def test_the_review_of_one_month_leaves_out_what_only_quarters_tell(
    alignment: Alignment, sample: Path, out: Path
) -> None:
    assert alignment("export", sample, "review", "-o", out, "--period", "2026-11").status == 0
    text = " ".join(page_texts(out.read_bytes()))
    assert "Review · November" in text
    assert "1–30 November 2026" in text
    assert "Sourced pipeline was kept" not in text


def test_the_agreement_s_own_label_means_all_of_it_in_the_same_bytes(
    alignment: Alignment, sample: Path, out: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    alignment("export", sample, "review", "-o", out)
    alignment("export", sample, "review", "-o", other, "--period", "FY27 Q1")
    assert out.read_bytes() == other.read_bytes()


def test_the_scoreboard_is_a_workbook(alignment: Alignment, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    assert alignment("export", sample, "scoreboard", "-o", path).status == 0
    book = openpyxl.load_workbook(path)
    values = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "Grade A first touch" in values


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("agreement", "-o", "a.xlsx"), "does not end in .pdf"),
        (("minutes", "-o", "a.xlsx"), "does not end in .pdf"),
        (("minutes", "-o", "a.pdf", "--period", "2026-10"), "take no --period"),
        (("review", "-o", "a.pdf", "--since", "4"), "--since 4 is for minutes"),
        (("scoreboard", "-o", "a.pdf"), "does not end in .xlsx"),
        (("agreement", "-o", "a.pdf", "--version", "7"), "There is no version 7"),
        (("review", "-o", "a.pdf", "--period", "soon"), "“soon” is not a period"),
        (("review", "-o", "a.pdf", "--period", "2031-01"), "2031-01"),
        (("agreement", "-o", "a.pdf", "--period", "2026-10"), "Leave --period out"),
        (("agreement", "-o", "a.pdf", "--agreement", "No"), "There is no agreement “No”"),
        (("agreement", "-o", "a.pdf", "--as-of", "Monday"), "“Monday” is neither a day nor"),
        (("review", "-o", "a.pdf", "--version", "newest"), "newest"),
        (("agreement", "-o", "nowhere/a.pdf"), "its folder does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(
    alignment: Alignment,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = alignment("export", sample, *words, "--json")
    assert said.status == 2
    assert said.out == ""
    assert told in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not Path("a.pdf").exists()


@pytest.fixture
def without_typeface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], None]]:
    """Lets the program lie where one of its typefaces is gone."""

    def gone(name: str) -> None:
        there = resource_path("fonts")
        beside = tmp_path / "resources" / "fonts"
        (beside / "fallback").mkdir(parents=True)
        for file in there.rglob("*.*"):
            if file.name != name:
                (beside / file.relative_to(there)).symlink_to(file)
        monkeypatch.setattr(faces, "resource_path", (tmp_path / "resources").joinpath)
        forget()

    def forget() -> None:
        for each in (faces._face, faces._fallback, faces._fallback_for, faces._coverage):
            each.cache_clear()

    yield gone
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("face", ["AlignmentInter-Regular.ttf", "NotoSansSC-Regular.ttf"])
def test_a_typeface_that_is_gone_is_said_and_the_earlier_document_stays(
    alignment: Alignment,
    tmp_path: Path,
    out: Path,
    without_typeface: Callable[[str], None],
    face: str,
) -> None:
    workspace, text = tmp_path / "plan.align", tmp_path / "plan.toml"
    alignment("new", workspace)
    text.write_text('[[term]]\nkey = "new"\nname = "魑魅魍魉"\n', encoding="utf-8")
    alignment("apply", workspace, text)
    out.write_bytes(b"before")
    without_typeface(face)
    said = alignment("export", workspace, "agreement", "-o", out)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("No document can be made: ")
    assert f"{face}, which the program brings, is missing or damaged." in said.err
    assert len(said.err.splitlines()) == 1
    assert out.read_bytes() == b"before"
