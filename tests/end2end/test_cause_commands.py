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
    assert "No one figure says what revenue was planned" in told.err
