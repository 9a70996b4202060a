"""In which figures one lead counts, and when its clocks stand still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.lead_history import LeadHistory, lead_history
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

AGREEMENT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "office"

[[calendar]]
key = "office"
timezone = "UTC"
hours = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], thu = ["09:00-17:00"] }

[[commitment]]
key = "first-touch"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "4 business hours"
target = ">= 90%"
every = "month"

[[commitment]]
key = "leads"
party = "marketing"
measure = "count"
from = "created_at"
target = ">= 10"
every = "month"

[[commitment]]
key = "won"
party = "sales"
measure = "share"
from = "created_at"
of = [{ field = "outcome", op = "is", value = "won" }]
target = ">= 10%"

[[commitment]]
key = "arr"
party = "sales"
measure = "figure"
figure = "new-arr"
target = ">= 10"
"""
LEADS = """Lead ID,Created Date,First Touch
L1,2026-10-05 16:00,2026-10-08 10:00
L2,2026-11-02 10:00,2026-11-02 11:00
L3,2026-10-05,2026-10-06
"""
NOW = datetime(2026, 12, 20, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Three leads, and hours of business on three days of the week."""
    folder = tmp_path_factory.mktemp("counts")
    with Workspace.new(str(folder / "lead.align"), by=NOBODY, at=NOW) as made:
        made.execute(ApplyText(AGREEMENT), by=NOBODY, at=NOW)
        path = folder / "leads.csv"
        path.write_text(LEADS, "utf-8")
        prepared = prepare(made, ImportRequest(path), Silent())
        made.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
        yield made


def of(workspace: Workspace, lead: str) -> LeadHistory:
    return lead_history(workspace, lead, as_of=None, label=None, now=NOW)


def test_a_lead_counts_in_the_figures_of_its_own_periods(workspace: Workspace) -> None:
    # Nobody has imported an outcome, and figures have no leads.
    counts = of(workspace, "L1").counts
    assert [(each.commitment.key, each.period, each.state) for each in counts] == [
        ("first-touch", "2026-10", "missed"),
        ("leads", "2026-10", None),
    ]
    later = of(workspace, "L2")
    assert later.to_json()["counts_in"] == [
        {"commitment": "first-touch", "period": "2026-11", "state": "kept"},
        {"commitment": "leads", "period": "2026-11", "state": None},
    ]


def test_a_clock_of_business_time_stands_still_outside_its_hours(workspace: Workspace) -> None:
    # Monday 16:00 to Thursday 10:00, closed on Wednesday.
    day = datetime(2026, 10, 5, tzinfo=UTC)
    assert of(workspace, "L1").closed["first-touch"] == (
        (day + timedelta(hours=17), day + timedelta(days=1, hours=9)),
        (day + timedelta(days=1, hours=17), day + timedelta(days=3, hours=9)),
    )
    assert of(workspace, "L2").closed == {"first-touch": ()}
    # A day without a time does not say when it began.
    assert of(workspace, "L3").closed == {}
