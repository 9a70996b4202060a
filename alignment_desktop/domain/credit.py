"""Who gets credit for a lead: the shares of its touches by each rule of attribution, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.problems import Problem

FIRST, LAST, EVEN, POSITION = "first touch", "last touch", "even", "position based"
RULES = (FIRST, LAST, EVEN, POSITION)
"""As the clause of attribution writes them."""

_SHORT = {"first": FIRST, "last": LAST, "position": POSITION, "linear": EVEN}
_ENDS = Fraction(2, 5)
"""What the first and the last touch get each by position; those between share the rest."""
_WHOLE = Fraction(1)


def weights(rule: str, touches: int) -> tuple[Fraction, ...]:
    """The credit of each of so many touches of one lead, in their order.

    They are fractions, so that they sum to 1 exactly.

    Args:
        rule: One of `RULES`. By position the first and last touch get 40 % each and those between
            share 20 %; of two touches each gets half, a single one all.
        touches: How many there are.
    """
    if not touches:
        return ()
    if rule == FIRST:
        return (_WHOLE, *[Fraction(0)] * (touches - 1))
    if rule == LAST:
        return (*[Fraction(0)] * (touches - 1), _WHOLE)
    if rule == EVEN or touches < 3:
        return (_WHOLE / touches,) * touches
    between = (_WHOLE - 2 * _ENDS) / (touches - 2)
    return (_ENDS, *[between] * (touches - 2), _ENDS)


def shares(rule: str, touches: Sequence[str]) -> dict[str, Fraction]:
    """The credit of each campaign for one lead; they sum to 1 exactly where there is a touch.

    Args:
        rule: One of `RULES`.
        touches: The campaigns that touched it, in order of time.

    Returns:
        By campaign, in the order of their first touches; those without credit are left out.
    """
    found: dict[str, Fraction] = {}
    for campaign, weight in zip(touches, weights(rule, len(touches)), strict=True):
        if weight:
            found[campaign] = found.get(campaign, Fraction(0)) + weight
    return found


def credit_rule(agreement: Agreement, asked: str | None) -> str:
    """The rule by which credit is shared out: the one asked for, else that of the agreement.

    Args:
        agreement: Whose clause of attribution counts.
        asked: One of `RULES`, in any case; `first`, `last`, `position` will do.

    Raises:
        Problem: `unknown-credit-rule`; `no-attribution`, where the agreement has no such clause.
    """
    if asked is not None:
        words = " ".join(asked.lower().replace("-", " ").split())
        rule = _SHORT.get(words, words)
        if rule not in RULES:
            raise Problem("unknown-credit-rule", value=asked, known=", ".join(RULES))
        return rule
    if agreement.attribution is None:
        raise Problem("no-attribution")
    return agreement.attribution.rule
