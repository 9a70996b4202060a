"""The verification page: what a signed PDF proves; it needs no workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose, file_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.reading.document_preview import DocumentPreview
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.signing.attached_comparison import AttachedComparison
from alignment_desktop.gui.signing.revision_pictures import RevisionPictures, revision_names
from alignment_desktop.gui.signing.trust_card import TrustedRoot
from alignment_desktop.gui.signing.verdict_view import VerdictView
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.window.page_list import CHECK_KEYS
from alignment_desktop.gui.window.tab_order import keyboard_in
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Certificate
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.standalone_session import StandaloneSession
    from alignment_desktop.services.comparing import Comparison, Standing
    from alignment_desktop.services.signed_checks import ComparedRevisions, SignedCheck
    from alignment_desktop.services.workspace import Workspace

ChooseExisting = Callable[[FolderMemory, Purpose, QWidget, str, str], Path | None]
"""Asks for a file that is there, as `choose_existing` does."""
ChooseNew = Callable[[FolderMemory, QWidget, str, str, str], Path | None]
"""Asks where to save, as `choose_new` does."""
KeepAttached = Callable[[str, str], object]
"""Makes a workspace of the text of an attached agreement, and the name of its file."""

CHECK = "verification"
_READ, _PICTURES, _DIFF = "verification-file", "verification-pictures", "verification-diff"
_ROOTS, _ADD_ROOT, _KEEP_ROOT = "verification-roots", "verification-root", "verification-keep"
_READER, _PAIR, _SAVE = "verification-document", "verification-pair", "verification-save"


class VerificationPage(Page):
    """Checks one file at a time; a change of the workspace or of whom is trusted checks it anew."""

    SHOWS: ClassVar[frozenset[Changed]] = frozenset(
        {Changed.AGREEMENT, Changed.VERSIONS, Changed.SIGNING}
    )

    def __init__(
        self,
        session: Session | StandaloneSession,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        keep_attached: KeepAttached,
        choose_existing: ChooseExisting = choose_existing,
        choose_new: ChooseNew = choose_new,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._icons = icons
        self._keep_attached = keep_attached
        self._choose_existing, self._choose_new = choose_existing, choose_new
        self._file: tuple[bytes, str] | None = None
        self._check: SignedCheck | None = None
        self._roots: tuple[TrustedRoot, ...] | None = None
        its = wording().verification
        emptiness = Emptiness(
            "verification", its.nothing_checked(), its.what_is_checked(), its.check_a_pdf()
        )
        self.empty = EmptyPage(switch, emptiness)
        self.empty.acted.connect(self.choose)
        self.verdict = VerdictView(switch, icons, in_workspace=self._in_workspace is not None)
        self.pictures: RevisionPictures | None = None
        self.document: DocumentPreview | None = None
        self.differences: AttachedComparison | None = None
        self._stack = QStackedWidget()
        for widget in (self.empty, self.verdict):
            self._stack.addWidget(widget)
        column_of(self).addWidget(self._stack)
        self.check_button = QPushButton(its.check_a_pdf())
        set_look(self.check_button, "kind", "primary")
        set_tool_tip(self.check_button, f"{its.check_a_pdf()} ({CHECK_KEYS})")
        self.check_button.clicked.connect(lambda _on=False: self.choose())
        self._tools = tool_row(self.check_button)
        QShortcut(QKeySequence(CHECK_KEYS), self).activated.connect(self.choose)
        self._connect()

    def _connect(self) -> None:
        view = self.verdict
        view.document_wanted.connect(self._show_document)
        view.pictures_wanted.connect(self._show_pictures)
        view.compare_wanted.connect(self._compare)
        view.import_wanted.connect(self._import)
        view.filing_wanted.connect(self._file_it)
        view.copied.connect(lambda: self._session.notify(wording().verification.copied()))
        view.trust.add_wanted.connect(self._add_root)
        view.trust.removed.connect(self._remove_root)
        view.trust.remember_wanted.connect(self._remember_root)

    @property
    def _in_workspace(self) -> Session | None:
        return self._session if isinstance(self._session, Session) else None

    @property
    def check(self) -> SignedCheck | None:
        """What was found last; None while nothing was checked."""
        return self._check

    @property
    def shown(self) -> QWidget | None:
        """What is in sight: the empty page, the verdict, or what was opened from it."""
        return self._stack.currentWidget()

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def main_control(self) -> QWidget | None:
        return self.empty.action_button if self.shown is self.empty else None

    @override
    def offers(self) -> tuple[Offer, ...]:
        its, there = wording().verification, self._check is not None
        words = other_words("verify")
        found = [Offer(its.check_a_pdf(), CHECK_KEYS, self.choose, words=words)]
        view = self.verdict
        for button in (view.open_button, view.pictures_button, view.compare_button):
            shown = there and button.isVisibleTo(view)
            found.append(Offer(button.text(), "", button.click, shown, of_selection=True))
        if self.shown is self.pictures and self.pictures is not None:
            found += self.pictures.offers()
        return tuple(found)

    @override
    def refresh(self) -> None:
        if self._roots is None:
            self._read_roots()
        elif self._file is not None:
            self._run_check()
        self._say_what()

    def choose(self) -> None:
        """Asks for a PDF, and checks it."""
        its = wording().verification
        path = self._choose_existing(
            self._session.folders, Purpose.CHECK, self, its.which_pdf(), its.pdf_files()
        )
        if path is not None:
            self.check_file(path)

    def take_files(self, paths: Sequence[str]) -> None:
        """Checks what was dropped; of several files the first."""
        self.check_file(Path(paths[0]))

    def check_file(self, path: Path) -> None:
        """Checks a file."""

        def question(_workspace: Workspace | None, _monitor: Monitor) -> bytes:
            from alignment_desktop.services.signed_checks import read_signed_file

            return read_signed_file(path)

        self._session.ask(_READ, question, lambda content: self.check_content(content, path.name))

    def check_content(self, content: bytes, name: str) -> None:
        """Checks the content of a file."""
        self._file = content, name
        self._check = None
        if self._roots is None:
            self._read_roots()
        else:
            self._run_check()

    def _run_check(self) -> None:
        if self._file is None:
            return
        self.begin_waiting()
        content, name = self._file
        trust = tuple(root.certificate for root in self._roots or ())
        now = self._session.now()

        def question(workspace: Workspace | None, monitor: Monitor) -> SignedCheck:
            from alignment_desktop.services.signed_checks import check_signed

            return check_signed(
                content, name, workspace=workspace, trust=trust, now=now, monitor=monitor
            )

        self._session.ask(CHECK, question, self._show, self._show_trouble)

    def _show(self, check: SignedCheck) -> None:
        self.end_waiting()
        before, self._check = self._check, check
        self.verdict.show_check(check, self._session.sentence, self._session.now())
        self.check_button.setText(wording().verification.check_another())
        set_look(self.check_button, "kind", "")
        if before is None or before.content != check.content:
            self._go_to(self.verdict)
        self._say_what()

    def _show_trouble(self, problem: Problem) -> None:
        self.end_waiting()
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _say_what(self) -> None:
        its = wording().verification
        self.set_subtitle(its.of_what() if self._file is None else self._file[1])

    def _go_to(self, widget: QWidget) -> None:
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        held = keyboard_in(self) is not None
        self._stack.setCurrentWidget(widget)
        if held:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._go_to(self.verdict)
        self.verdict.pictures_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What was signed.

    def _show_document(self) -> None:
        check = self._check
        if check is None or len(check.revisions) < 2:
            return
        its = wording().verification
        if self.document is None:
            reader = Reader(
                self._session, self._switch, self._icons, _READER, its.pages_of_the_file()
            )
            self.document = DocumentPreview(
                reader, self._icons, back=its.back_to_verdict(), save=its.save_signed()
            )
            self.document.closed.connect(self._back)
            self.document.save_wanted.connect(self._save_signed)
        self.document.show_title(f"{check.name} · {revision_names(check)[-2]}")
        self.document.reader.show_pdf(check.revisions[-2])
        self._go_to(self.document)

    def _save_signed(self) -> None:
        check = self._check
        if check is None:
            return
        name = file_name(f"{Path(check.name).stem} {revision_names(check)[-2]}", ".pdf")
        its = wording().verification
        folders = self._session.folders
        path = self._choose_new(folders, self, its.save_signed(), name, "PDF (*.pdf)")
        if path is None:
            return
        content = check.revisions[-2]

        def question(_workspace: Workspace | None, _monitor: Monitor) -> None:
            from alignment_desktop.services.exporting import save

            save(content, path)

        told = wording().agreement.agreement_saved_to(name=path.name)
        self._session.ask(_SAVE, question, lambda _done: self._session.notify(told, file=path))

    def _show_pictures(self) -> None:
        if self._check is None:
            return
        if self.pictures is None:
            self.pictures = RevisionPictures(self._session, self._switch, self._icons, _PAIR)
            self.pictures.closed.connect(self._back)
            self.pictures.compared.connect(self._compare_revisions)
        self._go_to(self.pictures)
        self.pictures.offer(self._check)

    def _compare_revisions(self, old: int, new: int) -> None:
        check, shown = self._check, self.pictures
        if check is None or shown is None:
            return
        pair = check.revisions[old], check.revisions[new]

        def question(_workspace: Workspace | None, monitor: Monitor) -> ComparedRevisions:
            from alignment_desktop.services.signed_checks import compare_revisions

            return compare_revisions(*pair, monitor)

        def failed(problem: Problem) -> None:
            shown.show_trouble(self._session.sentence(problem))

        self._session.ask(_PICTURES, question, shown.show_compared, failed)

    # What is attached.

    def _compare(self) -> None:
        session, check = self._in_workspace, self._check
        if session is None or check is None or check.text is None:
            return
        if self.differences is None:
            self.differences = AttachedComparison(self._switch, self._icons)
            self.differences.closed.connect(self._back)
            self.differences.chosen.connect(session.go_to_place)
        shown, text = self.differences, check.text

        def question(workspace: Workspace, _monitor: Monitor) -> tuple[Comparison, Standing]:
            from alignment_desktop.services.signed_checks import compare_attached

            return compare_attached(workspace, text)

        def answer(found: tuple[Comparison, Standing]) -> None:
            session.run_when_idle(_DIFF, shown.show_compared(*found, session.draft.agreement))
            self._go_to(shown)

        session.ask(_DIFF, question, answer)

    def _import(self) -> None:
        if self._check is not None and self._check.text is not None:
            self._keep_attached(self._check.text, self._check.name)

    def _file_it(self) -> None:
        session = self._in_workspace
        if session is not None and self._file is not None:
            from alignment_desktop.gui.signing.filing import file_signed

            file_signed(session, *self._file)

    # Whom the check trusts.

    def _read_roots(self) -> None:
        def question(_workspace: Workspace | None, _monitor: Monitor) -> tuple[Certificate, ...]:
            from alignment_desktop.services.trusted_roots import remembered_roots

            return remembered_roots()

        def answer(found: tuple[Certificate, ...]) -> None:
            self._take_roots(tuple(TrustedRoot(each, remembered=True) for each in found))

        self._session.ask(_ROOTS, question, answer)

    def _take_roots(self, roots: tuple[TrustedRoot, ...]) -> None:
        self._roots = roots
        self.verdict.trust.show_roots(roots)
        self._run_check()

    def _add_root(self) -> None:
        its = wording().verification
        path = self._choose_existing(
            self._session.folders,
            Purpose.CHECK,
            self,
            its.which_certificate(),
            its.certificate_files(),
        )
        if path is None:
            return

        def question(_workspace: Workspace | None, _monitor: Monitor) -> list[Certificate]:
            from alignment_desktop.services.trusted_roots import read_certificate_file

            return read_certificate_file(path)

        def failed(problem: Problem) -> None:
            self.verdict.trust.show_trouble(self._session.sentence(problem))

        self._session.ask(_ADD_ROOT, question, self._take_added, failed)

    def _take_added(self, found: list[Certificate]) -> None:
        own = self._roots or ()
        known = {root.certificate.fingerprint for root in own}
        new = tuple(TrustedRoot(each) for each in found if each.fingerprint not in known)
        self._take_roots((*own, *new))

    def _remove_root(self, root: TrustedRoot) -> None:
        if root.remembered:
            self._remember(root.certificate, kept=False)
        self._take_roots(tuple(each for each in self._roots or () if each != root))

    def _remember_root(self, root: TrustedRoot, kept: bool) -> None:
        own = self._roots or ()
        changed = tuple(replace(each, remembered=kept) if each == root else each for each in own)
        self._roots = changed
        self._remember(root.certificate, kept=kept)
        self.verdict.trust.show_roots(changed)

    def _remember(self, certificate: Certificate, *, kept: bool) -> None:
        def question(_workspace: Workspace | None, _monitor: Monitor) -> None:
            from alignment_desktop.services.trusted_roots import forget_root, remember_root

            (remember_root if kept else forget_root)(certificate)

        self._session.ask(f"{_KEEP_ROOT}-{certificate.fingerprint}", question, _nothing)


def _nothing(_done: None) -> None:
    """What was asked for is done, and shows."""
