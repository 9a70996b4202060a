"""The calendar clause: which hours of which days are business hours, as people write them.

Everything here is wall-clock time of the calendar's own zone; `measurement.business_time` turns
it into instants. The order in which the parts apply:

1. weekly hours;
2. public holidays and `closed` dates: with `closed_cuts = "start"` they drop the shifts that start
   on the date, with `"clip"` they cut out all hours of the date, also what the night before spills
   into it (a shift that starts on the date keeps what reaches into the next one);
3. `open`: its shifts replace those that start on its date, and a clip of that date is undone, so
   the spill of the night before comes back. A shift given by `open` is never clipped by a closed
   date beside it;
4. `breaks`, which cut everything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from zoneinfo import ZoneInfo

from typing_extensions import override

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.public_holidays import (
    holiday_countries,
    holiday_names,
    public_holidays,
)
from alignment_desktop.values import dataclass

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the days of a week, in the order of `datetime.date.weekday`."""

_KEYS = (
    "key", "name", "timezone", "holidays", "closed", "closed_cuts", "open", "breaks", "hours",
)  # fmt: skip
_DAY = 24 * 60
_HALF_CHARACTERS = re.compile(r"[\ud800-\udfff]")
"""Surrogates: JSON can state them alone, but no file can hold them."""
_SHIFT = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class ClosedCuts(StrEnum):
    """What a closed date takes away: the shifts that start on it, or all hours of the date."""

    START = "start"
    CLIP = "clip"


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """An interval of wall time that starts on some date and may end on the next one.

    Attributes:
        start: Minutes from midnight of its date, 0 to 1439.
        end: Minutes from the same midnight, past `start` by at most 24 hours.
    """

    start: int
    end: int

    @classmethod
    def parse(cls, text: object, field: str = "") -> Shift:
        """The shift that `text` states, such as `09:00-17:00`.

        `24:00` ends a day; an end before the start, or equal to it, is on the next day.

        Raises:
            Problem: `unreadable-interval`, where it is no such text.
        """
        match = _SHIFT.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise Problem("unreadable-interval", field=field, value=text)
        from_hour, from_minute, to_hour, to_minute = (int(group) for group in match.groups())
        start = from_hour * 60 + from_minute
        end = to_hour * 60 + to_minute
        if start >= _DAY or end > _DAY or max(from_minute, to_minute) > 59:
            raise Problem("unreadable-interval", field=field, value=text)
        return cls(start, end if end > start else end + _DAY)

    @override
    def __str__(self) -> str:
        end = self.end if self.end <= _DAY else self.end - _DAY
        return f"{self.start // 60:02}:{self.start % 60:02}-{end // 60:02}:{end % 60:02}"


@dataclass(frozen=True, slots=True)
class HolidayRegion:
    """Whose public holidays are kept: a country and perhaps a part of it, by their ISO codes."""

    country: str
    subdivision: str | None = None

    def dates(self, year: int) -> frozenset[dt.date]:
        """The public holidays of a year, observed days included; none where none are known.

        Raises:
            Problem: `unknown-country`, where a stored calendar names none.
        """
        return frozenset(self.names(year))

    def names(self, year: int, language: str = "") -> Mapping[dt.date, str]:
        """The public holidays of a year by date, each with its name.

        Args:
            year: The year.
            language: In whose words, as `en`; those of the country where there are no others.

        Raises:
            Problem: As `dates`.
        """
        try:
            return holiday_names(self.country, self.subdivision, year, language)
        except NotImplementedError as error:
            name = "-".join(filter(None, (self.country, self.subdivision)))
            raise Problem("unknown-country", field="holidays.country", value=name) from error


