"""What the words of a column's name mean, in the languages of the exports."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from alignment_desktop.importing.stated_scales import without_scale
from alignment_desktop.paths import resource_path

Reading = frozenset[str]
"""The meanings of a name's words, without those that change nothing."""

_NOTHING = ("nothing", "currency-code")
LONGEST = 200
"""Characters; a text that is longer is a note, and stands for no field."""
_LONGEST_PHRASE = 7
_LONGEST_NAME = 12
"""Words; a longer name is a sentence."""
_MOST_READINGS = 64
_SHORTEST_PART = 3
_SHORT_PARTS = ("id", "nr")
"""With which compounds end all the same: `leadid`, `Kundennr.`."""
_IN_FRONT = "crm"
"""Changes nothing where it stands in front; elsewhere it is what is named: `Client CRM`."""
_LINKS = ("", "s", "n", "en", "es", "e")
"""Letters that German and Dutch put between the words of a compound."""
_DENIAL = "no"
"""It changes nothing within a Portuguese name, but all of a Spanish one that begins with it."""
_INFLECTED = "~"
"""Behind an adjective or a participle: it takes the endings of its language as well."""
_ENDINGS = {
    "de": ("", ("", "e", "er", "es", "en", "em")),
    "fr": ("", ("", "e", "s", "es")),
    "es": ("o", ("o", "a", "os", "as")),
    "pt": ("o", ("o", "a", "os", "as")),
    "it": ("o", ("o", "a", "i", "e")),
    "nl": ("", ("", "e")),
}
"""By language: what such a word loses at its end, and what it may have in its place."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_SIGNS = re.compile(r"US\$|R\$|[$€£]")


def words_of(name: str) -> list[str]:
    """The words of a name, without case and accents: `leadScore` and `Lead-Score` are two words."""
    return list(_words(name))


@lru_cache(maxsize=1 << 14)  # asked of each name of a sheet for every kind and stage
def _words(name: str) -> tuple[str, ...]:
    text = _CASE.sub(" ", _SIGNS.sub(" ", name.replace("#", " nr ")))
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", plain))


@lru_cache(maxsize=1 << 14)
def readings(name: str) -> frozenset[Reading]:
    """What a name may mean; nothing where one of its words is unknown.

    A phrase that is known goes before its words; a word that is unknown may be a compound.
    """
    words = words_of(without_scale(name)) if len(name) <= LONGEST else []
    if len(words) > _LONGEST_NAME:
        return frozenset()
    if len(words) > 1 and words[0] == _IN_FRONT:
        words = words[1:]
    found: set[tuple[str, ...]] = {()}
    place = 0
    while place < len(words):
        length, meanings = _longest(words, place)
        if not place and words[0] == _DENIAL:
            meanings = meanings - {("nothing",)}
        if not meanings:
            return frozenset()
        found = {(*before, *each) for before in found for each in meanings}
        if len(found) > _MOST_READINGS:
            return frozenset()
        place += length
    plain = (frozenset(each).difference(_NOTHING) for each in found)
    return frozenset(each for each in plain if each)


def shapes(text: str) -> Iterator[Reading]:
    """The readings that a shape stands for: `deal? create|add date` stands for four."""
    choices: list[tuple[str, ...]] = []
    for part in text.split():
        options = tuple(part.rstrip("?").split("|"))
        choices.append((*options, "") if part.endswith("?") else options)
    for each in product(*choices):
        yield frozenset(part for part in each if part)


def _longest(words: list[str], place: int) -> tuple[int, set[tuple[str, ...]]]:
    known = _vocabulary()
    for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        meanings = known.get(" ".join(words[place : place + length]))
        if meanings:
            return length, {(each,) for each in meanings}
    compound = set(_compound(words[place]))
    return 1, compound or {(each,) for each in _english().get(_singular(words[place]), ())}


def _singular(word: str) -> str:
    """An English word as one of several: `companies` are each a company."""
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    return word.removesuffix("s") if word.endswith("s") else ""


def spoken_of(name: str) -> frozenset[str]:
    """What the single words of a name may mean, whatever else it says."""
    known = _vocabulary()
    return frozenset(each for word in words_of(name) for each in known.get(word, ()))


@lru_cache(maxsize=1 << 12)
def _compound(word: str) -> frozenset[tuple[str, ...]]:
    """The meanings of a word that is made of known ones."""
    known = _vocabulary()
    found: set[tuple[str, ...]] = set()
    for end in range(_SHORTEST_PART, len(word) - 1):
        first = known.get(word[:end])
        for link in _LINKS if first else ():
            rest = word[end:].removeprefix(link) if word[end:].startswith(link) else ""
            if len(rest) < _SHORTEST_PART and rest not in _SHORT_PARTS:
                continue
            ends = {(each,) for each in known.get(rest, ())} or _compound(rest)
            found |= {(one, *others) for one in first or () for others in ends}
    return frozenset(found)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Meaning to language to the words for it."""
    file = resource_path("recognition/vocabulary.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    """Word or phrase to its meanings."""
    return _by_phrase(_table())


@lru_cache(maxsize=1)
def _english() -> dict[str, frozenset[str]]:
    """The English ones of these."""
    return _by_phrase({meaning: {"en": each.get("en", "")} for meaning, each in _table().items()})


def _by_phrase(table: dict[str, dict[str, str]]) -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for meaning, languages in table.items():
        for phrase in _phrases(languages):
            known.setdefault(phrase, set()).add(meaning)
    return {phrase: frozenset(meanings) for phrase, meanings in known.items()}


def _phrases(languages: dict[str, str]) -> Iterator[str]:
    for language, listed in languages.items():
        for form in (form for each in listed.split(",") for form in _forms(each, language)):
            # Where umlauts may not be written, `zuständig` is `zustaendig`.
            for spelt in {form, form.translate(_UMLAUTS)}:
                if words := words_of(spelt):
                    yield " ".join(words)


def _forms(phrase: str, language: str) -> Iterator[str]:
    """A phrase with every ending that its inflected word takes: `asignado~ a` has four."""
    stem, inflected, rest = phrase.partition(_INFLECTED)
    if not inflected:
        yield phrase
        return
    lost, endings = _ENDINGS[language]
    for ending in endings:
        yield stem.removesuffix(lost) + ending + rest
