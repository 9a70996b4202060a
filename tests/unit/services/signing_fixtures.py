"""Desks at which a version is signed: one that a test changes, and one that it leaves as it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.signing import (
    sign_file,
)
from alignment_desktop.services.workspace import Workspace
from tests.signing_desk import LATER, Desk, signing_desk


@pytest.fixture(name="made", scope="module")
def made_fixture(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that is made once, to be copied; its workspace is closed."""
    with signing_desk(str(tmp_path_factory.mktemp("made") / "desk.align")) as desk:
        pass
    return desk


def copied(made: Desk, path: Path) -> Desk:
    shutil.copy(made.workspace.store.address, path)
    return replace(made, workspace=Workspace.open(str(path)))


@pytest.fixture(name="desk")
def desk_fixture(made: Desk, tmp_path: Path) -> Iterator[Desk]:
    desk = copied(made, tmp_path / "desk.align")
    with desk.workspace:
        yield desk


@pytest.fixture(name="shared", scope="module")
def shared_fixture(made: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that tests leave as it is: whatever they try is refused."""
    desk = copied(made, tmp_path_factory.mktemp("shared") / "desk.align")
    with desk.workspace:
        yield desk


@pytest.fixture(name="by_sales", scope="module")
def by_sales_fixture(shared: Desk) -> bytes:
    """The file as Sales signed it, without telling the workspace."""
    return sign_file(shared.file, "sales", shared.ines, mark=Mark(), at=LATER).content


def code_of(problem: pytest.ExceptionInfo[Problem]) -> str:
    return problem.value.code
