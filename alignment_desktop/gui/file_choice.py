"""Asks the user for files, with the system's own dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog


class FileChoice:
    """The system's dialogs; tests hand in answers instead."""

    def existing(self, title: str, pattern: str) -> str:
        """The path of a file that is there; empty where the user thought better of it."""
        return QFileDialog.getOpenFileName(None, title, "", pattern)[0]

    def new(self, title: str, name: str, pattern: str) -> str:
        """The path of a file to be made; empty where the user thought better of it."""
        return QFileDialog.getSaveFileName(None, title, name, pattern)[0]
