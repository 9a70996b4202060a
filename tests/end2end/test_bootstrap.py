"""The set-up as a person meets it: what it refuses, what it redoes, what it leaves alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer.bootstrap import refusal_of_python
from installer.environment import Environment, ensure_environment
from installer.launching import NO_DISPLAY, lacks_display, run
from installer.link_wheel import write_link_wheel
from installer.stages import RULES, stages
from installer.stages import test as run_stages
from installer.stop import Stop
from installer.system_packages import QT_LIBRARIES, sentence_on_missing

CHECKOUT = Path(__file__).resolve().parents[2]
THIS_PYTHON = (sys.version_info[0], sys.version_info[1])
BOOTSTRAP = [sys.executable, str(CHECKOUT / "installer" / "bootstrap.py")]
HERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

scripts_stand_in = pytest.mark.skipif(
    os.name == "nt",
    reason="a Python script takes a program's place, and Windows starts no script as a program",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose program is one line and whose lock files ask for nothing."""
    top = tmp_path / "my checkout"
    package = top / "alignment_desktop"
    package.mkdir(parents=True)
    shutil.copy(CHECKOUT / "pyproject.toml", top)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (top / lock).write_text("# nothing is needed\n")
    (package / "__init__.py").touch()
    program = "import sys\ndef main() -> int:\n    print('heard', *sys.argv[1:])\n    return 7\n"
    (package / "__main__.py").write_text(program)
    return top


def finished(top: Path, version: tuple[int, int] = THIS_PYTHON) -> Environment:
    """An environment that looks as a finished set-up leaves it, without its packages."""
    environment = Environment(top, version)
    python = Path(environment.program("python"))
    python.parent.mkdir(parents=True)
    python.touch()
    (environment.folder / "pyvenv.cfg").write_text(f"version = {version[0]}.{version[1]}.0\n")
    environment.write_stamp(state="done", run=environment.fingerprint("run"))
    return environment


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14), (4, 0)])
def test_a_python_that_will_not_do_is_refused_with_what_to_install(
    version: tuple[int, int],
) -> None:
    refusal = refusal_of_python(version)
    assert refusal is not None
    assert f"this is Python {version[0]}.{version[1]}:" in refusal
    assert "install Python 3.13" in refusal


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_promised_pythons_are_taken(version: tuple[int, int]) -> None:
    assert refusal_of_python(version) is None


def test_who_may_not_install_is_given_the_one_line_that_does() -> None:
    missing = {"libEGL.so.1": "libegl1", "Xvfb": "xvfb", "ensurepip": "python3.11-venv"}
    _, line = sentence_on_missing(missing, apt=True).splitlines()
    assert line == "sudo apt-get install --no-install-recommends libegl1 python3.11-venv xvfb"


def test_without_apt_the_missing_libraries_are_named() -> None:
    sentence = sentence_on_missing({"libEGL.so.1": "libegl1"}, apt=False)
    assert "libEGL.so.1" in sentence
    assert "apt" not in sentence


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux takes Qt's from outside"
)
def test_every_library_that_qt_loads_on_linux_is_checked_or_comes_with_another() -> None:
    import PySide6

    root = Path(PySide6.__file__).parent / "Qt"
    platforms = [root / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    parts = [root / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "XcbQpa")]
    wanted = set()
    for part in [*parts, *platforms]:
        listed = subprocess.run(["ldd", part], capture_output=True, text=True, check=True).stdout
        wanted |= {line.split()[0] for line in listed.splitlines() if "xcb" in line.split()[0]}
    assert {name for name in wanted if name.startswith("libxcb")} <= set(QT_LIBRARIES)


def test_a_finished_set_up_has_nothing_left_to_do(checkout: Path) -> None:
    assert finished(checkout).to_do("run") == "nothing"


def test_a_changed_lock_file_is_brought_in(checkout: Path) -> None:
    environment = finished(checkout)
    (checkout / "requirements.lock").write_text("# something else is needed\n")
    assert environment.to_do("run") == "update"


def test_setting_a_linter_is_no_reason_to_set_up_again(checkout: Path) -> None:
    environment = finished(checkout)
    with (checkout / "pyproject.toml").open("a") as file:
        file.write("\n[tool.something]\nlevel = 3\n")
    assert environment.to_do("run") == "nothing"


def test_what_was_set_up_to_run_lacks_what_the_tests_need(checkout: Path) -> None:
    assert finished(checkout).to_do("test") == "update"


def test_another_python_gets_an_environment_of_its_own(checkout: Path) -> None:
    finished(checkout)
    other = (3, 12) if THIS_PYTHON != (3, 12) else (3, 13)
    assert Environment(checkout, other).to_do("run") == "make"


def test_a_copied_checkout_does_not_use_the_environment_of_the_first(checkout: Path) -> None:
    finished(checkout)
    copy = checkout.with_name("copy")
    shutil.copytree(checkout, copy)
    assert Environment(copy).to_do("run") == "make"


def test_an_environment_made_by_hand_is_kept(checkout: Path) -> None:
    environment = finished(checkout)
    (environment.folder / "setup.json").unlink()
    assert environment.to_do("run") == "update"


def test_a_folder_that_is_no_environment_is_not_removed(checkout: Path) -> None:
    diary = checkout / ".venv" / "diary.txt"
    diary.parent.mkdir()
    diary.write_text("mine")
    with pytest.raises(Stop, match="is no Python environment: move it away"):
        ensure_environment(Environment(checkout), "run")
    assert diary.read_text() == "mine"


