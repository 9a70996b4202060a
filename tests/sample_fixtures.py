"""The sample workspace, made once for all tests of a run; tests get copies, or only look."""

from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.sample_workspace import new_sample
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by

_PATIENCE = 120  # seconds
MADE_AT = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that all copies are made of; whoever opens it changes nothing.

    The first process that asks makes it for all that run the tests beside it.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path, making = folder / "sample.align", folder / "sample.making"
    until = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < until, "the process that makes the sample did not"
        try:
            making.mkdir()
        except FileExistsError:
            time.sleep(0.1)  # until the other process has made the sample, or has failed to
            continue
        try:
            made = making / "sample.align"
            new_sample(str(made), by=NOBODY, at=MADE_AT, monitor=Silent()).close()
            made.rename(path)
        finally:
            shutil.rmtree(making)
    return path


@pytest.fixture
def sample_path(sample_original: Path, tmp_path: Path) -> Path:
    """A sample workspace of the test's own."""
    path = tmp_path / "sample.align"
    shutil.copy(sample_original, path)
    return path


@pytest.fixture(scope="session")
def agreement_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's agreement, agreed and frozen, into which no file was imported."""
    path = tmp_path_factory.mktemp("agreement") / "agreement.align"
    with Workspace.new(str(path), by=NOBODY, at=MADE_AT) as workspace:
        workspace.execute(ApplyText(sample_agreement_text()), by=NOBODY, at=MADE_AT)
        for party in PARTIES:
            workspace.execute(Agree(party, None), by=by(party), at=MADE_AT)
        workspace.execute(Freeze(), by=NOBODY, at=MADE_AT)
    return path


@pytest.fixture
def agreement_path(agreement_original: Path, tmp_path: Path) -> Path:
    """The sample's agreement without results, in a workspace of the test's own."""
    path = tmp_path / "agreement.align"
    shutil.copy(agreement_original, path)
    return path
