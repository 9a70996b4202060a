"""What may be said behind the figures of the sample, from `why`, `bridge`, `metrics`, `funnel`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.paper_facts import answer, missed
from tests.walk_back import Row, count, duration, money, share, signed

BEFORE = ("--from", "2026-07-01", "--to", "2026-09-30", "--as-of", "2026-10-04T09:00:00+02:00")
"""The quarter before, as it was known when its leads were as old as those of this one."""


@dataclass(frozen=True)
class Behind:
    """What the commands say of what lies behind the figures.

    Attributes:
        why: By the key of each promise that was not kept.
        bridge: The gap bridge.
        metrics: By key.
        before: The same of the quarter before.
        funnel: The stages with their books, by key.
    """

    why: dict[str, Row]
    bridge: Row
    metrics: dict[str, Row]
    before: dict[str, Row]
    funnel: dict[str, Row]


def learn_behind(sample: Path, measured: dict[str, Row]) -> Behind:
    said = answer("metrics", sample, "--json")["metrics"]
    earlier = answer("metrics", sample, "--json", *BEFORE)["metrics"]
    stages = answer("funnel", sample, "--json")["stages"]
    return Behind(
        {
            key: answer("why", sample, "--commitment", key, "--json")
            for key, each in measured.items()
            if each["periods"][0]["kept"] is not None and missed(each)
        },
        answer("bridge", sample, "--json"),
        {each["key"]: each for each in said},
        {each["key"]: each for each in earlier},
        {each["stage"]: each for each in stages},
    )


def figures_of(metric: Row) -> Row:
    """The figures of a metric over all its days."""
    (period,) = (each for each in metric["periods"] if "by" not in each)
    found: Row = period
    return found


def why_facts(why: Row) -> set[str]:
    """Misses, groups, and how many were tried; shares of all misses without digits."""
    groups, total, of = why["groups"], why["missed"], why["of"]
    rest = total - sum(each["missed"] for each in groups), of - sum(each["of"] for each in groups)
    said = {count(each) for each in (total, of, *rest, len(groups))}
    said.add(count(why["checked"] - len(groups)))
    for each in groups:
        said |= {count(each["missed"]), count(each["of"]), f"{100 * each['missed'] / total:.0f}%"}
    if groups:
        said |= {f"{100 * rest[0] / total:.0f}%", share((rest[1] - rest[0]) / rest[1])}
    said |= {count(each["missed"]) for each in why["reasons"]}
    if why["crowding"]:
        said |= {count(each) for each in why["crowding"].values() if isinstance(each, int)}
    return said


def in_unit(value: float | None, unit: str | None) -> set[str]:
    """A metric's figure as pages may show it."""
    if value is None:
        return set()
    if unit == "share":
        return {share(value)}
    if unit == "seconds":
        return {duration(value)}
    if unit == "days":
        return {f"{value:.1f}".removesuffix(".0")}
    return money(value) | {count(value)} if unit == "EUR" else {count(value)}


def metric_facts(now: Row, before: Row) -> set[str]:
    """What a metric came to, what it is made of, and how it changed."""
    unit, figure, past = now["unit"], figures_of(now), figures_of(before)["value"]
    said = in_unit(figure["value"], unit) | in_unit(past, unit)
    for part in (figure["numerator"], figure["denominator"]):
        if part is not None:
            said |= money(part) | {count(part), f"{part:.1f}".removesuffix(".0")}
    by = figure["value"] - past
    if unit == "share":
        said |= {signed(by, f"{abs(100 * by):.1f}"), f"{abs(100 * by):.1f}", "0"}
    elif unit == "seconds":
        said.add(signed(by, duration(abs(by))))
    else:
        short = f"{abs(by) / 1e6:.2f}".rstrip("0").rstrip(".")
        texts = {f"€{abs(by):,.0f}", f"€{abs(by):,.2f}", f"€{short}M"} if unit == "EUR" else set()
        texts |= {count(abs(by)), f"{abs(by):.1f}".removesuffix(".0")}
        said |= {signed(by, text) for text in texts}
    return said


def bridge_facts(bridge: Row, funnel: Row, deals: Row) -> set[str]:
    """Plan, actual, the parts with their factors, and what adds and takes."""
    plan, actual = bridge["plan"], bridge["actual"]
    parts = {each["key"]: each for each in bridge["parts"]}
    amounts = [each["amount"] for each in bridge["parts"]]
    assert abs(sum(amounts) - (actual - plan)) < 1e-6
    said = money(plan) | money(actual) | money(plan - actual)
    for amount in amounts:
        # Parts are rounded so that they still add up: by one unit at most.
        for whole in (int(amount) - 1, int(amount), int(amount) + 1):
            said |= {f"€{abs(whole):,}", signed(whole, f"€{abs(whole):,}")}
    for sign in (1, -1):
        whole = round(sum(sign * each for each in amounts if sign * each > 0))
        said |= {f"€{whole + more:,}" for more in (-2, -1, 0, 1, 2)}
    for key in ("quality", "conversion"):
        said |= {share(parts[key]["planned"]), share(parts[key]["came"])}
        said.add(f"{100 * parts[key]['planned']:g}%")
    said |= {count(parts["volume"][name]) for name in ("planned", "came")}
    won = figures_of(deals)["denominator"]
    expected = won * parts["conversion"]["planned"] / parts["conversion"]["came"]
    said |= {count(won), count(expected)}
    said |= money(parts["deal-size"]["planned"]) | money(parts["deal-size"]["came"])
    assert funnel["in"] == parts["volume"]["came"]
    said |= money(plan + parts["unexplained"]["amount"])
    return said
