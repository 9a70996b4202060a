"""The scoreboard's charts: its funnel, where it slips, how long it took, in the user's words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from alignment_desktop.charts.bars import Bar
from alignment_desktop.charts.funnel import FunnelStage
from alignment_desktop.charts.histogram import Bin
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import Board, Pick
from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.figures import figure_text
from alignment_desktop.phrasing.targets import short_target_text
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard_leads import Detail

_UNITS = {"second": "s", "minute": "min", "hour": "h", "day": "days", "week": "weeks"}
_NAMED = ("grade",)


def funnel_stages(board: Board, marks: Language) -> list[FunnelStage]:
    """The funnel: how far the leads that entered in the period came."""
    made = []
    following = [stage.reached for stage in board.stages[1:]]
    for stage, after in zip(board.stages, [*following, None], strict=True):
        rate = ""
        if after is not None and stage.reached:
            rate = figure_text(after / stage.reached, "share", marks)
        key = stage.key if stage.reached else ""
        made.append(FunnelStage(stage.name, stage.reached, stage.party, rate, key))
    return made


def slip_words(field: str, value: str) -> str:
    """What a group is called among which more is missed than among all."""
    if not field:
        return wording().scoreboard.everything_else()
    if field == "weekday":
        return wording().scoreboard.started_on_a(day=QLocale().dayName(int(value)))
    fields = {
        "owner": wording().scoreboard.owner_2(),
        "region": wording().scoreboard.region_2(),
        "source": wording().scoreboard.source(),
        "campaign": wording().scoreboard.campaign(),
        "segment": wording().scoreboard.segment(),
        "industry": wording().scoreboard.industry(),
        "grade": wording().scoreboard.grade(),
    }
    if not value:
        return wording().scoreboard.no(field=fields[field])
    return f"{fields[field].capitalize()} {value}" if field in _NAMED else value


def slip_bars(detail: Detail) -> list[Bar]:
    """Where it slips; empty where no group stands out."""
    slips = detail.slips
    if not any(slip.field for slip in slips):
        return []
    return [
        Bar(
            slip_words(slip.field, slip.value),
            slip.missed,
            "missed" if slip.field else "faint",
            str(at),
        )
        for at, slip in enumerate(slips)
    ]


def pick_of_bar(detail: Detail, key: str) -> Pick:
    """The leads of a bar of `slip_bars`."""
    slip = detail.slips[int(key)]
    return Pick(detail.line.key, slip=(slip.field, slip.value))


def pick_of_bin(detail: Detail, key: str) -> Pick:
    """The leads of a bar of `histogram_bins`."""
    return Pick(detail.line.key, bin=int(key))


def _amount(detail: Detail) -> tuple[Decimal, str]:
    allowed = detail.allowed
    if isinstance(allowed, Limit):
        return allowed.amount, str(allowed.unit)
    return (allowed.amount, allowed.unit_text) if allowed else (Decimal(1), "")


def bin_label(detail: Detail, number: int, marks: Language) -> str:
    """Which part of the time a bin of the histogram covers, in the unit of what was promised."""
    amount, unit = _amount(detail)
    step, word = float(amount) / (len(detail.bins) // 2), _UNITS.get(unit, unit)

    def edge(at: int) -> str:
        return marks.plain(round(step * at, 3))

    last = number == len(detail.bins) - 1
    if last:
        return wording().scoreboard.bin_over(start=edge(number), unit=word)
    return wording().scoreboard.bin_from_to(start=edge(number), end=edge(number + 1), unit=word)


def histogram_bins(detail: Detail, marks: Language) -> list[Bin]:
    """How long it took, in the unit of what was promised."""
    half = len(detail.bins) // 2
    return [
        Bin(bin_label(detail, at, marks), count, at >= half, str(at) if count else "")
        for at, count in enumerate(detail.bins)
    ]


def limit_words(detail: Detail, marks: Language) -> str:
    """What was promised, beside its line in the histogram."""
    allowed = detail.allowed
    if allowed is None:
        return ""
    if isinstance(allowed, Limit):
        return wording().scoreboard.promised_allowed(allowed=str(allowed))
    return wording().scoreboard.promised(target=short_target_text(allowed, marks))
