"""Signing: the sheet, the work beside the window, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.help.dialog_help import DialogHelp
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.seats.seat import person_called
from alignment_desktop.gui.signing.completion_saver import CompletionSaver
from alignment_desktop.gui.signing.declining import Answers
from alignment_desktop.gui.signing.identity_choice import NewIdentity
from alignment_desktop.gui.signing.signed_files import ChooseExisting, ChooseNew, SignedFiles
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.signing.signing_memory import KnownIdentity
from alignment_desktop.gui.signing.signing_sheet import SigningSheet
from alignment_desktop.gui.signing.signing_words import signing_names, signing_people, what_words
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Identity
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.identities import Issued
    from alignment_desktop.services.signing import MadeSignature, SignedFile
    from alignment_desktop.services.signing_offers import MarkPreview, SigningOffer
    from alignment_desktop.services.workspace import Workspace

_OFFER, _KNOWN, _KEPT, _OPEN = "signing-offer", "signing-known", "signing-kept", "signing-open"
_MARK, _SAVE, _REMIND, _FILE = "signing-mark", "signing-save", "signing-remind", "signing-file"
_COPY, _DOCUMENT, _MADE = "signing-copy", "signing-sheet", "signing"
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


@dataclass(frozen=True)
class _Found:
    """What lies on this computer to sign with.

    Attributes:
        identities: Those used before, then those in the user's folder.
        keychain: Whether the system keeps passphrases.
    """

    identities: tuple[KnownIdentity, ...]
    keychain: bool


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
        self._keychain = False
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
        memory, name = self._session.signing, self._own_name(offer, party)
        sheet.address_field.setText(memory.address)
        sheet.mark.choose_kind(memory.mark)
        sheet.mark.propose(name)
        own = party, self._person(offer, party)
        known = {(each.facts.party, each.facts.person) for each in offer.standing_identities}
        sheet.identity.prepare(name, has_authority=offer.has_authority, replaces=own in known)
        sheet.sign_wanted.connect(self._sign)
        sheet.mark.changed.connect(self._preview)
        sheet.mark.kind_chosen.connect(lambda kind: setattr(memory, "mark", kind))
        sheet.address_field.editingFinished.connect(self._preview)
        sheet.identity.chosen.connect(self._take_identity)
        sheet.identity.make_wanted.connect(self._make)
        sheet.identity.register_wanted.connect(self._register)
        sheet.stop_wanted.connect(self._stop)
        self._session.working.connect(sheet.show_working)
        sheet.open()
        self._session.run_when_idle(_DOCUMENT, sheet.show_document())
        self._find(memory.last)
        self._preview()

    def _forget(self) -> None:
        self.sheet = None

    def _stop(self) -> None:
        for topic in (_OPEN, _MADE, "KeepSignature", "RegisterCertificate"):
            self._session.stop(topic)

    def _own_name(self, offer: SigningOffer, party: str) -> str:
        person = person_called(self._session.seat.person, offer.agreement)
        return display_name(person) if person else signing_names(offer.agreement, party)

    def _person(self, offer: SigningOffer, party: str) -> str | None:
        """The key of the person who signs: who is at the keyboard, else the only one who may."""
        people = signing_people(offer.agreement, party)
        own = self._session.seat.person
        if own is not None and own in offer.agreement.of_kind("person"):
            return own
        return next(iter(people)) if len(people) == 1 else None

    # Identities.

    def _find(self, last: str) -> None:
        """Lists what lies on this computer."""
        remembered = self._session.signing.identities()

        def question(_workspace: Workspace, _monitor: Monitor) -> _Found:
            from alignment_desktop.services.keychain import there_is_a_keychain
            from alignment_desktop.services.own_identities import identity_files

            known = {each.path: each for each in remembered if Path(each.path).is_file()}
            for path in identity_files():
                known.setdefault(str(path), KnownIdentity(str(path)))
            return _Found(tuple(known.values()), there_is_a_keychain())

        def answer(found: _Found) -> None:
            sheet = self.sheet
            if sheet is None:
                return
            self._keychain = found.keychain
            # Whoever signs for one party has no use for the identity of another.
            own = [each for each in found.identities if each.party in ("", sheet.party)]
            sheet.identity.show_identities(own, last)
            sheet.identity.offer_keychain(found.keychain)
            sheet.identity.take_keyboard()

        self._session.ask(_KNOWN, question, answer)

    def _take_identity(self, path: str) -> None:
        sheet = self.sheet
        known = None if sheet is None else sheet.identity.known
        if sheet is None or known is None:
            return
        sheet.identity.show_note(known, self._session.now())
        sheet.identity.offer_keychain(self._keychain)
        if not self._keychain:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> str:
            from alignment_desktop.services.keychain import kept_passphrase
            from alignment_desktop.services.own_identities import read_identity_file

            return kept_passphrase(read_identity_file(Path(path)))

        def answer(passphrase: str) -> None:
            if self.sheet is not None and self.sheet.identity.path == path:
                self.sheet.identity.take_kept(passphrase)

        self._session.ask(_KEPT, question, answer, lambda _problem: None)

    def _make(self, wish: NewIdentity) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        from alignment_desktop.services.identities import IssueIdentity
        from alignment_desktop.services.own_identities import free_place, write_identity

        making = sheet.identity.making
        if not wish.passphrase:
            making.show_trouble(wording().signing.type_passphrase())
            making.passphrase_field.setFocus()
            return
        party = sheet.party
        path = free_place(wish.name, party)

        def keep(identity: Identity) -> None:
            write_identity(identity, wish.passphrase, path)

        person = self._person(sheet.offer, party)
        command = IssueIdentity(wish.name, party, person, wish.authority_passphrase, keep)

        def done(issued: Issued) -> None:
            certificate = issued.identity.certificate
            self._remember(str(path), certificate.name, certificate.party, certificate)
            told = wording().signing.made_identity(name=certificate.name, file=path.name)
            self._session.notify(told)
            if self.sheet is not None:
                self.sheet.identity.prepare(wish.name, has_authority=True, replaces=bool(person))
                self.sheet.identity.end_making()
                self._take_made(path, wish.passphrase)

        def failed(problem: Problem) -> None:
            making.show_trouble(self._session.sentence(problem))
            fields = {
                "authority-wrong-passphrase": making.authority_field,
                "passphrase-empty": making.authority_field,
                "identity-name-empty": making.name_field,
                "identity-name-too-long": making.name_field,
            }
            if problem.code in fields:
                fields[problem.code].setFocus()

        self._session.execute(command, done=done, failed=failed)

    def _take_made(self, path: Path, passphrase: str) -> None:
        """Chooses what was just made, with its passphrase, which need not be typed again."""
        sheet = self.sheet
        if sheet is None:
            return
        own = [
            each for each in self._session.signing.identities() if each.party in ("", sheet.party)
        ]
        sheet.identity.show_identities(own, str(path))
        sheet.identity.offer_keychain(self._keychain)
        sheet.identity.passphrase_field.setText(passphrase)
        sheet.sign_button.setFocus()

    def _remember(self, path: str, name: str, party: str, certificate: object) -> None:
        ends = getattr(certificate, "ends", None)
        self._session.signing.remember(KnownIdentity(path, name, party, ends))

    def _opened(self, then: Callable[[Identity], None]) -> None:
        """Opens the chosen identity beside the window; what is wrong is said beside its field."""
        sheet = self.sheet
        if sheet is None:
            return
        choice = sheet.identity
        path, passphrase = choice.path, choice.passphrase_field.text()
        its = wording().signing
        if not path:
            choice.show_trouble(its.no_identity())
            sheet.area.ensureWidgetVisible(choice)
            choice.make_button.setFocus()
            return
        if not passphrase:
            choice.show_trouble(its.type_passphrase())
            sheet.area.ensureWidgetVisible(choice.passphrase_field)
            choice.passphrase_field.setFocus()
            return
        keeps = choice.remember_box.isVisibleTo(choice) and choice.remember_box.isChecked()
        sheet.set_busy(True)

        def question(_workspace: Workspace, _monitor: Monitor) -> Identity:
            from alignment_desktop.services import keychain, own_identities

            opened = own_identities.open_identity(Path(path), passphrase)
            content = own_identities.read_identity_file(Path(path))
            if keeps:
                keychain.keep_passphrase(content, passphrase)
            elif self._keychain:
                keychain.forget_passphrase(content)
            return opened

        def answer(identity: Identity) -> None:
            certificate = identity.certificate
            self._remember(path, certificate.name, certificate.party, certificate)
            then(identity)

        self._session.ask(_OPEN, question, answer, self._refuse)

    def _register(self) -> None:
        """Registers the chosen identity for whoever is at the keyboard."""
        self._opened(self._register_opened)

    def _register_opened(self, identity: Identity) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        from alignment_desktop.services.identities import RegisterCertificate

        person = self._person(sheet.offer, sheet.party) or ""
        command = RegisterCertificate(person, sheet.party, identity.certificate)

        def done(_facts: object) -> None:
            name = identity.certificate.name
            self._session.notify(wording().signing.registered(name=name))
            if self.sheet is not None:
                self.sheet.set_busy(False)
                self.sheet.identity.show_trouble("")
                self.sheet.sign_button.setFocus()

        self._session.execute(command, done=done, failed=self._refuse)

    # The mark.

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
        name = name or self._own_name(offer, sheet.party)
        person = person_called(self._person(offer, sheet.party), offer.agreement)
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

    # Signing.

    def _sign(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        mark = sheet.mark.mark
        if mark is None:
            sheet.mark.show_trouble(wording().signing.draw_first())
            sheet.area.ensureWidgetVisible(sheet.mark.trouble)
            return
        self._opened(lambda identity: self._sign_with(identity, mark))

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
