"""Importing by commands alone: what is stored, what is refused, what is undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.frames import Kind
from tests.end2end.conftest import Alignment, Said

AGREEMENT = """
[agreement]
label = "Autumn"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"
calendar = "office"
handover_stage = "mql"

[[calendar]]
key = "office"
timezone = "Europe/Berlin"
hours = { mon = ["09:00-17:00"] }

[[stage]]
key = "mql"
name = "Marketing Qualified Lead"

[[commitment]]
key = "volume"
measure = "count"
from = "created_at"
target = ">= 1"
every = "month"
"""

LEADS = """Lead ID,Email,Created Date,Lead Source,Rating,Amount
L-1,a@example.com,2026-10-01 09:00,Google,A,100
L-2,b@example.com,2026-10-02 09:00,google ,B,
L-3,c@example.com,2026-11-03 09:00,Webinar,A,300
"""


ON_ONE_DATABASE = pytest.mark.parametrize("make_database", ["sqlite"], indirect=True)
"""How a file is read does not depend on where it is stored."""


@pytest.fixture
def workspace(alignment: Alignment, database: str, tmp_path: Path) -> str:
    text = tmp_path / "agreement.toml"
    text.write_text(AGREEMENT, encoding="utf-8")
    assert alignment("new", database).status == 0
    assert alignment("apply", database, text).status == 0
    return database


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    return written(tmp_path / "leads.csv", LEADS)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def count(alignment: Alignment, workspace: object, month: str = "2026-10") -> object:
    measured = alignment("measure", workspace, "--as-of", "2027-01-04", "--json").json
    periods = measured["commitments"][0]["periods"]
    return next(period["value"] for period in periods if period["period"] == month)


def test_a_file_is_recognised_stored_and_measured(
    alignment: Alignment, workspace: str, leads: Path
) -> None:
    imported = alignment("import", workspace, leads, "--json")
    assert imported.status == 0, imported.err
    told = imported.json
    recognised = {each["column"]: each for each in told.pop("recognised")}
    assert {name: each["field"] for name, each in recognised.items()} == told["columns"]
    assert recognised["Lead ID"]["confidence"] == 0.95
    assert recognised["Rating"]["reason"] == "what its cells say"
    assert told == {
        "batch": 1,
        "kind": "leads",
        "sheet": "",
        "rows": 3,
        "columns": {
            "Lead ID": "lead_id",
            "Email": "email",
            "Created Date": "created_at",
            "Lead Source": "source",
            "Rating": "grade",
            "Amount": "amount",
        },
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "encoding": "utf-8",
        "dialect": None,
        "left_out": [],
        "problems": [],
        "unknown_words": [],
        "warnings": [],
    }
    assert count(alignment, workspace) == 2
    listed = alignment("imports", workspace, "--json").json
    assert [(row["batch"], row["file"], row["kind"], row["rows"]) for row in listed] == [
        (1, "leads.csv", "leads", 3)
    ]


@ON_ONE_DATABASE
def test_words_that_nobody_knows_are_named_with_their_counts(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    stages = ["Closed Won", "Signed", "Closed Lost - Price", "Signed", "Filed", "Proposal"]
    rows = "".join(f"D{number},{stage}\n" for number, stage in enumerate(stages))
    deals = written(tmp_path / "deals.csv", f"Deal ID,Deal Stage\n{rows}")
    tried = alignment("import", workspace, deals, "--dry-run", "--json")
    assert tried.status == 1
    assert tried.json["unknown_words"] == [
        {"column": "Deal Stage", "field": "outcome", "word": "Signed", "count": 2},
        {"column": "Deal Stage", "field": "outcome", "word": "Filed", "count": 1},
    ]
    said = alignment("import", workspace, deals).err
    assert 'column Deal Stage that outcome does not know: 2 × "Signed", 1 × "Filed".' in said


@ON_ONE_DATABASE
def test_many_cells_with_one_trouble_are_told_by_the_first_of_them(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    rows = "".join(f"Web,2026-10-{day},many,{day}?\n" for day in range(14, 27))
    good = "".join(f"Web,2026-10-{day},5,6\n" for day in range(14, 31))
    leads = written(
        tmp_path / "leads.csv", f"Lead Source,Created Date,Amount,Revenue\n{rows}{good}"
    )
    said = alignment("import", workspace, leads, "--dry-run").err.splitlines()
    told = [line for line in said if line.startswith("  row")]
    assert len(told) == 2
    assert all(line.endswith(" (and 12 like it)") for line in told)
    assert "  26 in all; --problems OUT.xlsx saves them." in said
    # Without a key the same file counts twice when it comes again: that is said.
    assert any(line.startswith("No column says which lead a row is: each row") for line in said)


def test_a_dry_run_stores_nothing(alignment: Alignment, workspace: str, leads: Path) -> None:
    tried = alignment("import", workspace, leads, "--dry-run", "--json").json
    assert tried["batch"] is None
    assert tried["new"] == 3
    assert alignment("imports", workspace, "--json").json == []


def test_the_same_bytes_are_refused_unless_asked_for_again(
    alignment: Alignment, workspace: str, leads: Path
) -> None:
    alignment("import", workspace, leads)
    refused = alignment("import", workspace, leads)
    assert refused.status == 2
    assert "--again" in refused.err
    again = alignment("import", workspace, leads, "--again", "--json").json
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_a_later_file_overrides_field_by_field_and_a_blank_erases_nothing(
    alignment: Alignment, workspace: str, leads: Path, tmp_path: Path
) -> None:
    alignment("import", workspace, leads)
    later = written(
        tmp_path / "later.csv",
        "Lead ID,Created Date,Rating,Amount\nL-1,2026-11-01 09:00,,250\nL-9,2026-10-05 09:00,C,\n",
    )
    imported = alignment("import", workspace, later, "--json").json
    assert (imported["new"], imported["changed"], imported["unchanged"]) == (1, 1, 0)
    found = alignment("measure", workspace, "--by", "grade", "--as-of", "2027-01-04", "--json").json
    november = [
        (entry["segment"], entry["value"])
        for entry in found["commitments"][0]["periods"]
        if entry["period"] == "2026-11" and "by" in entry
    ]
    # L-1 moved to November and kept its grade though the later file has none for it.
    assert november == [("A", 2)]


def test_undoing_an_import_takes_it_back_whole(
    alignment: Alignment, workspace: str, leads: Path
) -> None:
    alignment("import", workspace, leads)
    undone = alignment("undo-import", workspace, 1)
    assert undone.status == 0
    assert count(alignment, workspace) is None
    assert alignment("imports", workspace, "--json").json[0]["withdrawn"] is True
    assert alignment("undo-import", workspace, 1).status == 2
    assert alignment("import", workspace, leads, "--json").json["batch"] == 2
    assert count(alignment, workspace) == 2


@ON_ONE_DATABASE
def test_problems_name_the_cell_and_what_became_of_it(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "messy.csv",
        "Lead ID,Created Date,Amount\n"
        "L-1,31.02.2026,100\n"
        ",01.10.2026,100\n"
        "L-2,02.10.2026,a lot\n"
        "L-3,13.10.2026,1\n"
        "L-3,14.10.2026,1\n"
        "L-4,14.10.2026,1,000\n",
    )
    saved = tmp_path / "problems.xlsx"
    imported = alignment("import", workspace, file, "--problems", saved, "--json")
    assert imported.status == 1
    found = [(p["row"], p["column"], p["effect"]) for p in imported.json["problems"]]
    assert found == [
        (2, "Created Date", "cell"),
        (3, "Lead ID", "row"),
        (4, "Amount", "cell"),
        (5, "Lead ID", "row"),
        (6, "Lead ID", "row"),
        (7, "", "row"),
    ]
    assert imported.json["rows"] == 6
    assert imported.json["new"] == 2
    sheet = openpyxl.load_workbook(saved).active
    assert sheet is not None
    assert sheet.max_row == 7
    # Each row tells where and why, and has the cells as they stand, to be mended.
    assert [cell.value for cell in sheet[2]][:2] == [2, "Created Date"]
    assert [cell.value for cell in sheet[2]][-4:-1] == ["L-1", "31.02.2026", "100"]
    assert [cell.value for cell in sheet[7]][-4:] == ["L-4", "14.10.2026", "1", "000"]


@ON_ONE_DATABASE
def test_titles_totals_and_small_print_are_left_out_and_said_to_be(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "report.csv",
        "Leads of the quarter,,\n"
        "Lead ID,Created Date,Amount\n"
        "L-1,2026-10-01,100\n"
        "L-2,2026-10-02,200\n"
        "Grand Total,,300\n"
        "Confidential Information - Do Not Distribute,,\n",
    )
    imported = alignment("import", workspace, file, "--dry-run", "--json").json
    assert imported["rows"] == 2
    assert imported["left_out"] == [
        {"row": 1, "reason": "above-header"},
        {"row": 5, "reason": "total"},
        {"row": 6, "reason": "footer"},
    ]
    said = alignment("import", workspace, file, "--dry-run").out
    assert "Left out as totals: row 5." in said
    assert "Left out as small print at the end: row 6." in said


def test_a_row_keyed_by_mail_joins_the_one_lead_that_has_it(
    alignment: Alignment, workspace: str, leads: Path, tmp_path: Path
) -> None:
    alignment("import", workspace, leads)
    file = written(
        tmp_path / "web.csv",
        "Email,Created Date\nA@Example.com,2026-12-01 10:00\nnew@x.de,2026-12-02 10:00\n",
    )
    imported = alignment("import", workspace, file, "--json").json
    assert (imported["new"], imported["changed"]) == (1, 1)
    words = ("--commitment", "volume", "--period", "2026-12", "--as-of", "2027-01-04")
    listed = alignment("leads", workspace, *words, "--json")
    assert [lead["lead_id"] for lead in listed.json] == ["L-1", "new@x.de"]


@ON_ONE_DATABASE
def test_a_mapping_text_says_what_columns_mean_and_is_remembered(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    mapping = written(
        tmp_path / "mapping.toml",
        'kind = "leads"\nblank = ["Select"]\n'
        '[columns]\n"Nr" = "lead_id"\n"Anlage" = "created_at"\n"Wert" = "amount"\n'
        '"Quelle" = "source"\n"Fax" = ""\n',
    )
    file = written(
        tmp_path / "deutsch.csv",
        "Nr;Anlage;Wert;Quelle;Fax;Stufe\n1;13.10.2026 08:00;1.234,50;Select;0;x\n",
    )
    imported = alignment(
        "import", workspace, file, "--mapping", mapping, "--profile", "crm", "--json"
    )
    assert imported.status == 0, imported.err
    assert imported.json["columns"] == {
        "Nr": "lead_id",
        "Anlage": "created_at",
        "Wert": "amount",
        "Quelle": "source",
        "Fax": "",
        "Stufe": "stage",
    }
    other = written(
        tmp_path / "more.csv",
        "Nr;Anlage;Wert;Quelle;Fax;Stufe\n2;02.10.2026 08:00;1.500;Web;0;x\n",
    )
    # Its own rows tell neither the order of its dates nor its decimal sign; the first file did.
    assert alignment("import", workspace, other, "--profile", "crm").status == 0
    assert count(alignment, workspace) == 2
    lead = alignment("lead", workspace, "2", "--json").json["fields"]
    assert (lead["created_at"][:10], lead["amount"]) == ("2026-10-02", 1500)


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ('[columns]\n"Lead ID" = "lead_idd"\n', "lead_idd"),
        ('[columns]\n"Lead ID" = "lead_id"\n"Email" = "lead_id"\n', "lead_id"),
        ('[columns]\n"Lead Nr" = "lead_id"\n', "Lead Nr"),
        ("colums = 1\n", "colums"),
        ('dates = "backwards"\n', "backwards"),
        ('kind = "leads"\n[columns\n', "line 2"),
    ],
)
def test_a_wrong_mapping_is_refused_and_nothing_is_stored(
    alignment: Alignment, workspace: str, leads: Path, tmp_path: Path, mapping: str, named: str
) -> None:
    file = written(tmp_path / "mapping.toml", mapping)
    refused = alignment("import", workspace, leads, "--kind", "leads", "--mapping", file)
    assert_refused(refused, named)
    assert alignment("imports", workspace, "--json").json == []


@ON_ONE_DATABASE
def test_dates_that_can_be_read_two_ways_are_refused(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    file = written(tmp_path / "dates.csv", "Lead ID,Created Date\nL-1,03/10/2026\nL-2,04/10/2026\n")
    assert_refused(alignment("import", workspace, file), "Created Date")


@ON_ONE_DATABASE
def test_files_that_are_no_leads_are_refused_with_a_sentence(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    assert_refused(alignment("import", workspace, tmp_path / "missing.xlsx"), "missing.xlsx")
    assert_refused(alignment("import", workspace, tmp_path), tmp_path.name)
    empty = written(tmp_path / "empty.csv", "")
    assert_refused(alignment("import", workspace, empty), "empty.csv")
    dictionary = written(tmp_path / "dictionary.csv", "Variable,Description\nx,y\nz,w\n")
    assert_refused(alignment("import", workspace, dictionary), "dictionary.csv")
    assert alignment("imports", workspace, "--json").json == []


@ON_ONE_DATABASE
def test_events_the_wrong_way_round_are_warned_of_and_exit_0(
    alignment: Alignment, workspace: str, leads: Path, tmp_path: Path
) -> None:
    alignment("import", workspace, leads)
    won = written(
        tmp_path / "won.csv", "Lead ID,Close Date\nL-1,2026-09-30 10:00\nL-2,2026-12-01\n"
    )
    imported = alignment("import", workspace, won, "--json")
    assert imported.status == 0
    assert [(w["row"], w["column"]) for w in imported.json["warnings"]] == [(2, "Close Date")]


@ON_ONE_DATABASE
def test_csv_xlsx_and_a_misnamed_xlsx_give_equal_leads(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    header: list[object] = ["Lead ID", "Created Date", "Score", "Fit", "Note"]
    rows: list[list[object]] = [
        ["L-1", datetime.fromisoformat("2026-10-01T09:30"), 0, 2.5, "Select"],
        ["L-2", datetime.fromisoformat("2026-10-02T09:30"), 17, 0.67, "Ünïcode"],
    ]
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [header, *rows]:
        book.active.append(row)
    book.save(tmp_path / "leads.xlsx")
    (tmp_path / "really-xlsx.csv").write_bytes((tmp_path / "leads.xlsx").read_bytes())
    lines = [",".join(map(str, row)) for row in [header, *rows]]
    written(tmp_path / "plain.csv", "\n".join(lines) + "\n")
    first = alignment("import", workspace, tmp_path / "plain.csv", "--json")
    assert first.json["new"] == 2
    for name in ("leads.xlsx", "really-xlsx.csv"):
        same = alignment("import", workspace, tmp_path / name, "--again", "--json").json
        assert (same["new"], same["changed"], same["unchanged"]) == (0, 0, 2), name


@pytest.mark.parametrize("kind", ["leads", "activities", "campaigns", "figures", "customers"])
def test_an_empty_workbook_to_fill_in_is_recognised_when_filled(
    alignment: Alignment, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"{kind}.xlsx"
    assert alignment("template", kind, "-o", file).status == 0
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert sheet.freeze_panes is not None
    headers = [cell.value for cell in sheet[1]]
    needed = {
        "leads": "lead_id",
        "activities": "at",
        "campaigns": "spend",
        "figures": "figure",
        "customers": "account",
    }
    assert needed[kind] in headers


def test_a_locked_workspace_is_refused_and_unchanged(
    alignment: Alignment, tmp_path: Path, leads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.align"
    alignment("new", path)
    monkeypatch.setattr("alignment_desktop.storage.store.WRITING_PATIENCE", 0.3)
    with locked(path):
        assert_refused(alignment("import", path, leads), "w.align")
    assert alignment("imports", path, "--json").json == []


def test_a_damaged_workspace_is_refused(alignment: Alignment, tmp_path: Path, leads: Path) -> None:
    path = tmp_path / "w.align"
    alignment("new", path)
    content = bytearray(path.read_bytes())
    content[4096:40960] = b"\xff" * (40960 - 4096)
    path.write_bytes(content)
    assert_refused(alignment("import", path, leads), "w.align")
    assert path.read_bytes() == bytes(content)


def test_something_else_is_no_workspace(alignment: Alignment, tmp_path: Path, leads: Path) -> None:
    assert_refused(alignment("import", leads, leads), "leads.csv")


def assert_refused(said: Said, named: str) -> None:
    """One sentence that names the thing, nothing on standard output, exit 2."""
    assert said.status == 2, said
    assert said.out == ""
    assert named in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """While it lasts, another program is writing in the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


