"""Content hashes name frozen versions for years: no build may change them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from alignment_desktop.domain.agreement import Agreement, content_hash
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.services.sample import sample_agreement_text
from tests.agreements import agreements

DATA = Path(__file__).parents[2] / "data"


def agreement(text: str) -> Agreement:
    read = read_text(text, file="agreement.toml")
    return Agreement(read.label or "", read.clauses).with_full_names()


def without_grades(text: str) -> str:
    """The sample as builds wrote it that left all grading to the CRM."""
    begins, ends = text.index("[[grade]]"), text.index('[[threshold]]\nkey = "grade-a-now"')
    eager = text.index('[[threshold]]\nkey = "eager-b-now"')
    warm = text.index('[[threshold]]\nkey = "grade-c-warm"')
    return text[:begins] + text[ends:eager] + text[warm:]


def without_supplier(text: str) -> str:
    """The sample as builds wrote it that knew no suppliers."""
    told = "Open pipeline ÷ remaining revenue target, at quarter end."
    before = (
        "Open pipeline ÷ remaining revenue target, as Revenue Operations (Tom Becker) reports it "
        "at quarter end."
    )
    assert told in text
    plain = text.replace('supplier = "ops"\nunit = "×"\n', "")
    # Nor did its rules say from when their points decay.
    plain = plain.replace('since = "created_at"\n', "")
    return plain.replace(told, before)


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        pytest.param(
            sample_agreement_text(),
            "ccc8c249892c40940451eddd429b9586f564dd86bbd35592bf18dd3cc5b65fdb",
            id="sample",
        ),
        pytest.param(
            without_grades(sample_agreement_text()),
            "9fc07e6bf1c9de38ef805cac73a57995916f16e3d4d4586cfc0adb424caabf09",
            id="sample as it was before it had grades of its own",
        ),
        pytest.param(
            without_supplier(without_grades(sample_agreement_text())),
            "2adc958635bc1785fb46ac7455984098664763c787eb8701fb1ad3880999e93a",
            id="sample as it was before stated figures had suppliers and units",
        ),
        pytest.param(
            (DATA / "first_sample.toml").read_text("utf-8"),
            "64c6c97a6629f9c9a62ba61f3c96b0a94b3d3f3671279ee89814a9612ded7465",
            id="sample of the first builds",
        ),
        pytest.param(
            (DATA / "example.toml").read_text("utf-8"),
            "104dbc805308af45f71074a7599d8869db92c96c14efae3ce7f55eef66aae528",
            id="example of the contract",
        ),
        pytest.param(
            (DATA / "agreement.toml").read_text("utf-8"),
            "58d2b0688df99b46034c9fd993c9a9a49e150cc0d5b3437377f0d365f67f7967",
            id="every kind",
        ),
        pytest.param(
            (DATA / "contract_example.toml").read_text("utf-8"),
            "32efd02965eca914d1fd382b9a22d5e166c1914240a5c48c706c1ef6d7abb3d4",
            id="example of the contract with examples, grades and conditions of stages",
        ),
    ],
)
def test_the_hash_of_a_text_stays_the_same_in_every_build(text: str, digest: str) -> None:
    assert agreement(text).content_hash == digest


@settings(max_examples=40)
@given(agreements())
def test_stored_content_hashes_like_the_agreement_it_came_from(whole: Agreement) -> None:
    by_key = Agreement(whole.label, dict(sorted(whole.clauses.items(), reverse=True)))
    assert by_key.content_hash == whole.content_hash
    assert content_hash(whole.content()) == whole.content_hash
