"""Dataclasses as `dataclasses` makes them, in a fifth of the time.

The standard library writes and compiles the source of six functions for each frozen dataclass.
There are hundreds of them, and every command would spend nearly half of its start on that. Here
the functions that compare, hash, show and protect a value are closures over the names of its
fields, and the one that fills it is compiled when the first value of its class is made: most
classes that a command imports never get one. `field`, `fields`, `replace` and the rest stay the
library's own; `tests/unit/test_values.py` holds classes made by both side by side.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

_MISSING = dataclasses.MISSING
_ORDER = ("lt", "le", "gt", "ge")

Class = type[Any]
Method = Callable[..., Any]
Fields = tuple[dataclasses.Field[Any], ...]

if TYPE_CHECKING:
    # Type checkers know what the library's own does, and this one does the same.
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: Class | None = None, /, *, frozen: bool = False, **how: bool) -> Any:
        """Makes a dataclass of a class.

        Args:
            cls: The class; a decorator is given back where there is none.
            frozen: Whether its values never change; the standard library makes those that do.
            how: `slots`, `kw_only`, `eq` and `order`, as of `dataclasses.dataclass`.
        """

        def made(plain: Class) -> Class:
            return _frozen(plain, **how) if frozen else dataclasses.dataclass(plain, **how)

        return made if cls is None else made(cls)


def _frozen(
    plain: Class,
    *,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Class:
    # Python itself puts a `__hash__` of None beside an `__eq__`.
    ready = plain.__dict__
    own_hash = ready.get("__hash__") is not None or ("__hash__" in ready and "__eq__" not in ready)
    cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(
        plain
    )
    fields = dataclasses.fields(cls)
    own = set(ready)
    methods = {"__init__": _init_at_first(cls, fields, slots), "__repr__": _repr(fields)}
    methods |= _protection(cls, frozenset(field.name for field in fields))
    if slots:
        methods |= _pickling(tuple(field.name for field in fields))
    if eq:
        compared = _values_of(field.name for field in fields if field.compare)
        methods["__eq__"] = _comparison(operator.eq, compared)
        if order:
            methods |= {f"__{by}__": _comparison(getattr(operator, by), compared) for by in _ORDER}
        if not own_hash:
            own.discard("__hash__")
            methods["__hash__"] = _hash(fields)
    for name, method in methods.items():
        if name not in own:
            method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
            method.__module__ = cls.__module__
            setattr(cls, name, method)
    return cls


def _init_at_first(cls: Class, fields: Fields, slots: bool) -> Method:
    """Fills a value; puts the compiled function in its own place when it is called first."""

    def init(self: Any, /, *values: Any, **named: Any) -> None:
        cls.__init__ = filling = _compiled_init(cls, fields, slots)
        filling(self, *values, **named)

    return init


def _compiled_init(cls: Class, fields: Fields, slots: bool) -> Method:
    scope: dict[str, Any] = {"_set": object.__setattr__, "_left_out": _MISSING}
    words: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for field in fields:
        name, word, value = field.name, field.name, field.name
        if field.default_factory is not _MISSING:
            scope[f"_made_{name}"] = field.default_factory
            word = f"{name}=_left_out"
            value = f"{name} if {name} is not _left_out else _made_{name}()"
        elif field.default is not _MISSING:
            scope[f"_default_{name}"] = field.default
            word = f"{name}=_default_{name}"
        if field.init:
            words[bool(field.kw_only)].append(word)
        elif field.default_factory is not _MISSING:
            value = f"_made_{name}()"
        elif field.default is not _MISSING and slots:
            value = f"_default_{name}"
        else:
            continue  # its default, if it has one, stands in the class
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    named = ["*", *words[True]] if words[True] else []
    text = "\n".join(
        [f"def __init__({', '.join(['self', *words[False], *named])}):", *lines, " return None"]
    )
    exec(text, scope)
    init: Method = scope["__init__"]
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return init


def _values_of(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the values of some fields as a tuple."""
    wanted = tuple(names)
    if len(wanted) > 1:
        return operator.attrgetter(*wanted)
    if wanted:
        (name,) = wanted
        return lambda value: (getattr(value, name),)
    return lambda _value: ()


def _comparison(by: Callable[[Any, Any], Any], values: Callable[[Any], Any]) -> Method:
    def compare(self: Any, other: Any) -> Any:
        if other.__class__ is self.__class__:
            return by(values(self), values(other))
        return NotImplemented

    return compare


def _hash(fields: Fields) -> Method:
    counting = (f.name for f in fields if (f.compare if f.hash is None else f.hash))
    values = _values_of(counting)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _repr(fields: Fields) -> Method:
    names = tuple(field.name for field in fields if field.repr)

    @recursive_repr()
    def shown(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({parts})"

    return shown


def _protection(cls: Class, names: frozenset[str]) -> dict[str, Method]:
    def set_value(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete_value(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": set_value, "__delattr__": delete_value}


def _pickling(names: tuple[str, ...]) -> dict[str, Method]:
    """What copies and pickles a value with slots, which would else be set one by one."""

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def set_state(self: Any, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": state, "__setstate__": set_state}
