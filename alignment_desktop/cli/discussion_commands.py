"""The commands about what is discussed: propose, proposals, answer, comment."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    add_seen,
    day,
    now,
    opened,
    person_key,
)
from alignment_desktop.cli.output import DONE, show, show_json, wording
from alignment_desktop.domain.clauses import PARTIES, display_name
from alignment_desktop.domain.proposals import ANSWERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.proposals import Answer, Body, Proposal


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    propose = add_command(commands, "propose", _propose, its.propose.about())
    propose.add_argument("file", metavar="FILE.toml", type=Path)
    propose.add_argument("--party", choices=PARTIES, required=True)
    propose.add_argument("--why", default="", metavar="WHY", help=its.propose.why())
    add_person(propose)
    add_seen(propose)
    add_agreement(propose)

    proposals = add_command(commands, "proposals", _proposals, its.proposals.about())
    proposals.add_argument("--all", action="store_true", help=its.proposals.all())
    add_agreement(proposals)

    answer = add_command(commands, "answer", _answer, its.answer.about())
    answer.add_argument("proposal", metavar="ID", type=int, help=its.answer.id())
    answer.add_argument("answer", choices=tuple(ANSWERS))
    answer.add_argument("--party", choices=PARTIES, required=True)
    answer.add_argument("--why", default="", metavar="WHY", help=its.propose.why())
    answer.add_argument("--file", metavar="FILE.toml", type=Path, help=its.answer.file())
    answer.add_argument("--owner", default="", metavar="KEY", help=its.answer.owner())
    answer.add_argument("--until", metavar="D", help=its.answer.until())
    add_person(answer)
    add_seen(answer)

    comment = add_command(commands, "comment", _comment, its.comment.about())
    comment.add_argument("key", metavar="KEY", help=its.comment.key())
    comment.add_argument("text", metavar="TEXT")
    comment.add_argument("--party", choices=PARTIES, required=True)
    add_person(comment)
    add_agreement(comment)


def _propose(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.proposing import ProposeText
    from alignment_desktop.services.texts import read_text_file

    with opened(arguments) as workspace:
        command = ProposeText(
            text=read_text_file(arguments.file),
            party=arguments.party,
            file=str(arguments.file),
            why=arguments.why,
            label=arguments.agreement,
            seen=arguments.seen,
        )
        made = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        show_json({"proposals": [{"id": each.id, "clause": each.clause} for each in made]})
        return DONE
    its = wording().output
    for each in made:
        show(its.proposed(id=each.id, clause=each.clause))
    if not made:
        show(its.proposed_nothing(file=arguments.file))
    return DONE


def _proposals(arguments: argparse.Namespace) -> int:
    from alignment_desktop.domain.differences import ClauseChange, FieldChange
    from alignment_desktop.phrasing.problems import proposed_text
    from alignment_desktop.services.drafts import clause_body

    with opened(arguments) as workspace:
        draft = workspace.draft(arguments.agreement)
        its = workspace.discussion().of_agreement(draft.id)
    found = [each for each in its if arguments.all or each.is_open]
    clauses = draft.agreement.clauses

    def standing(proposal: Proposal) -> Body | None:
        clause = clauses.get(proposal.clause_id)
        return None if clause is None else clause_body(clause)

    if arguments.json:
        show_json([_as_json(each, standing(each)) for each in found])
        return DONE
    said, agreement = wording().output, draft.agreement
    for each in found:
        state = _state_text(each.state)
        who = _who(each.person, each.party, agreement)
        show(said.proposal(id=each.id, at=f"{each.at:%Y-%m-%d %H:%M} UTC", who=who, state=state))
        named = each.fields(standing(each)).items()
        # A field that says by now what is proposed is no change any more.
        fields = tuple(FieldChange(name, *both) for name, both in named if both[0] != both[1])
        show(proposed_text(ClauseChange(each.clause, each.change, fields)))
        if each.why:
            show(said.because(why=each.why))
        for answer in each.answers:
            show(_answer_text(answer, agreement))
    if not found:
        show(said.no_proposals())
    return DONE


def _who(person: str | None, party: str, agreement: Agreement) -> str:
    """A person by name with the party, or the party where nobody is named."""
    named = agreement.clauses.get(("person", person or ""))
    side = choice_text(party, user_language())
    if person is None:
        return side
    name = display_name(named) if named is not None else person
    return user_language().facts.by_party(person=name, party=side)


def _answer_text(answer: Answer, agreement: Agreement) -> str:
    """An answer with who gave it, and of a parked proposal with whom and until when."""
    its, who = wording().output, _who(answer.person, answer.party, agreement)
    state = _state_text(ANSWERS[answer.answer])
    owner = agreement.clauses.get(("person", answer.owner))
    if answer.until is not None:
        name = display_name(owner) if owner is not None else answer.owner
        text = its.answer_parked(who=who, state=state, owner=name, until=answer.until)
    else:
        text = its.answer(who=who, state=state)
    return its.answer_because(text=text, why=answer.why) if answer.why else text


def _state_text(state: str) -> str:
    return user_language().say(f"commands.output.state.{state}")


def _as_json(proposal: Proposal, standing: Body | None) -> dict[str, object]:
    return {
        "id": proposal.id,
        "clause": proposal.clause,
        "change": proposal.change,
        "party": proposal.party,
        "person": proposal.person,
        "at": proposal.at.isoformat(),
        "why": proposal.why or None,
        "base_revision": proposal.base_revision,
        "state": proposal.state.value,
        "counters": proposal.counters,
        "fields": {name: list(both) for name, both in proposal.fields(standing).items()},
        "answers": [
            {
                "at": each.at.isoformat(),
                "party": each.party,
                "person": each.person,
                "answer": each.answer,
                "why": each.why or None,
                "owner": each.owner or None,
                "until": None if each.until is None else each.until.isoformat(),
            }
            for each in proposal.answers
        ],
    }


def _answer(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.answering import AnswerProposal
    from alignment_desktop.services.texts import read_text_file

    with opened(arguments) as workspace:
        command = AnswerProposal(
            proposal=arguments.proposal,
            answer=arguments.answer,
            party=arguments.party,
            why=arguments.why,
            text=None if arguments.file is None else read_text_file(arguments.file),
            file="" if arguments.file is None else str(arguments.file),
            owner=person_key(arguments.owner),
            until=day(arguments.until),
            seen=arguments.seen,
        )
        answered = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        show_json({"id": answered.id, "state": answered.state, "new": answered.new})
        return DONE
    said = wording().output
    state = _state_text(answered.state)
    show(said.answered(id=answered.id, clause=answered.clause, state=state))
    if answered.new is not None:
        show(said.proposed(id=answered.new, clause=answered.clause))
    if answered.waits:
        show(said.answered_waits(clause=answered.clause))
    return DONE


def _comment(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.commenting import WriteComment

    with opened(arguments) as workspace:
        command = WriteComment(arguments.key, arguments.text, arguments.party, arguments.agreement)
        comment = workspace.execute(command, by=actor(arguments), at=now())
    clause = ".".join(filter(None, comment.clause_id))
    if arguments.json:
        show_json({"id": comment.id, "clause": clause})
    else:
        show(wording().output.commented(clause=clause))
    return DONE
