from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import ClauseText
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.writer import Writer
from tests.actors import NOBODY, by
from tests.database_fixtures import MakeAddress

START = date(2026, 10, 1)


def put(store: Store, entry: Entry, kind: str, key: str, body: dict[str, object]) -> None:
    with store.change(entry) as writer:
        writer.put_clause(1, kind, key, 1, body)


@pytest.fixture
def agreed(store: Store, entry: Entry) -> Store:
    """One agreement with one stage, agreed by both."""
    with store.change(entry) as writer:
        number = writer.add_agreement("2026-Q4", START)
        writer.put_clause(number, "stage", "mql", 1, {"name": "MQL"})
        writer.give_consent(number, "stage", "mql", "sales")
        writer.give_consent(number, "stage", "mql", "marketing")
    return store


def parties(store: Store) -> list[str]:
    with store.read() as reader:
        return [consent.party for consent in reader.consents(1)]


def test_an_agreement_is_read_as_it_was_written(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        first = writer.add_agreement("2026-Q4", START, untouched=True)
        second = writer.add_agreement("2027-Q1", date(2027, 1, 1))
    with store.read() as reader:
        rows = reader.agreements()
    assert [(row.id, row.label, row.period_start, row.untouched) for row in rows] == [
        (first, "2026-Q4", START, True),
        (second, "2027-Q1", date(2027, 1, 1), False),
    ]
    assert rows[0].made < rows[1].made


def test_an_agreement_can_be_renamed_but_never_to_a_taken_label(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        writer.add_agreement("a", START, untouched=True)
        writer.add_agreement("b", START)
    with store.change(entry) as writer:
        writer.set_agreement(1, label="c", untouched=False)
    with pytest.raises(Problem) as trouble, store.change(entry) as writer:
        writer.set_agreement(1, label="b")
    assert trouble.value.code == "label-taken"
    with pytest.raises(Problem) as trouble, store.change(entry) as writer:
        writer.add_agreement("b", START)
    assert trouble.value.code == "label-taken"
    with store.read() as reader:
        assert [(row.label, row.untouched) for row in reader.agreements()] == [
            ("c", False),
            ("b", False),
        ]


def test_clauses_come_in_their_order_with_bodies_as_given(store: Store, entry: Entry) -> None:
    body = {
        "z": [1, 2.5, None, True],
        "a": {"ümlaut": "Zürich \x00 \ud800 🦊", "day": "2026-10-01"},
    }
    with store.change(entry) as writer:
        writer.add_agreement("2026-Q4", START)
        writer.put_clause(1, "term", "lead", 3, {})
        writer.put_clause(1, "agreement", "", 0, {"currency": "EUR"})
        writer.put_clause(1, "stage", "mql", 1, body)
        writer.put_clause(1, "attribution", "", 9, {"rule": "even"})
    with store.read() as reader:
        rows = reader.clauses(1)
    assert [(row.kind, row.key, row.position) for row in rows] == [
        ("agreement", "", 0),
        ("stage", "mql", 1),
        ("term", "lead", 3),
        ("attribution", "", 9),
    ]
    assert rows[1].body == body
    assert list(rows[1].body) == ["z", "a"]
    assert {row.revision for row in rows} == {1}


def test_a_body_that_is_no_json_is_refused_before_anything_is_stored(
    store: Store, entry: Entry
) -> None:
    with store.change(entry) as writer:
        writer.add_agreement("2026-Q4", START)
    with pytest.raises(TypeError):
        put(store, entry, "stage", "mql", {"day": START})
    with pytest.raises(ValueError, match="JSON"):
        put(store, entry, "stage", "mql", {"rate": float("nan")})
    with store.read() as reader:
        assert reader.clauses(1) == []


def test_consents_are_to_the_clause_as_it_is(agreed: Store) -> None:
    with agreed.read() as reader:
        rows = reader.consents(1)
        clause = reader.clauses(1)[0]
    assert [(row.party, row.revision) for row in rows] == [
        ("marketing", clause.revision),
        ("sales", clause.revision),
    ]


def test_a_later_edit_takes_consents_back(agreed: Store, entry: Entry) -> None:
    put(agreed, entry, "stage", "mql", {"name": "Marketing qualified"})
    assert parties(agreed) == []


def test_an_edit_in_the_same_change_takes_consents_back_too(agreed: Store, entry: Entry) -> None:
    with agreed.change(entry) as writer:
        writer.put_clause(1, "stage", "mql", 1, {"name": "X"})
        writer.give_consent(1, "stage", "mql", "sales")
        writer.put_clause(1, "stage", "mql", 1, {"name": "Y"})
        assert writer.consents(1) == []
        writer.give_consent(1, "stage", "mql", "marketing")
    assert parties(agreed) == ["marketing"]


def test_the_same_body_again_keeps_revision_and_consents(agreed: Store, entry: Entry) -> None:
    put(agreed, entry, "stage", "mql", {"name": "MQL"})
    with agreed.read() as reader:
        assert reader.revision() == 1
    with agreed.change(entry) as writer:
        writer.put_clause(1, "stage", "mql", 7, {"name": "MQL"})
    with agreed.read() as reader:
        assert [(row.position, row.revision) for row in reader.clauses(1)] == [(7, 1)]
        assert reader.revision() == 2
    assert parties(agreed) == ["marketing", "sales"]


def test_true_is_another_body_than_one(agreed: Store, entry: Entry) -> None:
    put(agreed, entry, "stage", "mql", {"weight": 1})
    put(agreed, entry, "stage", "mql", {"weight": True})
    with agreed.read() as reader:
        assert reader.clauses(1)[0].body == {"weight": True}
        assert reader.clauses(1)[0].revision == 3


def test_a_consent_can_be_taken_back(agreed: Store, entry: Entry) -> None:
    with agreed.change(entry) as writer:
        writer.take_consents(1, [("stage", "mql")], "sales")
    assert parties(agreed) == ["marketing"]


def test_a_removed_clause_takes_its_consents_along(agreed: Store, entry: Entry) -> None:
    with agreed.change(entry) as writer:
        writer.remove_clause(1, "stage", "mql")
        writer.put_clause(1, "stage", "mql", 1, {"name": "MQL"})
    assert parties(agreed) == []


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("remove_clause", ["stage", "mql"]),
        ("give_consent", ["stage", "mql", "sales"]),
        ("take_consents", [[("stage", "mql")], "sales"]),
    ],
)
def test_a_clause_that_is_gone_is_named(
    store: Store, entry: Entry, verb: str, arguments: list[Any]
) -> None:
    with store.change(entry) as writer:
        writer.add_agreement("2026-Q4", START)
    with pytest.raises(Problem) as trouble, store.change(entry) as writer:
        getattr(writer, verb)(1, *arguments)
    assert trouble.value.code == "clause-gone"
    assert trouble.value.facts == {"clause": "stage.mql"}


