"""Generated agreements for property tests: every kind of clause, every measure, odd texts."""

from __future__ import annotations

import string
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import AgreementText
from alignment_desktop.domain.calendar import WEEKDAYS
from alignment_desktop.domain.clauses import KINDS, read_clause
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import OPS
from alignment_desktop.domain.fields import OWNERS, Holds
from alignment_desktop.domain.measures import MEASURES

Table = dict[str, Any]

ODD_TEXTS = (
    "", " ", 'She said "no"', "it's", "two\nlines", "tab\there", "\\", "a\\nb", "# no comment",
    "[[commitment]]", '"""', "'''", "Größe Ünïcode", "名前", "🚀", "a = 1", "x" * 300, "{field}",
    "end\r\n", "\u00a0", "e\u0301",
)  # fmt: skip

LETTERS = st.characters(exclude_categories=["Cs"])
"""All letters. What Hypothesis takes by itself, and for patterns, are the same ones, but it tries
them all for that, for seconds in each process."""
texts = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)
words = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12)
_letters = string.ascii_lowercase + string.digits
keys = st.one_of(
    st.sampled_from(["mql", "sal", "grade-a", "x", "0", "2026-10", "a-b-c"]),
    st.builds(
        lambda first, more: "-".join([first, *more]),
        st.text(_letters, min_size=1, max_size=6),
        st.lists(st.text(_letters, min_size=1, max_size=4), max_size=2),
    ),
)
numbers = st.one_of(
    st.sampled_from([0, -0.0, 1, 0.1, 1e-7, -3.5, 42000.0, 2**53, 1e15, 0.30000000000000004]),
    st.integers(-(2**53), 2**53),
    st.floats(-1e15, 1e15),
)
positive = st.integers(1, 1_000)
dates = st.dates()
events = st.one_of(
    st.sampled_from(["created_at", "handed_over_at", "first_touch_at", "closed_at"]),
    keys.map("entered.{}".format),
)
owners = st.sampled_from(OWNERS)
amounts = st.one_of(positive.map(str), st.sampled_from(["0", "0.5", "2.50", "007", "0.000000001"]))
limits = st.builds(
    "{}{}{}".format,
    amounts,
    st.sampled_from([" ", ""]),
    st.sampled_from(["seconds", "minute", "HOURS", "days", "weeks", "business hours"]),
) | positive.map("{} business days".format)
shares = st.sampled_from([">= 95 %", ">=0.95", "<= 5%", "≥ 0", ">= 100.50 %", "<=1"])
times = st.sampled_from(["<= 20 days", ">= 1 hour", "<=90 Minutes", "<= 0.5 weeks", "<= 3 DAYS"])
clock_times = st.sampled_from(["<= 20 hours", "<= 90 minutes", ">=1 second"])
counts = st.sampled_from([">= 400", ">=-0", "<= 12.50", ">= +7"])
money = st.sampled_from([">=2100000 EUR", "<= 0.99 USD", ">= 12", ">= 8 %"])
shifts = st.sampled_from(
    [["09:00-17:00"], ["09:00-12:00", "13:00-17:00"], ["22:00-06:00"], ["00:00-24:00"], []]
)


