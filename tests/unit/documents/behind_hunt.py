"""Random misses, pauses and bridges, and a check of its own for each sentence about them.

The checks read what is printed and hold it against raw numbers; they share no code with what chose
the sentence.
"""

from __future__ import annotations

import random
import re
from fractions import Fraction
from typing import Any, cast

import numpy as np
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.measurement.late_pauses import PauseOpener
from alignment_desktop.measurement.lead_groups import LeadGroups
from alignment_desktop.measurement.miss_groups import MissGroup, MissPattern
from alignment_desktop.services import cause_words
from alignment_desktop.services.bridge_words import balance, finding, sum_line
from alignment_desktop.services.bridging import Bridge, BridgePart
from alignment_desktop.services.causes import Causes, Crowding, ReasonGiven
from alignment_desktop.services.clock_words import pauses_text
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.words.language import language

WORDS = language("en")
_CAUSAL = re.compile(r"\b(because|caused?|causes|due to|reason for|why they)\b", re.IGNORECASE)
_NAMES = {
    "volume": "Volume", "quality": "Quality", "speed": "Speed", "conversion": "Conversion",
    "deal-size": "Deal size", "mix": "Mix", "unexplained": "Unexplained",
}  # fmt: skip


def false_of_misses(rng: random.Random) -> list[str]:
    """The sentences about random misses that are false, or that no check knows."""
    found = _random_causes(rng)
    pattern, crowding = found.groups.pattern, found.crowding
    inside = [(group.missed, group.of) for group in pattern.groups]
    rest = pattern.missed - sum(m for m, _ in inside), pattern.of - sum(n for _, n in inside)
    searched = pattern.missed >= 10

    def tells_crowding(m: Any) -> bool:
        shown = [int(each.replace(",", "")) for each in m.groups()]
        return crowding is not None and shown == [
            crowding.weeks, crowding.of, crowding.room, crowding.most, crowding.missed,
            pattern.missed,
        ]  # fmt: skip

    checks: list[tuple[str, Any]] = [
        (r"Nothing was missed\.", lambda _: pattern.missed == 0),
        (
            r"With (\d+) of (\d+) missed there are too few misses to tell a pattern from chance\.",
            lambda m: (
                (int(m[1]), int(m[2])) == (pattern.missed, pattern.of) and 0 < pattern.missed < 10
            ),
        ),
        (
            r"No group stands out: (\d+) checked by owner and region\.",
            lambda m: searched and not inside and int(m[1]) == pattern.checked,
        ),
        (
            r"No other group stands out: (\d+) more checked by owner and region\.",
            lambda m: inside and int(m[1]) == pattern.checked - len(inside),
        ),
        (
            r"Without (?:this group|the (\d+) groups) ([\d.]+)% were kept\.",
            lambda m: (
                len(inside) == int(m[1] or 1)
                and abs(float(m[2]) / 100 - (rest[1] - rest[0]) / rest[1]) <= 0.0005 + 1e-9
            ),
        ),
        (r"This says where misses concentrate, not why\.", lambda _: bool(inside)),
        (
            r"In (\d+) weeks? of (\d+) more leads arrived than there is time for, which is (\d+) a "
            r"week; (\d+) in the fullest\. (\d+) of the (\d+) misses started then\.",
            tells_crowding,
        ),
    ]
    wrong = []
    told = list(cause_words.sentences(found, WORDS))
    for text in told:
        matches = [(re.fullmatch(pattern_, text), holds) for pattern_, holds in checks]
        if not any(match and holds(match) for match, holds in matches):
            wrong.append(f"false: {text}")
    text = " ".join(told)
    if inside and ("not why" not in text or "other group" not in text):
        wrong.append(f"lacks its caution: {text}")
    if _CAUSAL.search(text):
        wrong.append(f"speaks of a cause: {text}")
    return [*wrong, *_false_bars(found, [*inside, *([rest] if inside and rest[1] else [])])]


def _false_bars(found: Causes, expected: list[tuple[int, int]]) -> list[str]:
    bars = cause_words.bars(found, WORDS)
    total = found.groups.pattern.missed
    wrong = [] if len(bars) == len(expected) else ["false: so many bars"]
    for bar, (missed, of) in zip(bars, expected, strict=False):
        close = abs(float(bar.share.rstrip("%").lstrip("<>")) / 100 - missed / total) <= 0.0101
        if bar.late != f"{missed} of {of}" or not close:
            wrong.append(f"false: {bar.label} {bar.late} {bar.share}")
    for reason in found.reasons:
        text = cause_words.reason_text(reason, WORDS)
        plain = f"{reason.name}: given for {reason.missed} of them."
        remedy = f" Remedy agreed: {reason.remedy}" if reason.remedy else ""
        if text != plain + remedy:
            wrong.append(f"false: {text}")
    return wrong