def test_versions_are_numbered_and_kept_whole(store: Store, now: datetime) -> None:
    content = {"agreement": {"label": "2026-Q4"}, "stage": [{"key": "mql"}]}
    with store.change(Entry("freeze", by("facilitator"), now, 1)) as writer:
        writer.add_agreement("2026-Q4", START)
        assert writer.add_version(1, "abc", content, date(2026, 11, 1), "more leads", "") == 1
        assert writer.add_version(1, "def", content, None, "", "known gap") == 2
    with store.read() as reader:
        first, second = reader.versions(1)
    assert (first.content_hash, first.effective, first.reason) == (
        "abc",
        date(2026, 11, 1),
        "more leads",
    )
    assert (second.content, second.effective, second.waived) == (content, None, "known gap")
    assert first.frozen_at == now


def test_moments_keep_their_microseconds_whatever_zone_they_came_in(store: Store) -> None:
    berlin = timezone(timedelta(hours=2))
    at = datetime(2026, 10, 5, 9, 0, 0, 1, tzinfo=berlin)
    with store.change(Entry("apply", NOBODY, at)) as writer:
        writer.add_agreement("2026-Q4", START)
    with store.read() as reader:
        row = reader.log()[0]
    assert row.at == at
    assert row.at.tzinfo == UTC


