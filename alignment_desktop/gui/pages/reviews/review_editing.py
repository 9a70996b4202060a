"""Saves what is typed into a review, and keeps in its field what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.pages.reviews.review_fields import ReviewField
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.reviewing import Written
    from alignment_desktop.services.workspace import Command

_LONGEST = 300  # letters of what another wrote


class ReviewEditing(QObject):
    """Carries out what the fields of a review want."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def write(self, period: str, sort: str, field: ReviewField, text: str) -> None:
        """Writes headline or paragraph."""
        from alignment_desktop.services.reviewing import WriteReviewText

        command = WriteReviewText(period, sort, text, self._session.label, field.seen)
        self._save(command, field, text)

    def add(self, period: str, sort: str, field: ReviewField, text: str) -> None:
        """Writes a new decision, action or note, and then empties the field."""
        from alignment_desktop.services.reviewing import AddReviewRecord

        command = AddReviewRecord(period, sort, {"text": text}, self._session.label)

        def done(written: Written) -> None:
            field.saved(text, written.revision)
            field.show_standing("", written.revision)

        self._session.execute(command, done=done, failed=partial(self._refused, field))

    def edit(self, record: int, name: str, field: ReviewField, text: str) -> None:
        """Writes something else into a field of a record."""
        from alignment_desktop.services.reviewing import EditReviewRecord

        self._save(EditReviewRecord(record, {name: text}, field.seen), field, text)

    def remove(self, record: int, seen: int, field: ReviewField) -> None:
        """Takes a record out; what another changed in it meanwhile is shown beside the field."""
        from alignment_desktop.services.reviewing import RemoveReviewRecord

        command = RemoveReviewRecord(record, seen)
        self._session.execute(command, failed=partial(self._refused, field))

    def carry(self, period: str, actions: Sequence[int]) -> None:
        """Goes on with actions of the review before."""
        from alignment_desktop.services.reviewing import CarryActions

        session = self._session

        def done(count: int) -> None:
            session.notify(
                wording().reviews.carried_over(count, count=count),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )

        session.execute(CarryActions(period, tuple(actions), session.label), done=done)

    def _save(self, command: Command[Written], field: ReviewField, text: str) -> None:
        def done(written: Written) -> None:
            field.saved(text, written.revision)

        self._session.execute(command, done=done, failed=partial(self._refused, field))

    def _refused(self, field: ReviewField, problem: Problem) -> None:
        session = self._session
        if problem.code != "review-changed-since":
            field.refuse(session.sentence(problem))
            return
        from alignment_desktop.gui.inspector.change_words import who_words

        who = who_words(cast("tuple[Actor, ...]", problem.facts["by"]), session.draft.agreement)
        standing = " ".join(str(problem.facts["standing"]).split())
        shown = standing if len(standing) <= _LONGEST else f"{standing[: _LONGEST - 1]}…"
        its = wording().inspector
        said = its.written_meanwhile(who=who, value=f"“{shown}”")
        changed = cast("int", problem.facts["changed"])
        field.refuse(said if standing else its.emptied_meanwhile(who=who), changed)
        # Escape shows what the other wrote, which may not have been read yet.
        session.look()
