"""Keeps Qt's binding from reading the source of every module that is imported after it."""

from __future__ import annotations

from typing import Any

import PySide6.support.feature  # type: ignore[import-not-found]  # made by the binding at its start

_QUESTION = "_mod_uses_pyside"


def spare_source_reading() -> None:
    """From now on the binding takes modules for such as leave `__feature__` alone, as ours do.

    For each module that is imported it looks for its own name in the text, to know where names of
    Qt may be switched to another style (`from __feature__ import snake_case`). Nobody does that
    here, and reading some hundred files takes a tenth of the start. Where a later binding asks in
    another way, it reads them again, and nothing else changes.
    """
    feature: Any = PySide6.support.feature
    if hasattr(feature, _QUESTION):
        setattr(feature, _QUESTION, lambda _module: False)
