"""The agreement's charts say what its clauses say: stages with their ways, campaigns with days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from alignment_desktop.charts.geometry import Text
from alignment_desktop.charts.timeline_values import WINDOW
from alignment_desktop.documents.agreement_charts import campaign_chart, score_chart, stage_chart
from alignment_desktop.documents.campaign_timeline import (
    ProposedClause,
    Shown,
    Tried,
    campaign_timeline,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.plan import Campaign, Content
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


def campaign(key: str, **more: object) -> Campaign:
    return cast(Campaign, read_clause("campaign", {"key": key, "name": key.capitalize(), **more}))


def test_what_crowds_is_wrong_or_only_proposed_is_told_and_drawn() -> None:
    days = {"start": date(2026, 11, 9), "end": date(2026, 11, 20)}
    more = (
        campaign("fair", segment="enterprise", **days),
        campaign("dinner", segment="enterprise", **days),
        campaign("back", segment="enterprise", start=date(2026, 11, 9), end=date(2026, 11, 1)),
        campaign("longback", start=date(2025, 11, 9), end=date(2025, 11, 1)),
        campaign("endless", start=date(2026, 11, 9)),
        campaign("startless", end=date(2026, 11, 9)),
        campaign("old", start=date(2025, 11, 9), end=date(2025, 11, 10)),
        read_clause("content", {"key": "done", "name": "Done", "delivered": date(2026, 11, 1)}),
        read_clause("content", {"key": "never", "name": "Never"}),
        read_clause("assumption", {"key": "own", "quantity": "revenue target",
                                   "segment": "enterprise", "value": 1_000_000}),
    )  # fmt: skip
    kinds = {Campaign: "campaign", Content: "content"}
    own = {(kinds.get(type(each), "assumption"), each.key): each for each in more}
    agreement = Agreement(SAMPLE.label, {**SAMPLE.clauses, **own})
    later = replace(SAMPLE.campaigns["fifty-accounts"], start=date(2026, 10, 12))
    undated = campaign("idea", segment="enterprise")
    due = cast(Content, SAMPLE.of_kind("content")["litware-story"])
    proposed = [ProposedClause(each, "sales") for each in (later, undated)]
    proposed.append(ProposedClause(replace(due, due=date(2026, 12, 1)), "sales"))
    proposed.append(ProposedClause(due, "sales"))
    shown = Shown(
        proposed=proposed,
        today=date(2026, 11, 4),
        selected="campaign.fair",
        tried=Tried("campaign.dinner", date(2026, 11, 12), date(2026, 11, 20)),
        movable=True,
    )
    drawing = campaign_timeline(agreement, ENGLISH, 800, WINDOW, shown)
    assert drawing is not None
    said = drawing.as_text()
    for words in (
        "Enterprise: €420,000 of €900,000 · 3 at once · 12–20 Nov",
        "3 at once, 12–20 Nov 2026: Fifty accounts, Fair and Dinner",
        "Back: ends on 1 Nov 2026, before it starts on 9 Nov 2026",
        "Longback: ends on 1 Nov 2025, before it starts on 9 Nov 2025",
        "Endless: from 9 Nov 2026 · no end date yet",
        "Startless: until 9 Nov 2026 · no start date yet",
        "Old: 9–10 Nov 2025",
        "Idea: Sales proposes it",
        "Fifty accounts: 12 Oct – 18 Dec 2026",
        "Done: delivered 1 Nov 2026",
        "Never: no due date yet",
        "Customer story: Litware: 1 Dec 2026 · Sales proposes it",
    ):
        assert words in said, said
    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert "12–20 Nov · Dinner" in texts
    assert "Today, 4 Nov" in texts
    assert {grip.part for grip in drawing.grips if grip.key == "campaign.fair"} == {
        "whole", "start", "end",
    }  # fmt: skip
    # The end that the frame cuts off cannot be taken.
    cut = {grip.part for grip in drawing.grips if grip.key == "campaign.service-webinars"}
    assert cut == {"whole", "end"}


def test_an_agreement_of_the_last_days_of_all_still_has_a_timeline() -> None:
    text = """
    [agreement]
    label = "last"
    organisation = "Northwind"
    period = { start = 9999-10-01, end = 9999-12-31 }
    [[campaign]]
    key = "a"
    name = "A"
    start = 9999-10-01
    end = 9999-12-31
    """
    assert campaign_chart(agreement_of(text), ENGLISH, 480) is not None


def test_what_is_done_with_each_grade_and_score_is_told_where_thresholds_say_so() -> None:
    chart = score_chart(SAMPLE, ENGLISH, 480)
    assert chart is not None
    assert chart.drawing.as_text() == (
        "What is done with which grade and score. "
        "A (80 and more): Call now, Call now, Call now; "
        "B (50 – 79): Call today, Call today, Call now; "
        "C (30 – 49): Nurture, Write, Write; D (under 30): Nurture, Write, Write"
    )
    grades = {each: SAMPLE.clauses[each] for each in SAMPLE.clauses if each[0] == "grade"}
    assert score_chart(Agreement("", grades), ENGLISH, 480) is None
