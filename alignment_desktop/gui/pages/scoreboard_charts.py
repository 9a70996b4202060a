"""Where it slips, in the user's words, and which leads the scoreboard's charts lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from alignment_desktop.charts.bars import Bar
from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard_leads import Detail

_NAMED = ("grade",)


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
    """The leads of a bar of the chart of how long it took."""
    return Pick(detail.line.key, bin=int(key))
