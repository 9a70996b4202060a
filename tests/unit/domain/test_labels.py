"""Labels by which commands mean something else are refused."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.labels import require_free
from alignment_desktop.domain.problems import Problem


@pytest.mark.parametrize("label", ["draft", "Draft", "1", "27", "plan.toml"])
def test_what_commands_read_as_something_else_is_no_label(label: str) -> None:
    with pytest.raises(Problem) as trouble:
        require_free(label)
    assert (trouble.value.code, trouble.value.facts["value"]) == ("reserved-label", label)


@pytest.mark.parametrize("label", ["FY27 Q1", "2026", "draft 2", "1 of 4"])
def test_other_labels_are_free(label: str) -> None:
    require_free(label)
