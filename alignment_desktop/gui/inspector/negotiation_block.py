"""Where both parties stand on a clause: what changed since mine agreed, proposals, discussion."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from alignment_desktop.domain.actors import WINDOW_FACILITATED, Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.discussion import Comment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import PARK, WITHDRAW, Body, Proposal, ProposalState
from alignment_desktop.gui.days import in_a_week
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.inspector.changed_fields import ChangedFields
from alignment_desktop.gui.inspector.discussion_block import DiscussionBlock
from alignment_desktop.gui.inspector.proposal_card import EXPLAIN, ProposalCard, Reply
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import day_text, moment_text
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.changes_to_agree import Unread, unread_changes
from alignment_desktop.services.commenting import WriteComment
from alignment_desktop.services.drafts import clause_body
from alignment_desktop.services.proposing import GiveReason

_TOPIC = "inspector unread"


class NegotiationBlock(QWidget):
    """Shows it for one clause, and carries out what is answered or said.

    Attributes:
        counter_wanted: Carries the field in which the party at the keyboard wants something else.
        discussion: What was said; placed by the inspector.
        note: What becomes of an edit, or empty; placed by the inspector.
    """

    counter_wanted = Signal(str)

    def __init__(self, session: Session, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        self._session = session
        self._switch = switch
        self._icons = icons
        self._clause: ClauseId | None = None
        self._revision = 0
        self._replies: dict[ClauseId, str] = {}
        self.cards: list[ProposalCard] = []
        self._topic = topic = f"{_TOPIC} {id(self)}"
        self.destroyed.connect(lambda: session.cancel(topic))
        self.unread = QFrame()
        set_look(self.unread, "card", "true")
        self.unread_heading = label("", 12, SEMIBOLD, wrap=True)
        self.unread_why = label("", 13, wrap=True)
        self.unread_fields = ChangedFields(switch, name_width=64)
        inside = QVBoxLayout(self.unread)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        for part in (self.unread_heading, self.unread_fields, self.unread_why):
            inside.addWidget(part)
        self.discussion = DiscussionBlock()
        self.discussion.said.connect(self._say)
        self.note = label("", 12, tone="muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.unread)
        self.unread.hide()

    def show_clause(self, clause_id: ClauseId | None) -> None:
        """Shows where both stand on a clause now; None: on none."""
        if self._clause is not None and clause_id != self._clause:
            self._replies[self._clause] = self.discussion.keep_typed()
        if clause_id is not None and clause_id != self._clause:
            self.unread.hide()
            self.discussion.reply.setText(self._replies.pop(clause_id, ""))
        self._clause = clause_id
        shown = clause_id is not None
        self.discussion.setVisible(shown)
        self.note.setVisible(shown)
        proposals = self._proposals(clause_id) if clause_id is not None else []
        self._show_cards(proposals)
        self.setVisible(bool(proposals) or not self.unread.isHidden())
        if clause_id is None:
            return
        session = self._session
        draft, news = session.draft, session.news
        self._revision = draft.revision
        comments = news.discussion.comments_on(draft.id, clause_id)
        self.discussion.show_comments(comments, draft.agreement)
        self._show_note(clause_id)
        self._ask_unread(clause_id)

    def accept(self) -> bool:
        """Agrees to the proposal that the party at the keyboard can answer, if there is just one.

        Returns:
            Whether there are any that it can answer.
        """
        party = self._session.party
        cards = [card for card in self.cards if _answerable(card, party)]
        if len(cards) == 1:
            cards[0].answer("accept")
        elif cards:
            self._session.notify(wording().proposals.decide_each())
        return bool(cards)

    def _proposals(self, clause_id: ClauseId) -> list[Proposal]:
        session = self._session
        waiting = session.news.discussion.open_for(session.draft.id)
        return waiting.get(clause_id, [])

    def _show_cards(self, proposals: list[Proposal]) -> None:
        while len(self.cards) < len(proposals):
            card = ProposalCard(self._switch, self._icons)
            card.replied.connect(partial(self._reply, card))
            card.counter_wanted.connect(self.counter_wanted)
            self._column.addWidget(card)
            self.cards.append(card)
        for card in self.cards[len(proposals) :]:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[len(proposals) :]
        session = self._session
        agreement = session.draft.agreement
        for card, proposal in zip(self.cards, proposals, strict=True):
            words = self._words(proposal)
            standing = self._standing(proposal.clause_id)
            card.show_proposal(proposal, standing, agreement, session.party, words)
            card.offer_day(in_a_week(session.now()))

    def _standing(self, clause_id: ClauseId) -> Body | None:
        clause = self._session.draft.agreement.clauses.get(clause_id)
        return None if clause is None else clause_body(clause)

    def _words(self, proposal: Proposal) -> dict[str, str]:
        agreement, its = self._session.draft.agreement, wording().proposals
        zone, language = ZoneInfo(agreement.timezone), user_language()

        def said_of(each: Proposal) -> dict[str, str]:
            return {
                "who": who_words([Actor(each.person, each.party, "")], agreement),
                "when": moment_text(each.at.astimezone(zone), language),
            }

        state = ""
        if proposal.state is ProposalState.PARKED:
            last = proposal.answers[-1]
            owner = who_words([Actor(last.owner, None, "")], agreement)
            until = day_text(last.until, language) if last.until else ""
            state = its.is_parked(owner=owner, day=until)
            if last.why:
                state = its.with_reason(text=state, why=last.why)
        first = self._session.news.discussion.proposals.get(proposal.counters or 0)
        counters = ""
        if first is not None and first.why:
            counters = its.counters_why(**said_of(first), why=first.why)
        elif first is not None:
            counters = its.counters(**said_of(first))
        return {**said_of(proposal), "state": state, "counters": counters}

    def _show_note(self, clause_id: ClauseId) -> None:
        """Says what becomes of an edit, where it is no plain edit."""
        given, party = self._session.draft.consents.of(clause_id), self._session.party
        its = wording().proposals
        others = [party_words(each) for each in sorted(given, reverse=True) if each != party]
        text = ""
        if party is None and others:
            text = its.edits_take_consents(parties=user_language().listed(others))
        elif others:
            text = its.edits_propose(party=others[0])
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _ask_unread(self, clause_id: ClauseId) -> None:
        session = self._session
        draft, party = session.draft, session.party
        if party is None or party in draft.consents.of(clause_id):
            session.cancel(self._topic)
            self._show_unread(())
            return
        session.ask(
            self._topic,
            lambda workspace, _monitor: unread_changes(workspace, draft, [clause_id], party),
            self._show_unread,
            failed=lambda _problem: self._show_unread(()),
        )

    def _show_unread(self, found: tuple[Unread, ...]) -> None:
        agreement, party = self._session.draft.agreement, self._session.party
        self.unread.setVisible(bool(found))
        self.setVisible(bool(found) or bool(self.cards))
        if not found or self._clause is None or party is None:
            return
        (unread,) = found
        its, by = wording().proposals, unread.by
        added = unread.change.change == "added"
        facts = {"party": party_words(party), "at": ""}
        if by is not None:
            zone = ZoneInfo(agreement.timezone)
            facts["at"] = moment_text(by.at.astimezone(zone), user_language())
        if by is not None and (by.actor.person or by.actor.party):
            who = who_words([by.actor], agreement)
            heading = its.added_since if added else its.changed_since
            text = heading(who=who, **facts)
        else:
            unnamed = its.added_since_by_nobody if added else its.changed_since_by_nobody
            text = unnamed(**facts)
        self.unread_heading.setText(breakable(text))
        self.unread_fields.show_changes(
            unread.change.clause, unread.change.fields, agreement, agreement
        )
        self.unread_fields.setVisible(not added)
        why = by.why if by is not None else ""
        self.unread_why.setText(breakable(f"“{why}”"))
        self.unread_why.setVisible(bool(why))

    def _reply(self, card: ProposalCard, reply: Reply) -> None:
        session = self._session
        if reply.answer == EXPLAIN:
            reason = GiveReason(reply.proposal.id, reply.party, reply.why, seen=self._revision)
            session.execute(reason, failed=lambda problem: self._refused(card, reply, problem))
            return
        command = AnswerProposal(
            reply.proposal.id,
            reply.answer,
            reply.party,
            reply.why,
            owner=reply.owner,
            until=reply.until_day,
            seen=self._revision,
        )
        by = None
        if reply.leader is not None:
            by = Actor(reply.leader.person, reply.party, WINDOW_FACILITATED)

        def answered(_answered: object) -> None:
            its = wording().proposals
            text = {
                PARK: its.parked_now,
                WITHDRAW: its.withdrawn_now,
                "decline": its.declined_now,
            }.get(reply.answer, its.accepted_now)
            undo = wording().common.undo()
            session.notify(text(), action=undo, act=session.undo_of_last())

        def refused(problem: Problem) -> None:
            self._refused(card, reply, problem)

        session.execute(command, done=answered, failed=refused, by=by)

    def _refused(self, card: ProposalCard, reply: Reply, problem: Problem) -> None:
        session = self._session
        if card in self.cards and card.proposal == reply.proposal:
            card.show_trouble(session.sentence(problem))
        else:
            session.notify(session.sentence(problem), wrong=True)
        session.look()

    def _say(self, text: str) -> None:
        session = self._session
        if self._clause is None:
            return
        command = WriteComment(clause_name(*self._clause), text, session.party, session.label)

        def said(_comment: Comment) -> None:
            self.discussion.keep_typed()

        session.execute(command, done=said)


def _answerable(card: ProposalCard, party: str | None) -> bool:
    return card.proposal is not None and card.proposal.party != party
