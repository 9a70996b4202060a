"""The set-up as a person meets it: what it refuses, what it redoes, what it leaves alone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from alignment_desktop.__main__ import main
from installer.bootstrap import refusal_of_python
from installer.environment import Environment, Role, ensure_environment
from installer.launching import NO_DISPLAY, lacks_display, run
from installer.link_wheel import write_link_wheel
from installer.stop import Stop
from installer.surroundings import clean_surroundings
from installer.system_packages import QT_LIBRARIES, ensure_system, sentence_on_missing
from tests.end2end.checkouts import (
    BOOTSTRAP,
    CHECKOUT,
    HERE,
    THIS_PYTHON,
    finished,
    given_a_program,
    placed,
    scripts_stand_in,
)


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


def test_only_who_opens_a_window_is_held_up_by_what_qt_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setitem(QT_LIBRARIES, "libnowhere.so.9", "libnowhere9")
    ensure_system("run", window=False)
    with pytest.raises(Stop, match="libnowhere"):
        ensure_system("run", window=True)


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
    environment = finished(checkout)
    environment.write_stamp(state="done", run=environment.fingerprint("run"))
    assert environment.to_do("run") == "nothing"
    assert environment.to_do("test") == "update"


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


def test_what_no_lock_file_names_is_left_alone_until_the_tests_could_profit(
    checkout: Path,
) -> None:
    (checkout / "requirements-dev.lock").write_text("polars[numpy]==2.1.0 ; python_version > '3'\n")
    packages = {"polars": "2.1.0", "pip": "23.2.1", "alignment-desktop": "0.1.0"}
    environment = finished(checkout, packages=packages)
    assert environment.to_do("test") == "nothing"
    placed(environment, "my-tools", "8.1")
    (environment.site_packages / "elsewhere.pth").write_text("/somewhere/else\n")
    assert environment.to_do("run") == "nothing"
    assert environment.to_do("test") == "make"
    named = "holds what no lock file names (elsewhere.pth, my-tools 8.1)"
    assert environment.unfit_for("test") == named


def test_a_package_that_was_exchanged_or_removed_by_hand_is_brought_back(checkout: Path) -> None:
    environment = finished(checkout, packages={"polars": "2.1.0", "numpy": "2.4.6"})
    assert environment.to_do("run") == "nothing"
    shutil.rmtree(environment.site_packages / "numpy-2.4.6.dist-info")
    assert environment.to_do("run") == "update"
    placed(environment, "numpy", "2.4.5")
    assert environment.to_do("run") == "update"


@pytest.mark.parametrize("role", ["run", "test"])
def test_an_environment_that_takes_in_the_packages_of_the_system_is_not_used(
    checkout: Path, role: Role
) -> None:
    environment = finished(checkout)
    with (environment.folder / "pyvenv.cfg").open("a") as settings:
        settings.write("include-system-site-packages = true\n")
    assert environment.to_do(role) == "make"
    (environment.folder / "setup.json").unlink()
    assert environment.unfit_for(role) == "takes in the packages of the system"


def test_how_packages_are_reached_may_be_told_from_outside_and_nothing_else() -> None:
    told = {
        "PATH": "/bin",
        "PIP_INDEX_URL": "https://packages.example/simple",
        "PIP_CERT": "/etc/company.pem",
        "PIP_CONSTRAINT": "mine.txt",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PYTHONPATH": "/home/me/packages",
        "PYTHONUSERBASE": "/home/me/other",
        "PYTEST_ADDOPTS": "-k nothing",
        "PYTEST_PLUGINS": "mine",
    }
    assert clean_surroundings(told) == {
        "PATH": "/bin",
        "PIP_INDEX_URL": "https://packages.example/simple",
        "PIP_CERT": "/etc/company.pem",
        "PIP_CONSTRAINT": os.devnull,
        "PIP_USER": "0",
        "PYTHONNOUSERSITE": "1",
    }


def test_a_folder_that_is_no_environment_is_not_removed(checkout: Path) -> None:
    diary = checkout / ".venv" / "diary.txt"
    diary.parent.mkdir()
    diary.write_text("mine")
    with pytest.raises(Stop, match="is no Python environment: move it away"):
        ensure_environment(Environment(checkout), "run")
    assert diary.read_text() == "mine"


@pytest.mark.slow
def test_a_set_up_gives_a_working_command_and_one_that_stopped_half_way_is_redone(
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # Settings of pip and of Python that were made for something else, and would spoil it.
    (tmp_path / "pip.conf").write_text("[global]\nuser = true\nconstraint = /nowhere\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "pip.py").write_text("raise SystemExit('this is no pip')")
    environment = Environment(checkout)
    environment.write_stamp(state="under way")
    half_written = environment.folder / "half-written"
    half_written.touch()
    ensure_environment(environment, "run")
    assert not half_written.exists()
    assert not (tmp_path / "elsewhere").exists()
    assert f"{environment.folder} is unfinished: making it anew." in capfd.readouterr().err
    assert environment.to_do("run") == "nothing"
    assert environment.unfit_for("test") is None
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


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux without one, wherever the test runs."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@scripts_stand_in
def test_with_a_display_the_window_is_opened_and_words_are_handed_on(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = finished(checkout)
    given_a_program(environment, "#!/bin/sh", "echo heard $# $@", "exit 7")
    monkeypatch.setenv("DISPLAY", ":0")
    assert run(environment, []) == 7
    assert run(environment, ["measure", "W"]) == 7
    assert capfd.readouterr().out.splitlines() == ["heard 0", "heard 2 measure W"]


@scripts_stand_in
@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_sample_is_made_once(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = finished(checkout)
    made = checkout / "made.txt"
    make = f'[ "$1" = new ] && touch "$2" && echo "$@" >>"{made}"'
    given_a_program(environment, "#!/bin/sh", 'echo "$@"', make, "exit 0")
    sample = checkout / "build" / "sample" / "sample.align"

    assert run(environment, []) == 0
    first = capfd.readouterr().out.splitlines()
    assert run(environment, []) == 0
    second = capfd.readouterr().out.splitlines()

    assert second[:2] == [
        f"The sample workspace is {sample}; its scoreboard:",
        f"measure {sample}",
    ]
    assert sorted(second[2:4]) == [
        f"export {sample} agreement -o {sample.parent}/agreement.pdf",
        f"export {sample} review -o {sample.parent}/review.pdf",
    ]
    assert sorted(first) == sorted(second)
    assert [line.split()[-1] for line in made.read_text("utf-8").splitlines()] == ["--sample"]
    assert sample.exists()


@scripts_stand_in
@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("command", ["new", "measure", "export"])
def test_a_command_that_fails_for_the_sample_ends_the_run_with_its_status(
    checkout: Path, command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = finished(checkout)
    make = '[ "$1" = new ] && touch "$2"'
    given_a_program(environment, "#!/bin/sh", make, f'[ "$1" = {command} ] && exit 2', "exit 0")
    assert run(environment, []) == 2
    assert NO_DISPLAY not in capfd.readouterr().out


@scripts_stand_in
@pytest.mark.slow
@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_main_job_is_done_and_each_command_named_then_works(
    checkout: Path,
    sample_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    environment = finished(checkout)
    folder = checkout / "build" / "sample"
    folder.mkdir(parents=True)
    sample_path.rename(folder / "sample.align")
    python = f"PYTHONPATH='{CHECKOUT}' exec '{sys.executable}' -P -m alignment_desktop"
    given_a_program(environment, "#!/bin/sh", f'{python} "$@"')
    monkeypatch.chdir(checkout)

    assert run(environment, []) == 0
    told = capfd.readouterr().out
    assert re.search("^Sales +Grade A first touch +2026-10 .* kept ", told, re.MULTILINE)
    for document in ("agreement", "review"):
        file = folder / f"{document}.pdf"
        assert f"Wrote the {document} of version 1 to {file}." in told
        assert file.read_bytes().startswith(b"%PDF-")

    lines = told.partition(f"\n\n{NO_DISPLAY}\n")[2].splitlines()
    named = [shlex.split(line.partition(":")[2]) for line in lines]
    assert {program for program, *_ in named} == {".venv/bin/alignment"}
    words = {told[0]: told for _, *told in named}
    assert words.pop("open") == ["open", "build/sample/sample.align"]
    assert set(words) == {"measure", "leads", "show", "export", "--help"}
    for command in words.values():
        assert main(command) == 0
        assert capfd.readouterr().out


def test_a_word_that_is_none_of_the_three_gets_the_help() -> None:
    told = subprocess.run([*BOOTSTRAP, "rnu"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "python3 installer/bootstrap.py test" in told.stdout