def _random_causes(rng: random.Random) -> Causes:
    missed = rng.choice((0, 1, 2, 9, 10, 11, rng.randrange(10, 400)))
    of = missed + rng.choice((0, 1, 5, rng.randrange(0, 600)))
    groups: list[MissGroup] = []
    left, room = missed, of
    for at in range(rng.choice((0, 0, 1, 2, 3)) if missed >= 10 else 0):
        its = rng.randrange(1, left // 2 + 2) if left > 1 else 0
        size = its + rng.randrange(0, max(room - left, 0) + 1)
        if not its or size > room:
            break
        if rng.random() < 0.1:
            its, size = left, room  # all leads are in a group
        groups.append(MissGroup((("owner", f"O{at}"),), its, size, its / (missed or 1), 0.01))
        left, room = left - its, room - size
    crowding = None
    if rng.random() < 0.3:
        crowding = Crowding(rng.choice((1, 2, 5)), 13, 40, 61, rng.randrange(0, missed + 1), "")
    names = ("Price", "No budget")[: rng.randrange(0, 3)]
    reasons = tuple(
        ReasonGiven("", each, rng.randrange(1, 9), rng.choice(("", "Call")), "") for each in names
    )
    checked = len(groups) + rng.choice((0, 1, 2, 900))
    pattern = MissPattern(
        missed, of, tuple(groups), checked, ("owner", "region"), np.zeros(of, np.int64)
    )
    nobody = cast(Any, None)  # sentences speak of the pattern alone
    return Causes(nobody, nobody, nobody, LeadGroups(pattern, pl.DataFrame()), reasons, crowding)


def false_of_pauses(rng: random.Random) -> list[str]:
    """What is false of who opened pauses shortly before due."""
    openers = []
    for name in ("Weber", "Novak", "")[: rng.randrange(0, 4)]:
        opened = rng.choice((1, 29, 30, 31, 200))
        openers.append(PauseOpener(name, opened, rng.choice((0, 0, 1, opened))))
    text = pauses_text(openers, WORDS)
    late = [each for each in openers if each.late]
    if not late:
        return [] if text == "" else [f"false: {text}"]
    said = re.fullmatch(
        r"Pauses opened in the last tenth of the limit: (.*?)\."
        r"( Fewer than 30 pauses say little about a person\.)?",
        text,
    )
    people = [f"{each.by or 'somebody not named'} {each.late} of {each.opened}" for each in late]
    few = any(each.opened < 30 for each in late)
    if said is None or said[1] != ", ".join(people) or bool(said[2]) != few:
        return [f"false: {text}"]
    return []


_AGREEMENT = Agreement("FY27 Q1", dict(read_text(sample_agreement_text()).clauses))


def false_of_bridge(rng: random.Random) -> list[str]:
    """What is false of a random bridge: its finding, its balance, its sum."""
    found = _random_bridge(rng)
    assert found.plan is not None
    assert found.actual is not None
    plan, actual = found.plan, found.actual
    amounts = {_NAMES[part.key]: part.amount for part in found.parts}
    text, wrong = finding(found, WORDS), []
    told = re.fullmatch(
        r"€([\d,]+) (short of|above) plan( so far)?; the largest part is (.*)", text
    )
    if told is None:
        if text != "Revenue is what was planned" or abs(actual - plan) > 1:
            wrong.append(f"false: {text}")
    else:
        up = told[2] == "above"
        largest = max(amounts.values()) if up else min(amounts.values())
        its = amounts[told[4].capitalize()]
        true = abs(_number(told[1]) - abs(actual - plan)) <= 1 and (actual > plan) == up
        true &= its == largest and bool(told[3]) != found.is_over
        if not true:
            wrong.append(f"false: {text}")
    line = sum_line(found, WORDS).replace("\xa0", " ")
    shown = re.fullmatch(r"€([\d,]+) (.*) = €([\d,]+)", line)
    parts = re.findall(r"([+−]) €([\d,]+)", shown[2]) if shown else []
    if shown is None or _number(shown[1]) + sum(
        _number(each) * (1 if sign == "+" else -1) for sign, each in parts
    ) != _number(shown[3]):
        wrong.append(f"false: {line}")
    return [*wrong, *_false_balance(balance(found, WORDS), amounts)]


def _false_balance(text: str, amounts: dict[str, Fraction]) -> list[str]:
    sides = {"adds": 1, "add": 1, "takes": -1, "take": -1}
    named: dict[str, int] = {}
    for clause in filter(None, re.split(r"; |\.$", text)):
        said = re.fullmatch(r"(.*) (adds?|takes?) €([\d,]+)", clause)
        if said is None:
            return [f"not known: {text}"]
        sign = sides[said[2]]
        names = [each.capitalize() for each in re.split(r", | and ", said[1])]
        named |= dict.fromkeys(names, sign)
        if said[2].endswith("s") != (len(names) == 1):
            return [f"bad English: {text}"]
        total = sum((abs(amounts[name]) for name in names), Fraction(0))
        if abs(total - _number(said[3])) > len(names):
            return [f"false: {text}"]
    wrong = [
        name
        for name, amount in amounts.items()
        # A part of less than one unit may be shown as nothing, or as one.
        if (abs(amount) >= 1 and named.get(name) != (1 if amount > 0 else -1))
        or (amount == 0 and name in named)
    ]
    return [f"false: {text}, of {wrong}"] if wrong else []


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _random_bridge(rng: random.Random) -> Bridge:
    plan = Fraction(rng.choice((1_000, 2_100_000, rng.randrange(1, 5_000_000))))
    keys = [*rng.sample([*_NAMES][:-1], rng.randrange(0, 7)), "unexplained"]
    spread = rng.choice((1, 3, 400_000))
    parts = [Fraction(rng.randrange(-spread * 7, spread * 7), 7) for _ in keys]
    if rng.random() < 0.1:
        parts = [Fraction(0) for _ in keys]
    if sum(parts, plan) < 0:
        parts = [abs(each) for each in parts]
    nobody = cast(Any, None)  # the words below do not speak of them
    return Bridge(
        as_of=nobody,
        agreement=_AGREEMENT,
        is_over=rng.random() < 0.7,
        plan=plan,
        actual=sum(parts, plan),
        parts=tuple(
            BridgePart(key, amount, "shared", None, "", None, None)
            for key, amount in zip(keys, parts, strict=True)
        ),
        lacks=(),
        planned=nobody,
        came=nobody,
    )


def false_behind(seed: int) -> list[str]:
    """What is false of misses, pauses and a bridge that come of one seed."""
    rng = random.Random(seed)
    return [*false_of_misses(rng), *false_of_pauses(rng), *false_of_bridge(rng)]
