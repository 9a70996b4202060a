"""Where others wrote in fields of a form in which something is typed that is not saved yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.merging import Conflict, Disputed
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.change_words import beside_conflict
from alignment_desktop.phrasing.differences import field_of
from alignment_desktop.values import dataclass

_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a field and is not saved.

    Attributes:
        value: What is in the field, as its editor says it.
        read: What the user knows to have stood there.
    """

    value: object
    read: tuple[object, ...]


@dataclass(slots=True)
class _Met:
    """Another's words in a field with something unsaved.

    Attributes:
        standing: What the other wrote.
        words: The sentence below the field.
        told: Whether the user confirmed the field once and was told then.
        confirmed: Whether the user did so again, knowing of the other's words.
    """

    standing: object
    words: str
    told: bool = False
    confirmed: bool = False


class FieldConflicts:
    """Knows of each field what its user has read there, and tells of what came in between.

    A field is confirmed by leaving it, or by Enter. Who leaves a field in the moment in which
    another's words arrive has not read them: the first time only says so, and the second time
    puts the user's own in their place.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._read: dict[str, list[object]] = {}
        self._met: dict[str, _Met] = {}

    def __bool__(self) -> bool:
        return bool(self._met)

    def clear(self) -> None:
        """Another clause is shown."""
        self._read.clear()
        self._met.clear()

    def read(self, name: str) -> tuple[object, ...]:
        """What the user knows to have stood in a field."""
        return tuple(self._read.get(name, ()))

    def words(self, name: str) -> str:
        """What is said below a field; empty: nothing came in between."""
        return self._met[name].words if name in self._met else ""

    def show(self, name: str, standing: object) -> None:
        """A field shows what stands: the user has read it."""
        self._read[name] = [standing]
        self._met.pop(name, None)

    def resume(self, name: str, typed: Typed) -> None:
        """What was typed into a field is in it again."""
        self._read[name] = list(typed.read)

    def send(self, values: Mapping[str, object]) -> None:
        """These values are on their way, and no news when they stand."""
        for name, value in values.items():
            self._read.setdefault(name, []).append(value)

    def meet(
        self,
        name: str,
        standing: object,
        typed: object,
        agreement: Agreement,
        by: Sequence[Actor] = (),
    ) -> None:
        """Something else may stand by now in a field with something unsaved in it.

        Args:
            name: The field.
            standing: What stands.
            typed: What is in the field.
            agreement: The agreement as it stands.
            by: Who changed the clause, where that is known.
        """
        met, read = self._met.get(name), self._read.setdefault(name, [])
        if met is not None and met.standing is _UNKNOWN:
            met.standing = standing
            read.append(standing)
        elif met is not None and met.standing == standing:
            pass
        elif standing == typed or standing in read:
            self._met.pop(name, None)
        else:
            conflict = Conflict(name, None, standing, typed)
            self._met[name] = _Met(standing, beside_conflict(self._kind, conflict, by, agreement))

    def confirm(self, name: str, typed: object) -> None:
        """The user confirms a field."""
        met = self._met.get(name)
        if met is None:
            return
        if typed == met.standing:
            del self._met[name]
            return
        met.confirmed = met.told
        if not met.told:
            met.told = True
            self._read[name].append(met.standing)

    def unconfirmed(self) -> frozenset[str]:
        """The fields in which another's words stand and the user's own are not confirmed."""
        return frozenset(name for name, met in self._met.items() if not met.confirmed)

    def refuse(self, problem: Problem, agreement: Agreement) -> bool:
        """What was sent was refused; whether because another wrote in the same fields."""
        disputed = cast("tuple[Disputed, ...]", problem.facts.get("conflicts", ()))
        by = cast("tuple[Actor, ...]", problem.facts.get("by", ()))
        for clause, conflict in (
            (each.clause, conflict) for each in disputed for conflict in each.conflicts
        ):
            spec = field_of(self._kind, conflict.field)
            if spec is not None:
                words = beside_conflict(clause, conflict, by, agreement)
                standing: Any = conflict.standing if spec.name == conflict.field else _UNKNOWN
                self._met[spec.name] = _Met(standing, words, told=True)
                self._read.setdefault(spec.name, []).append(standing)
        return bool(disputed)
