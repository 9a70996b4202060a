"""The mapping text: every key is read, every mistake is named."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_FIELDS, Kind
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.letters import composed
from alignment_desktop.importing.mapping import Mapping, Repeats, mapping_text, parse_mapping

WHOLE = """
kind = "leads"
sheet = "Report"
header_row = 4
timezone = "Europe/Berlin"
dates = "day first"
decimal = ","
data_as_of = 2027-01-04
currency = "EUR"
blank = ["Select", "-", "#N/A"]
repeats = "last by Modified"
blank_erases = true
[columns]
"Lead ID" = "lead_id"
"MQL Date" = "entered.mql"
"Fax" = ""
[constants]
outcome = "won"
[values.stage]
"Working - Contacted" = "sal"
"""


def test_every_key_is_read() -> None:
    assert parse_mapping(WHOLE) == Mapping(
        kind=Kind.LEADS,
        sheet="Report",
        header_row=4,
        timezone="Europe/Berlin",
        dates=DateOrder.DAY,
        decimal=",",
        data_as_of=date(2027, 1, 4),
        currency="EUR",
        blank=("Select", "-", "#N/A"),
        repeats=Repeats(last=True, column="Modified"),
        blank_erases=True,
        columns={"Lead ID": "lead_id", "MQL Date": "entered.mql", "Fax": ""},
        constants={"outcome": "won"},
        values={"stage": {"Working - Contacted": "sal"}},
    )


def test_a_whole_mapping_is_written_and_read_again() -> None:
    for text in (WHOLE, "sheet = 2"):
        assert parse_mapping(mapping_text(parse_mapping(text))) == parse_mapping(text)


def test_an_empty_mapping_leaves_everything_to_be_found() -> None:
    assert parse_mapping("") == Mapping()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2027-01-04T09:00:00", datetime(2027, 1, 4, 9)),
        ('"2027-01-04"', date(2027, 1, 4)),
        ('"2027-01-04T09:00"', datetime(2027, 1, 4, 9)),
    ],
)
def test_data_as_of_is_a_date_or_a_moment(text: str, value: date) -> None:
    assert parse_mapping(f"data_as_of = {text}").data_as_of == value


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("kind = \n", "mapping-not-toml", {"line": 1}),
        ('kind = "leads"\n[columns', "mapping-not-toml", {"line": 2}),
        ('tiemzone = "UTC"', "mapping-unknown-key", {"key": "tiemzone", "nearest": "timezone"}),
        ('kind = "lead"', "mapping-unknown-kind", {"kind": "lead", "nearest": "leads"}),
        (
            'kind = "leads"\n[columns]\n"Score" = "scor"',
            "mapping-unknown-field",
            {"key": "columns.Score", "field": "scor", "nearest": "score"},
        ),
        ('kind = "figures"\n[columns]\n"A" = "lead_id"', "mapping-unknown-field", {}),
        ('[columns]\n"A" = "entered.Not A Key"', "mapping-unknown-field", {}),
        ('[constants]\nfoo = "x"', "mapping-unknown-field", {"key": "constants.foo"}),
        (
            '[columns]\n"A" = "email"\n"B" = "email"',
            "mapping-two-columns",
            {"field": "email", "first": "A", "second": "B"},
        ),
        ('[columns]\nA = "outcome"\n[constants]\noutcome = "won"', "mapping-constant-mapped", {}),
        ('dates = "days first"', "mapping-bad-value", {"key": "dates"}),
        ('decimal = ";"', "mapping-bad-value", {"key": "decimal"}),
        ('repeats = "newest"', "mapping-bad-value", {"key": "repeats"}),
        ('data_as_of = "soon"', "mapping-bad-value", {"key": "data_as_of"}),
        ("data_as_of = 09:00:00", "mapping-bad-value", {"key": "data_as_of"}),
        ("header_row = 0", "mapping-bad-value", {"key": "header_row"}),
        ("sheet = true", "mapping-bad-value", {"key": "sheet"}),
        ('blank = "-"', "mapping-bad-value", {"key": "blank"}),
        ("columns = 3", "mapping-bad-value", {"key": "columns"}),
        ('timezone = "Europe/Bonn"', "mapping-unknown-zone", {"zone": "Europe/Bonn"}),
        ('timezone = "Europe"', "mapping-unknown-zone", {}),
        ('[values.stage]\nA = "x"\na = "y"', "mapping-values-twice", {"value": "a"}),
        ("timezone = 1", "mapping-bad-value", {"key": "timezone"}),
        ('currency = "euros"', "mapping-bad-value", {"key": "currency"}),
        ("account_domain = true", "mapping-bad-value", {"key": "account_domain"}),
        ("blank_erases = 1", "mapping-bad-value", {"key": "blank_erases"}),
        ("[columns]\nA = 1", "mapping-bad-value", {"key": "columns.A"}),
        ('[columns]\nA = "email"\n" A" = ""', "mapping-column-twice", {"column": "A"}),
        ("[constants]\ngrade = []", "mapping-bad-value", {"key": "constants.grade"}),
        ("[scales]\nA = true", "mapping-bad-value", {"key": "scales.A"}),
        ("[scales]\nA = 0", "mapping-bad-value", {"key": "scales.A"}),
        ("[values.stage]\nA = []", "mapping-bad-value", {"key": "values.stage.A"}),
    ],
)
def test_a_mistake_names_its_key(text: str, code: str, facts: dict[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        parse_mapping(text)
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12)
HEADERS = TEXTS.map(composed).filter(bool)
"""The letters of headers are composed when they are read, without invisible signs."""
MAPPINGS = st.builds(
    Mapping,
    kind=st.just(Kind.LEADS),
    sheet=st.none() | TEXTS | st.integers(1, 99),
    header_row=st.none() | st.integers(1, 999),
    timezone=st.none() | st.sampled_from(["UTC", "Europe/Berlin"]),
    dates=st.none() | st.sampled_from(DateOrder),
    decimal=st.none() | st.sampled_from(",."),
    data_as_of=st.none() | st.dates() | st.datetimes(),
    currency=st.none() | st.just("EUR"),
    blank=st.none() | st.lists(TEXTS).map(tuple),
    repeats=st.none() | st.builds(Repeats, last=st.booleans(), column=TEXTS),
    blank_erases=st.booleans(),
    account_domain=st.none() | HEADERS,
    columns=st.dictionaries(HEADERS, st.just("")),
    constants=st.dictionaries(st.sampled_from(sorted(LEAD_FIELDS)), TEXTS | st.integers()),
    values=st.dictionaries(
        st.just("stage"), st.dictionaries(TEXTS.map(str.casefold), TEXTS, max_size=1), max_size=1
    ),
    scales=st.dictionaries(HEADERS, st.sampled_from([1, 0.01, 1000])),
)


@given(MAPPINGS)
def test_a_mapping_written_and_read_is_the_same(mapping: Mapping) -> None:
    assert parse_mapping(mapping_text(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = " + "[" * 5_000 + "]" * 5_000, 1, "Brackets nested too deeply"),
        ("sheet = " + "9" * 5_000, 1, "A number of thousands of digits"),
        ('kind = "leads"\nsheet = "a', 2, "Unterminated string"),
    ],
)
def test_a_mapping_that_is_no_toml_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_mapping(text)
    assert (caught.value.code, caught.value.facts["line"]) == ("mapping-not-toml", line)
    assert caught.value.facts["reason"] == reason
