"""The command `metrics` on the sample: figures that stand on their parts, and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.cli.main import run


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = run(["metrics", *map(str, words)], lambda *_: 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_every_metric_of_the_sample_stands_on_its_parts(
    sample_original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answer(
        capsys, sample_original, "--as-of", "2027-01-04", "--every", "month", "--json",
        "--credit", "even", "--by", "segment",
    )  # fmt: skip
    assert status == 0
    assert "fewer than 30 leads won or lost" in err
    printed: dict[str, Any] = json.loads(out)
    assert printed["as_of"] == "2027-01-05T00:00:00+01:00"
    metrics = {each["key"]: each for each in printed["metrics"]}
    assert {"new-leads", "conversion.mql", "follow-up.a", "coverage", "lifetime-value"} <= set(
        metrics
    )
    for each in metrics.values():
        assert each["name"]
        assert each["definition"].endswith(".")
        assert each["basis"] in ("cohort", "snapshot")
        totals = [entry for entry in each["periods"] if "by" not in entry]
        assert [entry["period"] for entry in totals] == ["2026-10", "2026-11", "2026-12"]
        for entry in each["periods"]:
            if None not in (entry["value"], entry["numerator"], entry["denominator"]):
                quotient = entry["numerator"] / entry["denominator"]
                assert entry["value"] == pytest.approx(quotient)
            if each["unit"] != "share":
                assert entry["low"] is entry["high"] is None
    first = metrics["campaign-conversion"]["periods"]
    october = [entry for entry in first if entry["period"] == "2026-10"]
    whole, *campaigns = (entry["denominator"] for entry in october)
    assert sum(campaigns) == pytest.approx(whole)
    assert {entry.get("by") for entry in october} == {None, "campaign"}
    assert {entry.get("by") for entry in metrics["new-leads"]["periods"]} == {None, "segment"}
    assert metrics["win-rate"]["unit"] == "share"
    assert metrics["revenue"]["unit"] == "EUR"


def test_the_table_says_what_each_figure_is_made_of(
    sample_original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = answer(capsys, sample_original, "--as-of", "2027-01-04")
    lines = {line.split("  ")[0]: line for line in out.splitlines()}
    assert status == 0
    assert "53 of 173" in lines["Win rate"]
    assert "in the period" in lines["Win rate"]
    assert "95% between" in lines["Win rate"]
    assert "of the period's leads" in lines["Conversion from MQL"]
    assert "median of" in lines["Sales cycle"]
    assert "×" in lines["Pipeline coverage"]
    assert "144 accounts" in lines["Lifetime value of a customer"]
    assert "sourced" in out


def test_without_results_one_sentence_tells_what_each_field_is_wanted_for(
    agreement_original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answer(capsys, agreement_original, "--json", "--by", "region")
    assert status == 0
    values = [entry["value"] for each in json.loads(out)["metrics"] for entry in each["periods"]]
    assert set(values) == {None}
    assert err.count("“outcome”") == 1
    assert "“Win rate”" in err
    assert "cannot be divided by “region”" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--credit", "loudest"), "“loudest” is no rule of credit"),
        (("--from", "2026-12-31", "--to", "2026-10-01"), "2026-12-31"),
        (("--every", "day"), "day"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(
    agreement_original: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    status, out, err = answer(capsys, agreement_original, *words)
    assert (status, out) == (2, "")
    assert sentence in err
