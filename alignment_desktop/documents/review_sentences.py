"""The review's sentences: each is chosen by a condition that makes it true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alignment_desktop.domain.measures import Pooling
from alignment_desktop.domain.scoreboard import Board, ScoreLine, Tally, tally, worst
from alignment_desktop.domain.verdicts import NO_TARGET, TOO_FEW
from alignment_desktop.phrasing.days import days_text, long_days_text, stated_text
from alignment_desktop.phrasing.figures import figure_beside, figure_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import (
    apart_text,
    counted_verdicts,
    judged_text,
    move_text,
    pooled_text,
    run_text,
    verdict_text,
)
from alignment_desktop.words.language import NONE, Language, capital

_MOST_TIED = 3
"""So many reasons given equally often are named; where it is more, none stands out."""


def known_text(board: Board, words: Language) -> dict[str, str]:
    """Which days the review is about, and what it knows of them."""
    return {
        "days": long_days_text(board.start, board.end, words),
        "as_of": stated_text(board.as_of, words),
    }


def headline(board: Board, words: Language) -> str:
    """What the whole review found."""
    found = tally(board.lines)
    if not found.judged:
        measured = any(line.value is not None for line in board.lines)
        its = words.review
        return its.headline_unjudged() if measured else its.headline_nothing()
    text = kept_text("we", board.lines, words)
    rest = _broken_text(found, words) if found.total > 1 else ""
    return words.review.and_then(first=text, rest=rest) if rest else text


def _broken_text(found: Tally, words: Language) -> str:
    """What is said of the promises that were not kept; empty where all were."""
    broken = found.broken
    if not broken:
        return ""
    if len(broken) == 1:
        (line,) = broken
        if found.judged > 1 and not (line.move and line.move.is_better):
            return words.review.one_to_fix(name=line.name)
        return words.review.it_was(name=line.name, what=judged_text(line, words))
    if len(broken) == 2 and found.kept:
        first, second = broken
        return words.review.two_broken(first=first.name, second=second.name)
    counts = {"missed": len(found.missed), "just_short": len(found.just_short)}
    numbers = {name: words.number(count) for name, count in counts.items()}
    told = [name for name, count in counts.items() if count]
    return words.say(f"review.broken-{'-and-'.join(told)}", **numbers)


def kept_text(who: str, lines: Sequence[ScoreLine], words: Language) -> str:
    """How many promises somebody kept, of those that can be judged.

    Args:
        who: `we`, or a party.
        lines: Its promises, one of which at least can be judged.
        words: The review's.
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
            name = "kept-none"
        elif kept == judged:
            name = "kept-both" if kept == 2 else "kept-all"
        if found.undecided:
            name += "-judged"
    text = words.say(
        f"review.{name}",
        who=words.say(f"review.who-{who}"),
        own=words.say(f"review.own-{who}"),
        kept=words.number(kept),
        judged=words.number(judged),
    )
    return text if all(line.is_over for line in lines) else words.review.so_far(text=text)


def lead_text(board: Board, parties: Sequence[str], words: Language) -> str:
    """The days, what each party kept, and what cannot be judged."""
    told = [words.review.lead_days(**known_text(board, words))]
    for party in parties:
        lines = lines_of(board, party)
        if tally(lines).judged:
            told.append(words.review.sentence(text=kept_text(party, lines, words)))
    names = [
        words.review.with_word(name=line.name, word=verdict_text(line.verdict.word, words))
        for line in tally(board.lines).undecided
    ]
    if names:
        told.append(words.review.lead_undecided(names=words.listed(names)))
    return " ".join(told)


def lines_of(board: Board, party: str) -> tuple[ScoreLine, ...]:
    """The promises of a party."""
    return tuple(line for line in board.lines if line.party == party)


def counts_text(lines: Sequence[ScoreLine], words: Language) -> str:
    """How many promises were kept, just short, missed, and so on: `5 kept, 4 just short`."""
    found = [line.verdict.word for line in lines]
    counts = {word: found.count(word) for word in found}
    return ", ".join(text for _, text in counted_verdicts(counts, words))


