"""One lead, whole: whose doing each touch is, what it meets, and what would tell more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.frames import Kind
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.lead_directory import lead_directory
from alignment_desktop.services.lead_history import LeadHistory, lead_history
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

AGREEMENT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }

[[person]]
key = "kim"
name = "Kim Sato"
party = "marketing"

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
abbreviation = "MQL"
party = "marketing"
where = [{ field = "grade", op = "in", value = ["A", "B"] }]
any = [
  [{ field = "employees", op = ">=", value = 500 }],
  [{ field = "Webinars", op = ">=", value = 2 }],
]

[[stage]]
key = "sal"
name = "Sales Accepted Lead"
party = "sales"
where = [{ field = "amount", op = ">", value = 0 }]

[[commitment]]
key = "first-touch"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "4 hours"
target = ">= 90%"

[[commitment]]
key = "demos"
party = "marketing"
measure = "attempts"
from = "created_at"
activity = "demo"
times = 1
limit = "2 days"
target = ">= 50%"
"""
LEADS = """Lead ID,Name,Company,Email,Grade,Employees,Created Date,First Touch,Webinars
L1,Ada,Acme,ada@acme.example,A,20,2026-10-05 09:00,2026-10-05 15:30,3
L2,Bo,ACME,ada@acme.example,C,900,2026-10-06 09:00,2026-10-06 10:00,0
L3,Cy,Other,cy@other.example,B,90,2026-10-06 09:00,,0
"""
TOUCHES = """Email,Activity Date,Activity Type,By
ada@acme.example,2026-10-05 10:00,visit,
ada@acme.example,2026-10-05 11:00,demo,
ada@acme.example,2026-10-05 12:00,letter,Kim Sato
ada@acme.example,2026-10-05 13:00,call,Lee
ada@acme.example,2026-10-07 13:00,call,Lee
"""
NOW = datetime(2026, 10, 20, 8, tzinfo=UTC)


def imported(workspace: Workspace, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    prepared = prepare(workspace, ImportRequest(path), Silent())
    workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Two leads with one address, another one, and touches that two imports overlap in."""
    folder = tmp_path_factory.mktemp("lead")
    with Workspace.new(str(folder / "lead.align"), by=NOBODY, at=NOW) as made:
        made.execute(ApplyText(AGREEMENT), by=NOBODY, at=NOW)
        imported(made, folder / "leads.csv", LEADS)
        imported(made, folder / "touches.csv", TOUCHES)
        again = (
            TOUCHES
            + "cy@other.example,2026-10-08 13:00,call,\ncy@other.example,2026-10-09 00:00,call,\n"
        )
        imported(made, folder / "again.csv", again)
        yield made


def of(workspace: Workspace, lead: str) -> LeadHistory:
    return lead_history(workspace, lead, as_of=None, label=None, now=NOW)


def test_each_touch_stands_once_with_whose_doing_it_is(workspace: Workspace) -> None:
    touches = [event for event in of(workspace, "L1").events if event.is_activity]
    assert [(each.what, each.party, each.batch, each.row) for each in touches] == [
        ("visit", "shared", 2, 2),  # nobody is named, and no promise counts visits
        ("demo", "marketing", 2, 3),  # the party that promises demos
        ("letter", "marketing", 2, 4),  # a person of the agreement
        ("call", "sales", 2, 5),  # somebody that the agreement does not name
    ]


def test_of_two_leads_with_one_address_the_newer_one_has_what_came_later(
    workspace: Workspace,
) -> None:
    touches = [event for event in of(workspace, "L2").events if event.is_activity]
    assert [(each.what, f"{each.at:%d}") for each in touches] == [("call", "07")]


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2026-10-08T12:59:59Z", []),
        ("2026-10-08T13:00:00Z", ["08"]),
        ("2026-10-08", ["08"]),
        ("2026-10-09", ["08", "09"]),
    ],
)
def test_what_is_known_ends_with_a_moment_and_before_the_day_after(
    workspace: Workspace, as_of: str, days: list[str]
) -> None:
    events = lead_history(workspace, "L3", as_of=as_of, label=None, now=NOW).events
    assert [f"{each.at:%d}" for each in events if each.is_activity] == days


def test_a_lead_is_named_by_its_address_unless_several_have_it(workspace: Workspace) -> None:
    assert of(workspace, " CY@Other.example ").lead_id == "L3"
    with pytest.raises(Problem) as caught:
        of(workspace, "ada@acme.example")
    assert (caught.value.code, caught.value.facts["known"]) == ("several-leads-named", "L1, L2")
    with pytest.raises(Problem, match="no-such-lead"):
        of(workspace, "nobody@acme.example")


def test_moments_are_those_of_their_party(workspace: Workspace) -> None:
    events = of(workspace, "L1").events
    moments = {each.what: each.party for each in events if not (each.value or each.is_activity)}
    assert moments == {"created_at": "marketing", "first_touch_at": "sales"}


def test_clocks_say_how_long_they_ran_and_what_was_allowed(workspace: Workspace) -> None:
    first, demos = of(workspace, "L1").clocks
    assert (first.commitment.key, first.row.state) == ("first-touch", "missed")
    assert first.used == 6.5 * 3600
    assert first.allowed == pytest.approx(4 * 3600)
    assert not first.business
    assert (demos.commitment.key, demos.row.state) == ("demos", "kept")
    # The clock of the other lead with that address hears nothing of the demo.
    assert [each.row.state for each in of(workspace, "L2").clocks] == ["kept", "missed"]


def test_each_condition_of_a_stage_is_held_against_the_lead(workspace: Workspace) -> None:
    found = {lead: of(workspace, lead).stages for lead in ("L1", "L2", "L3")}
    verdicts = {lead: [stage.met for stage in stages] for lead, stages in found.items()}
    # No file has an amount, so nobody can say whether it is above 0.
    assert verdicts == {"L1": [True, None], "L2": [False, None], "L3": [False, None]}
    mql = found["L1"][0]
    assert [check.met for check in mql.all_of] == [True]
    assert [[check.met for check in group] for group in mql.one_of] == [[False], [True]]
    assert of(workspace, "L1").stages_met == ("stage.mql",)


def test_others_of_the_account_are_named_whatever_the_case(workspace: Workspace) -> None:
    assert [(each.lead_id, each.name) for each in of(workspace, "L1").others] == [("L2", "Bo")]
    assert of(workspace, "L3").others == ()


def test_what_would_tell_more_is_named(workspace: Workspace) -> None:
    assert of(workspace, "L1").missing == (Kind.CAMPAIGNS,)


def test_leads_are_found_by_key_then_by_name_then_by_any_part(workspace: Workspace) -> None:
    directory = lead_directory(workspace)
    assert [each.lead_id for each in directory.find("l")] == ["L1", "L2", "L3"]
    assert [each.lead_id for each in directory.find("L2")] == ["L2"]
    assert [each.name for each in directory.find("other cy")] == ["Cy"]
    assert [each.name for each in directory.find("acme", most=1)] == ["Ada"]
    assert directory.find("  ") == directory.find("nobody") == ()
