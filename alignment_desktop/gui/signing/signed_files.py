"""Signed files: saving the newest, filing one signed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.folder_memory import FolderMemory, Purpose, file_name
from alignment_desktop.gui.signing.filing import file_signed
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.workspace import Workspace

ChooseExisting = Callable[[FolderMemory, Purpose, QWidget, str, str], Path | None]
ChooseNew = Callable[[FolderMemory, QWidget, str, str, str], Path | None]
_SAVE, _FILE = "signing-save", "signing-file"


class SignedFiles:
    """Saves and files signed files; what they are called."""

    def __init__(
        self,
        session: Session,
        card: SigningCard,
        window: QWidget,
        choose_existing: ChooseExisting,
        choose_new: ChooseNew,
    ) -> None:
        """Takes what dialogs stand before, and what asks for files."""
        self._session, self._card, self._window = session, card, window
        self._choose_existing, self._choose_new = choose_existing, choose_new

    def save_newest(self) -> None:
        """Asks where to save the file with the most signatures."""
        label, state = self._session.label, self._card.state
        review = None if state is None else state.review

        def question(workspace: Workspace, _monitor: Monitor) -> bytes:
            from alignment_desktop.services.signing import file_to_sign, to_sign

            found = to_sign(workspace, label, review=review)
            assert found is not None
            return file_to_sign(workspace, found, at=self._session.now())

        self._session.ask(_SAVE, question, self.save)

    def save(self, content: bytes) -> None:
        """Asks where to save a signed file."""
        its, session = wording().signing, self._session
        path = self._choose_new(
            session.folders,
            self._window,
            its.save_signed_title(),
            self.name_of(self._card.state),
            "PDF (*.pdf)",
        )
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.services.exporting import save

            save(content, path)

        told = its.signed_saved(name=path.name)
        session.ask(_SAVE, question, lambda _done: session.notify(told, file=path))

    def name_of(self, state: SigningState | None) -> str:
        """What the signed file is called: what it is, its number, and who signed."""
        label = self._session.draft.agreement.label
        number = "" if state is None else f" version {state.version}"
        if state is not None and state.review is not None:
            days = "" if state.review == label else f" {state.review}"
            signed = "-".join(("", *state.signed))
            return file_name(f"Review {label}{days} number {state.version}{signed}", ".pdf")
        signed = "" if state is None else "-".join(("", *state.signed))
        return file_name(f"Agreement {label}{number}{signed}", ".pdf")

    def file(self) -> None:
        """Asks for a PDF that was signed elsewhere, and files it."""
        its = wording().signing
        path = self._choose_existing(
            self._session.folders,
            Purpose.CHECK,
            self._window,
            its.file_title(),
            wording().verification.pdf_files(),
        )
        if path is not None:
            self.file_path(path)

    def file_path(self, path: Path) -> None:
        """Files a PDF that was signed elsewhere."""

        def question(_workspace: Workspace, _monitor: Monitor) -> bytes:
            from alignment_desktop.services import filing  # noqa: F401  # loaded beside the window
            from alignment_desktop.services.signed_checks import read_signed_file

            return read_signed_file(path)

        self._session.ask(
            _FILE, question, lambda content: file_signed(self._session, content, path.name)
        )
