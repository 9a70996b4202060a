"""A language: its own sentences before English, and numbers and money as its regions write them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from alignment_desktop.paths import resource_path
from alignment_desktop.words import catalogue
from alignment_desktop.words.language import Language, language, user_language
from tools.build_words import troubles

ENGLISH = language()
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the catalogues, as a copy in which languages can be added."""
    shutil.copytree(resource_path("words"), tmp_path / "words")
    monkeypatch.setattr(catalogue, "resource_path", lambda name: tmp_path / name)
    _forget()
    yield tmp_path / "words"
    _forget()


def _forget() -> None:
    """What was read of other catalogues, as the program keeps it until it ends."""
    for cached in (catalogue._table, catalogue._messages, language):
        cached.cache_clear()


def write(folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_what_a_language_lacks_is_said_in_english(words: Path) -> None:
    write(words / "xx", "about", 'name = "X"\nnumbers = "de"\ndays = "de"\n')
    write(words / "xx", "durations", 'pair = "{first} und {second}"\n')
    own = language("xx-CH")
    assert own.code == "xx"
    assert own.durations.pair(first="1 h", second="2 m") == "1 h und 2 m"
    assert own.durations.hours(number="3") == "3 h"
    assert own.days.until(day="5. Mai") == "until 5. Mai"
    assert list(troubles()) == []


def test_a_language_that_goes_its_own_way_is_told(words: Path) -> None:
    write(words / "xx", "about", 'name = "X"\nnumbers = "de"\ndays = "de"\n')
    write(words / "xx", "durations", 'pair = "{first} {third}"\nhour = "{number} h"\n')
    write(words / "xx", "days", 'untill = "bis {day}"\n')
    told = list(troubles())
    assert told == [
        "xx: durations.pair names facts that English has not: ['third'].",
        "xx: durations.hour counts in one language and not in the other.",
        "xx: days.untill is in no other language; delete it, or correct its name.",
    ]


def test_the_user_s_language_is_the_one_that_is_asked_for_first(
    words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("xx", "yy"):
        write(words / code, "about", f'name = "{code}"\nnumbers = "de"\ndays = "de"\n')
    monkeypatch.setenv("LANG", "yy_YY.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "ALIGNMENT_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    assert user_language().code == "yy"
    monkeypatch.setenv("ALIGNMENT_LANGUAGE", "xx")
    assert user_language().code == "xx"
    monkeypatch.setenv("ALIGNMENT_LANGUAGE", "zz")
    assert user_language().code == "en"


def test_the_window_s_own_words_are_not_those_of_commands() -> None:
    assert ENGLISH.variant("problems.missing-field", "command") == "{field} is missing; add it."
    assert str(ENGLISH.variant("problems.missing-field", "window")).startswith(
        "{field} is missing;"
    )
    assert ENGLISH.variant("problems.not-toml", "window") is None
    assert str(ENGLISH.variant("problems.not-toml", "command")).startswith("This is not valid TOML")


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert ENGLISH.number(-0.04, 1) == "0.0"
    assert ENGLISH.number(-0.06, 1) == "\N{MINUS SIGN}0.1"
    assert ENGLISH.money(-0.004, "EUR", 2) == "€0.00"


@pytest.mark.parametrize(
    ("amount", "text"),
    [("2480000", "€2.48M"), ("2500000", "€2.5M"), ("3000000000", "€3B"), ("-1200000", "−€1.2M")],
)
def test_short_money_has_no_noughts_behind_its_point(amount: str, text: str) -> None:
    assert ENGLISH.short_money(Decimal(amount), "EUR", 2) == text


def test_a_region_that_nobody_knows_leaves_the_language_its_marks() -> None:
    assert language("en", "tlh_QO").number(1234.5, 1) == "1,234.5"
    assert language("en", "de_CH").number(1234.5, 1) == "1'234.5"
    assert language("en", "de_DE").percent("95") == f"95{NO_BREAK}%"


def test_a_sentence_that_counts_is_not_said_without_its_number() -> None:
    with pytest.raises(KeyError, match=r"kinds\.term"):
        ENGLISH.say("kinds.term")
    with pytest.raises(KeyError, match=r"kinds\.nothing"):
        ENGLISH.counted("kinds.nothing", 1)
    with pytest.raises(AttributeError):
        _ = ENGLISH.nothing_of_this_name  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        catalogue.Catalogue("en").table("nothing")


def test_lists_of_none_and_one_need_no_word_between() -> None:
    own: Language = ENGLISH
    assert (own.listed([]), own.listed(["a"]), own.listed(["a", "b"])) == ("", "a", "a and b")
    assert own.either(["a", "b", "c"]) == "a, b or c"
