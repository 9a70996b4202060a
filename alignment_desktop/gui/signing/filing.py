"""Taking back a PDF that was signed elsewhere: filed with its version, or refused with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.filing import Filed


def file_signed(
    session: Session, content: bytes, name: str, *, look: Callable[[], None] | None = None
) -> None:
    """Files a signed PDF with the version that it is of.

    Args:
        session: The window's handle on the services.
        content: The file.
        name: What it is called.
        look: Shows what the file proves, which is offered where it is refused.
    """
    from alignment_desktop.gui.signing.signing_words import state_words
    from alignment_desktop.services.filing import FileSigned

    its = wording().signing

    def done(filed: Filed) -> None:
        state = state_words(filed.state, session.draft.agreement)
        if filed.review is None:
            session.notify(its.filed(version=filed.version, state=state))
        else:
            review = period_text(filed.review, user_language(), year=True)
            session.notify(its.filed_review(number=filed.version, review=review, state=state))

    def failed(problem: Problem) -> None:
        action = "" if look is None else its.look_in_verification()
        session.notify(f"{name}: {session.sentence(problem)}", wrong=True, action=action, act=look)

    session.execute(FileSigned(content), done=done, failed=failed)