@pytest.mark.slow
def test_a_set_up_gives_a_working_command_and_one_that_stopped_half_way_is_redone(
    checkout: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = Environment(checkout)
    environment.write_stamp(state="under way")
    half_written = environment.folder / "half-written"
    half_written.touch()
    ensure_environment(environment, "run")
    assert not half_written.exists()
    told = subprocess.run(
        [environment.program("alignment"), "measure", "W"],
        capture_output=True, text=True, cwd=tmp_path, env=HERE, check=False,
    )  # fmt: skip
    assert (told.stdout, told.returncode) == ("heard measure W\n", 7)

    capfd.readouterr()
    ensure_environment(environment, "run")
    assert capfd.readouterr() == ("", "")

    # Without a hash, so pip refuses it before it looks anywhere.
    (checkout / "requirements.lock").write_text("alembic==1.20.1\n")
    assert environment.to_do("run") == "update"
    with pytest.raises(Stop, match="installing the packages"):
        ensure_environment(environment, "run")
    assert environment.to_do("run") == "make"


def test_the_checkout_may_lie_in_a_folder_with_any_name(checkout: Path, tmp_path: Path) -> None:
    top = checkout.rename(tmp_path / "Verkäufe & Märkte")
    with zipfile.ZipFile(write_link_wheel(top, tmp_path)) as wheel:
        link = wheel.read("_alignment_desktop_checkout.pth").decode("ascii")
    found = subprocess.run(
        [sys.executable, "-c", f"{link}\nprint(ascii(sys.path[-1]))"],
        capture_output=True, text=True, check=True, env=HERE,
    )  # fmt: skip
    assert found.stdout.strip() == ascii(str(top))


@pytest.mark.parametrize(
    ("platform", "variables", "lacks"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("darwin", {}, False),
        ("win32", {}, False),
    ],
)
def test_only_a_linux_without_a_display_is_told_so(
    platform: str, variables: dict[str, str], lacks: bool
) -> None:
    assert lacks_display(platform, variables) is lacks


def test_the_lack_of_a_display_is_one_sentence_that_leads_to_the_commands() -> None:
    assert NO_DISPLAY.count(".") == 0
    assert NO_DISPLAY.endswith("every other command works without one:")


@scripts_stand_in
def test_without_a_window_the_sample_is_made_once_and_measured(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = finished(checkout)
    program = Path(environment.program("alignment"))
    program.write_text(
        "#!/usr/bin/env python3\n"
        "import pathlib, sys\n"
        "print(*sys.argv[1:])\n"
        "if sys.argv[1] == 'new': pathlib.Path(sys.argv[2]).touch()\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    sample = checkout / "build" / "sample" / "sample.align"

    assert run(environment, []) == 0
    first = capfd.readouterr().out.splitlines()
    assert run(environment, []) == 0
    second = capfd.readouterr().out.splitlines()

    assert first[0].endswith("--sample")
    assert first[1:] == second
    assert second == [
        f"The sample workspace is {sample}; its scoreboard:",
        f"measure {sample}",
    ]

    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run(environment, []) == 0
    assert capfd.readouterr().out.splitlines()[2:] == [NO_DISPLAY, "--help"]


def titled(part: str, *words: str) -> list[tuple[str, ...]]:
    return [stage.command for stage in stages(Environment(CHECKOUT), words) if part in stage.title]


def test_a_whole_run_asks_for_full_coverage_and_a_narrowed_one_does_not() -> None:
    (rules,) = titled("tests of the rules")
    assert "--cov-fail-under=100" in rules
    (narrowed,) = titled("tests", "tests/unit", "-x", "-m", "slow")
    assert "--cov-fail-under=100" not in narrowed
    assert narrowed[-4:] == ("tests/unit", "-x", "-m", "slow")


def test_what_the_tests_of_the_rules_leave_out_the_others_run() -> None:
    (rules,) = titled("tests of the rules")
    (others,) = titled("other tests")
    ignored = {word.removeprefix("--ignore=") for word in others if word.startswith("--ignore=")}
    assert ignored == set(RULES) <= set(rules)
    assert not [word for word in others[1:] if (CHECKOUT / word).exists()]
    assert all(any((CHECKOUT / folder).rglob("test_*.py")) for folder in RULES)


def checkout_whose_programs_say(checkout: Path, **statuses: int) -> Environment:
    """A finished set-up whose programs only say their name and end with a status."""
    environment = finished(checkout)
    for name in ("python", "ruff", "mypy", "lint-imports"):
        program = Path(environment.program(name))
        program.write_text(f"#!/bin/sh\necho {name} $1\nexit {statuses.get(name, 0)}\n")
        program.chmod(0o755)
    return environment


@scripts_stand_in
def test_what_runs_beside_the_tests_is_told_after_them_and_fails_the_run(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = checkout_whose_programs_say(checkout, mypy=3)
    assert run_stages(environment, []) == 3
    told = capfd.readouterr().out.splitlines()
    assert told[-5:-2] == ["python -m", "== mypy", "mypy"]
    assert told[-2].startswith("== FAILED: mypy, with exit status 3. Took: ruff check ")
    assert told[-1] == "== Not run: other tests."


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


def test_a_word_that_is_none_of_the_three_gets_the_help() -> None:
    told = subprocess.run([*BOOTSTRAP, "rnu"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "python3 installer/bootstrap.py test" in told.stdout
