"""uv installs what pip would, from where pip would; where it cannot, pip does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.environment import Environment
from installer.parallel_install import install_with_uv, pinned_alone, uv_settings
from tests.end2end.checkouts import CHECKOUT, finished, scripts_stand_in

LOCK = (
    "tzdata==2026.6 \\\n    --hash=sha256:aa\n    # via pandas\n"
    "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    "uvloop==1.0 \\\n    --hash=sha256:dd\n"
)
CONFIG = """\
:env:.disable-pip-version-check='1'
:env:.find-links='/opt/wheels /opt/more'
global.constraint='/etc/constraints.txt'
global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'
global.find-links='/overruled'
"""


def test_uv_is_taken_from_the_lock_file_with_its_hashes_and_nothing_else() -> None:
    alone = pinned_alone(LOCK, "uv")
    assert alone == "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc"
    assert pinned_alone(LOCK, "numpy") is None
    ours = pinned_alone((CHECKOUT / "requirements-dev.lock").read_text("utf-8"), "uv")
    assert ours is not None
    assert ours.startswith("uv==")
    assert pinned_alone((CHECKOUT / "requirements.lock").read_text("utf-8"), "uv") is None


def test_uv_reaches_packages_where_pip_does() -> None:
    assert uv_settings(CONFIG) == {
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "/opt/wheels,/opt/more",
    }
    assert uv_settings("") == {}


@pytest.mark.parametrize(
    "line", ["global.proxy='http://p'", "install.trusted-host='a'", ":env:.client-cert='/c.pem'"]
)
def test_where_pip_is_told_what_uv_is_not_pip_installs(line: str) -> None:
    assert uv_settings(CONFIG + line + "\n") is None


@pytest.fixture
def environment(checkout: Path) -> Environment:
    """An environment whose Python writes down what pip is asked, and uv what it is asked."""
    (checkout / "requirements-dev.lock").write_text(LOCK, "utf-8")
    (checkout / "pip settings").write_text(CONFIG, "utf-8")
    made = finished(checkout)
    stand_in(made, "python", f'[ "$6" = list ] && cat "{checkout}/pip settings"; exit 0')
    return made


def stand_in(environment: Environment, name: str, line: str) -> None:
    program = Path(environment.program(name))
    note = f'echo {name} "$@" "[$UV_FIND_LINKS] [$UV_INDEX_URL]" >>"{environment.top}/asked.txt"'
    program.write_text(f"#!/bin/sh\n{note}\n{line}\n", "utf-8")
    program.chmod(0o755)


def asked(environment: Environment) -> list[str]:
    return (environment.top / "asked.txt").read_text("utf-8").splitlines()


def installed(environment: Environment) -> bool:
    lock = environment.top / "requirements-dev.lock"
    return install_with_uv(environment.program("python"), environment.program("uv"), lock)


@scripts_stand_in
@pytest.mark.parametrize("status", [0, 1])
def test_pip_installs_uv_and_uv_the_rest_unless_it_fails(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("UV_INDEX_URL", "https://of.another.project/simple")
    stand_in(environment, "uv", f"exit {status}")
    assert installed(environment) == (status == 0)
    _, by_pip, by_uv = asked(environment)
    assert "--require-hashes" in by_pip
    assert str(environment.top) not in by_pip.removeprefix("python")
    assert "--require-hashes --only-binary=:all:" in by_uv
    assert by_uv.endswith("requirements-dev.lock [/opt/wheels,/opt/more] []")


@scripts_stand_in
def test_nothing_is_asked_of_uv_where_pip_could_not_install_it(environment: Environment) -> None:
    stand_in(environment, "python", "exit 1")
    assert not installed(environment)
    assert len(asked(environment)) == 1
