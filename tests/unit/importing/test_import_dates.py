"""Dates as people and systems write them."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.column_cells import ColumnCells, clean
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import (
    DateOrder,
    fitting_orders,
    lacks_year,
    read_date,
    to_utc,
)
from alignment_desktop.importing.moment_columns import order_of, orders_of_file, read_moments
from alignment_desktop.importing.periods import Days, read_period, read_range

BERLIN = ZoneInfo("Europe/Berlin")


def column(*cells: Cell, name: str = "Date") -> ColumnCells:
    frame = frame_of((row, [cell, "x"]) for row, cell in enumerate(cells, start=2))
    return clean(name, frame["text.0"], frame["kind.0"], None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-15",
        "2026/04/15",
        "15.04.2026",
        "15. 4. 2026",
        "15/4/26",
        "15 Apr, 2026",
        "Apr 15, 2026",
        "April 15th, 2026",
        "15-Apr-26",
        "15. April 2026",
        "15 de abril de 2026",
        "15 avr. 2026",
        "15 abr 2026",
        "2026 Apr 15",
        "Wed, 15 Apr 2026",
        "20260415",
        "2026-W16-3",
        "2026年4月15日",
        "2026년 4월 15일 수요일",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    written = read_date(text, DateOrder.DAY)
    assert written is not None
    assert (written.moment.date(), written.timed) == (date(2026, 4, 15), False)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1. März 2026", 3), ("1 août 2026", 8), ("1 dez. 2026", 12), ("1 ene 2026", 1),
        ("1 ottobre 2026", 10), ("1 gen 2026", 1), ("1 mei 2026", 5), ("1 mrt. 2026", 3),
        ("martedì 1 sett. 2026", 9), ("zo 1 maart 2026", 3), ("1APR2026", 4),
    ],
)  # fmt: skip
def test_months_are_known_in_seven_languages(text: str, month: int) -> None:
    written = read_date(text, None)
    assert written is not None
    assert written.moment.date() == date(2026, month, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 Apr, 2021 00:03:00", datetime(2021, 4, 15, 0, 3)),
        ("4/15/2021 1:05 PM", datetime(2021, 4, 15, 13, 5)),
        ("4/15/2021 12:05 a.m.", datetime(2021, 4, 15, 0, 5)),
        ("2021-04-15 9:30", datetime(2021, 4, 15, 9, 30)),
        ("2021-04-15T09:30:00.250", datetime(2021, 4, 15, 9, 30, 0, 250_000)),
        ("15 April 2021 um 09:30 Uhr", datetime(2021, 4, 15, 9, 30)),
        ("20210415093000", datetime(2021, 4, 15, 9, 30)),
        ("4/15/2021 9h30", datetime(2021, 4, 15, 9, 30)),
        ("4/15/2021 9 h", datetime(2021, 4, 15, 9)),
        ("4/15/2021 09.30", datetime(2021, 4, 15, 9, 30)),
        ("20210415T093000Z", datetime(2021, 4, 15, 9, 30, tzinfo=UTC)),
        ("2021年4月15日 9:30", datetime(2021, 4, 15, 9, 30)),
        ("2021年4月15日（木） 9時30分", datetime(2021, 4, 15, 9, 30)),
        ("1618479000", datetime(2021, 4, 15, 9, 30, tzinfo=UTC)),
        ("1618479000000", datetime(2021, 4, 15, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_makes_it_a_moment(text: str, expected: datetime) -> None:
    assert read_date(text, DateOrder.MONTH) == (expected, True)


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    assert read_date("14.04.2021 24:00 Uhr", DateOrder.DAY) == (datetime(2021, 4, 15), True)


@pytest.mark.parametrize("text", ["13-Oct", "Oct 13", "13.10.", "13 de octubre"])
def test_a_day_without_its_year_is_known_as_such_and_is_no_date(text: str) -> None:
    assert lacks_year(text)
    assert read_date(text, DateOrder.DAY) is None


@pytest.mark.parametrize("text", ["13/10", "2 May be", "Oct", "1.5", "nice lead", "Oct 2026"])
def test_what_is_no_day_lacks_no_year(text: str) -> None:
    assert not lacks_year(text)


def test_a_text_longer_than_any_moment_is_none() -> None:
    assert read_date("15.04.2026" + " " * 85 + "09:30", DateOrder.DAY)
    assert read_date("15.04.2026" + " " * 86 + "09:30", DateOrder.DAY) is None
    assert fitting_orders("15.04.2026" + " " * 86 + "09:30") is None


def test_a_written_midnight_is_a_moment_too() -> None:
    written = read_date("2026-04-15 00:00:00", None)
    assert written is not None
    assert written.timed


def test_years_of_two_digits_come_first_only_where_that_is_said() -> None:
    written = read_date("26-10-03", DateOrder.YEAR)
    assert written is not None
    assert written.moment.date() == date(2026, 10, 3)
    assert read_date("3-10-2026", DateOrder.YEAR) is None
    assert read_date("3-10-2026", None) is None


@pytest.mark.parametrize("text", ["2021-04-15T09:30:00+02:00", "2021-04-15 9:30 +0200"])
def test_an_offset_that_is_written_is_kept(text: str) -> None:
    written = read_date(text, None)
    assert written is not None
    expected = datetime(2021, 4, 15, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    assert to_utc(written.moment, BERLIN) == expected


@pytest.mark.parametrize(
    "text",
    # The last three: a digit too much between day and time, and an offset without a time.
    ["31.02.2026", "2026-13-01", "soon", "12", "15.04.0226", "1.1.1", "15/04/2026 25:00", "2026-04",
     "123.4.2026", "2026.4.2026", "1 Foo 2026", "the 15th of April", "1 Apr x", "15 2026 Apr",
     "Mon Apr 15 2026 x", "115 Apr 2026", "15.04.2026 13:00 PM", "15.04.2026 10:30 ago",
     "15.04.2026 10:00 +9900", "15.04.2226", "2026-10-20011:30", "2026-10-17115:53:00",
     "2026-10-20+11:30", "20261301000000", "20260415250000", "22260415093000", "2026-W54-1",
     "9999-W01-1", "2026年4月"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, DateOrder.DAY) is None


def test_two_digit_years_pivot_at_1969() -> None:
    years = [read_date(f"01.01.{year}", DateOrder.DAY) for year in ("00", "68", "69", "99")]
    assert [each and each.moment.year for each in years] == [2000, 2068, 1969, 1999]


def test_two_digit_years_come_first_only_where_the_mapping_says_so() -> None:
    written = read_date("20-10-16", DateOrder.YEAR)
    assert written is not None
    assert written.moment.date() == date(2020, 10, 16)
    assert order_of(["20-10-16"]).order is DateOrder.DAY


def test_one_row_decides_the_order_of_the_whole_column() -> None:
    assert order_of(["03/04/2026", "05/06/2026", "03/25/2026"]).order is DateOrder.MONTH
    assert order_of(["03.04.2026", "25.06.2026"]).order is DateOrder.DAY


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("25.06.2026", {DateOrder.DAY}),
        ("06/25/2026 10:30", {DateOrder.MONTH}),
        ("06/07/2026", {DateOrder.DAY, DateOrder.MONTH}),
        ("45.45.2026", set()),
        ("2026-06-25", None),
        ("25 June 2026", None),
    ],
)
def test_one_date_tells_the_orders_that_it_fits(text: str, orders: set[DateOrder] | None) -> None:
    assert fitting_orders(text) == orders


def test_an_impossible_day_still_tells_the_order() -> None:
    assert order_of(["03.04.2026", "31.02.2026"]).order is DateOrder.DAY


def test_dates_that_fit_both_orders_are_refused_with_both_readings() -> None:
    with pytest.raises(Problem) as caught:
        orders_of_file([column("03/04/2026", "05/06/2026")], [], None)
    assert caught.value.code == "dates-unclear"
    assert caught.value.facts == {
        "column": "Date",
        "value": "03/04/2026",
        "first": "03 April 2026",
        "second": "04 March 2026",
    }


def test_an_order_that_is_given_holds_for_every_column() -> None:
    columns = [column("03/04/2026", name="A"), column("25/04/2026", name="B")]
    assert set(orders_of_file(columns, [], DateOrder.MONTH).values()) == {DateOrder.MONTH}


def test_a_further_column_of_other_things_tells_no_order() -> None:
    with pytest.raises(Problem, match="dates-unclear"):
        orders_of_file([column("03/04/2026")], [column("04/25/2026", "x", "y"), column(1.5)], None)


def test_an_unclear_column_follows_the_clear_ones_of_its_file() -> None:
    unclear = column("03/04/2026", name="Close")
    orders = orders_of_file([unclear, column("25/04/2026", name="Created")], [], None)
    assert orders["Close"] is DateOrder.DAY
    assert orders_of_file([unclear], [column("04/25/2026")], None)["Close"] is DateOrder.MONTH


def test_days_equal_in_both_orders_are_no_trouble() -> None:
    assert order_of(["03/03/2026", "05/05/2026"]).example == ""


def test_a_column_with_both_kinds_of_value_keeps_days_and_moments_apart() -> None:
    found = read_moments(column("03.10.2026", "03.10.2026 09:14"), DateOrder.DAY, BERLIN)
    assert found["value"].to_list() == [
        datetime(2026, 10, 2, 22, tzinfo=UTC),
        datetime(2026, 10, 3, 7, 14, tzinfo=UTC),
    ]
    assert found["day"].to_list() == [date(2026, 10, 3), None]


def test_midnight_cells_are_days_unless_the_column_knows_of_time() -> None:
    midnight, morning = datetime(2026, 10, 3), datetime(2026, 10, 4, 9)
    days = read_moments(column(midnight), None, BERLIN)["day"]
    assert days.to_list() == [date(2026, 10, 3)]
    assert read_moments(column(midnight, morning), None, BERLIN)["day"].null_count() == 2
    # Readers of workbooks tell a midnight as a day, whatever the cell shows.
    assert read_moments(column(date(2026, 10, 3), morning), None, BERLIN)["day"].null_count() == 2


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-29 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # in the gap: 03:30
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of two
        ("2026-03-29T02:30:00Z", datetime(2026, 3, 29, 2, 30, tzinfo=UTC)),
    ],
)
def test_local_times_on_change_days(text: str, utc: datetime) -> None:
    assert read_moments(column(text), None, BERLIN)["value"].to_list() == [utc]


def test_a_date_cell_in_a_gap_of_the_clock_moves_forward_too() -> None:
    found = read_moments(column(datetime(2026, 3, 29, 2, 30)), None, BERLIN)
    assert found["value"].to_list() == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]


def test_serial_numbers_and_epochs_are_dates() -> None:
    found = read_moments(column(46_298), None, BERLIN)
    assert found["day"].to_list() == [date(2026, 10, 3)]
    found = read_moments(column(1_633_046_400_000, 46_298.5), None, BERLIN)
    assert found["value"].to_list() == [
        datetime(2021, 10, 1, tzinfo=UTC),
        datetime(2026, 10, 3, 10, tzinfo=UTC),
    ]


def test_a_truth_a_time_of_day_and_a_small_number_are_no_dates() -> None:
    found = read_moments(column(True, time(9, 30), 7, 7.5), None, BERLIN)
    assert found["code"].to_list() == ["unreadable-date"] * 4


def test_what_cannot_be_read_is_a_problem_of_its_row_only() -> None:
    found = read_moments(column("31.02.2026", "01.02.2026", "-"), DateOrder.DAY, BERLIN)
    assert found["code"].to_list() == ["unreadable-date", None, None]
    assert found["value"].null_count() == 2


DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))


@given(DAYS, st.sampled_from("./-"), st.sampled_from([DateOrder.DAY, DateOrder.MONTH]))
def test_a_date_is_read_back_in_the_order_it_was_written(
    day: date, sign: str, order: DateOrder
) -> None:
    parts = ["%d", "%m"] if order is DateOrder.DAY else ["%m", "%d"]
    for year in ("%Y", "%y"):
        text = day.strftime(sign.join([*parts, year]))
        assert read_date(text, order) == (datetime(day.year, day.month, day.day), False)
        assert order in (fitting_orders(text) or ())
        assert read_moments(column(text), order, BERLIN)["day"].to_list() == [day]


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)))
def test_reading_all_at_once_agrees_with_reading_one_by_one(moment: datetime) -> None:
    # A text does not say which of an hour that comes twice is meant: it is the first.
    moment = moment.replace(microsecond=0, fold=0)
    for pattern in ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y, %H:%M:%S"):
        found = read_moments(column(moment.strftime(pattern)), DateOrder.DAY, BERLIN)
        assert found["value"].to_list() == [to_utc(moment, BERLIN)]


_PART = st.integers(0, 61).map("{:02d}".format)
_NEARLY_ISO = st.builds(
    lambda year, parts, signs, end: (
        year + "".join(sign + part for sign, part in zip(signs, parts, strict=False)) + end
    ),
    st.sampled_from(["2026", "1970", "0026", "9999", "+226", "2199", "2200", "٢٠٢٦", " 202"]),
    st.lists(st.one_of(_PART, st.sampled_from(["03", "10", "29", "25", " 5", "5"])), max_size=5),
    st.sampled_from(["-- ::", "--T::", "--  :", "//,::"]),
    st.sampled_from(["", "", "", "Z", " ", ".5", "+02:00"]),
)


@pytest.mark.parametrize("order", [1, -1])
def test_moments_with_and_without_a_t_stand_in_one_column(order: int) -> None:
    texts = ["2026-01-05T10:00:00", "2026-01-05 11:00:00", "2020-02-30T10:00:00"][::order]
    found = read_moments(column(*texts), None, BERLIN)["value"].to_list()
    assert found[::order] == [
        datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 1, 5, 10, tzinfo=UTC), None,
    ]  # fmt: skip


def test_moments_of_far_years_stand_in_one_column() -> None:
    found = read_moments(column("1990-07-01 10:00", "2026-01-05 10:00"), None, BERLIN)["value"]
    assert found.to_list() == [
        datetime(1990, 7, 1, 8, tzinfo=UTC), datetime(2026, 1, 5, 9, tzinfo=UTC),
    ]  # fmt: skip


# Before 1970 databases of zones differ from one another; one of them is asked.
_WALL_CLOCK = st.datetimes(datetime(1930, 1, 1), datetime(2060, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, fold=0)
)
_CHANGES = st.sampled_from(
    [
        *("2026-03-29 02:30:00", "2026-10-25 02:30", "2018-11-04T00:30:00", "2018-02-17 23:30:00"),
        *("1972-01-07 00:30:10", "2026-04-05 01:45:00", "2011-12-30", "2026-01-05 23:59:60"),
        *("1937-07-01", "1937-07-01 00:10", "1969-12-31T23:59:59"),
        *("2026-01-05T10:00Z", "2026-01-05 10:00:00Z"),
        *("05.01.2026 23:59:60", "5/1/26 7:59", "05-01-2026, 23:59:59", "31.02.2026"),
    ]
)
_DATES = st.one_of(
    _NEARLY_ISO,
    _CHANGES,
    _WALL_CLOCK.map(str),
    _WALL_CLOCK.map(datetime.isoformat),
    _WALL_CLOCK.map(lambda moment: str(moment.date())),
)


@given(
    st.lists(_DATES, min_size=1, max_size=40),
    st.sampled_from(
        [
            "Europe/Berlin",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Africa/Monrovia",
            "Europe/Amsterdam",
        ]
    ),
)
@settings(max_examples=100)
def test_a_column_of_nasty_dates_is_read_as_each_of_them_is(texts: list[str], name: str) -> None:
    # Many of one month lie so close that their clock is looked up by the day.
    cells = column(*texts, *(f"2026-03-{day:02d} 01:59:59" for day in range(1, 32)))
    found = read_moments(cells, DateOrder.DAY, ZoneInfo(name))
    for text, value, day, code in zip(
        cells.texts, found["value"], found["day"], found["code"], strict=True
    ):
        written = None if text is None else read_date(text, DateOrder.DAY)
        if written is None:
            assert (value, day, code) == (None, None, text and "unreadable-date"), text
        else:
            instant = to_utc(written.moment, ZoneInfo(name))
            assert (value, code) == (instant, None), text
            assert day == (None if written.timed else written.moment.date()), text


CONTEXT = ImportContext(
    fiscal_year_start=10, label="FY27 Q1", start=date(2026, 10, 1), end=date(2026, 12, 31)
)


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("Oct 2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("Oktober 2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("10/2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("Q4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-W40", date(2026, 9, 28), date(2026, 10, 4)),
        ("2026年10月", date(2026, 10, 1), date(2026, 10, 31)),
        ("fy27 q1", date(2026, 10, 1), date(2026, 12, 31)),
        ("FY27 Q2", date(2027, 1, 1), date(2027, 3, 31)),
        ("FY2027", date(2026, 10, 1), date(2027, 9, 30)),
        ("Q1 FY27", date(2026, 10, 1), date(2026, 12, 31)),
        ("4. Quartal 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("4º trimestre de 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("T4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("4Q2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("Semaine 40 2026", date(2026, 9, 28), date(2026, 10, 4)),
        ("2026-10-01..2026-10-15", date(2026, 10, 1), date(2026, 10, 15)),
    ],
)
def test_period_labels_cover_their_days(label: str, start: date, end: date) -> None:
    assert read_period(label, CONTEXT) == Days(start, end)


@pytest.mark.parametrize("label", ["2026-13", "2026-W54", "Total", "Foo 2026", "2026-Q5"])
def test_what_is_no_period_is_none(label: str) -> None:
    assert read_period(label, CONTEXT) is None


def test_a_range_in_a_title_row_is_read() -> None:
    found = read_range("July 8, 2025 - July 31, 2025")
    assert found == Days(date(2025, 7, 8), date(2025, 7, 31))
    assert read_range("01/07/2025 - 02/07/2025") is None  # two readings


def test_every_date_column_is_of_the_documented_type() -> None:
    found = read_moments(column("2026-10-03"), None, BERLIN)
    assert found.schema["value"] == pl.Datetime("us", "UTC")
    assert found.schema["day"] == pl.Date
