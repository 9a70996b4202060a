"""Hunts for false sentences: random scoreboards, each with all that is printed about it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from alignment_desktop.charts.group_bars import GroupBar
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
from alignment_desktop.domain.review_findings import review_findings
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.words.language import language
from tests.unit.documents.random_boards import random_board
from tests.unit.documents.sentence_checks import (
    FIGURE,
    Case,
    bad,
    check,
    counted_right,
    judged_right,
    moved_right,
    number,
    outcome,
    reads,
)

WORDS = language("en")


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
         rf"(?P<now>{FIGURE})", lambda m: moved_right(_Named(m, line.name), Case(_board_of(line)))),
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
    groups = _groups(rng, board)
    lead, where = _without_group(lead_text(board, findings, WORDS, groups))
    wrong.append(_group(where, lead, case, groups))
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
        if not counted_right(re.fullmatch(r".*", text), case):
            wrong.append(f"false: {text}")
    for line in board.lines:
        wrong.append(_line_figures(figures_text(line, board, "won", WORDS, page="5"), line))
        wrong.append(_consequence(consequence_text(line, "Marie", WORDS), line))
        found = finding_text(line, board, WORDS, business=False)
        told = re.fullmatch(r"P\d+: ([^(]*?)(?: \((.*?)(?:, promised .*)?\))?", found)
        if (
            told is None
            or not judged_right(told[1], line)
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


def _groups(rng: random.Random, board: Board) -> dict[str, GroupBar]:
    """For some promises that were not kept, the group where most of their misses are."""
    found = {}
    for line in board.lines:
        if bad(line) and rng.random() < 0.7:
            missed = rng.randrange(1, (line.missed or 9) + 1)
            of = missed + rng.randrange(0, 50)
            found[line.key] = GroupBar(f"Group of {line.key}", missed, of, "", "")
    return found


def _without_group(lead: str) -> tuple[str, str]:
    """A paragraph without what it says of a group, and that."""
    said = re.search(r" ?Misses of .* of its \S+ leads were missed\.", lead)
    if said is None:
        return lead, ""
    return (lead[: said.start()] + lead[said.end() :]).strip(), said[0].strip()


def _group(text: str, lead: str, case: Case, groups: dict[str, GroupBar]) -> str:
    """What is wrong with the sentence about a group; empty: nothing, also where none is said."""
    if not text:
        return "" if not groups else f"not said: {sorted(groups)}"
    told = re.fullmatch(
        r"Misses of “(P\d+)” concentrate in the group “(.+)”: "
        r"([\d,]+) of its ([\d,]+) leads were missed\.",
        text,
    )
    if told is None:
        return f"not known: {text}"
    line = case.line(told[1])
    its = groups.get(line.key)
    if its is None or (its.label, its.missed, its.of) != (
        told[2],
        number(told[3]),
        number(told[4]),
    ):
        return f"false: {text}"
    named = re.search(r"“(P\d+)”: ", lead)
    aside = named is not None and named[1] != told[1] and case.line(named[1]).key in groups
    return f"false: {text}" if aside or not bad(line) else ""


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
