"""Examples and definitions as conditions, as the contract of the commands states them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment
from tests.forgery import as_parquet, opened_by_hand, put_rows, rows_of

CONTRACT = Path(__file__).parents[1] / "data" / "contract_example.toml"


@pytest.fixture
def workspace(alignment: Alignment, database: str) -> str:
    assert alignment("new", database).status == 0
    assert alignment("apply", database, CONTRACT, "--party", "sales").status == 0
    return database


def found(alignment: Alignment, workspace: str) -> dict[str, tuple[str, list[str]]]:
    said = alignment("check", workspace, "--json")
    findings = {each["rule"]: (each["severity"], each["keys"]) for each in said.json}
    # The example's rule decays, and names no moment from which.
    assert findings.pop("decay-without-moment") == ("warning", ["rule.pricing-page"])
    return findings


def test_the_whole_example_text_applies_and_comes_back_as_it_was(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    assert found(alignment, workspace) == {}
    shown = alignment("show", workspace)
    stated = tomllib.loads(CONTRACT.read_text(encoding="utf-8"))
    text = tomllib.loads(shown.out)
    for kind, at in (("example", 0), ("grade", 0), ("grade", 1), ("stage", 0)):
        assert text[kind][at] == stated[kind][at]
    for name in ("pause", "calendar_by", "parts"):
        assert text["commitment"][2][name] == stated["commitment"][2][name]
    again = tmp_path / "again.toml"
    again.write_text(shown.out, encoding="utf-8")
    said = alignment("apply", workspace, again, "--party", "marketing")
    assert "0 added, 0 changed, 0 removed" in said.out
    assert alignment("agree", workspace, "--party", "marketing", "--all").status == 0
    assert alignment("freeze", workspace).status == 0
    document = tmp_path / "agreement.pdf"
    assert alignment("export", workspace, "agreement", "-o", document).status == 0


def test_an_example_that_comes_out_otherwise_is_an_error(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    change = tmp_path / "change.toml"
    change.write_text('[[example]]\nkey = "student"\nclause = "mql"\nverdict = "in"\n'
                      'fields = { grade = "D" }\n', encoding="utf-8")  # fmt: skip
    assert alignment("apply", workspace, change).status == 0
    assert found(alignment, workspace) == {
        "example-contradicted": ("error", ["example.student", "stage.mql"])
    }


def test_clocks_are_paused_run_by_the_calendar_of_a_field_and_say_who_had_them(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    leads, done = tmp_path / "leads.csv", tmp_path / "activities.csv"
    leads.write_text(
        "Lead ID,Created Date,MQL Date,First Touch Date,Region\n"
        "L-1,2026-10-05 09:00,2026-10-05 10:00,2026-10-05 15:00,EMEA\n"
        "L-2,2026-10-05 09:00,,,LATAM\n",
        encoding="utf-8",
    )
    done.write_text(
        "Lead ID,Activity Date,Activity Type,Assigned To\n"
        "L-1,2026-10-05 11:00,Waiting for customer,Weber\n"
        "L-1,2026-10-05 13:00,Customer replied,Weber\n",
        encoding="utf-8",
    )
    assert alignment("import", workspace, leads).status == 0
    asked = ("--commitment", "lead-to-touch")
    said = alignment("measure", workspace, *asked, "--json")
    assert {period["value"] for period in said.json["commitments"][0]["periods"]} == {None}
    assert "needs the field" in said.err
    assert alignment("import", workspace, done, "--kind", "activities").status == 0
    assert found(alignment, workspace) == {}
    said = alignment("measure", workspace, *asked, "--json")
    (commitment,) = said.json["commitments"]
    (period,) = (each for each in commitment["periods"] if each["eligible"])
    assert period["value"] == 4 * 3600
    assert [(part["to"], part["median"], part["counted"]) for part in period["parts"]] == [
        ("entered.mql", 3600, 1),
        ("first_touch_at", 3 * 3600, 1),
    ]
    assert commitment["pauses"] == [{"by": "Weber", "opened": 1, "late": 0}]
    (lead,) = alignment("leads", workspace, *asked, "--json").json
    assert (lead["paused"], lead["parts"]) == (3600, [3600, 3 * 3600])
    assert "until" in alignment("measure", workspace, *asked).out
    assert "3 h" in alignment("leads", workspace, *asked).out
    book = tmp_path / "leads.xlsx"
    assert alignment("leads", workspace, *asked, "-o", book).status == 0
    change = tmp_path / "change.toml"
    change.write_text(
        alignment("show", workspace).out.replace("customer replied", "customer answered"),
        encoding="utf-8",
    )
    assert alignment("apply", workspace, change).status == 0
    assert found(alignment, workspace) == {
        "pause-not-imported": ("warning", ["commitment.lead-to-touch"])
    }
    change.write_text(
        '[[commitment]]\nkey = "w"\nmeasure = "within"\nfrom = "created_at"\n'
        'to = "first_touch_at"\nlimit = "2 days"\ntarget = ">= 90 %"\npause = [["a", "b"]]\n',
        encoding="utf-8",
    )
    said = alignment("apply", workspace, change)
    assert (said.status, "line 8" in said.err, "2 days" in said.err) == (2, True, True)


@pytest.mark.parametrize(("good", "bad", "warned"), [(40, 5, True), (41, 4, False), (45, 5, False)])
def test_many_leads_in_a_stage_that_do_not_meet_its_definition_are_warned_of(
    alignment: Alignment, workspace: str, tmp_path: Path, good: int, bad: int, warned: bool
) -> None:
    rows = ["Lead ID,Created Date,Grade,MQL Date"]
    rows += [f"G-{number},2026-10-05,A,2026-10-06" for number in range(good)]
    rows += [f"B-{number},2026-10-05,D,2026-10-06" for number in range(bad)]
    rows += [f"N-{number},2026-10-05,D," for number in range(50)]
    rows += [f"E-{number},2026-01-05,D,2026-01-06" for number in range(50)]
    leads = tmp_path / "leads.csv"
    leads.write_text("\n".join([*rows, ""]), encoding="utf-8")
    assert alignment("import", workspace, leads).status == 0
    expected = {"stage-defects": ("warning", ["stage.mql"])} if warned else {}
    assert found(alignment, workspace) == expected
    if warned:
        assert "5 of 45 leads that entered stage.mql" in alignment("check", workspace).out


def test_stages_are_not_checked_by_imports_that_are_damaged(
    alignment: Alignment, sqlite_address: str, tmp_path: Path
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("Lead ID,Created Date\nL-1,2026-10-05\nL-2,2026-10-05\n", encoding="utf-8")
    for words in (
        ("new", sqlite_address), ("apply", sqlite_address, CONTRACT),
        ("import", sqlite_address, leads),
    ):  # fmt: skip
        assert alignment(*words).status == 0
    with opened_by_hand(Path(sqlite_address)) as connection:
        frame = rows_of(connection, 1).head(1)
        put_rows(connection, 1, [(as_parquet(frame), 1)], log=False)
    assert found(alignment, sqlite_address) == {"evidence-damaged": ("error", ["import 1"])}
