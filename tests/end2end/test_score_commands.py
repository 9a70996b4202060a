"""Scores and the calendar file, asked for by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment

AGREEMENT = """
[agreement]
label = "Q4"
organisation = "Northwind"
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "office"
[[calendar]]
key = "office"
timezone = "Europe/Berlin"
closed = [2026-10-06]
hours = { mon = ["09:00-17:00"], tue = ["09:00-17:00"] }
[[person]]
key = "cso"
name = "Ada"
email = "ada@sales.example"
party = "sales"
[[rule]]
key = "size"
name = "Large"
where = [{ field = "employees", op = ">=", value = 100 }]
points = 80
[[rule]]
key = "visits"
name = "Visits"
side = "engagement"
activity = "visit"
points = 10
decay = { percent = 50, days = 7 }
[[rule]]
key = "unheard"
name = "Unheard of"
where = [{ field = "Job title", op = "is", value = "CEO" }]
points = 5
[[grade]]
key = "a"
from = 80
[[grade]]
key = "d"
[[threshold]]
key = "call"
name = "Call now"
grades = ["A"]
score = { from = 5 }
action = "Call within 4 business hours"
[[meeting]]
key = "funnel"
name = "Funnel"
every = "week"
weekday = "tue"
time = "09:30"
minutes = 45
attendees = ["cso"]
agenda = ["Scoreboard"]
"""
LEADS = """lead_id,created_at,employees,grade
a,2026-10-02 09:00,500,D
b,2026-10-02 09:00,5,A
c,2026-11-02 09:00,5,A
"""
VISITS = """lead_id,at,kind
a,2026-10-05 09:00,visit
a,2026-10-05 10:00,visit
"""


@pytest.fixture
def workspace(tmp_path: Path, alignment: Alignment) -> Path:
    made = tmp_path / "w.align"
    for name, text in (("q4.toml", AGREEMENT), ("leads.csv", LEADS), ("visits.csv", VISITS)):
        (tmp_path / name).write_text(text, "utf-8")
    assert alignment("new", made).status == 0
    assert alignment("apply", made, tmp_path / "q4.toml").status == 0
    assert alignment("import", made, tmp_path / "leads.csv").status == 0
    assert alignment("import", made, tmp_path / "visits.csv", "--kind", "activities").status == 0
    return made


def test_every_known_lead_has_its_scores(workspace: Path, alignment: Alignment) -> None:
    as_of = ("--as-of", "2026-10-13T10:00")
    said = alignment("score", workspace, *as_of, "--json")
    assert said.status == 0
    assert said.json == [
        {"lead_id": "a", "fit": 80.0, "grade": "a", "score": 10.0, "threshold": "call",
         "action": "Call within 4 business hours",
         "rules": [{"key": "size", "points": 80.0}, {"key": "visits", "points": 10.0}]},
        {"lead_id": "b", "fit": 0.0, "grade": "d", "score": 0.0, "threshold": None,
         "action": None, "rules": []},
    ]  # fmt: skip
    assert "unheard" in said.err
    assert "Job title" in said.err
    one = alignment("score", workspace, "--lead", "a", *as_of)
    assert "Call within 4 business hours" in one.out
    assert "Visits" in one.out
    assert alignment("score", workspace, "--lead", "nobody").status == 2
    lead = alignment("lead", workspace, "a", *as_of, "--json").json
    assert lead["qualified"] == ["size", "visits"]
    assert lead["scores"]["grade"] == "a"
    assert "size, visits" in alignment("lead", workspace, "a", *as_of).out


def test_without_rules_every_lead_has_none(workspace: Path, alignment: Alignment) -> None:
    text = '[agreement]\nlabel = "Bare"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    (workspace.parent / "bare.toml").write_text(text, "utf-8")
    assert alignment("apply", workspace, workspace.parent / "bare.toml").status == 0
    said = alignment("score", workspace, "--agreement", "Bare", "--json").json
    assert [(each["fit"], each["grade"], each["rules"]) for each in said] == [(0, None, [])] * 3


def test_meetings_become_a_calendar_file(workspace: Path, alignment: Alignment) -> None:
    out = workspace.parent / "meetings.ics"
    said = alignment("calendar", workspace, "-o", out, "--json")
    assert (said.status, said.json["meetings"]) == (0, 12)
    content = out.read_bytes()
    text = content.replace(b"\r\n ", b"").decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 12
    assert "DTSTART;TZID=Europe/Berlin:20261013T093000" in text
    assert "20261006" not in text  # the calendar is closed
    assert "DESCRIPTION:With Ada\\n• Scoreboard" in text
    assert alignment("calendar", workspace, "-o", out).status == 0
    assert out.read_bytes() == content


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("remove = true", "no meetings"),
        ('every = "week"', "no weekday"),
        ('every = "month"\nweekday = "sun"', "no day"),
    ],
)
def test_a_meeting_that_falls_on_no_day_is_refused(
    workspace: Path, alignment: Alignment, more: str, said: str
) -> None:
    changed = workspace.parent / "changed.toml"
    changed.write_text(f'[[meeting]]\nkey = "funnel"\n{more}\n', "utf-8")
    assert alignment("apply", workspace, changed).status == 0
    out = workspace.parent / "meetings.ics"
    refused = alignment("calendar", workspace, "-o", out)
    assert (refused.status, refused.out) == (2, "")
    assert said in refused.err
    assert not out.exists()
    assert alignment("calendar", workspace, "-o", workspace.parent / "m.txt").status == 2
