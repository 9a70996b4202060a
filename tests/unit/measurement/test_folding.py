"""What several imports of the same leads say together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import polars as pl
import pytest

from alignment_desktop.frames import FieldType, Kind, field_type
from alignment_desktop.measurement.folding import (
    Batch,
    Counts,
    Folded,
    compare,
    fold_activities,
    fold_campaigns,
    fold_figures,
    fold_leads,
    identified,
)
from alignment_desktop.measurement.identity import activities_of, with_identity

DTYPES: dict[FieldType | None, Any] = {
    FieldType.NUMBER: pl.Float64,
    FieldType.MOMENT: pl.Datetime("us", "UTC"),
    FieldType.DAY: pl.Date,
}


def batch(
    number: int, *rows: dict[str, Any], kind: Kind = Kind.LEADS, key: str | None = "lead_id",
    blank_erases: bool = False,
) -> Batch:  # fmt: skip
    names = list(dict.fromkeys(name for row in rows for name in row))
    schema = {
        name: pl.Date if name.endswith(".day") else DTYPES.get(field_type(kind, name), pl.String)
        for name in names
    }
    frame = pl.DataFrame(list(rows), schema=schema).with_row_index("row", 2)
    return Batch(number, kind, frame.cast({"row": pl.Int64}), key, blank_erases)


def noon(day: int) -> datetime:
    return datetime(2026, 10, day, 12, tzinfo=UTC)


def table(folded: Folded, *columns: str) -> list[tuple[object, ...]]:
    return folded.frame.select(columns).rows()


def test_a_later_batch_overrides_field_by_field_and_a_blank_never_erases() -> None:
    first = batch(1, {"lead_id": "L1", "grade": "A", "region": "EU"}, {"lead_id": "L2"})
    second = batch(2, {"lead_id": "L1", "grade": "B", "region": None, "source": "Web"})
    assert table(fold_leads([first, second]), "lead_key", "grade", "region", "source") == [
        ("L1", "B", "EU", "Web"),
        ("L2", None, None, None),
    ]


def test_a_blank_erases_where_the_mapping_says_so_but_only_in_the_rows_and_columns_given() -> None:
    first = batch(
        1, {"lead_id": "L1", "grade": "A", "region": "EU"}, {"lead_id": "L2", "grade": "C"}
    )
    second = batch(2, {"lead_id": "L1", "grade": None}, blank_erases=True)
    assert table(fold_leads([first, second]), "lead_key", "grade", "region") == [
        ("L1", None, "EU"),
        ("L2", "C", None),
    ]


def test_a_moment_and_its_written_day_travel_together() -> None:
    written = batch(
        1, {"lead_id": "L1", "created_at": noon(1), "created_at.day": date(2026, 10, 1)}
    )
    timed = batch(2, {"lead_id": "L1", "created_at": noon(2)})
    blank = batch(3, {"lead_id": "L1", "created_at": None, "grade": "A"})
    assert table(fold_leads([written, timed, blank]), "created_at", "created_at.day") == [
        (noon(2), None)
    ]
    assert table(fold_leads([timed, written]), "created_at.day") == [(date(2026, 10, 1),)]


def test_a_row_keyed_by_email_joins_the_one_lead_that_has_it_whatever_its_case() -> None:
    crm = batch(1, {"lead_id": "L1", "email": "Ann@Example.com"})
    platform = batch(2, {"email": "ann@example.COM", "source": "Web"}, key="email")
    folded = fold_leads([crm, platform])
    assert table(folded, "lead_key", "source") == [("L1", "Web")]
    assert "value" not in folded.frame.columns, "by which it was joined"


def test_a_row_keyed_by_email_is_a_lead_of_its_own_where_none_or_several_have_it() -> None:
    crm = batch(1, {"lead_id": "L1", "email": "a@x"}, {"lead_id": "L2", "email": "a@x"})
    platform = batch(2, {"email": "A@x", "grade": "A"}, {"email": "b@x", "grade": "B"}, key="email")
    again = batch(3, {"email": "a@x", "grade": "C"}, {"email": "b@x", "grade": "D"}, key="email")
    expected = [("a@x", "C"), ("b@x", "D"), ("L1", None), ("L2", None)]
    assert table(fold_leads([crm, platform, again]), "lead_key", "grade") == expected
    assert compare([crm, platform], again) == Counts(new=0, changed=2, unchanged=0)


def test_a_row_keyed_by_opportunity_joins_the_lead_of_that_opportunity() -> None:
    crm = batch(1, {"lead_id": "L1", "opportunity_id": "O1"}, {"lead_id": "L2"})
    deals = batch(
        2,
        {"opportunity_id": "O1", "revenue": 10.0},
        {"opportunity_id": "o1", "revenue": 20.0},
        key="opportunity_id",
    )
    assert table(fold_leads([crm, deals]), "lead_key", "revenue") == [
        ("L1", 10.0),
        ("L2", None),
        ("o1", 20.0),
    ]


def test_a_row_joins_the_lead_that_once_had_its_address() -> None:
    crm = batch(1, {"lead_id": "L1", "email": "old@x"})
    moved = batch(2, {"lead_id": "L1", "email": "new@x"})
    platform = batch(
        3, {"email": "new@x", "grade": "N"}, {"email": "old@x", "source": "O"}, key="email"
    )
    expected = [("L1", "new@x")]
    assert table(fold_leads([crm, moved]), "lead_key", "email") == expected
    assert table(fold_leads([crm, moved, platform]), "lead_key") == [("L1",)]


FILES = {
    "contacts": batch(
        1,
        {"lead_id": "C1", "email": "a@x", "source": "Web", "owner": "Ann", "name": "A"},
        {"lead_id": "C2", "email": "b@x", "source": "Fair", "owner": "Ben", "name": "B"},
    ),
    "deals": batch(
        2,
        {"opportunity_id": "D2", "contact_ids": "C1", "opportunity_at": noon(5), "amount": 2.0},
        {"opportunity_id": "D1", "contact_ids": "C1; C2", "opportunity_at": noon(1), "amount": 1.0},
        {"opportunity_id": "D4", "contact_ids": "C9", "opportunity_at": noon(2), "amount": 4.0},
        {"opportunity_id": "D3", "contact_ids": "C1,C2", "opportunity_at": None, "amount": 3.0,
         "owner": "Dan"},
        {"opportunity_id": "D5", "contact_ids": "C2, C1", "opportunity_at": None, "amount": 5.0},
        key="opportunity_id",
    ),
    "mail": batch(3, {"email": "B@x", "grade": "A"}, {"email": "z@x", "grade": "Z"}, key="email"),
}  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(FILES)))
def test_which_rows_make_one_lead_does_not_depend_on_the_order_of_import(
    order: tuple[str, ...],
) -> None:
    """D1 is first and takes C1, D2 finds C1 taken, D3 has C2; D5 is a further deal of C2."""
    folded = fold_leads([replace(FILES[name], id=n) for n, name in enumerate(order, 1)])
    columns = ("lead_key", "opportunity_id", "amount", "source", "owner", "grade")
    assert sorted(table(folded, *columns), key=str) == [
        ("C1", "D1", 1.0, "Web", "Ann", None),
        ("C2", "D3", 3.0, "Fair", "Ben", "A"),
        ("D2", "D2", 2.0, "Web", "Ann", None),
        ("D4", "D4", 4.0, None, None, None),
        ("D5", "D5", 5.0, "Fair", "Ben", None),
        ("z@x", None, None, None, None, "Z"),
    ]


def test_deals_of_known_contacts_change_them_and_are_nothing_new() -> None:
    contacts = batch(1, {"lead_id": "C1"}, {"lead_id": "C2"})
    deals = batch(
        2,
        {"opportunity_id": "D1", "contact_ids": "C1"},
        {"opportunity_id": "D2", "contact_ids": "C2"},
        key="opportunity_id",
    )
    assert compare([contacts], deals) == Counts(new=0, changed=2, unchanged=0)
    assert compare([deals], contacts) == Counts(new=0, changed=2, unchanged=0)


def test_a_deal_that_a_lead_names_joins_that_lead_and_no_contact() -> None:
    crm = batch(1, {"lead_id": "L1", "opportunity_id": "D1"}, {"lead_id": "C1"})
    deals = batch(2, {"opportunity_id": "D1", "contact_ids": "C1", "amount": 1.0},
                  key="opportunity_id")  # fmt: skip
    later = batch(3, {"opportunity_id": "D1", "amount": 2.0}, key="opportunity_id")
    assert table(fold_leads([crm, deals, later]), "lead_key", "amount") == [
        ("C1", None),
        ("L1", 2.0),
    ]


def test_rows_that_could_join_several_leads_are_told() -> None:
    crm = batch(1, {"lead_id": "L1", "email": "a@x"}, {"lead_id": "L2", "email": "A@x"})
    platform = batch(2, {"email": "a@X"}, {"email": "b@x"}, key="email")
    told = identified([crm, platform]).ambiguous
    assert told.rows() == [(2, 2, "a@X", 2, "email")]


def test_keys_written_in_composed_and_decomposed_letters_are_one() -> None:
    crm = batch(1, {"lead_id": "L1", "email": "jos\u00e9@x"}, {"lead_id": "Andre\u0301"})
    platform = batch(2, {"email": "jose\u0301@X", "grade": "A"}, key="email")
    again = batch(3, {"lead_id": "Andr\u00e9", "grade": "B"})
    assert table(fold_leads([crm, platform, again]), "grade") == [("B",), ("A",)]


def test_in_a_file_without_keys_every_row_is_a_lead_of_its_own() -> None:
    rows = ({"grade": "A"}, {"grade": "A"})
    first, second = batch(1, *rows, key=None), batch(12, *rows, key=None)
    assert table(fold_leads([first, second]), "lead_key") == [
        ("1:2",),
        ("1:3",),
        ("12:2",),
        ("12:3",),
    ]
    assert compare([first], second) == Counts(new=2, changed=0, unchanged=0)


def test_rows_without_their_key_are_left_out_and_of_two_with_one_key_the_last_holds() -> None:
    rows = ({"lead_id": None, "grade": "A"}, {"lead_id": "L1", "grade": "B"})
    folded = fold_leads([batch(1, *rows, {"lead_id": "L1", "grade": "C"})])
    assert table(folded, "lead_key", "grade") == [("L1", "C")]


def test_an_import_counts_new_changed_and_unchanged_keys() -> None:
    first = batch(1, {"lead_id": "L1", "grade": "A"}, {"lead_id": "L2", "grade": "B"})
    second = batch(
        2,
        {"lead_id": "L1", "grade": "A"},
        {"lead_id": "L2", "grade": "C"},
        {"lead_id": "L3", "grade": "A"},
    )
    assert compare([first], second) == Counts(new=1, changed=1, unchanged=1)
    blank = batch(3, {"lead_id": "L1", "grade": None}, {"lead_id": "L2", "region": "EU"})
    assert compare([first], blank) == Counts(new=0, changed=1, unchanged=1)
    assert compare([], first) == Counts(new=2, changed=0, unchanged=0)
    keys_only = batch(4, {"lead_id": "L1"})
    assert compare([first], keys_only) == Counts(new=0, changed=0, unchanged=1)


def test_the_columns_are_those_that_any_batch_has_even_where_all_is_blank() -> None:
    first = batch(1, {"lead_id": "L1", "created_at": None})
    second = batch(2, {"lead_id": "L1", "own:Fax": None})
    assert fold_leads([first, second]).columns == {"lead_id", "created_at", "own:Fax"}
    assert fold_leads([]).columns == set()
    assert fold_figures([]).columns == set()
    assert fold_activities([]).columns == set()


def test_an_activity_is_its_whole_row() -> None:
    call = {"lead_id": "L1", "at": noon(1), "kind": "call"}
    mail = {"lead_id": "L1", "at": noon(1), "kind": "mail"}
    first = batch(1, call, call, kind=Kind.ACTIVITIES)
    second = batch(2, mail, {**call, "by": None}, kind=Kind.ACTIVITIES)
    assert table(fold_activities([first, second]), "kind") == [("call",), ("mail",)]
    assert compare([first], second) == Counts(new=1, changed=0, unchanged=1)


def test_campaigns_figures_and_customers_are_folded_by_their_keys() -> None:
    days = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}
    spent = batch(1, {"campaign": "Web", **days, "spend": 5.0}, kind=Kind.CAMPAIGNS, key=None)
    clicked = batch(2, {"campaign": "Web", **days, "clicks": 7.0}, kind=Kind.CAMPAIGNS, key=None)
    assert table(fold_campaigns([spent, clicked]), "spend", "clicks") == [(5.0, 7.0)]

    stated = batch(3, {"figure": "NPS", **days, "value": 1.0}, kind=Kind.FIGURES, key=None)
    split = batch(
        4, {"figure": "NPS", **days, "segment": "EU", "value": 2.0}, kind=Kind.FIGURES, key=None
    )
    again = batch(5, {"figure": "NPS", **days, "value": 3.0}, kind=Kind.FIGURES, key=None)
    assert table(fold_figures([stated, split, again]), "segment", "value") == [
        ("EU", 2.0),
        (None, 3.0),
    ]
    assert compare([stated, split], again) == Counts(new=0, changed=1, unchanged=0)

    bought = batch(6, {"account": "Fabrikam", "revenue": 1.0}, kind=Kind.CUSTOMERS, key=None)
    assert compare([bought], bought) == Counts(new=0, changed=0, unchanged=1)


@pytest.fixture
def known() -> pl.DataFrame:
    rows = (
        {"lead_id": "L1", "email": "a@x", "created_at": noon(1)},
        {"lead_id": "L2", "email": "A@x", "created_at": noon(5)},
        {"lead_id": "L3", "email": "b@x", "created_at": None},
    )
    return fold_leads([batch(1, *rows)]).frame


def test_an_activity_known_only_by_email_belongs_to_the_newest_lead_created_before_it(
    known: pl.DataFrame,
) -> None:
    done = fold_activities([
        batch(
            2,
            {"lead_id": None, "email": "a@X", "at": noon(6), "kind": "6"},
            {"lead_id": None, "email": "a@X", "at": noon(2), "kind": "2"},
            {"lead_id": None, "email": "a@X", "at": datetime(2026, 9, 1, tzinfo=UTC), "kind": "0"},
            {"lead_id": None, "email": "b@x", "at": noon(1), "kind": "unknown creation"},
            {"lead_id": "L1", "email": "b@x", "at": noon(7), "kind": "by its number"},
            {"lead_id": "L7", "email": "b@x", "at": noon(7), "kind": "a stranger"},
            {"lead_id": None, "email": None, "at": noon(7), "kind": "nobody"},
            kind=Kind.ACTIVITIES,
        )
    ]).frame  # fmt: skip
    found = with_identity(done, known).select("identity", "kind").rows()
    assert sorted(found) == [
        ("lead_id:L1", "2"),
        ("lead_id:L1", "by its number"),
        ("lead_id:L2", "6"),
        ("lead_id:L3", "unknown creation"),
    ]


def test_activities_find_their_leads_by_whatever_columns_both_have(known: pl.DataFrame) -> None:
    called = pl.DataFrame({"email": ["a@x"], "at": [noon(9)]}).cast(
        {"at": pl.Datetime("us", "UTC")}
    )
    undated = known.drop("created_at", "created_at.day")
    assert with_identity(called, known)["identity"].to_list() == ["lead_id:L2"]
    assert with_identity(called, undated)["identity"].to_list() == ["lead_id:L2"]
    assert with_identity(called, known.drop("email"))["identity"].to_list() == []
    numbered = called.rename({"email": "lead_id"})
    assert with_identity(numbered, known.drop("lead_id"))["identity"].to_list() == []


def test_the_activities_of_one_lead_are_those_that_are_its_own_among_all(
    known: pl.DataFrame,
) -> None:
    schema = {"email": pl.String(), "at": pl.Datetime("us", "UTC"), "kind": pl.String()}
    done = pl.DataFrame(
        {
            "email": ["a@X", "a@x", "b@x"],
            "at": [noon(2), noon(9), noon(9)],
            "kind": ["1", "2", "3"],
        },
        schema=schema,
    )
    for leads in (known, known.with_columns(pl.lit("x").alias("account"))):
        every = with_identity(done, leads).sort("kind")
        for (identity,), its in every.group_by("identity"):
            found = activities_of(str(identity), done, leads)
            assert found["kind"].to_list() == its["kind"].to_list()
    assert activities_of("lead_id:L9", done, known).is_empty()
    numbered = done.rename({"email": "lead_id"})
    assert activities_of("lead_id:L1", numbered, known.drop("email")).is_empty()


def test_what_a_further_column_means_comes_from_the_batch_that_gives_its_text() -> None:
    read = ("read:number:X", "read:day:D")
    german = batch(
        1, {"lead_id": "1", "own:X": "1,5", "own:D": "5.11.2026"}, {"lead_id": "2", "own:X": "2,5"}
    )
    companions = [
        pl.Series("read:number:X", [1.5, 2.5]),
        pl.Series("read:day:D", [date(2026, 11, 5), None]),
    ]
    german = replace(german, frame=german.frame.with_columns(companions))
    plain = batch(2, {"lead_id": "2", "own:X": "7", "own:D": "soon"}, {"lead_id": "3"})
    expected = [("1", 1.5, date(2026, 11, 5)), ("2", 7.0, None), ("3", None, None)]
    assert table(fold_leads([german, plain]), "lead_key", *read) == expected
    folded = fold_leads([plain, german])
    expected = [("1", 1.5, date(2026, 11, 5)), ("2", 2.5, None), ("3", None, None)]
    assert table(folded, "lead_key", *read) == expected
    assert folded.columns == {"lead_id", "own:X", "own:D"}
    bare = replace(german, id=2, frame=german.frame.drop(read))
    assert compare([bare], german) == Counts(0, 0, 2)
    without = batch(3, {"lead_id": "1", "grade": "A"})
    assert table(fold_leads([german, without]), "lead_key", *read)[0][1] == 1.5


def test_a_file_may_call_a_column_like_the_day_of_another() -> None:
    first = batch(1, {"lead_id": "1", "own:X": "a"})
    named = first.frame.with_columns(pl.lit("b").alias("own:X.day"))
    folded = fold_leads([replace(first, frame=named)])
    assert folded.columns == {"lead_id", "own:X", "own:X.day"}
    later = batch(2, {"lead_id": "1", "own:X": "c"})
    assert table(fold_leads([replace(first, frame=named), later]), "own:X", "own:X.day") == [
        ("c", "b")
    ]
