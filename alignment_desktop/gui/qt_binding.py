"""Keeps Qt's binding from reading the source of every module that is imported after it."""

from __future__ import annotations

from importlib import import_module

_FEATURE = "PySide6.support.feature"
"""A module that the binding makes at its start."""
_QUESTION = "_mod_uses_pyside"


def spare_source_reading() -> None:
    """From now on the binding takes modules for such as leave `__feature__` alone, as ours do.

    For each module that is imported it looks for its own name in the text, to know where names of
    Qt may be switched to another style (`from __feature__ import snake_case`). Nobody does that
    here, and reading some hundred files takes a tenth of the start. Where another binding has no
    such question, or asks more, it reads them again or is answered all the same.
    """
    try:
        feature = import_module(_FEATURE)
    except ImportError:
        return
    if hasattr(feature, _QUESTION):
        setattr(feature, _QUESTION, _never)


def _never(*_asked: object, **_further: object) -> bool:
    return False
