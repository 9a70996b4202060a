"""Jobs: each ends exactly once, cancelled ones stop at their next report, and no thread stays."""

from __future__ import annotations

import queue
import threading

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.services.jobs import Ending, Failed, JobMonitor, Jobs, Stopped, Succeeded


def test_a_result_a_problem_and_unexpected_trouble_all_arrive() -> None:
    jobs = Jobs()
    endings: queue.Queue[Ending[int]] = queue.Queue()

    def refuse(_monitor: JobMonitor) -> int:
        raise Problem("unknown-batch", batch=3)

    def break_down(_monitor: JobMonitor) -> int:
        raise ZeroDivisionError

    for work in (lambda _monitor: 7, refuse, break_down):
        jobs.on_store("work", work, endings.put)
    found = [endings.get(timeout=10) for _ in range(3)]
    jobs.close()
    assert found[0] == Succeeded(7)
    assert [type(each.error) for each in found[1:] if isinstance(each, Failed)] == [
        Problem,
        ZeroDivisionError,
    ]


def test_the_stores_work_is_done_one_after_another_in_one_thread() -> None:
    jobs = Jobs()
    ran: list[tuple[int, int]] = []
    endings: queue.Queue[Ending[None]] = queue.Queue()
    for number in range(20):
        jobs.on_store(
            "work",
            lambda _monitor, number=number: ran.append((number, threading.get_ident())),  # type: ignore[misc]
            endings.put,
        )
    for _ in range(20):
        endings.get(timeout=10)
    jobs.close()
    assert [number for number, _ in ran] == list(range(20))
    assert len({thread for _, thread in ran}) == 1


def test_a_cancelled_job_stops_at_its_next_report() -> None:
    jobs = Jobs()
    begun, go = threading.Event(), threading.Event()
    endings: queue.Queue[Ending[str]] = queue.Queue()

    def work(monitor: JobMonitor) -> str:
        begun.set()
        go.wait(10)
        monitor.report(Progress(1, 2, "reading"))
        return "done"

    monitor = jobs.on_pool("work", work, endings.put)
    assert begun.wait(10)
    monitor.cancel()
    go.set()
    assert endings.get(timeout=10) == Stopped()
    assert monitor.latest == Progress(1, 2, "reading")
    jobs.close()


def test_a_job_cancelled_before_it_began_never_runs() -> None:
    jobs = Jobs(workers=1)
    go = threading.Event()
    endings: queue.Queue[Ending[bool]] = queue.Queue()
    ran: list[str] = []

    def second(_monitor: JobMonitor) -> bool:
        ran.append("second")
        return True

    jobs.on_pool("first", lambda _monitor: go.wait(10), endings.put)
    jobs.on_pool("second", second, endings.put).cancel()
    go.set()
    assert [endings.get(timeout=10) for _ in range(2)] == [Succeeded(True), Stopped()]
    assert ran == []
    jobs.close()


def test_closing_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    jobs = Jobs()
    jobs.on_store("a", lambda _monitor: 1, lambda _ending: None)
    jobs.on_pool("b", lambda _monitor: 2, lambda _ending: None)
    jobs.close()
    assert set(threading.enumerate()) == before


def test_a_monitor_that_nobody_cancelled_only_listens() -> None:
    monitor = JobMonitor("work")
    monitor.report(Progress(5, 9, "storing"))
    assert monitor.latest.done == 5
    monitor.cancel()
    with pytest.raises(Cancelled):
        monitor.report(Progress(6, 9, "storing"))
