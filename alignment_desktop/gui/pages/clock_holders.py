"""Who had the clock, and who opened pauses shortly before it was due, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.charts.split_clock import SplitRow
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clocks import part_names, time_of_clock

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard_leads import Detail


def split_rows(detail: Detail) -> list[SplitRow]:
    """A row for the leads that were late, and one for those in time; empty where it says none."""
    its, marks = wording().scoreboard, user_language()
    commitment, agreement = detail.commitment, detail.agreement
    if commitment is None or agreement is None:
        return []
    names = part_names(commitment, agreement, marks)
    called = {"missed": its.late(), "kept": its.in_time(), None: its.all_leads_2()}
    rows = []
    for split in detail.splits:
        times = [time_of_clock(part, commitment, marks) for part in split.parts]
        told = zip(names, times, strict=True)
        rows.append(
            SplitRow(
                called[split.state],
                time_of_clock(split.median, commitment, marks),
                split.parts,
                tuple(its.part_took(part=name, time=time) for name, time in told),
            )
        )
    return rows


def pauses_said(detail: Detail) -> str:
    """Who opened pauses in the last tenth of the limit; empty where nobody did."""
    its, late = wording().scoreboard, [each for each in detail.pauses if each.late]
    if not late:
        return ""
    told = [
        its.opened_late(by=each.by or its.somebody(), late=each.late, opened=each.opened)
        for each in late
    ]
    said = its.opened_shortly_before(people=", ".join(told))
    return f"{said} {its.few_pauses()}" if any(each.are_few for each in late) else said
