"""Copies of a workspace as files, and what is sound of one that does not hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.problems import finding_text

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.backup import Backup
    from alignment_desktop.storage.verification import Verification


class WorkspaceCopies:
    """Holds a workspace against its own log, and saves copies of it."""

    def __init__(
        self, ask_path: Callable[[str, str], str], open_path: Callable[[str], None]
    ) -> None:
        """Takes what asks where to save, and what opens a workspace.

        Args:
            ask_path: Asks for the path of a new workspace, by the dialog's title and the proposed
                name; empty where nobody answers.
            open_path: Opens the workspace at a path.
        """
        self._ask_path, self._open_path = ask_path, open_path

    def verify(self, session: Session) -> None:
        """Holds the workspace against its own log, and tells once what does not hold."""

        def told(found: Verification) -> None:
            errors = found.errors
            if not errors:
                return
            text = finding_text(errors[0])
            if len(errors) > 1:
                text += " " + wording().frame.more_is_damaged_in(count=len(errors))
            text += " " + wording().frame.what_stands_on_it()
            save = wording().frame.save_what_is_sound_2()
            session.notify(text, wrong=True, action=save, act=lambda: self.save_sound(session))

        session.ask("verify", lambda workspace, _: workspace.verify(), told)

    def save(self, session: Session) -> None:
        """Asks where, and saves a copy of the workspace as a file."""
        its = wording().frame
        self._save(session, its.save_a_copy(), its.copy_of, its.copy_was_saved)

    def save_sound(self, session: Session) -> None:
        """Asks where, and saves what is sound of the workspace as a file."""
        its = wording().frame
        self._save(session, its.save_what_is_sound(), its.sound, its.what_is_sound_was)

    def _save(
        self,
        session: Session,
        title: str,
        called: Callable[..., str],
        told: Callable[..., str],
    ) -> None:
        """Asks where, and writes what is sound, which is all of a sound workspace, into a file.

        Args:
            session: Of the workspace.
            title: Of the dialog that asks.
            called: Makes the proposed name of the workspace's `name`.
            told: Says that it was saved, by the `name` of the file.
        """
        path = self._ask_path(title, called(name=session.name))
        if not path:
            return
        by, at = session.actor, session.now()

        def save(workspace: Workspace, _monitor: Monitor) -> Backup:
            from alignment_desktop.services.logbook import back_up

            return back_up(workspace, Path(path), by=by, at=at)

        def saved(made: Backup) -> None:
            its = wording().frame
            # A copy that lacks something is never told like a whole one.
            say = told if made.left_out is None else its.what_is_sound_was
            text = say(name=Path(path).name)
            session.notify(text, action=its.open(), act=lambda: self._open_path(path))

        session.ask("backup", save, saved)
