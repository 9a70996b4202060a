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
)
from alignment_desktop.cli.output import DONE, show, show_json, wording
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.discussion import ANSWERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.discussion import Body, Proposal


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
    from alignment_desktop.phrasing.problems import change_text
    from alignment_desktop.services.workspace import clause_body

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
    said = wording().output
    for each in found:
        state = _state_text(each.state)
        who = each.person or choice_text(each.party, user_language())
        show(said.proposal(id=each.id, at=f"{each.at:%Y-%m-%d %H:%M}", who=who, state=state))
        fields = tuple(
            FieldChange(name, *both) for name, both in each.fields(standing(each)).items()
        )
        show(change_text(ClauseChange(each.clause, each.change, fields)))
        if each.why:
            show(said.because(why=each.why))
    if not found:
        show(said.no_proposals())
    return DONE


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
    from alignment_desktop.services.proposing import AnswerProposal
    from alignment_desktop.services.texts import read_text_file

    with opened(arguments) as workspace:
        command = AnswerProposal(
            proposal=arguments.proposal,
            answer=arguments.answer,
            party=arguments.party,
            why=arguments.why,
            text=None if arguments.file is None else read_text_file(arguments.file),
            file="" if arguments.file is None else str(arguments.file),
            owner=arguments.owner,
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
    from alignment_desktop.services.proposing import WriteComment

    with opened(arguments) as workspace:
        command = WriteComment(arguments.key, arguments.text, arguments.party, arguments.agreement)
        comment = workspace.execute(command, by=actor(arguments), at=now())
    clause = ".".join(filter(None, comment.clause_id))
    if arguments.json:
        show_json({"id": comment.id, "clause": clause})
    else:
        show(wording().output.commented(clause=clause))
    return DONE
