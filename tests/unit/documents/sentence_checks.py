"""A check of its own for each sentence about a scoreboard.

The checks read what is printed and hold it against the raw periods and figures; they share no code
with the rules that chose the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from alignment_desktop.domain.scoreboard import Board

PARTIES = {"Sales": "sales", "Marketing": "marketing", "Together we": "shared", "Shared": "shared"}


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


def moved_right(m: Any, case: Case) -> bool:
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


def judged_right(text: str, line: Any) -> bool:
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


def counted_right(m: Any, case: Case) -> bool:
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
    return all(judged_right(word, alone[name]) for name, word in told.items())


def _nothing_counts(_m: Any, case: Case) -> bool:
    return all(
        not figure.eligible and figure.value is None
        for line in case.board.lines
        for figure in line.periods
    )


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
    (re.compile(rf"“(?P<name>P\d+)” (?P<way>slipped|rose) to (?P<now>{FIGURE})"), moved_right),
    (
        re.compile(
            rf"“(?P<name>P\d+)” (?P<way>slipped|rose|came down) from (?P<before>{FIGURE}) to "
            rf"(?P<now>{FIGURE})"
        ),
        moved_right,
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
        lambda m, case: bad(case.line(m["name"])) and judged_right(m["what"], case.line(m["name"])),
    ),
    (
        re.compile(r"“(?P<one>P\d+)” and “(?P<two>P\d+)” were not"),
        lambda m, case: (
            {line.name for line in case.board.lines if bad(line)} == {m["one"], m["two"]}
        ),
    ),
    (re.compile(r"(?:\d+ (?:missed|just short)(?:, )?)+"), counted_right),
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
    (re.compile(r"Nothing that was imported counts for a promise in these days"), _nothing_counts),
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
