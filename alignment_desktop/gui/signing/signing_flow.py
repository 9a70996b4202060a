"""Signing: the sheet, the work beside the window, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.help.dialog_help import DialogHelp
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.seats.seat import person_called
from alignment_desktop.gui.signing.completion_saver import CompletionSaver
from alignment_desktop.gui.signing.declining import Answers
from alignment_desktop.gui.signing.sheet_identities import OPENING, SheetIdentities
from alignment_desktop.gui.signing.signed_files import ChooseExisting, ChooseNew, SignedFiles
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.signing.signing_sheet import SigningSheet
from alignment_desktop.gui.signing.signing_words import what_words
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Identity
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.signing import MadeSignature, SignedFile
    from alignment_desktop.services.signing_offers import MarkPreview, SigningOffer
    from alignment_desktop.services.workspace import Workspace

_OFFER, _MARK, _MADE = "signing-offer", "signing-mark", "signing"
_COPY, _DOCUMENT = "signing-copy", "signing-sheet"
_PASSPHRASES = ("identity-wrong-passphrase", "passphrase-empty")
_OF_IDENTITY = (
    "identity-expired",
    "identity-not-yet-valid",
    "identity-not-for-signing",
    "identity-unreadable",
    "identity-without-key",
    "identity-key-unusable",
    "identity-replaced",
    "identity-signed-before",
    "certificate-of-other-party",
    "file-missing",
    "file-unreadable",
)
_OF_MARK = ("mark-not-a-picture", "mark-too-large")
_DOTS = 2.0  # device-independent pixels a point of the preview


class SigningFlow(QObject):
    """Does what the signing card asks for."""

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        card: SigningCard,
        window: QWidget,
        *,
        choose_existing: ChooseExisting = choose_existing,
        choose_new: ChooseNew = choose_new,
    ) -> None:
        """Joins the card and the session.

        Args:
            session: The window's handle on the services.
            switch: The theme.
            icons: For buttons.
            card: Where the state is shown.
            window: What dialogs stand before.
            choose_existing: Asks for a file that is there.
            choose_new: Asks where to save.
        """
        super().__init__(window)
        self._session, self._switch, self._icons = session, switch, icons
        self._card, self._window = card, window
        self._choose_existing, self._choose_new = choose_existing, choose_new
        self._identities = SheetIdentities(session, lambda: self.sheet, self._refuse)
        self.files = SignedFiles(session, card, window, choose_existing, choose_new)
        self.answers = Answers(session, card, window, choose_new)
        self.completion = CompletionSaver(session, card, window, choose_new)
        # What a document that nobody signed yet is printed on.
        self.paper = "a4"
        # The label of the days of a review, empty for all of them; None: a version is signed.
        self.period: str | None = None
        self.sheet: SigningSheet | None = None
        card.sign_wanted.connect(self.begin)
        card.decline_wanted.connect(self.answers.decline)
        card.remind_wanted.connect(self.answers.remind)
        card.file_wanted.connect(self.files.file)
        card.save_wanted.connect(self.files.save_newest)

    def begin(self, party: str) -> None:
        """Reads what is to be signed, and opens the sheet."""
        label, now, paper = self._session.label, self._session.now(), self.paper
        period = self.period

        def question(workspace: Workspace, _monitor: Monitor) -> SigningOffer:
            from alignment_desktop.services.signing_offers import signing_offer

            return signing_offer(workspace, label, paper=paper, now=now, period=period)

        self._session.ask(_OFFER, question, lambda offer: self._open(party, offer))

    def _open(self, party: str, offer: SigningOffer) -> None:
        sheet = SigningSheet(
            self._session,
            self._switch,
            self._icons,
            party,
            offer,
            self._window.window(),
            choose=self._choose_existing,
        )
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        DialogHelp(sheet, "signing", sheet.windowTitle(), self._switch, self._icons)
        sheet.destroyed.connect(self._forget)
        self.sheet = sheet
        memory = self._session.signing
        sheet.address_field.setText(memory.address)
        sheet.mark.choose_kind(memory.mark)
        sheet.mark.propose(self._identities.own_name(offer, party))
        sheet.sign_wanted.connect(self._sign)
        sheet.mark.changed.connect(self._preview)
        sheet.mark.kind_chosen.connect(lambda kind: setattr(memory, "mark", kind))
        sheet.address_field.editingFinished.connect(self._preview)
        sheet.stop_wanted.connect(self._stop)
        self._session.working.connect(sheet.show_working)
        sheet.open()
        self._session.run_when_idle(_DOCUMENT, sheet.show_document())
        self._identities.begin(sheet)
        self._preview()

    def _forget(self) -> None:
        self.sheet = None

    def _stop(self) -> None:
        for topic in (OPENING, _MADE, "KeepSignature", "RegisterCertificate"):
            self._session.stop(topic)

    def _preview(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        mark, offer = sheet.mark.mark, sheet.offer
        if mark is None:
            sheet.mark.preview.clear()
            return
        known = sheet.identity.known
        name = known.name if known is not None and known.name else ""
        name = name or self._identities.own_name(offer, sheet.party)
        person = person_called(self._identities.person(offer, sheet.party), offer.agreement)
        title = "" if person is None else person.title
        stamped, at = bool(sheet.address), self._session.now()
        ratio = sheet.devicePixelRatioF()

        def question(_workspace: Workspace, _monitor: Monitor) -> MarkPreview:
            from alignment_desktop.services.signing_offers import mark_preview

            scale = _DOTS * ratio
            return mark_preview(mark, name, title, offer, stamped=stamped, at=at, scale=scale)

        def answer(found: MarkPreview) -> None:
            if self.sheet is not None:
                self.sheet.mark.show_preview(found, ratio)

        def failed(problem: Problem) -> None:
            if self.sheet is not None:
                self.sheet.mark.show_trouble(self._session.sentence(problem))

        self._session.ask(_MARK, question, answer, failed)

    def _sign(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        mark = sheet.mark.mark
        if mark is None:
            sheet.mark.show_trouble(wording().signing.draw_first())
            sheet.area.ensureWidgetVisible(sheet.mark.trouble)
            return
        self._identities.opened(lambda identity: self._sign_with(identity, mark))

    def _sign_with(self, identity: Identity, mark: Mark) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
        from alignment_desktop.domain.problems import Problem as Refused
        from alignment_desktop.services.signing import SignVersion

        memory = self._session.signing
        try:
            authority = TimeStampAuthority(sheet.address) if sheet.address else None
        except Refused as problem:
            self._refuse(problem)
            return
        memory.address, memory.last = sheet.address, sheet.identity.path
        command = SignVersion(
            sheet.offer.content, sheet.party, identity, mark, authority, self._session.label
        )
        at = self._session.now()

        def question(workspace: Workspace, monitor: Monitor) -> MadeSignature:
            # Beside the store: a time stamp authority may let the signer wait, not the others.
            return replace(command, monitor=monitor).made(workspace, at)

        self._session.ask(_MADE, question, self._keep, self._refuse)

    def _keep(self, made: MadeSignature) -> None:
        from alignment_desktop.services.signing import KeepSignature

        self._session.execute(KeepSignature(made), done=self._signed, failed=self._refuse)

    def _signed(self, signed: SignedFile) -> None:
        sheet, state = self.sheet, signed.state
        party = "" if sheet is None else sheet.party
        if sheet is not None:
            sheet.accept()
        its = wording().signing
        if state is None:
            return
        if state.waiting_for is None:
            text = its.signed_all(what=capital(what_words(state)))
        else:
            text = its.signed_done(
                what=capital(what_words(state)),
                party=signer_words(party),
                next=signer_words(state.waiting_for),
            )
        self._tell_signed(text, signed.content, state)

    def _tell_signed(self, text: str, content: bytes, state: SigningState) -> None:
        """Offers the signed file: the workspace has it, and whoever signs next wants it."""
        session, name = self._session, self.files.name_of(state)

        def question(_workspace: Workspace, _monitor: Monitor) -> Path:
            from alignment_desktop.services.signed_copies import write_copy

            return write_copy(content, name)

        def told(path: Path | None) -> None:
            session.notify(
                text,
                action=wording().signing.save_as(),
                act=lambda: self.files.save(content),
                file=path,
                stays=True,
            )

        # That it cannot be opened as a file is no reason to call it unsigned.
        session.ask(_COPY, question, told, lambda _problem: told(None))

    def _refuse(self, problem: Problem) -> None:
        """Says beside its cause why it was not signed; everything that was chosen stays."""
        sheet = self.sheet
        if sheet is None:
            self._session.notify(self._session.sentence(problem), wrong=True)
            return
        sheet.set_busy(False)
        text = self._session.sentence(problem)
        if problem.code in _PASSPHRASES:
            sheet.identity.show_trouble(text)
            sheet.identity.passphrase_field.setFocus()
            sheet.identity.passphrase_field.selectAll()
            sheet.area.ensureWidgetVisible(sheet.identity.trouble)
        elif problem.code == "identity-not-known":
            sheet.identity.show_trouble(text, register=True)
            sheet.area.ensureWidgetVisible(sheet.identity.register_button)
        elif problem.code in _OF_IDENTITY:
            sheet.identity.show_trouble(text)
            sheet.area.ensureWidgetVisible(sheet.identity.trouble)
        elif problem.code in _OF_MARK:
            sheet.mark.show_trouble(text)
            sheet.area.ensureWidgetVisible(sheet.mark.trouble)
        else:
            sheet.show_trouble(text)
