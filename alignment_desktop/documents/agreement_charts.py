"""The charts of an agreement on paper: its stages and the ways between, and when campaigns run."""

from __future__ import annotations

from dataclasses import replace

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.stage_map import stage_map
from alignment_desktop.documents.campaign_timeline import campaign_timeline
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.score_cells import drawn_matrix
from alignment_desktop.documents.stage_marks import handover_mark, map_stages, owner_names
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.words.language import Language


def stage_chart(agreement: Agreement, words: Language, width: float) -> Chart:
    """The stages of an agreement with how long a lead may stay, so many points wide."""
    drawing = stage_map(
        map_stages(agreement, words),
        width / PAPER_SCALE,
        owner_names(words),
        handover_mark(agreement, words),
    )
    return _chart(replace(drawing, caption=words.charts.stages()))


def score_chart(agreement: Agreement, words: Language, width: float) -> Chart | None:
    """What is done with which grade and score, so many points wide.

    None where no threshold says what is done.
    """
    if not agreement.thresholds:
        return None
    return _chart(drawn_matrix(agreement, words, width / PAPER_SCALE))


def _chart(drawing: Drawing) -> Chart:
    made = Chart(drawing)
    made.spaceAfter = 8
    return made


def campaign_chart(agreement: Agreement, words: Language, width: float) -> Chart | None:
    """When the campaigns of an agreement run and its content is due, so many points wide.

    None where no campaign has days.
    """
    if not any(each.start and each.end for each in agreement.campaigns.values()):
        return None
    drawing = campaign_timeline(agreement, words, width / PAPER_SCALE)
    return None if drawing is None else _chart(drawing)
