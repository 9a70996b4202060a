"""Does the same work for one thing after another, for some of them at the same time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_MOST = 4
"""More threads would wait for the interpreter, which each of them needs from time to time."""

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


def at_once() -> int:
    """How many threads have something to gain."""
    return min(os.cpu_count() or 1, _MOST)


def ahead(
    work: Callable[[_Thing], _Result], things: Iterable[_Thing]
) -> Iterator[tuple[_Thing, Future[_Result]]]:
    """Each of some things with what work gives for it, in their order.

    While one is handed out, work goes on for the next; it waits where nobody asks for more, so
    that memory holds a few things and results at a time.

    Args:
        work: Is called in other threads.
        things: Is gone through in this thread.
    """
    threads = at_once()
    under_way: deque[tuple[_Thing, Future[_Result]]] = deque()
    with ThreadPoolExecutor(threads) as beside:
        try:
            for thing in things:
                under_way.append((thing, beside.submit(work, thing)))
                if len(under_way) > threads:
                    yield under_way.popleft()
            while under_way:
                yield under_way.popleft()
        finally:
            for _, result in under_way:
                result.cancel()


def side_by_side(work: Callable[[_Thing], _Result], things: Iterable[_Thing]) -> Iterator[_Result]:
    """What work gives for each of some things, in their order; see `ahead`.

    What work raises is raised in its turn.
    """
    return (result.result() for _, result in ahead(work, things))
