"""Where the sample's misses concentrate, what was agreed about it, and what it would change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.miss_groups import checked_text, group_text, kept_without_text
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.causes import Causes, causes
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.measuring import Question, leads_of, measured
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import language
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
ENGLISH = language()


@pytest.fixture(scope="module")
def workspace(
    sample_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("causes") / "sample.align"
    shutil.copy(sample_original, path)
    with Workspace.open(str(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def grade_b(workspace: Workspace) -> Causes:
    return causes(workspace, Question(commitment="grade-b-first-touch"), now=NOW)


def test_the_leads_of_nobody_are_found_and_nothing_that_chance_explains(
    workspace: Workspace, grade_b: Causes
) -> None:
    pattern = grade_b.groups.pattern
    (group,) = pattern.groups
    assert group_text(group.fields, ENGLISH) == "No owner"
    assert (group.missed, group.of, pattern.missed, pattern.of) == (19, 40, 79, 540)
    counted = measured(workspace, Question(commitment="grade-b-first-touch"), now=NOW)
    assert sum(entry.missed or 0 for entry in counted.commitments[0].periods) == 79
    assert kept_without_text(1, 60, 500, ENGLISH) == "Without this group 88.0% were kept."
    assert checked_text(1, pattern.checked, pattern.by, ENGLISH).startswith(
        "No other group stands out: "
    )
    assert grade_b.clause_of(group) == "commitment.grade-b-first-touch"


def test_the_json_has_what_its_figures_can_be_checked_by(grade_b: Causes) -> None:
    told: Any = grade_b.to_json()
    (group,) = told["groups"]
    outside = (79 - 19) / (540 - 40)
    assert (told["missed"], told["of"]) == (79, 540)
    assert group["fields"] == {"owner": ""}
    assert group["explained"] == pytest.approx((19 - 40 * outside) / 79)
    assert group["p"] < 0.05


def test_reasons_come_with_the_remedies_that_were_agreed(workspace: Workspace) -> None:
    found = causes(workspace, Question(commitment="acceptance-rate"), now=NOW)
    first = found.reasons[0]
    assert (first.name, first.clause) == ("Not now", "stage.recycled")
    assert first.remedy.startswith("Nurture")
    missed, _ = leads_of(workspace, Question(commitment="acceptance-rate"), state="missed", now=NOW)
    assert sum(reason.missed for reason in found.reasons) <= len(missed)
    shares = [group.explained for group in found.groups.pattern.groups]
    assert shares == sorted(shares, reverse=True)
    assert all(share > 0 for share in shares)


def test_what_counts_no_misses_says_so(workspace: Workspace) -> None:
    for key in ("speed-to-lead", "qualified-leads", "pipeline-coverage"):
        with pytest.raises(Problem, match="no-misses-counted"):
            causes(workspace, Question(commitment=key), now=NOW)
    with pytest.raises(Problem, match="unknown-commitment"):
        causes(workspace, Question(commitment="nothing"), now=NOW)


AGREED = """
    [agreement]
    period = { start = 2026-10-01, end = 2026-12-31 }
    calendar = "office"
    [[calendar]]
    key = "office"
    timezone = "Europe/Berlin"
    hours = { mon = ["09:00-17:00"], tue = ["09:00-17:00"] }
    [[campaign]]
    key = "fair"
    name = "Autumn fair"
    [[assumption]]
    key = "reps"
    quantity = "reps"
    value = 1
    [[assumption]]
    key = "hours"
    quantity = "hours"
    value = 10
    [[assumption]]
    key = "minutes"
    quantity = "minutes per attempt"
    value = 6
    [[commitment]]
    key = "leads"
    party = "marketing"
    measure = "count"
    from = "created_at"
    target = ">= 10"
    [[commitment]]
    key = "tries"
    party = "sales"
    measure = "attempts"
    from = "created_at"
    limit = "10 days"
    times = 2
    target = ">= 90 %"
    [[commitment]]
    key = "touch"
    party = "sales"
    measure = "within"
    from = "created_at"
    to = "first_touch_at"
    limit = "8 hours"
    target = ">= 90 %"
"""


def test_weeks_with_more_leads_than_there_is_time_for_are_told(tmp_path: Path) -> None:
    rows = ["lead_id,created_at,first_touch_at,campaign"]
    start = datetime.fromisoformat("2026-10-05T10:00")
    for number in range(60):
        late = number < 15
        week = timedelta(weeks=0 if late else number % 12 + 1)
        touched = start + week + timedelta(hours=20 if late else 1)
        campaign = "autumn FAIR" if late else "Web"
        rows.append(f"L{number},{start + week},{touched},{campaign}")
    leads, done = tmp_path / "leads.csv", tmp_path / "activities.csv"
    leads.write_text("\n".join(rows))
    done.write_text("lead_id,at,kind\nL0,2026-10-05 11:00,call\n")
    with Workspace.new(str(tmp_path / "full.align"), by=NOBODY, at=NOW) as full:
        full.execute(ApplyText(AGREED), by=NOBODY, at=NOW)
        for path in (leads, done):
            full.execute(AcceptImport(prepare(full, ImportRequest(path=path))), by=NOBODY, at=NOW)
        found = causes(full, Question(commitment="touch"), now=NOW)
    crowding = found.crowding
    assert crowding is not None
    # 100 attempts in 92 days are 7.6 a week, which is 3 leads with 2 attempts each; 4 came in
    # nine of the weeks, and 15 in the first.
    assert (crowding.room, crowding.most, crowding.missed) == (3, 15, 15)
    assert (crowding.weeks, crowding.of, crowding.clause) == (10, 14, "commitment.tries")
    (group,) = found.groups.pattern.groups
    assert found.clause_of(group) == "campaign.fair"
