"""The identities of a signing sheet: found, chosen, made, registered, opened to sign with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.seats.seat import person_called
from alignment_desktop.gui.signing.identity_choice import NewIdentity
from alignment_desktop.gui.signing.signing_memory import KnownIdentity
from alignment_desktop.gui.signing.signing_words import signing_names, signing_people
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Identity
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.signing.signing_sheet import SigningSheet
    from alignment_desktop.services.identities import Issued
    from alignment_desktop.services.signing_offers import SigningOffer
    from alignment_desktop.services.workspace import Workspace

_KNOWN, _KEPT = "signing-known", "signing-kept"
OPENING = "signing-open"
"""The topic under which an identity is opened, which may take a while."""


@dataclass(frozen=True)
class _Found:
    """What lies on this computer to sign with.

    Attributes:
        identities: Those used before, then those in the user's folder.
        keychain: Whether the system keeps passphrases.
    """

    identities: tuple[KnownIdentity, ...]
    keychain: bool


class SheetIdentities:
    """Does what a sheet's choice of an identity asks for, as long as there is a sheet."""

    def __init__(
        self,
        session: Session,
        sheet: Callable[[], SigningSheet | None],
        refuse: Callable[[Problem], None],
    ) -> None:
        """Takes what it works with.

        Args:
            session: The window's handle on the services.
            sheet: The sheet that is open; None: none is.
            refuse: Says beside its cause what is wrong.
        """
        self._session, self._open_sheet, self._refuse = session, sheet, refuse
        self._keychain = False

    @property
    def _sheet(self) -> SigningSheet | None:
        return self._open_sheet()

    def begin(self, sheet: SigningSheet) -> None:
        """Prepares a sheet's choice, and lists what lies on this computer."""
        offer, party = sheet.offer, sheet.party
        own = party, self.person(offer, party)
        known = {(each.facts.party, each.facts.person) for each in offer.standing_identities}
        name = self.own_name(offer, party)
        sheet.identity.prepare(name, has_authority=offer.has_authority, replaces=own in known)
        sheet.identity.chosen.connect(self._take_identity)
        sheet.identity.make_wanted.connect(self._make)
        sheet.identity.register_wanted.connect(self._register)
        self._find(self._session.signing.last)

    def own_name(self, offer: SigningOffer, party: str) -> str:
        """What whoever signs for a party is called, as far as that is known."""
        person = person_called(self._session.seat.person, offer.agreement)
        return display_name(person) if person else signing_names(offer.agreement, party)

    def person(self, offer: SigningOffer, party: str) -> str | None:
        """The key of the person who signs: who is at the keyboard, else the only one who may."""
        people = signing_people(offer.agreement, party)
        own = self._session.seat.person
        if own is not None and own in offer.agreement.of_kind("person"):
            return own
        return next(iter(people)) if len(people) == 1 else None

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
            sheet = self._sheet
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
        sheet = self._sheet
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
            if self._sheet is not None and self._sheet.identity.path == path:
                self._sheet.identity.take_kept(passphrase)

        self._session.ask(_KEPT, question, answer, lambda _problem: None)

    def _make(self, wish: NewIdentity) -> None:
        sheet = self._sheet
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

        person = self.person(sheet.offer, party)
        command = IssueIdentity(wish.name, party, person, wish.authority_passphrase, keep)

        def done(issued: Issued) -> None:
            certificate = issued.identity.certificate
            self._remember(str(path), certificate.name, certificate.party, certificate)
            told = wording().signing.made_identity(name=certificate.name, file=path.name)
            self._session.notify(told)
            if self._sheet is not None:
                self._sheet.identity.prepare(wish.name, has_authority=True, replaces=bool(person))
                self._sheet.identity.end_making()
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
        sheet = self._sheet
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

    def opened(self, then: Callable[[Identity], None]) -> None:
        """Opens the chosen identity beside the window; what is wrong is said beside its field."""
        sheet = self._sheet
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

        self._session.ask(OPENING, question, answer, self._refuse)

    def _register(self) -> None:
        """Registers the chosen identity for whoever is at the keyboard."""
        self.opened(self._register_opened)

    def _register_opened(self, identity: Identity) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        from alignment_desktop.services.identities import RegisterCertificate

        person = self.person(sheet.offer, sheet.party) or ""
        command = RegisterCertificate(person, sheet.party, identity.certificate)

        def done(_facts: object) -> None:
            name = identity.certificate.name
            self._session.notify(wording().signing.registered(name=name))
            if self._sheet is not None:
                self._sheet.set_busy(False)
                self._sheet.identity.show_trouble("")
                self._sheet.sign_button.setFocus()

        self._session.execute(command, done=done, failed=self._refuse)
