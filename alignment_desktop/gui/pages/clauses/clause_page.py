"""The page of clauses: a table of the kinds that it is told, with an inspector beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import HEADER, KINDS
from alignment_desktop.domain.findings import Finding
from alignment_desktop.gui.help.topics import KeyLine
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_actions import ClauseActions, ToRemove
from alignment_desktop.gui.inspector.clause_agreeing import ClauseAgreeing
from alignment_desktop.gui.inspector.clause_inspector import REPLY_KEYS, ClauseInspector
from alignment_desktop.gui.inspector.waiting_walk import NEXT_KEYS, go_on, waiting_from
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.clauses.cell_editing import CellEditing
from alignment_desktop.gui.pages.clauses.clause_adding import ClauseAdding
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture, PictureViews
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.clipboard_rows import ClipboardRows
from alignment_desktop.gui.pages.clauses.findings_strip import FindingsStrip
from alignment_desktop.gui.pages.clauses.paste_preview import PastePreview
from alignment_desktop.gui.pages.clauses.removal_review import RemovalReview
from alignment_desktop.gui.pages.clauses.row_moves import RowMoves
from alignment_desktop.gui.pages.clauses.selection_actions import SelectionActions
from alignment_desktop.gui.pages.clauses.template_start import TemplateStart
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import Stat, StatRow
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.wording import other_words, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Workspace

_MANY = 500  # clauses whose rows take long enough to be read in a turn of their own


@dataclass(frozen=True, slots=True)
class PageKinds:
    """What a page of clauses is about.

    Attributes:
        kinds: The kinds that it shows, in order.
        icon: The drawing of its empty page.
        subtitle: The words beside its title.
        sentence: What its empty page says will be here.
        action: What the button there does.
    """

    kinds: tuple[str, ...]
    icon: str
    subtitle: str
    sentence: str
    action: str


class ClausePage(Page):
    """Lists clauses of some kinds; the inspector changes the one that is selected.

    A page that can draw its clauses has a picture beside the table, with one selection for both.

    Keys in the table: Ctrl+Enter agrees, Ctrl+Shift+Enter takes the yes back, Enter goes to the
    inspector, Delete removes, Ctrl+D duplicates, Insert adds; F2 and letters edit the cell, and
    letters seek where there is nothing to type; Ctrl+F filters. Alt+Up and Alt+Down move rows,
    Ctrl+Shift+L sorts them, Ctrl+C copies them, and Ctrl+V pastes others.
    """

    SHOWS = frozenset({Changed.AGREEMENT, Changed.CONSENT, Changed.DISCUSSION, Changed.VERSIONS})

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        kinds: PageKinds,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._icons = icons
        self._kinds = kinds
        self._to_edit = self._field = ""
        self._findings_topic = topic = f"findings {kinds.kinds[0]}"
        self._showing_topic = showing = f"showing {kinds.kinds[0]}"
        self._frozen_topic = frozen = f"frozen {kinds.kinds[0]}"
        self._frozen: tuple[int, int] | None = None
        self.destroyed.connect(lambda: session.cancel(frozen))
        self.destroyed.connect(lambda: session.cancel(topic))
        self.destroyed.connect(lambda: session.cancel(showing))
        self.clause_actions = ClauseActions(session, self)
        self._build(switch, icons)
        self._connect()
        self.set_subtitle(kinds.subtitle)

    def _build(self, switch: ThemeSwitch, icons: Icons) -> None:
        kinds = self._kinds
        self.stats = StatRow()
        nothing = wording().clauses.nothing_here_yet()
        self.empty = EmptyPage(switch, Emptiness(kinds.icon, nothing, kinds.sentence, kinds.action))
        self.template_start = TemplateStart(self._session, kinds.kinds)
        self.template_start.offer_on(self.empty)
        self.clauses = ClauseList(switch, kinds.kinds, self.empty, self._session.draft)
        self.model, self.card = self.clauses.model, self.clauses.card
        self.kind_choice, self.filter_line = self.clauses.kind_choice, self.clauses.filter_line
        self.selection_actions = SelectionActions(
            self._session, self.clause_actions, self.clauses, self
        )
        self.row_moves = RowMoves(self._session, self.clauses, switch, self)
        self.cell_editing = CellEditing(self.clauses, lambda: self.clause_inspector, self)
        self.findings = FindingsStrip()
        self.review = ClauseAgreeing(self._session, self.clause_actions, switch)
        self.removal = RemovalReview()
        self.paste_preview = PastePreview(kinds.kinds)
        self.clipboard_rows = ClipboardRows(
            self._session,
            self.clause_actions,
            self.clauses,
            kinds.kinds,
            self.paste_preview,
            self,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.clauses)
        self.views = self._make_views()
        self._build_tools()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.stats)
        column.addWidget(self.review)
        column.addWidget(self.removal)
        column.addWidget(self.paste_preview)
        column.addWidget(self._stack, 1)
        column.addWidget(self.findings)

    def _build_tools(self) -> None:
        self.agree_button = QPushButton(wording().common.agree())
        set_tool_tip(self.agree_button, wording().clauses.agree_to_what_is())
        self.check_button = QPushButton(wording().clauses.check_consistency())
        self.check_button.setCheckable(True)
        set_tool_tip(self.check_button, wording().clauses.show_what_contradicts_itself())
        self.adding = ClauseAdding(
            self._kinds.kinds, self.clause_actions, self.selection_actions, self.clauses, self
        )
        self.add_button = self.adding.button
        views = () if self.views is None else (self.views.switch,)
        self._tools = tool_row(*views, self.agree_button, self.check_button, self.add_button)
        self._tools.setParent(self)
        self._tools.hide()

    def make_picture(self) -> ClausePicture | None:
        """The page's clauses as a picture, where it can draw them; asked for when first seen."""
        return None

    def _make_views(self) -> PictureViews | None:
        if type(self).make_picture is ClausePage.make_picture:
            return None
        name = KINDS[self._kinds.kinds[0]].page
        views = PictureViews(name, self._made_picture, self._stack, self._session.views, self)
        views.changed.connect(self._show_view)
        return views

    def _made_picture(self) -> ClausePicture:
        picture = self.make_picture()
        assert picture is not None
        picture.chosen.connect(self.select)
        picture.opened.connect(partial(self.select, edit=True))
        for control in picture.selection_controls():
            self.selection_actions.work_on(control, self._in_sight)
            self.clipboard_rows.work_on(control)
            self.adding.work_on(control)
        return picture

    def _in_sight(self) -> bool:
        """Whether the user sees what is selected; if not, the inspector shows it from now on."""
        picture, name = self.picture, self.card.current_key()
        if picture is None or picture.marks(name) or self.clause_inspector.isVisible():
            return True
        self.inspection_wanted.emit()
        return False

    @property
    def picture(self) -> ClausePicture | None:
        """The picture of the clauses, where it is in sight."""
        return None if self.views is None else self.views.picture

    def _show_view(self) -> None:
        if self.picture is not None and len(self.clauses.selected()) > 1:
            # A picture marks one: keys are not to act on others that nobody sees.
            self.clauses.select(self.card.current_key())
        self._session.run_when_idle(self._showing_topic, self.shown_when_idle())
        self.main_control().setFocus()

    def _connect(self) -> None:
        self.clauses.current_changed.connect(self._show_current)
        self.clauses.selection_changed.connect(self._show_selection)
        self.clauses.kind_chosen.connect(self.adding.show_kind)
        self.card.opened.connect(self._open)
        self.cell_editing.inspection_wanted.connect(self.inspection_wanted)
        self.selection_actions.made.connect(partial(self.select, edit=True))
        self.selection_actions.accept_wanted.connect(self._accept)
        self.clause_actions.removal_wanted.connect(self._show_removal)
        self.removal.confirmed.connect(self._remove)
        self.removal.given_up.connect(self._go_back)
        self.paste_preview.closed.connect(self._go_back)
        self.stats.chosen.connect(self.follow)
        self.empty.acted.connect(self.adding.add_first)
        self.agree_button.clicked.connect(self.selection_actions.agree)
        self.check_button.toggled.connect(self.findings.show_all)
        self.findings.chosen.connect(self._show_found)
        self.clause_actions.leader_wanted.connect(lambda *_: self.inspection_wanted.emit())
        self._session.seat_changed.connect(self._show_seat)
        self.adding.work_on(self.card.table)
        QShortcut(QKeySequence("F7"), self).activated.connect(self.check_button.toggle)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._filter)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def main_control(self) -> QWidget:
        picture = self.picture
        return self.card.table if picture is None else picture.main_control()

    @override
    def inspector(self) -> QWidget | None:
        return self.clause_inspector

    @cached_property
    def clause_inspector(self) -> ClauseInspector:
        """The inspector, as what it is; made when it is first wanted."""
        made = ClauseInspector(self._session, self._switch, self._icons, self.clause_actions)
        # Until the window shows it, the inspector belongs to the page.
        made.setParent(self)
        made.hide()
        made.left.connect(self._go_back)
        made.renamed.connect(self.select)
        made.copied.connect(partial(self.select, edit=True))
        return made

    @override
    def undo_typing(self) -> bool:
        return self.clause_inspector.revert()

    @override
    def prepare(self) -> Iterator[None]:
        yield from super().prepare()
        # The form of the clause that will be shown first; each widget that is there makes a
        # change of the theme a little longer.
        agreement = self._session.draft.agreement
        first = next((kind for kind in self._kinds.kinds if agreement.of_kind(kind)), None)
        if first is not None:
            yield from self.clause_inspector.make_form(first)

    @override
    def refresh(self) -> None:
        self._session.run_when_idle(self._showing_topic, self.shown_when_idle())

    def shown_when_idle(self) -> Iterator[None]:
        """Shows the clauses as they stand now, then what is said above and below them."""
        session = self._session
        if len(session.draft.agreement.clauses) > _MANY:
            yield  # what shows the page has enough to do in its turn
        self.clauses.show_draft(session.draft, session.news.discussion, session.party)
        self.adding.show_kind()
        self.removal.refresh(session.draft, session.party)
        self.clipboard_rows.refresh()
        yield
        agreement = self._session.draft.agreement
        if self.views is not None:
            kinds = (kind for kind in self._kinds.kinds if kind != HEADER)
            drawn = any(agreement.of_kind(kind) for kind in kinds)
            self.views.show_empty(empty=not drawn and not self.clauses.proposed)
            picture = self.views.picture
            if picture is not None:
                yield from picture.show_draft()
                picture.show_selected(self.card.current_key())
        self.show_stats()

        def question(_workspace: Workspace, _monitor: Monitor) -> list[Finding]:
            from alignment_desktop.services.agreeing import check

            return check(agreement)

        self._session.ask(self._findings_topic, question, self._show_findings)
        self._ask_frozen()

    def _ask_frozen(self) -> None:
        """Reads what the last version says, once for each version."""
        session = self._session
        draft, version = session.draft, (session.draft.id, session.news.versions)
        if not session.news.versions or version == self._frozen:
            return

        def show(frozen: Version) -> None:
            self._frozen = version
            self.clauses.show_frozen(frozen.number, frozen.agreement.clauses)

        session.ask(
            self._frozen_topic,
            lambda workspace, _monitor: workspace.versions(draft)[-1],
            show,
            # That a version is damaged is told where versions are shown.
            failed=lambda _problem: None,
        )

    def select(self, name: str, *, edit: bool = False) -> None:
        """Selects a clause, written `kind.key`; with `edit` the keyboard goes to its first field.

        A kind or filter that hides it is lifted.
        """
        self._to_edit = name if edit else ""
        self.clauses.select(name)
        if self.card.current_key() == name:
            self._edit_wanted()

    def write(self, name: str, field: str) -> None:
        """Selects a clause, written `kind.key`, and puts the keyboard into a field of it."""
        self._field = field
        self.select(name, edit=True)

    def _filter(self) -> None:
        """Puts the keyboard into the filter of the table, which it brings into sight."""
        if self.views is not None and self.picture is not None:
            self.views.toggle()
        self.clauses.go_to_filter()

    def figures(self) -> list[Stat]:
        """The cards above the clauses, where the page has something to say beside them."""
        return []

    def follow(self, key: str) -> None:
        """A card was chosen: goes where it leads."""

    def show_stats(self) -> None:
        """Shows the cards as things stand; a picture has its own."""
        stats = self.figures() if self.picture is None else []
        self.stats.setVisible(bool(stats))
        self.stats.show_stats(stats)

    @override
    def offers(self) -> tuple[Offer, ...]:
        check = wording().clauses.check_consistency()
        return (
            self.adding.offer(),
            *self.selection_actions.offers(),
            *self.row_moves.offers(),
            *self.clipboard_rows.offers(),
            Offer(
                wording().clauses.filter(),
                "Ctrl+F",
                self._filter,
                bool(self.model.rowCount()),
                other_words("filter"),
                of_selection=True,
            ),
            Offer(check, "F7", self.check_button.toggle, words=other_words("check")),
            Offer(
                wording().inspector.waiting_after(),
                NEXT_KEYS,
                partial(go_on, self._session, self._here(), 1),
                waiting_from(self._session, self._here()) is not None,
                other_words("next-waiting"),
            ),
            Offer(
                wording().proposals.reply_name(),
                REPLY_KEYS,
                self._reply,
                bool(self.card.current_key()),
                other_words("reply"),
                of_selection=True,
            ),
            *(() if self.views is None else self.views.offers()),
            *(() if self.picture is None else self.picture.offers()),
            *self.adding.more_offers(),
            *self.template_start.offers(),
        )

    @override
    def own_keys(self) -> tuple[KeyLine, ...]:
        its, picture = wording().help.keys, self.picture
        if picture is not None:
            nearest, opens = KeyLine("↑ ↓ ← →", its.nearest()), KeyLine("Enter", its.open_fields())
            return (nearest, opens)
        return (
            KeyLine("Enter", its.enter()),
            KeyLine("F2", its.edit()),
            KeyLine("↑ ↓ ← →", its.arrows()),
        )

    def first_field(self) -> str:
        """The field of the selected clause that is written first; empty: the first one there is."""
        return ""

    def _edit_wanted(self) -> None:
        if not self._to_edit:
            return
        field = self._field or self.first_field()
        self._to_edit = self._field = ""
        self.inspection_wanted.emit()
        # Once the inspector is laid out and in sight.
        QTimer.singleShot(
            0,
            self.clause_inspector,
            partial(self.clause_inspector.edit, field, select=True),
        )

    def _show_current(self, key: str) -> None:
        current = self.clauses.current()
        if self.picture is not None:
            self.picture.show_selected(key)
        self.clause_inspector.show_clause(*(current or (None, None)))
        if key == self._to_edit:
            self._edit_wanted()

    def _show_removal(self, wanted: ToRemove) -> None:
        self.removal.show_uses(wanted, self._session.draft, self._session.party)

    def _go_back(self) -> None:
        """Gives the keyboard to what one works with on the page."""
        self.main_control().setFocus()

    def _remove(self, wanted: ToRemove, instead: Mapping[ClauseId, ClauseId]) -> None:
        self._go_back()
        self.clause_actions.remove_at_once(wanted.ids, wanted.seen, instead)

    def _here(self) -> ClauseId | None:
        name = self.card.current_key()
        return clause_id_of(name) if name else None

    def _reply(self) -> None:
        """Puts the keyboard into the discussion of the clause that is selected."""
        self.inspection_wanted.emit()
        QTimer.singleShot(0, self.clause_inspector, self.clause_inspector.reply)

    def _accept(self) -> None:
        """Agrees to what is proposed for the clause that is shown beside the table."""
        self.inspection_wanted.emit()
        self.clause_inspector.accept()

    def _show_selection(self) -> None:
        actions = self.selection_actions
        count = len({*actions.open_for_party(), *actions.proposed_to_party()})
        self.agree_button.setEnabled(count > 0)
        many = wording().clauses.agree_to(count=count)
        self.agree_button.setText(many if count > 1 else wording().common.agree())

    def _show_seat(self, _seat: object) -> None:
        self.clauses.show_party(self._session.party)
        self.removal.hide()
        self._show_selection()
        self.show_stats()

    def _show_findings(self, found: list[Finding]) -> None:
        kinds = self._kinds.kinds
        own = [one for one in found if any(clause_id_of(key)[0] in kinds for key in one.keys)]
        self.findings.show_findings(own, kinds, self._session.draft.agreement)

    def _show_found(self, name: str, field: str) -> None:
        if field:
            self.write(name, field)
        else:
            self.select(name)

    def _open(self, _key: str) -> None:
        self.inspection_wanted.emit()
        self.clause_inspector.edit()
