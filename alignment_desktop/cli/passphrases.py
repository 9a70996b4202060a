"""Passphrases: from a file, from the surroundings, or asked for; never printed, never a word."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from alignment_desktop.cli.output import wording
from alignment_desktop.domain.problems import Problem

PASSPHRASE = "ALIGNMENT_PASSPHRASE"
AUTHORITY_PASSPHRASE = "ALIGNMENT_AUTHORITY_PASSPHRASE"
"""The variables that hold them, where no file does."""

_MOST = 10_000


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """The word that names a file with the passphrase of an identity."""
    text = wording().help.shared.passphrase_file(variable=PASSPHRASE)
    parser.add_argument("--passphrase-file", metavar="F", type=Path, help=text)


def add_authority_passphrase(parser: argparse.ArgumentParser) -> None:
    """The word that names a file with the passphrase of the workspace's authority."""
    text = wording().help.shared.authority_passphrase_file(variable=AUTHORITY_PASSPHRASE)
    parser.add_argument("--authority-passphrase-file", metavar="F", type=Path, help=text)


def passphrase(arguments: argparse.Namespace, question: str, *, twice: bool = False) -> str:
    """The passphrase of an identity.

    Args:
        arguments: The words.
        question: What is asked, where it stands nowhere.
        twice: Whether it is a new one, which is typed twice.

    Raises:
        Problem: `passphrase-nowhere`, `passphrases-differ`, `passphrase-file-refused`.
    """
    option = "--passphrase-file"
    return _found(arguments.passphrase_file, PASSPHRASE, option, question, twice=twice)


def authority_passphrase(
    arguments: argparse.Namespace, question: str, *, twice: bool = False
) -> str:
    """The passphrase of the workspace's authority; as `passphrase`."""
    option = "--authority-passphrase-file"
    file = arguments.authority_passphrase_file
    return _found(file, AUTHORITY_PASSPHRASE, option, question, twice=twice)


def is_given(file: Path | None, variable: str) -> bool:
    """Whether a passphrase stands in a file or in the surroundings."""
    return file is not None or bool(os.environ.get(variable))


def _found(file: Path | None, variable: str, option: str, question: str, *, twice: bool) -> str:
    if file is not None:
        return _first_line(file)
    if os.environ.get(variable):
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise Problem("passphrase-nowhere", option=option, variable=variable)
    try:
        typed = getpass(f"{question} ")
        if twice and getpass(f"{wording().output.once_more()} ") != typed:
            raise Problem("passphrases-differ")
    except EOFError:
        raise Problem("passphrase-nowhere", option=option, variable=variable) from None
    return typed


def _first_line(file: Path) -> str:
    try:
        if not file.is_file():
            reason = wording().output.no_file()
            raise Problem("passphrase-file-refused", file=str(file), reason=reason)
        with file.open("rb") as opened:
            content = opened.read(_MOST)
        return content.decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("passphrase-file-refused", file=str(file), reason=reason) from None
