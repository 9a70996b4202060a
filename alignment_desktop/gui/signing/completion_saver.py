"""The completion certificate from the window: whether it is sealed, and where it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.signing.signed_files import ChooseNew
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.signing.signing_words import what_words
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "completion-certificate"


class CompletionSaver:
    """Makes the completion certificate of what the card shows, and saves it."""

    def __init__(
        self, session: Session, card: SigningCard, window: QWidget, choose_new: ChooseNew
    ) -> None:
        """Takes the card that asks for it, and what asks where to save."""
        self._session, self._card, self._window = session, card, window
        self._choose_new = choose_new
        card.certificate.wanted.connect(self.save)
        card.certificate.stop_wanted.connect(lambda: session.stop(_TOPIC))

    def save(self, passphrase: str) -> None:
        """Asks where to save it; sealed where the passphrase of the authority is given."""
        session, panel, state = self._session, self._card.certificate, self._card.state
        if state is None:
            return
        its, label = wording().signing, session.draft.agreement.label
        path = self._choose_new(
            session.folders,
            self._window,
            its.save_certificate(),
            file_name(its.certificate_name(label=label, what=what_words(state)), ".pdf"),
            "PDF (*.pdf)",
        )
        if path is None:
            return
        now, address, paper = session.now(), session.signing.address, own_paper()
        panel.set_busy(True)

        def question(workspace: Workspace, monitor: Monitor) -> None:
            from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
            from alignment_desktop.services.completing import completion_certificate
            from alignment_desktop.services.exporting import save

            made = completion_certificate(
                workspace,
                now=now,
                label=label,
                number=state.version,
                review=state.review,
                authority_passphrase=passphrase or None,
                # Only a seal is stamped; whoever signs by an authority's clock seals by it too.
                stamps=TimeStampAuthority(address) if address and passphrase else None,
                paper=paper,
                monitor=monitor,
            )
            save(made.content, path)

        def told(_done: None) -> None:
            panel.close_panel()
            session.notify(its.certificate_saved(name=path.name), file=path)

        def failed(problem: Problem) -> None:
            panel.set_busy(False)
            panel.show_trouble(session.sentence(problem))

        session.ask(_TOPIC, question, told, failed)
