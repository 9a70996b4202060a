"""Names of people in a line of text: offered after an @, as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from alignment_desktop.gui.inspector.choice_editors import dress_offers

_MARK = "@"


class Mentions(QCompleter):
    """Offers people by name in a line, from an @ on.

    Args:
        line: The line.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setWidget(line)
        self.activated.connect(self._write)
        line.textEdited.connect(self._offer)

    def show_names(self, names: Sequence[str]) -> None:
        """Other people can be named."""
        self._names.setStringList(list(dict.fromkeys(names)))

    @property
    def offering(self) -> bool:
        """Whether names are offered just now."""
        popup = self.popup()
        return popup is not None and popup.isVisible()

    def _hide(self) -> None:
        popup = self.popup()
        if popup is not None:
            popup.hide()

    def _begun(self) -> str | None:
        """What is typed since the last @ before the cursor; None where there is none."""
        before = self._line.text()[: self._line.cursorPosition()]
        _, mark, begun = before.rpartition(_MARK)
        known = self._names.stringList()
        # Whose name is complete is not asked for again.
        if not mark or any(begun.startswith(name) for name in known):
            return None
        return begun

    def _offer(self, _text: str) -> None:
        begun = self._begun()
        self.setCompletionPrefix(begun or "")
        if begun is not None and self.completionCount():
            # The list is a window of its own: made when there is something to offer.
            dress_offers(self)
            self.complete()
            popup = self.popup()
            if popup is not None:
                # Enter takes the first.
                popup.setCurrentIndex(self.completionModel().index(0, 0))
        else:
            self._hide()

    def _write(self, name: str) -> None:
        text, at = self._line.text(), self._line.cursorPosition()
        begin = text[:at].rpartition(_MARK)[0]
        written = f"{begin}{_MARK}{name} "
        self._line.setText(written + text[at:].lstrip())
        self._line.setCursorPosition(len(written))
