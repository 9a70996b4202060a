"""Tells assistive programs what painted widgets are: a chart says that it is one."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_ROLES: dict[type[QWidget], QAccessible.Role] = {}
# Qt does not own what the factory returns as Python sees it: without a reference it is gone.
_KEPT: list[QAccessibleInterface] = []
_INSTALLED: list[bool] = []


class _Painted(QAccessibleWidget):
    """A painted widget with a role of its own; name and description are the widget's."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)


def register(kind: type[QWidget], role: QAccessible.Role) -> None:
    """Gives widgets of a class a role, and those of its subclasses that have none of their own."""
    _ROLES[kind] = role


def _role_of(thing: QWidget) -> QAccessible.Role | None:
    return next((_ROLES[kind] for kind in type(thing).__mro__ if kind in _ROLES), None)


def _factory(_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = _role_of(thing) if isinstance(thing, QWidget) else None
    if not isinstance(thing, QWidget) or role is None:
        return None
    # Qt deletes an interface with its widget, and only then may the reference go.
    _KEPT[:] = [interface for interface in _KEPT if isValid(interface)]
    made = _Painted(thing, role)
    _KEPT.append(made)
    return made


def install() -> None:
    """Has Qt ask us about painted widgets; a second call does nothing."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        QAccessible.installFactory(_factory)
