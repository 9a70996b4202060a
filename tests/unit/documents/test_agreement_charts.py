"""The agreement's charts say what its clauses say: stages with their ways, campaigns with days."""

from __future__ import annotations

from alignment_desktop.charts.geometry import Text
from alignment_desktop.documents.agreement_charts import campaign_chart, stage_chart
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.paths import resource_path
from alignment_desktop.words.language import language

ENGLISH = language("en")


def agreement_of(text: str) -> Agreement:
    read = read_text(text)
    return Agreement(read.label or "", dict(read.clauses))


SAMPLE = agreement_of(
    resource_path("templates/sample/agreement.en.toml").read_text(encoding="utf-8")
)


def test_every_stage_is_told_with_its_owner_its_stay_and_where_leads_go_on_to() -> None:
    said = stage_chart(SAMPLE, ENGLISH, 480).drawing.as_text()
    assert said.startswith("The stages of the funnel, and where leads go on to. ")
    assert "MQL: Marketing, ≤ 2 days, → SAL, Recycled, Disqualified" in said
    assert said.count(";") == len(SAMPLE.stages) - 1


def test_every_campaign_and_each_content_is_told_with_its_days_and_frames_hold_the_period() -> None:
    chart = campaign_chart(SAMPLE, ENGLISH, 480)
    assert chart is not None
    said = chart.drawing.as_text()
    assert "Fifty accounts: 5 Oct – 18 Dec 2026" in said
    for campaign in SAMPLE.campaigns.values():
        assert campaign.name in said
    words = [shape.text for shape in chart.drawing.shapes if isinstance(shape, Text)]
    assert [each for each in words if each in ("October", "November", "December", "January")] == [
        "October", "November", "December",
    ]  # fmt: skip


def test_a_frame_of_many_years_names_years_apart_and_without_days_there_is_no_chart() -> None:
    text = """
    [agreement]
    label = "long"
    organisation = "Northwind"
    period = { start = 2026-01-01, end = 2029-12-31 }
    [[campaign]]
    key = "a"
    name = "A"
    """
    assert campaign_chart(agreement_of(text), ENGLISH, 480) is None
    dated = text + "start = 2026-02-01\n    end = 2028-01-31\n"
    chart = campaign_chart(agreement_of(dated), ENGLISH, 480)
    assert chart is not None
    words = [shape.text for shape in chart.drawing.shapes if isinstance(shape, Text)]
    assert words.count("January") == 4
