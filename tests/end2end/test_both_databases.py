"""The same text, files and measures give the same bytes on both databases."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.services.sample import sample_agreement_text, write_sample
from tests.end2end.conftest import Alignment


def test_a_measured_workspace_prints_the_same_bytes_on_both_databases(
    alignment: Alignment, sqlite_address: str, postgresql_address: str, tmp_path: Path
) -> None:
    text = tmp_path / "agreement.toml"
    text.write_text(sample_agreement_text(), encoding="utf-8")
    files = write_sample(tmp_path)
    printed = []
    for address in (sqlite_address, postgresql_address):
        assert alignment("new", address).status == 0
        assert alignment("apply", address, text, "--party", "sales").status == 0
        for file in files:
            mapping = tmp_path / f"{file.kind}.mapping.toml"
            mapping.write_text(file.mapping_text, encoding="utf-8")
            imported = alignment("import", address, tmp_path / file.name, "--mapping", mapping)
            assert imported.status in (0, 1), imported.err
        measured = alignment(
            "measure", address, "--as-of", "2026-12-20T12:00", "--by", "source", "--json"
        )
        leads = alignment("leads", address, "--commitment", "grade-a-first-touch", "--json")
        printed.append((measured.out, leads.out, alignment("show", address).out))
    assert printed[0] == printed[1]
    assert printed[0][0].count('"period"') > 100
