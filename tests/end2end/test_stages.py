"""The stages of the test command: what is run, in which order, and what it is said to end with."""

from __future__ import annotations

import itertools
import os
import re
import sys
from pathlib import Path

import pytest

from installer.environment import Environment
from installer.stages import RULES, stages
from installer.stages import test as run_stages
from installer.stop import Stop
from tests.end2end.checkouts import (
    CHECKOUT,
    finished,
    scripts_stand_in,
)


def titled(part: str, *words: str) -> list[tuple[str, ...]]:
    return [stage.command for stage in stages(Environment(CHECKOUT), words) if part in stage.title]


def test_a_whole_run_asks_for_full_coverage_and_a_narrowed_one_does_not() -> None:
    (rules,) = titled("tests of the rules")
    assert "--cov-fail-under=100" in rules
    (narrowed,) = titled("tests", "tests/unit", "-x", "-m", "slow")
    assert "--cov-fail-under=100" not in narrowed
    assert narrowed[-4:] == ("tests/unit", "-x", "-m", "slow")


@pytest.mark.parametrize("marks", [*itertools.product([False, True], repeat=4)])
def test_each_test_is_run_once_whatever_its_marks(marks: tuple[bool, ...]) -> None:
    marked = dict(zip(("display", "hypothesis", "rules", "slow"), marks, strict=True))
    (rules,), (others,) = titled("tests of the rules"), titled("other tests")
    chosen = [eval(command[command.index("-m", 2) + 1], {}, marked) for command in (rules, others)]
    in_folders, anywhere = chosen
    times = (marked["rules"] and in_folders) + anywhere
    assert times == (0 if marked["display"] else 1)


def test_the_tests_of_the_rules_are_marked_by_where_they_lie(
    request: pytest.FixtureRequest,
) -> None:
    (rules,), (others,) = titled("tests of the rules"), titled("other tests")
    assert set(RULES) <= set(rules)
    assert not [word for word in others[1:] if (CHECKOUT / word).exists()]
    assert all(any((CHECKOUT / folder).rglob("test_*.py")) for folder in RULES)
    for item in request.session.items:
        lies = any((CHECKOUT / folder) in item.path.parents for folder in RULES)
        assert (item.get_closest_marker("rules") is not None) == lies


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is a display elsewhere")
def test_tests_that_need_a_display_are_found_wherever_they_are() -> None:
    (found,) = titled("tests on a display")
    marked = {
        str(path.relative_to(CHECKOUT))
        for path in (CHECKOUT / "tests").rglob("test_*.py")
        if "\n@pytest.mark." + "display\n" in path.read_text("utf-8")
    }
    assert marked
    assert marked <= set(found)
    (narrowed,) = titled("tests on a display", "tests/unit")
    assert narrowed[-3:] == ("-m", "display", "tests/unit")


def checkout_whose_programs_say(checkout: Path, **statuses: int) -> Environment:
    """A finished set-up whose programs only say their name and end with a status."""
    environment = finished(checkout)
    for name in ("python", "ruff", "mypy", "lint-imports"):
        program = Path(environment.program(name))
        program.write_text(f"#!/bin/sh\necho {name} $1\nexit {statuses.get(name, 0)}\n")
        program.chmod(0o755)
    return environment


@scripts_stand_in
def test_what_runs_beside_the_tests_is_told_in_one_piece_and_fails_the_run(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = checkout_whose_programs_say(checkout, mypy=3)
    assert run_stages(environment, []) == 3
    told = capfd.readouterr().out
    assert "\n== mypy\nmypy" in told
    *_, failed, left = told.splitlines()
    assert failed.startswith("== FAILED: mypy, with exit status 3. Took ")
    assert re.search("import contracts [0-9.]+ s", failed)
    # What had begun by then was ended, and nothing begins after it: least of all beside.
    assert "tests of the rules" in left


@scripts_stand_in
def test_tests_that_fail_do_not_hide_what_ran_beside_them(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = checkout_whose_programs_say(checkout, python=5)
    assert run_stages(environment, ["tests/unit"]) == 5
    told = capfd.readouterr().out
    assert "== FAILED: tests, with exit status 5. Took " in told
    assert ("\n== mypy\nmypy" in told) == ("mypy" not in told.splitlines()[-1])


@scripts_stand_in
def test_a_display_that_does_not_start_stops_the_run(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = checkout_whose_programs_say(checkout)
    (checkout / "tests").mkdir()
    (checkout / "tests" / "test_window.py").write_text("@pytest.mark." + "display\n")
    programs = checkout / "programs"
    programs.mkdir()
    (programs / "Xvfb").write_text("#!/bin/sh\nexit 1\n")
    (programs / "Xvfb").chmod(0o755)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", os.pathsep.join([str(programs), os.environ["PATH"]]))
    with pytest.raises(Stop, match="Xvfb did not start"):
        run_stages(environment, [])


@scripts_stand_in
def test_the_first_stage_that_fails_ends_the_run_with_its_status(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = checkout_whose_programs_say(checkout, ruff=1)
    assert run_stages(environment, []) == 1
    assert "Not run: ruff format, import contracts, mypy, " in capfd.readouterr().out


@scripts_stand_in
def test_a_run_in_which_nothing_fails_says_so(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = checkout_whose_programs_say(checkout)
    assert run_stages(environment, ["tests/unit"]) == 0
    assert "== Everything passed." in capfd.readouterr().out
