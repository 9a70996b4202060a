"""What `values.dataclass` makes is, to whoever uses it, what the standard library makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from types import ModuleType
from typing import Any

import pytest
from typing_extensions import override

from alignment_desktop import values
from alignment_desktop.domain.commitments import Commitment

Maker = Callable[..., Any]


def classes(maker: Maker, module: str) -> ModuleType:
    """Classes of every sort that the program has, made by one of the two decorators."""
    made = sys.modules[module] = ModuleType(module)

    def dataclass(**how: bool) -> Maker:
        def named(plain: type[Any]) -> type[Any]:
            # As one is named that stands in a module, where pickle finds it.
            plain.__module__, plain.__qualname__ = module, plain.__name__
            cls: type[Any] = maker(**how)(plain)
            setattr(made, cls.__name__, cls)
            return cls

        return named

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 0

    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @dataclass(frozen=True)
    class One:
        """One field."""

        value: object

        @cached_property
        def doubled(self) -> tuple[object, object]:
            return self.value, self.value

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        """Fields by name, one without a say in comparisons, one hidden."""

        name: str
        notes: list[str] = field(default_factory=list)
        weight: int = field(default=1, compare=False)
        secret: str = field(default="", repr=False, hash=False)
        late: int = field(default=7, init=False)
        later: list[int] = field(default_factory=list, init=False)

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        """Two numbers in order."""

        first: int
        second: int

    @dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        """Equal to itself only."""

        x: int

    @dataclass(frozen=True)
    class Checked:
        """Looks at itself when it is made."""

        x: int
        told: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.told.append(self.x)

    @dataclass(frozen=True, slots=True)
    class Further(Point):
        """A point with more."""

        z: int = 3

    @dataclass(frozen=True)
    class Own:
        """Says how it is shown, compared and hashed."""

        x: int

        @override
        def __repr__(self) -> str:
            return "own"

        @override
        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.x % 2 == other.x % 2

        @override
        def __hash__(self) -> int:
            return 5

    @dataclass(frozen=True)
    class OwnEqual:
        """Says how it is compared; its hash is made."""

        x: int

        @override
        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self))

    @dataclass(frozen=True)
    class Unhashed:
        """Says that it has no hash."""

        x: int
        __hash__ = None  # type: ignore[assignment]

    @dataclass(frozen=True, slots=True)
    class PartlyHashed:
        """One field has no say in the hash."""

        x: int
        notes: list[int] = field(default_factory=list, hash=False)

    @dataclass()
    class Changing:
        """May be changed."""

        x: int = 1

    return made


OURS = classes(values.dataclass, "values_of_ours")
THEIRS = classes(dataclasses.dataclass, "values_of_theirs")

MADE: dict[str, Callable[[Any], Any]] = {
    "point": lambda of: of.Point(1, 2),
    "point by name": lambda of: of.Point(x=1),
    "empty": lambda of: of.Empty(),
    "one": lambda of: of.One((1, "a")),
    "named": lambda of: of.Named(name="n", notes=["a"], secret="s"),
    "named, left out": lambda of: of.Named(name="n"),
    "ordered": lambda of: of.Ordered(1, 2),
    "alone": lambda of: of.Alone(1),
    "checked": lambda of: of.Checked(4),
    "further": lambda of: of.Further(1, z=5),
    "own": lambda of: of.Own(3),
    "own equal": lambda of: of.OwnEqual(3),
    "unhashed": lambda of: of.Unhashed(3),
    "partly hashed": lambda of: of.PartlyHashed(3),
    "changing": lambda of: of.Changing(),
}

USED: dict[str, Callable[[Any], Any]] = {
    "shown": repr,
    "fields": lambda value: [(each.name, each.type) for each in dataclasses.fields(value)],
    "as a dictionary": dataclasses.asdict,
    "compared": lambda value: (
        value == copy.copy(value),
        value == dataclasses.astuple(value),
        value.__eq__(object()),
    ),
    "hashed": hash,
    "told": lambda value: value.told,
    "less": lambda value: (value < value, value <= value, value > value, value >= value),
    "less than another": lambda value: value < 1,
    "changed": lambda value: setattr(value, "x", 9),
    "changed elsewhere": lambda value: setattr(value, "another", 9),
    "deleted": lambda value: delattr(value, "x"),
    "deleted elsewhere": lambda value: delattr(value, "another"),
    "replaced": lambda value: repr(dataclasses.replace(value, x=8)),
    "replaced wrongly": lambda value: repr(dataclasses.replace(value, no=8)),
    "copied": lambda value: repr(copy.deepcopy(value)),
    "pickled": lambda value: repr(pickle.loads(pickle.dumps(value))),
    "remembers": lambda value: (value.doubled, value.doubled),
    "slots": lambda value: hasattr(value, "__dict__"),
    "matched": lambda value: type(value).__match_args__,
    "says": lambda value: (type(value).__doc__, type(value).__init__.__qualname__),
    "of more words": lambda value: type(value)(1, 2, 3, 4, 5, 6),
    "of no words": lambda value: repr(type(value)()),
    "of wrong words": lambda value: type(value)(no=1),
}


def outcome(use: Callable[[Any], Any], value: Any) -> Any:
    try:
        return use(value)
    except Exception as error:  # noqa: BLE001  # whatever it is, both have to raise the same
        return type(error), str(error)


@pytest.mark.parametrize("use", USED)
def test_a_value_does_what_the_standard_librarys_does(use: str) -> None:
    for name, make in MADE.items():
        own, other = outcome(USED[use], make(OURS)), outcome(USED[use], make(THEIRS))
        if "super(type, obj)" in str(other):  # what Python 3.11 says of a class with slots
            assert own[0] is dataclasses.FrozenInstanceError, name
        else:
            assert own == other, name


def test_equal_values_of_two_kinds_differ() -> None:
    assert OURS.Point(1, 2) != OURS.Further(1, 2)
    assert OURS.Point(1, 2) != THEIRS.Point(1, 2)


def test_every_value_gets_its_own_default() -> None:
    first, second = OURS.Named(name="a"), OURS.Named(name="b")
    first.notes.append("only here")
    assert second.notes == []


def test_a_value_that_holds_itself_can_be_shown() -> None:
    around: list[object] = []
    around.append(OURS.One(around))
    assert repr(around[0]) == "One(value=[...])"


def test_a_subclass_may_hold_more_but_keeps_its_fields() -> None:
    class Looser(OURS.One):  # type: ignore[name-defined,misc]
        pass

    looser = Looser(1)
    looser.more = 2
    assert looser.more == 2
    del looser.more
    with pytest.raises(dataclasses.FrozenInstanceError):
        looser.value = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        del looser.value


def test_the_program_makes_its_own_values_so() -> None:
    assert Commitment.__hash__.__module__ == Commitment.__module__
    assert Commitment.__hash__.__code__.co_filename == values.__file__
