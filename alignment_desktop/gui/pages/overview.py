"""The overview: what is agreed, what waits for whom, what was kept, and what came in lately."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import HEADER, PARTIES, display_name
from alignment_desktop.domain.consistency import Finding, check
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.domain.scoreboard import Board, ScoreLine, View
from alignment_desktop.gui.fonts import BOLD, MEDIUM, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.page_header import tool_row
from alignment_desktop.gui.page_list import KINDS_OF_PAGE, page_title
from alignment_desktop.gui.pages.clause_words import day, number
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import Consent, Stand
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card, Stat, StatRow
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_row import Link, LinkRow
from alignment_desktop.gui.wording import (
    kind_words,
    party_words,
    sheet_words,
    status_words,
    user_language,
)
from alignment_desktop.phrasing.figures import short_text
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.wording import finding_text

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_MOST = 6
_MOST_FIGURES = 12
_TONES = {"kept": "kept", "at_risk": "at_risk", "missed": "missed"}
_TONES_OF_FINDING = {"error": "missed", "warning": "at_risk", "hint": "neutral"}
_ORDER = ("missed", "at_risk", "too_few", "open", "kept", "no_data")
"""What wants looking at comes first."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What had to be worked out for the page.

    Attributes:
        board: The scoreboard of the whole agreement; None where nothing was imported.
        batches: The imports that count, the newest first.
    """

    board: Board | None
    batches: tuple[BatchRow, ...]


class LinkCard(Card):
    """A titled card of rows that lead somewhere."""

    def __init__(self, switch: ThemeSwitch, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._switch = switch
        self.rows: list[LinkRow] = []
        self._note = label("", 12, tone="muted")
        self._words = label("", 13, tone="muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(title, 13, BOLD), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBaseline)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        # Rows reach to the left of the heading, so that their ground has room around the words.
        for part, side in ((head, 8), (self._column, 0)):
            part.setContentsMargins(side, 0, side, 0)
            self.body.addLayout(part)
        self._words.setContentsMargins(8, 0, 8, 6)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.body.setContentsMargins(8, 14, 8, 8)
        self.body.setSpacing(6)

    def show_note(self, note: str) -> None:
        """Says something else beside the heading."""
        self._note.setText(note)

    def show_rows(self, links: Sequence[Link], otherwise: str = "") -> list[LinkRow]:
        """Shows rows; a sentence where there are none."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LinkRow(self._switch, link) for link in links]
        for row in self.rows:
            self._column.addWidget(row)
        self._words.setText("" if links else otherwise)
        self._words.setVisible(not links and bool(otherwise))
        return self.rows