@ON_ONE_DATABASE
def test_a_file_of_something_else_is_refused_and_the_fields_are_named(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    accounts = written(
        tmp_path / "accounts.csv",
        "Account ID,Account Name,Account Type,Created Date\nA0,Firm 0,Customer,2026-01-10\n",
    )
    refused = alignment("import", workspace, accounts, "--json")
    assert (refused.status, refused.out) == (2, "")
    assert '"Account Name" (account?)' in refused.err
    assert "lead_id, account, email" in refused.err
    named = alignment("import", workspace, accounts, "--kind", "leads", "--dry-run", "--json")
    assert named.json["columns"]["Account Name"] == "account"


def test_the_help_of_import_says_what_each_field_means(alignment: Alignment) -> None:
    said = alignment("import", "--help")
    assert said.status == 0
    text = " ".join(said.out.split())
    for kind in Kind:
        assert f"Fields of {kind}:" in text
    assert "lead_id ID of the lead in your CRM; each lead stands once." in text
    assert "since Day on which the company became a customer." in text


@ON_ONE_DATABASE
def test_a_misspelt_field_suggests_the_nearest_one(
    alignment: Alignment, workspace: str, tmp_path: Path
) -> None:
    mapping = written(tmp_path / "m.toml", 'kind = "leads"\n[columns]\n"Id" = "lead_di"\n')
    file = written(tmp_path / "leads.csv", "Id\nL-1\n")
    said = alignment("import", workspace, file, "--mapping", mapping)
    assert said.status == 2
    assert "lead_id" in said.err
