"""Files that are dragged onto a window: whether they are taken, and which they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent


def take_files(event: QDragEnterEvent) -> None:
    """Says that files may be dropped here; they are copied, never moved."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


def dropped_paths(event: QDropEvent) -> tuple[str, ...]:
    """The paths of the files that were dropped; the event is taken where there are any."""
    urls = event.mimeData().urls()
    paths = tuple(url.toLocalFile() for url in urls if url.isLocalFile())
    if paths:
        event.accept()
    return paths
