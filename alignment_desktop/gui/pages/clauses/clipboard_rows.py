"""Rows of a page that go to the clipboard, and rows of a spreadsheet that come from it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.paste_preview import PastePreview
from alignment_desktop.gui.pasting.copied_rows import copied
from alignment_desktop.gui.pasting.pasted_rows import Pasted, read_pasted
from alignment_desktop.gui.pasting.tabbed_text import write_tabbed
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import other_words, wording
from alignment_desktop.services.writing import WriteClauses, Written

_MANY = 100  # rows that are put into words beside the window
COPY_KEYS, PASTE_KEYS = "Ctrl+C", "Ctrl+V"


class ClipboardRows(QObject):
    """Copies what is selected as a table, and lets rows be pasted after a look at them.

    Keys in the table: Ctrl+C copies, Ctrl+V pastes.

    Args:
        session: What is copied from and pasted into.
        actions: Knows what a new clause says at the least.
        clauses: The list with the table.
        kinds: The kinds of clause of the page.
        preview: Shows what pasted rows would do.
        parent: The page.
    """

    def __init__(
        self,
        session: Session,
        actions: ClauseActions,
        clauses: ClauseList,
        kinds: tuple[str, ...],
        preview: PastePreview,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._list = clauses
        self._kinds = kinds
        self._preview = preview
        self._taking = False
        self._topic = topic = f"pasted rows {kinds[0]}"
        self.destroyed.connect(lambda: session.cancel(topic))
        self.destroyed.connect(lambda: session.cancel(f"{topic} copied"))
        self.destroyed.connect(lambda: session.cancel(f"{topic} shown"))
        preview.taken.connect(self._take)
        preview.kind_chosen.connect(self._read_as)
        preview.rest_wanted.connect(self._copy_rest)
        self.work_on(clauses.card.table)

    def work_on(self, control: QWidget) -> None:
        """Lets the keys act while a control has the keyboard."""
        for offer in self.offers():
            key = QShortcut(QKeySequence(offer.keys), control)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(offer.act)

    def offers(self) -> tuple[Offer, ...]:
        """What can be done with the clipboard; each with its key in the table."""
        words = wording().pasting
        return (
            Offer(
                words.copy_rows(),
                COPY_KEYS,
                self.copy,
                bool(self._list.selected()),
                other_words("copy"),
                of_selection=True,
            ),
            Offer(words.paste_rows(), PASTE_KEYS, self.paste, words=other_words("paste")),
        )

    def copy(self) -> None:
        """Puts the selected rows on the clipboard, with headings."""
        session, agreement = self._session, self._session.draft.agreement
        ids = [clause_id_of(name) for name in self._list.selected()]
        ids = [each for each in ids if each in agreement.clauses]

        def put(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            session.notify(wording().pasting.copied(len(ids), count=len(ids)))

        if len(ids) > _MANY:
            session.ask(f"{self._topic} copied", lambda *_: copied(ids, agreement), put)
        elif ids:
            session.cancel(f"{self._topic} copied")
            put(copied(ids, agreement))

    def paste(self) -> None:
        """Shows what the rows on the clipboard would do."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._session.notify(wording().pasting.nothing_to_paste())
            return
        current = self._list.current()
        kind = self._list.kind or (current[0][0] if current else self._kinds[0])
        self._read(text, kind)

    def refresh(self) -> None:
        """Reads what is shown again, as the agreement has changed."""
        pasted = self._preview.pasted
        if pasted is not None and not self._taking and pasted.text:
            self._read(pasted.text, pasted.kind)

    def _read_as(self, kind: str) -> None:
        if self._preview.pasted is not None and self._preview.pasted.text:
            self._read(self._preview.pasted.text, kind)

    def _read(self, text: str, kind: str) -> None:
        draft, kinds, first = self._session.draft, self._kinds, self._actions.first_table
        tables = {each: first(each) for each in kinds}

        def show(pasted: Pasted) -> None:
            self._show(pasted, draft.agreement)

        self._session.ask(
            self._topic,
            lambda _workspace, _monitor: read_pasted(
                text, draft.agreement, kinds, kind, tables.__getitem__, draft.revision
            ),
            show,
        )

    def _show(self, pasted: Pasted, agreement: Agreement) -> None:
        pieces = self._preview.show_pasted(pasted, agreement)
        self._session.run_when_idle(f"{self._topic} shown", pieces)

    def _take(self, pasted: Pasted) -> None:
        session = self._session
        adds, edits = pasted.of(lambda row: row.adds), pasted.of(lambda row: row.edits)
        command = WriteClauses(
            [(row.kind, row.table or {}) for row in adds],
            {row.clause_id: row.table or {} for row in edits if row.clause_id is not None},
            session.party,
            session.label,
            pasted.seen,
            proposes=True,
        )
        self._taking = True
        self._preview.take_button.setEnabled(False)

        def done(written: Written) -> None:
            self._taking = False
            session.notify(
                written_words(written),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )
            self._show_rest(pasted)

        session.execute(command, done=done, failed=self._refused)

    def _show_rest(self, pasted: Pasted) -> None:
        """What could not be taken stays in sight, with what is wrong with it."""
        rest = pasted.of(lambda row: bool(row.trouble))
        if rest:
            left = replace(pasted, text="", rows=rest)
            self._show(left, self._session.draft.agreement)
        else:
            self._preview.close_preview()

    def _copy_rest(self, pasted: Pasted) -> None:
        rest = pasted.of(lambda row: bool(row.trouble))
        rows = [*([pasted.heads] if pasted.headed else []), *(row.cells for row in rest)]
        QGuiApplication.clipboard().setText(write_tabbed(rows))
        self._session.notify(wording().pasting.copied(len(rest), count=len(rest)))

    def _refused(self, problem: Problem) -> None:
        self._taking = False
        self._preview.take_button.setEnabled(True)
        self._session.notify(self._session.sentence(problem), wrong=True)
        self._session.look()


def written_words(written: Written) -> str:
    """What became of rows that were taken."""
    words = wording().pasting
    parts = (
        (words.added_now, written.added),
        (words.changed_now, written.changed),
        (words.proposed_now, written.proposed),
    )
    return " ".join(said(len(its), count=len(its)) for said, its in parts if its)
