"""The review's sentences: each is chosen by a condition that makes it true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from alignment_desktop.charts.group_bars import GroupBar
from alignment_desktop.documents.review_plan_sentences import before_text, plan_sentences
from alignment_desktop.domain.campaign_results import (
    MONEY_RESULTS,
    VERDICTS,
    CampaignResult,
    Outcome,
)
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.measures import FIGURE, RATIO, Pooling
from alignment_desktop.domain.review_findings import (
    REVENUE,
    SLIPPED,
    STAYED,
    STAYED_IMPROVING,
    WORSENED,
    Miss,
    ReviewFindings,
    course,
)
from alignment_desktop.domain.scoreboard import Board, ScoreLine, tally, worst
from alignment_desktop.domain.verdicts import NO_DATA, NO_TARGET, TOO_FEW
from alignment_desktop.phrasing.days import (
    known_at_text,
    long_days_text,
)
from alignment_desktop.phrasing.figures import (
    figure_beside,
    of_plan_text,
    short_text,
)
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import (
    apart_text,
    counted_verdicts,
    every_period_text,
    judged_text,
    move_text,
    pooled_text,
    run_text,
    verdict_text,
)
from alignment_desktop.words.language import NONE, Language, capital

_MOST_FIGURES = 4
"""Figures of so many periods are told one by one."""
_MOST_TIED = 3
"""So many reasons given equally often are named; where it is more, none stands out."""


def known_text(board: Board, zone: str, words: Language) -> dict[str, str]:
    """Which days the review is about, and what it knows of them."""
    return {
        "days": long_days_text(board.start, board.end, words),
        "as_of": known_at_text(board.as_of, zone, words),
    }


def headline(findings: ReviewFindings, words: Language) -> str:
    """What the whole review found: the plan first, then the promises, then what stands out."""
    found, its = findings.tally, words.review
    revenue = findings.kpi(REVENUE)
    share = None if revenue is None else revenue.of_plan
    won = "" if share is None else of_plan_text(share, words)
    if not found.judged:
        measured = any(row.line.value is not None for row in findings.promises)
        text = its.headline_unjudged() if measured else its.headline_nothing()
        if not won:
            return text
        won = its.won_share(share=won)
        won = won if findings.is_over else its.so_far(text=won)
        return its.and_then(first=won, rest=its.rest_unjudged()) if measured else won
    lines = [row.line for row in findings.promises]
    text = kept_text("we", lines, words, won=won)
    rest = _broken_text(findings, words) if found.total > 1 else ""
    return its.and_then(first=text, rest=rest) if rest else text


def _broken_text(findings: ReviewFindings, words: Language) -> str:
    """What is said of the promises that were not kept; empty where all were."""
    found, its = findings.tally, words.review
    broken = found.broken
    if not broken:
        return ""
    if findings.to_fix is not None:
        return its.one_to_fix(name=findings.to_fix.line.name)
    if findings.named is not None:
        return _named_text(findings.named, words)
    if len(broken) == 2 and found.kept:
        first, second = broken
        return its.two_broken(first=first.name, second=second.name)
    counts = {"missed": len(found.missed), "just_short": len(found.just_short)}
    numbers = {name: words.number(count) for name, count in counts.items()}
    told = [name for name, count in counts.items() if count]
    return words.say(f"review.broken-{'-and-'.join(told)}", **numbers)


def _named_text(miss: Miss, words: Language) -> str:
    """What a title says of one miss: to what it slipped, else what came of it."""
    line = miss.line
    if miss.course in (SLIPPED, WORSENED) and move_text(line, words):
        way = "slipped" if miss.course == SLIPPED else "rose"
        now = figure_beside(line.value, line.unit, line.target, words)
        return words.say(f"review.it-{way}-to", name=line.name, now=now)
    return words.review.it_was(name=line.name, what=judged_text(line, words))


def kept_text(who: str, lines: Sequence[ScoreLine], words: Language, *, won: str = "") -> str:
    """How many promises somebody kept, of those that can be judged.

    Args:
        who: `we`, or a party.
        lines: Its promises, one of which at least can be judged.
        words: The review's.
        won: How much of the planned revenue was won, where that is said in the same sentence.
    """
    found = tally(lines)
    kept, judged = len(found.kept), found.judged
    if found.total == 1:
        name = "kept-single" if kept else "broken-single"
    elif judged == 1:
        name = "kept-only" if kept else "broken-only"
    else:
        name = "kept-some"
        if not kept:
            name = "kept-neither" if judged == 2 else "kept-none"
        elif kept == judged:
            name = "kept-both" if kept == 2 else "kept-all"
        if found.undecided:
            name += "-judged"
    text = words.say(
        f"review.{name}",
        who=words.review.who_won(share=won) if won else words.say(f"review.who-{who}"),
        own=words.say(f"review.own-{who}"),
        kept=words.number(kept),
        judged=words.number(judged),
    )
    return text if all(line.is_over for line in lines) else words.review.so_far(text=text)


def lead_text(
    board: Board,
    findings: ReviewFindings,
    words: Language,
    groups: Mapping[str, GroupBar] = MappingProxyType({}),
) -> str:
    """Revenue and customers, what each party kept, what stands out, and what cannot be judged.

    Args:
        board: The scoreboard.
        findings: What may be said of it.
        words: The review's.
        groups: By the keys of promises the group in which most of their misses concentrate, where
            one was found that chance does not explain.
    """
    told = plan_sentences(board, findings, words)
    for party in OWNERS:
        lines = lines_of(board, party)
        if tally(lines).judged:
            told.append(words.review.sentence(text=kept_text(party, lines, words)))
    named = findings.to_fix or findings.named
    if named is not None:
        figures = [*_counts_of(named.line, "", words), *_before(named.line, board, words)]
        text = " ".join(figures)
        if text:
            told.append(words.review.named_miss(name=named.line.name, figures=text))
    told += _where_it_slips(findings, groups, words)
    names = [
        words.review.with_word(name=line.name, word=verdict_text(line.verdict.word, words))
        for line in findings.tally.undecided
    ]
    if names and {line.verdict.word for line in board.lines} == {NO_DATA}:
        told.append(words.review.lead_no_data())
    elif names:
        told.append(words.review.lead_undecided(names=words.listed(names)))
    return " ".join(told)


def _where_it_slips(
    findings: ReviewFindings, groups: Mapping[str, GroupBar], words: Language
) -> list[str]:
    """Where the misses of one promise concentrate: of the one named above, else of the worst."""
    told = (miss.line for miss in findings.named_first if miss.line.key in groups)
    found = next(told, None)
    if found is None:
        return []
    group = groups[found.key]
    counts = {"missed": words.number(group.missed), "of": words.number(group.of)}
    return [words.review.named_group(name=found.name, group=group.label, **counts)]


def lines_of(board: Board, party: str) -> tuple[ScoreLine, ...]:
    """The promises of a party."""
    return tuple(line for line in board.lines if line.party == party)


def counts_text(lines: Sequence[ScoreLine], words: Language) -> str:
    """How many promises were kept, just short, missed, and so on: `5 kept, 4 just short`."""
    found = [line.verdict.word for line in lines]
    counts = {word: found.count(word) for word in found}
    return ", ".join(text for _, text in counted_verdicts(counts, words))


def party_text(party: str, lines: Sequence[ScoreLine], words: Language) -> str:
    """What a party kept, and how the promise went that it missed by most."""
    if not tally(lines).judged:
        return words.review.party_unjudged(who=words.say(f"review.name-{party}"))
    text, line = kept_text(party, lines, words), worst(lines)
    if line is None:
        return text
    return words.review.and_then(first=text, rest=course_text(line, words))


def course_text(line: ScoreLine, words: Language) -> str:
    """How a promise that was not kept went, by the first of its courses that is true."""
    its, way = words.review, course(line)
    moved = move_text(line, words)
    if way in (SLIPPED, WORSENED) and moved:
        return its.it_moved(name=line.name, way=moved)
    if way not in (STAYED, STAYED_IMPROVING):
        return its.it_was(name=line.name, what=judged_text(line, words))
    told = [figure_beside(each.value, line.unit, each.target, words) for each in line.periods]
    figures = ", ".join(told)
    if way == STAYED_IMPROVING:
        figures = its.improving(first=told[0], last=told[-1])
    elif len(told) > _MOST_FIGURES:
        return its.it_was(name=line.name, what=judged_text(line, words))
    stayed = its.it_stayed_most
    if line.periods[0].target.op == ">=":
        stayed = its.it_stayed_least
    return stayed(name=line.name, periods=every_period_text(line, words), figures=figures)


def finding_text(line: ScoreLine, board: Board, words: Language, *, business: bool) -> str:
    """What came of one promise: by its periods first, then the figure of all of them."""
    facts = {
        "name": line.name,
        "verdict": judged_text(line, words),
        "figure": pooled_text(line, board.start, board.end, words),
        "target": promised_text(line, words, business=business),
    }
    if line.value is None:
        return words.review.finding_bare(**facts)
    if line.verdict.word == NO_TARGET or line.target is None:
        return words.review.finding_no_target(**facts)
    one_target = len({figure.target for figure in line.periods}) < 2
    one_target |= line.measured_by.pooling is Pooling.ADDED
    return words.review.finding(**facts) if one_target else words.review.finding_figure(**facts)


def promised_text(line: ScoreLine, words: Language, *, business: bool) -> str:
    """What a promise is held against."""
    return target_text(line.target, words, business=business) if line.target else NONE


def figures_text(
    line: ScoreLine,
    board: Board,
    meets: str,
    words: Language,
    *,
    page: str = "",
    near: str = "",
    supplier: str = "",
) -> str:
    """What the figure of a promise is made of, and what it was before.

    Args:
        line: The promise.
        board: The scoreboard that it stands on.
        meets: What is said of leads that meet its condition; empty where it has none.
        words: The review's.
        page: The page that says why leads were left out.
        near: From where it was just short, in words; empty where that is not said.
        supplier: Who states its figure; empty where that is not said.
    """
    apart = apart_text(line, words)
    told = [words.review.sentence(text=capital(apart))] if apart else []
    told += _counts_of(line, meets, words, supplier)
    if line.excluded:
        excluded = line.excluded
        numbers = {"excluded": words.number(excluded), "page": page or NONE}
        told.append(words.review.figures_excluded(excluded, **numbers))
    told += _how_sure(line, words)
    told += _before(line, board, words)
    if near:
        told.append(words.review.sentence(text=capital(near)))
    return " ".join(told)


def _counts_of(line: ScoreLine, meets: str, words: Language, supplier: str = "") -> list[str]:
    """The counts behind the figure: its denominator first."""
    number = words.number
    if line.kept is None or line.missed is None:
        what = "leads"
        if line.measure == FIGURE.name:
            what = "supplied" if supplier else "stated"
        elif line.measure == RATIO.name:
            what = "rows"
        eligible = number(line.eligible)
        facts = {"eligible": eligible, "supplier": supplier}
        return [words.counted(f"review.figures-{what}", line.eligible, **facts)]
    counted = line.kept + line.missed
    counts = {"kept": line.kept, "counted": counted, "missed": line.missed}
    numbers = {name: number(count) for name, count in counts.items()}
    # What leads had to meet is said where one thing was asked of all of them.
    alike = meets or line.measured_by.has_clock
    what = line.measure if alike else "met"
    told = [words.say(f"review.figures-{what}", meets=meets, **numbers)]
    if line.open:
        kind = "clock" if line.measured_by.has_clock else "settling"
        told.append(words.say(f"review.figures-open-{kind}", open=number(line.open)))
    return told


def _how_sure(line: ScoreLine, words: Language) -> list[str]:
    """The interval of a share, and that so few leads say nothing."""
    told = []
    if line.low is not None and line.high is not None:
        low, high = (
            figure_beside(each, "share", line.target, words) for each in (line.low, line.high)
        )
        told.append(words.review.figures_interval(low=low, high=high))
    if line.verdict.word == TOO_FEW and len(line.periods) == 1:
        counted = (line.kept or 0) + (line.missed or 0)
        told.append(words.review.figures_too_few(counted=words.number(counted)))
    return told


def _before(line: ScoreLine, board: Board, words: Language) -> list[str]:
    """What the figure was in the days before, and which way it went where that can be said."""
    if board.before is None or line.before is None:
        return []
    days = before_text(board, words)
    way = move_text(line, words)
    if way:
        return [words.review.figures_moved(days=days, way=way)]
    figure = figure_beside(line.before.value, line.unit, line.target, words)
    return [words.review.figures_before(days=days, figure=figure)]


def consequence_text(line: ScoreLine, owners: str, words: Language) -> str:
    """How often in a row a promise was not kept, what was agreed to happen then, and who owns it.

    Args:
        line: The promise.
        owners: The leaders of its party; empty where nobody is named.
        words: The review's.
    """
    if not line.verdict.is_broken:
        return ""
    told = [run_text(line, words)]
    if line.if_missed:
        told.append(words.review.agreed(text=line.if_missed.rstrip(".")))
    if owners:
        told.append(words.review.owner(names=owners))
    return " ".join(filter(None, told))


def reasons_text(reasons: Sequence[tuple[str, int]], kind: str, words: Language) -> str:
    """Why leads came back or deals were lost: mostly, most often, or for no one reason.

    Args:
        reasons: Reasons with their counts, the most first; an empty reason: none was given.
        kind: `returns` or `lost`.
        words: The review's.
    """
    counts: Mapping[str, int] = dict(reasons)
    total = sum(counts.values())
    blank = counts.get("", 0)
    stated = [(reason, count) for reason, count in reasons if reason]
    facts = {"total": words.number(total), "blank": words.number(blank)}
    if 2 * blank > total:
        share = _share_text(blank, total, words)
        return words.say(f"review.{kind}-mostly-blank", share=share, **facts)
    most = stated[0][1]
    tied = [reason for reason, count in stated if count == most]
    facts |= {
        "name": tied[0],
        "count": words.number(most),
        "share": _share_text(most, total, words),
        "names": words.listed(words.review.quoted(text=reason) for reason in tied),
    }
    if 2 * most > total:
        return words.say(f"review.{kind}-mostly", **facts)
    if len(tied) > _MOST_TIED:
        return words.say(f"review.{kind}-none-stands-out", **facts)
    name = f"{kind}-commonest" if len(tied) == 1 else f"{kind}-tied"
    return words.say(f"review.{name}-stated" if blank >= most else f"review.{name}", **facts)


def campaigns_text(campaigns: Sequence[CampaignResult], words: Language) -> str:
    """How many campaigns that are over came to what: `2 to double down, 1 to stop`."""
    found = [each.verdict for each in campaigns]
    told = [
        words.say(f"review.campaigns-{word}", count=words.number(found.count(word)))
        for word in VERDICTS
        if word in found
    ]
    return words.review.campaigns(verdicts=", ".join(told))


def outcome_text(outcome: Outcome, currency: str, words: Language) -> str:
    """What came of what was planned: `157 of 150`; without a plan the actual alone."""
    unit = currency if outcome.name in MONEY_RESULTS and currency else None
    actual = short_text(outcome.actual, unit, words)
    if outcome.planned is None:
        return actual
    return words.review.outcome(actual=actual, planned=short_text(outcome.planned, unit, words))


def _share_text(part: int, whole: int, words: Language) -> str:
    return measured_share_text(part / whole, words)
