"""The texts of the templates to begin with, and which of their words are there to be replaced."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache

from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.fields import value_of
from alignment_desktop.domain.template_wording import Placeholder
from alignment_desktop.domain.toml_text import parsed
from alignment_desktop.paths import resource_path

BLANK = "blank"
TEMPLATES = (BLANK, "starter", "saas", "enterprise", "services")
"""The templates in the order in which they are offered, by the keys that commands call them by."""

_FOLDER = "templates/agreements"
_LANGUAGE = "en"
_AGREEMENT = "[agreement]"
_ANY = {
    "label": "any", "start": "2026-01-01", "end": "2026-03-31", "timezone": "UTC",
    "currency": "EUR",
}  # fmt: skip
"""Something for what a template leaves open, where only its own words matter."""


def template_text(name: str, facts: dict[str, str]) -> str:
    """The agreement text of a template, with `facts` in the places that it leaves open."""
    return string.Template(_parts(_file(name, _LANGUAGE))[1]).substitute(facts)


@cache
def placeholders() -> frozenset[Placeholder]:
    """Every text that a template of any language marks as to be replaced."""
    found = resource_path(_FOLDER).glob("*.toml")
    return frozenset(
        placeholder for path in found for placeholder in _marked(path.read_text(encoding="utf-8"))
    )


def _marked(text: str) -> Iterator[Placeholder]:
    """The texts at which the list before a template's agreement points: `side.sales-side.goals`."""
    head, body = _parts(text)
    names = parsed(head).get("placeholders", ())
    assert isinstance(names, list)
    if not names:
        return
    clauses = read_text(string.Template(body).substitute(_ANY)).clauses
    for name in names:
        kind, key, field = name.split(".")
        yield Placeholder(kind, field, str(value_of(clauses[kind, key], field)).strip())


def _parts(text: str) -> tuple[str, str]:
    """What a template says of itself, and the agreement text that follows."""
    head, mark, body = text.partition(_AGREEMENT)
    return head, mark + body


def _file(name: str, language: str) -> str:
    return resource_path(f"{_FOLDER}/{name}.{language}.toml").read_text(encoding="utf-8")
