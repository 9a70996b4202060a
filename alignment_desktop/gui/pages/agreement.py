"""The agreement page: the document as it will be printed, its versions, and its export."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.folder_memory import FolderMemory, file_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.page_header import tool_row
from alignment_desktop.gui.pages.agreement_versions import (
    AgreementVersions,
    FreezeWish,
    State,
    VersionLine,
)
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.page_stack import PageStack, PagesWanted
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from alignment_desktop.documents.preview import PagePicture
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.agreeing import Frozen
    from alignment_desktop.services.exporting import AgreementPreview
    from alignment_desktop.services.workspace import Workspace

ChoosePath = Callable[[FolderMemory, QWidget, str, str, str], Path | None]
"""Asks where to save, as `choose_new` does."""

_PREVIEW, _PAGES, _SAVE = "agreement", "agreement-pages", "agreement-save"


class AgreementPage(Page):
    """Shows the agreement as its PDF; the inspector shows versions and freezes them."""

    SHOWS: ClassVar[frozenset[Changed]] = frozenset(
        {Changed.AGREEMENT, Changed.CONSENT, Changed.VERSIONS}
    )

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath = choose_new,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._choose_path = choose_path
        self._preview: AgreementPreview | None = None
        # None shows what is newest; 0 the draft.
        self._chosen: int | None = None
        self._label = session.label
        self._build()
        self._tools = self._make_tools()
        self._versions = AgreementVersions(switch, icons)
        self._versions.version_chosen.connect(self._choose)
        self._versions.freeze_wanted.connect(self._freeze)

    def _build(self) -> None:
        self.pages = PageStack(self._switch, wording().agreement.pages_of_the_agreement())
        self.pages.wanted.connect(self._ask_pages)
        self.pages.page_changed.connect(self._say_page)
        self._page_words = label(pixels=12, tone="muted", tabular=True)
        self.trouble = label(tone="missed", wrap=True)
        self.trouble.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 8, 24, 0)
        bar.setSpacing(4)
        bar.addWidget(self._page_words)
        bar.addStretch(1)
        self.zoom_out_button = self._zoom_button(
            wording().agreement.smaller(),
            QKeySequence.StandardKey.ZoomOut,
            self.pages.zoom_out,
            "−",
        )
        self.zoom_in_button = self._zoom_button(
            wording().agreement.larger(), QKeySequence.StandardKey.ZoomIn, self.pages.zoom_in, "+"
        )
        self.fit_button = self._zoom_button(
            wording().agreement.fit_the_width(), QKeySequence("Ctrl+0"), self.pages.fit_width, ""
        )
        for button in (self.zoom_out_button, self.zoom_in_button, self.fit_button):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)

    def _zoom_button(
        self,
        name: str,
        keys: QKeySequence | QKeySequence.StandardKey,
        act: Callable[[], None],
        sign: str,
    ) -> QToolButton:
        button = QToolButton()
        button.setText(sign or name)
        button.setAccessibleName(name)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        set_tool_tip(button, f"{name} ({shown})")
        button.clicked.connect(act)
        QShortcut(QKeySequence(keys), self).activated.connect(act)
        return button

    def _make_tools(self) -> QWidget:
        self.paper_box = QComboBox()
        self.paper_box.setAccessibleName(wording().agreement.paper())
        self.paper_box.addItem(wording().agreement.a4(), "a4")
        self.paper_box.addItem(wording().agreement.letter(), "letter")
        # Whoever measures as in the United States prints on Letter.
        if QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem:
            self.paper_box.setCurrentIndex(1)
        self.paper_box.currentIndexChanged.connect(self._paper_changed)
        self.export_button = QPushButton(wording().agreement.export_as_pdf())
        self.export_button.setEnabled(False)
        set_look(self.export_button, "kind", "primary")
        set_tool_tip(self.export_button, wording().agreement.export_as_pdf_ctrl())
        self.export_button.clicked.connect(self._export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export_button.click)
        return tool_row(self.paper_box, self.export_button)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def inspector(self) -> QWidget | None:
        return self._versions

    @override
    def offers(self) -> tuple[Offer, ...]:
        keys, there = QKeySequence.StandardKey, self._preview is not None
        return (
            Offer(self.export_button.text(), "Ctrl+E", self._export, there, other_words("export")),
            Offer(
                wording().agreement.freeze_the_next_version(),
                "",
                self._go_to_freezing,
                words=other_words("freeze"),
                in_menu=False,
            ),
            Offer(
                wording().agreement.larger(),
                QKeySequence(keys.ZoomIn).toString(),
                self.pages.zoom_in,
            ),
            Offer(
                wording().agreement.smaller(),
                QKeySequence(keys.ZoomOut).toString(),
                self.pages.zoom_out,
            ),
            Offer(wording().agreement.fit_the_width(), "Ctrl+0", self.pages.fit_width),
        )

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
        self.begin_waiting()
        chosen, paper = self._chosen, str(self.paper_box.currentData())
        label_, now = self._session.label, self._session.now()

        def question(workspace: Workspace, _monitor: Monitor) -> AgreementPreview:
            from alignment_desktop.services.exporting import Wanted, agreement_preview

            wanted = Wanted(version=chosen or None, draft=chosen == 0, label=label_, paper=paper)
            return agreement_preview(workspace, wanted, now=now, newest=chosen is None)

        self._session.ask(_PREVIEW, question, self._show, self._show_trouble)

    def _show(self, preview: AgreementPreview) -> None:
        self.end_waiting()
        self.trouble.hide()
        self._preview = preview
        self.export_button.setEnabled(True)
        self.pages.show_pages(preview.sizes)
        self._say_page(self.pages.page)
        draft = self._session.draft
        zone = ZoneInfo(draft.agreement.timezone)
        lines = [
            VersionLine(
                each.number,
                each.frozen_at.astimezone(zone).date(),
                each.since,
                each.content_hash,
            )
            for each in preview.versions
        ]
        self._versions.show_state(
            State(
                agreement=draft.agreement,
                consents=draft.consents,
                versions=lines,
                shown=preview.shown,
                unchanged=preview.unchanged,
                errors=preview.errors,
                read_only=self._session.read_only,
            )
        )
        what = wording().agreement.draft()
        if preview.shown is not None:
            what = wording().agreement.version(shown=preview.shown)
        self.set_subtitle(f"{draft.agreement.label} · {what}")

    def _show_trouble(self, problem: Problem) -> None:
        """Where it cannot be laid out, the page says why in the document's place."""
        self.end_waiting()
        self._preview = None
        self.export_button.setEnabled(False)
        self.pages.show_pages(())
        self._page_words.setText("")
        self.trouble.setText(self._session.sentence(problem))
        self.trouble.setContentsMargins(24, 16, 24, 0)
        self.trouble.show()

    def _ask_pages(self, wanted: PagesWanted) -> None:
        preview = self._preview
        if preview is None:
            return

        def question(_workspace: Workspace, monitor: Monitor) -> list[PagePicture]:
            from alignment_desktop.documents.preview import pictures
            from alignment_desktop.domain.progress import Progress

            found = []
            for picture in pictures(preview.pdf, wanted.numbers, wanted.scale):
                found.append(picture)
                # Whoever scrolls on wants other pages: stop between two.
                monitor.report(Progress(len(found), len(wanted.numbers), "drawing"))
            return found

        self._session.ask(_PAGES, question, partial(self._put, preview, wanted.scale))

    def _put(self, preview: AgreementPreview, scale: float, found: list[PagePicture]) -> None:
        if preview is not self._preview:
            return
        for each in found:
            image = QImage(
                each.pixels, each.width, each.height, each.width * 4, QImage.Format.Format_RGB32
            )
            # The picture's bytes belong to Python; the copy belongs to Qt.
            self.pages.put(each.number, image.copy(), scale)

    def _say_page(self, page: int) -> None:
        count = self.pages.page_count
        text = wording().agreement.page_of(page=page, count=count) if count else ""
        self._page_words.setText(text)

    def _choose(self, number: int) -> None:
        if self._preview is not None and number != (self._preview.shown or 0):
            self._chosen = number
            self.refresh()

    def _paper_changed(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()

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

        text = wording().agreement.agreement_saved_to(name=path.name)
        self._session.ask(_SAVE, question, lambda _done: self._session.notify(text, file=path))
