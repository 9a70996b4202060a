"""Takes pictures of the real window and both documents, to be looked at and shown.

    python tools/screenshots.py OUT [--pages commitments,scoreboard] [--readme docs/screenshots]

Needs no screen, and remembers nothing. Every page on the sample workspace and on a blank one,
light and dark, in two sizes, and with the inspector as a drawer in a narrow window; then every
page of both PDFs; and workshop mode.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image
from PySide6.QtCore import QEventLoop, QSettings, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import clause_name, read_clause, write_clause
from alignment_desktop.domain.progress import Silent
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.services.sample_workspace import new_sample
from alignment_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application
    from alignment_desktop.gui.main_window import MainWindow
    from alignment_desktop.gui.session import Session

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(minutes=1)
"""When the blank workspace is made: two that begin alike at the same moment are taken for one."""
SIZES = ((1440, 900), (1280, 720))
NARROW = (1080, 720)  # here the inspector is a drawer
SHOWN = (
    *("commitments", "scoreboard", "results", "reviews"),
    *("plan", "funnel", "scoring", "cadence"),
)
"""The pages that the README shows, beside the first pages of both documents."""
DISPUTED = ("commitment", "grade-a-first-touch")
"""The clause that both parties see otherwise in the pictures of workshop mode."""
LEAD = "L-23010"
"""The lead of the sample that is shown whole."""
_LIMIT = 60_000  # milliseconds that a page may take to answer
_MOMENT = 300  # milliseconds; longer timers hide notices and the like
_SCALE = 1.5  # pixels per point of the documents' pictures


def _use_large_screen(folder: Path) -> None:
    """The offscreen platform's own screen is smaller than the window."""
    screen = {"name": "large", "x": 0, "y": 0, "width": 1920, "height": 1200, "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


def settle(session: Session, window: QWidget) -> None:
    """Waits until every answer is here and painted.

    Raises:
        SystemExit: Where none comes within a minute.
    """
    QApplication.processEvents()
    while session.busy or (timers := _short_timers(window)):
        _wait_for(session.settled if session.busy else timers[0].timeout)
        QApplication.processEvents()
    # What was laid out just now asks to be painted, and some of it to be laid out again.
    for _ in range(3):
        QApplication.processEvents()


def _short_timers(window: QWidget) -> list[QTimer]:
    """The timers by which pages gather what they will ask for in a moment."""
    return [
        timer
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= _MOMENT
    ]


def _wait_for(signal: SignalInstance) -> None:
    loop, late = QEventLoop(), QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: loop.exit(1))
    late.start(_LIMIT)
    signal.connect(loop.quit)
    failed = loop.exec()
    signal.disconnect(loop.quit)
    if failed:
        raise SystemExit("A page did not answer within a minute.")


@contextmanager
def opened(folder: Path, address: Path | None) -> Iterator[Application]:
    """The real application on a workspace, or its welcome; nothing is remembered of it."""
    from alignment_desktop.gui.application import Application

    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    settings.clear()
    application = Application(qt, settings, clock=lambda: NOW)
    try:
        application.start(None if address is None else str(address))
        yield application
    finally:
        application.close()
        # The sheet names drawings that went with the application.
        qt.setStyleSheet("")


