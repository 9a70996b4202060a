"""The agreement by commands alone: new, apply, show, agree, freeze, check; on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.database_fixtures import MakeAddress
from tests.end2end.conftest import Alignment

TEXT = """
[agreement]
label = "FY27 Q1"
title = "Sales and Marketing Agreement"
period = { start = 2026-10-01, end = 2026-12-31 }
fiscal_year_start = 10
currency = "EUR"
calendar = "office"
handover_stage = "mql"

[[calendar]]
key = "office"
timezone = "Europe/Berlin"
[calendar.hours]
mon = ["09:00-17:00"]
tue = ["09:00-17:00"]

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
definition = "Fits our audience."

[[commitment]]
key = "first-touch"
name = "First touch"
party = "sales"
measure = "within"
from = "handed_over_at"
to = "first_touch_at"
limit = "4 business hours"
target = ">= 95 %"
if_missed = "We talk about it on Tuesday"

[[commitment]]
key = "volume"
name = "Leads delivered"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 400"
every = "month"
if_missed = "We pull the next campaign forward"
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "agreement.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_text_applied_and_shown_gives_the_same_content_elsewhere(
    alignment: Alignment, make_database: MakeAddress, text: Path, tmp_path: Path
) -> None:
    first, second = make_database(), make_database()
    assert alignment("new", first).status == 0
    applied = alignment("apply", first, text, "--json")
    assert applied.status == 0
    assert applied.json["added"] == [
        "calendar.office",
        "stage.mql",
        "commitment.first-touch",
        "commitment.volume",
    ]
    assert applied.json["changed"] == ["agreement"]

    copy = tmp_path / "copy.toml"
    copy.write_text(alignment("show", first).out, encoding="utf-8")
    assert alignment("new", second).status == 0
    again = alignment("apply", second, copy, "--json")
    assert again.json["content_hash"] == applied.json["content_hash"]
    assert alignment("show", second, "--json").json["agreement"]["label"] == "FY27 Q1"


