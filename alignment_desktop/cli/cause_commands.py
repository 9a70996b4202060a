"""The commands that look behind a miss: why, bridge."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, now
from alignment_desktop.cli.output import remark, show, show_table, wording
from alignment_desktop.cli.questions import add_question, answer, asking
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.miss_groups import (
    checked_text,
    crowding_text,
    group_text,
    kept_without_text,
)
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.services.bridging import Bridge
    from alignment_desktop.services.causes import Causes


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    why = add_question(commands, "why", _why, its.why.about(), ("period",))
    why.add_argument("--commitment", metavar="KEY", required=True)
    add_question(commands, "bridge", _bridge, its.bridge.about())


def _why(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.causes import causes

    with asking(arguments) as (workspace, question):
        found = causes(workspace, question, now=now())
    return answer(arguments, found.to_json, lambda: _show_causes(found), found.as_of, found.notes)


def _show_causes(found: Causes) -> None:
    its, language, pattern = wording().output, user_language(), found.groups.pattern
    words = language.misses
    name = display_name(found.commitment)
    count, of = language.number(pattern.missed), language.number(pattern.of)
    if not pattern.of:
        show(its.none_counted(name=name))
        return
    show(its.missed_of(name=name, missed=count, of=of))
    if not pattern.missed:
        return
    if pattern.too_few:
        show(words.too_few(missed=count, of=of))
    else:
        _show_groups(found)
    for reason in found.reasons:
        said = words.reason(reason.missed, name=reason.name, count=language.number(reason.missed))
        remedy = words.remedy(remedy=reason.remedy) if reason.remedy else ""
        clause = f"({reason.clause})" if reason.clause else ""
        show(" ".join(filter(None, (said, remedy, clause))))
    crowding = found.crowding
    if crowding is not None:
        show(
            crowding_text(
                *(crowding.weeks, crowding.of, crowding.room, crowding.most),
                *(crowding.missed, pattern.missed, language),
            )
        )


def _show_groups(found: Causes) -> None:
    its, language, pattern = wording().output, user_language(), found.groups.pattern
    groups = pattern.groups
    if groups:
        header = [
            its.group(), its.missed(), its.among(), its.explained(), its.by_chance(),
            its.would_change(),
        ]  # fmt: skip
        rows = [
            [
                group_text(group.fields, language),
                language.number(group.missed),
                language.number(group.of),
                measured_share_text(group.explained, language),
                measured_share_text(group.p, language),
                found.clause_of(group),
            ]
            for group in groups
        ]
        show_table(header, rows, " >>>>")
        missed = pattern.missed - sum(group.missed for group in groups)
        of = pattern.of - sum(group.of for group in groups)
        show(kept_without_text(len(groups), missed, of, language))
    if len(groups) > 1:
        show(language.misses.counted_once())
    show(checked_text(len(groups), pattern.checked, pattern.by, language))
    if groups:
        show(language.misses.only_where())


def _bridge(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.bridge_words import finding, notes
    from alignment_desktop.services.bridging import bridge

    with asking(arguments) as (workspace, asked):
        found = bridge(
            workspace, now=now(), as_of=asked.as_of, label=asked.label, known_at=asked.known_at
        )
    done = answer(arguments, found.to_json, lambda: _show_bridge(found), found.as_of)
    if arguments.json:
        # What has no figure is said where it does not spoil the document.
        language = user_language()
        for said in ([finding(found, language)] if found.gap is None else []) + notes(
            found, language
        ):
            remark(said)
    return done


def _show_bridge(found: Bridge) -> None:
    from alignment_desktop.services.bridge_words import (
        balance,
        beside,
        finding,
        notes,
        part_name,
        shown_amounts,
        signed_money,
    )

    its, language = wording().output, user_language()
    show(finding(found, language))
    if found.parts:
        show(balance(found, language))
        words, (plan, actual, amounts) = language.bridge, shown_amounts(found)
        rows = [[words.plan(), money_text(plan, found.currency, language), "", "", ""]]
        for part, amount in zip(found.parts, amounts, strict=True):
            owner = ", ".join(filter(None, (choice_text(part.owner, language), part.name)))
            rows.append(
                [
                    part_name(part.key, language),
                    signed_money(amount, found.currency, language),
                    *beside(found, part, language),
                    owner,
                ]
            )
        rows.append([words.actual(), money_text(actual, found.currency, language), "", "", ""])
        header = [
            its.part(), its.amount(), its.came(), language.headings.target(),
            language.headings.owner(),
        ]  # fmt: skip
        show_table(header, rows, " >")
    for said in notes(found, language):
        show(said)
