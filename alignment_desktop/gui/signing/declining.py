"""Declining what is to be signed, and reminding whoever has to sign it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.signing.signed_files import ChooseNew
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.signing.signing_words import signing_names, what_words
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.workspace import Workspace

_REMIND = "signing-remind"


class Answers:
    """What is done about a version, or a frozen review, instead of signing it now.

    Attributes:
        content_hash: Of it, which the reminder names.
    """

    def __init__(
        self, session: Session, card: SigningCard, window: QWidget, choose_new: ChooseNew
    ) -> None:
        """Takes the card that is told of it, and what asks where to save."""
        self._session, self._card, self._window = session, card, window
        self._choose_new = choose_new
        self.content_hash = ""

    def decline(self, party: str, why: str) -> None:
        """Declines it for a party."""
        from alignment_desktop.services.declining import DeclineVersion

        def done(state: SigningState) -> None:
            its, what = wording().signing, what_words(state)
            text = its.declined_done(party=signer_words(party), what=what)
            self._card.end_declining()
            self._session.notify(text)

        def failed(problem: Problem) -> None:
            self._card.show_decline_trouble(self._session.sentence(problem))

        state = self._card.state
        review = None if state is None else state.review
        command = DeclineVersion(party, why, self._session.label, review)
        self._session.execute(command, done=done, failed=failed)

    def remind(self, day: date) -> None:
        """Asks where to save a reminder for whoever has to sign, on a day."""
        state, session = self._card.state, self._session
        if state is None or state.waiting_for is None:
            return
        its, agreement = wording().signing, session.draft.agreement
        facts = {"label": agreement.label, "what": what_words(state)}
        party = signer_words(state.waiting_for)
        path = self._choose_new(
            session.folders,
            self._window,
            its.remind_title(),
            file_name(its.remind_name(**facts), ".ics"),
            its.calendar_files(),
        )
        if path is None:
            return
        organisation = agreement.header.organisation or session.name
        names = signing_names(agreement, state.waiting_for)
        who = f"{party} ({names})" if names else party
        summary = its.remind_summary(party=party, **facts)
        description = its.remind_text(
            organisation=organisation, party=who, hash=self.content_hash, **facts
        )
        now = session.now()
        about = " ".join(filter(None, (state.review, str(state.version))))
        named = f"{session.news.identity} {agreement.label} {about} {state.waiting_for}"

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.documents.output_files import replacing
            from alignment_desktop.documents.reminder_file import DayEvent, calendar_file

            event = DayEvent(named, day, summary, description)
            with replacing(path, ".ics") as temporary:
                temporary.write_bytes(calendar_file([event], now))

        def answer(_done: None) -> None:
            self._card.end_reminding()
            session.notify(its.remind_saved(name=path.name), file=path)

        session.ask(_REMIND, question, answer)
