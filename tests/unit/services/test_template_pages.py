"""A page, or all of an agreement, begun from a template: in any order it comes to the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.clauses import HEADER, KINDS
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import Agree, check
from alignment_desktop.services.template_pages import StartFromTemplate, templates_with
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2026, 9, 20, tzinfo=UTC)
PAGES = ("plan", "glossary", "funnel", "scoring", "commitments", "cadence")


def kinds_of(page: str) -> tuple[str, ...]:
    return tuple(kind for kind, spec in KINDS.items() if spec.page == page)


def begun(path: Path, *pages: str) -> Workspace:
    workspace = Workspace.new(str(path), by=NOBODY, at=NOW)
    for page in pages:
        workspace.execute(
            StartFromTemplate("saas", kinds_of(page), "Europe/Berlin"), by=NOBODY, at=NOW
        )
    return workspace


@pytest.mark.parametrize("pages", [PAGES, PAGES[::-1]], ids=["forwards", "backwards"])
def test_page_by_page_comes_to_what_the_whole_template_says(
    tmp_path: Path, pages: tuple[str, ...]
) -> None:
    with begun(tmp_path / "a.align", *pages) as single, begun(tmp_path / "b.align") as whole:
        whole.execute(StartFromTemplate("saas", tuple(KINDS), "Europe/Berlin"), by=NOBODY, at=NOW)
        mine, theirs = single.draft(None).agreement, whole.draft(None).agreement
        assert dict(mine.clauses) == dict(theirs.clauses)
        assert mine.timezone == "Europe/Berlin"
        assert (mine.header.handover_stage, mine.header.currency) == ("mql", "EUR")
        assert {each.rule for each in check(mine) if each.severity == "error"} == {
            "template-wording"
        }


def test_nothing_is_overwritten_or_agreed_to(tmp_path: Path) -> None:
    with begun(tmp_path / "a.align", "cadence") as workspace:
        draft = workspace.draft(None)
        assert not any(draft.consents.given.values())
        workspace.execute(Agree("sales", (HEADER,), None), by=NOBODY, at=NOW)
        before = workspace.draft(None)
        written = workspace.execute(
            StartFromTemplate("services", kinds_of("funnel") + kinds_of("cadence")),
            by=NOBODY,
            at=NOW,
        )
        after = workspace.draft(None)
        assert written.changed == ()  # Sales agrees to the header
        assert after.agreement.timezone == "Europe/Berlin"
        for each, clause in before.agreement.clauses.items():
            assert after.agreement.clauses[each] == clause
        assert {kind for kind, _ in written.added} >= {"stage", "assumption"}
        assert before.agreement.header == after.agreement.header


def test_only_templates_that_have_something_to_say_are_offered() -> None:
    assert "starter" not in templates_with(kinds_of("scoring"))
    assert templates_with(kinds_of("commitments")) == ("starter", "saas", "enterprise", "services")
    assert templates_with((HEADER,)) == ()


def test_a_blank_or_unknown_template_is_refused(tmp_path: Path) -> None:
    with begun(tmp_path / "a.align") as workspace:
        for name in ("blank", "no-such"):
            with pytest.raises(Problem, match="unknown-template"):
                workspace.execute(StartFromTemplate(name, ("term",)), by=NOBODY, at=NOW)
