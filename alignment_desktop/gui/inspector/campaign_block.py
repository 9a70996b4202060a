"""What the inspector says of campaigns and content beside their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from alignment_desktop.charts.chain import ChainStep, chain
from alignment_desktop.domain.campaign_chain import Chain, Step, chain_of
from alignment_desktop.domain.campaign_days import at_the_same_time, content_for
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.gui.charts.tall_chart import TallChart
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.plan_evidence import PlanEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.days import bare_days_text, day_of_year_text, day_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import number_text, share_text

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.services.campaign_evidence import SalesFeedback

CAMPAIGN, CONTENT = "campaign", "content"
_REASONS = 3
"""So many of the reasons for which leads came back are said."""


class CampaignBlock(ClauseBlock):
    """Says what we expect of a campaign, what it needs, what runs beside it, what sales says.

    Attributes:
        chosen: Carries the `kind.key` of a clause that was chosen here.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, switch: ThemeSwitch, evidence: PlanEvidence) -> None:
        super().__init__()
        its = wording().plan
        self._session, self._evidence = session, evidence
        self._shown: ClauseId | None = None
        self.wrong = label("", 12, tone="at_risk", wrap=True)
        self.chain_title = label(its.chain(), 12, SEMIBOLD)
        self.chain = TallChart(switch, its.chain())
        self.chain_words = label("", 12, wrap=True)
        self.content = LinkCard(switch, its.content_needed())
        self.users = LinkCard(switch, its.needed_by())
        self.beside = LinkCard(switch, its.at_the_same_time())
        self.says_title = label(its.sales_says(), 12, SEMIBOLD)
        self.says = label("", 12, wrap=True)
        column = column_of(self, 8)
        for part in (
            self.wrong, self.chain_title, self.chain, self.chain_words, self.content,
            self.users, self.beside, self.says_title, self.says,
        ):  # fmt: skip
            column.addWidget(part)
        for card in (self.content, self.users, self.beside):
            card.chosen.connect(self.chosen)
        evidence.arrived.connect(self._show_feedback)

    @override
    def show_clause(self, clause_id: ClauseId) -> None:
        self._shown = clause_id
        agreement = self._session.draft.agreement
        clause = agreement.clauses[clause_id]
        of_campaign = (self.chain_title, self.chain_words, self.content, self.beside)
        for part in of_campaign:
            part.setVisible(isinstance(clause, Campaign))
        self.users.setVisible(isinstance(clause, Content))
        if isinstance(clause, Campaign):
            self._show_campaign(clause, agreement)
        elif isinstance(clause, Content):
            self._show_content(clause, agreement)
        self._evidence.ask()
        self._show_feedback()

    @override
    def show_nothing(self) -> None:
        self._shown = None

    def _show_campaign(self, it: Campaign, agreement: Agreement) -> None:
        its, words = wording().plan, user_language()
        wrong = it.start is not None and it.end is not None and it.end < it.start
        self.wrong.setVisible(wrong)
        if wrong:
            start, end = day_text(it.start, words), day_text(it.end, words)
            self.wrong.setText(its.backwards(start=start, end=end))
        self._show_chain(chain_of(it), agreement)
        found = content_for(it, agreement)
        otherwise = its.content_none() if it.phase else its.content_no_phase()
        self.content.show_rows([_content_link(each, agreement) for each in found], otherwise)
        beside = at_the_same_time(it, agreement.campaigns.values())
        segment = name_at(agreement, "segment", it.segment) or its.everybody()
        dated = it.start is not None and it.end is not None
        otherwise = its.alone(segment=segment) if dated else its.no_days()
        self.beside.show_rows([_campaign_link(each) for each in beside], otherwise)

    def _show_content(self, it: Content, agreement: Agreement) -> None:
        self.wrong.hide()
        self.chain.hide()
        its = wording().plan
        found = [
            each for each in agreement.campaigns.values() if it in content_for(each, agreement)
        ]
        self.users.show_rows([_campaign_link(each) for each in found], its.needed_by_none())

    def _show_chain(self, its: Chain, agreement: Agreement) -> None:
        steps = [_step(each, agreement.header.currency) for each in its.steps]
        self.chain.setVisible(bool(steps))
        self.chain.show_chart(lambda width, _height: chain(steps, width))
        self.chain_words.setText(_chain_words(its, agreement.header.currency))

    def _show_feedback(self) -> None:
        shown = self._shown
        if shown is None:
            return
        lines = self._comments(shown)
        if shown[0] == CAMPAIGN:
            lines = [*self._feedback(shown[1]), *lines]
        self.says_title.setVisible(bool(lines))
        self.says.setVisible(bool(lines))
        self.says.setText("\n".join(lines))

    def _feedback(self, key: str) -> list[str]:
        its, evidence = wording().plan, self._evidence
        if evidence.known is None:
            return [its.no_evidence()] if evidence.is_known else []
        said = evidence.known.feedback.get(key)
        return [its.nothing_said()] if said is None else _feedback_lines(said)

    def _comments(self, clause_id: ClauseId) -> list[str]:
        """What sales wrote last about the clause."""
        session = self._session
        found = session.news.discussion.comments_on(session.draft.id, clause_id)
        own = [each for each in found if each.party == "sales"]
        if not own:
            return []
        last = wording().plan.comment(text=own[-1].text)
        count = user_language().number(len(own))
        return [last, wording().plan.comments(len(own), count=count)] if len(own) > 1 else [last]


