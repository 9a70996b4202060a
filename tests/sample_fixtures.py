"""The sample workspace, made once for all tests of a process; tests get copies, or only look."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.sample_workspace import new_sample
from tests.actors import NOBODY

MADE_AT = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that all copies are made of; whoever opens it changes nothing."""
    path = tmp_path_factory.mktemp("sample") / "sample.align"
    new_sample(str(path), by=NOBODY, at=MADE_AT, monitor=Silent()).close()
    return path


@pytest.fixture
def sample_path(sample_original: Path, tmp_path: Path) -> Path:
    """A sample workspace of the test's own."""
    path = tmp_path / "sample.align"
    shutil.copy(sample_original, path)
    return path
