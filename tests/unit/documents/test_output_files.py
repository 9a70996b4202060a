"""Files that take the place of others: nobody sees more of them meanwhile than of those before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment_desktop.documents.output_files import replacing

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
