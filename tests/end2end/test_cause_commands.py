"""The commands that look behind a miss, on the sample and where there is nothing to say."""

from __future__ import annotations

import math
from pathlib import Path

from tests.end2end.conftest import Alignment

AS_OF = ("--as-of", "2027-01-04T09:00")


def test_why_says_where_misses_concentrate_and_what_would_change(
    alignment: Alignment, sample_path: Path
) -> None:
    said = alignment("why", sample_path, "--commitment", "grade-b-first-touch", *AS_OF)
    assert said.status == 0
    assert "Grade B first touch: 79 of 540 missed." in said.out
    assert "No owner                      19  40" in said.out
    assert "This says where misses concentrate, not why." in said.out
    again = alignment("why", sample_path, "--commitment", "grade-b-first-touch", *AS_OF, "--json")
    other = alignment("why", sample_path, "--commitment", "grade-b-first-touch", *AS_OF, "--json")
    assert again.json == other.json
    (group,) = again.json["groups"]
    assert group["fields"] == {"owner": ""}


def test_why_claims_nothing_where_chance_explains_it(
    alignment: Alignment, sample_path: Path
) -> None:
    said = alignment("why", sample_path, "--commitment", "accept-or-return", *AS_OF)
    assert "No group stands out: " in said.out
    few = alignment(
        "why", sample_path, "--commitment", "grade-a-first-touch", *AS_OF, "--period", "2026-11"
    )
    assert "there are too few misses to tell a pattern from chance." in few.out
    early = alignment(
        "why", sample_path, "--commitment", "win-rate", "--as-of", "2026-10-02", "--json"
    )
    assert (early.status, early.json["missed"], early.json["groups"]) == (0, 0, [])
    refused = alignment("why", sample_path, "--commitment", "speed-to-lead", *AS_OF)
    assert (refused.status, refused.out) == (2, "")
    assert "counts no lead as kept or missed" in refused.err


def test_why_names_reasons_with_their_remedies(alignment: Alignment, sample_path: Path) -> None:
    said = alignment("why", sample_path, "--commitment", "acceptance-rate", *AS_OF)
    assert "Not now: given for 129 of them. Remedy agreed: Nurture" in said.out
    assert "(stage.recycled)" in said.out
    assert "Grade B" not in said.out


def test_the_bridge_leads_from_plan_to_actual(alignment: Alignment, sample_path: Path) -> None:
    said = alignment("bridge", sample_path, *AS_OF)
    assert said.status == 0
    assert "€300,050 short of plan; the largest part is conversion" in said.out
    assert "Mix: we do not promise leads" in said.out
    told = alignment("bridge", sample_path, *AS_OF, "--json")
    bridge = told.json
    assert (bridge["plan"], bridge["actual"]) == (2_100_000, 1_799_950)
    amounts = [part["amount"] for part in bridge["parts"]]
    assert math.isclose(math.fsum(amounts), -300_050, abs_tol=1e-6)
    assert [part["key"] for part in bridge["parts"]] == [
        "volume", "quality", "speed", "conversion", "deal-size", "unexplained",
    ]  # fmt: skip
    assert (bridge["parts"][0]["owner"], bridge["parts"][2]["owner"]) == ("marketing", "sales")
    assert bridge["missing"] == [{"key": "mix", "in": "plan"}]
    assert "Mix: we do not promise leads" in told.err
    half = alignment("bridge", sample_path, "--as-of", "2026-11-15")
    assert "The period ends on 31 December 2026, so more may still come." in half.out


def test_without_a_plan_or_results_the_bridge_says_so(alignment: Alignment, tmp_path: Path) -> None:
    workspace = tmp_path / "new.align"
    alignment("new", workspace)
    said = alignment("bridge", workspace)
    assert said.status == 0
    assert "Nothing imported says what was won" in said.out
    leads = tmp_path / "leads.csv"
    leads.write_text("lead_id,closed_at,outcome,revenue\nL1,2026-10-05,won,100\n")
    assert alignment("import", workspace, leads).status == 0
    told = alignment("bridge", workspace, "--json")
    assert (told.json["plan"], told.json["parts"]) == (None, [])
    assert "No single figure says what revenue was planned" in told.err
    assert "joins unexplained" not in told.err  # as there is nothing to join


PLANNED = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"
[[stage]]
key = "mql"
kind = "gate"
party = "marketing"
next = ["sal"]
[[stage]]
key = "sal"
kind = "inventory"
party = "sales"
[[assumption]]
key = "goal"
quantity = "revenue target"
value = 1000
[[assumption]]
key = "size"
quantity = "deal size"
value = 1000
[[assumption]]
key = "mql-to-sal"
quantity = "stage rate"
value = 0.5
[[assumption]]
key = "sal-to-customer"
quantity = "stage rate"
value = 0.5
[[commitment]]
key = "volume"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 4"
every = "period"
[[commitment]]
key = "quick"
name = "Quick touch"
party = "sales"
measure = "within"
from = "created_at"
to = "entered.sal"
limit = "2 days"
target = ">= 95 %"
every = "month"
"""
CAME = """lead_id,created_at,entered.mql,entered.sal,closed_at,outcome,revenue
L1,2026-10-05,2026-10-05,2026-10-06,,,
L2,2026-10-05,2026-10-05,2026-10-06,2026-10-09,lost,
L3,2026-10-05,2026-10-05,,,,
L4,2026-10-05,2026-10-05,,,,
"""


def test_the_bridge_of_a_plan_that_ends_before_customers_is_true_of_each_part(
    alignment: Alignment, tmp_path: Path
) -> None:
    workspace, text, leads = tmp_path / "w.align", tmp_path / "a.toml", tmp_path / "leads.csv"
    text.write_text(PLANNED)
    leads.write_text(CAME)
    alignment("new", workspace)
    assert alignment("apply", workspace, text).status == 0
    assert alignment("import", workspace, leads, "--kind", "leads").status == 0
    said = alignment("bridge", workspace).out
    # Half of four leads went on, and half of those were to buy: one customer, who did not come.
    assert "0 customers 1 expected" in " ".join(said.split())
    assert "Conversion takes €1,000." in said
    early = alignment("why", workspace, "--commitment", "quick", "--period", "2026-12").out
    assert "Quick touch: no lead was kept or missed." in early
