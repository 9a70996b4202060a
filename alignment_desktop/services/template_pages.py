"""Clauses of a template written into an agreement that lacks them: of one page, or of all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, cast

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, json_table
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER, Clause, Header, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.template_texts import BLANK, TEMPLATES, template_text
from alignment_desktop.services.writing import WriteClauses, Written
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.services.workspace import Workspace

_MONEY = ("objective", "campaign", "assumption", "commitment")
"""Kinds whose clauses may state amounts of money."""


@dataclass(frozen=True)
class StartFromTemplate:
    """Add the clauses of some kinds that a template has and the agreement lacks, as one change.

    Nobody agrees to them by that: they are there to be read and made one's own. Of the header only
    what is not said yet is filled in, such as which calendar counts, and only while neither party
    agrees to it.

    Attributes:
        template: The key of the template.
        kinds: The kinds of clause that are wanted.
        timezone: The IANA name of the zone of office hours, where a calendar is among them.
        currency: What money is counted in, where the agreement does not say.
        label: Which agreement; the newest where None.
    """

    template: str
    kinds: Collection[str]
    timezone: str = "UTC"
    currency: str = "EUR"
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Write them.

        Raises:
            Problem: `unknown-template`; else as `WriteClauses`. Nothing is changed then.
        """
        draft = workspace.draft(self.label)
        agreement = draft.agreement
        stated = _clauses(self.template, agreement, self.timezone, self.currency)
        added = {
            each: clause
            for each, clause in stated.items()
            if each[0] in self.kinds and each not in agreement.clauses and each[0] != HEADER
        }
        edited = {}
        if not draft.consents.of((HEADER, "")):
            header = _filled(agreement, cast(Header, stated[HEADER, ""]), added, self.currency)
            if header != agreement.header:
                edited[HEADER, ""] = json_table(write_clause(header))
        tables = [(kind, json_table(write_clause(clause))) for (kind, _), clause in added.items()]
        command = WriteClauses(tables, edited, None, agreement.label, draft.revision)
        return command.run(workspace, by, at)


@cache
def templates_with(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The templates that have clauses of some kinds, by their keys."""
    wanted = set(kinds) - {HEADER}
    return tuple(
        template
        for template in TEMPLATES
        if template != BLANK and not wanted.isdisjoint(_kinds_in(template))
    )


@cache
def _kinds_in(template: str) -> frozenset[str]:
    return frozenset(kind for kind, _ in _clauses(template, None, "UTC", "EUR"))


def _clauses(
    template: str, agreement: Agreement | None, timezone: str, currency: str
) -> dict[ClauseId, Clause]:
    if template not in TEMPLATES or template == BLANK:
        raise Problem("unknown-template", value=template, known=", ".join(TEMPLATES))
    facts = {"label": "any", "start": "2026-01-01", "end": "2026-03-31"}
    if agreement is not None:
        days = agreement.header.period
        facts = {
            "label": agreement.label,
            "start": days.start.isoformat(),
            "end": days.end.isoformat(),
        }
        if agreement.calendar is not None:
            timezone = agreement.timezone
        currency = agreement.header.currency or currency
    text = template_text(template, {**facts, "timezone": timezone, "currency": currency})
    return dict(read_text(text, file=template).clauses)


def _filled(
    agreement: Agreement, stated: Header, added: Collection[ClauseId], currency: str
) -> Header:
    """The header with the clauses that come which it has to name, where it names none yet."""
    header, own = agreement.header, {}
    for name, kind in (("calendar", "calendar"), ("handover_stage", "stage")):
        wanted = getattr(stated, name)
        if not getattr(header, name) and (kind, wanted) in added:
            own[name] = wanted
    if not header.currency and any(kind in _MONEY for kind, _ in added):
        own["currency"] = currency
    if not header.title and own:
        own["title"] = stated.title
    return replace(header, **own) if own else header
