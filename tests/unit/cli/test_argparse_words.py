"""Whatever argparse says to a user is said in our words, whichever Python runs the program."""

from __future__ import annotations

import argparse
import ast
import inspect

from alignment_desktop.cli.argparse_words import sentences

# What no user can bring about: it is said of mistakes in the program, or of what it never uses.
_OF_PROGRAMS = {
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "unexpected option string: %s",
    # Commands are checked as choices before.
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    # Options are never abbreviated, and only one is a single letter.
    "ambiguous option: %(option)s could match %(matches)s",
    # Files are opened by the commands themselves.
    "can't open '%(filename)s': %(error)s",
    'argument "-" with mode %r',
    # No option takes a number of values.
    "expected %s argument",
    "expected %s arguments",
    # Nothing is deprecated.
    "command '%(parser_name)s' is deprecated",
    "option '%(option)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
    "%(prog)s: warning: %(message)s\n",
    # Errors are written by `cli.main`, headings as they are given.
    "%(prog)s: error: %(message)s\n",
    "%(heading)s:",
    "subcommands",
    "show program's version number and exit",
    " (default: %(default)s)",
}


def test_every_sentence_of_this_pythons_argparse_is_in_our_words() -> None:
    said = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            places = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
            said |= {each.value for each in node.args[:places] if isinstance(each, ast.Constant)}
    assert len(said) > 20
    assert said - set(sentences()) - _OF_PROGRAMS == set()
