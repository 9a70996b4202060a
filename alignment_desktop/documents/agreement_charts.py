"""The charts of an agreement on paper: its stages and the ways between, and when campaigns run."""

from __future__ import annotations

from dataclasses import replace

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.stage_map import MapStage, stage_map
from alignment_desktop.documents.campaign_timeline import campaign_timeline
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Stage, display_name
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.words.language import Language


def stage_chart(agreement: Agreement, words: Language, width: float) -> Chart:
    """The stages of an agreement with how long a lead may stay, so many points wide."""
    stages = [
        MapStage(
            key,
            stage.abbreviation or display_name(stage),
            stage.party,
            _stay(stage, words),
            stage.next,
            gate=stage.kind == "gate",
            detour=stage.kind == "detour",
        )
        for key, stage in agreement.stages.items()
    ]
    owners = {owner: choice_text(owner, words) for owner in OWNERS}
    handover = agreement.header.handover_stage, words.charts.handover()
    drawing = stage_map(stages, width / PAPER_SCALE, owners, handover)
    return _chart(replace(drawing, caption=words.charts.stages()))


def _chart(drawing: Drawing) -> Chart:
    made = Chart(drawing)
    made.spaceAfter = 8
    return made


def _stay(stage: Stage, words: Language) -> str:
    """The stay as short as a box needs it; the table of stages says it in full."""
    if stage.limit is None:
        return ""
    return words.charts.at_most(time=limit_text(replace(stage.limit, business=False), words))


def campaign_chart(agreement: Agreement, words: Language, width: float) -> Chart | None:
    """When the campaigns of an agreement run and its content is due, so many points wide.

    None where no campaign has days.
    """
    if not any(each.start and each.end for each in agreement.campaigns.values()):
        return None
    drawing = campaign_timeline(agreement, words, width / PAPER_SCALE)
    return None if drawing is None else _chart(drawing)
