"""Writes a pseudo-language: every word longer, accented and quoted, yet readable in English.

A tree of the program that has it shows where words are not taken from the catalogue (they come out
in plain letters) and where there is no room for a longer language.

    python tools/pseudo_language.py RESOURCES [CODE]
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

CODE = "qps"
"""A language tag of those that ISO 639-2 leaves to local use."""
_ACCENTED = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_FACT = re.compile(r"(\{[^{}]*\}|\{\{|\}\}|<[^<>]+>)")
_LONGER = 0.4
_WORD = 8
DAYS = "is"
"""Whose names of days, months and countries the pseudo-language has: no English word is one."""
_ABOUT = {"name": "Pseudo", "numbers": "en", "days": DAYS}
_KEPT = frozenset({"examples"})
"""What shows how something is typed, which the program reads in one language only."""


def pseudo(text: str) -> str:
    """A text in the pseudo-language; facts in braces and marks of layout stay as they are."""
    letters = len(re.sub(r"[^A-Za-z]", "", _FACT.sub("", text)))
    if not letters:
        return text
    parts = _FACT.split(text)
    words = [part if at % 2 else part.translate(_ACCENTED) for at, part in enumerate(parts)]
    whole = "".join(words)
    end = "." if whole.endswith(".") else ""
    return f"«{whole.removesuffix('.')}{_longer(letters)}»{end}"


def _longer(letters: int) -> str:
    """What makes so many letters longer by as much as languages differ, in words that can wrap."""
    rest, words = round(letters * _LONGER), []
    while rest > 0:
        words.append("~" * min(rest, _WORD))
        rest -= _WORD
    return " ".join(words)


def translated(table: Mapping[str, object]) -> dict[str, object]:
    """A catalogue in the pseudo-language."""
    return {
        name: translated(value) if isinstance(value, Mapping) else pseudo(str(value))
        for name, value in table.items()
    }


def as_toml(table: Mapping[str, object]) -> str:
    """A catalogue as TOML."""
    return "".join(f"{json.dumps(name)} = {_value(value)}\n" for name, value in table.items())


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(name)} = {_value(each)}" for name, each in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False)


def write(resources: Path, code: str = CODE) -> list[Path]:
    """Writes the pseudo-language beside English; the files that were written."""
    written = []
    english = resources / "words" / "en"
    for source in english.rglob("*.toml"):
        target = resources / "words" / code / source.relative_to(english)
        target.parent.mkdir(parents=True, exist_ok=True)
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        made = table if source.stem in _KEPT else translated(table)
        if source.stem == "about":
            made = _ABOUT
        target.write_text(as_toml(made), encoding="utf-8")
        written.append(target)
    return written


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]), *sys.argv[2:3]):
        sys.stdout.write(f"{path}\n")
