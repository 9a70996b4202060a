"""Sentences as attributes: `language.durations.pair(first=…, second=…)`.

What there is, and which facts each sentence takes, stands in the stub beside this module, which
`tools/build_words.py` writes from the English catalogue. So a code that is misspelt, or a fact that
is forgotten, is found by the type checker.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from alignment_desktop.words.catalogue import Catalogue, Folder, Group, top_accessor


class Accessors(ABC):
    """The sentences of a language, each table at the top of the catalogue an attribute."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __getattr__(self, name: str) -> Group | Folder:
        # What looks an object over, such as copying, asks before there is a catalogue.
        found = None if name == "catalogue" else top_accessor(self.catalogue, name, self.plural)
        if found is None:
            raise AttributeError(name)
        setattr(self, name, found)
        return found

    @abstractmethod
    def plural(self, forms: Mapping[str, str], number: float) -> str:
        """The form that words take after a number."""
