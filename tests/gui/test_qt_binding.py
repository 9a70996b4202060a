"""The window starts whatever the binding of Qt has inside."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from alignment_desktop.gui.qt_binding import spare_source_reading

_FEATURE = "PySide6.support.feature"


def test_a_binding_that_asks_is_answered_however_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    feature = ModuleType(_FEATURE)
    feature._mod_uses_pyside = lambda _module: True  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, _FEATURE, feature)
    spare_source_reading()
    assert feature._mod_uses_pyside(sys) is False
    assert feature._mod_uses_pyside(sys, more=True) is False


def test_a_binding_that_does_not_ask_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    feature = ModuleType(_FEATURE)
    before = dict(vars(feature))
    monkeypatch.setitem(sys.modules, _FEATURE, feature)
    spare_source_reading()
    assert vars(feature) == before


def test_a_binding_without_that_module_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, _FEATURE, None)
    spare_source_reading()