def table(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[Table]:
    """A table with these keys; `from_` stands for the key `from`."""
    return st.fixed_dictionaries(
        required, optional={name.rstrip("_"): value for name, value in optional.items()}
    )


# Strategies are made once: to make and check them anew takes longer than to draw from them.
scalars = st.one_of(texts, numbers, st.booleans(), dates, st.datetimes())
_condition_fields = st.sampled_from(
    ["grade", "entered.mql", "campaign.priority", "Own \"column\" [x]", "lead_value"]
)  # fmt: skip
_ops = st.sampled_from(OPS)
_both_ends = st.lists(scalars, min_size=2, max_size=2)
_some_values = st.lists(scalars, max_size=3)


@st.composite
def conditions(draw: st.DrawFn) -> Table:
    """One condition, with as many values as its op takes."""
    condition: Table = {"field": draw(_condition_fields), "op": draw(_ops)}
    if condition["op"] == "between":
        condition["value"] = draw(_both_ends)
    elif condition["op"] in ("in", "not in"):
        condition["value"] = draw(_some_values)
    elif "blank" not in condition["op"]:
        condition["value"] = draw(scalars)
    return condition


where = st.lists(conditions(), max_size=3)
# In any century, but not of thousands of years, which have half a million weeks.
days = st.builds(
    lambda start, length: {"start": start, "end": start + min(length, date.max - start)},
    dates,
    st.timedeltas(timedelta(0), timedelta(1_500)),
)
labels = {
    "week": st.sampled_from(["2026-W40", "2026-W53"]),
    "month": st.sampled_from(["2026-10", "2026-12"]),
    "quarter": st.sampled_from(["2026-Q4", "FY27 Q1"]),
    "period": texts,
}
_BY_MEASURE: dict[str, st.SearchStrategy[Any]] = {
    "from": events,
    "to": events,
    "limit": limits,
    "field": words,
    "per": words,
    "of": st.lists(conditions(), min_size=1, max_size=2),
    "times": positive,
    "figure": words,
}
_plain_money = money.filter(lambda text: "%" not in text)


@cache
def _optional_of(every: str, targets: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """What a commitment may have besides, whatever its measure."""
    return table(
        {},
        name=texts, party=owners, where=where, any=st.lists(where, max_size=2), segment=keys,
        targets=st.dictionaries(labels[every], targets, max_size=2), at_risk=st.floats(0, 1),
        if_missed=texts, note=texts, parts=st.lists(events, max_size=2),
        pause=st.lists(st.tuples(words, words).map(list), max_size=2),
        calendar_by=table({"field": texts, "calendars": st.dictionaries(texts, keys, max_size=2)}),
    )  # fmt: skip


_measures = st.sampled_from(tuple(MEASURES))
_tables = st.sampled_from(["leads", "campaigns"])
_everies = st.sampled_from(tuple(labels))
_settled = table({}, settle=limits)
_of_activity = table({}, activity=texts)


@st.composite
def commitments(draw: st.DrawFn, measure: str = "") -> Table:
    """One commitment, with the keys that its measure needs and some that it may have."""
    measure = measure or draw(_measures)
    one: Table = {"key": draw(keys), "measure": measure}
    for name in MEASURES[measure].needs:
        one[name] = draw(_BY_MEASURE[name])
    targets = shares
    if measure in ("median", "p90"):
        one["business"] = draw(st.booleans())
        targets = clock_times if one["business"] else times
    elif measure == "count":
        targets = counts
    elif measure in ("sum", "ratio", "figure"):
        targets = money if measure != "figure" else _plain_money
    if measure == "ratio":
        one["table"] = draw(_tables)
        one["from"] = draw(events)
    every = draw(_everies)
    one |= {"target": draw(targets), "every": every}
    if measure == "share":
        one |= draw(_settled)
    if measure == "attempts":
        one |= draw(_of_activity)
    stated = one | draw(_optional_of(every, targets))
    for problem in Commitment.from_stored(stated).contradictions:
        del stated[str(problem.facts["field"])]
    return stated


_dated = st.dictionaries(dates.map(lambda day: day.isoformat()), shifts, max_size=2)
_values = st.fixed_dictionaries(
    {},
    optional={"grade": texts, "score": numbers, "created_at": dates, 'Own "column" [x]': scalars},
)
_BY_TYPE: dict[Holds, st.SearchStrategy[Any]] = {
    Holds.KEY: keys,
    Holds.LINE: texts,
    Holds.TEXT: texts,
    Holds.LEAD_FIELD: texts,
    Holds.LINES: st.lists(texts, max_size=3),
    Holds.FLAG: st.booleans(),
    Holds.NUMBER: numbers,
    Holds.DAY: dates,
    Holds.LIMIT: limits,
    Holds.TARGET: st.one_of(shares, times, money),
    Holds.REFERENCE: keys,
    Holds.REFERENCES: st.lists(keys, max_size=3),
    Holds.CLAUSE: st.sampled_from(["stage.mql", "agreement", "attribution", "term.lead"]),
    Holds.CONDITIONS: where,
    Holds.GROUPS: st.lists(where, max_size=2),
    Holds.VALUES: _values,
}
# Fields that take less than all that their type can hold.
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "agreement.fiscal_year_start": st.integers(1, 12),
    "agreement.currency": st.sampled_from(["EUR", "USD"]),
    "meeting.time": st.sampled_from(["09:30", "23:59"]),
    "meeting.minutes": st.integers(1, 1_440),
    "rule.decay.percent": st.integers(0, 100),
    "rule.decay.days": positive,
}
_WITHIN: dict[str, st.SearchStrategy[Any]] = {
    "agreement.period": days,
    "rule.decay": table({"percent": st.integers(0, 100), "days": positive}),
}
"""Tables within clauses that cannot do without some of their fields."""


def _table_of(kind: str) -> st.SearchStrategy[Table]:
    """A table of a kind of clause, as its fields' types say."""
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = {}
    for field in KINDS[kind].fields:
        value = _BY_NAME.get(f"{kind}.{field.name}")
        if value is None:
            value = st.sampled_from(field.choices) if field.choices else _BY_TYPE[field.holds]
        outer, _, name = field.name.rpartition(".")
        if outer:
            inner.setdefault(outer, {})[name] = value
        else:
            (required if field.required else optional)[name] = value
    for name, fields in inner.items():
        whole = _WITHIN.get(f"{kind}.{name}")
        optional[name] = st.fixed_dictionaries({}, optional=fields) if whole is None else whole
    if kind == "agreement":
        required["period"] = optional.pop("period")
    return st.fixed_dictionaries(required, optional=optional)


_OWN: dict[str, st.SearchStrategy[Table]] = {
    "calendar": table(
        {"key": keys, "timezone": st.sampled_from(["Europe/Berlin", "UTC", "Asia/Kolkata"])},
        name=texts, closed=st.lists(dates, max_size=2), open=_dated, breaks=_dated,
        closed_cuts=st.sampled_from(["start", "clip"]),
        hours=st.dictionaries(st.sampled_from(WEEKDAYS), shifts),
        holidays=st.sampled_from([{"country": "DE"}, {"country": "DE", "subdivision": "BE"}]),
    ),
    "commitment": commitments(),
}  # fmt: skip
TABLES = {kind: _OWN[kind] if kind in _OWN else _table_of(kind) for kind in KINDS}
"""A table of each kind of clause, as a text may state it."""


_agreement_labels = st.sampled_from(["FY27 Q1", "2026-Q4", 'Größe "x"', "a.b"])


@cache
def _lists_of(kind: str, fewest: int, most: int) -> st.SearchStrategy[list[Table]]:
    return st.lists(TABLES[kind], min_size=fewest, max_size=most)


@st.composite
def agreements(draw: st.DrawFn, most: int = 2) -> Agreement:
    """A whole agreement: a header, and up to `most` clauses of every other kind."""
    clauses = {}
    for kind, spec in KINDS.items():
        fewest = 1 if kind == "agreement" else 0
        for one in draw(_lists_of(kind, fewest, most if spec.keyed else 1)):
            clause = read_clause(kind, one)
            clauses[kind, clause.key] = clause
    return Agreement(draw(_agreement_labels), clauses)


def agreement_of(text: AgreementText) -> Agreement:
    """The agreement that a text states on its own."""
    return Agreement(text.label or "", text.clauses)
