"""One written date or moment: its parts, in whatever order and language they stand."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class DateOrder(StrEnum):
    """Which part of a date written in numbers comes first."""

    DAY = "day first"
    MONTH = "month first"
    YEAR = "year first"


class Written(NamedTuple):
    """A date as written: the wall-clock moment (aware where it names its offset).

    `timed` tells whether a time of day was written, even if it is 00:00.
    """

    moment: datetime
    timed: bool


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside these is a slip of the pen, not a date in somebody's sales."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jaenner janner janeiro janvier janv enero ene gennaio gen januari "
            "styczen stycznia sty",
            "feb february februar fev fevereiro fevrier fevr febrero febbraio februari feber "
            "luty lutego lut",
            "mar march marz maerz mrz marco mars marzo maart mrt marts marzec marca",
            "apr april abr abril avr avril aprile kwiecien kwietnia kwi",
            "may mai maio mayo maggio mag mei maj maja",
            "jun june juni junho juin junio giugno giu czerwiec czerwca cze",
            "jul july juli julho juil juillet julio luglio lug lipiec lipca lip",
            "aug august ago agosto aout augustus augusti sierpien sierpnia sie",
            "sep sept september set setembro septembre septiembre setiembre settembre sett "
            "wrzesien wrzesnia wrz",
            "oct october okt oktober out outubro octobre octubre ottobre ott "
            "pazdziernik pazdziernika paz",
            "nov november novembro novembre noviembre listopad listopada lis",
            "dec december dez dezember dezembro decembre dic diciembre dicembre "
            "grudzien grudnia gru",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = frozenset(_MONTHS)
"""As `month_number` knows them: in lower case, without accents."""
_WEEKDAYS_TEXT = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat "
    "saturday sun sunday mo montag di dienstag mi mittwoch do donnerstag fr freitag "
    "sa samstag so sonntag seg segunda ter terca qua quarta qui quinta sex sexta sab "
    "sabado dom domingo lun lundi lunes mar mardi martes mer mercredi mie miercoles jeu "
    "jeudi jue jueves ven vendredi vie viernes sam samedi dim dimanche "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica gio "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "man mandag tis tisdag tirsdag ons onsdag tor tors torsdag fre fredag lor lordag sondag "
    "pon poniedzialek wt wtorek sr sroda czw czwartek pt piatek sobota niedz niedziela "
)
_WEEKDAYS = frozenset(_WEEKDAYS_TEXT.split())
_FILLERS = frozenset(("de", "of", "del", "the", "den", "le"))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 100
"""Characters; no date or moment is written in more, with weekday, zone and its name."""
_SPLIT = re.compile(
    r"(?P<date>.+?)(?:(?:(?<=\d)T|[\s,]\s*|,?\s+(?:at|um|às|as|à|a las|ore|alle|alle ore|om|kl\.?)"
    r"\s+)"
    r"(?P<time>\d{1,2}:\d{2}.*|\d{1,2}\s*[AaPp]\.?\s?[Mm]\.?))?"
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?)?"
    r"\s*(?P<half>[AaPp])?(?(half)\.?\s?[Mm]\.?)(?:\s*Uhr|\s?h|\s?uur)?"
    r"\s*(?P<zone>Z|UTC|GMT)?(?P<offset>[+-]\d{2}(?::?\d{2})?)?(?:\s*\([^)]*\))?"
)
_OTHER_TIME = re.compile(
    r"(?P<date>.+?)[\s,]\s*(?P<hour>\d{1,2})(?:[.](?P<minute>\d{2})|\s?h\s?(?P<past>\d{2})?)"
)
"""As Italians and French write it: `13/10/2026 9.30`, `13/10/2026 9h30`, `13/10/2026 9h`."""
_RUN_TOGETHER = re.compile(r"(\d{1,2})([a-z]{3,})(\d{4}|\d{2})")
_END_OF_DAY = re.compile(r"24:00(?::00)?(?:\s*(?:Uhr|h))?")
_NUMERIC = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WEEK_DAY = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])", re.IGNORECASE)
"""A day as ISO 8601 counts it in weeks: `2026-W07-3` is the Wednesday of the seventh."""
_EAST_ASIAN = re.compile(
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일](?:\s*[(（][^()（）]{1,3}[)）]|\s*[^\W\d](?:曜日|요일))?"
    r"(?:\s*(\d{1,2}:\d{2}(?::\d{2})?)|\s*(\d{1,2})\s*[時시时点]\s*(\d{1,2})\s*[分분])?"
)
"""`2026年3月4日`, also with a day of the week, and a time behind it."""
_TOKENS = re.compile(r"[\s,./-]+")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ste|de|e|o|a|º|°)", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(
    r"(?P<day>[^\W\d_]{2,})(?:-feira)?[.,]*\s+(?:den\s+|le\s+|de\s+)?"
    r"(?P<rest>(?:\d{1,4}\s?(?P<sign>[./-])\s?\d{1,2}\s?(?P=sign)\s?\d"
    r"|\d{1,2}(?:[.º°]|er|ste)?[\s-]+(?:de\s+)?[^\W\d_]{3}).*)"
)
"""A day of the week before a whole date: `Do., 05.02.2026`, `mar. 3 mars 2026`.