class OverviewPage(Page):
    """How the agreement stands, at a glance."""

    SHOWS: ClassVar[frozenset[Hashable]] = frozenset(Changed)

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self.stats = StatRow()
        self.agreed_card = LinkCard(switch, self.tr("What is agreed"))
        self.waiting_card = LinkCard(switch, self.tr("What waits"))
        self.figures_card = LinkCard(switch, self.tr("Latest figures"))
        self.findings_card = LinkCard(switch, self.tr("What does not fit yet"))
        self.imports_card = LinkCard(switch, self.tr("Last imports"))
        self.empty = EmptyPage(
            switch,
            Emptiness(
                "overview",
                self.tr("Nothing is promised yet"),
                self.tr(
                    "Here we will see what both sides agree on, what still waits for whom, and "
                    "what was kept. It begins with one commitment."
                ),
                self.tr("Write the first commitment"),
            ),
        )
        self.empty.acted.connect(lambda: session.go_to("commitments"))
        self.agree_button = QPushButton()
        self.agree_button.setFont(font(13, MEDIUM))
        set_look(self.agree_button, "kind", "primary")
        icons.dress(self.agree_button, "check", "on_fill")
        self.agree_button.clicked.connect(self._agree)
        self._tools = tool_row(self.agree_button)
        self._build()
        session.seat_changed.connect(lambda _seat: self._show_agree_button())
        self._lately = Lately(None, ())

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def refresh(self) -> None:
        session = self._session
        agreement = session.draft.agreement
        days = agreement.header.period
        self.set_subtitle(f"{agreement.label} · {day(days.start)} – {day(days.end)}")
        written = len(agreement.clauses) > 1 or session.news.batches > 0
        self._stack.setCurrentIndex(0 if written else 1)
        self._show_agree_button()
        self._show_agreed()
        self._show_waiting()
        self._show_findings(check(agreement))
        self._show_lately(self._lately)
        label_shown, now = session.label, session.now()
        session.ask(
            "overview",
            lambda workspace, monitor: _lately(workspace, monitor, label_shown, now),
            self._show_lately,
        )

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(12)
        left = (self.agreed_card, self.findings_card, self.imports_card)
        for cards in (left, (self.waiting_card, self.figures_card)):
            one = QVBoxLayout()
            one.setSpacing(12)
            for card in cards:
                one.addWidget(card)
            one.addStretch(1)
            columns.addLayout(one, 1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.stats)
        column.addLayout(columns)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)

    def _agree(self) -> None:
        session, party = self._session, self._session.party
        if party is None:
            return

        def done(agreed: tuple[str, ...]) -> None:
            text = self.tr("{0} agrees to all {1} clauses.")
            session.notify(
                text.format(party_words(party), len(agreed)),
                action=self.tr("Undo"),
                act=session.undo,
            )

        session.execute(Agree(party, None, session.label), done=done)

    def _show_agree_button(self) -> None:
        party = self._session.party
        waits = self._waits_for(party) if party else []
        self._tools.setVisible(bool(waits))
        if party:
            text = self.tr("Agree to all {0} as {1}")
            self.agree_button.setText(text.format(len(waits), party_words(party)))

    def _waits_for(self, party: str) -> list[ClauseId]:
        draft = self._session.draft
        missing = draft.consents.missing(draft.agreement.clauses)
        return [clause_id for clause_id, its in missing if its == party]

    def _show_agreed(self) -> None:
        draft = self._session.draft
        links, places = [], []
        for name, kinds in KINDS_OF_PAGE.items():
            ids = [each for each, _ in draft.agreement.in_order() if each[0] in kinds]
            if not ids:
                continue
            agreed = sum(len(draft.consents.of(each)) == len(PARTIES) for each in ids)
            count = self.tr("{0} of {1}").format(agreed, len(ids))
            held = dict.fromkeys(kind for kind, _ in ids)
            note = ", ".join(kind_words(kind, 2) for kind in list(held)[:3])
            note = "" if len(held) == 1 else f"{note} …" if len(held) > 3 else note
            links.append(Link(page_title(name), count, consent=self._consent(ids), note=note))
            waiting = [each for each in ids if len(draft.consents.of(each)) < len(PARTIES)]
            places.append((waiting or ids)[0])
        rows = self.agreed_card.show_rows(links)
        for row, (kind, key) in zip(rows, places, strict=True):
            row.clicked.connect(
                lambda _on, kind=kind, key=key: self._session.go_to(kind=kind, key=key)
            )

    def _show_waiting(self) -> None:
        draft = self._session.draft
        ids = [
            each
            for each, _ in draft.agreement.in_order()
            if len(draft.consents.of(each)) < len(PARTIES)
        ]
        # Commitments are what the agreement is about.
        ids.sort(key=lambda each: each[0] != "commitment")
        links = []
        for each in ids[:_MOST]:
            given = draft.consents.of(each)
            awaited = [party_words(party) for party in PARTIES if party not in given]
            both = len(awaited) == len(PARTIES)
            words = self.tr("Both") if both else awaited[0]
            tone = "shared" if both else "sales" if "marketing" in given else "marketing"
            name = display_name(draft.agreement.clauses[each])
            kind = kind_words(each[0]).capitalize()
            chip = Chip(words, tone)
            links.append(
                Link(name or kind, chip=chip, consent=self._consent([each]), note=name and kind)
            )
        rows = self.waiting_card.show_rows(links, self.tr("Nothing waits. Both agree to it all."))
        more = len(ids) - len(rows)
        self.waiting_card.show_note(self.tr("and {0} more").format(more) if more else "")
        for row, (kind, key) in zip(rows, ids, strict=False):
            row.clicked.connect(
                lambda _on, kind=kind, key=key: self._session.go_to(kind=kind, key=key)
            )

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        words = {
            "error": self.tr("Error"),
            "warning": self.tr("Warning"),
            "hint": self.tr("Hint"),
        }
        links = [
            Link(
                finding_text(each),
                chip=Chip(words[each.severity], _TONES_OF_FINDING[each.severity]),
            )
            for each in findings[:_MOST]
        ]
        rows = self.findings_card.show_rows(links, self.tr("Everything fits together."))
        more = len(findings) - len(rows)
        self.findings_card.show_note(self.tr("and {0} more").format(more) if more else "")
        for row, finding in zip(rows, findings, strict=False):
            row.setToolTip(finding_text(finding))
            row.clicked.connect(lambda _on, keys=finding.keys: self._show_finding(keys))

    def _show_finding(self, keys: tuple[str, ...]) -> None:
        kind, _, key = (keys[0] if keys else HEADER).partition(".")
        self._session.go_to(kind=kind, key=key)

    def _show_lately(self, lately: Lately) -> None:
        self._lately = lately
        self._show_stats(lately.board)
        self._show_figures(lately.board)
        self._show_imports(lately.batches)

    def _show_stats(self, board: Board | None) -> None:
        draft = self._session.draft
        clauses = draft.agreement.clauses
        agreed = sum(len(draft.consents.of(each)) == len(PARTIES) for each in clauses)
        versions = self._session.news.versions
        frozen = self.tr("Version {0} is frozen").format(versions)
        stats = [
            Stat(
                self.tr("Agreed by both"),
                self.tr("{0} of {1}").format(agreed, len(clauses)),
                frozen if versions else self.tr("No version is frozen yet"),
            )
        ]
        for party in PARTIES:
            waits = self._waits_for(party)
            commitments = sum(kind == "commitment" for kind, _ in waits)
            note = self.tr("{0} of them commitments").format(commitments)
            words = self.tr("Waits for {0}").format(party_words(party))
            nothing = self.tr("Agrees to everything")
            stats.append(Stat(words, str(len(waits)), note if waits else nothing))
        stats.append(self._kept_stat(board))
        self.stats.show_stats(stats)

    def _kept_stat(self, board: Board | None) -> Stat:
        words = self.tr("Commitments kept")
        if board is None:
            return Stat(words, "–", self.tr("No results yet"))
        judged = [line.status for line in board.lines if line.status in _TONES]
        count = {status: judged.count(status) for status in _TONES}
        note = self.tr("{0} at risk, {1} missed").format(count["at_risk"], count["missed"])
        figure = self.tr("{0} of {1}").format(count["kept"], len(judged))
        tone = "missed" if count["missed"] else "at_risk" if count["at_risk"] else "kept"
        return Stat(words, figure, note, note_tone=tone)

    def _show_figures(self, board: Board | None) -> None:
        lines = sorted(board.lines if board else (), key=lambda line: _ORDER.index(line.status))
        links = [self._figure_link(line) for line in lines[:_MOST_FIGURES]]
        rows = self.figures_card.show_rows(
            links, self.tr("Drop a spreadsheet on this window to see what was kept.")
        )
        more = len(lines) - len(rows)
        self.figures_card.show_note(self.tr("and {0} more").format(more) if more else "")
        for row in rows:
            row.clicked.connect(lambda _on: self._session.go_to("scoreboard"))

    def _figure_link(self, line: ScoreLine) -> Link:
        chip = Chip(status_words(line.status), _TONES.get(line.status, "neutral"))
        return Link(line.name, short_text(line.value, line.unit, user_language()), chip)

    def _show_imports(self, batches: Sequence[BatchRow]) -> None:
        links = []
        for row in batches[:3]:
            rows = self.tr("{0} rows").format(number(row.rows))
            when = day(row.imported_at.astimezone().date())
            links.append(Link(row.file, f"{rows} · {when}", note=sheet_words(row.kind)))
        rows_shown = self.imports_card.show_rows(links, self.tr("Nothing has been imported yet."))
        for shown in rows_shown:
            shown.clicked.connect(lambda _on: self._session.go_to("results"))

    def _consent(self, ids: Sequence[ClauseId]) -> Consent:
        """Where both stand on several clauses: each agrees where it agrees to every one."""
        consents = self._session.draft.consents
        agrees = [all(party in consents.of(each) for each in ids) for party in PARTIES]
        sales, marketing = (Stand.AGREES if each else Stand.NOT_YET for each in agrees)
        return Consent(sales, marketing)


def _lately(
    workspace: Workspace, monitor: Monitor, label_shown: str | None, now: datetime
) -> Lately:
    # Measuring is a heavy library's work: it is loaded here, in the pool, not with the window.
    from alignment_desktop.services.importing import batches
    from alignment_desktop.services.scoreboard import scoreboard, sources_of

    counting = tuple(row for row in reversed(batches(workspace)) if not row.withdrawn)
    if not counting:
        return Lately(None, ())
    sources = sources_of(workspace, now=now, label=label_shown)
    return Lately(scoreboard(sources, View(), monitor).board, counting)
