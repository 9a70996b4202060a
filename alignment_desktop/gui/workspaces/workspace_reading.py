"""The workspace of a window: how it was read last, and how it is read again after a change."""

from __future__ import annotations

from alignment_desktop.domain.actors import WINDOW
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.feed import Looked, News, changed_since, news
from alignment_desktop.services.workspace import Workspace


class WorkspaceReading:
    """A workspace that is open, or was only looked at so far.

    Attributes:
        address: Where it is, fit to be shown: without a password.
        kept: Where it is, to be opened again from there: without a password too.
        news: The last reading that was taken.
        label: Which agreement is read; None: always the newest.
        workspace: The workspace; None before it is open.
        known_open: Whether the window's thread was told that it is open.
    """

    def __init__(self, workspace: Workspace | Looked) -> None:
        """Reads the workspace.

        Raises:
            Problem: That it cannot be read.
        """
        self._looked: Looked | None = None
        self.workspace: Workspace | None = None
        if isinstance(workspace, Looked):
            self._looked, self.news = workspace, workspace.news
            self.address, self.kept = workspace.shown, workspace.kept
        else:
            self.workspace, self.news = workspace, news(workspace, None, None)
            self.address, self.kept = workspace.store.shown, workspace.store.kept
        self.known_open = self.workspace is not None
        self.label: str | None = None
        self._read_up_to = self.news.revision  # belongs to the store's thread from now on

    @property
    def draft(self) -> Draft:
        """The agreement that is shown."""
        return self.news.draft

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self.workspace is not None and self.workspace.store.read_only

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is unwise about where it lies; known once it is open."""
        return () if self.workspace is None else self.workspace.warnings

    def opened(self) -> Workspace:
        """The workspace, opened where it is not yet; only ever in the store's thread.

        Raises:
            Problem: That it cannot be opened.
        """
        if self.workspace is None:
            assert self._looked is not None
            self.workspace = self._looked.open(WINDOW)
        return self.workspace

    def read(self) -> News:
        """Reads the workspace and what is new in it; only ever in the store's thread."""
        read = news(self.opened(), self._read_up_to, self.label, self.news)
        self._read_up_to = read.revision
        return read

    def read_unseen(self) -> News | None:
        """The same where another program changed it since; only ever in the store's thread."""
        return self.read() if changed_since(self.opened(), self._read_up_to) else None

    def take(self, read: News) -> None:
        """Shows a reading from now on."""
        self.news = read
        if self.label is not None:
            # It may have got another label.
            self.label = read.draft.agreement.label

    def close(self) -> None:
        """Closes the workspace, where it is open."""
        if self.workspace is not None:
            self.workspace.close()
