"""Asks for spreadsheets to read, and for the place of a workbook to write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from alignment_desktop.gui.wording import wording


def choose_files(parent: QWidget, title: str) -> list[Path]:
    """Asks for spreadsheets; none where the user thinks better of it."""
    from alignment_desktop.services.dropped_files import patterns

    words = wording().importing.spreadsheets_and_delimited_text(patterns=patterns())
    paths, _ = QFileDialog.getOpenFileNames(parent, title, "", words)
    return [Path(path) for path in paths]


def choose_workbook(parent: QWidget, title: str, start: str) -> Path | None:
    """Asks where a workbook is to be written; None where the user thinks better of it."""
    words = wording().importing.excel_workbook_xlsx()
    path, _ = QFileDialog.getSaveFileName(parent, title, start, words)
    if not path:
        return None
    target = Path(path)
    return target if target.suffix else target.with_suffix(".xlsx")
