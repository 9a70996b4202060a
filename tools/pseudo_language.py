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
# Marks and signs, of which a language has its own, but no words.
_KEPT = re.compile(r"decimal|group|sign-.*|money-.*|percent|negative")


def pseudo(text: str) -> str:
    """A text in the pseudo-language; facts in braces and marks of layout stay as they are."""
    letters = len(re.sub(r"[^A-Za-z]", "", _FACT.sub("", text)))
    if not letters:
        return text
    parts = _FACT.split(text)
    words = [part if at % 2 else part.translate(_ACCENTED) for at, part in enumerate(parts)]
    return f"«{''.join(words)}{'~' * round(letters * _LONGER)}»"


def translated(table: Mapping[str, object]) -> dict[str, object]:
    """A catalogue in the pseudo-language."""
    made: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            made[name] = translated(value)
        else:
            made[name] = value if _KEPT.fullmatch(name) else pseudo(str(value))
    return made


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
    english = resources / "wording" / "en"
    targets = {
        path: resources / "wording" / code / path.relative_to(english)
        for path in english.rglob("*.toml")
    }
    documents = resources / "templates" / "documents"
    targets |= {
        path: path.with_name(path.name.replace(".en.", f".{code}."))
        for path in documents.glob("*.en.toml")
    }
    for source, target in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        target.write_text(as_toml(translated(table)), encoding="utf-8")
        written.append(target)
    return written


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]), *sys.argv[2:3]):
        sys.stdout.write(f"{path}\n")
