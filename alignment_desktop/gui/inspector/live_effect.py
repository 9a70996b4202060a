"""What a commitment would have come to on the last quarter's leads, while it is being edited."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.progress import Progress
from alignment_desktop.gui.effect_words import effect_difference, effect_figure, effect_trouble
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import long_days_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.domain.clauses import Clause
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.clause_effects import Effect, QuarterEffects, Shown
    from alignment_desktop.services.workspace import Workspace

_STAGE = "measuring"
_MEASURED = frozenset({Changed.AGREEMENT, Changed.VERSIONS, Changed.EVIDENCE})


class _Evidence:
    """The evidence, read by the first question that needs it; the next ones wait for that."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.effects: QuarterEffects | None = None


class Effects(QObject):
    """Asks what clauses mean on the last quarter's leads, which are read once for each change.

    Attributes:
        changed: What was answered before may be another thing now.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._evidence = _Evidence()
        session.changed.connect(self._take_changes)

    def ask(
        self,
        topic: str,
        clause_id: ClauseId,
        clause: Clause | None,
        then: Callable[[Effect], None],
        failed: Callable[[], None],
    ) -> None:
        """Asks for a clause as it stands, and as it is typed; None: nothing is."""
        session, evidence = self._session, self._evidence
        label_, now = session.label, session.now()

        def question(workspace: Workspace, monitor: Monitor) -> Effect:
            # Measuring needs heavy libraries that the window's first painting does without.
            from alignment_desktop.services.clause_effects import QuarterEffects

            with evidence.lock:
                # Whoever types on does not wait for what was tried before.
                monitor.report(Progress(0, 1, _STAGE))
                if evidence.effects is None:
                    evidence.effects = QuarterEffects.of(workspace, label_, now=now)
                return evidence.effects.effect(clause_id, clause)

        session.ask(topic, question, then, failed=lambda _problem: failed())

    def forget(self) -> None:
        """Lets the leads go, until somebody asks again: they may be many."""
        self._evidence = _Evidence()

    def _take_changes(self, changes: Changes) -> None:
        if _MEASURED & changes.kinds:
            self.forget()
            self.changed.emit()


class LiveEffect(QWidget):
    """Follows what is typed into a commitment; out of sight where nothing is tried."""

    def __init__(self, session: Session, effects: Effects) -> None:
        super().__init__()
        self._session = session
        self._effects = effects
        self._topic = topic = f"live effect {id(self)}"
        self.heading = label("", 12, tone="muted", wrap=True)
        self.standing = label("", 13, wrap=True, tabular=True)
        self.tried = label("", 13, SEMIBOLD, wrap=True, tabular=True)
        self.difference = label("", 12, tone="muted", wrap=True)
        column = column_of(self)
        column.setContentsMargins(18, 10, 18, 12)
        for widget in (self.heading, self.standing, self.tried, self.difference):
            column.addWidget(widget)
        self.destroyed.connect(lambda: session.cancel(topic))
        self.hide()

    def show_tried(self, clause_id: ClauseId, clause: Clause | None) -> None:
        """Measures a commitment as it is typed; None: nothing is tried, or it is not whole yet."""
        if not isinstance(clause, Commitment) or not self._session.news.batches:
            self.show_nothing()
        else:
            self._effects.ask(self._topic, clause_id, clause, self._show, self.show_nothing)

    def show_nothing(self) -> None:
        """Nothing is tried any more."""
        self._session.cancel(self._topic)
        self.hide()

    def _show(self, effect: Effect) -> None:
        its, trouble = wording().workshop, effect_trouble(self._session, effect.trouble)
        days = long_days_text(effect.start, effect.end, user_language())
        title = its.effect_title(period=effect.label, days=days)
        self.heading.setText(its.effect_unknown(text=trouble) if trouble else title)
        self.standing.setText(_line(its.effect_stands(), effect.standing))
        self.tried.setText(_line(wording().inspector.effect_tried(), effect.proposed))
        self.difference.setText(effect_difference(effect))
        for part in (self.standing, self.tried, self.difference):
            part.setVisible(bool(part.text()))
        self.show()


def _line(name: str, shown: Shown | None) -> str:
    if shown is None:
        return ""
    figure, behind = effect_figure(shown)
    return " · ".join(
        filter(None, (wording().inspector.effect_line(name=name, figure=figure), behind))
    )
