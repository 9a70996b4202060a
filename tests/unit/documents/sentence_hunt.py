"""Hunts for false sentences: random scoreboards, and a check of its own for each sentence.

The checks read what is printed and hold it against the raw periods and figures; they share no code
with the rules that chose the sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from alignment_desktop.documents.review_plan_sentences import funnel_text, kpi_texts
from alignment_desktop.documents.review_sentences import (
    campaigns_text,
    consequence_text,
    counts_text,
    figures_text,
    finding_text,
    headline,
    lead_text,
    party_text,
    reasons_text,
)
from alignment_desktop.domain.campaign_results import CampaignResult, Outcome
from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.review_findings import review_findings
from alignment_desktop.domain.scoreboard import Board, Days, Headline, ScoreLine, StageCount
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.words.language import language

WORDS = language("en")
PARTIES = {"Sales": "sales", "Marketing": "marketing", "Together we": "shared", "Shared": "shared"}
KINDS = (
    ("within", ">= 90 %", "share"), ("share", ">= 10 %", "share"), ("attempts", ">= 80 %", "share"),
    ("filled", ">= 100 %", "share"), ("within", "<= 5 %", "share"), ("count", ">= 400", None),
    ("sum", ">= 2400000 EUR", "EUR"), ("median", "<= 2 hours", "seconds"), ("figure", ">= 3", None),
)  # fmt: skip


def random_board(rng: random.Random) -> Board:
    """A scoreboard of a quarter, with figures that are often close to what decides a sentence."""
    lines = tuple(_random_line(rng, at) for at in range(rng.choice((0, 1, 2, 2, 3, 4, 6))))
    known = rng.random() < 0.8
    before = Days(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3") if rng.random() < 0.8 else None
    running = any(not each.is_over for line in lines for each in line.periods)
    headlines = (_random_won(rng, before, running),) if known else ()
    reached = sorted((rng.randrange(1, 3_000) for _ in range(3)), reverse=True)
    stages = tuple(
        StageCount(key=key, name=key.upper(), party="sales", reached=count, entered=count)
        for key, count in zip(("mql", "sal", rng.choice(("customer", "won"))), reached, strict=True)
    )
    return Board(
        label="2026-Q4", organisation="Northwind", currency="EUR", period=None,
        start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment=None,
        periods=(), segments=(), batches=1,
        lines=lines if before else tuple(replace(line, before=None) for line in lines),
        headlines=headlines, stages=stages, before=before,
    )  # fmt: skip


def _random_line(rng: random.Random, at: int) -> ScoreLine:
    measure, text, unit = rng.choice(KINDS)
    target = Target.parse(text)
    every = rng.choice(("month", "month", "quarter", "week"))
    count = {"month": 3, "quarter": 1, "week": rng.choice((2, 5))}[every]
    running = rng.choice((0, 0, 0, 0, 1, 2))
    share = unit == "share"
    bad = rng.choice(("", "missed", "at_risk"))  # at times every period is bad
    periods = tuple(
        _random_period(rng, target, at, bad, is_over=at < count - running, share=share)
        for at in range(count)
    )
    kept, missed = rng.randrange(0, 500), rng.randrange(0, 60)
    value = _near(rng, target, share=share) if rng.random() < 0.92 else None
    low = high = None
    if share and value is not None:
        kept, missed = round(1_000 * value), 1_000 - round(1_000 * value)
        low, high = max(0.0, value - 0.02), min(1.0, value + 0.02)
    before = None
    if rng.random() < 0.6:
        past = rng.choice((value or 0.0, _near(rng, target, share=share)))
        before = Reading(past, past - 0.02, past + 0.02) if share else Reading(past)
    return ScoreLine(
        key=f"p{at}", name=f"P{at}", party=rng.choice(("sales", "marketing", "shared")),
        measure=measure, every=every, periods=periods, period="2026-Q4", target=target, unit=unit,
        value=value, low=low, high=high, eligible=kept + missed, before=before,
        kept=kept if share else None, missed=missed if share else None,
        open=rng.choice((0, 3)) if share else None, excluded=rng.choice((0, 0, 1, 2)),
        if_missed=rng.choice(("", "We talk about it.")),
    )  # fmt: skip


def _random_period(
    rng: random.Random, target: Target, at: int, bad: str, *, is_over: bool, share: bool
) -> PeriodFigure:
    statuses = ("kept", "missed", "at_risk", "too_few", "no_data", "kept", "missed")
    status = bad or rng.choice(statuses)
    value = None if status == "no_data" else _near(rng, target, share=share)
    if bad and value is not None and rng.random() < 0.5:
        value = target.value * ((0.80 + 0.05 * at) if target.op == ">=" else (1.4 - 0.1 * at))
    wide = rng.choice((0.0, 0.01, 0.1))
    low = high = None
    if share and value is not None:
        low, high = value - wide, value + wide
    return PeriodFigure(
        period=f"2026-{10 + at}" if at < 3 else f"2026-W{40 + at}", target=target, value=value,
        low=low, high=high, status=status, is_over=is_over,
    )  # fmt: skip


def _near(rng: random.Random, target: Target, *, share: bool) -> float:
    spread = rng.choice((0.0002, 0.01, 0.2))
    value = target.value * (1 + rng.uniform(-spread, spread))
    return min(max(value, 0.0), 1.0) if share else value


def _random_won(rng: random.Random, before: Days | None, running: bool) -> Headline:
    whole = rng.randrange(0, 80)
    part = whole - rng.choice((0, 0, min(1, whole), min(3, whole)))
    plan = rng.choice((None, 2_100_000.0))
    value = rng.choice((0.0, 2_100_000.0, 2_099_999.6, rng.uniform(1e5, 4e6)))
    past = None
    if before is not None and rng.random() < 0.8:
        spread = rng.choice((0.0, 1e-6, 0.004, 0.5))
        past = Headline(
            code="won", value=value * (1 + rng.uniform(-spread, spread)), unit="EUR", part=part,
            whole=max(0, whole + rng.choice((-5, 0, 7))), counts={},
        )  # fmt: skip
    change = None if past is None or running else value - (past.value or 0.0)
    return Headline(
        code="won", value=value, unit="EUR", part=part, whole=whole, plan=plan, before=past,
        change=change, counts={"planned_customers": 70} if plan else {},
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A scoreboard with what the checks need to know of it, worked out from its raw parts."""

    board: Board

    def line(self, name: str) -> Any:
        return next(line for line in self.board.lines if line.name == name)

    def of(self, who: str) -> list[Any]:
        party = PARTIES.get(who)
        return [line for line in self.board.lines if party is None or line.party == party]

    @property
    def won(self) -> Any:
        return self.board.headlines[0]

    @property
    def runs(self) -> bool:
        return any(not each.is_over for line in self.board.lines for each in line.periods)


