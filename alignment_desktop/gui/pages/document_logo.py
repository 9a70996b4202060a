"""The organisation's logo on documents: chosen from a file, or taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.gui.folder_memory import Purpose
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.signing.signed_files import ChooseExisting
    from alignment_desktop.services.workspace import Workspace

_READ = "logo-file"
_PATTERN = "*.png *.jpg *.jpeg"


class DocumentLogo:
    """Offers to put the logo on documents, and to take it off.

    Attributes:
        is_there: Whether documents to come carry one.
    """

    def __init__(self, session: Session, page: QWidget, choose_existing: ChooseExisting) -> None:
        self._session, self._page = session, page
        self._choose_existing = choose_existing
        self.is_there = False

    def offers(self) -> tuple[Offer, ...]:
        """What can be done about it."""
        its, words = wording().agreement, other_words("logo")
        may = not self._session.read_only
        return (
            Offer(its.put_logo(), "", self._choose, may, words),
            Offer(its.take_logo_off(), "", self._take_off, may and self.is_there, words),
        )

    def _choose(self) -> None:
        title = wording().agreement.choose_logo()
        pattern = f"{wording().agreement.pictures()} ({_PATTERN})"
        folders = self._session.folders
        path = self._choose_existing(folders, Purpose.LOGO, self._page, title, pattern)
        if path is None:
            return
        chosen: Path = path

        def question(_workspace: Workspace, _monitor: Monitor) -> bytes:
            from alignment_desktop.services.logos import picture_in

            return picture_in(chosen)

        self._session.ask(_READ, question, lambda picture: self._put(picture, chosen.name))

    def _put(self, picture: bytes, file: str) -> None:
        from alignment_desktop.services.logos import SetLogo

        its = wording().agreement

        def done(changed: bool) -> None:
            self._session.notify(its.logo_is_on() if changed else its.logo_was_on())

        self._session.execute(SetLogo(picture, file), done=done)

    def _take_off(self) -> None:
        from alignment_desktop.services.logos import RemoveLogo

        said = wording().agreement.logo_is_off()
        self._session.execute(RemoveLogo(), done=lambda _done: self._session.notify(said))
