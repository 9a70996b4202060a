from __future__ import annotations

from alignment_desktop.domain.changes import EVERYTHING, KINDS_OF_RECORD, Changed


def test_an_edited_clause_may_have_lost_the_other_partys_consent() -> None:
    assert KINDS_OF_RECORD["clause"] == {Changed.AGREEMENT, Changed.CONSENT}


def test_every_kind_of_thing_changes_by_some_record() -> None:
    assert frozenset().union(*KINDS_OF_RECORD.values()) == EVERYTHING == set(Changed)
