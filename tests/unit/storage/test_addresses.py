from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage import addresses
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.store import Store


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Contoso GmbH", "OneDrive"),
        ("Dropbox (Team)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ada@example.com", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "Nextcloud"),
    ],
)
def test_a_folder_that_is_copied_elsewhere_is_warned_of(
    tmp_path: Path, now: datetime, folder: str, service: str
) -> None:
    path = tmp_path / folder / "plans" / "plan.align"
    path.parent.mkdir(parents=True)
    with Store.create(str(path), at=now) as store:
        (warning,) = store.warnings
    assert warning.code == "synced-folder"
    assert warning.facts == {"workspace": str(path), "service": service}


@pytest.mark.parametrize("folder", ["plans", "My Dropboxes", "Drive", "onedriver"])
def test_other_folders_are_not_warned_of(tmp_path: Path, now: datetime, folder: str) -> None:
    (tmp_path / folder).mkdir()
    with Store.create(str(tmp_path / folder / "OneDrive.align"), at=now) as store:
        assert store.warnings == ()


def test_a_server_is_not_warned_of(postgresql_address: str, now: datetime) -> None:
    with Store.create(postgresql_address, at=now) as store:
        assert store.warnings == ()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_password_is_never_shown(scheme: str) -> None:
    place = Address.parse(f"{scheme}://ada:s3cret@example.com:5433/plan?password=s3cret&schema=q4")
    assert place.url is not None
    assert place.url.drivername == "postgresql+psycopg"
    assert place.url.password == "s3cret"
    assert place.schema == "q4"
    assert place.shown.startswith("postgresql://ada:***@example.com:5433/plan?")
    assert "s3cret" not in place.shown


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:s3cret@example.com:port/plan",
        "postgresql://ada:s3cret@example.com/plan?schema=a%22b",
        "postgresql://ada:s3cret@example.com/plan?schema=a&schema=b",
    ],
)
def test_an_unreadable_address_of_a_server_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(Problem) as trouble:
        Address.parse(address)
    assert trouble.value.code == "bad-address"
    assert "s3cret" not in str(trouble.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "plans/",
        "plan\0.align",
        "http://server/plan",
        "postgresqll://ada@server/plan",
        "postgresql:/ada@server/plan",
        "host=server user=ada",
        " PASSWORD = s3cret",
        "postgresql://ada@server/plan?nonsense=1",
        "postgresql://ada@server/plan?user=a&user=b",
        "postgresql://ada@ser\udcffver/plan",
        "postgresql://ada@server/pl\0an",
        "postgresql://ada:s3c@ret/@server/plan",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_looked_for(text: str) -> None:
    with pytest.raises(Problem) as trouble:
        Address.parse(text)
    assert trouble.value.code == "bad-address"
    assert "s3c" not in str(trouble.value)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("postgresql://ada:s3cret@server:5433/plan", "postgresql://ada@server:5433/plan"),
        ("postgres://server/plan?user=ada&password=s3cret", "postgresql://server/plan?user=ada"),
        (
            "postgresql://ada@server/plan?schema=q4&passfile=keys",
            "postgresql://ada@server/plan?passfile=keys&schema=q4",
        ),
        ("postgresql://server/plan?host=a&host=b", "postgresql://server/plan?host=a&host=b"),
    ],
)
def test_an_address_is_remembered_without_its_password_and_leads_to_the_same_place(
    address: str, kept: str
) -> None:
    place = Address.parse(address)
    assert place.kept == kept
    again = Address.parse(kept)
    assert place.url is not None
    assert again.url is not None
    assert again.schema == place.schema
    assert again.url.password is None
    for part in ("username", "host", "port", "database"):
        assert getattr(again.url, part) == getattr(place.url, part)


def test_a_path_may_look_like_anything_else() -> None:
    for name in ("C:plan.align", "C://plan.align", "plan?schema=x.align", "a=b.align"):
        assert Address.parse(name).path == Path(name).absolute()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux lists its mounts in a file"
)
def test_what_is_mounted_where_is_what_the_library_says() -> None:
    said = [(each.mountpoint, each.fstype) for each in psutil.disk_partitions(all=True)]
    assert [(each.folder, each.system) for each in addresses._mounts()] == said


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux lists its mounts in a file"
)
@pytest.mark.parametrize(
    ("system", "warned"),
    [("nfs4", ["network-folder"]), ("ext4", []), ("fuse.sshfs", ["network-folder"])],
)
def test_a_folder_on_another_computer_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, warned: list[str]
) -> None:
    shared = tmp_path / "our plans"
    shared.mkdir()
    mounts = tmp_path / "mounts"
    written = str(shared).replace(" ", r"\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/plans {written} {system} rw 0 0\n")
    monkeypatch.setattr(addresses, "_MOUNTS", mounts)
    found = addresses.warnings_about(Address.parse(str(shared / "plan.align")))
    assert [warning.code for warning in found] == warned
    assert addresses.warnings_about(Address.parse(str(tmp_path / "plan.align"))) == ()
