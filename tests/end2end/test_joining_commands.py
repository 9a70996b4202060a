"""By commands: deals and contacts, rows that join, and one lead shown whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment
from tests.end2end.test_import_commands import (
    ON_ONE_DATABASE,
    workspace,  # noqa: F401  # a fixture
    written,
)

CONTACTS = "Record ID - Contact,Email,Create Date\n500,a@x.com,2026-10-01\n501,b@x.com,2026-10-02\n"
DEALS = (
    "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Associated Contact IDs\n"
    "900,Deal 0,Closed won,100,2026-11-01 14:00,2026-11-01,500\n"
    "901,Deal 1,Closed lost,100,2026-11-02 14:00,2026-12-02,501;500\n"
)


@ON_ONE_DATABASE
@pytest.mark.parametrize("order", [(CONTACTS, DEALS), (DEALS, CONTACTS)])
def test_deals_join_their_contacts_in_either_order(
    alignment: Alignment,
    workspace: str,  # noqa: F811  # the fixture imported
    tmp_path: Path,
    order: tuple[str, str],
) -> None:
    for number, text in enumerate(order):
        file = written(tmp_path / f"{number}.csv", text)
        imported = alignment("import", workspace, file, "--json")
        assert imported.status == 0, imported.err
        assert imported.json["warnings"] == []
    assert (imported.json["new"], imported.json["changed"]) == (0, 2)


@ON_ONE_DATABASE
def test_what_was_taken_is_written_as_a_mapping_that_reads_the_next_file(
    alignment: Alignment,
    workspace: str,  # noqa: F811  # the fixture imported
    tmp_path: Path,
) -> None:
    file, mapping = written(tmp_path / "deals.csv", DEALS), tmp_path / "deals.toml"
    arguments = ("import", workspace, file, "--dry-run", "--json")
    taken = alignment(*arguments, "--write-mapping", mapping).json
    text = mapping.read_text(encoding="utf-8")
    assert '"Deal Stage" = "outcome"' in text
    assert '# "Deal Name" = ""' in text
    assert "# lead_id: " in text
    again = alignment(*arguments, "--mapping", mapping).json
    assert (again["columns"], again["new"]) == (taken["columns"], taken["new"])
    for refused in (file, tmp_path / "deals.txt"):
        answer = alignment("import", workspace, file, "--write-mapping", refused)
        assert (answer.status, answer.out) == (2, "")
    assert alignment("imports", workspace, "--json").json == []


@ON_ONE_DATABASE
def test_a_row_that_could_join_several_leads_joins_none_and_is_told(
    alignment: Alignment,
    workspace: str,  # noqa: F811  # the fixture imported
    tmp_path: Path,
) -> None:
    crm = written(tmp_path / "crm.csv", "Lead ID,Email\nL1,a@x.com\nL2,A@x.com\n")
    assert alignment("import", workspace, crm).status == 0
    web = written(tmp_path / "web.csv", "Email,Lead Source\na@X.com,Web\n")
    imported = alignment("import", workspace, web, "--json")
    assert [each["code"] for each in imported.json["warnings"]] == ["several-leads"]
    assert (imported.json["new"], imported.status) == (1, 0)


@ON_ONE_DATABASE
def test_one_lead_is_shown_whole_with_the_source_of_everything(
    alignment: Alignment,
    workspace: str,  # noqa: F811  # the fixture imported
    tmp_path: Path,
) -> None:
    files = {
        "contacts.csv": CONTACTS,
        "deals.csv": DEALS,
        "calls.csv": "Lead ID,Activity Date,Activity Type,Subject\n"
        "500,2026-10-03 10:00,call,Hello\n",
        "again.csv": "Lead ID,Email,Lead Status\n500,c@x.com,mql\n",
    }
    for name, text in files.items():
        assert alignment("import", workspace, written(tmp_path / name, text)).status == 0
    shown = alignment("lead", workspace, "500", "--json").json
    assert shown["lead_id"] == "500"
    assert shown["fields"]["opportunity_id"] == "900"
    assert shown["fields"]["email"] == "c@x.com"
    moments = [(one["at"][:10], one["what"], one["batch"], one["row"]) for one in shown["events"]]
    assert moments[:4] == [
        ("2026-10-01", "created_at", 1, 2),
        ("2026-10-03", "call", 3, 2),
        ("2026-11-01", "closed_at", 2, 2),
        ("2026-11-01", "opportunity_at", 2, 2),
    ]
    addresses = [one["value"] for one in shown["events"] if one["what"] == "email"]
    assert addresses == ["a@x.com", "c@x.com"]
    assert shown["clocks"] == []
    for name in ("900", "C@x.com"):
        assert alignment("lead", workspace, name, "--json").json["lead_id"] == "500"
    assert "call" in alignment("lead", workspace, "500").out
    early = alignment("lead", workspace, "500", "--as-of", "2026-10-02", "--json").json
    assert [one["what"] for one in early["events"]] == ["created_at"]
    nobody = alignment("lead", workspace, "nobody", "--json")
    assert (nobody.status, nobody.out) == (2, "")
    assert "nobody" in nobody.err


def test_a_lead_has_its_clocks_and_the_stages_that_it_qualifies_for(
    alignment: Alignment, sample_path: Path
) -> None:
    behind = alignment("leads", sample_path, "--commitment", "accept-or-return", "--json").json
    shown = alignment("lead", sample_path, behind[0]["lead_id"], "--json").json
    clock = next(one for one in shown["clocks"] if one["commitment"] == "accept-or-return")
    assert {name: clock[name] for name in ("state", "from", "to", "due")} == {
        name: behind[0][name] for name in ("state", "from", "to", "due")
    }


@ON_ONE_DATABASE
def test_deals_join_by_domain_only_where_the_mapping_says_so(
    alignment: Alignment,
    workspace: str,  # noqa: F811  # the fixture imported
    tmp_path: Path,
) -> None:
    people = "Lead ID,Email\nL1,a@acme.example\nL2,b@globex.example\nL3,c@globex.example\n"
    assert alignment("import", workspace, written(tmp_path / "crm.csv", people)).status == 0
    deals = "Opportunity ID,Website,Amount\nD1,https://acme.example,10\nD2,www.globex.example,20\n"
    file = written(tmp_path / "deals.csv", deals)
    arguments = ("import", workspace, file, "--json")
    assert alignment(*arguments, "--dry-run").json["new"] == 2
    mapping = written(tmp_path / "deals.toml", 'account_domain = "Website"\n')
    imported = alignment(*arguments, "--mapping", mapping).json
    assert (imported["new"], imported["changed"]) == (1, 1)
    told = [(each["code"], each["row"], each["column"]) for each in imported["warnings"]]
    assert told == [("several-leads-of-domain", 3, "Website")]
    assert "2 leads have an address at globex.example" in imported["warnings"][0]["text"]
    assert alignment("lead", workspace, "L1", "--json").json["fields"]["amount"] == 10
    for text, words in (
        ('account_domain = "Web"', "account_domain"),
        ('account_domain = "Website"\n[columns]\n"Opportunity ID" = "lead_id"', "opportunity ID"),
    ):
        mapping = written(tmp_path / "wrong.toml", text)
        refused = alignment(*arguments, "--again", "--mapping", mapping)
        assert (refused.status, refused.out) == (2, "")
        assert words in refused.err
