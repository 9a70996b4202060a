"""What Ctrl+K finds of the window itself: its pages, its actions, and what each page can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from alignment_desktop.gui.page import Offer, PageSpec
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.window.window_actions import WindowActions, entry_of
from alignment_desktop.gui.window.window_pages import WindowPages
from alignment_desktop.gui.wording import other_words, wording
from alignment_desktop.values import dataclass

_LOOK_AGAIN = 50  # milliseconds
_LOOKS = 200


@dataclass(frozen=True, slots=True)
class PaletteParts:
    """What the palette finds, and what does it.

    Attributes:
        pages: The window's pages.
        own: The window's actions.
        more_actions: Further ones, by the key that their entry gets.
        more_entries: What is found beside pages and actions.
        show_page: Shows a page now.
        open_page: Shows a page as soon as it is made.
        notify: Shows a message.
    """

    pages: WindowPages
    own: WindowActions
    more_actions: Mapping[str, QAction]
    more_entries: Callable[[], Sequence[PaletteEntry]]
    show_page: Callable[[str], None]
    open_page: Callable[[str], None]
    notify: Callable[[Notice], None]


class PaletteSource(QObject):
    """Lists what the palette finds, and does what was chosen there."""

    def __init__(self, parts: PaletteParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._pages = parts.pages

    def entries(self) -> tuple[PaletteEntry, ...]:
        """All that is found, what the page in sight can do before what others can.

        Pages that are not made yet say later what they can do.
        """
        own, page = self._parts.own, wording().frame.page()
        pages = [
            entry_of(f"page:{spec.name}", own.pages[spec.name], spec.icon, page)
            for spec in self._pages.listed
        ]
        self._pages.want_all()
        made = [spec for spec in self._pages.listed if self._pages.is_whole(spec.name)]
        made.sort(key=lambda spec: spec.name != self._pages.current)
        offered = (entry for spec in made for entry in self._offered(spec))
        return (*pages, *self._action_entries(), *offered, *self._parts.more_entries())

    def follow(self, entry: PaletteEntry) -> bool:
        """Does what was chosen; whether it was the window's own to do."""
        kind, _, name = entry.key.partition(":")
        if kind == "page":
            self._parts.open_page(name)
        elif kind == "offer":
            page, _, text = name.partition(":")
            self._take(page, text, _LOOKS)
        elif entry.key in self._parts.more_actions:
            self._parts.more_actions[entry.key].trigger()
        elif kind == "window":
            self._trigger(self._own()[name])
        else:
            return False
        return True

    def _own(self) -> dict[str, QAction]:
        own = self._parts.own
        found = {"undo": own.undo, "redo": own.redo}
        found |= {f"theme-{setting}": action for setting, action in own.themes.items()}
        found |= {f"seat-{party}": action for party, action in own.seats.items()}
        found |= {"larger": own.larger, "smaller": own.smaller, "first-size": own.first_size}
        found |= {"help": own.help, "tour": own.tour}
        return found | {"sidebar-left": own.navigation, "sidebar-right": own.inspector}

    def _action_entries(self) -> Iterator[PaletteEntry]:
        word = wording().frame.action()
        for name, action in self._own().items():
            icon, text, more = name, "", name
            if name.startswith("theme-"):
                icon, more = "sun", "theme"
                text = wording().frame.colours(name=action.text())
            elif name.startswith("seat-"):
                icon, more = "people", "seat"
                text = wording().seats.at_the_keyboard(who=action.text())
            elif name in ("larger", "smaller", "first-size"):
                icon, more = "search", "size"
                text = wording().frame.size_of_everything(name=action.text())
            elif name in ("help", "tour"):
                icon, more = "info", "help"
            elif name.startswith("sidebar-"):
                more = "sidebar"
                text = wording().frame.show_or_hide(name=action.text())
            # That there is nothing to undo is said when it is chosen, not by its being missing.
            if action.isEnabled() or name in ("undo", "redo"):
                yield entry_of(f"window:{name}", action, icon, word, text, other_words(more))
        for key, action in self._parts.more_actions.items():
            if action.isEnabled():
                more = other_words(action.objectName())
                yield entry_of(key, action, "chevron-right", word, words=more)

    def _offered(self, spec: PageSpec) -> Iterator[PaletteEntry]:
        """What can be done on a page; of another page nothing that is done to its selection."""
        here = spec.name == self._pages.current
        for offer in self._pages.of(spec.name).offers():
            if offer.enabled if here else not offer.of_selection:
                yield PaletteEntry(
                    f"offer:{spec.name}:{offer.text}",
                    offer.text,
                    spec.title,
                    spec.icon,
                    offer.keys,
                    offer.words,
                )

    def _take(self, page: str, text: str, looks: int) -> None:
        """Does something on its page, as soon as the page is there for it."""
        self._parts.show_page(page)
        offer = self._offer(page, text)
        if offer is not None and offer.enabled:
            offer.act()
        elif looks and offer is not None:
            QTimer.singleShot(_LOOK_AGAIN, self, lambda: self._take_later(page, text, looks - 1))

    def _take_later(self, page: str, text: str, looks: int) -> None:
        if self._pages.current == page:  # else the user has gone elsewhere
            self._take(page, text, looks)

    def _offer(self, page: str, text: str) -> Offer | None:
        offers = self._pages.of(page).offers()
        return next((offer for offer in offers if offer.text == text), None)

    def _trigger(self, action: QAction) -> None:
        if action.isEnabled():
            action.trigger()
            return
        undo = action is self._parts.own.undo
        words = wording().frame
        text = words.nothing_to_undo() if undo else words.nothing_to_redo()
        self._parts.notify(Notice(text))
