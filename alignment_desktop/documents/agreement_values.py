"""What an agreement's document shows, and which version it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause, Person
from alignment_desktop.domain.consent import Consents
from alignment_desktop.domain.differences import ClauseChange, clause_changes
from alignment_desktop.domain.fields import value_of
from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.template_wording import Placeholder
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, language


@dataclass(frozen=True, slots=True)
class Why:
    """Why a clause was changed.

    Attributes:
        party: Who proposed it; empty where that is not known.
        person: The name of who did; empty where nobody is named.
        text: The reason that was given.
    """

    party: str
    person: str
    text: str


@dataclass(frozen=True)
class Amendment:
    """The version before, and why it was changed.

    Attributes:
        number: The number of the version before.
        agreement: What it said.
        reason: Why the new version was made; may be empty.
        why: By clause, as `kind.key`: the reasons that were given for its changes, in order.
        results: By clause, as `kind.key`: what came of a changed promise, as it was before, in the
            last of its periods that is over.
    """

    number: int
    agreement: Agreement
    reason: str = ""
    why: Mapping[str, tuple[Why, ...]] = field(default_factory=dict)
    results: Mapping[str, PeriodFigure] = field(default_factory=dict)


@dataclass(frozen=True)
class AgreementDocument:
    """What an agreement's document shows.

    Attributes:
        agreement: A frozen version, or the draft.
        made: The moment that the file carries: of freezing, or of the draft's export.
        version: The number of the frozen version; None for a draft.
        since: The day from which the version is in force; None for the first.
        consents: Who agrees to what, for a draft.
        paper: `a4` or `letter`.
        amends: The version before; None for the first.
        errors: The errors that the checks find in a draft.
        placeholders: Texts that only mark a place for one's own; a draft does not state them.
        logo: The picture of the organisation's logo; None: it has none.
    """

    agreement: Agreement
    made: datetime
    version: int | None = None
    since: date | None = None
    consents: Consents = field(default_factory=Consents)
    paper: str = "a4"
    amends: Amendment | None = None
    errors: tuple[Finding, ...] = ()
    placeholders: frozenset[Placeholder] = frozenset()
    logo: bytes | None = None

    @property
    def title(self) -> str:
        """What the document is called."""
        return self.agreement.header.title or self.words.agreement.untitled()

    @property
    def words(self) -> Language:
        """Its words, in the language of the agreement where there is one for it."""
        return language(self.agreement.header.language or "en")

    @property
    def frozen_on(self) -> date:
        """The day of freezing, in the agreement's own zone."""
        return self.made.astimezone(ZoneInfo(self.agreement.timezone)).date()

    @property
    def in_force_from(self) -> date:
        """The first day of the period on which it is in force."""
        start = self.agreement.header.period.start
        return start if self.since is None else max(start, self.since)

    @cached_property
    def changes(self) -> tuple[ClauseChange, ...]:
        """What became of each clause since the version before; nothing where there is none."""
        if self.amends is None:
            return ()
        return clause_changes(self.amends.agreement.clauses, self.agreement.clauses)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The clauses that are new or changed since the version before, as `kind.key`."""
        return frozenset(each.clause for each in self.changes if each.change != "removed")

    @cached_property
    def shown(self) -> Agreement:
        """The agreement as it is printed: a draft says of a placeholder that nothing is written.

        Text that only prompts its writers would else be read as what they agreed. People keep
        what they are called, which is their role; that nobody is named stands where they sign.
        """
        if self.version is not None or not self.placeholders:
            return self.agreement
        clauses = {
            (kind, key): clause if kind == "person" else self._without_prompts(kind, clause)
            for (kind, key), clause in self.agreement.clauses.items()
        }
        return Agreement(self.agreement.label, clauses)

    def is_named(self, person: Person) -> bool:
        """Whether a person is more than a place for a name."""
        return Placeholder("person", "name", person.name.strip()) not in self.placeholders

    def _without_prompts(self, kind: str, clause: Clause) -> Clause:
        unwritten = self.words.agreement.unwritten()
        left = {
            each.field: unwritten
            for each in self.placeholders
            if each.kind == kind and str(value_of(clause, each.field)).strip() == each.text
        }
        return cast(Clause, replace(cast(Any, clause), **left)) if left else clause
