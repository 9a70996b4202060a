"""What people write in reviews, in words: fields, statuses, and where an action comes from."""

from __future__ import annotations

from alignment_desktop.domain.review_contents import ActionLine
from alignment_desktop.domain.review_entries import ReviewChanged
from alignment_desktop.phrasing.days import stated_text
from alignment_desktop.words.language import Language

_SHOWN = ("owner", "due", "status")
"""Fields whose new value is said, as it is short."""


def status_text(status: str, words: Language) -> str:
    """How an action stands."""
    return words.say(f"reviews.status-{status}")


def changed_fields_text(change: ReviewChanged, words: Language) -> str:
    """Which fields of an action changed, those with few words with what they say now."""
    told = []
    for name, text in (change.after or {}).items():
        field = words.say(f"reviews.field-{name}")
        value = text
        if name == "status":
            value = status_text(text, words)
        if name == "due":
            value = stated_text(text, words)
        if name not in _SHOWN or not text:
            told.append(field)
        else:
            told.append(words.reviews.field_now(field=field, value=value))
    return words.listed(told)


def carried_text(line: ActionLine, words: Language, name: str) -> str:
    """Since when an action is carried over; empty where it is new.

    Args:
        line: The action.
        words: In whose words.
        name: What the review is called in which it came up first.
    """
    if line.since is None:
        return ""
    if line.times == 1:
        return words.reviews.carried(review=name)
    return words.reviews.carried_times(review=name, times=line.times)
