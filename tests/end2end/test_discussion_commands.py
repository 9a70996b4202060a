"""Proposals and comments by commands: what scripts and people read of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment

TEXT = """
[[person]]
key = "ines"
name = "Ines"
party = "sales"
role = "leader"

[[person]]
key = "marco"
name = "Marco"
party = "marketing"
role = "leader"

[[term]]
key = "lead"
name = "Lead"
definition = "Asked."
"""
CHANGE = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Asked twice."\n'
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a text into a file."""

    def written(content: str) -> Path:
        file = tmp_path / "change.toml"
        file.write_text(content, encoding="utf-8")
        return file

    return written


@pytest.fixture
def agreed(alignment: Alignment, database: str, write: Write) -> str:
    """A workspace to which both agree."""
    alignment("new", database)
    alignment("apply", database, write(TEXT), "--party", "sales")
    alignment("agree", database, "--party", "sales", "--all")
    alignment("agree", database, "--party", "marketing", "--all")
    return database


def test_a_proposal_is_made_listed_countered_and_accepted(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    before = alignment("show", agreed, "--json").json
    made = alignment(
        "propose", agreed, write(CHANGE), "--party", "sales", "--person", "ines", "--why", "Clear",
        "--json",
    )  # fmt: skip
    assert (made.status, made.json) == (0, {"proposals": [{"id": 1, "clause": "term.lead"}]})
    shown = alignment("show", agreed, "--json").json
    assert shown["content_hash"] == before["content_hash"]
    assert shown["revision"] == before["revision"] + 1
    (listed,) = alignment("proposals", agreed, "--json").json
    assert listed.pop("at").endswith("+00:00")
    assert listed == {
        "id": 1,
        "clause": "term.lead",
        "change": "changed",
        "party": "sales",
        "person": "ines",
        "why": "Clear",
        "base_revision": before["revision"],
        "state": "open",
        "counters": None,
        "fields": {"definition": ["Asked.", "Asked twice."]},
        "answers": [],
    }
    assert "“Asked.” → “Asked twice.”" in alignment("proposals", agreed).out
    counter = write(CHANGE.replace("Asked twice", "Called"))
    answered = alignment(
        "answer", agreed, 1, "counter", "--party", "marketing", "--file", counter, "--json"
    )
    assert answered.json == {"id": 1, "state": "countered", "new": 2}
    assert [each["id"] for each in alignment("proposals", agreed, "--json").json] == [2]
    accepted = alignment("answer", agreed, 2, "accept", "--party", "sales")
    assert accepted.out == "Proposal 2 for term.lead is accepted.\n"
    assert alignment("show", agreed, "--json").json["term"][0]["definition"] == "Called."
    assert alignment("freeze", agreed).status == 0
    states = [each["state"] for each in alignment("proposals", agreed, "--all", "--json").json]
    assert states == ["countered", "accepted"]
    assert alignment("proposals", agreed).out == "No proposal waits for an answer.\n"
    assert alignment("log", agreed, "--verify").status == 0


def test_what_says_nothing_else_is_no_proposal(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    made = alignment("propose", agreed, write(TEXT), "--party", "sales")
    assert made.status == 0
    assert "nothing is proposed" in made.out
    assert alignment("propose", agreed, write(TEXT), "--party", "sales", "--json").json == {
        "proposals": []
    }


def test_answers_are_refused_in_one_sentence_and_change_nothing(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    alignment("propose", agreed, write(CHANGE), "--party", "sales")
    before = alignment("log", agreed).out
    refused = {
        ("answer", agreed, 1, "accept", "--party", "sales"): "only the other party can",
        ("answer", agreed, 1, "withdraw", "--party", "marketing"): "Only sales",
        ("answer", agreed, 1, "park", "--party", "sales"): "--owner",
        ("answer", agreed, 1, "counter", "--party", "marketing"): "--file",
        ("answer", agreed, 9, "accept", "--party", "marketing"): "no proposal 9",
        ("answer", agreed, 1, "accept", "--party", "marketing", "--seen", 1): "after revision 1",
        ("comment", agreed, "lead", "  ", "--party", "sales"): "write something",
        ("comment", agreed, "nowhere", "Yes.", "--party", "sales"): "nowhere",
    }
    for words, said in refused.items():
        answer = alignment(*words)
        assert (answer.status, answer.out) == (2, "")
        assert said in answer.err
        assert answer.err.count("\n") == 1
    assert alignment("log", agreed).out == before


def test_parking_needs_an_owner_and_a_day_and_stays_listed(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    alignment("propose", agreed, write(CHANGE), "--party", "sales")
    parked = alignment(
        "answer", agreed, 1, "park", "--party", "marketing", "--owner", "ines",
        "--until", "2126-11-10", "--why", "Needs examples",
    )  # fmt: skip
    assert parked.status == 0
    (listed,) = alignment("proposals", agreed, "--json").json
    assert listed["state"] == "parked"
    (answer,) = listed["answers"]
    assert (answer["owner"], answer["until"], answer["why"]) == (
        "ines",
        "2126-11-10",
        "Needs examples",
    )
    told = alignment("log", agreed, "term.lead", "--json").json[0]
    assert (told["why"], told["action"]) == ("Needs examples", "answer")


def test_the_discussion_of_a_clause_is_in_its_log(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    said = alignment("comment", agreed, "lead", "Enough, @marco?", "--party", "sales", "--json")
    assert said.json == {"id": 1, "clause": "term.lead"}
    newest = alignment("log", agreed, "lead", "--json").json[0]
    assert newest["text"] == "Sales commented on term.lead: “Enough, @marco?”."
    assert newest["clauses"] == [{"clause": "term.lead", "fields": {}}]
    alignment("propose", agreed, write(CHANGE), "--party", "sales")
    newest = alignment("log", agreed, "lead", "--json").json[0]
    fields = {"definition": ["Asked.", "Asked twice."]}
    assert newest["clauses"] == [{"clause": "term.lead", "fields": fields}]


def test_a_merged_acceptance_says_that_the_clause_still_waits(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    alignment("propose", agreed, write(CHANGE), "--party", "sales")
    renamed = write(CHANGE.replace("Asked twice", "Asked").replace('"Lead"', '"Web lead"'))
    alignment("apply", agreed, renamed, "--party", "marketing")
    accepted = alignment("answer", agreed, 1, "accept", "--party", "marketing")
    assert "waits for the one who proposed" in accepted.out
    term = alignment("show", agreed, "--json").json["term"][0]
    assert (term["name"], term["definition"]) == ("Web lead", "Asked twice.")


def test_a_word_without_end_is_listed_like_any_other(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    long = "x" * 100_000
    alignment("propose", agreed, write(CHANGE.replace("Asked twice.", long)), "--party", "sales")
    assert long in alignment("proposals", agreed).out


def test_what_is_proposed_is_not_told_as_done(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    new = '[[term]]\nkey = "mql"\nname = "MQL"\n\n[[term]]\nkey = "lead"\nremove = true\n'
    alignment("propose", agreed, write(new), "--party", "sales", "--person", "person.ines")
    listed = alignment("proposals", agreed).out
    assert "term.mql would be added" in listed
    assert "term.lead would be removed" in listed
    assert "Ines (Sales), open" in listed
    alignment("answer", agreed, 2, "park", "--party", "marketing", "--owner", "person.marco",
              "--until", "2126-11-10", "--why", "Later")  # fmt: skip
    parked = alignment("proposals", agreed).out
    assert "Marketing: parked with Marco until 2126-11-10. Later" in parked


def test_consents_name_their_clauses_in_the_log_as_data(alignment: Alignment, agreed: str) -> None:
    newest = alignment("log", agreed, "term.lead", "--json").json[0]
    assert {"clause": "term.lead", "fields": {}} in newest["clauses"]


def test_a_refused_acceptance_says_what_stands_and_what_was_proposed(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    alignment("propose", agreed, write(CHANGE), "--party", "sales")
    alignment("apply", agreed, write(CHANGE.replace("Asked twice", "Called")))
    refused = alignment("answer", agreed, 1, "accept", "--party", "marketing")
    assert refused.status == 2
    assert "the agreement says “Called.”, and the proposal “Asked twice.”" in refused.err