def outcome(line: Any) -> str:
    """`missed`, `short`, `kept`, or nothing where no period that is over says."""
    statuses = {each.status for each in line.periods if each.is_over}
    for status, word in (("missed", "missed"), ("at_risk", "short"), ("kept", "kept")):
        if status in statuses:
            return word
    return ""


def bad(line: Any) -> bool:
    return outcome(line) in ("missed", "short")


def apart(a: Any, b: Any) -> bool:
    """Whether neither figure lies in the interval of the other, and they differ."""
    for one, other in ((a, b), (b, a)):
        if one.low is not None and one.high is not None and one.low <= other.value <= one.high:
            return False
    return bool(a.value != b.value)


def better(now: float, then: float, line: Any) -> bool:
    return now > then if line.target.op == ">=" else now < then


def improving(line: Any) -> bool:
    if line.before is not None and line.value is not None and apart(line, line.before):
        return better(line.value, line.before.value, line)
    told = [each for each in line.periods if each.is_over and each.value is not None]
    steps = [better(b.value, a.value, line) for a, b in pairwise(told)]
    return len(told) > 1 and all(steps) and apart(told[0], told[-1])


def reads(text: str, value: float | None, unit: str | None) -> bool:
    """Whether a printed figure is the value, rounded at its last digit."""
    if value is None:
        return text == "–"
    text = text.removesuffix(" so far")
    if unit == "seconds":
        sizes = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "min": 60.0, "s": 1.0}
        parts = re.findall(r"([\d,.]+) (d|h|min|m|s)\b", text)
        shown = sum(float(n.replace(",", "")) * sizes[size] for n, size in parts)
        finest = sizes[parts[-1][1]] if parts else 60.0
        return abs(shown - abs(value)) <= max(finest / 2, 30 if " m" in text else 0.001) + 1e-6
    match = re.fullmatch(r"−?€?([\d,]+(?:\.(\d+))?)([MB%]?)", text)
    if match is None:
        return False
    size = {"M": 1e6, "B": 1e9, "%": 0.01}.get(match[3], 1)
    shown = float(match[1].replace(",", "")) * size
    finest = size / 10 ** len(match[2] or "")
    if match[3] in ("M", "B"):
        finest = size / 100  # noughts at the end are not written
    return abs(shown - abs(value)) <= finest / 2 + 1e-9 * max(1.0, abs(value))


