"""Who did what, whether it holds, and a copy of what is sound: log, backup, --person."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment_desktop import __version__
from tests.end2end.conftest import Alignment
from tests.tampering import harm

TEXT = """
[agreement]
label = "Autumn"
period = { start = 2026-10-01, end = 2026-12-31 }

[[person]]
key = "ines"
party = "sales"

[[person]]
key = "max"
party = "marketing"

[[person]]
key = "olga"

[[term]]
key = "lead"
definition = "Somebody who asked"
"""
PROGRAM = f"alignment {__version__} (command)"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "agreement.toml"
    file.write_text(TEXT)
    return file


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path, text: Path) -> Path:
    path = tmp_path / "plan.align"
    assert alignment("new", path).status == 0
    assert alignment("apply", path, text, "--party", "sales", "--person", "ines").status == 0
    return path


def last(alignment: Alignment, workspace: Path) -> dict[str, object]:
    newest: dict[str, object] = alignment("log", workspace, "--json").json[0]
    return newest


def test_the_text_calls_people_by_the_name_that_they_had_then(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    for name in ("Inés Ruiz", "Inés Vidal"):
        file = tmp_path / "person.toml"
        person = f'[[person]]\nkey = "ines"\nname = "{name}"\nparty = "sales"\n'
        file.write_text(person, encoding="utf-8")
        assert alignment("apply", workspace, file, "--person", "ines").status == 0
    texts = [entry["text"] for entry in alignment("log", workspace, "--json").json]
    assert texts[0].startswith("Inés Vidal (Sales) changed")
    assert texts[1].startswith("Inés Ruiz (Sales) changed")
    assert texts[2].startswith("ines (Sales) changed")


def test_an_entry_names_person_party_and_program(alignment: Alignment, workspace: Path) -> None:
    newest, first = alignment("log", workspace, "--json").json
    assert (newest["person"], newest["party"], newest["program"]) == ("ines", "sales", PROGRAM)
    assert (newest["revision"], newest["action"]) == (2, "apply")
    assert newest["text"].startswith("ines (Sales) changed")
    assert {"clause": "term.lead", "fields": {"key": [None, "lead"], "definition": [
        None, "Somebody who asked"]}} in newest["clauses"]  # fmt: skip
    assert (first["person"], first["party"], first["program"]) == (None, None, PROGRAM)
    assert first["text"].startswith("Somebody began the agreement")


def test_who_is_not_named_by_a_word_is_named_by_the_environment(
    alignment: Alignment, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGNMENT_PERSON", "max")
    alignment("agree", workspace, "--party", "marketing", "lead")
    assert last(alignment, workspace)["person"] == "max"
    alignment("agree", workspace, "--party", "marketing", "olga", "--person", "olga")
    assert last(alignment, workspace)["person"] == "olga"


def test_nobody_need_be_named(alignment: Alignment, workspace: Path) -> None:
    assert alignment("agree", workspace, "--party", "marketing", "lead").status == 0
    newest = last(alignment, workspace)
    assert (newest["person"], newest["party"]) == (None, "marketing")


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (
            "nina",
            "The agreement “Autumn” names no person nina; it has ines, max, olga.",
        ),
        (
            "ines",
            "ines speaks for sales and cannot speak for marketing; name a person of marketing, "
            "or nobody.",
        ),
    ],
)
def test_a_person_speaks_for_no_other_party(
    alignment: Alignment, workspace: Path, text: Path, person: str, sentence: str
) -> None:
    for words in (
        ("agree", workspace, "--all"),
        ("apply", workspace, text),
    ):
        said = alignment(*words, "--party", "marketing", "--person", person)
        assert (said.status, said.out, said.err.strip()) == (2, "", sentence)
    assert last(alignment, workspace)["revision"] == 2


def test_without_a_party_the_entry_has_that_of_the_person(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("Lead ID,Created\n1,2026-10-02\n")
    assert alignment("import", workspace, leads, "--person", "max").status == 0
    newest = last(alignment, workspace)
    assert (newest["person"], newest["party"]) == ("max", "marketing")
    (batch,) = alignment("imports", workspace, "--json").json
    assert (batch["person"], batch["party"], batch["program"]) == ("max", "marketing", PROGRAM)
    assert alignment("undo-import", workspace, 1, "--person", "olga").status == 0
    newest = last(alignment, workspace)
    assert (newest["person"], newest["party"], newest["text"]) == (
        "olga",
        None,
        "olga undid import 1.",
    )
    assert alignment("undo-import", workspace, 1, "--person", "nobody").status == 2


def test_the_log_of_a_clause_is_told_though_it_is_removed(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "gone.toml"
    file.write_text('[[term]]\nkey = "lead"\nremove = true\n')
    alignment("apply", workspace, file)
    found = alignment("log", workspace, "lead", "--json").json
    assert found[0]["text"] == "Somebody removed term.lead."
    assert [each["revision"] for each in found] == [3, 2]
    assert alignment("log", workspace, "term.lead", "--json").json == found
    said = alignment("log", workspace, "leed")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("The log knows no clause leed")


def test_words_alone_are_told_too(alignment: Alignment, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "edit.toml"
    file.write_text('[[term]]\nkey = "lead"\ndefinition = "Somebody who asked us"\n')
    alignment("apply", workspace, file, "--party", "marketing")
    said = alignment("log", workspace, "lead")
    assert "Marketing changed term.lead. (definition)" in said.out.splitlines()[0]


def test_a_sound_workspace_is_verified_and_copied(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    said = alignment("log", workspace, "--verify", "--json")
    assert said.status == 0
    assert (said.json["holds"], said.json["findings"]) == (True, [])
    assert said.json["head"]["revision"] == 2
    copy = tmp_path / "copy.align"
    unknown = alignment("backup", workspace, "-o", copy, "--person", "nobody-known")
    assert (unknown.status, copy.exists()) == (2, False)
    assert "nobody-known" in unknown.err
    assert alignment("backup", workspace, "-o", copy).status == 0
    assert alignment("log", copy, "--verify", "--json").json == said.json
    assert alignment("show", copy).out == alignment("show", workspace).out
    assert alignment("backup", workspace, "-o", copy).status == 2
    said = alignment("backup", workspace, "-o", tmp_path / "copy.txt")
    assert (said.status, said.out) == (2, "")


def test_a_damaged_workspace_is_told_by_check_and_log_and_refused_by_the_others(
    alignment: Alignment, workspace: Path, text: Path, tmp_path: Path
) -> None:
    harm(str(workspace), "UPDATE clauses SET body = replace(body, 'asked', 'paid')")
    said = alignment("check", workspace, "--json")
    assert said.status == 1
    assert said.json[0] == {
        "rule": "clause-damaged",
        "severity": "error",
        "keys": ["term.lead"],
        "text": "The clause term.lead was changed outside the program (definition): the change log "
        "records other words.",
        "remedy": "Take the workspace from a backup, or save what is sound with `alignment "
        "backup`, which restores the recorded words.",
    }
    verified = alignment("log", workspace, "--verify", "--json")
    assert (verified.status, verified.json["holds"]) == (1, False)
    assert alignment("log", workspace).status == 0
    for words in (
        ("show", workspace),
        ("apply", workspace, text),
        ("agree", workspace, "--party", "sales", "--all"),
        ("freeze", workspace, "--waive", "it is known"),
        ("measure", workspace),
        ("export", workspace, "agreement", "-o", tmp_path / "a.pdf"),
    ):
        refused = alignment(*words)
        assert (refused.status, refused.out) == (2, ""), words
        assert "The clause term.lead was changed outside the program" in refused.err, words
    copy = tmp_path / "copy.align"
    assert alignment("backup", workspace, "-o", copy).status == 1
    assert "Somebody who asked" in alignment("show", copy).out
