"""How far the printing of a document has come, with a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from alignment_desktop.gui.reading.printing import Printing
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class WorkBar(QWidget):
    """Follows a printing; in sight only while there is one."""

    def __init__(self, printing: Printing) -> None:
        super().__init__()
        its = wording().reading
        self.words = label(pixels=12, tone="muted", tabular=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(its.printing())
        self.bar.setFixedWidth(160)
        self.stop_button = QPushButton(its.stop_printing())
        self.stop_button.clicked.connect(lambda _on=False: printing.stop())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        printing.progressed.connect(self._show)
        printing.ended.connect(lambda _whole: self.hide())
        self.hide()

    def _show(self, page: int, count: int) -> None:
        self.words.setText(wording().reading.printing_page(page=page, count=count))
        self.bar.setRange(0, count)
        self.bar.setValue(page)
        self.show()