def number(text: str) -> int:
    return int(text.replace(",", ""))


def _promises(m: Any, case: Case) -> bool:
    lines = case.of(m["who"])
    kept = sum(outcome(line) == "kept" for line in lines)
    judged = sum(bool(outcome(line)) for line in lines)
    over = all(each.is_over for line in lines for each in line.periods)
    if (m["so_far"] and over) or (not m["so_far"] and not over):
        return False
    if m["won"] and not reads(m["won"], case.won.value / case.won.plan, "share"):
        return False
    what = m["what"]
    if what.endswith("that can be judged") != (judged < len(lines)):
        return False
    if "one promise" in what:
        return judged == 1 and (kept == 1) == (m["did"] == "kept")
    numbers = [number(each) for each in re.findall(r"\d+", what)]
    if what.startswith("both"):
        return kept == judged == 2
    if what.startswith("all"):
        return kept == judged == numbers[0] and judged > 2
    if what.startswith("neither"):
        return kept == 0 and judged == 2
    if what.startswith("none"):
        return kept == 0 and judged == numbers[0] and judged > 2
    return [kept, judged] == numbers and 0 < kept < judged


def _to_fix(m: Any, case: Case) -> bool:
    found = [line.name for line in case.board.lines if bad(line) and not improving(line)]
    return found == [m["name"]]


def _moved(m: Any, case: Case) -> bool:
    line = case.line(m["name"])
    if (
        line.before is None
        or not apart(line, line.before)
        or not reads(m["now"], line.value, line.unit)
    ):
        return False
    groups = m.groupdict()
    if groups.get("before") and not reads(m["before"], line.before.value, line.unit):
        return False
    up = line.value > line.before.value
    if m["way"] == "slipped":
        return not up and not better(line.value, line.before.value, line)
    if m["way"] == "came down":
        return not up and better(line.value, line.before.value, line)
    return bool(up)


def _judged(text: str, line: Any) -> bool:
    over = [each.status for each in line.periods if each.is_over]
    kept = over.count("kept")
    judged = sum(each in ("kept", "missed", "at_risk") for each in over)
    several = len(line.periods) > 1
    plain = {"kept": "kept", "missed": "missed", "short": "just short"}
    if re.fullmatch(r"kept|just short|missed", text):
        return not several and plain[outcome(line)] == text
    if m := re.fullmatch(r"(kept|just short|missed) in the one \w+ that can be judged", text):
        return several and judged == 1 and plain[outcome(line)] == m[1]
    if re.fullmatch(r"kept in both \w+", text):
        return several and kept == judged == 2
    if m := re.fullmatch(r"kept in all (\d+) \w+", text):
        return kept == judged == number(m[1])
    if m := re.fullmatch(r"kept in none of (\d+) \w+", text):
        return kept == 0 and judged == number(m[1]) > 1
    if m := re.fullmatch(r"kept in (\d+) of (\d+) \w+", text):
        return (kept, judged) == (number(m[1]), number(m[2])) and kept > 0
    running = {"kept so far": "kept", "at risk": "at_risk", "missed so far": "missed"}
    if text in running:
        return not judged and any(
            each.status == running[text] and not each.is_over for each in line.periods
        )
    if text == "open":
        return not judged and any(not each.is_over for each in line.periods)
    if text == "too few to say":
        return not judged and "too_few" in over
    return text == "no data" and not judged


