"""The sample: its agreement reads, its files repeat, and both tell the story that they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.frames import Kind
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.recognise import complete
from alignment_desktop.importing.workbook import read_workbook
from alignment_desktop.services.importing import context_of
from alignment_desktop.services.sample import (
    DATA_AS_OF,
    sample_agreement_text,
    sample_histories,
    sheets,
    write_sample,
)
from alignment_desktop.services.sample.office import Office
from alignment_desktop.services.sample.people import KNOWN_UNTIL, PRIORITY, SampleLead

Moment = Callable[[SampleLead], datetime | None]


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    text = read_text(sample_agreement_text(), file="agreement.en.toml")
    assert text.label is not None
    return Agreement(text.label, text.clauses)


@pytest.fixture(scope="module")
def leads() -> list[SampleLead]:
    return sample_histories()


@pytest.fixture(scope="module")
def checked(agreement: Agreement, tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Checked]:
    """Every file of the sample, read by the real importer with its own mapping."""
    folder = tmp_path_factory.mktemp("sample")
    context = context_of(agreement)
    found = {}
    for file in write_sample(folder):
        workbook = read_workbook(folder / file.name)
        located = complete(workbook, parse_mapping(file.mapping_text), context)
        found[file.kind] = check(located.sheet, located.mapping, context)
    return found


def _office(agreement: Agreement) -> Office:
    calendar = next(c for c in agreement.clauses.values() if isinstance(c, Calendar))
    return Office(calendar, date(2026, 6, 24), date(2027, 2, 1))


def test_the_agreement_has_every_kind_of_clause_but_examples(agreement: Agreement) -> None:
    assert {kind for kind, _ in agreement.clauses} == set(KINDS) - {"example"}
    assert agreement.label == "FY27 Q1"


def test_the_stages_of_the_files_are_those_of_the_agreement(
    agreement: Agreement, leads: list[SampleLead]
) -> None:
    assert {lead.stage for lead in leads} <= set(agreement.stages)
    assert {stage for lead in leads for stage in lead.entered} <= set(agreement.stages)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    folders = []
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        folder.mkdir()
        files = write_sample(folder, seed=seed)
        folders.append({file.name: (folder / file.name).read_bytes() for file in files})
    first, again, other = folders
    assert first == again
    assert [name for name in first if first[name] == other[name]] == ["figures.xlsx"]


def test_nothing_is_known_that_had_not_happened_yet(leads: list[SampleLead]) -> None:
    for lead in leads:
        moments = [lead.first_touch, lead.decided, lead.recycled, lead.renurtured, lead.feedback]
        moments += [lead.closed, *lead.entered.values(), *(at for at, _, _ in lead.touches)]
        assert all(moment is None or moment < KNOWN_UNTIL for moment in moments)


def test_leads_come_on_weekdays_and_fewer_in_august(leads: list[SampleLead]) -> None:
    months = Counter(lead.created.month for lead in leads)
    weekend = sum(lead.created.weekday() >= 5 for lead in leads)
    assert 3_000 <= len(leads) <= 4_000
    assert months[8] < 0.7 * months[9]
    assert weekend < 0.1 * len(leads)


def _share(
    leads: list[SampleLead], start: Moment, stop: Moment, due: Callable[[datetime], datetime]
) -> float:
    """Kept ÷ (kept + missed) of the clocks that start in the last quarter of 2026."""
    kept = missed = 0
    for lead in leads:
        begun, done = start(lead), stop(lead)
        if begun is None or begun.year != 2026 or begun.month < 10:
            continue
        limit = due(begun)
        if done is not None and done <= limit:
            kept += 1
        elif done is not None or limit < KNOWN_UNTIL:
            missed += 1
    return kept / (kept + missed)


def test_the_promises_are_partly_kept_partly_not(
    agreement: Agreement, leads: list[SampleLead]
) -> None:
    office = _office(agreement)

    def grade(letter: str) -> list[SampleLead]:
        return [lead for lead in leads if lead.grade == letter]

    def handed(lead: SampleLead) -> datetime | None:
        return lead.handed_over

    def touched(lead: SampleLead) -> datetime | None:
        return lead.first_touch

    assert _share(grade("A"), handed, touched, lambda at: office.after(at, 240)) > 0.95
    assert 0.8 < _share(grade("B"), handed, touched, lambda at: office.days_after(at, 1)) < 0.88
    decided = _share(leads, handed, lambda x: x.decided, lambda at: office.days_after(at, 2))
    assert 0.9025 < decided < 0.95
    of_priority = [lead for lead in leads if lead.campaign in PRIORITY]
    feedback = _share(
        of_priority, handed, lambda x: x.feedback, lambda at: office.days_after(at, 5)
    )
    assert 0.8 < feedback < 0.9
    again = _share(
        leads, lambda x: x.recycled, lambda x: x.renurtured, lambda at: office.days_after(at, 5)
    )
    assert again > 0.9


def test_the_causes_of_late_touches_can_be_found(
    agreement: Agreement, leads: list[SampleLead]
) -> None:
    office = _office(agreement)

    def late(some: list[SampleLead]) -> float:
        known = [x for x in some if x.grade == "B" and x.handed_over is not None and x.first_touch]
        return sum(
            lead.first_touch > office.days_after(lead.handed_over, 1)
            for lead in known
            if lead.handed_over is not None and lead.first_touch is not None
        ) / len(known)

    handed = [lead for lead in leads if lead.handed_over]
    unowned = [lead for lead in handed if not lead.owner]
    fridays = [x for x in handed if x.created.weekday() == 4 and x.created.hour >= 12]
    assert {lead.region for lead in unowned} == {"EMEA"}
    assert late(unowned) > 2 * late(handed)
    assert late(fridays) > 1.3 * late(handed)


def _in_last_quarter(lead: SampleLead, stage: str) -> bool:
    entered = lead.entered.get(stage)
    return entered is not None and (entered.year, entered.month) in {
        (2026, m) for m in (10, 11, 12)
    }


def test_qualified_leads_are_delivered_and_accepted_as_the_scoreboard_says(
    leads: list[SampleLead],
) -> None:
    qualified = [lead for lead in leads if _in_last_quarter(lead, "mql")]
    months = Counter(lead.entered["mql"].month for lead in qualified)
    accepted = sum(lead.decision == "accepted" for lead in qualified) / len(qualified)
    pipeline = sum(
        lead.amount or 0
        for lead in leads
        if lead.campaign and lead.employees >= 1_000 and _in_last_quarter(lead, "opportunity")
    )
    assert months[10] >= 400
    assert months[11] >= 400
    assert months[12] >= 320
    assert 0.598 < accepted < 0.65
    assert 2_400_000 < pipeline < 3_000_000


def test_the_importer_reads_every_file_and_shows_the_planted_slips(
    checked: dict[Kind, Checked], leads: list[SampleLead]
) -> None:
    found = {
        kind: Counter((each.code, each.effect) for each in sheet.problems)
        for kind, sheet in checked.items()
    }
    assert found[Kind.LEADS] == {
        ("no-key", "row"): sheets.WITHOUT_KEY,
        ("unreadable-date", "cell"): sheets.IMPOSSIBLE_DATES,
        ("unreadable-number", "cell"): sheets.UNREADABLE_AMOUNTS,
        ("other-currency", "cell"): sheets.DOLLARS,
    }
    assert found[Kind.ACTIVITIES] == {("no-key", "row"): sheets.NO_PERSON}
    assert not any(found[kind] for kind in (Kind.CAMPAIGNS, Kind.FIGURES, Kind.CUSTOMERS))
    assert [each for sheet in checked.values() for each in sheet.warnings] == []
    extra = sheets.DUPLICATES + sheets.OLDER_COPIES + sheets.WITHOUT_KEY
    assert checked[Kind.LEADS].rows == len(leads) + extra
    assert checked[Kind.LEADS].frame.height == len(leads)


def test_titles_totals_and_small_print_are_no_rows(checked: dict[Kind, Checked]) -> None:
    reasons = Counter(reason for _, reason in checked[Kind.LEADS].left_out)
    assert reasons == {"above-header": 3, "total": 1, "footer": 1}


def test_what_is_read_is_what_happened(
    checked: dict[Kind, Checked], leads: list[SampleLead]
) -> None:
    read = {row["lead_id"]: row for row in checked[Kind.LEADS].frame.iter_rows(named=True)}
    zone = DATA_AS_OF.tzinfo
    different = Counter[str]()
    for lead in leads:
        row = read[lead.lead_id]
        assert row["decision"] == (lead.decision or None)
        assert row["stage"] == lead.stage
        assert row["decided_at"] == (lead.decided and lead.decided.replace(tzinfo=zone))
        different["amount"] += row["amount"] != lead.amount
        touch = lead.first_touch and lead.first_touch.replace(tzinfo=zone)
        different["first_touch"] += row["first_touch_at"] != touch
        different["handed_over"] += (row["handed_over_at"] is None) and bool(lead.handed_over)
    slips = sheets.IMPOSSIBLE_DATES + sheets.TOUCHED_BEFORE + sheets.DAY_ONLY
    assert different == {
        "amount": sheets.UNREADABLE_AMOUNTS + sheets.DOLLARS,
        "first_touch": slips,
        "handed_over": 40,
    }


def test_the_mappings_say_when_the_data_were_taken(tmp_path: Path) -> None:
    for file in write_sample(tmp_path):
        taken = parse_mapping(file.mapping_text).data_as_of
        assert taken == DATA_AS_OF.replace(tzinfo=None)
