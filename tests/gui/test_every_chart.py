"""Every chart of the window is reached by Tab, walked by arrows, and reads as its table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolTip

from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.window.tab_order import tab_stops
from tests.gui.whole_window import WholeWindow, measured_fixture

__all__ = ["measured_fixture"]
LEAD = "L-23010"
DRAWN = ("plan", "funnel", "scoring", "commitments", "cadence", "scoreboard", "metrics", "lead")
"""The pages that draw charts; the others would only take their time."""


def test_every_chart_is_reached_by_key_and_reads_as_its_table(measured: WholeWindow) -> None:
    window, met = measured.window, set()
    window.resize(1900, 1100)
    for name in DRAWN:
        if name == "lead":
            measured.session.show_lead(LEAD)
            measured.settle()
        else:
            measured.show(name)
        page = window.page(name)
        if isinstance(page, ClausePage) and page.views is not None:
            page.views.show_view(PICTURE)
            measured.settle()
        stops = tab_stops(window)
        for chart in window.findChildren(ChartView):
            drawing = chart.drawing
            if not chart.isVisible() or not drawing.shapes:
                continue
            where = f"{name}: {chart.accessibleName()}"
            interface = QAccessible.queryAccessibleInterface(chart)
            assert interface is not None, where
            assert interface.role() is QAccessible.Role.Chart, where
            assert chart.accessibleName(), where
            assert chart.accessibleDescription() == drawing.as_text() != "", where
            # A legend has nothing that could be pointed at.
            assert chart in stops or not drawing.regions, where
            assert all(region.text for region in drawing.regions), where
            met.add(where)
            if type(chart) is ChartView and drawing.regions:
                chart.setFocus()
                measured.qtbot.keyClick(chart, Qt.Key.Key_End)
                assert QToolTip.text() == drawing.regions[-1].text, where
                measured.qtbot.keyClick(chart, Qt.Key.Key_Home)
                assert QToolTip.text() == drawing.regions[0].text, where
                QToolTip.hideText()
    pages = {where.partition(":")[0] for where in met}
    assert pages == set(DRAWN)