def _stayed(m: Any, case: Case) -> bool:
    line = case.line(m["name"])
    if not all(each.is_over and each.status in ("missed", "at_risk") for each in line.periods):
        return False
    if (m["where"] == "below target") != (line.target.op == ">="):
        return False
    count = re.search(r"\d+", m["periods"])
    if len(line.periods) != (number(count[0]) if count else 2):
        return False
    if " → " in m["figures"]:
        first, last = m["figures"].removesuffix(", improving").split(" → ")
        values = [each.value for each in line.periods]
        rises = all(better(b, a, line) for a, b in pairwise(values))
        ends = line.periods[0], line.periods[-1]
        shown = reads(first, values[0], line.unit) and reads(last, values[-1], line.unit)
        return rises and apart(*ends) and shown
    figures = re.split(r", (?=[\d€–])", m["figures"])
    return len(figures) == len(line.periods) and all(
        reads(text, each.value, line.unit) for text, each in zip(figures, line.periods, strict=True)
    )


def _revenue(m: Any, case: Case) -> bool:
    won = case.won
    if not reads(m["value"], won.value, "EUR") or bool(m["so_far"]) != case.runs:
        return False
    if m["way"]:
        past = won.before.value
        growth = abs(won.value - past) / past
        if (m["way"] == "grew") != (won.value > past) or not reads(m["share"], growth, "share"):
            return False
    plan = m["plan"] or ""
    if short := re.fullmatch(r", (\S+) short of plan", plan):
        return won.value < won.plan and reads(short[1], won.plan - won.value, "EUR")
    if above := re.fullmatch(r", (\S+) above plan", plan):
        return won.value > won.plan and reads(above[1], won.value - won.plan, "EUR")
    if of := re.fullmatch(r" of (\S+) planned", plan):
        return case.runs and reads(of[1], won.plan, "EUR")
    if plan:
        return bool(won.value == won.plan)
    return won.plan is None


def _customers(m: Any, case: Case) -> bool:
    won = case.won
    if number(m["won"]) != won.whole:
        return False
    if m["change"]:
        change = won.whole - won.before.whole
        return bool(abs(change) == number(m["change"]) and (m["way"] == "more") == (change > 0))
    return not m["same"] or won.whole == won.before.whole


def _counts(m: Any, case: Case) -> bool:
    words = {"kept": "kept", "missed": "missed", "just short": "short"}
    return all(
        sum(outcome(line) == words[word] for line in case.board.lines) == number(count)
        for count, word in re.findall(r"(\d+) (kept|missed|just short)(?! so far)", m[0])
    )


def _undecided(m: Any, case: Case) -> bool:
    told = dict(re.findall(r"(P\d+) \(([^)]*)\)", m[0]))
    missing = {line.name for line in case.board.lines if not outcome(line)}
    if set(told) != missing:
        return False
    alone = {name: replace(case.line(name), periods=case.line(name).periods) for name in told}
    return all(_judged(word, alone[name]) for name, word in told.items())


