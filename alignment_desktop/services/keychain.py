"""The system's keychain, the one place where a passphrase is kept if the user wishes it.

All of it may take a while, or ask the user, and is called beside the window only.
"""

from __future__ import annotations

import hashlib
from typing import Any

_SERVICE = "Alignment Desktop"


def there_is_a_keychain() -> bool:
    """Whether the system has one that keeps what it is given."""
    try:
        own = _keyring().get_keyring()
        return own.priority > 0 and not type(own).__module__.endswith((".fail", ".null"))
    except Exception:  # noqa: BLE001  # what a system without one, or a broken one, raises
        return False


def kept_passphrase(identity: bytes) -> str:
    """The passphrase kept for the file of an identity; empty where there is none.

    Args:
        identity: The content of the file.
    """
    try:
        return str(_keyring().get_password(_SERVICE, _name(identity)) or "")
    except Exception:  # noqa: BLE001  # a keychain that stays locked counts as none
        return ""


def keep_passphrase(identity: bytes, passphrase: str) -> bool:
    """Keeps it; whether that was possible."""
    try:
        _keyring().set_password(_SERVICE, _name(identity), passphrase)
    except Exception:  # noqa: BLE001  # a keychain that stays locked keeps nothing
        return False
    return True


def forget_passphrase(identity: bytes) -> None:
    """Keeps it no more."""
    try:
        _keyring().delete_password(_SERVICE, _name(identity))
    except Exception:  # noqa: BLE001  # there was none
        return


def _keyring() -> Any:
    import keyring

    return keyring


def _name(identity: bytes) -> str:
    """What the keychain calls it: the same identity in another place is the same."""
    return hashlib.sha256(identity).hexdigest()
