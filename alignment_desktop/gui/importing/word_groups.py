"""The words of a file in groups that fold: what is to be settled is in sight, the rest folds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from alignment_desktop.gui.importing.words import field_word, number_word
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnWords, Look
    from alignment_desktop.services.import_words import WordLook

_IN_SIGHT = 6
"""Words of a group that are in sight before more are asked for, those to be settled besides."""
_SUMMED_UP = 6


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What a group of words is: a column, and the field that it gives.

    Attributes:
        key: The column and the field.
        column: The column's name.
        means: The field in words.
        facts: How many words and rows there are; of a folded group the words themselves.
        check: Whether somebody should look at it.
        folded: Whether its words are out of sight.
    """

    key: str
    column: str
    means: str
    facts: str
    check: Chip
    folded: bool


@dataclass(frozen=True, slots=True)
class MoreRow:
    """Brings the other words of a group into sight."""

    key: str
    group: str
    text: str
    facts: str


@dataclass
class GroupView:
    """What the user has folded, unfolded and asked for.

    Attributes:
        asked: Keys of the words that were to be settled when the file was first seen; they come
            first, and stay where they are once they are settled.
        folded: Groups that were folded or unfolded by hand.
        whole: Groups of which every word is in sight.
        only_asked: Whether only those words are listed that were to be settled.
    """

    asked: set[str] = field(default_factory=set)
    folded: dict[str, bool] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    only_asked: bool = False

    def begin(self, look: Look) -> None:
        """Another file or sheet is seen."""
        self.asked.clear()
        self.folded.clear()
        self.whole.clear()
        self.only_asked = False
        self.take_in(look)

    def take_in(self, look: Look) -> None:
        """What else is to be settled now, such as the words of a column that has just a meaning."""
        for column in look.words:
            self.asked |= {word_key(column, each) for each in column.words if not each.is_settled}

    def is_folded(self, column: ColumnWords) -> bool:
        """Whether a group's words are out of sight: by hand, or because all were known."""
        key = group_key(column)
        if key in self.folded:
            return self.folded[key]
        return not any(word_key(column, each) in self.asked for each in column.words)

    def toggle(self, key: str, *, folded: bool) -> None:
        """Folds or unfolds a group."""
        self.folded[key] = folded

    def counted(self, look: Look) -> tuple[int, int]:
        """How many words there are, and how many were to be settled."""
        keys = [word_key(column, each) for column in look.words for each in column.words]
        return len(keys), len(self.asked.intersection(keys))


def group_key(column: ColumnWords) -> str:
    """By which a group is meant."""
    return "\0".join((column.column, column.field))


def word_key(column: ColumnWords, word: WordLook) -> str:
    """By which a word of a group is meant."""
    return "\0".join((column.column, column.field, word.word))


def in_sight(column: ColumnWords, view: GroupView) -> tuple[list[WordLook], list[WordLook]]:
    """The words of an unfolded group that are in sight, and those that are asked for by More."""
    first = [each for each in column.words if word_key(column, each) in view.asked]
    rest = [each for each in column.words if word_key(column, each) not in view.asked]
    if view.only_asked:
        return first, []
    room = max(_IN_SIGHT - len(first), 2)
    if group_key(column) in view.whole or len(rest) <= room + 1:
        return [*first, *rest], []
    return [*first, *rest[:room]], rest[room:]


def head_row(column: ColumnWords, look: Look, *, folded: bool) -> HeadRow:
    """The first row of a group."""
    its = wording().importing
    unknown = sum(each.state == "open" and not each.is_settled for each in column.words)
    kept = sum(not each.is_settled for each in column.words) - unknown
    check = Chip(its.all_known(), "kept")
    aside = sum(each.state == "aside" and each.origin != "chosen" for each in column.words)
    if aside:
        check = Chip(its.words_kept(aside, count=number_word(aside)), "neutral")
    if unknown:
        check = Chip(its.words_to_choose(unknown, count=unknown), "at_risk")
    elif kept:
        check = Chip(its.words_to_check(kept, count=kept), "at_risk")
    rows = sum(each.rows for each in column.words)
    count = len(column.words)
    facts = [its.words_count(count, count=number_word(count))]
    facts.append(its.rows_rows(rows, rows=number_word(rows)))
    if folded and not (unknown or kept):
        facts = list(_summary(column.words))
    if column.unlisted:
        facts.append(its.words_not_listed(column.unlisted, count=number_word(column.unlisted)))
    means = field_word(column.field, look.stages)
    return HeadRow(group_key(column), column.column, means, " · ".join(facts), check, folded)


def _summary(words: Sequence[WordLook]) -> Iterator[str]:
    for each in words[:_SUMMED_UP]:
        yield f"{each.word} {number_word(each.rows)}"
    if len(words) > _SUMMED_UP:
        rest = len(words) - _SUMMED_UP
        yield wording().importing.more_words(rest, count=number_word(rest))


def more_row(column: ColumnWords, rest: Sequence[WordLook]) -> MoreRow:
    """The last row of a group of which not all words are in sight."""
    its, count = wording().importing, len(rest)
    rows = sum(each.rows for each in rest)
    return MoreRow(
        key=group_key(column) + "\0\0more",
        group=group_key(column),
        text=its.show_more_words(count, count=number_word(count)),
        facts=its.rows_rows(rows, rows=number_word(rows)),
    )


def head_spoken(row: HeadRow) -> str:
    """A group in words, for who does not see it."""
    its = wording().importing
    means = its.column_means(column=row.column, field=row.means)
    state = its.folded() if row.folded else its.unfolded()
    return user_language().facts.separator().join((means, row.facts, row.check.text, state))