PROMISES = re.compile(
    r"(?:We won (?P<won>\S+) of planned revenue and|(?P<who>We|Sales|Marketing|Together we))"
    r" (?P<did>kept|did not keep) (?P<what>(?:our|its) one promise|the one promise that can be "
    r"judged|(?:both|all \d+|none of (?:the )?\d+|\d+ of (?:the )?\d+) promises"
    r"(?: that can be judged)?|neither promise|neither of the two promises that can be judged)"
    r"(?P<so_far> so far)?"
)
FIGURE = r"[\d€−–][^;()“”]*?"
CHECKS: tuple[tuple[re.Pattern[str], Callable[[Any, Case], bool]], ...] = (
    (PROMISES, _promises),
    (re.compile(r"“(?P<name>P\d+)” is the one to fix"), _to_fix),
    (re.compile(rf"“(?P<name>P\d+)” (?P<way>slipped|rose) to (?P<now>{FIGURE})"), _moved),
    (
        re.compile(
            rf"“(?P<name>P\d+)” (?P<way>slipped|rose|came down) from (?P<before>{FIGURE}) to "
            rf"(?P<now>{FIGURE})"
        ),
        _moved,
    ),
    (
        re.compile(
            r"“(?P<name>P\d+)” stayed (?P<where>below target|above its limit) in "
            r"(?P<periods>both \w+|all \d+ \w+) \((?P<figures>.*)\)"
        ),
        _stayed,
    ),
    (
        re.compile(r"“(?P<name>P\d+)” was (?P<what>.*)"),
        lambda m, case: bad(case.line(m["name"])) and _judged(m["what"], case.line(m["name"])),
    ),
    (
        re.compile(r"“(?P<one>P\d+)” and “(?P<two>P\d+)” were not"),
        lambda m, case: (
            {line.name for line in case.board.lines if bad(line)} == {m["one"], m["two"]}
        ),
    ),
    (re.compile(r"(?:\d+ (?:missed|just short)(?:, )?)+"), _counts),
    (
        re.compile(r"[Nn]o promise can be judged yet"),
        lambda _, case: not any(outcome(line) for line in case.board.lines),
    ),
    (
        re.compile(r"There are no figures for this period yet"),
        lambda _, case: all(line.value is None for line in case.board.lines),
    ),
    (
        re.compile(r"We won (?P<won>\S+) of planned revenue(?P<so_far> so far)?"),
        lambda m, case: (
            reads(m["won"], case.won.value / case.won.plan, "share")
            and bool(m["so_far"]) == case.runs
        ),
    ),
    (
        re.compile(r"(?P<who>Sales|Marketing|Shared): nothing to judge yet"),
        lambda m, case: not any(outcome(line) for line in case.of(m["who"])),
    ),
    (
        re.compile(
            r"Revenue (?:(?P<way>grew|fell) (?P<share>\S+) on Q3 2026 to (?P<value>\S+?)|"
            r"won: (?P<plain>\S+?))(?P<so_far> so far)?(?P<plan>, \S+ (?:short of|above) plan|"
            r", exactly as planned| of \S+ planned)?"
        ),
        lambda m, case: _revenue(_Plain(m), case),
    ),
    (
        re.compile(r"The revenue of (\d+) won customers? is not known"),
        lambda m, case: number(m[1]) == case.won.whole - case.won.part > 0,
    ),
    (
        re.compile(
            r"(?P<won>\d+) customers? (?:was|were) won(?:, (?P<change>\d+) (?P<way>more|fewer) than"
            r" in Q3 2026|(?P<same>, as many as in Q3 2026))?"
        ),
        _customers,
    ),
    (re.compile(r"Not judged: .*"), _undecided),
)


class _Plain:
    """A match in which a value stands under one name, however it was said."""

    def __init__(self, match: re.Match[str]) -> None:
        self._match = match

    def __getitem__(self, name: str) -> str:
        if name == "value":
            return self._match["value"] or self._match["plain"]
        return self._match[name]


def check(text: str, case: Case) -> str:
    """What is wrong with a sentence; empty: nothing, every part of it is known and true."""
    known = False
    for pattern, holds in CHECKS:
        match = pattern.fullmatch(text)
        if match is not None:
            known = True
            if holds(match, case):
                return ""
    return f"{'false' if known else 'not known'}: {text}"


def _line_figures(text: str, line: Any) -> str:
    """What is wrong with the sentences about one promise's figure; empty: nothing."""
    counted = (line.kept or 0) + (line.missed or 0)
    over = [each.status for each in line.periods if each.is_over]
    unit = line.unit
    checks: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        (r"([\d,]+) of ([\d,]+) leads .*?, ([\d,]+) .*",
         lambda m: (number(m[1]), number(m[2]), number(m[3])) == (line.kept, counted, line.missed)),
        (r"(\d+) (?:not due yet and not counted|too recent to count)",
         lambda m: number(m[1]) == line.open),
        (r"(\d+) leads? left out, see page 5", lambda m: number(m[1]) == line.excluded),
        (r"95% interval: (\S+) to (\S+)",
         lambda m: reads(m[1], line.low, unit) and reads(m[2], line.high, unit)),
        (r"(?:Source: the imported figures, )?([\d,]+) (?:leads?|rows?)",
         lambda m: number(m[1]) == line.eligible),
        (r"Only ([\d,]+) were counted .*", lambda m: number(m[1]) == counted and "too_few" in over),
        (rf"Since Q3 2026 it (?P<way>slipped|rose|came down) from (?P<before>{FIGURE}) to "
         rf"(?P<now>{FIGURE})", lambda m: _moved(_Named(m, line.name), Case(_board_of(line)))),
        (rf"In Q3 2026 it was ({FIGURE})", lambda m: reads(m[1], line.before.value, unit)),
        (r"(?:\d+ [^,.]*(?:, )?)+", lambda m: _apart(m[0], line)),
    )  # fmt: skip
    for sentence in text.removesuffix(".").split(". "):
        told = [true for pattern, rule in checks for true in _said(pattern, sentence, rule)]
        if not told:
            return f"not known: {sentence}"
        if not any(told):
            return f"false: {sentence}"
    return ""


