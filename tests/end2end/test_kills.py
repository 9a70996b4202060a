"""A program that is killed at any moment loses nothing that it had told of, and leaves no mess."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.database_fixtures import MakeAddress
from tools.kill_trial import trial

KILLS = int(os.environ.get("ALIGNMENT_KILLS", "0"))
"""`ALIGNMENT_KILLS=200` asks for the long trial, as `tools/kill_trial.py` does on its own."""


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 2), ("postgresql", 1)])
@pytest.mark.slow
def test_killing_a_program_that_imports_and_edits_loses_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, kills: int
) -> None:
    make: MakeAddress = request.getfixturevalue(f"make_{kind}_address")
    tally = trial(make(), tmp_path, KILLS or kills, seed=random.randrange(10_000))
    assert tally.failures == []
    assert tally.kills == (KILLS or kills)
