"""Starting an empty page, or an empty agreement, from a template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.regional import own_currency, own_time_zone
from alignment_desktop.gui.wording import other_words, user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.widgets.empty_page import EmptyPage
    from alignment_desktop.services.writing import Written


class TemplateStart:
    """Offers the templates that have clauses of some kinds, and writes those of the chosen one."""

    def __init__(self, session: Session, kinds: Sequence[str]) -> None:
        self._session, self._kinds = session, tuple(kinds)

    @property
    def is_bare(self) -> bool:
        """Whether the agreement has no clause of these kinds; its header is always there."""
        clauses = self._session.draft.agreement.clauses
        return not any(kind in self._kinds for kind, _ in clauses if kind != HEADER)

    def offer_on(self, empty: EmptyPage) -> None:
        """Offers them on an empty page; they are read when somebody wants to choose."""
        empty.offer_menu(wording().common.start_from_a_template(), self._choices)
        empty.menu_chosen.connect(self.start)

    def offers(self) -> tuple[Offer, ...]:
        """The same for menu and palette, while there is nothing yet."""
        if not self.is_bare or self._session.read_only:
            return ()
        its, words = wording().clauses, other_words("template-start")
        return tuple(
            Offer(its.start_from(template=name), "", partial(self.start, key), words=words)
            for key, name, _note in self._choices()
        )

    def start(self, template: str) -> None:
        """Writes the clauses of a template, as one step to undo."""
        session = self._session
        from alignment_desktop.services.template_pages import StartFromTemplate

        def done(written: Written) -> None:
            count = len(written.added)
            session.notify(
                wording().clauses.started(count, count=count, template=_name(template)),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )

        session.execute(
            StartFromTemplate(
                template, self._kinds, own_time_zone(), own_currency(), session.label
            ),
            done=done,
        )

    def _choices(self) -> list[tuple[str, str, str]]:
        from alignment_desktop.services.template_pages import templates_with

        say = user_language().say
        found = templates_with(self._kinds)
        return [(key, _name(key), say(f"templates.{key}.note")) for key in found]


def _name(template: str) -> str:
    return user_language().say(f"templates.{template}.name")
