"""Asks for workspaces: which one is to be opened, what a new one begins with, where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workspaces.workspace_opener import Opener

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
    from alignment_desktop.services.templates import Beginning

SUFFIX = ".align"


class WorkspaceChoice:
    """Hands what was answered to what opens and makes workspaces.

    Args:
        choice: Asks the user for files.
        opener: Opens and makes workspaces.
        settings: Where answers are remembered for the next new workspace.
        clock: Tells the present moment.
        switch: The theme.
        icons: The icons.
        window: The window that dialogs stand before; None: there is none.
    """

    def __init__(
        self,
        choice: FileChoice,
        opener: Opener,
        settings: QSettings,
        clock: Callable[[], datetime],
        switch: ThemeSwitch,
        icons: Icons,
        window: Callable[[], QWidget | None],
    ) -> None:
        self._choice, self._opener = choice, opener
        self._settings, self._clock = settings, clock
        self._switch, self._icons, self._window = switch, icons, window

    def choose(self) -> None:
        """Asks for a workspace's file, and opens it."""
        path = self._choice.existing(wording().common.open_a_workspace(), _pattern())
        if path:
            self._opener.open(path)

    def make_new(self) -> None:
        """Asks what it begins with and where it is kept, and makes a workspace."""
        from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
        from alignment_desktop.gui.help.dialog_help import DialogHelp

        today = self._clock().astimezone().date()
        dialog = NewWorkspaceDialog(self._settings, today, self._window())
        DialogHelp(dialog, "new-workspace", dialog.windowTitle(), self._switch, self._icons)
        dialog.answered.connect(partial(self._keep_new, dialog))
        dialog.rejected.connect(dialog.deleteLater)
        dialog.open()

    def _keep_new(self, dialog: NewWorkspaceDialog, beginning: Beginning) -> None:
        words = [beginning.organisation, beginning.period.label if beginning.period else ""]
        name = " ".join(word for word in words if word) or "plan"
        path = self.new_path(wording().common.new_workspace(), name)
        if path:
            dialog.deleteLater()
            self._opener.new(path, beginning)
        else:
            # Whoever named no file goes on with what was answered.
            dialog.open()

    def make_sample(self) -> None:
        """Asks where, and makes the sample workspace."""
        path = self.new_path(wording().common.sample_workspace(), "sample")
        if path:
            self._opener.sample(path)

    def keep_attached(self, text: str, name: str) -> None:
        """Asks where, and makes a workspace of the agreement that is attached to a file.

        Args:
            text: The agreement.
            name: What the file is called.
        """
        path = self.new_path(wording().verification.new_workspace_of(), Path(name).stem)
        if path:
            self._opener.attached(path, text, name)

    def new_path(self, title: str, name: str) -> str:
        """Asks where a new workspace is kept; empty where nobody answers.

        Args:
            title: The dialog's.
            name: What is proposed, without the suffix.
        """
        path = self._choice.new(title, file_name(name, SUFFIX), _pattern())
        return path if not path or path.lower().endswith(SUFFIX) else path + SUFFIX


def _pattern() -> str:
    return wording().frame.workspaces(pattern=f"*{SUFFIX}")
