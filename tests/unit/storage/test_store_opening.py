from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.store import Entry, Store

RunSql = Callable[..., list[tuple[Any, ...]]]


def code_on_opening(address: str, *, read_only: bool = False) -> str:
    with pytest.raises(Problem) as trouble:
        Store.open(address, read_only=read_only)
    return trouble.value.code


def test_a_new_workspace_is_empty_and_can_be_opened_again(database: str, now: datetime) -> None:
    Store.create(database, at=now).close()
    with Store.open(database) as store, store.read() as reader:
        assert store.address == database
        assert reader.agreements() == []
        assert reader.batches() == []
        assert reader.profiles() == {}
        assert reader.log() == []
        assert reader.revision() == 0
        assert reader.verify_log() is None


def test_a_workspace_is_never_made_over_another(database: str, now: datetime, entry: Entry) -> None:
    with Store.create(database, at=now) as store, store.change(entry) as writer:
        writer.put_profile("crm", "a")
    with pytest.raises(Problem) as trouble:
        Store.create(database, at=now)
    assert trouble.value.code == "workspace-exists"
    with Store.open(database) as store, store.read() as reader:
        assert reader.profiles() == {"crm": "a"}


def test_reading_only_refuses_every_change(store: Store, database: str, entry: Entry) -> None:
    with store.change(entry) as writer:
        writer.put_profile("crm", "a")
    with Store.open(database, read_only=True) as reading:
        with reading.read() as reader:
            assert reader.profiles() == {"crm": "a"}
        with pytest.raises(Problem) as trouble, reading.change(entry):
            pass
    assert trouble.value.code == "workspace-read-only"
    assert trouble.value.facts == {"workspace": store.shown}


def test_a_workspace_of_a_newer_program_is_left_alone(
    store: Store, database: str, run_sql: RunSql
) -> None:
    store.close()
    run_sql(database, "UPDATE alembic_version SET version_num = '0417_telepathy'")
    assert code_on_opening(database) == "workspace-newer"
    assert code_on_opening(database, read_only=True) == "workspace-newer"


def test_a_workspace_without_a_revision_is_damaged(
    store: Store, database: str, run_sql: RunSql
) -> None:
    store.close()
    run_sql(database, "DELETE FROM alembic_version")
    assert code_on_opening(database) == "workspace-corrupt"


@pytest.mark.parametrize("address", ["", "  ", "a\0b.align", "~nobody-of-this-name/x.align"])
def test_what_can_be_no_address_is_refused(address: str, now: datetime) -> None:
    assert code_on_opening(address) == "bad-address"
    with pytest.raises(Problem) as trouble:
        Store.create(address, at=now)
    assert trouble.value.code == "bad-address"
