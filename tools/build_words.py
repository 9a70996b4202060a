"""Writes the types of the program's sentences, and checks the catalogues of all languages.

    python tools/build_words.py           writes alignment_desktop/words/accessors.pyi
    python tools/build_words.py --check   says what is not as it should be, and ends with 1

Every sentence of the English catalogue becomes a function whose arguments are the facts that it
takes. A sentence of another language may leave a fact out, but can name none that English has not.
"""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from alignment_desktop.words.catalogue import (
    ENGLISH,
    Catalogue,
    Table,
    attribute_name,
    is_plural,
    languages,
)

STUB = Path(__file__).parents[1] / "alignment_desktop" / "words" / "accessors.pyi"
_HEAD = """\
# Written by tools/build_words.py from the English catalogue; change that, and run it again.
from abc import ABC, abstractmethod
from collections.abc import Mapping

from alignment_desktop.words.catalogue import Catalogue

"""
BY_CODE = frozenset({"choices", "findings", "log", "places", "problems"})
"""Tables whose sentences are found by codes that data hold, never by a name in code."""
_FOOT = """\
class Accessors(ABC):
    catalogue: Catalogue
    def __init__(self, catalogue: Catalogue) -> None: ...
    @abstractmethod
    def plural(self, forms: Mapping[str, str], number: float) -> str: ...
"""


def stub() -> str:
    """The typed functions of every sentence, as the text of a stub."""
    catalogue = Catalogue(ENGLISH)
    classes: list[str] = []
    top: dict[str, str | Table] = {}
    for name in catalogue.names:
        first, _, rest = name.partition(".")
        if rest:
            top[first] = {**top.get(first, {}), rest: catalogue.table(name)}  # type: ignore[dict-item]
        elif first not in BY_CODE:
            top[first] = catalogue.table(first)
    members = [
        f"    {attribute_name(name)}: {_class(name, table, classes)}\n"
        for name, table in top.items()
        if name not in BY_CODE and not isinstance(table, str)
    ]
    return _HEAD + "\n".join([*classes, _FOOT + "".join(members)])


def _class(name: str, table: Table, classes: list[str]) -> str:
    """Adds the class of a table to those that there are; its name."""
    called = "".join(part.capitalize() for part in attribute_name(name).split("_")) + "Words"
    lines = [f"class {called}:\n"]
    taken: dict[str, str] = {}
    for key, value in table.items():
        attribute = attribute_name(key)
        if attribute in taken:
            raise SystemExit(f"{name}: {key} and {taken[attribute]} have one name in code.")
        taken[attribute] = key
        if isinstance(value, str) or is_plural(value):
            lines.append(_function(attribute, value))
        else:
            lines.append(f"    {attribute}: {_class(f'{name}_{attribute}', value, classes)}\n")
    classes.append("".join(lines))
    return called


def _function(name: str, value: str | Table) -> str:
    facts = ordered_facts(value)
    # The number that decides the form stands by its place, as a sentence may show it written out.
    counted = ["how_many: float, /"] if not isinstance(value, str) else []
    named = ["*", *(f"{fact}: object" for fact in facts)] if facts else []
    text = value if isinstance(value, str) else str(value["other"])
    # The sentence is what an editor shows where the function is used.
    shown = json.dumps(" ".join(text.split()), ensure_ascii=False)
    return f"    def {name}({', '.join(['self', *counted, *named])}) -> str: {shown}\n"


def ordered_facts(value: str | Table) -> list[str]:
    """The facts that a sentence takes, in all of its forms, each once."""
    texts = [value] if isinstance(value, str) else [str(each) for each in value.values()]
    names = (name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name)
    return list(dict.fromkeys(names))


def troubles() -> Iterator[str]:
    """What is wrong with the catalogues of the other languages, in sentences."""
    english = Catalogue(ENGLISH)
    for code in languages():
        own = Catalogue(code)
        for name in english:
            first, here = english.find(name), own.find(name)
            if first is None or here is None:
                continue
            further = set(ordered_facts(here)) - set(ordered_facts(first))
            if further:
                yield f"{code}: {name} names facts that English has not: {sorted(further)}."
            if isinstance(first, str) is not isinstance(here, str):
                yield f"{code}: {name} counts in one language and not in the other."
        for name in own.own_codes():
            if english.find(name) is None:
                yield f"{code}: {name} is in no other language; delete it, or correct its name."


def main(words: list[str]) -> int:
    """Writes or checks; the exit status."""
    text = stub()
    wrong = list(troubles())
    if "--check" in words:
        if not STUB.is_file() or STUB.read_text(encoding="utf-8") != text:
            wrong.append(f"{STUB.name} is out of date; run tools/build_words.py.")
    else:
        STUB.write_text(text, encoding="utf-8")
    for sentence in wrong:
        sys.stderr.write(f"{sentence}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
