"""What imports say of a running plan: what was spent, and what sales says of campaigns' leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.plan_money import spent_in
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace

_HANDED, _CAMPAIGN, _REASON = "handed_over_at", "campaign", "return_reason"


@dataclass(frozen=True, slots=True)
class SalesFeedback:
    """What sales says of the leads of one campaign that were handed over.

    Attributes:
        handed: How many there are.
        answered: Of how many sales said anything.
        worth: How many it accepted.
        returned: How many it returned.
        reasons: Why, the most frequent reason first, each with how many; blank ones are left out.
    """

    handed: int
    answered: int
    worth: int
    returned: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CampaignEvidence:
    """What the imports say of an agreement's campaigns.

    Attributes:
        day: The day by which all this was known.
        spent: What they cost so far; None where no file says it.
        feedback: What sales says of the leads of each, by the campaign's key; empty where no file
            says it.
    """

    day: date
    spent: Decimal | None
    feedback: Mapping[str, SalesFeedback]


def campaign_evidence(
    workspace: Workspace, agreement: Agreement, now: datetime
) -> CampaignEvidence | None:
    """What the imports say of the campaigns of an agreement, in its days.

    Leads are those that name a campaign by its key or name and were handed over in these days.

    Args:
        workspace: Where the imports are.
        agreement: The agreement as it stands.
        now: The moment that counts where no import says one.

    Returns:
        None where nothing is imported.

    Raises:
        Problem: What is stored is damaged.
    """
    with workspace.store.read() as reader:
        if all(row.withdrawn for row in reader.batches()):
            return None
    request = request_of(workspace, Question(label=agreement.label), now)
    bench = Workbench(request)
    days = agreement.header.period
    spent = spent_in(bench, days.start, days.end)
    return CampaignEvidence(request.as_of.last_day, spent, _feedback(bench, agreement))


def _feedback(bench: Workbench, agreement: Agreement) -> Mapping[str, SalesFeedback]:
    leads, columns = bench.leads, set(bench.leads.columns)
    if not {_HANDED, _CAMPAIGN} <= columns or not {"feedback_at", "decision"} & columns:
        return {}
    days = agreement.header.period
    handed = leads.filter(in_days(_HANDED, days.start, days.end, bench.zone))
    spelt = pl.col(_CAMPAIGN).str.strip_chars().str.to_lowercase()
    found = {}
    for key, one in agreement.campaigns.items():
        names = sorted({each.strip().lower() for each in (key, one.name) if each.strip()})
        own = handed.filter(spelt.is_in(names))
        if own.height:
            found[key] = _said(own, agreement)
    return found


def _said(leads: pl.DataFrame, agreement: Agreement) -> SalesFeedback:
    columns = set(leads.columns)
    decision = pl.col("decision") if "decision" in columns else pl.lit(None, pl.String)
    answered = decision.is_not_null()
    if "feedback_at" in columns:
        answered |= pl.col("feedback_at").is_not_null()
    returned = leads.filter((decision == "returned").fill_null(False))
    reasons: dict[str, int] = {}
    if _REASON in columns:
        for reason in returned.get_column(_REASON).drop_nulls():
            name = _reason(str(reason), agreement)
            reasons[name] = reasons.get(name, 0) + 1
    ranked = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    return SalesFeedback(
        leads.height,
        leads.filter(answered).height,
        leads.filter((decision == "accepted").fill_null(False)).height,
        returned.height,
        tuple(ranked),
    )


def _reason(stated: str, agreement: Agreement) -> str:
    """A reason as the agreement calls it, else as the file does."""
    reason = agreement.reasons.get(stated)
    return stated if reason is None else display_name(reason)
