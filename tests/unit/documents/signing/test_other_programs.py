"""Other programs sign our files, and read those that we signed."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.documents.signing.certificates import read_certificates
from alignment_desktop.documents.signing.verifying import Trusted, verify
from alignment_desktop.domain.signatures import BOTH
from tests.unit.documents.pdf_reading import metadata
from tests.unit.documents.signing.attacks_on_fields import signed_with
from tests.unit.documents.signing.signed_samples import once, twice, verdict_on

DATA = Path(__file__).parents[3] / "data"


def test_a_file_that_another_program_signed_second_is_whole() -> None:
    """Sales signed here; marketing by `pdfsig -sign` of poppler 22.12, with keys kept by NSS."""
    trusted = read_certificates((DATA / "signed-by-poppler.pem").read_bytes(), "a.pem")
    content = (DATA / "signed-by-poppler.pdf").read_bytes()
    found = verify(content, Trusted(tuple(trusted)), datetime(2026, 12, 1, tzinfo=UTC))
    assert (found.verdict, found.reasons, found.content_matches) == (BOTH, (), True)
    assert [each.name for each in found.signatures] == ["Marie Lindner", "Daniel Okafor"]
    assert found.signatures[1].time == datetime(2026, 11, 27, 17, 40, 1, tzinfo=UTC)


def test_a_signers_program_may_say_anew_when_the_file_was_changed() -> None:
    """As Acrobat does: date, producer and description change within the signature's revision."""
    content = signed_with(once(), lambda _: None)
    assert metadata(content) != metadata(once())
    found = verdict_on(content)
    assert (found.verdict, found.reasons, found.remarks) == (BOTH, (), ())


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not installed")
def test_pdfsig_finds_every_signature_valid(tmp_path: Path) -> None:
    for number, content in enumerate((once(), twice()), start=1):
        said = _said(tmp_path, content, "pdfsig", "-nocert")
        assert said.count("Signature Validation: Signature is Valid.") == number
        assert said.rindex("Total document signed") > said.rindex(f"Signature #{number}")


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in _said(
        tmp_path, twice(), "qpdf", "--check"
    )


def _said(folder: Path, content: bytes, *command: str) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(content)
    done = subprocess.run([*command, path], capture_output=True, text=True, check=True)
    return done.stdout