DatedShifts = tuple[tuple[dt.date, tuple[Shift, ...]], ...]
"""Shifts by the date on which they start, in order; `dict(...)` of it looks a date up."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business hours: time zone, weekly hours, public holidays, closed and open dates, breaks.

    Equal calendars hash alike, so that a calendar can be the key of a cache.

    Attributes:
        timezone: IANA name of the zone that all its times are in.
        key: Name of the clause within its kind.
        name: What people call it.
        hours: Seven tuples of shifts, Monday first; shifts of one day may overlap.
        holidays: Whose public holidays are closed, or None.
        closed: Further closed dates, in order.
        closed_cuts: What closed dates and public holidays take away.
        open: Dates with hours of their own.
        breaks: Intervals that are cut out, by the date on which they start.
    """

    timezone: str
    key: str = ""
    name: str = ""
    hours: tuple[tuple[Shift, ...], ...] = ((),) * 7
    holidays: HolidayRegion | None = None
    closed: tuple[dt.date, ...] = ()
    closed_cuts: ClosedCuts = ClosedCuts.START
    open: DatedShifts = ()
    breaks: DatedShifts = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Calendar:
        """The calendar that a `[[calendar]]` table states; `key` and `name` may be left out.

        Dates are `datetime.date` or text such as `2026-12-24`, as values and as keys.

        Raises:
            Problem: With the facts `field` (dotted, such as `hours.mon`) and `value`:
                `unknown-field`, `missing-field`, `not-text`, `not-a-table`, `unknown-word` (for
                `closed_cuts`), `unknown-timezone`, `unknown-weekday`, `unreadable-interval`,
                `not-a-date`, `unknown-country`, `unknown-subdivision`.
        """
        return cls._read(mapping, _region)

    @classmethod
    def from_stored(cls, mapping: Mapping[str, object]) -> Calendar:
        """The calendar of a table that was checked when it was written.

        Its country is taken as it is: to check it, the library of holidays must be loaded, which
        takes longer than opening a workspace.

        Raises:
            Problem: As `from_mapping`.
        """
        return cls._read(mapping, _stored_region)

    @classmethod
    def _read(
        cls, mapping: Mapping[str, object], region: Callable[[object], HolidayRegion | None]
    ) -> Calendar:
        table = _table(mapping, "calendar")
        _check_fields(table, _KEYS)
        if "timezone" not in table:
            raise Problem("missing-field", field="timezone", value="")
        return cls(
            timezone=read_timezone(table["timezone"]),
            key=_text(table.get("key", ""), "key"),
            name=_text(table.get("name", ""), "name"),
            hours=_hours(table.get("hours", {})),
            holidays=region(table.get("holidays")),
            closed=_dates(table.get("closed", ()), "closed"),
            closed_cuts=_closed_cuts(table.get("closed_cuts", ClosedCuts.START)),
            open=_dated_shifts(table.get("open", {}), "open"),
            breaks=_dated_shifts(table.get("breaks", {}), "breaks"),
        )

    def to_mapping(self) -> dict[str, object]:
        """The same calendar as a table: defaults left out, keys in the order of the examples.

        `closed` holds `datetime.date`; dates as keys are ISO text, shifts are text.
        """
        table: dict[str, object] = {
            "key": self.key,
            "name": self.name,
            "timezone": self.timezone,
            "holidays": self._region_table(),
            "closed": list(self.closed),
            "closed_cuts": "" if self.closed_cuts is ClosedCuts.START else str(self.closed_cuts),
            "open": {day.isoformat(): _texts(shifts) for day, shifts in self.open},
            "breaks": {day.isoformat(): _texts(shifts) for day, shifts in self.breaks},
            "hours": {
                day: _texts(shifts)
                for day, shifts in zip(WEEKDAYS, self.hours, strict=True)
                if shifts
            },
        }
        return {field: value for field, value in table.items() if value}

    def _region_table(self) -> dict[str, str]:
        if self.holidays is None:
            return {}
        table = {"country": self.holidays.country}
        if self.holidays.subdivision is not None:
            table["subdivision"] = self.holidays.subdivision
        return table

    def closed_dates(self, first: dt.date, last: dt.date) -> frozenset[dt.date]:
        """Dates from `first` to `last`, both included, that are closed and not opened again."""
        days = set(self.closed)
        if self.holidays is not None:
            for year in range(first.year, last.year + 1):
                days |= self.holidays.dates(year)
        return frozenset(day for day in days - dict(self.open).keys() if first <= day <= last)

    def is_closed(self, day: dt.date) -> bool:
        """Whether a date is a public holiday or closed, and `open` does not open it again."""
        return day in self.closed_dates(day, day)

    def shifts_on(self, day: dt.date) -> tuple[Shift, ...]:
        """The shifts that start on a date, before clips and breaks cut into them."""
        opened = dict(self.open).get(day)
        if opened is not None:
            return opened
        if self.closed_cuts is ClosedCuts.START and self.is_closed(day):
            return ()
        return self.hours[day.weekday()]