def save(widget: QWidget, path: Path) -> None:
    """Writes a picture of a widget."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise SystemExit(f"{path} cannot be written.")


class Photographer:
    """Goes through the pages of one window."""

    def __init__(self, application: Application, folder: Path, signed: Path | None) -> None:
        """Takes where pictures go, and a signed file that is verified; None: none is."""
        from alignment_desktop.gui.theme import ThemeSetting

        assert application.window is not None
        assert application.session is not None
        self._window: MainWindow = application.window
        self._session: Session = application.session
        self._themes = (ThemeSetting.LIGHT, ThemeSetting.DARK)
        self._folder, self._signed = folder, signed

    def take(self, page: str) -> None:
        """Pictures of a page: both themes, every size, and with the drawer."""
        self._resize(SIZES[0])
        self._window.show_page(page)
        settle(self._session, self._window)
        self._verify(page)
        for theme in self._themes:
            self._window.choose_theme(theme)
            for size in SIZES:
                self._resize(size)
                self._save(page, theme.value, size)
        self._take_drawer(page)
        self._take_document(page)
        self._take_views(page)

    def _take_views(self, page: str) -> None:
        """Pictures of what the pages of results and of scoring show beside what one sees first."""
        from alignment_desktop.gui.pages.results.results import ResultsPage
        from alignment_desktop.gui.pages.results.results_views import CAMPAIGNS, FILES, PLAN

        shown = self._window.page(page)
        self._try_lead(shown)
        self._take_below(shown)
        if not isinstance(shown, ResultsPage):
            return
        for view in (PLAN, CAMPAIGNS):
            shown.views.show_view(view)
            for theme, size in zip(self._themes, SIZES, strict=True):
                self._window.choose_theme(theme)
                self._resize(size)
                self._save(f"{page}-{view}", theme.value, size)
        shown.views.show_view(FILES)

    def _try_lead(self, shown: QWidget) -> None:
        """Pictures of scoring with one lead tried on it."""
        from alignment_desktop.gui.pages.scoring.scoring_page import ScoringPage

        if not isinstance(shown, ScoringPage):
            return
        shown.toggle_side()
        for theme, size in zip(self._themes, SIZES, strict=True):
            self._window.choose_theme(theme)
            self._resize(size)
            self._save("scoring-lead", theme.value, size)
        shown.toggle_side()

    def _take_below(self, shown: QWidget) -> None:
        """Pictures of what stands below the map of the funnel."""
        from alignment_desktop.gui.pages.funnel.funnel_page import FunnelPage
        from alignment_desktop.gui.pages.funnel.funnel_picture import FunnelPicture

        picture = shown.picture if isinstance(shown, FunnelPage) else None
        if not isinstance(picture, FunnelPicture):
            return
        for theme, size in zip(self._themes, SIZES, strict=True):
            self._window.choose_theme(theme)
            self._resize(size)
            bar = picture.area.verticalScrollBar()
            bar.setValue(bar.maximum())
            self._save("funnel-months", theme.value, size)
            bar.setValue(0)

    def _verify(self, page: str) -> None:
        """Gives the page that verifies files one that is signed."""
        from alignment_desktop.gui.pages.verification import VerificationPage

        shown = self._window.page(page)
        if isinstance(shown, VerificationPage) and self._signed is not None:
            shown.take_files([str(self._signed)])
            settle(self._session, self._window)

    def _take_document(self, page: str) -> None:
        """Pictures of a review as the document that it will be saved as."""
        from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage

        shown = self._window.page(page)
        if not isinstance(shown, ReviewsPage) or shown.preview is None:
            return
        for theme, size in zip(self._themes, SIZES, strict=True):
            self._window.choose_theme(theme)
            self._resize(size)
            shown.open_preview()
            self._save(f"{page}-document", theme.value, size)
        shown.close_preview()

    def _take_drawer(self, page: str) -> None:
        self._window.choose_theme(self._themes[0])
        self._resize(NARROW)
        if self._window.page(page).inspector() is not None:
            self._window.inspector.show_or_hide(True)
            settle(self._session, self._window)
            self._save(page, "drawer", NARROW)

    def _resize(self, size: tuple[int, int]) -> None:
        self._window.resize(*size)
        settle(self._session, self._window)

    def _save(self, page: str, what: str, size: tuple[int, int]) -> None:
        settle(self._session, self._window)
        name = f"{page}-{what}-{size[0]}x{size[1]}.png"
        save(self._window, self._folder / name)


def take_pages(
    folder: Path,
    address: Path,
    out: Path,
    wanted: list[str],
    seat: Seat,
    signed: Path | None = None,
) -> None:
    """Pictures of the wanted pages of a workspace; of all where none is named."""
    with opened(folder, address) as application:
        window, session = application.window, application.session
        assert window is not None
        assert session is not None
        settle(session, window)
        session.set_seat(seat.party, seat.person)
        photographer = Photographer(application, out, signed)
        for page in window.navigation.items:
            if not wanted or page in wanted:
                photographer.take(page)
        if (not wanted or "lead" in wanted) and session.news.batches:
            session.show_lead(LEAD)
            settle(session, window)
            photographer.take("lead")


def take_welcome(folder: Path, out: Path) -> None:
    """Pictures of what is shown where no workspace is open."""
    from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
    from alignment_desktop.gui.theme import ThemeSetting

    with opened(folder, None) as application:
        assert application.welcome is not None
        for theme in (ThemeSetting.LIGHT, ThemeSetting.DARK):
            application.switch.choose(theme)
            QApplication.processEvents()
            save(application.welcome, out / f"welcome-{theme.value}.png")
            application.workspaces.make_new()
            dialog = application.welcome.findChild(NewWorkspaceDialog)
            assert dialog is not None
            save(dialog, out / f"new-workspace-{theme.value}.png")
            dialog.reject()


def take_workshop(folder: Path, address: Path, out: Path) -> None:
    """Pictures of workshop mode: a disagreement on the table, and what came of it."""
    from alignment_desktop.domain.workshop import Scope
    from alignment_desktop.gui.theme import ThemeSetting

    _disagree(address)
    with opened(folder, address) as application:
        session, opener = application.session, application.workshop
        assert session is not None
        assert opener is not None
        settle(session, application.window or QWidget())
        opener.open()
        page, workshop = opener.page, opener.workshop
        assert page is not None
        assert workshop is not None
        page.showNormal()
        settle(session, page)
        workshop.take_up(Scope(waiting=False))
        settle(session, page)
        workshop.show_clause(DISPUTED)
        page.toggle_effect()
        acts = {
            "clause": page.show_agenda,
            "outcome": page.show_outcome,
            "minutes": page.open_preview,
        }
        for what, act in acts.items():
            act()
            for theme in (ThemeSetting.LIGHT, ThemeSetting.DARK):
                application.switch.choose(theme)
                for size in SIZES:
                    page.resize(*size)
                    settle(session, page)
                    name = f"workshop-{what}-{theme.value}-{size[0]}x{size[1]}.png"
                    save(page, out / name)
        page.close()


def _disagree(address: Path) -> None:
    """Sales proposes to promise less, and both say why."""
    from alignment_desktop.services.commenting import WriteComment
    from alignment_desktop.services.proposing import ProposeText

    name = clause_name(*DISPUTED)
    with Workspace.open(str(address)) as workspace:
        clause = workspace.draft().agreement.clauses[DISPUTED]
        table = {**write_clause(clause), "target": ">= 90 %", "limit": "6 business hours"}
        text = write_text(Agreement("", {DISPUTED: read_clause(DISPUTED[0], table)}))
        said = {
            "sales": "With one of us on leave, four hours is a promise we would break.",
            "marketing": "Would six hours until the end of the month be enough?",
        }
        by = Actor(None, "sales", COMMAND)
        workspace.execute(ProposeText(text, "sales"), by=by, at=NOW)
        for party, words in said.items():
            by = Actor(None, party, COMMAND)
            workspace.execute(WriteComment(name, words, party), by=by, at=NOW)


def _review(address: Path) -> None:
    """Both parties write into the review of the quarter."""
    from alignment_desktop.services.reviewing import AddReviewRecord

    lines = (
        ("decision", {"text": "Friday duty until 17:30, by rota", "why": "14 of 51 were late"}),
        ("decision", {"text": "€15,000 moves from calling to campaigns"}),
        (
            "action",
            {"text": "Owner for EMEA leads within an hour", "owner": "ops", "due": "2027-01-15"},
        ),
        ("action", {"text": "CRM asks for a return reason", "owner": "ops", "due": "2027-01-22"}),
        (
            "action",
            {"text": "Litware story", "owner": "cmo", "status": "done", "outcome": "Sent."},
        ),
        ("note", {"text": "The fair in Cologne was moved to February."}),
    )
    with Workspace.open(str(address)) as workspace:
        for sort, fields in lines:
            by = Actor("cso", "sales", COMMAND)
            workspace.execute(AddReviewRecord("", sort, fields), by=by, at=NOW)


def _sign(address: Path, folder: Path) -> Path:
    """All sign the agreement, whose file is given; Sales signs the review, which is frozen."""
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.services.agreement_documents import export_agreement
    from alignment_desktop.services.exporting import Wanted
    from alignment_desktop.services.identities import IssueIdentity
    from alignment_desktop.services.review_freezing import FreezeReview
    from alignment_desktop.services.signing import SignVersion

    people = {"sales": ("Marie Lindner", "cso"), "marketing": ("Daniel Okafor", "cmo")}
    people["sponsor"] = "Ingrid Halvorsen", "cro"
    by = Actor(None, None, COMMAND)
    with Workspace.open(str(address)) as workspace:
        review = workspace.execute(FreezeReview(), by=by, at=NOW).content
        content = export_agreement(workspace, Wanted(version=1), now=NOW).content
        for party, (name, person) in people.items():
            issued = workspace.execute(IssueIdentity(name, party, person, "root"), by=by, at=NOW)
            mark = Mark(typed=name)
            if party == "sales":
                command = SignVersion(review, party, issued.identity, mark)
                workspace.execute(command, by=by, at=NOW)
            command = SignVersion(content, party, issued.identity, mark)
            content = workspace.execute(command, by=by, at=NOW).content
    path = folder / "agreement-signed.pdf"
    path.write_bytes(content)
    return path


def take_documents(address: Path, out: Path) -> None:
    """Both documents of a workspace, and a picture of each of their pages."""
    from alignment_desktop.services.agreement_documents import export_agreement
    from alignment_desktop.services.exporting import Wanted
    from alignment_desktop.services.review_documents import export_review

    out.mkdir(parents=True, exist_ok=True)
    with Workspace.open(str(address)) as workspace:
        documents = {
            "agreement": export_agreement(workspace, Wanted(), now=NOW),
            "review": export_review(workspace, Wanted(), now=NOW),
        }
    for name, document in documents.items():
        (out / f"{name}.pdf").write_bytes(document.content)
        with pypdfium2.PdfDocument(document.content) as pdf:
            for number, page in enumerate(pdf, start=1):
                page.render(scale=_SCALE).to_pil().save(out / f"{name}-{number:02}.png")


def take_for_readme(pictures: Path, out: Path) -> None:
    """The few pictures that the README shows, with 256 colours each, so that they stay small."""
    out.mkdir(parents=True, exist_ok=True)
    shown = {
        f"{page}-{theme}": pictures / "full" / f"{page}-{theme}-1440x900.png"
        for page in SHOWN
        for theme in ("light", "dark")
    }
    for document in ("agreement", "review"):
        shown[f"{document}-first-page"] = pictures / "documents" / f"{document}-01.png"
    for name, path in shown.items():
        with Image.open(path) as picture:
            # Colours that are rare, such as those of a party, are kept too.
            few = picture.convert("RGB").quantize(
                256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
            few.save(out / f"{name}.png", optimize=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder of the pictures")
    parser.add_argument(
        "--pages",
        default="",
        help="such as commitments,scoreboard,welcome,documents,workshop; else all",
    )
    parser.add_argument("--readme", type=Path, metavar="FOLDER", help="also what the README shows")
    arguments = parser.parse_args()
    wanted = [name for name in arguments.pages.split(",") if name]
    if wanted and arguments.readme:
        wanted = sorted({*wanted, *SHOWN, "documents"})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _use_large_screen(folder)
        os.environ["XDG_DATA_HOME"] = name  # else the user's own memory of workspaces
        full, blank = folder / "northwind.align", folder / "plan.align"
        new_sample(str(full), by=Actor(None, None, COMMAND), at=NOW, monitor=Silent()).close()
        Workspace.new(str(blank), by=Actor(None, None, COMMAND), at=BEFORE).close()
        _review(full)
        signed = _sign(full, folder)
        seat = Seat("sales", "cso")
        take_pages(folder, full, arguments.out / "full", wanted, seat, signed)
        take_pages(folder, blank, arguments.out / "empty", wanted, Seat())
        if not wanted or "welcome" in wanted:
            take_welcome(folder, arguments.out)
        if not wanted or "documents" in wanted:
            take_documents(full, arguments.out / "documents")
        if arguments.readme:
            take_for_readme(arguments.out, arguments.readme)
        if not wanted or "workshop" in wanted:
            take_workshop(folder, full, arguments.out / "workshop")
    count = len(list(arguments.out.rglob("*.png")))
    print(f"{count} pictures are in {arguments.out}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