def party_text(party: str, lines: Sequence[ScoreLine], words: Language) -> str:
    """What a party kept, and what came of the promise that it missed by most."""
    if not tally(lines).judged:
        return words.review.party_unjudged(who=words.say(f"review.name-{party}"))
    text, line = kept_text(party, lines, words), worst(lines)
    if line is None:
        return text
    rest = words.review.it_was(name=line.name, what=judged_text(line, words))
    way = move_text(line, words)
    if way and line.move is not None and not line.move.is_better:
        rest = words.review.it_moved(name=line.name, way=way)
    return words.review.and_then(first=text, rest=rest)


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


def figures_text(line: ScoreLine, board: Board, meets: str, words: Language) -> str:
    """What the figure of a promise is made of, and what it was before.

    Args:
        line: The promise.
        board: The scoreboard that it stands on.
        meets: What is said of leads that meet its condition; empty where it has none.
        words: The review's.
    """
    apart = apart_text(line, words)
    told = [words.review.sentence(text=capital(apart))] if apart else []
    told += _made_of(line, meets, words)
    told += _before(line, board, words)
    return " ".join(told)


def _made_of(line: ScoreLine, meets: str, words: Language) -> list[str]:
    """The counts behind the figure: its denominator first."""
    number = words.number
    left_out = (
        [words.review.figures_excluded(excluded=number(line.excluded))] if line.excluded else []
    )
    if line.kept is None or line.missed is None:
        return [
            words.say(f"review.figures-{line.measure}", eligible=number(line.eligible)),
            *left_out,
        ]
    counted = line.kept + line.missed
    counts = {"kept": line.kept, "counted": counted, "missed": line.missed}
    numbers = {name: number(count) for name, count in counts.items()}
    told = [words.say(f"review.figures-{line.measure}", meets=meets, **numbers)]
    if line.open:
        kind = "clock" if line.measured_by.has_clock else "settling"
        told.append(words.say(f"review.figures-open-{kind}", open=number(line.open)))
    told += left_out
    if line.low is not None and line.high is not None:
        low, high = (figure_text(each, "share", words) for each in (line.low, line.high))
        told.append(words.review.figures_interval(low=low, high=high))
    if line.verdict.word == TOO_FEW and len(line.periods) == 1:
        told.append(words.review.figures_too_few(counted=number(counted)))
    return told


def _before(line: ScoreLine, board: Board, words: Language) -> list[str]:
    """What the figure was in the days before, and which way it went where that can be said."""
    if board.before is None or line.before is None:
        return []
    past = board.before
    days = past.label or days_text(past.start, past.end, words)
    way = move_text(line, words)
    if way:
        return [words.review.figures_moved(days=days, way=way)]
    figure = figure_beside(line.before.value, line.unit, line.target, words)
    return [words.review.figures_before(days=days, figure=figure)]


def consequence_text(line: ScoreLine, words: Language) -> str:
    """How often in a row a promise was not kept, and what was agreed to happen then."""
    if not line.verdict.is_broken:
        return ""
    agreed = ""
    if line.if_missed:
        agreed = words.review.agreed(text=line.if_missed.rstrip("."))
    return " ".join(filter(None, (run_text(line, words), agreed)))


def returns_text(returns: Sequence[tuple[str, int]], words: Language) -> str:
    """Why leads came back: mostly for one reason, most often for one, or for none that stands out.

    Args:
        returns: Reasons with their counts, the most first; an empty reason: none was given.
        words: The review's.
    """
    counts: Mapping[str, int] = dict(returns)
    total = sum(counts.values())
    blank = counts.get("", 0)
    stated = [(reason, count) for reason, count in returns if reason]
    facts = {"total": words.number(total), "blank": words.number(blank)}
    if 2 * blank > total:
        return words.review.returns_mostly_blank(share=_share_text(blank, total, words), **facts)
    most = stated[0][1]
    tied = [reason for reason, count in stated if count == most]
    facts |= {
        "name": tied[0],
        "count": words.number(most),
        "share": _share_text(most, total, words),
        "names": words.listed(words.review.quoted(text=reason) for reason in tied),
    }
    if 2 * most > total:
        return words.review.returns_mostly(**facts)
    if len(tied) > _MOST_TIED:
        return words.review.returns_none_stands_out(**facts)
    name = "returns-commonest" if len(tied) == 1 else "returns-tied"
    return words.say(f"review.{name}-stated" if blank >= most else f"review.{name}", **facts)


def _share_text(part: int, whole: int, words: Language) -> str:
    return measured_share_text(part / whole, words)
