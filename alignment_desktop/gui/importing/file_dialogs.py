"""Asks for spreadsheets to read, and for the place of a workbook to write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.file_choice import choose_new, choose_several
from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.wording import wording


def choose_files(folders: FolderMemory, parent: QWidget, title: str) -> list[Path]:
    """Asks for spreadsheets; none where the user thinks better of it."""
    from alignment_desktop.services.dropped_files import patterns

    words = wording().importing.spreadsheets_and_delimited_text(patterns=patterns())
    return choose_several(folders, parent, title, words)


def choose_workbook(folders: FolderMemory, parent: QWidget, title: str, name: str) -> Path | None:
    """Asks where a workbook is to be written; None where the user thinks better of it."""
    words = wording().importing.excel_workbook_xlsx()
    return choose_new(folders, parent, title, name, words)
