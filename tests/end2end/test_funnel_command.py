"""The one funnel, asked for by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment

AGREEMENT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "office"
[[calendar]]
key = "office"
timezone = "Europe/Berlin"
[[stage]]
key = "mql"
name = "Qualified"
next = ["sal", "recycled"]
[[stage]]
key = "sal"
name = "Accepted"
"""
LEADS = """lead_id,created_at,MQL,SAL,recycled_at,closed_at,outcome
a,2026-09-20 09:00,2026-09-21 09:00,2026-10-02 09:00,,,
b,2026-10-05 09:00,2026-10-06 09:00,,2026-10-08 09:00,,
c,2026-11-05 09:00,2026-11-06 09:00,2026-11-09 09:00,,2026-11-19 09:00,won
d,,,,,,
"""
MAPPING = """
kind = "leads"
data_as_of = 2027-01-04
[columns]
MQL = "entered.mql"
SAL = "entered.sal"
"""


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path) -> Path:
    """Four leads, one of them without a date."""
    for name, text in (("q4.toml", AGREEMENT), ("leads.csv", LEADS), ("map.toml", MAPPING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "w.align"
    assert alignment("new", path).status == 0
    assert alignment("apply", path, tmp_path / "q4.toml").status == 0
    said = alignment("import", path, tmp_path / "leads.csv", "--mapping", tmp_path / "map.toml")
    assert said.status == 0
    return path


def test_the_funnel_adds_up_for_every_stage(alignment: Alignment, workspace: Path) -> None:
    said = alignment("funnel", workspace, "--json", "--as-of", "2026-12-31")
    assert said.status == 0
    assert "without any date, 1 in all" in said.err
    shown = said.json
    assert shown["as_of"] == "2027-01-01T00:00:00+01:00"
    stages = {each.pop("stage"): each for each in shown["stages"]}
    assert list(stages) == ["", "mql", "sal", "recycled", "won"]
    day = 86_400.0
    assert stages["mql"] == {
        "start": 1, "in": 2, "out": {"sal": 2, "recycled": 1}, "end": 0,
        "conversion": 0.5, "median_seconds": 3 * day, "mean_seconds": (11 + 2 + 3) / 3 * day,
    }  # fmt: skip
    assert stages["sal"] == {
        "start": 0, "in": 2, "out": {"won": 1}, "end": 1,
        "conversion": 0.5, "median_seconds": 10 * day, "mean_seconds": 10 * day,
    }  # fmt: skip
    for each in stages.values():
        assert each["start"] + each["in"] - sum(each["out"].values()) == each["end"]


def test_people_read_the_same_sums_and_the_days_before(
    alignment: Alignment, workspace: Path
) -> None:
    said = alignment("funnel", workspace, "--from", "2026-10-01", "--to", "2026-10-31")
    lines = said.out.splitlines()
    assert lines[1] == "In the days 1–31 Oct 2026, whenever the leads were created"
    row = next(line for line in lines if line.startswith("Qualified"))
    assert row.split()[1:6] == ["1", "1", "2", "0", "0.0%"]
    assert row.endswith("Accepted 1, Recycled 1")
    assert "Every stage adds up: start + in − out = end." in lines
    assert "In the same number of days before, 1–30 Sept 2026" in lines
    apart = alignment("funnel", workspace, "--by", "outcome").out.splitlines()
    assert [line.split()[0] for line in apart[4:6]] == ["–", "won"]


def test_days_that_are_none_are_refused(alignment: Alignment, workspace: Path) -> None:
    said = alignment("funnel", workspace, "--from", "2026-12-31", "--to", "2026-10-01", "--json")
    assert (said.status, said.out) == (2, "")
    assert "lies after the last" in said.err


def test_a_funnel_of_days_that_had_not_begun_speaks_of_as_of(
    alignment: Alignment, workspace: Path
) -> None:
    said = alignment("funnel", workspace, "--as-of", "2026-09-25")
    assert said.status == 0
    assert "Start, 25 Sept" in said.out
    assert "End, 25 Sept" in said.out
    assert "None of these days had begun" in said.err
