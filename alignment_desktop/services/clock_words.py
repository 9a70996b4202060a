"""Who had the clock, and who opened pauses shortly before it was due, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alignment_desktop.charts.split_clock import SplitRow
from alignment_desktop.phrasing.clocks import part_names, time_of_clock

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.measurement.late_pauses import PauseOpener
    from alignment_desktop.measurement.lead_breakdown import Split
    from alignment_desktop.words.language import Language


def split_rows(
    splits: Sequence[Split], commitment: Commitment, agreement: Agreement, language: Language
) -> list[SplitRow]:
    """A row for the leads that were late, and one for those in time.

    Args:
        splits: Who had their time.
        commitment: The promise that divides it.
        agreement: Names the moments at which it is divided.
        language: In whose words.
    """
    its = language.clocks
    names = part_names(commitment, agreement, language)
    called = {"missed": its.late(), "kept": its.in_time(), None: its.all_leads()}
    rows = []
    for split in splits:
        times = [time_of_clock(part, commitment, language) for part in split.parts]
        told = zip(names, times, strict=True)
        rows.append(
            SplitRow(
                called[split.state],
                time_of_clock(split.median, commitment, language),
                split.parts,
                tuple(its.part_took(part=name, time=time) for name, time in told),
            )
        )
    return rows


def pauses_text(pauses: Sequence[PauseOpener], language: Language) -> str:
    """Who opened pauses in the last tenth of the limit; empty where nobody did."""
    its, late = language.clocks, [each for each in pauses if each.late]
    if not late:
        return ""
    told = [
        its.opened_late(
            by=each.by or its.somebody(),
            late=language.number(each.late),
            opened=language.number(each.opened),
        )
        for each in late
    ]
    said = its.opened_shortly_before(people=", ".join(told))
    return f"{said} {its.few_pauses()}" if any(each.are_few for each in late) else said
