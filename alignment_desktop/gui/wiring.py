"""Joins a window and its session: standing, counts, undo, notices, seats, and ways to clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.clauses import KINDS, PARTIES, clause_name
from alignment_desktop.domain.discussion_entries import ProposalAnswered
from alignment_desktop.domain.proposals import DECLINE
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.painting.consent_mark import Consent, consent_of
from alignment_desktop.gui.seats.seat_wiring import SEAT, SeatWiring
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.navigation import Standing
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE, icon_of_kind, page_of_kind
from alignment_desktop.gui.window.page_trail import ShowsLeads
from alignment_desktop.gui.window.place import FILES, FREEZING, REVIEW, SIGNING, Place
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.wording import kind_words, user_language, wording
from alignment_desktop.phrasing.clauses import short_name

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.lead_directory import FoundLead, LeadDirectory
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_FINDING = "palette leads"
_LETTERS = 2
"""So many have to be typed before leads are looked for."""
LEAD = "lead"
"""The page of one lead, and what the palette's entries of leads begin with."""


@runtime_checkable
class ShowsClauses(Protocol):
    """A page on which single clauses can be brought into sight."""

    def select(self, name: str) -> None:
        """Selects one by its name, `kind.key`."""
        ...


@runtime_checkable
class WritesClauses(Protocol):
    """A page on which single fields of clauses can be written."""

    def write(self, name: str, field: str) -> None:
        """Selects a clause by its name, `kind.key`, and puts the keyboard into a field of it."""
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A page on which files can be dropped."""

    def take_files(self, paths: Sequence[str]) -> None:
        """Begins with them."""
        ...


@runtime_checkable
class ShowsImports(Protocol):
    """A page on which single imports can be brought into sight."""

    def select_import(self, batch: int) -> None:
        """Selects one."""
        ...


@runtime_checkable
class ShowsReviews(Protocol):
    """A page on which the reviews of different days can be brought into sight."""

    def show_period(self, period: str) -> None:
        """Shows the review of a period; empty: of the whole agreement."""
        ...


@runtime_checkable
class ListsFiles(Protocol):
    """A page on which the files that wait can be listed."""

    def list_files(self) -> None:
        """Lists them."""
        ...


@runtime_checkable
class FreezesVersions(Protocol):
    """A page on which versions are frozen and signed."""

    def begin(self, act: str) -> None:
        """Puts the keyboard where a version is frozen or signed; in words of `Place.kind`."""
        ...


class Wiring(QObject):
    """Keeps a window true to its session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._batches: tuple[BatchRow, ...] | None = None
        self._directory: LeadDirectory | None = None

    def connect_window(self, window: MainWindow) -> None:
        """Joins the two, and shows how things stand."""
        session, own = self._session, window.actions_
        session.noticed.connect(window.notify)
        session.changed.connect(lambda changes: self._take_changes(window, changes))
        session.history_changed.connect(lambda: self._show_history(window))
        window.undo_changed.connect(lambda: self._show_history(window))
        window.page_shown.connect(lambda _name: self._show_history(window))
        session.place_wanted.connect(lambda place: self.show_place(window, place))
        session.working.connect(window.work.show_working)
        window.work.stop_wanted.connect(session.stop)
        window.palette_searched.connect(lambda words: self._find_leads(window, words))
        window.entry_chosen.connect(lambda entry: self._follow(window, entry))
        own.undo.triggered.connect(lambda _on: self._undo(window))
        own.redo.triggered.connect(lambda _on: self._redo(window))
        self._seats = SeatWiring(session, window, self)
        self._show(window)
        self._show_history(window)

    def show_place(self, window: MainWindow, place: Place) -> None:
        """Brings a page or a clause into sight."""
        name = place.page or page_of_kind(place.kind)
        if name == LEAD or window.current_page == LEAD:
            # Whatever list a lead was opened from, and the lead itself, can be come back to.
            window.lead_to(name)
        else:
            window.show_page(name)
        page = window.page(name)
        if isinstance(page, ShowsLeads) and place.key:
            page.show_lead(place.key, place.among)
        if isinstance(page, ShowsImports) and place.key:
            page.select_import(int(place.key))
        if place.kind == FILES and isinstance(page, ListsFiles):
            page.list_files()
        if place.kind == REVIEW and isinstance(page, ShowsReviews):
            page.show_period(place.key)
        if place.kind in (FREEZING, SIGNING) and isinstance(page, FreezesVersions):
            page.begin(place.kind)
        if place.field and isinstance(page, WritesClauses):
            page.write(clause_name(place.kind, place.key), place.field)
        elif place.kind and isinstance(page, ShowsClauses):
            page.select(clause_name(place.kind, place.key))

    def _undo(self, window: MainWindow) -> None:
        """Undoes what is typed in sight and not saved, before anything that was saved."""
        page = _shown(window)
        if page is None or not page.undo_typing():
            self._session.undo()

    def _redo(self, window: MainWindow) -> None:
        """Does again what was taken back in sight, before anything that was saved."""
        page = _shown(window)
        if page is None or not page.redo_typing():
            self._session.redo()

    def show_files(self, window: MainWindow, paths: Sequence[str]) -> None:
        """Takes dropped files to the page that imports them."""
        window.show_page("results")
        page = window.page("results")
        if isinstance(page, TakesFiles):
            page.take_files(paths)

    def show_signed(self, window: MainWindow, path: Path) -> None:
        """Takes a dropped PDF: the verification page checks it, elsewhere it is filed."""
        look = partial(self._look_at, window, path)
        if window.current_page == "verification":
            look()
            return
        session = self._session

        def read(_workspace: Workspace, _monitor: Monitor) -> bytes:
            from alignment_desktop.services import filing  # noqa: F401  # loaded beside the window
            from alignment_desktop.services.signed_checks import read_signed_file

            return read_signed_file(path)

        def take(content: bytes) -> None:
            from alignment_desktop.gui.signing.filing import file_signed

            file_signed(session, content, path.name, look=look)

        session.ask("signed file", read, take)

    @staticmethod
    def _look_at(window: MainWindow, path: Path) -> None:
        window.show_page("verification")
        page = window.page("verification")
        if isinstance(page, TakesFiles):
            page.take_files([str(path)])

    def entries(self, found_more: Callable[[], None]) -> tuple[PaletteEntry, ...]:
        """What the palette finds of this workspace: clauses, its other agreements, its imports.

        Args:
            found_more: Called once there is more to be found; imports are read when they are first
                asked for.
        """
        session = self._session
        agreement, language = session.draft.agreement, user_language()
        kinds = {kind: (kind_words(kind).capitalize(), icon_of_kind(kind)) for kind in KINDS}
        clauses = [
            PaletteEntry(
                f"clause:{clause_name(kind, key)}",
                short_name(kind, clause, language) or kinds[kind][0],
                *kinds[kind],
                words=f"{key} {getattr(clause, 'abbreviation', '')}",
            )
            for (kind, key), clause in agreement.in_order()
        ]
        word = wording().frame.agreement()
        others = [
            PaletteEntry(f"agreement:{label}", label, word, "agreement")
            for label in session.news.labels
            if label != agreement.label
        ]
        return (*clauses, *others, *self._imports(found_more), *self._seats.entries())

    def _imports(self, found_more: Callable[[], None]) -> list[PaletteEntry]:
        if self._batches is None:
            self._read_imports(found_more)
        word = wording().frame.an_import()
        return [
            PaletteEntry(
                f"import:{batch.id}",
                batch.file,
                word,
                "results",
                words=f"{batch.sheet} {batch.kind}",
            )
            for batch in reversed(self._batches or ())
        ]

    def _read_imports(self, found_more: Callable[[], None]) -> None:
        def read(workspace: Workspace, _monitor: Monitor) -> tuple[BatchRow, ...]:
            from alignment_desktop.services.imported_batches import batches

            return tuple(batches(workspace))

        def take(found: tuple[BatchRow, ...]) -> None:
            self._batches = found
            if found:
                found_more()

        self._session.ask("palette imports", read, take)

    def _find_leads(self, window: MainWindow, words: str) -> None:
        """Finds leads by what is typed into the palette; they are read when first asked for."""
        if len(words.strip()) < _LETTERS or not self._session.news.batches:
            self._session.cancel(_FINDING)
            return
        known = self._directory

        def find(
            workspace: Workspace, _monitor: Monitor
        ) -> tuple[LeadDirectory, tuple[FoundLead, ...]]:
            load_measuring()
            from alignment_desktop.services.lead_directory import lead_directory

            directory = known or lead_directory(workspace)
            return directory, directory.find(words)

        def take(answer: tuple[LeadDirectory, tuple[FoundLead, ...]]) -> None:
            self._directory, found = answer
            window.palette_.show_more(words, [_entry_of(lead) for lead in found])

        self._session.ask(_FINDING, find, take)

    def _take_changes(self, window: MainWindow, changes: Changes) -> None:
        if Changed.EVIDENCE in changes.kinds:
            self._batches = self._directory = None
            self._session.cancel(_FINDING)
        self._show(window)
        self._tell_declined()

    def _tell_declined(self) -> None:
        """Tells the party at the keyboard what the other one has just declined."""
        session = self._session
        for row in session.news.rows:
            for change in row.changes:
                if not isinstance(change, ProposalAnswered) or change.answer != DECLINE:
                    continue
                if change.party == session.party:
                    continue
                proposal = session.news.discussion.proposals.get(change.number)
                if proposal is None or proposal.party != session.party:
                    continue
                # Loaded here: the window is painted before anything is declined.
                from alignment_desktop.gui.inspector.change_words import who_words

                agreement, its = session.draft.agreement, wording().proposals
                clause = agreement.clauses.get(proposal.clause_id)
                language = user_language()
                name = short_name(proposal.kind, clause, language) if clause else proposal.clause
                who = who_words([Actor(row.actor.person, change.party, "")], agreement)
                text = its.others_declined(who=who, clause=name)
                if change.why:
                    text = its.others_declined_why(who=who, clause=name, why=change.why)
                session.notify(
                    text,
                    action=its.show_it(),
                    act=partial(session.go_to, "", kind=proposal.kind, key=proposal.key),
                )

    def counts(self) -> Mapping[str, str]:
        """What stands behind the pages in the navigation."""
        draft, news = self._session.draft, self._session.news
        found = {}
        # One pass, as this is done in the window's own thread after every change.
        every, agreed = Counter[str](), Counter[str]()
        given = draft.consents.given
        for each in draft.agreement.clauses:
            every[each[0]] += 1
            agreed[each[0]] += len(given.get(each, ())) == len(PARTIES)
        for name, kinds in {**KINDS_OF_PAGE, "overview": tuple(every)}.items():
            whole = sum(every[kind] for kind in kinds)
            if whole:
                found[name] = f"{sum(agreed[kind] for kind in kinds)}/{whole}"
        if news.batches:
            found["results"] = wording().frame.files(news.batches, count=news.batches)
        waiting = len(news.reviews.open_actions(draft.id))
        if waiting:
            found["reviews"] = wording().frame.open_actions(waiting, count=waiting)
        if news.versions:
            found["agreement"] = f"v{news.versions}"
        return found

    def _follow(self, window: MainWindow, entry: PaletteEntry) -> None:
        kind, _, name = entry.key.partition(":")
        if kind == "clause":
            clause_kind, _, key = name.partition(".")
            self.show_place(window, Place(kind=clause_kind, key=key))
        elif kind == "import":
            self._session.show_import(int(name))
        elif kind == LEAD:
            self._session.show_lead(name)
        elif kind == "agreement":
            self._session.show_agreement(name)
        elif kind == SEAT:
            self._seats.sit_down(name)

    def _show(self, window: MainWindow) -> None:
        draft = self._session.draft
        header = draft.agreement.header
        window.show_standing(
            Standing(
                header.organisation or self._session.name,
                wording().frame.agreement_label(label=draft.agreement.label),
                whole_consent(self._session),
            )
        )
        window.navigation.show_counts(self.counts())

    def _show_history(self, window: MainWindow) -> None:
        session, own, page = self._session, window.actions_, _shown(window)
        its = page.undo_state() if page is not None else None
        if its is not None:
            for action, possible in zip((own.undo, own.redo), its, strict=True):
                action.setEnabled(possible)
            own.undo.setText(wording().common.undo())
            own.redo.setText(wording().frame.redo())
            return
        own.undo.setEnabled(session.can_undo)
        own.redo.setEnabled(session.can_redo)
        # In menus a single & would underline a letter of a clause's name.
        own.undo.setText(session.undo_text.replace("&", "&&"))
        own.redo.setText(session.redo_text.replace("&", "&&"))


def _entry_of(lead: FoundLead) -> PaletteEntry:
    """A lead as the palette shows it: its name, with key and account behind."""
    name = lead.name or lead.account or lead.email or lead.lead_id
    behind = (wording().lead.lead_called(name=lead.lead_id), lead.account)
    detail = " · ".join(part for part in behind if part and part != name)
    return PaletteEntry(f"{LEAD}:{lead.lead_id}", name, detail, "people", words=lead.email)


def _shown(window: MainWindow) -> Page | None:
    """The page in sight."""
    return window.page(window.current_page) if window.current_page else None


def whole_consent(session: Session) -> Consent:
    """Where both parties stand on the whole: each agrees where it agrees to all of it."""
    draft = session.draft
    given = draft.consents.given
    clauses = draft.agreement.clauses
    return consent_of(
        [party for party in PARTIES if all(party in given.get(each, ()) for each in clauses)]
    )
