"""The navigation: whose agreement this is, its pages in groups, and who is at the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD, REGULAR, SEMIBOLD, font
from alignment_desktop.gui.icons import Icons, icon_pixmap
from alignment_desktop.gui.page import PageSpec
from alignment_desktop.gui.painting.avatar import paint_avatar
from alignment_desktop.gui.painting.consent_mark import NEITHER, Consent
from alignment_desktop.gui.painting.text_lines import draw_line
from alignment_desktop.gui.seats.seat_entries import SeatEntry
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ConsentMark, ElidedLabel, label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

_BEFORE_TITLE, _BETWEEN, _AFTER_COUNT = 35, 5, 10
"""Pixels of a line before its title, which its drawing takes, before its count and behind that."""
_ASIDE = 10
_LEAST, _WIDEST = 214, 264


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose agreement is open, and how it stands.

    Attributes:
        organisation: Whose it is.
        agreement: Its label, in words.
        consent: Where both parties stand on the whole.
    """

    organisation: str
    agreement: str
    consent: Consent = NEITHER


class _Painted(QAbstractButton):
    """A flat button that paints itself."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch.changed.connect(self.update)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._switch.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent_tint" if self.isChecked() else "soft_line" if self.underMouse() else ""
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()


class NavigationItem(_Painted):
    """One page in the navigation with its count, or an action with its key.

    Attributes:
        stepped: An arrow key was pressed: +1 for down, -1 for up.
    """

    stepped = Signal(int)

    def __init__(self, title: str, icon: str, switch: ThemeSwitch) -> None:
        super().__init__(switch)
        self._icon, self._count = icon, ""
        self.setText(title)
        self.setCheckable(True)
        self.setFixedHeight(30)
        self.show_count("")

    @property
    def count(self) -> str:
        """What stands behind the title."""
        return self._count

    def show_count(self, count: str) -> None:
        """Shows another count; empty: none."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        title = QFontMetricsF(font(13, SEMIBOLD)).horizontalAdvance(self.text())
        count = QFontMetricsF(font(11, SEMIBOLD, tabular=True)).horizontalAdvance(self._count)
        return QSize(ceil(_BEFORE_TITLE + title + _BETWEEN + count + _AFTER_COUNT), 30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        chosen = self.isChecked()
        painter = QPainter(self)
        self._paint_ground(painter)
        ink = theme.colour("accent" if chosen else "muted")
        pixmap = icon_pixmap(self._icon, ink, 18, self.devicePixelRatioF())
        painter.drawPixmap(9, 6, pixmap)
        small = font(11, SEMIBOLD if chosen else REGULAR, tabular=True)
        count_width = QFontMetricsF(small).horizontalAdvance(self._count)
        box = QRectF(self.rect()).adjusted(_BEFORE_TITLE, 0, -_AFTER_COUNT, 0)
        painter.setFont(small)
        # Muted is never set on a tint.
        quiet = "accent" if chosen else "neutral" if self.underMouse() else "muted"
        painter.setPen(theme.colour(quiet))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, self._count)
        type_ = font(13, SEMIBOLD if chosen else REGULAR)
        room = box.width() - count_width - _BETWEEN
        title = QFontMetricsF(type_).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(type_)
        painter.setPen(theme.colour("accent" if chosen else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)


class SeatButton(_Painted):
    """Who is at the keyboard; pressing it lists who else can sit down."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch)
        self.setFixedHeight(44)
        self._entry: SeatEntry | None = None
        self.ask()

    @property
    def entry(self) -> SeatEntry | None:
        """Who is at the keyboard; None while it is asked."""
        return self._entry

    def ask(self) -> None:
        """Asks who is at the keyboard."""
        self._say(None, wording().seats.who_are_you())

    def show_seat(self, entry: SeatEntry) -> None:
        """Shows who is at the keyboard now."""
        self._say(entry, wording().seats.at_the_keyboard(who=entry.spoken))

    def _say(self, entry: SeatEntry | None, spoken: str) -> None:
        self._entry = entry
        self.setAccessibleName(spoken)
        set_tool_tip(self, wording().seats.who_is_at_the() if entry is None else spoken)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, 44)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, entry = self._switch.theme, self._entry
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self._paint_ground(painter)
        middle = self.height() / 2
        box = QRectF(self.rect()).adjusted(46, 4, -26, -4)
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(middle + 1)
        lower.setTop(middle - 1)
        if entry is None:
            ink = theme.colour("accent")
            pixmap = icon_pixmap("people", ink, 20, self.devicePixelRatioF())
            painter.drawPixmap(13, round(middle - 10), pixmap)
            words = wording().seats
            draw_line(painter, upper, words.who_are_you(), font(13, SEMIBOLD), ink)
            draw_line(painter, lower, words.choose_your_name(), font(12), ink)
        else:
            paint_avatar(painter, QRectF(8, middle - 15, 30, 30), entry.letters, entry.tone, theme)
            draw_line(painter, upper, entry.name, font(13, SEMIBOLD), theme.colour("text"))
            first = entry.side if entry.letters else entry.detail
            ink = theme.colour(entry.tone)
            draw_line(painter, lower, first, font(12), ink)
        pixmap = icon_pixmap("chevron-up", theme.colour("muted"), 14, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 22, round(middle - 7), pixmap)


class Navigation(QWidget):
    """The window's left pane.

    Attributes:
        page_chosen: Carries the name of the page that was pressed.
        seats_wanted: Who can sit at the keyboard is to be listed.
    """

    page_chosen = Signal(str)
    seats_wanted = Signal()

    def __init__(
        self,
        pages: Sequence[PageSpec],
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(wording().frame.navigation())
        self._switch = switch
        self._items: dict[str, NavigationItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(icons))
        column.addWidget(self._scrolled(pages), 1)
        column.addLayout(self._foot(pages))
        self._widen()

    @property
    def items(self) -> Mapping[str, NavigationItem]:
        """The entries by page name, from top to bottom."""
        return self._items

    def show_standing(self, standing: Standing) -> None:
        """Shows whose agreement is open."""
        self._organisation.setText(standing.organisation)
        self._agreement.setText(standing.agreement)
        self._mark.show_consent(standing.consent)

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Shows counts by page name; a page that is not named has none."""
        for name, item in self._items.items():
            item.show_count(counts.get(name, ""))
        self._widen()

    def _widen(self) -> None:
        """Takes the room that the longest title needs with its count; never less than before."""
        widest = max(item.sizeHint().width() for item in self._items.values()) + 2 * _ASIDE
        self.setMinimumWidth(max(self.minimumWidth(), _LEAST, min(widest, _WIDEST)))

    def add_action_item(self, action: QAction, title: str, icon: str) -> NavigationItem:
        """Offers something to be done at the foot, above the pages there, with its key."""
        item = NavigationItem(title, icon, self._switch)
        item.setCheckable(False)
        item.show_count(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        item.clicked.connect(lambda _on: action.trigger())
        self._foot_column.insertWidget(0, item)
        return item

    def show_current(self, name: str) -> None:
        """Marks the page that is shown."""
        if name in self._items:
            self._items[name].setChecked(True)

    def _head(self, icons: Icons) -> QHBoxLayout:
        self._mark = ConsentMark(self._switch, NEITHER, 25)
        self._organisation = ElidedLabel(self._switch, 14, BOLD)
        self._agreement = ElidedLabel(self._switch, 11, REGULAR, "muted")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._organisation)
        words.addWidget(self._agreement)
        self.menu_button = QToolButton()
        self.menu_button.setAccessibleName(wording().frame.menu())
        set_tool_tip(self.menu_button, wording().frame.menu_f10())
        self.menu_button.setIconSize(QSize(18, 18))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.dress(self.menu_button, "menu")
        head = QHBoxLayout()
        head.setContentsMargins(18, 14, 6, 12)
        head.setSpacing(9)
        head.addWidget(self._mark)
        head.addLayout(words, 1)
        head.addWidget(self.menu_button)
        return head

    def _scrolled(self, pages: Sequence[PageSpec]) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_ASIDE, 0, _ASIDE, 8)
        column.setSpacing(0)
        group = ""
        for spec in pages:
            if not spec.group:
                continue
            if spec.group != group:
                group = spec.group
                heading = label(group.upper(), 11, SEMIBOLD, "muted")
                heading.setContentsMargins(10, 12, 0, 5)
                spaced = heading.font()
                spaced.setLetterSpacing(spaced.SpacingType.AbsoluteSpacing, 0.6)
                heading.setFont(spaced)
                column.addWidget(heading)
            column.addWidget(self._item(spec))
        column.addStretch(1)
        return ColumnArea(inside)

    def _foot(self, pages: Sequence[PageSpec]) -> QVBoxLayout:
        self._foot_column = foot = QVBoxLayout()
        foot.setContentsMargins(10, 4, 10, 6)
        foot.setSpacing(0)
        for spec in pages:
            if not spec.group:
                foot.addWidget(self._item(spec))
        line = QFrame()
        line.setObjectName("keyboard_line")
        line.setFixedHeight(1)
        self.seat_button = SeatButton(self._switch)
        self.seat_button.clicked.connect(self.seats_wanted)
        foot.addSpacing(6)
        foot.addWidget(line)
        foot.addSpacing(6)
        foot.addWidget(self.seat_button)
        return foot

    def _item(self, spec: PageSpec) -> NavigationItem:
        item = NavigationItem(spec.title, spec.icon, self._switch)
        item.clicked.connect(lambda _on, name=spec.name: self.page_chosen.emit(name))
        item.toggled.connect(lambda on, item=item: self._only(item) if on else None)
        item.stepped.connect(lambda step, item=item: self._step(item, step))
        self._items[spec.name] = item
        return item

    def _only(self, chosen: NavigationItem) -> None:
        """Groups and foot are two parents, so exclusiveness is ours to keep."""
        for item in self._items.values():
            item.setChecked(item is chosen)
            # One stop for Tab; the arrow keys go from page to page.
            policy = Qt.FocusPolicy.StrongFocus if item is chosen else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(policy)

    def _step(self, item: NavigationItem, step: int) -> None:
        items = list(self._items.values())
        target = items[(items.index(item) + step) % len(items)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()
