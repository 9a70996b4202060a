"""The agreement page: the document, what changed between versions, and the next agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.file_choice import choose_existing, choose_new
from alignment_desktop.gui.folder_memory import FolderMemory, file_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.agreement.agreement_versions import (
    AgreementVersions,
    FreezeWish,
    State,
    VersionLine,
)
from alignment_desktop.gui.pages.agreement.agreement_views import DOCUMENT, AgreementViews
from alignment_desktop.gui.pages.document_logo import DocumentLogo
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.signing.signed_files import ChooseExisting
from alignment_desktop.gui.signing.signing_flow import SigningFlow
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.window.place import FREEZING, SIGNING
from alignment_desktop.gui.wording import other_words, wording
from alignment_desktop.phrasing.problems import sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.agreeing import Frozen
    from alignment_desktop.services.agreement_documents import AgreementPreview
    from alignment_desktop.services.workspace import Workspace

ChoosePath = Callable[[FolderMemory, QWidget, str, str, str], Path | None]
"""Asks where to save, as `choose_new` does."""

_PREVIEW, _READER, _SAVE = "agreement", "agreement-document", "agreement-save"
_SIGNING = "agreement-signing"


class AgreementPage(Page):
    """Shows the agreement as its PDF; the inspector shows versions and freezes them."""

    SHOWS: ClassVar[frozenset[Changed]] = frozenset(
        {Changed.AGREEMENT, Changed.CONSENT, Changed.VERSIONS, Changed.SIGNING, Changed.LOGO}
    )

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
        choose_path: ChoosePath = choose_new,
        choose_existing: ChooseExisting = choose_existing,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._choose_path = choose_path
        self._preview: AgreementPreview | None = None
        # None shows what is newest; 0 the draft.
        self._chosen: int | None = None
        self._label = session.label
        self._seen = session.draft.revision
        its = wording().agreement
        self.document = Reader(session, switch, icons, _READER, its.pages_of_the_agreement())
        self.views = AgreementViews(session, switch, icons, self.document, scoreboards)
        column_of(self).addWidget(self.views)
        self._tools = self._make_tools()
        self._versions = AgreementVersions(switch, icons)
        self._versions.version_chosen.connect(self._choose)
        self._versions.freeze_wanted.connect(self._freeze)
        self._versions.label_wanted.connect(self._rename)
        self._versions.place_chosen.connect(self.views.go_to)
        self._versions.changes_wanted.connect(self.views.show_changes)
        self._state: SigningState | None = None
        self._begun = ""
        self.signing = SigningFlow(
            session,
            switch,
            icons,
            self._versions.signing,
            self,
            choose_existing=choose_existing,
            choose_new=choose_path,
        )
        self.logo = DocumentLogo(session, self, choose_existing)
        session.seat_changed.connect(lambda _seat: self._show_signing())

    def _make_tools(self) -> QWidget:
        self.agreement_box = QComboBox()
        self.agreement_box.setAccessibleName(wording().agreement.agreements())
        self.agreement_box.activated.connect(self._choose_agreement)
        self.paper_box = QComboBox()
        self.paper_box.setAccessibleName(wording().agreement.paper())
        self.paper_box.addItem(wording().agreement.a4(), "a4")
        self.paper_box.addItem(wording().agreement.letter(), "letter")
        self.paper_box.setCurrentIndex(self.paper_box.findData(own_paper()))
        self.paper_box.currentIndexChanged.connect(self._paper_changed)
        self.export_button = QPushButton(wording().agreement.export_as_pdf())
        self.export_button.setEnabled(False)
        set_look(self.export_button, "kind", "primary")
        set_tool_tip(self.export_button, wording().agreement.export_as_pdf_ctrl())
        self.export_button.clicked.connect(self._export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export_button.click)
        return tool_row(self.agreement_box, self.paper_box, self.export_button)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def inspector(self) -> QWidget | None:
        return self._versions

    @override
    def main_control(self) -> QWidget | None:
        return self.document.view if self.views.view == DOCUMENT else None

    @override
    def offers(self) -> tuple[Offer, ...]:
        there = self._preview is not None
        its = wording().agreement
        words = other_words("export")
        export = Offer(self.export_button.text(), "Ctrl+E", self._export, there, words)
        freeze = Offer(
            its.freeze_the_next_version(),
            "",
            lambda: self.begin(FREEZING),
            words=other_words("freeze"),
            in_menu=False,
        )
        offers = (export, *self._signing_offers(), freeze, *self.logo.offers())
        return (*offers, *self.views.offers())

    def _signing_offers(self) -> tuple[Offer, ...]:
        its, card = wording().signing, self._versions.signing
        state = card.state
        waiting = None if state is None else state.waiting_for
        turn = waiting is not None and card.seat_signs_for(waiting)
        words = other_words("sign")
        go = Offer(its.signatures(), "", self._go_to_signing, words=words, in_menu=False)
        return (
            Offer(its.sign(), "", card.sign_button.click, turn, words),
            Offer(its.file_signed(), "", self.signing.files.file, card.files, words),
            card.certificate_offer(go),
            go,
        )

    def begin(self, act: str) -> None:
        """Puts the keyboard where a version is frozen or signed, once that is shown.

        Args:
            act: `FREEZING` or `SIGNING`.
        """
        self._begun = act
        runs = self._session.runs
        if self._preview is not None and not (runs(_PREVIEW) or runs(_SIGNING)):
            self._begin()

    def _begin(self) -> None:
        act, self._begun = self._begun, ""
        if act == FREEZING:
            self._go_to_freezing()
        elif act == SIGNING:
            self._go_to_signing()

    def _go_to_signing(self) -> None:
        self.inspection_wanted.emit()
        self._versions.go_to_signing()

    @property
    def versions(self) -> AgreementVersions:
        """The list of versions with the form that freezes one."""
        return self._versions

    @property
    def preview(self) -> AgreementPreview | None:
        """What is shown; None until it has been laid out once."""
        return self._preview

    @override
    def refresh(self) -> None:
        if self._label != self._session.label:
            self._label, self._chosen = self._session.label, None
        self._show_agreements()
        self.begin_waiting()
        chosen, paper = self._chosen, str(self.paper_box.currentData())
        label_, now = self._session.label, self._session.now()
        self.views.paper = paper

        def question(workspace: Workspace, _monitor: Monitor) -> AgreementPreview:
            from alignment_desktop.services.agreement_documents import agreement_preview
            from alignment_desktop.services.exporting import Wanted

            wanted = Wanted(version=chosen or None, draft=chosen == 0, label=label_, paper=paper)
            return agreement_preview(workspace, wanted, now=now, newest=chosen is None)

        self._session.ask(_PREVIEW, question, self._show, self._show_trouble)
        self._read_signing()

    def _read_signing(self) -> None:
        label_ = self._session.label

        def question(workspace: Workspace, _monitor: Monitor) -> SigningState | None:
            from alignment_desktop.services.signing_states import what_is_signed

            return what_is_signed(workspace, label_)

        self._session.ask(_SIGNING, question, self._take_signing)

    def _take_signing(self, state: SigningState | None) -> None:
        self._state = state
        self._show_signing()
        if self._begun == SIGNING:
            self._begin()

    def _show_signing(self) -> None:
        session = self._session
        self._versions.signing.show_state(
            self._state,
            session.draft.agreement,
            session.seat,
            session.now().astimezone().date(),
            read_only=session.read_only,
        )

    def _show(self, preview: AgreementPreview) -> None:
        self.end_waiting()
        self._preview = preview
        self.logo.is_there = preview.has_logo
        self.signing.paper = str(self.paper_box.currentData())
        if preview.versions:
            self.signing.answers.content_hash = preview.versions[-1].content_hash
        self.export_button.setEnabled(True)
        self.document.show_pdf(preview.pdf)
        draft = self._session.draft
        self._seen = draft.revision
        zone = ZoneInfo(draft.agreement.timezone)
        lines = [
            VersionLine(
                each.number,
                each.frozen_at.astimezone(zone).date(),
                each.since,
                each.content_hash,
                each.reason,
            )
            for each in preview.versions
        ]
        self._versions.show_state(
            State(
                draft=draft,
                versions=lines,
                shown=preview.shown,
                unchanged=preview.unchanged,
                errors=preview.errors,
                changed=preview.changed,
                read_only=self._session.read_only,
            )
        )
        what = wording().agreement.draft()
        if preview.shown is not None:
            what = wording().agreement.version(shown=preview.shown)
        self.set_subtitle(f"{draft.agreement.label} · {what}")
        self.document.title = f"{draft.agreement.label} · {what}"
        self.views.refresh(unchanged=preview.unchanged)
        if self._begun == FREEZING:
            self._begin()

    def _show_trouble(self, problem: Problem) -> None:
        """Where it cannot be laid out, the page says why in the document's place."""
        self.end_waiting()
        self._preview, self._begun = None, ""
        self.export_button.setEnabled(False)
        self.document.show_trouble(self._session.sentence(problem))
        self.views.refresh(unchanged=False)

    def _choose(self, number: int) -> None:
        if self._preview is not None and number != (self._preview.shown or 0):
            self._chosen = number
            self.refresh()

    def _paper_changed(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()

    def _show_agreements(self) -> None:
        """Offers the agreements of the workspace, where there are several."""
        labels = self._session.news.labels
        self.agreement_box.clear()
        self.agreement_box.addItems(labels)
        self.agreement_box.setCurrentIndex(labels.index(self._session.draft.agreement.label))
        self.agreement_box.setVisible(len(labels) > 1)

    def _choose_agreement(self, at: int) -> None:
        label_ = self._session.news.labels[at]
        if label_ != self._session.draft.agreement.label:
            # Whoever looks at the newest goes on to look at the newest.
            self._session.show_agreement(label_ if at else None)

    def _rename(self, label_: str) -> None:
        from alignment_desktop.services.editing import Rename

        def failed(problem: Problem) -> None:
            self._versions.show_label_trouble(self._session.sentence(problem))

        self._session.execute(
            Rename(label_, self._session.label, self._seen), done=self._renamed, failed=failed
        )

    def _renamed(self, label_: str) -> None:
        self._versions.show_label_trouble("")
        self._session.notify(wording().agreement.renamed(label=label_))

    def _freeze(self, wish: FreezeWish) -> None:
        from alignment_desktop.services.agreeing import Freeze

        self._chosen = None
        command = Freeze(
            effective=wish.effective,
            reason=wish.reason,
            waive=wish.waive,
            label=self._session.label,
        )
        self._session.execute(command, done=self._frozen)

    def _frozen(self, frozen: Frozen) -> None:
        self._versions.clear_form()
        self._session.notify(wording().agreement.version_is_frozen(version=frozen.version))

    def _go_to_freezing(self) -> None:
        """Brings into sight what a version is frozen with; it is frozen by its own button."""
        self.inspection_wanted.emit()
        self._versions.go_to_freezing()

    def _export(self) -> None:
        preview = self._preview
        if preview is None:
            return
        what = f"version {preview.shown}" if preview.shown is not None else "draft"
        name = file_name(f"Agreement {self._session.draft.agreement.label} {what}", ".pdf")
        title, folders = wording().agreement.export_the_agreement(), self._session.folders
        path = self._choose_path(folders, self, title, name, "PDF (*.pdf)")
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.services.exporting import save

            save(preview.pdf, path)

        said = wording().agreement.agreement_saved_to(name=path.name)
        text = " ".join([said, *map(sentence, preview.warnings)])
        self._session.ask(_SAVE, question, lambda _done: self._session.notify(text, file=path))
