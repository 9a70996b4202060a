from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.problems import Problem


@pytest.mark.parametrize(
    ("rule", "given", "read"),
    [
        (f.TEXT, "Größe\n", "Größe\n"),
        (f.OWN_KEY, "a-1", "a-1"),
        (f.FLAG, True, True),
        (f.NUMBER, 42000.0, 42000),
        (f.NUMBER, -0.0, 0),
        (f.NUMBER, 0.1, 0.1),
        (f.DAY, date(2026, 10, 1), date(2026, 10, 1)),
        (f.DAY, "2026-10-01", date(2026, 10, 1)),
        (f.CLOCK_TIME, "09:30", "09:30"),
        (f.CLOCK_TIME, time(9, 30), "09:30"),
        (f.TEXTS, ["a", ""], ("a", "")),
        (f.choice("a", "b"), "b", "b"),
        (f.number_between(0, 1), 1.0, 1),
        (f.pairs_of(str, f.NUMBER, f.Holds.TARGETS), {"b": 1, "a": 2}, (("a", 2), ("b", 1))),
    ],
)
def test_a_value_of_the_right_kind_is_read(rule: f.Rule, given: object, read: object) -> None:
    assert rule.read(given) == read
    assert type(rule.read(given)) is type(read)


@pytest.mark.parametrize(
    ("rule", "given", "code"),
    [
        (f.TEXT, 1, "not-text"),
        (f.TEXT, ["a"], "not-text"),
        (f.TEXT, "\ud800", "unreadable-text"),
        (f.OWN_KEY, "A", "bad-key"),
        (f.OWN_KEY, "a--b", "bad-key"),
        (f.OWN_KEY, "", "bad-key"),
        (f.OWN_KEY, "a\n", "bad-key"),
        (f.OWN_KEY, 1, "bad-key"),
        (f.FLAG, "true", "not-true-or-false"),
        (f.FLAG, 1, "not-true-or-false"),
        (f.NUMBER, "1", "not-a-number"),
        (f.NUMBER, True, "not-a-number"),
        (f.NUMBER, float("nan"), "not-a-number"),
        (f.NUMBER, 10**400, "number-too-large"),
        (f.NUMBER, 1e300, "number-too-large"),
        (f.DAY, datetime(2026, 10, 1), "not-a-date"),  # noqa: DTZ001
        (f.DAY, "2026-02-30", "not-a-date"),
        (f.DAY, 20261001, "not-a-date"),
        (f.CLOCK_TIME, "25:00", "not-a-time"),
        (f.CLOCK_TIME, 9, "not-text"),
        (f.TEXTS, "a", "not-a-list"),
        (f.CONDITIONS, {"field": "a"}, "not-a-list"),
        (f.choice("a"), ["a"], "unknown-word"),
        (f.number_between(1, 3, whole=True), 1.5, "number-out-of-range"),
        (f.number_between(1, 3), 3.1, "number-out-of-range"),
        (f.pairs_of(str, f.NUMBER, f.Holds.TARGETS), ["a"], "not-a-table"),
    ],
)
def test_a_value_of_another_kind_is_refused(rule: f.Rule, given: object, code: str) -> None:
    with pytest.raises(Problem) as caught:
        rule.read(given)
    assert caught.value.code == code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inner:
    from_: int = f.of(f.NUMBER)
    names: tuple[str, ...] = f.of(f.TEXTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outer:
    key: str = f.of(f.OWN_KEY)
    inner: _Inner | None = f.of(f.table_of(_Inner), None)  # noqa: RUF009
    groups: Any = f.of(f.CONDITION_LISTS, ())  # noqa: RUF009
    pairs: Any = f.of(f.pairs_of(str, f.NUMBER, f.Holds.TARGETS), ())  # noqa: RUF009


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ({}, "key"),
        ({"key": "a", "kye": 1}, "kye"),
        ({"key": "a", "inner": 1}, "inner"),
        ({"key": "a", "inner": {}}, "inner.from"),
        ({"key": "a", "inner": {"from": 1, "names": ["x", 2]}}, "inner.names.2"),
        ({"key": "a", "groups": [[], [{"field": "b", "op": "?"}]]}, "groups.2.1.op"),
        ({"key": "a", "groups": [{"field": "b"}]}, "groups.1"),
        ({"key": "a", "pairs": {"x": "1"}}, "pairs.x"),
    ],
)
def test_what_is_wrong_is_named_by_its_dotted_place(table: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as caught:
        f.read_fields(_Outer, table)
    assert caught.value.facts["field"] == field


def test_fields_at_their_default_are_not_written() -> None:
    table: dict[str, object] = {"key": "a", "inner": {"from": 1}, "pairs": {"x": 2}}
    assert f.write_fields(f.read_fields(_Outer, {**table, "groups": []})) == table


def test_a_field_of_many_entries_names_one_of_them_by_what_it_holds() -> None:
    targets = f.Field("targets", f.Holds.TARGETS)
    assert targets.entry("2026-10") == f.Field("targets.2026-10", f.Holds.TARGET)
    calendars = f.Field("calendar_by.calendars", f.Holds.KEYS, refers_to="calendar")
    assert calendars.key == "calendar_by"
    entry = calendars.entry("EMEA")
    assert (entry.holds, entry.refers_to) == (f.Holds.REFERENCE, "calendar")
    assert f.Field("fields", f.Holds.VALUES).entry("score").holds is f.Holds.LINE
