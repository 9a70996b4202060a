"""The wording of documents, which stands in templates by language and not in code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from alignment_desktop.paths import resource_path
from alignment_desktop.phrasing.language import ENGLISH, Language
from alignment_desktop.phrasing.language import language as language_of


class Phrases:
    """The sentences of one document, by name, and the language that values are put in.

    Attributes:
        language: The language.
    """

    def __init__(self, sentences: Mapping[str, str], language: Language) -> None:
        self._sentences = sentences
        self.language = language

    def __call__(self, name: str, /, **facts: object) -> str:
        """The sentence of that name, filled with facts.

        Raises:
            KeyError: Where the template has no such sentence.
        """
        return self._sentences[name].format(**facts)

    def word(self, group: str, code: str) -> str:
        """The word for a code of a group, such as `status` and `too_few`; else the code itself."""
        return self._sentences.get(f"{group}-{code}", code)


@cache
def phrases(document: str, language: str = ENGLISH) -> Phrases:
    """The wording of a document: what all documents share, and its own."""
    sentences: dict[str, str] = {}
    for name in ("shared", document):
        path = resource_path(f"templates/documents/{name}.{language}.toml")
        if not path.is_file():
            path = resource_path(f"templates/documents/{name}.{ENGLISH}.toml")
        sentences.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return Phrases(sentences, language_of(language))