def test_the_log_alone_tells_what_a_clause_was_and_who_had_agreed(
    agreed: Store, now: datetime
) -> None:
    with agreed.change(Entry("edit", by("marketing"), now, 1)) as writer:
        writer.put_clause(1, "stage", "mql", 2, {"name": "Qualified"})
    with agreed.read() as reader:
        (row,) = reader.log(since=1)
    assert (row.revision, row.actor, row.action, row.agreement) == (2, by("marketing"), "edit", 1)
    assert row.details == {
        "changes": [
            {
                "what": "clause",
                "agreement": 1,
                "kind": "stage",
                "key": "mql",
                "before": {
                    "position": 1,
                    "body": {"name": "MQL"},
                    "revision": 1,
                    "consents": ["marketing", "sales"],
                },
                "after": {
                    "position": 2,
                    "body": {"name": "Qualified"},
                    "revision": 2,
                    "consents": [],
                },
            }
        ]
    }


def test_what_the_caller_does_to_a_body_later_does_not_reach_the_log(
    store: Store, entry: Entry
) -> None:
    body: dict[str, object] = {"names": ["a"]}
    with store.change(entry) as writer:
        writer.add_agreement("2026-Q4", START)
        writer.put_clause(1, "stage", "mql", 1, body)
        body["names"] = "changed"
    with store.read() as reader:
        assert reader.clauses(1)[0].body == {"names": ["a"]}
        assert reader.log()[0].details["changes"][1]["after"]["body"] == {"names": ["a"]}
        assert reader.verify_log() is None


def _put_one_by_one(writer: Writer, texts: list[ClauseText]) -> None:
    for text in texts:
        writer.put_clause(1, text.kind, text.key, text.position, text.body)


def _agree_one_by_one(writer: Writer, ids: list[tuple[str, str]], party: str) -> None:
    for kind, key in ids:
        writer.give_consent(1, kind, key, party)


def _leave_one_by_one(writer: Writer, ids: list[tuple[str, str]]) -> None:
    for kind, key in ids:
        writer.take_consents(1, [(kind, key)], "sales")
    for kind, key in ids[1:]:
        writer.remove_clause(1, kind, key)


def _leave_at_once(writer: Writer, ids: list[tuple[str, str]]) -> None:
    writer.take_consents(1, ids, "sales")
    writer.remove_clauses(1, ids[1:])


@pytest.mark.parametrize("count", [2, 60])
def test_many_at_once_leave_what_one_after_the_other_would(
    make_database: MakeAddress, now: datetime, entry: Entry, count: int
) -> None:
    first = [ClauseText("term", f"t{n}", n, {"name": f"{n}"}) for n in range(count)]
    later = [ClauseText("term", f"t{n}", 0, {"name": f"{n // 2 * 2}"}) for n in range(count)]
    ids = [text.id for text in first]
    at_once: list[Callable[[Writer], None]] = [
        lambda writer: writer.put_clauses(1, first),
        lambda writer: writer.give_consents(1, ids, "sales"),
        lambda writer: writer.give_consents(1, ids, "marketing"),
        lambda writer: writer.put_clauses(1, later),
        lambda writer: _leave_at_once(writer, ids),
    ]
    one_by_one: list[Callable[[Writer], None]] = [
        lambda writer: _put_one_by_one(writer, first),
        lambda writer: _agree_one_by_one(writer, ids, "sales"),
        lambda writer: _agree_one_by_one(writer, ids, "marketing"),
        lambda writer: _put_one_by_one(writer, later),
        lambda writer: _leave_one_by_one(writer, ids),
    ]
    found = []
    for deeds in (at_once, one_by_one):
        with Store.create(make_database(), at=now) as store:
            with store.change(entry) as writer:
                writer.add_agreement("2026-Q4", START)
            for deed in deeds:
                with store.change(entry) as writer:
                    deed(writer)
            with store.read() as reader:
                assert reader.verify_log() is None
                found.append((reader.clauses(1), reader.consents(1), reader.log()))
    assert found[0] == found[1]
    clauses, consents, _ = found[0]
    assert [row.key for row in clauses] == ["t0"]
    assert [row.party for row in consents] == ["marketing"]