def _said(pattern: str, sentence: str, rule: Callable[[Any], bool]) -> Iterator[bool]:
    match = re.fullmatch(pattern, sentence)
    if match is not None:
        yield rule(match)


def _board_of(line: Any) -> Board:
    return replace(random_board(random.Random(0)), lines=(line,))


class _Named:
    """A match to which the name of the promise is added that the sentence speaks of as "it"."""

    def __init__(self, match: re.Match[str], name: str) -> None:
        self._match, self._name = match, name

    def __getitem__(self, key: str) -> str:
        return self._name if key == "name" else self._match[key]

    def groupdict(self) -> dict[str, str]:
        return self._match.groupdict()


def _apart(text: str, line: Any) -> bool:
    over = [each.status for each in line.periods if each.is_over]
    counts = {
        "missed": over.count("missed"), "just short": over.count("at_risk"),
        "too few leads to say": over.count("too_few"), "without figures": over.count("no_data"),
        "not over yet": len(line.periods) - len(over),
    }  # fmt: skip
    return all(
        any(part.endswith(word) and number(part.split()[0]) == counts[word] for word in counts)
        for part in text.split(", ")
    )


def _consequence(text: str, line: Any) -> str:
    over = [each.is_over and each.status in ("missed", "at_risk") for each in line.periods]
    runs = max(
        (len(run) for run in "".join("x" if each else " " for each in over).split()), default=0
    )
    for sentence in filter(None, text.removesuffix(".").split(". ")):
        if m := re.fullmatch(r"Not kept in (\d+) \w+ in a row", sentence):
            true = number(m[1]) == runs > 1
        elif m := re.fullmatch(r"Not kept in (\d+) \w+, never two in a row", sentence):
            true = number(m[1]) == sum(over) > 1 and runs == 1
        elif sentence.startswith("Agreed consequence: "):
            true = bad(line) and bool(line.if_missed)
        else:
            true = sentence == "Owner: Marie" and bad(line)
        if not true:
            return f"false: {sentence}"
    return ""


def _reasons(reasons: list[tuple[str, int]], kind: str) -> str:
    text = reasons_text(reasons, kind, WORDS)
    counts = dict(reasons)
    total, blank = sum(counts.values()), counts.get("", 0)
    stated = {reason: count for reason, count in counts.items() if reason}
    most = max(stated.values(), default=0)
    top = {reason for reason, count in stated.items() if count == most}
    named = set(re.findall(r"“([^”]*)”", text))
    numbers = [number(each) for each in re.findall(r"(?<![\d.,])\d[\d,]*(?![\d.%])", text)]
    if "mostly" in text or text.startswith("Most "):
        what = blank if not named else counts[next(iter(named))]
        true = 2 * what > total and numbers[:2] == [what, total]
    elif "No reason stands out" in text:
        true = len(top) > 3 and numbers == [total]
    else:
        true = named == top and numbers[0] == most and total in numbers
        true &= ("stated" in text) == (blank >= most)
    return "" if true else f"false: {text} of {reasons}"


def _campaigns(rng: random.Random) -> str:
    campaigns = [
        CampaignResult(
            key="c", name="C", is_over=rng.random() < 0.8,
            outcomes=(
                Outcome("leads", 100, rng.choice((None, 30, 50, 89, 90, 119, 120))),
                Outcome("pipeline", rng.choice((None, 1_000)), rng.randrange(0, 2_000)),
            ),
        )
        for _ in range(rng.randrange(1, 6))
    ]  # fmt: skip
    text = campaigns_text(campaigns, WORDS)
    counts = {word: int(count) for count, word in re.findall(r"(\d+) ([^,]+)", text)}

    def word(one: CampaignResult) -> str:
        leads, pipeline = one.outcomes
        share = None if leads.actual is None else leads.actual / 100
        if pipeline.planned is not None:
            share = (pipeline.actual or 0) / 1_000
        if share is None:
            return "without a plan to compare"
        if not one.is_over:
            return "still running"
        if share >= 1.2:
            return "to double down"
        return "to keep" if share >= 0.9 else "to fix" if share >= 0.5 else "to stop"

    found = [word(one) for one in campaigns]
    true = counts == {each: found.count(each) for each in found}
    return "" if true else f"false: {text}"


