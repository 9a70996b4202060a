"""Templates: each is whole, fits together, and says nothing that nobody has chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import ApplyText
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
    assert check(agreement) == []
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
    assert check(agreement) == []


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
