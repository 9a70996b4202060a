"""What argparse says by itself, from the catalogue: headings of help, and what is wrong with words.

argparse looks each of its sentences up by its English words, and fills in what it names afterwards;
so a sentence here stands with argparse's own marks in the places of its facts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from alignment_desktop.cli.output import wording


def sentences() -> Mapping[str, Callable[[], str]]:
    """What stands for each sentence that argparse can say to a user, by its English words."""
    its = wording().help.argparse
    return {
        "usage: ": lambda: f"{its.usage()} ",
        "positional arguments": its.positional_arguments,
        "options": its.options,
        "show this help message and exit": its.show_help,
        "argument %(argument_name)s: %(message)s": lambda: its.of_argument(
            argument="%(argument_name)s", trouble="%(message)s"
        ),
        "the following arguments are required: %s": lambda: its.required(arguments="%s"),
        "one of the arguments %s is required": lambda: its.one_required(arguments="%s"),
        "unrecognized arguments: %s": lambda: its.unrecognized(arguments="%s"),
        "expected one argument": its.one_expected,
        "expected at most one argument": its.at_most_one_expected,
        "expected at least one argument": its.at_least_one_expected,
        "not allowed with argument %s": lambda: its.not_allowed_with(argument="%s"),
        "ignored explicit argument %r": lambda: its.takes_no_value(value="%r"),
        "invalid %(type)s value: %(value)r": lambda: its.invalid_value(value="%(value)r"),
        "invalid choice: %(value)r (choose from %(choices)s)": lambda: its.invalid_choice(
            value="%(value)r", choices="%(choices)s"
        ),
    }


def speak() -> None:
    """Lets argparse speak as the catalogue does; what it says of mistakes of ours stays."""
    known = sentences()

    def said(message: str) -> str:
        say = known.get(message)
        return message if say is None else say()

    argparse._ = said  # type: ignore[attr-defined]
