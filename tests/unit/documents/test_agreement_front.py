"""How we count, what changed, and drafts of templates: what stands before the sections."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument, Amendment, Why
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.domain.findings import ERROR
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.services.agreeing import check
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.template_texts import placeholders, template_text
from tests.unit.documents.pdf_reading import page_texts

MADE = datetime(2026, 10, 28, 14, 2, tzinfo=UTC)
FACTS = {
    "label": "Q4", "start": "2026-10-01", "end": "2026-12-31", "timezone": "UTC",
    "currency": "EUR",
}  # fmt: skip


def agreement_of(text: str) -> Agreement:
    read = read_text(text)
    return Agreement(read.label or "", dict(read.clauses)).with_full_names()


@pytest.fixture(scope="module")
def sample() -> Agreement:
    return agreement_of(sample_agreement_text())


@pytest.fixture(scope="module")
def counting(sample: Agreement) -> str:
    """The page on how we count."""
    return page_texts(agreement_pdf(AgreementDocument(sample, MADE, version=1)))[2]


@pytest.mark.parametrize(
    "said",
    [
        "Monday to Thursday 09:00–17:30, Friday 09:00–15:00. Times are those of Europe/Berlin.",
        "Closed: 3 Oct, 24–26 Dec, 31 Dec. Also open: 5 Dec, 10:00–14:00.",
        "Grade A first touch ≥ 95% 90.25% to 95%",
        "Sourced pipeline ≥ €2.4M €2.16M to €2.4M",
        "in December ≥ 320 288 to 319",
        "≤ 2 business hours up to 2 h 30 min",
        "A lead has the grade that the imported file states for it.",
        "First touch: the campaign that reached a lead first gets all of it.",
        "Stated figures: Pipeline coverage (reported by Tom Becker). Leads and activities: "
        "Follow-up attempts.",
        "Operations: Tom Becker (Revenue Operations Manager).",
        "Sponsor: Ingrid Halvorsen (Chief Revenue Officer).",
        "Weekly funnel meeting (every week, Tuesday 09:30): Marie Lindner, Daniel Okafor",
        "A lead is judged by the version in force when its clock started.",
    ],
)
def test_how_we_count_settles_on_one_page(counting: str, said: str) -> None:
    assert said in counting.replace("\xa0", " ")


def test_grades_by_our_rules_say_from_which_points_they_hold(sample: Agreement) -> None:
    ruled = changed(sample, (HEADER, ""), scoring="rules")
    texts = page_texts(agreement_pdf(AgreementDocument(ruled, MADE, version=1)))
    counting = texts[2].replace("\xa0", " ")
    assert "By points for who the lead is: A from 80 points, B from 50 points" in counting
    assert "that the imported file states for it" not in counting


def changed(agreement: Agreement, at: ClauseId, **fields: Any) -> Agreement:
    clause = replace(cast(Any, agreement.clauses[at]), **fields)
    return Agreement(agreement.label, {**agreement.clauses, at: clause})


@pytest.fixture(scope="module")
def amended(sample: Agreement) -> Agreement:
    leads = "commitment", "qualified-leads"
    made = changed(sample, leads, target=Target.parse(">= 420"))
    made = changed(made, ("stage", "sal"), limit=Limit.parse("8 business days"))
    left = {at: clause for at, clause in made.clauses.items() if at != ("term", "attempt")}
    return Agreement(made.label, left)


@pytest.fixture(scope="module")
def amendment(sample: Agreement, amended: Agreement) -> list[str]:
    name = "commitment.qualified-leads"
    why = {name: (Why("marketing", "Daniel Okafor", "We can do more"),)}
    october = PeriodFigure(
        period="2026-10", target=Target.parse(">= 400"), value=388.0, status="at_risk"
    )
    document = AgreementDocument(
        amended,
        MADE,
        version=2,
        since=date(2026, 11, 1),
        amends=Amendment(1, sample, "Review of October", why, {name: october}),
    )
    return page_texts(agreement_pdf(document))


def test_an_amendment_begins_with_what_changed_and_why(
    amendment: list[str], amended: Agreement
) -> None:
    first = amendment[0].replace("\xa0", " ")
    assert "What changed since version 1, and why" in first
    assert (
        f"2 of {len(amended.clauses)} clauses change; the others stand as agreed in version 1."
        in first
    )
    assert "One clause is removed. Why: Review of October." in first
    assert "A lead whose clock started before 1 November 2026 is judged by version 1." in first
    assert "Qualified leads delivered Commitment, Marketing from 1 November 2026" in first
    assert "Target: ≥ 400 Last result: 388 in October 2026, just short" in first
    assert "Target: ≥ 420 Daniel Okafor, Marketing: We can do more." in first
    assert "10 business days" in first
    assert "8 business days" in first
    assert "Attempt" in first
    assert "Removed" in first
    assert "Revenue that the promises carry goes from €1.97M to €2.04M." in first
    assert "Date and place" in first
    assert "Date and place" not in amendment[1]
    assert "in force from 1 November to 31 December 2026 · version 2" in amendment[1]


def test_a_changed_promise_is_marked_where_it_stands(amendment: list[str]) -> None:
    text = " ".join(amendment)
    changed_in = "Changed in version 2 · last result: 388 in October 2026, just short"
    assert f"Qualified leads delivered {changed_in}" in text.replace("\xa0", " ")
    assert "Acceptance rate Changed" not in text


def test_both_hashes_stand_at_the_foot_of_an_amendment(
    sample: Agreement, amendment: list[str]
) -> None:
    assert all(f"amends {sample.content_hash[:4]}" in text for text in amendment)


def test_a_version_that_comes_after_its_days_says_so(sample: Agreement) -> None:
    document = AgreementDocument(sample, MADE, version=2, since=date(2027, 1, 4))
    first = page_texts(agreement_pdf(document))[0]
    assert "for 1 October to 31 December 2026 · version 2, in force from 4 January 2027" in first


def test_a_draft_says_what_it_would_change_and_that_the_day_is_open(
    sample: Agreement, amended: Agreement
) -> None:
    document = AgreementDocument(amended, MADE, amends=Amendment(1, sample))
    first = page_texts(agreement_pdf(document))[0]
    assert "amendment, draft" in first
    assert "Until then version 1 stands." in first
    assert "not for signature" in first


@pytest.mark.parametrize("name", ["saas", "starter"])
def test_the_draft_of_a_template_prints_none_of_its_prompts(name: str) -> None:
    draft = agreement_of(template_text(name, FACTS))
    errors = tuple(each for each in check(draft) if each.severity == ERROR)
    document = AgreementDocument(draft, MADE, errors=errors, placeholders=placeholders())
    texts = page_texts(agreement_pdf(document))
    text = " ".join(texts)
    prompts = [each.text for each in placeholders() if each.kind != "person"]
    assert [each for each in prompts if each in text] == []
    assert "Nobody is named yet" in texts[0]
    assert f"{len(errors)} clauses still have the template's wording." in texts[0]
    assert draft.content_hash in text.replace(" ", "")


def test_a_plan_that_the_promises_do_not_carry_says_by_how_much(sample: Agreement) -> None:
    leads = "commitment", "qualified-leads"
    fewer = changed(sample, leads, target=Target.parse(">= 300"), targets=())
    text = " ".join(page_texts(agreement_pdf(AgreementDocument(fewer, MADE, version=1))))
    assert "do not carry the plan" in text
    # 900 × 65% × 9% × 30,000 = 1,579,500
    assert "make €1.58M, which is €310,500 less than the €1.89M" in text
    assert "Promised in “Qualified leads delivered”: 900, 177 fewer than needed." in text
