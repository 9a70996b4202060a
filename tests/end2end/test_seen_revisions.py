"""Commands that say which revision their author had read: nothing unread is agreed to or undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment
from tests.end2end.test_agreement_commands import TEXT

STAGE = '[[stage]]\nkey = "mql"\nname = "Marketing Qualified Lead"\n'


Write = Callable[[str], Path]


def revision(alignment: Alignment, database: str) -> int:
    """The revision that `show` prints, in both of its forms."""
    shown: int = alignment("show", database, "--json").json["revision"]
    assert alignment("show", database).out.splitlines()[0] == f"# revision {shown}"
    return shown


@pytest.fixture
def agreed(alignment: Alignment, database: str, write: Write) -> str:
    """A workspace with `TEXT`, to which both agree."""
    alignment("new", database)
    alignment("apply", database, write(TEXT), "--party", "sales")
    alignment("agree", database, "--party", "marketing", "--all")
    return database


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a text into a file."""

    def written(content: str) -> Path:
        file = tmp_path / "change.toml"
        file.write_text(content, encoding="utf-8")
        return file

    return written


def test_the_shown_revision_rises_by_one_with_every_change(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    before = revision(alignment, agreed)
    alignment("agree", agreed, "mql", "--party", "marketing")  # agrees already: nothing changes
    assert revision(alignment, agreed) == before
    alignment("apply", agreed, write(STAGE))
    assert revision(alignment, agreed) == before + 1
    assert alignment("freeze", agreed).status == 2
    alignment("agree", agreed, "mql", "--party", "sales")
    alignment("agree", agreed, "mql", "--party", "marketing")
    alignment("freeze", agreed)
    version = alignment("show", agreed, "--version", 1, "--json").json
    assert version["revision"] == before + 4


def test_nobody_agrees_to_words_that_changed_after_they_were_read(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    alignment("apply", agreed, write(STAGE + 'definition = "One"'), "--party", "sales")
    seen = revision(alignment, agreed)
    alignment("apply", agreed, write(STAGE + 'definition = "Two"'), "--party", "sales")
    for which in (["mql"], ["first-touch", "mql"], ["--all"]):
        refused = alignment("agree", agreed, *which, "--party", "marketing", "--seen", seen)
        assert (refused.status, refused.out) == (2, "")
        assert "stage.mql, definition: “One” → “Two”." in refused.err
        assert "first-touch" not in refused.err
        assert len(refused.err.strip().splitlines()) == 1
    assert alignment("freeze", agreed).status == 2
    others = alignment("agree", agreed, "first-touch", "--party", "marketing", "--seen", seen)
    assert others.status == 0
    now = revision(alignment, agreed)
    read = alignment("agree", agreed, "--all", "--party", "marketing", "--seen", now, "--json")
    assert "stage.mql" in read.json["agreed"]
    assert alignment("freeze", agreed).status == 0


def test_a_clause_added_after_it_was_read_is_not_among_all(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    seen = revision(alignment, agreed)
    alignment("apply", agreed, write('[[term]]\nkey = "lead"'), "--party", "sales")
    refused = alignment("agree", agreed, "--all", "--party", "marketing", "--seen", seen)
    assert refused.status == 2
    assert "term.lead is new." in refused.err
    alignment("apply", agreed, write('[[term]]\nkey = "lead"\nremove = true'))
    assert alignment("agree", agreed, "--all", "--party", "marketing", "--seen", seen).status == 0
    gone = alignment("agree", agreed, "lead", "--party", "marketing", "--seen", seen + 1)
    assert gone.status == 2
    assert "“lead”" in gone.err


@pytest.mark.parametrize("seen", ["-1", "1000", "soon"])
@pytest.mark.parametrize("command", ["apply", "agree"])
def test_a_revision_that_never_was_is_refused_in_one_sentence(
    alignment: Alignment, tmp_path: Path, write: Write, command: str, seen: str
) -> None:
    workspace = tmp_path / "w.align"
    alignment("new", workspace)
    words = [write(TEXT)] if command == "apply" else ["--all", "--party", "sales"]
    refused = alignment(command, workspace, *words, f"--seen={seen}")
    assert (refused.status, refused.out) == (2, "")
    assert len(refused.err.strip().splitlines()) == 1
    assert seen in refused.err
    assert revision(alignment, str(workspace)) == 1


def test_agreeing_without_a_revision_says_what_changed_since_that_party_last_agreed(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    one = STAGE + 'definition = "One"'
    alignment("apply", agreed, write(one), "--party", "sales")
    alignment("apply", agreed, write(one.replace("One", "Two")), "--party", "sales")
    alignment("apply", agreed, write('[[term]]\nkey = "lead"'), "--party", "sales")
    said = alignment("agree", agreed, "--all", "--party", "marketing")
    assert said.out.splitlines() == [
        "Changed since Marketing last agreed:",
        "term.lead is new; key: “lead”.",
        "stage.mql, definition: “Fits our audience.” → “Two”.",
        "Marketing agrees to 6 clauses.",
    ]
    alignment("apply", agreed, write(one), "--party", "sales")
    said = alignment("agree", agreed, "mql", "--party", "marketing", "--json")
    assert said.json == {
        "agreed": ["stage.mql"],
        "changed": [
            {"clause": "stage.mql", "change": "changed", "fields": {"definition": ["Two", "One"]}}
        ],
    }
    assert alignment("agree", agreed, "--all", "--party", "marketing", "--json").json.keys() == {
        "agreed"
    }


def test_changes_of_other_fields_are_merged_and_not_agreed_to(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    seen = revision(alignment, agreed)
    shown = alignment("show", agreed).out
    theirs = shown.replace('"Marketing Qualified Lead"', '"Qualified"')
    alignment("apply", agreed, write(theirs), "--party", "sales")
    mine = shown.replace('"Fits our audience."', '"Fits."').replace(">= 400", ">= 350")
    said = alignment("apply", agreed, write(mine), "--party", "marketing", "--seen", seen, "--json")
    assert said.status == 0
    assert said.json["changed"] == ["stage.mql", "commitment.volume"]
    assert said.json["merged"] == ["stage.mql"]
    stage = alignment("show", agreed, "--json").json["stage"][0]
    assert stage == {"key": "mql", "name": "Qualified", "definition": "Fits."}
    refused = alignment("freeze", agreed)
    assert "sales for stage.mql, commitment.volume" in refused.err
    assert "marketing for stage.mql." in refused.err
    told = alignment("apply", agreed, write(mine), "--party", "marketing", "--seen", seen)
    assert told.out.splitlines()[1] == (
        f"With what others changed after revision {seen}, and without the consent of marketing: "
        "stage.mql."
    )


@pytest.mark.parametrize(
    ("theirs", "mine", "named"),
    [
        ('definition = "One"', 'definition = "Two"', ["definition", "“One”", "“Two”"]),
        ("remove = true", 'definition = "Two"', ["definition", "removed", "“Two”"]),
        ('definition = "One"', "remove = true", ["definition", "remove", "“One”"]),
    ],
)
def test_who_comes_second_to_the_same_field_is_told_both_values(
    alignment: Alignment, agreed: str, write: Write, theirs: str, mine: str, named: list[str]
) -> None:
    def change(words: str) -> Path:
        start = '[[stage]]\nkey = "mql"\n' if words == "remove = true" else STAGE
        return write(start + words)

    seen = revision(alignment, agreed)
    assert alignment("apply", agreed, change(theirs), "--party", "sales").status == 0
    before = alignment("show", agreed).out
    refused = alignment("apply", agreed, change(mine), "--party", "marketing", "--seen", seen)
    assert (refused.status, refused.out) == (2, "")
    assert [
        word for word in ["change.toml", "line 1", "stage.mql", *named] if word not in refused.err
    ] == []
    assert len(refused.err.strip().splitlines()) == 1
    assert alignment("show", agreed).out == before
    # What stands is the base where nobody says otherwise.
    assert alignment("apply", agreed, change(mine), "--party", "marketing").status == 0


def test_both_may_remove_or_add_the_same(alignment: Alignment, agreed: str, write: Write) -> None:
    seen = revision(alignment, agreed)
    both = write('[[stage]]\nkey = "mql"\nremove = true\n[[term]]\nkey = "lead"\nname = "Lead"')
    for party in ("sales", "marketing"):
        said = alignment("apply", agreed, both, "--party", party, "--seen", seen, "--json")
        assert (said.status, said.json["merged"]) == (0, [])
    refused = alignment("freeze", agreed, "--waive", "no stage")
    assert refused.status == 0


def test_what_others_removed_is_not_brought_back_by_a_text_that_leaves_it_as_it_was(
    alignment: Alignment, agreed: str, write: Write
) -> None:
    seen, shown = revision(alignment, agreed), alignment("show", agreed).out
    alignment("apply", agreed, write('[[stage]]\nkey = "mql"\nremove = true'))
    said = alignment("apply", agreed, write(shown), "--seen", seen, "--json").json
    assert (said["added"], said["merged"]) == ([], ["stage.mql"])
    assert "stage" not in alignment("show", agreed, "--json").json
