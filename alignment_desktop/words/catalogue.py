"""The catalogue of a language: its sentences by code, read from its files when first asked for."""

from __future__ import annotations

import keyword
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from alignment_desktop.paths import resource_path

ENGLISH = "en"
"""The language that every sentence is written in first, and that fills what another one lacks."""
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The names that CLDR has for the forms that words take after a number."""

Table = Mapping[str, "str | Table"]


class Catalogue:
    """The sentences of one language by code: those of `durations.toml` begin with `durations.`.

    A folder stands in a code as well: `window/overview.toml` gives `window.overview.…`.

    Attributes:
        code: The language, as `en`.
    """

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What stands at the top of the catalogue: the names of files and folders."""
        files = _folder(ENGLISH).glob("*.toml")
        folders = _folder(ENGLISH).glob("*/*.toml")
        return tuple(
            sorted({*(path.stem for path in files), *(path.parent.name for path in folders)})
        )

    def table(self, name: str) -> Table:
        """What stands under a name at the top, as nested tables.

        Raises:
            KeyError: Where nothing does.
        """
        return _table(self.code, name)

    def messages(self, name: str) -> Mapping[str, str | Mapping[str, str]]:
        """The same by whole codes; a sentence that counts is a mapping of its plural forms.

        Raises:
            KeyError: Where nothing stands under the name.
        """
        return _messages(self.code, name)

    def find(self, code: str) -> str | Mapping[str, str] | None:
        """The sentence of a code; None where there is none."""
        name = code.partition(".")[0]
        return self.messages(name).get(code) if name in self.names else None

    def __iter__(self) -> Iterator[str]:
        """Every code."""
        for name in self.names:
            yield from self.messages(name)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there is a catalogue in."""
    return tuple(sorted(path.parent.name for path in _folder("").glob("*/about.toml")))


def is_plural(value: str | Table) -> bool:
    """Whether a table holds the plural forms of one sentence."""
    return not isinstance(value, str) and "other" in value and value.keys() <= PLURALS


def attribute_name(name: str) -> str:
    """What a name of the catalogue is called in code: `day-of` is `day_of`, `from` is `from_`."""
    written = "".join(letter if letter.isalnum() else "_" for letter in name)
    return f"{written}_" if keyword.iskeyword(written) else written


class Group:
    """Sentences of one table as functions that fill in facts, and the tables below it as groups."""

    def __init__(self, table: Table, plural: Callable[[Mapping[str, str], float], str]) -> None:
        for name, value in table.items():
            setattr(self, attribute_name(name), _accessor(value, plural))


def _accessor(
    value: str | Table, plural: Callable[[Mapping[str, str], float], str]
) -> Group | Callable[..., str]:
    if isinstance(value, str):
        return value.format
    if is_plural(value):
        forms = {form: str(text) for form, text in value.items()}

        def counted(number: float, /, **facts: object) -> str:
            return plural(forms, number).format(**facts)

        return counted
    return Group(value, plural)


def _folder(code: str) -> Path:
    return resource_path(f"words/{code}")


@cache
def _table(code: str, name: str) -> Table:
    table = _read(_folder(code) / name)
    if code == ENGLISH:
        if not table:
            raise KeyError(name)
        return table
    return _filled_up(_table(ENGLISH, name), table)


def _read(place: Path) -> Table:
    if place.is_dir():
        return {path.stem: _read(path.with_suffix("")) for path in sorted(place.glob("*.toml"))}
    try:
        text = place.with_suffix(".toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return tomllib.loads(text)


def _filled_up(english: Table, own: Table) -> Table:
    """A table of another language, with English where it has nothing of its own."""
    filled: dict[str, str | Table] = {}
    for name, value in english.items():
        mine = own.get(name, value)
        nested = not isinstance(value, str) and not isinstance(mine, str) and not is_plural(value)
        filled[name] = _filled_up(value, mine) if nested else mine  # type: ignore[arg-type]
    return filled


@cache
def _messages(code: str, name: str) -> Mapping[str, str | Mapping[str, str]]:
    return dict(_flat(name, _table(code, name)))


def _flat(name: str, value: str | Table) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    if isinstance(value, str):
        yield name, value
    elif is_plural(value):
        yield name, {form: str(text) for form, text in value.items()}
    else:
        for key, each in value.items():
            yield from _flat(f"{name}.{key}", each)
