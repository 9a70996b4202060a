"""Links from words of an agreement to what both parties say that they mean."""

from __future__ import annotations

import re
from typing import cast

from alignment_desktop.charts.palette import Palette
from alignment_desktop.documents.typography import Paragraph, marked_up, markup, palette, styles
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import Term, display_name


def anchor(kind: str, key: str) -> str:
    """The name of the place where a clause stands."""
    return f"{kind}.{key}"


class GlossaryLinks:
    """Turns plain text into markup in which the first mention of each defined word is a link.

    Longer words win, so that "Sales Qualified Lead" is not taken for a "Lead". A short word in
    capitals, as MQL, counts only in capitals.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._places: dict[str, ClauseId] = {}
        for key, stage in agreement.stages.items():
            for word in (display_name(stage), stage.abbreviation):
                self._add(word, ("stage", key))
        for key, clause in agreement.of_kind("term").items():
            term = cast(Term, clause)
            for word in (display_name(term), *term.synonyms):
                self._add(word, ("term", key))
        words = sorted(self._places, key=lambda word: (-len(word), word))
        pattern = "|".join(re.escape(word) for word in words)
        self._pattern = re.compile(rf"(?<!\w)({pattern})s?(?!\w)", re.I) if words else None
        self._linked: set[ClauseId] = set()

    def begin_section(self) -> None:
        """From here on each word is linked once more."""
        self._linked.clear()

    def paragraph(self, text: str, role: str) -> Paragraph:
        """A paragraph with its links."""
        return marked_up(self.markup(text, styles()[role].fontName), role)

    def markup(self, text: str, face: str) -> str:
        """The text as markup.

        Raises:
            Problem: `typeface-missing`.
        """
        if self._pattern is None:
            return markup(text, face)
        parts, done = [], 0
        for match in self._pattern.finditer(text):
            place = self._place(match[1])
            if place is None or place in self._linked:
                continue
            self._linked.add(place)
            parts.append(markup(text[done : match.start()], face))
            parts.append(_link(markup(match[0], face), anchor(*place), palette()))
            done = match.end()
        return "".join([*parts, markup(text[done:], face)])

    def _place(self, word: str) -> ClauseId | None:
        if word in self._places:
            return self._places[word]
        # Without case only words that are no abbreviation: "sal" in a name is no SAL.
        for known, place in self._places.items():
            if known.lower() == word.lower() and not known.isupper():
                return place
        return None

    def _add(self, word: str, place: ClauseId) -> None:
        if word.strip():
            self._places.setdefault(word.strip(), place)


def _link(text: str, place: str, colours: Palette) -> str:
    line = f'<u color="{colours.accent}" width="0.5" offset="-1.8">{text}</u>'
    return f'<a href="#{place}" color="{colours.text}">{line}</a>'
