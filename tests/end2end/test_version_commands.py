"""One state of an agreement after another by commands: diff, carry; on both databases."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.conftest import Alignment, Said

TEXT = """
[agreement]
label = "FY27 Q1"
period = { start = 2026-10-01, end = 2026-12-31 }
fiscal_year_start = 10
handover_stage = "mql"

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
definition = "Fits our audience, and asked us for something in the last thirty days."

[[reason]]
key = "no-time"
name = "No time"
clause = "mql"

[[commitment]]
key = "volume"
name = "Leads delivered"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 400"
every = "month"
targets = { "2026-12" = ">= 320" }
if_missed = "We pull the next campaign forward"
"""


@pytest.fixture(name="text")
def text_fixture(tmp_path: Path) -> Path:
    file = tmp_path / "agreement.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(name="frozen")
def frozen_fixture(alignment: Alignment, database: str, text: Path) -> str:
    """A workspace with one frozen version, and the draft changed since."""
    alignment("new", database)
    for party in ("sales", "marketing"):
        alignment("apply", database, text, "--party", party)
    assert alignment("freeze", database).status == 0
    changed = TEXT.replace(">= 400", ">= 420").replace("thirty days", "sixty days")
    text.write_text(f'{changed}\n[[term]]\nkey = "lead"\nname = "Lead"\n', encoding="utf-8")
    assert alignment("apply", database, text).status == 0
    return database


def applied(tables: dict[str, Any], changes: list[dict[str, Any]]) -> dict[str, Any]:
    """What a script makes of an agreement with what `diff` says: the tables by clause."""
    clauses: dict[str, dict[str, Any]] = {}
    for kind, held in deepcopy(tables).items():
        if kind in ("content_hash", "revision"):
            continue
        for table in held if isinstance(held, list) else [held]:
            clauses[f"{kind}.{table['key']}" if "key" in table else kind] = table
    for change in changes:
        clause = {} if change["change"] == "added" else clauses.pop(change["clause"])
        if change["change"] == "removed":
            continue
        for field, (_, new) in change["fields"].items():
            *path, last = field.split(".")
            at = clause
            for name in path:
                at = at.setdefault(name, {})
            if new is None:
                del at[last]
            else:
                at[last] = new
        clauses[change["clause"]] = clause
    return clauses


def test_what_differs_between_version_and_draft_is_told_field_by_field(
    alignment: Alignment, frozen: str
) -> None:
    said = alignment("diff", frozen, "1", "draft", "--json")
    assert said.status == 1
    assert said.json == [
        {
            "clause": "term.lead",
            "change": "added",
            "fields": {"key": [None, "lead"], "name": [None, "Lead"]},
        },
        {
            "clause": "stage.mql",
            "change": "changed",
            "fields": {
                "definition": [
                    "Fits our audience, and asked us for something in the last thirty days.",
                    "Fits our audience, and asked us for something in the last sixty days.",
                ]
            },
        },
        {
            "clause": "commitment.volume",
            "change": "changed",
            "fields": {"target": [">= 400", ">= 420"]},
        },
    ]
    assert "removed" in {
        each["change"] for each in alignment("diff", frozen, "draft", "1", "--json").json
    }


def test_what_diff_says_is_what_a_script_can_apply(alignment: Alignment, frozen: str) -> None:
    old = alignment("show", frozen, "--version", 1, "--json").json
    new = alignment("show", frozen, "--json").json
    changes = alignment("diff", frozen, "1", "draft", "--json").json
    assert applied(old, changes) == applied(new, [])
    back = alignment("diff", frozen, "draft", "1", "--json").json
    assert applied(new, back) == applied(old, [])


def test_people_read_names_and_values_in_words(alignment: Alignment, frozen: str) -> None:
    said = alignment("diff", frozen, "1", "draft")
    assert said.status == 1
    assert said.out.splitlines() == [
        "Term: Lead (term.lead) is new:",
        "  Name: Lead",
        "Stage: Marketing Qualified Lead (stage.mql):",
        "  Definition: Fits our audience, and asked us for something in the last thirty days. → "
        "Fits our audience, and asked us for something in the last sixty days.",
        "Commitment: Leads delivered (commitment.volume):",
        "  Target: ≥ 400 → ≥ 420",
    ]
    assert alignment("diff", frozen, "draft", "1").out.startswith(
        "Term: Lead (term.lead) is gone:\n"
    )


def test_the_same_on_both_sides_is_no_difference(alignment: Alignment, frozen: str) -> None:
    for side in ("1", "draft", "FY27 Q1"):
        said = alignment("diff", frozen, side, side)
        assert (said.status, said.out) == (0, "No difference.\n")
        assert alignment("diff", frozen, side, side, "--json").json == []


def test_a_label_is_its_newest_version_else_its_draft(
    alignment: Alignment, frozen: str, text: Path
) -> None:
    assert alignment("diff", frozen, "FY27 Q1", "1").status == 0
    text.write_text(
        '[agreement]\nlabel = "1999"\nperiod = { start = 2027-01-01, end = 2027-03-31 }\n',
        encoding="utf-8",
    )
    alignment("apply", frozen, text)
    # The newest agreement has no version 1999, so this is a label; it has no version at all.
    assert alignment("diff", frozen, "1999", "draft").status == 0
    assert alignment("diff", frozen, "FY27 Q1", "1", "--agreement", "FY27 Q1").status == 0
    unknown = alignment("diff", frozen, "draft", "1")
    assert (unknown.status, unknown.out) == (2, "")
    assert "“1”" in unknown.err
    assert "“1999”" in unknown.err


def test_a_file_is_read_as_an_agreement_and_its_mistakes_are_named(
    alignment: Alignment, frozen: str, text: Path, tmp_path: Path
) -> None:
    assert alignment("diff", frozen, text, "draft").status == 0
    assert alignment("diff", frozen, text, text).status == 0
    part = tmp_path / "part.toml"
    part.write_text('[[term]]\nkey = "lead"\nname = "A lead"\n', encoding="utf-8")
    found = alignment("diff", frozen, "draft", part, "--json").json
    # The text gives no header, so that is left alone; every other clause is not in it.
    assert {each["clause"]: each["change"] for each in found} == {
        "term.lead": "changed", "stage.mql": "removed", "reason.no-time": "removed",
        "commitment.volume": "removed",
    }  # fmt: skip
    part.write_text('[[term]]\nkey = "lead"\nnme = "A lead"\n', encoding="utf-8")
    wrong = alignment("diff", frozen, "draft", part)
    assert (wrong.status, wrong.out) == (2, "")
    assert "line 3" in wrong.err
    missing = alignment("diff", frozen, "draft", tmp_path / "no.toml")
    assert missing.status == 2
    assert "does not exist" in missing.err


def test_what_is_unknown_is_one_sentence_with_what_there_is(
    alignment: Alignment, frozen: str
) -> None:
    for wrong in ("2", "Q9", "Draft", ""):
        said = alignment("diff", frozen, "draft", wrong)
        assert (said.status, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert "draft, 1, “FY27 Q1”" in said.err


DATED = """
[[campaign]]
key = "fair"
name = "The fair"
start = 2026-10-31
end = 2026-11-30

