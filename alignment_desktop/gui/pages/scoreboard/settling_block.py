"""How a figure moved: by how much imports still changed it, and each import that did."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.widgets.labels import label, links_label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.phrasing.figures import figure_beside, short_text
from alignment_desktop.phrasing.verdicts import periods_text, verdict_text

if TYPE_CHECKING:
    from alignment_desktop.domain.settling import Settling, State

_MOST_STEPS = 6


class SettlingBlock(QWidget):
    """Says how a figure moved, once that was worked out; hidden where nothing tells.

    Attributes:
        import_wanted: Carries the number of an import that somebody wants to see.
        words: By how much imports still moved full figures.
        steps: The imports that changed the figure, each as a link.
    """

    import_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.title = label(wording().scoreboard.as_imports_came(), 12, BOLD)
        self.words = label(pixels=12, wrap=True)
        self.steps = links_label(12)
        self.steps.linkActivated.connect(lambda batch: self.import_wanted.emit(int(batch)))
        for widget in (self.title, self.words, self.steps):
            column.addWidget(widget)
        self.hide()

    def show_settling(self, found: Settling | None) -> None:
        """Shows how a figure moved; nothing where fewer than two imports tell of it."""
        said = "" if found is None else _moved(found)
        several = found is not None and len(found.steps) > 1
        self.words.setText(said)
        self.words.setVisible(bool(said))
        lines = [_step(each, found) for each in found.steps] if found and several else []
        self.steps.setText("<br>".join(lines[-_MOST_STEPS:]))
        self.steps.setVisible(bool(lines))
        self.setVisible(bool(said or lines))


def _moved(found: Settling) -> str:
    """What imports still did to full figures; empty where no period had another one in time."""
    its, marks, moved = wording().scoreboard, user_language(), found.moved
    if moved is None:
        return ""
    figure = figure_beside(found.value, found.unit, found.target, marks)
    if found.every == "period":
        periods = its.the_one_period()
    else:
        periods = periods_text(moved.periods, found.every, marks)
    if not moved.most:
        return its.did_not_move(figure=figure, periods=periods)
    if found.unit == "share":
        change = its.points_gap(gap=marks.number(100 * moved.most, 1))
    else:
        change = short_text(moved.most, found.unit, marks)
    return its.moved_at_most(figure=figure, change=change, periods=periods)


def _step(state: State, found: Settling) -> str:
    """One import with what it made of the figure; the last may be that one was undone."""
    its, marks, figure = wording().scoreboard, user_language(), state.figure
    value = figure_beside(figure.value if figure else None, found.unit, found.target, marks)
    word = verdict_text(figure.word if figure else "no_data", marks)
    facts = {"figure": escape(value), "verdict": escape(word)}
    if state.batch is None:
        return its.after_undoing(**facts)
    name = escape(its.import_named(batch=state.batch, file=state.file))
    link = f'<a href="{state.batch}">{name}</a>'
    return its.after_import(link=link, day=escape(day_text(state.at.date(), marks)), **facts)
