"""A promise that a later version no longer makes: whose it was, and until when."""

from __future__ import annotations

from pathlib import Path

from tests.end2end.conftest import Alignment

PROMISED = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }

[[commitment]]
key = "gone"
name = "Quick touch"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "4 hours"
target = ">= 50 %"
every = "period"

[[commitment]]
key = "stays"
party = "marketing"
measure = "count"
from = "created_at"
target = ">= 1"
every = "period"
"""
LEADS = "lead_id,created_at,first_touch_at\nL1,2026-10-05 09:00,2026-10-05 10:00\n"


def test_a_removed_promise_is_shown_with_its_owner_and_its_last_day(
    alignment: Alignment, tmp_path: Path
) -> None:
    workspace, text, leads = tmp_path / "w.align", tmp_path / "a.toml", tmp_path / "leads.csv"
    text.write_text(PROMISED)
    leads.write_text(LEADS)
    alignment("new", workspace)
    freeze = ("freeze", workspace, "--waive", "A test", "--effective")
    for words in (
        ("apply", workspace, text),
        ("import", workspace, leads, "--kind", "leads"),
        ("agree", workspace, "--party", "sales", "--all"),
        ("agree", workspace, "--party", "marketing", "--all"),
        (*freeze, "2026-10-01"),
    ):
        assert alignment(*words).status == 0
    text.write_text('[[commitment]]\nkey = "gone"\nremove = true\n')
    for words in (("apply", workspace, text), (*freeze, "2026-11-10")):
        assert alignment(*words).status == 0
    said = alignment("measure", workspace, "--as-of", "2026-12-30").out
    assert "Sales      Quick touch (until 9 Nov 2026)" in said