def test_applying_the_same_text_twice_changes_nothing(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    first = alignment("apply", database, text, "--json").json
    second = alignment("apply", database, text, "--json").json
    assert second == {
        "added": [],
        "changed": [],
        "removed": [],
        "content_hash": first["content_hash"],
    }


def test_both_agree_and_the_agreement_can_be_frozen(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    applied = alignment("apply", database, text, "--party", "sales", "--json").json
    refused = alignment("freeze", database)
    assert refused.status == 2
    assert "marketing" in refused.err
    assert refused.out == ""

    agreed = alignment("agree", database, "--party", "marketing", "--all", "--json").json
    assert "agreement" in agreed["agreed"]
    assert "commitment.volume" in agreed["agreed"]
    frozen = alignment("freeze", database, "--json")
    assert frozen.status == 0
    assert frozen.json == {"version": 1, "content_hash": applied["content_hash"]}


def test_an_edit_takes_the_others_consent_back(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    alignment("apply", database, text, "--party", "sales")
    alignment("agree", database, "--party", "marketing", "--all")
    text.write_text(TEXT.replace(">= 400", ">= 350"), encoding="utf-8")
    changed = alignment("apply", database, text, "--party", "sales", "--json").json["changed"]
    assert changed == ["commitment.volume"]
    refused = alignment("freeze", database)
    assert refused.status == 2
    assert "commitment.volume" in refused.err
    assert "commitment.first-touch" not in refused.err
    alignment("agree", database, "volume", "--party", "marketing")
    assert alignment("freeze", database).status == 0


def test_keys_may_stand_before_or_after_the_party(
    alignment: Alignment, sqlite_address: str, text: Path
) -> None:
    alignment("new", sqlite_address)
    alignment("apply", sqlite_address, text)
    for words in (["--party", "sales", "volume"], ["volume", "--party", "marketing"]):
        agreed = alignment("agree", sqlite_address, *words, "--json")
        assert agreed.json == {"agreed": ["commitment.volume"]}


def test_a_frozen_version_stays_when_the_draft_goes_on(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    alignment("apply", database, text, "--party", "sales")
    alignment("agree", database, "--party", "marketing", "--all")
    frozen = alignment("freeze", database, "--json").json
    text.write_text(TEXT.replace(">= 400", ">= 350"), encoding="utf-8")
    alignment("apply", database, text)
    version = alignment("show", database, "--version", 1, "--json").json
    draft = alignment("show", database, "--json").json
    assert version["content_hash"] == frozen["content_hash"]
    assert version["commitment"][1]["target"] == ">= 400"
    assert draft["commitment"][1]["target"] == ">= 350"
    assert alignment("show", database, "--version", 2).status == 2


def test_a_clause_is_removed_by_key(alignment: Alignment, database: str, text: Path) -> None:
    alignment("new", database)
    alignment("apply", database, text)
    text.write_text('[[commitment]]\nkey = "volume"\nremove = true\n', encoding="utf-8")
    removed = alignment("apply", database, text, "--json").json
    assert removed["removed"] == ["commitment.volume"]
    assert [c["key"] for c in alignment("show", database, "--json").json["commitment"]] == [
        "first-touch"
    ]


def test_another_label_begins_another_agreement_with_only_its_own_clauses(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    alignment("apply", database, text)
    following = TEXT.replace("FY27 Q1", "FY27 Q2").replace(
        "start = 2026-10-01, end = 2026-12-31", "start = 2027-01-01, end = 2027-03-31"
    )
    text.write_text(following.split("[[commitment]]")[0], encoding="utf-8")
    applied = alignment("apply", database, text, "--json").json
    assert applied["added"] == ["agreement", "calendar.office", "stage.mql"]
    newest = alignment("show", database, "--json").json
    assert newest["agreement"]["label"] == "FY27 Q2"
    assert "commitment" not in newest
    older = alignment("show", database, "--agreement", "FY27 Q1", "--json").json
    assert len(older["commitment"]) == 2


@pytest.mark.parametrize(
    ("wrong", "right", "names"),
    [
        (">= 95 percents", ">= 95 %", ["commitment.first-touch", "target"]),
        ("limit = 4", 'limit = "4 business hours"', ["limit"]),
        ('lmit = "4 business hours"', 'limit = "4 business hours"', ["lmit"]),
        ("end = 2026-13-31", "end = 2026-12-31", []),
        ('timezone = "Europe/Berlyn"', 'timezone = "Europe/Berlin"', ["Berlyn"]),
        ('calendar = "shop"', 'calendar = "office"', ["shop"]),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_changes(
    alignment: Alignment, tmp_path: Path, wrong: str, right: str, names: list[str]
) -> None:
    workspace, file = tmp_path / "w.align", tmp_path / "agreement.toml"
    alignment("new", workspace)
    before = alignment("show", workspace).out
    assert right in TEXT
    file.write_text(TEXT.replace(right, wrong), encoding="utf-8")
    refused = alignment("apply", workspace, file)
    assert refused.status == 2
    assert refused.out == ""
    assert "agreement.toml" in refused.err
    # A calendar that is not there is a mistake of the header, which begins in line 2.
    line = 2 if "shop" in wrong else TEXT[: TEXT.index(right)].count("\n") + 1
    assert f"line {line}," in refused.err or f"line {line}:" in refused.err
    assert [name for name in names if name not in refused.err] == []
    assert len(refused.err.strip().splitlines()) == 1
    assert alignment("show", workspace).out == before


def test_check_names_what_does_not_fit_and_freeze_wants_it_waived(
    alignment: Alignment, database: str, text: Path
) -> None:
    alignment("new", database)
    text.write_text(TEXT.replace('handover_stage = "mql"', 'handover_stage = "sql"'))
    alignment("apply", database, text, "--party", "sales")
    alignment("agree", database, "--party", "marketing", "--all")
    found = alignment("check", database, "--json")
    assert found.status == 1
    errors = [finding for finding in found.json if finding["severity"] == "error"]
    assert [finding["keys"][0] for finding in errors] == ["agreement"]
    assert errors[0]["text"]
    assert errors[0]["remedy"]
    assert alignment("freeze", database).status == 2
    assert alignment("freeze", database, "--waive", "We name it next week").status == 0


def test_a_workspace_is_never_made_over_another(alignment: Alignment, database: str) -> None:
    assert alignment("new", database).status == 0
    refused = alignment("new", database)
    assert refused.status == 2
    assert refused.out == ""


def test_a_template_can_stand_beside_the_sample(alignment: Alignment, tmp_path: Path) -> None:
    path = str(tmp_path / "both.align")
    assert alignment("new", path, "--template", "saas", "--sample").status == 0
    sample = alignment("show", path, "--agreement", "FY27 Q1", "--version", "1", "--json")
    assert len(sample.json["commitment"]) == 13
    text = alignment("show", path, "--json").json
    assert text["agreement"]["title"] == "Sales and Marketing Agreement"


@pytest.mark.parametrize(
    "words",
    [
        ["show", "nowhere.align"],
        ["new", "x.align", "--template", "no-such-template"],
        ["apply", "w.align", "missing.toml"],
        ["agree", "w.align", "--party", "sales"],
        ["agree", "w.align", "--party", "sales", "no-such-clause"],
        ["freeze", "w.align", "--effective", "2026-02-30"],
        ["show", "w.align", "--agreement", "FY99"],
        ["conquer", "w.align"],
        ["agree", "w.align", "--all", "--party", "finance"],
    ],
)
def test_wrong_words_give_one_sentence_and_exit_2(
    alignment: Alignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    if "new" not in words:
        alignment("new", "w.align")
    refused = alignment(*words)
    assert refused.status == 2
    assert refused.out == ""
    assert len(refused.err.strip().splitlines()) == 1
    assert "Traceback" not in refused.err
