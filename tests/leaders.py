"""Two leaders at one workspace of one term, to which both agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from alignment_desktop.domain.actors import Actor
from alignment_desktop.phrasing.log import log_text
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.logbook import told
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY, by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
PEOPLE = {"sales": "ines", "marketing": "marco"}
STANDING = {"key": "lead", "name": "Lead", "definition": "Asked."}


class Leaders:
    """Ines of Sales and Marco of Marketing; each command comes a minute after the one before."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._minutes = count(1)

    def do(self, command: Command[Any], who: Actor | None = None) -> Any:
        """Carries out a command, as the leader of its party where nobody else is named."""
        at = START + timedelta(minutes=next(self._minutes))
        party = getattr(command, "party", None)
        actor = who or by(party, PEOPLE.get(party or ""))
        return self.workspace.execute(command, by=actor, at=at)

    def last_words(self) -> str:
        """What the log says was done last."""
        last = told(self.workspace)[0]
        return log_text(last.changes, last.row.actor, last.row.action)


_L = TypeVar("_L", bound=Leaders)


@contextmanager
def leaders_at(database: str, kind: type[_L]) -> Iterator[_L]:
    """The leaders at a new workspace, in which nothing is damaged in the end."""
    with Workspace.new(database, at=START, by=NOBODY) as workspace:
        both = kind(workspace)
        for party, key in PEOPLE.items():
            person = {"key": key, "name": key.title(), "party": party, "role": "leader"}
            workspace.execute(AddClause("person", person, None), by=NOBODY, at=START)
        both.do(AddClause("term", STANDING, "sales"))
        both.do(Agree("marketing", None))
        both.do(Agree("sales", None))
        yield both
        assert workspace.verify().findings == ()
