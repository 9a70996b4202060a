"""A workspace with a frozen version, and people who have identities to sign it with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alignment_desktop.documents.signing.certificates import Identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.identities import IssueIdentity
from alignment_desktop.services.signing import SignedFile, SignVersion
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TEXT = """
[agreement]
label = "Autumn"
organisation = "Northwind"
period = { start = 2026-10-01, end = 2026-12-31 }

[[person]]
key = "ines"
name = "Ines Costa"
title = "Head of Sales"
party = "sales"
role = "leader"

[[person]]
key = "marco"
name = "Marco Weber"
party = "marketing"
role = "leader"

[[term]]
key = "lead"
name = "Lead"
definition = "Somebody who asked us for something"
"""
SECRET = "only the board knows"


@dataclass(frozen=True)
class Desk:
    """A workspace in which version 1 is frozen.

    Attributes:
        workspace: The workspace.
        ines: The identity of the leader of Sales.
        marco: That of the leader of Marketing.
        file: The document of version 1, which nobody has signed.
    """

    workspace: Workspace
    ines: Identity
    marco: Identity
    file: bytes

    def sign(
        self,
        content: bytes | None,
        party: str,
        identity: Identity | None = None,
        at: datetime = LATER,
    ) -> SignedFile:
        """Signs as a party does."""
        own = identity or {"sales": self.ines, "marketing": self.marco}[party]
        command = SignVersion(content, party, own, Mark(typed=own.certificate.name))
        return self.workspace.execute(command, by=NOBODY, at=at)


def issue(
    workspace: Workspace, name: str, party: str, person: str | None, at: datetime = NOW
) -> Identity:
    """An identity that the workspace's authority vouches for."""
    command = IssueIdentity(name, party, person, SECRET)
    return workspace.execute(command, by=NOBODY, at=at).identity


def freeze(workspace: Workspace, text: str, at: datetime = NOW) -> None:
    """Applies a text, to which both agree, and freezes it."""
    workspace.execute(ApplyText(text), by=NOBODY, at=at)
    for party in ("sales", "marketing"):
        workspace.execute(Agree(party, None), by=NOBODY, at=at)
    workspace.execute(Freeze(), by=NOBODY, at=at)


@contextmanager
def signing_desk(address: str, text: str = TEXT) -> Iterator[Desk]:
    """Makes the workspace."""
    with Workspace.new(address, by=NOBODY, at=NOW) as workspace:
        freeze(workspace, text)
        ines = issue(workspace, "Ines Costa", "sales", "ines")
        marco = issue(workspace, "Marco Weber", "marketing", "marco")
        file = export_agreement(workspace, Wanted(), now=NOW).content
        yield Desk(workspace, ines, marco, file)
