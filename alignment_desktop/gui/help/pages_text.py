"""Help as its panel shows it: paragraphs, steps and keys, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from alignment_desktop.gui.help.topics import Found, KeyLine, Topic
from alignment_desktop.gui.theme import Theme
from alignment_desktop.gui.wording import wording

TOUR = "tour"
"""What the link to the tour leads to; others lead to the topic of their name."""


def topic_html(
    topic: Topic, everywhere: Sequence[KeyLine], theme: Theme, *, tours: bool = True
) -> str:
    """A topic, then the keys that mean the same on every page, and the way to the tour."""
    its = wording().help
    parts = [f"<p>{escape(topic.about)}</p>"] if topic.about else []
    if topic.steps:
        steps = "".join(f"<li>{escape(step)}</li>" for step in topic.steps)
        parts.append(_heading(its.how()) + f"<ul>{steps}</ul>")
    if topic.keys:
        parts.append(_heading(its.keys_here()) + _keys(topic.keys, theme))
    parts.append(_heading(its.keys_everywhere()) + _keys(everywhere, theme))
    if tours:
        parts.append(f"<p>{_link(TOUR, its.take_the_tour(), theme)}</p>")
    return _whole(parts, theme)


def found_html(found: Sequence[Found], text: str, theme: Theme) -> str:
    """What was found, by page; a sentence where nothing was."""
    its = wording().help
    if not found:
        return _whole([f"<p>{escape(its.nothing_found(text=text))}</p>"], theme)
    parts = [_heading(its.found_in())]
    for each in found:
        lines = "".join(f"<li>{escape(line)}</li>" for line in each.lines)
        link = _link(each.topic.name, each.topic.title, theme)
        parts.append(f"<p>{link}</p>" + (f"<ul>{lines}</ul>" if lines else ""))
    return _whole(parts, theme)


def _keys(lines: Iterable[KeyLine], theme: Theme) -> str:
    ground = theme.colour("soft_line").name()
    return f"<table cellspacing='0' cellpadding='3'>{''.join(_rows(lines, ground))}</table>"


def _rows(lines: Iterable[KeyLine], ground: str) -> Iterator[str]:
    for each in lines:
        key = f"<span style='background-color:{ground}'>&nbsp;{escape(each.keys)}&nbsp;</span>"
        yield f"<tr><td>{key}&nbsp;</td><td>{escape(each.text)}</td></tr>"


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _link(name: str, text: str, theme: Theme) -> str:
    colour = theme.colour("accent").name()
    return f"<a href='{escape(name)}' style='color:{colour}'>{escape(text)}</a>"


def _whole(parts: Iterable[str], theme: Theme) -> str:
    return f"<div style='color:{theme.colour('text').name()}'>{''.join(parts)}</div>"
