"""That a party will not sign a version, or a frozen review."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signing_entries import VersionDeclined
from alignment_desktop.domain.signing_state import SigningState
from alignment_desktop.services.signing_states import (
    ToSign,
    act_for,
    require_frozen,
    require_open,
    to_sign_in,
    told_of,
    what_is_signed,
)
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class DeclineVersion:
    """Say that a party will not sign the newest version of an agreement, or the newest review.

    Attributes:
        party: Who will not: `sales`, `marketing`, `sponsor`.
        why: Why.
        label: Which agreement; the newest where None.
        review: What the days of a frozen review are called; None: it is the version.
    """

    party: str
    why: str
    label: str | None = None
    review: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> SigningState:
        """Say it; how far the signing is then.

        Raises:
            Problem: `decline-needs-reason`, `nothing-frozen`, `review-not-frozen`,
                `no-such-signer`, `version-signed-by-all`, `version-declined`,
                `decline-after-signing`, `unknown-person`, `person-of-other-party`,
                `person-not-sponsor`.
        """
        why = " ".join(self.why.split())
        if not why:
            raise Problem("decline-needs-reason")
        with told_of(self.review):
            found = self._declined(workspace, by, at, why)
        state = what_is_signed(workspace, self.label, found.number, self.review)
        assert state is not None
        return state

    def _declined(self, workspace: Workspace, by: Actor, at: datetime, why: str) -> ToSign:
        with workspace.store.change(Entry("decline", by, at, why=why)) as writer:
            asked = to_sign_in(workspace, writer, self.label, None, self.review)
            found = require_frozen(workspace, asked, self.label, self.review)
            act_for(writer, found.draft.agreement, self.party)
            require_open(found)
            if self.party not in found.state.expected:
                raise Problem("no-such-signer", party=self.party)
            if self.party in found.state.signed:
                raise Problem("decline-after-signing", party=self.party, number=found.number)
            place = found.draft.id, found.number
            writer.record(VersionDeclined(*place, self.party, why, self.review))
        return found
