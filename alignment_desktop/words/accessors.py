"""Sentences as attributes: `language.durations.pair(first=…, second=…)`.

What there is, and which facts each sentence takes, stands in the stub beside this module, which
`tools/build_words.py` writes from the English catalogue. So a code that is misspelt, or a fact that
is forgotten, is found by the type checker.
"""

from __future__ import annotations

from collections.abc import Mapping

from alignment_desktop.words.catalogue import Catalogue, Group


class Accessors:
    """The sentences of a language, each table at the top of the catalogue an attribute."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __getattr__(self, name: str) -> Group:
        # What looks an object over, such as copying, asks before there is a catalogue.
        if name == "catalogue" or name not in self.catalogue.names:
            raise AttributeError(name)
        group = Group(self.catalogue.table(name), self.plural)
        setattr(self, name, group)
        return group

    def plural(self, forms: Mapping[str, str], number: float) -> str:
        """The form that words take after a number."""
        raise NotImplementedError
