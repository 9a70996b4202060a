"""Targets as people write them: `>= 95 %`, `>=2100000 EUR`, `<= 20 days`."""

from __future__ import annotations

import re
from dataclasses import field, replace
from decimal import Decimal

from typing_extensions import override

from alignment_desktop.domain.limits import SECONDS, UNIT_NAMES, Unit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

PERCENT = "%"

_TARGET = re.compile(
    r"\s*(?P<op>>=|<=|≥|≤)\s*(?P<amount>[+-]?\d{1,15}(?:\.\d{1,9})?)\s*(?P<unit>%|[A-Za-z]+)?\s*"
)
_SIGNS = {"≥": ">=", "≤": "<="}


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure must reach, or must not pass.

    Attributes:
        op: `>=` or `<=`.
        amount: The number as written.
        unit_text: `%`, a currency code, a unit of time in the singular, or nothing.
        word: What a plain number is written with, such as `×`, where its commitment names that; no
            part of what is asked for.
    """

    op: str
    amount: Decimal
    unit_text: str = ""
    word: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: object) -> Target:
        """The target that `text` states.

        Raises:
            Problem: `unreadable-target`, where it is none.
        """
        match = _TARGET.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise Problem("unreadable-target", value=text)
        unit = match["unit"] or ""
        time = unit.lower().removesuffix("s")
        # Units of time first: DAY in capitals is a day and no currency.
        if time in UNIT_NAMES:
            unit = time
        elif unit not in ("", PERCENT) and re.fullmatch(r"[A-Z]{3}", unit) is None:
            raise Problem("unreadable-target", value=text)
        # Adding nothing makes -0 the 0 that it is.
        amount = Decimal(match["amount"]) + 0
        return cls(_SIGNS.get(match["op"], match["op"]), amount, unit)

    @property
    def unit(self) -> str | None:
        """`share`, `seconds`, a currency code, or None for a plain number."""
        if self.unit_text == PERCENT:
            return "share"
        if self.unit_text in UNIT_NAMES:
            return "seconds"
        return self.unit_text or None

    @property
    def value(self) -> float:
        """The number in its unit: a share from 0 to 1, seconds, money, or as it stands."""
        if self.unit_text == PERCENT:
            return float(self.amount / 100)
        if self.unit_text in UNIT_NAMES:
            return float(self.amount * SECONDS[Unit(self.unit_text)])
        return float(self.amount)

    def as_share(self) -> Target:
        """The same target for a measure whose value is a share.

        Raises:
            Problem: `target-not-a-share`, where it is neither in % nor a number from 0 to 1.
        """
        if self.unit_text == PERCENT:
            return self
        if self.unit_text or not 0 <= self.amount <= 1:
            raise Problem("target-not-a-share", value=str(self))
        return replace(self, amount=self.amount * 100, unit_text=PERCENT)

    def is_met_by(self, value: float) -> bool:
        """Whether `value`, in the unit of `unit`, keeps the target."""
        return value >= self.value if self.op == ">=" else value <= self.value

    def near_bound(self, share: float) -> Decimal | None:
        """From where a figure is nearly kept: share × target; of `<=` target ÷ share, beyond it.

        Args:
            share: The share of the target that is nearly it; 0 where none is set.

        Returns:
            In the unit of `unit`, in exact decimals as far as they go: 0.9 × 0.7 is 0.63 and not a
            hair above it. None where no share is set.
        """
        if not share:
            return None
        goal, part = Decimal(str(self.value)), Decimal(str(share))
        return goal * part if self.op == ">=" else goal / part

    @override
    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        unit = self.unit_text
        if unit in UNIT_NAMES and amount != "1":
            unit += "s"
        return f"{self.op} {amount} {unit}".rstrip()
