"""Stages as the map of them names them: short, with how long a lead may stay."""

from __future__ import annotations

from dataclasses import replace

from alignment_desktop.charts.map_stages import MapStage
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Stage, display_name
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.words.language import Language


def map_stages(agreement: Agreement, words: Language) -> list[MapStage]:
    """The stages of an agreement, in its order."""
    return [
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


def owner_names(words: Language) -> dict[str, str]:
    """What the owners of stages are called."""
    return {owner: choice_text(owner, words) for owner in OWNERS}


def handover_mark(agreement: Agreement, words: Language) -> tuple[str, str]:
    """The stage where leads change hands, and what that is called."""
    return agreement.header.handover_stage, words.charts.handover()


def _stay(stage: Stage, words: Language) -> str:
    """The stay as short as a box needs it; the table of stages says it in full."""
    if stage.limit is None:
        return ""
    return words.charts.at_most(time=limit_text(replace(stage.limit, business=False), words))
