"""How far the signing of a frozen version is, as one snapshot of its workspace tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import PARTIES, Person
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.domain.signing_state import (
    DECLINED,
    SIGNED,
    FrozenReview,
    Signing,
    SigningState,
    VersionSigning,
    state_of,
)
from alignment_desktop.services.actors import identify
from alignment_desktop.services.identities import require_signer, signing_in
from alignment_desktop.services.versions import Version, read_version, read_versions
from alignment_desktop.storage.parts import SIGNATURES, VERSIONS
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class ToSign:
    """A frozen version with how far its signing is, as one snapshot of the workspace tells.

    Attributes:
        draft: The agreement as it stands.
        version: The version.
        newest: Whether no later version is frozen.
        signing: Everything about signing in the workspace.
        state: How far the signing of the version is.
        review: The frozen review that is signed, which is measured against the version; None where
            the version itself is.
    """

    draft: Draft
    version: Version
    newest: bool
    signing: Signing
    state: SigningState
    review: FrozenReview | None = None

    @property
    def number(self) -> int:
        """The number of what is signed."""
        return self.state.version

    @property
    def frozen_at(self) -> datetime:
        """When that was frozen."""
        return self.version.frozen_at if self.review is None else self.review.at

    @property
    def kept(self) -> VersionSigning:
        """What became of it."""
        return self.signing.of(self.draft.id, self.number, self.state.review)


_OF_REVIEWS = {
    "clock-before-version": "clock-before-review",
    "decline-after-signing": "review-decline-after-signing",
    "file-behind": "review-file-behind",
    "filed-already": "review-filed-already",
    "signed-otherwise": "review-signed-otherwise",
    "signing-overtaken": "review-overtaken",
    "version-declined": "review-declined",
    "version-signed-by-all": "review-signed-by-all",
    "version-superseded": "review-superseded",
}
"""What is said of a frozen review in place of what is said of a version."""


@contextmanager
def told_of(review: str | None) -> Iterator[None]:
    """Names the frozen review in what is refused within; None: it is a version."""
    try:
        yield
    except Problem as problem:
        code = _OF_REVIEWS.get(problem.code)
        if review is None or code is None:
            raise
        raise Problem(code, **problem.facts, review=review) from None


def expected_signers(agreement: Agreement) -> tuple[str, ...]:
    """Who has to sign an agreement, in order: the sponsor only where it names one."""
    people = agreement.of_kind("person").values()
    sponsored = any(isinstance(each, Person) and each.role == SPONSOR for each in people)
    return (*PARTIES, SPONSOR) if sponsored else PARTIES


def what_is_signed(
    workspace: Workspace,
    label: str | None = None,
    number: int | None = None,
    review: str | None = None,
) -> SigningState | None:
    """How far the signing of a version or of a frozen review is; None where none is frozen.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        number: Which version, or which freezing of the review; the newest where None.
        review: What the days of the review are called; None: it is a version.

    Raises:
        Problem: `unknown-agreement`, `unknown-version`, `workspace-damaged`.
    """
    found = to_sign(workspace, label, number, review)
    return None if found is None else found.state


def to_sign(
    workspace: Workspace,
    label: str | None = None,
    number: int | None = None,
    review: str | None = None,
) -> ToSign | None:
    """A frozen version or review with all that its signing stands on; None where none is frozen.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        number: Which version, or which freezing of the review; the newest where None.
        review: What the days of the review are called; None: it is a version.

    Raises:
        Problem: As `what_is_signed`.
    """
    with workspace.store.read() as reader:
        return to_sign_in(workspace, reader, label, number, review)


def to_sign_in(
    workspace: Workspace,
    reader: Reader,
    label: str | None,
    number: int | None,
    review: str | None = None,
) -> ToSign | None:
    """The same as one snapshot sees it, which may be that of a change under way.

    With `review`, it is the frozen review of days that are called so, and `number` its number, the
    newest where None.
    """
    workspace.require_sound(VERSIONS, SIGNATURES)
    draft = workspace.draft_in(reader, label)
    if review is not None:
        return _review_to_sign(reader, draft, review, number)
    versions = read_versions(reader, draft.id, draft.agreement)
    if number is not None:
        version = read_version(reader, draft.id, draft.agreement, number)
    elif versions:
        version = versions[-1]
    else:
        return None
    signing = signing_in(reader)
    signers = expected_signers(version.agreement)
    state = state_of(version.number, signers, signing.of(draft.id, version.number))
    return ToSign(draft, version, version.number == len(versions), signing, state)


def frozen_reviews(workspace: Workspace, label: str | None = None) -> tuple[SigningState, ...]:
    """How far the signing of each review is that was frozen, of each its newest freezing.

    Args:
        workspace: Where they are.
        label: Of which agreement; the newest where None.

    Returns:
        The one that was frozen last first.

    Raises:
        Problem: As `what_is_signed`.
    """
    workspace.require_sound(VERSIONS, SIGNATURES)
    with workspace.store.read() as reader:
        draft = workspace.draft_in(reader, label)
        frozen = [each for each in signing_in(reader).reviews if each.facts.agreement == draft.id]
        names = dict.fromkeys(each.facts.period for each in reversed(frozen))
        found = (to_sign_in(workspace, reader, label, None, name) for name in names)
        return tuple(each.state for each in found if each is not None)


def _review_to_sign(reader: Reader, draft: Draft, review: str, number: int | None) -> ToSign | None:
    signing = signing_in(reader)
    frozen = signing.frozen(draft.id, review)
    found = frozen[-1:] if number is None else [x for x in frozen if x.facts.number == number]
    if not found:
        return None
    facts = found[0].facts
    version = read_version(reader, draft.id, draft.agreement, facts.version)
    kept = signing.of(draft.id, facts.number, review)
    state = state_of(facts.number, expected_signers(version.agreement), kept, review)
    return ToSign(draft, version, found[0] == frozen[-1], signing, state, found[0])


def require_frozen(
    workspace: Workspace, found: ToSign | None, label: str | None, review: str | None
) -> ToSign:
    """What was found; refused where nothing of the kind is frozen.

    Raises:
        Problem: `nothing-frozen`, `review-not-frozen`.
    """
    if found is not None:
        return found
    if review is not None:
        raise Problem("review-not-frozen", review=review)
    raise Problem("nothing-frozen", label=workspace.draft(label).agreement.label)


def require_open(found: ToSign) -> None:
    """Refuses a version that everybody has signed, or that somebody declined.

    Raises:
        Problem: `version-signed-by-all`, `version-declined`.
    """
    state = found.state
    if state.state == SIGNED:
        raise Problem("version-signed-by-all", number=state.version)
    if state.state == DECLINED and state.refusal is not None:
        refusal = state.refusal
        facts = {"number": state.version, "party": refusal.party, "reason": refusal.reason}
        raise Problem("version-declined", **facts)


def act_for(writer: Writer, agreement: Agreement, party: str) -> None:
    """Names in a change who makes it, who has to be one that may sign for the party.

    A sponsor speaks for neither side, so the log names no party then.

    Raises:
        Problem: `unknown-person`, `person-of-other-party`, `person-not-sponsor`.
    """
    if party != SPONSOR:
        identify(writer, agreement, party)
        return
    require_signer(agreement, writer.entry.actor.person, party)
    writer.act_as(replace(writer.entry.actor, party=None))