def _step(each: Step, currency: str) -> ChainStep:
    words = user_language()
    name = words.say(f"window.plan.step.{each.result}")
    if each.is_money:
        figure = short_money_text(float(each.value), currency, words)
    else:
        figure = number_text(float(each.value), words)
    rate = ""
    if each.rate is not None:
        # Of money after numbers it is how much each of them brings.
        each_brings = each.is_money and each.rate > 1
        rate = (
            short_money_text(float(round(each.rate)), currency, words)
            if each_brings
            else share_text(float(round(each.rate, 2)), words)
        )
    return ChainStep(name, figure, rate)


def _chain_words(its: Chain, currency: str) -> str:
    words, say = user_language(), wording().plan
    if not its.steps:
        return say.chain_empty()
    parts = []
    if its.returns is not None:
        money = money_text(float(round(its.returns, 2)), currency, words)
        parts.append(say.returns(money=money, one=money_text(1, currency, words)))
    if its.cost is not None:
        parts.append(say.cost(money=money_text(float(round(its.cost)), currency, words)))
    return " · ".join(parts)


def _feedback_lines(said: SalesFeedback) -> list[str]:
    its, words = wording().plan, user_language()
    answered = its.answered(
        said.handed, answered=words.number(said.answered), count=words.number(said.handed)
    )
    lines = [" · ".join((answered, its.worth(count=words.number(said.worth))))]
    if said.returned:
        count = words.number(said.returned)
        reasons = [
            its.reason(reason=reason, count=words.number(number))
            for reason, number in said.reasons[:_REASONS]
        ]
        told = words.listed(reasons)
        lines.append(
            its.returned(count=count, reasons=told) if reasons else its.returned_plain(count=count)
        )
    return lines


def _content_link(it: Content, agreement: Agreement) -> Link:
    its, words = wording().plan, user_language()
    owner = name_at(agreement, "person", it.owner)
    if it.delivered is not None:
        detail = its.delivered(day=day_of_year_text(it.delivered, words))
    else:
        detail = day_of_year_text(it.due, words) if it.due else words.charts.no_due_day()
    hint = its.who_when(who=owner, day=detail) if owner else ""
    return Link(display_name(it), detail, hint=hint, leads_to=clause_name(CONTENT, it.key))


def _campaign_link(it: Campaign) -> Link:
    days = ""
    if it.start is not None and it.end is not None:
        days = bare_days_text(it.start, it.end, user_language())
    return Link(display_name(it), days, leads_to=clause_name(CAMPAIGN, it.key))
