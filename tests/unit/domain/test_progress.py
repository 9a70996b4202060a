from __future__ import annotations

from alignment_desktop.domain.progress import Monitor, Progress, Silent


def test_nobody_watching_never_asks_to_stop() -> None:
    monitor: Monitor = Silent()
    for done in range(3):
        monitor.report(Progress(done, 2, "reading"))
