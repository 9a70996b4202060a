"""What the name of a column states of its numbers is followed and told: thousands, cents, money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alignment_desktop.importing.checking import Checked
from alignment_desktop.importing.stated_scales import (
    stated_currency,
    stated_scale,
    without_scale,
)
from tests.unit.importing.checked_sheets import checked


@pytest.mark.parametrize(
    ("name", "factor", "bare"),
    [
        ("Amount (k€)", "1000", "Amount"),
        ("MRR ($K)", "1000", "MRR"),
        ("Revenue in TEUR", "1000", "Revenue"),
        ("Betrag in Tsd. EUR", "1000", "Betrag"),
        ("Amount (000s)", "1000", "Amount"),
        ("Revenue $000s", "1000", "Revenue"),
        ("Omzet x 1.000", "1000", "Omzet"),
        ("Budget in 1.000 EUR", "1000", "Budget"),
        ("amount_k", "1000", "amount"),
        ("amount_keur", "1000", "amount"),
        ("Montant en milliers d'euros", "1000", "Montant"),
        ("Montant (K€ HT)", "1000", "Montant"),
        ("Fatturato (migliaia)", "1000", "Fatturato"),
        ("Revenue (EUR thousand)", "1000", "Revenue"),
        ("Revenue (€m)", "1000000", "Revenue"),
        ("amount_usd_m", "1000000", "amount"),
        ("Umsatz Mio EUR", "1000000", "Umsatz"),
        ("GMV in $bn", "1000000000", "GMV"),
        ("Betrag in Cent", "0.01", "Betrag"),
        ("amount_in_cents", "0.01", "amount"),
        ("cost_micros", "0.000001", "cost"),
        *((name, None, name) for name in (
            "Amount", "Cost per thousand", "Cost per K€", "above 10 M€", "Amount (M)", "Budget K",
            "Amount (EUR)", "MEURER Leads", "Mio", "Percent", "Miles driven", "k€" * 200,
        )),
    ],
)  # fmt: skip
def test_a_name_tells_what_its_numbers_are_stated_in(
    name: str, factor: str | None, bare: str
) -> None:
    scale = stated_scale(name)
    assert (scale.factor if scale else None) == (Decimal(factor) if factor else None)
    assert without_scale(name) == bare


@pytest.mark.parametrize(
    ("name", "currency"),
    [
        ("Amount (USD)", "USD"),
        ("amount_usd", "USD"),
        ("Amount in US$", "US$"),
        ("Revenue in TUSD", "USD"),
        ("Amount £m", "£"),
        ("Amount (ARR)", ""),
        ("try", ""),
    ],
)
def test_a_name_tells_its_currency(name: str, currency: str) -> None:
    assert stated_currency(name) == currency


def of_amount(name: str, *cells: str | float, scales: str = "") -> Checked:
    mapping = f'decimal = "."\n[columns]\nID = "lead_id"\n"{name}" = "amount"\n{scales}'
    return checked(mapping, ["ID", name], *([f"L{n}", cell] for n, cell in enumerate(cells)))


def warned(result: Checked) -> list[tuple[str, str]]:
    return [(each.code, each.facts["found"]) for each in result.warnings]


def test_numbers_in_thousands_are_multiplied_as_they_are_written_and_that_is_told() -> None:
    result = of_amount("Amount (k€)", "1.015", 2.5, "€ 3", "4K", "x")
    assert result.frame["amount"].to_list() == [1015, 2500, 3000, 4000, None]
    assert warned(result) == [("scale-in-header", "k€")]


def test_a_mapping_says_what_numbers_are_multiplied_by() -> None:
    full = of_amount("Amount (k€)", 2.5, scales='[scales]\n"amount (K€)" = 1')
    thousands = of_amount("Amount", 2.5, scales="[scales]\nAmount = 1000")
    assert full.frame["amount"].to_list() == [2.5]
    assert thousands.frame["amount"].to_list() == [2500]
    assert warned(full) == warned(thousands) == []


def test_another_currency_in_the_name_of_a_column_is_told() -> None:
    assert warned(of_amount("Amount ($)", 2)) == [("header-currency", "$")]
    assert warned(of_amount("Amount (€)", 2)) == []
