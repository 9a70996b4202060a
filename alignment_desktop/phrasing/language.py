"""A language: its words by name, how it writes numbers, and how it puts words together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from alignment_desktop.paths import resource_path

ENGLISH = "en"
NONE = "–"
"""Stands where there is no value."""
_FOLDER = "wording/{code}/phrasing"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What values are put into words with.

    Attributes:
        code: As `en`.
        decimal: Between the whole of a number and its parts.
        group: Between thousands.
        words: Templates by `subject.name`; the subject is the file they stand in.
    """

    code: str
    decimal: str
    group: str
    words: Mapping[str, str]

    def __call__(self, name: str, /, **facts: object) -> str:
        """The words of that name, filled with facts.

        Raises:
            KeyError: Where the language has no such words.
        """
        return self.words[name].format(**facts)

    def has(self, name: str) -> bool:
        """Whether there are words of that name."""
        return name in self.words

    def counted(self, name: str, number: float, /, **facts: object) -> str:
        """Words for one or for many, with `{number}` in the marks of the language."""
        form = "one" if number == 1 else "many"
        return self(f"{name}.{form}", number=self.plain(number), **facts)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals, in groups of thousands."""
        text = f"{abs(value):,.{digits}f}"
        written = text.translate({ord(","): self.group, ord("."): self.decimal})
        negative = value < 0 and any(mark in "123456789" for mark in text)
        return self("numbers.negative", number=written) if negative else written

    def plain(self, value: float) -> str:
        """A number with no more decimals than it has, nine at most."""
        decimals = f"{value:.9f}".rstrip("0").partition(".")[2]
        return self.number(value, len(decimals))

    def listed(self, parts: Iterable[str]) -> str:
        """Parts as “a, b and c”."""
        return self._joined("numbers.and", list(parts))

    def either(self, parts: Iterable[str]) -> str:
        """Parts as “a, b or c”."""
        return self._joined("numbers.or", list(parts))

    def _joined(self, name: str, parts: list[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return self(name, first=", ".join(parts[:-1]), last=parts[-1])


def capital(text: str) -> str:
    """The text as the beginning of a line."""
    return text[:1].upper() + text[1:]


def languages() -> frozenset[str]:
    """The codes of the languages that there are words in."""
    folder = resource_path("wording")
    return frozenset(path.parent.name for path in folder.glob("*/phrasing"))


@cache
def language(code: str = ENGLISH, decimal: str = "", group: str = "") -> Language:
    """The language of that code; English where there are no words in it.

    Args:
        code: As `en`; a region behind it, as in `en-GB`, is left aside.
        decimal: The reader's own mark, in place of the language's.
        group: Likewise.
    """
    its = code.replace("_", "-").partition("-")[0].lower()
    if its not in languages():
        its = ENGLISH
    words: dict[str, str] = {}
    for path in sorted(resource_path(_FOLDER.format(code=its)).glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        words.update(_flat(path.stem, table))
    decimal = decimal or words["numbers.decimal"]
    return Language(its, decimal, group or words["numbers.group"], words)


def _flat(name: str, value: object) -> dict[str, str]:
    """Nested tables as one, names joined by points."""
    if not isinstance(value, Mapping):
        return {name: str(value)}
    flat: dict[str, str] = {}
    for key, item in value.items():
        flat.update(_flat(f"{name}.{key}", item))
    return flat
