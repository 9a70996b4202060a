"""Questions to services on the network, for whose answers nobody waits longer than they want."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from queue import Empty, SimpleQueue
from threading import Thread

from alignment_desktop.domain.progress import Monitor, Progress

_TICK = 0.05  # seconds between two looks at whether it is to stop


def answer_to(
    request: urllib.request.Request, largest: int, patience: float, monitor: Monitor, stage: str
) -> bytes:
    """What a service answers; of a longer answer one byte more than the largest.

    A thread of its own waits, as nothing ends a read or the look-up of a name from outside. Where
    the monitor asks to stop it is left behind; it ends by itself, and its answer is thrown away.

    Args:
        request: The question, to an address that begins with `http://` or `https://`.
        largest: So many bytes an answer may have.
        patience: For so many seconds it is waited for.
        monitor: Hears that it is waited for, and may end it.
        stage: What the monitor hears, as a code word.

    Raises:
        OSError: The service cannot be reached, or does not answer in time.
        HTTPException: It answers no HTTP.
        ValueError: The address is none.
        Cancelled: Where the monitor asks to stop.
    """
    arrived: SimpleQueue[bytes | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:
                arrived.put(bytes(answer.read(largest + 1)))
        except urllib.error.HTTPError as error:
            error.close()  # it is an answer too, with a connection of its own
            arrived.put(error)
        except Exception as error:  # noqa: BLE001  # raised where it is waited for
            arrived.put(error)

    Thread(target=ask, name="network", daemon=True).start()
    end = time.monotonic() + patience
    while True:
        monitor.report(Progress(0, 0, stage))
        try:
            found = arrived.get(timeout=_TICK)
        except Empty:
            if time.monotonic() >= end:
                raise TimeoutError("timed out") from None
            continue
        if isinstance(found, Exception):
            raise found
        return found
