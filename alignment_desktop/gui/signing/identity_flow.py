"""Makes, registers and replaces identities, and exports the root, as the list of them asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose, file_name
from alignment_desktop.gui.signing.identity_choice import NewIdentity
from alignment_desktop.gui.signing.identity_list import IdentityList, Signer
from alignment_desktop.gui.signing.signing_memory import KnownIdentity
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.documents.signing.certificates import Certificate, Identity
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import Signing
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.identities import Issued
    from alignment_desktop.services.workspace import Workspace

ChooseExisting = Callable[[FolderMemory, Purpose, "QWidget", str, str], Path | None]
ChooseNew = Callable[[FolderMemory, "QWidget", str, str, str], Path | None]
_LIST, _READ, _ROOT = "identities", "identities-certificate", "identities-root"
_OF_AUTHORITY = ("authority-wrong-passphrase", "passphrase-empty")


class IdentityFlow(QObject):
    """Joins the list and the session."""

    def __init__(
        self,
        session: Session,
        shown: IdentityList,
        *,
        choose_existing: ChooseExisting = choose_existing,
        choose_new: ChooseNew = choose_new,
    ) -> None:
        super().__init__(shown)
        self._session, self._shown = session, shown
        self._choose_existing, self._choose_new = choose_existing, choose_new
        shown.make_wanted.connect(self._make)
        shown.register_wanted.connect(self._register)
        shown.export_wanted.connect(self.export_root)

    def read(self) -> None:
        """Reads again who has an identity."""

        def question(workspace: Workspace, _monitor: Monitor) -> Signing:
            from alignment_desktop.services.identities import signing_of

            return signing_of(workspace)

        def answer(signing: Signing) -> None:
            session = self._session
            agreement, now = session.draft.agreement, session.now()
            self._shown.show_identities(signing, agreement, now, read_only=session.read_only)

        self._session.ask(_LIST, question, answer)

    def _make(self, signer: Signer, wish: NewIdentity) -> None:
        from alignment_desktop.services.identities import IssueIdentity
        from alignment_desktop.services.own_identities import free_place, write_identity

        its, making = wording().signing, self._shown.making
        if not wish.passphrase:
            making.show_trouble(its.type_passphrase())
            making.passphrase_field.setFocus()
            return
        path = free_place(wish.name, signer.party)

        def keep(identity: Identity) -> None:
            write_identity(identity, wish.passphrase, path)

        def done(issued: Issued) -> None:
            made = issued.identity.certificate
            known = KnownIdentity(str(path), made.name, made.party, made.ends)
            self._session.signing.remember(known)
            self._shown.end_making()
            text = its.made_identity(name=made.name, file=path.name)
            if issued.replaced:
                text = its.replaced_done(name=made.name)
            self._session.notify(text, file=path)

        def failed(problem: Problem) -> None:
            making.show_trouble(self._session.sentence(problem))
            wrong = problem.code in _OF_AUTHORITY
            (making.authority_field if wrong else making.name_field).setFocus()

        command = IssueIdentity(
            wish.name, signer.party, signer.person or None, wish.authority_passphrase, keep
        )
        self._session.execute(command, done=done, failed=failed)

    def _register(self, signer: Signer) -> None:
        path = self._choose_existing(
            self._session.folders,
            Purpose.IDENTITY,
            self._shown,
            wording().signing.register_certificate(),
            wording().verification.certificate_files(),
        )
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> Certificate:
            from alignment_desktop.services.trusted_roots import read_certificate_file

            return read_certificate_file(path)[0]

        self._session.ask(
            _READ, question, lambda found: self._register_read(signer, found), self._refuse
        )

    def _register_read(self, signer: Signer, certificate: Certificate) -> None:
        from alignment_desktop.services.identities import RegisterCertificate

        command = RegisterCertificate(signer.person, signer.party, certificate)
        text = wording().signing.registered(name=certificate.name)
        self._session.execute(
            command, done=lambda _facts: self._session.notify(text), failed=self._refuse
        )

    def _refuse(self, problem: Problem) -> None:
        self._shown.show_trouble(self._session.sentence(problem))

    def export_root(self) -> None:
        """Asks where, and saves the certificate of the workspace's authority."""
        its, session = wording().signing, self._session
        organisation = session.draft.agreement.header.organisation or session.name
        name = file_name(its.root_name(organisation=organisation), ".pem")
        path = self._choose_new(
            session.folders, self._shown, its.export_root(), name, its.root_files()
        )
        if path is None:
            return

        def question(workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.documents.output_files import replacing
            from alignment_desktop.services.identities import authority_certificate

            pem = authority_certificate(workspace).pem
            with replacing(path, ".pem") as temporary:
                temporary.write_text(pem, encoding="ascii")

        told = its.root_saved(name=path.name)
        session.ask(_ROOT, question, lambda _done: session.notify(told, file=path))