[[calendar]]
key = "office"
timezone = "Europe/Berlin"
closed = [2026-12-24]
"""


@pytest.fixture(name="dated")
def dated_fixture(alignment: Alignment, database: str, text: Path) -> str:
    """A workspace to whose agreement both have agreed."""
    text.write_text(TEXT + DATED, encoding="utf-8")
    alignment("new", database)
    for party in ("sales", "marketing"):
        alignment("apply", database, text, "--party", party)
    return database


NEXT = ("--label", "FY27 Q2", "--from", "2027-01-01", "--to", "2027-03-31")


def test_the_next_agreement_begins_with_the_clauses_and_nobodys_consent(
    alignment: Alignment, dated: str
) -> None:
    before = alignment("show", dated, "--json").json
    said = alignment("carry", dated, *NEXT, "--json")
    assert (said.status, said.json) == (
        0,
        {"label": "FY27 Q2", "moved": ["commitment.volume", "campaign.fair"]},
    )
    made = alignment("show", dated, "--json").json
    assert made["agreement"]["label"] == "FY27 Q2"
    assert made["agreement"]["period"] == {"start": "2027-01-01", "end": "2027-03-31"}
    assert made["campaign"][0]["start"] == "2027-01-31"
    assert made["campaign"][0]["end"] == "2027-02-28"
    assert made["commitment"][0]["targets"] == {"2027-03": ">= 320"}
    assert made["calendar"] == before["calendar"]
    refused = alignment("freeze", dated)
    assert refused.status == 2
    assert "sales for agreement" in refused.err
    # The one before stands as it was, with every consent.
    assert (
        alignment("show", dated, "--agreement", "FY27 Q1", "--json").json["content_hash"]
        == (before["content_hash"])
    )
    assert alignment("freeze", dated, "--agreement", "FY27 Q1").status == 0
    changed = {
        each["clause"] for each in alignment("diff", dated, "FY27 Q1", "draft", "--json").json
    }
    assert changed == {"agreement", "commitment.volume", "campaign.fair"}


def test_what_was_carried_is_told_by_the_log_and_holds(alignment: Alignment, dated: str) -> None:
    said = alignment("carry", dated, *NEXT, "--agreement", "FY27 Q1")
    assert said.out.splitlines() == [
        "Began the agreement “FY27 Q2” with 6 clauses of “FY27 Q1”.",
        "Moved to its days: commitment.volume, campaign.fair.",
    ]
    entry = alignment("log", dated, "--json").json[0]
    assert entry["action"] == "carry"
    assert entry["text"] == "Somebody began the agreement “FY27 Q2” with the clauses of “FY27 Q1”."
    assert "campaign.fair" in {each["clause"] for each in entry["clauses"]}
    assert alignment("log", dated, "--verify").status == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--label", "FY27 Q1", "--from", "2027-01-01", "--to", "2027-03-31"), "FY27 Q1"),
        (("--label", "Next", "--from", "2027-03-31", "--to", "2027-01-01"), "2027-01-01"),
        (("--label", "Next", "--from", "2027-02-30", "--to", "2027-03-31"), "2027-02-30"),
        (("--label", " ", "--from", "2027-01-01", "--to", "2027-03-31"), "label"),
        (("--label", "Next", "--from", "9999-12-01", "--to", "9999-12-31"), "commitment.volume"),
        ((*NEXT, "--agreement", "Spring"), "Spring"),
        ((*NEXT, "--person", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_carried_is_one_sentence_and_begins_nothing(
    alignment: Alignment, dated: str, words: tuple[str, ...], names: str
) -> None:
    before = alignment("show", dated).out
    said = alignment("carry", dated, *words)
    assert (said.status, said.out) == (2, "")
    assert names in said.err
    assert said.err.count("\n") == 1
    assert alignment("show", dated).out == before


LEADS = "Lead ID,Created Date,MQL Date\nL-1,2026-10-02,2026-10-05\nL-2,2027-01-04,2027-01-08\n"


def periods(said: Said) -> list[str]:
    return [each["period"] for each in said.json["commitments"][0]["periods"]]


def test_figures_are_of_the_agreement_whose_period_holds_the_day_they_speak_of(
    alignment: Alignment, dated: str, tmp_path: Path
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text(LEADS, encoding="utf-8")
    alignment("carry", dated, *NEXT)
    alignment("import", dated, leads, "--data-as-of", "2026-11-02")
    autumn = ["2026-10", "2026-11", "2026-12"]
    winter = ["2027-01", "2027-02", "2027-03"]
    assert periods(alignment("measure", dated, "--json")) == autumn
    for as_of, expected in (
        ("2026-12-31", autumn),
        ("2026-12-31T23:30:00", autumn),
        ("2027-01-01", winter),
        # No period holds that day, so the newest counts.
        ("2026-09-30", winter),
        ("2027-04-01", winter),
    ):
        assert periods(alignment("measure", dated, "--as-of", as_of, "--json")) == expected
    named = alignment("measure", dated, "--as-of", "2026-11-02", "--agreement", "FY27 Q2", "--json")
    assert periods(named) == winter
    found = alignment("leads", dated, "--commitment", "volume", "--as-of", "2027-02-01", "--json")
    assert [each["lead_id"] for each in found.json] == ["L-2"]
    out = tmp_path / "out.pdf"
    assert alignment("export", dated, "agreement", "-o", out, "--json").json["version"] is None
    alignment("freeze", dated, "--agreement", "FY27 Q1")
    # The imports speak of autumn, so the document is of its agreement, and of its version.
    assert alignment("export", dated, "agreement", "-o", out, "--json").json["version"] == 1
    wrong = alignment("measure", dated, "--as-of", "soon")
    assert (wrong.status, wrong.out) == (2, "")
