"""Which entries answer to what was typed, best first."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.values import dataclass

_ENOUGH = 74.0  # of 100; below it a likeness is chance
_LONG = 4  # letters of which a likeness says something


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that the palette can find.

    Attributes:
        key: How it is meant, as `page:plan`, `clause:stage.mql`, `action:undo`.
        text: Its name.
        detail: What kind of thing it is, in words.
        icon: The drawing's name.
        keys: The key that does the same, in the system's spelling; empty: none.
        words: Other words by which it is found, and which are not shown.
    """

    key: str
    text: str
    detail: str
    icon: str
    keys: str = ""
    words: str = ""


def ranked(
    entries: Sequence[PaletteEntry], words: str, limit: int = 12
) -> tuple[PaletteEntry, ...]:
    """The entries that answer best to the words, in order of likeness, then as they were given.

    A name that begins with the words comes before one that holds them, and that before one each of
    which begins a word of its name, of what kind of thing it is, or of its other words; last comes
    what is merely like them. Without words: the first entries.
    """
    wanted = words.strip().casefold()
    if not wanted:
        return tuple(entries[:limit])
    from rapidfuzz import fuzz

    scored = []
    for at, entry in enumerate(entries):
        name = entry.text.casefold()
        whole = f" {name} {entry.detail} {entry.words}".casefold()
        if name.startswith(wanted):
            score = 300 - len(name) / 100
        elif any(word.startswith(wanted) for word in name.split()):
            score = 200 - len(name) / 100
        elif wanted in name:
            score = 150 - len(name) / 100
        elif all(f" {word}" in whole for word in wanted.split()):
            score = 130 - len(name) / 100
        elif all(word in whole for word in wanted.split()):
            score = 120 - len(name) / 100
        else:
            score = fuzz.WRatio(wanted, name) if len(wanted) >= _LONG else 0.0
        if score >= _ENOUGH:
            scored.append((-score, at, entry))
    scored.sort(key=lambda each: each[:2])
    return tuple(entry for _, _, entry in scored[:limit])
