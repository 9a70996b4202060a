"""Templates: each is whole, fits together, and says nothing that nobody has chosen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import COMMITMENT, PARTIES, write_clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.template_wording import Placeholder
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze, findings
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.template_texts import placeholders
from alignment_desktop.services.templates import (
    BLANK,
    TEMPLATES,
    Beginning,
    new_workspace,
    periods_to_begin,
)
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
FILLED = [key for key in TEMPLATES if key != BLANK]


@pytest.mark.parametrize("template", FILLED)
def test_a_template_fits_together_and_nobody_has_agreed_to_it(
    tmp_path: Path, template: str
) -> None:
    beginning = Beginning(
        template=template, organisation='Müller "Werke" & Co', timezone="Europe/Berlin"
    )
    with new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        draft = workspace.draft()
    agreement = draft.agreement
    assert check(agreement, ()) == []
    assert agreement.label == "2026-Q4"
    assert agreement.header.organisation == 'Müller "Werke" & Co'
    assert agreement.timezone == "Europe/Berlin"
    assert {promise.party for promise in agreement.commitments.values()} > {"marketing"}
    assert len(draft.consents.missing(agreement.clauses)) == 2 * len(agreement.clauses)


def test_two_promises_are_two(tmp_path: Path) -> None:
    beginning = Beginning(template="starter")
    with new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        agreement = workspace.draft().agreement
    assert set(agreement.of_kind(COMMITMENT)) == {"qualified-leads", "acceptance-rate"}


def test_money_is_promised_in_the_currency_that_was_chosen(tmp_path: Path) -> None:
    beginning = Beginning(template="enterprise", currency="USD")
    with new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        agreement = workspace.draft().agreement
    assert agreement.header.currency == "USD"
    assert agreement.commitments["sourced-pipeline"].target.unit == "USD"
    assert check(agreement, ()) == []


def test_a_blank_agreement_takes_the_label_of_the_first_text(tmp_path: Path) -> None:
    period = periods_to_begin(date(2026, 11, 22))[1]
    beginning = Beginning(period=period, organisation="Northwind", currency="EUR")
    with new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        header = workspace.draft().agreement.header
        assert workspace.draft().agreement.label == "2027-Q1"
        assert (header.organisation, header.currency) == ("Northwind", "EUR")
        assert header.period.start == date(2027, 1, 1)
        assert header.period.end == date(2027, 3, 31)
        text = '[agreement]\nlabel = "FY27 Q2"\nperiod = { start = 2027-01-01, end = 2027-03-31 }'
        assert workspace.execute(ApplyText(text), by=NOBODY, at=AT).label == "FY27 Q2"
        with workspace.store.read() as reader:
            assert len(reader.agreements()) == 1


@pytest.mark.parametrize(
    ("beginning", "code"),
    [
        (Beginning(template="unknown"), "unknown-template"),
        (Beginning(template="saas", timezone='Mars"/Base'), "unknown-timezone"),
        (Beginning(template="saas", currency="euro"), "not-a-currency"),
        (Beginning(currency="euro"), "not-a-currency"),
    ],
)
def test_a_wrong_beginning_is_refused_and_leaves_no_file(
    tmp_path: Path, beginning: Beginning, code: str
) -> None:
    with pytest.raises(Problem) as refused:
        new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_that_is_there_is_never_begun_anew(tmp_path: Path) -> None:
    address = str(tmp_path / "w.align")
    new_workspace(address, Beginning(template="starter"), by=NOBODY, at=AT).close()
    with pytest.raises(Problem):
        new_workspace(address, Beginning(template="saas"), by=NOBODY, at=AT)
    with Workspace.open(address) as workspace:
        assert len(workspace.draft().agreement.commitments) == 2


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (date(2026, 10, 1), ["2026-Q4", "2027-Q1", "2026", "2027"]),
        (date(2026, 11, 30), ["2026-Q4", "2027-Q1", "2026", "2027"]),
        (date(2026, 12, 1), ["2027-Q1", "2026-Q4", "2026", "2027"]),
    ],
)
def test_in_the_last_month_the_next_quarter_is_offered_first(
    today: date, labels: list[str]
) -> None:
    assert [period.label for period in periods_to_begin(today)] == labels


def begun(folder: Path, template: str) -> Agreement:
    """The agreement that a template begins."""
    beginning = Beginning(template=template, currency="EUR")
    with new_workspace(str(folder / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        return workspace.draft().agreement


def grades_of(promise: Commitment) -> set[str]:
    """The grades of whose leads a promise speaks; empty: of all."""
    return {
        str(grade)
        for condition in promise.where
        if condition.field == "grade"
        for grade in condition.values
    }


@pytest.mark.parametrize("template", FILLED)
def test_a_template_calls_in_the_time_that_it_promises(tmp_path: Path, template: str) -> None:
    agreement = begun(tmp_path, template)
    touches = [each for each in agreement.commitments.values() if each.to == "first_touch_at"]
    for clause in agreement.of_kind("threshold").values():
        threshold = write_clause(clause)
        said = re.search(r"within (\d+ business (?:hour|day)s?)", str(threshold["action"]))
        if said is None:
            continue
        for promise in touches:
            if not grades_of(promise) or grades_of(promise) & set(
                cast("list[str]", threshold["grades"])
            ):
                assert promise.limit == Limit.parse(said[1]), (threshold["key"], promise.key)


@pytest.mark.parametrize("template", FILLED)
def test_a_template_decides_on_a_lead_in_the_time_that_it_may_wait(
    tmp_path: Path, template: str
) -> None:
    agreement = begun(tmp_path, template)
    waiting = agreement.stages[agreement.header.handover_stage].limit
    decisions = [each for each in agreement.commitments.values() if each.to == "decided_at"]
    assert {promise.limit for promise in decisions} <= {waiting}


SHORTEST = {"week": 7, "month": 28, "quarter": 90}


@pytest.mark.parametrize("template", FILLED)
def test_what_a_template_judges_has_settled_within_the_period_it_is_judged_by(
    tmp_path: Path, template: str
) -> None:
    for promise in begun(tmp_path, template).commitments.values():
        if promise.settle is not None:
            assert promise.settle.unit == "day", promise.key
            assert promise.settle.amount <= SHORTEST[promise.every], promise.key


@pytest.mark.parametrize("template", FILLED)
def test_a_template_is_not_frozen_while_a_text_stands_that_is_there_to_be_replaced(
    tmp_path: Path, template: str
) -> None:
    beginning = Beginning(template=template)
    with new_workspace(str(tmp_path / "w.align"), beginning, by=NOBODY, at=AT) as workspace:
        found = findings(workspace)
        assert {finding.rule for finding in found} == {"template-wording"}
        assert {finding.severity for finding in found} == {"error"}
        assert "person.sales-leader" in {key for finding in found for key in finding.keys}
        for party in PARTIES:
            workspace.execute(Agree(party, None), by=NOBODY, at=AT)
        with pytest.raises(Problem) as refused:
            workspace.execute(Freeze(), by=NOBODY, at=AT)
        assert refused.value.code == "check-finds-errors"
        assert "person.sales-leader" in str(refused.value.facts["keys"])
        assert workspace.execute(Freeze(waive="a draft"), by=NOBODY, at=AT).version == 1


def test_once_every_such_text_is_ones_own_nothing_is_found(tmp_path: Path) -> None:
    with new_workspace(
        str(tmp_path / "w.align"), Beginning(template="starter"), by=NOBODY, at=AT
    ) as workspace:
        for party, name in (("sales", "Marie Lindner"), ("marketing", "Daniel Okafor")):
            text = f'[[person]]\nkey = "{party}-leader"\nname = "{name}"\nparty = "{party}"'
            assert findings(workspace) != []
            workspace.execute(ApplyText(text), by=NOBODY, at=AT)
        assert findings(workspace) == []


def test_the_sample_says_everything_in_its_own_words() -> None:
    clauses = dict(read_text(sample_agreement_text()).clauses)
    sample = Agreement("FY27 Q1", clauses)
    assert not [each for each in check(sample, placeholders()) if each.rule == "template-wording"]


def test_the_texts_to_be_replaced_are_those_that_the_templates_mark() -> None:
    marked = placeholders()
    assert Placeholder("person", "name", "Sales leader") in marked
    assert Placeholder("side", "goals", "What sales wants to reach in this period.") in marked
    assert Placeholder("person", "name", "Revenue operations") not in marked
    assert all(placeholder.text for placeholder in marked)
