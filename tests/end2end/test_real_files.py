"""The main job on real spreadsheets, against counts made with the standard library alone."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from tests.end2end.conftest import Alignment

OLIST = """
[agreement]
label = "Olist"
period = {{ start = 2017-06-01, end = 2018-05-31 }}
currency = "BRL"
calendar = "office"

[[calendar]]
key = "office"
timezone = "{zone}"
hours = {{ mon = ["09:00-18:00"] }}

[[commitment]]
key = "conversion"
measure = "share"
from = "created_at"
of = [{{ field = "closed_at", op = "is not blank" }}]
target = ">= 10 %"

[[commitment]]
key = "conversion-by-month"
measure = "share"
from = "created_at"
of = [{{ field = "closed_at", op = "is not blank" }}]
target = ">= 10 %"
every = "month"

[[commitment]]
key = "cycle"
measure = "median"
from = "created_at"
to = "closed_at"
target = "<= 20 days"
"""


class Olist:
    """Both files, read with nothing but `csv`."""

    def __init__(self, folder: Path) -> None:
        self.leads_file = folder / "olist" / "olist_marketing_qualified_leads_dataset.csv"
        self.deals_file = folder / "olist" / "olist_closed_deals_dataset.csv"
        with self.leads_file.open(encoding="utf-8", newline="") as file:
            self.leads = {row["mql_id"]: row for row in csv.DictReader(file)}
        with self.deals_file.open(encoding="utf-8", newline="") as file:
            self.won = {row["mql_id"]: row["won_date"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def olist(real_data: Path) -> Olist:
    return Olist(real_data)


@pytest.fixture(params=["America/Sao_Paulo", "Europe/Berlin"])
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path, olist: Olist, zone: str) -> Path:
    path, text = tmp_path / "olist.align", tmp_path / "olist.toml"
    text.write_text(OLIST.format(zone=zone), encoding="utf-8")
    assert alignment("new", path).status == 0
    assert alignment("apply", path, text).status == 0
    assert alignment("import", path, olist.leads_file).status == 0
    deals = alignment("import", path, olist.deals_file, "--json")
    assert deals.status == 0
    assert (deals.json["new"], deals.json["changed"]) == (0, 842)
    assert len(deals.json["warnings"]) == 1
    return path


def test_olists_conversion_is_842_of_8000_and_so_by_month_and_source(
    alignment: Alignment, workspace: Path, olist: Olist
) -> None:
    words = ("measure", workspace, "--by", "source", "--json")
    results = {one["key"]: one["periods"] for one in alignment(*words).json["commitments"]}
    total, *by_source = results["conversion"]
    assert (total["kept"], total["eligible"], total["value"]) == (842, 8000, 0.10525)

    leads = Counter(row["origin"].strip().lower() for row in olist.leads.values())
    won = Counter(olist.leads[key]["origin"].strip().lower() for key in olist.won)
    found = {entry["segment"]: (entry["kept"], entry["eligible"]) for entry in by_source}
    assert found == {source: (won[source], count) for source, count in leads.items()}

    months = Counter(row["first_contact_date"][:7] for row in olist.leads.values())
    won_of = Counter(olist.leads[key]["first_contact_date"][:7] for key in olist.won)
    found = {
        entry["period"]: (entry["kept"], entry["eligible"])
        for entry in results["conversion-by-month"]
        if "by" not in entry
    }
    assert found == {month: (won_of[month], months[month]) for month in found}
    assert sum(eligible for _, eligible in found.values()) == 8000


def test_olists_median_cycle_knows_the_clock_change_of_the_zone(
    alignment: Alignment, workspace: Path, olist: Olist, zone: str
) -> None:
    measured = alignment("measure", workspace, "--commitment", "cycle", "--json").json
    (period,) = measured["commitments"][0]["periods"]
    durations = []
    for key, won in olist.won.items():
        began = datetime.fromisoformat(olist.leads[key]["first_contact_date"])
        ended = datetime.fromisoformat(won)
        spent = ended.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC")) - began.replace(
            tzinfo=ZoneInfo(zone)
        ).astimezone(ZoneInfo("UTC"))
        if spent >= timedelta(0):
            durations.append(spent.total_seconds())
    assert period["eligible"] == len(durations) == 841
    assert period["excluded"] == 1
    assert period["value"] == pytest.approx(median(durations), abs=1e-6)
    expected = {"America/Sao_Paulo": 14.72, "Europe/Berlin": 14.68}[zone]
    assert round(period["value"] / 86_400, 2) == expected
    excluded = alignment(
        "leads", workspace, "--commitment", "cycle", "--state", "excluded", "--json"
    ).json
    assert [lead["to"] < lead["from"] for lead in excluded] == [True]


def test_x_educations_three_files_are_one_and_its_dictionary_is_refused(
    alignment: Alignment, tmp_path: Path, real_data: Path
) -> None:
    path, folder = tmp_path / "x.align", real_data / "xeducation"
    alignment("new", path)
    first = alignment("import", path, folder / "Leads.csv", "--json").json
    assert (first["rows"], first["new"], first["problems"]) == (9240, 9240, [])
    for name in ("Leads.xlsx", "Leads-really-xlsx.csv"):
        same = alignment("import", path, folder / name, "--json").json
        assert (same["rows"], same["unchanged"], same["changed"]) == (9240, 9240, 0)
    refused = alignment("import", path, folder / "Leads Data Dictionary.xlsx")
    assert refused.status == 2
    assert refused.out == ""
    assert "Leads Data Dictionary.xlsx" in refused.err


def test_mavens_pipeline_won_4238_for_10005534(
    alignment: Alignment, tmp_path: Path, real_data: Path
) -> None:
    path, text = tmp_path / "m.align", tmp_path / "m.toml"
    text.write_text(
        '[agreement]\nlabel = "Maven"\nperiod = { start = 2016-10-01, end = 2017-12-31 }\n'
        + "".join(
            f'[[commitment]]\nkey = "{key}"\nfrom = "closed_at"\n{what}\n'
            'where = [{ field = "outcome", op = "is", value = "won" }]\n'
            for key, what in {
                "won": 'measure = "count"\ntarget = ">= 1"',
                "revenue": 'measure = "sum"\nfield = "revenue"\ntarget = ">= 1"',
            }.items()
        ),
        encoding="utf-8",
    )
    alignment("new", path)
    assert alignment("apply", path, text).status == 0
    imported = alignment("import", path, real_data / "maven" / "sales_pipeline.csv", "--json")
    assert imported.status == 0
    assert imported.json["columns"]["opportunity_id"] == "opportunity_id"
    assert imported.json["rows"] == 8800
    values = {
        one["key"]: one["periods"][0]["value"]
        for one in alignment("measure", path, "--json").json["commitments"]
    }
    assert values == {"won": 4238, "revenue": 10_005_534}
    won = alignment("leads", path, "--commitment", "won", "--json").json
    days = {lead["lead_id"]: lead["from"] for lead in won}
    # In the file 01-03-17: day first, two-digit year.
    assert days["1C1I7A6R"] == "2017-03-01"
