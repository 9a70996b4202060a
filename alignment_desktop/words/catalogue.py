"""The catalogue of a language: its sentences by code, read from its files when first asked for."""

from __future__ import annotations

import keyword
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from alignment_desktop.paths import resource_path

ENGLISH = "en"
"""The language that every sentence is written in first, and that fills what another one lacks."""
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The names that CLDR has for the forms that words take after a number."""

Table = Mapping[str, "str | Table"]
Plural = Callable[[Mapping[str, str], float], str]
"""Gives the form that words take after a number."""


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
        """The files, by what the codes in them begin with: `durations`, `window.overview`."""
        return tuple(sorted(_names_in(str(_folder(ENGLISH)))))

    def table(self, name: str) -> Table:
        """The sentences of one file, as nested tables.

        Raises:
            KeyError: Where there is no such file.
        """
        return _table(self.code, name)

    def messages(self, name: str) -> Mapping[str, str | Mapping[str, str]]:
        """The sentences of one file by whole codes; one that counts is a mapping of its forms.

        Raises:
            KeyError: Where there is no such file.
        """
        return _messages(self.code, name)

    def find(self, code: str) -> str | Mapping[str, str] | None:
        """The sentence of a code; None where there is none."""
        first, _, rest = code.partition(".")
        for name in (first, f"{first}.{rest.partition('.')[0]}"):
            if name in self.names:
                return self.messages(name).get(code)
        return None

    def own_codes(self) -> Iterator[str]:
        """The codes in the language's own files, whether English has them or not."""
        top = _folder(self.code)
        for path in sorted(top.rglob("*.toml")):
            name = ".".join(path.relative_to(top).with_suffix("").parts)
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from (code for code, _ in _flat(name, table))

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

    def __init__(self, table: Table, plural: Plural) -> None:
        for name, value in table.items():
            setattr(self, attribute_name(name), _accessor(value, plural))


class Folder:
    """The files of a folder as groups, each read when it is first asked for."""

    def __init__(self, catalogue: Catalogue, names: Iterable[str], plural: Plural) -> None:
        self._catalogue, self._plural = catalogue, plural
        self._names = {attribute_name(name.rpartition(".")[2]): name for name in names}

    def __getattr__(self, name: str) -> Group:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(name)
        group = Group(self._catalogue.table(self._names[name]), self._plural)
        setattr(self, name, group)
        return group


def top_accessor(catalogue: Catalogue, name: str, plural: Plural) -> Group | Folder | None:
    """What stands under a name at the top of a catalogue; None where nothing does."""
    inside = [each for each in catalogue.names if each.startswith(f"{name}.")]
    if inside:
        return Folder(catalogue, inside, plural)
    return Group(catalogue.table(name), plural) if name in catalogue.names else None


def _accessor(value: str | Table, plural: Plural) -> Group | Callable[..., str]:
    if isinstance(value, str):
        return value.format
    if is_plural(value):
        forms = {form: str(text) for form, text in value.items()}

        def counted(number: float, /, **facts: object) -> str:
            return plural(forms, number).format(**facts)

        return counted
    return Group(value, plural)


def _names_in(folder: str, before: str = "") -> Iterator[str]:
    # Every start asks this: `Path.rglob` would take ten times as long.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _names_in(entry.path, f"{before}{entry.name}.")
            elif entry.name.endswith(".toml"):
                yield before + entry.name.removesuffix(".toml")


def _folder(code: str) -> Path:
    return resource_path(f"words/{code}")


@cache
def _table(code: str, name: str) -> Table:
    try:
        text = _folder(code).joinpath(*name.split(".")).with_suffix(".toml").read_text("utf-8")
    except FileNotFoundError:
        if code == ENGLISH:
            raise KeyError(name) from None
        text = ""
    table = tomllib.loads(text)
    return table if code == ENGLISH else _filled_up(_table(ENGLISH, name), table)


def _filled_up(english: Table, own: Table) -> Table:
    """A table of another language, with English where it has nothing of its own."""
    filled: dict[str, str | Table] = {}
    for name, value in english.items():
        mine = own.get(name, value)
        if isinstance(value, str) or isinstance(mine, str) or is_plural(value):
            filled[name] = mine
        else:
            filled[name] = _filled_up(value, mine)
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
