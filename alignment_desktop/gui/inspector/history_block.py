"""The history of a clause, as the inspector shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.inspector.clause_history import (
    Event,
    clause_events,
    event_markup,
    event_text,
)
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.changed_value import MarkedText
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

_TOPIC = "inspector history"


class HistoryBlock(QWidget):
    """What was done to a clause, the newest first; reads it in the background.

    Attributes:
        text: The words.
    """

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        super().__init__()
        self._session = session
        self._switch = switch
        self._clause = ""
        self._events: list[Event] = []
        # Each page has an inspector: their questions must not supersede each other's.
        self._topic = topic = f"{_TOPIC} {id(self)}"
        self.destroyed.connect(lambda: session.cancel(topic))
        self.heading = label(wording().inspector.history(), 12, tone="muted")
        self.text = MarkedText(12)
        set_look(self.text, "tone", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        # The colours stand in the text.
        switch.changed.connect(self._write)

    def ask(self, clause_id: ClauseId) -> None:
        """Reads what was done to a clause, and shows it."""
        session, self._clause = self._session, clause_name(*clause_id)
        session.ask(
            self._topic,
            lambda workspace, monitor: clause_events(
                workspace, session.draft.id, clause_id, monitor
            ),
            self._show,
            failed=lambda _problem: self._show([]),
        )

    def cancel(self) -> None:
        """What comes in for the clause before must not be told of another."""
        self._session.cancel(self._topic)

    def _show(self, events: list[Event]) -> None:
        self._events = events
        self._write()

    def _write(self) -> None:
        events, agreement = self._events, self._session.draft.agreement
        palette = self._switch.theme.palette
        self.heading.setVisible(bool(events))
        told = (event_markup(event, self._clause, agreement, palette) for event in events)
        self.text.setText("".join(f"<p>{text}</p>" for text in told))
        texts = (event_text(event, agreement) for event in events)
        self.text.setAccessibleName("\n".join(texts))