def _table(value: object, field: str) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise Problem("not-a-table", field=field, value=value)
    return value


def _check_fields(table: Mapping[object, object], known: tuple[str, ...], within: str = "") -> None:
    for field in table:
        if field not in known:
            raise Problem(
                "unknown-field",
                field=f"{within}{field}",
                value=table[field],
                known=", ".join(known),
            )


def _list(value: object, code: str, field: str) -> Iterable[object]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise Problem(code, field=field, value=value)
    return value


def _text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise Problem("not-text", field=field, value=value)
    if _HALF_CHARACTERS.search(value):
        shown = _HALF_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", value)
        raise Problem("unreadable-text", field=field, value=shown)
    return value


def read_timezone(value: object) -> str:
    """The IANA name of a time zone.

    Raises:
        Problem: `unknown-timezone`, where there is none of that name.
    """
    try:
        return ZoneInfo(value if isinstance(value, str) else "").key
    # A name may be no zone, no possible file name, or the name of a folder of zones.
    except (KeyError, ValueError, OSError):
        raise Problem("unknown-timezone", field="timezone", value=value) from None


def _hours(value: object) -> tuple[tuple[Shift, ...], ...]:
    table = _table(value, "hours")
    for day in table:
        if day not in WEEKDAYS:
            raise Problem("unknown-weekday", field=f"hours.{day}", value=day)
    return tuple(_shifts(table.get(day, ()), f"hours.{day}") for day in WEEKDAYS)


def _shifts(value: object, field: str) -> tuple[Shift, ...]:
    shifts = {Shift.parse(text, field) for text in _list(value, "unreadable-interval", field)}
    return tuple(sorted(shifts))


def _date(value: object, field: str) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        if isinstance(value, str) and _DATE.fullmatch(value.strip()):
            return dt.date.fromisoformat(value.strip())
    except ValueError:
        pass  # written like a date, but no such day: 2026-02-30
    raise Problem("not-a-date", field=field, value=value)


def _dates(value: object, field: str) -> tuple[dt.date, ...]:
    days = {_date(day, field) for day in _list(value, "not-a-date", field)}
    return tuple(sorted(days))


def _dated_shifts(value: object, field: str) -> DatedShifts:
    table = {
        _date(day, f"{field}.{day}"): _shifts(shifts, f"{field}.{day}")
        for day, shifts in _table(value, field).items()
    }
    return tuple(sorted(table.items()))


def _closed_cuts(value: object) -> ClosedCuts:
    for cuts in ClosedCuts:
        if value == cuts:
            return cuts
    raise Problem("unknown-word", field="closed_cuts", value=value, known=", ".join(ClosedCuts))


def _region(value: object) -> HolidayRegion | None:
    if value is None:
        return None
    table = _table(value, "holidays")
    _check_fields(table, ("country", "subdivision"), within="holidays.")
    country = table.get("country", "")
    if not isinstance(country, str) or country not in holiday_countries():
        raise Problem("unknown-country", field="holidays.country", value=country)
    subdivision = table.get("subdivision")
    if subdivision is not None and not _is_subdivision(country, subdivision):
        raise Problem(
            "unknown-subdivision", field="holidays.subdivision", value=subdivision, country=country
        )
    return HolidayRegion(country, None if subdivision is None else str(subdivision))


def _stored_region(value: object) -> HolidayRegion | None:
    if value is None:
        return None
    table = _table(value, "holidays")
    subdivision = table.get("subdivision")
    return HolidayRegion(
        _text(table.get("country", ""), "holidays.country"),
        None if subdivision is None else _text(subdivision, "holidays.subdivision"),
    )


def _is_subdivision(country: str, subdivision: object) -> bool:
    if not isinstance(subdivision, str) or not subdivision:
        return False
    try:
        public_holidays(country, subdivision, 2000)
    except NotImplementedError:
        return False
    return True


def _texts(shifts: Iterable[Shift]) -> list[str]:
    return [str(shift) for shift in shifts]