`mar` alone may be the month: of `Mar 30 2026` nothing is left out.
"""
_COMPACT_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z?)")
_EPOCH_MILLISECONDS = re.compile(r"1\d{12}|[5-9]\d{11}")
_EPOCH_SECONDS = re.compile(r"1\d{9}")
"""Of the years 2001 to 2033; no telephone number of ten digits begins so."""
_STROKES = str.maketrans({"ø": "o", "ł": "l"})
"""Letters that are no accented ones, but written without their stroke where they are missing."""
_NO_YEAR = re.compile(r"\d{1,2}\.\d{1,2}\.")


def read_date(text: str, order: DateOrder | None) -> Written | None:
    """Read one written date or moment.

    Args:
        text: Trimmed text, not empty.
        order: How dates in numbers with the year at the end (or of two digits) are read;
            where None, such a date is not read at all.

    Returns:
        What is written, or None where it is no date or an impossible one (31 February).
    """
    # One call reads what most exports hold; the rest of the world takes the slower road.
    # Python takes any sign between day and time, a digit too much among them.
    if len(text) >= 10 and text[4] == "-" and text[7] == "-" and text[10:11] in ("", "T", "t", " "):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return Written(moment, len(text) > 10) if _plausible(moment) else None
    if text.isdecimal():
        if _EPOCH_MILLISECONDS.fullmatch(text):
            return Written(_EPOCH + timedelta(milliseconds=int(text)), True)
        if _EPOCH_SECONDS.fullmatch(text):
            return Written(_EPOCH + timedelta(seconds=int(text)), True)
    if compact := _COMPACT_MOMENT.fullmatch(text):
        return _compact_moment(compact)
    return _read_parts(text, order)


def month_number(name: str) -> int | None:
    """The month (1 to 12) that `name` means in a language of the exports."""
    return _MONTHS.get(_plain(name).rstrip("."))


def fitting_orders(text: str) -> frozenset[DateOrder] | None:
    """The orders (day first, month first) in which a date in numbers makes sense.

    Returns:
        None where the order does not matter (year first in four digits, a named month, no date);
        an empty set where the date fits neither. Day and month are only looked at as numbers up
        to 31 and 12, so that 31.02. still tells that days come first.
    """
    numeric = _numeric_date(text)
    if numeric is None or len(numeric[1]) > 2:
        return None
    first, second = int(numeric[1]), int(numeric[3])
    orders = set()
    if 1 <= first <= 31 and 1 <= second <= 12:
        orders.add(DateOrder.DAY)
    if 1 <= second <= 31 and 1 <= first <= 12:
        orders.add(DateOrder.MONTH)
    return frozenset(orders)


def _numeric_date(text: str) -> re.Match[str] | None:
    for written in (text, _with_colon(text)):
        match = _split(written) if written else None
        if numeric := _NUMERIC.fullmatch(match["date"].strip()) if match else None:
            return numeric
    return None


def to_utc(moment: datetime, zone: tzinfo) -> datetime:
    """The instant of a written moment; wall-clock times are in `zone`.

    A time in a spring gap moves forward by the gap; an ambiguous one is its first occurrence.
    """
    # fold=0 is exactly that rule on both sides: in a gap it takes the offset before the change.
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def lacks_year(text: str) -> bool:
    """Whether a text is a day and a month without a year, as in `13-Oct`: no date, but meant so."""
    if _NO_YEAR.fullmatch(text):
        return True
    parts = [part for part in _TOKENS.split(_plain(text)) if part and part not in _FILLERS]
    days = [part for part in parts if part.isdecimal() and 1 <= int(part) <= 31]
    return len(parts) == 2 and len(days) == 1 and bool(_MONTHS.keys() & set(parts))


def _compact_moment(match: re.Match[str]) -> Written | None:
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    zone = UTC if match[7] else None
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return Written(moment, True) if _plausible(moment) else None


def _plausible(moment: datetime) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _read_parts(text: str, order: DateOrder | None) -> Written | None:
    if east := _EAST_ASIAN.fullmatch(text) if len(text) <= _LONGEST else None:
        clock = east[4] or (f"{east[5]}:{int(east[6]):02}" if east[5] else "")
        text = f"{int(east[1])}-{int(east[2])}-{int(east[3])} {clock}".strip()
    if found := _read_usual(text, order):
        return found
    written = _with_colon(text)
    return _read_usual(written, order) if written else None


def _with_colon(text: str) -> str:
    """A moment whose time is written as Italians and French do, in the usual way; else empty."""
    match = _OTHER_TIME.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    minute = match["minute"] or match["past"] or "00"
    return f"{match['date']} {match['hour']}:{minute}"


def _read_usual(text: str, order: DateOrder | None) -> Written | None:
    match = _split(text)
    if match is None:
        return None
    day = _read_day(match["date"].strip().rstrip(","), order)
    if day is None:
        return None
    if match["time"] is None:
        return Written(datetime.combine(day, time()), False)
    if _END_OF_DAY.fullmatch(match["time"].strip()):
        return Written(datetime.combine(day + timedelta(days=1), time()), True)
    clock = _read_time(match["time"].strip())
    return None if clock is None else Written(datetime.combine(day, clock), True)


def _split(text: str) -> re.Match[str] | None:
    """The date and the time of a written moment; None for what is too long to be one."""
    return _SPLIT.fullmatch(_without_weekday(text)) if len(text) <= _LONGEST else None


def _without_weekday(text: str) -> str:
    """What follows the day of the week, where that stands before a whole date."""
    if text[:1].isdecimal():
        return text
    match = _AFTER_WEEKDAY.fullmatch(text)
    return match["rest"] if match and _plain(match["day"]) in _WEEKDAYS else text


@lru_cache(maxsize=20_000)
def _read_day(text: str, order: DateOrder | None) -> date | None:
    match = _NUMERIC.fullmatch(text)
    if match:
        return _numeric_day(match[1], match[3], match[4], order)
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    if week := _WEEK_DAY.fullmatch(text):
        return _day_of_week(int(week[1]), int(week[2]), int(week[3]))
    return _named_day(text)


def _numeric_day(first: str, second: str, third: str, order: DateOrder | None) -> date | None:
    if len(first) == 3 or (len(first) == 4 and len(third) == 4):
        return None
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    if len(third) == 1 and order is not DateOrder.YEAR:
        return None
    match order:
        case DateOrder.DAY:
            return _day(_year(third), int(second), int(first))
        case DateOrder.MONTH:
            return _day(_year(third), int(first), int(second))
        case DateOrder.YEAR if len(third) <= 2:
            return _day(_year(first), int(second), int(third))
        case _:
            return None


def _named_day(text: str) -> date | None:
    together = _RUN_TOGETHER.sub(r"\1 \2 \3", _plain(text))
    tokens = [token for token in _TOKENS.split(together) if token and token not in _FILLERS]
    if len(tokens) == 4 and tokens[0] in _WEEKDAYS:
        tokens = tokens[1:]
    if len(tokens) != 3:
        return None
    places = [place for place, token in enumerate(tokens) if token in _MONTHS]
    if len(places) != 1:
        return None
    month = _MONTHS[tokens.pop(places[0])]
    first, second = (_ORDINAL.sub(r"\1", token) for token in tokens)
    if not (first.isdecimal() and second.isdecimal()):
        return None
    if len(first) == 4 and len(second) <= 2:
        return _day(int(first), month, int(second))
    if len(first) <= 2 and len(second) in (2, 4) and places[0] < 2:
        return _day(_year(second), month, int(first))
    return None


def _year(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number <= 68 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_week(year: int, week: int, day: int) -> date | None:
    try:
        found = date.fromisocalendar(year, week, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _read_time(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    micro = int((match["fraction"] or "0").ljust(6, "0")[:6])
    try:
        return time(hour, minute, second, micro, tzinfo=_zone(match["zone"], match["offset"]))
    except ValueError:
        return None


def _zone(name: str | None, offset: str | None) -> tzinfo | None:
    if offset:
        digits = offset[1:].replace(":", "").ljust(4, "0")
        span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-span if offset[0] == "-" else span)
    return UTC if name else None


def _plain(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
