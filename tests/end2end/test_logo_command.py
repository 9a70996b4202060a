"""The command that puts a logo on documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.end2end.conftest import Alignment
from tests.unit.documents.pdf_reading import logo_colour


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path) -> Path:
    made = tmp_path / "plan.align"
    alignment("new", made)
    return made


def test_a_logo_is_put_on_documents_and_taken_off(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    file, out = tmp_path / "logo.png", tmp_path / "out.pdf"
    Image.new("RGB", (40, 10), (10, 20, 30)).save(file)
    said = alignment("logo", workspace, file)
    assert said.status == 0
    assert said.out.startswith("Agreements and reviews carry the logo")
    assert "carry this logo already" in alignment("logo", workspace, file).out
    alignment("export", workspace, "agreement", "-o", out)
    assert logo_colour(out.read_bytes()) == (10, 20, 30)
    assert alignment("logo", workspace, "--remove", "--json").json == {"logo": False}
    alignment("export", workspace, "agreement", "-o", out)
    assert logo_colour(out.read_bytes()) is None


def test_what_cannot_be_a_logo_is_one_sentence_and_nothing_is_changed(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "logo.svg"
    file.write_text("<svg/>", encoding="utf-8")
    for words, sentence in (
        ((file,), f"{file} is no picture that can be read; choose a PNG or a JPEG."),
        ((tmp_path / "none.png",), "There is no file"),
        ((), "Give the file of the logo, or --remove."),
        ((file, "--remove"), "Give the file of the logo, or --remove."),
        (("--remove",), "This workspace has no logo."),
    ):
        said = alignment("logo", workspace, *words)
        assert said.status == 2
        assert sentence in said.err
