"""What a user has on this computer to sign with, and whom every check trusts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.documents.signing.certificates import make_authority, make_identity
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services import own_identities, trusted_roots

AT = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


def test_an_identity_is_kept_for_its_owner_alone_and_opened_again() -> None:
    made = make_identity("Marie Lindner", "sales", AT)
    path = own_identities.free_place("Marie Lindner", "sales")
    own_identities.write_identity(made, "secret", path)
    assert path.stat().st_mode & 0o077 == 0
    assert own_identities.identity_files() == (path,)
    assert own_identities.open_identity(path, "secret").certificate == made.certificate
    # The next one of the same name does not take its place.
    assert own_identities.free_place("Marie Lindner", "sales") != path


def test_a_wrong_passphrase_and_a_file_that_is_gone_are_said() -> None:
    path = own_identities.free_place("Kim", "marketing")
    with pytest.raises(Problem, match="file-missing"):
        own_identities.open_identity(path, "secret")
    own_identities.write_identity(make_identity("Kim", "marketing", AT), "secret", path)
    with pytest.raises(Problem, match="identity-wrong-passphrase"):
        own_identities.open_identity(path, "Secret")


def test_roots_are_remembered_until_they_are_forgotten(tmp_path: Path) -> None:
    root = make_authority("Northwind", AT).certificate
    file = tmp_path / "root.pem"
    file.write_text(root.pem)
    assert trusted_roots.read_certificate_file(file) == [root]
    assert trusted_roots.remembered_roots() == ()
    trusted_roots.remember_root(root)
    assert trusted_roots.remembered_roots() == (root,)
    trusted_roots.forget_root(root)
    assert trusted_roots.remembered_roots() == ()


def test_a_damaged_or_missing_certificate_is_refused_and_never_remembered(user_data: Path) -> None:
    bad = user_data / "bad.pem"
    bad.write_text("no certificate")
    with pytest.raises(Problem, match="certificate-unreadable"):
        trusted_roots.read_certificate_file(bad)
    with pytest.raises(Problem, match="file-missing"):
        trusted_roots.read_certificate_file(user_data / "none.pem")
