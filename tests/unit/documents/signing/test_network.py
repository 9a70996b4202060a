"""A service on the network is waited for as long as was said, and no longer than somebody wants."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typing_extensions import override

from alignment_desktop.documents.signing.network import answer_to
from alignment_desktop.domain.progress import Cancelled, Monitor, Progress, Silent

_LARGEST = 10
_PATIENT = 20.0


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A service that answers as many letters as the path says, refuses, or never ends."""
    over = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503 if self.path == "/refused" else 200)
            self.end_headers()
            if self.path == "/endless":
                while not over.wait(0.01):
                    self.wfile.write(b"x")
                    self.wfile.flush()
            elif self.path != "/refused":
                self.wfile.write(b"x" * int(self.path[1:]))

        @override
        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True  # whoever asked has gone

        @override
        def finish(self) -> None:
            try:
                super().finish()
            except ConnectionError:
                self.close_connection = True

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()
            thread.join()


def asked(
    address: str,
    *,
    patience: float = _PATIENT,
    largest: int = _LARGEST,
    monitor: Monitor | None = None,
) -> bytes:
    request = urllib.request.Request(address)
    return answer_to(request, largest, patience, monitor or Silent(), "asking")


@pytest.mark.parametrize(("sent", "heard"), [(0, 0), (10, 10), (11, 11), (5_000, 11)])
def test_of_a_longer_answer_comes_one_byte_more_than_the_largest(
    address: str, sent: int, heard: int
) -> None:
    assert asked(f"{address}/{sent}") == b"x" * heard


def test_a_refusal_is_told_and_its_connection_closed(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        asked(f"{address}/refused")
    assert caught.value.code == 503
    assert caught.value.closed


def test_an_answer_that_goes_on_for_ever_is_given_up_in_time(address: str) -> None:
    with pytest.raises(TimeoutError):
        asked(f"{address}/endless", patience=0.3, largest=100)


class Leaving:
    """Somebody who has had enough after a while."""

    def __init__(self) -> None:
        self._left = 3

    def report(self, progress: Progress) -> None:
        assert progress.stage == "asking"
        self._left -= 1
        if not self._left:
            raise Cancelled


def test_who_has_waited_a_while_may_stop(address: str) -> None:
    with pytest.raises(Cancelled):
        asked(f"{address}/endless", largest=500, monitor=Leaving())


def test_an_address_that_is_none_and_a_service_that_is_away_are_told() -> None:
    with pytest.raises(ValueError, match="unknown url type"):
        asked("nowhere")
    with pytest.raises(OSError, match="refused"):
        asked("http://127.0.0.1:9/")
