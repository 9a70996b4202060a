"""Guesses the code page of text that is not UTF-8, by which reading makes words of its bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

_WESTERN = (
    "äöüß", "àâçèéêëîïôùûüœæ", "áéíñóúüªº", "ãáâàçéêíóôõúüªº", "àèéìíòóù", "åäöæøéü",
    "áðéíóúýþæö", "éëïèóöü",
)  # fmt: skip
_CENTRAL = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýžäľĺôŕ", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß",
)  # fmt: skip
_TURKISH = ("çğıöşüâîûİ", "äöüß")
_BALTIC = ("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž")
_LATIN: dict[str, tuple[str, ...]] = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp1254": _TURKISH,
    "cp1257": _BALTIC,
    "cp850": _WESTERN,
    "cp852": _CENTRAL,
    "mac_roman": _WESTERN,
}
"""Code pages of Latin letters, each with the letters beyond ASCII of languages written in it."""
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёієїґ"
_GREEK = "αοιετσνηυρπκμλωςγδθφχβξζψ"
_HEBREW = "יוהלאתרבשםמנדעחקפגכןטסזךצףץ"
_ARABIC = "اليمنرتوبعدسفهكقحجةطصخشضذثغزئءىأإؤآظ"
_THAI = "านร่กเองอม้ยลวดท็สต์ปบีคหิแจัพะช่ใไำขโุผึธูศถซญณฉภฟ"
_OTHERS: dict[str, str] = {
    "cp1251": _CYRILLIC,
    "cp1253": _GREEK,
    "cp1255": _HEBREW,
    "cp1256": _ARABIC,
    "cp874": _THAI,
    "cp866": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "mac_cyrillic": _CYRILLIC,
}
"""Code pages of other alphabets, each with its letters from the commonest to the rarest."""
_EAST = ("gb18030", "cp932", "cp949", "big5", "euc_jp")
_OF_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
CODE_PAGES = tuple(dict.fromkeys((*_OF_WINDOWS, *_EAST, *_LATIN, *_OTHERS)))
"""All that are tried; of equals the first is taken."""
_PRIOR = {
    **dict.fromkeys(_OF_WINDOWS, 0.6),
    **dict.fromkeys(_EAST, 0.3),
    "cp1252": 2.0,
    "cp1254": 0.8,
    "cp852": -1.2,
}
"""How much likelier a code page is than those of DOS and of old Macs, before any byte is seen."""
_ROW = {"cp1252": 3, "cp850": 3, "mac_roman": 3}
"""So many letters beyond ASCII in a row are those of another script; elsewhere four."""
_ICELANDIC = frozenset("ðþýÐÞÝ")
_LAST_ONLY = frozenset("ìòù")
"""Letters that stand in Western words at their end alone."""

_WORD = re.compile("[^\x00-\x26\x28-\x40\x5b-\x60\x7b-\x7f]+")
_BESIDE_WORDS = frozenset("“”„‘’‚«»‹›–—…•€£¥°®™©§·¿¡ºª²½¼¾×±µ\xa0№")
_INSIDE_WORDS = frozenset("’\xad·ºª°")
_LOW_QUOTES = "‚„"
_TONED_CAPITALS = "ΆΈΉΊΌΎΏ"
_FINAL = frozenset("ςםןךףץ")
_SIGN, _ODD, _WRONG = 0.2, -2.0, -5.0
_ALONE = 0.15
_MOST_WORDS = 4_000


def ranked(sample: bytes) -> list[str]:
    """The code pages in which the bytes make sense, the likeliest first.

    Args:
        sample: Lines of the file that have bytes beyond ASCII.

    Returns:
        At least `mac_roman`, which knows every byte.
    """
    scores: dict[str, float] = {}
    for place, name in enumerate(CODE_PAGES):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = _score(text, name) + _PRIOR.get(name, -0.8) - place * 1e-3
    return sorted(scores, key=lambda name: -scores[name])


def _score(text: str, code_page: str) -> float:
    words = [word for word in _WORD.findall(text)[:_MOST_WORDS] if not word.isascii()]
    judge = _judge_of(code_page)
    # A sign that stands alone, as beside an amount, may be a letter in many code pages.
    return sum(judge(word) if len(word) > 1 else min(judge(word), _ALONE) for word in words)


@lru_cache(maxsize=32)
def _judge_of(code_page: str) -> Callable[[str], float]:
    if code_page in _LATIN:
        languages = [frozenset(each + each.upper()) for each in _LATIN[code_page]]
        row = re.compile(f"[^\x00-\x7f]{{{_ROW.get(code_page, 4)}}}")
        western = _LATIN[code_page] is _WESTERN
        return lambda word: _by_language(word, languages, row, western=western)
    if code_page in _OTHERS:
        order = _OTHERS[code_page]
        ranks = {letter: 1.4 - 2 * place / len(order) for place, letter in enumerate(order)}
        ranks |= dict.fromkeys("ΐΰϊϋ", -0.8)
        return lambda word: _by_rank(word, ranks)
    return lambda word: _by_plane(word, code_page)


def _by_language(
    word: str, languages: list[frozenset[str]], row: re.Pattern[str], *, western: bool
) -> float:
    """A word is one of a language whose letters it has, with no capital inside."""
    foreign = [letter for letter in word if not letter.isascii() and letter.isalpha()]
    score = _of_signs(word)
    if not foreign:
        return score
    known = any(language.issuperset(foreign) for language in languages)
    score += len(foreign) * (1.0 if known else -1.0)
    if western:
        score -= sum(letter in _ICELANDIC for letter in foreign)
        score -= 1.6 * sum(letter in _LAST_ONLY for letter in word[:-1])
    return score - 2 * len(row.findall(word)) + _ODD * _breaks(word)


def _by_rank(word: str, ranks: dict[str, float]) -> float:
    """Words of other alphabets have no Latin letter, and common letters are common in them."""
    score = _of_signs(word) + _ODD * _breaks(word)
    for letter in word:
        if letter.isascii():
            score += _ODD * letter.isalpha()
        elif _is_letter(letter):
            plain = unicodedata.normalize("NFD", letter.lower())[0]
            score += ranks.get(letter.lower(), ranks.get(plain, -1.0))
    toned = sum(
        first in _TONED_CAPITALS and second.isupper() for first, second in pairwise(word)
    )  # words in capitals have no accents
    return score + _ODD * (toned + sum(letter in _FINAL for letter in word[:-1]))


def _by_plane(word: str, code_page: str) -> float:
    """Characters of two bytes are sorted in planes, of which the first has the usual ones."""
    score = 0.0
    for letter in word:
        if letter.isascii():
            score += _ODD * letter.isalpha()
        else:
            score += 2 * _east_letter(letter, code_page)
    return score


def _east_letter(letter: str, code_page: str) -> float:
    name = unicodedata.name(letter, "")
    if name.startswith("HALFWIDTH"):
        return -0.6
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return 0.9 if code_page in ("cp932", "euc_jp") else -0.5
    if not name.startswith(("CJK UNIFIED", "HANGUL SYLLABLE")):
        return 0.1 if unicodedata.category(letter)[0] == "P" else -1.0
    charset, first, last = {
        "gb18030": ("gb2312", 0xB0, 0xD7),
        "big5": ("big5", 0xA4, 0xC6),
        "cp932": ("cp932", 0x88, 0x97),
        "euc_jp": ("euc_jp", 0xB0, 0xCF),
        "cp949": ("euc_kr", 0xB0, 0xC8),
    }[code_page]
    try:
        lead = letter.encode(charset)[0]
    except UnicodeEncodeError:
        return -1.5
    usual = 0.9 if code_page == "cp949" else 0.8
    return usual if first <= lead <= last else -0.7


def _of_signs(word: str) -> float:
    """What the signs beyond ASCII in and beside a word tell: few stand there."""
    score = 0.0
    for place, letter in enumerate(word):
        if letter.isascii() or _is_letter(letter):
            continue
        inside = bool(word[:place].strip("’“„«")) and bool(word[place + 1 :].strip("’”»"))
        if letter in _LOW_QUOTES and place:
            score += _ODD  # it stands before words
        elif letter in (_INSIDE_WORDS if inside else _BESIDE_WORDS):
            score += _SIGN
        else:
            score += _WRONG if unicodedata.category(letter)[0] == "C" else _ODD
    return score


def _is_letter(letter: str) -> bool:
    """Whether it is a letter, or a mark on or beside one."""
    return unicodedata.category(letter)[0] in "LM"


def _breaks(word: str) -> int:
    """How often a capital stands inside of a word, where it or its neighbour is beyond ASCII.

    `OÆBrien` is no word, though `SÃO` is one, and `L'Étoile`.
    """
    capitals = word.isupper()
    return sum(
        1
        for first, second in pairwise(word)
        if second.isupper()
        and not (first + second).isascii()
        and (first.islower() or (first.isalpha() and not capitals and not second.isascii()))
    )
