"""The scoreboard of the sample, and of agreements that have less to show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress, Silent
from alignment_desktop.domain.scoreboard import Board, Headline, Pick, View
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.lead_workbook import save_listed
from alignment_desktop.services.measured_board import MeasuredBoard, Sources
from alignment_desktop.services.measuring import Question, leads_of, measured
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.scoreboard_leads import detail, listed, where_it_slips
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(
    sample_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("scoreboard") / "sample.align"
    shutil.copy(sample_original, path)
    with Workspace.open(str(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def sources(workspace: Workspace) -> Sources:
    return sources_of(workspace, now=NOW)


@pytest.fixture(scope="module")
def whole(sources: Sources) -> MeasuredBoard:
    return scoreboard(sources, View(), Silent())


def verdicts(board: Board) -> dict[str, str]:
    return {line.key: line.verdict.word for line in board.lines}


def test_the_whole_agreement_tells_the_story_that_the_sample_was_made_for(
    whole: MeasuredBoard,
) -> None:
    assert verdicts(whole.board) == {
        "grade-a-first-touch": "kept",
        "grade-b-first-touch": "missed",
        "accept-or-return": "just_short",
        "follow-up-attempts": "missed",
        "priority-feedback": "missed",
        "returned-with-reason": "missed",
        "qualified-leads": "kept",
        "acceptance-rate": "just_short",
        "sourced-pipeline": "kept",
        "recycled-renurtured": "kept",
        "win-rate": "just_short",
        "speed-to-lead": "kept",
        "pipeline-coverage": "just_short",
    }


def test_a_promise_by_month_is_judged_by_the_months_that_measure_gives(
    workspace: Workspace, whole: MeasuredBoard
) -> None:
    given = {
        each.key: [(entry.period, entry.value, entry.status) for entry in each.periods]
        for each in measured(workspace, Question(), now=NOW).commitments
    }
    for line in whole.board.lines:
        told = [(each.period, each.value, each.status) for each in line.periods]
        assert told == given[line.key], line.key
    # Two months of three were kept, and all three together reach the target: it was not kept.
    attempts = whole.board.line("follow-up-attempts")
    assert attempts is not None
    assert (attempts.verdict.kept, attempts.verdict.judged) == (2, 3)
    assert attempts.attainment is not None
    assert attempts.attainment > 1


def test_while_the_quarter_runs_only_months_that_are_over_are_judged(
    workspace: Workspace,
) -> None:
    board = scoreboard(sources_of(workspace, now=NOW, as_of="2026-11-15"), View(), Silent()).board
    by_month = board.line("grade-a-first-touch")
    by_quarter = board.line("sourced-pipeline")
    assert by_month is not None
    assert by_quarter is not None
    assert (by_month.verdict.word, by_month.verdict.judged, by_month.verdict.open) == ("kept", 1, 2)
    assert by_quarter.verdict.word == "open"
    november = scoreboard(
        sources_of(workspace, now=NOW, as_of="2026-11-15"), View("2026-11"), Silent()
    ).board
    assert not {"kept", "just_short", "missed"} & set(verdicts(november).values())
    assert by_code(november)["kept"].whole == 0


def test_figures_are_set_against_those_of_the_quarter_before(whole: MeasuredBoard) -> None:
    fell, unclear = whole.board.line("grade-b-first-touch"), whole.board.line("accept-or-return")
    assert fell is not None
    assert unclear is not None
    assert fell.move is not None
    assert fell.move.slipped
    assert unclear.before is not None
    assert unclear.move is None  # the intervals of both quarters overlap


def test_periods_that_the_agreement_cuts_are_judged_as_they_are_cut(tmp_path: Path) -> None:
    text = """
        [agreement]
        label = "FY27 Q1"
        period = { start = 2026-10-15, end = 2026-12-31 }
        [[commitment]]
        key = "whole"
        measure = "count"
        from = "created_at"
        target = ">= 2"
        every = "period"
        [[commitment]]
        key = "leads"
        measure = "count"
        from = "created_at"
        target = ">= 2"
        every = "month"
    """
    leads = tmp_path / "leads.csv"
    days = ("10-01", "10-02", "10-20", "11-03", "11-04", "12-08", "12-09")
    rows = [f"L{number},2026-{day}" for number, day in enumerate(days)]
    leads.write_text("\n".join(["lead_id,created_at", *rows]))
    with Workspace.new(str(tmp_path / "cut.align"), by=NOBODY, at=NOW) as cut:
        cut.execute(ApplyText(text), by=NOBODY, at=NOW)
        cut.execute(AcceptImport(prepare(cut, ImportRequest(path=leads))), by=NOBODY, at=NOW)
        sources = sources_of(cut, now=NOW)
        line = scoreboard(sources, View(), Silent()).board.line("leads")
        later = scoreboard(sources, View("2026-11"), Silent()).board.line("leads")
        # The label is the agreement's, though a fiscal quarter elsewhere may be called so too.
        named = Question(commitment="whole", period="FY27 Q1")
        (found,) = measured(cut, named, now=NOW).commitments
    assert found.periods[0].value == 5
    assert line is not None
    # Of October's three leads only one came in the agreement's days.
    assert [(each.value, each.status) for each in line.periods] == [
        (1, "missed"), (2, "kept"), (2, "kept"),
    ]  # fmt: skip
    assert line.verdict.word == "missed"
    # The line of the past says the same of October as the table beside it.
    assert dict(zip(line.history_labels, line.history, strict=True))["2026-10"] == 1
    # Where November stands for itself, it is compared with the whole of October.
    assert later is not None
    assert later.before is not None
    assert later.before.value == later.history[later.history_labels.index("2026-10")] == 3


def test_over_all_months_leads_add_up_and_so_do_the_targets_of_volumes(
    workspace: Workspace, whole: MeasuredBoard
) -> None:
    months = {
        each.key: each.periods for each in measured(workspace, Question(), now=NOW).commitments
    }
    for key in ("grade-b-first-touch", "follow-up-attempts", "acceptance-rate"):
        line = whole.board.line(key)
        assert line is not None
        assert line.kept == sum(entry.kept or 0 for entry in months[key])
        assert line.missed == sum(entry.missed or 0 for entry in months[key])
    volume = whole.board.line("qualified-leads")
    assert volume is not None
    assert volume.target is not None
    assert (volume.value, volume.target.value) == (1277, 400 + 400 + 320)


def test_one_month_shows_what_measure_gives_and_names_what_it_leaves_out(
    workspace: Workspace, sources: Sources
) -> None:
    board = scoreboard(sources, View("2026-11"), Silent()).board
    given = measured(workspace, Question(period="2026-11"), now=NOW).commitments
    assert [(line.key, line.value, line.periods[0].status) for line in board.lines] == [
        (each.key, each.periods[0].value, each.periods[0].status) for each in given
    ]
    assert {len(line.periods) for line in board.lines} == {1}
    assert board.left_out == (
        "Sourced pipeline", "Win rate of accepted leads", "Pipeline coverage",
    )  # fmt: skip
    assert (board.start.isoformat(), board.end.isoformat()) == ("2026-11-01", "2026-11-30")


def test_every_commitment_has_up_to_six_periods_behind_it_and_none_after_the_one_shown(
    whole: MeasuredBoard, sources: Sources
) -> None:
    line = whole.board.line("grade-b-first-touch")
    assert line is not None
    assert line.history_labels == tuple(f"2026-{month:02}" for month in range(7, 13))
    assert None not in line.history
    november = scoreboard(sources, View("2026-11"), Silent()).board.line("grade-b-first-touch")
    assert november is not None
    assert november.history_labels[-1] == "2026-11"


def test_a_period_before_the_first_lead_has_no_value_rather_than_a_zero(
    whole: MeasuredBoard,
) -> None:
    line = whole.board.line("sourced-pipeline")
    assert line is not None
    assert line.history[:4] == (None,) * 4
    assert line.history[-1] == line.value


def test_a_segment_measures_its_leads_and_sets_no_target_for_a_volume_of_all(
    sources: Sources,
) -> None:
    board = scoreboard(sources, View(segment="enterprise"), Silent()).board
    volume, share = board.line("qualified-leads"), board.line("grade-b-first-touch")
    pipeline = board.line("sourced-pipeline")
    assert volume is not None
    assert share is not None
    assert pipeline is not None
    assert (volume.target, volume.verdict.word, volume.attainment) == (None, "no_target", None)
    assert 0 < share.eligible < 540
    assert sum(each.eligible for each in share.periods) == share.eligible
    assert pipeline.verdict.word == "kept"  # its target speaks of this segment


def test_a_period_or_segment_that_there_is_not_is_a_problem(sources: Sources) -> None:
    with pytest.raises(Problem, match="no-such-segment"):
        scoreboard(sources, View(segment="nobody"), Silent())
    with pytest.raises(Problem, match="no-such-period"):
        scoreboard(sources, View("2031-01"), Silent())


def test_headlines_stand_on_imported_leads_and_show_their_denominators(
    whole: MeasuredBoard,
) -> None:
    found = {headline.code: headline for headline in whole.board.headlines}
    assert (found["kept"].part, found["kept"].whole) == (5, 13)
    assert found["speed"].whole == 399
    assert found["returned"].value == found["returned"].part / found["returned"].whole
    assert found["returned"].counts["without_reason"] == 42
    assert found["won"].unit == "EUR"


def test_the_funnel_never_widens_and_leaves_detours_out(whole: MeasuredBoard) -> None:
    reached = [stage.reached for stage in whole.board.stages]
    assert reached == sorted(reached, reverse=True)
    keys = [stage.key for stage in whole.board.stages]
    assert (keys[0], keys[-1]) == ("raw-lead", "customer")
    assert "disqualified" not in keys


def test_the_planted_slips_of_grade_b_are_found(whole: MeasuredBoard) -> None:
    found = detail(whole, "grade-b-first-touch")
    groups = where_it_slips(whole, "grade-b-first-touch").groups
    assert [group.fields for group in groups.pattern.groups] == [(("owner", ""),)]
    assert groups.pattern.missed == found.count == 79
    assert sum(found.taken.bins) + found.taken.running == 461 + 79


def test_the_leads_behind_a_miss_are_those_that_the_command_lists(
    workspace: Workspace, whole: MeasuredBoard
) -> None:
    asked = Question(commitment="grade-b-first-touch")
    rows, _ = leads_of(workspace, asked, state="missed", now=NOW)
    shown = listed(whole, Pick("grade-b-first-touch"), most=10_000).leads
    assert sorted(lead.lead_id for lead in shown) == sorted(row.lead_id for row in rows)
    used = [lead.used or 0.0 for lead in shown]
    assert used == sorted(used, reverse=True)
    assert len(detail(whole, "grade-b-first-touch", most=50).leads) == 50


def test_figures_without_leads_have_nothing_behind_them(whole: MeasuredBoard) -> None:
    found = detail(whole, "pipeline-coverage")
    assert (found.leads, found.taken.bins, found.count) == ((), (), 0)
    with pytest.raises(Problem, match="unknown-commitment"):
        detail(whole, "nothing")


def test_all_missed_leads_are_saved_as_a_workbook(whole: MeasuredBoard, tmp_path: Path) -> None:
    path = tmp_path / "missed.xlsx"
    assert save_listed(path, whole, Pick("grade-b-first-touch")) == 79
    sheet = openpyxl.load_workbook(path)["Missed leads"]
    assert sheet.max_row == 80
    header, *rows = sheet.iter_rows(values_only=True)
    longest = dict(zip(header, rows[0], strict=True))
    assert longest["Commitment"] == "Grade B first touch"
    assert (longest["Lead"], longest["Account"], longest["State"]) == (
        "L-22350", "Elbetech AG", "missed",
    )  # fmt: skip
    assert isinstance(longest["Due (Europe/Berlin)"], datetime)
    # One business day was promised: what was used beyond it is late.
    used, late = longest["Business time used (hours)"], longest["Late by (business hours)"]
    assert timedelta(hours=8) <= used - late <= timedelta(hours=9)
    assert all(row[-1] > timedelta(0) for row in rows)


@pytest.mark.parametrize("key", ["grade-b-first-touch", "acceptance-rate"])
def test_each_group_where_it_slips_lists_just_its_missed_leads(
    whole: MeasuredBoard, key: str
) -> None:
    found = where_it_slips(whole, key).groups
    seen: list[str] = []
    for at, each in [*enumerate(found.pattern.groups), (-1, None)]:
        group = listed(whole, Pick(key, group=at), most=10_000)
        missed = each.missed if each else found.missed_elsewhere
        assert group.count == len(group.leads) == missed
        seen += [lead.lead_id for lead in group.leads]
    all_missed = listed(whole, Pick(key), most=10_000).leads
    assert sorted(seen) == sorted(lead.lead_id for lead in all_missed)


def test_each_bar_of_the_histogram_lists_as_many_leads_as_it_is_high(
    whole: MeasuredBoard,
) -> None:
    found = detail(whole, "grade-b-first-touch")
    for number, count in enumerate(found.taken.bins):
        assert listed(whole, Pick("grade-b-first-touch", bin=number)).count == count
    late = listed(whole, Pick("grade-b-first-touch", bin=len(found.taken.bins) - 1))
    assert {lead.state for lead in late.leads} == {"missed"}


def test_each_stage_of_the_funnel_lists_the_leads_that_it_counts(
    whole: MeasuredBoard, tmp_path: Path
) -> None:
    for stage in whole.board.stages:
        assert listed(whole, Pick(stage=stage.key)).count == stage.reached
    path = tmp_path / "customers.xlsx"
    assert save_listed(path, whole, Pick(stage="customer")) == 38
    sheet = openpyxl.load_workbook(path)["Leads"]
    assert [cell.value for cell in sheet[1]][-2:] == [
        "Entered the funnel (Europe/Berlin)",
        "Came here (Europe/Berlin)",
    ]
    assert listed(whole, Pick(stage="lost")).count == 0


def by_code(board: Board) -> dict[str, Headline]:
    return {headline.code: headline for headline in board.headlines}


def test_the_headlines_say_what_changed_since_the_quarter_before(
    sources: Sources, whole: MeasuredBoard
) -> None:
    assert whole.board.before is not None
    assert whole.board.before.label == "FY26 Q4"
    found = by_code(whole.board)
    assert (found["kept"].change, found["kept"].improved) == (4, True)
    assert (found["speed"].change, found["speed"].improved) == (-23 * 60, True)
    assert found["returned"].improved is False
    november = scoreboard(sources, View("2026-11"), Silent()).board
    october = scoreboard(sources, View("2026-10"), Silent()).board
    assert november.before is not None
    assert november.before.label == "2026-10"
    for code, now in by_code(november).items():
        then = by_code(october)[code]
        assert now.before is not None
        assert (now.before.value, now.before.part, now.before.whole) == (
            then.value, then.part, then.whole,
        )  # fmt: skip


def test_won_revenue_is_held_against_the_plan_of_the_whole_agreement(
    sources: Sources, whole: MeasuredBoard
) -> None:
    won = by_code(whole.board)["won"]
    assert won.plan == 2_100_000
    assert won.of_plan == pytest.approx(1_799_950 / 2_100_000)
    assert by_code(scoreboard(sources, View("2026-11"), Silent()).board)["won"].plan is None


def test_a_period_that_is_not_over_compares_rates_and_no_sums(workspace: Workspace) -> None:
    asked = sources_of(workspace, now=NOW, as_of="2026-12-10")
    found = by_code(scoreboard(asked, View(), Silent()).board)
    assert found["won"].before is not None
    assert (found["won"].change, found["kept"].change) == (None, None)
    assert found["returned"].change is not None


def test_before_the_first_leads_there_is_nothing_to_compare_with(
    tmp_path: Path,
) -> None:
    text = """
        [agreement]
        period = { start = 2026-10-05, end = 2026-10-18 }
        [[commitment]]
        key = "won"
        measure = "sum"
        from = "closed_at"
        field = "revenue"
        target = ">= 4000 EUR"
        every = "month"
    """
    leads = tmp_path / "leads.csv"
    leads.write_text(
        "lead_id,created_at,closed_at,outcome,revenue\nL1,2026-10-01,2026-10-07,won,1000\n"
    )
    with Workspace.new(str(tmp_path / "small.align"), by=NOBODY, at=NOW) as small:
        small.execute(ApplyText(text), by=NOBODY, at=NOW)
        prepared = prepare(small, ImportRequest(path=leads))
        small.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
        made = sources_of(small, now=NOW)
        board = scoreboard(made, View(), Silent()).board
        month = scoreboard(made, View("2026-10"), Silent()).board
    won = by_code(board)["won"]
    assert board.before is not None
    assert (board.before.start.day, board.before.label) == (21, "")
    assert (won.before, won.change, won.of_plan) == (None, None, 0.25)
    assert month.before is None


def test_a_blank_workspace_has_an_empty_scoreboard(tmp_path: Path) -> None:
    with Workspace.new(str(tmp_path / "blank.align"), by=NOBODY, at=NOW) as blank:
        board = scoreboard(sources_of(blank, now=NOW), View(), Silent()).board
    assert (board.batches, board.lines, board.headlines, board.stages) == (0, (), (), ())


def test_over_the_whole_agreement_a_rising_share_is_held_against_its_last_target(
    tmp_path: Path,
) -> None:
    text = """
        [agreement]
        period = { start = 2026-10-01, end = 2026-12-31 }
        [[commitment]]
        key = "c"
        measure = "filled"
        from = "created_at"
        field = "owner"
        every = "month"
        target = ">= 80 %"
        targets = { "2026-12" = ">= 90 %" }
    """
    with Workspace.new(str(tmp_path / "rising.align"), by=NOBODY, at=NOW) as rising:
        rising.execute(ApplyText(text), by=NOBODY, at=NOW)
        board = scoreboard(sources_of(rising, now=NOW), View(), Silent()).board
    (line,) = board.lines
    assert line.target is not None
    assert (str(line.target), line.verdict.word, len(line.notes)) == (">= 90 %", "no_data", 1)


def test_behind_a_time_taken_lies_its_target_and_behind_a_clock_its_limit(
    whole: MeasuredBoard,
) -> None:
    median, clock = detail(whole, "speed-to-lead"), detail(whole, "grade-b-first-touch")
    assert median.taken.allowed == median.line.target
    assert (sum(median.taken.bins), median.taken.running) == (median.line.eligible, 0)
    stated = whole.request.newest.commitments["grade-b-first-touch"]
    assert clock.taken.allowed == stated.limit is not None
    assert 0 < clock.taken.running < (clock.line.missed or 0)


def test_measuring_stops_where_it_is_asked_to(sources: Sources) -> None:
    class Impatient:
        def report(self, progress: Progress) -> None:
            if progress.done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        scoreboard(sources, View(), Impatient())
