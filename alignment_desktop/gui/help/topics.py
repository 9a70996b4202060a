"""What Help says of each page: what it is for, how one works with it, and its keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alignment_desktop.gui.wording import user_language
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key, as it is written on keyboards here, and what it does."""

    keys: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What Help says of one page.

    Attributes:
        name: The page's name, or that of a part of one.
        title: What it is called.
        about: What it is for.
        steps: How one works with it.
        keys: The keys that mean something there.
    """

    name: str
    title: str
    about: str
    steps: tuple[str, ...] = ()
    keys: tuple[KeyLine, ...] = ()

    def lines(self) -> Iterator[str]:
        """All that it says, line by line."""
        yield self.about
        yield from self.steps
        for each in self.keys:
            yield f"{each.keys} {each.text}"


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that speaks of what is looked for, and the lines that do."""

    topic: Topic
    lines: tuple[str, ...]


def has_topic(name: str) -> bool:
    """Whether Help says something of a page."""
    return user_language().has(f"window.help.page.{name}.about")


def topic(name: str, title: str, keys: Iterable[KeyLine] = ()) -> Topic:
    """What Help says of a page; nothing but its keys where there are no words for it.

    Args:
        name: The page's name.
        title: What it is called.
        keys: Its keys; those without a key are left out, and the same key is named once.
    """
    language, about, how = user_language(), "", ""
    if has_topic(name):
        about = language.say(f"window.help.page.{name}.about")
        how = language.say(f"window.help.page.{name}.how")
    steps = tuple(line.strip() for line in how.splitlines() if line.strip())
    once = {each.keys: each for each in reversed(list(keys)) if each.keys}
    return Topic(name, title, about, steps, tuple(reversed(once.values())))


def search(topics: Sequence[Topic], text: str) -> list[Found]:
    """The topics in which each word that is typed occurs, those called so first.

    Args:
        topics: Where to look, in order.
        text: What is typed; nothing finds nothing.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = []
    for each in topics:
        whole = " ".join((each.title, *each.lines())).casefold()
        if all(word in whole for word in words):
            lines = [
                line for line in each.lines() if any(word in line.casefold() for word in words)
            ]
            found.append(Found(each, tuple(lines)))
    return sorted(found, key=lambda each: words[0] not in each.topic.title.casefold())
