"""Deals join leads by the domain of their account, where somebody said that they may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import polars as pl
import pytest

from alignment_desktop.measurement.deal_joining import DOMAIN
from alignment_desktop.measurement.folding import Batch, fold_leads, identified
from alignment_desktop.measurement.web_domains import domain_of
from tests.unit.measurement.test_folding import batch, noon

PEOPLE = batch(
    1,
    {"lead_id": "L1", "email": "ann@Acme.example", "account": "Acme"},
    {"lead_id": "L2", "email": "bo@globex.example"},
    {"lead_id": "L3", "email": "cy@globex.example"},
    {"lead_id": "L4", "email": "di@gmail.com"},
    {"lead_id": "L5", "email": None},
)
VISITORS = batch(2, {"email": "eve@initech.example"}, key="email")


def deals(number: int, *rows: tuple[str, str | None, int | None]) -> Batch:
    made = batch(
        number,
        *(
            {
                "opportunity_id": name,
                "own:Website": site,
                "opportunity_at": None if day is None else noon(day),
                "outcome": name,
            }
            for name, site, day in rows
        ),
        key="opportunity_id",
    )
    return replace(made, domain_column="own:Website")


DEALS = deals(
    3,
    ("D2", "https://www.acme.example/en?x=1", 9),
    ("D1", "acme.example", 2),
    ("D3", "globex.example", 2),
    ("D4", "www.gmail.com", 2),
    ("D5", "initech.example", None),
    ("D6", "nobody.example", 2),
    ("D7", None, 2),
    ("D8", "Acme Ltd.", 2),
    ("D0", "acme.example", None),
)


def outcomes(batches: Sequence[Batch]) -> dict[str, str | None]:
    """Which deal's outcome each lead has."""
    return dict(fold_leads(batches).frame.select("lead_key", "outcome").rows())


def test_the_earliest_dated_deal_of_an_account_joins_the_one_lead_with_an_address_there() -> None:
    expected = {
        "L1": "D1", "L2": None, "L3": None, "L4": None, "L5": None, "eve@initech.example": "D5",
        "D0": "D0", "D2": "D2", "D3": "D3", "D4": "D4", "D6": "D6", "D7": "D7", "D8": "D8",
    }  # fmt: skip
    for order in permutations((PEOPLE, VISITORS, DEALS)):
        numbered = [replace(each, id=number) for number, each in enumerate(order, start=1)]
        assert outcomes(numbered) == expected
    # A further deal takes the account of the lead that the first one joined.
    frame = fold_leads([PEOPLE, DEALS]).frame
    assert frame.filter(pl.col("lead_key") == "D2")["account"].item() == "Acme"


def test_nothing_joins_by_domain_where_nobody_said_so() -> None:
    plain = replace(DEALS, domain_column=None)
    assert outcomes([PEOPLE, plain])["L1"] is None
    absent = replace(DEALS, domain_column="own:Web")
    assert outcomes([PEOPLE, absent])["L1"] is None


def test_deals_of_an_account_that_several_leads_are_at_are_listed() -> None:
    found = identified([PEOPLE, VISITORS, DEALS]).ambiguous
    assert found.select("batch", "row", "value", "holders", "by").rows() == [
        (3, 4, "globex.example", 2, DOMAIN)
    ]


def test_what_ids_and_contacts_tell_comes_before_the_domain() -> None:
    named = batch(
        1,
        {"lead_id": "L1", "email": "ann@acme.example", "opportunity_id": "D9"},
        {"lead_id": "L2", "email": "bo@other.example", "opportunity_id": None},
    )
    rows = (
        ("D1", "L2", "acme"), ("D2", "L2", "acme"), ("D3", None, "acme"), ("D9", None, "other"),
    )  # fmt: skip
    of_people = batch(
        4,
        *(
            {
                "opportunity_id": deal,
                "contact_ids": contact,
                "email": f"x@{account}.example",
                "outcome": deal,
            }
            for deal, contact, account in rows
        ),
        key="opportunity_id",
    )
    contacts = replace(of_people, domain_column="email")
    # D2 is a further deal of its contact, and stays one though its domain is that of another lead.
    # That lead has a deal already, so D3, which only the domain tells of, is a further one of it.
    assert outcomes([named, contacts]) == {"L1": "D9", "L2": "D1", "D2": "D2", "D3": "D3"}
    further = identified([named, contacts]).further
    assert further.rows() == [
        ("opportunity_id:D2", "lead_id:L2"),
        ("opportunity_id:D3", "lead_id:L1"),
    ]


def test_a_deal_is_as_early_as_any_import_says() -> None:
    site = "acme.example"
    first, again = deals(3, ("D1", site, 5), ("D2", site, 3)), deals(4, ("D1", site, 1))
    assert outcomes([PEOPLE, first, again])["L1"] == "D1"


def test_an_address_that_only_the_deals_have_is_no_other_lead_of_the_account() -> None:
    addressed = DEALS.frame.with_columns(email=pl.lit("sales@acme.example"))
    assert outcomes([PEOPLE, replace(DEALS, frame=addressed)])["L1"] == "D1"


def test_a_deal_without_any_moment_joins_too() -> None:
    undated = DEALS.frame.drop("opportunity_at", "opportunity_at.day", strict=False)
    assert outcomes([VISITORS, replace(DEALS, frame=undated)])["eve@initech.example"] == "D5"


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("acme.example", "acme.example"),
        (" WWW.Acme.Example. ", "acme.example"),
        ("https://shop.acme.example:8080/a@b?c#d", "shop.acme.example"),
        ("Ann <ann@acme.example", "acme.example"),
        ("mu\u0308nchen.example", "m\u00fcnchen.example"),
        ("ann@gmail.com", None),
        ("Acme Ltd.", None),
        ("3.5", None),
        ("acme", None),
        ("", None),
        (None, None),
    ],
)
def test_the_domain_of_an_address(address: str | None, domain: str | None) -> None:
    frame = pl.DataFrame({"address": [address]}, schema={"address": pl.String})
    assert frame.select(domain_of(pl.col("address"))).item() == domain
