"""What the imported quarter says of the stages, and a stage's conditions tried on its leads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import HEADER, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.editing import EditClause
from alignment_desktop.services.funnel_figures import imported_quarter
from alignment_desktop.services.stage_trial import try_stage
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


def edit(workspace: Workspace, kind: str, key: str, **fields: object) -> None:
    draft = workspace.draft(None)
    table = json_table(write_clause(draft.agreement.clauses[kind, key])) | fields
    if kind == HEADER:
        table.setdefault("label", draft.agreement.label)
    workspace.execute(EditClause(kind, key, table, None), by=NOBODY, at=NOW)


def test_the_last_quarter_that_is_over_and_has_leads_tells_rates_days_and_ways(
    sample_path: Path,
) -> None:
    with Workspace.open(str(sample_path)) as workspace:
        found = imported_quarter(workspace, None, now=NOW)
        assert (found.first, found.last) == (date(2026, 10, 1), date(2026, 12, 31))
        mql = found.stages["mql"]
        assert mql.entered == 1277
        assert mql.went == {"sal": 801, "recycled": 419, "disqualified": 65}
        assert found.rates["aql"] == Fraction(1260, 1889)
        assert "customer" not in found.rates
        assert found.stays["mql"] == Fraction(143_760, 86_400)  # as `funnel` says, in days

        # Of next year's agreement the quarter before, and so on, until there are leads.
        period = {"start": "2027-04-01", "end": "2027-06-30"}
        edit(workspace, HEADER, "", period=period)
        assert imported_quarter(workspace, None, now=NOW).first == date(2026, 10, 1)
        period = {"start": "2027-01-01", "end": "2027-06-30"}
        edit(workspace, HEADER, "", period=period)
        assert imported_quarter(workspace, None, now=NOW).last == date(2026, 12, 31)


def test_conditions_are_held_against_where_leads_really_came_to(sample_path: Path) -> None:
    with Workspace.open(str(sample_path)) as workspace:
        edit(workspace, "stage", "mql", where=[{"field": "grade", "op": "in", "value": ["A", "B"]}])
        trial = try_stage(workspace, "mql", None, now=NOW, most=3)
        both = trial.let_in - trial.only_met.count
        assert both == trial.came - trial.only_came.count
        assert 0 < both < trial.came < trial.leads
        assert len(trial.only_met.leads) == 3

        edit(workspace, "stage", "mql", where=[{"field": "Shoe size", "op": "is", "value": 9}])
        with pytest.raises(Problem) as raised:
            try_stage(workspace, "mql", None, now=NOW)
        assert raised.value.code == "field-not-imported"


def test_without_leads_nothing_is_told(agreement_path: Path) -> None:
    with Workspace.open(str(agreement_path)) as workspace:
        assert imported_quarter(workspace, None, now=NOW).stages == {}
        with pytest.raises(Problem) as raised:
            try_stage(workspace, "mql", None, now=NOW)
        assert raised.value.code == "no-leads-imported"
