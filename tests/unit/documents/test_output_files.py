"""Files that take the place of others: nobody sees more of them meanwhile than of those before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import language

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


@pytest.fixture(autouse=True)
def everybody_may_read() -> Iterator[None]:
    """New files are readable for all, as they are for most people."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_replaces_a_private_file_is_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"before")
    path.chmod(0o600)
    with replacing(path, ".pdf") as temporary:
        temporary.write_bytes(b"after")
        assert rights_of(temporary) == 0o600
    assert (path.read_bytes(), rights_of(path)) == (b"after", 0o600)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
def test_on_a_full_disk_the_earlier_file_stays_and_a_sentence_says_why(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"before")
    with pytest.raises(Problem) as refused:
        write_on_full_disk(path)
    said = sentence(refused.value, language("en"))
    assert said.startswith(f"Cannot write {path}: the disk is full. Free some space")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def write_on_full_disk(path: Path) -> None:
    with replacing(path, ".pdf") as temporary:
        temporary.unlink()
        temporary.symlink_to("/dev/full")
        temporary.write_bytes(b"after")