def false_sentences(seed: int) -> list[str]:
    """The sentences of one random scoreboard that are false, or of a form that no check knows."""
    rng = random.Random(seed)
    board = random_board(rng)
    case, findings = Case(board), review_findings(board)
    wrong: list[str] = []
    parts = headline(findings, WORDS).split("; ")
    for party in ("sales", "marketing", "shared"):
        lines = [line for line in board.lines if line.party == party]
        if lines:
            parts += party_text(party, lines, WORDS).split("; ")
    lead = lead_text(board, findings, WORDS)
    for sentence in filter(None, lead.removesuffix(".").split(". ")):
        if named := re.match(r"“(P\d+)”: ", sentence):
            _, _, about = lead.partition(named[0])
            about = about.partition(" Not judged")[0]
            wrong.append(_line_figures(about, case.line(named[1])))
            break
        parts.append(sentence)
    if "Not judged" in lead:
        parts.append(lead[lead.index("Not judged") :].removesuffix("."))
    wrong += [check(part, case) for part in parts]
    if board.lines:
        text = counts_text(board.lines, WORDS)
        if not _counts(re.fullmatch(r".*", text), case):
            wrong.append(f"false: {text}")
    for line in board.lines:
        wrong.append(_line_figures(figures_text(line, board, "won", WORDS, page="5"), line))
        wrong.append(_consequence(consequence_text(line, "Marie", WORDS), line))
        found = finding_text(line, board, WORDS, business=False)
        told = re.fullmatch(r"P\d+: ([^(]*?)(?: \((.*?)(?:, promised .*)?\))?", found)
        if (
            told is None
            or not _judged(told[1], line)
            or (told[2] and not reads(re.split(r" over | in ", told[2])[0], line.value, line.unit))
        ):
            wrong.append(f"false: {found}")
    wrong += [_kpi(kpi_texts(kpi, board, WORDS), case) for kpi in findings.kpis]
    wrong.append(_funnel(funnel_text(board, findings, WORDS), case))
    names = ["Not now", "No need", "No budget", "Other", ""][: rng.randrange(1, 6)]
    reasons = [(name, rng.choice((1, 5, 5, 40, 41))) for name in names]
    reasons.sort(key=lambda pair: -pair[1])
    wrong += [_reasons(reasons, kind) for kind in ("returns", "lost")]
    wrong.append(_campaigns(rng))
    return [each for each in wrong if each]


def _kpi(texts: tuple[str, str, str, str], case: Case) -> str:
    value, name, plan, change = texts
    true = True
    if name == "promises kept":
        kept = sum(outcome(line) == "kept" for line in case.board.lines)
        judged = sum(bool(outcome(line)) for line in case.board.lines)
        true = value == f"{kept} of {judged}"
    elif name == "revenue won":
        true = reads(value, case.won.value, "EUR")
        if plan:
            true &= reads(plan.split()[0], case.won.value / case.won.plan, "share")
            reaches = float(plan.split("%")[0]) >= 100
            true &= reaches == (case.won.value >= case.won.plan)
        if change.startswith(("+", "−")):
            true &= (change[0] == "+") == (case.won.value > case.won.before.value)
    elif name == "customers won":
        true = number(value) == case.won.whole
        if change.startswith(("+", "−")):
            more = case.won.whole - case.won.before.whole
            true &= number(change[1:].split()[0]) == abs(more) and (change[0] == "+") == (more > 0)
    else:
        line = case.line(name)
        true = reads(value, line.value, line.unit)
    return "" if true else f"false: {texts}"


def _funnel(text: str, case: Case) -> str:
    first, last = case.board.stages[0], case.board.stages[-1]
    numbers = [number(each) for each in re.findall(r"[\d,]+", text)]
    true = numbers[:2] == [last.reached, first.reached]
    true &= ("are customers" in text) == (last.key == "customer")
    if len(numbers) > 2:
        true &= numbers[2] == case.won.whole
    return "" if true else f"false: {text}"
