"""The same text, files and measures give the same bytes on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.sample_workspace import new_sample
from tests.actors import NOBODY
from tests.end2end.conftest import Alignment
from tests.sample_fixtures import MADE_AT


@pytest.mark.slow
def test_a_measured_workspace_prints_the_same_bytes_on_both_databases(
    alignment: Alignment, sample_path: Path, postgresql_address: str
) -> None:
    new_sample(postgresql_address, by=NOBODY, at=MADE_AT, monitor=Silent()).close()
    printed = []
    for address in (sample_path, postgresql_address):
        measured = alignment(
            "measure", address, "--as-of", "2026-12-20T12:00", "--by", "source", "--json"
        )
        leads = alignment("leads", address, "--commitment", "grade-a-first-touch", "--json")
        printed.append((measured.out, leads.out, alignment("show", address).out))
    assert printed[0] == printed[1]
    assert printed[0][0].count('"period"') > 100
