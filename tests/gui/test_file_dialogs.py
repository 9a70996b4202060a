from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.importing.file_dialogs import choose_files
from alignment_desktop.importing.file_formats import FORMATS, Container, FileFormat


def test_the_dialog_for_files_offers_every_format_that_can_be_read(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_: QWidget, __: str, ___: str, words: str) -> tuple[list[str], str]:
        asked.append(words)
        return ["/a/leads.abacus"], words

    added = FileFormat(name="abacus", endings=(".abacus",), container=Container.ZIP)
    monkeypatch.setitem(FORMATS, added.name, added)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert choose_files(FolderMemory(), parent, "Choose a spreadsheet") == [Path("/a/leads.abacus")]
    assert asked == [
        "Spreadsheets and delimited text (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt "
        "*.abacus);;All files (*)"
    ]
