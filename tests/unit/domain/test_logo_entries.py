"""Which document carries which logo is worked out from the log alone."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.evidence_entries import DamageLeftOut, ImportWithdrawn
from alignment_desktop.domain.log_entries import Change, VersionFrozen
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.logo_entries import LogoChanged, Logos
from alignment_desktop.domain.problems import Problem
from tests.unit.domain.log_steps import steps_of

FIRST, SECOND = "ab" * 32, "cd" * 32


def after(*changes: Change) -> Logos:
    return Logos().after(steps_of(*changes), len(changes))


def frozen(number: int) -> Change:
    return VersionFrozen(1, number, "ef", None, "", "")


def test_a_version_keeps_the_logo_that_stood_when_it_was_frozen() -> None:
    found = after(
        frozen(1),
        LogoChanged(None, FIRST),
        frozen(2),
        ImportWithdrawn(1, "ab"),
        LogoChanged(FIRST, SECOND),
        frozen(3),
        LogoChanged(SECOND, None),
    )
    assert found.versions == {(1, 1): None, (1, 2): FIRST, (1, 3): SECOND}
    assert found.standing is None
    assert found.revision == 7


def test_a_picture_that_was_left_out_as_damaged_is_on_nothing_any_more() -> None:
    left_out = DamageLeftOut((), (), 0, (FIRST,))
    both = after(
        LogoChanged(None, FIRST), frozen(1), LogoChanged(FIRST, SECOND), frozen(2), left_out
    )
    assert both.versions == {(1, 1): None, (1, 2): SECOND}
    assert both.standing == SECOND
    assert after(LogoChanged(None, FIRST), left_out).standing is None


@pytest.mark.parametrize("after", [3, "ab", "", ["ab"]])
def test_a_record_that_names_no_file_is_refused(after: object) -> None:
    with pytest.raises(Problem, match="workspace-corrupt"):
        read_change({"what": "logo", "before": None, "after": after})
