"""The funnel and its books in words and figures, as the chart of them shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alignment_desktop.charts.funnel_balance import Aside, BalanceColumn, BalanceRow, BalanceTable
from alignment_desktop.domain.funnel import NO_STAGE, Funnel, StageBalance, is_detour
from alignment_desktop.phrasing.days import day_of_year_text
from alignment_desktop.phrasing.fields import place_text
from alignment_desktop.words.language import NONE, Language

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement

NOWHERE = "…"
"""The key of no stage in the chart; an empty one would lead nowhere."""


def balance_table(
    funnel: Funnel, agreement: Agreement, words: Language, *, cohort: bool = False
) -> BalanceTable:
    """The stages with their balances; detours, and where leads are in no stage, stand below.

    Args:
        funnel: What became of every stage.
        agreement: Whose stages these are.
        words: The reader's.
        cohort: Whether it is of the leads created in these days, which began in no stage.
    """
    its = words.funnel
    main = [each for each in funnel.stages if not _is_aside(each, agreement)]
    aside = [
        each
        for each in funnel.stages
        if _is_aside(each, agreement)
        # Whoever is created into a stage only passes through none.
        and (each.start or each.end or (each.entered and each.stage != NO_STAGE))
    ]
    ways = [
        key
        for key in dict.fromkeys(key for each in funnel.stages for key, _ in each.left)
        if _off(key, agreement) and any(key in dict(each.left) for each in main)
    ]
    ways.sort(key=[each.stage for each in funnel.stages].index)
    day = day_of_year_text(funnel.until, words)
    end = its.on_day(day=day) if cohort else its.at_end(day=day)
    rows = [
        *([] if cohort else [BalanceRow(its.at_start(day=day_of_year_text(funnel.since, words)))]),
        BalanceRow(its.came_in(), strong=True),
        BalanceRow(its.went_on()),
        *(BalanceRow(its.went_to(stage=place_text(key, agreement, words))) for key in ways),
        BalanceRow(end, sum=True),
    ]
    columns = tuple(_column(each, agreement, ways, words, cohort=cohort) for each in main)
    heads = (its.off_the_way(), its.start(), its.came_in(), its.left(), its.end())
    return BalanceTable(
        columns=columns,
        rows=tuple(rows),
        asides=tuple(_aside(each, agreement, words, cohort=cohort) for each in aside),
        heads=(heads[0], *heads[2:]) if cohort else heads,
        height_is=(its.heights_are_true(), its.leads_that_came_in()),
    )


def _is_aside(balance: StageBalance, agreement: Agreement) -> bool:
    return _off(balance.stage, agreement)


def _off(key: str, agreement: Agreement) -> bool:
    return key == NO_STAGE or is_detour(agreement, key)


def _column(
    balance: StageBalance,
    agreement: Agreement,
    ways: Sequence[str],
    words: Language,
    *,
    cohort: bool,
) -> BalanceColumn:
    left = dict(balance.left)
    on = sum(count for key, count in balance.left if key not in ways)
    counts = [balance.entered, on, *(left.get(way, 0) for way in ways), balance.end]
    name = place_text(balance.stage, agreement, words)
    stage = agreement.stages.get(balance.stage)
    cells = [_count(each, words) for each in ([] if cohort else [balance.start]) + counts]
    return BalanceColumn(
        key=balance.stage,
        name=name,
        owner=stage.party if stage else "shared",
        count=balance.entered,
        cells=tuple(cells),
        spoken=_spoken(name, balance, words),
    )


def _aside(balance: StageBalance, agreement: Agreement, words: Language, *, cohort: bool) -> Aside:
    counts = [balance.entered, balance.gone, balance.end]
    cells = [_count(each, words) for each in ([] if cohort else [balance.start]) + counts]
    name = place_text(balance.stage, agreement, words)
    return Aside(balance.stage or NOWHERE, name, tuple(cells), _spoken(name, balance, words))


def _spoken(name: str, balance: StageBalance, words: Language) -> str:
    return words.funnel.spoken(
        name=name,
        start=words.number(balance.start),
        entered=words.number(balance.entered),
        left=words.number(balance.gone),
        end=words.number(balance.end),
    )


def _count(count: int, words: Language) -> str:
    return words.number(count) if count else NONE
