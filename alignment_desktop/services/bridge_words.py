"""The gap bridge in words: its finding, and the figures beside each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor

from alignment_desktop.charts.bridge import Step
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.plan_check import WON
from alignment_desktop.measurement.gap_bridge import CONVERSION, MIX, QUALITY, SPEED, VOLUME
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import measured_share_text, number_text, share_text
from alignment_desktop.services.bridging import Bridge, BridgePart
from alignment_desktop.words.language import Language


def rounded(amounts: Sequence[Fraction], whole: Fraction) -> list[int]:
    """Amounts in whole units of the currency that still sum to the whole, rounded.

    Those that lose most by being rounded down are rounded up.
    """
    total = round(whole)
    down = [floor(each) for each in amounts]
    losses = sorted(range(len(amounts)), key=lambda at: down[at] - amounts[at])
    for at in losses[: max(total - sum(down), 0)]:
        down[at] += 1
    return down


def shown_amounts(bridge: Bridge) -> tuple[int, int, list[int]]:
    """Plan, actual and parts in whole units; the parts sum to actual - plan."""
    plan, actual = round(bridge.plan or 0), round(bridge.actual or 0)
    return plan, actual, rounded([part.amount for part in bridge.parts], Fraction(actual - plan))


def part_name(key: str, language: Language) -> str:
    """What a part is called."""
    return language.say(f"bridge.part-{key}")


def signed_money(amount: float, currency: str, language: Language) -> str:
    """Money with its sign: `+€294,000`, `−€97,000`; nothing has none."""
    text = money_text(abs(amount), currency, language)
    return f"+{text}" if amount > 0 else language.signed(text, amount < 0)


def finding(bridge: Bridge, language: Language) -> str:
    """By how much plan was missed or passed, and where the largest part of it lies."""
    words = language.bridge
    if bridge.actual is None:
        return words.no_actual()
    if bridge.gap is None:
        return words.no_plan()
    plan, actual, _ = shown_amounts(bridge)
    gap = actual - plan
    if not gap:
        return words.met()
    largest = max(bridge.parts, key=lambda part: part.amount if gap > 0 else -part.amount)
    amount = money_text(abs(gap), bridge.currency, language)
    if bridge.is_over:
        say = words.above if gap > 0 else words.short
    else:
        say = words.above_so_far if gap > 0 else words.short_so_far
    return say(amount=amount, part=part_name(largest.key, language).lower())


def balance(bridge: Bridge, language: Language) -> str:
    """Which parts add, and which take."""
    _, _, amounts = shown_amounts(bridge)
    names = [part_name(part.key, language) for part in bridge.parts]
    more = [name for name, amount in zip(names, amounts, strict=True) if amount > 0]
    less = [name for name, amount in zip(names, amounts, strict=True) if amount < 0]
    plus = money_text(sum(each for each in amounts if each > 0), bridge.currency, language)
    minus = money_text(-sum(each for each in amounts if each < 0), bridge.currency, language)
    words = language.bridge
    adds = words.adds(len(more), more=_sentence(more, language), plus=plus)
    if more and less:
        less = [each.lower() for each in less]
        takes = words.takes(len(less), less=language.listed(less), minus=minus)
        return words.adds_and_takes(adds=adds, takes=takes)
    takes = words.takes(len(less), less=_sentence(less, language), minus=minus)
    return words.alone(said=adds if more else takes) if more or less else ""


def _sentence(names: Sequence[str], language: Language) -> str:
    return language.listed([*names[:1], *(each.lower() for each in names[1:])])


def notes(bridge: Bridge, language: Language) -> list[str]:
    """What to bear in mind: what cannot be told apart, and what may still come."""
    words = language.bridge
    # Without a bridge there is nothing that a part could join.
    lacks = bridge.lacks if bridge.parts else ()
    said = [language.say(f"bridge.{lack.side}-{lack.key}") for lack in lacks]
    if bridge.came is not None and bridge.came.unvalued:
        count = bridge.came.unvalued
        said.append(words.unvalued(count, count=language.number(count)))
    if bridge.actual is not None and not bridge.is_over:
        said.append(words.so_far(day=long_day_text(bridge.days[1], language)))
    return said


def beside(
    bridge: Bridge, part: BridgePart, language: Language, *, brief: bool = False
) -> tuple[str, str]:
    """The actual figure of a part, and the planned one, in words.

    Args:
        bridge: The bridge.
        part: One of its parts.
        language: In whose words.
        brief: Whether there is room for a dozen letters only.
    """
    words, plan, came = language.bridge, bridge.planned, bridge.came
    one, other = part.came, part.planned

    def planned(say: Callable[[str], str], value: str) -> str:
        return words.plan_brief(value=value) if brief else say(value)

    if part.key == MIX and bridge.segments:
        name, before, share = max(bridge.segments, key=lambda each: abs(each[2] - each[1]))
        meant = measured_share_text(float(before), language)
        return (
            words.mix_came(share=measured_share_text(float(share), language), segment=name),
            planned(lambda value: words.mix_planned(share=value), meant),
        )
    if one is None or other is None or came is None:
        return _unexplained(bridge, part, language, brief=brief)
    if part.key == VOLUME:
        return (
            words.volume_came(count=number_text(float(one), language)),
            planned(
                lambda value: words.volume_planned(count=value), number_text(float(other), language)
            ),
        )
    if part.key == QUALITY:
        went_on = measured_share_text(float(one), language)
        return (
            words.quality_came(share=went_on, stage=stage_after(bridge)),
            planned(
                lambda value: words.quality_planned(share=value),
                share_text(float(other), language),
            ),
        )
    if part.key == SPEED and plan.cycle is not None and came.cycle is not None:
        days = language.plain(float(plan.cycle.value))
        return (
            words.speed_came(days=language.number(float(came.cycle), 1)),
            planned(lambda value: words.speed_planned(days=value), days),
        )
    if part.key == CONVERSION:
        count = came.won.customers
        expected = language.number(round(bridge.expected))
        return (
            words.conversion_came(count, count=language.number(count)),
            planned(lambda value: words.conversion_planned(count=value), expected),
        )
    mean, meant = (money_text(round(value), bridge.currency, language) for value in (one, other))
    return (
        words.deal_size_came(amount=mean),
        planned(lambda value: words.deal_size_planned(amount=value), meant),
    )


def _unexplained(
    bridge: Bridge, part: BridgePart, language: Language, *, brief: bool
) -> tuple[str, str]:
    """What our promises come to beside the plan, where all that leads to revenue is known."""
    words = language.bridge
    if bridge.plan is None or any(lack.key != MIX for lack in bridge.lacks):
        return words.unexplained_came(), ""
    made, wanted = (
        short_money_text(round(value), bridge.currency, language)
        for value in (bridge.plan + part.amount, bridge.plan)
    )
    if brief:
        return words.promises_brief(amount=made), words.plan_brief(value=wanted)
    return words.promises_came(amount=made), words.promises_planned(amount=wanted)


def bridge_steps(bridge: Bridge, language: Language) -> list[Step]:
    """The columns of the drawn bridge; empty where plan or actual is not known."""
    if bridge.gap is None or bridge.came is None:
        return []
    words, currency = language.bridge, bridge.currency
    plan, actual, amounts = shown_amounts(bridge)
    count = bridge.came.won.customers
    customers = words.customers(count, count=language.number(count))
    steps = [Step(words.plan(), plan, short_money_text(plan, currency, language), "faint")]
    for part, amount in zip(bridge.parts, amounts, strict=True):
        sign = "kept" if amount > 0 else "missed" if amount < 0 else "faint"
        steps.append(
            Step(
                part_name(part.key, language),
                amount,
                signed_money(amount, currency, language),
                sign,
                beside(bridge, part, language, brief=True),
                part.name or choice_text(part.owner, language),
                part.owner,
                part.key,
            )
        )
    shown = short_money_text(actual, currency, language)
    return [*steps, Step(words.actual(), actual, shown, "accent", (customers,))]


def about(bridge: Bridge, part: BridgePart, language: Language) -> str:
    """What a part counts."""
    start = language.bridge.opportunity()
    if bridge.planned.cycle_start != "opportunity_at":
        start = language.bridge.hand_over()
    return language.say(f"bridge.about-{part.key}", stage=stage_after(bridge), start=start)


def stage_after(bridge: Bridge) -> str:
    """What the stage is called that the first rate leads to."""
    accepted = bridge.planned.accepted
    if accepted is None or accepted[0] == WON:
        return ""
    stage = bridge.agreement.stages.get(accepted[0])
    return (stage.abbreviation or display_name(stage)) if stage else accepted[0]


def sum_line(bridge: Bridge, language: Language) -> str:
    """The parts added up, in whole units: `€2,100,000 + €294,400 − … = €1,799,950`."""
    plan, actual, amounts = shown_amounts(bridge)

    def money(amount: int) -> str:
        return money_text(abs(amount), bridge.currency, language)

    signs = [f"{'−' if amount < 0 else '+'}\N{NO-BREAK SPACE}{money(amount)}" for amount in amounts]
    return language.bridge.sum(plan=money(plan), parts=" ".join(signs), actual=money(actual))
