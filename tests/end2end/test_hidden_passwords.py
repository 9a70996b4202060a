"""No password of any form of address in any output, in JSON, or in the log."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.end2end.conftest import Alignment

ROOT = Path(__file__).resolve().parents[2]
SECRET = "s3cret"


@pytest.fixture
def port() -> Iterator[int]:
    """A port at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield unused.getsockname()[1]


ADDRESSES = [
    "postgresql://ada:{secret}@127.0.0.1:{port}/plan",
    "postgres://ada:{secret}@127.0.0.1:{port}/plan",
    "postgresql+psycopg://ada:{secret}@127.0.0.1:{port}/plan",
    "POSTGRESQL://ada:{secret}@127.0.0.1:{port}/plan",
    "postgresql://ada:a%40{secret}@127.0.0.1:{port}/plan",
    "postgresql://ada:a@{secret}/@127.0.0.1:{port}/plan",
    "postgresql://ada:a {secret}@127.0.0.1:{port}/plan",
    "postgresql://127.0.0.1:{port}/plan?user=ada&password={secret}",
    "postgresql://127.0.0.1:{port}/plan?user=ada&pass%77ord={secret}",
    "postgresql://127.0.0.1:{port}/plan?password=a&password={secret}",
    "postgresql://ada@127.0.0.1:{port}/plan?passfile=/{secret}&sslpassword={secret}",
    "postgresql://ada@127.0.0.1:{port}/plan?pasword={secret}",
    "postgresql://ada:{secret}@127.0.0.1:port/plan",
    "postgresql://ada:{secret}@127.0.0.1:{port}/plan?schema=a%22b",
    "postgresql://ada:{secret}@127.0.0.1:{port}/plan?connect_timeout=soon",
    "postgresql://ada:{secret}@127.0.0.1:{port}/plan?sslmode=often",
    "postgresql://ada:{secret}@[::1/plan",
    "postgresql://ada:{secret}",
    "postgresql:ada:{secret}@127.0.0.1/plan",
    "postgresqll://ada:{secret}@127.0.0.1/plan",
    "mysql://ada:{secret}@127.0.0.1/plan",
    "ada:{secret}@127.0.0.1/plan",
    "host=127.0.0.1 port={port} user=ada password={secret}",
    "host=127.0.0.1 port={port} user=ada password='a {secret}'",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_wherever_an_address_stands_its_password_is_not_printed(
    alignment: Alignment, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    alignment("new", "plan.align")
    text = address.format(secret=SECRET, port=port)
    for words in (
        (text,),
        ("new", text),
        ("new", text, "--json"),
        ("show", text, "--json"),
        ("show", "plan.align", text),
        ("apply", "plan.align", text),
        ("import", "plan.align", text),
        ("undo-import", "plan.align", text),
        ("show", "plan.align", f"--format={text}"),
        ("measure", "plan.align", "--from", text),
        ("agree", "plan.align", text, "--party", "sales"),
        ("export", "plan.align", "agreement", "-o", text),
        ("export", "plan.align", text, "-o", "out.pdf"),
        ("export", "plan.align", "agreement", "-o", f"{text}/plan.pdf"),
    ):
        said = alignment(*words)
        assert (said.status, said.out) == (2, ""), words
        assert SECRET not in said.err, words
        assert "not expect" not in said.err, words
        assert len(said.err.strip().splitlines()) == 1


def test_a_workspace_on_a_server_is_made_and_used_without_its_password_being_printed(
    alignment: Alignment, postgresql_address: str
) -> None:
    url = make_url(postgresql_address).set(password=SECRET)  # which this server does not ask for
    address = url.render_as_string(hide_password=False)
    for words in (
        ("new", address, "--json"),
        ("new", address),
        ("show", address, "--json"),
        ("undo-import", address, "7"),
        ("measure", address),
    ):
        said = alignment(*words)
        assert SECRET not in said.out + said.err
    assert alignment("show", address).status == 0
    stranger = url.set(username="nobody").render_as_string(hide_password=False)
    said = alignment("show", stranger)
    assert said.status == 2
    assert SECRET not in said.err
    assert "nobody:***@" in said.err


LOGGING = """
import logging, sys
from alignment_desktop.services.program_log import log_unexpected

def connect(address):
    raise RuntimeError(f"cannot connect to {address!r}")

try:
    connect(sys.argv[1])
except RuntimeError as error:
    print(log_unexpected(error))
"""


def test_the_log_holds_no_password(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOGGING, f"postgresql://ada:{SECRET}@server/plan"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": str(tmp_path),
            "HOME": str(tmp_path),
            "LOCALAPPDATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    log = Path(run.stdout.strip()).read_text(encoding="utf-8")
    assert "cannot connect to 'postgresql://ada:***@server/plan'" in log
    assert SECRET not in log
